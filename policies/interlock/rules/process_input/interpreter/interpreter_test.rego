# Written by tools/make_policy_tests.py from samples.json; do not edit.

package interlock.rules.process_input.interpreter_test

import data.interlock.rules.process_input.interpreter as rule

# "{\"kind\":\"send_input\",\"process\":\"p1\",\"data\":\"bHMK\",\"program\":\"bash\"}"
test_fires_on_sample_0 if {
	count(rule.deny) > 0 with input as {"action": {"content": {"sha256": "e9fe7e88e89d532379960402db8f9458194dae772aa5fda5a12806c22215f0ff", "size": 3}, "kind": "send_input", "process": "p1", "program": "bash"}, "facts": {"code": [{"by": {}, "certainty": "certain", "child": 0, "how": "stdin of bash", "language": "bash", "source": "input", "span": [0, 3], "unit": 0}], "commands": [{"argv": [{"kind": "literal", "text": "ls"}], "basename": "ls", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "ls"}, "operands": [], "options": {}, "redirects": [], "span": [0, 2], "unit": 0, "wrappers": []}], "index": {"code": {"input": [0]}, "commands": {"ls": [0]}}, "reading": {"opaque": []}}}
}

# "{\"kind\":\"send_input\",\"process\":\"p1\",\"data\":\"cHJpbnQoMSkK\",\"program\":\"python3\"}"
test_fires_on_sample_1 if {
	count(rule.deny) > 0 with input as {"action": {"content": {"sha256": "cc42155088fca5730758db72b2a5bca33112a941dfaa2d43098ec422ce4ea213", "size": 9}, "kind": "send_input", "process": "p1", "program": "python3"}, "facts": {"code": [{"by": {}, "certainty": "certain", "child": 0, "how": "stdin of python3", "language": "python", "source": "input", "span": [0, 9], "unit": 0}], "index": {"code": {"input": [0]}}, "reading": {"opaque": []}}}
}

# "{\"kind\":\"send_input\",\"process\":\"p1\",\"data\":\"MSsxCg==\",\"program\":\"node\"}"
test_fires_on_sample_2 if {
	count(rule.deny) > 0 with input as {"action": {"content": {"sha256": "a7684d1961bc3c87aeea07cbfd22792a6c875687fa1d0f3c18ace930a373040e", "size": 4}, "kind": "send_input", "process": "p1", "program": "node"}, "facts": {"code": [{"by": {}, "certainty": "certain", "child": 0, "how": "stdin of node", "language": "javascript", "source": "input", "span": [0, 4], "unit": 0}], "index": {"code": {"input": [0]}}, "reading": {"opaque": []}}}
}

# "{\"kind\":\"send_input\",\"process\":\"p1\",\"data\":\"aWQK\",\"program\":\"sh\"}"
test_fires_on_sample_3 if {
	count(rule.deny) > 0 with input as {"action": {"content": {"sha256": "984a644ec3b56d32b0404777e1eb73390c4b0742a6a0e183f07861056b6746de", "size": 3}, "kind": "send_input", "process": "p1", "program": "sh"}, "facts": {"code": [{"by": {}, "certainty": "certain", "child": 0, "how": "stdin of sh", "language": "sh", "source": "input", "span": [0, 3], "unit": 0}], "commands": [{"argv": [{"kind": "literal", "text": "id"}], "basename": "id", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "id"}, "operands": [], "options": {}, "redirects": [], "span": [0, 2], "unit": 0, "wrappers": []}], "index": {"code": {"input": [0]}, "commands": {"id": [0]}}, "reading": {"opaque": []}}}
}

# "{\"kind\":\"send_input\",\"process\":\"p1\",\"data\":\"c2VsZWN0IDE7Cg==\",\"program\":\"sqlite3\"}"
test_fires_on_sample_4 if {
	count(rule.deny) > 0 with input as {"action": {"content": {"sha256": "4a45092ccf992ea92250053a80b931b787924ba61648f420555511b84f10ab6c", "size": 10}, "kind": "send_input", "process": "p1", "program": "sqlite3"}, "facts": {"code": [{"by": {}, "certainty": "certain", "child": 0, "how": "stdin of sqlite3", "language": "sql", "source": "input", "span": [0, 10], "unit": 0}], "index": {"code": {"input": [0]}, "sql": {"select": [0]}}, "reading": {"opaque": []}}}
}

