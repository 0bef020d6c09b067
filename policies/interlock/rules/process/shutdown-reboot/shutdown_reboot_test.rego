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

# "systemctl isolate poweroff.target"
test_fires_on_sample_10 if {
	count(rule.deny) > 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "systemctl"}, {"kind": "literal", "text": "isolate"}, {"kind": "literal", "text": "poweroff.target"}], "basename": "systemctl", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "systemctl"}, "operands": [{"kind": "literal", "text": "isolate"}, {"kind": "literal", "text": "poweroff.target"}], "options": {}, "redirects": [], "span": [0, 33], "unit": 0, "wrappers": []}], "index": {"commands": {"systemctl": [0]}, "processes": {"shutdown": [0]}}, "processes": [{"by": {"command": 0}, "certainty": "certain", "op": "shutdown", "span": [0, 33], "target": {"kind": "literal", "text": "poweroff.target"}, "unit": 0}], "reading": {"opaque": []}}}
}

# "telinit 0"
test_fires_on_sample_11 if {
	count(rule.deny) > 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "telinit"}, {"kind": "literal", "text": "0"}], "basename": "telinit", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "telinit"}, "operands": [{"kind": "literal", "text": "0"}], "options": {}, "redirects": [], "span": [0, 9], "unit": 0, "wrappers": []}], "index": {"commands": {"telinit": [0]}, "processes": {"shutdown": [0]}}, "processes": [{"by": {"command": 0}, "certainty": "certain", "op": "shutdown", "span": [0, 9], "target": {"kind": "literal", "text": "0"}, "unit": 0}], "reading": {"opaque": []}}}
}

# "loginctl poweroff"
test_fires_on_sample_12 if {
	count(rule.deny) > 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "loginctl"}, {"kind": "literal", "text": "poweroff"}], "basename": "loginctl", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "loginctl"}, "operands": [{"kind": "literal", "text": "poweroff"}], "options": {}, "redirects": [], "span": [0, 17], "unit": 0, "wrappers": []}], "index": {"commands": {"loginctl": [0]}, "processes": {"shutdown": [0]}}, "processes": [{"by": {"command": 0}, "certainty": "certain", "op": "shutdown", "span": [0, 17], "target": {"kind": "literal", "text": "poweroff"}, "unit": 0}], "reading": {"opaque": []}}}
}

# "rtcwake -m off -s 60"
test_fires_on_sample_13 if {
	count(rule.deny) > 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "rtcwake"}, {"kind": "literal", "text": "-m"}, {"kind": "literal", "text": "off"}, {"kind": "literal", "text": "-s"}, {"kind": "literal", "text": "60"}], "basename": "rtcwake", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "rtcwake"}, "operands": [], "options": {"mode": {"kind": "literal", "text": "off"}, "seconds": {"kind": "literal", "text": "60"}}, "redirects": [], "span": [0, 20], "unit": 0, "wrappers": []}], "index": {"commands": {"rtcwake": [0]}, "processes": {"shutdown": [0]}}, "processes": [{"by": {"command": 0}, "certainty": "certain", "op": "shutdown", "span": [0, 20], "unit": 0}], "reading": {"opaque": []}}}
}

# "openrc-shutdown -p now"
test_fires_on_sample_14 if {
	count(rule.deny) > 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "openrc-shutdown"}, {"kind": "literal", "text": "-p"}, {"kind": "literal", "text": "now"}], "basename": "openrc-shutdown", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "openrc-shutdown"}, "operands": [{"kind": "literal", "text": "now"}], "options": {"p": {"kind": "literal", "text": ""}}, "redirects": [], "span": [0, 22], "unit": 0, "wrappers": []}], "index": {"commands": {"openrc-shutdown": [0]}, "processes": {"shutdown": [0]}}, "processes": [{"by": {"command": 0}, "certainty": "certain", "op": "shutdown", "span": [0, 22], "target": {"kind": "literal", "text": "now"}, "unit": 0}], "reading": {"opaque": []}}}
}

