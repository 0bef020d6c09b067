# Written by tools/make_policy_tests.py from samples.json; do not edit.

package interlock.rules.quota.executions_test

import data.interlock.rules.quota.executions as rule

# "a command in a session that is used up"
test_fires_on_sample_0 if {
	count(rule.deny) > 0 with input as {"attributes": {"principal": {"agent": "default", "credential": "none", "peer": "", "tenant": "local", "user": "local"}, "profile": "standard", "session": {"age_s": 60, "backend": "local", "denials": 0, "executions": 3, "id": "s", "metadata": {}}, "time_unix_s": 1700000000, "usage": {"agent": {"executions": 3, "output_bytes": 4096, "sandbox_s": 12, "sessions": 1}, "session": {"executions": 10000, "output_bytes": 4096, "sandbox_s": 12, "sessions": 0}, "user": {"executions": 3, "output_bytes": 4096, "sandbox_s": 12, "sessions": 1}}}, "facts": {"commands": [{"argv": [{"kind": "literal", "text": "ls"}], "basename": "ls", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "ls"}, "operands": [], "options": {}, "redirects": [], "span": [0, 2], "unit": 0, "wrappers": []}], "index": {"commands": {"ls": [0]}}, "reading": {"opaque": []}}}
}

# "a cell of an agent that is used up"
test_fires_on_sample_1 if {
	count(rule.deny) > 0 with input as {"attributes": {"principal": {"agent": "default", "credential": "none", "peer": "", "tenant": "local", "user": "local"}, "profile": "standard", "session": {"age_s": 60, "backend": "local", "denials": 0, "executions": 3, "id": "s", "metadata": {}}, "time_unix_s": 1700000000, "usage": {"agent": {"executions": 10000, "output_bytes": 4096, "sandbox_s": 12, "sessions": 1}, "session": {"executions": 3, "output_bytes": 4096, "sandbox_s": 12, "sessions": 0}, "user": {"executions": 3, "output_bytes": 4096, "sandbox_s": 12, "sessions": 1}}}, "facts": {"index": {}, "reading": {"opaque": []}}}
}

# "a cell in JavaScript, the user used up"
test_fires_on_sample_2 if {
	count(rule.deny) > 0 with input as {"attributes": {"principal": {"agent": "default", "credential": "none", "peer": "", "tenant": "local", "user": "local"}, "profile": "standard", "session": {"age_s": 60, "backend": "local", "denials": 0, "executions": 3, "id": "s", "metadata": {}}, "time_unix_s": 1700000000, "usage": {"agent": {"executions": 3, "output_bytes": 4096, "sandbox_s": 12, "sessions": 1}, "session": {"executions": 3, "output_bytes": 4096, "sandbox_s": 12, "sessions": 0}, "user": {"executions": 20000, "output_bytes": 4096, "sandbox_s": 12, "sessions": 1}}}, "facts": {"index": {}, "reading": {"opaque": []}}}
}

# "a program without a shell"
test_fires_on_sample_3 if {
	count(rule.deny) > 0 with input as {"action": {"argv": ["sleep", "1"], "kind": "start_process", "timeout_s": 0.0}, "attributes": {"principal": {"agent": "default", "credential": "none", "peer": "", "tenant": "local", "user": "local"}, "profile": "standard", "session": {"age_s": 60, "backend": "local", "denials": 0, "executions": 3, "id": "s", "metadata": {}}, "time_unix_s": 1700000000, "usage": {"agent": {"executions": 3, "output_bytes": 4096, "sandbox_s": 12, "sessions": 1}, "session": {"executions": 30001, "output_bytes": 4096, "sandbox_s": 12, "sessions": 0}, "user": {"executions": 3, "output_bytes": 4096, "sandbox_s": 12, "sessions": 1}}}, "facts": {"commands": [{"argv": [{"kind": "literal", "text": "sleep"}, {"kind": "literal", "text": "1"}], "basename": "sleep", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "sleep"}, "operands": [{"kind": "literal", "text": "1"}], "options": {}, "redirects": [], "span": [0, 7], "unit": 0, "wrappers": []}], "index": {"commands": {"sleep": [0]}}, "reading": {"opaque": []}}}
}

