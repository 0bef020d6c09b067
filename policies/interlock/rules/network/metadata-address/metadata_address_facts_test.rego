# By hand: what a sample does not reach, effects of program code among it.
package interlock.rules.network["metadata-address_facts_test"]

import data.interlock.rules.network["metadata-address"] as rule
import data.interlock.testing

test_fires_on[note] if {
	some note, items in fires
	count(rule.deny) > 0 with input as testing.document(items)
}

test_is_quiet_on[note] if {
	some note, items in quiet
	count(rule.deny) == 0 with input as testing.document(items)
}

reached(class, host) := {"network": [{
	"op": "connect",
	"host": testing.literal(host),
	"ip_class": class,
	"parents": [],
}]}

address(url) := {"network": [{
	"op": "download",
	"host": testing.unknown,
	"url": url,
	"ip_class": "unknown",
	"parents": [],
}]}

fires := {
	"a call": reached("metadata", "169.254.169.254"),
	"an address that goes on unknown": address(testing.joined([testing.literal("http://169.254.169.254/"), testing.unknown])),
	"an address that looks like a pattern": address(testing.glob("http://[FD00:ec2::254]/")),
	"a host without a URL": {"network": [{"op": "connect", "host": testing.prefix("169.254.169.254"), "ip_class": "unknown", "parents": []}]},
}

quiet := {
	"nothing": {},
	"another host": reached("public", "192.0.2.1"),
	"an unknown host": address(testing.joined([testing.literal("http://"), testing.unknown])),
	"an unknown address": {"network": [{"op": "connect", "host": testing.unknown, "ip_class": "unknown", "parents": []}]},
}

test_has_a_mode if rule.mode == "enforce"
