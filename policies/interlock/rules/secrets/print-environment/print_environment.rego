# METADATA
# title: The environment printed
# description: secrets stand in it beside everything else
# related_resources:
#   - https://attack.mitre.org/techniques/T1082/
#   - https://attack.mitre.org/techniques/T1552/
# custom:
#   id: secrets.print-environment
#   severity: medium
#   mode: enforce
#   remediation: print the variables that you mean, by name
package interlock.rules.secrets["print-environment"]

import data.interlock.lib

mode := lib.mode(rego.metadata.chain())

deny contains lib.reason(rego.metadata.chain(), message, [command]) if {
	some name in {"env", "printenv"}
	some id in input.facts.index.commands[name]
	command := input.facts.commands[id]
	count(command.operands) == 0
	count(command.env) == 0
	not lib.only_asks(command)
	message := sprintf("`%s` prints every variable", [name])
}

deny contains lib.reason(rego.metadata.chain(), message, [command]) if {
	some id in input.facts.index.commands.set
	command := input.facts.commands[id]
	count(command.argv) == 1
	message := "`set` prints every variable"
}

deny contains lib.reason(rego.metadata.chain(), message, [command]) if {
	some name in {"export", "declare", "typeset", "readonly"}
	some id in input.facts.index.commands[name]
	command := input.facts.commands[id]
	every word in array.slice(command.argv, 1, count(command.argv)) { regex.match(`^-[px]+$`, word.text) }
	message := sprintf("`%s` prints every variable", [name])
}

deny contains lib.reason(rego.metadata.chain(), message, [command]) if {
	some id in input.facts.index.commands.compgen
	command := input.facts.commands[id]
	some word in command.argv
	regex.match(`^-[a-z]*[ve]`, word.text)
	message := "`compgen` prints the name of every variable"
}

deny contains lib.reason(rego.metadata.chain(), message, [effect]) if {
	some id in input.facts.index.environment.list
	effect := input.facts.environment[id]
	not copied(effect)
	message := sprintf("%s reads the whole environment", [lib.cause(effect)])
}

# For the environment of a program that is started next.
copied(effect) if input.facts.calls[effect.by.call].callee == "os.environ.copy"
