# METADATA
# title: Shutdown or reboot
# description: everything else on the machine goes with it
# related_resources:
#   - https://attack.mitre.org/techniques/T1529/
# custom:
#   id: process.shutdown-reboot
#   severity: critical
#   mode: enforce
#   remediation: leave the machine running; end a process of yours by its id
package interlock.rules.process["shutdown-reboot"]

import data.interlock.lib
import data.interlock.tables

mode := lib.mode(rego.metadata.chain())

deny contains lib.reason(rego.metadata.chain(), message, [effect]) if {
	input.facts.processes[0] # a quiet rule costs this one lookup
	some op in {"shutdown", "reboot"}
	some id in input.facts.index.processes[op]
	effect := input.facts.processes[id]
	not lib.asked(effect)
	message := sprintf("%s stops or restarts the machine", [lib.cause(effect)])
}

deny contains lib.reason(rego.metadata.chain(), message, [command]) if {
	some id in input.facts.index.commands.systemctl
	command := input.facts.commands[id]
	some operand in command.operands
	tables.stopping_units[operand.text]
	command.operands[0].text in {"start", "isolate", "restart"}
	message := sprintf("`systemctl %s %s` stops or restarts the machine", [command.operands[0].text, operand.text])
}

# The first process, or all at once.
deny contains lib.reason(rego.metadata.chain(), message, [effect]) if {
	some id in input.facts.index.processes.signal
	effect := input.facts.processes[id]
	effect.target.text in {"1", "-1"}
	message := sprintf("%s signals process %s: the first one, or all", [lib.cause(effect), effect.target.text])
}

# The kernel's own door.
deny contains lib.reason(rego.metadata.chain(), message, [effect]) if {
	some id in input.facts.index.paths["/proc/sysrq-trigger"]
	effect := input.facts.files[id]
	effect.op in {"write", "append"}
	message := "stops or restarts the machine through /proc/sysrq-trigger"
}
