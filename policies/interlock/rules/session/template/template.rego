# METADATA
# title: A template that is not listed
# description: what an image holds and starts was decided by whoever made it
# related_resources:
#   - https://attack.mitre.org/techniques/T1204/003/
# custom:
#   id: session.template
#   severity: medium
#   mode: shadow
#   remediation: use a listed template, or have the operator list this one
package interlock.rules.session.template

import data.interlock.lib
import data.interlock.tables

mode := lib.mode(rego.metadata.chain())

deny contains lib.reason(rego.metadata.chain(), message, []) if {
	input.action.template # a quiet rule costs this one lookup
	not tables.templates[input.action.template]
	message := sprintf("asks for template `%s`, which is not listed", [lib.readable(input.action.template)])
}
