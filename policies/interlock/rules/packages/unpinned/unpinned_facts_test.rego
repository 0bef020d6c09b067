# By hand: what a sample does not reach.
package interlock.rules.packages.unpinned_facts_test

import data.interlock.rules.packages.unpinned as rule
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

fires := {"any version": package_of("pip", "a", {})}

quiet := {
	"nothing": {},
	"one version": package_of("pip", "a", {"pinned": true}),
	"a directory": package_of("pip", ".", {"source": "path"}),
	"a package that is removed": package_of("pip", "a", {"action": "remove"}),
}