# "at now <<< reboot"
test_fires_on_sample_15 if {
	count(rule.deny) > 0 with input as {"facts": {"code": [{"by": {"command": 0}, "certainty": "certain", "child": 1, "how": "here-string to at", "language": "sh", "source": "computed", "span": [0, 17], "unit": 0}], "commands": [{"argv": [{"kind": "literal", "text": "at"}, {"kind": "literal", "text": "now"}], "basename": "at", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "at"}, "operands": [{"kind": "literal", "text": "now"}], "options": {}, "redirects": [{"op": "<<<", "target": {"kind": "literal", "text": "reboot\n"}}], "span": [0, 17], "stdin": {"source": "herestring", "value": {"kind": "literal", "text": "reboot\n"}}, "unit": 0, "wrappers": []}, {"argv": [{"kind": "literal", "text": "reboot"}], "basename": "reboot", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "reboot"}, "operands": [], "options": {}, "redirects": [], "span": [0, 6], "unit": 1, "wrappers": ["at"]}], "index": {"code": {"computed": [0]}, "commands": {"at": [0], "reboot": [1]}, "processes": {"reboot": [1], "schedule": [0]}, "wrapped": {"at": [1]}}, "processes": [{"by": {"command": 0}, "certainty": "certain", "op": "schedule", "span": [0, 17], "target": {"kind": "literal", "text": "now"}, "unit": 0}, {"by": {"command": 1}, "certainty": "certain", "op": "reboot", "span": [0, 6], "unit": 1}], "reading": {"opaque": []}}}
}

# "echo mem | tee /sys/power/state"
test_fires_on_sample_16 if {
	count(rule.deny) > 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "echo"}, {"kind": "literal", "text": "mem"}], "basename": "echo", "builtin": true, "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "echo"}, "operands": [{"kind": "literal", "text": "mem"}], "options": {}, "pipeline": {"id": 1, "last": false, "stage": 0}, "redirects": [], "span": [0, 8], "unit": 0, "wrappers": []}, {"argv": [{"kind": "literal", "text": "tee"}, {"kind": "literal", "text": "/sys/power/state"}], "basename": "tee", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "tee"}, "operands": [{"kind": "literal", "text": "/sys/power/state"}], "options": {}, "pipeline": {"id": 1, "last": true, "stage": 1}, "redirects": [], "span": [11, 31], "stdin": {"commands": [0], "source": "pipe"}, "unit": 0, "wrappers": []}], "files": [{"ancestors": ["/", "/sys", "/sys/power"], "by": {"command": 1}, "certainty": "certain", "op": "write", "path": {"kind": "literal", "text": "/sys/power/state"}, "resolved": "/sys/power/state", "span": [11, 31], "unit": 0}], "index": {"commands": {"echo": [0], "tee": [1]}, "files": {"write": [0]}, "paths": {"/": [0], "/sys": [0], "/sys/power": [0], "/sys/power/state": [0]}}, "reading": {"opaque": []}}}
}

# "dbus-send --system --print-reply --dest=org.freedesktop.login1 /org/freedesktop/login1 org.freedesktop.login1.Manager.PowerOff boolean:true"
test_fires_on_sample_17 if {
	count(rule.deny) > 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "dbus-send"}, {"kind": "literal", "text": "--system"}, {"kind": "literal", "text": "--print-reply"}, {"kind": "literal", "text": "--dest=org.freedesktop.login1"}, {"kind": "literal", "text": "/org/freedesktop/login1"}, {"kind": "literal", "text": "org.freedesktop.login1.Manager.PowerOff"}, {"kind": "literal", "text": "boolean:true"}], "basename": "dbus-send", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "dbus-send"}, "operands": [{"kind": "literal", "text": "/org/freedesktop/login1"}, {"kind": "literal", "text": "org.freedesktop.login1.Manager.PowerOff"}, {"kind": "literal", "text": "boolean:true"}], "options": {"dest": {"kind": "literal", "text": "org.freedesktop.login1"}, "print-reply": {"kind": "literal", "text": ""}, "system": {"kind": "literal", "text": ""}}, "redirects": [], "span": [0, 139], "unit": 0, "wrappers": []}], "index": {"commands": {"dbus-send": [0]}}, "reading": {"opaque": []}}}
}

