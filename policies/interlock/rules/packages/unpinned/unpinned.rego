# METADATA
# title: A package of any version
# description: what is installed tomorrow is not what was reviewed today
# related_resources:
#   - https://attack.mitre.org/techniques/T1195/
# custom:
#   id: packages.unpinned
#   severity: low
#   mode: shadow
#   remediation: name the version (`name==1.2.3`, `name@1.2.3`), or install from a lock file
package interlock.rules.packages.unpinned

import data.interlock.lib

mode := lib.mode(rego.metadata.chain())

deny contains lib.reason(rego.metadata.chain(), message, [item]) if {
	some id in input.facts.index.packages.unpinned # one ground lookup: a quiet rule costs nothing
	item := input.facts.packages[id]
	item.action in {"install", "run", "upgrade", "fetch"}
	item.source != "path"
	message := sprintf("`%s` takes whatever version of %s there is", [item.manager, lib.shown(item.name)])
}
