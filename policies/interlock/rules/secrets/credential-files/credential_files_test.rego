# Written by tools/make_policy_tests.py from samples.json; do not edit.

package interlock.rules.secrets["credential-files_test"]

import data.interlock.rules.secrets["credential-files"] as rule

# "cat ~/.ssh/id_rsa"
test_fires_on_sample_0 if {
	count(rule.deny) > 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "cat"}, {"kind": "literal", "text": "/home/user/.ssh/id_rsa"}], "basename": "cat", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "cat"}, "operands": [{"kind": "literal", "text": "/home/user/.ssh/id_rsa"}], "options": {}, "redirects": [], "span": [0, 17], "unit": 0, "wrappers": []}], "files": [{"ancestors": ["/", "/home", "/home/user", "/home/user/.ssh"], "by": {"command": 0}, "certainty": "certain", "op": "read", "path": {"kind": "literal", "text": "/home/user/.ssh/id_rsa"}, "resolved": "/home/user/.ssh/id_rsa", "span": [0, 17], "unit": 0}], "index": {"commands": {"cat": [0]}, "files": {"read": [0]}, "paths": {"/": [0], "/home": [0], "/home/user": [0], "/home/user/.ssh": [0], "/home/user/.ssh/id_rsa": [0]}}, "reading": {"opaque": []}}}
}

# "cat /etc/shadow"
test_fires_on_sample_1 if {
	count(rule.deny) > 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "cat"}, {"kind": "literal", "text": "/etc/shadow"}], "basename": "cat", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "cat"}, "operands": [{"kind": "literal", "text": "/etc/shadow"}], "options": {}, "redirects": [], "span": [0, 15], "unit": 0, "wrappers": []}], "files": [{"ancestors": ["/", "/etc"], "by": {"command": 0}, "certainty": "certain", "op": "read", "path": {"kind": "literal", "text": "/etc/shadow"}, "resolved": "/etc/shadow", "span": [0, 15], "unit": 0}], "index": {"commands": {"cat": [0]}, "files": {"read": [0]}, "paths": {"/": [0], "/etc": [0], "/etc/shadow": [0]}}, "reading": {"opaque": []}}}
}

# "base64 < ~/.aws/credentials"
test_fires_on_sample_2 if {
	count(rule.deny) > 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "base64"}], "basename": "base64", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "base64"}, "operands": [], "options": {}, "redirects": [{"file": 0, "op": "<", "target": {"kind": "literal", "text": "/home/user/.aws/credentials"}}], "span": [0, 27], "stdin": {"source": "file", "value": {"kind": "literal", "text": "/home/user/.aws/credentials"}}, "unit": 0, "wrappers": []}], "files": [{"ancestors": ["/", "/home", "/home/user", "/home/user/.aws"], "by": {"command": 0}, "certainty": "certain", "op": "read", "path": {"kind": "literal", "text": "/home/user/.aws/credentials"}, "resolved": "/home/user/.aws/credentials", "span": [7, 27], "unit": 0}], "index": {"commands": {"base64": [0]}, "files": {"read": [0]}, "paths": {"/": [0], "/home": [0], "/home/user": [0], "/home/user/.aws": [0], "/home/user/.aws/credentials": [0]}}, "reading": {"opaque": []}}}
}

# "cp /root/.ssh/id_ed25519 ."
test_fires_on_sample_3 if {
	count(rule.deny) > 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "cp"}, {"kind": "literal", "text": "/root/.ssh/id_ed25519"}, {"kind": "literal", "text": "."}], "basename": "cp", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "cp"}, "operands": [{"kind": "literal", "text": "/root/.ssh/id_ed25519"}, {"kind": "literal", "text": "."}], "options": {}, "redirects": [], "span": [0, 26], "unit": 0, "wrappers": []}], "files": [{"ancestors": ["/", "/root", "/root/.ssh"], "by": {"command": 0}, "certainty": "certain", "op": "read", "path": {"kind": "literal", "text": "/root/.ssh/id_ed25519"}, "resolved": "/root/.ssh/id_ed25519", "span": [0, 26], "unit": 0}, {"ancestors": ["/", "/home"], "by": {"command": 0}, "certainty": "certain", "op": "write", "path": {"kind": "literal", "text": "."}, "resolved": "/home/user", "span": [0, 26], "unit": 0}], "index": {"commands": {"cp": [0]}, "files": {"read": [0], "write": [1]}, "paths": {"/": [0, 1], "/home": [1], "/home/user": [1], "/root": [0], "/root/.ssh": [0], "/root/.ssh/id_ed25519": [0]}}, "reading": {"opaque": []}}}
}

