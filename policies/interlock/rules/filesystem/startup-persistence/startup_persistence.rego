# METADATA
# title: Write to a place that runs later
# description: shell start-up files, hooks, timers and auto-imports run without being asked for again
# related_resources:
#   - https://attack.mitre.org/tactics/TA0003/
# custom:
#   id: filesystem.startup-persistence
#   severity: high
#   mode: enforce
#   remediation: keep what you write out of start-up files, hooks and timers; put it into a script and run that
package interlock.rules.filesystem["startup-persistence"]

import data.interlock.lib
import data.interlock.tables

mode := lib.mode(rego.metadata.chain())

deny contains lib.reason(rego.metadata.chain(), message, [effect]) if {
	some sink, ids in input.facts.index.sinks
	some id in ids
	effect := input.facts.files[id]
	effect.op in {"write", "append", "create", "move", "link", "extract", "chmod"}
	not of_a_project(effect)
	message := sprintf("writes %s, which something else runs or reads later (%s)", [lib.path(effect), replace(sink, "_", " ")])
}

# A tree or an archive over `.git` or `.ssh`: hooks and keys may be in it.
deny contains lib.reason(rego.metadata.chain(), message, [effect]) if {
	input.facts.files[0] # a quiet rule costs this one lookup
	some op in {"write", "extract", "move", "link"}
	some id in input.facts.index.files[op]
	effect := input.facts.files[id]
	wholesale(effect)
	tables.startup_directories[basename(effect.resolved)]
	message := sprintf("fills %s, whose content may run later", [lib.path(effect)])
}

# crontab and at read what to run from a file or from standard input.
deny contains lib.reason(rego.metadata.chain(), message, [command]) if {
	some name in {"crontab", "at", "batch"}
	some id in input.facts.index.commands[name]
	command := input.facts.commands[id]
	not lib.only_asks(command)
	message := sprintf("`%s` has something run later", [name])
}

deny contains lib.reason(rego.metadata.chain(), message, [command]) if {
	some id in input.facts.index.commands.systemctl
	command := input.facts.commands[id]
	tables.unit_verbs[command.operands[0].text]
	message := sprintf("`systemctl %s` has something start later", [command.operands[0].text])
}

# The one key of git that has every later command run files of one's choice.
deny contains lib.reason(rego.metadata.chain(), message, [command]) if {
	some id in input.facts.index.commands.git
	command := input.facts.commands[id]
	lib.must_equal(command.operands[0], "config")
	lower(command.operands[1].text) in {"core.hookspath", "init.templatedir"}
	count(command.operands) > 2
	message := sprintf("has git run hooks from %s", [lib.shown(command.operands[2])])
}

wholesale(effect) if effect.recursive

wholesale(effect) if effect.op != "write"

# Part of many a repository, and only run by the tools that its other files are run by.
of_a_project(effect) if tables.project_files[basename(effect.resolved)]

basename(path) := segments[count(segments) - 1] if segments := split(path, "/")
