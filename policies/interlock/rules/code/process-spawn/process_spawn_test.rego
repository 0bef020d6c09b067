# Written by tools/make_policy_tests.py from samples.json; do not edit.

package interlock.rules.code["process-spawn_test"]

import data.interlock.rules.code["process-spawn"] as rule

# "import subprocess\nsubprocess.run(['ls'])"
test_fires_on_sample_0 if {
	count(rule.deny) > 0 with input as {"facts": {"calls": [{"args": [{"kind": "unknown", "why": ""}], "callee": "subprocess.run", "category": "process", "certainty": "certain", "kwargs": {}, "resolved": true, "span": [18, 40], "unit": 0}], "code": [{"by": {"call": 0}, "certainty": "certain", "child": 1, "how": "subprocess.run", "language": "sh", "source": "literal", "span": [18, 40], "unit": 0}], "commands": [{"argv": [{"kind": "literal", "text": "ls"}], "basename": "ls", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "ls"}, "operands": [], "options": {}, "redirects": [], "span": [0, 2], "unit": 1, "wrappers": []}], "index": {"callees": {"subprocess.run": [0]}, "calls": {"process": [0]}, "code": {"literal": [0]}, "commands": {"ls": [0]}, "imports": {"subprocess": [0]}}, "reading": {"opaque": []}}}
}

# "import os\nos.system('ls')"
test_fires_on_sample_1 if {
	count(rule.deny) > 0 with input as {"facts": {"calls": [{"args": [{"kind": "literal", "text": "ls"}], "callee": "os.system", "category": "process", "certainty": "certain", "kwargs": {}, "resolved": true, "span": [10, 25], "unit": 0}], "code": [{"by": {"call": 0}, "certainty": "certain", "child": 1, "how": "os.system", "language": "sh", "source": "literal", "span": [10, 25], "unit": 0}], "commands": [{"argv": [{"kind": "literal", "text": "ls"}], "basename": "ls", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "ls"}, "operands": [], "options": {}, "redirects": [], "span": [0, 2], "unit": 1, "wrappers": []}], "index": {"callees": {"os.system": [0]}, "calls": {"process": [0]}, "code": {"literal": [0]}, "commands": {"ls": [0]}, "imports": {"os": [0]}}, "reading": {"opaque": []}}}
}

# "import os\nos.fork()"
test_fires_on_sample_2 if {
	count(rule.deny) > 0 with input as {"facts": {"calls": [{"args": [], "callee": "os.fork", "category": "process", "certainty": "certain", "kwargs": {}, "resolved": true, "span": [10, 19], "unit": 0}], "index": {"callees": {"os.fork": [0]}, "calls": {"process": [0]}, "imports": {"os": [0]}, "processes": {"start": [0]}}, "processes": [{"by": {"call": 0}, "certainty": "certain", "op": "start", "span": [10, 19], "unit": 0}], "reading": {"opaque": []}}}
}

# "import pty\npty.spawn('ls')"
test_fires_on_sample_3 if {
	count(rule.deny) > 0 with input as {"facts": {"calls": [{"args": [{"kind": "literal", "text": "ls"}], "callee": "pty.spawn", "category": "process", "certainty": "certain", "kwargs": {}, "resolved": true, "span": [11, 26], "unit": 0}], "code": [{"by": {"call": 0}, "certainty": "certain", "child": 1, "how": "pty.spawn", "language": "sh", "source": "literal", "span": [11, 26], "unit": 0}], "commands": [{"argv": [{"kind": "literal", "text": "ls"}], "basename": "ls", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "ls"}, "operands": [], "options": {}, "redirects": [], "span": [0, 2], "unit": 1, "wrappers": []}], "index": {"callees": {"pty.spawn": [0]}, "calls": {"process": [0]}, "code": {"literal": [0]}, "commands": {"ls": [0]}, "imports": {"pty": [0]}}, "reading": {"opaque": []}}}
}

# "from concurrent.futures import ProcessPoolExecutor\nProcessPoolExecutor()"
test_fires_on_sample_4 if {
	count(rule.deny) > 0 with input as {"facts": {"calls": [{"args": [], "callee": "concurrent.futures.ProcessPoolExecutor", "category": "process", "certainty": "certain", "kwargs": {}, "resolved": true, "span": [51, 72], "unit": 0}], "index": {"callees": {"concurrent.futures.ProcessPoolExecutor": [0]}, "calls": {"process": [0]}, "imports": {"concurrent": [0], "concurrent.futures": [0]}, "processes": {"start": [0]}}, "processes": [{"by": {"call": 0}, "certainty": "certain", "op": "start", "span": [51, 72], "unit": 0}], "reading": {"opaque": []}}}
}

