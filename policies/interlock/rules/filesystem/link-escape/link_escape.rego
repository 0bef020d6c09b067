# METADATA
# title: Link to a protected place
# description: what is written or read through the link reaches a place that its own path does not show
# related_resources:
#   - https://cwe.mitre.org/data/definitions/59.html
# custom:
#   id: filesystem.link-escape
#   severity: high
#   mode: enforce
#   remediation: use the path itself; link to files below the working directory
package interlock.rules.filesystem["link-escape"]

import data.interlock.lib
import data.interlock.tables

mode := lib.mode(rego.metadata.chain())

deny contains lib.reason(rego.metadata.chain(), message, [effect]) if {
	some id in input.facts.index.files.link
	effect := input.facts.files[id]
	some reading in input.facts.index.files.read
	source := input.facts.files[reading]
	source.by == effect.by
	kept_apart(source)
	message := sprintf("links %s to %s", [lib.path(effect), lib.path(source)])
}

# `cp -s`, `cp -l`: copies that are links.
deny contains lib.reason(rego.metadata.chain(), message, [effect]) if {
	some id in input.facts.index.commands.cp
	some option in {"symbolic-link", "link"}
	input.facts.commands[id].options[option]
	some reading in input.facts.index.files.read
	effect := input.facts.files[reading]
	effect.by.command == id
	kept_apart(effect)
	message := sprintf("links to %s", [lib.path(effect)])
}

kept_apart(source) if closed(source.resolved)

kept_apart(source) if {
	some directory in source.ancestors
	closed_tree(directory)
	not tables.links.open[source.resolved]
}

# `find /etc -exec ln -s {} . ;`
kept_apart(source) if {
	source.path.kind in {"concat", "prefix", "glob"}
	closed(regex.replace(lib.beginning(source.path), `(.)/$`, "$1"))
}

# `ln -s "$(realpath /etc)" x`
kept_apart(source) if {
	source.path.kind == "output"
	some word in input.facts.commands[source.path.command].operands
	word.kind == "literal"
	closed(word.text)
}

closed(path) if tables.links.closed[path]

closed(path) if closed_tree(path)

# Somebody else's home.
closed(path) if {
	regex.match(`^/home/[^/]+$`, path)
	not startswith(sprintf("%s/", [input.facts.entry.cwd]), sprintf("%s/", [path]))
}

closed_tree(directory) if tables.links.closed_trees[directory]

# Credentials in a home directory.
closed_tree(directory) if regex.match(`^(/root|/home/[^/]+)/(\.ssh|\.aws|\.gnupg|\.kube|\.docker|\.azure|\.password-store|\.config/gcloud|\.config/gh)$`, directory)
