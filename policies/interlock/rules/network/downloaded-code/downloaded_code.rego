# METADATA
# title: Downloaded code reaches an interpreter
# description: what a host serves may change between review and execution
# related_resources:
#   - https://attack.mitre.org/techniques/T1105/
# custom:
#   id: network.downloaded-code
#   severity: high
#   mode: enforce
#   remediation: download to a file, check its digest, then run the file in a later step
package interlock.rules.network["downloaded-code"]

import data.interlock.lib

mode := lib.mode(rego.metadata.chain())

deny contains lib.reason(rego.metadata.chain(), message, [download]) if {
	some op in {"download", "connect"}
	some id in input.facts.index.network[op] # one ground lookup: a quiet rule costs nothing
	download := input.facts.network[id]
	download.flows_to == "interpreter"
	message := sprintf("an interpreter runs what %s serves", [lib.shown(download.host)])
}

deny contains lib.reason(rego.metadata.chain(), message, [code]) if {
	some id in input.facts.index.code.network
	code := input.facts.code[id]
	message := sprintf("runs text from the network (%s)", [lib.readable(code.how)])
}
