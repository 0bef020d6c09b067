# Written by tools/make_policy_tests.py from samples.json; do not edit.

package interlock.rules.code["native-code_test"]

import data.interlock.rules.code["native-code"] as rule

# "import ctypes\nctypes.CDLL('libc.so.6')"
test_fires_on_sample_0 if {
	count(rule.deny) > 0 with input as {"facts": {"calls": [{"args": [{"kind": "literal", "text": "libc.so.6"}], "callee": "ctypes.CDLL", "category": "native", "certainty": "certain", "kwargs": {}, "resolved": true, "span": [14, 38], "unit": 0}], "index": {"callees": {"ctypes.CDLL": [0]}, "calls": {"native": [0]}, "imports": {"ctypes": [0]}, "opaque": {"dynamic_code": [0]}}, "reading": {"opaque": [{"code": "dynamic_code", "detail": "native code through ctypes.CDLL", "span": [14, 38], "unit": 0}]}}}
}

# "import ctypes\nctypes.CDLL(None).reboot(1)"
test_fires_on_sample_1 if {
	count(rule.deny) > 0 with input as {"facts": {"calls": [{"args": [{"kind": "literal", "text": "None"}], "callee": "ctypes.CDLL", "category": "native", "certainty": "certain", "kwargs": {}, "resolved": true, "span": [14, 31], "unit": 0}], "index": {"callees": {"ctypes.CDLL": [0]}, "calls": {"native": [0]}, "imports": {"ctypes": [0]}, "opaque": {"dynamic_code": [0]}}, "reading": {"opaque": [{"code": "dynamic_code", "detail": "native code through ctypes.CDLL", "span": [14, 31], "unit": 0}]}}}
}

# "import cffi\nffi = cffi.FFI()\nffi.dlopen('x.so')"
test_fires_on_sample_2 if {
	count(rule.deny) > 0 with input as {"facts": {"calls": [{"args": [], "callee": "cffi.FFI", "category": "native", "certainty": "certain", "kwargs": {}, "resolved": true, "span": [18, 28], "unit": 0}], "index": {"callees": {"cffi.FFI": [0]}, "calls": {"native": [0]}, "imports": {"cffi": [0]}, "opaque": {"dynamic_code": [0]}}, "reading": {"opaque": [{"code": "dynamic_code", "detail": "native code through cffi.FFI", "span": [18, 28], "unit": 0}]}}}
}

# "import mmap\nm = mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)"
test_fires_on_sample_3 if {
	count(rule.deny) > 0 with input as {"facts": {"calls": [{"args": [{"kind": "literal", "text": "-1"}, {"kind": "literal", "text": "4096"}], "callee": "mmap.mmap", "category": "other", "certainty": "certain", "kwargs": {"prot": {"kind": "literal", "text": "7"}}, "resolved": true, "span": [16, 91], "unit": 0}, {"args": [{"kind": "literal", "text": "-1"}, {"kind": "literal", "text": "4096"}], "callee": "mmap.mmap", "category": "native", "certainty": "certain", "kwargs": {"prot": {"kind": "literal", "text": "7"}}, "resolved": true, "span": [16, 91], "unit": 0}], "index": {"callees": {"mmap.mmap": [0, 1]}, "calls": {"native": [1], "other": [0]}, "imports": {"mmap": [0]}, "opaque": {"dynamic_code": [0]}}, "reading": {"opaque": [{"code": "dynamic_code", "detail": "native code through mmap.mmap", "span": [16, 91], "unit": 0}]}}}
}

