# Written by tools/make_policy_tests.py from samples.json; do not edit.

package interlock.rules.process.inspection_test

import data.interlock.rules.process.inspection as rule

# "gdb -p 1234"
test_fires_on_sample_0 if {
	count(rule.deny) > 0 with input as {"facts": {"code": [{"by": {"command": 0}, "certainty": "certain", "how": "stdin of gdb", "language": "other", "source": "none", "span": [0, 11], "unit": 0}], "commands": [{"argv": [{"kind": "literal", "text": "gdb"}, {"kind": "literal", "text": "-p"}, {"kind": "literal", "text": "1234"}], "basename": "gdb", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "gdb"}, "operands": [], "options": {"pid": {"kind": "literal", "text": "1234"}}, "redirects": [], "span": [0, 11], "unit": 0, "wrappers": []}], "index": {"code": {"none": [0]}, "commands": {"gdb": [0]}}, "reading": {"opaque": []}}}
}

# "gdb --pid=12 -batch -ex 'dump memory x 0 1'"
test_fires_on_sample_1 if {
	count(rule.deny) > 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "gdb"}, {"kind": "literal", "text": "--pid=12"}, {"kind": "literal", "text": "-batch"}, {"kind": "literal", "text": "-ex"}, {"kind": "literal", "text": "dump memory x 0 1"}], "basename": "gdb", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "gdb"}, "operands": [], "options": {"batch": {"kind": "literal", "text": ""}, "ex": {"kind": "literal", "text": "dump memory x 0 1"}, "pid": {"kind": "literal", "text": "12"}}, "redirects": [], "span": [0, 43], "unit": 0, "wrappers": []}], "index": {"commands": {"gdb": [0]}}, "reading": {"opaque": []}}}
}

# "gdb ./server 1234"
test_fires_on_sample_2 if {
	count(rule.deny) > 0 with input as {"facts": {"code": [{"by": {"command": 0}, "certainty": "certain", "how": "stdin of gdb", "language": "other", "source": "none", "span": [0, 17], "unit": 0}], "commands": [{"argv": [{"kind": "literal", "text": "gdb"}, {"kind": "literal", "text": "./server"}, {"kind": "literal", "text": "1234"}], "basename": "gdb", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "gdb"}, "operands": [{"kind": "literal", "text": "./server"}, {"kind": "literal", "text": "1234"}], "options": {}, "redirects": [], "span": [0, 17], "unit": 0, "wrappers": []}], "files": [{"ancestors": ["/", "/home", "/home/user"], "by": {"command": 0}, "certainty": "certain", "op": "read", "path": {"kind": "literal", "text": "./server"}, "resolved": "/home/user/server", "span": [0, 17], "unit": 0}], "index": {"code": {"none": [0]}, "commands": {"gdb": [0]}, "files": {"read": [0]}, "paths": {"/": [0], "/home": [0], "/home/user": [0], "/home/user/server": [0]}, "processes": {"trace": [0]}}, "processes": [{"by": {"command": 0}, "certainty": "certain", "op": "trace", "span": [0, 17], "target": {"kind": "literal", "text": "./server"}, "unit": 0}], "reading": {"opaque": []}}}
}

# "strace -f -p 1"
test_fires_on_sample_3 if {
	count(rule.deny) > 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "strace"}, {"kind": "literal", "text": "-f"}, {"kind": "literal", "text": "-p"}, {"kind": "literal", "text": "1"}], "basename": "strace", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "strace"}, "operands": [], "options": {"attach": {"kind": "literal", "text": "1"}, "follow-forks": {"kind": "literal", "text": ""}}, "redirects": [], "span": [0, 14], "unit": 0, "wrappers": []}], "index": {"commands": {"strace": [0]}, "processes": {"trace": [0]}}, "processes": [{"by": {"command": 0}, "certainty": "certain", "op": "trace", "span": [0, 14], "unit": 0}], "reading": {"opaque": []}}}
}

# "ltrace -p 9"
test_fires_on_sample_4 if {
	count(rule.deny) > 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "ltrace"}, {"kind": "literal", "text": "-p"}, {"kind": "literal", "text": "9"}], "basename": "ltrace", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "ltrace"}, "operands": [], "options": {"p": {"kind": "literal", "text": "9"}}, "redirects": [], "span": [0, 11], "unit": 0, "wrappers": []}], "index": {"commands": {"ltrace": [0]}, "processes": {"trace": [0]}}, "processes": [{"by": {"command": 0}, "certainty": "certain", "op": "trace", "span": [0, 11], "unit": 0}], "reading": {"opaque": []}}}
}

# "lldb -p 3"
test_fires_on_sample_5 if {
	count(rule.deny) > 0 with input as {"facts": {"code": [{"by": {"command": 0}, "certainty": "certain", "how": "stdin of lldb", "language": "other", "source": "none", "span": [0, 9], "unit": 0}], "commands": [{"argv": [{"kind": "literal", "text": "lldb"}, {"kind": "literal", "text": "-p"}, {"kind": "literal", "text": "3"}], "basename": "lldb", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "lldb"}, "operands": [], "options": {"attach-pid": {"kind": "literal", "text": "3"}}, "redirects": [], "span": [0, 9], "unit": 0, "wrappers": []}], "index": {"code": {"none": [0]}, "commands": {"lldb": [0]}}, "reading": {"opaque": []}}}
}

