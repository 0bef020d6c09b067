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
	places(effect, sink)
	not of_a_project(effect)
	message := sprintf("writes %s, which something else runs or reads later (%s)", [lib.path(effect), replace(sink, "_", " ")])
}

# A tree or an archive over `.git` or `.ssh`: hooks and keys may be in it.
deny contains lib.reason(rego.metadata.chain(), message, [effect]) if {
	input.facts.files[0] # a quiet rule costs this one lookup
	some op in {"write", "extract", "move", "link", "create"}
	some id in input.facts.index.files[op]
	effect := input.facts.files[id]
	wholesale(effect)
	tables.startup_directories[basename(effect.resolved)]
	message := sprintf("fills %s, whose content may run later", [lib.path(effect)])
}

# A whole home, from a tree or an archive that is named as such: its start-up files are among it. What unpacks where it
# stands does so in the directory of its work.
deny contains lib.reason(rego.metadata.chain(), message, [effect]) if {
	input.facts.files[0] # a quiet rule costs this one lookup
	some op in {"write", "extract"}
	some id in input.facts.index.files[op]
	effect := input.facts.files[id]
	wholesale(effect)
	regex.match(`^(/root|/home/[^/]+)$`, effect.resolved)
	effect.path.kind == "literal"
	startswith(effect.path.text, "/")
	message := sprintf("fills the home %s, whose start-up files run later", [lib.path(effect)])
}

# The name is known, the directory is not: `$(python -m site --user-site)/usercustomize.py`.
deny contains lib.reason(rego.metadata.chain(), message, [effect]) if {
	input.facts.files[0] # a quiet rule costs this one lookup
	some op in {"write", "append", "create", "move", "link"}
	some id in input.facts.index.files[op]
	effect := input.facts.files[id]
	not effect.resolved
	regex.match(tables.startup.names, lib.ending(effect.path))
	message := sprintf("writes %s, which an interpreter, a shell or git runs later", [lib.path(effect)])
}

# crontab and at read what to run from a file or from standard input.
deny contains lib.reason(rego.metadata.chain(), message, [command]) if {
	some name in {"crontab", "at", "batch"}
	some id in input.facts.index.commands[name]
	command := input.facts.commands[id]
	not lib.only_asks(command)
	not waits(command)
	message := sprintf("`%s` has something run later", [name])
}

deny contains lib.reason(rego.metadata.chain(), message, [command]) if {
	some id in input.facts.index.commands.systemctl
	command := input.facts.commands[id]
	tables.unit_verbs[command.operands[0].text]
	not waits(command)
	message := sprintf("`systemctl %s` has something start later", [command.operands[0].text])
}

# `systemd-run --on-calendar=…`, and what starts services at boot without systemd.
deny contains lib.reason(rego.metadata.chain(), message, [command]) if {
	some name, verbs in tables.startup.programs
	some id in input.facts.index.commands[name]
	command := input.facts.commands[id]
	some word in command.argv
	regex.match(verbs, word.text)
	message := sprintf("`%s` has something start later", [name])
}

# Nobody has said what to run: an editor opens, or a terminal is read. `crontab -r` only takes away.
waits(command) if {
	command.basename == "crontab"
	command.options.r
}

waits(command) if {
	opens_editor(command)
	not command.stdin
	not input.facts.index.environment["danger:editor"]
}

waits(command) if {
	command.basename in {"at", "batch"}
	not command.options.f
	not command.options.file
	not command.stdin
}

opens_editor(command) if {
	command.basename == "crontab"
	command.options.e
}

opens_editor(command) if {
	command.basename == "systemctl"
	command.operands[0].text == "edit"
	not command.options.stdin
}

places(effect, _) if effect.op in {"write", "append", "create", "move", "link", "extract"}

# A mode changes nothing of what a file says; a program or hook that may not run runs after it.
places(effect, sink) if {
	effect.op == "chmod"
	sink in {"git_hook", "path", "cron", "init", "profile_d", "autostart"}
}

wholesale(effect) if effect.recursive

wholesale(effect) if not effect.op in {"write", "create"}

# A clone brings files; a directory that is made is empty.
wholesale(effect) if {
	effect.op == "create"
	input.facts.commands[effect.by.command].basename == "git"
}

# Part of many a repository, and only run by the tools that its other files are run by.
of_a_project(effect) if tables.project_files[basename(effect.resolved)]

basename(path) := segments[count(segments) - 1] if segments := split(path, "/")
