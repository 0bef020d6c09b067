# By hand: what a sample does not reach.
package interlock.rules.database["unbounded-delete_facts_test"]

import data.interlock.rules.database["unbounded-delete"] as rule
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
	"a table by a call": statement({"op": "delete", "table": "users", "unbounded": true}),
	"a change": statement({"op": "update", "table": "users", "unbounded": true}),
}

quiet := {
	"nothing": {},
	"some rows": statement({"op": "delete", "table": "users", "unbounded": false}),
	"a drop, which has a rule of its own": statement({"op": "drop", "table": "users", "unbounded": true}),
	"a temporary table": statement({"op": "delete", "table": "#t", "unbounded": true}),
}