# "busctl call org.freedesktop.login1 /org/freedesktop/login1 org.freedesktop.login1.Manager Reboot b true"
test_fires_on_sample_18 if {
	count(rule.deny) > 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "busctl"}, {"kind": "literal", "text": "call"}, {"kind": "literal", "text": "org.freedesktop.login1"}, {"kind": "literal", "text": "/org/freedesktop/login1"}, {"kind": "literal", "text": "org.freedesktop.login1.Manager"}, {"kind": "literal", "text": "Reboot"}, {"kind": "literal", "text": "b"}, {"kind": "literal", "text": "true"}], "basename": "busctl", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "busctl"}, "operands": [{"kind": "literal", "text": "call"}, {"kind": "literal", "text": "org.freedesktop.login1"}, {"kind": "literal", "text": "/org/freedesktop/login1"}, {"kind": "literal", "text": "org.freedesktop.login1.Manager"}, {"kind": "literal", "text": "Reboot"}, {"kind": "literal", "text": "b"}, {"kind": "literal", "text": "true"}], "options": {}, "redirects": [], "span": [0, 103], "unit": 0, "wrappers": []}], "index": {"commands": {"busctl": [0]}}, "reading": {"opaque": []}}}
}

# "gdbus call --system --dest org.freedesktop.systemd1 --object-path /org/freedesktop/systemd1 --method org.freedesktop.systemd1.Manager.StartUnit poweroff.target replace"
test_fires_on_sample_19 if {
	count(rule.deny) > 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "gdbus"}, {"kind": "literal", "text": "call"}, {"kind": "literal", "text": "--system"}, {"kind": "literal", "text": "--dest"}, {"kind": "literal", "text": "org.freedesktop.systemd1"}, {"kind": "literal", "text": "--object-path"}, {"kind": "literal", "text": "/org/freedesktop/systemd1"}, {"kind": "literal", "text": "--method"}, {"kind": "literal", "text": "org.freedesktop.systemd1.Manager.StartUnit"}, {"kind": "literal", "text": "poweroff.target"}, {"kind": "literal", "text": "replace"}], "basename": "gdbus", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "gdbus"}, "operands": [{"kind": "literal", "text": "call"}, {"kind": "literal", "text": "org.freedesktop.systemd1"}, {"kind": "literal", "text": "/org/freedesktop/systemd1"}, {"kind": "literal", "text": "org.freedesktop.systemd1.Manager.StartUnit"}, {"kind": "literal", "text": "poweroff.target"}, {"kind": "literal", "text": "replace"}], "options": {"dest": {"kind": "literal", "text": ""}, "method": {"kind": "literal", "text": ""}, "object-path": {"kind": "literal", "text": ""}, "system": {"kind": "literal", "text": ""}}, "redirects": [], "span": [0, 167], "unit": 0, "wrappers": []}], "index": {"commands": {"gdbus": [0]}}, "reading": {"opaque": []}}}
}

# "import os\nos.system('reboot')"
test_fires_on_sample_20 if {
	count(rule.deny) > 0 with input as {"facts": {"calls": [{"args": [{"kind": "literal", "text": "reboot"}], "callee": "os.system", "category": "process", "certainty": "certain", "kwargs": {}, "resolved": true, "span": [10, 29], "unit": 0}], "code": [{"by": {"call": 0}, "certainty": "certain", "child": 1, "how": "os.system", "language": "sh", "source": "literal", "span": [10, 29], "unit": 0}], "commands": [{"argv": [{"kind": "literal", "text": "reboot"}], "basename": "reboot", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "reboot"}, "operands": [], "options": {}, "redirects": [], "span": [0, 6], "unit": 1, "wrappers": []}], "index": {"callees": {"os.system": [0]}, "calls": {"process": [0]}, "code": {"literal": [0]}, "commands": {"reboot": [0]}, "imports": {"os": [0]}, "processes": {"reboot": [0]}}, "processes": [{"by": {"command": 0}, "certainty": "certain", "op": "reboot", "span": [0, 6], "unit": 1}], "reading": {"opaque": []}}}
}