# "{\"kind\":\"start_process\",\"source\":\"bash\",\"stdin\":true}"
test_fires_on_sample_5 if {
	count(rule.deny) > 0 with input as {"action": {"content": {"sha256": "37d2b12d5d9abc2a364ef9448767ee03938e383c0284193477dc7618f4b7c6c2", "size": 4}, "kind": "start_process", "stdin": true, "timeout_s": 0.0}, "facts": {"code": [{"by": {"command": 0}, "certainty": "certain", "how": "stdin of bash", "language": "bash", "source": "none", "span": [0, 4], "unit": 0}], "commands": [{"argv": [{"kind": "literal", "text": "bash"}], "basename": "bash", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "bash"}, "operands": [], "options": {}, "redirects": [], "span": [0, 4], "unit": 0, "wrappers": []}], "index": {"code": {"none": [0]}, "commands": {"bash": [0]}}, "reading": {"opaque": []}}}
}

# "{\"kind\":\"start_process\",\"argv\":[\"python3\",\"-i\"],\"stdin\":true}"
test_fires_on_sample_6 if {
	count(rule.deny) > 0 with input as {"action": {"argv": ["python3", "-i"], "kind": "start_process", "stdin": true, "timeout_s": 0.0}, "facts": {"code": [{"by": {"command": 0}, "certainty": "certain", "how": "stdin of python3", "language": "python", "source": "none", "span": [0, 10], "unit": 0}], "commands": [{"argv": [{"kind": "literal", "text": "python3"}, {"kind": "literal", "text": "-i"}], "basename": "python3", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "python3"}, "operands": [], "options": {"i": {"kind": "literal", "text": ""}}, "redirects": [], "span": [0, 10], "unit": 0, "wrappers": []}], "index": {"code": {"none": [0]}, "commands": {"python3": [0]}}, "reading": {"opaque": []}}}
}

# "{\"kind\":\"start_process\",\"source\":\"sh -s\",\"stdin\":true}"
test_fires_on_sample_7 if {
	count(rule.deny) > 0 with input as {"action": {"content": {"sha256": "d426f4023d09f34fa017935b1e922291cfbb1f568d77d776a1a3f6ab7fe5a82d", "size": 5}, "kind": "start_process", "stdin": true, "timeout_s": 0.0}, "facts": {"code": [{"by": {"command": 0}, "certainty": "certain", "how": "stdin of sh", "language": "sh", "source": "none", "span": [0, 5], "unit": 0}], "commands": [{"argv": [{"kind": "literal", "text": "sh"}, {"kind": "literal", "text": "-s"}], "basename": "sh", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "sh"}, "operands": [], "options": {"s": {"kind": "literal", "text": ""}}, "redirects": [], "span": [0, 5], "unit": 0, "wrappers": []}], "index": {"code": {"none": [0]}, "commands": {"sh": [0]}}, "reading": {"opaque": []}}}
}

# "{\"kind\":\"start_process\",\"argv\":[\"bash\"],\"stdin\":true}"
test_fires_on_sample_8 if {
	count(rule.deny) > 0 with input as {"action": {"argv": ["bash"], "kind": "start_process", "stdin": true, "timeout_s": 0.0}, "facts": {"code": [{"by": {"command": 0}, "certainty": "certain", "how": "stdin of bash", "language": "bash", "source": "none", "span": [0, 4], "unit": 0}], "commands": [{"argv": [{"kind": "literal", "text": "bash"}], "basename": "bash", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "bash"}, "operands": [], "options": {}, "redirects": [], "span": [0, 4], "unit": 0, "wrappers": []}], "index": {"code": {"none": [0]}, "commands": {"bash": [0]}}, "reading": {"opaque": []}}}
}

# "{\"kind\":\"start_process\",\"source\":\"env -i bash --norc\",\"stdin\":true}"
test_fires_on_sample_9 if {
	count(rule.deny) > 0 with input as {"action": {"content": {"sha256": "682a016fbbff76deb6b19690f479983a47cffddb84a316674935f7c99e2d718a", "size": 18}, "kind": "start_process", "stdin": true, "timeout_s": 0.0}, "facts": {"code": [{"by": {"command": 1}, "certainty": "certain", "how": "stdin of bash", "language": "bash", "source": "none", "span": [0, 18], "unit": 0}], "commands": [{"argv": [{"kind": "literal", "text": "env"}, {"kind": "literal", "text": "-i"}, {"kind": "literal", "text": "bash"}, {"kind": "literal", "text": "--norc"}], "basename": "env", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "env"}, "operands": [{"kind": "literal", "text": "bash"}, {"kind": "literal", "text": "--norc"}], "options": {"ignore-environment": {"kind": "literal", "text": ""}}, "redirects": [], "span": [0, 18], "unit": 0, "wrappers": []}, {"argv": [{"kind": "literal", "text": "bash"}, {"kind": "literal", "text": "--norc"}], "basename": "bash", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "launched_by": {"how": "env", "id": 0}, "name": {"kind": "literal", "text": "bash"}, "operands": [], "options": {"norc": {"kind": "literal", "text": ""}}, "redirects": [], "span": [0, 18], "unit": 0, "wrappers": ["env"]}], "index": {"code": {"none": [0]}, "commands": {"bash": [1], "env": [0]}, "wrapped": {"env": [1]}}, "reading": {"opaque": []}}}
}

