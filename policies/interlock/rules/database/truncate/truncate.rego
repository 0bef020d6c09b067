# METADATA
# title: Emptying of a table or a store
# description: all rows, or all keys, are gone, and most databases cannot take it back
# related_resources:
#   - https://attack.mitre.org/techniques/T1485/
# custom:
#   id: database.truncate
#   severity: high
#   mode: enforce
#   remediation: delete by a condition, or work on a copy
package interlock.rules.database.truncate

import data.interlock.lib
import data.interlock.lib.sql

mode := lib.mode(rego.metadata.chain())

deny contains lib.reason(rego.metadata.chain(), message, [effect]) if {
	some id in input.facts.index.sql.truncate
	effect := input.facts.sql[id]
	not sql.scratch(effect)
	message := sprintf("%s empties %s", [lib.cause(effect), sql.named(effect)])
}
