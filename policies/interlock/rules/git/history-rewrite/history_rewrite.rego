# METADATA
# title: Rewriting or discarding of history
# description: commits that no branch and no log names cannot be brought back
# related_resources:
#   - https://git-scm.com/docs/git-filter-branch
#   - https://attack.mitre.org/techniques/T1070/
# custom:
#   id: git.history-rewrite
#   severity: high
#   mode: enforce
#   remediation: add commits (git revert); keep the old branch under another name
package interlock.rules.git["history-rewrite"]

import data.interlock.lib
import data.interlock.lib.git
import data.interlock.tables

mode := lib.mode(rego.metadata.chain())

deny contains lib.reason(rego.metadata.chain(), message, [command]) if {
	some id in input.facts.index.commands.git
	command := input.facts.commands[id]
	what := rewrites(command, command.operands[0].text)
	not lib.only_asks(command)
	not command.options.help
	message := sprintf("`git %s` %s", [command.operands[0].text, what])
}

deny contains lib.reason(rego.metadata.chain(), message, [command]) if {
	some name in tables.git.rewriting_programs
	some id in input.facts.index.commands[name]
	command := input.facts.commands[id]
	not lib.only_asks(command)
	message := sprintf("`%s` rewrites every commit", [name])
}

# The repository itself, or what it keeps of the past.
deny contains lib.reason(rego.metadata.chain(), message, [effect]) if {
	input.facts.files[0] # a quiet rule costs this one lookup
	some op in {"delete", "move"}
	some id in input.facts.index.files[op]
	effect := input.facts.files[id]
	regex.match(`(^|/)\.git(/(objects|refs|logs|packed-refs|HEAD)(/.*)?|/\*)?$`, place(effect))
	message := sprintf("deletes %s, and with it the history", [lib.path(effect)])
}

place(effect) := effect.resolved

place(effect) := lib.ending(effect.path) if not effect.resolved

rewrites(_, verb) := "rewrites every commit" if verb in tables.git.rewriters

rewrites(command, "reflog") := "forgets where branches were" if command.operands[1].text in {"expire", "delete"}

rewrites(command, "gc") := "throws away what no branch names" if command.options.prune.text in {"now", "all"}

rewrites(command, "update-ref") := "deletes a reference" if command.options.d

rewrites(command, "branch") := "deletes or replaces a branch that many work on" if {
	some option in {"D", "d", "delete", "M", "C", "f", "force"}
	command.options[option]
	some operand in array.slice(command.operands, 1, count(command.operands))
	git.protected_branch(operand.text)
}

rewrites(command, "replace") := "puts other commits in the place of those that are there" if {
	count(command.operands) > 2
	not command.options.d
	not command.options.delete
	not command.options.l
}

rewrites(command, "rebase") := "rewrites every commit" if command.options.root

rewrites(command, "fast-import") := "replaces branches" if {
	some word in command.argv
	word.text == "--force"
}
