# METADATA
# title: Files leave the machine
# description: whatever is read here and sent elsewhere, private or not
# related_resources:
#   - https://attack.mitre.org/techniques/T1567/
# custom:
#   id: network.upload
#   severity: medium
#   mode: shadow
#   remediation: leave the result in the sandbox for the operator to fetch
package interlock.rules.network.upload

import data.interlock.lib

mode := lib.mode(rego.metadata.chain())

deny contains lib.reason(rego.metadata.chain(), message, [effect]) if {
	some id in input.facts.index.network.sends # one ground lookup: a quiet rule costs nothing
	effect := input.facts.network[id]
	effect.ip_class != "loopback"
	message := sprintf("%s goes to %s", [what(effect), lib.shown(effect.host)])
}

what(effect) := lib.path(input.facts.files[effect.sends[0]]) if count(object.get(effect, "sends", [])) > 0

what(effect) := "the environment" if count(object.get(effect, "sends", [])) == 0