# "cat /proc/self/environ"
test_fires_on_sample_4 if {
	count(rule.deny) > 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "cat"}, {"kind": "literal", "text": "/proc/self/environ"}], "basename": "cat", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "cat"}, "operands": [{"kind": "literal", "text": "/proc/self/environ"}], "options": {}, "redirects": [], "span": [0, 22], "unit": 0, "wrappers": []}], "files": [{"ancestors": ["/", "/proc", "/proc/self"], "by": {"command": 0}, "certainty": "certain", "op": "read", "path": {"kind": "literal", "text": "/proc/self/environ"}, "resolved": "/proc/self/environ", "span": [0, 22], "unit": 0}], "index": {"commands": {"cat": [0]}, "files": {"read": [0]}, "paths": {"/": [0], "/proc": [0], "/proc/self": [0], "/proc/self/environ": [0]}}, "reading": {"opaque": []}}}
}

# "tar czf x.tgz ~/.ssh"
test_fires_on_sample_5 if {
	count(rule.deny) > 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "tar"}, {"kind": "literal", "text": "czf"}, {"kind": "literal", "text": "x.tgz"}, {"kind": "literal", "text": "/home/user/.ssh"}], "basename": "tar", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "tar"}, "operands": [{"kind": "literal", "text": "/home/user/.ssh"}], "options": {"create": {"kind": "literal", "text": ""}, "file": {"kind": "literal", "text": "x.tgz"}, "gzip": {"kind": "literal", "text": ""}}, "redirects": [], "span": [0, 20], "unit": 0, "wrappers": []}], "files": [{"ancestors": ["/", "/home", "/home/user"], "by": {"command": 0}, "certainty": "certain", "op": "write", "path": {"kind": "literal", "text": "x.tgz"}, "resolved": "/home/user/x.tgz", "span": [0, 20], "unit": 0}, {"ancestors": ["/", "/home", "/home/user"], "by": {"command": 0}, "certainty": "certain", "op": "read", "path": {"kind": "literal", "text": "/home/user/.ssh"}, "resolved": "/home/user/.ssh", "span": [0, 20], "unit": 0}], "index": {"commands": {"tar": [0]}, "files": {"read": [1], "write": [0]}, "paths": {"/": [0, 1], "/home": [0, 1], "/home/user": [0, 1], "/home/user/.ssh": [1], "/home/user/x.tgz": [0]}}, "reading": {"opaque": []}}}
}

# "head ~/.netrc"
test_fires_on_sample_6 if {
	count(rule.deny) > 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "head"}, {"kind": "literal", "text": "/home/user/.netrc"}], "basename": "head", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "head"}, "operands": [{"kind": "literal", "text": "/home/user/.netrc"}], "options": {}, "redirects": [], "span": [0, 13], "unit": 0, "wrappers": []}], "files": [{"ancestors": ["/", "/home", "/home/user"], "by": {"command": 0}, "certainty": "certain", "op": "read", "path": {"kind": "literal", "text": "/home/user/.netrc"}, "resolved": "/home/user/.netrc", "span": [0, 13], "unit": 0}], "index": {"commands": {"head": [0]}, "files": {"read": [0]}, "paths": {"/": [0], "/home": [0], "/home/user": [0], "/home/user/.netrc": [0]}}, "reading": {"opaque": []}}}
}

