# METADATA
# title: A host that may not be reached
# description: what leaves the sandbox, and for where, is decided by lists of hosts, domains, ports and classes of addresses (`egress` of the profile)
# related_resources:
#   - https://attack.mitre.org/techniques/T1071/
# custom:
#   id: network.egress
#   severity: high
#   mode: enforce
#   remediation: ask for the host to be listed, or work with what is already there
package interlock.rules.network.egress

import data.interlock.lib
import data.interlock.tables

mode := lib.mode(rego.metadata.chain())

limits := data.interlock.profiles[input.attributes.profile].egress

deny contains lib.reason(rego.metadata.chain(), message, [effect]) if {
	some class, true in limits.denied_classes
	some id in input.facts.index.ip_classes[class]
	effect := input.facts.network[id]
	effect.op != "listen"
	message := sprintf("%s is a %s address", [lib.shown(effect.host), replace(class, "_", "-")])
}

deny contains lib.reason(rego.metadata.chain(), message, [effect]) if {
	limits.listed_only
	some op in {"connect", "download", "resolve", "upload"}
	some id in input.facts.index.network[op]
	effect := input.facts.network[id]
	not listed(effect)
	message := sprintf("%s is not among the hosts that may be reached", [lib.shown(effect.host)])
}

listed(effect) if limits.classes[effect.ip_class]

listed(effect) if {
	effect.host.kind == "literal"
	serves(limits.hosts[lower(effect.host.text)], effect)
}

listed(effect) if {
	effect.host.kind == "literal"
	serves(limits.domains[lower(effect.host.text)], effect)
}

listed(effect) if {
	some domain in effect.parents
	serves(limits.domains[domain], effect)
}

# An entry without ports is for all of them.
serves(entry, _) if not entry.ports

serves(entry, effect) if port(effect) in entry.ports

port(effect) := effect.port

port(effect) := tables.network.ports[effect.scheme] if not effect.port
