# Written by tools/make_policy_tests.py from samples.json; do not edit.

package interlock.rules.secrets["in-arguments_test"]

import data.interlock.rules.secrets["in-arguments"] as rule

# "export AWS_ACCESS_KEY_ID=AKIAWT5ZKQ3RV7MUX2LD"
test_fires_on_sample_0 if {
	count(rule.deny) > 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "export"}, {"kind": "literal", "text": "AWS_ACCESS_KEY_ID=AKIAWT5ZKQ3RV7MUX2LD"}], "basename": "export", "builtin": true, "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "export"}, "operands": [{"kind": "literal", "text": "AWS_ACCESS_KEY_ID=AKIAWT5ZKQ3RV7MUX2LD"}], "options": {}, "redirects": [], "span": [0, 45], "unit": 0, "wrappers": []}], "environment": [{"by": {}, "certainty": "certain", "name": {"kind": "literal", "text": "AWS_ACCESS_KEY_ID"}, "op": "set", "span": [0, 45], "unit": 0, "value": {"kind": "literal", "text": "AKIAWT5ZKQ3RV7MUX2LD"}}], "index": {"commands": {"export": [0]}, "environment": {"set": [0]}, "text": {"credential": [0]}}, "reading": {"opaque": []}, "text": [{"detail": "aws_access_key", "kind": "credential", "span": [25, 45], "unit": 0}]}}
}

# "aws configure set aws_access_key_id AKIAQYLPMN5HFIQR7XYA"
test_fires_on_sample_1 if {
	count(rule.deny) > 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "aws"}, {"kind": "literal", "text": "configure"}, {"kind": "literal", "text": "set"}, {"kind": "literal", "text": "aws_access_key_id"}, {"kind": "literal", "text": "AKIAQYLPMN5HFIQR7XYA"}], "basename": "aws", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "aws"}, "operands": [{"kind": "literal", "text": "configure"}, {"kind": "literal", "text": "set"}, {"kind": "literal", "text": "aws_access_key_id"}, {"kind": "literal", "text": "AKIAQYLPMN5HFIQR7XYA"}], "options": {}, "redirects": [], "span": [0, 56], "unit": 0, "wrappers": []}], "index": {"commands": {"aws": [0]}, "text": {"credential": [0]}}, "reading": {"opaque": []}, "text": [{"detail": "aws_access_key", "kind": "credential", "span": [36, 56], "unit": 0}]}}
}

# "curl -H 'Authorization: Bearer ghp_a7Fk29QmXz41LpWvB8sRt06YcUeNdHi3JoGq' https://api.github.com"
test_fires_on_sample_2 if {
	count(rule.deny) > 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "curl"}, {"kind": "literal", "text": "-H"}, {"kind": "literal", "text": "Authorization: Bearer ghp_a7Fk29QmXz41LpWvB8sRt06YcUeNdHi3JoGq"}, {"kind": "literal", "text": "https://api.github.com"}], "basename": "curl", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "curl"}, "operands": [{"kind": "literal", "text": "https://api.github.com"}], "options": {"header": {"kind": "literal", "text": "Authorization: Bearer ghp_a7Fk29QmXz41LpWvB8sRt06YcUeNdHi3JoGq"}}, "redirects": [], "span": [0, 95], "unit": 0, "wrappers": []}], "index": {"commands": {"curl": [0]}, "hosts": {"api.github.com": [0], "com": [0], "github.com": [0]}, "ip_classes": {"unknown": [0]}, "network": {"download": [0]}, "text": {"credential": [0]}}, "network": [{"by": {"command": 0}, "certainty": "certain", "host": {"kind": "literal", "text": "api.github.com"}, "ip_class": "unknown", "op": "download", "parents": ["github.com", "com"], "scheme": "https", "span": [0, 95], "unit": 0, "url": {"kind": "literal", "text": "https://api.github.com"}}], "reading": {"opaque": []}, "text": [{"detail": "github_token", "kind": "credential", "span": [31, 71], "unit": 0}]}}
}

