# METADATA
# title: A way around the walls of the sandbox
# description: a namespace, a root of one's own or a container with the host inside undoes what keeps the session apart
# related_resources:
#   - https://attack.mitre.org/techniques/T1611/
#   - https://attack.mitre.org/techniques/T1610/
# custom:
#   id: process.namespaces-containers
#   severity: high
#   mode: enforce
#   remediation: run it as it is; for a container leave privileges, host paths and host namespaces out
package interlock.rules.process["namespaces-containers"]

import data.interlock.lib
import data.interlock.tables

mode := lib.mode(rego.metadata.chain())

deny contains lib.reason(rego.metadata.chain(), message, [effect]) if {
	some id in input.facts.index.privileges.namespaces
	effect := input.facts.privileges[id]
	not lib.asked(effect)
	message := sprintf("%s enters or makes another namespace or root", [lib.cause(effect)])
}

deny contains lib.reason(rego.metadata.chain(), message, [effect]) if {
	some id in input.facts.index.privileges.capabilities
	effect := input.facts.privileges[id]
	name := input.facts.commands[effect.by.command].basename
	tables.process.container_clients[name]
	message := sprintf("`%s` gives a container rights over the host", [name])
}

deny contains lib.reason(rego.metadata.chain(), message, [command]) if {
	some name, _ in tables.process.container_makers
	some id in input.facts.index.commands[name]
	command := input.facts.commands[id]
	not lib.only_asks(command)
	not lists(command)
	message := sprintf("`%s` makes or enters a container or a root of its own", [name])
}

lists(command) if command.operands[0].text in {"list", "ps", "state", "status", "show", "list-images", "features", "spec"}

# The socket of a container engine is the root account of its host.
deny contains lib.reason(rego.metadata.chain(), message, [effect]) if {
	input.facts.files[0] # a quiet rule costs this one lookup
	some path, _ in tables.process.host_sockets
	some id in input.facts.index.paths[path]
	effect := input.facts.files[id]
	effect.op != "list"
	message := sprintf("%s reaches %s, the engine that starts containers on the host", [lib.cause(effect), lib.path(effect)])
}

deny contains lib.reason(rego.metadata.chain(), message, [effect]) if {
	some id in input.facts.index.files.mount
	effect := input.facts.files[id]
	tables.process.host_mounts[effect.resolved]
	tables.process.container_clients[input.facts.commands[effect.by.command].basename]
	message := sprintf("%s puts %s of the host into a container", [lib.cause(effect), lib.path(effect)])
}

deny contains lib.reason(rego.metadata.chain(), message, [command]) if {
	some name, _ in tables.process.container_clients
	some id in input.facts.index.commands[name]
	command := input.facts.commands[id]
	opening := opens(command)
	message := sprintf("`%s` starts a container %s", [name, opening])
}

opens(command) := "in namespaces of the host" if {
	some option in tables.process.host_namespaces
	command.options[option].text == "host"
}

opens(command) := "without its walls" if {
	some value in lib.choices(command.options["security-opt"])
	regex.match(`^(seccomp|apparmor|label|systempaths)[=:](unconfined|disable)$`, value.text)
}

opens(command) := "with rights over the host" if {
	some word in command.argv
	regex.match(`^security\.(privileged|nesting)=true$`, word.text)
}
