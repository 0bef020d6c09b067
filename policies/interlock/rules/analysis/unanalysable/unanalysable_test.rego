# Written by tools/make_policy_tests.py from samples.json; do not edit.

package interlock.rules.analysis.unanalysable_test

import data.interlock.rules.analysis.unanalysable as rule

# "$X foo"
test_fires_on_sample_0 if {
	count(rule.deny) > 0 with input as {"facts": {"commands": [{"argv": [{"kind": "unknown", "why": "$X"}, {"kind": "literal", "text": "foo"}], "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "name": {"kind": "unknown", "why": "$X"}, "operands": [{"kind": "literal", "text": "foo"}], "options": {}, "redirects": [], "span": [0, 6], "unit": 0, "wrappers": []}], "index": {"opaque": {"dynamic_command": [0]}}, "reading": {"opaque": [{"code": "dynamic_command", "span": [0, 2], "unit": 0}]}}}
}

# "$(cat cmd.txt) --now"
test_fires_on_sample_1 if {
	count(rule.deny) > 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "cat"}, {"kind": "literal", "text": "cmd.txt"}], "basename": "cat", "certainty": "certain", "context": ["substitution"], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "cat"}, "operands": [{"kind": "literal", "text": "cmd.txt"}], "options": {}, "redirects": [], "span": [2, 13], "unit": 0, "wrappers": []}, {"argv": [{"command": 0, "kind": "output"}, {"kind": "literal", "text": "--now"}], "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "name": {"command": 0, "kind": "output"}, "operands": [{"kind": "literal", "text": "--now"}], "options": {}, "redirects": [], "span": [0, 20], "unit": 0, "wrappers": []}], "files": [{"ancestors": ["/", "/home", "/home/user"], "by": {"command": 0}, "certainty": "certain", "op": "read", "path": {"kind": "literal", "text": "cmd.txt"}, "resolved": "/home/user/cmd.txt", "span": [2, 13], "unit": 0}], "index": {"commands": {"cat": [0]}, "files": {"read": [0]}, "opaque": {"dynamic_command": [0]}, "paths": {"/": [0], "/home": [0], "/home/user": [0], "/home/user/cmd.txt": [0]}}, "reading": {"opaque": [{"code": "dynamic_command", "span": [0, 14], "unit": 0}]}}}
}

# "eval \"$PAYLOAD\""
test_fires_on_sample_2 if {
	count(rule.deny) > 0 with input as {"facts": {"code": [{"by": {"command": 0}, "certainty": "certain", "how": "eval", "language": "bash", "source": "computed", "span": [0, 15], "unit": 0}], "commands": [{"argv": [{"kind": "literal", "text": "eval"}, {"kind": "unknown", "why": "$PAYLOAD"}], "basename": "eval", "builtin": true, "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "eval"}, "operands": [{"kind": "unknown", "why": "$PAYLOAD"}], "options": {}, "redirects": [], "span": [0, 15], "unit": 0, "wrappers": []}], "index": {"code": {"computed": [0]}, "commands": {"eval": [0]}, "opaque": {"dynamic_code": [0]}}, "reading": {"opaque": [{"code": "dynamic_code", "detail": "eval", "span": [0, 15], "unit": 0}]}}}
}

# "bash -c \"$CMD\""
test_fires_on_sample_3 if {
	count(rule.deny) > 0 with input as {"facts": {"code": [{"by": {"command": 0}, "certainty": "certain", "how": "bash -c", "language": "bash", "source": "computed", "span": [8, 14], "unit": 0}], "commands": [{"argv": [{"kind": "literal", "text": "bash"}, {"kind": "literal", "text": "-c"}, {"kind": "unknown", "why": "$CMD"}], "basename": "bash", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "bash"}, "operands": [{"kind": "unknown", "why": "$CMD"}], "options": {"c": {"kind": "literal", "text": ""}}, "redirects": [], "span": [0, 14], "unit": 0, "wrappers": []}], "index": {"code": {"computed": [0]}, "commands": {"bash": [0]}, "opaque": {"dynamic_code": [0]}}, "reading": {"opaque": [{"code": "dynamic_code", "detail": "bash -c", "span": [8, 14], "unit": 0}]}}}
}

# "echo $(("
test_fires_on_sample_4 if {
	count(rule.deny) > 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "echo"}, {"kind": "literal", "text": "$"}], "basename": "echo", "builtin": true, "certainty": "possible", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "echo"}, "operands": [{"kind": "literal", "text": "$"}], "options": {}, "redirects": [], "span": [0, 6], "unit": 0, "wrappers": []}], "index": {"commands": {"echo": [0]}, "opaque": {"parse_error": [0]}}, "reading": {"opaque": [{"code": "parse_error", "detail": "`)` is missing", "span": [0, 8], "unit": 0}]}}}
}

