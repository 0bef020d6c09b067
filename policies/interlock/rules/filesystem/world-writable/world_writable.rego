# METADATA
# title: Permissions that let everybody write, or run as the owner
# description: other users and programs can replace the content, or gain the rights of its owner
# related_resources: []
# custom:
#   id: filesystem.world-writable
#   severity: high
#   mode: enforce
#   remediation: give the owner what it needs, for example 755 or u+x
package interlock.rules.filesystem["world-writable"]

import data.interlock.lib

deny contains lib.reason(rego.metadata.chain(), message, [effect]) if {
	some id in input.facts.index.files.chmod
	effect := input.facts.files[id]
	opens(effect.mode)
	message := sprintf("gives %s the mode %s", [lib.path(effect), effect.mode])
}

# Octal: the write bit of others, or setuid, setgid.
opens(mode) if regex.match(`^0*[0-7]*[2367]$`, mode)

opens(mode) if regex.match(`^0*[2-7][0-7]{3}$`, mode)

# Symbolic: others or all gain w, or anybody gains s.
opens(mode) if {
	some clause in split(mode, ",")
	regex.match(`^([ugoa]*[oa][ugoa]*|)[ugoa]*[+=][rwxXst]*w`, clause)
	not regex.match(`^[ug]+[+=]`, clause)
	not regex.match(`^[+=]`, clause)
}

opens(mode) if {
	some clause in split(mode, ",")
	regex.match(`[+=][rwxXt]*s`, clause)
}
