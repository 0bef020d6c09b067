# Written by tools/make_policy_tests.py from samples.json; do not edit.

package interlock.rules.secrets["print-environment_test"]

import data.interlock.rules.secrets["print-environment"] as rule

# "env"
test_fires_on_sample_0 if {
	count(rule.deny) > 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "env"}], "basename": "env", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "env"}, "operands": [], "options": {}, "redirects": [], "span": [0, 3], "unit": 0, "wrappers": []}], "index": {"commands": {"env": [0]}}, "reading": {"opaque": []}}}
}

# "printenv"
test_fires_on_sample_1 if {
	count(rule.deny) > 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "printenv"}], "basename": "printenv", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "printenv"}, "operands": [], "options": {}, "redirects": [], "span": [0, 8], "unit": 0, "wrappers": []}], "index": {"commands": {"printenv": [0]}}, "reading": {"opaque": []}}}
}

# "export -p"
test_fires_on_sample_2 if {
	count(rule.deny) > 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "export"}, {"kind": "literal", "text": "-p"}], "basename": "export", "builtin": true, "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "export"}, "operands": [], "options": {"p": {"kind": "literal", "text": ""}}, "redirects": [], "span": [0, 9], "unit": 0, "wrappers": []}], "index": {"commands": {"export": [0]}}, "reading": {"opaque": []}}}
}

# "set"
test_fires_on_sample_3 if {
	count(rule.deny) > 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "set"}], "basename": "set", "builtin": true, "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "set"}, "operands": [], "options": {}, "redirects": [], "span": [0, 3], "unit": 0, "wrappers": []}], "index": {"commands": {"set": [0]}}, "reading": {"opaque": []}}}
}

# "declare -x"
test_fires_on_sample_4 if {
	count(rule.deny) > 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "declare"}, {"kind": "literal", "text": "-x"}], "basename": "declare", "builtin": true, "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "declare"}, "operands": [], "options": {"x": {"kind": "literal", "text": ""}}, "redirects": [], "span": [0, 10], "unit": 0, "wrappers": []}], "index": {"commands": {"declare": [0]}}, "reading": {"opaque": []}}}
}

# "declare -p"
test_fires_on_sample_5 if {
	count(rule.deny) > 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "declare"}, {"kind": "literal", "text": "-p"}], "basename": "declare", "builtin": true, "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "declare"}, "operands": [], "options": {"p": {"kind": "literal", "text": ""}}, "redirects": [], "span": [0, 10], "unit": 0, "wrappers": []}], "index": {"commands": {"declare": [0]}}, "reading": {"opaque": []}}}
}

# "compgen -v"
test_fires_on_sample_6 if {
	count(rule.deny) > 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "compgen"}, {"kind": "literal", "text": "-v"}], "basename": "compgen", "builtin": true, "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "compgen"}, "operands": [], "options": {"v": {"kind": "literal", "text": ""}}, "redirects": [], "span": [0, 10], "unit": 0, "wrappers": []}], "index": {"commands": {"compgen": [0]}}, "reading": {"opaque": []}}}
}

# "env | sort"
test_fires_on_sample_7 if {
	count(rule.deny) > 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "env"}], "basename": "env", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "env"}, "operands": [], "options": {}, "pipeline": {"id": 1, "last": false, "stage": 0}, "redirects": [], "span": [0, 3], "unit": 0, "wrappers": []}, {"argv": [{"kind": "literal", "text": "sort"}], "basename": "sort", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "sort"}, "operands": [], "options": {}, "pipeline": {"id": 1, "last": true, "stage": 1}, "redirects": [], "span": [6, 10], "stdin": {"commands": [0], "source": "pipe"}, "unit": 0, "wrappers": []}], "index": {"commands": {"env": [0], "sort": [1]}}, "reading": {"opaque": []}}}
}

