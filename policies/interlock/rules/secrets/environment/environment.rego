# METADATA
# title: A secret of the environment that leaves it
# description: what stands in variables is for the programs that use it
# related_resources:
#   - https://attack.mitre.org/techniques/T1552/
#   - https://attack.mitre.org/techniques/T1041/
# custom:
#   id: secrets.environment
#   severity: high
#   mode: enforce
#   remediation: hand the variable to the program that needs it, without printing or sending it
package interlock.rules.secrets.environment

import data.interlock.lib
import data.interlock.tables

mode := lib.mode(rego.metadata.chain())

# As the kernel keeps it, of any process.
deny contains lib.reason(rego.metadata.chain(), message, [effect]) if {
	some id in input.facts.index.paths["/proc"]
	effect := input.facts.files[id]
	effect.op in {"read", "link", "move", "execute"}
	regex.match(`^/proc/([0-9]+|self|thread-self)/(task/[0-9]+/)?environ$`, effect.resolved)
	message := sprintf("reads %s, the environment of a process", [lib.path(effect)])
}

deny contains lib.reason(rego.metadata.chain(), message, [effect]) if {
	some id in input.facts.index.paths["/proc"]
	effect := input.facts.files[id]
	effect.op in {"read", "link", "move", "execute"}
	not effect.resolved
	endswith(lib.ending(effect.path), "/environ")
	message := sprintf("reads %s, the environment of a process", [lib.path(effect)])
}

# Printed: `echo $API_KEY`, `printenv DB_PASSWORD`, `printf %s "$TOKEN" | base64`.
deny contains lib.reason(rego.metadata.chain(), message, [command]) if {
	some printer in tables.secrets.printers
	some id in input.facts.index.commands[printer]
	command := input.facts.commands[id]
	some word in command.argv
	name := secret_in(word)
	shows(command, id)
	message := sprintf("`%s` prints %s", [printer, name])
}

deny contains lib.reason(rego.metadata.chain(), message, [command]) if {
	some id in input.facts.index.commands.printenv
	command := input.facts.commands[id]
	some operand in command.operands
	regex.match(tables.secrets.secret_name, operand.text)
	message := sprintf("`printenv` prints %s", [lib.shown(operand)])
}

secret_in(word) := name if {
	some part in pieces(word)
	part.kind == "unknown"
	startswith(part.why, "$")
	name := substring(part.why, 1, -1)
	regex.match(tables.secrets.secret_name, name)
}

pieces(word) := word.parts if word.kind == "concat"

pieces(word) := word.values if word.kind == "one_of"

pieces(word) := [word] if not word.kind in {"concat", "one_of"}

# Into a file or a program that takes it on its standard input is not shown.
shows(command, _) if {
	not kept(command)
	not command.pipeline
}

shows(command, _) if {
	not kept(command)
	command.pipeline.last
}

shows(_, id) if {
	some relay, _ in tables.secrets.relays
	some other in input.facts.index.commands[relay]
	id in input.facts.commands[other].stdin.commands
}

kept(command) if {
	some redirect in command.redirects
	redirect.op in {">", ">>", ">|", "&>", "&>>"}
	not startswith(redirect.target.text, "/dev/")
}

kept(command) if "substitution" in command.context

# Sent: the whole body of a request is one, or all of them.
deny contains lib.reason(rego.metadata.chain(), message, [effect]) if {
	some id in input.facts.index.network.upload
	effect := input.facts.network[id]
	command := input.facts.commands[effect.by.command]
	some option in tables.secrets.body_options
	name := sent(command.options[option])
	message := sprintf("%s sends %s to %s", [lib.cause(effect), name, lib.shown(effect.host)])
}

sent(value) := secret_in(value) if value.kind == "unknown"

sent(value) := "the environment" if dumps(input.facts.commands[value.command])

sent(value) := name if {
	value.kind == "concat"
	some part in value.parts
	part.kind == "output"
	dumps(input.facts.commands[part.command])
	name := "the environment"
}

# By a pipe: `env | curl -d @- …`, `printenv | base64 | nc …`.
deny contains lib.reason(rego.metadata.chain(), message, [effect]) if {
	some op in {"upload", "connect"}
	some id in input.facts.index.network[op]
	effect := input.facts.network[id]
	some first in input.facts.commands[effect.by.command].stdin.commands
	some source in ({first} | {one | some one in input.facts.commands[first].stdin.commands})
	dumps(input.facts.commands[source])
	message := sprintf("%s sends the environment to %s", [lib.cause(effect), lib.shown(effect.host)])
}

dumps(command) if {
	tables.secrets.dumpers[command.basename]
	every word in array.slice(command.argv, 1, count(command.argv)) { regex.match(`^-`, word.text) }
}

# By code.
deny contains lib.reason(rego.metadata.chain(), message, [call]) if {
	input.facts.environment[0] # a quiet rule costs this one lookup
	some id in input.facts.index.calls.environment
	call := input.facts.calls[id]
	some held in call.args
	some part in pieces(held)
	part.why == "environment"
	name := secret_read
	message := sprintf("`%s` prints %s", [lib.readable(call.callee), name])
}

deny contains lib.reason(rego.metadata.chain(), message, [call]) if {
	input.facts.environment[0]
	some id in input.facts.index.calls.network
	call := input.facts.calls[id]
	some argument in tables.secrets.body_arguments
	some part in pieces(call.kwargs[argument])
	part.why == "environment"
	name := secret_read
	message := sprintf("`%s` sends %s", [lib.readable(call.callee), name])
}

# All of it, in a cell that sends something: which value goes where is not followed.
deny contains lib.reason(rego.metadata.chain(), message, [effect]) if {
	some id in input.facts.index.environment.list
	effect := input.facts.environment[id]
	not copied(effect)
	some sent_to in input.facts.index.network.upload
	host := input.facts.network[sent_to].host
	message := sprintf("reads the whole environment and sends something to %s", [lib.shown(host)])
}

# For the environment of a program that is started next.
copied(effect) if input.facts.calls[effect.by.call].callee == "os.environ.copy"

secret_read := names[0] if {
	names := sort({effect.name.text |
		some id in input.facts.index.environment.read
		effect := input.facts.environment[id]
		regex.match(tables.secrets.secret_name, effect.name.text)
	})
}
