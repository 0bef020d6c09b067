# Written by tools/make_policy_tests.py from samples.json; do not edit.

package interlock.rules.code["notebook-escape_test"]

import data.interlock.rules.code["notebook-escape"] as rule

# "!ls"
test_fires_on_sample_0 if {
	count(rule.deny) > 0 with input as {"facts": {"calls": [{"args": [{"kind": "literal", "text": "ls"}], "callee": "get_ipython.system", "category": "process", "certainty": "certain", "kwargs": {}, "resolved": true, "span": [0, 3], "unit": 0}], "code": [{"by": {"call": 0}, "certainty": "certain", "child": 1, "how": "get_ipython.system", "language": "sh", "source": "literal", "span": [0, 3], "unit": 0}], "commands": [{"argv": [{"kind": "literal", "text": "ls"}], "basename": "ls", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "ls"}, "operands": [], "options": {}, "redirects": [], "span": [0, 2], "unit": 1, "wrappers": []}], "index": {"callees": {"get_ipython.system": [0]}, "calls": {"process": [0]}, "code": {"literal": [0]}, "commands": {"ls": [0]}}, "reading": {"opaque": []}}}
}

# "x = !ls"
test_fires_on_sample_1 if {
	count(rule.deny) > 0 with input as {"facts": {"calls": [{"args": [{"kind": "literal", "text": "ls"}], "callee": "get_ipython.getoutput", "category": "process", "certainty": "certain", "kwargs": {}, "resolved": true, "span": [0, 7], "unit": 0}], "code": [{"by": {"call": 0}, "certainty": "certain", "child": 1, "how": "get_ipython.getoutput", "language": "sh", "source": "literal", "span": [0, 7], "unit": 0}], "commands": [{"argv": [{"kind": "literal", "text": "ls"}], "basename": "ls", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "ls"}, "operands": [], "options": {}, "redirects": [], "span": [0, 2], "unit": 1, "wrappers": []}], "index": {"callees": {"get_ipython.getoutput": [0]}, "calls": {"process": [0]}, "code": {"literal": [0]}, "commands": {"ls": [0]}}, "reading": {"opaque": []}}}
}

# "!!ls"
test_fires_on_sample_2 if {
	count(rule.deny) > 0 with input as {"facts": {"calls": [{"args": [{"kind": "literal", "text": "ls"}], "callee": "get_ipython.getoutput", "category": "process", "certainty": "certain", "kwargs": {}, "resolved": true, "span": [0, 4], "unit": 0}], "code": [{"by": {"call": 0}, "certainty": "certain", "child": 1, "how": "get_ipython.getoutput", "language": "sh", "source": "literal", "span": [0, 4], "unit": 0}], "commands": [{"argv": [{"kind": "literal", "text": "ls"}], "basename": "ls", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "ls"}, "operands": [], "options": {}, "redirects": [], "span": [0, 2], "unit": 1, "wrappers": []}], "index": {"callees": {"get_ipython.getoutput": [0]}, "calls": {"process": [0]}, "code": {"literal": [0]}, "commands": {"ls": [0]}}, "reading": {"opaque": []}}}
}

# "%%bash\nls"
test_fires_on_sample_3 if {
	count(rule.deny) > 0 with input as {"facts": {"calls": [{"args": [{"kind": "literal", "text": "bash"}, {"kind": "literal", "text": ""}, {"kind": "literal", "text": "ls\n"}], "callee": "get_ipython.run_cell_magic", "category": "code", "certainty": "certain", "kwargs": {}, "resolved": true, "span": [0, 9], "unit": 0}, {"args": [{"kind": "literal", "text": ""}], "callee": "%%bash", "category": "code", "certainty": "certain", "kwargs": {}, "resolved": true, "span": [0, 9], "unit": 0}], "code": [{"by": {"call": 1}, "certainty": "certain", "child": 1, "how": "%%bash", "language": "bash", "source": "computed", "span": [0, 9], "unit": 0}], "commands": [{"argv": [{"kind": "literal", "text": "ls"}], "basename": "ls", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "ls"}, "operands": [], "options": {}, "redirects": [], "span": [0, 2], "unit": 1, "wrappers": []}], "index": {"callees": {"%%bash": [1], "get_ipython.run_cell_magic": [0]}, "calls": {"code": [0, 1]}, "code": {"computed": [0]}, "commands": {"ls": [0]}}, "reading": {"opaque": []}}}
}