# "import asyncio\nasyncio.run(asyncio.create_subprocess_shell('ls'))"
test_fires_on_sample_5 if {
	count(rule.deny) > 0 with input as {"facts": {"calls": [{"args": [{"kind": "literal", "text": "ls"}], "callee": "asyncio.create_subprocess_shell", "category": "process", "certainty": "certain", "kwargs": {}, "resolved": true, "span": [27, 64], "unit": 0}], "code": [{"by": {"call": 0}, "certainty": "certain", "child": 1, "how": "asyncio.create_subprocess_shell", "language": "sh", "source": "literal", "span": [27, 64], "unit": 0}], "commands": [{"argv": [{"kind": "literal", "text": "ls"}], "basename": "ls", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "ls"}, "operands": [], "options": {}, "redirects": [], "span": [0, 2], "unit": 1, "wrappers": []}], "index": {"callees": {"asyncio.create_subprocess_shell": [0]}, "calls": {"process": [0]}, "code": {"literal": [0]}, "commands": {"ls": [0]}, "imports": {"asyncio": [0]}}, "reading": {"opaque": []}}}
}

# "from subprocess import check_output as c\nc('ls', shell=True)"
test_fires_on_sample_6 if {
	count(rule.deny) > 0 with input as {"facts": {"calls": [{"args": [{"kind": "literal", "text": "ls"}], "callee": "subprocess.check_output", "category": "process", "certainty": "certain", "kwargs": {"shell": {"kind": "literal", "text": "True"}}, "resolved": true, "span": [41, 60], "unit": 0}], "code": [{"by": {"call": 0}, "certainty": "certain", "child": 1, "how": "subprocess.check_output", "language": "sh", "source": "literal", "span": [41, 60], "unit": 0}], "commands": [{"argv": [{"kind": "literal", "text": "ls"}], "basename": "ls", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "ls"}, "operands": [], "options": {}, "redirects": [], "span": [0, 2], "unit": 1, "wrappers": []}], "index": {"callees": {"subprocess.check_output": [0]}, "calls": {"process": [0]}, "code": {"literal": [0]}, "commands": {"ls": [0]}, "imports": {"subprocess": [0]}}, "reading": {"opaque": []}}}
}

# "require('child_process').execSync('ls')"
test_fires_on_sample_7 if {
	count(rule.deny) > 0 with input as {"facts": {"calls": [{"args": [{"kind": "literal", "text": "child_process"}], "callee": "require", "category": "introspection", "certainty": "certain", "kwargs": {}, "resolved": true, "span": [0, 24], "unit": 0}, {"args": [{"kind": "literal", "text": "ls"}], "callee": "child_process.execSync", "category": "process", "certainty": "certain", "kwargs": {}, "resolved": true, "span": [0, 39], "unit": 0}], "code": [{"by": {"call": 1}, "certainty": "certain", "child": 1, "how": "child_process.execSync", "language": "sh", "source": "literal", "span": [0, 39], "unit": 0}], "commands": [{"argv": [{"kind": "literal", "text": "ls"}], "basename": "ls", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "ls"}, "operands": [], "options": {}, "redirects": [], "span": [0, 2], "unit": 1, "wrappers": []}], "index": {"callees": {"child_process.execSync": [1], "require": [0]}, "calls": {"introspection": [0], "process": [1]}, "code": {"literal": [0]}, "commands": {"ls": [0]}, "imports": {"child_process": [0]}}, "reading": {"opaque": []}}}
}

