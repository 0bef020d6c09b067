# Written by tools/make_policy_tests.py from samples.json; do not edit.

package interlock.rules.session.template_test

import data.interlock.rules.session.template as rule

# "{\"kind\":\"create_session\",\"template\":\"x\"}"
test_fires_on_sample_0 if {
	count(rule.deny) > 0 with input as {"action": {"kind": "create_session", "lifetime_s": 0.0, "template": "x"}, "facts": {"index": {}, "reading": {"opaque": []}}}
}

# "{\"kind\":\"create_session\",\"template\":\"attacker/evil\"}"
test_fires_on_sample_1 if {
	count(rule.deny) > 0 with input as {"action": {"kind": "create_session", "lifetime_s": 0.0, "template": "attacker/evil"}, "facts": {"index": {}, "reading": {"opaque": []}}}
}

# "{\"kind\":\"create_session\",\"template\":\"base:latest\"}"
test_fires_on_sample_2 if {
	count(rule.deny) > 0 with input as {"action": {"kind": "create_session", "lifetime_s": 0.0, "template": "base:latest"}, "facts": {"index": {}, "reading": {"opaque": []}}}
}

# "{\"kind\":\"create_session\",\"template\":\"BASE\"}"
test_fires_on_sample_3 if {
	count(rule.deny) > 0 with input as {"action": {"kind": "create_session", "lifetime_s": 0.0, "template": "BASE"}, "facts": {"index": {}, "reading": {"opaque": []}}}
}

# "{\"kind\":\"create_session\",\"template\":\"code-interpreter-v1 \"}"
test_fires_on_sample_4 if {
	count(rule.deny) > 0 with input as {"action": {"kind": "create_session", "lifetime_s": 0.0, "template": "code-interpreter-v1 "}, "facts": {"index": {}, "reading": {"opaque": []}}}
}

# "{\"kind\":\"create_session\",\"template\":\"../base\"}"
test_fires_on_sample_5 if {
	count(rule.deny) > 0 with input as {"action": {"kind": "create_session", "lifetime_s": 0.0, "template": "../base"}, "facts": {"index": {}, "reading": {"opaque": []}}}
}

# "{\"kind\":\"create_session\",\"template\":\"docker.io/library/ubuntu\"}"
test_fires_on_sample_6 if {
	count(rule.deny) > 0 with input as {"action": {"kind": "create_session", "lifetime_s": 0.0, "template": "docker.io/library/ubuntu"}, "facts": {"index": {}, "reading": {"opaque": []}}}
}

# "{\"kind\":\"create_session\",\"template\":\"root\"}"
test_fires_on_sample_7 if {
	count(rule.deny) > 0 with input as {"action": {"kind": "create_session", "lifetime_s": 0.0, "template": "root"}, "facts": {"index": {}, "reading": {"opaque": []}}}
}

# "{\"kind\":\"create_session\",\"template\":\"base\u200b\"}"
test_fires_on_sample_8 if {
	count(rule.deny) > 0 with input as {"action": {"kind": "create_session", "lifetime_s": 0.0, "template": "base\u200b"}, "facts": {"index": {}, "reading": {"opaque": []}}}
}

# "{\"kind\":\"create_session\",\"template\":\"k3s-privileged\"}"
test_fires_on_sample_9 if {
	count(rule.deny) > 0 with input as {"action": {"kind": "create_session", "lifetime_s": 0.0, "template": "k3s-privileged"}, "facts": {"index": {}, "reading": {"opaque": []}}}
}

# "{\"kind\":\"create_session\"}"
test_is_quiet_on_sample_0 if {
	count(rule.deny) == 0 with input as {"action": {"kind": "create_session", "lifetime_s": 0.0}, "facts": {"index": {}, "reading": {"opaque": []}}}
}

# "{\"kind\":\"create_session\",\"template\":\"base\"}"
test_is_quiet_on_sample_1 if {
	count(rule.deny) == 0 with input as {"action": {"kind": "create_session", "lifetime_s": 0.0, "template": "base"}, "facts": {"index": {}, "reading": {"opaque": []}}}
}

# "{\"kind\":\"create_session\",\"template\":\"code-interpreter\"}"
test_is_quiet_on_sample_2 if {
	count(rule.deny) == 0 with input as {"action": {"kind": "create_session", "lifetime_s": 0.0, "template": "code-interpreter"}, "facts": {"index": {}, "reading": {"opaque": []}}}
}

# "{\"kind\":\"create_session\",\"template\":\"code-interpreter-v1\"}"
test_is_quiet_on_sample_3 if {
	count(rule.deny) == 0 with input as {"action": {"kind": "create_session", "lifetime_s": 0.0, "template": "code-interpreter-v1"}, "facts": {"index": {}, "reading": {"opaque": []}}}
}

# "{\"kind\":\"create_session\",\"template\":\"base\",\"env\":{\"DEBUG\":\"1\"}}"
test_is_quiet_on_sample_4 if {
	count(rule.deny) == 0 with input as {"action": {"env": {"DEBUG": "1"}, "kind": "create_session", "lifetime_s": 0.0, "template": "base"}, "facts": {"environment": [{"by": {}, "certainty": "certain", "name": {"kind": "literal", "text": "DEBUG"}, "op": "set", "span": [0, 0], "unit": 0, "value": {"kind": "literal", "text": "1"}}], "index": {"environment": {"set": [0]}}, "reading": {"opaque": []}}}
}

# "{\"kind\":\"create_session\",\"cwd\":\"/home/user\"}"
test_is_quiet_on_sample_5 if {
	count(rule.deny) == 0 with input as {"action": {"cwd": "/home/user", "kind": "create_session", "lifetime_s": 0.0}, "facts": {"index": {}, "reading": {"opaque": []}}}
}

# "{\"kind\":\"create_session\",\"metadata\":{\"template\":\"evil\"}}"
test_is_quiet_on_sample_6 if {
	count(rule.deny) == 0 with input as {"action": {"kind": "create_session", "lifetime_s": 0.0, "metadata": {"template": "evil"}}, "facts": {"index": {}, "reading": {"opaque": []}}}
}

# "echo template"
test_is_quiet_on_sample_7 if {
	count(rule.deny) == 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "echo"}, {"kind": "literal", "text": "template"}], "basename": "echo", "builtin": true, "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "echo"}, "operands": [{"kind": "literal", "text": "template"}], "options": {}, "redirects": [], "span": [0, 13], "unit": 0, "wrappers": []}], "index": {"commands": {"echo": [0]}}, "reading": {"opaque": []}}}
}

# "template = 'evil'"
test_is_quiet_on_sample_8 if {
	count(rule.deny) == 0 with input as {"facts": {"index": {}, "reading": {"opaque": []}}}
}

# "{\"kind\":\"create_session\",\"lifetime_s\":60.0}"
test_is_quiet_on_sample_9 if {
	count(rule.deny) == 0 with input as {"action": {"kind": "create_session", "lifetime_s": 60.0}, "facts": {"index": {}, "reading": {"opaque": []}}}
}