# "git clone https://x:glpat-Zk3mQ8rT1vYw5bNc7XsD@gitlab.example/a"
test_fires_on_sample_3 if {
	count(rule.deny) > 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "git"}, {"kind": "literal", "text": "clone"}, {"kind": "literal", "text": "https://x:glpat-Zk3mQ8rT1vYw5bNc7XsD@gitlab.example/a"}], "basename": "git", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "git"}, "operands": [{"kind": "literal", "text": "clone"}, {"kind": "literal", "text": "https://x:glpat-Zk3mQ8rT1vYw5bNc7XsD@gitlab.example/a"}], "options": {}, "redirects": [], "span": [0, 63], "unit": 0, "wrappers": []}], "files": [{"ancestors": ["/", "/home", "/home/user"], "by": {"command": 0}, "certainty": "certain", "op": "create", "path": {"kind": "literal", "text": "a"}, "resolved": "/home/user/a", "span": [0, 63], "unit": 0}], "index": {"commands": {"git": [0]}, "files": {"create": [0]}, "hosts": {"example": [0], "gitlab.example": [0]}, "ip_classes": {"unknown": [0]}, "network": {"download": [0]}, "paths": {"/": [0], "/home": [0], "/home/user": [0], "/home/user/a": [0]}, "text": {"credential": [0]}}, "network": [{"by": {"command": 0}, "certainty": "certain", "flows_to": "file", "host": {"kind": "literal", "text": "gitlab.example"}, "ip_class": "unknown", "op": "download", "parents": ["example"], "scheme": "https", "span": [0, 63], "unit": 0, "url": {"kind": "literal", "text": "https://x:glpat-Zk3mQ8rT1vYw5bNc7XsD@gitlab.example/a"}}], "reading": {"opaque": []}, "text": [{"detail": "gitlab_token", "kind": "credential", "span": [20, 46], "unit": 0}]}}
}

# "curl https://hooks.slack.com/services/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"
test_fires_on_sample_4 if {
	count(rule.deny) > 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "curl"}, {"kind": "literal", "text": "https://hooks.slack.com/services/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"}], "basename": "curl", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "curl"}, "operands": [{"kind": "literal", "text": "https://hooks.slack.com/services/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"}], "options": {}, "redirects": [], "span": [0, 82], "unit": 0, "wrappers": []}], "index": {"commands": {"curl": [0]}, "hosts": {"com": [0], "hooks.slack.com": [0], "slack.com": [0]}, "ip_classes": {"unknown": [0]}, "network": {"download": [0]}, "text": {"credential": [0]}}, "network": [{"by": {"command": 0}, "certainty": "certain", "host": {"kind": "literal", "text": "hooks.slack.com"}, "ip_class": "unknown", "op": "download", "parents": ["slack.com", "com"], "scheme": "https", "span": [0, 82], "unit": 0, "url": {"kind": "literal", "text": "https://hooks.slack.com/services/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"}}], "reading": {"opaque": []}, "text": [{"detail": "slack_webhook", "kind": "credential", "span": [13, 82], "unit": 0}]}}
}

# "docker login -u me -p dckr_pat_k3mQ8rT1vYw5bNc7XsDq2Lp9UaE"
test_fires_on_sample_5 if {
	count(rule.deny) > 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "docker"}, {"kind": "literal", "text": "login"}, {"kind": "literal", "text": "-u"}, {"kind": "literal", "text": "me"}, {"kind": "literal", "text": "-p"}, {"kind": "literal", "text": "dckr_pat_k3mQ8rT1vYw5bNc7XsDq2Lp9UaE"}], "basename": "docker", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "docker"}, "operands": [{"kind": "literal", "text": "login"}, {"kind": "literal", "text": "me"}, {"kind": "literal", "text": "dckr_pat_k3mQ8rT1vYw5bNc7XsDq2Lp9UaE"}], "options": {"p": {"kind": "literal", "text": ""}, "u": {"kind": "literal", "text": ""}}, "redirects": [], "span": [0, 58], "unit": 0, "wrappers": []}], "index": {"commands": {"docker": [0]}, "text": {"credential": [0]}}, "reading": {"opaque": []}, "text": [{"detail": "docker_token", "kind": "credential", "span": [22, 58], "unit": 0}]}}
}