# "%%sh\nls"
test_fires_on_sample_4 if {
	count(rule.deny) > 0 with input as {"facts": {"calls": [{"args": [{"kind": "literal", "text": "sh"}, {"kind": "literal", "text": ""}, {"kind": "literal", "text": "ls\n"}], "callee": "get_ipython.run_cell_magic", "category": "code", "certainty": "certain", "kwargs": {}, "resolved": true, "span": [0, 7], "unit": 0}, {"args": [{"kind": "literal", "text": ""}], "callee": "%%sh", "category": "code", "certainty": "certain", "kwargs": {}, "resolved": true, "span": [0, 7], "unit": 0}], "code": [{"by": {"call": 1}, "certainty": "certain", "child": 1, "how": "%%sh", "language": "sh", "source": "computed", "span": [0, 7], "unit": 0}], "commands": [{"argv": [{"kind": "literal", "text": "ls"}], "basename": "ls", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "ls"}, "operands": [], "options": {}, "redirects": [], "span": [0, 2], "unit": 1, "wrappers": []}], "index": {"callees": {"%%sh": [1], "get_ipython.run_cell_magic": [0]}, "calls": {"code": [0, 1]}, "code": {"computed": [0]}, "commands": {"ls": [0]}}, "reading": {"opaque": []}}}
}

# "%%script bash\nls"
test_fires_on_sample_5 if {
	count(rule.deny) > 0 with input as {"facts": {"calls": [{"args": [{"kind": "literal", "text": "script"}, {"kind": "literal", "text": "bash"}, {"kind": "literal", "text": "ls\n"}], "callee": "get_ipython.run_cell_magic", "category": "code", "certainty": "certain", "kwargs": {}, "resolved": true, "span": [0, 16], "unit": 0}, {"args": [{"kind": "literal", "text": "bash"}], "callee": "%%script", "category": "code", "certainty": "certain", "kwargs": {}, "resolved": true, "span": [0, 16], "unit": 0}], "code": [{"by": {"command": 0}, "certainty": "certain", "child": 2, "how": "heredoc to bash", "language": "bash", "source": "computed", "span": [0, 22], "unit": 1}, {"by": {"call": 1}, "certainty": "certain", "child": 1, "how": "%%script bash", "language": "sh", "source": "computed", "span": [0, 16], "unit": 0}], "commands": [{"argv": [{"kind": "literal", "text": "bash"}], "basename": "bash", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "bash"}, "operands": [], "options": {}, "redirects": [{"op": "<<", "target": {"kind": "literal", "text": "ls\n\n"}}], "span": [0, 22], "stdin": {"source": "heredoc", "value": {"kind": "literal", "text": "ls\n\n"}}, "unit": 1, "wrappers": []}, {"argv": [{"kind": "literal", "text": "ls"}], "basename": "ls", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "ls"}, "operands": [], "options": {}, "redirects": [], "span": [0, 2], "unit": 2, "wrappers": ["bash"]}], "index": {"callees": {"%%script": [1], "get_ipython.run_cell_magic": [0]}, "calls": {"code": [0, 1]}, "code": {"computed": [0, 1]}, "commands": {"bash": [0], "ls": [1]}, "wrapped": {"bash": [1]}}, "reading": {"opaque": []}}}
}

