# Written by tools/make_policy_tests.py from samples.json; do not edit.

package interlock.rules.code["hidden-name_test"]

import data.interlock.rules.code["hidden-name"] as rule

# "getattr(__import__('o' + 's'), 'sys' + 'tem')('ls')"
test_fires_on_sample_0 if {
	count(rule.deny) > 0 with input as {"facts": {"calls": [{"args": [{"kind": "literal", "text": "os"}], "callee": "a name that is put together", "category": "introspection", "certainty": "certain", "kwargs": {}, "resolved": false, "span": [8, 29], "unit": 0}, {"args": [{"kind": "literal", "text": "os"}], "callee": "__import__", "category": "introspection", "certainty": "certain", "kwargs": {}, "resolved": true, "span": [8, 29], "unit": 0}, {"args": [{"kind": "unknown", "why": ""}, {"kind": "literal", "text": "system"}], "callee": "a name that is put together", "category": "introspection", "certainty": "certain", "kwargs": {}, "resolved": false, "span": [0, 45], "unit": 0}, {"args": [{"kind": "literal", "text": "ls"}], "callee": "os.system", "category": "process", "certainty": "certain", "kwargs": {}, "resolved": true, "span": [0, 51], "unit": 0}], "code": [{"by": {"call": 3}, "certainty": "certain", "child": 1, "how": "os.system", "language": "sh", "source": "literal", "span": [0, 51], "unit": 0}], "commands": [{"argv": [{"kind": "literal", "text": "ls"}], "basename": "ls", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "ls"}, "operands": [], "options": {}, "redirects": [], "span": [0, 2], "unit": 1, "wrappers": []}], "index": {"callees": {"__import__": [1], "a name that is put together": [0, 2], "os.system": [3]}, "calls": {"introspection": [0, 1, 2], "process": [3]}, "code": {"literal": [0]}, "commands": {"ls": [0]}, "imports": {"os": [0]}}, "reading": {"opaque": []}}}
}

# "import os\ngetattr(os, chr(115) + 'ystem')('ls')"
test_fires_on_sample_1 if {
	count(rule.deny) > 0 with input as {"facts": {"calls": [{"args": [{"kind": "unknown", "why": ""}, {"kind": "literal", "text": "system"}], "callee": "a name that is put together", "category": "introspection", "certainty": "certain", "kwargs": {}, "resolved": false, "span": [10, 41], "unit": 0}, {"args": [{"kind": "literal", "text": "ls"}], "callee": "os.system", "category": "process", "certainty": "certain", "kwargs": {}, "resolved": true, "span": [10, 47], "unit": 0}], "code": [{"by": {"call": 1}, "certainty": "certain", "child": 1, "how": "os.system", "language": "sh", "source": "literal", "span": [10, 47], "unit": 0}], "commands": [{"argv": [{"kind": "literal", "text": "ls"}], "basename": "ls", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "ls"}, "operands": [], "options": {}, "redirects": [], "span": [0, 2], "unit": 1, "wrappers": []}], "index": {"callees": {"a name that is put together": [0], "os.system": [1]}, "calls": {"introspection": [0], "process": [1]}, "code": {"literal": [0]}, "commands": {"ls": [0]}, "imports": {"os": [0]}}, "reading": {"opaque": []}}}
}

# "vars(__builtins__)['ev' + 'al']('1')"
test_fires_on_sample_2 if {
	count(rule.deny) > 0 with input as {"facts": {"calls": [{"args": [{"kind": "unknown", "why": ""}, {"kind": "literal", "text": "eval"}], "callee": "a name that is put together", "category": "introspection", "certainty": "certain", "kwargs": {}, "resolved": false, "span": [0, 31], "unit": 0}, {"args": [{"kind": "literal", "text": "1"}], "callee": "eval", "category": "code", "certainty": "certain", "kwargs": {}, "resolved": true, "span": [0, 36], "unit": 0}], "code": [{"by": {"call": 1}, "certainty": "certain", "child": 1, "how": "eval()", "language": "python", "source": "literal", "span": [0, 36], "unit": 0}], "index": {"callees": {"a name that is put together": [0], "eval": [1]}, "calls": {"code": [1], "introspection": [0]}, "code": {"literal": [0]}}, "reading": {"opaque": []}}}
}

