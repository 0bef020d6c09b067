# Written by tools/make_policy_tests.py from samples.json; do not edit.

package interlock.rules.routine.workspace_test

import data.interlock.rules.routine.workspace as rule

# "ls -la"
test_fires_on_sample_0 if {
	count(rule.allow) > 0 with input as {"attributes": {"principal": {"agent": "default", "credential": "none", "peer": "", "tenant": "local", "user": "local"}, "profile": "strict", "time_unix_s": 1700000000}, "facts": {"commands": [{"argv": [{"kind": "literal", "text": "ls"}, {"kind": "literal", "text": "-la"}], "basename": "ls", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "ls"}, "operands": [], "options": {"a": {"kind": "literal", "text": ""}, "l": {"kind": "literal", "text": ""}}, "redirects": [], "span": [0, 6], "unit": 0, "wrappers": []}], "index": {"commands": {"ls": [0]}}, "reading": {"opaque": []}}}
}

# "cat README.md"
test_fires_on_sample_1 if {
	count(rule.allow) > 0 with input as {"attributes": {"principal": {"agent": "default", "credential": "none", "peer": "", "tenant": "local", "user": "local"}, "profile": "strict", "time_unix_s": 1700000000}, "facts": {"commands": [{"argv": [{"kind": "literal", "text": "cat"}, {"kind": "literal", "text": "README.md"}], "basename": "cat", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "cat"}, "operands": [{"kind": "literal", "text": "README.md"}], "options": {}, "redirects": [], "span": [0, 13], "unit": 0, "wrappers": []}], "files": [{"ancestors": ["/", "/home", "/home/user"], "by": {"command": 0}, "certainty": "certain", "op": "read", "path": {"kind": "literal", "text": "README.md"}, "resolved": "/home/user/README.md", "span": [0, 13], "unit": 0}], "index": {"commands": {"cat": [0]}, "files": {"read": [0]}, "paths": {"/": [0], "/home": [0], "/home/user": [0], "/home/user/README.md": [0]}}, "reading": {"opaque": []}}}
}

# "grep -rn TODO src | head -5"
test_fires_on_sample_2 if {
	count(rule.allow) > 0 with input as {"attributes": {"principal": {"agent": "default", "credential": "none", "peer": "", "tenant": "local", "user": "local"}, "profile": "strict", "time_unix_s": 1700000000}, "facts": {"commands": [{"argv": [{"kind": "literal", "text": "grep"}, {"kind": "literal", "text": "-rn"}, {"kind": "literal", "text": "TODO"}, {"kind": "literal", "text": "src"}], "basename": "grep", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "grep"}, "operands": [{"kind": "literal", "text": "TODO"}, {"kind": "literal", "text": "src"}], "options": {"n": {"kind": "literal", "text": ""}, "recursive": {"kind": "literal", "text": ""}}, "pipeline": {"id": 1, "last": false, "stage": 0}, "redirects": [], "span": [0, 17], "unit": 0, "wrappers": []}, {"argv": [{"kind": "literal", "text": "head"}, {"kind": "literal", "text": "-5"}], "basename": "head", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "head"}, "operands": [], "options": {"number": {"kind": "literal", "text": "5"}}, "pipeline": {"id": 1, "last": true, "stage": 1}, "redirects": [], "span": [20, 27], "stdin": {"commands": [0], "source": "pipe"}, "unit": 0, "wrappers": []}], "files": [{"ancestors": ["/", "/home", "/home/user"], "by": {"command": 0}, "certainty": "certain", "op": "read", "path": {"kind": "literal", "text": "src"}, "resolved": "/home/user/src", "span": [0, 17], "unit": 0}], "index": {"commands": {"grep": [0], "head": [1]}, "files": {"read": [0]}, "paths": {"/": [0], "/home": [0], "/home/user": [0], "/home/user/src": [0]}}, "reading": {"opaque": []}}}
}

# "mkdir -p build"
test_fires_on_sample_3 if {
	count(rule.allow) > 0 with input as {"attributes": {"principal": {"agent": "default", "credential": "none", "peer": "", "tenant": "local", "user": "local"}, "profile": "strict", "time_unix_s": 1700000000}, "facts": {"commands": [{"argv": [{"kind": "literal", "text": "mkdir"}, {"kind": "literal", "text": "-p"}, {"kind": "literal", "text": "build"}], "basename": "mkdir", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "mkdir"}, "operands": [{"kind": "literal", "text": "build"}], "options": {"parents": {"kind": "literal", "text": ""}}, "redirects": [], "span": [0, 14], "unit": 0, "wrappers": []}], "files": [{"ancestors": ["/", "/home", "/home/user"], "by": {"command": 0}, "certainty": "certain", "op": "create", "path": {"kind": "literal", "text": "build"}, "resolved": "/home/user/build", "span": [0, 14], "unit": 0}], "index": {"commands": {"mkdir": [0]}, "files": {"create": [0]}, "paths": {"/": [0], "/home": [0], "/home/user": [0], "/home/user/build": [0]}}, "reading": {"opaque": []}}}
}