# "npm config set //r.example/:_authToken npm_k3mQ8rT1vYw5bNc7XsDq2Lp9UaEf4GhJ6iOz"
test_fires_on_sample_6 if {
	count(rule.deny) > 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "npm"}, {"kind": "literal", "text": "config"}, {"kind": "literal", "text": "set"}, {"kind": "literal", "text": "//r.example/:_authToken"}, {"kind": "literal", "text": "npm_k3mQ8rT1vYw5bNc7XsDq2Lp9UaEf4GhJ6iOz"}], "basename": "npm", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "npm"}, "operands": [{"kind": "literal", "text": "config"}, {"kind": "literal", "text": "set"}, {"kind": "literal", "text": "//r.example/:_authToken"}, {"kind": "literal", "text": "npm_k3mQ8rT1vYw5bNc7XsDq2Lp9UaEf4GhJ6iOz"}], "options": {}, "redirects": [], "span": [0, 79], "unit": 0, "wrappers": []}], "index": {"commands": {"npm": [0]}, "text": {"credential": [0]}}, "reading": {"opaque": []}, "text": [{"detail": "npm_token", "kind": "credential", "span": [39, 79], "unit": 0}]}}
}

# "bash -c 'export K=\"\"sk_live_k3mQ8rT1vYw5bNc7XsDq2Lp9\"\"'"
test_fires_on_sample_7 if {
	count(rule.deny) > 0 with input as {"facts": {"code": [{"by": {"command": 0}, "certainty": "certain", "child": 1, "how": "bash -c", "language": "bash", "source": "literal", "span": [8, 55], "unit": 0}], "commands": [{"argv": [{"kind": "literal", "text": "bash"}, {"kind": "literal", "text": "-c"}, {"kind": "literal", "text": "export K=\"\"sk_live_k3mQ8rT1vYw5bNc7XsDq2Lp9\"\""}], "basename": "bash", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "bash"}, "operands": [{"kind": "literal", "text": "export K=\"\"sk_live_k3mQ8rT1vYw5bNc7XsDq2Lp9\"\""}], "options": {"c": {"kind": "literal", "text": ""}}, "redirects": [], "span": [0, 55], "unit": 0, "wrappers": []}, {"argv": [{"kind": "literal", "text": "export"}, {"kind": "literal", "text": "K=sk_live_k3mQ8rT1vYw5bNc7XsDq2Lp9"}], "basename": "export", "builtin": true, "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "export"}, "operands": [{"kind": "literal", "text": "K=sk_live_k3mQ8rT1vYw5bNc7XsDq2Lp9"}], "options": {}, "redirects": [], "span": [0, 45], "unit": 1, "wrappers": ["bash"]}], "environment": [{"by": {}, "certainty": "certain", "name": {"kind": "literal", "text": "K"}, "op": "set", "span": [0, 45], "unit": 1, "value": {"kind": "literal", "text": "sk_live_k3mQ8rT1vYw5bNc7XsDq2Lp9"}}], "index": {"code": {"literal": [0]}, "commands": {"bash": [0], "export": [1]}, "environment": {"set": [0]}, "text": {"credential": [0]}, "wrapped": {"bash": [1]}}, "reading": {"opaque": []}, "text": [{"detail": "stripe_key", "kind": "credential", "span": [20, 52], "unit": 0}]}}
}

# "key = 'AIzaSyk3mQ8rT1vYw5bNc7XsDq2Lp9UaEf4GhJ6'"
test_fires_on_sample_8 if {
	count(rule.deny) > 0 with input as {"facts": {"index": {"text": {"credential": [0]}}, "reading": {"opaque": []}, "text": [{"detail": "google_api_key", "kind": "credential", "span": [7, 46], "unit": 0}]}}
}

# "t = 'xoxb-283746592837-k3mQ8rT1vYw5bNc7'"
test_fires_on_sample_9 if {
	count(rule.deny) > 0 with input as {"facts": {"index": {"text": {"credential": [0]}}, "reading": {"opaque": []}, "text": [{"detail": "slack_token", "kind": "credential", "span": [5, 39], "unit": 0}]}}
}

# "pem = '''-----BEGIN RSA PRIVATE KEY-----\nMIIEpAIBAAKCAQEAu3mQ8rT1vYw5bNc7XsDq2Lp9\n'''"
test_fires_on_sample_10 if {
	count(rule.deny) > 0 with input as {"facts": {"index": {"text": {"credential": [0]}}, "reading": {"opaque": []}, "text": [{"detail": "private_key", "kind": "credential", "span": [9, 81], "unit": 0}]}}
}

# "const t = 'hf_kmQrTvYwbNcXsDqLpUaEfGhJiOzPtRsWyVx'"
test_fires_on_sample_11 if {
	count(rule.deny) > 0 with input as {"facts": {"index": {"text": {"credential": [0]}}, "reading": {"opaque": []}, "text": [{"detail": "hugging_face_token", "kind": "credential", "span": [11, 48], "unit": 0}]}}
}

# "const j = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiI0NzExIn0.k3mQ8rT1vYw5bNc7XsDq2Lp9'"
test_fires_on_sample_12 if {
	count(rule.deny) > 0 with input as {"facts": {"index": {"text": {"credential": [0]}}, "reading": {"opaque": []}, "text": [{"detail": "json_web_token", "kind": "credential", "span": [11, 76], "unit": 0}]}}
}

# "an argument vector"
test_fires_on_sample_13 if {
	count(rule.deny) > 0 with input as {"action": {"argv": ["curl", "-u", "x:ghp_a7Fk29QmXz41LpWvB8sRt06YcUeNdHi3JoGq", "https://api.github.com"], "kind": "start_process", "timeout_s": 0.0}, "facts": {"commands": [{"argv": [{"kind": "literal", "text": "curl"}, {"kind": "literal", "text": "-u"}, {"kind": "literal", "text": "x:ghp_a7Fk29QmXz41LpWvB8sRt06YcUeNdHi3JoGq"}, {"kind": "literal", "text": "https://api.github.com"}], "basename": "curl", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "curl"}, "operands": [{"kind": "literal", "text": "https://api.github.com"}], "options": {"user": {"kind": "literal", "text": "x:ghp_a7Fk29QmXz41LpWvB8sRt06YcUeNdHi3JoGq"}}, "redirects": [], "span": [0, 73], "unit": 0, "wrappers": []}], "index": {"commands": {"curl": [0]}, "hosts": {"api.github.com": [0], "com": [0], "github.com": [0]}, "ip_classes": {"unknown": [0]}, "network": {"download": [0]}, "text": {"credential": [0]}}, "network": [{"by": {"command": 0}, "certainty": "certain", "host": {"kind": "literal", "text": "api.github.com"}, "ip_class": "unknown", "op": "download", "parents": ["github.com", "com"], "scheme": "https", "span": [0, 73], "unit": 0, "url": {"kind": "literal", "text": "https://api.github.com"}}], "reading": {"opaque": []}, "text": [{"detail": "github_token", "kind": "credential", "span": [10, 50], "unit": 0}]}}
}

# "export AWS_ACCESS_KEY_ID=AKIAIOSFODNN7EXAMPLE"
test_is_quiet_on_sample_0 if {
	count(rule.deny) == 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "export"}, {"kind": "literal", "text": "AWS_ACCESS_KEY_ID=AKIAIOSFODNN7EXAMPLE"}], "basename": "export", "builtin": true, "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "export"}, "operands": [{"kind": "literal", "text": "AWS_ACCESS_KEY_ID=AKIAIOSFODNN7EXAMPLE"}], "options": {}, "redirects": [], "span": [0, 45], "unit": 0, "wrappers": []}], "environment": [{"by": {}, "certainty": "certain", "name": {"kind": "literal", "text": "AWS_ACCESS_KEY_ID"}, "op": "set", "span": [0, 45], "unit": 0, "value": {"kind": "literal", "text": "AKIAIOSFODNN7EXAMPLE"}}], "index": {"commands": {"export": [0]}, "environment": {"set": [0]}}, "reading": {"opaque": []}}}
}

