# METADATA
# title: A user that is not listed
# description: another user has other rights than those that the walls were made for
# related_resources:
#   - https://attack.mitre.org/techniques/T1078/003/
# custom:
#   id: session.user
#   severity: high
#   mode: enforce
#   remediation: leave the user out, or ask for `user`
package interlock.rules.session.user

import data.interlock.lib
import data.interlock.tables

mode := lib.mode(rego.metadata.chain())

deny contains lib.reason(rego.metadata.chain(), message, []) if {
	input.action.user # a quiet rule costs this one lookup
	not tables.users[input.action.user]
	message := sprintf("asks to run as `%s`, who is not listed", [lib.readable(input.action.user)])
}