# "a read, far over the limit"
test_fires_on_sample_4 if {
	count(rule.deny) > 0 with input as {"action": {"kind": "read_file", "path": "/home/user/a.txt"}, "attributes": {"principal": {"agent": "default", "credential": "none", "peer": "", "tenant": "local", "user": "local"}, "profile": "standard", "session": {"age_s": 60, "backend": "local", "denials": 0, "executions": 3, "id": "s", "metadata": {}}, "time_unix_s": 1700000000, "usage": {"agent": {"executions": 30001, "output_bytes": 4096, "sandbox_s": 12, "sessions": 1}, "session": {"executions": 3, "output_bytes": 4096, "sandbox_s": 12, "sessions": 0}, "user": {"executions": 3, "output_bytes": 4096, "sandbox_s": 12, "sessions": 1}}}, "facts": {"files": [{"ancestors": ["/", "/home", "/home/user"], "by": {}, "certainty": "certain", "op": "read", "path": {"kind": "literal", "text": "/home/user/a.txt"}, "resolved": "/home/user/a.txt", "span": [0, 16], "unit": 0}], "index": {"files": {"read": [0]}, "paths": {"/": [0], "/home": [0], "/home/user": [0], "/home/user/a.txt": [0]}}, "reading": {"opaque": []}}}
}

# "an upload"
test_fires_on_sample_5 if {
	count(rule.deny) > 0 with input as {"action": {"content": {"sha256": "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881", "size": 1}, "kind": "write_file", "mode": 420, "path": "/home/user/a.txt"}, "attributes": {"principal": {"agent": "default", "credential": "none", "peer": "", "tenant": "local", "user": "local"}, "profile": "standard", "session": {"age_s": 60, "backend": "local", "denials": 0, "executions": 3, "id": "s", "metadata": {}}, "time_unix_s": 1700000000, "usage": {"agent": {"executions": 10000, "output_bytes": 4096, "sandbox_s": 12, "sessions": 1}, "session": {"executions": 3, "output_bytes": 4096, "sandbox_s": 12, "sessions": 0}, "user": {"executions": 3, "output_bytes": 4096, "sandbox_s": 12, "sessions": 1}}}, "facts": {"files": [{"ancestors": ["/", "/home", "/home/user"], "by": {}, "certainty": "certain", "mode": "644", "op": "write", "path": {"kind": "literal", "text": "/home/user/a.txt"}, "resolved": "/home/user/a.txt", "span": [0, 0], "unit": 0}], "index": {"files": {"write": [0]}, "paths": {"/": [0], "/home": [0], "/home/user": [0], "/home/user/a.txt": [0]}}, "reading": {"opaque": []}}}
}

