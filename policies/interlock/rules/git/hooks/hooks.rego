# METADATA
# title: git is told to run hooks from elsewhere
# description: hooks are programs that run at commits, checkouts and merges, without being named again
# related_resources:
#   - https://git-scm.com/docs/githooks
#   - https://attack.mitre.org/techniques/T1546/
# custom:
#   id: git.hooks
#   severity: high
#   mode: enforce
#   remediation: keep hooks out of it; run the checks by their own commands
package interlock.rules.git.hooks

import data.interlock.lib
import data.interlock.lib.git
import data.interlock.tables

mode := lib.mode(rego.metadata.chain())

deny contains lib.reason(rego.metadata.chain(), message, [setting.item]) if {
	some setting in git.settings
	regex.match(tables.git.hook_keys, setting.key)
	not git.harmless(setting.value, tables.git.no_hooks)
	message := sprintf("sets `%s`: git runs hooks of %s", [lib.readable(setting.key), lib.shown(setting.value)])
}

# `git clone --template=…`: hooks of a template become those of the repository.
deny contains lib.reason(rego.metadata.chain(), message, [command]) if {
	some id in input.facts.index.commands.git
	command := input.facts.commands[id]
	value := command.options.template
	command.operands[0].text in {"init", "clone"}
	not git.harmless(value, tables.git.no_hooks)
	message := sprintf("takes the hooks of %s into the repository", [lib.shown(value)])
}

deny contains lib.reason(rego.metadata.chain(), message, [effect]) if {
	some id in input.facts.index.environment["danger:git"]
	effect := input.facts.environment[id]
	effect.op == "set"
	effect.name.text == "GIT_TEMPLATE_DIR"
	not git.harmless(effect.value, tables.git.no_hooks)
	message := sprintf("takes the hooks of %s into new repositories", [lib.shown(effect.value)])
}