# "env | grep PATH"
test_fires_on_sample_8 if {
	count(rule.deny) > 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "env"}], "basename": "env", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "env"}, "operands": [], "options": {}, "pipeline": {"id": 1, "last": false, "stage": 0}, "redirects": [], "span": [0, 3], "unit": 0, "wrappers": []}, {"argv": [{"kind": "literal", "text": "grep"}, {"kind": "literal", "text": "PATH"}], "basename": "grep", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "grep"}, "operands": [{"kind": "literal", "text": "PATH"}], "options": {}, "pipeline": {"id": 1, "last": true, "stage": 1}, "redirects": [], "span": [6, 15], "stdin": {"commands": [0], "source": "pipe"}, "unit": 0, "wrappers": []}], "index": {"commands": {"env": [0], "grep": [1]}}, "reading": {"opaque": []}}}
}

# "bash -c env"
test_fires_on_sample_9 if {
	count(rule.deny) > 0 with input as {"facts": {"code": [{"by": {"command": 0}, "certainty": "certain", "child": 1, "how": "bash -c", "language": "bash", "source": "literal", "span": [8, 11], "unit": 0}], "commands": [{"argv": [{"kind": "literal", "text": "bash"}, {"kind": "literal", "text": "-c"}, {"kind": "literal", "text": "env"}], "basename": "bash", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "bash"}, "operands": [{"kind": "literal", "text": "env"}], "options": {"c": {"kind": "literal", "text": ""}}, "redirects": [], "span": [0, 11], "unit": 0, "wrappers": []}, {"argv": [{"kind": "literal", "text": "env"}], "basename": "env", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "env"}, "operands": [], "options": {}, "redirects": [], "span": [0, 3], "unit": 1, "wrappers": ["bash"]}], "index": {"code": {"literal": [0]}, "commands": {"bash": [0], "env": [1]}, "wrapped": {"bash": [1]}}, "reading": {"opaque": []}}}
}

# "env -0"
test_fires_on_sample_10 if {
	count(rule.deny) > 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "env"}, {"kind": "literal", "text": "-0"}], "basename": "env", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "env"}, "operands": [], "options": {"null": {"kind": "literal", "text": ""}}, "redirects": [], "span": [0, 6], "unit": 0, "wrappers": []}], "index": {"commands": {"env": [0]}}, "reading": {"opaque": []}}}
}

# "\\env"
test_fires_on_sample_11 if {
	count(rule.deny) > 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "env"}], "basename": "env", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "env"}, "operands": [], "options": {}, "redirects": [], "span": [0, 4], "unit": 0, "wrappers": []}], "index": {"commands": {"env": [0]}}, "reading": {"opaque": []}}}
}

# "typeset -px"
test_fires_on_sample_12 if {
	count(rule.deny) > 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "typeset"}, {"kind": "literal", "text": "-px"}], "basename": "typeset", "builtin": true, "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "typeset"}, "operands": [], "options": {"p": {"kind": "literal", "text": ""}, "x": {"kind": "literal", "text": ""}}, "redirects": [], "span": [0, 11], "unit": 0, "wrappers": []}], "index": {"commands": {"typeset": [0]}}, "reading": {"opaque": []}}}
}

# "x=pr; ${x}intenv"
test_fires_on_sample_13 if {
	count(rule.deny) > 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "printenv"}], "basename": "printenv", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "printenv"}, "operands": [], "options": {}, "redirects": [], "span": [6, 16], "unit": 0, "wrappers": []}], "index": {"commands": {"printenv": [0]}}, "reading": {"opaque": []}}}
}

# "import os\nprint(os.environ)"
test_fires_on_sample_14 if {
	count(rule.deny) > 0 with input as {"facts": {"calls": [{"args": [{"kind": "unknown", "why": ""}], "callee": "print", "category": "environment", "certainty": "certain", "kwargs": {}, "resolved": true, "span": [10, 27], "unit": 0}], "environment": [{"by": {}, "certainty": "certain", "name": {"kind": "unknown", "why": ""}, "op": "list", "span": [10, 27], "unit": 0}], "index": {"callees": {"print": [0]}, "calls": {"environment": [0]}, "environment": {"list": [0]}, "imports": {"os": [0]}}, "reading": {"opaque": []}}}
}

