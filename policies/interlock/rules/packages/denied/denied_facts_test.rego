# By hand: what a sample does not reach.
package interlock.rules.packages.denied_facts_test

import data.interlock.rules.packages.denied as rule
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

fires := {
	"a name as PyPI compares it": package_of("pip", "Setup_Tools", {"ecosystem": "pypi"}),
	"a version that was taken over": package_of("npm", "event-stream", {"ecosystem": "npm", "version": "3.3.6", "pinned": true}),
}

quiet := {
	"nothing": {},
	"another version": package_of("npm", "event-stream", {"ecosystem": "npm", "version": "4.0.0", "pinned": true}),
	"the name in another ecosystem": package_of("apt", "colourama", {}),
	"a package that is removed": package_of("pip", "colourama", {"ecosystem": "pypi", "action": "remove"}),
}