# "curl -H \"Authorization: Bearer $GITHUB_TOKEN\" https://api.github.com"
test_is_quiet_on_sample_1 if {
	count(rule.deny) == 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "curl"}, {"kind": "literal", "text": "-H"}, {"kind": "concat", "parts": [{"kind": "literal", "text": "Authorization: Bearer "}, {"kind": "unknown", "why": "$GITHUB_TOKEN"}]}, {"kind": "literal", "text": "https://api.github.com"}], "basename": "curl", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "curl"}, "operands": [{"kind": "literal", "text": "https://api.github.com"}], "options": {"header": {"kind": "concat", "parts": [{"kind": "literal", "text": "Authorization: Bearer "}, {"kind": "unknown", "why": "$GITHUB_TOKEN"}]}}, "redirects": [], "span": [0, 68], "unit": 0, "wrappers": []}], "index": {"commands": {"curl": [0]}, "hosts": {"api.github.com": [0], "com": [0], "github.com": [0]}, "ip_classes": {"unknown": [0]}, "network": {"download": [0]}}, "network": [{"by": {"command": 0}, "certainty": "certain", "host": {"kind": "literal", "text": "api.github.com"}, "ip_class": "unknown", "op": "download", "parents": ["github.com", "com"], "scheme": "https", "span": [0, 68], "unit": 0, "url": {"kind": "literal", "text": "https://api.github.com"}}], "reading": {"opaque": []}}}
}

