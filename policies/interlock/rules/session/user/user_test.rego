# Written by tools/make_policy_tests.py from samples.json; do not edit.

package interlock.rules.session.user_test

import data.interlock.rules.session.user as rule

# "{\"kind\":\"create_session\",\"user\":\"root\"}"
test_fires_on_sample_0 if {
	count(rule.deny) > 0 with input as {"action": {"kind": "create_session", "lifetime_s": 0.0, "user": "root"}, "facts": {"index": {}, "reading": {"opaque": []}}}
}

# "{\"kind\":\"create_session\",\"user\":\"0\"}"
test_fires_on_sample_1 if {
	count(rule.deny) > 0 with input as {"action": {"kind": "create_session", "lifetime_s": 0.0, "user": "0"}, "facts": {"index": {}, "reading": {"opaque": []}}}
}

# "{\"kind\":\"create_session\",\"user\":\"ROOT\"}"
test_fires_on_sample_2 if {
	count(rule.deny) > 0 with input as {"action": {"kind": "create_session", "lifetime_s": 0.0, "user": "ROOT"}, "facts": {"index": {}, "reading": {"opaque": []}}}
}

# "{\"kind\":\"create_session\",\"user\":\"+0\"}"
test_fires_on_sample_3 if {
	count(rule.deny) > 0 with input as {"action": {"kind": "create_session", "lifetime_s": 0.0, "user": "+0"}, "facts": {"index": {}, "reading": {"opaque": []}}}
}

# "{\"kind\":\"run_command\",\"source\":\"ls\",\"user\":\"root\"}"
test_fires_on_sample_4 if {
	count(rule.deny) > 0 with input as {"action": {"content": {"sha256": "c7b68ac37f364473e922936708e7f43c293dd07b295171566c07ff5fe024fab9", "size": 2}, "kind": "run_command", "timeout_s": 0.0, "user": "root"}, "facts": {"commands": [{"argv": [{"kind": "literal", "text": "ls"}], "basename": "ls", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "ls"}, "operands": [], "options": {}, "redirects": [], "span": [0, 2], "unit": 0, "wrappers": []}], "index": {"commands": {"ls": [0]}}, "reading": {"opaque": []}}}
}

# "{\"kind\":\"run_command\",\"source\":\"id\",\"user\":\"postgres\"}"
test_fires_on_sample_5 if {
	count(rule.deny) > 0 with input as {"action": {"content": {"sha256": "a56145270ce6b3bebd1dd012b73948677dd618d496488bc608a3cb43ce3547dd", "size": 2}, "kind": "run_command", "timeout_s": 0.0, "user": "postgres"}, "facts": {"commands": [{"argv": [{"kind": "literal", "text": "id"}], "basename": "id", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "id"}, "operands": [], "options": {}, "redirects": [], "span": [0, 2], "unit": 0, "wrappers": []}], "index": {"commands": {"id": [0]}}, "reading": {"opaque": []}}}
}

# "{\"kind\":\"start_process\",\"argv\":[\"sleep\",\"1\"],\"user\":\"root\"}"
test_fires_on_sample_6 if {
	count(rule.deny) > 0 with input as {"action": {"argv": ["sleep", "1"], "kind": "start_process", "timeout_s": 0.0, "user": "root"}, "facts": {"commands": [{"argv": [{"kind": "literal", "text": "sleep"}, {"kind": "literal", "text": "1"}], "basename": "sleep", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "sleep"}, "operands": [{"kind": "literal", "text": "1"}], "options": {}, "redirects": [], "span": [0, 7], "unit": 0, "wrappers": []}], "index": {"commands": {"sleep": [0]}}, "reading": {"opaque": []}}}
}

# "{\"kind\":\"start_process\",\"source\":\"sleep 1\",\"user\":\"daemon\"}"
test_fires_on_sample_7 if {
	count(rule.deny) > 0 with input as {"action": {"content": {"sha256": "3906086191bf13c41da5550a6cfe1f55a0021462dafb65e1d123ce0a0b71db4f", "size": 7}, "kind": "start_process", "timeout_s": 0.0, "user": "daemon"}, "facts": {"commands": [{"argv": [{"kind": "literal", "text": "sleep"}, {"kind": "literal", "text": "1"}], "basename": "sleep", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "sleep"}, "operands": [{"kind": "literal", "text": "1"}], "options": {}, "redirects": [], "span": [0, 7], "unit": 0, "wrappers": []}], "index": {"commands": {"sleep": [0]}}, "reading": {"opaque": []}}}
}

# "{\"kind\":\"create_session\",\"user\":\"0:0\"}"
test_fires_on_sample_8 if {
	count(rule.deny) > 0 with input as {"action": {"kind": "create_session", "lifetime_s": 0.0, "user": "0:0"}, "facts": {"index": {}, "reading": {"opaque": []}}}
}

# "{\"kind\":\"create_session\",\"user\":\"user \"}"
test_fires_on_sample_9 if {
	count(rule.deny) > 0 with input as {"action": {"kind": "create_session", "lifetime_s": 0.0, "user": "user "}, "facts": {"index": {}, "reading": {"opaque": []}}}
}

# "{\"kind\":\"run_command\",\"source\":\"ls\",\"user\":\"www-data\"}"
test_fires_on_sample_10 if {
	count(rule.deny) > 0 with input as {"action": {"content": {"sha256": "c7b68ac37f364473e922936708e7f43c293dd07b295171566c07ff5fe024fab9", "size": 2}, "kind": "run_command", "timeout_s": 0.0, "user": "www-data"}, "facts": {"commands": [{"argv": [{"kind": "literal", "text": "ls"}], "basename": "ls", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "ls"}, "operands": [], "options": {}, "redirects": [], "span": [0, 2], "unit": 0, "wrappers": []}], "index": {"commands": {"ls": [0]}}, "reading": {"opaque": []}}}
}

