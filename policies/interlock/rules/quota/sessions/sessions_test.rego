# Written by tools/make_policy_tests.py from samples.json; do not edit.

package interlock.rules.quota.sessions_test

import data.interlock.rules.quota.sessions as rule

# "a sixth session of one agent"
test_fires_on_sample_0 if {
	count(rule.deny) > 0 with input as {"action": {"kind": "create_session", "lifetime_s": 0.0}, "attributes": {"principal": {"agent": "default", "credential": "none", "peer": "", "tenant": "local", "user": "local"}, "profile": "standard", "time_unix_s": 1700000000, "usage": {"agent": {"executions": 3, "output_bytes": 4096, "sandbox_s": 12, "sessions": 5}, "user": {"executions": 3, "output_bytes": 4096, "sandbox_s": 12, "sessions": 5}}}, "facts": {"index": {}, "reading": {"opaque": []}}}
}

# "far more than it may have"
test_fires_on_sample_1 if {
	count(rule.deny) > 0 with input as {"action": {"kind": "create_session", "lifetime_s": 0.0}, "attributes": {"principal": {"agent": "default", "credential": "none", "peer": "", "tenant": "local", "user": "local"}, "profile": "standard", "time_unix_s": 1700000000, "usage": {"agent": {"executions": 3, "output_bytes": 4096, "sandbox_s": 12, "sessions": 40}, "user": {"executions": 3, "output_bytes": 4096, "sandbox_s": 12, "sessions": 40}}}, "facts": {"index": {}, "reading": {"opaque": []}}}
}

# "another agent name, the same user"
test_fires_on_sample_2 if {
	count(rule.deny) > 0 with input as {"action": {"kind": "create_session", "lifetime_s": 0.0}, "attributes": {"principal": {"agent": "default", "credential": "none", "peer": "", "tenant": "local", "user": "local"}, "profile": "standard", "time_unix_s": 1700000000, "usage": {"agent": {"executions": 3, "output_bytes": 4096, "sandbox_s": 12, "sessions": 0}, "user": {"executions": 3, "output_bytes": 4096, "sandbox_s": 12, "sessions": 8}}}, "facts": {"index": {}, "reading": {"opaque": []}}}
}

# "a short one"
test_fires_on_sample_3 if {
	count(rule.deny) > 0 with input as {"action": {"kind": "create_session", "lifetime_s": 5.0}, "attributes": {"principal": {"agent": "default", "credential": "none", "peer": "", "tenant": "local", "user": "local"}, "profile": "standard", "time_unix_s": 1700000000, "usage": {"agent": {"executions": 3, "output_bytes": 4096, "sandbox_s": 12, "sessions": 5}, "user": {"executions": 3, "output_bytes": 4096, "sandbox_s": 12, "sessions": 1}}}, "facts": {"index": {}, "reading": {"opaque": []}}}
}

# "with a template"
test_fires_on_sample_4 if {
	count(rule.deny) > 0 with input as {"action": {"kind": "create_session", "lifetime_s": 0.0, "template": "python"}, "attributes": {"principal": {"agent": "default", "credential": "none", "peer": "", "tenant": "local", "user": "local"}, "profile": "standard", "time_unix_s": 1700000000, "usage": {"agent": {"executions": 3, "output_bytes": 4096, "sandbox_s": 12, "sessions": 5}, "user": {"executions": 3, "output_bytes": 4096, "sandbox_s": 12, "sessions": 1}}}, "facts": {"index": {}, "reading": {"opaque": []}}}
}

# "with metadata that claims a purpose"
test_fires_on_sample_5 if {
	count(rule.deny) > 0 with input as {"action": {"kind": "create_session", "lifetime_s": 0.0, "metadata": {"purpose": "ci"}}, "attributes": {"principal": {"agent": "default", "credential": "none", "peer": "", "tenant": "local", "user": "local"}, "profile": "standard", "time_unix_s": 1700000000, "usage": {"agent": {"executions": 3, "output_bytes": 4096, "sandbox_s": 12, "sessions": 6}, "user": {"executions": 3, "output_bytes": 4096, "sandbox_s": 12, "sessions": 1}}}, "facts": {"index": {}, "reading": {"opaque": []}}}
}

