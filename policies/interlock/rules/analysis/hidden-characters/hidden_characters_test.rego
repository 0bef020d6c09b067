# Written by tools/make_policy_tests.py from samples.json; do not edit.

package interlock.rules.analysis["hidden-characters_test"]

import data.interlock.rules.analysis["hidden-characters"] as rule

# "ls # \u202e \u2066 x"
test_fires_on_sample_0 if {
	count(rule.deny) > 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "ls"}], "basename": "ls", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "ls"}, "operands": [], "options": {}, "redirects": [], "span": [0, 2], "unit": 0, "wrappers": []}], "index": {"commands": {"ls": [0]}, "text": {"bidi": [0, 1]}}, "reading": {"opaque": []}, "text": [{"detail": "U+202E", "kind": "bidi", "span": [5, 6], "unit": 0}, {"detail": "U+2066", "kind": "bidi", "span": [7, 8], "unit": 0}]}}
}

# "echo a\u200bb"
test_fires_on_sample_1 if {
	count(rule.deny) > 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "echo"}, {"kind": "literal", "text": "a\u200bb"}], "basename": "echo", "builtin": true, "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "echo"}, "operands": [{"kind": "literal", "text": "a\u200bb"}], "options": {}, "redirects": [], "span": [0, 8], "unit": 0, "wrappers": []}], "index": {"commands": {"echo": [0]}, "text": {"invisible": [0]}}, "reading": {"opaque": []}, "text": [{"detail": "U+200B", "kind": "invisible", "span": [6, 7], "unit": 0}]}}
}

# "cat \u2067x\u2069"
test_fires_on_sample_2 if {
	count(rule.deny) > 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "cat"}, {"kind": "literal", "text": "\u2067x\u2069"}], "basename": "cat", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "cat"}, "operands": [{"kind": "literal", "text": "\u2067x\u2069"}], "options": {}, "redirects": [], "span": [0, 7], "unit": 0, "wrappers": []}], "files": [{"ancestors": ["/", "/home", "/home/user"], "by": {"command": 0}, "certainty": "certain", "op": "read", "path": {"kind": "literal", "text": "\u2067x\u2069"}, "resolved": "/home/user/\u2067x\u2069", "span": [0, 7], "unit": 0}], "index": {"commands": {"cat": [0]}, "files": {"read": [0]}, "paths": {"/": [0], "/home": [0], "/home/user": [0], "/home/user/\u2067x\u2069": [0]}, "text": {"bidi": [0, 1]}}, "reading": {"opaque": []}, "text": [{"detail": "U+2067", "kind": "bidi", "span": [4, 5], "unit": 0}, {"detail": "U+2069", "kind": "bidi", "span": [6, 7], "unit": 0}]}}
}

# "echo \ufeffhi"
test_fires_on_sample_3 if {
	count(rule.deny) > 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "echo"}, {"kind": "literal", "text": "\ufeffhi"}], "basename": "echo", "builtin": true, "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "echo"}, "operands": [{"kind": "literal", "text": "\ufeffhi"}], "options": {}, "redirects": [], "span": [0, 8], "unit": 0, "wrappers": []}], "index": {"commands": {"echo": [0]}, "text": {"invisible": [0]}}, "reading": {"opaque": []}, "text": [{"detail": "U+FEFF", "kind": "invisible", "span": [5, 6], "unit": 0}]}}
}

# "r\u00adm x"
test_fires_on_sample_4 if {
	count(rule.deny) > 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "r\u00adm"}, {"kind": "literal", "text": "x"}], "basename": "r\u00adm", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "name": {"kind": "literal", "text": "r\u00adm"}, "operands": [{"kind": "literal", "text": "x"}], "options": {}, "redirects": [], "span": [0, 5], "unit": 0, "wrappers": []}], "index": {"commands": {"r\u00adm": [0]}, "text": {"invisible": [0]}}, "reading": {"opaque": []}, "text": [{"detail": "U+00AD", "kind": "invisible", "span": [1, 2], "unit": 0}]}}
}

# "x = 1  # \u202e \u2066 if admin"
test_fires_on_sample_5 if {
	count(rule.deny) > 0 with input as {"facts": {"index": {"text": {"bidi": [0, 1]}}, "reading": {"opaque": []}, "text": [{"detail": "U+202E", "kind": "bidi", "span": [9, 10], "unit": 0}, {"detail": "U+2066", "kind": "bidi", "span": [11, 12], "unit": 0}]}}
}

# "const a = '\u2067b\u2069'"
test_fires_on_sample_6 if {
	count(rule.deny) > 0 with input as {"facts": {"index": {"text": {"bidi": [0, 1]}}, "reading": {"opaque": []}, "text": [{"detail": "U+2067", "kind": "bidi", "span": [11, 12], "unit": 0}, {"detail": "U+2069", "kind": "bidi", "span": [13, 14], "unit": 0}]}}
}

