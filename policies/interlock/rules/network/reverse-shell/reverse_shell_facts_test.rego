# By hand: what a sample does not reach, effects of program code among it.
package interlock.rules.network["reverse-shell_facts_test"]

import data.interlock.rules.network["reverse-shell"] as rule
import data.interlock.testing

test_fires_on[note] if {
	some note, items in fires
	count(rule.deny) > 0 with input as testing.document(items)
}

test_is_quiet_on[note] if {
	some note, items in quiet
	count(rule.deny) == 0 with input as testing.document(items)
}

connection := {"op": "connect", "host": testing.literal("192.0.2.1"), "ip_class": "public", "parents": []}

redirected(name, op, target) := object.union(testing.command([name]), {"redirects": [{"op": op, "target": target}]})

opened := object.union(
	testing.command(["exec"]),
	{"redirects": [{"op": "<>", "fd": 5, "target": testing.literal("/dev/tcp/192.0.2.1/4")}]},
)

shell(op, target) := {"commands": [redirected("bash", op, target)], "network": [connection]}

through(op, target) := {"commands": [opened, redirected("sh", op, target)], "network": [connection]}

calling(callee, source, language) := {
	"calls": [{"callee": callee, "category": "network"}],
	"network": [connection],
	"code": [{"source": source, "how": "stdin of sh", "language": language}],
}

# `<shell> | nc`
sent(source) := {
	"commands": [testing.command(["sh"]), object.union(testing.command(["nc"]), {"stdin": {"source": "pipe", "commands": [0]}})],
	"network": [connection],
	"code": [{"source": source, "how": "stdin of sh", "by": {"command": 0}}],
}

fires := {
	"a shell with a connection for input": shell("<", testing.literal("/dev/tcp/192.0.2.1/4")),
	"a descriptor that leads out": through("<&", testing.literal("5")),
	"a descriptor nobody knows": shell("<&", testing.unknown),
	"a connection that an interpreter reads": {"network": [object.union(connection, {"flows_to": "interpreter"})]},
	"a shell whose output is sent": sent("none"),
	"a shell beside a socket": calling("socket.socket.connect", "none", "sh"),
}

quiet := {
	"nothing": {},
	"a database client beside a socket": calling("socket.socket.connect", "none", "sql"),
	"a shell with a file for input": shell("<", testing.literal("input.txt")),
	"a descriptor that leads elsewhere": through("<&", testing.literal("3")),
	"a shell without a network": {"commands": [redirected("bash", "<&", testing.unknown)]},
	"the output of a text that is there": sent("literal"),
	"a socket without a shell": calling("socket.socket.connect", "literal", "sh"),
	"a shell beside a proxy": {
		"network": [object.union(connection, {"certainty": "possible", "by": {}})],
		"code": [{"source": "none", "how": "stdin of sh", "language": "sh"}],
	},
	"a shell beside the connection of a command": {
		"commands": [testing.command(["curl"])],
		"network": [object.union(connection, {"by": {"command": 0}})],
		"code": [{"source": "none", "how": "stdin of sh", "language": "sh"}],
	},
}

test_has_a_mode if rule.mode == "enforce"
