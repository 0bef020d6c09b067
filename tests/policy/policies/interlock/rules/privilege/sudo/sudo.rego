# METADATA
# title: Commands run with another user's rights
# description: what sudo starts is not bound by the rights of the session
# custom:
#   id: privilege.sudo
#   severity: high
#   mode: enforce
#   remediation: run the command without sudo
package interlock.rules.privilege.sudo

mode := "enforce"

deny contains reason if {
	some id in input.facts.index.commands.sudo
	command := input.facts.commands[id]
	reason := {
		"rule": "privilege.sudo",
		"title": "Commands run with another user's rights",
		"severity": "high",
		"message": "sudo starts a program with another user's rights",
		"remediation": "run the command without sudo",
		"spans": [{"unit": command.unit, "start": command.span[0], "end": command.span[1]}],
	}
}