# "import numpy as np\nnp.ctypeslib.load_library('x', '.')"
test_fires_on_sample_4 if {
	count(rule.deny) > 0 with input as {"facts": {"calls": [{"args": [{"kind": "literal", "text": "x"}, {"kind": "literal", "text": "."}], "callee": "numpy.ctypeslib.load_library", "category": "native", "certainty": "certain", "kwargs": {}, "resolved": true, "span": [19, 54], "unit": 0}], "index": {"callees": {"numpy.ctypeslib.load_library": [0]}, "calls": {"native": [0]}, "imports": {"numpy": [0]}, "opaque": {"dynamic_code": [0]}}, "reading": {"opaque": [{"code": "dynamic_code", "detail": "native code through numpy.ctypeslib.load_library", "span": [19, 54], "unit": 0}]}}}
}

# "import importlib.machinery as m\nm.ExtensionFileLoader('x', './x.so').load_module()"
test_fires_on_sample_5 if {
	count(rule.deny) > 0 with input as {"facts": {"calls": [{"args": [{"kind": "literal", "text": "x"}, {"kind": "literal", "text": "./x.so"}], "callee": "importlib.machinery.ExtensionFileLoader", "category": "native", "certainty": "certain", "kwargs": {}, "resolved": true, "span": [32, 68], "unit": 0}], "index": {"callees": {"importlib.machinery.ExtensionFileLoader": [0]}, "calls": {"native": [0]}, "imports": {"importlib": [0], "importlib.machinery": [0]}, "opaque": {"dynamic_code": [0, 1]}}, "reading": {"opaque": [{"code": "dynamic_code", "detail": "native code through importlib.machinery.ExtensionFileLoader", "span": [32, 68], "unit": 0}, {"code": "dynamic_code", "detail": "a module from a loader that is not followed", "span": [32, 82], "unit": 0}]}}}
}

# "import importlib\nc = importlib.import_module('ctypes')\nc.cdll.LoadLibrary('x.so')"
test_fires_on_sample_6 if {
	count(rule.deny) > 0 with input as {"facts": {"calls": [{"args": [{"kind": "literal", "text": "ctypes"}], "callee": "importlib.import_module", "category": "introspection", "certainty": "certain", "kwargs": {}, "resolved": true, "span": [21, 54], "unit": 0}, {"args": [{"kind": "literal", "text": "x.so"}], "callee": "ctypes.cdll.LoadLibrary", "category": "native", "certainty": "certain", "kwargs": {}, "resolved": true, "span": [55, 81], "unit": 0}], "index": {"callees": {"ctypes.cdll.LoadLibrary": [1], "importlib.import_module": [0]}, "calls": {"introspection": [0], "native": [1]}, "imports": {"ctypes": [1], "importlib": [0]}, "opaque": {"dynamic_code": [0]}}, "reading": {"opaque": [{"code": "dynamic_code", "detail": "native code through ctypes.cdll.LoadLibrary", "span": [55, 81], "unit": 0}]}}}
}

# "process.dlopen(module, './x.node')"
test_fires_on_sample_7 if {
	count(rule.deny) > 0 with input as {"facts": {"calls": [{"args": [{"kind": "unknown", "why": ""}, {"kind": "literal", "text": "./x.node"}], "callee": "process.dlopen", "category": "native", "certainty": "certain", "kwargs": {}, "resolved": true, "span": [0, 34], "unit": 0}], "files": [{"ancestors": ["/", "/home", "/home/user"], "by": {"call": 0}, "certainty": "certain", "op": "execute", "path": {"kind": "literal", "text": "./x.node"}, "resolved": "/home/user/x.node", "span": [0, 34], "unit": 0}], "index": {"callees": {"process.dlopen": [0]}, "calls": {"native": [0]}, "files": {"execute": [0]}, "opaque": {"dynamic_code": [0]}, "paths": {"/": [0], "/home": [0], "/home/user": [0], "/home/user/x.node": [0]}}, "reading": {"opaque": [{"code": "dynamic_code", "detail": "process.dlopen: native code", "span": [0, 34], "unit": 0}]}}}
}

