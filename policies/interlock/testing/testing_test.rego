# METADATA
# description: |
#   Complete documents for tests by hand: a test names the items it is about, and the lists, the defaults and the index
#   are made around them. Left out of bundles, as all tests.
package interlock.testing

literal(text) := {"kind": "literal", "text": text}

glob(text) := {"kind": "glob", "text": text}

prefix(text) := {"kind": "prefix", "text": text}

suffix(text) := {"kind": "suffix", "text": text}

unknown := {"kind": "unknown", "why": "$x"}

joined(parts) := {"kind": "concat", "parts": parts}

either(values) := {"kind": "one_of", "values": values}

# A command of literal words.
command(words) := {
	"name": literal(words[0]),
	"basename": words[0],
	"argv": [literal(word) | some word in words],
	"operands": [literal(word) | some i, word in words; i > 0; not startswith(word, "-")],
	"options": {},
	"redirects": [],
	"env": {},
	"wrappers": [],
	"context": [],
}

# A file effect on a literal path.
file(op, path) := {
	"op": op,
	"path": literal(path),
	"resolved": path,
	"ancestors": ancestors(path),
}

ancestors(path) := ["/" | path != "/"] if count(split(path, "/")) < 3

ancestors(path) := array.concat(["/"], deeper) if {
	segments := split(path, "/")
	count(segments) > 2
	deeper := [concat("/", array.slice(segments, 0, n)) | some n in numbers.range(2, count(segments) - 1)]
}

# A file effect on a path that is not known to the end.
unresolved(op, path, above) := {"op": op, "path": path, "ancestors": above}

document(items) := {
	"action": {"kind": "run_command"},
	"attributes": {
		"principal": {"tenant": "local", "user": "local", "agent": "alice", "credential": "none", "peer": ""},
		"profile": "standard",
		"time_unix_s": 100,
	},
	"facts": object.union(lists, {"index": index(lists)}),
} if {
	lists := object.union(bare, {name: filled | some name, list in items; filled := completed(name, list)})
}

bare := {
	"facts_version": 1,
	"entry": {"kind": "bash-login", "env": {}, "cwd": "/home/user", "user": "user"},
	"reading": {"completeness": "complete", "opaque": [], "limits": [], "versions": {}},
	"units": [],
	"commands": [],
	"files": [],
	"network": [],
	"packages": [],
	"processes": [],
	"privileges": [],
	"environment": [],
	"imports": [],
	"calls": [],
	"code": [],
	"sql": [],
	"text": [],
	"memory": {"files": [], "names": [], "environment": []},
}

completed(name, list) := [object.union(default_item, item) | some item in list] if name != "reading"

completed("reading", reading) := {
	"completeness": "partial",
	"limits": [],
	"versions": {},
	"opaque": [object.union({"unit": 0, "span": [0, 1]}, opaque) | some opaque in reading],
}

default_item := {"unit": 0, "span": [0, 1], "certainty": "certain", "by": {"call": 0}}

index(lists) := {
	"commands": by(lists.commands, "basename"),
	"wrapped": {wrapper: ids |
		some command in lists.commands
		some wrapper in command.wrappers
		ids := [i | some i, other in lists.commands; wrapper in other.wrappers]
	},
	"files": by(lists.files, "op"),
	"paths": {path: ids |
		some effect in lists.files
		some path in places(effect)
		ids := [i | some i, other in lists.files; path in places(other)]
	},
	"sinks": by(lists.files, "sink"),
	"network": object.union(by(lists.network, "op"), {key: ids |
		some key, ids in {"sends": [i | some i, effect in lists.network; sends(effect)]}
		count(ids) > 0
	}),
	"hosts": {},
	"ip_classes": by(lists.network, "ip_class"),
	"packages": object.union(by(lists.packages, "manager"), {key: ids |
		some key in {key | some item in lists.packages; some key in package_keys(item)}
		ids := [i | some i, other in lists.packages; key in package_keys(other)]
	}),
	"processes": by(lists.processes, "op"),
	"privileges": by(lists.privileges, "kind"),
	"environment": object.union(by(lists.environment, "op"), {key: ids |
		some danger, ids in by(lists.environment, "danger")
		key := concat(":", ["danger", danger])
	}),
	"imports": {},
	"callees": by(lists.calls, "callee"),
	"calls": by(lists.calls, "category"),
	"code": by(lists.code, "source"),
	"opaque": by(lists.reading.opaque, "code"),
	"sql": object.union(by(lists.sql, "op"), {"unbounded": [i | some i, effect in lists.sql; effect.unbounded]}),
	"text": by(lists.text, "kind"),
	"unknown": {
		"commands": [],
		"paths": [i | some i, effect in lists.files; not effect.resolved],
		"hosts": [i | some i, effect in lists.network; effect.host.kind != "literal"],
	},
}

sends(effect) if count(effect.sends) > 0

sends(effect) if effect.sends_environment

package_keys(item) := (({key | key := sprintf("source:%s", [item.source])} | {"unpinned" | item.pinned == false}) | {"other_index" | item.index_url}) | {"near" | item.near}

places(effect) := {place | some place in effect.ancestors} | {place | place := effect.resolved}

by(list, key) := {value: ids |
	some item in list
	value := item[key]
	ids := [i | some i, other in list; other[key] == value]
}

test_ancestors_are_the_directories_that_contain_a_path if {
	ancestors("/") == []
	ancestors("/etc") == ["/"]
	ancestors("/etc/ssh/config") == ["/", "/etc", "/etc/ssh"]
}

test_a_document_has_an_index_of_its_items if {
	made := document({
		"commands": [object.union(command(["ls", "-l"]), {"wrappers": ["env"]})],
		"files": [file("read", "/etc/passwd"), unresolved("read", unknown, [])],
		"network": [{"op": "connect", "host": unknown, "ip_class": "unknown", "parents": []}],
		"environment": [{"op": "set", "danger": "ifs"}],
		"reading": [{"code": "dynamic_code"}],
	})
	made.facts.index.paths["/etc"] == [0]
	made.facts.index.paths["/etc/passwd"] == [0]
	made.facts.index.unknown.paths == [1]
	made.facts.index.unknown.hosts == [0]
	made.facts.index.wrapped.env == [0]
	made.facts.index.environment["danger:ifs"] == [0]
	made.facts.index.opaque.dynamic_code == [0]
	made.facts.commands[0].operands == []
}