# "().__class__.__bases__[0].__subclasses__()"
test_fires_on_sample_3 if {
	count(rule.deny) > 0 with input as {"facts": {"calls": [{"args": [], "callee": "a function found by walking objects", "category": "introspection", "certainty": "certain", "kwargs": {}, "resolved": false, "span": [0, 42], "unit": 0}], "index": {"callees": {"a function found by walking objects": [0]}, "calls": {"introspection": [0]}}, "reading": {"opaque": []}}}
}

# "class A: pass\nA.__subclasses__()"
test_fires_on_sample_4 if {
	count(rule.deny) > 0 with input as {"facts": {"calls": [{"args": [], "callee": "__subclasses__", "category": "introspection", "certainty": "certain", "kwargs": {}, "resolved": true, "span": [14, 30], "unit": 0}, {"args": [], "callee": "a function found by walking objects", "category": "introspection", "certainty": "certain", "kwargs": {}, "resolved": false, "span": [14, 32], "unit": 0}], "index": {"callees": {"__subclasses__": [0], "a function found by walking objects": [1]}, "calls": {"introspection": [0, 1]}}, "reading": {"opaque": []}}}
}

# "f.__globals__['os']"
test_fires_on_sample_5 if {
	count(rule.deny) > 0 with input as {"facts": {"calls": [{"args": [], "callee": "__globals__", "category": "introspection", "certainty": "certain", "kwargs": {}, "resolved": true, "span": [0, 13], "unit": 0}], "index": {"callees": {"__globals__": [0]}, "calls": {"introspection": [0]}}, "reading": {"opaque": []}}}
}

# "import importlib\nimportlib.import_module(''.join(['o', 's'])).system('ls')"
test_fires_on_sample_6 if {
	count(rule.deny) > 0 with input as {"facts": {"calls": [{"args": [{"kind": "literal", "text": "os"}], "callee": "a name that is put together", "category": "introspection", "certainty": "certain", "kwargs": {}, "resolved": false, "span": [17, 61], "unit": 0}, {"args": [{"kind": "literal", "text": "os"}], "callee": "importlib.import_module", "category": "introspection", "certainty": "certain", "kwargs": {}, "resolved": true, "span": [17, 61], "unit": 0}, {"args": [{"kind": "literal", "text": "ls"}], "callee": "os.system", "category": "process", "certainty": "certain", "kwargs": {}, "resolved": true, "span": [17, 74], "unit": 0}], "code": [{"by": {"call": 2}, "certainty": "certain", "child": 1, "how": "os.system", "language": "sh", "source": "literal", "span": [17, 74], "unit": 0}], "commands": [{"argv": [{"kind": "literal", "text": "ls"}], "basename": "ls", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "ls"}, "operands": [], "options": {}, "redirects": [], "span": [0, 2], "unit": 1, "wrappers": []}], "index": {"callees": {"a name that is put together": [0], "importlib.import_module": [1], "os.system": [2]}, "calls": {"introspection": [0, 1], "process": [2]}, "code": {"literal": [0]}, "commands": {"ls": [0]}, "imports": {"importlib": [0], "os": [1]}}, "reading": {"opaque": []}}}
}

# "import gc\ngc.get_objects()"
test_fires_on_sample_7 if {
	count(rule.deny) > 0 with input as {"facts": {"calls": [{"args": [], "callee": "gc.get_objects", "category": "introspection", "certainty": "certain", "kwargs": {}, "resolved": true, "span": [10, 26], "unit": 0}], "index": {"callees": {"gc.get_objects": [0]}, "calls": {"introspection": [0]}, "imports": {"gc": [0]}}, "reading": {"opaque": []}}}
}

