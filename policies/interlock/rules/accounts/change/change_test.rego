# Written by tools/make_policy_tests.py from samples.json; do not edit.

package interlock.rules.accounts.change_test

import data.interlock.rules.accounts.change as rule

# "useradd eve"
test_fires_on_sample_0 if {
	count(rule.deny) > 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "useradd"}, {"kind": "literal", "text": "eve"}], "basename": "useradd", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "useradd"}, "operands": [{"kind": "literal", "text": "eve"}], "options": {}, "redirects": [], "span": [0, 11], "unit": 0, "wrappers": []}], "index": {"commands": {"useradd": [0]}, "privileges": {"account": [0]}}, "privileges": [{"by": {"command": 0}, "certainty": "certain", "kind": "account", "span": [0, 11], "target": {"kind": "literal", "text": "eve"}, "unit": 0}], "reading": {"opaque": []}}}
}

# "usermod -aG sudo eve"
test_fires_on_sample_1 if {
	count(rule.deny) > 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "usermod"}, {"kind": "literal", "text": "-aG"}, {"kind": "literal", "text": "sudo"}, {"kind": "literal", "text": "eve"}], "basename": "usermod", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "usermod"}, "operands": [{"kind": "literal", "text": "eve"}], "options": {"G": {"kind": "literal", "text": "sudo"}, "a": {"kind": "literal", "text": ""}}, "redirects": [], "span": [0, 20], "unit": 0, "wrappers": []}], "index": {"commands": {"usermod": [0]}, "privileges": {"account": [0]}}, "privileges": [{"by": {"command": 0}, "certainty": "certain", "kind": "account", "span": [0, 20], "target": {"kind": "literal", "text": "eve"}, "unit": 0}], "reading": {"opaque": []}}}
}

# "passwd root"
test_fires_on_sample_2 if {
	count(rule.deny) > 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "passwd"}, {"kind": "literal", "text": "root"}], "basename": "passwd", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "passwd"}, "operands": [{"kind": "literal", "text": "root"}], "options": {}, "redirects": [], "span": [0, 11], "unit": 0, "wrappers": []}], "index": {"commands": {"passwd": [0]}, "privileges": {"password": [0]}}, "privileges": [{"by": {"command": 0}, "certainty": "certain", "kind": "password", "span": [0, 11], "target": {"kind": "literal", "text": "root"}, "unit": 0}], "reading": {"opaque": []}}}
}

# "echo root:x | chpasswd"
test_fires_on_sample_3 if {
	count(rule.deny) > 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "echo"}, {"kind": "literal", "text": "root:x"}], "basename": "echo", "builtin": true, "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "echo"}, "operands": [{"kind": "literal", "text": "root:x"}], "options": {}, "pipeline": {"id": 1, "last": false, "stage": 0}, "redirects": [], "span": [0, 11], "unit": 0, "wrappers": []}, {"argv": [{"kind": "literal", "text": "chpasswd"}], "basename": "chpasswd", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "chpasswd"}, "operands": [], "options": {}, "pipeline": {"id": 1, "last": true, "stage": 1}, "redirects": [], "span": [14, 22], "stdin": {"commands": [0], "source": "pipe"}, "unit": 0, "wrappers": []}], "index": {"commands": {"chpasswd": [1], "echo": [0]}, "privileges": {"password": [0]}}, "privileges": [{"by": {"command": 1}, "certainty": "certain", "kind": "password", "span": [14, 22], "unit": 0}], "reading": {"opaque": []}}}
}

# "userdel bob"
test_fires_on_sample_4 if {
	count(rule.deny) > 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "userdel"}, {"kind": "literal", "text": "bob"}], "basename": "userdel", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "userdel"}, "operands": [{"kind": "literal", "text": "bob"}], "options": {}, "redirects": [], "span": [0, 11], "unit": 0, "wrappers": []}], "index": {"commands": {"userdel": [0]}, "privileges": {"account": [0]}}, "privileges": [{"by": {"command": 0}, "certainty": "certain", "kind": "account", "span": [0, 11], "target": {"kind": "literal", "text": "bob"}, "unit": 0}], "reading": {"opaque": []}}}
}

