# METADATA
# title: Forced push
# description: it replaces what others have pushed; their work is lost without a trace on the server
# related_resources:
#   - https://git-scm.com/docs/git-push#Documentation/git-push.txt---force
#   - https://attack.mitre.org/techniques/T1485/
# custom:
#   id: git.force-push
#   severity: high
#   mode: enforce
#   remediation: push a new branch, or with --force-with-lease to a branch of your own
package interlock.rules.git["force-push"]

import data.interlock.lib
import data.interlock.lib.git

mode := lib.mode(rego.metadata.chain())

deny contains lib.reason(rego.metadata.chain(), message, [command]) if {
	some id in input.facts.index.commands.git
	command := input.facts.commands[id]
	command.operands[0].text in {"push", "send-pack"}
	some how in forced(command)
	message := sprintf("`git %s` %s", [command.operands[0].text, how])
}

# A remote whose every push is one.
deny contains lib.reason(rego.metadata.chain(), message, [setting.item]) if {
	some setting in git.settings
	regex.match(`^remote\..+\.(push|mirror)$`, setting.key)
	regex.match(`^(\+|true|1|yes|on)`, lib.beginning(setting.value))
	message := sprintf("sets `%s`, by which every push is forced", [lib.readable(setting.key)])
}

forced(command) := option_ways(command) | operand_ways(command)

option_ways(command) := {way | some option, way in ways; command.options[option]}

ways := {
	"force": "replaces what is there",
	"mirror": "makes the other side a mirror, and deletes the rest there",
	"prune": "deletes there what is not here",
}

operand_ways(command) := {way | some word in command.operands; way := way_of(command, word)}

way_of(_, word) := ways.force if startswith(lib.beginning(word), "+")

way_of(command, word) := sprintf("deletes `%s` there", [word.text]) if {
	command.options.delete
	git.protected_branch(word.text)
}

way_of(_, word) := sprintf("deletes `%s` there", [trim_prefix(word.text, ":")]) if {
	startswith(word.text, ":")
	git.protected_branch(trim_prefix(word.text, ":"))
}
