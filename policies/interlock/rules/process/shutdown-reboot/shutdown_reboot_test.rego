# Written by tools/make_policy_tests.py from samples.json; do not edit.

package interlock.rules.process["shutdown-reboot_test"]

import data.interlock.rules.process["shutdown-reboot"] as rule

# "shutdown -h now"
test_fires_on_sample_0 if {
	count(rule.deny) > 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "shutdown"}, {"kind": "literal", "text": "-h"}, {"kind": "literal", "text": "now"}], "basename": "shutdown", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "shutdown"}, "operands": [{"kind": "literal", "text": "now"}], "options": {"h": {"kind": "literal", "text": ""}}, "redirects": [], "span": [0, 15], "unit": 0, "wrappers": []}], "index": {"commands": {"shutdown": [0]}, "processes": {"shutdown": [0]}}, "processes": [{"by": {"command": 0}, "certainty": "certain", "op": "shutdown", "span": [0, 15], "target": {"kind": "literal", "text": "now"}, "unit": 0}], "reading": {"opaque": []}}}
}

# "reboot"
test_fires_on_sample_1 if {
	count(rule.deny) > 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "reboot"}], "basename": "reboot", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "reboot"}, "operands": [], "options": {}, "redirects": [], "span": [0, 6], "unit": 0, "wrappers": []}], "index": {"commands": {"reboot": [0]}, "processes": {"reboot": [0]}}, "processes": [{"by": {"command": 0}, "certainty": "certain", "op": "reboot", "span": [0, 6], "unit": 0}], "reading": {"opaque": []}}}
}

# "sudo poweroff"
test_fires_on_sample_2 if {
	count(rule.deny) > 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "sudo"}, {"kind": "literal", "text": "poweroff"}], "basename": "sudo", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "sudo"}, "operands": [{"kind": "literal", "text": "poweroff"}], "options": {}, "redirects": [], "span": [0, 13], "unit": 0, "wrappers": []}, {"argv": [{"kind": "literal", "text": "poweroff"}], "basename": "poweroff", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "launched_by": {"how": "sudo", "id": 0}, "name": {"kind": "literal", "text": "poweroff"}, "operands": [], "options": {}, "privileged": true, "redirects": [], "span": [0, 13], "unit": 0, "user": "root", "wrappers": ["sudo"]}], "index": {"commands": {"poweroff": [1], "sudo": [0]}, "privileges": {"become_user": [0]}, "processes": {"shutdown": [0]}, "wrapped": {"sudo": [1]}}, "privileges": [{"by": {"command": 0}, "certainty": "certain", "kind": "become_user", "span": [0, 13], "target": {"kind": "literal", "text": "poweroff"}, "unit": 0}], "processes": [{"by": {"command": 1}, "certainty": "certain", "op": "shutdown", "span": [0, 13], "unit": 0}], "reading": {"opaque": []}}}
}

# "systemctl reboot"
test_fires_on_sample_3 if {
	count(rule.deny) > 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "systemctl"}, {"kind": "literal", "text": "reboot"}], "basename": "systemctl", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "systemctl"}, "operands": [{"kind": "literal", "text": "reboot"}], "options": {}, "redirects": [], "span": [0, 16], "unit": 0, "wrappers": []}], "index": {"commands": {"systemctl": [0]}, "processes": {"reboot": [0]}}, "processes": [{"by": {"command": 0}, "certainty": "certain", "op": "reboot", "span": [0, 16], "target": {"kind": "literal", "text": "reboot"}, "unit": 0}], "reading": {"opaque": []}}}
}

# "init 6"
test_fires_on_sample_4 if {
	count(rule.deny) > 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "init"}, {"kind": "literal", "text": "6"}], "basename": "init", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "init"}, "operands": [{"kind": "literal", "text": "6"}], "options": {}, "redirects": [], "span": [0, 6], "unit": 0, "wrappers": []}], "index": {"commands": {"init": [0]}, "processes": {"reboot": [0]}}, "processes": [{"by": {"command": 0}, "certainty": "certain", "op": "reboot", "span": [0, 6], "target": {"kind": "literal", "text": "6"}, "unit": 0}], "reading": {"opaque": []}}}
}

