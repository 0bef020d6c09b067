# By hand: what a sample does not reach, effects of program code among it.
package interlock.rules.analysis["hidden-characters_facts_test"]

import data.interlock.rules.analysis["hidden-characters"] as rule
import data.interlock.testing

test_fires_on[note] if {
	some note, items in fires
	count(rule.deny) > 0 with input as testing.document(items)
}

test_is_quiet_on[note] if {
	some note, items in quiet
	count(rule.deny) == 0 with input as testing.document(items)
}

fires := {
	"a bidirectional mark": {"text": [{"kind": "bidi", "detail": "U+202E"}]},
	"an invisible character": {"text": [{"kind": "invisible"}]},
}

quiet := {
	"nothing": {},
	"a credential": {"text": [{"kind": "credential", "detail": "aws_access_key"}]},
}
