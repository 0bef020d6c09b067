# METADATA
# title: A credential in the text
# description: it is now in the records of everything that the text passes through
# related_resources:
#   - https://cwe.mitre.org/data/definitions/798.html
#   - https://attack.mitre.org/techniques/T1552/001/
# custom:
#   id: secrets.in-arguments
#   severity: high
#   mode: enforce
#   remediation: take it from a variable or a file that the operator provides, and withdraw this one
package interlock.rules.secrets["in-arguments"]

import data.interlock.lib

mode := lib.mode(rego.metadata.chain())

deny contains lib.reason(rego.metadata.chain(), message, [item]) if {
	some id in input.facts.index.text.credential
	item := input.facts.text[id]
	message := sprintf("the text holds a credential (%s)", [replace(item.detail, "_", " ")])
}
