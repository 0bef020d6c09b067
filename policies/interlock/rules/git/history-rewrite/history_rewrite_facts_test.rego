# By hand: what a sample does not reach.
package interlock.rules.git["history-rewrite_facts_test"]

import data.interlock.rules.git["history-rewrite"] as rule
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

file(op, path) := {"files": [testing.file(op, path)]}

fires := {
	"every commit": run(["git", "filter-repo"]),
	"by a program": run(["bfg", "x"]),
	"the repository": file("delete", "/home/user/p/.git"),
	"what it keeps of the past": file("move", "/home/user/p/.git/logs/HEAD"),
	"a branch of many": with_option(["git", "branch", "main"], "D", testing.literal("")),
}

quiet := {
	"nothing": {},
	"a lock": file("delete", "/home/user/p/.git/index.lock"),
	"a branch of one": with_option(["git", "branch", "feature"], "D", testing.literal("")),
	"help": with_option(["git", "filter-repo"], "help", testing.literal("")),
	"a file that is read": file("read", "/home/user/p/.git/HEAD"),
	"a path nobody knows": {"files": [testing.unresolved("delete", testing.unknown, [])]},
}
