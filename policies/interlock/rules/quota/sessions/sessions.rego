# METADATA
# title: Too many sessions at once
# description: one who holds every place keeps all others out
# related_resources:
#   - https://owasp.org/API-Security/editions/2023/en/0xa4-unrestricted-resource-consumption/
# custom:
#   id: quota.sessions
#   severity: medium
#   mode: enforce
#   remediation: close a session that is no longer needed
package interlock.rules.quota.sessions

import data.interlock.lib

mode := lib.mode(rego.metadata.chain())

deny contains lib.reason(rego.metadata.chain(), message, []) if {
	input.action.kind == "create_session" # a quiet rule costs this one lookup
	some whose in lib.reached.sessions
	message := sprintf("the %s has all its %d sessions open", [whose, lib.quota[whose].sessions])
}
