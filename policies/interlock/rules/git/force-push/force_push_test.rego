# Written by tools/make_policy_tests.py from samples.json; do not edit.

package interlock.rules.git["force-push_test"]

import data.interlock.rules.git["force-push"] as rule

# "git push --force"
test_fires_on_sample_0 if {
	count(rule.deny) > 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "git"}, {"kind": "literal", "text": "push"}, {"kind": "literal", "text": "--force"}], "basename": "git", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "git"}, "operands": [{"kind": "literal", "text": "push"}], "options": {"force": {"kind": "literal", "text": ""}}, "redirects": [], "span": [0, 16], "unit": 0, "wrappers": []}], "index": {"commands": {"git": [0]}}, "reading": {"opaque": []}}}
}

# "git push -f origin main"
test_fires_on_sample_1 if {
	count(rule.deny) > 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "git"}, {"kind": "literal", "text": "push"}, {"kind": "literal", "text": "-f"}, {"kind": "literal", "text": "origin"}, {"kind": "literal", "text": "main"}], "basename": "git", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "git"}, "operands": [{"kind": "literal", "text": "push"}, {"kind": "literal", "text": "origin"}, {"kind": "literal", "text": "main"}], "options": {"force": {"kind": "literal", "text": ""}}, "redirects": [], "span": [0, 23], "unit": 0, "wrappers": []}], "index": {"commands": {"git": [0]}}, "reading": {"opaque": []}}}
}

# "git push origin +main"
test_fires_on_sample_2 if {
	count(rule.deny) > 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "git"}, {"kind": "literal", "text": "push"}, {"kind": "literal", "text": "origin"}, {"kind": "literal", "text": "+main"}], "basename": "git", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "git"}, "operands": [{"kind": "literal", "text": "push"}, {"kind": "literal", "text": "origin"}, {"kind": "literal", "text": "+main"}], "options": {}, "redirects": [], "span": [0, 21], "unit": 0, "wrappers": []}], "index": {"commands": {"git": [0]}}, "reading": {"opaque": []}}}
}

# "git push origin '+refs/heads/*:refs/heads/*'"
test_fires_on_sample_3 if {
	count(rule.deny) > 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "git"}, {"kind": "literal", "text": "push"}, {"kind": "literal", "text": "origin"}, {"kind": "literal", "text": "+refs/heads/*:refs/heads/*"}], "basename": "git", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "git"}, "operands": [{"kind": "literal", "text": "push"}, {"kind": "literal", "text": "origin"}, {"kind": "literal", "text": "+refs/heads/*:refs/heads/*"}], "options": {}, "redirects": [], "span": [0, 44], "unit": 0, "wrappers": []}], "index": {"commands": {"git": [0]}}, "reading": {"opaque": []}}}
}

# "git push origin HEAD:main -f"
test_fires_on_sample_4 if {
	count(rule.deny) > 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "git"}, {"kind": "literal", "text": "push"}, {"kind": "literal", "text": "origin"}, {"kind": "literal", "text": "HEAD:main"}, {"kind": "literal", "text": "-f"}], "basename": "git", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "git"}, "operands": [{"kind": "literal", "text": "push"}, {"kind": "literal", "text": "origin"}, {"kind": "literal", "text": "HEAD:main"}], "options": {"force": {"kind": "literal", "text": ""}}, "redirects": [], "span": [0, 28], "unit": 0, "wrappers": []}], "index": {"commands": {"git": [0]}}, "reading": {"opaque": []}}}
}

# "git push --mirror backup"
test_fires_on_sample_5 if {
	count(rule.deny) > 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "git"}, {"kind": "literal", "text": "push"}, {"kind": "literal", "text": "--mirror"}, {"kind": "literal", "text": "backup"}], "basename": "git", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "git"}, "operands": [{"kind": "literal", "text": "push"}, {"kind": "literal", "text": "backup"}], "options": {"mirror": {"kind": "literal", "text": ""}}, "redirects": [], "span": [0, 24], "unit": 0, "wrappers": []}], "index": {"commands": {"git": [0]}}, "reading": {"opaque": []}}}
}

# "git push --prune origin"
test_fires_on_sample_6 if {
	count(rule.deny) > 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "git"}, {"kind": "literal", "text": "push"}, {"kind": "literal", "text": "--prune"}, {"kind": "literal", "text": "origin"}], "basename": "git", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "git"}, "operands": [{"kind": "literal", "text": "push"}, {"kind": "literal", "text": "origin"}], "options": {"prune": {"kind": "literal", "text": ""}}, "redirects": [], "span": [0, 23], "unit": 0, "wrappers": []}], "index": {"commands": {"git": [0]}}, "reading": {"opaque": []}}}
}

