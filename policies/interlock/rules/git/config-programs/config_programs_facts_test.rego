# By hand: what a sample does not reach.
package interlock.rules.git["config-programs_facts_test"]

import data.interlock.rules.git["config-programs"] as rule
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
	"a key only the run knows": {"commands": [object.union(testing.command(["git"]), {"operands": [testing.literal("config"), testing.unknown, testing.unknown]})]},
	"a value only the run knows": {"commands": [object.union(testing.command(["git"]), {"operands": [testing.literal("config"), testing.literal("core.pager"), testing.unknown]})]},
	"an alias nobody knows": {"commands": [object.union(testing.command(["git"]), {"operands": [testing.literal("config"), testing.literal("alias.x"), testing.unknown]})]},
	"a file of settings": variable("GIT_CONFIG_SYSTEM", testing.literal("/tmp/x")),
	"a numbered key without a value": variable("GIT_CONFIG_KEY_0", testing.literal("core.pager")),
}

quiet := {
	"nothing": {},
	"no file of settings": variable("GIT_CONFIG_GLOBAL", testing.literal("/dev/null")),
	"an ordinary key": run(["git", "config", "user.name", "x"]),
	"a question": run(["git", "config", "core.pager"]),
	"another command": run(["git", "status"]),
}
