# By hand: what a sample does not reach.
package interlock.rules.packages.allowed_facts_test

import data.interlock.rules.packages.allowed as rule
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

profiles := {"standard": {"packages": {"allowed": {"pypi": {"requests": true}, "apt": {"curl": true}}}}}

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
	"another package": package_of("pip", "flask", {"ecosystem": "pypi"}),
	"a listed name of another ecosystem": package_of("npm", "requests", {"ecosystem": "npm"}),
	"a listed name from elsewhere": package_of("pip", "requests", {"ecosystem": "pypi", "source": "url"}),
	"nobody knows which": package_of("pip", "", {"ecosystem": "pypi", "name": testing.unknown}),
	"the beginning of a listed name": package_of("pip", "", {"ecosystem": "pypi", "name": testing.prefix("requests")}),
}

quiet := {
	"nothing": {},
	"a listed package": package_of("pip", "Requests", {"ecosystem": "pypi"}),
	"one of a manager without an ecosystem": package_of("apt", "curl", {}),
	"a package that is removed": package_of("pip", "flask", {"ecosystem": "pypi", "action": "remove"}),
}
