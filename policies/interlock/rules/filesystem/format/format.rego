# METADATA
# title: File system creation or partitioning
# description: it destroys what is on the device
# related_resources:
#   - https://attack.mitre.org/techniques/T1561/
# custom:
#   id: filesystem.format
#   severity: critical
#   mode: enforce
#   remediation: work on files and directories of an existing file system
package interlock.rules.filesystem.format

import data.interlock.lib
import data.interlock.tables

mode := lib.mode(rego.metadata.chain())

deny contains lib.reason(rego.metadata.chain(), message, [command]) if {
	some name, ids in input.facts.index.commands # over the names in the action: fewer than those in the table
	formats(name)
	some id in ids
	command := input.facts.commands[id]
	not lib.only_asks(command)
	not only_shows(command)
	message := sprintf("`%s` formats, partitions or wipes a device", [name])
}

formats(name) if tables.formatters[name]

formats(name) if startswith(name, "mkfs.")

# Without an option, wipefs only lists the signatures.
only_shows(command) if {
	command.basename == "wipefs"
	every word in array.slice(command.argv, 1, count(command.argv)) {
		word.kind == "literal"
		not startswith(word.text, "-")
	}
}

only_shows(command) if {
	command.basename == "parted"
	count(command.argv) == 3
	lib.must_equal(command.argv[2], "print")
}
