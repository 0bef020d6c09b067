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

from_index(index) := {"packages": [object.union(package_of("pip", "index", "a"), {"index_url": index})]}

with_links(text) := {
	"commands": [object.union(testing.command(["pip", "install", "a"]), {"options": {"find-links": testing.literal(text)}})],
	"packages": [object.union(package_of("pip", "index", "a"), {"by": {"command": 0}})],
}

with_variable(name) := object.union(
	install("pip", "index", "a"),
	{"environment": [{"op": "set", "name": testing.literal(name), "value": testing.literal("x")}]},
)

fires := {
	"an address by a call": install("pip", "url", "https://x.example/a.whl"),
	"a repository": install("npm", "vcs", "git+https://x.example/a"),
	"a repository in short": install("npm", "index", "user/repository"),
	"another index": from_index(testing.literal("https://x.example/simple")),
	"an index nobody knows": from_index(testing.unknown),
	"links": with_links("https://x.example/"),
	"an index by a variable": with_variable("PIP_INDEX_URL"),
}

quiet := {
	"nothing": {},
	"a package": install("pip", "index", "requests"),
	"a package of a scope": install("npm", "index", "@scope/name"),
	"a module by its path": install("go", "index", "x.example/a/b"),
	"a directory": install("pip", "path", "."),
	"a channel": from_index(testing.literal("conda-forge")),
	"links in a directory": with_links("./wheels"),
	"another variable": with_variable("PIP_NO_INPUT"),
	"a package that is removed": {"packages": [object.union(package_of("pip", "url", "https://x.example/a"), {"action": "remove"})]},
	"a variable without a package": {"environment": [{"op": "set", "name": testing.literal("PIP_INDEX_URL"), "value": testing.literal("x")}]},
}
