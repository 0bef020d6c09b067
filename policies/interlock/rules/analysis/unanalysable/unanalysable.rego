# METADATA
# title: What cannot be understood
# description: its effects cannot be judged before it runs
# related_resources: []
# custom:
#   id: analysis.unanalysable
#   severity: high
#   mode: enforce
#   remediation: write the program name and the program text out, without computing them
package interlock.rules.analysis.unanalysable

import data.interlock.lib

deny contains lib.reason(rego.metadata.chain(), message, [opaque]) if {
	some code, ids in input.facts.index.opaque
	data.interlock.tables.opaque_denied[code]
	some id in ids
	opaque := input.facts.reading.opaque[id]
	message := sprintf("cannot be resolved before it runs: %s %s", [replace(code, "_", " "), object.get(opaque, "detail", "")])
}
