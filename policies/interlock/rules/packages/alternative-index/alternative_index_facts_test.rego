# By hand: what a sample does not reach.
package interlock.rules.packages["alternative-index_facts_test"]

import data.interlock.rules.packages["alternative-index"] as rule
import data.interlock.testing

test_fires_on[note] if {
	some note, items in fires
	count(rule.deny) > 0 with input as testing.document(items)
		with data.interlock.profiles as profiles
}

test_is_quiet_on[note] if {
	some note, items in quiet
	count(rule.deny) == 0 with input as testing.document(items)
		with data.interlock.profiles as profiles
}

test_has_a_mode if rule.mode in {"enforce", "shadow"}

profiles := {"standard": {"packages": {"indexes": {"https://listed.example/simple": true, "https://other.example": false}}}}

from_index(index) := {"packages": [{
	"manager": "pip",
	"action": "install",
	"source": "index",
	"name": testing.literal("a"),
	"pinned": false,
	"index_url": index,
}]}

fires := {
	"another index": from_index(testing.literal("https://x.example/simple")),
	"one that is switched off": from_index(testing.literal("https://other.example")),
	"an index nobody knows": from_index(testing.unknown),
	"the beginning of one": from_index(testing.prefix("https://listed.example/simple")),
	"one of two": from_index(testing.either([testing.literal("https://listed.example/simple"), testing.literal("https://x.example")])),
}

quiet := {
	"nothing": {},
	"a listed index": from_index(testing.literal("https://listed.example/simple/")),
	"a channel": from_index(testing.literal("conda-forge")),
	"a variable without a package": {"environment": [{"op": "set", "danger": "proxy", "name": testing.literal("PIP_INDEX_URL"), "value": testing.literal("http://x")}]},
}
