# By hand: what a sample does not reach.
package interlock.rules.network.exfiltration_facts_test

import data.interlock.rules.network.exfiltration as rule
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

sent(file) := {"files": [file], "network": [{
	"op": "upload",
	"host": testing.literal("x.example"),
	"ip_class": "unknown",
	"parents": [],
	"sends": [0],
}]}

fires := {
	"a file of the system": sent(testing.file("read", "/etc/passwd")),
	"a key whose directory nobody knows": sent(testing.unresolved("read", testing.suffix("/id_rsa"), [])),
	"keys by a pattern": sent(testing.unresolved("read", testing.glob("*.pem"), [])),
	"all of a private directory": sent(testing.unresolved("read", testing.glob("/home/user/.ssh/*"), ["/", "/home", "/home/user", "/home/user/.ssh"])),
	"the environment": {"network": [{"op": "connect", "host": testing.literal("x.example"), "ip_class": "unknown", "parents": [], "sends_environment": true}]},
}

quiet := {
	"nothing": {},
	"a file of the task": sent(testing.file("read", "/home/user/a.csv")),
	"nobody knows which file": sent(testing.unresolved("read", testing.unknown, [])),
	"a public file of the system": sent(testing.file("read", "/etc/hostname")),
	"a public key": sent(testing.file("read", "/home/user/.ssh/id_rsa.pub")),
	"the directory of the task": sent(object.union(testing.file("read", "/home/user"), {"path": testing.literal(".")})),
}
