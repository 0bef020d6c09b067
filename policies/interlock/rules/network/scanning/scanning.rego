# METADATA
# title: Looks for open ports or hosts
# description: a map of the network is the first step of an attack on it
# related_resources:
#   - https://attack.mitre.org/techniques/T1046/
# custom:
#   id: network.scanning
#   severity: high
#   mode: enforce
#   remediation: connect to the one host and port that the task names
package interlock.rules.network.scanning

import data.interlock.lib
import data.interlock.tables

mode := lib.mode(rego.metadata.chain())

deny contains lib.reason(rego.metadata.chain(), message, [command]) if {
	some name in tables.network.scanners
	some id in input.facts.index.commands[name]
	command := input.facts.commands[id]
	not lib.only_asks(command)
	not stays(id)
	message := sprintf("`%s` scans %s", [name, targets(command)])
}

# A range for a port, or many addresses: `nc -z host 1-1000`, `fping -g 10.0.0.0/24`.
deny contains lib.reason(rego.metadata.chain(), message, [command]) if {
	some name in tables.network.probes
	some id in input.facts.index.commands[name]
	command := input.facts.commands[id]
	some word in command.operands
	regex.match(`^\d+-\d+$|^\d+\.\d+\.\d+\.\d+(/\d+|-\d+)$`, word.text)
	not stays(id)
	message := sprintf("`%s` tries all of %s", [name, lib.shown(word)])
}

# One probe after the other, each of another port or address.
deny contains lib.reason(rego.metadata.chain(), message, [command]) if {
	some name in tables.network.probes
	some id in input.facts.index.commands[name]
	command := input.facts.commands[id]
	repeated(command)
	some word in command.operands
	varies(name, word)
	message := sprintf("`%s` tries one after the other", [name])
}

deny contains lib.reason(rego.metadata.chain(), message, [effect]) if {
	some id in input.facts.index.network.connect
	effect := input.facts.network[id]
	effect.certainty == "possible"
	not effect.port
	command := input.facts.commands[effect.by.command]
	repeated(command)
	some redirect in command.redirects
	some target in lib.choices(redirect.target)
	target.kind in {"concat", "literal"}
	regex.match(`^/dev/(tcp|udp)/`, lib.beginning(target))
	any_loop(redirect.target)
	message := sprintf("tries one port after the other of %s", [lib.shown(effect.host)])
}

# Written out, or unrolled: many ports of one host, or many addresses.
deny contains lib.reason(rego.metadata.chain(), message, [first]) if {
	ids := input.facts.index.network.connect
	count(ids) > most
	first := input.facts.network[ids[0]]
	first.ip_class != "loopback"
	numbered(ids)
	message := sprintf("connects to %d places", [count(ids)])
}

most := 16

numbered(ids) if count({port | some id in ids; port := input.facts.network[id].port}) > most

numbered(ids) if count({host | some id in ids; effect := input.facts.network[id]; effect.ip_class != "unknown"; host := effect.host}) > most

# A scan of this machine finds what runs in the sandbox.
stays(command) if {
	reached := [effect | some effect in input.facts.network; effect.by.command == command]
	count(reached) > 0
	every effect in reached { effect.ip_class == "loopback" }
}

targets(command) := concat(", ", [lib.shown(word) | some word in command.operands])

repeated(command) if "loop" in command.context

repeated(command) if {
	some wrapper in command.wrappers
	wrapper in {"xargs", "parallel"}
}

# A host may be anything that a list names; a port, and the end of an address, are counted.
varies(name, word) if {
	name in {"nc", "ncat", "netcat", "telnet"}
	counted(word)
}

varies(_, word) if {
	regex.match(`^\d{1,3}\.(\d{1,3}\.)?(\d{1,3}\.)?$`, word.parts[0].text)
	any_loop(word)
}

counted(word) if word.kind in {"output", "one_of"}

counted(word) if {
	word.kind == "unknown"
	not startswith(word.why, "$")
}

any_loop(value) if counted(value)

any_loop(value) if {
	some part in value.parts
	counted(part)
}