# "grep token ~/.docker/config.json"
test_fires_on_sample_7 if {
	count(rule.deny) > 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "grep"}, {"kind": "literal", "text": "token"}, {"kind": "literal", "text": "/home/user/.docker/config.json"}], "basename": "grep", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "grep"}, "operands": [{"kind": "literal", "text": "token"}, {"kind": "literal", "text": "/home/user/.docker/config.json"}], "options": {}, "redirects": [], "span": [0, 32], "unit": 0, "wrappers": []}], "files": [{"ancestors": ["/", "/home", "/home/user", "/home/user/.docker"], "by": {"command": 0}, "certainty": "certain", "op": "read", "path": {"kind": "literal", "text": "/home/user/.docker/config.json"}, "resolved": "/home/user/.docker/config.json", "span": [0, 32], "unit": 0}], "index": {"commands": {"grep": [0]}, "files": {"read": [0]}, "paths": {"/": [0], "/home": [0], "/home/user": [0], "/home/user/.docker": [0], "/home/user/.docker/config.json": [0]}}, "reading": {"opaque": []}}}
}

# "cat ~/.ssh/*"
test_fires_on_sample_8 if {
	count(rule.deny) > 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "cat"}, {"kind": "glob", "text": "/home/user/.ssh/*"}], "basename": "cat", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "cat"}, "operands": [{"kind": "glob", "text": "/home/user/.ssh/*"}], "options": {}, "redirects": [], "span": [0, 12], "unit": 0, "wrappers": []}], "files": [{"ancestors": ["/", "/home", "/home/user", "/home/user/.ssh"], "by": {"command": 0}, "certainty": "certain", "op": "read", "path": {"kind": "glob", "text": "/home/user/.ssh/*"}, "span": [0, 12], "unit": 0}], "index": {"commands": {"cat": [0]}, "files": {"read": [0]}, "paths": {"/": [0], "/home": [0], "/home/user": [0], "/home/user/.ssh": [0]}}, "reading": {"opaque": []}}}
}

# "xxd /etc/../etc/shadow"
test_fires_on_sample_9 if {
	count(rule.deny) > 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "xxd"}, {"kind": "literal", "text": "/etc/../etc/shadow"}], "basename": "xxd", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "xxd"}, "operands": [{"kind": "literal", "text": "/etc/../etc/shadow"}], "options": {}, "redirects": [], "span": [0, 22], "unit": 0, "wrappers": []}], "files": [{"ancestors": ["/", "/etc"], "by": {"command": 0}, "certainty": "certain", "op": "read", "path": {"kind": "literal", "text": "/etc/../etc/shadow"}, "resolved": "/etc/shadow", "span": [0, 22], "unit": 0}], "index": {"commands": {"xxd": [0]}, "files": {"read": [0]}, "paths": {"/": [0], "/etc": [0], "/etc/shadow": [0]}}, "reading": {"opaque": []}}}
}

# "open('/etc/shadow').read()"
test_fires_on_sample_10 if {
	count(rule.deny) > 0 with input as {"facts": {"calls": [{"args": [{"kind": "literal", "text": "/etc/shadow"}], "callee": "open", "category": "file", "certainty": "certain", "kwargs": {}, "resolved": true, "span": [0, 19], "unit": 0}], "files": [{"ancestors": ["/", "/etc"], "by": {"call": 0}, "certainty": "certain", "op": "read", "path": {"kind": "literal", "text": "/etc/shadow"}, "resolved": "/etc/shadow", "span": [0, 19], "unit": 0}], "index": {"callees": {"open": [0]}, "calls": {"file": [0]}, "files": {"read": [0]}, "paths": {"/": [0], "/etc": [0], "/etc/shadow": [0]}}, "reading": {"opaque": []}}}
}

