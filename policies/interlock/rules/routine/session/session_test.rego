# Written by tools/make_policy_tests.py from samples.json; do not edit.

package interlock.rules.routine.session_test

import data.interlock.rules.routine.session as rule

# "{\"kind\":\"create_session\"}"
test_fires_on_sample_0 if {
	count(rule.allow) > 0 with input as {"action": {"kind": "create_session", "lifetime_s": 0.0}, "attributes": {"principal": {"agent": "default", "credential": "none", "peer": "", "tenant": "local", "user": "local"}, "profile": "strict", "time_unix_s": 1700000000}, "facts": {"index": {}, "reading": {"opaque": []}}}
}

# "{\"kind\":\"create_session\",\"template\":\"base\"}"
test_fires_on_sample_1 if {
	count(rule.allow) > 0 with input as {"action": {"kind": "create_session", "lifetime_s": 0.0, "template": "base"}, "attributes": {"principal": {"agent": "default", "credential": "none", "peer": "", "tenant": "local", "user": "local"}, "profile": "strict", "time_unix_s": 1700000000}, "facts": {"index": {}, "reading": {"opaque": []}}}
}

# "{\"kind\":\"create_session\",\"env\":{\"DEBUG\":\"1\"}}"
test_fires_on_sample_2 if {
	count(rule.allow) > 0 with input as {"action": {"env": {"DEBUG": "1"}, "kind": "create_session", "lifetime_s": 0.0}, "attributes": {"principal": {"agent": "default", "credential": "none", "peer": "", "tenant": "local", "user": "local"}, "profile": "strict", "time_unix_s": 1700000000}, "facts": {"environment": [{"by": {}, "certainty": "certain", "name": {"kind": "literal", "text": "DEBUG"}, "op": "set", "span": [0, 0], "unit": 0, "value": {"kind": "literal", "text": "1"}}], "index": {"environment": {"set": [0]}}, "reading": {"opaque": []}}}
}

# "{\"kind\":\"create_session\",\"cwd\":\"/home/user/project\"}"
test_fires_on_sample_3 if {
	count(rule.allow) > 0 with input as {"action": {"cwd": "/home/user/project", "kind": "create_session", "lifetime_s": 0.0}, "attributes": {"principal": {"agent": "default", "credential": "none", "peer": "", "tenant": "local", "user": "local"}, "profile": "strict", "time_unix_s": 1700000000}, "facts": {"index": {}, "reading": {"opaque": []}}}
}

# "{\"kind\":\"close_session\"}"
test_fires_on_sample_4 if {
	count(rule.allow) > 0 with input as {"action": {"kind": "close_session"}, "attributes": {"principal": {"agent": "default", "credential": "none", "peer": "", "tenant": "local", "user": "local"}, "profile": "strict", "time_unix_s": 1700000000}, "facts": {"index": {}, "reading": {"opaque": []}}}
}

# "{\"kind\":\"list_processes\"}"
test_fires_on_sample_5 if {
	count(rule.allow) > 0 with input as {"action": {"kind": "list_processes"}, "attributes": {"principal": {"agent": "default", "credential": "none", "peer": "", "tenant": "local", "user": "local"}, "profile": "strict", "time_unix_s": 1700000000}, "facts": {"index": {}, "reading": {"opaque": []}}}
}

# "{\"kind\":\"signal_process\",\"process\":\"p1\"}"
test_fires_on_sample_6 if {
	count(rule.allow) > 0 with input as {"action": {"kind": "signal_process", "process": "p1", "signal": "SIGTERM"}, "attributes": {"principal": {"agent": "default", "credential": "none", "peer": "", "tenant": "local", "user": "local"}, "profile": "strict", "time_unix_s": 1700000000}, "facts": {"index": {"processes": {"signal": [0]}}, "processes": [{"by": {}, "certainty": "certain", "op": "signal", "span": [0, 0], "target": {"kind": "literal", "text": "SIGTERM p1"}, "unit": 0}], "reading": {"opaque": []}}}
}

