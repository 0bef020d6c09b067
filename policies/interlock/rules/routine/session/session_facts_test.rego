# By hand: that a profile which allows anyway does not ask.
package interlock.rules.routine.session_facts_test

import data.interlock.rules.routine.session as rule
import data.interlock.testing

under(profile) := object.union(testing.document({}), {
	"action": {"kind": "create_session"},
	"attributes": {"profile": profile},
})

test_strict_is_told if {
	count(rule.allow) == 1 with input as under("strict")
}

test_standard_need_not_ask if {
	count(rule.allow) == 0 with input as under("standard")
}
