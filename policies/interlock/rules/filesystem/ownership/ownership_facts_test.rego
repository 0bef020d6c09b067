# By hand: what a sample does not reach.
package interlock.rules.filesystem.ownership_facts_test

import data.interlock.rules.filesystem.ownership as rule
import data.interlock.testing

test_fires_on[note] if {
	some note, items in fires
	count(rule.deny) > 0 with input as testing.document(items)
}

test_is_quiet_on[note] if {
	some note, items in quiet
	count(rule.deny) == 0 with input as testing.document(items)
}

test_it_is_enforced if rule.mode == "enforce"

file(op, path) := {"files": [testing.file(op, path)]}

whole(path) := {"files": [object.union(testing.file("chown", path), {"recursive": true})]}

fires := {
	"a file of the system by a call": file("chown", "/etc/passwd"),
	"the root": file("chown", "/"),
	"somebody's home": whole("/home/alice"),
	"a pattern of the system": {"files": [testing.unresolved("chown", testing.glob("/usr/*"), ["/", "/usr"])]},
	"all that is below something unknown at the root": {"files": [testing.unresolved("chown", testing.prefix("/"), ["/"])]},
}

quiet := {
	"nothing": {},
	"a file of the work": file("chown", "/home/user/a"),
	"a home, not what is in it": file("chown", "/home/user"),
	"a path nobody knows": {"files": [testing.unresolved("chown", testing.unknown, [])]},
	"another change": file("chmod", "/etc/passwd"),
}