# "{\"kind\":\"signal_process\",\"process\":\"p1\",\"signal\":\"SIGKILL\"}"
test_fires_on_sample_7 if {
	count(rule.allow) > 0 with input as {"action": {"kind": "signal_process", "process": "p1", "signal": "SIGKILL"}, "attributes": {"principal": {"agent": "default", "credential": "none", "peer": "", "tenant": "local", "user": "local"}, "profile": "strict", "time_unix_s": 1700000000}, "facts": {"index": {"processes": {"signal": [0]}}, "processes": [{"by": {}, "certainty": "certain", "op": "signal", "span": [0, 0], "target": {"kind": "literal", "text": "SIGKILL p1"}, "unit": 0}], "reading": {"opaque": []}}}
}

# "{\"kind\":\"attach_process\",\"process\":\"p1\"}"
test_fires_on_sample_8 if {
	count(rule.allow) > 0 with input as {"action": {"kind": "attach_process", "process": "p1"}, "attributes": {"principal": {"agent": "default", "credential": "none", "peer": "", "tenant": "local", "user": "local"}, "profile": "strict", "time_unix_s": 1700000000}, "facts": {"index": {}, "reading": {"opaque": []}}}
}

# "{\"kind\":\"create_session\",\"metadata\":{\"task\":\"7\"}}"
test_fires_on_sample_9 if {
	count(rule.allow) > 0 with input as {"action": {"kind": "create_session", "lifetime_s": 0.0, "metadata": {"task": "7"}}, "attributes": {"principal": {"agent": "default", "credential": "none", "peer": "", "tenant": "local", "user": "local"}, "profile": "strict", "time_unix_s": 1700000000}, "facts": {"index": {}, "reading": {"opaque": []}}}
}

# "{\"kind\":\"create_session\",\"template\":\"x\"}"
test_is_quiet_on_sample_0 if {
	count(rule.allow) == 0 with input as {"action": {"kind": "create_session", "lifetime_s": 0.0, "template": "x"}, "attributes": {"principal": {"agent": "default", "credential": "none", "peer": "", "tenant": "local", "user": "local"}, "profile": "strict", "time_unix_s": 1700000000}, "facts": {"index": {}, "reading": {"opaque": []}}}
}

# "{\"kind\":\"create_session\",\"user\":\"root\"}"
test_is_quiet_on_sample_1 if {
	count(rule.allow) == 0 with input as {"action": {"kind": "create_session", "lifetime_s": 0.0, "user": "root"}, "attributes": {"principal": {"agent": "default", "credential": "none", "peer": "", "tenant": "local", "user": "local"}, "profile": "strict", "time_unix_s": 1700000000}, "facts": {"index": {}, "reading": {"opaque": []}}}
}

# "{\"kind\":\"create_session\",\"user\":\"postgres\"}"
test_is_quiet_on_sample_2 if {
	count(rule.allow) == 0 with input as {"action": {"kind": "create_session", "lifetime_s": 0.0, "user": "postgres"}, "attributes": {"principal": {"agent": "default", "credential": "none", "peer": "", "tenant": "local", "user": "local"}, "profile": "strict", "time_unix_s": 1700000000}, "facts": {"index": {}, "reading": {"opaque": []}}}
}

# "{\"kind\":\"create_session\",\"env\":{\"PAGER\":\"x\"}}"
test_is_quiet_on_sample_3 if {
	count(rule.allow) == 0 with input as {"action": {"env": {"PAGER": "x"}, "kind": "create_session", "lifetime_s": 0.0}, "attributes": {"principal": {"agent": "default", "credential": "none", "peer": "", "tenant": "local", "user": "local"}, "profile": "strict", "time_unix_s": 1700000000}, "facts": {"code": [{"by": {}, "certainty": "possible", "child": 1, "how": "$PAGER", "language": "sh", "source": "input", "span": [0, 0], "unit": 0}], "commands": [{"argv": [{"kind": "literal", "text": "x"}], "basename": "x", "certainty": "possible", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "name": {"kind": "literal", "text": "x"}, "operands": [], "options": {}, "redirects": [], "span": [0, 1], "unit": 1, "wrappers": []}], "environment": [{"by": {}, "certainty": "certain", "danger": "pager", "name": {"kind": "literal", "text": "PAGER"}, "op": "set", "span": [0, 0], "unit": 0, "value": {"kind": "literal", "text": "x"}}], "index": {"code": {"input": [0]}, "commands": {"x": [0]}, "environment": {"danger:pager": [0], "set": [0]}}, "reading": {"opaque": []}}}
}

