# METADATA
# title: Crypto mining
# description: it burns the machine's time for somebody else
# related_resources:
#   - https://attack.mitre.org/techniques/T1496/
# custom:
#   id: process.crypto-mining
#   severity: high
#   mode: enforce
#   remediation: ask the operator where such work may run
package interlock.rules.process["crypto-mining"]

import data.interlock.lib
import data.interlock.tables

mode := lib.mode(rego.metadata.chain())

deny contains lib.reason(rego.metadata.chain(), message, [command]) if {
	some name, ids in input.facts.index.commands
	tables.process.miners[name]
	some id in ids
	command := input.facts.commands[id]
	not lib.only_asks(command)
	message := sprintf("`%s` is a miner", [name])
}

# The protocol between miners and pools, whatever the program.
deny contains lib.reason(rego.metadata.chain(), message, [effect]) if {
	input.facts.network[0] # a quiet rule costs this one lookup
	some op, ids in input.facts.index.network
	some id in ids
	effect := input.facts.network[id]
	startswith(effect.scheme, "stratum")
	message := sprintf("%s talks to a mining pool, %s", [lib.cause(effect), lib.shown(effect.host)])
}

deny contains lib.reason(rego.metadata.chain(), message, [effect]) if {
	some host, ids in input.facts.index.hosts
	tables.process.mining_pools[host]
	some id in ids
	effect := input.facts.network[id]
	message := sprintf("%s talks to %s, a mining pool", [lib.cause(effect), lib.shown(effect.host)])
}

# Its source, a release of it, or an image that holds one.
deny contains lib.reason(rego.metadata.chain(), message, [effect]) if {
	some id in input.facts.index.network.download
	effect := input.facts.network[id]
	some segment in split(effect.url.text, "/")
	tables.process.miners[trim_suffix(lower(segment), ".git")]
	segment != "miner"
	message := sprintf("%s fetches a miner from %s", [lib.cause(effect), lib.shown(effect.url)])
}

deny contains lib.reason(rego.metadata.chain(), message, [command]) if {
	some client, _ in tables.process.container_clients
	some id in input.facts.index.commands[client]
	command := input.facts.commands[id]
	some operand in command.operands
	some segment in split(operand.text, "/")
	tables.process.miners[split(segment, ":")[0]]
	segment != "miner"
	message := sprintf("`%s` runs a miner's image, %s", [client, lib.shown(operand)])
}