# "sort data.csv | uniq -c > counts.txt"
test_fires_on_sample_4 if {
	count(rule.allow) > 0 with input as {"attributes": {"principal": {"agent": "default", "credential": "none", "peer": "", "tenant": "local", "user": "local"}, "profile": "strict", "time_unix_s": 1700000000}, "facts": {"commands": [{"argv": [{"kind": "literal", "text": "sort"}, {"kind": "literal", "text": "data.csv"}], "basename": "sort", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "sort"}, "operands": [{"kind": "literal", "text": "data.csv"}], "options": {}, "pipeline": {"id": 1, "last": false, "stage": 0}, "redirects": [], "span": [0, 13], "unit": 0, "wrappers": []}, {"argv": [{"kind": "literal", "text": "uniq"}, {"kind": "literal", "text": "-c"}], "basename": "uniq", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "uniq"}, "operands": [], "options": {"c": {"kind": "literal", "text": ""}}, "pipeline": {"id": 1, "last": true, "stage": 1}, "redirects": [{"file": 1, "op": ">", "target": {"kind": "literal", "text": "counts.txt"}}], "span": [16, 36], "stdin": {"commands": [0], "source": "pipe"}, "unit": 0, "wrappers": []}], "files": [{"ancestors": ["/", "/home", "/home/user"], "by": {"command": 0}, "certainty": "certain", "op": "read", "path": {"kind": "literal", "text": "data.csv"}, "resolved": "/home/user/data.csv", "span": [0, 13], "unit": 0}, {"ancestors": ["/", "/home", "/home/user"], "by": {"command": 1}, "certainty": "certain", "op": "write", "path": {"kind": "literal", "text": "counts.txt"}, "resolved": "/home/user/counts.txt", "span": [24, 36], "unit": 0}], "index": {"commands": {"sort": [0], "uniq": [1]}, "files": {"read": [0], "write": [1]}, "paths": {"/": [0, 1], "/home": [0, 1], "/home/user": [0, 1], "/home/user/counts.txt": [1], "/home/user/data.csv": [0]}}, "reading": {"opaque": []}}}
}

# "rm -r build"
test_fires_on_sample_5 if {
	count(rule.allow) > 0 with input as {"attributes": {"principal": {"agent": "default", "credential": "none", "peer": "", "tenant": "local", "user": "local"}, "profile": "strict", "time_unix_s": 1700000000}, "facts": {"commands": [{"argv": [{"kind": "literal", "text": "rm"}, {"kind": "literal", "text": "-r"}, {"kind": "literal", "text": "build"}], "basename": "rm", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "rm"}, "operands": [{"kind": "literal", "text": "build"}], "options": {"recursive": {"kind": "literal", "text": ""}}, "redirects": [], "span": [0, 11], "unit": 0, "wrappers": []}], "files": [{"ancestors": ["/", "/home", "/home/user"], "by": {"command": 0}, "certainty": "certain", "op": "delete", "path": {"kind": "literal", "text": "build"}, "recursive": true, "resolved": "/home/user/build", "span": [0, 11], "unit": 0}], "index": {"commands": {"rm": [0]}, "files": {"delete": [0]}, "paths": {"/": [0], "/home": [0], "/home/user": [0], "/home/user/build": [0]}}, "reading": {"opaque": []}}}
}

# "git status"
test_fires_on_sample_6 if {
	count(rule.allow) > 0 with input as {"attributes": {"principal": {"agent": "default", "credential": "none", "peer": "", "tenant": "local", "user": "local"}, "profile": "strict", "time_unix_s": 1700000000}, "facts": {"commands": [{"argv": [{"kind": "literal", "text": "git"}, {"kind": "literal", "text": "status"}], "basename": "git", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "git"}, "operands": [{"kind": "literal", "text": "status"}], "options": {}, "redirects": [], "span": [0, 10], "unit": 0, "wrappers": []}], "index": {"commands": {"git": [0]}}, "reading": {"opaque": []}}}
}

# "git diff HEAD"
test_fires_on_sample_7 if {
	count(rule.allow) > 0 with input as {"attributes": {"principal": {"agent": "default", "credential": "none", "peer": "", "tenant": "local", "user": "local"}, "profile": "strict", "time_unix_s": 1700000000}, "facts": {"commands": [{"argv": [{"kind": "literal", "text": "git"}, {"kind": "literal", "text": "diff"}, {"kind": "literal", "text": "HEAD"}], "basename": "git", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "git"}, "operands": [{"kind": "literal", "text": "diff"}, {"kind": "literal", "text": "HEAD"}], "options": {}, "redirects": [], "span": [0, 13], "unit": 0, "wrappers": []}], "index": {"commands": {"git": [0]}}, "reading": {"opaque": []}}}
}

