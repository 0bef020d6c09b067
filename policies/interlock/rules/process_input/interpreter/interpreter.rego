# METADATA
# title: Program text by standard input
# description: what an interpreter is sent piece by piece is judged piece by piece, and what it answers to is not seen
# related_resources:
#   - https://attack.mitre.org/techniques/T1059/
# custom:
#   id: process_input.interpreter
#   severity: medium
#   mode: shadow
#   remediation: run the whole text as one command or one cell
package interlock.rules.process_input.interpreter

import data.interlock.lib

mode := lib.mode(rego.metadata.chain())

deny contains lib.reason(rego.metadata.chain(), message, []) if {
	input.action.kind == "send_input" # a quiet rule costs this one lookup
	input.action.program
	message := sprintf("`%s` runs what it is sent", [lib.readable(input.action.program)])
}

# Its standard input stays open: whatever comes there later is program text.
deny contains lib.reason(rego.metadata.chain(), message, [code]) if {
	input.action.stdin # a quiet rule costs this one lookup
	some source in {"input", "none"}
	some id in input.facts.index.code[source]
	code := input.facts.code[id]
	message := sprintf("starts an interpreter that waits for program text (%s)", [lib.readable(code.how)])
}