# "git log --format=%H"
test_is_quiet_on_sample_2 if {
	count(rule.deny) == 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "git"}, {"kind": "literal", "text": "log"}, {"kind": "literal", "text": "--format=%H"}], "basename": "git", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "git"}, "operands": [{"kind": "literal", "text": "log"}], "options": {"format": {"kind": "literal", "text": "%H"}}, "redirects": [], "span": [0, 19], "unit": 0, "wrappers": []}], "index": {"commands": {"git": [0]}}, "reading": {"opaque": []}}}
}

# "echo sk-your-key-here"
test_is_quiet_on_sample_3 if {
	count(rule.deny) == 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "echo"}, {"kind": "literal", "text": "sk-your-key-here"}], "basename": "echo", "builtin": true, "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "echo"}, "operands": [{"kind": "literal", "text": "sk-your-key-here"}], "options": {}, "redirects": [], "span": [0, 21], "unit": 0, "wrappers": []}], "index": {"commands": {"echo": [0]}}, "reading": {"opaque": []}}}
}

# "echo ghp_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
test_is_quiet_on_sample_4 if {
	count(rule.deny) == 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "echo"}, {"kind": "literal", "text": "ghp_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"}], "basename": "echo", "builtin": true, "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "echo"}, "operands": [{"kind": "literal", "text": "ghp_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"}], "options": {}, "redirects": [], "span": [0, 45], "unit": 0, "wrappers": []}], "index": {"commands": {"echo": [0]}}, "reading": {"opaque": []}}}
}

