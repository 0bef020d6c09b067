# Written by tools/make_policy_tests.py from samples.json; do not edit.

package interlock.rules.code["import-list_test"]

import data.interlock.rules.code["import-list"] as rule

# "import os"
test_fires_on_sample_0 if {
	count(rule.deny) > 0 with input as {"facts": {"imports": [{"certainty": "certain", "module": {"kind": "literal", "text": "os"}, "names": [], "span": [0, 9], "unit": 0}], "index": {"imports": {"os": [0]}}, "reading": {"opaque": []}}}
}

# "import subprocess as sp"
test_fires_on_sample_1 if {
	count(rule.deny) > 0 with input as {"facts": {"imports": [{"alias": "sp", "certainty": "certain", "module": {"kind": "literal", "text": "subprocess"}, "names": [], "span": [0, 23], "unit": 0}], "index": {"imports": {"subprocess": [0]}}, "reading": {"opaque": []}}}
}

# "from socket import socket"
test_fires_on_sample_2 if {
	count(rule.deny) > 0 with input as {"facts": {"imports": [{"certainty": "certain", "module": {"kind": "literal", "text": "socket"}, "names": ["socket"], "span": [0, 25], "unit": 0}], "index": {"imports": {"socket": [0]}}, "reading": {"opaque": []}}}
}

# "import requests"
test_fires_on_sample_3 if {
	count(rule.deny) > 0 with input as {"facts": {"imports": [{"certainty": "certain", "module": {"kind": "literal", "text": "requests"}, "names": [], "span": [0, 15], "unit": 0}], "index": {"imports": {"requests": [0]}}, "reading": {"opaque": []}}}
}

# "import ctypes.util"
test_fires_on_sample_4 if {
	count(rule.deny) > 0 with input as {"facts": {"imports": [{"certainty": "certain", "module": {"kind": "literal", "text": "ctypes.util"}, "names": [], "span": [0, 18], "unit": 0}], "index": {"imports": {"ctypes": [0], "ctypes.util": [0]}}, "reading": {"opaque": []}}}
}

# "import importlib\nimportlib.import_module('shutil')"
test_fires_on_sample_5 if {
	count(rule.deny) > 0 with input as {"facts": {"calls": [{"args": [{"kind": "literal", "text": "shutil"}], "callee": "importlib.import_module", "category": "introspection", "certainty": "certain", "kwargs": {}, "resolved": true, "span": [17, 50], "unit": 0}], "imports": [{"certainty": "certain", "module": {"kind": "literal", "text": "importlib"}, "names": [], "span": [0, 16], "unit": 0}, {"certainty": "certain", "dynamic": true, "module": {"kind": "literal", "text": "shutil"}, "names": [], "span": [17, 50], "unit": 0}], "index": {"callees": {"importlib.import_module": [0]}, "calls": {"introspection": [0]}, "imports": {"importlib": [0], "shutil": [1]}}, "reading": {"opaque": []}}}
}

# "__import__('pickle')"
test_fires_on_sample_6 if {
	count(rule.deny) > 0 with input as {"facts": {"calls": [{"args": [{"kind": "literal", "text": "pickle"}], "callee": "__import__", "category": "introspection", "certainty": "certain", "kwargs": {}, "resolved": true, "span": [0, 20], "unit": 0}], "imports": [{"certainty": "certain", "dynamic": true, "module": {"kind": "literal", "text": "pickle"}, "names": [], "span": [0, 20], "unit": 0}], "index": {"callees": {"__import__": [0]}, "calls": {"introspection": [0]}, "imports": {"pickle": [0]}}, "reading": {"opaque": []}}}
}

# "const cp = require('child_process')"
test_fires_on_sample_7 if {
	count(rule.deny) > 0 with input as {"facts": {"calls": [{"args": [{"kind": "literal", "text": "child_process"}], "callee": "require", "category": "introspection", "certainty": "certain", "kwargs": {}, "resolved": true, "span": [11, 35], "unit": 0}], "imports": [{"certainty": "certain", "module": {"kind": "literal", "text": "child_process"}, "names": [], "span": [11, 35], "unit": 0}], "index": {"callees": {"require": [0]}, "calls": {"introspection": [0]}, "imports": {"child_process": [0]}}, "reading": {"opaque": []}}}
}

# "import fs from 'node:fs'"
test_fires_on_sample_8 if {
	count(rule.deny) > 0 with input as {"facts": {"imports": [{"certainty": "certain", "module": {"kind": "literal", "text": "node:fs"}, "names": [], "span": [0, 24], "unit": 0}], "index": {"imports": {"node:fs": [0]}}, "reading": {"opaque": []}}}
}

