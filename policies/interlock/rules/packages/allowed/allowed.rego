# METADATA
# title: A package that is not on the allow list
# description: only listed packages may be installed (`packages.allowed` of the profile)
# related_resources:
#   - https://attack.mitre.org/techniques/T1195/
# custom:
#   id: packages.allowed
#   severity: medium
#   mode: shadow
#   remediation: use a listed package, or ask for this one to be listed
package interlock.rules.packages.allowed

import data.interlock.lib

mode := lib.mode(rego.metadata.chain())

list := data.interlock.profiles[input.attributes.profile].packages.allowed

deny contains lib.reason(rego.metadata.chain(), message, [item]) if {
	some item in input.facts.packages
	item.action in {"install", "run", "upgrade", "fetch"}
	not listed(item)
	message := sprintf("%s (%s) is not on the list", [lib.shown(item.name), item.manager])
}

listed(item) if {
	item.source == "index"
	item.name.kind == "literal"
	list[object.get(item, "ecosystem", item.manager)][lower(item.name.text)]
}