# "import subprocess\nsubprocess.run(['systemctl', 'power' + 'off'])"
test_fires_on_sample_21 if {
	count(rule.deny) > 0 with input as {"facts": {"calls": [{"args": [{"kind": "unknown", "why": ""}], "callee": "subprocess.run", "category": "process", "certainty": "certain", "kwargs": {}, "resolved": true, "span": [18, 64], "unit": 0}], "code": [{"by": {"call": 0}, "certainty": "certain", "child": 1, "how": "subprocess.run", "language": "sh", "source": "computed", "span": [18, 64], "unit": 0}], "commands": [{"argv": [{"kind": "literal", "text": "systemctl"}, {"kind": "literal", "text": "poweroff"}], "basename": "systemctl", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "systemctl"}, "operands": [{"kind": "literal", "text": "poweroff"}], "options": {}, "redirects": [], "span": [0, 18], "unit": 1, "wrappers": []}], "index": {"callees": {"subprocess.run": [0]}, "calls": {"process": [0]}, "code": {"computed": [0]}, "commands": {"systemctl": [0]}, "imports": {"subprocess": [0]}, "processes": {"shutdown": [0]}}, "processes": [{"by": {"command": 0}, "certainty": "certain", "op": "shutdown", "span": [0, 18], "target": {"kind": "literal", "text": "poweroff"}, "unit": 1}], "reading": {"opaque": []}}}
}

# "require('child_process').exec('shutdown -r now')"
test_fires_on_sample_22 if {
	count(rule.deny) > 0 with input as {"facts": {"calls": [{"args": [{"kind": "literal", "text": "child_process"}], "callee": "require", "category": "introspection", "certainty": "certain", "kwargs": {}, "resolved": true, "span": [0, 24], "unit": 0}, {"args": [{"kind": "literal", "text": "shutdown -r now"}], "callee": "child_process.exec", "category": "process", "certainty": "certain", "kwargs": {}, "resolved": true, "span": [0, 48], "unit": 0}], "code": [{"by": {"call": 1}, "certainty": "certain", "child": 1, "how": "child_process.exec", "language": "sh", "source": "literal", "span": [0, 48], "unit": 0}], "commands": [{"argv": [{"kind": "literal", "text": "shutdown"}, {"kind": "literal", "text": "-r"}, {"kind": "literal", "text": "now"}], "basename": "shutdown", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "shutdown"}, "operands": [{"kind": "literal", "text": "now"}], "options": {"r": {"kind": "literal", "text": ""}}, "redirects": [], "span": [0, 15], "unit": 1, "wrappers": []}], "index": {"callees": {"child_process.exec": [1], "require": [0]}, "calls": {"introspection": [0], "process": [1]}, "code": {"literal": [0]}, "commands": {"shutdown": [0]}, "imports": {"child_process": [0]}, "processes": {"shutdown": [0]}}, "processes": [{"by": {"command": 0}, "certainty": "certain", "op": "shutdown", "span": [0, 15], "target": {"kind": "literal", "text": "now"}, "unit": 1}], "reading": {"opaque": []}}}
}