# "{\"kind\":\"create_session\",\"env\":{\"LD_PRELOAD\":\"x.so\"}}"
test_is_quiet_on_sample_4 if {
	count(rule.allow) == 0 with input as {"action": {"env": {"LD_PRELOAD": "x.so"}, "kind": "create_session", "lifetime_s": 0.0}, "attributes": {"principal": {"agent": "default", "credential": "none", "peer": "", "tenant": "local", "user": "local"}, "profile": "strict", "time_unix_s": 1700000000}, "facts": {"environment": [{"by": {}, "certainty": "certain", "danger": "loader", "name": {"kind": "literal", "text": "LD_PRELOAD"}, "op": "set", "span": [0, 0], "unit": 0, "value": {"kind": "literal", "text": "x.so"}}], "files": [{"ancestors": ["/", "/home", "/home/user"], "by": {}, "certainty": "certain", "op": "execute", "path": {"kind": "literal", "text": "x.so"}, "resolved": "/home/user/x.so", "span": [0, 0], "unit": 0}], "index": {"environment": {"danger:loader": [0], "set": [0]}, "files": {"execute": [0]}, "paths": {"/": [0], "/home": [0], "/home/user": [0], "/home/user/x.so": [0]}}, "reading": {"opaque": []}}}
}

# "{\"kind\":\"create_session\",\"env\":{\"PATH\":\"/tmp\"}}"
test_is_quiet_on_sample_5 if {
	count(rule.allow) == 0 with input as {"action": {"env": {"PATH": "/tmp"}, "kind": "create_session", "lifetime_s": 0.0}, "attributes": {"principal": {"agent": "default", "credential": "none", "peer": "", "tenant": "local", "user": "local"}, "profile": "strict", "time_unix_s": 1700000000}, "facts": {"environment": [{"by": {}, "certainty": "certain", "danger": "path", "name": {"kind": "literal", "text": "PATH"}, "op": "set", "span": [0, 0], "unit": 0, "value": {"kind": "literal", "text": "/tmp"}}], "index": {"environment": {"danger:path": [0], "set": [0]}}, "reading": {"opaque": []}}}
}

# "curl https://x.example"
test_is_quiet_on_sample_6 if {
	count(rule.allow) == 0 with input as {"attributes": {"principal": {"agent": "default", "credential": "none", "peer": "", "tenant": "local", "user": "local"}, "profile": "strict", "time_unix_s": 1700000000}, "facts": {"commands": [{"argv": [{"kind": "literal", "text": "curl"}, {"kind": "literal", "text": "https://x.example"}], "basename": "curl", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "curl"}, "operands": [{"kind": "literal", "text": "https://x.example"}], "options": {}, "redirects": [], "span": [0, 22], "unit": 0, "wrappers": []}], "index": {"commands": {"curl": [0]}, "hosts": {"example": [0], "x.example": [0]}, "ip_classes": {"unknown": [0]}, "network": {"download": [0]}}, "network": [{"by": {"command": 0}, "certainty": "certain", "host": {"kind": "literal", "text": "x.example"}, "ip_class": "unknown", "op": "download", "parents": ["example"], "scheme": "https", "span": [0, 22], "unit": 0, "url": {"kind": "literal", "text": "https://x.example"}}], "reading": {"opaque": []}}}
}

