# Written by tools/make_policy_tests.py from samples.json; do not edit.

package interlock.rules.git["history-rewrite_test"]

import data.interlock.rules.git["history-rewrite"] as rule

# "git filter-branch --tree-filter 'rm -f key' HEAD"
test_fires_on_sample_0 if {
	count(rule.deny) > 0 with input as {"facts": {"code": [{"by": {"command": 0}, "certainty": "certain", "child": 1, "how": "git --tree-filter", "language": "sh", "source": "literal", "span": [0, 48], "unit": 0}], "commands": [{"argv": [{"kind": "literal", "text": "git"}, {"kind": "literal", "text": "filter-branch"}, {"kind": "literal", "text": "--tree-filter"}, {"kind": "literal", "text": "rm -f key"}, {"kind": "literal", "text": "HEAD"}], "basename": "git", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "git"}, "operands": [{"kind": "literal", "text": "filter-branch"}, {"kind": "literal", "text": "HEAD"}], "options": {"tree-filter": {"kind": "literal", "text": "rm -f key"}}, "redirects": [], "span": [0, 48], "unit": 0, "wrappers": []}, {"argv": [{"kind": "literal", "text": "rm"}, {"kind": "literal", "text": "-f"}, {"kind": "literal", "text": "key"}], "basename": "rm", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "rm"}, "operands": [{"kind": "literal", "text": "key"}], "options": {"force": {"kind": "literal", "text": ""}}, "redirects": [], "span": [0, 9], "unit": 1, "wrappers": ["git"]}], "files": [{"ancestors": ["/", "/home", "/home/user"], "by": {"command": 1}, "certainty": "certain", "op": "delete", "path": {"kind": "literal", "text": "key"}, "resolved": "/home/user/key", "span": [0, 9], "unit": 1}], "index": {"code": {"literal": [0]}, "commands": {"git": [0], "rm": [1]}, "files": {"delete": [0]}, "paths": {"/": [0], "/home": [0], "/home/user": [0], "/home/user/key": [0]}, "wrapped": {"git": [1]}}, "reading": {"opaque": []}}}
}

# "git filter-repo --path secret --invert-paths"
test_fires_on_sample_1 if {
	count(rule.deny) > 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "git"}, {"kind": "literal", "text": "filter-repo"}, {"kind": "literal", "text": "--path"}, {"kind": "literal", "text": "secret"}, {"kind": "literal", "text": "--invert-paths"}], "basename": "git", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "git"}, "operands": [{"kind": "literal", "text": "filter-repo"}, {"kind": "literal", "text": "--path"}, {"kind": "literal", "text": "secret"}, {"kind": "literal", "text": "--invert-paths"}], "options": {}, "redirects": [], "span": [0, 44], "unit": 0, "wrappers": []}], "index": {"commands": {"git": [0]}}, "reading": {"opaque": []}}}
}

# "git reflog expire --expire=now --all"
test_fires_on_sample_2 if {
	count(rule.deny) > 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "git"}, {"kind": "literal", "text": "reflog"}, {"kind": "literal", "text": "expire"}, {"kind": "literal", "text": "--expire=now"}, {"kind": "literal", "text": "--all"}], "basename": "git", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "git"}, "operands": [{"kind": "literal", "text": "reflog"}, {"kind": "literal", "text": "expire"}], "options": {"all": {"kind": "literal", "text": ""}, "expire": {"kind": "literal", "text": "now"}}, "redirects": [], "span": [0, 36], "unit": 0, "wrappers": []}], "index": {"commands": {"git": [0]}}, "reading": {"opaque": []}}}
}

# "git reflog delete HEAD@{1}"
test_fires_on_sample_3 if {
	count(rule.deny) > 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "git"}, {"kind": "literal", "text": "reflog"}, {"kind": "literal", "text": "delete"}, {"kind": "literal", "text": "HEAD@{1}"}], "basename": "git", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "git"}, "operands": [{"kind": "literal", "text": "reflog"}, {"kind": "literal", "text": "delete"}, {"kind": "literal", "text": "HEAD@{1}"}], "options": {}, "redirects": [], "span": [0, 26], "unit": 0, "wrappers": []}], "index": {"commands": {"git": [0]}}, "reading": {"opaque": []}}}
}

