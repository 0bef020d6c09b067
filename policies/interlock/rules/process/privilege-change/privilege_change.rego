# METADATA
# title: Change to another user
# description: what runs with more rights is bound by fewer walls
# related_resources: []
# custom:
#   id: process.privilege-change
#   severity: high
#   mode: enforce
#   remediation: run it as the user you are
package interlock.rules.process["privilege-change"]

import data.interlock.lib

deny contains lib.reason(rego.metadata.chain(), message, [effect]) if {
	some kind in {"become_user", "capabilities", "namespaces", "setuid"}
	some id in input.facts.index.privileges[kind]
	effect := input.facts.privileges[id]
	message := sprintf("takes other rights (%s)", [replace(kind, "_", " ")])
}
