# METADATA
# title: Change of accounts, groups or passwords
# description: accounts outlive the session
# related_resources:
#   - https://attack.mitre.org/techniques/T1136/
#   - https://attack.mitre.org/techniques/T1098/
# custom:
#   id: accounts.change
#   severity: high
#   mode: enforce
#   remediation: leave accounts as they are; read them with id or getent
package interlock.rules.accounts.change

import data.interlock.lib

mode := lib.mode(rego.metadata.chain())

deny contains lib.reason(rego.metadata.chain(), message, [effect]) if {
	input.facts.privileges[0] # a quiet rule costs this one lookup
	some kind, what in kinds
	some id in input.facts.index.privileges[kind]
	effect := input.facts.privileges[id]
	not lib.asked(effect)
	message := sprintf("%s changes %s", [lib.cause(effect), what])
}

kinds := {
	"account": "accounts",
	"password": "passwords",
	"group": "groups or their members",
	"sudoers": "who may become another user",
}