# "with variables"
test_fires_on_sample_6 if {
	count(rule.deny) > 0 with input as {"action": {"env": {"DEBUG": "1"}, "kind": "create_session", "lifetime_s": 0.0}, "attributes": {"principal": {"agent": "default", "credential": "none", "peer": "", "tenant": "local", "user": "local"}, "profile": "standard", "time_unix_s": 1700000000, "usage": {"agent": {"executions": 3, "output_bytes": 4096, "sandbox_s": 12, "sessions": 5}, "user": {"executions": 3, "output_bytes": 4096, "sandbox_s": 12, "sessions": 1}}}, "facts": {"environment": [{"by": {}, "certainty": "certain", "name": {"kind": "literal", "text": "DEBUG"}, "op": "set", "span": [0, 0], "unit": 0, "value": {"kind": "literal", "text": "1"}}], "index": {"environment": {"set": [0]}}, "reading": {"opaque": []}}}
}

# "in another directory"
test_fires_on_sample_7 if {
	count(rule.deny) > 0 with input as {"action": {"cwd": "/tmp", "kind": "create_session", "lifetime_s": 0.0}, "attributes": {"principal": {"agent": "default", "credential": "none", "peer": "", "tenant": "local", "user": "local"}, "profile": "standard", "time_unix_s": 1700000000, "usage": {"agent": {"executions": 3, "output_bytes": 4096, "sandbox_s": 12, "sessions": 1}, "user": {"executions": 3, "output_bytes": 4096, "sandbox_s": 12, "sessions": 9}}}, "facts": {"index": {}, "reading": {"opaque": []}}}
}

# "from within a session"
test_fires_on_sample_8 if {
	count(rule.deny) > 0 with input as {"action": {"kind": "create_session", "lifetime_s": 0.0}, "attributes": {"principal": {"agent": "default", "credential": "none", "peer": "", "tenant": "local", "user": "local"}, "profile": "standard", "session": {"age_s": 60, "backend": "local", "denials": 0, "executions": 3, "id": "s", "metadata": {}}, "time_unix_s": 1700000000, "usage": {"agent": {"executions": 3, "output_bytes": 4096, "sandbox_s": 12, "sessions": 5}, "session": {"executions": 3, "output_bytes": 4096, "sandbox_s": 12, "sessions": 0}, "user": {"executions": 3, "output_bytes": 4096, "sandbox_s": 12, "sessions": 1}}}, "facts": {"index": {}, "reading": {"opaque": []}}}
}

# "a third one under strict"
test_fires_on_sample_9 if {
	count(rule.deny) > 0 with input as {"action": {"kind": "create_session", "lifetime_s": 0.0}, "attributes": {"principal": {"agent": "default", "credential": "none", "peer": "", "tenant": "local", "user": "local"}, "profile": "strict", "time_unix_s": 1700000000, "usage": {"agent": {"executions": 3, "output_bytes": 4096, "sandbox_s": 12, "sessions": 2}, "user": {"executions": 3, "output_bytes": 4096, "sandbox_s": 12, "sessions": 1}}}, "facts": {"index": {}, "reading": {"opaque": []}}}
}

# "a fifth one of a user under strict"
test_fires_on_sample_10 if {
	count(rule.deny) > 0 with input as {"action": {"kind": "create_session", "lifetime_s": 0.0}, "attributes": {"principal": {"agent": "default", "credential": "none", "peer": "", "tenant": "local", "user": "local"}, "profile": "strict", "time_unix_s": 1700000000, "usage": {"agent": {"executions": 3, "output_bytes": 4096, "sandbox_s": 12, "sessions": 1}, "user": {"executions": 3, "output_bytes": 4096, "sandbox_s": 12, "sessions": 4}}}, "facts": {"index": {}, "reading": {"opaque": []}}}
}

