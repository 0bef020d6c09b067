# METADATA
# title: Reading of credentials
# description: keys and tokens open other doors
# related_resources:
#   - https://attack.mitre.org/techniques/T1552/001/
#   - https://attack.mitre.org/techniques/T1552/004/
# custom:
#   id: secrets.credential-files
#   severity: high
#   mode: enforce
#   remediation: ask the operator for a credential made for the task
package interlock.rules.secrets["credential-files"]

import data.interlock.lib
import data.interlock.tables

mode := lib.mode(rego.metadata.chain())

deny contains lib.reason(rego.metadata.chain(), message, [effect]) if {
	some op in {"read", "move", "link", "execute"}
	some id in input.facts.index.files[op]
	effect := input.facts.files[id]
	credential(effect)
	message := sprintf("reads %s, which holds credentials", [lib.path(effect)])
}

credential(effect) if known_place(effect.resolved)

# Of a pattern or a path with unknown parts its end counts: `/home/*/.ssh/id_rsa`, `$HOME/.aws/credentials`.
credential(effect) if {
	not effect.resolved
	known_place(lib.ending(effect.path))
}

credential(effect) if {
	some directory in effect.ancestors
	tables.credentials.trees[directory]
}

# By a pattern, or a name nobody knows: `cat ~/.ssh/*`, `cat ~/.aws/$x`.
credential(effect) if {
	not effect.resolved
	tables.credentials.directories[basename(effect.ancestors[count(effect.ancestors) - 1])]
	not public(lib.ending(effect.path))
}

# A pattern that only looks like something else: `~/.ss?/id_r*`.
credential(effect) if {
	effect.path.kind == "glob"
	some home in {"/home/user", "/root"}
	some path in tables.credentials.typical
	lib.may_equal(effect.path, sprintf("%s/%s", [home, path]))
}

credential(effect) if {
	start := lib.beginning(effect.path)
	startswith(start, "/proc/")
	endswith(lib.ending(effect.path), "/environ")
}

known_place(path) if tables.credentials.exact[path]

known_place(path) if tables.credentials.names[basename(path)]

known_place(path) if {
	segments := split(path, "/")
	some length in {2, 3}
	tables.credentials.tails[concat("/", array.slice(segments, count(segments) - length, count(segments)))]
}

# The directory as a whole: `tar c ~/.aws`.
known_place(path) if tables.credentials.directories[basename(path)]

known_place(path) if {
	some segment in split(path, "/")
	tables.credentials.private_segments[segment]
}

# Any key by any name: `~/.ssh/deploy`.
known_place(path) if {
	regex.match(`/\.ssh/[^/]+$`, path)
	not public(path)
	not regex.match(`/(config|authorized_keys2?|environment|rc)$`, path)
}

known_place(path) if {
	regex.match(`\.(pem|key|p12|pfx|jks|keystore|kdbx|ppk)$`, path)
	not public(path)
	not shipped(path)
}

known_place(path) if regex.match(`^/proc/([0-9]+|self|thread-self)/(environ|mem)$`, path)

# Certificates and public keys are for everybody.
public(path) if {
	name := lower(basename(path))
	regex.match(`\.pub$|^known_hosts|(^|[-_.])(cert|certs|certificate|ca|cacert|cacerts|chain|fullchain|pub|public)([-_.]|$)`, name)
}

shipped(path) if {
	some tree, _ in tables.credentials.public_trees
	startswith(path, concat("", [tree, "/"]))
}

shipped(path) if contains(path, "-packages/")

basename(path) := segments[count(segments) - 1] if segments := split(path, "/")
