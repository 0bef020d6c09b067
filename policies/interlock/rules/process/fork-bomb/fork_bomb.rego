# METADATA
# title: A function that starts itself without end
# description: it takes every process the machine has
# related_resources: []
# custom:
#   id: process.fork-bomb
#   severity: critical
#   mode: enforce
#   remediation: bound what you start
package interlock.rules.process["fork-bomb"]

import data.interlock.lib

deny contains lib.reason(rego.metadata.chain(), message, [effect]) if {
	some id in input.facts.index.processes.fork_bomb
	effect := input.facts.processes[id]
	message := "a function starts copies of itself without end"
}