# "%sx ls"
test_fires_on_sample_6 if {
	count(rule.deny) > 0 with input as {"facts": {"calls": [{"args": [{"kind": "literal", "text": "sx"}, {"kind": "literal", "text": "ls"}], "callee": "get_ipython.run_line_magic", "category": "code", "certainty": "certain", "kwargs": {}, "resolved": true, "span": [0, 6], "unit": 0}], "code": [{"by": {"call": 0}, "certainty": "certain", "child": 1, "how": "%sx", "language": "sh", "source": "literal", "span": [0, 6], "unit": 0}], "commands": [{"argv": [{"kind": "literal", "text": "ls"}], "basename": "ls", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "ls"}, "operands": [], "options": {}, "redirects": [], "span": [0, 2], "unit": 1, "wrappers": []}], "index": {"callees": {"get_ipython.run_line_magic": [0]}, "calls": {"code": [0]}, "code": {"literal": [0]}, "commands": {"ls": [0]}}, "reading": {"opaque": []}}}
}

# "%system ls"
test_fires_on_sample_7 if {
	count(rule.deny) > 0 with input as {"facts": {"calls": [{"args": [{"kind": "literal", "text": "system"}, {"kind": "literal", "text": "ls"}], "callee": "get_ipython.run_line_magic", "category": "code", "certainty": "certain", "kwargs": {}, "resolved": true, "span": [0, 10], "unit": 0}], "code": [{"by": {"call": 0}, "certainty": "certain", "child": 1, "how": "%system", "language": "sh", "source": "literal", "span": [0, 10], "unit": 0}], "commands": [{"argv": [{"kind": "literal", "text": "ls"}], "basename": "ls", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "ls"}, "operands": [], "options": {}, "redirects": [], "span": [0, 2], "unit": 1, "wrappers": []}], "index": {"callees": {"get_ipython.run_line_magic": [0]}, "calls": {"code": [0]}, "code": {"literal": [0]}, "commands": {"ls": [0]}}, "reading": {"opaque": []}}}
}

# "get_ipython().system('ls')"
test_fires_on_sample_8 if {
	count(rule.deny) > 0 with input as {"facts": {"calls": [{"args": [{"kind": "literal", "text": "ls"}], "callee": "get_ipython.system", "category": "process", "certainty": "certain", "kwargs": {}, "resolved": true, "span": [0, 26], "unit": 0}], "code": [{"by": {"call": 0}, "certainty": "certain", "child": 1, "how": "get_ipython.system", "language": "sh", "source": "literal", "span": [0, 26], "unit": 0}], "commands": [{"argv": [{"kind": "literal", "text": "ls"}], "basename": "ls", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "ls"}, "operands": [], "options": {}, "redirects": [], "span": [0, 2], "unit": 1, "wrappers": []}], "index": {"callees": {"get_ipython.system": [0]}, "calls": {"process": [0]}, "code": {"literal": [0]}, "commands": {"ls": [0]}}, "reading": {"opaque": []}}}
}

# "get_ipython().run_cell_magic('bash', '', 'ls')"
test_fires_on_sample_9 if {
	count(rule.deny) > 0 with input as {"facts": {"calls": [{"args": [{"kind": "literal", "text": "bash"}, {"kind": "literal", "text": ""}, {"kind": "literal", "text": "ls"}], "callee": "get_ipython.run_cell_magic", "category": "code", "certainty": "certain", "kwargs": {}, "resolved": true, "span": [0, 46], "unit": 0}, {"args": [{"kind": "literal", "text": ""}], "callee": "%%bash", "category": "code", "certainty": "certain", "kwargs": {}, "resolved": true, "span": [0, 46], "unit": 0}], "code": [{"by": {"call": 1}, "certainty": "certain", "child": 1, "how": "%%bash", "language": "bash", "source": "literal", "span": [0, 46], "unit": 0}], "commands": [{"argv": [{"kind": "literal", "text": "ls"}], "basename": "ls", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "ls"}, "operands": [], "options": {}, "redirects": [], "span": [0, 2], "unit": 1, "wrappers": []}], "index": {"callees": {"%%bash": [1], "get_ipython.run_cell_magic": [0]}, "calls": {"code": [0, 1]}, "code": {"literal": [0]}, "commands": {"ls": [0]}}, "reading": {"opaque": []}}}
}