# "import { spawn } from 'node:child_process'\nspawn('ls')"
test_fires_on_sample_8 if {
	count(rule.deny) > 0 with input as {"facts": {"calls": [{"args": [{"kind": "literal", "text": "ls"}], "callee": "child_process.spawn", "category": "process", "certainty": "certain", "kwargs": {}, "resolved": true, "span": [43, 54], "unit": 0}], "code": [{"by": {"call": 0}, "certainty": "certain", "child": 1, "how": "child_process.spawn", "language": "sh", "source": "literal", "span": [43, 54], "unit": 0}], "commands": [{"argv": [{"kind": "literal", "text": "ls"}], "basename": "ls", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "ls"}, "operands": [], "options": {}, "redirects": [], "span": [0, 2], "unit": 1, "wrappers": []}], "index": {"callees": {"child_process.spawn": [0]}, "calls": {"process": [0]}, "code": {"literal": [0]}, "commands": {"ls": [0]}, "imports": {"node:child_process": [0]}}, "reading": {"opaque": []}}}
}

# "system('ls')"
test_fires_on_sample_9 if {
	count(rule.deny) > 0 with input as {"facts": {"calls": [{"args": [{"kind": "literal", "text": "ls"}], "callee": "system", "category": "process", "certainty": "certain", "kwargs": {}, "resolved": true, "span": [0, 12], "unit": 0}], "code": [{"by": {"call": 0}, "certainty": "certain", "child": 1, "how": "system", "language": "sh", "source": "literal", "span": [0, 12], "unit": 0}], "commands": [{"argv": [{"kind": "literal", "text": "ls"}], "basename": "ls", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "ls"}, "operands": [], "options": {}, "redirects": [], "span": [0, 2], "unit": 1, "wrappers": []}], "index": {"callees": {"system": [0]}, "calls": {"process": [0]}, "code": {"literal": [0]}, "commands": {"ls": [0]}}, "reading": {"opaque": []}}}
}

# "Runtime.getRuntime().exec(\"ls\");"
test_fires_on_sample_10 if {
	count(rule.deny) > 0 with input as {"facts": {"calls": [{"args": [{"kind": "literal", "text": "ls"}], "callee": "java.lang.Runtime.exec", "category": "process", "certainty": "certain", "kwargs": {}, "resolved": true, "span": [0, 31], "unit": 0}], "code": [{"by": {"call": 0}, "certainty": "certain", "child": 1, "how": "java.lang.Runtime.exec", "language": "sh", "source": "literal", "span": [0, 31], "unit": 0}], "commands": [{"argv": [{"kind": "literal", "text": "ls"}], "basename": "ls", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "ls"}, "operands": [], "options": {}, "redirects": [], "span": [0, 2], "unit": 1, "wrappers": []}], "index": {"callees": {"java.lang.Runtime.exec": [0]}, "calls": {"process": [0]}, "code": {"literal": [0]}, "commands": {"ls": [0]}}, "reading": {"opaque": []}}}
}

# "python3 -c 'import os; os.popen(\"ls\")'"
test_fires_on_sample_11 if {
	count(rule.deny) > 0 with input as {"facts": {"calls": [{"args": [{"kind": "literal", "text": "ls"}], "callee": "os.popen", "category": "process", "certainty": "certain", "kwargs": {}, "resolved": true, "span": [11, 25], "unit": 1}], "code": [{"by": {"call": 0}, "certainty": "certain", "child": 2, "how": "os.popen", "language": "sh", "source": "literal", "span": [11, 25], "unit": 1}, {"by": {"command": 0}, "certainty": "certain", "child": 1, "how": "python3 -c", "language": "python", "source": "literal", "span": [0, 38], "unit": 0}], "commands": [{"argv": [{"kind": "literal", "text": "python3"}, {"kind": "literal", "text": "-c"}, {"kind": "literal", "text": "import os; os.popen(\"ls\")"}], "basename": "python3", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "python3"}, "operands": [], "options": {"c": {"kind": "literal", "text": "import os; os.popen(\"ls\")"}}, "redirects": [], "span": [0, 38], "unit": 0, "wrappers": []}, {"argv": [{"kind": "literal", "text": "ls"}], "basename": "ls", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "ls"}, "operands": [], "options": {}, "redirects": [], "span": [0, 2], "unit": 2, "wrappers": ["python3"]}], "index": {"callees": {"os.popen": [0]}, "calls": {"process": [0]}, "code": {"literal": [0, 1]}, "commands": {"ls": [1], "python3": [0]}, "imports": {"os": [0]}, "wrapped": {"python3": [1]}}, "reading": {"opaque": []}}}
}

