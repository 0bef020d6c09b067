# METADATA
# title: A program started from code
# description: code that starts programs does more than compute
# related_resources:
#   - https://attack.mitre.org/techniques/T1059/
# custom:
#   id: code.process-spawn
#   severity: low
#   mode: enforce
#   remediation: use the language's own library for it, or run the command as a command
package interlock.rules.code["process-spawn"]

import data.interlock.lib
import data.interlock.tables

mode := lib.mode(rego.metadata.chain())

deny contains lib.reason(rego.metadata.chain(), message, [call]) if {
	some id in input.facts.index.calls.process
	call := input.facts.calls[id]
	not tables.code.starts_nothing[call.callee]
	not startswith(call.callee, "get_ipython")
	message := sprintf("`%s` starts a process", [lib.readable(call.callee)])
}