# "git gc --prune=now --aggressive"
test_fires_on_sample_4 if {
	count(rule.deny) > 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "git"}, {"kind": "literal", "text": "gc"}, {"kind": "literal", "text": "--prune=now"}, {"kind": "literal", "text": "--aggressive"}], "basename": "git", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "git"}, "operands": [{"kind": "literal", "text": "gc"}], "options": {"aggressive": {"kind": "literal", "text": ""}, "prune": {"kind": "literal", "text": "now"}}, "redirects": [], "span": [0, 31], "unit": 0, "wrappers": []}], "index": {"commands": {"git": [0]}}, "reading": {"opaque": []}}}
}

# "git update-ref -d refs/heads/main"
test_fires_on_sample_5 if {
	count(rule.deny) > 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "git"}, {"kind": "literal", "text": "update-ref"}, {"kind": "literal", "text": "-d"}, {"kind": "literal", "text": "refs/heads/main"}], "basename": "git", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "git"}, "operands": [{"kind": "literal", "text": "update-ref"}, {"kind": "literal", "text": "refs/heads/main"}], "options": {"d": {"kind": "literal", "text": ""}}, "redirects": [], "span": [0, 33], "unit": 0, "wrappers": []}], "index": {"commands": {"git": [0]}}, "reading": {"opaque": []}}}
}

# "git branch -D main"
test_fires_on_sample_6 if {
	count(rule.deny) > 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "git"}, {"kind": "literal", "text": "branch"}, {"kind": "literal", "text": "-D"}, {"kind": "literal", "text": "main"}], "basename": "git", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "git"}, "operands": [{"kind": "literal", "text": "branch"}, {"kind": "literal", "text": "main"}], "options": {"D": {"kind": "literal", "text": ""}}, "redirects": [], "span": [0, 18], "unit": 0, "wrappers": []}], "index": {"commands": {"git": [0]}}, "reading": {"opaque": []}}}
}

# "git branch -M other main"
test_fires_on_sample_7 if {
	count(rule.deny) > 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "git"}, {"kind": "literal", "text": "branch"}, {"kind": "literal", "text": "-M"}, {"kind": "literal", "text": "other"}, {"kind": "literal", "text": "main"}], "basename": "git", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "git"}, "operands": [{"kind": "literal", "text": "branch"}, {"kind": "literal", "text": "other"}, {"kind": "literal", "text": "main"}], "options": {"M": {"kind": "literal", "text": ""}}, "redirects": [], "span": [0, 24], "unit": 0, "wrappers": []}], "index": {"commands": {"git": [0]}}, "reading": {"opaque": []}}}
}

# "git replace HEAD~1 HEAD~5"
test_fires_on_sample_8 if {
	count(rule.deny) > 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "git"}, {"kind": "literal", "text": "replace"}, {"kind": "literal", "text": "HEAD~1"}, {"kind": "literal", "text": "HEAD~5"}], "basename": "git", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "git"}, "operands": [{"kind": "literal", "text": "replace"}, {"kind": "literal", "text": "HEAD~1"}, {"kind": "literal", "text": "HEAD~5"}], "options": {}, "redirects": [], "span": [0, 25], "unit": 0, "wrappers": []}], "index": {"commands": {"git": [0]}}, "reading": {"opaque": []}}}
}

# "git rebase --root -i"
test_fires_on_sample_9 if {
	count(rule.deny) > 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "git"}, {"kind": "literal", "text": "rebase"}, {"kind": "literal", "text": "--root"}, {"kind": "literal", "text": "-i"}], "basename": "git", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "git"}, "operands": [{"kind": "literal", "text": "rebase"}], "options": {"interactive": {"kind": "literal", "text": ""}, "root": {"kind": "literal", "text": ""}}, "redirects": [], "span": [0, 20], "unit": 0, "wrappers": []}], "index": {"commands": {"git": [0]}}, "reading": {"opaque": []}}}
}

