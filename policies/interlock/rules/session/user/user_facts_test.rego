# By hand: of what it speaks.
package interlock.rules.session.user_facts_test

import data.interlock.rules.session.user as rule
import data.interlock.testing

test_one_reason_says_it if {
	count(rule.deny) == 1 with input as {"action": {"kind": "run_command", "user": "root"}, "facts": testing.document({}).facts}
}

test_nothing_is_asked_for if {
	count(rule.deny) == 0 with input as {"action": {"kind": "run_command"}, "facts": testing.document({}).facts}
}
