# By hand: what a sample does not reach.
package interlock.rules.network["dns-tunnel_facts_test"]

import data.interlock.rules.network["dns-tunnel"] as rule
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

asked(host) := {"network": [{"op": "resolve", "host": host, "ip_class": "unknown", "parents": []}]}

sent(host) := {
	"files": [testing.file("read", "/home/user/a")],
	"network": [{"op": "resolve", "host": host, "ip_class": "unknown", "parents": [], "sends": [0]}],
}

fires := {
	"what a program computes of a file": sent(testing.joined([testing.unknown, testing.literal(".x.example")])),
	"behind a number": sent(testing.joined([testing.literal("n1."), testing.unknown, testing.literal(".x.example")])),
	"base64": asked(testing.literal("c2VjcmV0IHNlY3JldCBzZWNyZXQgc2VjcmV0IHNlY3JldCA9.x.example")),
}

quiet := {
	"nothing": {},
	"a name": asked(testing.literal("a.example")),
	"a long name that people give": asked(testing.literal("very-long-name-of-a-load-balancer-1234.region.example")),
	"a variable": asked(testing.joined([testing.unknown, testing.literal(".x.example")])),
	"an unknown name": sent(testing.unknown),
	"a path behind a host": sent(testing.joined([testing.literal("x.example/"), testing.unknown, testing.literal("/a")])),
}
