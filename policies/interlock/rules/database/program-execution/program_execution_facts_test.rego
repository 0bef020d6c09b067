# By hand: what a sample does not reach.
package interlock.rules.database["program-execution_facts_test"]

import data.interlock.rules.database["program-execution"] as rule
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

statement(effect) := {"sql": [effect]}

fires := {
	"a program": statement({"op": "shell", "unbounded": false}),
	"a file of the server": statement({"op": "copy", "what": "outfile", "unbounded": false}),
}

quiet := {
	"nothing": {},
	"a copy to the client": statement({"op": "copy", "table": "t", "unbounded": false}),
}
