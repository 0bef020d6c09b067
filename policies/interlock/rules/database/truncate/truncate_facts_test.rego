# By hand: what a sample does not reach.
package interlock.rules.database.truncate_facts_test

import data.interlock.rules.database.truncate as rule
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
	"a table by a call": statement({"op": "truncate", "table": "users", "unbounded": true}),
	"a store": statement({"op": "truncate", "what": "database", "unbounded": true}),
}

quiet := {
	"nothing": {},
	"a temporary table": statement({"op": "truncate", "table": "pg_temp.t", "unbounded": true}),
	"a deletion": statement({"op": "delete", "table": "t", "unbounded": true}),
}
