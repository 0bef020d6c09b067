# METADATA
# title: Change of a system file
# description: programs and accounts of the whole machine depend on it
# related_resources: []
# custom:
#   id: filesystem.system-write
#   severity: high
#   mode: enforce
#   remediation: write below the working directory or /tmp
package interlock.rules.filesystem["system-write"]

import data.interlock.lib

deny contains lib.reason(rego.metadata.chain(), message, [effect]) if {
	some directory in object.keys(data.interlock.tables.system_trees)
	not directory in {"/dev", "/proc"}
	some id in input.facts.index.paths[directory]
	effect := input.facts.files[id]
	effect.op in {"write", "append", "create", "move", "link", "chmod", "chown", "mount", "extract"}
	message := sprintf("changes %s", [lib.path(effect)])
}