# "git push origin :main"
test_fires_on_sample_7 if {
	count(rule.deny) > 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "git"}, {"kind": "literal", "text": "push"}, {"kind": "literal", "text": "origin"}, {"kind": "literal", "text": ":main"}], "basename": "git", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "git"}, "operands": [{"kind": "literal", "text": "push"}, {"kind": "literal", "text": "origin"}, {"kind": "literal", "text": ":main"}], "options": {}, "redirects": [], "span": [0, 21], "unit": 0, "wrappers": []}], "index": {"commands": {"git": [0]}}, "reading": {"opaque": []}}}
}

# "git push origin --delete release/2.0"
test_fires_on_sample_8 if {
	count(rule.deny) > 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "git"}, {"kind": "literal", "text": "push"}, {"kind": "literal", "text": "origin"}, {"kind": "literal", "text": "--delete"}, {"kind": "literal", "text": "release/2.0"}], "basename": "git", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "git"}, "operands": [{"kind": "literal", "text": "push"}, {"kind": "literal", "text": "origin"}, {"kind": "literal", "text": "release/2.0"}], "options": {"delete": {"kind": "literal", "text": ""}}, "redirects": [], "span": [0, 36], "unit": 0, "wrappers": []}], "index": {"commands": {"git": [0]}}, "reading": {"opaque": []}}}
}

# "git -C repo push -uf origin x"
test_fires_on_sample_9 if {
	count(rule.deny) > 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "git"}, {"kind": "literal", "text": "-C"}, {"kind": "literal", "text": "repo"}, {"kind": "literal", "text": "push"}, {"kind": "literal", "text": "-uf"}, {"kind": "literal", "text": "origin"}, {"kind": "literal", "text": "x"}], "basename": "git", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "git"}, "operands": [{"kind": "literal", "text": "push"}, {"kind": "literal", "text": "origin"}, {"kind": "literal", "text": "x"}], "options": {"directory": {"kind": "literal", "text": "repo"}, "force": {"kind": "literal", "text": ""}, "set-upstream": {"kind": "literal", "text": ""}}, "redirects": [], "span": [0, 29], "unit": 0, "wrappers": []}], "index": {"commands": {"git": [0]}}, "reading": {"opaque": []}}}
}

# "f=-f; git push $f origin main"
test_fires_on_sample_10 if {
	count(rule.deny) > 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "git"}, {"kind": "literal", "text": "push"}, {"kind": "literal", "text": "-f"}, {"kind": "literal", "text": "origin"}, {"kind": "literal", "text": "main"}], "basename": "git", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "git"}, "operands": [{"kind": "literal", "text": "push"}, {"kind": "literal", "text": "origin"}, {"kind": "literal", "text": "main"}], "options": {"force": {"kind": "literal", "text": ""}}, "redirects": [], "span": [6, 29], "unit": 0, "wrappers": []}], "index": {"commands": {"git": [0]}}, "reading": {"opaque": []}}}
}

# "git commit -am x && git push --forc origin main"
test_fires_on_sample_11 if {
	count(rule.deny) > 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "git"}, {"kind": "literal", "text": "commit"}, {"kind": "literal", "text": "-am"}, {"kind": "literal", "text": "x"}], "basename": "git", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "git"}, "operands": [{"kind": "literal", "text": "commit"}], "options": {"all": {"kind": "literal", "text": ""}, "message": {"kind": "literal", "text": "x"}}, "redirects": [], "span": [0, 16], "unit": 0, "wrappers": []}, {"argv": [{"kind": "literal", "text": "git"}, {"kind": "literal", "text": "push"}, {"kind": "literal", "text": "--forc"}, {"kind": "literal", "text": "origin"}, {"kind": "literal", "text": "main"}], "basename": "git", "certainty": "possible", "context": ["conditional"], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "git"}, "operands": [{"kind": "literal", "text": "push"}, {"kind": "literal", "text": "origin"}, {"kind": "literal", "text": "main"}], "options": {"force": {"kind": "literal", "text": ""}}, "redirects": [], "span": [20, 47], "unit": 0, "wrappers": []}], "index": {"commands": {"git": [0, 1]}}, "reading": {"opaque": []}}}
}

