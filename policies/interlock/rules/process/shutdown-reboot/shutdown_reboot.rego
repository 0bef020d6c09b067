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
	command.operands[0].text in {"start", "isolate", "restart", "reload-or-restart", "try-restart", "set-default"}
	message := sprintf("`systemctl %s %s` stops or restarts the machine", [command.operands[0].text, operand.text])
}

# The same through the bus of logind or systemd, whose methods are called so.
deny contains lib.reason(rego.metadata.chain(), message, [command]) if {
	some client, _ in tables.process.bus_clients
	some id in input.facts.index.commands[client]
	command := input.facts.commands[id]
	some word in command.argv
	stops(word.text)
	message := sprintf("`%s` asks the machine's manager for `%s`", [client, lib.shown(word)])
}

stops(word) if regex.match(`(^|\.)(PowerOff|Reboot|Halt|KExec|SoftReboot|Suspend|SuspendThenHibernate|Hibernate|HybridSleep|Sleep|Exit|ScheduleShutdown)(WithFlags)?$`, word)

stops(word) if {
	some unit in regex.find_n(`[a-z0-9]+\.target`, word, 1)
	tables.stopping_units[unit]
}

# The kernel's own doors.
deny contains lib.reason(rego.metadata.chain(), message, [effect]) if {
	some path in {"/proc/sysrq-trigger", "/sys/power/state", "/sys/power/disk"}
	some id in input.facts.index.paths[path]
	effect := input.facts.files[id]
	effect.op in {"write", "append"}
	message := sprintf("stops, suspends or restarts the machine through %s", [path])
}
