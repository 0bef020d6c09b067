# METADATA
# title: Sessions and their processes
# description: a session with nothing special, its end, and looking after what runs in it
# related_resources:
#   - https://csrc.nist.gov/glossary/term/least_privilege
# custom:
#   id: routine.session
#   severity: low
#   mode: enforce
#   remediation: nothing to change
package interlock.rules.routine.session

import data.interlock.lib
import data.interlock.tables

mode := lib.mode(rego.metadata.chain())

allow contains lib.reason(rego.metadata.chain(), "looks after a session", []) if {
	tables.routine.housekeeping[input.action.kind]
	data.interlock.profiles[input.attributes.profile].default != "allow" # else it need not be asked
	tables.templates[object.get(input.action, "template", "")]
	tables.users[object.get(input.action, "user", "")]
	every setting in input.facts.environment {
		not setting.danger
	}
}