# "open('/proc/sysrq-trigger', 'w').write('b')"
test_fires_on_sample_23 if {
	count(rule.deny) > 0 with input as {"facts": {"calls": [{"args": [{"kind": "literal", "text": "/proc/sysrq-trigger"}, {"kind": "literal", "text": "w"}], "callee": "open", "category": "file", "certainty": "certain", "kwargs": {}, "resolved": true, "span": [0, 32], "unit": 0}], "files": [{"ancestors": ["/", "/proc"], "by": {"call": 0}, "certainty": "certain", "op": "write", "path": {"kind": "literal", "text": "/proc/sysrq-trigger"}, "resolved": "/proc/sysrq-trigger", "span": [0, 32], "unit": 0}], "index": {"callees": {"open": [0]}, "calls": {"file": [0]}, "files": {"write": [0]}, "paths": {"/": [0], "/proc": [0], "/proc/sysrq-trigger": [0]}}, "reading": {"opaque": []}}}
}

# "an argument vector"
test_fires_on_sample_24 if {
	count(rule.deny) > 0 with input as {"action": {"argv": ["reboot"], "kind": "start_process", "timeout_s": 0.0}, "facts": {"commands": [{"argv": [{"kind": "literal", "text": "reboot"}], "basename": "reboot", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "reboot"}, "operands": [], "options": {}, "redirects": [], "span": [0, 6], "unit": 0, "wrappers": []}], "index": {"commands": {"reboot": [0]}, "processes": {"reboot": [0]}}, "processes": [{"by": {"command": 0}, "certainty": "certain", "op": "reboot", "span": [0, 6], "unit": 0}], "reading": {"opaque": []}}}
}

# "systemctl status nginx"
test_is_quiet_on_sample_0 if {
	count(rule.deny) == 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "systemctl"}, {"kind": "literal", "text": "status"}, {"kind": "literal", "text": "nginx"}], "basename": "systemctl", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "systemctl"}, "operands": [{"kind": "literal", "text": "status"}, {"kind": "literal", "text": "nginx"}], "options": {}, "redirects": [], "span": [0, 22], "unit": 0, "wrappers": []}], "index": {"commands": {"systemctl": [0]}}, "reading": {"opaque": []}}}
}

# "systemctl restart nginx"
test_is_quiet_on_sample_1 if {
	count(rule.deny) == 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "systemctl"}, {"kind": "literal", "text": "restart"}, {"kind": "literal", "text": "nginx"}], "basename": "systemctl", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "systemctl"}, "operands": [{"kind": "literal", "text": "restart"}, {"kind": "literal", "text": "nginx"}], "options": {}, "redirects": [], "span": [0, 23], "unit": 0, "wrappers": []}], "index": {"commands": {"systemctl": [0]}}, "reading": {"opaque": []}}}
}

# "echo reboot"
test_is_quiet_on_sample_2 if {
	count(rule.deny) == 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "echo"}, {"kind": "literal", "text": "reboot"}], "basename": "echo", "builtin": true, "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "echo"}, "operands": [{"kind": "literal", "text": "reboot"}], "options": {}, "redirects": [], "span": [0, 11], "unit": 0, "wrappers": []}], "index": {"commands": {"echo": [0]}}, "reading": {"opaque": []}}}
}

# "grep -r shutdown src"
test_is_quiet_on_sample_3 if {
	count(rule.deny) == 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "grep"}, {"kind": "literal", "text": "-r"}, {"kind": "literal", "text": "shutdown"}, {"kind": "literal", "text": "src"}], "basename": "grep", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "grep"}, "operands": [{"kind": "literal", "text": "shutdown"}, {"kind": "literal", "text": "src"}], "options": {"recursive": {"kind": "literal", "text": ""}}, "redirects": [], "span": [0, 20], "unit": 0, "wrappers": []}], "files": [{"ancestors": ["/", "/home", "/home/user"], "by": {"command": 0}, "certainty": "certain", "op": "read", "path": {"kind": "literal", "text": "src"}, "resolved": "/home/user/src", "span": [0, 20], "unit": 0}], "index": {"commands": {"grep": [0]}, "files": {"read": [0]}, "paths": {"/": [0], "/home": [0], "/home/user": [0], "/home/user/src": [0]}}, "reading": {"opaque": []}}}
}