# "gcore 1234"
test_fires_on_sample_6 if {
	count(rule.deny) > 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "gcore"}, {"kind": "literal", "text": "1234"}], "basename": "gcore", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "gcore"}, "operands": [{"kind": "literal", "text": "1234"}], "options": {}, "redirects": [], "span": [0, 10], "unit": 0, "wrappers": []}], "index": {"commands": {"gcore": [0]}, "processes": {"trace": [0]}}, "processes": [{"by": {"command": 0}, "certainty": "certain", "op": "trace", "span": [0, 10], "target": {"kind": "literal", "text": "1234"}, "unit": 0}], "reading": {"opaque": []}}}
}

# "dd if=/proc/1/mem of=x bs=1 count=4096"
test_fires_on_sample_7 if {
	count(rule.deny) > 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "dd"}, {"kind": "literal", "text": "if=/proc/1/mem"}, {"kind": "literal", "text": "of=x"}, {"kind": "literal", "text": "bs=1"}, {"kind": "literal", "text": "count=4096"}], "basename": "dd", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "dd"}, "operands": [{"kind": "literal", "text": "if=/proc/1/mem"}, {"kind": "literal", "text": "of=x"}, {"kind": "literal", "text": "bs=1"}, {"kind": "literal", "text": "count=4096"}], "options": {}, "redirects": [], "span": [0, 38], "unit": 0, "wrappers": []}], "files": [{"ancestors": ["/", "/proc", "/proc/1"], "by": {"command": 0}, "certainty": "certain", "op": "read", "path": {"kind": "literal", "text": "/proc/1/mem"}, "resolved": "/proc/1/mem", "span": [0, 38], "unit": 0}, {"ancestors": ["/", "/home", "/home/user"], "by": {"command": 0}, "certainty": "certain", "op": "write", "path": {"kind": "literal", "text": "x"}, "resolved": "/home/user/x", "span": [0, 38], "unit": 0}], "index": {"commands": {"dd": [0]}, "files": {"read": [0], "write": [1]}, "paths": {"/": [0, 1], "/home": [1], "/home/user": [1], "/home/user/x": [1], "/proc": [0], "/proc/1": [0], "/proc/1/mem": [0]}}, "reading": {"opaque": []}}}
}

# "cat /proc/1234/maps"
test_fires_on_sample_8 if {
	count(rule.deny) > 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "cat"}, {"kind": "literal", "text": "/proc/1234/maps"}], "basename": "cat", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "cat"}, "operands": [{"kind": "literal", "text": "/proc/1234/maps"}], "options": {}, "redirects": [], "span": [0, 19], "unit": 0, "wrappers": []}], "files": [{"ancestors": ["/", "/proc", "/proc/1234"], "by": {"command": 0}, "certainty": "certain", "op": "read", "path": {"kind": "literal", "text": "/proc/1234/maps"}, "resolved": "/proc/1234/maps", "span": [0, 19], "unit": 0}], "index": {"commands": {"cat": [0]}, "files": {"read": [0]}, "paths": {"/": [0], "/proc": [0], "/proc/1234": [0], "/proc/1234/maps": [0]}}, "reading": {"opaque": []}}}
}

# "cat /proc/$(pgrep sshd)/mem"
test_fires_on_sample_9 if {
	count(rule.deny) > 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "pgrep"}, {"kind": "literal", "text": "sshd"}], "basename": "pgrep", "certainty": "certain", "context": ["substitution"], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "pgrep"}, "operands": [{"kind": "literal", "text": "sshd"}], "options": {}, "redirects": [], "span": [12, 22], "unit": 0, "wrappers": []}, {"argv": [{"kind": "literal", "text": "cat"}, {"kind": "concat", "parts": [{"kind": "literal", "text": "/proc/"}, {"command": 0, "kind": "output"}, {"kind": "literal", "text": "/mem"}]}], "basename": "cat", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "cat"}, "operands": [{"kind": "concat", "parts": [{"kind": "literal", "text": "/proc/"}, {"command": 0, "kind": "output"}, {"kind": "literal", "text": "/mem"}]}], "options": {}, "redirects": [], "span": [0, 27], "unit": 0, "wrappers": []}], "files": [{"ancestors": ["/", "/proc"], "by": {"command": 1}, "certainty": "certain", "op": "read", "path": {"kind": "concat", "parts": [{"kind": "literal", "text": "/proc/"}, {"command": 0, "kind": "output"}, {"kind": "literal", "text": "/mem"}]}, "span": [0, 27], "unit": 0}], "index": {"commands": {"cat": [1], "pgrep": [0]}, "files": {"read": [0]}, "paths": {"/": [0], "/proc": [0]}}, "reading": {"opaque": []}}}
}

# "tail -c 10 \"/proc/$PID/mem\""
test_fires_on_sample_10 if {
	count(rule.deny) > 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "tail"}, {"kind": "literal", "text": "-c"}, {"kind": "literal", "text": "10"}, {"kind": "concat", "parts": [{"kind": "literal", "text": "/proc/"}, {"kind": "unknown", "why": "$PID"}, {"kind": "literal", "text": "/mem"}]}], "basename": "tail", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "tail"}, "operands": [{"kind": "concat", "parts": [{"kind": "literal", "text": "/proc/"}, {"kind": "unknown", "why": "$PID"}, {"kind": "literal", "text": "/mem"}]}], "options": {"bytes": {"kind": "literal", "text": "10"}}, "redirects": [], "span": [0, 27], "unit": 0, "wrappers": []}], "files": [{"ancestors": ["/", "/proc"], "by": {"command": 0}, "certainty": "certain", "op": "read", "path": {"kind": "concat", "parts": [{"kind": "literal", "text": "/proc/"}, {"kind": "unknown", "why": "$PID"}, {"kind": "literal", "text": "/mem"}]}, "span": [0, 27], "unit": 0}], "index": {"commands": {"tail": [0]}, "files": {"read": [0]}, "paths": {"/": [0], "/proc": [0]}}, "reading": {"opaque": []}}}
}

