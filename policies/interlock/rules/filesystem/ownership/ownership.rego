# METADATA
# title: Change of owner of a protected tree
# description: whoever owns system files can replace them, and who lost a home can no longer work in it
# related_resources:
#   - https://attack.mitre.org/techniques/T1222/002/
# custom:
#   id: filesystem.ownership
#   severity: high
#   mode: enforce
#   remediation: change the owner of your own files, by their paths below the working directory
package interlock.rules.filesystem.ownership

import data.interlock.lib
import data.interlock.lib.trees
import data.interlock.tables

mode := lib.mode(rego.metadata.chain())

deny contains lib.reason(rego.metadata.chain(), message, [effect]) if {
	some id in input.facts.index.files.chown
	effect := input.facts.files[id]
	trees.reaches_protected(effect)
	not where_it_works(effect)
	message := sprintf("changes the owner of %s, which is a protected tree, lies in one or holds one", [lib.path(effect)])
}

# `find / -exec chown x {} +`, or the root itself.
deny contains lib.reason(rego.metadata.chain(), message, [effect]) if {
	some id in input.facts.index.files.chown
	effect := input.facts.files[id]
	not effect.recursive
	tables.protected[effect.resolved]
	not trees.home(effect.resolved)
	message := sprintf("changes the owner of %s", [lib.path(effect)])
}

# `chown -R me .`
where_it_works(effect) if {
	effect.resolved == input.facts.entry.cwd
	trees.home(effect.resolved)
	not startswith(effect.path.text, "/")
}