# "{\"kind\":\"start_process\",\"source\":\"python3 -\",\"stdin\":true}"
test_fires_on_sample_10 if {
	count(rule.deny) > 0 with input as {"action": {"content": {"sha256": "70ce9f682cb7efac850789e970500bc63baba10122ed3f2791b0aba98cba6906", "size": 9}, "kind": "start_process", "stdin": true, "timeout_s": 0.0}, "facts": {"code": [{"by": {"command": 0}, "certainty": "certain", "how": "stdin of python3", "language": "python", "source": "none", "span": [0, 9], "unit": 0}], "commands": [{"argv": [{"kind": "literal", "text": "python3"}, {"kind": "literal", "text": "-"}], "basename": "python3", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "python3"}, "operands": [{"kind": "literal", "text": "-"}], "options": {}, "redirects": [], "span": [0, 9], "unit": 0, "wrappers": []}], "index": {"code": {"none": [0]}, "commands": {"python3": [0]}}, "reading": {"opaque": []}}}
}

# "{\"kind\":\"send_input\",\"process\":\"p1\",\"data\":\"bHMK\"}"
test_is_quiet_on_sample_0 if {
	count(rule.deny) == 0 with input as {"action": {"content": {"sha256": "e9fe7e88e89d532379960402db8f9458194dae772aa5fda5a12806c22215f0ff", "size": 3}, "kind": "send_input", "process": "p1"}, "facts": {"index": {}, "reading": {"opaque": []}}}
}

# "{\"kind\":\"send_input\",\"process\":\"p1\",\"data\":\"cm0gLXJmIC8K\"}"
test_is_quiet_on_sample_1 if {
	count(rule.deny) == 0 with input as {"action": {"content": {"sha256": "3732c54214730f15058529acef1ff3561104b38d4ff472f579a23ad1a01ca1d4", "size": 9}, "kind": "send_input", "process": "p1"}, "facts": {"index": {}, "reading": {"opaque": []}}}
}

# "{\"kind\":\"start_process\",\"source\":\"cat\",\"stdin\":true}"
test_is_quiet_on_sample_2 if {
	count(rule.deny) == 0 with input as {"action": {"content": {"sha256": "77af778b51abd4a3c51c5ddd97204a9c3ae614ebccb75a606c3b6865aed6744e", "size": 3}, "kind": "start_process", "stdin": true, "timeout_s": 0.0}, "facts": {"commands": [{"argv": [{"kind": "literal", "text": "cat"}], "basename": "cat", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "cat"}, "operands": [], "options": {}, "redirects": [], "span": [0, 3], "unit": 0, "wrappers": []}], "index": {"commands": {"cat": [0]}}, "reading": {"opaque": []}}}
}

# "{\"kind\":\"start_process\",\"source\":\"sort\",\"stdin\":true}"
test_is_quiet_on_sample_3 if {
	count(rule.deny) == 0 with input as {"action": {"content": {"sha256": "646964943fd2271187dbe29287f57e0238491c029cc6d8ce76f25ae240474294", "size": 4}, "kind": "start_process", "stdin": true, "timeout_s": 0.0}, "facts": {"commands": [{"argv": [{"kind": "literal", "text": "sort"}], "basename": "sort", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "sort"}, "operands": [], "options": {}, "redirects": [], "span": [0, 4], "unit": 0, "wrappers": []}], "index": {"commands": {"sort": [0]}}, "reading": {"opaque": []}}}
}

# "{\"kind\":\"start_process\",\"argv\":[\"wc\",\"-l\"],\"stdin\":true}"
test_is_quiet_on_sample_4 if {
	count(rule.deny) == 0 with input as {"action": {"argv": ["wc", "-l"], "kind": "start_process", "stdin": true, "timeout_s": 0.0}, "facts": {"commands": [{"argv": [{"kind": "literal", "text": "wc"}, {"kind": "literal", "text": "-l"}], "basename": "wc", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "wc"}, "operands": [], "options": {"l": {"kind": "literal", "text": ""}}, "redirects": [], "span": [0, 5], "unit": 0, "wrappers": []}], "index": {"commands": {"wc": [0]}}, "reading": {"opaque": []}}}
}