# "strings /proc/kcore"
test_fires_on_sample_11 if {
	count(rule.deny) > 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "strings"}, {"kind": "literal", "text": "/proc/kcore"}], "basename": "strings", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "strings"}, "operands": [{"kind": "literal", "text": "/proc/kcore"}], "options": {}, "redirects": [], "span": [0, 19], "unit": 0, "wrappers": []}], "files": [{"ancestors": ["/", "/proc"], "by": {"command": 0}, "certainty": "certain", "op": "read", "path": {"kind": "literal", "text": "/proc/kcore"}, "resolved": "/proc/kcore", "span": [0, 19], "unit": 0}], "index": {"commands": {"strings": [0]}, "files": {"read": [0]}, "paths": {"/": [0], "/proc": [0], "/proc/kcore": [0]}}, "reading": {"opaque": []}}}
}

# "cat /dev/mem"
test_fires_on_sample_12 if {
	count(rule.deny) > 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "cat"}, {"kind": "literal", "text": "/dev/mem"}], "basename": "cat", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "cat"}, "operands": [{"kind": "literal", "text": "/dev/mem"}], "options": {}, "redirects": [], "span": [0, 12], "unit": 0, "wrappers": []}], "files": [{"ancestors": ["/", "/dev"], "by": {"command": 0}, "certainty": "certain", "op": "read", "path": {"kind": "literal", "text": "/dev/mem"}, "resolved": "/dev/mem", "span": [0, 12], "unit": 0}], "index": {"commands": {"cat": [0]}, "files": {"read": [0]}, "paths": {"/": [0], "/dev": [0], "/dev/mem": [0]}}, "reading": {"opaque": []}}}
}

# "cat /proc/7/fd/3"
test_fires_on_sample_13 if {
	count(rule.deny) > 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "cat"}, {"kind": "literal", "text": "/proc/7/fd/3"}], "basename": "cat", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "cat"}, "operands": [{"kind": "literal", "text": "/proc/7/fd/3"}], "options": {}, "redirects": [], "span": [0, 16], "unit": 0, "wrappers": []}], "files": [{"ancestors": ["/", "/proc", "/proc/7", "/proc/7/fd"], "by": {"command": 0}, "certainty": "certain", "op": "read", "path": {"kind": "literal", "text": "/proc/7/fd/3"}, "resolved": "/proc/7/fd/3", "span": [0, 16], "unit": 0}], "index": {"commands": {"cat": [0]}, "files": {"read": [0]}, "paths": {"/": [0], "/proc": [0], "/proc/7": [0], "/proc/7/fd": [0], "/proc/7/fd/3": [0]}}, "reading": {"opaque": []}}}
}

# "reptyr 12"
test_fires_on_sample_14 if {
	count(rule.deny) > 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "reptyr"}, {"kind": "literal", "text": "12"}], "basename": "reptyr", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "name": {"kind": "literal", "text": "reptyr"}, "operands": [{"kind": "literal", "text": "12"}], "options": {}, "redirects": [], "span": [0, 9], "unit": 0, "wrappers": []}], "index": {"commands": {"reptyr": [0]}}, "reading": {"opaque": []}}}
}

# "dlv attach 33"
test_fires_on_sample_15 if {
	count(rule.deny) > 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "dlv"}, {"kind": "literal", "text": "attach"}, {"kind": "literal", "text": "33"}], "basename": "dlv", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "name": {"kind": "literal", "text": "dlv"}, "operands": [{"kind": "literal", "text": "attach"}, {"kind": "literal", "text": "33"}], "options": {}, "redirects": [], "span": [0, 13], "unit": 0, "wrappers": []}], "index": {"commands": {"dlv": [0]}}, "reading": {"opaque": []}}}
}

# "jmap -dump:live,format=b,file=x.hprof 12"
test_fires_on_sample_16 if {
	count(rule.deny) > 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "jmap"}, {"kind": "literal", "text": "-dump:live,format=b,file=x.hprof"}, {"kind": "literal", "text": "12"}], "basename": "jmap", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "name": {"kind": "literal", "text": "jmap"}, "operands": [{"kind": "literal", "text": "-dump:live,format=b,file=x.hprof"}, {"kind": "literal", "text": "12"}], "options": {}, "redirects": [], "span": [0, 40], "unit": 0, "wrappers": []}], "index": {"commands": {"jmap": [0]}}, "reading": {"opaque": []}}}
}

# "echo 0 > /proc/sys/kernel/yama/ptrace_scope"
test_fires_on_sample_17 if {
	count(rule.deny) > 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "echo"}, {"kind": "literal", "text": "0"}], "basename": "echo", "builtin": true, "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "echo"}, "operands": [{"kind": "literal", "text": "0"}], "options": {}, "redirects": [{"file": 0, "op": ">", "target": {"kind": "literal", "text": "/proc/sys/kernel/yama/ptrace_scope"}}], "span": [0, 43], "unit": 0, "wrappers": []}], "files": [{"ancestors": ["/", "/proc", "/proc/sys", "/proc/sys/kernel", "/proc/sys/kernel/yama"], "by": {"command": 0}, "certainty": "certain", "op": "write", "path": {"kind": "literal", "text": "/proc/sys/kernel/yama/ptrace_scope"}, "resolved": "/proc/sys/kernel/yama/ptrace_scope", "span": [7, 43], "unit": 0}], "index": {"commands": {"echo": [0]}, "files": {"write": [0]}, "paths": {"/": [0], "/proc": [0], "/proc/sys": [0], "/proc/sys/kernel": [0], "/proc/sys/kernel/yama": [0], "/proc/sys/kernel/yama/ptrace_scope": [0]}}, "reading": {"opaque": []}}}
}