# "find . -name '*.py' | wc -l"
test_fires_on_sample_8 if {
	count(rule.allow) > 0 with input as {"attributes": {"principal": {"agent": "default", "credential": "none", "peer": "", "tenant": "local", "user": "local"}, "profile": "strict", "time_unix_s": 1700000000}, "facts": {"commands": [{"argv": [{"kind": "literal", "text": "find"}, {"kind": "literal", "text": "."}, {"kind": "literal", "text": "-name"}, {"kind": "literal", "text": "*.py"}], "basename": "find", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "find"}, "operands": [{"kind": "literal", "text": "."}, {"kind": "literal", "text": "*.py"}], "options": {"name": {"kind": "literal", "text": ""}}, "pipeline": {"id": 1, "last": false, "stage": 0}, "redirects": [], "span": [0, 19], "unit": 0, "wrappers": []}, {"argv": [{"kind": "literal", "text": "wc"}, {"kind": "literal", "text": "-l"}], "basename": "wc", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "wc"}, "operands": [], "options": {"l": {"kind": "literal", "text": ""}}, "pipeline": {"id": 1, "last": true, "stage": 1}, "redirects": [], "span": [22, 27], "stdin": {"commands": [0], "source": "pipe"}, "unit": 0, "wrappers": []}], "files": [{"ancestors": ["/", "/home"], "by": {"command": 0}, "certainty": "certain", "op": "list", "path": {"kind": "literal", "text": "."}, "recursive": true, "resolved": "/home/user", "span": [0, 19], "unit": 0}], "index": {"commands": {"find": [0], "wc": [1]}, "files": {"list": [0]}, "paths": {"/": [0], "/home": [0], "/home/user": [0]}}, "reading": {"opaque": []}}}
}

# "cp a.txt b.txt"
test_fires_on_sample_9 if {
	count(rule.allow) > 0 with input as {"attributes": {"principal": {"agent": "default", "credential": "none", "peer": "", "tenant": "local", "user": "local"}, "profile": "strict", "time_unix_s": 1700000000}, "facts": {"commands": [{"argv": [{"kind": "literal", "text": "cp"}, {"kind": "literal", "text": "a.txt"}, {"kind": "literal", "text": "b.txt"}], "basename": "cp", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "cp"}, "operands": [{"kind": "literal", "text": "a.txt"}, {"kind": "literal", "text": "b.txt"}], "options": {}, "redirects": [], "span": [0, 14], "unit": 0, "wrappers": []}], "files": [{"ancestors": ["/", "/home", "/home/user"], "by": {"command": 0}, "certainty": "certain", "op": "read", "path": {"kind": "literal", "text": "a.txt"}, "resolved": "/home/user/a.txt", "span": [0, 14], "unit": 0}, {"ancestors": ["/", "/home", "/home/user"], "by": {"command": 0}, "certainty": "certain", "op": "write", "path": {"kind": "literal", "text": "b.txt"}, "resolved": "/home/user/b.txt", "span": [0, 14], "unit": 0}], "index": {"commands": {"cp": [0]}, "files": {"read": [0], "write": [1]}, "paths": {"/": [0, 1], "/home": [0, 1], "/home/user": [0, 1], "/home/user/a.txt": [0], "/home/user/b.txt": [1]}}, "reading": {"opaque": []}}}
}

# "import json\nprint(json.dumps({'a': 1}))"
test_fires_on_sample_10 if {
	count(rule.allow) > 0 with input as {"attributes": {"principal": {"agent": "default", "credential": "none", "peer": "", "tenant": "local", "user": "local"}, "profile": "strict", "time_unix_s": 1700000000}, "facts": {"imports": [{"certainty": "certain", "module": {"kind": "literal", "text": "json"}, "names": [], "span": [0, 11], "unit": 0}], "index": {"imports": {"json": [0]}}, "reading": {"opaque": []}}}
}

# "import math\nmath.sqrt(2)"
test_fires_on_sample_11 if {
	count(rule.allow) > 0 with input as {"attributes": {"principal": {"agent": "default", "credential": "none", "peer": "", "tenant": "local", "user": "local"}, "profile": "strict", "time_unix_s": 1700000000}, "facts": {"imports": [{"certainty": "certain", "module": {"kind": "literal", "text": "math"}, "names": [], "span": [0, 11], "unit": 0}], "index": {"imports": {"math": [0]}}, "reading": {"opaque": []}}}
}