# "cat /home/*/.ssh/id_rsa"
test_fires_on_sample_11 if {
	count(rule.deny) > 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "cat"}, {"kind": "glob", "text": "/home/*/.ssh/id_rsa"}], "basename": "cat", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "cat"}, "operands": [{"kind": "glob", "text": "/home/*/.ssh/id_rsa"}], "options": {}, "redirects": [], "span": [0, 23], "unit": 0, "wrappers": []}], "files": [{"ancestors": ["/", "/home"], "by": {"command": 0}, "certainty": "certain", "op": "read", "path": {"kind": "glob", "text": "/home/*/.ssh/id_rsa"}, "span": [0, 23], "unit": 0}], "index": {"commands": {"cat": [0]}, "files": {"read": [0]}, "paths": {"/": [0], "/home": [0]}}, "reading": {"opaque": []}}}
}

# "cat ~/.ss?/id_rsa"
test_fires_on_sample_12 if {
	count(rule.deny) > 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "cat"}, {"kind": "glob", "text": "/home/user/.ss?/id_rsa"}], "basename": "cat", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "cat"}, "operands": [{"kind": "glob", "text": "/home/user/.ss?/id_rsa"}], "options": {}, "redirects": [], "span": [0, 17], "unit": 0, "wrappers": []}], "files": [{"ancestors": ["/", "/home", "/home/user"], "by": {"command": 0}, "certainty": "certain", "op": "read", "path": {"kind": "glob", "text": "/home/user/.ss?/id_rsa"}, "span": [0, 17], "unit": 0}], "index": {"commands": {"cat": [0]}, "files": {"read": [0]}, "paths": {"/": [0], "/home": [0], "/home/user": [0]}}, "reading": {"opaque": []}}}
}

# "cat /proc/*/environ"
test_fires_on_sample_13 if {
	count(rule.deny) > 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "cat"}, {"kind": "glob", "text": "/proc/*/environ"}], "basename": "cat", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "cat"}, "operands": [{"kind": "glob", "text": "/proc/*/environ"}], "options": {}, "redirects": [], "span": [0, 19], "unit": 0, "wrappers": []}], "files": [{"ancestors": ["/", "/proc"], "by": {"command": 0}, "certainty": "certain", "op": "read", "path": {"kind": "glob", "text": "/proc/*/environ"}, "span": [0, 19], "unit": 0}], "index": {"commands": {"cat": [0]}, "files": {"read": [0]}, "paths": {"/": [0], "/proc": [0]}}, "reading": {"opaque": []}}}
}

# "cat server.pem"
test_fires_on_sample_14 if {
	count(rule.deny) > 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "cat"}, {"kind": "literal", "text": "server.pem"}], "basename": "cat", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "cat"}, "operands": [{"kind": "literal", "text": "server.pem"}], "options": {}, "redirects": [], "span": [0, 14], "unit": 0, "wrappers": []}], "files": [{"ancestors": ["/", "/home", "/home/user"], "by": {"command": 0}, "certainty": "certain", "op": "read", "path": {"kind": "literal", "text": "server.pem"}, "resolved": "/home/user/server.pem", "span": [0, 14], "unit": 0}], "index": {"commands": {"cat": [0]}, "files": {"read": [0]}, "paths": {"/": [0], "/home": [0], "/home/user": [0], "/home/user/server.pem": [0]}}, "reading": {"opaque": []}}}
}

# "cat ~/.gnupg/private-keys-v1.d/x.key"
test_fires_on_sample_15 if {
	count(rule.deny) > 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "cat"}, {"kind": "literal", "text": "/home/user/.gnupg/private-keys-v1.d/x.key"}], "basename": "cat", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "cat"}, "operands": [{"kind": "literal", "text": "/home/user/.gnupg/private-keys-v1.d/x.key"}], "options": {}, "redirects": [], "span": [0, 36], "unit": 0, "wrappers": []}], "files": [{"ancestors": ["/", "/home", "/home/user", "/home/user/.gnupg", "/home/user/.gnupg/private-keys-v1.d"], "by": {"command": 0}, "certainty": "certain", "op": "read", "path": {"kind": "literal", "text": "/home/user/.gnupg/private-keys-v1.d/x.key"}, "resolved": "/home/user/.gnupg/private-keys-v1.d/x.key", "span": [0, 36], "unit": 0}], "index": {"commands": {"cat": [0]}, "files": {"read": [0]}, "paths": {"/": [0], "/home": [0], "/home/user": [0], "/home/user/.gnupg": [0], "/home/user/.gnupg/private-keys-v1.d": [0], "/home/user/.gnupg/private-keys-v1.d/x.key": [0]}}, "reading": {"opaque": []}}}
}