# "node -e 'require(\"child_process\").exec(\"ls\")'"
test_fires_on_sample_12 if {
	count(rule.deny) > 0 with input as {"facts": {"calls": [{"args": [{"kind": "literal", "text": "child_process"}], "callee": "require", "category": "introspection", "certainty": "certain", "kwargs": {}, "resolved": true, "span": [0, 24], "unit": 1}, {"args": [{"kind": "literal", "text": "ls"}], "callee": "child_process.exec", "category": "process", "certainty": "certain", "kwargs": {}, "resolved": true, "span": [0, 35], "unit": 1}], "code": [{"by": {"call": 1}, "certainty": "certain", "child": 2, "how": "child_process.exec", "language": "sh", "source": "literal", "span": [0, 35], "unit": 1}, {"by": {"command": 0}, "certainty": "certain", "child": 1, "how": "node --eval", "language": "javascript", "source": "literal", "span": [0, 45], "unit": 0}], "commands": [{"argv": [{"kind": "literal", "text": "node"}, {"kind": "literal", "text": "-e"}, {"kind": "literal", "text": "require(\"child_process\").exec(\"ls\")"}], "basename": "node", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "node"}, "operands": [], "options": {"eval": {"kind": "literal", "text": "require(\"child_process\").exec(\"ls\")"}}, "redirects": [], "span": [0, 45], "unit": 0, "wrappers": []}, {"argv": [{"kind": "literal", "text": "ls"}], "basename": "ls", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "ls"}, "operands": [], "options": {}, "redirects": [], "span": [0, 2], "unit": 2, "wrappers": ["node"]}], "index": {"callees": {"child_process.exec": [1], "require": [0]}, "calls": {"introspection": [0], "process": [1]}, "code": {"literal": [0, 1]}, "commands": {"ls": [1], "node": [0]}, "imports": {"child_process": [0]}, "wrapped": {"node": [1]}}, "reading": {"opaque": []}}}
}

# "import os\nprint(os.getpid())"
test_is_quiet_on_sample_0 if {
	count(rule.deny) == 0 with input as {"facts": {"index": {"imports": {"os": [0]}}, "reading": {"opaque": []}}}
}

# "import os, signal\nos.kill(4711, signal.SIGTERM)"
test_is_quiet_on_sample_1 if {
	count(rule.deny) == 0 with input as {"facts": {"calls": [{"args": [{"kind": "literal", "text": "4711"}, {"kind": "unknown", "why": ""}], "callee": "os.kill", "category": "process", "certainty": "certain", "kwargs": {}, "resolved": true, "span": [18, 47], "unit": 0}], "index": {"callees": {"os.kill": [0]}, "calls": {"process": [0]}, "imports": {"os": [0], "signal": [1]}, "processes": {"signal": [0]}}, "processes": [{"by": {"call": 0}, "certainty": "certain", "op": "signal", "span": [18, 47], "target": {"kind": "literal", "text": "4711"}, "unit": 0}], "reading": {"opaque": []}}}
}

# "import shutil\nshutil.copy('a', 'b')"
test_is_quiet_on_sample_2 if {
	count(rule.deny) == 0 with input as {"facts": {"calls": [{"args": [{"kind": "literal", "text": "a"}, {"kind": "literal", "text": "b"}], "callee": "shutil.copy", "category": "file", "certainty": "certain", "kwargs": {}, "resolved": true, "span": [14, 35], "unit": 0}], "files": [{"ancestors": ["/", "/home", "/home/user"], "by": {"call": 0}, "certainty": "certain", "op": "read", "path": {"kind": "literal", "text": "a"}, "resolved": "/home/user/a", "span": [14, 35], "unit": 0}, {"ancestors": ["/", "/home", "/home/user"], "by": {"call": 0}, "certainty": "certain", "op": "write", "path": {"kind": "literal", "text": "b"}, "resolved": "/home/user/b", "source": 0, "span": [14, 35], "unit": 0}], "index": {"callees": {"shutil.copy": [0]}, "calls": {"file": [0]}, "files": {"read": [0], "write": [1]}, "imports": {"shutil": [0]}, "paths": {"/": [0, 1], "/home": [0, 1], "/home/user": [0, 1], "/home/user/a": [0], "/home/user/b": [1]}}, "reading": {"opaque": []}}}
}

# "print(sum(range(10)))"
test_is_quiet_on_sample_3 if {
	count(rule.deny) == 0 with input as {"facts": {"index": {}, "reading": {"opaque": []}}}
}