# "require('ffi-napi').Library('libc')"
test_fires_on_sample_8 if {
	count(rule.deny) > 0 with input as {"facts": {"calls": [{"args": [{"kind": "literal", "text": "ffi-napi"}], "callee": "require", "category": "introspection", "certainty": "certain", "kwargs": {}, "resolved": true, "span": [0, 19], "unit": 0}, {"args": [{"kind": "literal", "text": "libc"}], "callee": "ffi-napi.Library", "category": "native", "certainty": "certain", "kwargs": {}, "resolved": true, "span": [0, 35], "unit": 0}], "files": [{"ancestors": ["/", "/home", "/home/user"], "by": {"call": 1}, "certainty": "certain", "op": "execute", "path": {"kind": "literal", "text": "libc"}, "resolved": "/home/user/libc", "span": [0, 35], "unit": 0}], "index": {"callees": {"ffi-napi.Library": [1], "require": [0]}, "calls": {"introspection": [0], "native": [1]}, "files": {"execute": [0]}, "imports": {"ffi-napi": [0]}, "opaque": {"dynamic_code": [0]}, "paths": {"/": [0], "/home": [0], "/home/user": [0], "/home/user/libc": [0]}}, "reading": {"opaque": [{"code": "dynamic_code", "detail": "ffi-napi.Library: native code", "span": [0, 35], "unit": 0}]}}}
}

# "require('./build/Release/x.node')"
test_fires_on_sample_9 if {
	count(rule.deny) > 0 with input as {"facts": {"calls": [{"args": [{"kind": "literal", "text": "./build/Release/x.node"}], "callee": "require", "category": "introspection", "certainty": "certain", "kwargs": {}, "resolved": true, "span": [0, 33], "unit": 0}], "files": [{"ancestors": ["/", "/home", "/home/user", "/home/user/build", "/home/user/build/Release"], "by": {"call": 0}, "certainty": "certain", "op": "execute", "path": {"kind": "literal", "text": "./build/Release/x.node"}, "resolved": "/home/user/build/Release/x.node", "span": [0, 33], "unit": 0}], "index": {"callees": {"require": [0]}, "calls": {"introspection": [0]}, "files": {"execute": [0]}, "imports": {"": [0], "./build/Release/x": [0], "./build/Release/x.node": [0]}, "opaque": {"dynamic_code": [0]}, "paths": {"/": [0], "/home": [0], "/home/user": [0], "/home/user/build": [0], "/home/user/build/Release": [0], "/home/user/build/Release/x.node": [0]}}, "reading": {"opaque": [{"code": "dynamic_code", "detail": "a native module", "span": [0, 33], "unit": 0}]}}}
}

# "process.binding('spawn_sync')"
test_fires_on_sample_10 if {
	count(rule.deny) > 0 with input as {"facts": {"calls": [{"args": [{"kind": "literal", "text": "spawn_sync"}], "callee": "process.binding", "category": "native", "certainty": "certain", "kwargs": {}, "resolved": true, "span": [0, 29], "unit": 0}], "index": {"callees": {"process.binding": [0]}, "calls": {"native": [0]}}, "reading": {"opaque": []}}}
}

# "dyn.load('x.so')"
test_fires_on_sample_11 if {
	count(rule.deny) > 0 with input as {"facts": {"calls": [{"args": [{"kind": "literal", "text": "x.so"}], "callee": "dyn.load", "category": "native", "certainty": "certain", "kwargs": {}, "resolved": true, "span": [0, 16], "unit": 0}], "files": [{"ancestors": ["/", "/home", "/home/user"], "by": {"call": 0}, "certainty": "certain", "op": "execute", "path": {"kind": "literal", "text": "x.so"}, "resolved": "/home/user/x.so", "span": [0, 16], "unit": 0}], "index": {"callees": {"dyn.load": [0]}, "calls": {"native": [0]}, "files": {"execute": [0]}, "opaque": {"dynamic_code": [0]}, "paths": {"/": [0], "/home": [0], "/home/user": [0], "/home/user/x.so": [0]}}, "reading": {"opaque": [{"code": "dynamic_code", "detail": "dyn.load", "span": [0, 16], "unit": 0}]}}}
}