# "sudo --frobnicate ls"
test_fires_on_sample_5 if {
	count(rule.deny) > 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "sudo"}, {"kind": "literal", "text": "--frobnicate"}, {"kind": "literal", "text": "ls"}], "basename": "sudo", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "sudo"}, "operands": [{"kind": "literal", "text": "ls"}], "options": {"?frobnicate": {"kind": "literal", "text": ""}}, "redirects": [], "span": [0, 20], "unit": 0, "wrappers": []}, {"argv": [{"kind": "literal", "text": "ls"}], "basename": "ls", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "launched_by": {"how": "sudo", "id": 0}, "name": {"kind": "literal", "text": "ls"}, "operands": [], "options": {}, "privileged": true, "redirects": [], "span": [0, 20], "unit": 0, "user": "root", "wrappers": ["sudo"]}], "index": {"commands": {"ls": [1], "sudo": [0]}, "opaque": {"unknown_wrapper_option": [0]}, "privileges": {"become_user": [0]}, "wrapped": {"sudo": [1]}}, "privileges": [{"by": {"command": 0}, "certainty": "certain", "kind": "become_user", "span": [0, 20], "target": {"kind": "literal", "text": "ls"}, "unit": 0}], "reading": {"opaque": [{"code": "unknown_wrapper_option", "detail": "sudo frobnicate", "span": [0, 20], "unit": 0}]}}}
}

# "base64 -d blob | sh"
test_fires_on_sample_6 if {
	count(rule.deny) > 0 with input as {"facts": {"code": [{"by": {"command": 1}, "certainty": "certain", "how": "stdin of sh", "language": "sh", "source": "pipe", "span": [17, 19], "unit": 0}], "commands": [{"argv": [{"kind": "literal", "text": "base64"}, {"kind": "literal", "text": "-d"}, {"kind": "literal", "text": "blob"}], "basename": "base64", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "base64"}, "operands": [{"kind": "literal", "text": "blob"}], "options": {"decode": {"kind": "literal", "text": ""}}, "pipeline": {"id": 1, "last": false, "stage": 0}, "redirects": [], "span": [0, 14], "unit": 0, "wrappers": []}, {"argv": [{"kind": "literal", "text": "sh"}], "basename": "sh", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "sh"}, "operands": [], "options": {}, "pipeline": {"id": 1, "last": true, "stage": 1}, "redirects": [], "span": [17, 19], "stdin": {"commands": [0], "source": "pipe"}, "unit": 0, "wrappers": []}], "files": [{"ancestors": ["/", "/home", "/home/user"], "by": {"command": 0}, "certainty": "certain", "op": "read", "path": {"kind": "literal", "text": "blob"}, "resolved": "/home/user/blob", "span": [0, 14], "unit": 0}], "index": {"code": {"pipe": [0]}, "commands": {"base64": [0], "sh": [1]}, "files": {"read": [0]}, "opaque": {"dynamic_code": [0]}, "paths": {"/": [0], "/home": [0], "/home/user": [0], "/home/user/blob": [0]}}, "reading": {"opaque": [{"code": "dynamic_code", "detail": "stdin of sh", "span": [17, 19], "unit": 0}]}}}
}