# "packages"
test_fires_on_sample_6 if {
	count(rule.deny) > 0 with input as {"action": {"argv": ["python3", "-m", "pip", "install", "--no-input", "--disable-pip-version-check", "--", "requests==2.32.3"], "kind": "install_packages", "manager": "pip", "packages": ["requests==2.32.3"], "timeout_s": 0.0}, "attributes": {"principal": {"agent": "default", "credential": "none", "peer": "", "tenant": "local", "user": "local"}, "profile": "standard", "session": {"age_s": 60, "backend": "local", "denials": 0, "executions": 3, "id": "s", "metadata": {}}, "time_unix_s": 1700000000, "usage": {"agent": {"executions": 3, "output_bytes": 4096, "sandbox_s": 12, "sessions": 1}, "session": {"executions": 3, "output_bytes": 4096, "sandbox_s": 12, "sessions": 0}, "user": {"executions": 20000, "output_bytes": 4096, "sandbox_s": 12, "sessions": 1}}}, "facts": {"commands": [{"argv": [{"kind": "literal", "text": "python3"}, {"kind": "literal", "text": "-m"}, {"kind": "literal", "text": "pip"}, {"kind": "literal", "text": "install"}, {"kind": "literal", "text": "--no-input"}, {"kind": "literal", "text": "--disable-pip-version-check"}, {"kind": "literal", "text": "--"}, {"kind": "literal", "text": "requests==2.32.3"}], "basename": "python3", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "python3"}, "operands": [{"kind": "literal", "text": "install"}, {"kind": "literal", "text": "--no-input"}, {"kind": "literal", "text": "--disable-pip-version-check"}, {"kind": "literal", "text": "--"}, {"kind": "literal", "text": "requests==2.32.3"}], "options": {"m": {"kind": "literal", "text": "pip"}}, "redirects": [], "span": [0, 81], "unit": 0, "wrappers": []}, {"argv": [{"kind": "literal", "text": "pip"}, {"kind": "literal", "text": "install"}, {"kind": "literal", "text": "--no-input"}, {"kind": "literal", "text": "--disable-pip-version-check"}, {"kind": "literal", "text": "--"}, {"kind": "literal", "text": "requests==2.32.3"}], "basename": "pip", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "launched_by": {"how": "python3", "id": 0}, "name": {"kind": "literal", "text": "pip"}, "operands": [{"kind": "literal", "text": "install"}, {"kind": "literal", "text": "requests==2.32.3"}], "options": {"disable-pip-version-check": {"kind": "literal", "text": ""}, "no-input": {"kind": "literal", "text": ""}}, "redirects": [], "span": [0, 81], "unit": 0, "wrappers": ["python3"]}], "index": {"commands": {"pip": [1], "python3": [0]}, "packages": {"pip": [0], "source:index": [0]}, "wrapped": {"python3": [1]}}, "packages": [{"action": "install", "by": {"command": 1}, "certainty": "certain", "ecosystem": "pypi", "manager": "pip", "name": {"kind": "literal", "text": "requests"}, "pinned": true, "source": "index", "span": [0, 81], "unit": 0, "version": "2.32.3"}], "reading": {"opaque": []}}}
}

# "a new session, which gives the agent nothing new"
test_fires_on_sample_7 if {
	count(rule.deny) > 0 with input as {"action": {"kind": "create_session", "lifetime_s": 0.0}, "attributes": {"principal": {"agent": "default", "credential": "none", "peer": "", "tenant": "local", "user": "local"}, "profile": "standard", "time_unix_s": 1700000000, "usage": {"agent": {"executions": 10000, "output_bytes": 4096, "sandbox_s": 12, "sessions": 1}, "user": {"executions": 3, "output_bytes": 4096, "sandbox_s": 12, "sessions": 1}}}, "facts": {"index": {}, "reading": {"opaque": []}}}
}

# "a new session under another agent name of the same user"
test_fires_on_sample_8 if {
	count(rule.deny) > 0 with input as {"action": {"kind": "create_session", "lifetime_s": 0.0}, "attributes": {"principal": {"agent": "default", "credential": "none", "peer": "", "tenant": "local", "user": "local"}, "profile": "standard", "time_unix_s": 1700000000, "usage": {"agent": {"executions": 3, "output_bytes": 4096, "sandbox_s": 12, "sessions": 1}, "user": {"executions": 20000, "output_bytes": 4096, "sandbox_s": 12, "sessions": 1}}}, "facts": {"index": {}, "reading": {"opaque": []}}}
}