# "import os\nn = 'metsys'[::-1]\ngetattr(os, n)('ls')"
test_fires_on_sample_8 if {
	count(rule.deny) > 0 with input as {"facts": {"calls": [{"args": [{"kind": "unknown", "why": ""}, {"kind": "literal", "text": "system"}], "callee": "a name that is put together", "category": "introspection", "certainty": "certain", "kwargs": {}, "resolved": false, "span": [29, 43], "unit": 0}, {"args": [{"kind": "literal", "text": "ls"}], "callee": "os.system", "category": "process", "certainty": "certain", "kwargs": {}, "resolved": true, "span": [29, 49], "unit": 0}], "code": [{"by": {"call": 1}, "certainty": "certain", "child": 1, "how": "os.system", "language": "sh", "source": "literal", "span": [29, 49], "unit": 0}], "commands": [{"argv": [{"kind": "literal", "text": "ls"}], "basename": "ls", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "ls"}, "operands": [], "options": {}, "redirects": [], "span": [0, 2], "unit": 1, "wrappers": []}], "index": {"callees": {"a name that is put together": [0], "os.system": [1]}, "calls": {"introspection": [0], "process": [1]}, "code": {"literal": [0]}, "commands": {"ls": [0]}, "imports": {"os": [0]}}, "reading": {"opaque": []}}}
}

# "globalThis['ev' + 'al']('1')"
test_fires_on_sample_9 if {
	count(rule.deny) > 0 with input as {"facts": {"calls": [{"args": [{"kind": "literal", "text": "eval"}], "callee": "a name that is put together", "category": "introspection", "certainty": "certain", "kwargs": {}, "resolved": false, "span": [0, 23], "unit": 0}, {"args": [{"kind": "literal", "text": "1"}], "callee": "eval", "category": "code", "certainty": "certain", "kwargs": {}, "resolved": true, "span": [0, 28], "unit": 0}], "code": [{"by": {"call": 1}, "certainty": "certain", "child": 1, "how": "eval", "language": "javascript", "source": "literal", "span": [0, 28], "unit": 0}], "index": {"callees": {"a name that is put together": [0], "eval": [1]}, "calls": {"code": [1], "introspection": [0]}, "code": {"literal": [0]}}, "reading": {"opaque": []}}}
}

# "require('child' + '_process')['ex' + 'ec']('ls')"
test_fires_on_sample_10 if {
	count(rule.deny) > 0 with input as {"facts": {"calls": [{"args": [{"kind": "literal", "text": "child_process"}], "callee": "require", "category": "introspection", "certainty": "certain", "kwargs": {}, "resolved": true, "span": [0, 29], "unit": 0}, {"args": [{"kind": "literal", "text": "child_process"}], "callee": "a name that is put together", "category": "introspection", "certainty": "certain", "kwargs": {}, "resolved": false, "span": [0, 29], "unit": 0}, {"args": [{"kind": "literal", "text": "exec"}], "callee": "a name that is put together", "category": "introspection", "certainty": "certain", "kwargs": {}, "resolved": false, "span": [0, 42], "unit": 0}, {"args": [{"kind": "literal", "text": "ls"}], "callee": "child_process.exec", "category": "process", "certainty": "certain", "kwargs": {}, "resolved": true, "span": [0, 48], "unit": 0}], "code": [{"by": {"call": 3}, "certainty": "certain", "child": 1, "how": "child_process.exec", "language": "sh", "source": "literal", "span": [0, 48], "unit": 0}], "commands": [{"argv": [{"kind": "literal", "text": "ls"}], "basename": "ls", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "ls"}, "operands": [], "options": {}, "redirects": [], "span": [0, 2], "unit": 1, "wrappers": []}], "index": {"callees": {"a name that is put together": [1, 2], "child_process.exec": [3], "require": [0]}, "calls": {"introspection": [0, 1, 2], "process": [3]}, "code": {"literal": [0]}, "commands": {"ls": [0]}, "imports": {"child_process": [0]}}, "reading": {"opaque": []}}}
}

# "(() => {}).constructor('return process')()"
test_fires_on_sample_11 if {
	count(rule.deny) > 0 with input as {"facts": {"calls": [{"args": [{"kind": "literal", "text": "constructor"}], "callee": "a name that is put together", "category": "introspection", "certainty": "certain", "kwargs": {}, "resolved": false, "span": [0, 22], "unit": 0}, {"args": [{"kind": "literal", "text": "return process"}], "callee": "Function", "category": "code", "certainty": "certain", "kwargs": {}, "resolved": true, "span": [0, 40], "unit": 0}], "code": [{"by": {"call": 1}, "certainty": "certain", "child": 1, "how": "Function", "language": "javascript", "source": "computed", "span": [0, 40], "unit": 0}], "index": {"callees": {"Function": [1], "a name that is put together": [0]}, "calls": {"code": [1], "introspection": [0]}, "code": {"computed": [0]}}, "reading": {"opaque": []}}}
}

