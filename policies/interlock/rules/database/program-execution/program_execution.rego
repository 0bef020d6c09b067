# METADATA
# title: A database runs a program
# description: databases and their clients start programs and write files with the rights of their service
# related_resources:
#   - https://attack.mitre.org/techniques/T1505/001/
#   - https://attack.mitre.org/techniques/T1059/
# custom:
#   id: database.program-execution
#   severity: critical
#   mode: enforce
#   remediation: query the data, and work on the result outside the database
package interlock.rules.database["program-execution"]

import data.interlock.lib

mode := lib.mode(rego.metadata.chain())

deny contains lib.reason(rego.metadata.chain(), message, [effect]) if {
	some id in input.facts.index.sql.shell
	effect := input.facts.sql[id]
	message := sprintf("%s has the database or its client run a program or load code", [lib.cause(effect)])
}

# Where the server may write, it may write what its other users run.
deny contains lib.reason(rego.metadata.chain(), message, [effect]) if {
	some id in input.facts.index.sql.copy
	effect := input.facts.sql[id]
	effect.what == "outfile"
	message := sprintf("%s has the database server write a file", [lib.cause(effect)])
}