# "halt -f"
test_fires_on_sample_5 if {
	count(rule.deny) > 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "halt"}, {"kind": "literal", "text": "-f"}], "basename": "halt", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "halt"}, "operands": [], "options": {"f": {"kind": "literal", "text": ""}}, "redirects": [], "span": [0, 7], "unit": 0, "wrappers": []}], "index": {"commands": {"halt": [0]}, "processes": {"shutdown": [0]}}, "processes": [{"by": {"command": 0}, "certainty": "certain", "op": "shutdown", "span": [0, 7], "unit": 0}], "reading": {"opaque": []}}}
}

# "/sbin/re'bo'ot"
test_fires_on_sample_6 if {
	count(rule.deny) > 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "/sbin/reboot"}], "basename": "reboot", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "/sbin/reboot"}, "operands": [], "options": {}, "redirects": [], "span": [0, 14], "unit": 0, "wrappers": []}], "files": [{"ancestors": ["/", "/sbin"], "by": {"command": 0}, "certainty": "certain", "op": "execute", "path": {"kind": "literal", "text": "/sbin/reboot"}, "resolved": "/sbin/reboot", "sink": "path", "span": [0, 14], "unit": 0}], "index": {"commands": {"reboot": [0]}, "files": {"execute": [0]}, "paths": {"/": [0], "/sbin": [0], "/sbin/reboot": [0]}, "processes": {"reboot": [0]}, "sinks": {"path": [0]}}, "processes": [{"by": {"command": 0}, "certainty": "certain", "op": "reboot", "span": [0, 14], "unit": 0}], "reading": {"opaque": []}}}
}

# "echo b > /proc/sysrq-trigger"
test_fires_on_sample_7 if {
	count(rule.deny) > 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "echo"}, {"kind": "literal", "text": "b"}], "basename": "echo", "builtin": true, "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "echo"}, "operands": [{"kind": "literal", "text": "b"}], "options": {}, "redirects": [{"file": 0, "op": ">", "target": {"kind": "literal", "text": "/proc/sysrq-trigger"}}], "span": [0, 28], "unit": 0, "wrappers": []}], "files": [{"ancestors": ["/", "/proc"], "by": {"command": 0}, "certainty": "certain", "op": "write", "path": {"kind": "literal", "text": "/proc/sysrq-trigger"}, "resolved": "/proc/sysrq-trigger", "span": [7, 28], "unit": 0}], "index": {"commands": {"echo": [0]}, "files": {"write": [0]}, "paths": {"/": [0], "/proc": [0], "/proc/sysrq-trigger": [0]}}, "reading": {"opaque": []}}}
}

# "bash -c 'shutdown now'"
test_fires_on_sample_8 if {
	count(rule.deny) > 0 with input as {"facts": {"code": [{"by": {"command": 0}, "certainty": "certain", "child": 1, "how": "bash -c", "language": "bash", "source": "literal", "span": [8, 22], "unit": 0}], "commands": [{"argv": [{"kind": "literal", "text": "bash"}, {"kind": "literal", "text": "-c"}, {"kind": "literal", "text": "shutdown now"}], "basename": "bash", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "bash"}, "operands": [{"kind": "literal", "text": "shutdown now"}], "options": {"c": {"kind": "literal", "text": ""}}, "redirects": [], "span": [0, 22], "unit": 0, "wrappers": []}, {"argv": [{"kind": "literal", "text": "shutdown"}, {"kind": "literal", "text": "now"}], "basename": "shutdown", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "shutdown"}, "operands": [{"kind": "literal", "text": "now"}], "options": {}, "redirects": [], "span": [0, 12], "unit": 1, "wrappers": ["bash"]}], "index": {"code": {"literal": [0]}, "commands": {"bash": [0], "shutdown": [1]}, "processes": {"shutdown": [0]}, "wrapped": {"bash": [1]}}, "processes": [{"by": {"command": 1}, "certainty": "certain", "op": "shutdown", "span": [0, 12], "target": {"kind": "literal", "text": "now"}, "unit": 1}], "reading": {"opaque": []}}}
}

# "systemctl start reboot.target"
test_fires_on_sample_9 if {
	count(rule.deny) > 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "systemctl"}, {"kind": "literal", "text": "start"}, {"kind": "literal", "text": "reboot.target"}], "basename": "systemctl", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "systemctl"}, "operands": [{"kind": "literal", "text": "start"}, {"kind": "literal", "text": "reboot.target"}], "options": {}, "redirects": [], "span": [0, 29], "unit": 0, "wrappers": []}], "index": {"commands": {"systemctl": [0]}}, "reading": {"opaque": []}}}
}

