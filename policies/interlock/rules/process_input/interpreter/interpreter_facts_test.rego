# By hand: of what it speaks.
package interlock.rules.process_input.interpreter_facts_test

import data.interlock.rules.process_input.interpreter as rule
import data.interlock.testing

test_one_reason_says_it if {
	count(rule.deny) == 1 with input as {"action": {"kind": "send_input", "program": "bash"}, "facts": testing.document({}).facts}
}

test_nothing_is_asked_for if {
	count(rule.deny) == 0 with input as {"action": {"kind": "send_input"}, "facts": testing.document({}).facts}
}