# "[]['constructor']['constructor']('return 1')()"
test_fires_on_sample_12 if {
	count(rule.deny) > 0 with input as {"facts": {"calls": [{"args": [{"kind": "literal", "text": "constructor"}], "callee": "a name that is put together", "category": "introspection", "certainty": "certain", "kwargs": {}, "resolved": false, "span": [0, 32], "unit": 0}, {"args": [{"kind": "literal", "text": "return 1"}], "callee": "Function", "category": "code", "certainty": "certain", "kwargs": {}, "resolved": true, "span": [0, 44], "unit": 0}], "code": [{"by": {"call": 1}, "certainty": "certain", "child": 1, "how": "Function", "language": "javascript", "source": "computed", "span": [0, 44], "unit": 0}], "index": {"callees": {"Function": [1], "a name that is put together": [0]}, "calls": {"code": [1], "introspection": [0]}, "code": {"computed": [0]}}, "reading": {"opaque": []}}}
}

# "module.constructor._load('child_process')"
test_fires_on_sample_13 if {
	count(rule.deny) > 0 with input as {"facts": {"calls": [{"args": [{"kind": "literal", "text": "child_process"}], "callee": "module._load", "category": "introspection", "certainty": "certain", "kwargs": {}, "resolved": true, "span": [0, 41], "unit": 0}], "index": {"callees": {"module._load": [0]}, "calls": {"introspection": [0]}, "imports": {"child_process": [0]}}, "reading": {"opaque": []}}}
}

# "python3 -c \"import os; getattr(os, 'sys' 'tem'[:3] + 'tem')('id')\""
test_fires_on_sample_14 if {
	count(rule.deny) > 0 with input as {"facts": {"calls": [{"args": [{"kind": "unknown", "why": ""}, {"kind": "literal", "text": "system"}], "callee": "a name that is put together", "category": "introspection", "certainty": "certain", "kwargs": {}, "resolved": false, "span": [11, 47], "unit": 1}, {"args": [{"kind": "literal", "text": "id"}], "callee": "os.system", "category": "process", "certainty": "certain", "kwargs": {}, "resolved": true, "span": [11, 53], "unit": 1}], "code": [{"by": {"call": 1}, "certainty": "certain", "child": 2, "how": "os.system", "language": "sh", "source": "literal", "span": [11, 53], "unit": 1}, {"by": {"command": 0}, "certainty": "certain", "child": 1, "how": "python3 -c", "language": "python", "source": "literal", "span": [0, 66], "unit": 0}], "commands": [{"argv": [{"kind": "literal", "text": "python3"}, {"kind": "literal", "text": "-c"}, {"kind": "literal", "text": "import os; getattr(os, 'sys' 'tem'[:3] + 'tem')('id')"}], "basename": "python3", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "python3"}, "operands": [], "options": {"c": {"kind": "literal", "text": "import os; getattr(os, 'sys' 'tem'[:3] + 'tem')('id')"}}, "redirects": [], "span": [0, 66], "unit": 0, "wrappers": []}, {"argv": [{"kind": "literal", "text": "id"}], "basename": "id", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "id"}, "operands": [], "options": {}, "redirects": [], "span": [0, 2], "unit": 2, "wrappers": ["python3"]}], "index": {"callees": {"a name that is put together": [0], "os.system": [1]}, "calls": {"introspection": [0], "process": [1]}, "code": {"literal": [0, 1]}, "commands": {"id": [1], "python3": [0]}, "imports": {"os": [0]}, "wrapped": {"python3": [1]}}, "reading": {"opaque": []}}}
}