# "git fast-import --force < dump"
test_fires_on_sample_10 if {
	count(rule.deny) > 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "git"}, {"kind": "literal", "text": "fast-import"}, {"kind": "literal", "text": "--force"}], "basename": "git", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "git"}, "operands": [{"kind": "literal", "text": "fast-import"}, {"kind": "literal", "text": "--force"}], "options": {}, "redirects": [{"file": 0, "op": "<", "target": {"kind": "literal", "text": "dump"}}], "span": [0, 30], "stdin": {"source": "file", "value": {"kind": "literal", "text": "dump"}}, "unit": 0, "wrappers": []}], "files": [{"ancestors": ["/", "/home", "/home/user"], "by": {"command": 0}, "certainty": "certain", "op": "read", "path": {"kind": "literal", "text": "dump"}, "resolved": "/home/user/dump", "span": [24, 30], "unit": 0}], "index": {"commands": {"git": [0]}, "files": {"read": [0]}, "paths": {"/": [0], "/home": [0], "/home/user": [0], "/home/user/dump": [0]}}, "reading": {"opaque": []}}}
}

# "bfg --delete-files id_rsa"
test_fires_on_sample_11 if {
	count(rule.deny) > 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "bfg"}, {"kind": "literal", "text": "--delete-files"}, {"kind": "literal", "text": "id_rsa"}], "basename": "bfg", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "name": {"kind": "literal", "text": "bfg"}, "operands": [{"kind": "literal", "text": "--delete-files"}, {"kind": "literal", "text": "id_rsa"}], "options": {}, "redirects": [], "span": [0, 25], "unit": 0, "wrappers": []}], "index": {"commands": {"bfg": [0]}}, "reading": {"opaque": []}}}
}

# "git-filter-repo --force"
test_fires_on_sample_12 if {
	count(rule.deny) > 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "git-filter-repo"}, {"kind": "literal", "text": "--force"}], "basename": "git-filter-repo", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "name": {"kind": "literal", "text": "git-filter-repo"}, "operands": [{"kind": "literal", "text": "--force"}], "options": {}, "redirects": [], "span": [0, 23], "unit": 0, "wrappers": []}], "index": {"commands": {"git-filter-repo": [0]}}, "reading": {"opaque": []}}}
}

# "rm -rf .git"
test_fires_on_sample_13 if {
	count(rule.deny) > 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "rm"}, {"kind": "literal", "text": "-rf"}, {"kind": "literal", "text": ".git"}], "basename": "rm", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "rm"}, "operands": [{"kind": "literal", "text": ".git"}], "options": {"force": {"kind": "literal", "text": ""}, "recursive": {"kind": "literal", "text": ""}}, "redirects": [], "span": [0, 11], "unit": 0, "wrappers": []}], "files": [{"ancestors": ["/", "/home", "/home/user"], "by": {"command": 0}, "certainty": "certain", "op": "delete", "path": {"kind": "literal", "text": ".git"}, "recursive": true, "resolved": "/home/user/.git", "span": [0, 11], "unit": 0}], "index": {"commands": {"rm": [0]}, "files": {"delete": [0]}, "paths": {"/": [0], "/home": [0], "/home/user": [0], "/home/user/.git": [0]}}, "reading": {"opaque": []}}}
}

# "rm -rf project/.git/objects"
test_fires_on_sample_14 if {
	count(rule.deny) > 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "rm"}, {"kind": "literal", "text": "-rf"}, {"kind": "literal", "text": "project/.git/objects"}], "basename": "rm", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "rm"}, "operands": [{"kind": "literal", "text": "project/.git/objects"}], "options": {"force": {"kind": "literal", "text": ""}, "recursive": {"kind": "literal", "text": ""}}, "redirects": [], "span": [0, 27], "unit": 0, "wrappers": []}], "files": [{"ancestors": ["/", "/home", "/home/user", "/home/user/project", "/home/user/project/.git"], "by": {"command": 0}, "certainty": "certain", "op": "delete", "path": {"kind": "literal", "text": "project/.git/objects"}, "recursive": true, "resolved": "/home/user/project/.git/objects", "span": [0, 27], "unit": 0}], "index": {"commands": {"rm": [0]}, "files": {"delete": [0]}, "paths": {"/": [0], "/home": [0], "/home/user": [0], "/home/user/project": [0], "/home/user/project/.git": [0], "/home/user/project/.git/objects": [0]}}, "reading": {"opaque": []}}}
}

