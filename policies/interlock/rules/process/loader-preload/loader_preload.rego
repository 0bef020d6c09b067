# METADATA
# title: Code loaded into programs
# description: what the loader is told to load runs inside every program that starts
# related_resources:
#   - https://attack.mitre.org/techniques/T1574/006/
# custom:
#   id: process.loader-preload
#   severity: high
#   mode: enforce
#   remediation: call the program directly, and link it against the libraries it needs
package interlock.rules.process["loader-preload"]

import data.interlock.lib
import data.interlock.tables

mode := lib.mode(rego.metadata.chain())

deny contains lib.reason(rego.metadata.chain(), message, [effect]) if {
	some id in input.facts.index.environment["danger:loader"]
	effect := input.facts.environment[id]
	effect.op == "set"
	message := sprintf("sets %s, by which the loader puts other code into programs", [lib.shown(effect.name)])
}

deny contains lib.reason(rego.metadata.chain(), message, [effect]) if {
	some id in input.facts.index.sinks.loader
	effect := input.facts.files[id]
	effect.op in {"write", "append", "create", "link", "move", "delete", "extract", "mount"}
	message := sprintf("changes %s, which the loader reads for every program", [lib.path(effect)])
}

# The loader as a program starts what is not executable, where nobody looks for it.
deny contains lib.reason(rego.metadata.chain(), message, [command]) if {
	some name, ids in input.facts.index.commands
	loader(name)
	some id in ids
	command := input.facts.commands[id]
	not tables.process.loader_questions[command.argv[1].text]
	message := sprintf("`%s` starts a program through the loader", [name])
}

loader(name) if regex.match(`^ld(64|-linux[-_a-z0-9]*|-musl-[-_a-z0-9]+)?(-[0-9.]+)?\.so(\.[0-9]+)?$`, name)
