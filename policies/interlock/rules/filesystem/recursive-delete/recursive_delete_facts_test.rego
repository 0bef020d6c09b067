# By hand: what a sample does not reach, effects of program code among it.
package interlock.rules.filesystem["recursive-delete_facts_test"]

import data.interlock.rules.filesystem["recursive-delete"] as rule
import data.interlock.testing

test_fires_on[note] if {
	some note, items in fires
	count(rule.deny) > 0 with input as testing.document(items)
}

test_is_quiet_on[note] if {
	some note, items in quiet
	count(rule.deny) == 0 with input as testing.document(items)
}

recursive(effect) := object.union(effect, {"recursive": true})

tree(path) := {"files": [recursive(testing.file("delete", path))]}

pattern(text, above) := {"files": [recursive(testing.unresolved("delete", testing.glob(text), above))]}

parts(list, above) := {"files": [recursive(testing.unresolved("delete", testing.joined(list), above))]}

# `find <where> | xargs rm`
piped(where) := {
	"commands": [
		object.union(testing.command(["find", where]), {"pipeline": {"id": 0, "stage": 0, "last": false}}),
		object.union(testing.command(["xargs", "rm"]), {"pipeline": {"id": 0, "stage": 1, "last": true}}),
		object.union(testing.command(["rm"]), {"wrappers": ["xargs"], "launched_by": {"id": 1, "how": "xargs"}}),
	],
	"files": [
		object.union(testing.file("list", where), {"recursive": true, "by": {"command": 0}}),
		object.union(testing.unresolved("delete", testing.unknown, []), {"by": {"command": 2}}),
	],
}

mirrored(option, path) := {
	"commands": [object.union(testing.command(["rsync", "a/", path]), {"options": {option: testing.literal("")}})],
	"files": [recursive(object.union(testing.file("write", path), {"by": {"command": 0}}))],
}

home := ["/", "/home", "/home/user"]

fires := {
	"a tree by a call": tree("/etc"),
	"a tree in a protected one": tree("/var/www"),
	"somebody's home": tree("/home/alice"),
	"a mount point": tree("/mnt"),
	"a file of the system, not recursively": {"files": [testing.file("delete", "/etc/passwd")]},
	"a protected tree by a pattern": pattern("/e*", ["/"]),
	"all of a home": pattern("/home/user/*", home),
	"all that is hidden in a home": pattern(".*", home),
	"the root and something unknown": parts([testing.literal("/"), testing.unknown], ["/"]),
	"the root by a prefix": {"files": [testing.unresolved("delete", testing.prefix("/"), ["/"])]},
	"a home and something unknown": parts([testing.literal("/home/user/"), testing.unknown], home),
	"what is found in a system tree": {"files": [testing.unresolved("delete", testing.joined([testing.literal("/usr"), testing.unknown]), ["/"])]},
	"the root, where the variable is empty": parts([testing.unknown, testing.glob("/*")], []),
	"a climb from nobody knows where": parts([{"kind": "output", "command": 0}, testing.literal("/../..")], []),
	"a home that is moved away": {"files": [testing.file("move", "/home/user")]},
	"the root that is moved away": {"files": [testing.file("move", "/")]},
	"what is listed in the root": piped("/"),
	"what is listed in a system tree": piped("/usr"),
	"a system tree that becomes a copy": mirrored("delete", "/etc"),
	"a home that becomes a copy": mirrored("del", "/home/user"),
}

quiet := {
	"nothing": {},
	"a tree in one's own home": tree("/home/user/build"),
	"a temporary tree": tree("/tmp/x"),
	"a tree that is there to be emptied": pattern("/var/lib/apt/lists/*", ["/", "/var", "/var/lib", "/var/lib/apt", "/var/lib/apt/lists"]),
	"some files of a home": pattern("/home/user/*.log", home),
	"all that is visible where the agent works": pattern("*", home),
	"something unknown": {"files": [recursive(testing.unresolved("delete", testing.unknown, []))]},
	"something unknown in a project": parts([testing.literal("/home/user/project/"), testing.unknown], home),
	"a named place below something unknown": parts([testing.unknown, testing.literal("/build")], []),
	"what is listed in a project": piped("/home/user/project"),
	"a project that becomes a copy": mirrored("delete", "/home/user/project"),
	"a system tree that gains files": mirrored("archive", "/etc"),
	"a file that is moved": {"files": [testing.file("move", "/home/user/a")]},
}