# "get_ipython().getoutput('ls')"
test_fires_on_sample_10 if {
	count(rule.deny) > 0 with input as {"facts": {"calls": [{"args": [{"kind": "literal", "text": "ls"}], "callee": "get_ipython.getoutput", "category": "process", "certainty": "certain", "kwargs": {}, "resolved": true, "span": [0, 29], "unit": 0}], "code": [{"by": {"call": 0}, "certainty": "certain", "child": 1, "how": "get_ipython.getoutput", "language": "sh", "source": "literal", "span": [0, 29], "unit": 0}], "commands": [{"argv": [{"kind": "literal", "text": "ls"}], "basename": "ls", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "ls"}, "operands": [], "options": {}, "redirects": [], "span": [0, 2], "unit": 1, "wrappers": []}], "index": {"callees": {"get_ipython.getoutput": [0]}, "calls": {"process": [0]}, "code": {"literal": [0]}, "commands": {"ls": [0]}}, "reading": {"opaque": []}}}
}

# "from IPython.core.getipython import get_ipython\nget_ipython().run_line_magic('system', 'ls')"
test_fires_on_sample_11 if {
	count(rule.deny) > 0 with input as {"facts": {"calls": [{"args": [{"kind": "literal", "text": "system"}, {"kind": "literal", "text": "ls"}], "callee": "get_ipython.run_line_magic", "category": "code", "certainty": "certain", "kwargs": {}, "resolved": true, "span": [48, 92], "unit": 0}], "code": [{"by": {"call": 0}, "certainty": "certain", "child": 1, "how": "%system", "language": "sh", "source": "literal", "span": [48, 92], "unit": 0}], "commands": [{"argv": [{"kind": "literal", "text": "ls"}], "basename": "ls", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "ls"}, "operands": [], "options": {}, "redirects": [], "span": [0, 2], "unit": 1, "wrappers": []}], "index": {"callees": {"get_ipython.run_line_magic": [0]}, "calls": {"code": [0]}, "code": {"literal": [0]}, "commands": {"ls": [0]}, "imports": {"IPython": [0], "IPython.core": [0], "IPython.core.getipython": [0]}}, "reading": {"opaque": []}}}
}

# "%%perl\nprint 1"
test_fires_on_sample_12 if {
	count(rule.deny) > 0 with input as {"facts": {"calls": [{"args": [{"kind": "literal", "text": "perl"}, {"kind": "literal", "text": ""}, {"kind": "literal", "text": "print 1\n"}], "callee": "get_ipython.run_cell_magic", "category": "code", "certainty": "certain", "kwargs": {}, "resolved": true, "span": [0, 14], "unit": 0}, {"args": [{"kind": "literal", "text": ""}], "callee": "%%perl", "category": "code", "certainty": "certain", "kwargs": {}, "resolved": true, "span": [0, 14], "unit": 0}], "code": [{"by": {"command": 0}, "certainty": "certain", "how": "heredoc to perl", "language": "perl", "source": "literal", "span": [0, 22], "unit": 1}, {"by": {"call": 1}, "certainty": "certain", "child": 1, "how": "%%perl", "language": "sh", "source": "computed", "span": [0, 14], "unit": 0}], "commands": [{"argv": [{"kind": "literal", "text": "perl"}], "basename": "perl", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "perl"}, "operands": [], "options": {}, "redirects": [{"op": "<<", "target": {"kind": "literal", "text": "print 1\n\n"}}], "span": [0, 22], "stdin": {"source": "heredoc", "value": {"kind": "literal", "text": "print 1\n\n"}}, "unit": 1, "wrappers": []}], "index": {"callees": {"%%perl": [1], "get_ipython.run_cell_magic": [0]}, "calls": {"code": [0, 1]}, "code": {"computed": [1], "literal": [0]}, "commands": {"perl": [0]}}, "reading": {"opaque": []}}}
}