# "System.loadLibrary(\"x\");"
test_fires_on_sample_12 if {
	count(rule.deny) > 0 with input as {"facts": {"calls": [{"args": [{"kind": "literal", "text": "x"}], "callee": "java.lang.System.loadLibrary", "category": "native", "certainty": "certain", "kwargs": {}, "resolved": true, "span": [0, 23], "unit": 0}], "index": {"callees": {"java.lang.System.loadLibrary": [0]}, "calls": {"native": [0]}, "opaque": {"dynamic_code": [0]}}, "reading": {"opaque": [{"code": "dynamic_code", "detail": "java.lang.System.loadLibrary", "span": [0, 23], "unit": 0}]}}}
}

# "enable -f ./x.so x"
test_fires_on_sample_13 if {
	count(rule.deny) > 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "enable"}, {"kind": "literal", "text": "-f"}, {"kind": "literal", "text": "./x.so"}, {"kind": "literal", "text": "x"}], "basename": "enable", "builtin": true, "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "enable"}, "operands": [{"kind": "literal", "text": "./x.so"}, {"kind": "literal", "text": "x"}], "options": {"f": {"kind": "literal", "text": ""}}, "redirects": [], "span": [0, 18], "unit": 0, "wrappers": []}], "files": [{"ancestors": ["/", "/home", "/home/user"], "by": {"command": 0}, "certainty": "certain", "op": "execute", "path": {"kind": "literal", "text": "./x.so"}, "resolved": "/home/user/x.so", "span": [0, 18], "unit": 0}], "index": {"commands": {"enable": [0]}, "files": {"execute": [0]}, "opaque": {"dynamic_command": [0]}, "paths": {"/": [0], "/home": [0], "/home/user": [0], "/home/user/x.so": [0]}}, "reading": {"opaque": [{"code": "dynamic_command", "detail": "enable -f", "span": [0, 18], "unit": 0}]}}}
}

# "python3 -c 'import ctypes; ctypes.CDLL(None)'"
test_fires_on_sample_14 if {
	count(rule.deny) > 0 with input as {"facts": {"calls": [{"args": [{"kind": "literal", "text": "None"}], "callee": "ctypes.CDLL", "category": "native", "certainty": "certain", "kwargs": {}, "resolved": true, "span": [15, 32], "unit": 1}], "code": [{"by": {"command": 0}, "certainty": "certain", "child": 1, "how": "python3 -c", "language": "python", "source": "literal", "span": [0, 45], "unit": 0}], "commands": [{"argv": [{"kind": "literal", "text": "python3"}, {"kind": "literal", "text": "-c"}, {"kind": "literal", "text": "import ctypes; ctypes.CDLL(None)"}], "basename": "python3", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "python3"}, "operands": [], "options": {"c": {"kind": "literal", "text": "import ctypes; ctypes.CDLL(None)"}}, "redirects": [], "span": [0, 45], "unit": 0, "wrappers": []}], "index": {"callees": {"ctypes.CDLL": [0]}, "calls": {"native": [0]}, "code": {"literal": [0]}, "commands": {"python3": [0]}, "imports": {"ctypes": [0]}, "opaque": {"dynamic_code": [0]}}, "reading": {"opaque": [{"code": "dynamic_code", "detail": "native code through ctypes.CDLL", "span": [15, 32], "unit": 1}]}}}
}

# "import ctypes\nctypes.c_int(3)"
test_is_quiet_on_sample_0 if {
	count(rule.deny) == 0 with input as {"facts": {"index": {"imports": {"ctypes": [0]}}, "reading": {"opaque": []}}}
}

