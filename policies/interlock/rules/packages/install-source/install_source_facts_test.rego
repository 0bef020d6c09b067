# By hand: what a sample does not reach, effects of program code among it.
package interlock.rules.packages["install-source_facts_test"]

import data.interlock.rules.packages["install-source"] as rule
import data.interlock.testing

test_fires_on[note] if {
	some note, items in fires
	count(rule.deny) > 0 with input as testing.document(items)
}

test_is_quiet_on[note] if {
	some note, items in quiet
	count(rule.deny) == 0 with input as testing.document(items)
}

package_of(manager, source, name) := {
	"manager": manager,
	"action": "install",
	"source": source,
	"name": testing.literal(name),
	"pinned": false,
}

install(manager, source, name) := {"packages": [package_of(manager, source, name)]}

fires := {
	"an address by a call": install("pip", "url", "https://x.example/a.whl"),
	"a repository": install("npm", "vcs", "git+https://x.example/a"),
	"a repository in short": install("npm", "index", "user/repository"),
}

quiet := {
	"nothing": {},
	"a package": install("pip", "index", "requests"),
	"a package of a scope": install("npm", "index", "@scope/name"),
	"a module by its path": install("go", "index", "x.example/a/b"),
	"a directory": install("pip", "path", "."),
	"a package that is removed": {"packages": [object.union(package_of("pip", "url", "https://x.example/a"), {"action": "remove"})]},
}

test_has_a_mode if rule.mode == "enforce"