# "\"${a[@]}\" x"
test_fires_on_sample_7 if {
	count(rule.deny) > 0 with input as {"facts": {"commands": [{"argv": [{"kind": "unknown", "why": "$a"}, {"kind": "literal", "text": "x"}], "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "name": {"kind": "unknown", "why": "$a"}, "operands": [{"kind": "literal", "text": "x"}], "options": {}, "redirects": [], "span": [0, 11], "unit": 0, "wrappers": []}], "index": {"opaque": {"dynamic_command": [0]}}, "reading": {"opaque": [{"code": "dynamic_command", "span": [0, 9], "unit": 0}]}}}
}

# "exec(input())"
test_fires_on_sample_8 if {
	count(rule.deny) > 0 with input as {"facts": {"calls": [{"args": [{"kind": "unknown", "why": "typed"}], "callee": "exec", "category": "code", "certainty": "certain", "kwargs": {}, "resolved": true, "span": [0, 13], "unit": 0}], "code": [{"by": {"call": 0}, "certainty": "certain", "how": "exec()", "language": "python", "source": "computed", "span": [0, 13], "unit": 0}], "index": {"callees": {"exec": [0]}, "calls": {"code": [0]}, "code": {"computed": [0]}, "opaque": {"dynamic_code": [0]}}, "reading": {"opaque": [{"code": "dynamic_code", "detail": "exec()", "span": [0, 13], "unit": 0}]}}}
}

# "def f(:"
test_fires_on_sample_9 if {
	count(rule.deny) > 0 with input as {"facts": {"index": {"opaque": {"parse_error": [0]}}, "reading": {"opaque": [{"code": "parse_error", "detail": "invalid syntax (<unknown>, line 1)", "span": [0, 7], "unit": 0}]}}}
}

# "shopt -s extglob\n<Ctrl x><Ctrl s>"
test_fires_on_sample_10 if {
	count(rule.deny) > 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "shopt"}, {"kind": "literal", "text": "-s"}, {"kind": "literal", "text": "extglob"}], "basename": "shopt", "builtin": true, "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "shopt"}, "operands": [{"kind": "literal", "text": "extglob"}], "options": {"s": {"kind": "literal", "text": ""}}, "redirects": [], "span": [0, 16], "unit": 0, "wrappers": []}, {"argv": [{"kind": "literal", "text": "Ctrl"}, {"kind": "literal", "text": "x"}, {"kind": "literal", "text": "Ctrl"}, {"kind": "literal", "text": "s"}], "basename": "Ctrl", "certainty": "possible", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "name": {"kind": "literal", "text": "Ctrl"}, "operands": [{"kind": "literal", "text": "x"}, {"kind": "literal", "text": "Ctrl"}, {"kind": "literal", "text": "s"}], "options": {}, "redirects": [], "span": [18, 32], "unit": 0, "wrappers": []}], "index": {"commands": {"Ctrl": [1], "shopt": [0]}, "opaque": {"parse_error": [0]}}, "reading": {"opaque": [{"code": "parse_error", "detail": "a redirection without a target", "span": [17, 33], "unit": 0}]}}}
}

# "echo \"$X\""
test_is_quiet_on_sample_0 if {
	count(rule.deny) == 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "echo"}, {"kind": "unknown", "why": "$X"}], "basename": "echo", "builtin": true, "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "echo"}, "operands": [{"kind": "unknown", "why": "$X"}], "options": {}, "redirects": [], "span": [0, 9], "unit": 0, "wrappers": []}], "index": {"commands": {"echo": [0]}}, "reading": {"opaque": []}}}
}

# "ls $DIR"
test_is_quiet_on_sample_1 if {
	count(rule.deny) == 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "ls"}, {"kind": "unknown", "why": "$DIR"}], "basename": "ls", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "ls"}, "operands": [{"kind": "unknown", "why": "$DIR"}], "options": {}, "redirects": [], "span": [0, 7], "unit": 0, "wrappers": []}], "files": [{"ancestors": [], "by": {"command": 0}, "certainty": "certain", "op": "list", "path": {"kind": "unknown", "why": "$DIR"}, "span": [0, 7], "unit": 0}], "index": {"commands": {"ls": [0]}, "files": {"list": [0]}}, "reading": {"opaque": []}}}
}

# "for f in *.py; do wc -l \"$f\"; done"
test_is_quiet_on_sample_2 if {
	count(rule.deny) == 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "wc"}, {"kind": "literal", "text": "-l"}, {"kind": "glob", "text": "*.py"}], "basename": "wc", "certainty": "possible", "context": ["loop"], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "wc"}, "operands": [], "options": {"l": {"kind": "glob", "text": "*.py"}}, "redirects": [], "span": [18, 28], "unit": 0, "wrappers": []}], "index": {"commands": {"wc": [0]}}, "reading": {"opaque": []}}}
}

# "cat $(git ls-files)"
test_is_quiet_on_sample_3 if {
	count(rule.deny) == 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "git"}, {"kind": "literal", "text": "ls-files"}], "basename": "git", "certainty": "certain", "context": ["substitution"], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "git"}, "operands": [{"kind": "literal", "text": "ls-files"}], "options": {}, "redirects": [], "span": [6, 18], "unit": 0, "wrappers": []}, {"argv": [{"kind": "literal", "text": "cat"}, {"command": 0, "kind": "output"}], "basename": "cat", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "cat"}, "operands": [{"command": 0, "kind": "output"}], "options": {}, "redirects": [], "span": [0, 19], "unit": 0, "wrappers": []}], "files": [{"ancestors": [], "by": {"command": 1}, "certainty": "certain", "op": "read", "path": {"command": 0, "kind": "output"}, "span": [0, 19], "unit": 0}], "index": {"commands": {"cat": [1], "git": [0]}, "files": {"read": [0]}}, "reading": {"opaque": []}}}
}