# "import mmap\nwith open('a', 'rb') as f:\n    m = mmap.mmap(f.fileno(), 0, access=mmap.ACCESS_READ)"
test_is_quiet_on_sample_1 if {
	count(rule.deny) == 0 with input as {"facts": {"calls": [{"args": [{"kind": "literal", "text": "a"}, {"kind": "literal", "text": "rb"}], "callee": "open", "category": "file", "certainty": "certain", "kwargs": {}, "resolved": true, "span": [17, 32], "unit": 0}, {"args": [{"kind": "unknown", "why": ""}, {"kind": "literal", "text": "0"}], "callee": "mmap.mmap", "category": "other", "certainty": "certain", "kwargs": {"access": {"kind": "unknown", "why": ""}}, "resolved": true, "span": [47, 96], "unit": 0}], "files": [{"ancestors": ["/", "/home", "/home/user"], "by": {"call": 0}, "certainty": "certain", "op": "read", "path": {"kind": "literal", "text": "a"}, "resolved": "/home/user/a", "span": [17, 32], "unit": 0}], "index": {"callees": {"mmap.mmap": [1], "open": [0]}, "calls": {"file": [0], "other": [1]}, "files": {"read": [0]}, "imports": {"mmap": [0]}, "paths": {"/": [0], "/home": [0], "/home/user": [0], "/home/user/a": [0]}}, "reading": {"opaque": []}}}
}

# "import numpy as np\nnp.zeros(3)"
test_is_quiet_on_sample_2 if {
	count(rule.deny) == 0 with input as {"facts": {"index": {"imports": {"numpy": [0]}}, "reading": {"opaque": []}}}
}

# "import zlib, readline"
test_is_quiet_on_sample_3 if {
	count(rule.deny) == 0 with input as {"facts": {"index": {"imports": {"readline": [1], "zlib": [0]}}, "reading": {"opaque": []}}}
}

# "import sqlite3\nsqlite3.connect('a.db')"
test_is_quiet_on_sample_4 if {
	count(rule.deny) == 0 with input as {"facts": {"calls": [{"args": [{"kind": "literal", "text": "a.db"}], "callee": "sqlite3.connect", "category": "file", "certainty": "certain", "kwargs": {}, "resolved": true, "span": [15, 38], "unit": 0}], "files": [{"ancestors": ["/", "/home", "/home/user"], "by": {"call": 0}, "certainty": "certain", "op": "write", "path": {"kind": "literal", "text": "a.db"}, "resolved": "/home/user/a.db", "span": [15, 38], "unit": 0}], "index": {"callees": {"sqlite3.connect": [0]}, "calls": {"file": [0]}, "files": {"write": [0]}, "imports": {"sqlite3": [0]}, "paths": {"/": [0], "/home": [0], "/home/user": [0], "/home/user/a.db": [0]}}, "reading": {"opaque": []}}}
}

# "import struct\nstruct.pack('I', 1)"
test_is_quiet_on_sample_5 if {
	count(rule.deny) == 0 with input as {"facts": {"index": {"imports": {"struct": [0]}}, "reading": {"opaque": []}}}
}

# "require('./lib/x.js')"
test_is_quiet_on_sample_6 if {
	count(rule.deny) == 0 with input as {"facts": {"calls": [{"args": [{"kind": "literal", "text": "./lib/x.js"}], "callee": "require", "category": "introspection", "certainty": "certain", "kwargs": {}, "resolved": true, "span": [0, 21], "unit": 0}], "files": [{"ancestors": ["/", "/home", "/home/user", "/home/user/lib"], "by": {"call": 0}, "certainty": "certain", "op": "execute", "path": {"kind": "literal", "text": "./lib/x.js"}, "resolved": "/home/user/lib/x.js", "span": [0, 21], "unit": 0}], "index": {"callees": {"require": [0]}, "calls": {"introspection": [0]}, "files": {"execute": [0]}, "imports": {"": [0], "./lib/x": [0], "./lib/x.js": [0]}, "opaque": {"program_not_seen": [0]}, "paths": {"/": [0], "/home": [0], "/home/user": [0], "/home/user/lib": [0], "/home/user/lib/x.js": [0]}}, "reading": {"opaque": [{"code": "program_not_seen", "detail": "./lib/x.js", "span": [0, 21], "unit": 0}]}}}
}

