package interlock.lib_test

import data.interlock.lib
import data.interlock.testing

literal := testing.literal("/etc/passwd")

glob := testing.glob("/etc/*")

prefix := testing.prefix("/etc/p")

suffix := testing.suffix("/passwd")

output := {"kind": "output", "command": 0}

unknown := testing.unknown

tail_unknown := testing.joined([testing.literal("/etc/"), unknown])

head_unknown := testing.joined([unknown, testing.literal("/passwd")])

either := testing.either([testing.literal("/tmp/a"), literal])

every_kind := {literal, glob, prefix, suffix, output, unknown, tail_unknown, head_unknown, either}

test_every_kind_of_value_may_equal_what_it_may_become if {
	every value in every_kind { lib.may_equal(value, "/etc/passwd") }
}

test_what_is_known_of_a_value_decides_what_it_may_equal[value] if {
	some value in (every_kind - {output, unknown})
	not lib.may_equal(value, "/usr/bin")
}

test_a_literal_is_no_pattern if {
	not lib.may_equal(testing.literal("a.b"), "axb")
	not lib.may_equal(testing.joined([testing.literal("a.b"), unknown]), "axb")
}

test_an_output_and_the_unknown_may_equal_anything if {
	lib.may_equal(output, "/usr/bin")
	lib.may_equal(unknown, "/usr/bin")
}

test_a_pattern_matches_neither_a_slash_nor_a_leading_dot if {
	not lib.may_equal(glob, "/etc/ssh/config")
	not lib.may_equal(glob, "/etc/.hidden")
	not lib.may_equal(testing.glob("/etc/?a"), "/etc/.a")
	lib.may_equal(testing.glob("/etc/?a"), "/etc/ba")
	lib.may_equal(testing.glob("/etc/p*"), "/etc/p.d")
	lib.may_equal(testing.glob("a?"), "ab")
}

test_a_pattern_with_a_class_may_be_anything_behind_its_fixed_part if {
	lib.may_equal(testing.glob("/etc/[p]*"), "/etc/other")
	not lib.may_equal(testing.glob("/etc/[p]*"), "/usr")
}

test_values_inside_values_inside_values_may_be_anything if {
	lib.may_equal(testing.joined([testing.literal("a"), testing.either([testing.literal("b")])]), "az")
}

test_only_what_is_known_must_equal if {
	lib.must_equal(literal, "/etc/passwd")
	lib.must_equal(testing.either([literal, literal]), "/etc/passwd")
}

test_what_is_not_known_must_equal_nothing[value] if {
	some value in (every_kind - {literal})
	not lib.must_equal(value, "/etc/passwd")
}

test_no_choice_at_all_must_equal_nothing if {
	not lib.must_equal(testing.either([]), "a")
	not lib.must_be_under(testing.either([]), "/")
}

test_what_is_not_known_may_match_any_expression[value] if {
	some value in (every_kind - {literal, either})
	lib.may_match(value, "^nothing like it$")
}

test_what_is_known_may_match_what_it_matches if {
	lib.may_match(literal, "^/etc")
	lib.may_match(either, "^/etc")
	not lib.may_match(literal, "^/usr")
	not lib.may_match(either, "^/usr")
}

test_every_kind_of_value_may_be_under_where_it_may_lead[value] if {
	some value in every_kind
	lib.may_be_under(value, "/etc")
}

test_a_value_with_a_known_beginning_is_not_elsewhere[value] if {
	some value in {literal, glob, prefix, tail_unknown}
	not lib.may_be_under(value, "/usr")
}

test_a_value_without_a_known_beginning_may_be_anywhere[value] if {
	some value in {suffix, output, unknown, head_unknown, testing.literal("relative")}
	lib.may_be_under(value, "/usr")
}

test_an_unfinished_name_may_be_the_directory if {
	lib.may_be_under(testing.prefix("/et"), "/etc")
	lib.may_be_under(testing.joined([testing.glob("/e*"), unknown]), "/etc")
	lib.may_be_under(testing.joined([testing.prefix("/e"), testing.literal("c")]), "/etc")
	lib.may_be_under(testing.joined([testing.either([]), testing.literal("c")]), "/etc")
	not lib.may_be_under(testing.literal("/etcetera"), "/etc")
}