# "cat ~/.ssh/$KEY"
test_fires_on_sample_16 if {
	count(rule.deny) > 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "cat"}, {"kind": "concat", "parts": [{"kind": "literal", "text": "/home/user/.ssh/"}, {"kind": "unknown", "why": "$KEY"}]}], "basename": "cat", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "cat"}, "operands": [{"kind": "concat", "parts": [{"kind": "literal", "text": "/home/user/.ssh/"}, {"kind": "unknown", "why": "$KEY"}]}], "options": {}, "redirects": [], "span": [0, 15], "unit": 0, "wrappers": []}], "files": [{"ancestors": ["/", "/home", "/home/user", "/home/user/.ssh"], "by": {"command": 0}, "certainty": "certain", "op": "read", "path": {"kind": "concat", "parts": [{"kind": "literal", "text": "/home/user/.ssh/"}, {"kind": "unknown", "why": "$KEY"}]}, "span": [0, 15], "unit": 0}], "index": {"commands": {"cat": [0]}, "files": {"read": [0]}, "paths": {"/": [0], "/home": [0], "/home/user": [0], "/home/user/.ssh": [0]}}, "reading": {"opaque": []}}}
}

# "cat ~/.ssh/known_hosts"
test_is_quiet_on_sample_0 if {
	count(rule.deny) == 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "cat"}, {"kind": "literal", "text": "/home/user/.ssh/known_hosts"}], "basename": "cat", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "cat"}, "operands": [{"kind": "literal", "text": "/home/user/.ssh/known_hosts"}], "options": {}, "redirects": [], "span": [0, 22], "unit": 0, "wrappers": []}], "files": [{"ancestors": ["/", "/home", "/home/user", "/home/user/.ssh"], "by": {"command": 0}, "certainty": "certain", "op": "read", "path": {"kind": "literal", "text": "/home/user/.ssh/known_hosts"}, "resolved": "/home/user/.ssh/known_hosts", "span": [0, 22], "unit": 0}], "index": {"commands": {"cat": [0]}, "files": {"read": [0]}, "paths": {"/": [0], "/home": [0], "/home/user": [0], "/home/user/.ssh": [0], "/home/user/.ssh/known_hosts": [0]}}, "reading": {"opaque": []}}}
}

# "ls -la ~"
test_is_quiet_on_sample_1 if {
	count(rule.deny) == 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "ls"}, {"kind": "literal", "text": "-la"}, {"kind": "literal", "text": "/home/user"}], "basename": "ls", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "ls"}, "operands": [{"kind": "literal", "text": "/home/user"}], "options": {"a": {"kind": "literal", "text": ""}, "l": {"kind": "literal", "text": ""}}, "redirects": [], "span": [0, 8], "unit": 0, "wrappers": []}], "files": [{"ancestors": ["/", "/home"], "by": {"command": 0}, "certainty": "certain", "op": "list", "path": {"kind": "literal", "text": "/home/user"}, "resolved": "/home/user", "span": [0, 8], "unit": 0}], "index": {"commands": {"ls": [0]}, "files": {"list": [0]}, "paths": {"/": [0], "/home": [0], "/home/user": [0]}}, "reading": {"opaque": []}}}
}

# "cat README.md"
test_is_quiet_on_sample_2 if {
	count(rule.deny) == 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "cat"}, {"kind": "literal", "text": "README.md"}], "basename": "cat", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "cat"}, "operands": [{"kind": "literal", "text": "README.md"}], "options": {}, "redirects": [], "span": [0, 13], "unit": 0, "wrappers": []}], "files": [{"ancestors": ["/", "/home", "/home/user"], "by": {"command": 0}, "certainty": "certain", "op": "read", "path": {"kind": "literal", "text": "README.md"}, "resolved": "/home/user/README.md", "span": [0, 13], "unit": 0}], "index": {"commands": {"cat": [0]}, "files": {"read": [0]}, "paths": {"/": [0], "/home": [0], "/home/user": [0], "/home/user/README.md": [0]}}, "reading": {"opaque": []}}}
}