# "g''db -q -p 77"
test_fires_on_sample_18 if {
	count(rule.deny) > 0 with input as {"facts": {"code": [{"by": {"command": 0}, "certainty": "certain", "how": "stdin of gdb", "language": "other", "source": "none", "span": [0, 14], "unit": 0}], "commands": [{"argv": [{"kind": "literal", "text": "gdb"}, {"kind": "literal", "text": "-q"}, {"kind": "literal", "text": "-p"}, {"kind": "literal", "text": "77"}], "basename": "gdb", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "gdb"}, "operands": [], "options": {"pid": {"kind": "literal", "text": "77"}, "q": {"kind": "literal", "text": ""}}, "redirects": [], "span": [0, 14], "unit": 0, "wrappers": []}], "index": {"code": {"none": [0]}, "commands": {"gdb": [0]}}, "reading": {"opaque": []}}}
}

# "sh -c 'strace -s 9999 -e read -p 42 2>&1'"
test_fires_on_sample_19 if {
	count(rule.deny) > 0 with input as {"facts": {"code": [{"by": {"command": 0}, "certainty": "certain", "child": 1, "how": "sh -c", "language": "sh", "source": "literal", "span": [6, 41], "unit": 0}], "commands": [{"argv": [{"kind": "literal", "text": "sh"}, {"kind": "literal", "text": "-c"}, {"kind": "literal", "text": "strace -s 9999 -e read -p 42 2>&1"}], "basename": "sh", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "sh"}, "operands": [{"kind": "literal", "text": "strace -s 9999 -e read -p 42 2>&1"}], "options": {"c": {"kind": "literal", "text": ""}}, "redirects": [], "span": [0, 41], "unit": 0, "wrappers": []}, {"argv": [{"kind": "literal", "text": "strace"}, {"kind": "literal", "text": "-s"}, {"kind": "literal", "text": "9999"}, {"kind": "literal", "text": "-e"}, {"kind": "literal", "text": "read"}, {"kind": "literal", "text": "-p"}, {"kind": "literal", "text": "42"}], "basename": "strace", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "strace"}, "operands": [], "options": {"attach": {"kind": "literal", "text": "42"}, "s": {"kind": "literal", "text": "9999"}, "trace": {"kind": "literal", "text": "read"}}, "redirects": [{"fd": 2, "op": ">&", "target": {"kind": "literal", "text": "1"}}], "span": [0, 33], "unit": 1, "wrappers": ["sh"]}], "index": {"code": {"literal": [0]}, "commands": {"sh": [0], "strace": [1]}, "processes": {"trace": [0]}, "wrapped": {"sh": [1]}}, "processes": [{"by": {"command": 1}, "certainty": "certain", "op": "trace", "span": [0, 33], "unit": 1}], "reading": {"opaque": []}}}
}

# "open('/proc/1/mem', 'rb').read()"
test_fires_on_sample_20 if {
	count(rule.deny) > 0 with input as {"facts": {"calls": [{"args": [{"kind": "literal", "text": "/proc/1/mem"}, {"kind": "literal", "text": "rb"}], "callee": "open", "category": "file", "certainty": "certain", "kwargs": {}, "resolved": true, "span": [0, 25], "unit": 0}], "files": [{"ancestors": ["/", "/proc", "/proc/1"], "by": {"call": 0}, "certainty": "certain", "op": "read", "path": {"kind": "literal", "text": "/proc/1/mem"}, "resolved": "/proc/1/mem", "span": [0, 25], "unit": 0}], "index": {"callees": {"open": [0]}, "calls": {"file": [0]}, "files": {"read": [0]}, "paths": {"/": [0], "/proc": [0], "/proc/1": [0], "/proc/1/mem": [0]}}, "reading": {"opaque": []}}}
}

# "import os\nf = os.open('/proc/%d/mem' % 3, os.O_RDWR)"
test_fires_on_sample_21 if {
	count(rule.deny) > 0 with input as {"facts": {"calls": [{"args": [{"kind": "literal", "text": "/proc/3/mem"}, {"kind": "unknown", "why": ""}], "callee": "os.open", "category": "file", "certainty": "certain", "kwargs": {}, "resolved": true, "span": [14, 52], "unit": 0}], "files": [{"ancestors": ["/", "/proc", "/proc/3"], "by": {"call": 0}, "certainty": "certain", "op": "write", "path": {"kind": "literal", "text": "/proc/3/mem"}, "resolved": "/proc/3/mem", "span": [14, 52], "unit": 0}], "index": {"callees": {"os.open": [0]}, "calls": {"file": [0]}, "files": {"write": [0]}, "imports": {"os": [0]}, "paths": {"/": [0], "/proc": [0], "/proc/3": [0], "/proc/3/mem": [0]}}, "reading": {"opaque": []}}}
}

# "pid = 12\nfor line in open(f'/proc/{pid}/maps'): print(line)"
test_fires_on_sample_22 if {
	count(rule.deny) > 0 with input as {"facts": {"calls": [{"args": [{"kind": "literal", "text": "/proc/12/maps"}], "callee": "open", "category": "file", "certainty": "certain", "kwargs": {}, "resolved": true, "span": [21, 46], "unit": 0}], "files": [{"ancestors": ["/", "/proc", "/proc/12"], "by": {"call": 0}, "certainty": "certain", "op": "read", "path": {"kind": "literal", "text": "/proc/12/maps"}, "resolved": "/proc/12/maps", "span": [21, 46], "unit": 0}], "index": {"callees": {"open": [0]}, "calls": {"file": [0]}, "files": {"read": [0]}, "paths": {"/": [0], "/proc": [0], "/proc/12": [0], "/proc/12/maps": [0]}}, "reading": {"opaque": []}}}
}

