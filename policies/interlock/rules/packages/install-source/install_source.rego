# METADATA
# title: Packages from elsewhere than an index
# description: nobody reviewed what is fetched, and it may change
# related_resources:
#   - https://attack.mitre.org/techniques/T1195/
# custom:
#   id: packages.install-source
#   severity: medium
#   mode: enforce
#   remediation: install a pinned version from the configured index
package interlock.rules.packages["install-source"]

import data.interlock.lib

mode := lib.mode(rego.metadata.chain())

deny contains lib.reason(rego.metadata.chain(), message, [item]) if {
	some source in {"url", "vcs"}
	some id in input.facts.index.packages[sprintf("source:%s", [source])]
	item := input.facts.packages[id]
	item.action in {"install", "run", "upgrade", "fetch"}
	message := sprintf("`%s` takes %s from elsewhere than its index", [item.manager, lib.shown(item.name)])
}

# npm reads `user/repository` as a repository of its favourite host.
deny contains lib.reason(rego.metadata.chain(), message, [item]) if {
	some manager in {"npm", "pnpm", "yarn", "bun"}
	some id in input.facts.index.packages[manager]
	item := input.facts.packages[id]
	item.source == "index"
	item.action in {"install", "run", "upgrade", "fetch"}
	regex.match(`^([a-z]+:)?[A-Za-z0-9_-][A-Za-z0-9._-]*/[A-Za-z0-9._-]+`, item.name.text)
	message := sprintf("`%s` takes %s from a repository", [manager, lib.shown(item.name)])
}
