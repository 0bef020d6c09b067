# METADATA
# description: What git is told by `git config`, by `-c`, by the environment.
package interlock.lib.git

import data.interlock.lib
import data.interlock.tables

# METADATA
# description: |
#   Every setting, with what sets it: `key` in lower case (empty where nobody knows), `value` as facts have values, `item`.
settings contains {"key": key_of(words[0]), "value": words[1], "item": command} if {
	some id in input.facts.index.commands.git
	command := input.facts.commands[id]
	lib.must_equal(command.operands[0], "config")
	not asks(command)
	words := array.slice(command.operands, first(command), count(command.operands))
	count(words) > 1
}

settings contains {"key": key_of(told), "value": behind(told), "item": command} if {
	some id in input.facts.index.commands.git
	command := input.facts.commands[id]
	command.options.config
	some i, word in command.argv
	told := setting(command.argv, i, word)
}

settings contains {"key": key_of(effect.value), "value": numbered(number), "item": effect} if {
	some id in input.facts.index.environment["danger:git"]
	effect := input.facts.environment[id]
	effect.op == "set"
	startswith(effect.name.text, "GIT_CONFIG_KEY_")
	number := trim_prefix(effect.name.text, "GIT_CONFIG_KEY_")
}

# METADATA
# description: Is the value known, and by itself no program that somebody else wrote (`cat`, `code --wait`, `true`)?
harmless(value, expression) if {
	every choice in lib.choices(value) {
		choice.kind == "literal"
		regex.match(expression, trim_space(choice.text))
	}
}

# METADATA
# description: The branches that many people work on.
protected_branch(name) if {
	short := regex.replace(name, `^(refs/heads/|heads/)`, "")
	regex.match(tables.git.protected_branches, short)
}

asks(command) if {
	some option in tables.git.questions
	command.options[option]
}

asks(command) if {
	command.operands[1].text in tables.git.questions
	not contains(command.operands[1].text, ".")
}

default first(_) := 1

first(command) := 2 if command.operands[1].text == "set"

setting(argv, i, word) := argv[i + 1] if {
	word.text in {"-c", "--config"}
	i + 1 < count(argv)
}

setting(_, _, word) := {"kind": "literal", "text": trim_prefix(word.text, "--config=")} if startswith(word.text, "--config=")

key_of(value) := lower(regex.replace(lib.beginning(value), `(?s)=.*`, ""))

# `key` alone is `key=true`.
behind(value) := {"kind": "literal", "text": "true"} if {
	value.kind == "literal"
	not contains(value.text, "=")
}

behind(value) := {"kind": "literal", "text": regex.replace(value.text, `(?s)^[^=]*=`, "")} if {
	value.kind == "literal"
	contains(value.text, "=")
}

behind(value) := {"kind": "prefix", "text": regex.replace(lib.beginning(value), `(?s)^[^=]*=?`, "")} if {
	value.kind != "literal"
}

default numbered(_) := {"kind": "unknown", "why": "environment"}

numbered(number) := other.value if {
	some id in input.facts.index.environment["danger:git"]
	other := input.facts.environment[id]
	other.op == "set"
	other.name.text == sprintf("GIT_CONFIG_VALUE_%s", [number])
}