# "require('left-pad')"
test_fires_on_sample_9 if {
	count(rule.deny) > 0 with input as {"facts": {"calls": [{"args": [{"kind": "literal", "text": "left-pad"}], "callee": "require", "category": "introspection", "certainty": "certain", "kwargs": {}, "resolved": true, "span": [0, 19], "unit": 0}], "imports": [{"certainty": "certain", "module": {"kind": "literal", "text": "left-pad"}, "names": [], "span": [0, 19], "unit": 0}], "index": {"callees": {"require": [0]}, "calls": {"introspection": [0]}, "imports": {"left-pad": [0]}}, "reading": {"opaque": []}}}
}

# "python3 -c 'import pty'"
test_fires_on_sample_10 if {
	count(rule.deny) > 0 with input as {"facts": {"code": [{"by": {"command": 0}, "certainty": "certain", "child": 1, "how": "python3 -c", "language": "python", "source": "literal", "span": [0, 23], "unit": 0}], "commands": [{"argv": [{"kind": "literal", "text": "python3"}, {"kind": "literal", "text": "-c"}, {"kind": "literal", "text": "import pty"}], "basename": "python3", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "python3"}, "operands": [], "options": {"c": {"kind": "literal", "text": "import pty"}}, "redirects": [], "span": [0, 23], "unit": 0, "wrappers": []}], "imports": [{"certainty": "certain", "module": {"kind": "literal", "text": "pty"}, "names": [], "span": [0, 10], "unit": 1}], "index": {"code": {"literal": [0]}, "commands": {"python3": [0]}, "imports": {"pty": [0]}}, "reading": {"opaque": []}}}
}

# "node -e 'require(\"net\")'"
test_fires_on_sample_11 if {
	count(rule.deny) > 0 with input as {"facts": {"calls": [{"args": [{"kind": "literal", "text": "net"}], "callee": "require", "category": "introspection", "certainty": "certain", "kwargs": {}, "resolved": true, "span": [0, 14], "unit": 1}], "code": [{"by": {"command": 0}, "certainty": "certain", "child": 1, "how": "node --eval", "language": "javascript", "source": "literal", "span": [0, 24], "unit": 0}], "commands": [{"argv": [{"kind": "literal", "text": "node"}, {"kind": "literal", "text": "-e"}, {"kind": "literal", "text": "require(\"net\")"}], "basename": "node", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "node"}, "operands": [], "options": {"eval": {"kind": "literal", "text": "require(\"net\")"}}, "redirects": [], "span": [0, 24], "unit": 0, "wrappers": []}], "imports": [{"certainty": "certain", "module": {"kind": "literal", "text": "net"}, "names": [], "span": [0, 14], "unit": 1}], "index": {"callees": {"require": [0]}, "calls": {"introspection": [0]}, "code": {"literal": [0]}, "commands": {"node": [0]}, "imports": {"net": [0]}}, "reading": {"opaque": []}}}
}

# "import math, json"
test_is_quiet_on_sample_0 if {
	count(rule.deny) == 0 with input as {"facts": {"imports": [{"certainty": "certain", "module": {"kind": "literal", "text": "math"}, "names": [], "span": [0, 17], "unit": 0}, {"certainty": "certain", "module": {"kind": "literal", "text": "json"}, "names": [], "span": [0, 17], "unit": 0}], "index": {"imports": {"json": [1], "math": [0]}}, "reading": {"opaque": []}}}
}

# "import numpy as np"
test_is_quiet_on_sample_1 if {
	count(rule.deny) == 0 with input as {"facts": {"imports": [{"alias": "np", "certainty": "certain", "module": {"kind": "literal", "text": "numpy"}, "names": [], "span": [0, 18], "unit": 0}], "index": {"imports": {"numpy": [0]}}, "reading": {"opaque": []}}}
}

# "from collections.abc import Iterable"
test_is_quiet_on_sample_2 if {
	count(rule.deny) == 0 with input as {"facts": {"imports": [{"certainty": "certain", "module": {"kind": "literal", "text": "collections.abc"}, "names": ["Iterable"], "span": [0, 36], "unit": 0}], "index": {"imports": {"collections": [0], "collections.abc": [0]}}, "reading": {"opaque": []}}}
}

