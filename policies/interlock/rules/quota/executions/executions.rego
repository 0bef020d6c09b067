# METADATA
# title: Too many actions
# description: an agent in a loop or one that guesses takes what others need
# related_resources:
#   - https://owasp.org/API-Security/editions/2023/en/0xa4-unrestricted-resource-consumption/
# custom:
#   id: quota.executions
#   severity: medium
#   mode: enforce
#   remediation: wait for the next hour; put what belongs together into one script, or go on in a new session
package interlock.rules.quota.executions

import data.interlock.lib

mode := lib.mode(rego.metadata.chain())

deny contains lib.reason(rego.metadata.chain(), message, []) if {
	some whose in lib.reached.executions # a quiet rule costs this one lookup
	not lib.unmetered
	message := sprintf("%s has run all its %d actions", [lib.holder[whose], lib.quota[whose].executions])
}
