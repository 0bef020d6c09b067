# By hand: what a sample does not reach, effects of program code among it.
package interlock.rules.process["shutdown-reboot_facts_test"]

import data.interlock.rules.process["shutdown-reboot"] as rule
import data.interlock.testing

test_fires_on[note] if {
	some note, items in fires
	count(rule.deny) > 0 with input as testing.document(items)
}

test_is_quiet_on[note] if {
	some note, items in quiet
	count(rule.deny) == 0 with input as testing.document(items)
}

by(words, op, target) := {
	"commands": [testing.command(words)],
	"processes": [{"op": op, "by": {"command": 0}, "target": testing.literal(target)}],
}

run(words) := {"commands": [testing.command(words)]}

fires := {
	"a call": {"processes": [{"op": "reboot"}], "calls": [{"callee": "os.reboot", "category": "process"}]},
	"a target": run(["systemctl", "isolate", "poweroff.target"]),
	"the kernel's door": {"files": [testing.file("write", "/proc/sysrq-trigger")]},
}

quiet := {
	"nothing": {},
	"help": by(["shutdown", "--help"], "shutdown", ""),
	"a shutdown that is called off": by(["shutdown", "-c"], "shutdown", ""),
	"a target that is looked at": run(["systemctl", "status", "reboot.target"]),
	"a process": by(["kill", "1234"], "signal", "1234"),
	"the kernel's door that is read": {"files": [testing.file("read", "/proc/sysrq-trigger")]},
}
