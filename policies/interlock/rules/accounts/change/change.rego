# METADATA
# title: Change of accounts, groups or passwords
# description: accounts outlive the session
# related_resources: []
# custom:
#   id: accounts.change
#   severity: high
#   mode: enforce
#   remediation: leave accounts as they are
package interlock.rules.accounts.change

import data.interlock.lib

deny contains lib.reason(rego.metadata.chain(), message, [effect]) if {
	some kind in {"account", "password", "group", "sudoers"}
	some id in input.facts.index.privileges[kind]
	effect := input.facts.privileges[id]
	message := sprintf("changes accounts or passwords (%s)", [kind])
}
