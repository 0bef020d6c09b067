# METADATA
# title: Shutdown or reboot
# description: everything else on the machine goes with it
# related_resources: []
# custom:
#   id: process.shutdown-reboot
#   severity: critical
#   mode: enforce
#   remediation: leave the machine running
package interlock.rules.process["shutdown-reboot"]

import data.interlock.lib

deny contains lib.reason(rego.metadata.chain(), message, [effect]) if {
	some op in {"shutdown", "reboot"}
	some id in input.facts.index.processes[op]
	effect := input.facts.processes[id]
	message := "stops or restarts the machine"
}

# The kernel's own door.
deny contains lib.reason(rego.metadata.chain(), message, [effect]) if {
	some id in input.facts.index.paths["/proc/sysrq-trigger"]
	effect := input.facts.files[id]
	effect.op in {"write", "append"}
	message := "stops or restarts the machine through sysrq"
}