# "%%javascript\nalert(1)"
test_fires_on_sample_13 if {
	count(rule.deny) > 0 with input as {"facts": {"calls": [{"args": [{"kind": "literal", "text": "javascript"}, {"kind": "literal", "text": ""}, {"kind": "literal", "text": "alert(1)\n"}], "callee": "get_ipython.run_cell_magic", "category": "code", "certainty": "certain", "kwargs": {}, "resolved": true, "span": [0, 21], "unit": 0}, {"args": [{"kind": "literal", "text": ""}], "callee": "%%javascript", "category": "code", "certainty": "certain", "kwargs": {}, "resolved": true, "span": [0, 21], "unit": 0}], "index": {"callees": {"%%javascript": [1], "get_ipython.run_cell_magic": [0]}, "calls": {"code": [0, 1]}}, "reading": {"opaque": []}}}
}

# "%%capture\n!ls"
test_fires_on_sample_14 if {
	count(rule.deny) > 0 with input as {"facts": {"calls": [{"args": [{"kind": "literal", "text": "capture"}, {"kind": "literal", "text": ""}, {"kind": "literal", "text": "!ls\n"}], "callee": "get_ipython.run_cell_magic", "category": "code", "certainty": "certain", "kwargs": {}, "resolved": true, "span": [0, 13], "unit": 0}, {"args": [{"kind": "literal", "text": ""}], "callee": "%%capture", "category": "code", "certainty": "certain", "kwargs": {}, "resolved": true, "span": [0, 13], "unit": 0}, {"args": [{"kind": "literal", "text": "ls"}], "callee": "get_ipython.system", "category": "process", "certainty": "certain", "kwargs": {}, "resolved": true, "span": [0, 4], "unit": 1}], "code": [{"by": {"call": 2}, "certainty": "certain", "child": 2, "how": "get_ipython.system", "language": "sh", "source": "literal", "span": [0, 4], "unit": 1}, {"by": {"call": 1}, "certainty": "certain", "child": 1, "how": "%%capture", "language": "python", "source": "computed", "span": [0, 13], "unit": 0}], "commands": [{"argv": [{"kind": "literal", "text": "ls"}], "basename": "ls", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "ls"}, "operands": [], "options": {}, "redirects": [], "span": [0, 2], "unit": 2, "wrappers": []}], "index": {"callees": {"%%capture": [1], "get_ipython.run_cell_magic": [0], "get_ipython.system": [2]}, "calls": {"code": [0, 1], "process": [2]}, "code": {"computed": [1], "literal": [0]}, "commands": {"ls": [0]}}, "reading": {"opaque": []}}}
}

# "%timeit 1"
test_is_quiet_on_sample_0 if {
	count(rule.deny) == 0 with input as {"facts": {"calls": [{"args": [{"kind": "literal", "text": "timeit"}, {"kind": "literal", "text": "1"}], "callee": "get_ipython.run_line_magic", "category": "code", "certainty": "certain", "kwargs": {}, "resolved": true, "span": [0, 9], "unit": 0}], "code": [{"by": {"call": 0}, "certainty": "certain", "child": 1, "how": "%timeit", "language": "python", "source": "literal", "span": [0, 9], "unit": 0}], "index": {"callees": {"get_ipython.run_line_magic": [0]}, "calls": {"code": [0]}, "code": {"literal": [0]}}, "reading": {"opaque": []}}}
}

# "%matplotlib inline"
test_is_quiet_on_sample_1 if {
	count(rule.deny) == 0 with input as {"facts": {"calls": [{"args": [{"kind": "literal", "text": "matplotlib"}, {"kind": "literal", "text": "inline"}], "callee": "get_ipython.run_line_magic", "category": "code", "certainty": "certain", "kwargs": {}, "resolved": true, "span": [0, 18], "unit": 0}, {"args": [{"kind": "literal", "text": "inline"}], "callee": "%matplotlib", "category": "other", "certainty": "certain", "kwargs": {}, "resolved": true, "span": [0, 18], "unit": 0}], "index": {"callees": {"%matplotlib": [1], "get_ipython.run_line_magic": [0]}, "calls": {"code": [0], "other": [1]}}, "reading": {"opaque": []}}}
}

