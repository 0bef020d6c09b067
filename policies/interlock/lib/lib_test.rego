package interlock.lib_test

import data.interlock.lib

literal(text) := {"kind": "literal", "text": text}

unknown := {"kind": "unknown", "why": "x"}

either(a, b) := {"kind": "one_of", "values": [literal(a), literal(b)]}

joined(parts) := {"kind": "concat", "parts": parts}

test_a_literal_may_and_must_equal_itself_only if {
	lib.may_equal(literal("a.b"), "a.b")
	lib.must_equal(literal("a.b"), "a.b")
	not lib.may_equal(literal("a.b"), "axb")
	not lib.must_equal(literal("a"), "b")
}

test_one_of_may_equal_each_and_must_equal_none if {
	lib.may_equal(either("a", "b"), "b")
	not lib.must_equal(either("a", "b"), "b")
	lib.must_equal(either("a", "a"), "a")
	not lib.may_equal(either("a", "b"), "c")
}

test_the_unknown_may_equal_anything_and_must_equal_nothing if {
	lib.may_equal(unknown, "a")
	not lib.must_equal(unknown, "a")
	lib.may_equal({"kind": "output", "command": 0}, "a")
}

test_a_value_with_a_known_part_may_equal_what_fits if {
	lib.may_equal(joined([literal("/etc/"), unknown]), "/etc/passwd")
	not lib.may_equal(joined([literal("/etc/"), unknown]), "/usr/x")
	lib.may_equal({"kind": "prefix", "text": "ab"}, "abc")
	not lib.may_equal({"kind": "prefix", "text": "ab"}, "xabc")
	lib.may_equal({"kind": "suffix", "text": ".sh"}, "a.sh")
	not lib.may_equal({"kind": "suffix", "text": ".sh"}, "a.py")
}

test_a_pattern_may_equal_what_it_matches if {
	lib.may_equal({"kind": "glob", "text": "/etc/*"}, "/etc/passwd")
	not lib.may_equal({"kind": "glob", "text": "/etc/*"}, "/etc/a/b")
	lib.may_equal({"kind": "glob", "text": "/etc/[p]*"}, "anything")
	lib.may_equal({"kind": "glob", "text": "a?"}, "ab")
}

test_may_match_is_true_for_the_unknown if {
	lib.may_match(literal("abc"), "^a")
	not lib.may_match(literal("abc"), "^b")
	lib.may_match(either("x", "abc"), "^a")
	lib.may_match(unknown, "^a")
}

test_may_be_under_is_true_for_the_unknown_and_must_be_is_false if {
	lib.may_be_under(literal("/etc/passwd"), "/etc")
	lib.may_be_under(literal("/etc"), "/etc")
	not lib.may_be_under(literal("/etcetera"), "/etc")
	lib.may_be_under(either("/a", "/etc/x"), "/etc")
	lib.may_be_under(unknown, "/etc")
	lib.must_be_under(literal("/tmp/x"), "/tmp")
	lib.must_be_under(either("/tmp/a", "/tmp/b"), "/tmp")
	not lib.must_be_under(either("/tmp/a", "/b"), "/tmp")
	not lib.must_be_under(unknown, "/tmp")
}

test_every_kind_of_value_can_be_shown if {
	lib.shown(literal("a")) == "a"
	lib.shown({"kind": "glob", "text": "a*"}) == "a*"
	lib.shown(joined([literal("a"), unknown])) == "a…"
	lib.shown(either("a", "b")) == "a or b"
	lib.shown({"kind": "prefix", "text": "a"}) == "a…"
	lib.shown({"kind": "suffix", "text": "a"}) == "…a"
	lib.shown({"kind": "output", "command": 0}) == "the output of a command"
	lib.shown(unknown) == "something only known at run time"
}

test_a_path_is_shown_resolved_where_it_can_be if {
	lib.path({"resolved": "/a", "path": literal("../a")}) == "/a"
	lib.path({"path": literal("../a")}) == "../a"
}

test_nested_parts_are_anything if {
	lib.may_equal(joined([literal("a"), either("b", "c")]), "abz")
}