# "import subprocess\nsubprocess.run(['gdb', '-p', '1'])"
test_fires_on_sample_23 if {
	count(rule.deny) > 0 with input as {"facts": {"calls": [{"args": [{"kind": "unknown", "why": ""}], "callee": "subprocess.run", "category": "process", "certainty": "certain", "kwargs": {}, "resolved": true, "span": [18, 52], "unit": 0}], "code": [{"by": {"command": 0}, "certainty": "certain", "how": "stdin of gdb", "language": "other", "source": "none", "span": [0, 8], "unit": 1}, {"by": {"call": 0}, "certainty": "certain", "child": 1, "how": "subprocess.run", "language": "sh", "source": "computed", "span": [18, 52], "unit": 0}], "commands": [{"argv": [{"kind": "literal", "text": "gdb"}, {"kind": "literal", "text": "-p"}, {"kind": "literal", "text": "1"}], "basename": "gdb", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "gdb"}, "operands": [], "options": {"pid": {"kind": "literal", "text": "1"}}, "redirects": [], "span": [0, 8], "unit": 1, "wrappers": []}], "index": {"callees": {"subprocess.run": [0]}, "calls": {"process": [0]}, "code": {"computed": [1], "none": [0]}, "commands": {"gdb": [0]}, "imports": {"subprocess": [0]}}, "reading": {"opaque": []}}}
}

# "require('fs').readFileSync('/proc/1/mem')"
test_fires_on_sample_24 if {
	count(rule.deny) > 0 with input as {"facts": {"calls": [{"args": [{"kind": "literal", "text": "fs"}], "callee": "require", "category": "introspection", "certainty": "certain", "kwargs": {}, "resolved": true, "span": [0, 13], "unit": 0}, {"args": [{"kind": "literal", "text": "/proc/1/mem"}], "callee": "fs.readFileSync", "category": "file", "certainty": "certain", "kwargs": {}, "resolved": true, "span": [0, 41], "unit": 0}], "files": [{"ancestors": ["/", "/proc", "/proc/1"], "by": {"call": 1}, "certainty": "certain", "op": "read", "path": {"kind": "literal", "text": "/proc/1/mem"}, "resolved": "/proc/1/mem", "span": [0, 41], "unit": 0}], "index": {"callees": {"fs.readFileSync": [1], "require": [0]}, "calls": {"file": [1], "introspection": [0]}, "files": {"read": [0]}, "imports": {"fs": [0]}, "paths": {"/": [0], "/proc": [0], "/proc/1": [0], "/proc/1/mem": [0]}}, "reading": {"opaque": []}}}
}

# "a download"
test_fires_on_sample_25 if {
	count(rule.deny) > 0 with input as {"action": {"kind": "read_file", "path": "/proc/1/mem"}, "facts": {"files": [{"ancestors": ["/", "/proc", "/proc/1"], "by": {}, "certainty": "certain", "op": "read", "path": {"kind": "literal", "text": "/proc/1/mem"}, "resolved": "/proc/1/mem", "span": [0, 11], "unit": 0}], "index": {"files": {"read": [0]}, "paths": {"/": [0], "/proc": [0], "/proc/1": [0], "/proc/1/mem": [0]}}, "reading": {"opaque": []}}}
}

# "gdb ./a.out"
test_is_quiet_on_sample_0 if {
	count(rule.deny) == 0 with input as {"facts": {"code": [{"by": {"command": 0}, "certainty": "certain", "how": "stdin of gdb", "language": "other", "source": "none", "span": [0, 11], "unit": 0}], "commands": [{"argv": [{"kind": "literal", "text": "gdb"}, {"kind": "literal", "text": "./a.out"}], "basename": "gdb", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "gdb"}, "operands": [{"kind": "literal", "text": "./a.out"}], "options": {}, "redirects": [], "span": [0, 11], "unit": 0, "wrappers": []}], "files": [{"ancestors": ["/", "/home", "/home/user"], "by": {"command": 0}, "certainty": "certain", "op": "read", "path": {"kind": "literal", "text": "./a.out"}, "resolved": "/home/user/a.out", "span": [0, 11], "unit": 0}], "index": {"code": {"none": [0]}, "commands": {"gdb": [0]}, "files": {"read": [0]}, "paths": {"/": [0], "/home": [0], "/home/user": [0], "/home/user/a.out": [0]}, "processes": {"trace": [0]}}, "processes": [{"by": {"command": 0}, "certainty": "certain", "op": "trace", "span": [0, 11], "target": {"kind": "literal", "text": "./a.out"}, "unit": 0}], "reading": {"opaque": []}}}
}

