# METADATA
# title: Write to a raw device
# description: it overwrites whatever the device holds, below every file system
# related_resources:
#   - https://attack.mitre.org/techniques/T1561/
# custom:
#   id: filesystem.raw-device-write
#   severity: critical
#   mode: enforce
#   remediation: write to a file
package interlock.rules.filesystem["raw-device-write"]

import data.interlock.lib
import data.interlock.tables

mode := lib.mode(rego.metadata.chain())

deny contains lib.reason(rego.metadata.chain(), message, [effect]) if {
	some id in input.facts.index.paths["/dev"]
	effect := input.facts.files[id]
	verb := verbs[effect.op]
	not harmless(effect)
	not lib.asked(effect)
	message := sprintf("%s the device %s", [verb, lib.path(effect)])
}

verbs := {
	"write": "writes to",
	"append": "writes to",
	"create": "writes to",
	"extract": "unpacks over",
	"delete": "deletes",
	"move": "moves",
	"link": "replaces",
	"chmod": "changes the permissions of",
	"chown": "changes the owner of",
}

harmless(effect) if {
	effect.op in {"write", "append", "create"}
	tables.harmless_devices[effect.resolved]
}

harmless(effect) if {
	some directory in effect.ancestors
	directory in {"/dev/shm", "/dev/fd", "/dev/pts"}
}

# A mapping is made or taken away; nothing is written.
harmless(effect) if {
	command := input.facts.commands[effect.by.command]
	command.basename == "cryptsetup"
	command.operands[0].text in {"open", "luksOpen", "plainOpen", "close", "luksClose"}
}