# "uptime"
test_is_quiet_on_sample_4 if {
	count(rule.deny) == 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "uptime"}], "basename": "uptime", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "uptime"}, "operands": [], "options": {}, "redirects": [], "span": [0, 6], "unit": 0, "wrappers": []}], "index": {"commands": {"uptime": [0]}}, "reading": {"opaque": []}}}
}

# "last reboot"
test_is_quiet_on_sample_5 if {
	count(rule.deny) == 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "last"}, {"kind": "literal", "text": "reboot"}], "basename": "last", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "last"}, "operands": [{"kind": "literal", "text": "reboot"}], "options": {}, "redirects": [], "span": [0, 11], "unit": 0, "wrappers": []}], "index": {"commands": {"last": [0]}}, "reading": {"opaque": []}}}
}

# "shutdown -c"
test_is_quiet_on_sample_6 if {
	count(rule.deny) == 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "shutdown"}, {"kind": "literal", "text": "-c"}], "basename": "shutdown", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "shutdown"}, "operands": [], "options": {"c": {"kind": "literal", "text": ""}}, "redirects": [], "span": [0, 11], "unit": 0, "wrappers": []}], "index": {"commands": {"shutdown": [0]}, "processes": {"shutdown": [0]}}, "processes": [{"by": {"command": 0}, "certainty": "certain", "op": "shutdown", "span": [0, 11], "unit": 0}], "reading": {"opaque": []}}}
}

# "shutdown --help"
test_is_quiet_on_sample_7 if {
	count(rule.deny) == 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "shutdown"}, {"kind": "literal", "text": "--help"}], "basename": "shutdown", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "shutdown"}, "operands": [], "options": {"help": {"kind": "literal", "text": ""}}, "redirects": [], "span": [0, 15], "unit": 0, "wrappers": []}], "index": {"commands": {"shutdown": [0]}, "processes": {"shutdown": [0]}}, "processes": [{"by": {"command": 0}, "certainty": "certain", "op": "shutdown", "span": [0, 15], "unit": 0}], "reading": {"opaque": []}}}
}

# "systemctl status reboot.target"
test_is_quiet_on_sample_8 if {
	count(rule.deny) == 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "systemctl"}, {"kind": "literal", "text": "status"}, {"kind": "literal", "text": "reboot.target"}], "basename": "systemctl", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "systemctl"}, "operands": [{"kind": "literal", "text": "status"}, {"kind": "literal", "text": "reboot.target"}], "options": {}, "redirects": [], "span": [0, 30], "unit": 0, "wrappers": []}], "index": {"commands": {"systemctl": [0]}}, "reading": {"opaque": []}}}
}

# "busctl list"
test_is_quiet_on_sample_9 if {
	count(rule.deny) == 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "busctl"}, {"kind": "literal", "text": "list"}], "basename": "busctl", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "busctl"}, "operands": [{"kind": "literal", "text": "list"}], "options": {}, "redirects": [], "span": [0, 11], "unit": 0, "wrappers": []}], "index": {"commands": {"busctl": [0]}}, "reading": {"opaque": []}}}
}

# "dbus-send --print-reply --dest=org.freedesktop.DBus / org.freedesktop.DBus.ListNames"
test_is_quiet_on_sample_10 if {
	count(rule.deny) == 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "dbus-send"}, {"kind": "literal", "text": "--print-reply"}, {"kind": "literal", "text": "--dest=org.freedesktop.DBus"}, {"kind": "literal", "text": "/"}, {"kind": "literal", "text": "org.freedesktop.DBus.ListNames"}], "basename": "dbus-send", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "dbus-send"}, "operands": [{"kind": "literal", "text": "/"}, {"kind": "literal", "text": "org.freedesktop.DBus.ListNames"}], "options": {"dest": {"kind": "literal", "text": "org.freedesktop.DBus"}, "print-reply": {"kind": "literal", "text": ""}}, "redirects": [], "span": [0, 84], "unit": 0, "wrappers": []}], "index": {"commands": {"dbus-send": [0]}}, "reading": {"opaque": []}}}
}

