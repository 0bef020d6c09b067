# METADATA
# title: Too much time in the sandbox
# description: computing without end is paid for by others (mining, endless loops, forgotten servers)
# related_resources:
#   - https://owasp.org/API-Security/editions/2023/en/0xa4-unrestricted-resource-consumption/
# custom:
#   id: quota.sandbox-time
#   severity: medium
#   mode: enforce
#   remediation: end what still runs, and wait for the next hour or go on in a new session
package interlock.rules.quota["sandbox-time"]

import data.interlock.lib

mode := lib.mode(rego.metadata.chain())

deny contains lib.reason(rego.metadata.chain(), message, []) if {
	some whose in lib.reached.sandbox_s # a quiet rule costs this one lookup
	not lib.unmetered
	message := sprintf("%s has used all its %d seconds of run time", [lib.holder[whose], lib.quota[whose].sandbox_s])
}
