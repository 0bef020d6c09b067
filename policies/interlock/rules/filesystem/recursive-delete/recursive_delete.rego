# METADATA
# title: Recursive deletion of a protected tree
# description: system trees and home roots cannot be restored from within a sandbox
# related_resources:
#   - https://attack.mitre.org/techniques/T1485/
# custom:
#   id: filesystem.recursive-delete
#   severity: critical
#   mode: enforce
#   remediation: delete the files you made, by their own paths below the working directory
package interlock.rules.filesystem["recursive-delete"]

import data.interlock.lib

deny contains lib.reason(rego.metadata.chain(), message, [effect]) if {
	some id in input.facts.index.files.delete
	effect := input.facts.files[id]
	reaches_protected(effect)
	message := sprintf("deletes %s, which is a protected tree or holds one", [lib.path(effect)])
}

# The tree itself: only as a whole, so a file in a home directory stays the agent's own.
reaches_protected(effect) if {
	effect.recursive
	data.interlock.tables.protected[effect.resolved]
}

reaches_protected(effect) if {
	some directory in effect.ancestors
	data.interlock.tables.system_trees[directory]
}

reaches_protected(effect) if data.interlock.tables.system_trees[effect.resolved]

# `/*`, `/e*`, `~/*`, `"$x"/*` behind a slash: the pattern's directory is known, and all in it goes.
reaches_protected(effect) if {
	effect.recursive
	not effect.resolved
	count(effect.ancestors) > 0
	directory := effect.ancestors[count(effect.ancestors) - 1]
	data.interlock.tables.protected[directory]
	wide(effect.path, directory)
}

# `"$x/"*` and `/$x`: what is empty when the variable is.
reaches_protected(effect) if {
	effect.recursive
	effect.path.kind == "concat"
	effect.path.parts[0].kind == "unknown"
	effect.path.parts[1].kind in {"literal", "glob"}
	regex.match(`^/(\*|\.\*)?$`, effect.path.parts[1].text)
}

wide(path, directory) if {
	path.kind == "glob"
	directory != "/home/user"
}

# In one's own home only what takes all of it.
wide(path, "/home/user") if {
	path.kind == "glob"
	regex.match(`(^|/)\.?\*$`, path.text)
}

wide(path, _) if {
	path.kind == "concat"
	path.parts[0].kind in {"literal", "glob"}
	regex.match(`^(/|/home/user/?|~/?)$`, path.parts[0].text)
}