# "{\"kind\":\"install_packages\",\"manager\":\"pip\",\"packages\":[\"requests\"]}"
test_is_quiet_on_sample_7 if {
	count(rule.allow) == 0 with input as {"action": {"argv": ["python3", "-m", "pip", "install", "--no-input", "--disable-pip-version-check", "--", "requests"], "kind": "install_packages", "manager": "pip", "packages": ["requests"], "timeout_s": 0.0}, "attributes": {"principal": {"agent": "default", "credential": "none", "peer": "", "tenant": "local", "user": "local"}, "profile": "strict", "time_unix_s": 1700000000}, "facts": {"commands": [{"argv": [{"kind": "literal", "text": "python3"}, {"kind": "literal", "text": "-m"}, {"kind": "literal", "text": "pip"}, {"kind": "literal", "text": "install"}, {"kind": "literal", "text": "--no-input"}, {"kind": "literal", "text": "--disable-pip-version-check"}, {"kind": "literal", "text": "--"}, {"kind": "literal", "text": "requests"}], "basename": "python3", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "python3"}, "operands": [{"kind": "literal", "text": "install"}, {"kind": "literal", "text": "--no-input"}, {"kind": "literal", "text": "--disable-pip-version-check"}, {"kind": "literal", "text": "--"}, {"kind": "literal", "text": "requests"}], "options": {"m": {"kind": "literal", "text": "pip"}}, "redirects": [], "span": [0, 73], "unit": 0, "wrappers": []}, {"argv": [{"kind": "literal", "text": "pip"}, {"kind": "literal", "text": "install"}, {"kind": "literal", "text": "--no-input"}, {"kind": "literal", "text": "--disable-pip-version-check"}, {"kind": "literal", "text": "--"}, {"kind": "literal", "text": "requests"}], "basename": "pip", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "launched_by": {"how": "python3", "id": 0}, "name": {"kind": "literal", "text": "pip"}, "operands": [{"kind": "literal", "text": "install"}, {"kind": "literal", "text": "requests"}], "options": {"disable-pip-version-check": {"kind": "literal", "text": ""}, "no-input": {"kind": "literal", "text": ""}}, "redirects": [], "span": [0, 73], "unit": 0, "wrappers": ["python3"]}], "index": {"commands": {"pip": [1], "python3": [0]}, "packages": {"pip": [0]}, "wrapped": {"python3": [1]}}, "packages": [{"action": "install", "by": {"command": 1}, "certainty": "certain", "manager": "pip", "name": {"kind": "literal", "text": "requests"}, "pinned": false, "source": "index", "span": [0, 73], "unit": 0}], "reading": {"opaque": []}}}
}

# "{\"kind\":\"send_input\",\"process\":\"p1\",\"data\":\"bHMK\",\"program\":\"bash\"}"
test_is_quiet_on_sample_8 if {
	count(rule.allow) == 0 with input as {"action": {"content": {"sha256": "e9fe7e88e89d532379960402db8f9458194dae772aa5fda5a12806c22215f0ff", "size": 3}, "kind": "send_input", "process": "p1", "program": "bash"}, "attributes": {"principal": {"agent": "default", "credential": "none", "peer": "", "tenant": "local", "user": "local"}, "profile": "strict", "time_unix_s": 1700000000}, "facts": {"code": [{"by": {}, "certainty": "certain", "child": 0, "how": "stdin of bash", "language": "bash", "source": "input", "span": [0, 3], "unit": 0}], "commands": [{"argv": [{"kind": "literal", "text": "ls"}], "basename": "ls", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "ls"}, "operands": [], "options": {}, "redirects": [], "span": [0, 2], "unit": 0, "wrappers": []}], "index": {"code": {"input": [0]}, "commands": {"ls": [0]}}, "reading": {"opaque": []}}}
}

# "{\"kind\":\"create_session\",\"env\":{\"GIT_SSH_COMMAND\":\"x\"}}"
test_is_quiet_on_sample_9 if {
	count(rule.allow) == 0 with input as {"action": {"env": {"GIT_SSH_COMMAND": "x"}, "kind": "create_session", "lifetime_s": 0.0}, "attributes": {"principal": {"agent": "default", "credential": "none", "peer": "", "tenant": "local", "user": "local"}, "profile": "strict", "time_unix_s": 1700000000}, "facts": {"code": [{"by": {}, "certainty": "possible", "child": 1, "how": "$GIT_SSH_COMMAND", "language": "sh", "source": "input", "span": [0, 0], "unit": 0}], "commands": [{"argv": [{"kind": "literal", "text": "x"}], "basename": "x", "certainty": "possible", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "name": {"kind": "literal", "text": "x"}, "operands": [], "options": {}, "redirects": [], "span": [0, 1], "unit": 1, "wrappers": []}], "environment": [{"by": {}, "certainty": "certain", "danger": "ssh_command", "name": {"kind": "literal", "text": "GIT_SSH_COMMAND"}, "op": "set", "span": [0, 0], "unit": 0, "value": {"kind": "literal", "text": "x"}}], "index": {"code": {"input": [0]}, "commands": {"x": [0]}, "environment": {"danger:ssh_command": [0], "set": [0]}}, "reading": {"opaque": []}}}
}
