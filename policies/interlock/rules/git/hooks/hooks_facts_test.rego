# By hand: what a sample does not reach.
package interlock.rules.git.hooks_facts_test

import data.interlock.rules.git.hooks as rule
import data.interlock.testing

test_fires_on[note] if {
	some note, items in fires
	count(rule.deny) > 0 with input as testing.document(items)
}

test_is_quiet_on[note] if {
	some note, items in quiet
	count(rule.deny) == 0 with input as testing.document(items)
}

test_it_is_enforced if rule.mode == "enforce"

run(words) := {"commands": [testing.command(words)]}

with_option(words, option, value) := {"commands": [object.union(testing.command(words), {"options": {option: value}})]}

variable(name, value) := {"environment": [{"op": "set", "danger": "git", "name": testing.literal(name), "value": value}]}

fires := {
	"a directory of hooks": run(["git", "config", "core.hooksPath", "x"]),
	"a template": with_option(["git", "init"], "template", testing.literal("/tmp/t")),
	"a template nobody knows": with_option(["git", "clone", "u"], "template", testing.unknown),
	"a template of all repositories": variable("GIT_TEMPLATE_DIR", testing.literal("/tmp/t")),
}

quiet := {
	"nothing": {},
	"hooks that are looked up": run(["git", "config", "core.hooksPath"]),
	"no template": with_option(["git", "init"], "template", testing.literal("")),
	"a template of messages": with_option(["git", "log"], "template", testing.literal("x")),
	"another key": run(["git", "config", "user.name", "x"]),
	"no template of all": variable("GIT_TEMPLATE_DIR", testing.literal("")),
}