# "mv .git /tmp/gone"
test_fires_on_sample_15 if {
	count(rule.deny) > 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "mv"}, {"kind": "literal", "text": ".git"}, {"kind": "literal", "text": "/tmp/gone"}], "basename": "mv", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "mv"}, "operands": [{"kind": "literal", "text": ".git"}, {"kind": "literal", "text": "/tmp/gone"}], "options": {}, "redirects": [], "span": [0, 17], "unit": 0, "wrappers": []}], "files": [{"ancestors": ["/", "/home", "/home/user"], "by": {"command": 0}, "certainty": "certain", "op": "move", "path": {"kind": "literal", "text": ".git"}, "resolved": "/home/user/.git", "span": [0, 17], "unit": 0}, {"ancestors": ["/", "/tmp"], "by": {"command": 0}, "certainty": "certain", "op": "write", "path": {"kind": "literal", "text": "/tmp/gone"}, "resolved": "/tmp/gone", "span": [0, 17], "unit": 0}], "index": {"commands": {"mv": [0]}, "files": {"move": [0], "write": [1]}, "paths": {"/": [0, 1], "/home": [0], "/home/user": [0], "/home/user/.git": [0], "/tmp": [1], "/tmp/gone": [1]}}, "reading": {"opaque": []}}}
}

# "find .git/refs -type f -delete"
test_fires_on_sample_16 if {
	count(rule.deny) > 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "find"}, {"kind": "literal", "text": ".git/refs"}, {"kind": "literal", "text": "-type"}, {"kind": "literal", "text": "f"}, {"kind": "literal", "text": "-delete"}], "basename": "find", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "find"}, "operands": [{"kind": "literal", "text": ".git/refs"}, {"kind": "literal", "text": "f"}], "options": {"delete": {"kind": "literal", "text": ""}, "type": {"kind": "literal", "text": ""}}, "redirects": [], "span": [0, 30], "unit": 0, "wrappers": []}], "files": [{"ancestors": ["/", "/home", "/home/user", "/home/user/.git"], "by": {"command": 0}, "certainty": "certain", "op": "list", "path": {"kind": "literal", "text": ".git/refs"}, "recursive": true, "resolved": "/home/user/.git/refs", "span": [0, 30], "unit": 0}, {"ancestors": ["/", "/home", "/home/user", "/home/user/.git"], "by": {"command": 0}, "certainty": "certain", "op": "delete", "path": {"kind": "literal", "text": ".git/refs"}, "recursive": true, "resolved": "/home/user/.git/refs", "span": [0, 30], "unit": 0}], "index": {"commands": {"find": [0]}, "files": {"delete": [1], "list": [0]}, "paths": {"/": [0, 1], "/home": [0, 1], "/home/user": [0, 1], "/home/user/.git": [0, 1], "/home/user/.git/refs": [0, 1]}}, "reading": {"opaque": []}}}
}

# "rm -rf .git/*"
test_fires_on_sample_17 if {
	count(rule.deny) > 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "rm"}, {"kind": "literal", "text": "-rf"}, {"kind": "glob", "text": ".git/*"}], "basename": "rm", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "rm"}, "operands": [{"kind": "glob", "text": ".git/*"}], "options": {"force": {"kind": "literal", "text": ""}, "recursive": {"kind": "literal", "text": ""}}, "redirects": [], "span": [0, 13], "unit": 0, "wrappers": []}], "files": [{"ancestors": ["/", "/home", "/home/user", "/home/user/.git"], "by": {"command": 0}, "certainty": "certain", "op": "delete", "path": {"kind": "glob", "text": ".git/*"}, "recursive": true, "span": [0, 13], "unit": 0}], "index": {"commands": {"rm": [0]}, "files": {"delete": [0]}, "paths": {"/": [0], "/home": [0], "/home/user": [0], "/home/user/.git": [0]}}, "reading": {"opaque": []}}}
}

