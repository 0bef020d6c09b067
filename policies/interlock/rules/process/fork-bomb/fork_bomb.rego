# METADATA
# title: A function that starts itself without end
# description: it takes every process the machine has
# related_resources:
#   - https://attack.mitre.org/techniques/T1499/001/
# custom:
#   id: process.fork-bomb
#   severity: critical
#   mode: enforce
#   remediation: start a fixed number of processes, and wait for them
package interlock.rules.process["fork-bomb"]

import data.interlock.lib

mode := lib.mode(rego.metadata.chain())

deny contains lib.reason(rego.metadata.chain(), message, [effect]) if {
	some id in input.facts.index.processes.fork_bomb
	effect := input.facts.processes[id]
	message := "a function starts copies of itself without end"
}
