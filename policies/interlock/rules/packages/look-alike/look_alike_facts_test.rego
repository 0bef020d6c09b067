# By hand: what a sample does not reach.
package interlock.rules.packages["look-alike_facts_test"]

import data.interlock.rules.packages["look-alike"] as rule
import data.interlock.testing

test_fires_on[note] if {
	some note, items in fires
	count(rule.deny) > 0 with input as testing.document(items)
}

test_is_quiet_on[note] if {
	some note, items in quiet
	count(rule.deny) == 0 with input as testing.document(items)
}

test_has_a_mode if rule.mode in {"enforce", "shadow"}

package_of(manager, name, more) := {"packages": [object.union(
	{
		"manager": manager,
		"action": "install",
		"source": "index",
		"name": testing.literal(name),
		"pinned": false,
	},
	more,
)]}

fires := {"a look-alike": package_of("pip", "requets", {"near": "requests"})}

quiet := {
	"nothing": {},
	"another name": package_of("pip", "requests", {}),
	"a look-alike that is removed": package_of("pip", "requets", {"near": "requests", "action": "remove"}),
}
