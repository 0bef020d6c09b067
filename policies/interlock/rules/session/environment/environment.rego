# METADATA
# title: A variable that makes programs run or load something
# description: it changes what every later program does
# related_resources: []
# custom:
#   id: session.environment
#   severity: high
#   mode: enforce
#   remediation: leave loader, start-up and prompt variables unset
package interlock.rules.session.environment

import data.interlock.lib

deny contains lib.reason(rego.metadata.chain(), message, [effect]) if {
	some danger in object.keys(data.interlock.tables.dangers_denied)
	key := sprintf("danger:%s", [danger])
	some id in input.facts.index.environment[key]
	effect := input.facts.environment[id]
	effect.op == "set"
	not innocent(effect)
	message := sprintf("sets %s (%s)", [lib.shown(effect.name), replace(danger, "_", " ")])
}

# Scripts set these for themselves all day.
innocent(effect) if effect.name.text in {"IFS", "PS1", "PS2", "PS4", "LESS", "MAKEFLAGS", "NODE_OPTIONS"}

innocent(effect) if {
	effect.name.text in {"PYTHONPATH", "NODE_PATH", "CLASSPATH", "JAVA_TOOL_OPTIONS", "PYTHONWARNINGS", "PYTHONUSERBASE"}
}
