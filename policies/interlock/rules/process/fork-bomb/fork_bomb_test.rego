# Written by tools/make_policy_tests.py from samples.json; do not edit.

package interlock.rules.process["fork-bomb_test"]

import data.interlock.rules.process["fork-bomb"] as rule

# ":(){ :|:& };:"
test_fires_on_sample_0 if {
	count(rule.deny) > 0 with input as {"facts": {"index": {"processes": {"fork_bomb": [0, 1]}}, "processes": [{"by": {}, "certainty": "certain", "op": "fork_bomb", "span": [5, 6], "target": {"kind": "literal", "text": ":"}, "unit": 0}, {"by": {}, "certainty": "certain", "op": "fork_bomb", "span": [7, 8], "target": {"kind": "literal", "text": ":"}, "unit": 0}], "reading": {"opaque": []}}}
}

# "f(){ f|f& }; f"
test_fires_on_sample_1 if {
	count(rule.deny) > 0 with input as {"facts": {"index": {"processes": {"fork_bomb": [0, 1]}}, "processes": [{"by": {}, "certainty": "certain", "op": "fork_bomb", "span": [5, 6], "target": {"kind": "literal", "text": "f"}, "unit": 0}, {"by": {}, "certainty": "certain", "op": "fork_bomb", "span": [7, 8], "target": {"kind": "literal", "text": "f"}, "unit": 0}], "reading": {"opaque": []}}}
}

# "bomb() { bomb & bomb & }; bomb"
test_fires_on_sample_2 if {
	count(rule.deny) > 0 with input as {"facts": {"index": {"processes": {"fork_bomb": [0, 1]}}, "processes": [{"by": {}, "certainty": "certain", "op": "fork_bomb", "span": [9, 13], "target": {"kind": "literal", "text": "bomb"}, "unit": 0}, {"by": {}, "certainty": "certain", "op": "fork_bomb", "span": [16, 20], "target": {"kind": "literal", "text": "bomb"}, "unit": 0}], "reading": {"opaque": []}}}
}

# "g() { (g | g) & }\ng"
test_fires_on_sample_3 if {
	count(rule.deny) > 0 with input as {"facts": {"index": {"processes": {"fork_bomb": [0, 1]}}, "processes": [{"by": {}, "certainty": "certain", "op": "fork_bomb", "span": [7, 8], "target": {"kind": "literal", "text": "g"}, "unit": 0}, {"by": {}, "certainty": "certain", "op": "fork_bomb", "span": [11, 12], "target": {"kind": "literal", "text": "g"}, "unit": 0}], "reading": {"opaque": []}}}
}

# "x(){ x & x; }; x"
test_fires_on_sample_4 if {
	count(rule.deny) > 0 with input as {"facts": {"index": {"processes": {"fork_bomb": [0]}}, "processes": [{"by": {}, "certainty": "certain", "op": "fork_bomb", "span": [5, 6], "target": {"kind": "literal", "text": "x"}, "unit": 0}], "reading": {"opaque": []}}}
}

# "f(){ echo hi; }; f"
test_is_quiet_on_sample_0 if {
	count(rule.deny) == 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "echo"}, {"kind": "literal", "text": "hi"}], "basename": "echo", "builtin": true, "certainty": "certain", "context": ["function"], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "echo"}, "operands": [{"kind": "literal", "text": "hi"}], "options": {}, "redirects": [], "span": [5, 12], "unit": 0, "wrappers": []}], "index": {"commands": {"echo": [0]}}, "reading": {"opaque": []}}}
}

# "fact() { [ $1 -le 1 ] && echo 1 || echo $(( $1 * $(fact $(($1-1))) )); }; fact 5"
test_is_quiet_on_sample_1 if {
	count(rule.deny) == 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "["}, {"kind": "literal", "text": "5"}, {"kind": "literal", "text": "-le"}, {"kind": "literal", "text": "1"}, {"kind": "literal", "text": "]"}], "basename": "[", "builtin": true, "certainty": "certain", "context": ["function"], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "["}, "operands": [{"kind": "literal", "text": "5"}, {"kind": "literal", "text": "-le"}, {"kind": "literal", "text": "1"}, {"kind": "literal", "text": "]"}], "options": {}, "redirects": [], "span": [9, 21], "unit": 0, "wrappers": []}, {"argv": [{"kind": "literal", "text": "echo"}, {"kind": "literal", "text": "1"}], "basename": "echo", "builtin": true, "certainty": "possible", "context": ["function", "conditional"], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "echo"}, "operands": [{"kind": "literal", "text": "1"}], "options": {}, "redirects": [], "span": [25, 31], "unit": 0, "wrappers": []}, {"argv": [{"kind": "literal", "text": "echo"}, {"kind": "unknown", "why": "arithmetic"}], "basename": "echo", "builtin": true, "certainty": "possible", "context": ["function", "conditional"], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "echo"}, "operands": [{"kind": "unknown", "why": "arithmetic"}], "options": {}, "redirects": [], "span": [35, 69], "unit": 0, "wrappers": []}], "index": {"commands": {"[": [0], "echo": [1, 2]}}, "reading": {"opaque": []}}}
}

# "for i in 1 2; do sleep 1 & done; wait"
test_is_quiet_on_sample_2 if {
	count(rule.deny) == 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "sleep"}, {"kind": "literal", "text": "1"}], "basename": "sleep", "certainty": "certain", "context": ["loop", "background"], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "sleep"}, "operands": [{"kind": "literal", "text": "1"}], "options": {}, "redirects": [], "span": [17, 24], "unit": 0, "wrappers": []}, {"argv": [{"kind": "literal", "text": "sleep"}, {"kind": "literal", "text": "1"}], "basename": "sleep", "certainty": "certain", "context": ["loop", "background"], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "sleep"}, "operands": [{"kind": "literal", "text": "1"}], "options": {}, "redirects": [], "span": [17, 24], "unit": 0, "wrappers": []}, {"argv": [{"kind": "literal", "text": "wait"}], "basename": "wait", "builtin": true, "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "wait"}, "operands": [], "options": {}, "redirects": [], "span": [33, 37], "unit": 0, "wrappers": []}], "index": {"commands": {"sleep": [0, 1], "wait": [2]}}, "reading": {"opaque": []}}}
}

# "f() { g; }; g() { echo x; }; f"
test_is_quiet_on_sample_3 if {
	count(rule.deny) == 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "echo"}, {"kind": "literal", "text": "x"}], "basename": "echo", "builtin": true, "certainty": "certain", "context": ["function"], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "echo"}, "operands": [{"kind": "literal", "text": "x"}], "options": {}, "redirects": [], "span": [18, 24], "unit": 0, "wrappers": []}], "index": {"commands": {"echo": [0]}}, "reading": {"opaque": []}}}
}

# "make -j4"
test_is_quiet_on_sample_4 if {
	count(rule.deny) == 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "make"}, {"kind": "literal", "text": "-j4"}], "basename": "make", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "make"}, "operands": [], "options": {"jobs": {"kind": "literal", "text": "4"}}, "redirects": [], "span": [0, 8], "unit": 0, "wrappers": []}], "index": {"commands": {"make": [0]}}, "reading": {"opaque": []}}}
}