# "the first session"
test_is_quiet_on_sample_0 if {
	count(rule.deny) == 0 with input as {"action": {"kind": "create_session", "lifetime_s": 0.0}, "attributes": {"principal": {"agent": "default", "credential": "none", "peer": "", "tenant": "local", "user": "local"}, "profile": "standard", "time_unix_s": 1700000000, "usage": {"agent": {"executions": 3, "output_bytes": 4096, "sandbox_s": 12, "sessions": 0}, "user": {"executions": 3, "output_bytes": 4096, "sandbox_s": 12, "sessions": 0}}}, "facts": {"index": {}, "reading": {"opaque": []}}}
}

# "the fifth session of an agent"
test_is_quiet_on_sample_1 if {
	count(rule.deny) == 0 with input as {"action": {"kind": "create_session", "lifetime_s": 0.0}, "attributes": {"principal": {"agent": "default", "credential": "none", "peer": "", "tenant": "local", "user": "local"}, "profile": "standard", "time_unix_s": 1700000000, "usage": {"agent": {"executions": 3, "output_bytes": 4096, "sandbox_s": 12, "sessions": 4}, "user": {"executions": 3, "output_bytes": 4096, "sandbox_s": 12, "sessions": 4}}}, "facts": {"index": {}, "reading": {"opaque": []}}}
}

# "the eighth session of a user, by several agents"
test_is_quiet_on_sample_2 if {
	count(rule.deny) == 0 with input as {"action": {"kind": "create_session", "lifetime_s": 0.0}, "attributes": {"principal": {"agent": "default", "credential": "none", "peer": "", "tenant": "local", "user": "local"}, "profile": "standard", "time_unix_s": 1700000000, "usage": {"agent": {"executions": 3, "output_bytes": 4096, "sandbox_s": 12, "sessions": 3}, "user": {"executions": 3, "output_bytes": 4096, "sandbox_s": 12, "sessions": 7}}}, "facts": {"index": {}, "reading": {"opaque": []}}}
}

# "work in a session while all are open"
test_is_quiet_on_sample_3 if {
	count(rule.deny) == 0 with input as {"attributes": {"principal": {"agent": "default", "credential": "none", "peer": "", "tenant": "local", "user": "local"}, "profile": "standard", "session": {"age_s": 60, "backend": "local", "denials": 0, "executions": 3, "id": "s", "metadata": {}}, "time_unix_s": 1700000000, "usage": {"agent": {"executions": 3, "output_bytes": 4096, "sandbox_s": 12, "sessions": 5}, "session": {"executions": 3, "output_bytes": 4096, "sandbox_s": 12, "sessions": 0}, "user": {"executions": 3, "output_bytes": 4096, "sandbox_s": 12, "sessions": 8}}}, "facts": {"commands": [{"argv": [{"kind": "literal", "text": "ls"}], "basename": "ls", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "ls"}, "operands": [], "options": {}, "redirects": [], "span": [0, 2], "unit": 0, "wrappers": []}], "index": {"commands": {"ls": [0]}}, "reading": {"opaque": []}}}
}

# "a cell while all are open"
test_is_quiet_on_sample_4 if {
	count(rule.deny) == 0 with input as {"attributes": {"principal": {"agent": "default", "credential": "none", "peer": "", "tenant": "local", "user": "local"}, "profile": "standard", "session": {"age_s": 60, "backend": "local", "denials": 0, "executions": 3, "id": "s", "metadata": {}}, "time_unix_s": 1700000000, "usage": {"agent": {"executions": 3, "output_bytes": 4096, "sandbox_s": 12, "sessions": 5}, "session": {"executions": 3, "output_bytes": 4096, "sandbox_s": 12, "sessions": 0}, "user": {"executions": 3, "output_bytes": 4096, "sandbox_s": 12, "sessions": 1}}}, "facts": {"index": {}, "reading": {"opaque": []}}}
}

# "one of too many is closed"
test_is_quiet_on_sample_5 if {
	count(rule.deny) == 0 with input as {"action": {"kind": "close_session"}, "attributes": {"principal": {"agent": "default", "credential": "none", "peer": "", "tenant": "local", "user": "local"}, "profile": "standard", "session": {"age_s": 60, "backend": "local", "denials": 0, "executions": 3, "id": "s", "metadata": {}}, "time_unix_s": 1700000000, "usage": {"agent": {"executions": 3, "output_bytes": 4096, "sandbox_s": 12, "sessions": 5}, "session": {"executions": 3, "output_bytes": 4096, "sandbox_s": 12, "sessions": 0}, "user": {"executions": 3, "output_bytes": 4096, "sandbox_s": 12, "sessions": 1}}}, "facts": {"index": {}, "reading": {"opaque": []}}}
}