# "const k = ['e', 'v', 'a', 'l'].join('');\nglobalThis[k]('1')"
test_fires_on_sample_15 if {
	count(rule.deny) > 0 with input as {"facts": {"calls": [{"args": [{"kind": "literal", "text": "eval"}], "callee": "a name that is put together", "category": "introspection", "certainty": "certain", "kwargs": {}, "resolved": false, "span": [41, 54], "unit": 0}, {"args": [{"kind": "literal", "text": "1"}], "callee": "eval", "category": "code", "certainty": "certain", "kwargs": {}, "resolved": true, "span": [41, 59], "unit": 0}], "code": [{"by": {"call": 1}, "certainty": "certain", "child": 1, "how": "eval", "language": "javascript", "source": "literal", "span": [41, 59], "unit": 0}], "index": {"callees": {"a name that is put together": [0], "eval": [1]}, "calls": {"code": [1], "introspection": [0]}, "code": {"literal": [0]}}, "reading": {"opaque": []}}}
}

# "getattr(obj, 'name')"
test_is_quiet_on_sample_0 if {
	count(rule.deny) == 0 with input as {"facts": {"index": {}, "reading": {"opaque": []}}}
}

# "getattr(cfg, key, None)"
test_is_quiet_on_sample_1 if {
	count(rule.deny) == 0 with input as {"facts": {"index": {}, "reading": {"opaque": []}}}
}

# "import numpy as np\ngetattr(np, 'me' + 'an')([1])"
test_is_quiet_on_sample_2 if {
	count(rule.deny) == 0 with input as {"facts": {"index": {"imports": {"numpy": [0]}}, "reading": {"opaque": []}}}
}

# "x.__class__.__name__"
test_is_quiet_on_sample_3 if {
	count(rule.deny) == 0 with input as {"facts": {"index": {}, "reading": {"opaque": []}}}
}

# "type(x).__name__"
test_is_quiet_on_sample_4 if {
	count(rule.deny) == 0 with input as {"facts": {"index": {}, "reading": {"opaque": []}}}
}

# "import math\n{'sin': math.sin}['si' + 'n'](1)"
test_is_quiet_on_sample_5 if {
	count(rule.deny) == 0 with input as {"facts": {"index": {"imports": {"math": [0]}}, "reading": {"opaque": []}}}
}

# "import inspect\ninspect.signature(print)"
test_is_quiet_on_sample_6 if {
	count(rule.deny) == 0 with input as {"facts": {"index": {"imports": {"inspect": [0]}}, "reading": {"opaque": []}}}
}

# "x = {}\nx['a' + 'b'] = 1"
test_is_quiet_on_sample_7 if {
	count(rule.deny) == 0 with input as {"facts": {"index": {}, "reading": {"opaque": []}}}
}

# "import os\nos.environ['HOME' + 'X']"
test_is_quiet_on_sample_8 if {
	count(rule.deny) == 0 with input as {"facts": {"environment": [{"by": {}, "certainty": "certain", "name": {"kind": "literal", "text": "HOMEX"}, "op": "read", "span": [10, 34], "unit": 0}], "index": {"environment": {"read": [0]}, "imports": {"os": [0]}}, "reading": {"opaque": []}}}
}

# "x.constructor.name"
test_is_quiet_on_sample_9 if {
	count(rule.deny) == 0 with input as {"facts": {"index": {}, "reading": {"opaque": []}}}
}

# "obj[key]()"
test_is_quiet_on_sample_10 if {
	count(rule.deny) == 0 with input as {"facts": {"index": {}, "reading": {"opaque": []}}}
}

# "const { readFile } = require('fs')"
test_is_quiet_on_sample_11 if {
	count(rule.deny) == 0 with input as {"facts": {"calls": [{"args": [{"kind": "literal", "text": "fs"}], "callee": "require", "category": "introspection", "certainty": "certain", "kwargs": {}, "resolved": true, "span": [21, 34], "unit": 0}], "index": {"callees": {"require": [0]}, "calls": {"introspection": [0]}, "imports": {"fs": [0]}}, "reading": {"opaque": []}}}
}

# "table['a' + 1]"
test_is_quiet_on_sample_12 if {
	count(rule.deny) == 0 with input as {"facts": {"index": {}, "reading": {"opaque": []}}}
}

# "console['log'](1)"
test_is_quiet_on_sample_13 if {
	count(rule.deny) == 0 with input as {"facts": {"index": {}, "reading": {"opaque": []}}}
}
