# METADATA
# title: Deletion of a protected tree
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
import data.interlock.lib.trees

mode := lib.mode(rego.metadata.chain())

deny contains lib.reason(rego.metadata.chain(), message, [effect]) if {
	some id in input.facts.index.files.delete
	effect := input.facts.files[id]
	trees.reaches_protected(effect)
	message := sprintf("deletes %s, which is a protected tree, lies in one or holds one", [lib.path(effect)])
}

# What is moved away is gone as well.
deny contains lib.reason(rego.metadata.chain(), message, [effect]) if {
	some id in input.facts.index.files.move
	effect := input.facts.files[id]
	moves_tree(effect)
	message := sprintf("moves %s away, which is a protected tree or holds one", [lib.path(effect)])
}

# `find / | xargs rm`: what is deleted is what a stage before lists.
deny contains lib.reason(rego.metadata.chain(), message, [effect]) if {
	some id in input.facts.index.wrapped.xargs
	xargs := input.facts.commands[input.facts.commands[id].launched_by.id]
	some deletion in input.facts.index.files.delete
	effect := input.facts.files[deletion]
	effect.by.command == id
	not effect.resolved
	some listing in input.facts.index.files.list
	listed := input.facts.files[listing]
	input.facts.commands[listed.by.command].pipeline.id == xargs.pipeline.id
	lists_system(listed)
	message := sprintf("deletes what is found in %s", [lib.path(listed)])
}

# `rm -rf "$(realpath /usr)"`, `rm -rf $(ls /)`: what a command prints that was told of a protected tree.
deny contains lib.reason(rego.metadata.chain(), message, [effect]) if {
	some id in input.facts.index.files.delete
	effect := input.facts.files[id]
	effect.path.kind == "output"
	printer := input.facts.commands[effect.path.command]
	some word in printer.operands
	names_protected(word)
	message := sprintf("deletes what `%s` prints, which was told of %s", [lib.shown(printer.name), lib.shown(word)])
}

# `xargs rm -rf < list`: whatever the file holds.
deny contains lib.reason(rego.metadata.chain(), message, [effect]) if {
	some id in input.facts.index.wrapped.xargs
	xargs := input.facts.commands[input.facts.commands[id].launched_by.id]
	xargs.stdin.source == "file"
	some deletion in input.facts.index.files.delete
	effect := input.facts.files[deletion]
	effect.by.command == id
	effect.path.kind == "unknown"
	message := "deletes whatever a file lists that was not seen"
}

# `rm -rf $(cat list)`, `cat list | xargs rm -rf`: the same, and whole trees.
deny contains lib.reason(rego.metadata.chain(), message, [effect]) if {
	some id in input.facts.index.commands.cat
	some reading in input.facts.index.files.read
	input.facts.files[reading].by.command == id
	some deletion in input.facts.index.files.delete
	effect := input.facts.files[deletion]
	effect.recursive
	takes_from(effect, id)
	message := "deletes whatever a file lists that was not seen"
}

# `while read f; do rm -rf "$f"; done < list`.
deny contains lib.reason(rego.metadata.chain(), message, [effect]) if {
	some id in input.facts.index.files.delete
	effect := input.facts.files[id]
	effect.recursive
	effect.path.kind == "unknown"
	startswith(object.get(effect.path, "why", ""), "file ")
	message := "deletes whatever a file lists that was not seen"
}

# Nothing is left of a file that is emptied: `find / -exec truncate -s 0 {} +`.
deny contains lib.reason(rego.metadata.chain(), message, [effect]) if {
	some id in input.facts.index.commands.truncate
	some write in input.facts.index.files.write
	effect := input.facts.files[write]
	effect.by.command == id
	trees.reaches_protected(object.union(effect, {"recursive": true}))
	message := sprintf("empties files in %s", [lib.path(effect)])
}

# `file.remove(list.files("/etc"))`: names of a directory, of whichever nobody can say, and only protected ones are listed.
deny contains lib.reason(rego.metadata.chain(), message, [effect]) if {
	some id in input.facts.index.files.delete
	effect := input.facts.files[id]
	effect.path.kind == "unknown"
	lib.has_call(effect)
	some listing in input.facts.index.files.list
	listed := input.facts.files[listing]
	lib.has_call(listed)
	lists_system(listed)
	message := sprintf("deletes what is found in %s", [lib.path(listed)])
}

# `find /usr -print0 | while read -d '' f; do rm "$f"; done`
deny contains lib.reason(rego.metadata.chain(), message, [effect]) if {
	some id in input.facts.index.files.list
	listed := input.facts.files[id]
	some deletion in input.facts.index.files.delete
	effect := input.facts.files[deletion]
	effect.path.kind == "unknown"
	effect.path.why == "read"
	input.facts.commands[effect.by.command].pipeline.id == input.facts.commands[listed.by.command].pipeline.id
	lists_system(listed)
	message := sprintf("deletes what is found in %s", [lib.path(listed)])
}

# `rsync --remove-source-files /etc/ x`: what was copied goes.
deny contains lib.reason(rego.metadata.chain(), message, [effect]) if {
	some id in input.facts.index.commands.rsync
	input.facts.commands[id].options["remove-source-files"]
	some reading in input.facts.index.files.read
	effect := input.facts.files[reading]
	effect.by.command == id
	trees.reaches_protected(object.union(effect, {"recursive": true}))
	message := sprintf("moves %s away, which is a protected tree, lies in one or holds one", [lib.path(effect)])
}

# `rsync --delete empty/ /home/`: all that is not in the source goes.
deny contains lib.reason(rego.metadata.chain(), message, [effect]) if {
	some id in input.facts.index.commands.rsync
	some option, _ in input.facts.commands[id].options
	startswith(option, "del")
	some write in input.facts.index.files.write
	effect := input.facts.files[write]
	effect.by.command == id
	effect.recursive
	trees.reaches_protected(effect)
	message := sprintf("deletes in %s what the source does not have", [lib.path(effect)])
}

lists_system(listed) if listed.resolved == "/"

lists_system(listed) if trees.reaches_protected(object.remove(listed, {"recursive"}))

moves_tree(effect) if trees.whole_tree(effect.resolved)

moves_tree(effect) if {
	effect.path.kind == "glob"
	trees.reaches_protected(object.union(effect, {"recursive": true}))
}

names_protected(word) if {
	word.kind == "literal"
	trees.protected_path(word.text)
}

names_protected(word) if {
	word.kind == "glob"
	trees.protected_path(regex.replace(lib.beginning(word), `[^/]*$`, ""))
}

# As the substitution or as the standard input of xargs.
takes_from(effect, id) if effect.path == {"kind": "output", "command": id}

takes_from(effect, id) if {
	xargs := input.facts.commands[input.facts.commands[effect.by.command].launched_by.id]
	input.facts.commands[id].pipeline.id == xargs.pipeline.id
}
