# METADATA
# title: A variable that makes programs run or load something
# description: it changes what every later program does
# related_resources:
#   - https://attack.mitre.org/techniques/T1574/006/
#   - https://attack.mitre.org/techniques/T1574/007/
# custom:
#   id: session.environment
#   severity: high
#   mode: enforce
#   remediation: leave loader, start-up and prompt variables unset, and /tmp out of PATH
package interlock.rules.session.environment

import data.interlock.lib
import data.interlock.tables

mode := lib.mode(rego.metadata.chain())

deny contains lib.reason(rego.metadata.chain(), message, [effect]) if {
	input.facts.environment[0] # a quiet rule costs this one lookup
	some danger, _ in tables.dangers_denied
	some id in input.facts.index.environment[concat(":", ["danger", danger])]
	effect := input.facts.environment[id]
	effect.op == "set"
	not innocent(effect)
	message := sprintf("sets %s (%s)", [lib.shown(effect.name), replace(danger, "_", " ")])
}

# Set before anything runs, where no text shows what for: programs that others start later (GIT_SSH_COMMAND, PAGER).
deny contains lib.reason(rego.metadata.chain(), message, [effect]) if {
	input.facts.environment[0]
	some danger, plain in tables.plain_settings
	some id in input.facts.index.environment[concat(":", ["danger", danger])]
	effect := input.facts.environment[id]
	input.action.env[effect.name.text] # not what the text sets for one program of its own
	not tables.harmless_variables[effect.name.text]
	not regex.match(plain, sprintf("%s=%s", [effect.name.text, effect.value.text]))
	message := sprintf("sets %s (%s) for all that runs later", [lib.shown(effect.name), replace(danger, "_", " ")])
}

# Programs by their plain names come from the first directory that has one.
deny contains lib.reason(rego.metadata.chain(), message, [effect]) if {
	some id in input.facts.index.environment["danger:path"]
	effect := input.facts.environment[id]
	effect.op == "set"
	effect.name.text == "PATH"
	some directory in split(lib.shown(effect.value), ":")
	regex.match(`^(|\.|\.\.|(/tmp|/var/tmp|/dev/shm)(/.*)?)$`, directory)
	message := sprintf("sets PATH with a directory that anything can write to: `%s`", [directory])
}

# Scripts set these for themselves all day.
innocent(effect) if tables.harmless_variables[effect.name.text]

innocent(effect) if {
	harm := tables.harmful_values[effect.name.text]
	not regex.match(harm, lib.shown(effect.value))
}
