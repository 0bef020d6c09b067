# METADATA
# title: A module that is not on the list
# description: a module brings code, and reaches, of its own
# related_resources:
#   - https://attack.mitre.org/techniques/T1129/
# custom:
#   id: code.import-list
#   severity: low
#   mode: enforce
#   remediation: use a module of the list, or ask the operator to add it to `imports_allowed`
package interlock.rules.code["import-list"]

import data.interlock.lib
import data.interlock.tables

mode := lib.mode(rego.metadata.chain())

deny contains lib.reason(rego.metadata.chain(), message, [item]) if {
	input.facts.imports[0] # a quiet rule costs this one lookup
	some item in input.facts.imports
	not listed(item.module)
	message := sprintf("imports %s, which is not on the list", [lib.shown(item.module)])
}

listed(module) if {
	count(lib.choices(module)) > 0
	every choice in lib.choices(module) { allowed(choice) }
}

allowed(choice) if {
	choice.kind == "literal"
	named(choice.text)
}

named(text) if tables.code.imports_allowed[text]

named(text) if tables.code.imports_allowed[split(text, ".")[0]]

# A part of the same program, which is read where it stands.
named(text) if regex.match(`^\.{1,2}(/|[A-Za-z_]|$)`, text)
