# METADATA
# title: File system creation or partitioning
# description: it destroys what is on the device
# related_resources: []
# custom:
#   id: filesystem.format
#   severity: critical
#   mode: enforce
#   remediation: work on an ordinary file or directory
package interlock.rules.filesystem.format

import data.interlock.lib

deny contains lib.reason(rego.metadata.chain(), message, [command]) if {
	some name in data.interlock.tables.formatters
	some id in input.facts.index.commands[name]
	command := input.facts.commands[id]
	message := sprintf("`%s` formats or partitions a device", [name])
}

# fdisk and gdisk only list with -l.
deny contains lib.reason(rego.metadata.chain(), message, [command]) if {
	some name in {"fdisk", "gdisk"}
	some id in input.facts.index.commands[name]
	command := input.facts.commands[id]
	not command.options.l
	message := sprintf("`%s` partitions a device", [name])
}