# "{\"kind\":\"read_file\",\"path\":\"/home/user/a.txt\"}"
test_fires_on_sample_12 if {
	count(rule.allow) > 0 with input as {"action": {"kind": "read_file", "path": "/home/user/a.txt"}, "attributes": {"principal": {"agent": "default", "credential": "none", "peer": "", "tenant": "local", "user": "local"}, "profile": "strict", "time_unix_s": 1700000000}, "facts": {"files": [{"ancestors": ["/", "/home", "/home/user"], "by": {}, "certainty": "certain", "op": "read", "path": {"kind": "literal", "text": "/home/user/a.txt"}, "resolved": "/home/user/a.txt", "span": [0, 16], "unit": 0}], "index": {"files": {"read": [0]}, "paths": {"/": [0], "/home": [0], "/home/user": [0], "/home/user/a.txt": [0]}}, "reading": {"opaque": []}}}
}

# "{\"kind\":\"write_file\",\"path\":\"/home/user/a.txt\",\"content\":\"eA==\"}"
test_fires_on_sample_13 if {
	count(rule.allow) > 0 with input as {"action": {"content": {"sha256": "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881", "size": 1}, "kind": "write_file", "mode": 420, "path": "/home/user/a.txt"}, "attributes": {"principal": {"agent": "default", "credential": "none", "peer": "", "tenant": "local", "user": "local"}, "profile": "strict", "time_unix_s": 1700000000}, "facts": {"files": [{"ancestors": ["/", "/home", "/home/user"], "by": {}, "certainty": "certain", "mode": "644", "op": "write", "path": {"kind": "literal", "text": "/home/user/a.txt"}, "resolved": "/home/user/a.txt", "span": [0, 0], "unit": 0}], "index": {"files": {"write": [0]}, "paths": {"/": [0], "/home": [0], "/home/user": [0], "/home/user/a.txt": [0]}}, "reading": {"opaque": []}}}
}

# "{\"kind\":\"list_files\",\"path\":\"/home/user\"}"
test_fires_on_sample_14 if {
	count(rule.allow) > 0 with input as {"action": {"depth": 1, "kind": "list_files", "path": "/home/user"}, "attributes": {"principal": {"agent": "default", "credential": "none", "peer": "", "tenant": "local", "user": "local"}, "profile": "strict", "time_unix_s": 1700000000}, "facts": {"files": [{"ancestors": ["/", "/home"], "by": {}, "certainty": "certain", "op": "list", "path": {"kind": "literal", "text": "/home/user"}, "resolved": "/home/user", "span": [0, 10], "unit": 0}], "index": {"files": {"list": [0]}, "paths": {"/": [0], "/home": [0], "/home/user": [0]}}, "reading": {"opaque": []}}}
}

# "{\"kind\":\"remove_file\",\"path\":\"/home/user/build/a.o\"}"
test_fires_on_sample_15 if {
	count(rule.allow) > 0 with input as {"action": {"kind": "remove_file", "path": "/home/user/build/a.o"}, "attributes": {"principal": {"agent": "default", "credential": "none", "peer": "", "tenant": "local", "user": "local"}, "profile": "strict", "time_unix_s": 1700000000}, "facts": {"files": [{"ancestors": ["/", "/home", "/home/user", "/home/user/build"], "by": {}, "certainty": "certain", "op": "delete", "path": {"kind": "literal", "text": "/home/user/build/a.o"}, "resolved": "/home/user/build/a.o", "span": [0, 20], "unit": 0}], "index": {"files": {"delete": [0]}, "paths": {"/": [0], "/home": [0], "/home/user": [0], "/home/user/build": [0], "/home/user/build/a.o": [0]}}, "reading": {"opaque": []}}}
}

# "curl https://x.example"
test_is_quiet_on_sample_0 if {
	count(rule.allow) == 0 with input as {"attributes": {"principal": {"agent": "default", "credential": "none", "peer": "", "tenant": "local", "user": "local"}, "profile": "strict", "time_unix_s": 1700000000}, "facts": {"commands": [{"argv": [{"kind": "literal", "text": "curl"}, {"kind": "literal", "text": "https://x.example"}], "basename": "curl", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "curl"}, "operands": [{"kind": "literal", "text": "https://x.example"}], "options": {}, "redirects": [], "span": [0, 22], "unit": 0, "wrappers": []}], "index": {"commands": {"curl": [0]}, "hosts": {"example": [0], "x.example": [0]}, "ip_classes": {"unknown": [0]}, "network": {"download": [0]}}, "network": [{"by": {"command": 0}, "certainty": "certain", "host": {"kind": "literal", "text": "x.example"}, "ip_class": "unknown", "op": "download", "parents": ["example"], "scheme": "https", "span": [0, 22], "unit": 0, "url": {"kind": "literal", "text": "https://x.example"}}], "reading": {"opaque": []}}}
}

