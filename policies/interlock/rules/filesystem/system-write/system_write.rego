# METADATA
# title: Change of a system file
# description: programs and accounts of the whole machine depend on it
# related_resources:
#   - https://attack.mitre.org/techniques/T1543/
# custom:
#   id: filesystem.system-write
#   severity: high
#   mode: enforce
#   remediation: write below the working directory or /tmp
package interlock.rules.filesystem["system-write"]

import data.interlock.lib
import data.interlock.tables

mode := lib.mode(rego.metadata.chain())

deny contains lib.reason(rego.metadata.chain(), message, [effect]) if {
	input.facts.files[0] # a quiet rule costs this one lookup
	some op in {"write", "append", "create", "move", "link", "chmod", "extract"}
	some id in input.facts.index.files[op]
	effect := input.facts.files[id]
	of_the_system(effect)
	message := sprintf("changes %s", [lib.path(effect)])
}

of_the_system(effect) if {
	some directory in effect.ancestors
	system_tree(directory)
	not disposable(effect)
	not own_process(effect)
}

of_the_system(effect) if system_tree(effect.resolved)

# Into the root itself: whatever the archive holds, wherever it goes.
of_the_system(effect) if {
	effect.resolved == "/"
	a_tree(effect)
}

# /dev has a rule of its own, filesystem.raw-device-write.
system_tree(directory) if {
	tables.system_trees[directory]
	directory != "/dev"
}

a_tree(effect) if effect.op == "extract"

a_tree(effect) if effect.recursive

disposable(effect) if {
	some directory in effect.ancestors
	tables.disposable[directory]
}

own_process(effect) if regex.match(`^/proc/(self|thread-self|[0-9]+)(/|$)`, effect.resolved)