# "input for a running program"
test_fires_on_sample_9 if {
	count(rule.deny) > 0 with input as {"action": {"content": {"sha256": "4355a46b19d348dc2f57c046f8ef63d4538ebb936000f3c9ee954a27460dd865", "size": 2}, "kind": "send_input", "process": "p1"}, "attributes": {"principal": {"agent": "default", "credential": "none", "peer": "", "tenant": "local", "user": "local"}, "profile": "standard", "session": {"age_s": 60, "backend": "local", "denials": 0, "executions": 3, "id": "s", "metadata": {}}, "time_unix_s": 1700000000, "usage": {"agent": {"executions": 3, "output_bytes": 4096, "sandbox_s": 12, "sessions": 1}, "session": {"executions": 10000, "output_bytes": 4096, "sandbox_s": 12, "sessions": 0}, "user": {"executions": 3, "output_bytes": 4096, "sandbox_s": 12, "sessions": 1}}}, "facts": {"index": {}, "reading": {"opaque": []}}}
}

# "under strict, which gives less"
test_fires_on_sample_10 if {
	count(rule.deny) > 0 with input as {"attributes": {"principal": {"agent": "default", "credential": "none", "peer": "", "tenant": "local", "user": "local"}, "profile": "strict", "session": {"age_s": 60, "backend": "local", "denials": 0, "executions": 3, "id": "s", "metadata": {}}, "time_unix_s": 1700000000, "usage": {"agent": {"executions": 1000, "output_bytes": 4096, "sandbox_s": 12, "sessions": 1}, "session": {"executions": 3, "output_bytes": 4096, "sandbox_s": 12, "sessions": 0}, "user": {"executions": 3, "output_bytes": 4096, "sandbox_s": 12, "sessions": 1}}}, "facts": {"commands": [{"argv": [{"kind": "literal", "text": "ls"}], "basename": "ls", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "ls"}, "operands": [], "options": {}, "redirects": [], "span": [0, 2], "unit": 0, "wrappers": []}], "index": {"commands": {"ls": [0]}}, "reading": {"opaque": []}}}
}

# "all three at once"
test_fires_on_sample_11 if {
	count(rule.deny) > 0 with input as {"attributes": {"principal": {"agent": "default", "credential": "none", "peer": "", "tenant": "local", "user": "local"}, "profile": "standard", "session": {"age_s": 60, "backend": "local", "denials": 0, "executions": 3, "id": "s", "metadata": {}}, "time_unix_s": 1700000000, "usage": {"agent": {"executions": 10000, "output_bytes": 4096, "sandbox_s": 12, "sessions": 1}, "session": {"executions": 10000, "output_bytes": 4096, "sandbox_s": 12, "sessions": 0}, "user": {"executions": 20000, "output_bytes": 4096, "sandbox_s": 12, "sessions": 1}}}, "facts": {"commands": [{"argv": [{"kind": "literal", "text": "ls"}], "basename": "ls", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "ls"}, "operands": [], "options": {}, "redirects": [], "span": [0, 2], "unit": 0, "wrappers": []}], "index": {"commands": {"ls": [0]}}, "reading": {"opaque": []}}}
}

# "one before the last of a session"
test_is_quiet_on_sample_0 if {
	count(rule.deny) == 0 with input as {"attributes": {"principal": {"agent": "default", "credential": "none", "peer": "", "tenant": "local", "user": "local"}, "profile": "standard", "session": {"age_s": 60, "backend": "local", "denials": 0, "executions": 3, "id": "s", "metadata": {}}, "time_unix_s": 1700000000, "usage": {"agent": {"executions": 3, "output_bytes": 4096, "sandbox_s": 12, "sessions": 1}, "session": {"executions": 9999, "output_bytes": 4096, "sandbox_s": 12, "sessions": 0}, "user": {"executions": 3, "output_bytes": 4096, "sandbox_s": 12, "sessions": 1}}}, "facts": {"commands": [{"argv": [{"kind": "literal", "text": "ls"}], "basename": "ls", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "ls"}, "operands": [], "options": {}, "redirects": [], "span": [0, 2], "unit": 0, "wrappers": []}], "index": {"commands": {"ls": [0]}}, "reading": {"opaque": []}}}
}