# "gdb --args ./server --port 8080"
test_is_quiet_on_sample_1 if {
	count(rule.deny) == 0 with input as {"facts": {"code": [{"by": {"command": 0}, "certainty": "certain", "how": "stdin of gdb", "language": "other", "source": "none", "span": [0, 31], "unit": 0}], "commands": [{"argv": [{"kind": "literal", "text": "gdb"}, {"kind": "literal", "text": "--args"}, {"kind": "literal", "text": "./server"}, {"kind": "literal", "text": "--port"}, {"kind": "literal", "text": "8080"}], "basename": "gdb", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "gdb"}, "operands": [{"kind": "literal", "text": "./server"}, {"kind": "literal", "text": "8080"}], "options": {"args": {"kind": "literal", "text": ""}, "port": {"kind": "literal", "text": ""}}, "redirects": [], "span": [0, 31], "unit": 0, "wrappers": []}, {"argv": [{"kind": "literal", "text": "./server"}, {"kind": "literal", "text": "8080"}], "basename": "server", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "launched_by": {"how": "gdb", "id": 0}, "name": {"kind": "literal", "text": "./server"}, "operands": [{"kind": "literal", "text": "8080"}], "options": {}, "redirects": [], "span": [0, 31], "unit": 0, "wrappers": ["gdb"]}], "files": [{"ancestors": ["/", "/home", "/home/user"], "by": {"command": 1}, "certainty": "certain", "op": "execute", "path": {"kind": "literal", "text": "/home/user/server"}, "resolved": "/home/user/server", "span": [0, 31], "unit": 0}], "index": {"code": {"none": [0]}, "commands": {"gdb": [0], "server": [1]}, "files": {"execute": [0]}, "paths": {"/": [0], "/home": [0], "/home/user": [0], "/home/user/server": [0]}, "wrapped": {"gdb": [1]}}, "reading": {"opaque": []}}}
}

# "strace ls"
test_is_quiet_on_sample_2 if {
	count(rule.deny) == 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "strace"}, {"kind": "literal", "text": "ls"}], "basename": "strace", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "strace"}, "operands": [{"kind": "literal", "text": "ls"}], "options": {}, "redirects": [], "span": [0, 9], "unit": 0, "wrappers": []}, {"argv": [{"kind": "literal", "text": "ls"}], "basename": "ls", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "launched_by": {"how": "strace", "id": 0}, "name": {"kind": "literal", "text": "ls"}, "operands": [], "options": {}, "redirects": [], "span": [0, 9], "unit": 0, "wrappers": ["strace"]}], "index": {"commands": {"ls": [1], "strace": [0]}, "processes": {"trace": [0]}, "wrapped": {"strace": [1]}}, "processes": [{"by": {"command": 0}, "certainty": "certain", "op": "trace", "span": [0, 9], "target": {"kind": "literal", "text": "ls"}, "unit": 0}], "reading": {"opaque": []}}}
}

# "strace -f -o trace.txt make"
test_is_quiet_on_sample_3 if {
	count(rule.deny) == 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "strace"}, {"kind": "literal", "text": "-f"}, {"kind": "literal", "text": "-o"}, {"kind": "literal", "text": "trace.txt"}, {"kind": "literal", "text": "make"}], "basename": "strace", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "strace"}, "operands": [{"kind": "literal", "text": "make"}], "options": {"follow-forks": {"kind": "literal", "text": ""}, "output": {"kind": "literal", "text": "trace.txt"}}, "redirects": [], "span": [0, 27], "unit": 0, "wrappers": []}, {"argv": [{"kind": "literal", "text": "make"}], "basename": "make", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "launched_by": {"how": "strace", "id": 0}, "name": {"kind": "literal", "text": "make"}, "operands": [], "options": {}, "redirects": [], "span": [0, 27], "unit": 0, "wrappers": ["strace"]}], "files": [{"ancestors": ["/", "/home", "/home/user"], "by": {"command": 0}, "certainty": "certain", "op": "write", "path": {"kind": "literal", "text": "trace.txt"}, "resolved": "/home/user/trace.txt", "span": [0, 27], "unit": 0}], "index": {"commands": {"make": [1], "strace": [0]}, "files": {"write": [0]}, "paths": {"/": [0], "/home": [0], "/home/user": [0], "/home/user/trace.txt": [0]}, "processes": {"trace": [0]}, "wrapped": {"strace": [1]}}, "processes": [{"by": {"command": 0}, "certainty": "certain", "op": "trace", "span": [0, 27], "target": {"kind": "literal", "text": "make"}, "unit": 0}], "reading": {"opaque": []}}}
}

# "ltrace ./a"
test_is_quiet_on_sample_4 if {
	count(rule.deny) == 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "ltrace"}, {"kind": "literal", "text": "./a"}], "basename": "ltrace", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "ltrace"}, "operands": [{"kind": "literal", "text": "./a"}], "options": {}, "redirects": [], "span": [0, 10], "unit": 0, "wrappers": []}, {"argv": [{"kind": "literal", "text": "./a"}], "basename": "a", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "launched_by": {"how": "ltrace", "id": 0}, "name": {"kind": "literal", "text": "./a"}, "operands": [], "options": {}, "redirects": [], "span": [0, 10], "unit": 0, "wrappers": ["ltrace"]}], "files": [{"ancestors": ["/", "/home", "/home/user"], "by": {"command": 1}, "certainty": "certain", "op": "execute", "path": {"kind": "literal", "text": "/home/user/a"}, "resolved": "/home/user/a", "span": [0, 10], "unit": 0}], "index": {"commands": {"a": [1], "ltrace": [0]}, "files": {"execute": [0]}, "paths": {"/": [0], "/home": [0], "/home/user": [0], "/home/user/a": [0]}, "processes": {"trace": [0]}, "wrapped": {"ltrace": [1]}}, "processes": [{"by": {"command": 0}, "certainty": "certain", "op": "trace", "span": [0, 10], "target": {"kind": "literal", "text": "./a"}, "unit": 0}], "reading": {"opaque": []}}}
}