# "rm -rf \"$D\"/.git"
test_fires_on_sample_18 if {
	count(rule.deny) > 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "rm"}, {"kind": "literal", "text": "-rf"}, {"kind": "concat", "parts": [{"kind": "unknown", "why": "$D"}, {"kind": "literal", "text": "/.git"}]}], "basename": "rm", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "rm"}, "operands": [{"kind": "concat", "parts": [{"kind": "unknown", "why": "$D"}, {"kind": "literal", "text": "/.git"}]}], "options": {"force": {"kind": "literal", "text": ""}, "recursive": {"kind": "literal", "text": ""}}, "redirects": [], "span": [0, 16], "unit": 0, "wrappers": []}], "files": [{"ancestors": [], "by": {"command": 0}, "certainty": "certain", "op": "delete", "path": {"kind": "concat", "parts": [{"kind": "unknown", "why": "$D"}, {"kind": "literal", "text": "/.git"}]}, "recursive": true, "span": [0, 16], "unit": 0}], "index": {"commands": {"rm": [0]}, "files": {"delete": [0]}}, "reading": {"opaque": []}}}
}

# "import shutil\nshutil.rmtree('.git')"
test_fires_on_sample_19 if {
	count(rule.deny) > 0 with input as {"facts": {"calls": [{"args": [{"kind": "literal", "text": ".git"}], "callee": "shutil.rmtree", "category": "file", "certainty": "certain", "kwargs": {}, "resolved": true, "span": [14, 35], "unit": 0}], "files": [{"ancestors": ["/", "/home", "/home/user"], "by": {"call": 0}, "certainty": "certain", "op": "delete", "path": {"kind": "literal", "text": ".git"}, "recursive": true, "resolved": "/home/user/.git", "span": [14, 35], "unit": 0}], "index": {"callees": {"shutil.rmtree": [0]}, "calls": {"file": [0]}, "files": {"delete": [0]}, "imports": {"shutil": [0]}, "paths": {"/": [0], "/home": [0], "/home/user": [0], "/home/user/.git": [0]}}, "reading": {"opaque": []}}}
}

# "require('fs').rmSync('.git/logs', { recursive: true })"
test_fires_on_sample_20 if {
	count(rule.deny) > 0 with input as {"facts": {"calls": [{"args": [{"kind": "literal", "text": "fs"}], "callee": "require", "category": "introspection", "certainty": "certain", "kwargs": {}, "resolved": true, "span": [0, 13], "unit": 0}, {"args": [{"kind": "literal", "text": ".git/logs"}, {"kind": "unknown", "why": ""}], "callee": "fs.rmSync", "category": "file", "certainty": "certain", "kwargs": {}, "resolved": true, "span": [0, 54], "unit": 0}], "files": [{"ancestors": ["/", "/home", "/home/user", "/home/user/.git"], "by": {"call": 1}, "certainty": "certain", "op": "delete", "path": {"kind": "literal", "text": ".git/logs"}, "recursive": true, "resolved": "/home/user/.git/logs", "span": [0, 54], "unit": 0}], "index": {"callees": {"fs.rmSync": [1], "require": [0]}, "calls": {"file": [1], "introspection": [0]}, "files": {"delete": [0]}, "imports": {"fs": [0]}, "paths": {"/": [0], "/home": [0], "/home/user": [0], "/home/user/.git": [0], "/home/user/.git/logs": [0]}}, "reading": {"opaque": []}}}
}

# "git commit --amend --no-edit"
test_is_quiet_on_sample_0 if {
	count(rule.deny) == 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "git"}, {"kind": "literal", "text": "commit"}, {"kind": "literal", "text": "--amend"}, {"kind": "literal", "text": "--no-edit"}], "basename": "git", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "git"}, "operands": [{"kind": "literal", "text": "commit"}], "options": {"amend": {"kind": "literal", "text": ""}, "no-edit": {"kind": "literal", "text": ""}}, "redirects": [], "span": [0, 28], "unit": 0, "wrappers": []}], "index": {"commands": {"git": [0]}}, "reading": {"opaque": []}}}
}