# "import os\nprint(dict(os.environ))"
test_fires_on_sample_15 if {
	count(rule.deny) > 0 with input as {"facts": {"environment": [{"by": {}, "certainty": "certain", "name": {"kind": "unknown", "why": ""}, "op": "list", "span": [16, 32], "unit": 0}], "index": {"environment": {"list": [0]}, "imports": {"os": [0]}}, "reading": {"opaque": []}}}
}

# "import os\nfor k, v in os.environ.items(): print(k, v)"
test_fires_on_sample_16 if {
	count(rule.deny) > 0 with input as {"facts": {"calls": [{"args": [], "callee": "os.environ.items", "category": "environment", "certainty": "certain", "kwargs": {}, "resolved": true, "span": [22, 40], "unit": 0}], "environment": [{"by": {"call": 0}, "certainty": "certain", "name": {"kind": "unknown", "why": ""}, "op": "list", "span": [22, 40], "unit": 0}], "index": {"callees": {"os.environ.items": [0]}, "calls": {"environment": [0]}, "environment": {"list": [0]}, "imports": {"os": [0]}}, "reading": {"opaque": []}}}
}

# "%env"
test_fires_on_sample_17 if {
	count(rule.deny) > 0 with input as {"facts": {"calls": [{"args": [{"kind": "literal", "text": "env"}, {"kind": "literal", "text": ""}], "callee": "get_ipython.run_line_magic", "category": "code", "certainty": "certain", "kwargs": {}, "resolved": true, "span": [0, 4], "unit": 0}], "environment": [{"by": {"call": 0}, "certainty": "certain", "name": {"kind": "unknown", "why": ""}, "op": "list", "span": [0, 4], "unit": 0}], "index": {"callees": {"get_ipython.run_line_magic": [0]}, "calls": {"code": [0]}, "environment": {"list": [0]}}, "reading": {"opaque": []}}}
}

# "console.log(process.env)"
test_fires_on_sample_18 if {
	count(rule.deny) > 0 with input as {"facts": {"environment": [{"by": {}, "certainty": "certain", "op": "list", "span": [0, 24], "unit": 0}], "index": {"environment": {"list": [0]}}, "reading": {"opaque": []}}}
}

# "JSON.stringify(process.env)"
test_fires_on_sample_19 if {
	count(rule.deny) > 0 with input as {"facts": {"environment": [{"by": {}, "certainty": "certain", "op": "list", "span": [0, 27], "unit": 0}], "index": {"environment": {"list": [0]}}, "reading": {"opaque": []}}}
}

# "Sys.getenv()"
test_fires_on_sample_20 if {
	count(rule.deny) > 0 with input as {"facts": {"calls": [{"args": [], "callee": "Sys.getenv", "category": "environment", "certainty": "certain", "kwargs": {}, "resolved": true, "span": [0, 12], "unit": 0}], "environment": [{"by": {"call": 0}, "certainty": "certain", "op": "list", "span": [0, 12], "unit": 0}], "index": {"callees": {"Sys.getenv": [0]}, "calls": {"environment": [0]}, "environment": {"list": [0]}}, "reading": {"opaque": []}}}
}

# "System.getenv();"
test_fires_on_sample_21 if {
	count(rule.deny) > 0 with input as {"facts": {"calls": [{"args": [], "callee": "java.lang.System.getenv", "category": "environment", "certainty": "certain", "kwargs": {}, "resolved": true, "span": [0, 15], "unit": 0}], "environment": [{"by": {"call": 0}, "certainty": "certain", "op": "list", "span": [0, 15], "unit": 0}], "index": {"callees": {"java.lang.System.getenv": [0]}, "calls": {"environment": [0]}, "environment": {"list": [0]}}, "reading": {"opaque": []}}}
}

# "an argument vector"
test_fires_on_sample_22 if {
	count(rule.deny) > 0 with input as {"action": {"argv": ["env"], "kind": "start_process", "timeout_s": 0.0}, "facts": {"commands": [{"argv": [{"kind": "literal", "text": "env"}], "basename": "env", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "env"}, "operands": [], "options": {}, "redirects": [], "span": [0, 3], "unit": 0, "wrappers": []}], "index": {"commands": {"env": [0]}}, "reading": {"opaque": []}}}
}

