# METADATA
# title: Program text that is made while it runs
# description: what will run is not known before it does
# related_resources:
#   - https://cwe.mitre.org/data/definitions/95.html
#   - https://attack.mitre.org/techniques/T1059/
# custom:
#   id: code.dynamic-execution
#   severity: medium
#   mode: enforce
#   remediation: write the code out, or parse the data as data (json, ast.literal_eval)
package interlock.rules.code["dynamic-execution"]

import data.interlock.lib

mode := lib.mode(rego.metadata.chain())

deny contains lib.reason(rego.metadata.chain(), message, [code]) if {
	input.facts.code[0] # a quiet rule costs this one lookup
	some source in {"computed", "pipe", "input", "network"}
	some id in input.facts.index.code[source]
	code := input.facts.code[id]
	not has_text(code)
	message := sprintf("%s runs a text that is only known at run time", [lib.readable(code.how)])
}

# Known texts are judged by what they do.
has_text(code) if input.facts.units[code.child]
