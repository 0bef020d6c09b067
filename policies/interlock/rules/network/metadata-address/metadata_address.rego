# METADATA
# title: Cloud metadata service
# description: it hands out the credentials of the machine
# related_resources:
#   - https://attack.mitre.org/techniques/T1552/005/
# custom:
#   id: network.metadata-address
#   severity: critical
#   mode: enforce
#   remediation: ask the operator for the credentials the task needs
package interlock.rules.network["metadata-address"]

import data.interlock.lib
import data.interlock.tables

mode := lib.mode(rego.metadata.chain())

deny contains lib.reason(rego.metadata.chain(), message, [effect]) if {
	some id in input.facts.index.ip_classes.metadata
	effect := input.facts.network[id]
	message := sprintf("connects to the metadata service at %s", [lib.shown(effect.host)])
}

# A URL that is not known to the end, but long enough: `http://169.254.169.254/$x`, `http://[fd00:ec2::254]/`.
deny contains lib.reason(rego.metadata.chain(), message, [effect]) if {
	input.facts.network[0] # a quiet rule costs this one lookup
	some op in {"connect", "download", "upload"}
	some id in input.facts.index.network[op]
	effect := input.facts.network[id]
	effect.host.kind != "literal"
	names_service(object.get(effect, "url", effect.host))
	message := sprintf("connects to the metadata service at %s", [lib.shown(object.get(effect, "url", effect.host))])
}

names_service(value) if {
	some host in tables.metadata_hosts
	contains(lower(lib.shown(value)), host)
}