# "kill -9 1"
test_fires_on_sample_10 if {
	count(rule.deny) > 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "kill"}, {"kind": "literal", "text": "-9"}, {"kind": "literal", "text": "1"}], "basename": "kill", "builtin": true, "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "kill"}, "operands": [{"kind": "literal", "text": "-9"}, {"kind": "literal", "text": "1"}], "options": {}, "redirects": [], "span": [0, 9], "unit": 0, "wrappers": []}], "index": {"commands": {"kill": [0]}, "processes": {"signal": [0]}}, "processes": [{"by": {"command": 0}, "certainty": "certain", "op": "signal", "span": [0, 9], "target": {"kind": "literal", "text": "1"}, "unit": 0}], "reading": {"opaque": []}}}
}

# "kill -9 -1"
test_fires_on_sample_11 if {
	count(rule.deny) > 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "kill"}, {"kind": "literal", "text": "-9"}, {"kind": "literal", "text": "-1"}], "basename": "kill", "builtin": true, "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "kill"}, "operands": [{"kind": "literal", "text": "-9"}, {"kind": "literal", "text": "-1"}], "options": {}, "redirects": [], "span": [0, 10], "unit": 0, "wrappers": []}], "index": {"commands": {"kill": [0]}, "processes": {"signal": [0]}}, "processes": [{"by": {"command": 0}, "certainty": "certain", "op": "signal", "span": [0, 10], "target": {"kind": "literal", "text": "-1"}, "unit": 0}], "reading": {"opaque": []}}}
}

# "import os\nos.system('reboot')"
test_fires_on_sample_12 if {
	count(rule.deny) > 0 with input as {"facts": {"calls": [{"args": [{"kind": "literal", "text": "reboot"}], "callee": "os.system", "category": "process", "certainty": "certain", "kwargs": {}, "resolved": true, "span": [10, 29], "unit": 0}], "code": [{"by": {"call": 0}, "certainty": "certain", "child": 1, "how": "os.system", "language": "sh", "source": "literal", "span": [10, 29], "unit": 0}], "commands": [{"argv": [{"kind": "literal", "text": "reboot"}], "basename": "reboot", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "reboot"}, "operands": [], "options": {}, "redirects": [], "span": [0, 6], "unit": 1, "wrappers": []}], "index": {"callees": {"os.system": [0]}, "calls": {"process": [0]}, "code": {"literal": [0]}, "commands": {"reboot": [0]}, "imports": {"os": [0]}, "processes": {"reboot": [0]}}, "processes": [{"by": {"command": 0}, "certainty": "certain", "op": "reboot", "span": [0, 6], "unit": 1}], "reading": {"opaque": []}}}
}

# "systemctl status ssh"
test_is_quiet_on_sample_0 if {
	count(rule.deny) == 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "systemctl"}, {"kind": "literal", "text": "status"}, {"kind": "literal", "text": "ssh"}], "basename": "systemctl", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "systemctl"}, "operands": [{"kind": "literal", "text": "status"}, {"kind": "literal", "text": "ssh"}], "options": {}, "redirects": [], "span": [0, 20], "unit": 0, "wrappers": []}], "index": {"commands": {"systemctl": [0]}}, "reading": {"opaque": []}}}
}

# "uptime"
test_is_quiet_on_sample_1 if {
	count(rule.deny) == 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "uptime"}], "basename": "uptime", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "uptime"}, "operands": [], "options": {}, "redirects": [], "span": [0, 6], "unit": 0, "wrappers": []}], "index": {"commands": {"uptime": [0]}}, "reading": {"opaque": []}}}
}

# "last reboot"
test_is_quiet_on_sample_2 if {
	count(rule.deny) == 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "last"}, {"kind": "literal", "text": "reboot"}], "basename": "last", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "last"}, "operands": [{"kind": "literal", "text": "reboot"}], "options": {}, "redirects": [], "span": [0, 11], "unit": 0, "wrappers": []}], "index": {"commands": {"last": [0]}}, "reading": {"opaque": []}}}
}

# "echo reboot later"
test_is_quiet_on_sample_3 if {
	count(rule.deny) == 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "echo"}, {"kind": "literal", "text": "reboot"}, {"kind": "literal", "text": "later"}], "basename": "echo", "builtin": true, "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "echo"}, "operands": [{"kind": "literal", "text": "reboot"}, {"kind": "literal", "text": "later"}], "options": {}, "redirects": [], "span": [0, 17], "unit": 0, "wrappers": []}], "index": {"commands": {"echo": [0]}}, "reading": {"opaque": []}}}
}

