# METADATA
# title: A look into another process
# description: its memory holds what it knows, keys among it
# related_resources:
#   - https://attack.mitre.org/techniques/T1055/008/
#   - https://attack.mitre.org/techniques/T1003/007/
# custom:
#   id: process.inspection
#   severity: high
#   mode: enforce
#   remediation: start your own program under the debugger instead of attaching to one that runs
package interlock.rules.process.inspection

import data.interlock.lib
import data.interlock.tables

mode := lib.mode(rego.metadata.chain())

deny contains lib.reason(rego.metadata.chain(), message, [command]) if {
	some name, options in tables.process.debuggers
	some id in input.facts.index.commands[name]
	command := input.facts.commands[id]
	some option in options
	command.options[option]
	message := sprintf("`%s` attaches to a process that runs already", [name])
}

# `gdb program 1234`.
deny contains lib.reason(rego.metadata.chain(), message, [command]) if {
	some name in {"gdb", "rust-gdb", "cgdb", "gdb-multiarch"}
	some id in input.facts.index.commands[name]
	command := input.facts.commands[id]
	not command.options.args
	regex.match(`^\d+$`, command.operands[1].text)
	message := sprintf("`%s` attaches to process %s", [name, command.operands[1].text])
}

deny contains lib.reason(rego.metadata.chain(), message, [command]) if {
	some name, ids in input.facts.index.commands
	tables.process.attachers[name]
	some id in ids
	command := input.facts.commands[id]
	not lib.only_asks(command)
	count(command.argv) > 1
	message := sprintf("`%s` reads or changes the memory of another process", [name])
}

deny contains lib.reason(rego.metadata.chain(), message, [command]) if {
	some id in input.facts.index.commands.dlv
	command := input.facts.commands[id]
	command.operands[0].text == "attach"
	message := "`dlv attach` attaches to a process that runs already"
}

deny contains lib.reason(rego.metadata.chain(), message, [command]) if {
	some name in {"jmap", "jhsdb", "jcmd"}
	some id in input.facts.index.commands[name]
	command := input.facts.commands[id]
	some word in command.argv
	regex.match(`^-dump|heap_dump|^-F$`, word.text)
	message := sprintf("`%s` writes the memory of another process to a file", [name])
}

# Memory as a file.
deny contains lib.reason(rego.metadata.chain(), message, [effect]) if {
	some path, _ in tables.process.memory_files
	some id in input.facts.index.paths[path]
	effect := input.facts.files[id]
	effect.op in {"read", "write", "append", "link", "move"}
	message := sprintf("opens %s, the memory of the machine", [path])
}

deny contains lib.reason(rego.metadata.chain(), message, [effect]) if {
	some id in input.facts.index.paths["/proc"]
	effect := input.facts.files[id]
	effect.op in {"read", "write", "append", "link", "move"}
	inner(effect)
	message := sprintf("opens %s, the inside of a process", [lib.path(effect)])
}

inner(effect) if regex.match(`^/proc/([0-9]+|self|thread-self)/(task/[0-9]+/)?mem$`, effect.resolved)

inner(effect) if regex.match(`^/proc/[0-9]+/(task/[0-9]+/)?(maps|smaps|pagemap|auxv|stack|syscall|fd/.+|map_files/.+)$`, effect.resolved)

# A process nobody knows: `/proc/$PID/mem`, `/proc/*/maps`.
inner(effect) if {
	not effect.resolved
	regex.match(`/(mem|maps|smaps|pagemap|auxv)$`, lib.ending(effect.path))
}

# The switch that keeps processes of one user apart.
deny contains lib.reason(rego.metadata.chain(), message, [effect]) if {
	some id in input.facts.index.paths["/proc/sys/kernel/yama/ptrace_scope"]
	effect := input.facts.files[id]
	effect.op in {"write", "append"}
	message := "lets every process look into every other one"
}
