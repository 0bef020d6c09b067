# METADATA
# title: Packages from elsewhere than the index
# description: nobody reviewed what is fetched, and it may change
# related_resources: []
# custom:
#   id: packages.install-source
#   severity: medium
#   mode: enforce
#   remediation: install a pinned version from the configured index
package interlock.rules.packages["install-source"]

import data.interlock.lib

deny contains lib.reason(rego.metadata.chain(), message, [item]) if {
	some manager, ids in input.facts.index.packages
	some id in ids
	item := input.facts.packages[id]
	item.action in {"install", "run", "upgrade"}
	elsewhere(item)
	message := sprintf("`%s` takes %s from elsewhere than its index", [manager, lib.shown(item.name)])
}

elsewhere(item) if item.source in {"url", "vcs"}

elsewhere(item) if item.index_url
