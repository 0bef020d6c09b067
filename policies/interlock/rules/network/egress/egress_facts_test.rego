# By hand: what a sample does not reach.
package interlock.rules.network.egress_facts_test

import data.interlock.rules.network.egress as rule
import data.interlock.testing

test_fires_on[note] if {
	some note, items in fires
	count(rule.deny) > 0 with input as testing.document(items)
		with data.interlock.profiles as profiles
}

test_is_quiet_on[note] if {
	some note, items in quiet
	count(rule.deny) == 0 with input as testing.document(items)
		with data.interlock.profiles as profiles
}

test_has_a_mode if rule.mode in {"enforce", "shadow"}

profiles := {"standard": {"egress": {
	"listed_only": true,
	"denied_classes": {"link_local": true, "private": false},
	"classes": {"loopback": true},
	"hosts": {"api.example": {"ports": [443]}, "any.example": {}},
	"domains": {"corp.example": {"ports": [80, 8080]}},
}}}

reached(op, host, more) := {"network": [object.union(
	{
		"op": op,
		"host": testing.literal(host),
		"ip_class": "unknown",
		"parents": array.slice([domain | some i, _ in split(host, "."); domain := concat(".", array.slice(split(host, "."), i, 10))], 1, 10),
	},
	more,
)]}

fires := {
	"a host that is not listed": reached("download", "x.example", {"scheme": "https"}),
	"another port of a listed one": reached("connect", "api.example", {"port": 22}),
	"an unknown port of a listed one": reached("connect", "api.example", {}),
	"another scheme": reached("download", "api.example", {"scheme": "http"}),
	"a port that the domain has not": reached("connect", "a.corp.example", {"port": 22}),
	"a name that ends like a listed one": reached("download", "notcorp.example", {"scheme": "http"}),
	"a host below one that is listed by itself": reached("download", "a.any.example", {"scheme": "http"}),
	"the beginning of a listed one": {"network": [{"op": "connect", "host": testing.prefix("any.example"), "ip_class": "unknown", "parents": []}]},
	"nobody knows what": {"network": [{"op": "upload", "host": testing.unknown, "ip_class": "unknown", "parents": []}]},
	"a denied class": reached("connect", "169.254.1.1", {"ip_class": "link_local"}),
	"a class that is not allowed": reached("connect", "10.0.0.1", {"ip_class": "private"}),
}

quiet := {
	"nothing": {},
	"a listed host": reached("download", "any.example", {"scheme": "ftp"}),
	"a listed host, in capitals": reached("connect", "ANY.example", {"port": 99}),
	"a listed port": reached("connect", "api.example", {"port": 443}),
	"a listed port by its scheme": reached("download", "api.example", {"scheme": "https"}),
	"a domain itself": reached("download", "corp.example", {"scheme": "http"}),
	"below a domain": reached("connect", "a.b.corp.example", {"port": 8080}),
	"an allowed class": reached("connect", "127.0.0.1", {"ip_class": "loopback"}),
	"waiting for others": reached("listen", "169.254.1.1", {"ip_class": "link_local"}),
}
