# METADATA
# title: Another package index
# description: who runs the index chooses what is installed, and may serve any name
# related_resources:
#   - https://attack.mitre.org/techniques/T1195/
# custom:
#   id: packages.alternative-index
#   severity: high
#   mode: enforce
#   remediation: use the configured index, or ask for this one to be listed (`packages.indexes` of the profile)
package interlock.rules.packages["alternative-index"]

import data.interlock.lib
import data.interlock.tables

mode := lib.mode(rego.metadata.chain())

allowed := data.interlock.profiles[input.attributes.profile].packages.indexes

deny contains lib.reason(rego.metadata.chain(), message, [item]) if {
	some id in input.facts.index.packages.other_index # one ground lookup: a quiet rule costs nothing
	item := input.facts.packages[id]
	elsewhere(item.index_url)
	message := sprintf("`%s` takes %s from %s", [item.manager, lib.shown(item.name), lib.shown(item.index_url)])
}

# A list of links is an index as well.
deny contains lib.reason(rego.metadata.chain(), message, [command]) if {
	some name in tables.packages.installers
	some id in input.facts.index.commands[name]
	command := input.facts.commands[id]
	some option in {"find-links", "trusted-host", "proxy", "default-registry"}
	links(option, command.options[option])
	message := sprintf("`%s --%s` leads to %s", [name, option, lib.shown(command.options[option])])
}

# The same by a variable that the action sets itself.
deny contains lib.reason(rego.metadata.chain(), message, [effect]) if {
	some id in input.facts.index.environment["danger:proxy"]
	effect := input.facts.environment[id]
	tables.packages.index_variables[effect.name.text]
	input.facts.packages[0]
	elsewhere(effect.value)
	message := sprintf("%s sends the package manager to %s", [effect.name.text, lib.shown(effect.value)])
}

# By the manager's own settings, for all that is installed later: `npm config set registry …`.
deny contains lib.reason(rego.metadata.chain(), message, [command]) if {
	some name, keys in tables.packages.settings
	some id in input.facts.index.commands[name]
	command := input.facts.commands[id]
	command.operands[0].text in {"config", "set", "c", "configure", "sources", "source", "tap", "repo", "remote", "registry"}
	words := concat(" ", [lib.shown(word) | some word in command.operands])
	regex.match(keys, words)
	message := sprintf("`%s` changes the index for all that follows", [name])
}

deny contains lib.reason(rego.metadata.chain(), message, [command]) if {
	some name in {"add-apt-repository", "apt-add-repository"}
	some id in input.facts.index.commands[name]
	command := input.facts.commands[id]
	count(command.operands) > 0
	not command.options.remove
	message := sprintf("`%s` adds %s", [name, lib.shown(command.operands[count(command.operands) - 1])])
}

# Or by the file that holds them.
deny contains lib.reason(rego.metadata.chain(), message, [effect]) if {
	some sink in {"npm_config", "pip_config"}
	some id in input.facts.index.sinks[sink]
	effect := input.facts.files[id]
	effect.op in {"write", "append", "create", "move", "link", "extract"}
	message := sprintf("writes %s, which names the index", [lib.path(effect)])
}

# A plain word is a channel or a repository that the configuration knows.
elsewhere(value) if {
	some choice in lib.choices(value)
	not plain(choice)
	not known(choice)
}

plain(choice) if {
	choice.kind == "literal"
	regex.match(`^[A-Za-z0-9_-]*$`, choice.text)
}

known(choice) if {
	choice.kind == "literal"
	some url, true in allowed
	trim_suffix(choice.text, "/") == trim_suffix(url, "/")
}

links("find-links", value) if lib.may_match(value, `://`)

links(option, _) if option != "find-links"