# "git rebase main"
test_is_quiet_on_sample_1 if {
	count(rule.deny) == 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "git"}, {"kind": "literal", "text": "rebase"}, {"kind": "literal", "text": "main"}], "basename": "git", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "git"}, "operands": [{"kind": "literal", "text": "rebase"}, {"kind": "literal", "text": "main"}], "options": {}, "redirects": [], "span": [0, 15], "unit": 0, "wrappers": []}], "index": {"commands": {"git": [0]}}, "reading": {"opaque": []}}}
}

# "git rebase -i HEAD~3"
test_is_quiet_on_sample_2 if {
	count(rule.deny) == 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "git"}, {"kind": "literal", "text": "rebase"}, {"kind": "literal", "text": "-i"}, {"kind": "literal", "text": "HEAD~3"}], "basename": "git", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "git"}, "operands": [{"kind": "literal", "text": "rebase"}, {"kind": "literal", "text": "HEAD~3"}], "options": {"interactive": {"kind": "literal", "text": ""}}, "redirects": [], "span": [0, 20], "unit": 0, "wrappers": []}], "index": {"commands": {"git": [0]}}, "reading": {"opaque": []}}}
}

# "git reset --hard HEAD~1"
test_is_quiet_on_sample_3 if {
	count(rule.deny) == 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "git"}, {"kind": "literal", "text": "reset"}, {"kind": "literal", "text": "--hard"}, {"kind": "literal", "text": "HEAD~1"}], "basename": "git", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "git"}, "operands": [{"kind": "literal", "text": "reset"}, {"kind": "literal", "text": "HEAD~1"}], "options": {"hard": {"kind": "literal", "text": ""}}, "redirects": [], "span": [0, 23], "unit": 0, "wrappers": []}], "index": {"commands": {"git": [0]}}, "reading": {"opaque": []}}}
}

# "git branch -D feature"
test_is_quiet_on_sample_4 if {
	count(rule.deny) == 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "git"}, {"kind": "literal", "text": "branch"}, {"kind": "literal", "text": "-D"}, {"kind": "literal", "text": "feature"}], "basename": "git", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "git"}, "operands": [{"kind": "literal", "text": "branch"}, {"kind": "literal", "text": "feature"}], "options": {"D": {"kind": "literal", "text": ""}}, "redirects": [], "span": [0, 21], "unit": 0, "wrappers": []}], "index": {"commands": {"git": [0]}}, "reading": {"opaque": []}}}
}

# "git branch -m old new"
test_is_quiet_on_sample_5 if {
	count(rule.deny) == 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "git"}, {"kind": "literal", "text": "branch"}, {"kind": "literal", "text": "-m"}, {"kind": "literal", "text": "old"}, {"kind": "literal", "text": "new"}], "basename": "git", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "git"}, "operands": [{"kind": "literal", "text": "branch"}, {"kind": "literal", "text": "new"}], "options": {"m": {"kind": "literal", "text": "old"}}, "redirects": [], "span": [0, 21], "unit": 0, "wrappers": []}], "index": {"commands": {"git": [0]}}, "reading": {"opaque": []}}}
}

# "git gc"
test_is_quiet_on_sample_6 if {
	count(rule.deny) == 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "git"}, {"kind": "literal", "text": "gc"}], "basename": "git", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "git"}, "operands": [{"kind": "literal", "text": "gc"}], "options": {}, "redirects": [], "span": [0, 6], "unit": 0, "wrappers": []}], "index": {"commands": {"git": [0]}}, "reading": {"opaque": []}}}
}

# "git reflog"
test_is_quiet_on_sample_7 if {
	count(rule.deny) == 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "git"}, {"kind": "literal", "text": "reflog"}], "basename": "git", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "git"}, "operands": [{"kind": "literal", "text": "reflog"}], "options": {}, "redirects": [], "span": [0, 10], "unit": 0, "wrappers": []}], "index": {"commands": {"git": [0]}}, "reading": {"opaque": []}}}
}