# "import threading\nthreading.Thread(target=print).start()"
test_is_quiet_on_sample_4 if {
	count(rule.deny) == 0 with input as {"facts": {"index": {"imports": {"threading": [0]}}, "reading": {"opaque": []}}}
}

# "%pip install requests"
test_is_quiet_on_sample_5 if {
	count(rule.deny) == 0 with input as {"facts": {"calls": [{"args": [{"kind": "literal", "text": "pip"}, {"kind": "literal", "text": "install requests"}], "callee": "get_ipython.run_line_magic", "category": "code", "certainty": "certain", "kwargs": {}, "resolved": true, "span": [0, 21], "unit": 0}], "code": [{"by": {"call": 0}, "certainty": "certain", "child": 1, "how": "%pip", "language": "sh", "source": "literal", "span": [0, 21], "unit": 0}], "commands": [{"argv": [{"kind": "literal", "text": "pip"}, {"kind": "literal", "text": "install"}, {"kind": "literal", "text": "requests"}], "basename": "pip", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "pip"}, "operands": [{"kind": "literal", "text": "install"}, {"kind": "literal", "text": "requests"}], "options": {}, "redirects": [], "span": [0, 20], "unit": 1, "wrappers": []}], "index": {"callees": {"get_ipython.run_line_magic": [0]}, "calls": {"code": [0]}, "code": {"literal": [0]}, "commands": {"pip": [0]}, "packages": {"pip": [0], "source:index": [0], "unpinned": [0]}}, "packages": [{"action": "install", "by": {"command": 0}, "certainty": "certain", "ecosystem": "pypi", "manager": "pip", "name": {"kind": "literal", "text": "requests"}, "pinned": false, "source": "index", "span": [0, 20], "unit": 1}], "reading": {"opaque": []}}}
}

# "console.log(process.pid)"
test_is_quiet_on_sample_6 if {
	count(rule.deny) == 0 with input as {"facts": {"index": {}, "reading": {"opaque": []}}}
}

# "new Worker('./w.js')"
test_is_quiet_on_sample_7 if {
	count(rule.deny) == 0 with input as {"facts": {"calls": [{"args": [{"kind": "literal", "text": "./w.js"}], "callee": "Worker", "category": "code", "certainty": "certain", "kwargs": {}, "resolved": true, "span": [0, 20], "unit": 0}], "files": [{"ancestors": ["/", "/home", "/home/user"], "by": {"call": 0}, "certainty": "certain", "op": "execute", "path": {"kind": "literal", "text": "./w.js"}, "resolved": "/home/user/w.js", "span": [0, 20], "unit": 0}], "index": {"callees": {"Worker": [0]}, "calls": {"code": [0]}, "files": {"execute": [0]}, "opaque": {"program_not_seen": [0]}, "paths": {"/": [0], "/home": [0], "/home/user": [0], "/home/user/w.js": [0]}}, "reading": {"opaque": [{"code": "program_not_seen", "detail": "./w.js", "span": [0, 20], "unit": 0}]}}}
}

# "mean(c(1, 2))"
test_is_quiet_on_sample_8 if {
	count(rule.deny) == 0 with input as {"facts": {"index": {}, "reading": {"opaque": []}}}
}

# "ls"
test_is_quiet_on_sample_9 if {
	count(rule.deny) == 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "ls"}], "basename": "ls", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "ls"}, "operands": [], "options": {}, "redirects": [], "span": [0, 2], "unit": 0, "wrappers": []}], "index": {"commands": {"ls": [0]}}, "reading": {"opaque": []}}}
}

# "python3 -c 'print(1)'"
test_is_quiet_on_sample_10 if {
	count(rule.deny) == 0 with input as {"facts": {"code": [{"by": {"command": 0}, "certainty": "certain", "child": 1, "how": "python3 -c", "language": "python", "source": "literal", "span": [0, 21], "unit": 0}], "commands": [{"argv": [{"kind": "literal", "text": "python3"}, {"kind": "literal", "text": "-c"}, {"kind": "literal", "text": "print(1)"}], "basename": "python3", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "python3"}, "operands": [], "options": {"c": {"kind": "literal", "text": "print(1)"}}, "redirects": [], "span": [0, 21], "unit": 0, "wrappers": []}], "index": {"code": {"literal": [0]}, "commands": {"python3": [0]}}, "reading": {"opaque": []}}}
}
