# By hand: what a sample does not reach.
package interlock.rules.network.scanning_facts_test

import data.interlock.rules.network.scanning as rule
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

swept(target) := {
	"commands": [object.union(testing.command(["echo"]), {"context": ["loop"], "redirects": [{"op": ">", "target": target}]})],
	"network": [{"op": "connect", "host": testing.literal("h"), "ip_class": "unknown", "parents": [], "certainty": "possible", "by": {"command": 0}}],
}

ports(n, class) := {"network": [effect |
	some port in numbers.range(1, n)
	effect := {"op": "connect", "host": testing.literal("h"), "ip_class": class, "parents": [], "port": port}
]}

hosts(n, class) := {"network": [effect |
	some i in numbers.range(1, n)
	effect := {"op": "connect", "host": testing.literal(sprintf("10.0.0.%d", [i])), "ip_class": class, "parents": []}
]}

fires := {
	"ports one after the other": swept(testing.joined([testing.literal("/dev/tcp/h/"), {"kind": "output", "command": 0}])),
	"one of many ports": swept(testing.either([testing.literal("/dev/tcp/h/1"), testing.literal("/dev/tcp/h/2")])),
	"seventeen ports": ports(17, "unknown"),
	"seventeen addresses": hosts(17, "private"),
}

quiet := {
	"nothing": {},
	"the port of a variable": swept(testing.joined([testing.literal("/dev/tcp/h/"), testing.unknown])),
	"a file": swept(testing.joined([testing.literal("/tmp/"), {"kind": "output", "command": 0}])),
	"sixteen ports": ports(16, "unknown"),
	"seventeen ports of this machine": ports(17, "loopback"),
	"seventeen names": hosts(17, "unknown"),
}