# "awk '{print $1}' f"
test_is_quiet_on_sample_4 if {
	count(rule.deny) == 0 with input as {"facts": {"code": [{"by": {"command": 0}, "certainty": "certain", "how": "awk", "language": "awk", "source": "literal", "span": [0, 18], "unit": 0}], "commands": [{"argv": [{"kind": "literal", "text": "awk"}, {"kind": "literal", "text": "{print $1}"}, {"kind": "literal", "text": "f"}], "basename": "awk", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "awk"}, "operands": [{"kind": "literal", "text": "{print $1}"}, {"kind": "literal", "text": "f"}], "options": {}, "redirects": [], "span": [0, 18], "unit": 0, "wrappers": []}], "files": [{"ancestors": ["/", "/home", "/home/user"], "by": {"command": 0}, "certainty": "certain", "op": "read", "path": {"kind": "literal", "text": "f"}, "resolved": "/home/user/f", "span": [0, 18], "unit": 0}], "index": {"code": {"literal": [0]}, "commands": {"awk": [0]}, "files": {"read": [0]}, "paths": {"/": [0], "/home": [0], "/home/user": [0], "/home/user/f": [0]}}, "reading": {"opaque": []}}}
}

# "python3 script.py"
test_is_quiet_on_sample_5 if {
	count(rule.deny) == 0 with input as {"facts": {"code": [{"by": {"command": 0}, "certainty": "certain", "file": 0, "how": "file", "language": "python", "source": "file", "span": [0, 17], "unit": 0}], "commands": [{"argv": [{"kind": "literal", "text": "python3"}, {"kind": "literal", "text": "script.py"}], "basename": "python3", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "python3"}, "operands": [{"kind": "literal", "text": "script.py"}], "options": {}, "redirects": [], "span": [0, 17], "unit": 0, "wrappers": []}], "files": [{"ancestors": ["/", "/home", "/home/user"], "by": {"command": 0}, "certainty": "certain", "op": "execute", "path": {"kind": "literal", "text": "script.py"}, "resolved": "/home/user/script.py", "span": [0, 17], "unit": 0}], "index": {"code": {"file": [0]}, "commands": {"python3": [0]}, "files": {"execute": [0]}, "opaque": {"program_not_seen": [0]}, "paths": {"/": [0], "/home": [0], "/home/user": [0], "/home/user/script.py": [0]}}, "reading": {"opaque": [{"code": "program_not_seen", "detail": "/home/user/script.py", "span": [0, 17], "unit": 0}]}}}
}

# "bash script.sh"
test_is_quiet_on_sample_6 if {
	count(rule.deny) == 0 with input as {"facts": {"code": [{"by": {"command": 0}, "certainty": "certain", "file": 0, "how": "file", "language": "bash", "source": "file", "span": [0, 14], "unit": 0}], "commands": [{"argv": [{"kind": "literal", "text": "bash"}, {"kind": "literal", "text": "script.sh"}], "basename": "bash", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "bash"}, "operands": [{"kind": "literal", "text": "script.sh"}], "options": {}, "redirects": [], "span": [0, 14], "unit": 0, "wrappers": []}], "files": [{"ancestors": ["/", "/home", "/home/user"], "by": {"command": 0}, "certainty": "certain", "op": "execute", "path": {"kind": "literal", "text": "script.sh"}, "resolved": "/home/user/script.sh", "span": [0, 14], "unit": 0}], "index": {"code": {"file": [0]}, "commands": {"bash": [0]}, "files": {"execute": [0]}, "opaque": {"program_not_seen": [0]}, "paths": {"/": [0], "/home": [0], "/home/user": [0], "/home/user/script.sh": [0]}}, "reading": {"opaque": [{"code": "program_not_seen", "detail": "/home/user/script.sh", "span": [0, 14], "unit": 0}]}}}
}

# "print(1)"
test_is_quiet_on_sample_7 if {
	count(rule.deny) == 0 with input as {"facts": {"index": {}, "reading": {"opaque": []}}}
}

# "<Ctrl x><Ctrl s>"
test_is_quiet_on_sample_8 if {
	count(rule.deny) == 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "Ctrl"}, {"kind": "literal", "text": "x"}, {"kind": "literal", "text": "Ctrl"}, {"kind": "literal", "text": "s"}], "basename": "Ctrl", "certainty": "possible", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "name": {"kind": "literal", "text": "Ctrl"}, "operands": [{"kind": "literal", "text": "x"}, {"kind": "literal", "text": "Ctrl"}, {"kind": "literal", "text": "s"}], "options": {}, "redirects": [], "span": [1, 15], "unit": 0, "wrappers": []}], "index": {"commands": {"Ctrl": [0]}, "opaque": {"syntax_error": [0]}}, "reading": {"opaque": [{"code": "syntax_error", "detail": "a redirection without a target", "span": [0, 16], "unit": 0}]}}}
}