# "%%time\nx = 1"
test_is_quiet_on_sample_2 if {
	count(rule.deny) == 0 with input as {"facts": {"calls": [{"args": [{"kind": "literal", "text": "time"}, {"kind": "literal", "text": ""}, {"kind": "literal", "text": "x = 1\n"}], "callee": "get_ipython.run_cell_magic", "category": "code", "certainty": "certain", "kwargs": {}, "resolved": true, "span": [0, 12], "unit": 0}, {"args": [{"kind": "literal", "text": ""}], "callee": "%%time", "category": "code", "certainty": "certain", "kwargs": {}, "resolved": true, "span": [0, 12], "unit": 0}], "code": [{"by": {"call": 1}, "certainty": "certain", "child": 1, "how": "%%time", "language": "python", "source": "computed", "span": [0, 12], "unit": 0}], "index": {"callees": {"%%time": [1], "get_ipython.run_cell_magic": [0]}, "calls": {"code": [0, 1]}, "code": {"computed": [0]}}, "reading": {"opaque": []}}}
}

# "%pip install requests"
test_is_quiet_on_sample_3 if {
	count(rule.deny) == 0 with input as {"facts": {"calls": [{"args": [{"kind": "literal", "text": "pip"}, {"kind": "literal", "text": "install requests"}], "callee": "get_ipython.run_line_magic", "category": "code", "certainty": "certain", "kwargs": {}, "resolved": true, "span": [0, 21], "unit": 0}], "code": [{"by": {"call": 0}, "certainty": "certain", "child": 1, "how": "%pip", "language": "sh", "source": "literal", "span": [0, 21], "unit": 0}], "commands": [{"argv": [{"kind": "literal", "text": "pip"}, {"kind": "literal", "text": "install"}, {"kind": "literal", "text": "requests"}], "basename": "pip", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "pip"}, "operands": [{"kind": "literal", "text": "install"}, {"kind": "literal", "text": "requests"}], "options": {}, "redirects": [], "span": [0, 20], "unit": 1, "wrappers": []}], "index": {"callees": {"get_ipython.run_line_magic": [0]}, "calls": {"code": [0]}, "code": {"literal": [0]}, "commands": {"pip": [0]}, "packages": {"pip": [0], "source:index": [0], "unpinned": [0]}}, "packages": [{"action": "install", "by": {"command": 0}, "certainty": "certain", "ecosystem": "pypi", "manager": "pip", "name": {"kind": "literal", "text": "requests"}, "pinned": false, "source": "index", "span": [0, 20], "unit": 1}], "reading": {"opaque": []}}}
}

# "%%writefile a.py\nx = 1"
test_is_quiet_on_sample_4 if {
	count(rule.deny) == 0 with input as {"facts": {"calls": [{"args": [{"kind": "literal", "text": "writefile"}, {"kind": "literal", "text": "a.py"}, {"kind": "literal", "text": "x = 1\n"}], "callee": "get_ipython.run_cell_magic", "category": "code", "certainty": "certain", "kwargs": {}, "resolved": true, "span": [0, 22], "unit": 0}, {"args": [{"kind": "literal", "text": "a.py"}], "callee": "%%writefile", "category": "code", "certainty": "certain", "kwargs": {}, "resolved": true, "span": [0, 22], "unit": 0}], "files": [{"ancestors": ["/", "/home", "/home/user"], "by": {"call": 1}, "certainty": "certain", "op": "write", "path": {"kind": "literal", "text": "a.py"}, "resolved": "/home/user/a.py", "span": [0, 22], "unit": 0}], "index": {"callees": {"%%writefile": [1], "get_ipython.run_cell_magic": [0]}, "calls": {"code": [0, 1]}, "files": {"write": [0]}, "paths": {"/": [0], "/home": [0], "/home/user": [0], "/home/user/a.py": [0]}}, "reading": {"opaque": []}}}
}

