# By hand: what a sample does not reach.
package interlock.rules.git["force-push_facts_test"]

import data.interlock.rules.git["force-push"] as rule
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
	"by option": with_option(["git", "push"], "force", testing.literal("")),
	"a reference with a plus": run(["git", "push", "origin", "+x"]),
	"a branch of many": run(["git", "push", "origin", ":main"]),
	"by a setting": run(["git", "config", "remote.origin.mirror", "true"]),
}

quiet := {
	"nothing": {},
	"an ordinary one": run(["git", "push", "origin", "main"]),
	"a branch of one": run(["git", "push", "origin", ":feature"]),
	"with a lease": with_option(["git", "push"], "force-with-lease", testing.literal("")),
	"a fetch": with_option(["git", "fetch"], "force", testing.literal("")),
	"no verb at all": run(["git"]),
}
