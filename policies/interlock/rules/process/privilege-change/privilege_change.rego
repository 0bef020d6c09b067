# METADATA
# title: Change to another user
# description: what runs with more rights is bound by fewer walls
# related_resources:
#   - https://attack.mitre.org/techniques/T1548/
# custom:
#   id: process.privilege-change
#   severity: high
#   mode: enforce
#   remediation: run it as the user you are, without sudo or its like
package interlock.rules.process["privilege-change"]

import data.interlock.lib
import data.interlock.tables

mode := lib.mode(rego.metadata.chain())

deny contains lib.reason(rego.metadata.chain(), message, [effect]) if {
	input.facts.privileges[0] # a quiet rule costs this one lookup
	some kind, gain in gains
	some id in input.facts.index.privileges[kind]
	effect := input.facts.privileges[id]
	not lib.asked(effect)
	not contained(effect)
	message := sprintf("%s %s", [lib.cause(effect), gain])
}

gains := {
	"become_user": "runs something as another user",
	"capabilities": "changes capabilities",
	"setuid": "changes the user or group it runs as",
}

deny contains lib.reason(rego.metadata.chain(), message, [command]) if {
	some name in tables.elevators
	some id in input.facts.index.commands[name]
	command := input.facts.commands[id]
	not lib.only_asks(command)
	message := sprintf("`%s` runs something as another user", [name])
}

# The same without a program: the request names the user.
deny contains lib.reason(rego.metadata.chain(), message, []) if {
	lower(input.action.user) in {"root", "0"}
	message := sprintf("asks to run as `%s`", [lib.readable(input.action.user)])
}

# Rights that a container gets are for `process.namespaces-containers`.
contained(effect) if tables.process.container_clients[input.facts.commands[effect.by.command].basename]