# "man shutdown"
test_is_quiet_on_sample_4 if {
	count(rule.deny) == 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "man"}, {"kind": "literal", "text": "shutdown"}], "basename": "man", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "man"}, "operands": [{"kind": "literal", "text": "shutdown"}], "options": {}, "redirects": [], "span": [0, 12], "unit": 0, "wrappers": []}], "index": {"commands": {"man": [0]}}, "reading": {"opaque": []}}}
}

# "grep shutdown log.txt"
test_is_quiet_on_sample_5 if {
	count(rule.deny) == 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "grep"}, {"kind": "literal", "text": "shutdown"}, {"kind": "literal", "text": "log.txt"}], "basename": "grep", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "grep"}, "operands": [{"kind": "literal", "text": "shutdown"}, {"kind": "literal", "text": "log.txt"}], "options": {}, "redirects": [], "span": [0, 21], "unit": 0, "wrappers": []}], "files": [{"ancestors": ["/", "/home", "/home/user"], "by": {"command": 0}, "certainty": "certain", "op": "read", "path": {"kind": "literal", "text": "log.txt"}, "resolved": "/home/user/log.txt", "span": [0, 21], "unit": 0}], "index": {"commands": {"grep": [0]}, "files": {"read": [0]}, "paths": {"/": [0], "/home": [0], "/home/user": [0], "/home/user/log.txt": [0]}}, "reading": {"opaque": []}}}
}

# "shutdown --help"
test_is_quiet_on_sample_6 if {
	count(rule.deny) == 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "shutdown"}, {"kind": "literal", "text": "--help"}], "basename": "shutdown", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "shutdown"}, "operands": [], "options": {"help": {"kind": "literal", "text": ""}}, "redirects": [], "span": [0, 15], "unit": 0, "wrappers": []}], "index": {"commands": {"shutdown": [0]}, "processes": {"shutdown": [0]}}, "processes": [{"by": {"command": 0}, "certainty": "certain", "op": "shutdown", "span": [0, 15], "unit": 0}], "reading": {"opaque": []}}}
}

# "shutdown -c"
test_is_quiet_on_sample_7 if {
	count(rule.deny) == 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "shutdown"}, {"kind": "literal", "text": "-c"}], "basename": "shutdown", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "shutdown"}, "operands": [], "options": {"c": {"kind": "literal", "text": ""}}, "redirects": [], "span": [0, 11], "unit": 0, "wrappers": []}], "index": {"commands": {"shutdown": [0]}, "processes": {"shutdown": [0]}}, "processes": [{"by": {"command": 0}, "certainty": "certain", "op": "shutdown", "span": [0, 11], "unit": 0}], "reading": {"opaque": []}}}
}

# "kill -9 1234"
test_is_quiet_on_sample_8 if {
	count(rule.deny) == 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "kill"}, {"kind": "literal", "text": "-9"}, {"kind": "literal", "text": "1234"}], "basename": "kill", "builtin": true, "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "kill"}, "operands": [{"kind": "literal", "text": "-9"}, {"kind": "literal", "text": "1234"}], "options": {}, "redirects": [], "span": [0, 12], "unit": 0, "wrappers": []}], "index": {"commands": {"kill": [0]}, "processes": {"signal": [0]}}, "processes": [{"by": {"command": 0}, "certainty": "certain", "op": "signal", "span": [0, 12], "target": {"kind": "literal", "text": "1234"}, "unit": 0}], "reading": {"opaque": []}}}
}

# "kill -1 1234"
test_is_quiet_on_sample_9 if {
	count(rule.deny) == 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "kill"}, {"kind": "literal", "text": "-1"}, {"kind": "literal", "text": "1234"}], "basename": "kill", "builtin": true, "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "kill"}, "operands": [{"kind": "literal", "text": "-1"}, {"kind": "literal", "text": "1234"}], "options": {}, "redirects": [], "span": [0, 12], "unit": 0, "wrappers": []}], "index": {"commands": {"kill": [0]}, "processes": {"signal": [0]}}, "processes": [{"by": {"command": 0}, "certainty": "certain", "op": "signal", "span": [0, 12], "target": {"kind": "literal", "text": "1234"}, "unit": 0}], "reading": {"opaque": []}}}
}
