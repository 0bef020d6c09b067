# METADATA
# title: Too much output
# description: a flood of output fills logs and networks, and carries data out
# related_resources:
#   - https://owasp.org/API-Security/editions/2023/en/0xa4-unrestricted-resource-consumption/
# custom:
#   id: quota.output
#   severity: medium
#   mode: enforce
#   remediation: write large results to files and read what is needed of them; wait for the next hour or go on in a new session
package interlock.rules.quota.output

import data.interlock.lib

mode := lib.mode(rego.metadata.chain())

deny contains lib.reason(rego.metadata.chain(), message, []) if {
	some whose in lib.reached.output_bytes # a quiet rule costs this one lookup
	not lib.unmetered
	message := sprintf("%s has put out all its %d bytes", [lib.holder[whose], lib.quota[whose].output_bytes])
}
