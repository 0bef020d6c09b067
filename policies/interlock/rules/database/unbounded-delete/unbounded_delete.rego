# METADATA
# title: Deletion or change of every row
# description: without a condition, or with one that is always true, nothing of the old content is left
# related_resources:
#   - https://attack.mitre.org/techniques/T1485/
#   - https://attack.mitre.org/techniques/T1565/001/
# custom:
#   id: database.unbounded-delete
#   severity: high
#   mode: enforce
#   remediation: say which rows, by a condition on a column
package interlock.rules.database["unbounded-delete"]

import data.interlock.lib
import data.interlock.lib.sql

mode := lib.mode(rego.metadata.chain())

deny contains lib.reason(rego.metadata.chain(), message, [effect]) if {
	some id in input.facts.index.sql.unbounded
	effect := input.facts.sql[id]
	effect.op in {"delete", "update"}
	not sql.scratch(effect)
	message := sprintf("%s changes or deletes every row of %s", [lib.cause(effect), sql.named(effect)])
}
