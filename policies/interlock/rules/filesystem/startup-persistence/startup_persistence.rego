# METADATA
# title: Write to a place that runs later
# description: shell start-up files, hooks, timers and auto-imports run without being asked for again
# related_resources: []
# custom:
#   id: filesystem.startup-persistence
#   severity: high
#   mode: enforce
#   remediation: keep what you write out of start-up files, hooks and auto-imported modules
package interlock.rules.filesystem["startup-persistence"]

import data.interlock.lib

deny contains lib.reason(rego.metadata.chain(), message, [effect]) if {
	some sink, ids in input.facts.index.sinks
	some id in ids
	effect := input.facts.files[id]
	effect.op in {"write", "append", "create", "move", "link", "extract", "chmod"}
	message := sprintf("writes %s, which %s", [lib.path(effect), replace(sink, "_", " ")])
}

# crontab reads its new table from a file or from standard input.
deny contains lib.reason(rego.metadata.chain(), message, [command]) if {
	some name in {"crontab", "at", "batch"}
	some id in input.facts.index.commands[name]
	command := input.facts.commands[id]
	not command.options.l
	message := sprintf("`%s` has something run later", [name])
}