# "git filter-branch --help"
test_is_quiet_on_sample_8 if {
	count(rule.deny) == 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "git"}, {"kind": "literal", "text": "filter-branch"}, {"kind": "literal", "text": "--help"}], "basename": "git", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "git"}, "operands": [{"kind": "literal", "text": "filter-branch"}], "options": {"help": {"kind": "literal", "text": ""}}, "redirects": [], "span": [0, 24], "unit": 0, "wrappers": []}], "index": {"commands": {"git": [0]}}, "reading": {"opaque": []}}}
}

# "git revert HEAD"
test_is_quiet_on_sample_9 if {
	count(rule.deny) == 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "git"}, {"kind": "literal", "text": "revert"}, {"kind": "literal", "text": "HEAD"}], "basename": "git", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "git"}, "operands": [{"kind": "literal", "text": "revert"}, {"kind": "literal", "text": "HEAD"}], "options": {}, "redirects": [], "span": [0, 15], "unit": 0, "wrappers": []}], "index": {"commands": {"git": [0]}}, "reading": {"opaque": []}}}
}

# "rm -f .git/index.lock"
test_is_quiet_on_sample_10 if {
	count(rule.deny) == 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "rm"}, {"kind": "literal", "text": "-f"}, {"kind": "literal", "text": ".git/index.lock"}], "basename": "rm", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "rm"}, "operands": [{"kind": "literal", "text": ".git/index.lock"}], "options": {"force": {"kind": "literal", "text": ""}}, "redirects": [], "span": [0, 21], "unit": 0, "wrappers": []}], "files": [{"ancestors": ["/", "/home", "/home/user", "/home/user/.git"], "by": {"command": 0}, "certainty": "certain", "op": "delete", "path": {"kind": "literal", "text": ".git/index.lock"}, "resolved": "/home/user/.git/index.lock", "span": [0, 21], "unit": 0}], "index": {"commands": {"rm": [0]}, "files": {"delete": [0]}, "paths": {"/": [0], "/home": [0], "/home/user": [0], "/home/user/.git": [0], "/home/user/.git/index.lock": [0]}}, "reading": {"opaque": []}}}
}

# "rm -rf .github/workflows/old.yml"
test_is_quiet_on_sample_11 if {
	count(rule.deny) == 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "rm"}, {"kind": "literal", "text": "-rf"}, {"kind": "literal", "text": ".github/workflows/old.yml"}], "basename": "rm", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "rm"}, "operands": [{"kind": "literal", "text": ".github/workflows/old.yml"}], "options": {"force": {"kind": "literal", "text": ""}, "recursive": {"kind": "literal", "text": ""}}, "redirects": [], "span": [0, 32], "unit": 0, "wrappers": []}], "files": [{"ancestors": ["/", "/home", "/home/user", "/home/user/.github", "/home/user/.github/workflows"], "by": {"command": 0}, "certainty": "certain", "op": "delete", "path": {"kind": "literal", "text": ".github/workflows/old.yml"}, "recursive": true, "resolved": "/home/user/.github/workflows/old.yml", "span": [0, 32], "unit": 0}], "index": {"commands": {"rm": [0]}, "files": {"delete": [0]}, "paths": {"/": [0], "/home": [0], "/home/user": [0], "/home/user/.github": [0], "/home/user/.github/workflows": [0], "/home/user/.github/workflows/old.yml": [0]}}, "reading": {"opaque": []}}}
}

# "git replace -d abc"
test_is_quiet_on_sample_12 if {
	count(rule.deny) == 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "git"}, {"kind": "literal", "text": "replace"}, {"kind": "literal", "text": "-d"}, {"kind": "literal", "text": "abc"}], "basename": "git", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "git"}, "operands": [{"kind": "literal", "text": "replace"}, {"kind": "literal", "text": "abc"}], "options": {"d": {"kind": "literal", "text": ""}}, "redirects": [], "span": [0, 18], "unit": 0, "wrappers": []}], "index": {"commands": {"git": [0]}}, "reading": {"opaque": []}}}
}

