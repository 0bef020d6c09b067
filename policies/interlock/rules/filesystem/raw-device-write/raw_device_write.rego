# METADATA
# title: Write to a raw device
# description: it overwrites whatever the device holds, below every file system
# related_resources: []
# custom:
#   id: filesystem.raw-device-write
#   severity: critical
#   mode: enforce
#   remediation: write to a file
package interlock.rules.filesystem["raw-device-write"]

import data.interlock.lib

deny contains lib.reason(rego.metadata.chain(), message, [effect]) if {
	some op in {"write", "append", "create", "delete", "mount"}
	some id in input.facts.index.files[op]
	effect := input.facts.files[id]
	effect.ancestors[1] == "/dev"
	not harmless(effect)
	message := sprintf("writes to the device %s", [lib.path(effect)])
}

harmless(effect) if data.interlock.tables.harmless_devices[effect.resolved]

harmless(effect) if {
	some directory in effect.ancestors
	directory in {"/dev/shm", "/dev/fd", "/dev/pts"}
}