# "cat ~/.ssh/id_rsa"
test_is_quiet_on_sample_1 if {
	count(rule.allow) == 0 with input as {"attributes": {"principal": {"agent": "default", "credential": "none", "peer": "", "tenant": "local", "user": "local"}, "profile": "strict", "time_unix_s": 1700000000}, "facts": {"commands": [{"argv": [{"kind": "literal", "text": "cat"}, {"kind": "literal", "text": "/home/user/.ssh/id_rsa"}], "basename": "cat", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "cat"}, "operands": [{"kind": "literal", "text": "/home/user/.ssh/id_rsa"}], "options": {}, "redirects": [], "span": [0, 17], "unit": 0, "wrappers": []}], "files": [{"ancestors": ["/", "/home", "/home/user", "/home/user/.ssh"], "by": {"command": 0}, "certainty": "certain", "op": "read", "path": {"kind": "literal", "text": "/home/user/.ssh/id_rsa"}, "resolved": "/home/user/.ssh/id_rsa", "span": [0, 17], "unit": 0}], "index": {"commands": {"cat": [0]}, "files": {"read": [0]}, "paths": {"/": [0], "/home": [0], "/home/user": [0], "/home/user/.ssh": [0], "/home/user/.ssh/id_rsa": [0]}}, "reading": {"opaque": []}}}
}

# "pip install requests"
test_is_quiet_on_sample_2 if {
	count(rule.allow) == 0 with input as {"attributes": {"principal": {"agent": "default", "credential": "none", "peer": "", "tenant": "local", "user": "local"}, "profile": "strict", "time_unix_s": 1700000000}, "facts": {"commands": [{"argv": [{"kind": "literal", "text": "pip"}, {"kind": "literal", "text": "install"}, {"kind": "literal", "text": "requests"}], "basename": "pip", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "pip"}, "operands": [{"kind": "literal", "text": "install"}, {"kind": "literal", "text": "requests"}], "options": {}, "redirects": [], "span": [0, 20], "unit": 0, "wrappers": []}], "index": {"commands": {"pip": [0]}, "packages": {"pip": [0]}}, "packages": [{"action": "install", "by": {"command": 0}, "certainty": "certain", "manager": "pip", "name": {"kind": "literal", "text": "requests"}, "pinned": false, "source": "index", "span": [0, 20], "unit": 0}], "reading": {"opaque": []}}}
}

# "sudo ls"
test_is_quiet_on_sample_3 if {
	count(rule.allow) == 0 with input as {"attributes": {"principal": {"agent": "default", "credential": "none", "peer": "", "tenant": "local", "user": "local"}, "profile": "strict", "time_unix_s": 1700000000}, "facts": {"commands": [{"argv": [{"kind": "literal", "text": "sudo"}, {"kind": "literal", "text": "ls"}], "basename": "sudo", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "sudo"}, "operands": [{"kind": "literal", "text": "ls"}], "options": {}, "redirects": [], "span": [0, 7], "unit": 0, "wrappers": []}, {"argv": [{"kind": "literal", "text": "ls"}], "basename": "ls", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "launched_by": {"how": "sudo", "id": 0}, "name": {"kind": "literal", "text": "ls"}, "operands": [], "options": {}, "privileged": true, "redirects": [], "span": [0, 7], "unit": 0, "user": "root", "wrappers": ["sudo"]}], "index": {"commands": {"ls": [1], "sudo": [0]}, "privileges": {"become_user": [0]}, "wrapped": {"sudo": [1]}}, "privileges": [{"by": {"command": 0}, "certainty": "certain", "kind": "become_user", "span": [0, 7], "target": {"kind": "literal", "text": "ls"}, "unit": 0}], "reading": {"opaque": []}}}
}

# "bash script.sh"
test_is_quiet_on_sample_4 if {
	count(rule.allow) == 0 with input as {"attributes": {"principal": {"agent": "default", "credential": "none", "peer": "", "tenant": "local", "user": "local"}, "profile": "strict", "time_unix_s": 1700000000}, "facts": {"code": [{"by": {"command": 0}, "certainty": "certain", "file": 0, "how": "file", "language": "bash", "source": "file", "span": [0, 14], "unit": 0}], "commands": [{"argv": [{"kind": "literal", "text": "bash"}, {"kind": "literal", "text": "script.sh"}], "basename": "bash", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "bash"}, "operands": [{"kind": "literal", "text": "script.sh"}], "options": {}, "redirects": [], "span": [0, 14], "unit": 0, "wrappers": []}], "files": [{"ancestors": ["/", "/home", "/home/user"], "by": {"command": 0}, "certainty": "certain", "op": "execute", "path": {"kind": "literal", "text": "script.sh"}, "resolved": "/home/user/script.sh", "span": [0, 14], "unit": 0}], "index": {"code": {"file": [0]}, "commands": {"bash": [0]}, "files": {"execute": [0]}, "opaque": {"program_not_seen": [0]}, "paths": {"/": [0], "/home": [0], "/home/user": [0], "/home/user/script.sh": [0]}}, "reading": {"opaque": [{"code": "program_not_seen", "detail": "/home/user/script.sh", "span": [0, 14], "unit": 0}]}}}
}