# "xargs git push --force <<< 'origin main'"
test_fires_on_sample_12 if {
	count(rule.deny) > 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "xargs"}, {"kind": "literal", "text": "git"}, {"kind": "literal", "text": "push"}, {"kind": "literal", "text": "--force"}], "basename": "xargs", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "xargs"}, "operands": [{"kind": "literal", "text": "git"}, {"kind": "literal", "text": "push"}, {"kind": "literal", "text": "--force"}], "options": {}, "redirects": [{"op": "<<<", "target": {"kind": "literal", "text": "origin main\n"}}], "span": [0, 40], "stdin": {"source": "herestring", "value": {"kind": "literal", "text": "origin main\n"}}, "unit": 0, "wrappers": []}, {"argv": [{"kind": "literal", "text": "git"}, {"kind": "literal", "text": "push"}, {"kind": "literal", "text": "--force"}, {"kind": "literal", "text": "origin"}, {"kind": "literal", "text": "main"}], "basename": "git", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "launched_by": {"how": "xargs", "id": 0}, "name": {"kind": "literal", "text": "git"}, "operands": [{"kind": "literal", "text": "push"}, {"kind": "literal", "text": "origin"}, {"kind": "literal", "text": "main"}], "options": {"force": {"kind": "literal", "text": ""}}, "redirects": [], "span": [0, 40], "unit": 0, "wrappers": ["xargs"]}], "index": {"commands": {"git": [1], "xargs": [0]}, "wrapped": {"xargs": [1]}}, "reading": {"opaque": []}}}
}

# "git config remote.origin.mirror true"
test_fires_on_sample_13 if {
	count(rule.deny) > 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "git"}, {"kind": "literal", "text": "config"}, {"kind": "literal", "text": "remote.origin.mirror"}, {"kind": "literal", "text": "true"}], "basename": "git", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "git"}, "operands": [{"kind": "literal", "text": "config"}, {"kind": "literal", "text": "remote.origin.mirror"}, {"kind": "literal", "text": "true"}], "options": {}, "redirects": [], "span": [0, 36], "unit": 0, "wrappers": []}], "index": {"commands": {"git": [0]}}, "reading": {"opaque": []}}}
}

# "git config remote.origin.push '+refs/heads/*:refs/heads/*'"
test_fires_on_sample_14 if {
	count(rule.deny) > 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "git"}, {"kind": "literal", "text": "config"}, {"kind": "literal", "text": "remote.origin.push"}, {"kind": "literal", "text": "+refs/heads/*:refs/heads/*"}], "basename": "git", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "git"}, "operands": [{"kind": "literal", "text": "config"}, {"kind": "literal", "text": "remote.origin.push"}, {"kind": "literal", "text": "+refs/heads/*:refs/heads/*"}], "options": {}, "redirects": [], "span": [0, 58], "unit": 0, "wrappers": []}], "index": {"commands": {"git": [0]}}, "reading": {"opaque": []}}}
}

# "git send-pack --force h.example:r main"
test_fires_on_sample_15 if {
	count(rule.deny) > 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "git"}, {"kind": "literal", "text": "send-pack"}, {"kind": "literal", "text": "--force"}, {"kind": "literal", "text": "h.example:r"}, {"kind": "literal", "text": "main"}], "basename": "git", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "git"}, "operands": [{"kind": "literal", "text": "send-pack"}, {"kind": "literal", "text": "h.example:r"}, {"kind": "literal", "text": "main"}], "options": {"force": {"kind": "literal", "text": ""}}, "redirects": [], "span": [0, 38], "unit": 0, "wrappers": []}], "index": {"commands": {"git": [0]}, "hosts": {"example": [0], "h.example": [0]}, "ip_classes": {"unknown": [0]}, "network": {"upload": [0]}}, "network": [{"by": {"command": 0}, "certainty": "certain", "host": {"kind": "literal", "text": "h.example"}, "ip_class": "unknown", "op": "upload", "parents": ["example"], "span": [0, 38], "unit": 0}], "reading": {"opaque": []}}}
}

