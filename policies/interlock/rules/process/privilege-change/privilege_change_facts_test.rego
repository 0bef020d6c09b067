# By hand: what a sample does not reach, effects of program code among it.
package interlock.rules.process["privilege-change_facts_test"]

import data.interlock.rules.process["privilege-change"] as rule
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

test_a_request_for_root_fires[user] if {
	some user in {"root", "0", "Root"}
	count(rule.deny) == 1 with input as object.union(testing.document({}), {"action": {"user": user}})
}

test_a_request_for_another_user_is_quiet if {
	count(rule.deny) == 0 with input as object.union(testing.document({}), {"action": {"user": "user"}})
}

fires := {
	"a call": {"privileges": [{"kind": "setuid"}], "calls": [{"callee": "os.setuid", "category": "process"}]},
	"a program": change("become_user", ["sudo", "ls"]),
	"capabilities": change("capabilities", ["setcap", "cap_setuid+ep", "a"]),
	"an editor": {"commands": [testing.command(["sudoedit", "/etc/hosts"])]},
}

quiet := {
	"nothing": {},
	"the version": change("become_user", ["sudo", "-V"]),
	"the version of an elevator": {"commands": [testing.command(["dzdo", "-V"])]},
	"an account": change("account", ["useradd", "eve"]),
	"a container, which another rule judges": change("capabilities", ["docker", "run"]),
}
