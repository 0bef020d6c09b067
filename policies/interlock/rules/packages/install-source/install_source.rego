# METADATA
# title: Packages from elsewhere than the index
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
import data.interlock.tables

mode := lib.mode(rego.metadata.chain())

deny contains lib.reason(rego.metadata.chain(), message, [item]) if {
	some manager, ids in input.facts.index.packages
	some id in ids
	item := input.facts.packages[id]
	item.action in {"install", "run", "upgrade", "fetch"}
	elsewhere(item)
	message := sprintf("`%s` takes %s from elsewhere than its index", [manager, lib.shown(item.name)])
}

# The same by a variable that the action sets itself.
deny contains lib.reason(rego.metadata.chain(), message, [effect]) if {
	count(input.facts.packages) > 0
	some id in input.facts.index.environment.set
	effect := input.facts.environment[id]
	tables.index_variables[effect.name.text]
	message := sprintf("%s sends the package manager elsewhere than to its index", [effect.name.text])
}

elsewhere(item) if item.source in {"url", "vcs"}

# A plain word is a channel of the configured index.
elsewhere(item) if lib.may_match(item.index_url, `[:/.$]`)

elsewhere(item) if lib.may_match(input.facts.commands[item.by.command].options["find-links"], `://`)

# npm reads `user/repository` as a repository of its favourite host.
elsewhere(item) if {
	item.manager in {"npm", "pnpm", "yarn", "bun"}
	item.source == "index"
	regex.match(`^[A-Za-z0-9_-][A-Za-z0-9._-]*/[A-Za-z0-9._-]+`, item.name.text)
}