# "import subprocess\nsubprocess.run(['git', 'push', '--force', 'origin', 'main'])"
test_fires_on_sample_16 if {
	count(rule.deny) > 0 with input as {"facts": {"calls": [{"args": [{"kind": "unknown", "why": ""}], "callee": "subprocess.run", "category": "process", "certainty": "certain", "kwargs": {}, "resolved": true, "span": [18, 78], "unit": 0}], "code": [{"by": {"call": 0}, "certainty": "certain", "child": 1, "how": "subprocess.run", "language": "sh", "source": "computed", "span": [18, 78], "unit": 0}], "commands": [{"argv": [{"kind": "literal", "text": "git"}, {"kind": "literal", "text": "push"}, {"kind": "literal", "text": "--force"}, {"kind": "literal", "text": "origin"}, {"kind": "literal", "text": "main"}], "basename": "git", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "git"}, "operands": [{"kind": "literal", "text": "push"}, {"kind": "literal", "text": "origin"}, {"kind": "literal", "text": "main"}], "options": {"force": {"kind": "literal", "text": ""}}, "redirects": [], "span": [0, 28], "unit": 1, "wrappers": []}], "index": {"callees": {"subprocess.run": [0]}, "calls": {"process": [0]}, "code": {"computed": [0]}, "commands": {"git": [0]}, "imports": {"subprocess": [0]}}, "reading": {"opaque": []}}}
}

# "require('child_process').execSync('git push -f')"
test_fires_on_sample_17 if {
	count(rule.deny) > 0 with input as {"facts": {"calls": [{"args": [{"kind": "literal", "text": "child_process"}], "callee": "require", "category": "introspection", "certainty": "certain", "kwargs": {}, "resolved": true, "span": [0, 24], "unit": 0}, {"args": [{"kind": "literal", "text": "git push -f"}], "callee": "child_process.execSync", "category": "process", "certainty": "certain", "kwargs": {}, "resolved": true, "span": [0, 48], "unit": 0}], "code": [{"by": {"call": 1}, "certainty": "certain", "child": 1, "how": "child_process.execSync", "language": "sh", "source": "literal", "span": [0, 48], "unit": 0}], "commands": [{"argv": [{"kind": "literal", "text": "git"}, {"kind": "literal", "text": "push"}, {"kind": "literal", "text": "-f"}], "basename": "git", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "git"}, "operands": [{"kind": "literal", "text": "push"}], "options": {"force": {"kind": "literal", "text": ""}}, "redirects": [], "span": [0, 11], "unit": 1, "wrappers": []}], "index": {"callees": {"child_process.execSync": [1], "require": [0]}, "calls": {"introspection": [0], "process": [1]}, "code": {"literal": [0]}, "commands": {"git": [0]}, "imports": {"child_process": [0]}}, "reading": {"opaque": []}}}
}

# "git push"
test_is_quiet_on_sample_0 if {
	count(rule.deny) == 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "git"}, {"kind": "literal", "text": "push"}], "basename": "git", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "git"}, "operands": [{"kind": "literal", "text": "push"}], "options": {}, "redirects": [], "span": [0, 8], "unit": 0, "wrappers": []}], "index": {"commands": {"git": [0]}}, "reading": {"opaque": []}}}
}

# "git push -u origin feature"
test_is_quiet_on_sample_1 if {
	count(rule.deny) == 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "git"}, {"kind": "literal", "text": "push"}, {"kind": "literal", "text": "-u"}, {"kind": "literal", "text": "origin"}, {"kind": "literal", "text": "feature"}], "basename": "git", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "git"}, "operands": [{"kind": "literal", "text": "push"}, {"kind": "literal", "text": "origin"}, {"kind": "literal", "text": "feature"}], "options": {"set-upstream": {"kind": "literal", "text": ""}}, "redirects": [], "span": [0, 26], "unit": 0, "wrappers": []}], "index": {"commands": {"git": [0]}}, "reading": {"opaque": []}}}
}

# "git push --force-with-lease origin feature"
test_is_quiet_on_sample_2 if {
	count(rule.deny) == 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "git"}, {"kind": "literal", "text": "push"}, {"kind": "literal", "text": "--force-with-lease"}, {"kind": "literal", "text": "origin"}, {"kind": "literal", "text": "feature"}], "basename": "git", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "git"}, "operands": [{"kind": "literal", "text": "push"}, {"kind": "literal", "text": "origin"}, {"kind": "literal", "text": "feature"}], "options": {"force-with-lease": {"kind": "literal", "text": ""}}, "redirects": [], "span": [0, 42], "unit": 0, "wrappers": []}], "index": {"commands": {"git": [0]}}, "reading": {"opaque": []}}}
}

