# METADATA
# title: Permissions that let everybody write, or run as the owner
# description: other users and programs can replace the content, or gain the rights of its owner
# related_resources:
#   - https://attack.mitre.org/techniques/T1222/002/
#   - https://attack.mitre.org/techniques/T1548/001/
# custom:
#   id: filesystem.world-writable
#   severity: high
#   mode: enforce
#   remediation: give the owner what it needs, for example 755 or u+x
package interlock.rules.filesystem["world-writable"]

import data.interlock.lib

mode := lib.mode(rego.metadata.chain())

deny contains lib.reason(rego.metadata.chain(), message, [effect]) if {
	input.facts.files[0] # a quiet rule costs this one lookup
	some op in {"chmod", "create", "write"}
	some id in input.facts.index.files[op]
	effect := input.facts.files[id]
	opens(effect.mode)
	message := sprintf("gives %s the mode %s", [lib.path(effect), lib.readable(effect.mode)])
}

# A mode that only the run knows. Of a call it is nearly always `st_mode | S_IEXEC`, so only commands are taken at their worst.
deny contains lib.reason(rego.metadata.chain(), message, [effect]) if {
	some id in input.facts.index.files.chmod
	effect := input.facts.files[id]
	effect.mode == "?"
	lib.has_command(effect)
	message := sprintf("gives %s a mode only known at run time", [lib.path(effect)])
}

# `install -m`, `mkdir -m`: the mode stands in the option.
deny contains lib.reason(rego.metadata.chain(), message, [command]) if {
	some name in {"install", "mkdir", "mkfifo", "mknod"}
	some id in input.facts.index.commands[name]
	command := input.facts.commands[id]
	some option in {"m", "mode"}
	value := command.options[option]
	opens(value.text)
	message := sprintf("`%s` makes something with the mode %s", [name, lib.shown(value)])
}

deny contains lib.reason(rego.metadata.chain(), message, [command]) if {
	some id in input.facts.index.commands.setfacl
	command := input.facts.commands[id]
	some option in {"m", "modify", "set"}
	value := command.options[option]
	lib.may_match(value, `(^|,)\s*(d(efault)?:)?o(ther)?:+[rxX-]*(w|[2367])`)
	message := sprintf("`setfacl` lets everybody write: %s", [lib.shown(value)])
}

# Octal: the write bit of others, or setuid, setgid.
opens(mode) if regex.match(`^[-+=]?0*[0-7]*[2367]$`, mode)

opens(mode) if regex.match(`^[-+=]?0*[2-7][0-7]{3}$`, mode)

# Symbolic: others or all gain w, or a copy of what user or group may. `+w` alone is bounded by the umask.
opens(mode) if {
	some clause in split(mode, ",")
	regex.match(`^[ug]*[oa][ugoa]*([-+=][rwxXstugo]*)*[+=]([rwxXst]*w|[ug])`, clause)
}

opens(mode) if {
	some clause in split(mode, ",")
	regex.match(`[+=][rwxXt]*s`, clause)
}