# "one before the last of an agent"
test_is_quiet_on_sample_1 if {
	count(rule.deny) == 0 with input as {"attributes": {"principal": {"agent": "default", "credential": "none", "peer": "", "tenant": "local", "user": "local"}, "profile": "standard", "session": {"age_s": 60, "backend": "local", "denials": 0, "executions": 3, "id": "s", "metadata": {}}, "time_unix_s": 1700000000, "usage": {"agent": {"executions": 9999, "output_bytes": 4096, "sandbox_s": 12, "sessions": 1}, "session": {"executions": 3, "output_bytes": 4096, "sandbox_s": 12, "sessions": 0}, "user": {"executions": 3, "output_bytes": 4096, "sandbox_s": 12, "sessions": 1}}}, "facts": {"index": {}, "reading": {"opaque": []}}}
}

# "one before the last of a user"
test_is_quiet_on_sample_2 if {
	count(rule.deny) == 0 with input as {"attributes": {"principal": {"agent": "default", "credential": "none", "peer": "", "tenant": "local", "user": "local"}, "profile": "standard", "session": {"age_s": 60, "backend": "local", "denials": 0, "executions": 3, "id": "s", "metadata": {}}, "time_unix_s": 1700000000, "usage": {"agent": {"executions": 3, "output_bytes": 4096, "sandbox_s": 12, "sessions": 1}, "session": {"executions": 3, "output_bytes": 4096, "sandbox_s": 12, "sessions": 0}, "user": {"executions": 19999, "output_bytes": 4096, "sandbox_s": 12, "sessions": 1}}}, "facts": {"index": {}, "reading": {"opaque": []}}}
}

# "the end of a session that is used up"
test_is_quiet_on_sample_3 if {
	count(rule.deny) == 0 with input as {"action": {"kind": "close_session"}, "attributes": {"principal": {"agent": "default", "credential": "none", "peer": "", "tenant": "local", "user": "local"}, "profile": "standard", "session": {"age_s": 60, "backend": "local", "denials": 0, "executions": 3, "id": "s", "metadata": {}}, "time_unix_s": 1700000000, "usage": {"agent": {"executions": 3, "output_bytes": 4096, "sandbox_s": 12, "sessions": 1}, "session": {"executions": 10000, "output_bytes": 4096, "sandbox_s": 12, "sessions": 0}, "user": {"executions": 3, "output_bytes": 4096, "sandbox_s": 12, "sessions": 1}}}, "facts": {"index": {}, "reading": {"opaque": []}}}
}

# "what runs is stopped by an agent that is used up"
test_is_quiet_on_sample_4 if {
	count(rule.deny) == 0 with input as {"action": {"kind": "signal_process", "process": "p1", "signal": "SIGTERM"}, "attributes": {"principal": {"agent": "default", "credential": "none", "peer": "", "tenant": "local", "user": "local"}, "profile": "standard", "session": {"age_s": 60, "backend": "local", "denials": 0, "executions": 3, "id": "s", "metadata": {}}, "time_unix_s": 1700000000, "usage": {"agent": {"executions": 30001, "output_bytes": 4096, "sandbox_s": 12, "sessions": 1}, "session": {"executions": 3, "output_bytes": 4096, "sandbox_s": 12, "sessions": 0}, "user": {"executions": 3, "output_bytes": 4096, "sandbox_s": 12, "sessions": 1}}}, "facts": {"index": {"processes": {"signal": [0]}}, "processes": [{"by": {}, "certainty": "certain", "op": "signal", "span": [0, 0], "target": {"kind": "literal", "text": "SIGTERM p1"}, "unit": 0}], "reading": {"opaque": []}}}
}