# "{\"kind\":\"create_session\",\"user\":\"us\u200ber\"}"
test_fires_on_sample_11 if {
	count(rule.deny) > 0 with input as {"action": {"kind": "create_session", "lifetime_s": 0.0, "user": "us\u200ber"}, "facts": {"index": {}, "reading": {"opaque": []}}}
}

# "{\"kind\":\"create_session\"}"
test_is_quiet_on_sample_0 if {
	count(rule.deny) == 0 with input as {"action": {"kind": "create_session", "lifetime_s": 0.0}, "facts": {"index": {}, "reading": {"opaque": []}}}
}

# "{\"kind\":\"create_session\",\"user\":\"user\"}"
test_is_quiet_on_sample_1 if {
	count(rule.deny) == 0 with input as {"action": {"kind": "create_session", "lifetime_s": 0.0, "user": "user"}, "facts": {"index": {}, "reading": {"opaque": []}}}
}

# "ls"
test_is_quiet_on_sample_2 if {
	count(rule.deny) == 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "ls"}], "basename": "ls", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "ls"}, "operands": [], "options": {}, "redirects": [], "span": [0, 2], "unit": 0, "wrappers": []}], "index": {"commands": {"ls": [0]}}, "reading": {"opaque": []}}}
}

# "{\"kind\":\"run_command\",\"source\":\"ls\",\"user\":\"user\"}"
test_is_quiet_on_sample_3 if {
	count(rule.deny) == 0 with input as {"action": {"content": {"sha256": "c7b68ac37f364473e922936708e7f43c293dd07b295171566c07ff5fe024fab9", "size": 2}, "kind": "run_command", "timeout_s": 0.0, "user": "user"}, "facts": {"commands": [{"argv": [{"kind": "literal", "text": "ls"}], "basename": "ls", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "ls"}, "operands": [], "options": {}, "redirects": [], "span": [0, 2], "unit": 0, "wrappers": []}], "index": {"commands": {"ls": [0]}}, "reading": {"opaque": []}}}
}

# "{\"kind\":\"start_process\",\"argv\":[\"sleep\",\"1\"],\"user\":\"user\"}"
test_is_quiet_on_sample_4 if {
	count(rule.deny) == 0 with input as {"action": {"argv": ["sleep", "1"], "kind": "start_process", "timeout_s": 0.0, "user": "user"}, "facts": {"commands": [{"argv": [{"kind": "literal", "text": "sleep"}, {"kind": "literal", "text": "1"}], "basename": "sleep", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "sleep"}, "operands": [{"kind": "literal", "text": "1"}], "options": {}, "redirects": [], "span": [0, 7], "unit": 0, "wrappers": []}], "index": {"commands": {"sleep": [0]}}, "reading": {"opaque": []}}}
}

# "{\"kind\":\"start_process\",\"source\":\"sleep 1\"}"
test_is_quiet_on_sample_5 if {
	count(rule.deny) == 0 with input as {"action": {"content": {"sha256": "3906086191bf13c41da5550a6cfe1f55a0021462dafb65e1d123ce0a0b71db4f", "size": 7}, "kind": "start_process", "timeout_s": 0.0}, "facts": {"commands": [{"argv": [{"kind": "literal", "text": "sleep"}, {"kind": "literal", "text": "1"}], "basename": "sleep", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "sleep"}, "operands": [{"kind": "literal", "text": "1"}], "options": {}, "redirects": [], "span": [0, 7], "unit": 0, "wrappers": []}], "index": {"commands": {"sleep": [0]}}, "reading": {"opaque": []}}}
}

# "user = 'root'"
test_is_quiet_on_sample_6 if {
	count(rule.deny) == 0 with input as {"facts": {"index": {}, "reading": {"opaque": []}}}
}

# "id root"
test_is_quiet_on_sample_7 if {
	count(rule.deny) == 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "id"}, {"kind": "literal", "text": "root"}], "basename": "id", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "id"}, "operands": [{"kind": "literal", "text": "root"}], "options": {}, "redirects": [], "span": [0, 7], "unit": 0, "wrappers": []}], "index": {"commands": {"id": [0]}}, "reading": {"opaque": []}}}
}

# "{\"kind\":\"create_session\",\"metadata\":{\"user\":\"root\"}}"
test_is_quiet_on_sample_8 if {
	count(rule.deny) == 0 with input as {"action": {"kind": "create_session", "lifetime_s": 0.0, "metadata": {"user": "root"}}, "facts": {"index": {}, "reading": {"opaque": []}}}
}

# "{\"kind\":\"read_file\",\"path\":\"/home/user/root\"}"
test_is_quiet_on_sample_9 if {
	count(rule.deny) == 0 with input as {"action": {"kind": "read_file", "path": "/home/user/root"}, "facts": {"files": [{"ancestors": ["/", "/home", "/home/user"], "by": {}, "certainty": "certain", "op": "read", "path": {"kind": "literal", "text": "/home/user/root"}, "resolved": "/home/user/root", "span": [0, 15], "unit": 0}], "index": {"files": {"read": [0]}, "paths": {"/": [0], "/home": [0], "/home/user": [0], "/home/user/root": [0]}}, "reading": {"opaque": []}}}
}
