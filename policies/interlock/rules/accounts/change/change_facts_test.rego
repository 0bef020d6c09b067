# By hand: what a sample does not reach, effects of program code among it.
package interlock.rules.accounts.change_facts_test

import data.interlock.rules.accounts.change as rule
import data.interlock.testing

test_fires_on[note] if {
	some note, items in fires
	count(rule.deny) > 0 with input as testing.document(items)
}

test_is_quiet_on[note] if {
	some note, items in quiet
	count(rule.deny) == 0 with input as testing.document(items)
}

change(kind, words) := {
	"commands": [testing.command(words)],
	"privileges": [{"kind": kind, "by": {"command": 0}}],
}

fires := {
	"a call": {"privileges": [{"kind": "sudoers"}]},
	"an account": change("account", ["useradd", "eve"]),
	"help as somebody's comment": change("account", ["useradd", "-c", "--help", "eve"]),
}

quiet := {
	"nothing": {},
	"help": change("account", ["useradd", "--help"]),
	"the state of a password": change("password", ["passwd", "-S", "eve"]),
	"the age of a password": change("password", ["chage", "--list", "eve"]),
	"another user": change("become_user", ["sudo", "ls"]),
}