# "what runs is looked for"
test_is_quiet_on_sample_5 if {
	count(rule.deny) == 0 with input as {"action": {"kind": "list_processes"}, "attributes": {"principal": {"agent": "default", "credential": "none", "peer": "", "tenant": "local", "user": "local"}, "profile": "standard", "session": {"age_s": 60, "backend": "local", "denials": 0, "executions": 3, "id": "s", "metadata": {}}, "time_unix_s": 1700000000, "usage": {"agent": {"executions": 3, "output_bytes": 4096, "sandbox_s": 12, "sessions": 1}, "session": {"executions": 3, "output_bytes": 4096, "sandbox_s": 12, "sessions": 0}, "user": {"executions": 60001, "output_bytes": 4096, "sandbox_s": 12, "sessions": 1}}}, "facts": {"index": {}, "reading": {"opaque": []}}}
}

# "nothing used yet"
test_is_quiet_on_sample_6 if {
	count(rule.deny) == 0 with input as {"attributes": {"principal": {"agent": "default", "credential": "none", "peer": "", "tenant": "local", "user": "local"}, "profile": "standard", "session": {"age_s": 60, "backend": "local", "denials": 0, "executions": 3, "id": "s", "metadata": {}}, "time_unix_s": 1700000000, "usage": {"agent": {"executions": 3, "output_bytes": 4096, "sandbox_s": 12, "sessions": 1}, "session": {"executions": 3, "output_bytes": 4096, "sandbox_s": 12, "sessions": 0}, "user": {"executions": 3, "output_bytes": 4096, "sandbox_s": 12, "sessions": 1}}}, "facts": {"commands": [{"argv": [{"kind": "literal", "text": "make"}, {"kind": "literal", "text": "test"}], "basename": "make", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "make"}, "operands": [{"kind": "literal", "text": "test"}], "options": {}, "redirects": [], "span": [0, 9], "unit": 0, "wrappers": []}], "index": {"commands": {"make": [0]}}, "reading": {"opaque": []}}}
}

# "a first session"
test_is_quiet_on_sample_7 if {
	count(rule.deny) == 0 with input as {"action": {"kind": "create_session", "lifetime_s": 0.0}, "attributes": {"principal": {"agent": "default", "credential": "none", "peer": "", "tenant": "local", "user": "local"}, "profile": "standard", "time_unix_s": 1700000000, "usage": {"agent": {"executions": 3, "output_bytes": 4096, "sandbox_s": 12, "sessions": 1}, "user": {"executions": 3, "output_bytes": 4096, "sandbox_s": 12, "sessions": 1}}}, "facts": {"index": {}, "reading": {"opaque": []}}}
}

# "without a proxy nobody counts"
test_is_quiet_on_sample_8 if {
	count(rule.deny) == 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "ls"}], "basename": "ls", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "ls"}, "operands": [], "options": {}, "redirects": [], "span": [0, 2], "unit": 0, "wrappers": []}], "index": {"commands": {"ls": [0]}}, "reading": {"opaque": []}}}
}

# "another measure is high, but not at its limit"
test_is_quiet_on_sample_9 if {
	count(rule.deny) == 0 with input as {"attributes": {"principal": {"agent": "default", "credential": "none", "peer": "", "tenant": "local", "user": "local"}, "profile": "standard", "session": {"age_s": 60, "backend": "local", "denials": 0, "executions": 3, "id": "s", "metadata": {}}, "time_unix_s": 1700000000, "usage": {"agent": {"executions": 9999, "output_bytes": 2147483647, "sandbox_s": 35999, "sessions": 1}, "session": {"executions": 3, "output_bytes": 4096, "sandbox_s": 12, "sessions": 0}, "user": {"executions": 3, "output_bytes": 4096, "sandbox_s": 12, "sessions": 1}}}, "facts": {"commands": [{"argv": [{"kind": "literal", "text": "ls"}], "basename": "ls", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "ls"}, "operands": [], "options": {}, "redirects": [], "span": [0, 2], "unit": 0, "wrappers": []}], "index": {"commands": {"ls": [0]}}, "reading": {"opaque": []}}}
}