# "env FOO=1 ls"
test_is_quiet_on_sample_0 if {
	count(rule.deny) == 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "env"}, {"kind": "literal", "text": "FOO=1"}, {"kind": "literal", "text": "ls"}], "basename": "env", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "env"}, "operands": [{"kind": "literal", "text": "FOO=1"}, {"kind": "literal", "text": "ls"}], "options": {}, "redirects": [], "span": [0, 12], "unit": 0, "wrappers": []}, {"argv": [{"kind": "literal", "text": "ls"}], "basename": "ls", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {"FOO": {"kind": "literal", "text": "1"}}, "known": true, "launched_by": {"how": "env", "id": 0}, "name": {"kind": "literal", "text": "ls"}, "operands": [], "options": {}, "redirects": [], "span": [0, 12], "unit": 0, "wrappers": ["env"]}], "environment": [{"by": {"command": 0}, "certainty": "certain", "name": {"kind": "literal", "text": "FOO"}, "op": "set", "span": [0, 12], "unit": 0, "value": {"kind": "literal", "text": "1"}}], "index": {"commands": {"env": [0], "ls": [1]}, "environment": {"set": [0]}, "wrapped": {"env": [1]}}, "reading": {"opaque": []}}}
}

# "printenv PATH"
test_is_quiet_on_sample_1 if {
	count(rule.deny) == 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "printenv"}, {"kind": "literal", "text": "PATH"}], "basename": "printenv", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "printenv"}, "operands": [{"kind": "literal", "text": "PATH"}], "options": {}, "redirects": [], "span": [0, 13], "unit": 0, "wrappers": []}], "index": {"commands": {"printenv": [0]}}, "reading": {"opaque": []}}}
}

# "env --help"
test_is_quiet_on_sample_2 if {
	count(rule.deny) == 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "env"}, {"kind": "literal", "text": "--help"}], "basename": "env", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "env"}, "operands": [], "options": {"help": {"kind": "literal", "text": ""}}, "redirects": [], "span": [0, 10], "unit": 0, "wrappers": []}], "index": {"commands": {"env": [0]}}, "reading": {"opaque": []}}}
}

# "set -e"
test_is_quiet_on_sample_3 if {
	count(rule.deny) == 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "set"}, {"kind": "literal", "text": "-e"}], "basename": "set", "builtin": true, "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "set"}, "operands": [], "options": {"e": {"kind": "literal", "text": ""}}, "redirects": [], "span": [0, 6], "unit": 0, "wrappers": []}], "index": {"commands": {"set": [0]}}, "reading": {"opaque": []}}}
}

# "set -euo pipefail"
test_is_quiet_on_sample_4 if {
	count(rule.deny) == 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "set"}, {"kind": "literal", "text": "-euo"}, {"kind": "literal", "text": "pipefail"}], "basename": "set", "builtin": true, "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "set"}, "operands": [{"kind": "literal", "text": "pipefail"}], "options": {"e": {"kind": "literal", "text": ""}, "o": {"kind": "literal", "text": ""}, "u": {"kind": "literal", "text": ""}}, "redirects": [], "span": [0, 17], "unit": 0, "wrappers": []}], "index": {"commands": {"set": [0]}}, "reading": {"opaque": []}}}
}

# "export A=1"
test_is_quiet_on_sample_5 if {
	count(rule.deny) == 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "export"}, {"kind": "literal", "text": "A=1"}], "basename": "export", "builtin": true, "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "export"}, "operands": [{"kind": "literal", "text": "A=1"}], "options": {}, "redirects": [], "span": [0, 10], "unit": 0, "wrappers": []}], "environment": [{"by": {}, "certainty": "certain", "name": {"kind": "literal", "text": "A"}, "op": "set", "span": [0, 10], "unit": 0, "value": {"kind": "literal", "text": "1"}}], "index": {"commands": {"export": [0]}, "environment": {"set": [0]}}, "reading": {"opaque": []}}}
}