# "cat /etc/passwd"
test_is_quiet_on_sample_3 if {
	count(rule.deny) == 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "cat"}, {"kind": "literal", "text": "/etc/passwd"}], "basename": "cat", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "cat"}, "operands": [{"kind": "literal", "text": "/etc/passwd"}], "options": {}, "redirects": [], "span": [0, 15], "unit": 0, "wrappers": []}], "files": [{"ancestors": ["/", "/etc"], "by": {"command": 0}, "certainty": "certain", "op": "read", "path": {"kind": "literal", "text": "/etc/passwd"}, "resolved": "/etc/passwd", "span": [0, 15], "unit": 0}], "index": {"commands": {"cat": [0]}, "files": {"read": [0]}, "paths": {"/": [0], "/etc": [0], "/etc/passwd": [0]}}, "reading": {"opaque": []}}}
}

# "cat .env.example"
test_is_quiet_on_sample_4 if {
	count(rule.deny) == 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "cat"}, {"kind": "literal", "text": ".env.example"}], "basename": "cat", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "cat"}, "operands": [{"kind": "literal", "text": ".env.example"}], "options": {}, "redirects": [], "span": [0, 16], "unit": 0, "wrappers": []}], "files": [{"ancestors": ["/", "/home", "/home/user"], "by": {"command": 0}, "certainty": "certain", "op": "read", "path": {"kind": "literal", "text": ".env.example"}, "resolved": "/home/user/.env.example", "span": [0, 16], "unit": 0}], "index": {"commands": {"cat": [0]}, "files": {"read": [0]}, "paths": {"/": [0], "/home": [0], "/home/user": [0], "/home/user/.env.example": [0]}}, "reading": {"opaque": []}}}
}

# "ls ~/.ssh"
test_is_quiet_on_sample_5 if {
	count(rule.deny) == 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "ls"}, {"kind": "literal", "text": "/home/user/.ssh"}], "basename": "ls", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "ls"}, "operands": [{"kind": "literal", "text": "/home/user/.ssh"}], "options": {}, "redirects": [], "span": [0, 9], "unit": 0, "wrappers": []}], "files": [{"ancestors": ["/", "/home", "/home/user"], "by": {"command": 0}, "certainty": "certain", "op": "list", "path": {"kind": "literal", "text": "/home/user/.ssh"}, "resolved": "/home/user/.ssh", "span": [0, 9], "unit": 0}], "index": {"commands": {"ls": [0]}, "files": {"list": [0]}, "paths": {"/": [0], "/home": [0], "/home/user": [0], "/home/user/.ssh": [0]}}, "reading": {"opaque": []}}}
}

# "cat ~/.ssh/id_rsa.pub"
test_is_quiet_on_sample_6 if {
	count(rule.deny) == 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "cat"}, {"kind": "literal", "text": "/home/user/.ssh/id_rsa.pub"}], "basename": "cat", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "cat"}, "operands": [{"kind": "literal", "text": "/home/user/.ssh/id_rsa.pub"}], "options": {}, "redirects": [], "span": [0, 21], "unit": 0, "wrappers": []}], "files": [{"ancestors": ["/", "/home", "/home/user", "/home/user/.ssh"], "by": {"command": 0}, "certainty": "certain", "op": "read", "path": {"kind": "literal", "text": "/home/user/.ssh/id_rsa.pub"}, "resolved": "/home/user/.ssh/id_rsa.pub", "span": [0, 21], "unit": 0}], "index": {"commands": {"cat": [0]}, "files": {"read": [0]}, "paths": {"/": [0], "/home": [0], "/home/user": [0], "/home/user/.ssh": [0], "/home/user/.ssh/id_rsa.pub": [0]}}, "reading": {"opaque": []}}}
}