# "valgrind ./a"
test_is_quiet_on_sample_5 if {
	count(rule.deny) == 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "valgrind"}, {"kind": "literal", "text": "./a"}], "basename": "valgrind", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "valgrind"}, "operands": [{"kind": "literal", "text": "./a"}], "options": {}, "redirects": [], "span": [0, 12], "unit": 0, "wrappers": []}, {"argv": [{"kind": "literal", "text": "./a"}], "basename": "a", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "launched_by": {"how": "valgrind", "id": 0}, "name": {"kind": "literal", "text": "./a"}, "operands": [], "options": {}, "redirects": [], "span": [0, 12], "unit": 0, "wrappers": ["valgrind"]}], "files": [{"ancestors": ["/", "/home", "/home/user"], "by": {"command": 1}, "certainty": "certain", "op": "execute", "path": {"kind": "literal", "text": "/home/user/a"}, "resolved": "/home/user/a", "span": [0, 12], "unit": 0}], "index": {"commands": {"a": [1], "valgrind": [0]}, "files": {"execute": [0]}, "paths": {"/": [0], "/home": [0], "/home/user": [0], "/home/user/a": [0]}, "processes": {"trace": [0]}, "wrapped": {"valgrind": [1]}}, "processes": [{"by": {"command": 0}, "certainty": "certain", "op": "trace", "span": [0, 12], "target": {"kind": "literal", "text": "./a"}, "unit": 0}], "reading": {"opaque": []}}}
}

# "cat /proc/cpuinfo"
test_is_quiet_on_sample_6 if {
	count(rule.deny) == 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "cat"}, {"kind": "literal", "text": "/proc/cpuinfo"}], "basename": "cat", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "cat"}, "operands": [{"kind": "literal", "text": "/proc/cpuinfo"}], "options": {}, "redirects": [], "span": [0, 17], "unit": 0, "wrappers": []}], "files": [{"ancestors": ["/", "/proc"], "by": {"command": 0}, "certainty": "certain", "op": "read", "path": {"kind": "literal", "text": "/proc/cpuinfo"}, "resolved": "/proc/cpuinfo", "span": [0, 17], "unit": 0}], "index": {"commands": {"cat": [0]}, "files": {"read": [0]}, "paths": {"/": [0], "/proc": [0], "/proc/cpuinfo": [0]}}, "reading": {"opaque": []}}}
}

# "cat /proc/self/maps"
test_is_quiet_on_sample_7 if {
	count(rule.deny) == 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "cat"}, {"kind": "literal", "text": "/proc/self/maps"}], "basename": "cat", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "cat"}, "operands": [{"kind": "literal", "text": "/proc/self/maps"}], "options": {}, "redirects": [], "span": [0, 19], "unit": 0, "wrappers": []}], "files": [{"ancestors": ["/", "/proc", "/proc/self"], "by": {"command": 0}, "certainty": "certain", "op": "read", "path": {"kind": "literal", "text": "/proc/self/maps"}, "resolved": "/proc/self/maps", "span": [0, 19], "unit": 0}], "index": {"commands": {"cat": [0]}, "files": {"read": [0]}, "paths": {"/": [0], "/proc": [0], "/proc/self": [0], "/proc/self/maps": [0]}}, "reading": {"opaque": []}}}
}

# "ls -l /proc/1/fd"
test_is_quiet_on_sample_8 if {
	count(rule.deny) == 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "ls"}, {"kind": "literal", "text": "-l"}, {"kind": "literal", "text": "/proc/1/fd"}], "basename": "ls", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "ls"}, "operands": [{"kind": "literal", "text": "/proc/1/fd"}], "options": {"l": {"kind": "literal", "text": ""}}, "redirects": [], "span": [0, 16], "unit": 0, "wrappers": []}], "files": [{"ancestors": ["/", "/proc", "/proc/1"], "by": {"command": 0}, "certainty": "certain", "op": "list", "path": {"kind": "literal", "text": "/proc/1/fd"}, "resolved": "/proc/1/fd", "span": [0, 16], "unit": 0}], "index": {"commands": {"ls": [0]}, "files": {"list": [0]}, "paths": {"/": [0], "/proc": [0], "/proc/1": [0], "/proc/1/fd": [0]}}, "reading": {"opaque": []}}}
}

# "cat /proc/1234/status"
test_is_quiet_on_sample_9 if {
	count(rule.deny) == 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "cat"}, {"kind": "literal", "text": "/proc/1234/status"}], "basename": "cat", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "cat"}, "operands": [{"kind": "literal", "text": "/proc/1234/status"}], "options": {}, "redirects": [], "span": [0, 21], "unit": 0, "wrappers": []}], "files": [{"ancestors": ["/", "/proc", "/proc/1234"], "by": {"command": 0}, "certainty": "certain", "op": "read", "path": {"kind": "literal", "text": "/proc/1234/status"}, "resolved": "/proc/1234/status", "span": [0, 21], "unit": 0}], "index": {"commands": {"cat": [0]}, "files": {"read": [0]}, "paths": {"/": [0], "/proc": [0], "/proc/1234": [0], "/proc/1234/status": [0]}}, "reading": {"opaque": []}}}
}

# "cat /proc/meminfo"
test_is_quiet_on_sample_10 if {
	count(rule.deny) == 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "cat"}, {"kind": "literal", "text": "/proc/meminfo"}], "basename": "cat", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "cat"}, "operands": [{"kind": "literal", "text": "/proc/meminfo"}], "options": {}, "redirects": [], "span": [0, 17], "unit": 0, "wrappers": []}], "files": [{"ancestors": ["/", "/proc"], "by": {"command": 0}, "certainty": "certain", "op": "read", "path": {"kind": "literal", "text": "/proc/meminfo"}, "resolved": "/proc/meminfo", "span": [0, 17], "unit": 0}], "index": {"commands": {"cat": [0]}, "files": {"read": [0]}, "paths": {"/": [0], "/proc": [0], "/proc/meminfo": [0]}}, "reading": {"opaque": []}}}
}

