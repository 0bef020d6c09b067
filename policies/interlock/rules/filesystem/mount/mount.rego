# METADATA
# title: Mount
# description: what is mounted lies over what was there, and reaches devices and trees that the sandbox keeps apart
# related_resources:
#   - https://attack.mitre.org/techniques/T1611/
# custom:
#   id: filesystem.mount
#   severity: high
#   mode: enforce
#   remediation: work in directories that are there; give a container directories below the working directory
package interlock.rules.filesystem.mount

import data.interlock.lib
import data.interlock.lib.trees
import data.interlock.tables

mode := lib.mode(rego.metadata.chain())

deny contains lib.reason(rego.metadata.chain(), message, [effect]) if {
	some id in input.facts.index.files.mount
	effect := input.facts.files[id]
	not lib.asked(effect)
	not own_namespace(effect)
	reaches_out(effect)
	message := sprintf("%s mounts or unmounts %s", [lib.cause(effect), lib.path(effect)])
}

# A mount of a container's own namespace shows nothing that its user could not see.
own_namespace(effect) if tables.mounts.own_namespace[input.facts.commands[effect.by.command].basename]

# Devices, and what is bound to other places.
reaches_out(effect) if {
	tables.mounts.mounters[input.facts.commands[effect.by.command].basename]
	"/dev" in effect.ancestors
}

reaches_out(effect) if {
	command := input.facts.commands[effect.by.command]
	command.basename == "mount"
	some option in ["bind", "rbind", "B", "R", "move", "M"]
	command.options[option]
}

reaches_out(effect) if {
	tables.mounts.mounters[input.facts.commands[effect.by.command].basename]
	startswith(lib.beginning(effect.path), "/")
	not of_the_work(effect)
}

of_the_work(effect) if input.facts.entry.cwd in effect.ancestors

of_the_work(effect) if "/tmp" in effect.ancestors

reaches_out(effect) if tables.mounts.sockets[effect.resolved]

reaches_out(effect) if {
	trees.reaches_protected(object.union(effect, {"recursive": true}))
	not tables.mounts.shared[effect.resolved]
	not effect.resolved == input.facts.entry.cwd
}