# "new WebAssembly.Memory({initial: 1})"
test_is_quiet_on_sample_7 if {
	count(rule.deny) == 0 with input as {"facts": {"index": {}, "reading": {"opaque": []}}}
}

# "library(stats)"
test_is_quiet_on_sample_8 if {
	count(rule.deny) == 0 with input as {"facts": {"index": {"imports": {"stats": [0]}}, "reading": {"opaque": []}}}
}

# "gcc -shared -o x.so x.c"
test_is_quiet_on_sample_9 if {
	count(rule.deny) == 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "gcc"}, {"kind": "literal", "text": "-shared"}, {"kind": "literal", "text": "-o"}, {"kind": "literal", "text": "x.so"}, {"kind": "literal", "text": "x.c"}], "basename": "gcc", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "gcc"}, "operands": [{"kind": "literal", "text": "x.c"}], "options": {"output": {"kind": "literal", "text": "x.so"}, "shared": {"kind": "literal", "text": ""}}, "redirects": [], "span": [0, 23], "unit": 0, "wrappers": []}], "files": [{"ancestors": ["/", "/home", "/home/user"], "by": {"command": 0}, "certainty": "certain", "op": "write", "path": {"kind": "literal", "text": "x.so"}, "resolved": "/home/user/x.so", "span": [0, 23], "unit": 0}, {"ancestors": ["/", "/home", "/home/user"], "by": {"command": 0}, "certainty": "certain", "op": "read", "path": {"kind": "literal", "text": "x.c"}, "resolved": "/home/user/x.c", "span": [0, 23], "unit": 0}], "index": {"commands": {"gcc": [0]}, "files": {"read": [1], "write": [0]}, "paths": {"/": [0, 1], "/home": [0, 1], "/home/user": [0, 1], "/home/user/x.c": [1], "/home/user/x.so": [0]}}, "reading": {"opaque": []}}}
}

# "enable -n test"
test_is_quiet_on_sample_10 if {
	count(rule.deny) == 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "enable"}, {"kind": "literal", "text": "-n"}, {"kind": "literal", "text": "test"}], "basename": "enable", "builtin": true, "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "enable"}, "operands": [{"kind": "literal", "text": "test"}], "options": {"n": {"kind": "literal", "text": ""}}, "redirects": [], "span": [0, 14], "unit": 0, "wrappers": []}], "index": {"commands": {"enable": [0]}}, "reading": {"opaque": []}}}
}

# "node --version"
test_is_quiet_on_sample_11 if {
	count(rule.deny) == 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "node"}, {"kind": "literal", "text": "--version"}], "basename": "node", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "node"}, "operands": [], "options": {"version": {"kind": "literal", "text": ""}}, "redirects": [], "span": [0, 14], "unit": 0, "wrappers": []}], "index": {"commands": {"node": [0]}}, "reading": {"opaque": []}}}
}

# "nm x.so"
test_is_quiet_on_sample_12 if {
	count(rule.deny) == 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "nm"}, {"kind": "literal", "text": "x.so"}], "basename": "nm", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "nm"}, "operands": [{"kind": "literal", "text": "x.so"}], "options": {}, "redirects": [], "span": [0, 7], "unit": 0, "wrappers": []}], "files": [{"ancestors": ["/", "/home", "/home/user"], "by": {"command": 0}, "certainty": "certain", "op": "read", "path": {"kind": "literal", "text": "x.so"}, "resolved": "/home/user/x.so", "span": [0, 7], "unit": 0}], "index": {"commands": {"nm": [0]}, "files": {"read": [0]}, "paths": {"/": [0], "/home": [0], "/home/user": [0], "/home/user/x.so": [0]}}, "reading": {"opaque": []}}}
}