test_a_path_that_climbs_may_be_anywhere_and_must_be_nowhere if {
	lib.may_be_under(testing.literal("/tmp/../etc"), "/etc")
	lib.may_be_under(testing.joined([testing.literal("/tmp/"), unknown, testing.literal("/..")]), "/etc")
	not lib.must_be_under(testing.literal("/tmp/../etc"), "/tmp")
	lib.must_be_under(testing.literal("/tmp/a..b"), "/tmp")
}

test_what_is_known_must_be_under if {
	lib.must_be_under(literal, "/etc")
	lib.must_be_under(literal, "/")
	lib.must_be_under(testing.literal("/etc"), "/etc")
	not lib.must_be_under(either, "/etc")
}

test_what_is_not_known_must_be_under_nothing[value] if {
	some value in (every_kind - {literal})
	not lib.must_be_under(value, "/etc")
}

test_the_end_of_a_value_is_what_it_certainly_ends_with if {
	lib.ending(literal) == "/etc/passwd"
	lib.ending(glob) == "/etc/*"
	lib.ending(suffix) == "/passwd"
	lib.ending(head_unknown) == "/passwd"
	lib.ending(tail_unknown) == ""
	lib.ending(prefix) == ""
	lib.ending(testing.joined([unknown, prefix])) == ""
	every value in {output, unknown, either} { lib.ending(value) == "" }
}

test_every_kind_of_value_can_be_shown if {
	lib.shown(literal) == "/etc/passwd"
	lib.shown(glob) == "/etc/*"
	lib.shown(prefix) == "/etc/p…"
	lib.shown(suffix) == "…/passwd"
	lib.shown(tail_unknown) == "/etc/$x"
	lib.shown(either) == "/tmp/a or /etc/passwd"
	lib.shown(output) == "the output of a command"
	lib.shown(unknown) == "$x"
	lib.shown({"kind": "unknown", "why": "stdin"}) == "something only known at run time"
	lib.shown({"kind": "unknown"}) == "something only known at run time"
	lib.shown(testing.joined([testing.literal("a"), {"kind": "unknown", "why": "found"}])) == "a…"
	lib.shown(testing.joined([testing.literal("a"), either])) == "a…"
}

test_what_is_shown_is_short_and_has_no_hidden_characters if {
	lib.shown(testing.literal("a\u001b[2Jb\u202ec")) == "a�[2Jb�c"
	count(lib.shown(testing.literal(concat("", [x | some _ in numbers.range(1, 500); x := "a"])))) == 121
}

test_a_path_is_shown_resolved_where_it_can_be if {
	lib.path({"resolved": "/a", "path": testing.literal("../a")}) == "/a"
	lib.path({"path": testing.literal("../a")}) == "../a"
}

test_a_cause_is_the_program_the_call_or_the_action if {
	document := testing.document({"commands": [testing.command(["ls"])], "calls": [{"callee": "os.system"}]})
	lib.cause({"by": {"command": 0}}) == "`ls`" with input as document
	lib.cause({"by": {"call": 0}}) == "`os.system`" with input as document
	lib.cause({"by": {}}) == "the action" with input as document
}

test_a_command_only_asks_where_the_question_comes_first if {
	lib.only_asks(testing.command(["useradd", "--help"]))
	lib.only_asks(testing.command(["fdisk", "-l", "/dev/sda"]))
	not lib.only_asks(testing.command(["useradd"]))
	not lib.only_asks(testing.command(["useradd", "-c", "--help", "eve"]))
	not lib.only_asks(testing.command(["fdisk", "-l", "-w"]))
	not lib.only_asks(testing.command(["useradd", "-l"]))
}

test_what_nobody_knows_is_no_question if {
	not lib.only_asks({"basename": "fdisk", "argv": [testing.literal("fdisk"), unknown]})
	not lib.only_asks({"basename": "fdisk", "argv": [testing.literal("fdisk"), testing.literal("-l"), unknown]})
}

chain := [
	{"path": ["a", "b"]},
	{"annotations": {"title": "T", "custom": {"id": "a.b", "severity": "low", "mode": "shadow", "remediation": "R"}}},
]

test_a_reason_is_made_of_the_metadata_and_points_at_the_items if {
	lib.mode(chain) == "shadow"
	lib.reason(chain, "M", [{"unit": 1, "span": [2, 3]}]) == {
		"rule": "a.b",
		"title": "T",
		"severity": "low",
		"mode": "shadow",
		"message": "M",
		"remediation": "R",
		"spans": [{"unit": 1, "start": 2, "end": 3}],
	}
}
