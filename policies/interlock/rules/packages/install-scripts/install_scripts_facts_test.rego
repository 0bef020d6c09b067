# By hand: what a sample does not reach.
package interlock.rules.packages["install-scripts_facts_test"]

import data.interlock.rules.packages["install-scripts"] as rule
import data.interlock.testing

test_fires_on[note] if {
	some note, items in fires
	count(rule.deny) > 0 with input as testing.document(items)
}

test_is_quiet_on[note] if {
	some note, items in quiet
	count(rule.deny) == 0 with input as testing.document(items)
}

test_has_a_mode if rule.mode in {"enforce", "shadow"}

with_option(value) := {"commands": [object.union(testing.command(["npm", "install"]), {"options": {"ignore-scripts": value}})]}

fires := {
	"scripts that are asked for": with_option(testing.literal("false")),
	"nobody knows": with_option(testing.unknown),
}

quiet := {
	"nothing": {},
	"none": with_option(testing.literal("")),
	"another command": {"commands": [testing.command(["npm", "run"])]},
}
