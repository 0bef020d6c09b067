# METADATA
# title: A shell bound to a network connection
# description: whoever is at the other end types into it
# related_resources: []
# custom:
#   id: network.reverse-shell
#   severity: critical
#   mode: enforce
#   remediation: exchange data by files or requests
package interlock.rules.network["reverse-shell"]

import data.interlock.lib

deny contains lib.reason(rego.metadata.chain(), message, [command]) if {
	some name in {"bash", "sh", "dash", "zsh", "ksh", "python", "python3", "perl", "ruby", "php", "node", "lua"}
	some id in input.facts.index.commands[name]
	command := input.facts.commands[id]
	some redirect in command.redirects
	regex.match(`^/dev/(tcp|udp)/`, redirect.target.text)
	message := sprintf("`%s` is connected to %s", [name, redirect.target.text])
}

deny contains lib.reason(rego.metadata.chain(), message, [effect]) if {
	some op in {"connect", "listen"}
	some id in input.facts.index.network[op]
	effect := input.facts.network[id]
	effect.flows_to == "interpreter"
	message := "a shell is bound to a network connection"
}

# mkfifo f; sh < f | nc host port > f
deny contains lib.reason(rego.metadata.chain(), message, [command]) if {
	some name in {"nc", "ncat", "netcat", "telnet", "socat", "openssl"}
	some id in input.facts.index.commands[name]
	command := input.facts.commands[id]
	some before in command.stdin.commands
	input.facts.commands[before].basename in {"bash", "sh", "dash", "zsh", "ksh"}
	message := sprintf("the output of a shell goes to `%s`", [name])
}