# "declare -i n=1"
test_is_quiet_on_sample_6 if {
	count(rule.deny) == 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "declare"}, {"kind": "literal", "text": "-i"}, {"kind": "literal", "text": "n=1"}], "basename": "declare", "builtin": true, "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "declare"}, "operands": [{"kind": "literal", "text": "n=1"}], "options": {"i": {"kind": "literal", "text": ""}}, "redirects": [], "span": [0, 14], "unit": 0, "wrappers": []}], "index": {"commands": {"declare": [0]}}, "reading": {"opaque": []}}}
}

# "declare -a list"
test_is_quiet_on_sample_7 if {
	count(rule.deny) == 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "declare"}, {"kind": "literal", "text": "-a"}, {"kind": "literal", "text": "list"}], "basename": "declare", "builtin": true, "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "declare"}, "operands": [{"kind": "literal", "text": "list"}], "options": {"a": {"kind": "literal", "text": ""}}, "redirects": [], "span": [0, 15], "unit": 0, "wrappers": []}], "index": {"commands": {"declare": [0]}}, "reading": {"opaque": []}}}
}

# "echo $PATH"
test_is_quiet_on_sample_8 if {
	count(rule.deny) == 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "echo"}, {"kind": "unknown", "why": "$PATH"}], "basename": "echo", "builtin": true, "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "echo"}, "operands": [{"kind": "unknown", "why": "$PATH"}], "options": {}, "redirects": [], "span": [0, 10], "unit": 0, "wrappers": []}], "index": {"commands": {"echo": [0]}}, "reading": {"opaque": []}}}
}

# "env -i bash -c ls"
test_is_quiet_on_sample_9 if {
	count(rule.deny) == 0 with input as {"facts": {"code": [{"by": {"command": 1}, "certainty": "certain", "child": 1, "how": "bash -c", "language": "bash", "source": "literal", "span": [15, 17], "unit": 0}], "commands": [{"argv": [{"kind": "literal", "text": "env"}, {"kind": "literal", "text": "-i"}, {"kind": "literal", "text": "bash"}, {"kind": "literal", "text": "-c"}, {"kind": "literal", "text": "ls"}], "basename": "env", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "env"}, "operands": [{"kind": "literal", "text": "bash"}, {"kind": "literal", "text": "-c"}, {"kind": "literal", "text": "ls"}], "options": {"ignore-environment": {"kind": "literal", "text": ""}}, "redirects": [], "span": [0, 17], "unit": 0, "wrappers": []}, {"argv": [{"kind": "literal", "text": "bash"}, {"kind": "literal", "text": "-c"}, {"kind": "literal", "text": "ls"}], "basename": "bash", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "launched_by": {"how": "env", "id": 0}, "name": {"kind": "literal", "text": "bash"}, "operands": [{"kind": "literal", "text": "ls"}], "options": {"c": {"kind": "literal", "text": ""}}, "redirects": [], "span": [0, 17], "unit": 0, "wrappers": ["env"]}, {"argv": [{"kind": "literal", "text": "ls"}], "basename": "ls", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "ls"}, "operands": [], "options": {}, "redirects": [], "span": [0, 2], "unit": 1, "wrappers": ["env", "bash"]}], "index": {"code": {"literal": [0]}, "commands": {"bash": [1], "env": [0], "ls": [2]}, "wrapped": {"bash": [2], "env": [1, 2]}}, "reading": {"opaque": []}}}
}

# "typeset x=1"
test_is_quiet_on_sample_10 if {
	count(rule.deny) == 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "typeset"}, {"kind": "literal", "text": "x=1"}], "basename": "typeset", "builtin": true, "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "typeset"}, "operands": [{"kind": "literal", "text": "x=1"}], "options": {}, "redirects": [], "span": [0, 11], "unit": 0, "wrappers": []}], "index": {"commands": {"typeset": [0]}}, "reading": {"opaque": []}}}
}

