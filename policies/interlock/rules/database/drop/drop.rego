# METADATA
# title: Drop of a table or a database
# description: what was in it is gone, for everybody who uses the database
# related_resources:
#   - https://attack.mitre.org/techniques/T1485/
# custom:
#   id: database.drop
#   severity: high
#   mode: enforce
#   remediation: rename it, work on a copy, or use a temporary table or an in-memory database
package interlock.rules.database.drop

import data.interlock.lib
import data.interlock.lib.sql

mode := lib.mode(rego.metadata.chain())

deny contains lib.reason(rego.metadata.chain(), message, [effect]) if {
	some id in input.facts.index.sql.drop
	effect := input.facts.sql[id]
	object.get(effect, "what", "table") in holds_data
	not sql.scratch(effect)
	message := sprintf("%s drops %s", [lib.cause(effect), sql.named(effect)])
}

# Views, indexes, functions and triggers can be made again from what is left.
holds_data := {"table", "tables", "database", "schema", "keyspace", "tablespace", "owned", "user", "role", "collection"}