# "ps aux"
test_is_quiet_on_sample_11 if {
	count(rule.deny) == 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "ps"}, {"kind": "literal", "text": "aux"}], "basename": "ps", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "ps"}, "operands": [{"kind": "literal", "text": "aux"}], "options": {}, "redirects": [], "span": [0, 6], "unit": 0, "wrappers": []}], "index": {"commands": {"ps": [0]}}, "reading": {"opaque": []}}}
}

# "perf stat ls"
test_is_quiet_on_sample_12 if {
	count(rule.deny) == 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "perf"}, {"kind": "literal", "text": "stat"}, {"kind": "literal", "text": "ls"}], "basename": "perf", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "perf"}, "operands": [{"kind": "literal", "text": "stat"}, {"kind": "literal", "text": "ls"}], "options": {}, "redirects": [], "span": [0, 12], "unit": 0, "wrappers": []}, {"argv": [{"kind": "literal", "text": "ls"}], "basename": "ls", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "launched_by": {"how": "perf", "id": 0}, "name": {"kind": "literal", "text": "ls"}, "operands": [], "options": {}, "redirects": [], "span": [0, 12], "unit": 0, "wrappers": ["perf"]}], "index": {"commands": {"ls": [1], "perf": [0]}, "processes": {"trace": [0]}, "wrapped": {"perf": [1]}}, "processes": [{"by": {"command": 0}, "certainty": "certain", "op": "trace", "span": [0, 12], "target": {"kind": "literal", "text": "ls"}, "unit": 0}], "reading": {"opaque": []}}}
}

# "lsof -p 1234"
test_is_quiet_on_sample_13 if {
	count(rule.deny) == 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "lsof"}, {"kind": "literal", "text": "-p"}, {"kind": "literal", "text": "1234"}], "basename": "lsof", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "lsof"}, "operands": [], "options": {"p": {"kind": "literal", "text": "1234"}}, "redirects": [], "span": [0, 12], "unit": 0, "wrappers": []}], "index": {"commands": {"lsof": [0]}}, "reading": {"opaque": []}}}
}

# "dlv debug ./cmd"
test_is_quiet_on_sample_14 if {
	count(rule.deny) == 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "dlv"}, {"kind": "literal", "text": "debug"}, {"kind": "literal", "text": "./cmd"}], "basename": "dlv", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "name": {"kind": "literal", "text": "dlv"}, "operands": [{"kind": "literal", "text": "debug"}, {"kind": "literal", "text": "./cmd"}], "options": {}, "redirects": [], "span": [0, 15], "unit": 0, "wrappers": []}], "files": [{"ancestors": ["/", "/home", "/home/user"], "by": {"command": 0}, "certainty": "possible", "op": "read", "path": {"kind": "literal", "text": "./cmd"}, "resolved": "/home/user/cmd", "span": [0, 15], "unit": 0}], "index": {"commands": {"dlv": [0]}, "files": {"read": [0]}, "paths": {"/": [0], "/home": [0], "/home/user": [0], "/home/user/cmd": [0]}}, "reading": {"opaque": []}}}
}

# "jcmd -l"
test_is_quiet_on_sample_15 if {
	count(rule.deny) == 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "jcmd"}, {"kind": "literal", "text": "-l"}], "basename": "jcmd", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "name": {"kind": "literal", "text": "jcmd"}, "operands": [{"kind": "literal", "text": "-l"}], "options": {}, "redirects": [], "span": [0, 7], "unit": 0, "wrappers": []}], "index": {"commands": {"jcmd": [0]}}, "reading": {"opaque": []}}}
}

# "py-spy top --pid 12"
test_is_quiet_on_sample_16 if {
	count(rule.deny) == 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "py-spy"}, {"kind": "literal", "text": "top"}, {"kind": "literal", "text": "--pid"}, {"kind": "literal", "text": "12"}], "basename": "py-spy", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "name": {"kind": "literal", "text": "py-spy"}, "operands": [{"kind": "literal", "text": "top"}, {"kind": "literal", "text": "--pid"}, {"kind": "literal", "text": "12"}], "options": {}, "redirects": [], "span": [0, 19], "unit": 0, "wrappers": []}], "index": {"commands": {"py-spy": [0]}}, "reading": {"opaque": []}}}
}

# "print(open('/proc/self/status').read())"
test_is_quiet_on_sample_17 if {
	count(rule.deny) == 0 with input as {"facts": {"calls": [{"args": [{"kind": "literal", "text": "/proc/self/status"}], "callee": "open", "category": "file", "certainty": "certain", "kwargs": {}, "resolved": true, "span": [6, 31], "unit": 0}], "files": [{"ancestors": ["/", "/proc", "/proc/self"], "by": {"call": 0}, "certainty": "certain", "op": "read", "path": {"kind": "literal", "text": "/proc/self/status"}, "resolved": "/proc/self/status", "span": [6, 31], "unit": 0}], "index": {"callees": {"open": [0]}, "calls": {"file": [0]}, "files": {"read": [0]}, "paths": {"/": [0], "/proc": [0], "/proc/self": [0], "/proc/self/status": [0]}}, "reading": {"opaque": []}}}
}

# "import psutil\nprint(psutil.virtual_memory())"
test_is_quiet_on_sample_18 if {
	count(rule.deny) == 0 with input as {"facts": {"index": {"imports": {"psutil": [0]}}, "reading": {"opaque": []}}}
}

# "process.memoryUsage()"
test_is_quiet_on_sample_19 if {
	count(rule.deny) == 0 with input as {"facts": {"index": {}, "reading": {"opaque": []}}}
}