# "groupadd admins"
test_fires_on_sample_5 if {
	count(rule.deny) > 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "groupadd"}, {"kind": "literal", "text": "admins"}], "basename": "groupadd", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "groupadd"}, "operands": [{"kind": "literal", "text": "admins"}], "options": {}, "redirects": [], "span": [0, 15], "unit": 0, "wrappers": []}], "index": {"commands": {"groupadd": [0]}, "privileges": {"group": [0]}}, "privileges": [{"by": {"command": 0}, "certainty": "certain", "kind": "group", "span": [0, 15], "target": {"kind": "literal", "text": "admins"}, "unit": 0}], "reading": {"opaque": []}}}
}

# "visudo"
test_fires_on_sample_6 if {
	count(rule.deny) > 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "visudo"}], "basename": "visudo", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "visudo"}, "operands": [], "options": {}, "redirects": [], "span": [0, 6], "unit": 0, "wrappers": []}], "index": {"commands": {"visudo": [0]}, "privileges": {"sudoers": [0]}}, "privileges": [{"by": {"command": 0}, "certainty": "certain", "kind": "sudoers", "span": [0, 6], "unit": 0}], "reading": {"opaque": []}}}
}

# "/usr/sbin/user'add' eve"
test_fires_on_sample_7 if {
	count(rule.deny) > 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "/usr/sbin/useradd"}, {"kind": "literal", "text": "eve"}], "basename": "useradd", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "/usr/sbin/useradd"}, "operands": [{"kind": "literal", "text": "eve"}], "options": {}, "redirects": [], "span": [0, 23], "unit": 0, "wrappers": []}], "files": [{"ancestors": ["/", "/usr", "/usr/sbin"], "by": {"command": 0}, "certainty": "certain", "op": "execute", "path": {"kind": "literal", "text": "/usr/sbin/useradd"}, "resolved": "/usr/sbin/useradd", "sink": "path", "span": [0, 23], "unit": 0}], "index": {"commands": {"useradd": [0]}, "files": {"execute": [0]}, "paths": {"/": [0], "/usr": [0], "/usr/sbin": [0], "/usr/sbin/useradd": [0]}, "privileges": {"account": [0]}, "sinks": {"path": [0]}}, "privileges": [{"by": {"command": 0}, "certainty": "certain", "kind": "account", "span": [0, 23], "target": {"kind": "literal", "text": "eve"}, "unit": 0}], "reading": {"opaque": []}}}
}

# "adduser mallory"
test_fires_on_sample_8 if {
	count(rule.deny) > 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "adduser"}, {"kind": "literal", "text": "mallory"}], "basename": "adduser", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "adduser"}, "operands": [{"kind": "literal", "text": "mallory"}], "options": {}, "redirects": [], "span": [0, 15], "unit": 0, "wrappers": []}], "index": {"commands": {"adduser": [0]}, "privileges": {"account": [0]}}, "privileges": [{"by": {"command": 0}, "certainty": "certain", "kind": "account", "span": [0, 15], "target": {"kind": "literal", "text": "mallory"}, "unit": 0}], "reading": {"opaque": []}}}
}

# "gpasswd -a eve docker"
test_fires_on_sample_9 if {
	count(rule.deny) > 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "gpasswd"}, {"kind": "literal", "text": "-a"}, {"kind": "literal", "text": "eve"}, {"kind": "literal", "text": "docker"}], "basename": "gpasswd", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "gpasswd"}, "operands": [{"kind": "literal", "text": "docker"}], "options": {"a": {"kind": "literal", "text": "eve"}}, "redirects": [], "span": [0, 21], "unit": 0, "wrappers": []}], "index": {"commands": {"gpasswd": [0]}, "privileges": {"group": [0]}}, "privileges": [{"by": {"command": 0}, "certainty": "certain", "kind": "group", "span": [0, 21], "target": {"kind": "literal", "text": "docker"}, "unit": 0}], "reading": {"opaque": []}}}
}