# "git push origin HEAD:feature"
test_is_quiet_on_sample_3 if {
	count(rule.deny) == 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "git"}, {"kind": "literal", "text": "push"}, {"kind": "literal", "text": "origin"}, {"kind": "literal", "text": "HEAD:feature"}], "basename": "git", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "git"}, "operands": [{"kind": "literal", "text": "push"}, {"kind": "literal", "text": "origin"}, {"kind": "literal", "text": "HEAD:feature"}], "options": {}, "redirects": [], "span": [0, 28], "unit": 0, "wrappers": []}], "index": {"commands": {"git": [0]}}, "reading": {"opaque": []}}}
}

# "git push --tags"
test_is_quiet_on_sample_4 if {
	count(rule.deny) == 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "git"}, {"kind": "literal", "text": "push"}, {"kind": "literal", "text": "--tags"}], "basename": "git", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "git"}, "operands": [{"kind": "literal", "text": "push"}], "options": {"tags": {"kind": "literal", "text": ""}}, "redirects": [], "span": [0, 15], "unit": 0, "wrappers": []}], "index": {"commands": {"git": [0]}}, "reading": {"opaque": []}}}
}

# "git push origin --delete feature"
test_is_quiet_on_sample_5 if {
	count(rule.deny) == 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "git"}, {"kind": "literal", "text": "push"}, {"kind": "literal", "text": "origin"}, {"kind": "literal", "text": "--delete"}, {"kind": "literal", "text": "feature"}], "basename": "git", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "git"}, "operands": [{"kind": "literal", "text": "push"}, {"kind": "literal", "text": "origin"}, {"kind": "literal", "text": "feature"}], "options": {"delete": {"kind": "literal", "text": ""}}, "redirects": [], "span": [0, 32], "unit": 0, "wrappers": []}], "index": {"commands": {"git": [0]}}, "reading": {"opaque": []}}}
}

# "git push origin :feature"
test_is_quiet_on_sample_6 if {
	count(rule.deny) == 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "git"}, {"kind": "literal", "text": "push"}, {"kind": "literal", "text": "origin"}, {"kind": "literal", "text": ":feature"}], "basename": "git", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "git"}, "operands": [{"kind": "literal", "text": "push"}, {"kind": "literal", "text": "origin"}, {"kind": "literal", "text": ":feature"}], "options": {}, "redirects": [], "span": [0, 24], "unit": 0, "wrappers": []}], "index": {"commands": {"git": [0]}}, "reading": {"opaque": []}}}
}

# "git push origin \"$BRANCH\""
test_is_quiet_on_sample_7 if {
	count(rule.deny) == 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "git"}, {"kind": "literal", "text": "push"}, {"kind": "literal", "text": "origin"}, {"kind": "unknown", "why": "$BRANCH"}], "basename": "git", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "git"}, "operands": [{"kind": "literal", "text": "push"}, {"kind": "literal", "text": "origin"}, {"kind": "unknown", "why": "$BRANCH"}], "options": {}, "redirects": [], "span": [0, 25], "unit": 0, "wrappers": []}], "index": {"commands": {"git": [0]}}, "reading": {"opaque": []}}}
}

# "git push --dry-run origin main"
test_is_quiet_on_sample_8 if {
	count(rule.deny) == 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "git"}, {"kind": "literal", "text": "push"}, {"kind": "literal", "text": "--dry-run"}, {"kind": "literal", "text": "origin"}, {"kind": "literal", "text": "main"}], "basename": "git", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "git"}, "operands": [{"kind": "literal", "text": "push"}, {"kind": "literal", "text": "origin"}, {"kind": "literal", "text": "main"}], "options": {"dry-run": {"kind": "literal", "text": ""}}, "redirects": [], "span": [0, 30], "unit": 0, "wrappers": []}], "index": {"commands": {"git": [0]}}, "reading": {"opaque": []}}}
}

# "git fetch --force origin main"
test_is_quiet_on_sample_9 if {
	count(rule.deny) == 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "git"}, {"kind": "literal", "text": "fetch"}, {"kind": "literal", "text": "--force"}, {"kind": "literal", "text": "origin"}, {"kind": "literal", "text": "main"}], "basename": "git", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "git"}, "operands": [{"kind": "literal", "text": "fetch"}, {"kind": "literal", "text": "origin"}, {"kind": "literal", "text": "main"}], "options": {"force": {"kind": "literal", "text": ""}}, "redirects": [], "span": [0, 29], "unit": 0, "wrappers": []}], "index": {"commands": {"git": [0]}}, "reading": {"opaque": []}}}
}

