# By hand: what a sample does not reach, effects of program code among it.
package interlock.rules.network["downloaded-code_facts_test"]

import data.interlock.rules.network["downloaded-code"] as rule
import data.interlock.testing

test_fires_on[note] if {
	some note, items in fires
	count(rule.deny) > 0 with input as testing.document(items)
}

test_is_quiet_on[note] if {
	some note, items in quiet
	count(rule.deny) == 0 with input as testing.document(items)
}

download(op, flow) := {"network": [{
	"op": op,
	"flows_to": flow,
	"host": testing.literal("x.example"),
	"ip_class": "unknown",
	"parents": [],
}]}

fires := {
	"a download by a call": download("download", "interpreter"),
	"a connection": download("connect", "interpreter"),
	"text from the network": {"code": [{"source": "network", "how": "exec()"}]},
}

quiet := {
	"nothing": {},
	"a download to a file": download("download", "file"),
	"text that is there": {"code": [{"source": "literal", "how": "exec()"}]},
}

test_has_a_mode if rule.mode == "enforce"
