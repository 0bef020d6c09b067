# METADATA
# title: Reading of credentials
# description: keys and tokens open other doors
# related_resources: []
# custom:
#   id: secrets.credential-files
#   severity: high
#   mode: enforce
#   remediation: ask the operator for a credential made for the task
package interlock.rules.secrets["credential-files"]

import data.interlock.lib

deny contains lib.reason(rego.metadata.chain(), message, [effect]) if {
	some op in {"read", "move", "link", "execute"}
	some id in input.facts.index.files[op]
	effect := input.facts.files[id]
	credential(effect)
	message := sprintf("reads %s", [lib.path(effect)])
}

credential(effect) if data.interlock.tables.credentials.exact[effect.resolved]

credential(effect) if {
	segments := split(effect.resolved, "/")
	data.interlock.tables.credentials.names[segments[count(segments) - 1]]
}

credential(effect) if {
	some suffix in data.interlock.tables.credentials.suffixes
	endswith(effect.resolved, suffix)
}

credential(effect) if {
	some directory in effect.ancestors
	data.interlock.tables.credentials.trees[directory]
}

credential(effect) if regex.match(`^/proc/([0-9]+|self|thread-self)/environ$`, effect.resolved)

# The directory as a whole, or by a pattern: `cat ~/.ssh/*`, `tar c ~/.aws`.
credential(effect) if {
	some directory in data.interlock.tables.credentials.directories
	endswith(effect.resolved, concat("", ["/", directory]))
}

credential(effect) if {
	not effect.resolved
	count(effect.ancestors) > 0
	some directory in data.interlock.tables.credentials.directories
	endswith(effect.ancestors[count(effect.ancestors) - 1], concat("", ["/", directory]))
}