# "git push"
test_is_quiet_on_sample_5 if {
	count(rule.allow) == 0 with input as {"attributes": {"principal": {"agent": "default", "credential": "none", "peer": "", "tenant": "local", "user": "local"}, "profile": "strict", "time_unix_s": 1700000000}, "facts": {"commands": [{"argv": [{"kind": "literal", "text": "git"}, {"kind": "literal", "text": "push"}], "basename": "git", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "git"}, "operands": [{"kind": "literal", "text": "push"}], "options": {}, "redirects": [], "span": [0, 8], "unit": 0, "wrappers": []}], "index": {"commands": {"git": [0]}}, "reading": {"opaque": []}}}
}

# "$X"
test_is_quiet_on_sample_6 if {
	count(rule.allow) == 0 with input as {"attributes": {"principal": {"agent": "default", "credential": "none", "peer": "", "tenant": "local", "user": "local"}, "profile": "strict", "time_unix_s": 1700000000}, "facts": {"commands": [{"argv": [{"kind": "unknown", "why": "$X"}], "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "name": {"kind": "unknown", "why": "$X"}, "operands": [], "options": {}, "redirects": [], "span": [0, 2], "unit": 0, "wrappers": []}], "index": {"opaque": {"dynamic_command": [0]}}, "reading": {"opaque": [{"code": "dynamic_command", "span": [0, 2], "unit": 0}]}}}
}

# "env"
test_is_quiet_on_sample_7 if {
	count(rule.allow) == 0 with input as {"attributes": {"principal": {"agent": "default", "credential": "none", "peer": "", "tenant": "local", "user": "local"}, "profile": "strict", "time_unix_s": 1700000000}, "facts": {"commands": [{"argv": [{"kind": "literal", "text": "env"}], "basename": "env", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "env"}, "operands": [], "options": {}, "redirects": [], "span": [0, 3], "unit": 0, "wrappers": []}], "index": {"commands": {"env": [0]}}, "reading": {"opaque": []}}}
}

# "echo $API_TOKEN"
test_is_quiet_on_sample_8 if {
	count(rule.allow) == 0 with input as {"attributes": {"principal": {"agent": "default", "credential": "none", "peer": "", "tenant": "local", "user": "local"}, "profile": "strict", "time_unix_s": 1700000000}, "facts": {"commands": [{"argv": [{"kind": "literal", "text": "echo"}, {"kind": "unknown", "why": "$API_TOKEN"}], "basename": "echo", "builtin": true, "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "echo"}, "operands": [{"kind": "unknown", "why": "$API_TOKEN"}], "options": {}, "redirects": [], "span": [0, 15], "unit": 0, "wrappers": []}], "index": {"commands": {"echo": [0]}}, "reading": {"opaque": []}}}
}

# "import requests"
test_is_quiet_on_sample_9 if {
	count(rule.allow) == 0 with input as {"attributes": {"principal": {"agent": "default", "credential": "none", "peer": "", "tenant": "local", "user": "local"}, "profile": "strict", "time_unix_s": 1700000000}, "facts": {"imports": [{"certainty": "certain", "module": {"kind": "literal", "text": "requests"}, "names": [], "span": [0, 15], "unit": 0}], "index": {"imports": {"requests": [0]}}, "reading": {"opaque": []}}}
}

# "import ctypes"
test_is_quiet_on_sample_10 if {
	count(rule.allow) == 0 with input as {"attributes": {"principal": {"agent": "default", "credential": "none", "peer": "", "tenant": "local", "user": "local"}, "profile": "strict", "time_unix_s": 1700000000}, "facts": {"imports": [{"certainty": "certain", "module": {"kind": "literal", "text": "ctypes"}, "names": [], "span": [0, 13], "unit": 0}], "index": {"imports": {"ctypes": [0]}}, "reading": {"opaque": []}}}
}

# "cat /etc/passwd"
test_is_quiet_on_sample_11 if {
	count(rule.allow) == 0 with input as {"attributes": {"principal": {"agent": "default", "credential": "none", "peer": "", "tenant": "local", "user": "local"}, "profile": "strict", "time_unix_s": 1700000000}, "facts": {"commands": [{"argv": [{"kind": "literal", "text": "cat"}, {"kind": "literal", "text": "/etc/passwd"}], "basename": "cat", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "cat"}, "operands": [{"kind": "literal", "text": "/etc/passwd"}], "options": {}, "redirects": [], "span": [0, 15], "unit": 0, "wrappers": []}], "files": [{"ancestors": ["/", "/etc"], "by": {"command": 0}, "certainty": "certain", "op": "read", "path": {"kind": "literal", "text": "/etc/passwd"}, "resolved": "/etc/passwd", "span": [0, 15], "unit": 0}], "index": {"commands": {"cat": [0]}, "files": {"read": [0]}, "paths": {"/": [0], "/etc": [0], "/etc/passwd": [0]}}, "reading": {"opaque": []}}}
}

# "echo x > /etc/x"
test_is_quiet_on_sample_12 if {
	count(rule.allow) == 0 with input as {"attributes": {"principal": {"agent": "default", "credential": "none", "peer": "", "tenant": "local", "user": "local"}, "profile": "strict", "time_unix_s": 1700000000}, "facts": {"commands": [{"argv": [{"kind": "literal", "text": "echo"}, {"kind": "literal", "text": "x"}], "basename": "echo", "builtin": true, "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "echo"}, "operands": [{"kind": "literal", "text": "x"}], "options": {}, "redirects": [{"file": 0, "op": ">", "target": {"kind": "literal", "text": "/etc/x"}}], "span": [0, 15], "unit": 0, "wrappers": []}], "files": [{"ancestors": ["/", "/etc"], "by": {"command": 0}, "certainty": "certain", "op": "write", "path": {"kind": "literal", "text": "/etc/x"}, "resolved": "/etc/x", "span": [7, 15], "unit": 0}], "index": {"commands": {"echo": [0]}, "files": {"write": [0]}, "paths": {"/": [0], "/etc": [0], "/etc/x": [0]}}, "reading": {"opaque": []}}}
}

# "nc -l 80"
test_is_quiet_on_sample_13 if {
	count(rule.allow) == 0 with input as {"attributes": {"principal": {"agent": "default", "credential": "none", "peer": "", "tenant": "local", "user": "local"}, "profile": "strict", "time_unix_s": 1700000000}, "facts": {"commands": [{"argv": [{"kind": "literal", "text": "nc"}, {"kind": "literal", "text": "-l"}, {"kind": "literal", "text": "80"}], "basename": "nc", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "nc"}, "operands": [{"kind": "literal", "text": "80"}], "options": {"listen": {"kind": "literal", "text": ""}}, "redirects": [], "span": [0, 8], "unit": 0, "wrappers": []}], "index": {"commands": {"nc": [0]}, "hosts": {"0.0.0.0": [0]}, "ip_classes": {"loopback": [0]}, "network": {"listen": [0]}}, "network": [{"by": {"command": 0}, "certainty": "certain", "host": {"kind": "literal", "text": "0.0.0.0"}, "ip_class": "loopback", "op": "listen", "parents": [], "port": 80, "span": [0, 8], "unit": 0}], "reading": {"opaque": []}}}
}

# "chmod 777 a"
test_is_quiet_on_sample_14 if {
	count(rule.allow) == 0 with input as {"attributes": {"principal": {"agent": "default", "credential": "none", "peer": "", "tenant": "local", "user": "local"}, "profile": "strict", "time_unix_s": 1700000000}, "facts": {"commands": [{"argv": [{"kind": "literal", "text": "chmod"}, {"kind": "literal", "text": "777"}, {"kind": "literal", "text": "a"}], "basename": "chmod", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "chmod"}, "operands": [{"kind": "literal", "text": "777"}, {"kind": "literal", "text": "a"}], "options": {}, "redirects": [], "span": [0, 11], "unit": 0, "wrappers": []}], "files": [{"ancestors": ["/", "/home", "/home/user"], "by": {"command": 0}, "certainty": "certain", "mode": "777", "op": "chmod", "path": {"kind": "literal", "text": "a"}, "resolved": "/home/user/a", "span": [0, 11], "unit": 0}], "index": {"commands": {"chmod": [0]}, "files": {"chmod": [0]}, "paths": {"/": [0], "/home": [0], "/home/user": [0], "/home/user/a": [0]}}, "reading": {"opaque": []}}}
}

# "{\"kind\":\"write_file\",\"path\":\"/home/user/.bashrc\",\"content\":\"eA==\"}"
test_is_quiet_on_sample_15 if {
	count(rule.allow) == 0 with input as {"action": {"content": {"sha256": "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881", "size": 1}, "kind": "write_file", "mode": 420, "path": "/home/user/.bashrc"}, "attributes": {"principal": {"agent": "default", "credential": "none", "peer": "", "tenant": "local", "user": "local"}, "profile": "strict", "time_unix_s": 1700000000}, "facts": {"commands": [{"argv": [{"kind": "literal", "text": "x"}], "basename": "x", "certainty": "possible", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "name": {"kind": "literal", "text": "x"}, "operands": [], "options": {}, "redirects": [], "span": [0, 1], "unit": 0, "wrappers": []}], "files": [{"ancestors": ["/", "/home", "/home/user"], "by": {}, "certainty": "certain", "mode": "644", "op": "write", "path": {"kind": "literal", "text": "/home/user/.bashrc"}, "resolved": "/home/user/.bashrc", "sink": "shell_startup", "span": [0, 0], "unit": 0}], "index": {"commands": {"x": [0]}, "files": {"write": [0]}, "paths": {"/": [0], "/home": [0], "/home/user": [0], "/home/user/.bashrc": [0]}, "sinks": {"shell_startup": [0]}}, "reading": {"opaque": []}}}
}

# "echo 'x' > .git/hooks/pre-commit"
test_is_quiet_on_sample_16 if {
	count(rule.allow) == 0 with input as {"attributes": {"principal": {"agent": "default", "credential": "none", "peer": "", "tenant": "local", "user": "local"}, "profile": "strict", "time_unix_s": 1700000000}, "facts": {"commands": [{"argv": [{"kind": "literal", "text": "echo"}, {"kind": "literal", "text": "x"}], "basename": "echo", "builtin": true, "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "echo"}, "operands": [{"kind": "literal", "text": "x"}], "options": {}, "redirects": [{"file": 0, "op": ">", "target": {"kind": "literal", "text": ".git/hooks/pre-commit"}}], "span": [0, 32], "unit": 0, "wrappers": []}], "files": [{"ancestors": ["/", "/home", "/home/user", "/home/user/.git", "/home/user/.git/hooks"], "by": {"command": 0}, "certainty": "certain", "op": "write", "path": {"kind": "literal", "text": ".git/hooks/pre-commit"}, "resolved": "/home/user/.git/hooks/pre-commit", "sink": "git_hook", "span": [9, 32], "unit": 0}], "index": {"commands": {"echo": [0]}, "files": {"write": [0]}, "paths": {"/": [0], "/home": [0], "/home/user": [0], "/home/user/.git": [0], "/home/user/.git/hooks": [0], "/home/user/.git/hooks/pre-commit": [0]}, "sinks": {"git_hook": [0]}}, "reading": {"opaque": []}}}
}

# "kill 1"
test_is_quiet_on_sample_17 if {
	count(rule.allow) == 0 with input as {"attributes": {"principal": {"agent": "default", "credential": "none", "peer": "", "tenant": "local", "user": "local"}, "profile": "strict", "time_unix_s": 1700000000}, "facts": {"commands": [{"argv": [{"kind": "literal", "text": "kill"}, {"kind": "literal", "text": "1"}], "basename": "kill", "builtin": true, "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "kill"}, "operands": [{"kind": "literal", "text": "1"}], "options": {}, "redirects": [], "span": [0, 6], "unit": 0, "wrappers": []}], "index": {"commands": {"kill": [0]}, "processes": {"signal": [0]}}, "processes": [{"by": {"command": 0}, "certainty": "certain", "op": "signal", "span": [0, 6], "target": {"kind": "literal", "text": "1"}, "unit": 0}], "reading": {"opaque": []}}}
}

# "./tool"
test_is_quiet_on_sample_18 if {
	count(rule.allow) == 0 with input as {"attributes": {"principal": {"agent": "default", "credential": "none", "peer": "", "tenant": "local", "user": "local"}, "profile": "strict", "time_unix_s": 1700000000}, "facts": {"commands": [{"argv": [{"kind": "literal", "text": "./tool"}], "basename": "tool", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "name": {"kind": "literal", "text": "./tool"}, "operands": [], "options": {}, "redirects": [], "span": [0, 6], "unit": 0, "wrappers": []}], "files": [{"ancestors": ["/", "/home", "/home/user"], "by": {"command": 0}, "certainty": "certain", "op": "execute", "path": {"kind": "literal", "text": "/home/user/tool"}, "resolved": "/home/user/tool", "span": [0, 6], "unit": 0}], "index": {"commands": {"tool": [0]}, "files": {"execute": [0]}, "paths": {"/": [0], "/home": [0], "/home/user": [0], "/home/user/tool": [0]}}, "reading": {"opaque": []}}}
}

# "{\"kind\":\"start_process\",\"source\":\"cat\",\"stdin\":true}"
test_is_quiet_on_sample_19 if {
	count(rule.allow) == 0 with input as {"action": {"content": {"sha256": "77af778b51abd4a3c51c5ddd97204a9c3ae614ebccb75a606c3b6865aed6744e", "size": 3}, "kind": "start_process", "stdin": true, "timeout_s": 0.0}, "attributes": {"principal": {"agent": "default", "credential": "none", "peer": "", "tenant": "local", "user": "local"}, "profile": "strict", "time_unix_s": 1700000000}, "facts": {"commands": [{"argv": [{"kind": "literal", "text": "cat"}], "basename": "cat", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "cat"}, "operands": [], "options": {}, "redirects": [], "span": [0, 3], "unit": 0, "wrappers": []}], "index": {"commands": {"cat": [0]}}, "reading": {"opaque": []}}}
}
