# METADATA
# title: git is told to run a program
# description: settings of git that name programs run them at the next harmless command, for whoever works in the repository
# related_resources:
#   - https://git-scm.com/docs/git-config
#   - https://attack.mitre.org/techniques/T1546/
# custom:
#   id: git.config-programs
#   severity: high
#   mode: enforce
#   remediation: use git's own pager, editor, transport and drivers, or ask for the setting to be made by hand
package interlock.rules.git["config-programs"]

import data.interlock.lib
import data.interlock.lib.git
import data.interlock.tables

mode := lib.mode(rego.metadata.chain())

deny contains lib.reason(rego.metadata.chain(), message, [setting.item]) if {
	some setting in git.settings
	runs(setting)
	message := sprintf("sets `%s` to %s, which git runs or reads settings from", [named(setting.key), lib.shown(setting.value)])
}

# Whole files of settings, or all of them in one variable.
deny contains lib.reason(rego.metadata.chain(), message, [effect]) if {
	some id in input.facts.index.environment["danger:git"]
	effect := input.facts.environment[id]
	effect.op == "set"
	effect.name.text in tables.git.configuration_variables
	not git.harmless(effect.value, tables.git.no_hooks)
	message := sprintf("has git take its settings from `%s`", [effect.name.text])
}

# Programs that variables name, and directories of programs.
deny contains lib.reason(rego.metadata.chain(), message, [effect]) if {
	some id in input.facts.index.environment["danger:git"]
	effect := input.facts.environment[id]
	effect.op == "set"
	effect.name.text in tables.git.program_variables
	not git.harmless(effect.value, tables.git.harmless_programs)
	message := sprintf("has git run %s (`%s`)", [lib.shown(effect.value), effect.name.text])
}

deny contains lib.reason(rego.metadata.chain(), message, [command]) if {
	some id in input.facts.index.commands.git
	command := input.facts.commands[id]
	value := command.options["exec-path"]
	not git.harmless(value, `^$`)
	message := sprintf("has git take its own programs from %s", [lib.shown(value)])
}

# A key that only the run knows may be any of them.
runs(setting) if setting.key == ""

runs(setting) if {
	regex.match(tables.git.program_keys, setting.key)
	not git.harmless(setting.value, tables.git.harmless_programs)
}

# An alias is git's own until it begins with `!`.
runs(setting) if {
	startswith(setting.key, "alias.")
	regex.match(`^(!|$)`, lib.beginning(setting.value))
	not git.harmless(setting.value, `^$`)
	not git.harmless(setting.value, tables.git.harmless_aliases)
}

runs(setting) if {
	regex.match(`^submodule\..+\.update$`, setting.key)
	startswith(lib.beginning(setting.value), "!")
}

# What is fetched from one host comes from another one.
runs(setting) if {
	regex.match(`^url\..*\.(push)?insteadof$`, setting.key)
	to := host(regex.replace(setting.key, `^url\.(.*)\.(push)?insteadof$`, "$1"))
	to != ""
	to != host(lower(lib.beginning(setting.value)))
}

# Transports that are commands.
runs(setting) if {
	regex.match(`^remote\..+\.(push)?url$`, setting.key)
	startswith(lib.beginning(setting.value), "ext::")
}

runs(setting) if {
	regex.match(`^protocol\.(ext\.)?allow$`, setting.key)
	not git.harmless(setting.value, `^(never|user)$`)
}

host(url) := regex.find_all_string_submatch_n(`^(?:[a-z+]+://)?(?:[^@/]*@)?([^/:]*)`, url, 1)[0][1]

named("") := "a key only known at run time"

named(key) := lib.readable(key) if key != ""