# "an upload while all are open"
test_is_quiet_on_sample_6 if {
	count(rule.deny) == 0 with input as {"action": {"content": {"sha256": "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881", "size": 1}, "kind": "write_file", "mode": 420, "path": "/home/user/a.txt"}, "attributes": {"principal": {"agent": "default", "credential": "none", "peer": "", "tenant": "local", "user": "local"}, "profile": "standard", "session": {"age_s": 60, "backend": "local", "denials": 0, "executions": 3, "id": "s", "metadata": {}}, "time_unix_s": 1700000000, "usage": {"agent": {"executions": 3, "output_bytes": 4096, "sandbox_s": 12, "sessions": 5}, "session": {"executions": 3, "output_bytes": 4096, "sandbox_s": 12, "sessions": 0}, "user": {"executions": 3, "output_bytes": 4096, "sandbox_s": 12, "sessions": 1}}}, "facts": {"files": [{"ancestors": ["/", "/home", "/home/user"], "by": {}, "certainty": "certain", "mode": "644", "op": "write", "path": {"kind": "literal", "text": "/home/user/a.txt"}, "resolved": "/home/user/a.txt", "span": [0, 0], "unit": 0}], "index": {"files": {"write": [0]}, "paths": {"/": [0], "/home": [0], "/home/user": [0], "/home/user/a.txt": [0]}}, "reading": {"opaque": []}}}
}

# "packages while all are open"
test_is_quiet_on_sample_7 if {
	count(rule.deny) == 0 with input as {"action": {"argv": ["npm", "install", "--no-audit", "--no-fund", "--", "left-pad@1.3.0"], "kind": "install_packages", "manager": "npm", "packages": ["left-pad@1.3.0"], "timeout_s": 0.0}, "attributes": {"principal": {"agent": "default", "credential": "none", "peer": "", "tenant": "local", "user": "local"}, "profile": "standard", "session": {"age_s": 60, "backend": "local", "denials": 0, "executions": 3, "id": "s", "metadata": {}}, "time_unix_s": 1700000000, "usage": {"agent": {"executions": 3, "output_bytes": 4096, "sandbox_s": 12, "sessions": 1}, "session": {"executions": 3, "output_bytes": 4096, "sandbox_s": 12, "sessions": 0}, "user": {"executions": 3, "output_bytes": 4096, "sandbox_s": 12, "sessions": 8}}}, "facts": {"commands": [{"argv": [{"kind": "literal", "text": "npm"}, {"kind": "literal", "text": "install"}, {"kind": "literal", "text": "--no-audit"}, {"kind": "literal", "text": "--no-fund"}, {"kind": "literal", "text": "--"}, {"kind": "literal", "text": "left-pad@1.3.0"}], "basename": "npm", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "npm"}, "operands": [{"kind": "literal", "text": "install"}, {"kind": "literal", "text": "left-pad@1.3.0"}], "options": {"no-audit": {"kind": "literal", "text": ""}, "no-fund": {"kind": "literal", "text": ""}}, "redirects": [], "span": [0, 50], "unit": 0, "wrappers": []}], "index": {"commands": {"npm": [0]}, "packages": {"npm": [0], "source:index": [0]}}, "packages": [{"action": "install", "by": {"command": 0}, "certainty": "certain", "ecosystem": "npm", "manager": "npm", "name": {"kind": "literal", "text": "left-pad"}, "pinned": true, "source": "index", "span": [0, 50], "unit": 0, "version": "1.3.0"}], "reading": {"opaque": []}}}
}

# "without a proxy nobody counts"
test_is_quiet_on_sample_8 if {
	count(rule.deny) == 0 with input as {"action": {"kind": "create_session", "lifetime_s": 0.0}, "facts": {"index": {}, "reading": {"opaque": []}}}
}
