# METADATA
# title: Credentials of git
# description: a credential helper sees every password and token that git uses, and prints them when asked
# related_resources:
#   - https://git-scm.com/docs/gitcredentials
#   - https://attack.mitre.org/techniques/T1552/
# custom:
#   id: git.credential-helpers
#   severity: high
#   mode: enforce
#   remediation: use the helper of the system (cache, manager, osxkeychain, libsecret), and let git ask it
package interlock.rules.git["credential-helpers"]

import data.interlock.lib
import data.interlock.lib.git
import data.interlock.tables

mode := lib.mode(rego.metadata.chain())

deny contains lib.reason(rego.metadata.chain(), message, [setting.item]) if {
	some setting in git.settings
	regex.match(`^credential\.(.+\.)?helper$`, setting.key)
	not git.harmless(setting.value, tables.git.harmless_helpers)
	message := sprintf("gives the credentials of git to %s", [lib.shown(setting.value)])
}

# `git credential fill` and `git credential-store get` print them.
deny contains lib.reason(rego.metadata.chain(), message, [command]) if {
	some id in input.facts.index.commands.git
	command := input.facts.commands[id]
	startswith(command.operands[0].text, "credential")
	command.operands[count(command.operands) - 1].text in {"fill", "get"}
	message := "has git print stored credentials"
}

deny contains lib.reason(rego.metadata.chain(), message, [command]) if {
	some name in tables.git.helper_programs
	some id in input.facts.index.commands[name]
	command := input.facts.commands[id]
	lib.may_equal(command.argv[count(command.argv) - 1], "get")
	message := sprintf("has `%s` print stored credentials", [name])
}

# What git asks for passwords.
deny contains lib.reason(rego.metadata.chain(), message, [effect]) if {
	some danger in {"danger:git", "danger:ssh_command"}
	some id in input.facts.index.environment[danger]
	effect := input.facts.environment[id]
	effect.op == "set"
	effect.name.text in {"GIT_ASKPASS", "SSH_ASKPASS"}
	not git.harmless(effect.value, tables.git.harmless_askpass)
	message := sprintf("has git ask %s for passwords", [lib.shown(effect.value)])
}
