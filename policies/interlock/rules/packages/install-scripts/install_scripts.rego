# METADATA
# title: A package may run scripts while it is installed
# description: an installation is then the execution of code that nobody has read
# related_resources:
#   - https://attack.mitre.org/techniques/T1195/
# custom:
#   id: packages.install-scripts
#   severity: medium
#   mode: shadow
#   remediation: forbid them with `--ignore-scripts` (npm), `--only-binary` (pip) or `--no-scripts` (composer)
package interlock.rules.packages["install-scripts"]

import data.interlock.lib
import data.interlock.tables

mode := lib.mode(rego.metadata.chain())

deny contains lib.reason(rego.metadata.chain(), message, [command]) if {
	some name, manager in tables.packages.scripts
	some id in input.facts.index.commands[name]
	command := input.facts.commands[id]
	some word in command.operands
	word.text in manager.verbs
	not forbidden(command, manager)
	not lib.only_asks(command)
	message := sprintf("`%s %s` runs scripts of packages", [name, word.text])
}

forbidden(command, manager) if {
	some option in manager.options
	not lib.may_equal(command.options[option], "false")
}

forbidden(command, manager) if {
	some option in manager.variables
	lib.may_equal(command.env[option], "true")
}