# "git fetch origin '+refs/heads/*:refs/remotes/origin/*'"
test_is_quiet_on_sample_10 if {
	count(rule.deny) == 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "git"}, {"kind": "literal", "text": "fetch"}, {"kind": "literal", "text": "origin"}, {"kind": "literal", "text": "+refs/heads/*:refs/remotes/origin/*"}], "basename": "git", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "git"}, "operands": [{"kind": "literal", "text": "fetch"}, {"kind": "literal", "text": "origin"}, {"kind": "literal", "text": "+refs/heads/*:refs/remotes/origin/*"}], "options": {}, "redirects": [], "span": [0, 54], "unit": 0, "wrappers": []}], "index": {"commands": {"git": [0]}}, "reading": {"opaque": []}}}
}

# "git checkout -f main"
test_is_quiet_on_sample_11 if {
	count(rule.deny) == 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "git"}, {"kind": "literal", "text": "checkout"}, {"kind": "literal", "text": "-f"}, {"kind": "literal", "text": "main"}], "basename": "git", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "git"}, "operands": [{"kind": "literal", "text": "checkout"}, {"kind": "literal", "text": "main"}], "options": {"f": {"kind": "literal", "text": ""}}, "redirects": [], "span": [0, 20], "unit": 0, "wrappers": []}], "index": {"commands": {"git": [0]}}, "reading": {"opaque": []}}}
}

# "git branch -f feature HEAD~1"
test_is_quiet_on_sample_12 if {
	count(rule.deny) == 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "git"}, {"kind": "literal", "text": "branch"}, {"kind": "literal", "text": "-f"}, {"kind": "literal", "text": "feature"}, {"kind": "literal", "text": "HEAD~1"}], "basename": "git", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "git"}, "operands": [{"kind": "literal", "text": "branch"}, {"kind": "literal", "text": "feature"}, {"kind": "literal", "text": "HEAD~1"}], "options": {"f": {"kind": "literal", "text": ""}}, "redirects": [], "span": [0, 28], "unit": 0, "wrappers": []}], "index": {"commands": {"git": [0]}}, "reading": {"opaque": []}}}
}

# "git config remote.origin.push refs/heads/main"
test_is_quiet_on_sample_13 if {
	count(rule.deny) == 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "git"}, {"kind": "literal", "text": "config"}, {"kind": "literal", "text": "remote.origin.push"}, {"kind": "literal", "text": "refs/heads/main"}], "basename": "git", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "git"}, "operands": [{"kind": "literal", "text": "config"}, {"kind": "literal", "text": "remote.origin.push"}, {"kind": "literal", "text": "refs/heads/main"}], "options": {}, "redirects": [], "span": [0, 45], "unit": 0, "wrappers": []}], "index": {"commands": {"git": [0]}}, "reading": {"opaque": []}}}
}

# "grep -rn 'git push --force' docs"
test_is_quiet_on_sample_14 if {
	count(rule.deny) == 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "grep"}, {"kind": "literal", "text": "-rn"}, {"kind": "literal", "text": "git push --force"}, {"kind": "literal", "text": "docs"}], "basename": "grep", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "grep"}, "operands": [{"kind": "literal", "text": "git push --force"}, {"kind": "literal", "text": "docs"}], "options": {"n": {"kind": "literal", "text": ""}, "recursive": {"kind": "literal", "text": ""}}, "redirects": [], "span": [0, 32], "unit": 0, "wrappers": []}], "files": [{"ancestors": ["/", "/home", "/home/user"], "by": {"command": 0}, "certainty": "certain", "op": "read", "path": {"kind": "literal", "text": "docs"}, "resolved": "/home/user/docs", "span": [0, 32], "unit": 0}], "index": {"commands": {"grep": [0]}, "files": {"read": [0]}, "paths": {"/": [0], "/home": [0], "/home/user": [0], "/home/user/docs": [0]}}, "reading": {"opaque": []}}}
}

# "git stash push -m wip"
test_is_quiet_on_sample_15 if {
	count(rule.deny) == 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "git"}, {"kind": "literal", "text": "stash"}, {"kind": "literal", "text": "push"}, {"kind": "literal", "text": "-m"}, {"kind": "literal", "text": "wip"}], "basename": "git", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "git"}, "operands": [{"kind": "literal", "text": "stash"}, {"kind": "literal", "text": "push"}, {"kind": "literal", "text": "wip"}], "options": {"m": {"kind": "literal", "text": ""}}, "redirects": [], "span": [0, 21], "unit": 0, "wrappers": []}], "index": {"commands": {"git": [0]}}, "reading": {"opaque": []}}}
}