# "{\"kind\":\"start_process\",\"source\":\"bash -c ls\"}"
test_is_quiet_on_sample_5 if {
	count(rule.deny) == 0 with input as {"action": {"content": {"sha256": "9a9e84767506fe7b818adf205bc46c93e42e6cc7554384016f8414bf3cde1df3", "size": 10}, "kind": "start_process", "timeout_s": 0.0}, "facts": {"code": [{"by": {"command": 0}, "certainty": "certain", "child": 1, "how": "bash -c", "language": "bash", "source": "literal", "span": [8, 10], "unit": 0}], "commands": [{"argv": [{"kind": "literal", "text": "bash"}, {"kind": "literal", "text": "-c"}, {"kind": "literal", "text": "ls"}], "basename": "bash", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "bash"}, "operands": [{"kind": "literal", "text": "ls"}], "options": {"c": {"kind": "literal", "text": ""}}, "redirects": [], "span": [0, 10], "unit": 0, "wrappers": []}, {"argv": [{"kind": "literal", "text": "ls"}], "basename": "ls", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "ls"}, "operands": [], "options": {}, "redirects": [], "span": [0, 2], "unit": 1, "wrappers": ["bash"]}], "index": {"code": {"literal": [0]}, "commands": {"bash": [0], "ls": [1]}, "wrapped": {"bash": [1]}}, "reading": {"opaque": []}}}
}

# "echo ls | bash"
test_is_quiet_on_sample_6 if {
	count(rule.deny) == 0 with input as {"facts": {"code": [{"by": {"command": 1}, "certainty": "certain", "child": 1, "how": "stdin of bash", "language": "bash", "source": "pipe", "span": [10, 14], "unit": 0}], "commands": [{"argv": [{"kind": "literal", "text": "echo"}, {"kind": "literal", "text": "ls"}], "basename": "echo", "builtin": true, "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "echo"}, "operands": [{"kind": "literal", "text": "ls"}], "options": {}, "pipeline": {"id": 1, "last": false, "stage": 0}, "redirects": [], "span": [0, 7], "unit": 0, "wrappers": []}, {"argv": [{"kind": "literal", "text": "bash"}], "basename": "bash", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "bash"}, "operands": [], "options": {}, "pipeline": {"id": 1, "last": true, "stage": 1}, "redirects": [], "span": [10, 14], "stdin": {"commands": [0], "source": "pipe"}, "unit": 0, "wrappers": []}, {"argv": [{"kind": "literal", "text": "ls"}], "basename": "ls", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "ls"}, "operands": [], "options": {}, "redirects": [], "span": [0, 2], "unit": 1, "wrappers": ["bash"]}], "index": {"code": {"pipe": [0]}, "commands": {"bash": [1], "echo": [0], "ls": [2]}, "wrapped": {"bash": [2]}}, "reading": {"opaque": []}}}
}

# "input()"
test_is_quiet_on_sample_7 if {
	count(rule.deny) == 0 with input as {"facts": {"index": {}, "reading": {"opaque": []}}}
}

# "{\"kind\":\"start_process\",\"argv\":[\"sleep\",\"1\"]}"
test_is_quiet_on_sample_8 if {
	count(rule.deny) == 0 with input as {"action": {"argv": ["sleep", "1"], "kind": "start_process", "timeout_s": 0.0}, "facts": {"commands": [{"argv": [{"kind": "literal", "text": "sleep"}, {"kind": "literal", "text": "1"}], "basename": "sleep", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "sleep"}, "operands": [{"kind": "literal", "text": "1"}], "options": {}, "redirects": [], "span": [0, 7], "unit": 0, "wrappers": []}], "index": {"commands": {"sleep": [0]}}, "reading": {"opaque": []}}}
}

# "{\"kind\":\"start_process\",\"source\":\"python3 -c 'print(1)'\",\"stdin\":true}"
test_is_quiet_on_sample_9 if {
	count(rule.deny) == 0 with input as {"action": {"content": {"sha256": "a7cdc9a7375a9a851ae066838aa36e2ace86ddfeb37ab252282f0c6b88bfe36c", "size": 21}, "kind": "start_process", "stdin": true, "timeout_s": 0.0}, "facts": {"code": [{"by": {"command": 0}, "certainty": "certain", "child": 1, "how": "python3 -c", "language": "python", "source": "literal", "span": [0, 21], "unit": 0}], "commands": [{"argv": [{"kind": "literal", "text": "python3"}, {"kind": "literal", "text": "-c"}, {"kind": "literal", "text": "print(1)"}], "basename": "python3", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "python3"}, "operands": [], "options": {"c": {"kind": "literal", "text": "print(1)"}}, "redirects": [], "span": [0, 21], "unit": 0, "wrappers": []}], "index": {"code": {"literal": [0]}, "commands": {"python3": [0]}}, "reading": {"opaque": []}}}
}