# "git replace -l"
test_is_quiet_on_sample_13 if {
	count(rule.deny) == 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "git"}, {"kind": "literal", "text": "replace"}, {"kind": "literal", "text": "-l"}], "basename": "git", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "git"}, "operands": [{"kind": "literal", "text": "replace"}], "options": {"l": {"kind": "literal", "text": ""}}, "redirects": [], "span": [0, 14], "unit": 0, "wrappers": []}], "index": {"commands": {"git": [0]}}, "reading": {"opaque": []}}}
}

# "git update-ref refs/heads/x HEAD"
test_is_quiet_on_sample_14 if {
	count(rule.deny) == 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "git"}, {"kind": "literal", "text": "update-ref"}, {"kind": "literal", "text": "refs/heads/x"}, {"kind": "literal", "text": "HEAD"}], "basename": "git", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "git"}, "operands": [{"kind": "literal", "text": "update-ref"}, {"kind": "literal", "text": "refs/heads/x"}, {"kind": "literal", "text": "HEAD"}], "options": {}, "redirects": [], "span": [0, 32], "unit": 0, "wrappers": []}], "index": {"commands": {"git": [0]}}, "reading": {"opaque": []}}}
}

# "git stash drop"
test_is_quiet_on_sample_15 if {
	count(rule.deny) == 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "git"}, {"kind": "literal", "text": "stash"}, {"kind": "literal", "text": "drop"}], "basename": "git", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "git"}, "operands": [{"kind": "literal", "text": "stash"}, {"kind": "literal", "text": "drop"}], "options": {}, "redirects": [], "span": [0, 14], "unit": 0, "wrappers": []}], "index": {"commands": {"git": [0]}}, "reading": {"opaque": []}}}
}

# "git clean -fd"
test_is_quiet_on_sample_16 if {
	count(rule.deny) == 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "git"}, {"kind": "literal", "text": "clean"}, {"kind": "literal", "text": "-fd"}], "basename": "git", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "git"}, "operands": [{"kind": "literal", "text": "clean"}], "options": {"d": {"kind": "literal", "text": ""}, "f": {"kind": "literal", "text": ""}}, "redirects": [], "span": [0, 13], "unit": 0, "wrappers": []}], "files": [{"ancestors": ["/", "/home", "/home/user"], "by": {"command": 0}, "certainty": "certain", "op": "delete", "path": {"kind": "literal", "text": ". recursively"}, "resolved": "/home/user/. recursively", "span": [0, 13], "unit": 0}], "index": {"commands": {"git": [0]}, "files": {"delete": [0]}, "paths": {"/": [0], "/home": [0], "/home/user": [0], "/home/user/. recursively": [0]}}, "reading": {"opaque": []}}}
}

# "git tag -d v1"
test_is_quiet_on_sample_17 if {
	count(rule.deny) == 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "git"}, {"kind": "literal", "text": "tag"}, {"kind": "literal", "text": "-d"}, {"kind": "literal", "text": "v1"}], "basename": "git", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "git"}, "operands": [{"kind": "literal", "text": "tag"}, {"kind": "literal", "text": "v1"}], "options": {"d": {"kind": "literal", "text": ""}}, "redirects": [], "span": [0, 13], "unit": 0, "wrappers": []}], "index": {"commands": {"git": [0]}}, "reading": {"opaque": []}}}
}

# "import shutil\nshutil.rmtree('.git_backup')"
test_is_quiet_on_sample_18 if {
	count(rule.deny) == 0 with input as {"facts": {"calls": [{"args": [{"kind": "literal", "text": ".git_backup"}], "callee": "shutil.rmtree", "category": "file", "certainty": "certain", "kwargs": {}, "resolved": true, "span": [14, 42], "unit": 0}], "files": [{"ancestors": ["/", "/home", "/home/user"], "by": {"call": 0}, "certainty": "certain", "op": "delete", "path": {"kind": "literal", "text": ".git_backup"}, "recursive": true, "resolved": "/home/user/.git_backup", "span": [14, 42], "unit": 0}], "index": {"callees": {"shutil.rmtree": [0]}, "calls": {"file": [0]}, "files": {"delete": [0]}, "imports": {"shutil": [0]}, "paths": {"/": [0], "/home": [0], "/home/user": [0], "/home/user/.git_backup": [0]}}, "reading": {"opaque": []}}}
}
