# By hand: what a sample does not reach.
package interlock.rules.git["credential-helpers_facts_test"]

import data.interlock.rules.git["credential-helpers"] as rule
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
	"a helper": run(["git", "config", "credential.helper", "store"]),
	"a question for a password": run(["git", "credential", "fill"]),
	"a helper that is asked": run(["git-credential-store", "get"]),
	"what asks for passwords": variable("GIT_ASKPASS", testing.literal("/tmp/x")),
}

quiet := {
	"nothing": {},
	"the helper of the system": run(["git", "config", "credential.helper", "osxkeychain"]),
	"a helper that forgets": run(["git-credential-store", "erase"]),
	"another command": run(["git", "fetch"]),
	"nothing that asks": variable("GIT_ASKPASS", testing.literal("/bin/true")),
}