# "cat /sys/power/state"
test_is_quiet_on_sample_11 if {
	count(rule.deny) == 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "cat"}, {"kind": "literal", "text": "/sys/power/state"}], "basename": "cat", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "cat"}, "operands": [{"kind": "literal", "text": "/sys/power/state"}], "options": {}, "redirects": [], "span": [0, 20], "unit": 0, "wrappers": []}], "files": [{"ancestors": ["/", "/sys", "/sys/power"], "by": {"command": 0}, "certainty": "certain", "op": "read", "path": {"kind": "literal", "text": "/sys/power/state"}, "resolved": "/sys/power/state", "span": [0, 20], "unit": 0}], "index": {"commands": {"cat": [0]}, "files": {"read": [0]}, "paths": {"/": [0], "/sys": [0], "/sys/power": [0], "/sys/power/state": [0]}}, "reading": {"opaque": []}}}
}

# "git commit -m 'fix reboot loop'"
test_is_quiet_on_sample_12 if {
	count(rule.deny) == 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "git"}, {"kind": "literal", "text": "commit"}, {"kind": "literal", "text": "-m"}, {"kind": "literal", "text": "fix reboot loop"}], "basename": "git", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "git"}, "operands": [{"kind": "literal", "text": "commit"}], "options": {"message": {"kind": "literal", "text": "fix reboot loop"}}, "redirects": [], "span": [0, 31], "unit": 0, "wrappers": []}], "index": {"commands": {"git": [0]}}, "reading": {"opaque": []}}}
}

# "kill -TERM 1234"
test_is_quiet_on_sample_13 if {
	count(rule.deny) == 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "kill"}, {"kind": "literal", "text": "-TERM"}, {"kind": "literal", "text": "1234"}], "basename": "kill", "builtin": true, "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "kill"}, "operands": [{"kind": "literal", "text": "-TERM"}, {"kind": "literal", "text": "1234"}], "options": {}, "redirects": [], "span": [0, 15], "unit": 0, "wrappers": []}], "index": {"commands": {"kill": [0]}, "processes": {"signal": [0]}}, "processes": [{"by": {"command": 0}, "certainty": "certain", "op": "signal", "span": [0, 15], "target": {"kind": "literal", "text": "1234"}, "unit": 0}], "reading": {"opaque": []}}}
}

# "pg_ctl stop"
test_is_quiet_on_sample_14 if {
	count(rule.deny) == 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "pg_ctl"}, {"kind": "literal", "text": "stop"}], "basename": "pg_ctl", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "name": {"kind": "literal", "text": "pg_ctl"}, "operands": [{"kind": "literal", "text": "stop"}], "options": {}, "redirects": [], "span": [0, 11], "unit": 0, "wrappers": []}], "index": {"commands": {"pg_ctl": [0]}}, "reading": {"opaque": []}}}
}

# "docker restart web"
test_is_quiet_on_sample_15 if {
	count(rule.deny) == 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "docker"}, {"kind": "literal", "text": "restart"}, {"kind": "literal", "text": "web"}], "basename": "docker", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "docker"}, "operands": [{"kind": "literal", "text": "restart"}, {"kind": "literal", "text": "web"}], "options": {}, "redirects": [], "span": [0, 18], "unit": 0, "wrappers": []}], "index": {"commands": {"docker": [0]}}, "reading": {"opaque": []}}}
}

# "server.shutdown()"
test_is_quiet_on_sample_16 if {
	count(rule.deny) == 0 with input as {"facts": {"index": {}, "reading": {"opaque": []}}}
}

# "executor.shutdown(wait=True)"
test_is_quiet_on_sample_17 if {
	count(rule.deny) == 0 with input as {"facts": {"index": {}, "reading": {"opaque": []}}}
}

# "server.close()"
test_is_quiet_on_sample_18 if {
	count(rule.deny) == 0 with input as {"facts": {"index": {}, "reading": {"opaque": []}}}
}
