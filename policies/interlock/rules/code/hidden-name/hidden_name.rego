# METADATA
# title: A name that hides what is called
# description: who writes plain names has nothing to hide
# related_resources:
#   - https://attack.mitre.org/techniques/T1027/
# custom:
#   id: code.hidden-name
#   severity: medium
#   mode: enforce
#   remediation: write the name of the function or module out
package interlock.rules.code["hidden-name"]

import data.interlock.lib
import data.interlock.tables

mode := lib.mode(rego.metadata.chain())

deny contains lib.reason(rego.metadata.chain(), message, [call]) if {
	input.facts.index.calls.introspection # a quiet rule costs this one lookup
	some callee in tables.code.hidden_doors
	some id in input.facts.index.callees[callee]
	call := input.facts.calls[id]
	message := sprintf("reaches a function by %s", [ways(call)])
}

ways(call) := sprintf("%s: `%s`", [call.callee, lib.shown(call.args[count(call.args) - 1])]) if call.args[0]

ways(call) := lib.readable(call.callee) if not call.args[0]
