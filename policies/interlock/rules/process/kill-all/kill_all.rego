# METADATA
# title: Ending every process
# description: the session's own supervisor and everything beside it go with it
# related_resources:
#   - https://attack.mitre.org/techniques/T1489/
#   - https://attack.mitre.org/techniques/T1529/
# custom:
#   id: process.kill-all
#   severity: critical
#   mode: enforce
#   remediation: end a process of yours by its id or by its own name
package interlock.rules.process["kill-all"]

import data.interlock.lib
import data.interlock.tables

mode := lib.mode(rego.metadata.chain())

# The first process, or all at once.
deny contains lib.reason(rego.metadata.chain(), message, [effect]) if {
	some id in input.facts.index.processes.signal
	effect := input.facts.processes[id]
	effect.target.text in {"1", "-1"}
	message := sprintf("%s signals process %s: the first one, or all", [lib.cause(effect), effect.target.text])
}

deny contains lib.reason(rego.metadata.chain(), message, [effect]) if {
	some id in input.facts.index.processes.signal
	effect := input.facts.processes[id]
	names_all(input.facts.commands[effect.by.command], effect.target)
	message := sprintf("%s signals whatever is called `%s`, the session's own supervisor among it", [lib.cause(effect), lib.shown(effect.target)])
}

# A pattern, as pkill takes it, is a part of the name.
names_all(command, name) if {
	by_pattern(command)
	regex.is_valid(name.text)
	every other in tables.process.everyone { regex.match(name.text, other) }
}

names_all(command, name) if {
	by_pattern(command)
	regex.is_valid(name.text)
	some other, _ in tables.process.essential
	regex.match(sprintf("^(%s)", [name.text]), other)
}

names_all(command, name) if {
	command.basename in {"killall", "pkill"}
	tables.process.essential[name.text]
}

by_pattern(command) if {
	command.basename == "pkill"
	not command.options.x
	not command.options.exact
}

by_pattern(command) if {
	command.basename == "killall"
	some option in {"r", "regexp"}
	command.options[option]
}

# No name at all: everything of a user, or of everybody.
deny contains lib.reason(rego.metadata.chain(), message, [command]) if {
	some name in {"pkill", "killall", "skill", "killall5", "slay"}
	some id in input.facts.index.commands[name]
	command := input.facts.commands[id]
	not lib.only_asks(command)
	nameless(command)
	message := sprintf("`%s` signals every process of a user, or of everybody", [name])
}

nameless(command) if command.basename in {"killall5", "slay"}

nameless(command) if {
	command.basename in {"pkill", "killall"}
	count(command.operands) == 0
	some option in {"u", "U", "euid", "uid", "user"}
	command.options[option]
}

nameless(command) if {
	command.basename == "skill"
	some operand in command.operands
	operand.text == "-u"
}

# All but those that are named.
nameless(command) if {
	command.basename == "pkill"
	some option in {"v", "inverse"}
	command.options[option]
}

# A list of all there are: `kill $(ps -e -o pid=)`, `pgrep . | xargs kill`.
deny contains lib.reason(rego.metadata.chain(), message, [effect]) if {
	some id in input.facts.index.processes.signal
	effect := input.facts.processes[id]
	some source in printed(effect)
	lists_all(input.facts.commands[source])
	message := sprintf("%s signals every process that there is", [lib.cause(effect)])
}

# The commands that print what is signalled.
printed(effect) := sources(effect.target.command) if effect.target.kind == "output"

printed(effect) := {one | some id in launcher.stdin.commands; some one in sources(id)} if {
	launcher := input.facts.commands[input.facts.commands[effect.by.command].launched_by.id]
	launcher.basename in {"xargs", "parallel"}
}

# What passes through a program that drops no line comes from the one before.
sources(id) := {id} | {one | passes_all(input.facts.commands[id]); some one in input.facts.commands[id].stdin.commands}

passes_all(command) if tables.process.sieveless[command.basename]

passes_all(command) if {
	command.basename in {"awk", "gawk", "mawk"}
	regex.match(`^\s*\{`, command.operands[0].text)
}

lists_all(command) if {
	command.basename == "pgrep"
	regex.is_valid(command.operands[0].text)
	every other in tables.process.everyone { regex.match(command.operands[0].text, other) }
}

lists_all(command) if {
	command.basename == "ps"
	some word in array.slice(command.argv, 1, count(command.argv))
	regex.match(`^(-[A-Za-z]*[eA]|[a-z]*(ax|xa)|aux)`, word.text)
	not command.options.C
}
