# By hand: what a sample does not reach.
package interlock.rules.filesystem["archive-extraction_facts_test"]

import data.interlock.rules.filesystem["archive-extraction"] as rule
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

fires := {
	"the root by a call": file("extract", "/"),
	"a tree of the system": file("extract", "/usr/local/lib"),
	"somebody's home": file("extract", "/home/alice/x"),
	"somebody's home itself": file("extract", "/home/alice"),
	"above the work": {"files": [object.union(testing.file("extract", "/home"), {"path": testing.literal("..")})]},
}

quiet := {
	"nothing": {},
	"a place of the work": file("extract", "/home/user/out"),
	"the place where it works": file("extract", "/home/user"),
	"a tree that no system has": file("extract", "/workspace/out"),
	"a temporary one": file("extract", "/var/tmp/x"),
	"a path nobody knows": {"files": [testing.unresolved("extract", testing.unknown, [])]},
	"an archive that is written": file("write", "/opt/a.tar"),
}
