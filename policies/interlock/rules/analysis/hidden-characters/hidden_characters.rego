# METADATA
# title: Characters that hide what a text says
# description: a reviewer sees another text than the machine
# related_resources:
#   - https://cve.mitre.org/cgi-bin/cvename.cgi?name=CVE-2021-42574
# custom:
#   id: analysis.hidden-characters
#   severity: medium
#   mode: enforce
#   remediation: remove bidirectional and invisible characters
package interlock.rules.analysis["hidden-characters"]

import data.interlock.lib

mode := lib.mode(rego.metadata.chain())

deny contains lib.reason(rego.metadata.chain(), message, [item]) if {
	some kind in {"bidi", "invisible"}
	some id in input.facts.index.text[kind]
	item := input.facts.text[id]
	message := sprintf("holds %s characters (%s)", [names[kind], lib.readable(object.get(item, "detail", "no detail"))])
}

names := {"bidi": "bidirectional", "invisible": "invisible"}
