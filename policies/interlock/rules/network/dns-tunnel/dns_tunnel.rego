# METADATA
# title: Data hidden in DNS names
# description: what is asked of a name server reaches whoever runs the domain, past every firewall
# related_resources:
#   - https://attack.mitre.org/techniques/T1071/004/
# custom:
#   id: network.dns-tunnel
#   severity: high
#   mode: enforce
#   remediation: exchange data by files or requests to hosts that are listed
package interlock.rules.network["dns-tunnel"]

import data.interlock.lib
import data.interlock.tables

mode := lib.mode(rego.metadata.chain())

deny contains lib.reason(rego.metadata.chain(), message, [command]) if {
	some name in tables.network.tunnels
	some id in input.facts.index.commands[name]
	command := input.facts.commands[id]
	not lib.only_asks(command)
	message := sprintf("`%s` carries data in DNS queries", [name])
}

# `$(whoami).x.example`: the output of a command as a label of a name.
deny contains lib.reason(rego.metadata.chain(), message, [effect]) if {
	some id in asking
	effect := input.facts.network[id]
	carries(effect.host)
	message := sprintf("the name %s carries data", [lib.shown(effect.host)])
}

deny contains lib.reason(rego.metadata.chain(), message, [effect]) if {
	some id in asking
	effect := input.facts.network[id]
	effect.host.kind == "literal"
	some label in split(effect.host.text, ".")
	regex.match(encoded, label)
	message := sprintf("the name %s carries data", [lib.shown(effect.host)])
}

# What a program, or a substitution, computes in front of a domain, beside what it reads.
deny contains lib.reason(rego.metadata.chain(), message, [effect]) if {
	some id in input.facts.index.network.sends
	effect := input.facts.network[id]
	labelled(object.get(effect, "url", effect.host))
	message := sprintf("the name %s carries data", [lib.shown(effect.host)])
}

# Connections that only ask: by resolvers, and by programs that resolve and do nothing worth mentioning after it.
asking contains id if some id in input.facts.index.network.resolve

asking contains id if {
	some name in {"ping", "ping6", "traceroute", "tracepath", "nslookup"}
	some command in input.facts.index.commands[name]
	some id in input.facts.index.network.connect
	input.facts.network[id].by.command == command
}

# Hexadecimal, base32 or base64, longer than names that people give.
encoded := `^([0-9a-fA-F]{32,}|[A-Z2-7a-z]{40,}|[A-Za-z0-9_=+-]{45,})$`

carries(host) if {
	host.kind == "concat"
	domain(host.parts[count(host.parts) - 1])
	some part in host.parts
	computed(part)
}

# The name of this machine is no secret, and a variable may be anything.
computed(part) if {
	part.kind == "output"
	not input.facts.commands[part.command].basename in {"hostname", "uname"}
}

computed(part) if part.why == "stdin"

labelled(value) if {
	value.kind == "concat"
	some i, part in value.parts
	part.kind in {"output", "unknown"}
	domain(value.parts[i + 1])
	begins(value, i)
}

begins(_, 0)

begins(value, i) if regex.match(`://$|^[a-z0-9-]+\.$`, value.parts[i - 1].text)

domain(part) if regex.match(`^[A-Za-z0-9-]*\.[A-Za-z0-9.-]*[A-Za-z]`, part.text)
