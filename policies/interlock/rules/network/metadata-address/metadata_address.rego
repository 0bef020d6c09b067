# METADATA
# title: Cloud metadata service
# description: it hands out the credentials of the machine
# related_resources: []
# custom:
#   id: network.metadata-address
#   severity: critical
#   mode: enforce
#   remediation: ask the operator for the credentials the task needs
package interlock.rules.network["metadata-address"]

import data.interlock.lib

deny contains lib.reason(rego.metadata.chain(), message, [effect]) if {
	some id in input.facts.index.ip_classes.metadata
	effect := input.facts.network[id]
	message := sprintf("connects to the metadata service at %s", [lib.shown(effect.host)])
}
