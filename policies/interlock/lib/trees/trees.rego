# METADATA
# description: What must not go, change hands or be filled; protected trees by path, by pattern, by what holds them.
package interlock.lib.trees

import data.interlock.lib
import data.interlock.tables

# METADATA
# description: Is the path a protected tree, or a home directory?
whole_tree(path) if tables.protected[path]

whole_tree(path) if regex.match(`^/home/[^/]+$`, path)

# METADATA
# description: |
#   Does a file effect reach a protected tree? The tree as a whole: a file in a home directory is the agent's own.
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

# METADATA
# description: Does it lie where everybody keeps what may go?
disposable(effect) if {
	some directory in effect.ancestors
	tables.disposable[directory]
}

# METADATA
# description: Is this absolute path, as it is written, a protected tree or in one?
protected_path(text) if whole_tree(trimmed(text))

protected_path(text) if {
	some tree, _ in tables.protected_trees
	startswith(text, sprintf("%s/", [tree]))
	not disposable_path(text)
}

disposable_path(text) if {
	some tree, _ in tables.disposable
	startswith(text, sprintf("%s/", [tree]))
}

trimmed(text) := "/" if regex.match(`^/+$`, text)

trimmed(text) := trim_suffix(text, "/") if not regex.match(`^/+$`, text)