# "cat ~/.ssh/config"
test_is_quiet_on_sample_7 if {
	count(rule.deny) == 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "cat"}, {"kind": "literal", "text": "/home/user/.ssh/config"}], "basename": "cat", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "cat"}, "operands": [{"kind": "literal", "text": "/home/user/.ssh/config"}], "options": {}, "redirects": [], "span": [0, 17], "unit": 0, "wrappers": []}], "files": [{"ancestors": ["/", "/home", "/home/user", "/home/user/.ssh"], "by": {"command": 0}, "certainty": "certain", "op": "read", "path": {"kind": "literal", "text": "/home/user/.ssh/config"}, "resolved": "/home/user/.ssh/config", "sink": "ssh", "span": [0, 17], "unit": 0}], "index": {"commands": {"cat": [0]}, "files": {"read": [0]}, "paths": {"/": [0], "/home": [0], "/home/user": [0], "/home/user/.ssh": [0], "/home/user/.ssh/config": [0]}, "sinks": {"ssh": [0]}}, "reading": {"opaque": []}}}
}

# "cat /etc/ssl/certs/ca-certificates.crt"
test_is_quiet_on_sample_8 if {
	count(rule.deny) == 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "cat"}, {"kind": "literal", "text": "/etc/ssl/certs/ca-certificates.crt"}], "basename": "cat", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "cat"}, "operands": [{"kind": "literal", "text": "/etc/ssl/certs/ca-certificates.crt"}], "options": {}, "redirects": [], "span": [0, 38], "unit": 0, "wrappers": []}], "files": [{"ancestors": ["/", "/etc", "/etc/ssl", "/etc/ssl/certs"], "by": {"command": 0}, "certainty": "certain", "op": "read", "path": {"kind": "literal", "text": "/etc/ssl/certs/ca-certificates.crt"}, "resolved": "/etc/ssl/certs/ca-certificates.crt", "span": [0, 38], "unit": 0}], "index": {"commands": {"cat": [0]}, "files": {"read": [0]}, "paths": {"/": [0], "/etc": [0], "/etc/ssl": [0], "/etc/ssl/certs": [0], "/etc/ssl/certs/ca-certificates.crt": [0]}}, "reading": {"opaque": []}}}
}

# "cat tests/cert.pem"
test_is_quiet_on_sample_9 if {
	count(rule.deny) == 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "cat"}, {"kind": "literal", "text": "tests/cert.pem"}], "basename": "cat", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "cat"}, "operands": [{"kind": "literal", "text": "tests/cert.pem"}], "options": {}, "redirects": [], "span": [0, 18], "unit": 0, "wrappers": []}], "files": [{"ancestors": ["/", "/home", "/home/user", "/home/user/tests"], "by": {"command": 0}, "certainty": "certain", "op": "read", "path": {"kind": "literal", "text": "tests/cert.pem"}, "resolved": "/home/user/tests/cert.pem", "span": [0, 18], "unit": 0}], "index": {"commands": {"cat": [0]}, "files": {"read": [0]}, "paths": {"/": [0], "/home": [0], "/home/user": [0], "/home/user/tests": [0], "/home/user/tests/cert.pem": [0]}}, "reading": {"opaque": []}}}
}

# "stat /etc/shadow"
test_is_quiet_on_sample_10 if {
	count(rule.deny) == 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "stat"}, {"kind": "literal", "text": "/etc/shadow"}], "basename": "stat", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "stat"}, "operands": [{"kind": "literal", "text": "/etc/shadow"}], "options": {}, "redirects": [], "span": [0, 16], "unit": 0, "wrappers": []}], "files": [{"ancestors": ["/", "/etc"], "by": {"command": 0}, "certainty": "certain", "op": "list", "path": {"kind": "literal", "text": "/etc/shadow"}, "resolved": "/etc/shadow", "span": [0, 16], "unit": 0}], "index": {"commands": {"stat": [0]}, "files": {"list": [0]}, "paths": {"/": [0], "/etc": [0], "/etc/shadow": [0]}}, "reading": {"opaque": []}}}
}