# "compgen -c"
test_is_quiet_on_sample_11 if {
	count(rule.deny) == 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "compgen"}, {"kind": "literal", "text": "-c"}], "basename": "compgen", "builtin": true, "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "compgen"}, "operands": [], "options": {"c": {"kind": "literal", "text": ""}}, "redirects": [], "span": [0, 10], "unit": 0, "wrappers": []}], "index": {"commands": {"compgen": [0]}}, "reading": {"opaque": []}}}
}

# "import os\nprint(os.environ['HOME'])"
test_is_quiet_on_sample_12 if {
	count(rule.deny) == 0 with input as {"facts": {"calls": [{"args": [{"kind": "unknown", "why": "environment"}], "callee": "print", "category": "environment", "certainty": "certain", "kwargs": {}, "resolved": true, "span": [10, 35], "unit": 0}], "environment": [{"by": {}, "certainty": "certain", "name": {"kind": "literal", "text": "HOME"}, "op": "read", "span": [16, 34], "unit": 0}], "index": {"callees": {"print": [0]}, "calls": {"environment": [0]}, "environment": {"read": [0]}, "imports": {"os": [0]}}, "reading": {"opaque": []}}}
}

# "import os, subprocess\nsubprocess.run(['ls'], env=os.environ.copy())"
test_is_quiet_on_sample_13 if {
	count(rule.deny) == 0 with input as {"facts": {"calls": [{"args": [], "callee": "os.environ.copy", "category": "environment", "certainty": "certain", "kwargs": {}, "resolved": true, "span": [49, 66], "unit": 0}, {"args": [{"kind": "unknown", "why": ""}], "callee": "subprocess.run", "category": "process", "certainty": "certain", "kwargs": {"env": {"kind": "unknown", "why": "environment"}}, "resolved": true, "span": [22, 67], "unit": 0}], "code": [{"by": {"call": 1}, "certainty": "certain", "child": 1, "how": "subprocess.run", "language": "sh", "source": "literal", "span": [22, 67], "unit": 0}], "commands": [{"argv": [{"kind": "literal", "text": "ls"}], "basename": "ls", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "ls"}, "operands": [], "options": {}, "redirects": [], "span": [0, 2], "unit": 1, "wrappers": []}], "environment": [{"by": {"call": 0}, "certainty": "certain", "name": {"kind": "unknown", "why": ""}, "op": "list", "span": [49, 66], "unit": 0}], "index": {"callees": {"os.environ.copy": [0], "subprocess.run": [1]}, "calls": {"environment": [0], "process": [1]}, "code": {"literal": [0]}, "commands": {"ls": [0]}, "environment": {"list": [0]}, "imports": {"os": [0], "subprocess": [1]}}, "reading": {"opaque": []}}}
}

# "console.log(process.env.NODE_ENV)"
test_is_quiet_on_sample_14 if {
	count(rule.deny) == 0 with input as {"facts": {"calls": [{"args": [{"kind": "unknown", "why": "environment"}], "callee": "console.log", "category": "environment", "certainty": "certain", "kwargs": {}, "resolved": true, "span": [0, 33], "unit": 0}], "environment": [{"by": {}, "certainty": "certain", "name": {"kind": "literal", "text": "NODE_ENV"}, "op": "read", "span": [12, 32], "unit": 0}], "index": {"callees": {"console.log": [0]}, "calls": {"environment": [0]}, "environment": {"read": [0]}}, "reading": {"opaque": []}}}
}

# "Sys.getenv('HOME')"
test_is_quiet_on_sample_15 if {
	count(rule.deny) == 0 with input as {"facts": {"calls": [{"args": [{"kind": "literal", "text": "HOME"}], "callee": "Sys.getenv", "category": "environment", "certainty": "certain", "kwargs": {}, "resolved": true, "span": [0, 18], "unit": 0}], "environment": [{"by": {"call": 0}, "certainty": "certain", "name": {"kind": "literal", "text": "HOME"}, "op": "read", "span": [0, 18], "unit": 0}], "index": {"callees": {"Sys.getenv": [0]}, "calls": {"environment": [0]}, "environment": {"read": [0]}}, "reading": {"opaque": []}}}
}
