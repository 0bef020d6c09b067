# METADATA
# title: Plain work in the working tree
# description: listed programs read and change files of the working tree, and nothing else
# related_resources:
#   - https://csrc.nist.gov/glossary/term/least_privilege
# custom:
#   id: routine.workspace
#   severity: low
#   mode: enforce
#   remediation: nothing to change
package interlock.rules.routine.workspace

import data.interlock.lib
import data.interlock.tables

mode := lib.mode(rego.metadata.chain())

allow contains lib.reason(rego.metadata.chain(), "works in the working tree with listed programs", []) if {
	tables.routine.actions[input.action.kind]
	data.interlock.profiles[input.attributes.profile].default != "allow" # else it need not be asked
	input.facts.reading.completeness == "complete"
	nothing_else
	every command in input.facts.commands { routine_command(command) }
	every effect in input.facts.files { in_tree(effect) }
	every call in input.facts.calls { routine_call(call) }
	every imported in input.facts.imports { routine_module(imported) }
	every setting in input.facts.environment { routine_setting(setting) }
	every statement in input.facts.sql { statement.op == "select" }
}

nothing_else if {
	input.facts.network == []
	input.facts.packages == []
	input.facts.processes == []
	input.facts.privileges == []
	input.facts.text == []
	object.get(input.facts.memory, "unknown", []) == []
	not input.action.stdin
	tables.users[object.get(input.action, "user", "")]
}

# A function of the text itself has the name that the text gives it; what it does is in the facts.
routine_command(command) if {
	tables.routine.programs[command.basename]
	not command.privileged
	command.name.text == command.basename
	known_verb(command)
}

known_verb(command) if command.basename != "git"

known_verb(command) if {
	command.basename == "git"
	command.argv[1].kind == "literal"
	tables.routine.git[command.argv[1].text]
}

in_tree(effect) if {
	effect.op in {"read", "list", "execute"}
	not confidential(effect)
	readable(effect)
}

in_tree(effect) if {
	effect.op in {"write", "append", "create", "delete", "move", "extract", "link"}
	not effect.sink
	writable(effect)
}

in_tree(effect) if {
	effect.op == "chmod"
	regex.match(`^(0?[0-7][0-5][0-5]|[ugoa]*[+-][rx]+|u\+[rwx]+)$`, effect.mode)
	writable(effect)
}

in_tree(effect) if {
	effect.op in {"write", "append"}
	tables.routine.streams[effect.resolved]
}

# Relative to where it works; a path that climbs, or that nobody knows, is nowhere.
writable(effect) if {
	some directory in tables.routine.writable
	directory in effect.ancestors
}

readable(effect) if writable(effect)

readable(effect) if tables.routine.readable[effect.resolved]

readable(effect) if {
	some directory in effect.ancestors
	tables.routine.readable[directory]
}

# Hidden directories and files of the home have settings and keys.
confidential(effect) if regex.match(`^/home/[^/]+/\.|(^|/)\.(env|netrc|npmrc|pypirc|git-credentials)|/\.(ssh|aws|gnupg|kube|docker)(/|$)`, effect.resolved)

confidential(effect) if {
	not effect.resolved
	not plain_pattern(effect.path)
}

confidential(effect) if {
	effect.op == "read"
	effect.recursive
	effect.resolved in {"/", "/home", "/home/user"}
}

# `*` matches no name that begins with a dot.
plain_pattern(path) if {
	path.kind == "glob"
	not regex.match(`(^|/)\.[^/]`, path.text)
}

routine_call(call) if tables.routine.calls[call.category]

routine_module(imported) if {
	imported.module.kind == "literal"
	tables.routine.modules[split(imported.module.text, ".")[0]]
}

routine_setting(setting) if {
	setting.op in {"read", "set", "unset"}
	not setting.danger
	setting.name.kind == "literal"
	not regex.match(`(?i)(secret|token|passw|key|credential)`, setting.name.text)
}