# "sha256sum a"
test_is_quiet_on_sample_5 if {
	count(rule.deny) == 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "sha256sum"}, {"kind": "literal", "text": "a"}], "basename": "sha256sum", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "sha256sum"}, "operands": [{"kind": "literal", "text": "a"}], "options": {}, "redirects": [], "span": [0, 11], "unit": 0, "wrappers": []}], "files": [{"ancestors": ["/", "/home", "/home/user"], "by": {"command": 0}, "certainty": "certain", "op": "read", "path": {"kind": "literal", "text": "a"}, "resolved": "/home/user/a", "span": [0, 11], "unit": 0}], "index": {"commands": {"sha256sum": [0]}, "files": {"read": [0]}, "paths": {"/": [0], "/home": [0], "/home/user": [0], "/home/user/a": [0]}}, "reading": {"opaque": []}}}
}

# "aws s3 ls"
test_is_quiet_on_sample_6 if {
	count(rule.deny) == 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "aws"}, {"kind": "literal", "text": "s3"}, {"kind": "literal", "text": "ls"}], "basename": "aws", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "aws"}, "operands": [{"kind": "literal", "text": "s3"}, {"kind": "literal", "text": "ls"}], "options": {}, "redirects": [], "span": [0, 9], "unit": 0, "wrappers": []}], "index": {"commands": {"aws": [0]}}, "reading": {"opaque": []}}}
}

# "grep -r AKIA src"
test_is_quiet_on_sample_7 if {
	count(rule.deny) == 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "grep"}, {"kind": "literal", "text": "-r"}, {"kind": "literal", "text": "AKIA"}, {"kind": "literal", "text": "src"}], "basename": "grep", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "grep"}, "operands": [{"kind": "literal", "text": "AKIA"}, {"kind": "literal", "text": "src"}], "options": {"recursive": {"kind": "literal", "text": ""}}, "redirects": [], "span": [0, 16], "unit": 0, "wrappers": []}], "files": [{"ancestors": ["/", "/home", "/home/user"], "by": {"command": 0}, "certainty": "certain", "op": "read", "path": {"kind": "literal", "text": "src"}, "resolved": "/home/user/src", "span": [0, 16], "unit": 0}], "index": {"commands": {"grep": [0]}, "files": {"read": [0]}, "paths": {"/": [0], "/home": [0], "/home/user": [0], "/home/user/src": [0]}}, "reading": {"opaque": []}}}
}

# "openssl rand -hex 32"
test_is_quiet_on_sample_8 if {
	count(rule.deny) == 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "openssl"}, {"kind": "literal", "text": "rand"}, {"kind": "literal", "text": "-hex"}, {"kind": "literal", "text": "32"}], "basename": "openssl", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "openssl"}, "operands": [{"kind": "literal", "text": "rand"}, {"kind": "literal", "text": "32"}], "options": {"hex": {"kind": "literal", "text": ""}}, "redirects": [], "span": [0, 20], "unit": 0, "wrappers": []}], "index": {"commands": {"openssl": [0]}}, "reading": {"opaque": []}}}
}

# "key = os.environ['API_KEY']"
test_is_quiet_on_sample_9 if {
	count(rule.deny) == 0 with input as {"facts": {"index": {}, "reading": {"opaque": []}}}
}

# "header = '-----BEGIN PRIVATE KEY-----'"
test_is_quiet_on_sample_10 if {
	count(rule.deny) == 0 with input as {"facts": {"index": {}, "reading": {"opaque": []}}}
}

# "uuid = '123e4567-e89b-12d3-a456-426614174000'"
test_is_quiet_on_sample_11 if {
	count(rule.deny) == 0 with input as {"facts": {"index": {}, "reading": {"opaque": []}}}
}

# "const id = 'sk-' + n"
test_is_quiet_on_sample_12 if {
	count(rule.deny) == 0 with input as {"facts": {"index": {}, "reading": {"opaque": []}}}
}

# "import re\nre.compile(r'ghp_[A-Za-z0-9]{36}')"
test_is_quiet_on_sample_13 if {
	count(rule.deny) == 0 with input as {"facts": {"index": {"imports": {"re": [0]}}, "reading": {"opaque": []}}}
}