# "chage -E 0 eve"
test_fires_on_sample_10 if {
	count(rule.deny) > 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "chage"}, {"kind": "literal", "text": "-E"}, {"kind": "literal", "text": "0"}, {"kind": "literal", "text": "eve"}], "basename": "chage", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "chage"}, "operands": [{"kind": "literal", "text": "eve"}], "options": {"E": {"kind": "literal", "text": "0"}}, "redirects": [], "span": [0, 14], "unit": 0, "wrappers": []}], "index": {"commands": {"chage": [0]}, "privileges": {"password": [0]}}, "privileges": [{"by": {"command": 0}, "certainty": "certain", "kind": "password", "span": [0, 14], "target": {"kind": "literal", "text": "eve"}, "unit": 0}], "reading": {"opaque": []}}}
}

# "import os\nos.system('useradd eve')"
test_fires_on_sample_11 if {
	count(rule.deny) > 0 with input as {"facts": {"calls": [{"args": [{"kind": "literal", "text": "useradd eve"}], "callee": "os.system", "category": "process", "certainty": "certain", "kwargs": {}, "resolved": true, "span": [10, 34], "unit": 0}], "code": [{"by": {"call": 0}, "certainty": "certain", "child": 1, "how": "os.system", "language": "sh", "source": "literal", "span": [10, 34], "unit": 0}], "commands": [{"argv": [{"kind": "literal", "text": "useradd"}, {"kind": "literal", "text": "eve"}], "basename": "useradd", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "useradd"}, "operands": [{"kind": "literal", "text": "eve"}], "options": {}, "redirects": [], "span": [0, 11], "unit": 1, "wrappers": []}], "index": {"callees": {"os.system": [0]}, "calls": {"process": [0]}, "code": {"literal": [0]}, "commands": {"useradd": [0]}, "imports": {"os": [0]}, "privileges": {"account": [0]}}, "privileges": [{"by": {"command": 0}, "certainty": "certain", "kind": "account", "span": [0, 11], "target": {"kind": "literal", "text": "eve"}, "unit": 1}], "reading": {"opaque": []}}}
}

# "id eve"
test_is_quiet_on_sample_0 if {
	count(rule.deny) == 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "id"}, {"kind": "literal", "text": "eve"}], "basename": "id", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "id"}, "operands": [{"kind": "literal", "text": "eve"}], "options": {}, "redirects": [], "span": [0, 6], "unit": 0, "wrappers": []}], "index": {"commands": {"id": [0]}}, "reading": {"opaque": []}}}
}

# "getent passwd root"
test_is_quiet_on_sample_1 if {
	count(rule.deny) == 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "getent"}, {"kind": "literal", "text": "passwd"}, {"kind": "literal", "text": "root"}], "basename": "getent", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "getent"}, "operands": [{"kind": "literal", "text": "passwd"}, {"kind": "literal", "text": "root"}], "options": {}, "redirects": [], "span": [0, 18], "unit": 0, "wrappers": []}], "index": {"commands": {"getent": [0]}, "hosts": {"passwd": [0], "root": [1]}, "ip_classes": {"unknown": [0, 1]}, "network": {"resolve": [0, 1]}}, "network": [{"by": {"command": 0}, "certainty": "certain", "host": {"kind": "literal", "text": "passwd"}, "ip_class": "unknown", "op": "resolve", "parents": [], "span": [0, 18], "unit": 0}, {"by": {"command": 0}, "certainty": "certain", "host": {"kind": "literal", "text": "root"}, "ip_class": "unknown", "op": "resolve", "parents": [], "span": [0, 18], "unit": 0}], "reading": {"opaque": []}}}
}