# "%cd .."
test_is_quiet_on_sample_5 if {
	count(rule.deny) == 0 with input as {"facts": {"calls": [{"args": [{"kind": "literal", "text": "cd"}, {"kind": "literal", "text": ".."}], "callee": "get_ipython.run_line_magic", "category": "code", "certainty": "certain", "kwargs": {}, "resolved": true, "span": [0, 6], "unit": 0}, {"args": [{"kind": "literal", "text": ".."}], "callee": "%cd", "category": "other", "certainty": "certain", "kwargs": {}, "resolved": true, "span": [0, 6], "unit": 0}], "index": {"callees": {"%cd": [1], "get_ipython.run_line_magic": [0]}, "calls": {"code": [0], "other": [1]}}, "reading": {"opaque": []}}}
}

# "?print"
test_is_quiet_on_sample_6 if {
	count(rule.deny) == 0 with input as {"facts": {"calls": [{"args": [{"kind": "literal", "text": "pinfo"}, {"kind": "literal", "text": "print"}], "callee": "get_ipython.run_line_magic", "category": "code", "certainty": "certain", "kwargs": {}, "resolved": true, "span": [0, 6], "unit": 0}, {"args": [{"kind": "literal", "text": "print"}], "callee": "%pinfo", "category": "other", "certainty": "certain", "kwargs": {}, "resolved": true, "span": [0, 6], "unit": 0}], "index": {"callees": {"%pinfo": [1], "get_ipython.run_line_magic": [0]}, "calls": {"code": [0], "other": [1]}}, "reading": {"opaque": []}}}
}

# "%load_ext autoreload"
test_is_quiet_on_sample_7 if {
	count(rule.deny) == 0 with input as {"facts": {"calls": [{"args": [{"kind": "literal", "text": "load_ext"}, {"kind": "literal", "text": "autoreload"}], "callee": "get_ipython.run_line_magic", "category": "code", "certainty": "certain", "kwargs": {}, "resolved": true, "span": [0, 20], "unit": 0}, {"args": [{"kind": "literal", "text": "autoreload"}], "callee": "%load_ext", "category": "other", "certainty": "certain", "kwargs": {}, "resolved": true, "span": [0, 20], "unit": 0}], "index": {"callees": {"%load_ext": [1], "get_ipython.run_line_magic": [0]}, "calls": {"code": [0], "other": [1]}, "imports": {"autoreload": [0]}}, "reading": {"opaque": []}}}
}

# "x = not True"
test_is_quiet_on_sample_8 if {
	count(rule.deny) == 0 with input as {"facts": {"index": {}, "reading": {"opaque": []}}}
}

# "print('!ls')"
test_is_quiet_on_sample_9 if {
	count(rule.deny) == 0 with input as {"facts": {"index": {}, "reading": {"opaque": []}}}
}

# "bash -c ls"
test_is_quiet_on_sample_10 if {
	count(rule.deny) == 0 with input as {"facts": {"code": [{"by": {"command": 0}, "certainty": "certain", "child": 1, "how": "bash -c", "language": "bash", "source": "literal", "span": [8, 10], "unit": 0}], "commands": [{"argv": [{"kind": "literal", "text": "bash"}, {"kind": "literal", "text": "-c"}, {"kind": "literal", "text": "ls"}], "basename": "bash", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "bash"}, "operands": [{"kind": "literal", "text": "ls"}], "options": {"c": {"kind": "literal", "text": ""}}, "redirects": [], "span": [0, 10], "unit": 0, "wrappers": []}, {"argv": [{"kind": "literal", "text": "ls"}], "basename": "ls", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "ls"}, "operands": [], "options": {}, "redirects": [], "span": [0, 2], "unit": 1, "wrappers": ["bash"]}], "index": {"code": {"literal": [0]}, "commands": {"bash": [0], "ls": [1]}, "wrapped": {"bash": [1]}}, "reading": {"opaque": []}}}
}
