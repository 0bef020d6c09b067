# By hand: what a sample does not reach.
package interlock.rules.network.upload_facts_test

import data.interlock.rules.network.upload as rule
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

sent(class) := {"files": [testing.file("read", "/home/user/a")], "network": [{
	"op": "upload",
	"host": testing.literal("x.example"),
	"ip_class": class,
	"parents": [],
	"sends": [0],
}]}

fires := {
	"a file": sent("public"),
	"the environment": {"network": [{"op": "connect", "host": testing.unknown, "ip_class": "unknown", "parents": [], "sends_environment": true}]},
}

quiet := {
	"nothing": {},
	"to this machine": sent("loopback"),
	"a request": {"network": [{"op": "upload", "host": testing.unknown, "ip_class": "unknown", "parents": []}]},
}
