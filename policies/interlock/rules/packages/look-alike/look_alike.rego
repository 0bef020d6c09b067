# METADATA
# title: A name that looks like that of a popular package
# description: misspelt and invented names are registered by those who want to be installed by mistake
# related_resources:
#   - https://attack.mitre.org/techniques/T1195/001/
# custom:
#   id: packages.look-alike
#   severity: high
#   mode: enforce
#   remediation: check the name; where it is meant, ask for an exception
package interlock.rules.packages["look-alike"]

import data.interlock.lib

mode := lib.mode(rego.metadata.chain())

deny contains lib.reason(rego.metadata.chain(), message, [item]) if {
	some id in input.facts.index.packages.near # one ground lookup: a quiet rule costs nothing
	item := input.facts.packages[id]
	item.action in {"install", "run", "upgrade", "fetch"}
	message := sprintf("%s is almost %s", [lib.shown(item.name), item.near])
}
