# By hand: what a sample does not reach, effects of program code among it.
package interlock.rules.process["fork-bomb_facts_test"]

import data.interlock.rules.process["fork-bomb"] as rule
import data.interlock.testing

test_fires_on[note] if {
	some note, items in fires
	count(rule.deny) > 0 with input as testing.document(items)
}

test_is_quiet_on[note] if {
	some note, items in quiet
	count(rule.deny) == 0 with input as testing.document(items)
}

fires := {"a call": {"processes": [{"op": "fork_bomb"}]}}

quiet := {
	"nothing": {},
	"a process": {"processes": [{"op": "start"}]},
}