# "user = 'ad\u200bmin'"
test_fires_on_sample_7 if {
	count(rule.deny) > 0 with input as {"facts": {"index": {"text": {"invisible": [0]}}, "reading": {"opaque": []}, "text": [{"detail": "U+200B", "kind": "invisible", "span": [10, 11], "unit": 0}]}}
}

# "git commit -m 'fix\u202e'"
test_fires_on_sample_8 if {
	count(rule.deny) > 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "git"}, {"kind": "literal", "text": "commit"}, {"kind": "literal", "text": "-m"}, {"kind": "literal", "text": "fix\u202e"}], "basename": "git", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "git"}, "operands": [{"kind": "literal", "text": "commit"}], "options": {"message": {"kind": "literal", "text": "fix\u202e"}}, "redirects": [], "span": [0, 20], "unit": 0, "wrappers": []}], "index": {"commands": {"git": [0]}, "text": {"bidi": [0]}}, "reading": {"opaque": []}, "text": [{"detail": "U+202E", "kind": "bidi", "span": [18, 19], "unit": 0}]}}
}

# "echo 'na\u00efve caf\u00e9'"
test_is_quiet_on_sample_0 if {
	count(rule.deny) == 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "echo"}, {"kind": "literal", "text": "na\u00efve caf\u00e9"}], "basename": "echo", "builtin": true, "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "echo"}, "operands": [{"kind": "literal", "text": "na\u00efve caf\u00e9"}], "options": {}, "redirects": [], "span": [0, 17], "unit": 0, "wrappers": []}], "index": {"commands": {"echo": [0]}}, "reading": {"opaque": []}}}
}

# "echo \u65e5\u672c\u8a9e"
test_is_quiet_on_sample_1 if {
	count(rule.deny) == 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "echo"}, {"kind": "literal", "text": "\u65e5\u672c\u8a9e"}], "basename": "echo", "builtin": true, "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "echo"}, "operands": [{"kind": "literal", "text": "\u65e5\u672c\u8a9e"}], "options": {}, "redirects": [], "span": [0, 8], "unit": 0, "wrappers": []}], "index": {"commands": {"echo": [0]}}, "reading": {"opaque": []}}}
}

# "echo '\ud83d\udc68\u200d\ud83d\udc69\u200d\ud83d\udc67'"
test_is_quiet_on_sample_2 if {
	count(rule.deny) == 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "echo"}, {"kind": "literal", "text": "\ud83d\udc68\u200d\ud83d\udc69\u200d\ud83d\udc67"}], "basename": "echo", "builtin": true, "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "echo"}, "operands": [{"kind": "literal", "text": "\ud83d\udc68\u200d\ud83d\udc69\u200d\ud83d\udc67"}], "options": {}, "redirects": [], "span": [0, 12], "unit": 0, "wrappers": []}], "index": {"commands": {"echo": [0]}}, "reading": {"opaque": []}}}
}

# "printf '\u00fc\\n'"
test_is_quiet_on_sample_3 if {
	count(rule.deny) == 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "printf"}, {"kind": "literal", "text": "\u00fc\\n"}], "basename": "printf", "builtin": true, "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "printf"}, "operands": [{"kind": "literal", "text": "\u00fc\\n"}], "options": {}, "redirects": [], "span": [0, 12], "unit": 0, "wrappers": []}], "index": {"commands": {"printf": [0]}}, "reading": {"opaque": []}}}
}

# "echo ok"
test_is_quiet_on_sample_4 if {
	count(rule.deny) == 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "echo"}, {"kind": "literal", "text": "ok"}], "basename": "echo", "builtin": true, "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "echo"}, "operands": [{"kind": "literal", "text": "ok"}], "options": {}, "redirects": [], "span": [0, 7], "unit": 0, "wrappers": []}], "index": {"commands": {"echo": [0]}}, "reading": {"opaque": []}}}
}

# "print('Gr\u00fc\u00dfe, \u4e16\u754c')"
test_is_quiet_on_sample_5 if {
	count(rule.deny) == 0 with input as {"facts": {"index": {}, "reading": {"opaque": []}}}
}

# "console.log('\u20ac 5')"
test_is_quiet_on_sample_6 if {
	count(rule.deny) == 0 with input as {"facts": {"index": {}, "reading": {"opaque": []}}}
}

# "echo '\u2192 done \u2713'"
test_is_quiet_on_sample_7 if {
	count(rule.deny) == 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "echo"}, {"kind": "literal", "text": "\u2192 done \u2713"}], "basename": "echo", "builtin": true, "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "echo"}, "operands": [{"kind": "literal", "text": "\u2192 done \u2713"}], "options": {}, "redirects": [], "span": [0, 15], "unit": 0, "wrappers": []}], "index": {"commands": {"echo": [0]}}, "reading": {"opaque": []}}}
}