# "groups"
test_is_quiet_on_sample_2 if {
	count(rule.deny) == 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "groups"}], "basename": "groups", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "groups"}, "operands": [], "options": {}, "redirects": [], "span": [0, 6], "unit": 0, "wrappers": []}], "index": {"commands": {"groups": [0]}}, "reading": {"opaque": []}}}
}

# "cat /etc/passwd"
test_is_quiet_on_sample_3 if {
	count(rule.deny) == 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "cat"}, {"kind": "literal", "text": "/etc/passwd"}], "basename": "cat", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "cat"}, "operands": [{"kind": "literal", "text": "/etc/passwd"}], "options": {}, "redirects": [], "span": [0, 15], "unit": 0, "wrappers": []}], "files": [{"ancestors": ["/", "/etc"], "by": {"command": 0}, "certainty": "certain", "op": "read", "path": {"kind": "literal", "text": "/etc/passwd"}, "resolved": "/etc/passwd", "span": [0, 15], "unit": 0}], "index": {"commands": {"cat": [0]}, "files": {"read": [0]}, "paths": {"/": [0], "/etc": [0], "/etc/passwd": [0]}}, "reading": {"opaque": []}}}
}

# "echo useradd"
test_is_quiet_on_sample_4 if {
	count(rule.deny) == 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "echo"}, {"kind": "literal", "text": "useradd"}], "basename": "echo", "builtin": true, "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "echo"}, "operands": [{"kind": "literal", "text": "useradd"}], "options": {}, "redirects": [], "span": [0, 12], "unit": 0, "wrappers": []}], "index": {"commands": {"echo": [0]}}, "reading": {"opaque": []}}}
}

# "finger user"
test_is_quiet_on_sample_5 if {
	count(rule.deny) == 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "finger"}, {"kind": "literal", "text": "user"}], "basename": "finger", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "finger"}, "operands": [{"kind": "literal", "text": "user"}], "options": {}, "redirects": [], "span": [0, 11], "unit": 0, "wrappers": []}], "index": {"commands": {"finger": [0]}}, "reading": {"opaque": []}}}
}

# "passwd -S"
test_is_quiet_on_sample_6 if {
	count(rule.deny) == 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "passwd"}, {"kind": "literal", "text": "-S"}], "basename": "passwd", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "passwd"}, "operands": [], "options": {"S": {"kind": "literal", "text": ""}}, "redirects": [], "span": [0, 9], "unit": 0, "wrappers": []}], "index": {"commands": {"passwd": [0]}, "privileges": {"password": [0]}}, "privileges": [{"by": {"command": 0}, "certainty": "certain", "kind": "password", "span": [0, 9], "unit": 0}], "reading": {"opaque": []}}}
}

# "chage -l user"
test_is_quiet_on_sample_7 if {
	count(rule.deny) == 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "chage"}, {"kind": "literal", "text": "-l"}, {"kind": "literal", "text": "user"}], "basename": "chage", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "chage"}, "operands": [{"kind": "literal", "text": "user"}], "options": {"l": {"kind": "literal", "text": ""}}, "redirects": [], "span": [0, 13], "unit": 0, "wrappers": []}], "index": {"commands": {"chage": [0]}, "privileges": {"password": [0]}}, "privileges": [{"by": {"command": 0}, "certainty": "certain", "kind": "password", "span": [0, 13], "target": {"kind": "literal", "text": "user"}, "unit": 0}], "reading": {"opaque": []}}}
}

# "useradd --help"
test_is_quiet_on_sample_8 if {
	count(rule.deny) == 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "useradd"}, {"kind": "literal", "text": "--help"}], "basename": "useradd", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "useradd"}, "operands": [], "options": {"help": {"kind": "literal", "text": ""}}, "redirects": [], "span": [0, 14], "unit": 0, "wrappers": []}], "index": {"commands": {"useradd": [0]}, "privileges": {"account": [0]}}, "privileges": [{"by": {"command": 0}, "certainty": "certain", "kind": "account", "span": [0, 14], "unit": 0}], "reading": {"opaque": []}}}
}
