# By hand: what a sample does not reach.
package interlock.rules.database.drop_facts_test

import data.interlock.rules.database.drop as rule
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
	"a table by a call": statement({"op": "drop", "table": "users", "unbounded": true}),
	"a database": statement({"op": "drop", "what": "database", "unbounded": true}),
	"a table whose name begins like a temporary one": statement({"op": "drop", "what": "table", "table": "templates", "unbounded": true}),
}

quiet := {
	"nothing": {},
	"an index": statement({"op": "drop", "what": "index", "table": "i", "unbounded": true}),
	"a temporary table": statement({"op": "drop", "what": "table", "table": "temp.t", "unbounded": true}),
	"a selection": statement({"op": "select", "table": "t", "unbounded": false}),
}
