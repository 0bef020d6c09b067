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
import data.interlock.tables

mode := lib.mode(rego.metadata.chain())

deny contains lib.reason(rego.metadata.chain(), message, [effect]) if {
	some id in input.facts.index.files.delete
	effect := input.facts.files[id]
	reaches_protected(effect)
	message := sprintf("deletes %s, which is a protected tree, lies in one or holds one", [lib.path(effect)])
}

# What is moved away is gone as well.
deny contains lib.reason(rego.metadata.chain(), message, [effect]) if {
	some id in input.facts.index.files.move
	effect := input.facts.files[id]
	whole_tree(effect.resolved)
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

# `rsync --delete empty/ /home/`: all that is not in the source goes.
deny contains lib.reason(rego.metadata.chain(), message, [effect]) if {
	some id in input.facts.index.commands.rsync
	some option, _ in input.facts.commands[id].options
	startswith(option, "del")
	some write in input.facts.index.files.write
	effect := input.facts.files[write]
	effect.by.command == id
	effect.recursive
	reaches_protected(effect)
	message := sprintf("deletes in %s what the source does not have", [lib.path(effect)])
}

whole_tree(path) if tables.protected[path]

whole_tree(path) if regex.match(`^/home/[^/]+$`, path)

# The tree as a whole: a file in a home directory is the agent's own.
reaches_protected(effect) if {
	effect.recursive
	whole_tree(effect.resolved)
}

reaches_protected(effect) if tables.protected_trees[effect.resolved]

reaches_protected(effect) if {
	some directory in effect.ancestors
	tables.protected_trees[directory]
	not disposable(effect)
}

# `/*`, `/e*`, `~/*`: the directory of the pattern is known, and what is in it goes.
reaches_protected(effect) if {
	effect.recursive
	effect.path.kind == "glob"
	directory := effect.ancestors[count(effect.ancestors) - 1]
	emptied(directory, effect.path.text)
}

# `/$x`, `~/$x`, `find / -exec rm {}`: the directory itself where the variable is empty, anything in it where it is not.
reaches_protected(effect) if {
	effect.path.kind in {"concat", "prefix"}
	start := lib.beginning(effect.path)
	whole_start(effect, start)
}

# `$x/*` and `$x/`: the root where the variable is empty. `$(pwd)/../..`: nothing but a climb from nobody knows where.
reaches_protected(effect) if {
	effect.recursive
	effect.path.kind == "concat"
	effect.path.parts[0].kind in {"unknown", "output"}
	regex.match(`^(/(\*|\.\*)?|(/\.\.)+/?\*?)$`, effect.path.parts[1].text)
	count(effect.path.parts) == 2
}

emptied(directory, _) if {
	tables.protected[directory]
	not home(directory)
}

# Of a home directory only all of it.
emptied(directory, pattern) if {
	home(directory)
	not own_work(directory, pattern)
	regex.match(`(^|/)(\.?\*|\.?\[[^\]]*\]\*)$`, pattern)
}

# `rm -rf *` where the agent works: what is visible there is its own.
own_work(directory, pattern) if {
	directory == input.facts.entry.cwd
	regex.match(`^(\./)?\*$`, pattern)
}

home(directory) if regex.match(`^/home/[^/]+$`, directory)

whole_start(_, "/")

# `find /usr -delete` says `/usr` and what is found; `/usr$x` may be `/usr` as well.
whole_start(_, start) if tables.protected_trees[trim_suffix(start, "/")]

whole_start(effect, start) if {
	effect.recursive
	endswith(start, "/")
	whole_tree(trim_suffix(start, "/"))
}

disposable(effect) if {
	some directory in effect.ancestors
	tables.disposable[directory]
}

lists_system(listed) if listed.resolved == "/"

lists_system(listed) if reaches_protected(object.remove(listed, {"recursive"}))
