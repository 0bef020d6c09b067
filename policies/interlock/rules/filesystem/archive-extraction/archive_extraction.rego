# METADATA
# title: Extraction outside the working tree
# description: an archive brings files of its own choice, which replace those that are there
# related_resources:
#   - https://cwe.mitre.org/data/definitions/22.html
# custom:
#   id: filesystem.archive-extraction
#   severity: high
#   mode: enforce
#   remediation: extract into a new directory below the working directory, look at it, then copy what you need
package interlock.rules.filesystem["archive-extraction"]

import data.interlock.lib
import data.interlock.lib.trees
import data.interlock.tables

mode := lib.mode(rego.metadata.chain())

deny contains lib.reason(rego.metadata.chain(), message, [effect]) if {
	some id in input.facts.index.files.extract
	effect := input.facts.files[id]
	outside(effect)
	message := sprintf("extracts into %s, outside the working tree", [lib.path(effect)])
}

# Members with absolute names, or with `..`, go where they say.
deny contains lib.reason(rego.metadata.chain(), message, [effect]) if {
	some id in input.facts.index.files.extract
	effect := input.facts.files[id]
	some option in {"absolute-names", "absolute-paths", "absolute-filenames", "P", ":", "spf", "insecure"}
	input.facts.commands[effect.by.command].options[option]
	message := sprintf("%s lets the archive choose absolute paths", [lib.cause(effect)])
}

deny contains lib.reason(rego.metadata.chain(), message, [effect]) if {
	some id in input.facts.index.files.extract
	effect := input.facts.files[id]
	lib.may_equal(input.facts.calls[effect.by.call].kwargs.filter, "fully_trusted")
	message := "trusts the archive with absolute paths"
}

outside(effect) if effect.resolved == "/"

outside(effect) if elsewhere(effect.resolved)

# Trees at the root that no system has (`/workspace`, `/backup`) were made for the work.
outside(effect) if {
	some directory in effect.ancestors
	elsewhere(directory)
	not trees.disposable(effect)
	not of_the_session(effect)
}

# `-C ..`
outside(effect) if {
	effect.path.kind == "literal"
	lib.climbs(effect.path.text)
	not of_the_session(effect)
}

elsewhere(directory) if {
	tables.protected[directory]
	not directory in {"/", "/home"}
	not trees.home(directory)
	not of_the_session({"resolved": directory, "ancestors": []})
}

# Somebody else's home.
elsewhere(directory) if {
	trees.home(directory)
	not startswith(sprintf("%s/", [input.facts.entry.cwd]), sprintf("%s/", [directory]))
	directory != sprintf("/home/%s", [input.facts.entry.user])
}

of_the_session(effect) if effect.resolved == input.facts.entry.cwd

of_the_session(effect) if input.facts.entry.cwd in effect.ancestors