# "import matplotlib.pyplot as plt"
test_is_quiet_on_sample_3 if {
	count(rule.deny) == 0 with input as {"facts": {"imports": [{"alias": "plt", "certainty": "certain", "module": {"kind": "literal", "text": "matplotlib.pyplot"}, "names": [], "span": [0, 31], "unit": 0}], "index": {"imports": {"matplotlib": [0], "matplotlib.pyplot": [0]}}, "reading": {"opaque": []}}}
}

# "from .model import Model"
test_is_quiet_on_sample_4 if {
	count(rule.deny) == 0 with input as {"facts": {"imports": [{"certainty": "certain", "module": {"kind": "literal", "text": ".model"}, "names": ["Model"], "span": [0, 24], "unit": 0}], "index": {"imports": {"": [0], ".model": [0]}}, "reading": {"opaque": []}}}
}

# "from datetime import datetime"
test_is_quiet_on_sample_5 if {
	count(rule.deny) == 0 with input as {"facts": {"imports": [{"certainty": "certain", "module": {"kind": "literal", "text": "datetime"}, "names": ["datetime"], "span": [0, 29], "unit": 0}], "index": {"imports": {"datetime": [0]}}, "reading": {"opaque": []}}}
}

# "const _ = require('lodash')"
test_is_quiet_on_sample_6 if {
	count(rule.deny) == 0 with input as {"facts": {"calls": [{"args": [{"kind": "literal", "text": "lodash"}], "callee": "require", "category": "introspection", "certainty": "certain", "kwargs": {}, "resolved": true, "span": [10, 27], "unit": 0}], "imports": [{"certainty": "certain", "module": {"kind": "literal", "text": "lodash"}, "names": [], "span": [10, 27], "unit": 0}], "index": {"callees": {"require": [0]}, "calls": {"introspection": [0]}, "imports": {"lodash": [0]}}, "reading": {"opaque": []}}}
}

# "import path from 'node:path'"
test_is_quiet_on_sample_7 if {
	count(rule.deny) == 0 with input as {"facts": {"imports": [{"certainty": "certain", "module": {"kind": "literal", "text": "node:path"}, "names": [], "span": [0, 28], "unit": 0}], "index": {"imports": {"node:path": [0]}}, "reading": {"opaque": []}}}
}

# "import { a } from './a.js'"
test_is_quiet_on_sample_8 if {
	count(rule.deny) == 0 with input as {"facts": {"files": [{"ancestors": ["/", "/home", "/home/user"], "by": {}, "certainty": "certain", "op": "execute", "path": {"kind": "literal", "text": "./a.js"}, "resolved": "/home/user/a.js", "span": [0, 26], "unit": 0}], "imports": [{"certainty": "certain", "module": {"kind": "literal", "text": "./a.js"}, "names": [], "span": [0, 26], "unit": 0}], "index": {"files": {"execute": [0]}, "imports": {"": [0], "./a": [0], "./a.js": [0]}, "opaque": {"program_not_seen": [0]}, "paths": {"/": [0], "/home": [0], "/home/user": [0], "/home/user/a.js": [0]}}, "reading": {"opaque": [{"code": "program_not_seen", "detail": "./a.js", "span": [0, 26], "unit": 0}]}}}
}

# "print(1)"
test_is_quiet_on_sample_9 if {
	count(rule.deny) == 0 with input as {"facts": {"index": {}, "reading": {"opaque": []}}}
}

# "python3 -c 'import json'"
test_is_quiet_on_sample_10 if {
	count(rule.deny) == 0 with input as {"facts": {"code": [{"by": {"command": 0}, "certainty": "certain", "child": 1, "how": "python3 -c", "language": "python", "source": "literal", "span": [0, 24], "unit": 0}], "commands": [{"argv": [{"kind": "literal", "text": "python3"}, {"kind": "literal", "text": "-c"}, {"kind": "literal", "text": "import json"}], "basename": "python3", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "python3"}, "operands": [], "options": {"c": {"kind": "literal", "text": "import json"}}, "redirects": [], "span": [0, 24], "unit": 0, "wrappers": []}], "imports": [{"certainty": "certain", "module": {"kind": "literal", "text": "json"}, "names": [], "span": [0, 11], "unit": 1}], "index": {"code": {"literal": [0]}, "commands": {"python3": [0]}, "imports": {"json": [0]}}, "reading": {"opaque": []}}}
}

# "ls"
test_is_quiet_on_sample_11 if {
	count(rule.deny) == 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "ls"}], "basename": "ls", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "ls"}, "operands": [], "options": {}, "redirects": [], "span": [0, 2], "unit": 0, "wrappers": []}], "index": {"commands": {"ls": [0]}}, "reading": {"opaque": []}}}
}
