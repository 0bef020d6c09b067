# By hand: what the message says, and what has no figures.
package interlock.rules.quota.executions_facts_test

import data.interlock.rules.quota.executions as rule
import data.interlock.testing

asked(whose, taken) := object.union(testing.document({}), {
	"action": {"kind": "run_command"},
	"attributes": {"usage": {whose: {"executions": taken}}},
})

test_it_says_whose_quota_it_is_and_how_large[whose] if {
	some whose, name in {"agent": "the agent", "user": "the user"}
	limit := data.interlock.quota.standard[whose].executions
	some reason in rule.deny with input as asked(whose, limit)
	startswith(reason.message, name)
	contains(reason.message, sprintf(" %d ", [limit]))
}

test_a_profile_of_another_name_has_no_limits_of_its_own if {
	document := object.union(asked("agent", 1000000000000), {"attributes": {"profile": "lenient"}})
	count(rule.deny) == 0 with input as document
}

test_less_than_the_limit_is_no_reason if {
	count(rule.deny) == 0 with input as asked("agent", data.interlock.quota.standard.agent.executions - 1)
}
