# Written by tools/make_policy_tests.py from samples.json; do not edit.

package interlock.rules.packages["install-scripts_test"]

import data.interlock.rules.packages["install-scripts"] as rule

# "npm install"
test_fires_on_sample_0 if {
	count(rule.deny) > 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "npm"}, {"kind": "literal", "text": "install"}], "basename": "npm", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "npm"}, "operands": [{"kind": "literal", "text": "install"}], "options": {}, "redirects": [], "span": [0, 11], "unit": 0, "wrappers": []}], "index": {"commands": {"npm": [0]}}, "reading": {"opaque": []}}}
}

# "npm i react"
test_fires_on_sample_1 if {
	count(rule.deny) > 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "npm"}, {"kind": "literal", "text": "i"}, {"kind": "literal", "text": "react"}], "basename": "npm", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "npm"}, "operands": [{"kind": "literal", "text": "i"}, {"kind": "literal", "text": "react"}], "options": {}, "redirects": [], "span": [0, 11], "unit": 0, "wrappers": []}], "index": {"commands": {"npm": [0]}, "packages": {"npm": [0], "source:index": [0], "unpinned": [0]}}, "packages": [{"action": "install", "by": {"command": 0}, "certainty": "certain", "ecosystem": "npm", "manager": "npm", "name": {"kind": "literal", "text": "react"}, "pinned": false, "source": "index", "span": [0, 11], "unit": 0}], "reading": {"opaque": []}}}
}

# "npm ci"
test_fires_on_sample_2 if {
	count(rule.deny) > 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "npm"}, {"kind": "literal", "text": "ci"}], "basename": "npm", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "npm"}, "operands": [{"kind": "literal", "text": "ci"}], "options": {}, "redirects": [], "span": [0, 6], "unit": 0, "wrappers": []}], "index": {"commands": {"npm": [0]}}, "reading": {"opaque": []}}}
}

# "pnpm add react"
test_fires_on_sample_3 if {
	count(rule.deny) > 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "pnpm"}, {"kind": "literal", "text": "add"}, {"kind": "literal", "text": "react"}], "basename": "pnpm", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "pnpm"}, "operands": [{"kind": "literal", "text": "add"}, {"kind": "literal", "text": "react"}], "options": {}, "redirects": [], "span": [0, 14], "unit": 0, "wrappers": []}], "index": {"commands": {"pnpm": [0]}, "packages": {"pnpm": [0], "source:index": [0], "unpinned": [0]}}, "packages": [{"action": "install", "by": {"command": 0}, "certainty": "certain", "ecosystem": "npm", "manager": "pnpm", "name": {"kind": "literal", "text": "react"}, "pinned": false, "source": "index", "span": [0, 14], "unit": 0}], "reading": {"opaque": []}}}
}

# "yarn add react"
test_fires_on_sample_4 if {
	count(rule.deny) > 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "yarn"}, {"kind": "literal", "text": "add"}, {"kind": "literal", "text": "react"}], "basename": "yarn", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "yarn"}, "operands": [{"kind": "literal", "text": "add"}, {"kind": "literal", "text": "react"}], "options": {}, "redirects": [], "span": [0, 14], "unit": 0, "wrappers": []}], "index": {"commands": {"yarn": [0]}, "packages": {"source:index": [0], "unpinned": [0], "yarn": [0]}}, "packages": [{"action": "install", "by": {"command": 0}, "certainty": "certain", "ecosystem": "npm", "manager": "yarn", "name": {"kind": "literal", "text": "react"}, "pinned": false, "source": "index", "span": [0, 14], "unit": 0}], "reading": {"opaque": []}}}
}

# "yarn install"
test_fires_on_sample_5 if {
	count(rule.deny) > 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "yarn"}, {"kind": "literal", "text": "install"}], "basename": "yarn", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "yarn"}, "operands": [{"kind": "literal", "text": "install"}], "options": {}, "redirects": [], "span": [0, 12], "unit": 0, "wrappers": []}], "index": {"commands": {"yarn": [0]}}, "reading": {"opaque": []}}}
}

# "pip install requests"
test_fires_on_sample_6 if {
	count(rule.deny) > 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "pip"}, {"kind": "literal", "text": "install"}, {"kind": "literal", "text": "requests"}], "basename": "pip", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "pip"}, "operands": [{"kind": "literal", "text": "install"}, {"kind": "literal", "text": "requests"}], "options": {}, "redirects": [], "span": [0, 20], "unit": 0, "wrappers": []}], "index": {"commands": {"pip": [0]}, "packages": {"pip": [0], "source:index": [0], "unpinned": [0]}}, "packages": [{"action": "install", "by": {"command": 0}, "certainty": "certain", "ecosystem": "pypi", "manager": "pip", "name": {"kind": "literal", "text": "requests"}, "pinned": false, "source": "index", "span": [0, 20], "unit": 0}], "reading": {"opaque": []}}}
}

# "pip3 install -r requirements.txt"
test_fires_on_sample_7 if {
	count(rule.deny) > 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "pip3"}, {"kind": "literal", "text": "install"}, {"kind": "literal", "text": "-r"}, {"kind": "literal", "text": "requirements.txt"}], "basename": "pip3", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "pip3"}, "operands": [{"kind": "literal", "text": "install"}], "options": {"requirement": {"kind": "literal", "text": "requirements.txt"}}, "redirects": [], "span": [0, 32], "unit": 0, "wrappers": []}], "files": [{"ancestors": ["/", "/home", "/home/user"], "by": {"command": 0}, "certainty": "certain", "op": "read", "path": {"kind": "literal", "text": "requirements.txt"}, "resolved": "/home/user/requirements.txt", "span": [0, 32], "unit": 0}], "index": {"commands": {"pip3": [0]}, "files": {"read": [0]}, "paths": {"/": [0], "/home": [0], "/home/user": [0], "/home/user/requirements.txt": [0]}}, "reading": {"opaque": []}}}
}

# "python3 -m pip install requests"
test_fires_on_sample_8 if {
	count(rule.deny) > 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "python3"}, {"kind": "literal", "text": "-m"}, {"kind": "literal", "text": "pip"}, {"kind": "literal", "text": "install"}, {"kind": "literal", "text": "requests"}], "basename": "python3", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "python3"}, "operands": [{"kind": "literal", "text": "install"}, {"kind": "literal", "text": "requests"}], "options": {"m": {"kind": "literal", "text": "pip"}}, "redirects": [], "span": [0, 31], "unit": 0, "wrappers": []}, {"argv": [{"kind": "literal", "text": "pip"}, {"kind": "literal", "text": "install"}, {"kind": "literal", "text": "requests"}], "basename": "pip", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "launched_by": {"how": "python3", "id": 0}, "name": {"kind": "literal", "text": "pip"}, "operands": [{"kind": "literal", "text": "install"}, {"kind": "literal", "text": "requests"}], "options": {}, "redirects": [], "span": [0, 31], "unit": 0, "wrappers": ["python3"]}], "index": {"commands": {"pip": [1], "python3": [0]}, "packages": {"pip": [0], "source:index": [0], "unpinned": [0]}, "wrapped": {"python3": [1]}}, "packages": [{"action": "install", "by": {"command": 1}, "certainty": "certain", "ecosystem": "pypi", "manager": "pip", "name": {"kind": "literal", "text": "requests"}, "pinned": false, "source": "index", "span": [0, 31], "unit": 0}], "reading": {"opaque": []}}}
}

# "uv pip install requests"
test_fires_on_sample_9 if {
	count(rule.deny) > 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "uv"}, {"kind": "literal", "text": "pip"}, {"kind": "literal", "text": "install"}, {"kind": "literal", "text": "requests"}], "basename": "uv", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "uv"}, "operands": [{"kind": "literal", "text": "pip"}, {"kind": "literal", "text": "install"}, {"kind": "literal", "text": "requests"}], "options": {}, "redirects": [], "span": [0, 23], "unit": 0, "wrappers": []}], "index": {"commands": {"uv": [0]}, "packages": {"pip": [0], "source:index": [0], "unpinned": [0]}}, "packages": [{"action": "install", "by": {"command": 0}, "certainty": "certain", "ecosystem": "pypi", "manager": "pip", "name": {"kind": "literal", "text": "requests"}, "pinned": false, "source": "index", "span": [0, 23], "unit": 0}], "reading": {"opaque": []}}}
}

# "composer require a/b"
test_fires_on_sample_10 if {
	count(rule.deny) > 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "composer"}, {"kind": "literal", "text": "require"}, {"kind": "literal", "text": "a/b"}], "basename": "composer", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "composer"}, "operands": [{"kind": "literal", "text": "require"}, {"kind": "literal", "text": "a/b"}], "options": {}, "redirects": [], "span": [0, 20], "unit": 0, "wrappers": []}], "index": {"commands": {"composer": [0]}, "packages": {"composer": [0], "source:index": [0], "unpinned": [0]}}, "packages": [{"action": "install", "by": {"command": 0}, "certainty": "certain", "manager": "composer", "name": {"kind": "literal", "text": "a/b"}, "pinned": false, "source": "index", "span": [0, 20], "unit": 0}], "reading": {"opaque": []}}}
}

# "gem install rails"
test_fires_on_sample_11 if {
	count(rule.deny) > 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "gem"}, {"kind": "literal", "text": "install"}, {"kind": "literal", "text": "rails"}], "basename": "gem", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "gem"}, "operands": [{"kind": "literal", "text": "install"}, {"kind": "literal", "text": "rails"}], "options": {}, "redirects": [], "span": [0, 17], "unit": 0, "wrappers": []}], "index": {"commands": {"gem": [0]}, "packages": {"gem": [0], "source:index": [0], "unpinned": [0]}}, "packages": [{"action": "install", "by": {"command": 0}, "certainty": "certain", "ecosystem": "gem", "manager": "gem", "name": {"kind": "literal", "text": "rails"}, "pinned": false, "source": "index", "span": [0, 17], "unit": 0}], "reading": {"opaque": []}}}
}

# "cargo install ripgrep"
test_fires_on_sample_12 if {
	count(rule.deny) > 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "cargo"}, {"kind": "literal", "text": "install"}, {"kind": "literal", "text": "ripgrep"}], "basename": "cargo", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "cargo"}, "operands": [{"kind": "literal", "text": "install"}, {"kind": "literal", "text": "ripgrep"}], "options": {}, "redirects": [], "span": [0, 21], "unit": 0, "wrappers": []}], "index": {"commands": {"cargo": [0]}, "packages": {"cargo": [0], "source:index": [0], "unpinned": [0]}}, "packages": [{"action": "install", "by": {"command": 0}, "certainty": "certain", "ecosystem": "crates", "manager": "cargo", "name": {"kind": "literal", "text": "ripgrep"}, "pinned": false, "source": "index", "span": [0, 21], "unit": 0}], "reading": {"opaque": []}}}
}

# "bundle install"
test_fires_on_sample_13 if {
	count(rule.deny) > 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "bundle"}, {"kind": "literal", "text": "install"}], "basename": "bundle", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "bundle"}, "operands": [{"kind": "literal", "text": "install"}], "options": {}, "redirects": [], "span": [0, 14], "unit": 0, "wrappers": []}], "index": {"commands": {"bundle": [0]}}, "reading": {"opaque": []}}}
}

# "cd app && npm install --ignore-scripts=false"
test_fires_on_sample_14 if {
	count(rule.deny) > 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "cd"}, {"kind": "literal", "text": "app"}], "basename": "cd", "builtin": true, "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "cd"}, "operands": [{"kind": "literal", "text": "app"}], "options": {}, "redirects": [], "span": [0, 6], "unit": 0, "wrappers": []}, {"argv": [{"kind": "literal", "text": "npm"}, {"kind": "literal", "text": "install"}, {"kind": "literal", "text": "--ignore-scripts=false"}], "basename": "npm", "certainty": "possible", "context": ["conditional"], "cwd": {"kind": "literal", "text": "/home/user/app"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "npm"}, "operands": [{"kind": "literal", "text": "install"}], "options": {"ignore-scripts": {"kind": "literal", "text": "false"}}, "redirects": [], "span": [10, 44], "unit": 0, "wrappers": []}], "index": {"commands": {"cd": [0], "npm": [1]}}, "reading": {"opaque": []}}}
}

# "pip download requests"
test_fires_on_sample_15 if {
	count(rule.deny) > 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "pip"}, {"kind": "literal", "text": "download"}, {"kind": "literal", "text": "requests"}], "basename": "pip", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "pip"}, "operands": [{"kind": "literal", "text": "download"}, {"kind": "literal", "text": "requests"}], "options": {}, "redirects": [], "span": [0, 21], "unit": 0, "wrappers": []}], "index": {"commands": {"pip": [0]}, "packages": {"pip": [0], "source:index": [0], "unpinned": [0]}}, "packages": [{"action": "fetch", "by": {"command": 0}, "certainty": "certain", "ecosystem": "pypi", "manager": "pip", "name": {"kind": "literal", "text": "requests"}, "pinned": false, "source": "index", "span": [0, 21], "unit": 0}], "reading": {"opaque": []}}}
}

# "%pip install pandas"
test_fires_on_sample_16 if {
	count(rule.deny) > 0 with input as {"facts": {"calls": [{"args": [{"kind": "literal", "text": "pip"}, {"kind": "literal", "text": "install pandas"}], "callee": "get_ipython.run_line_magic", "category": "code", "certainty": "certain", "kwargs": {}, "resolved": true, "span": [0, 19], "unit": 0}], "code": [{"by": {"call": 0}, "certainty": "certain", "child": 1, "how": "%pip", "language": "sh", "source": "literal", "span": [0, 19], "unit": 0}], "commands": [{"argv": [{"kind": "literal", "text": "pip"}, {"kind": "literal", "text": "install"}, {"kind": "literal", "text": "pandas"}], "basename": "pip", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "pip"}, "operands": [{"kind": "literal", "text": "install"}, {"kind": "literal", "text": "pandas"}], "options": {}, "redirects": [], "span": [0, 18], "unit": 1, "wrappers": []}], "index": {"callees": {"get_ipython.run_line_magic": [0]}, "calls": {"code": [0]}, "code": {"literal": [0]}, "commands": {"pip": [0]}, "packages": {"pip": [0], "source:index": [0], "unpinned": [0]}}, "packages": [{"action": "install", "by": {"command": 0}, "certainty": "certain", "ecosystem": "pypi", "manager": "pip", "name": {"kind": "literal", "text": "pandas"}, "pinned": false, "source": "index", "span": [0, 18], "unit": 1}], "reading": {"opaque": []}}}
}

# "require('child_process').execSync('npm i react')"
test_fires_on_sample_17 if {
	count(rule.deny) > 0 with input as {"facts": {"calls": [{"args": [{"kind": "literal", "text": "child_process"}], "callee": "require", "category": "introspection", "certainty": "certain", "kwargs": {}, "resolved": true, "span": [0, 24], "unit": 0}, {"args": [{"kind": "literal", "text": "npm i react"}], "callee": "child_process.execSync", "category": "process", "certainty": "certain", "kwargs": {}, "resolved": true, "span": [0, 48], "unit": 0}], "code": [{"by": {"call": 1}, "certainty": "certain", "child": 1, "how": "child_process.execSync", "language": "sh", "source": "literal", "span": [0, 48], "unit": 0}], "commands": [{"argv": [{"kind": "literal", "text": "npm"}, {"kind": "literal", "text": "i"}, {"kind": "literal", "text": "react"}], "basename": "npm", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "npm"}, "operands": [{"kind": "literal", "text": "i"}, {"kind": "literal", "text": "react"}], "options": {}, "redirects": [], "span": [0, 11], "unit": 1, "wrappers": []}], "index": {"callees": {"child_process.execSync": [1], "require": [0]}, "calls": {"introspection": [0], "process": [1]}, "code": {"literal": [0]}, "commands": {"npm": [0]}, "imports": {"child_process": [0]}, "packages": {"npm": [0], "source:index": [0], "unpinned": [0]}}, "packages": [{"action": "install", "by": {"command": 0}, "certainty": "certain", "ecosystem": "npm", "manager": "npm", "name": {"kind": "literal", "text": "react"}, "pinned": false, "source": "index", "span": [0, 11], "unit": 1}], "reading": {"opaque": []}}}
}

# "the package door"
test_fires_on_sample_18 if {
	count(rule.deny) > 0 with input as {"action": {"argv": ["npm", "install", "--no-audit", "--no-fund", "--", "react"], "kind": "install_packages", "manager": "npm", "packages": ["react"], "timeout_s": 0.0}, "facts": {"commands": [{"argv": [{"kind": "literal", "text": "npm"}, {"kind": "literal", "text": "install"}, {"kind": "literal", "text": "--no-audit"}, {"kind": "literal", "text": "--no-fund"}, {"kind": "literal", "text": "--"}, {"kind": "literal", "text": "react"}], "basename": "npm", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "npm"}, "operands": [{"kind": "literal", "text": "install"}, {"kind": "literal", "text": "react"}], "options": {"no-audit": {"kind": "literal", "text": ""}, "no-fund": {"kind": "literal", "text": ""}}, "redirects": [], "span": [0, 41], "unit": 0, "wrappers": []}], "index": {"commands": {"npm": [0]}, "packages": {"npm": [0], "source:index": [0], "unpinned": [0]}}, "packages": [{"action": "install", "by": {"command": 0}, "certainty": "certain", "ecosystem": "npm", "manager": "npm", "name": {"kind": "literal", "text": "react"}, "pinned": false, "source": "index", "span": [0, 41], "unit": 0}], "reading": {"opaque": []}}}
}

# "npm install --ignore-scripts"
test_is_quiet_on_sample_0 if {
	count(rule.deny) == 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "npm"}, {"kind": "literal", "text": "install"}, {"kind": "literal", "text": "--ignore-scripts"}], "basename": "npm", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "npm"}, "operands": [{"kind": "literal", "text": "install"}], "options": {"ignore-scripts": {"kind": "literal", "text": ""}}, "redirects": [], "span": [0, 28], "unit": 0, "wrappers": []}], "index": {"commands": {"npm": [0]}}, "reading": {"opaque": []}}}
}

# "npm ci --ignore-scripts"
test_is_quiet_on_sample_1 if {
	count(rule.deny) == 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "npm"}, {"kind": "literal", "text": "ci"}, {"kind": "literal", "text": "--ignore-scripts"}], "basename": "npm", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "npm"}, "operands": [{"kind": "literal", "text": "ci"}], "options": {"ignore-scripts": {"kind": "literal", "text": ""}}, "redirects": [], "span": [0, 23], "unit": 0, "wrappers": []}], "index": {"commands": {"npm": [0]}}, "reading": {"opaque": []}}}
}

# "pnpm add react --ignore-scripts"
test_is_quiet_on_sample_2 if {
	count(rule.deny) == 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "pnpm"}, {"kind": "literal", "text": "add"}, {"kind": "literal", "text": "react"}, {"kind": "literal", "text": "--ignore-scripts"}], "basename": "pnpm", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "pnpm"}, "operands": [{"kind": "literal", "text": "add"}, {"kind": "literal", "text": "react"}], "options": {"ignore-scripts": {"kind": "literal", "text": ""}}, "redirects": [], "span": [0, 31], "unit": 0, "wrappers": []}], "index": {"commands": {"pnpm": [0]}, "packages": {"pnpm": [0], "source:index": [0], "unpinned": [0]}}, "packages": [{"action": "install", "by": {"command": 0}, "certainty": "certain", "ecosystem": "npm", "manager": "pnpm", "name": {"kind": "literal", "text": "react"}, "pinned": false, "source": "index", "span": [0, 31], "unit": 0}], "reading": {"opaque": []}}}
}

# "pip install --only-binary=:all: requests"
test_is_quiet_on_sample_3 if {
	count(rule.deny) == 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "pip"}, {"kind": "literal", "text": "install"}, {"kind": "literal", "text": "--only-binary=:all:"}, {"kind": "literal", "text": "requests"}], "basename": "pip", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "pip"}, "operands": [{"kind": "literal", "text": "install"}, {"kind": "literal", "text": "requests"}], "options": {"only-binary": {"kind": "literal", "text": ":all:"}}, "redirects": [], "span": [0, 40], "unit": 0, "wrappers": []}], "index": {"commands": {"pip": [0]}, "packages": {"pip": [0], "source:index": [0], "unpinned": [0]}}, "packages": [{"action": "install", "by": {"command": 0}, "certainty": "certain", "ecosystem": "pypi", "manager": "pip", "name": {"kind": "literal", "text": "requests"}, "pinned": false, "source": "index", "span": [0, 40], "unit": 0}], "reading": {"opaque": []}}}
}

# "python3 -m pip install --only-binary :all: requests"
test_is_quiet_on_sample_4 if {
	count(rule.deny) == 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "python3"}, {"kind": "literal", "text": "-m"}, {"kind": "literal", "text": "pip"}, {"kind": "literal", "text": "install"}, {"kind": "literal", "text": "--only-binary"}, {"kind": "literal", "text": ":all:"}, {"kind": "literal", "text": "requests"}], "basename": "python3", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "python3"}, "operands": [{"kind": "literal", "text": "install"}, {"kind": "literal", "text": "--only-binary"}, {"kind": "literal", "text": ":all:"}, {"kind": "literal", "text": "requests"}], "options": {"m": {"kind": "literal", "text": "pip"}}, "redirects": [], "span": [0, 51], "unit": 0, "wrappers": []}, {"argv": [{"kind": "literal", "text": "pip"}, {"kind": "literal", "text": "install"}, {"kind": "literal", "text": "--only-binary"}, {"kind": "literal", "text": ":all:"}, {"kind": "literal", "text": "requests"}], "basename": "pip", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "launched_by": {"how": "python3", "id": 0}, "name": {"kind": "literal", "text": "pip"}, "operands": [{"kind": "literal", "text": "install"}, {"kind": "literal", "text": "requests"}], "options": {"only-binary": {"kind": "literal", "text": ":all:"}}, "redirects": [], "span": [0, 51], "unit": 0, "wrappers": ["python3"]}], "index": {"commands": {"pip": [1], "python3": [0]}, "packages": {"pip": [0], "source:index": [0], "unpinned": [0]}, "wrapped": {"python3": [1]}}, "packages": [{"action": "install", "by": {"command": 1}, "certainty": "certain", "ecosystem": "pypi", "manager": "pip", "name": {"kind": "literal", "text": "requests"}, "pinned": false, "source": "index", "span": [0, 51], "unit": 0}], "reading": {"opaque": []}}}
}

# "composer install --no-scripts"
test_is_quiet_on_sample_5 if {
	count(rule.deny) == 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "composer"}, {"kind": "literal", "text": "install"}, {"kind": "literal", "text": "--no-scripts"}], "basename": "composer", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "composer"}, "operands": [{"kind": "literal", "text": "install"}], "options": {"no-scripts": {"kind": "literal", "text": ""}}, "redirects": [], "span": [0, 29], "unit": 0, "wrappers": []}], "index": {"commands": {"composer": [0]}}, "reading": {"opaque": []}}}
}

# "npm run build"
test_is_quiet_on_sample_6 if {
	count(rule.deny) == 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "npm"}, {"kind": "literal", "text": "run"}, {"kind": "literal", "text": "build"}], "basename": "npm", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "npm"}, "operands": [{"kind": "literal", "text": "run"}, {"kind": "literal", "text": "build"}], "options": {}, "redirects": [], "span": [0, 13], "unit": 0, "wrappers": []}], "index": {"commands": {"npm": [0]}}, "reading": {"opaque": []}}}
}

# "pip list"
test_is_quiet_on_sample_7 if {
	count(rule.deny) == 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "pip"}, {"kind": "literal", "text": "list"}], "basename": "pip", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "pip"}, "operands": [{"kind": "literal", "text": "list"}], "options": {}, "redirects": [], "span": [0, 8], "unit": 0, "wrappers": []}], "index": {"commands": {"pip": [0]}}, "reading": {"opaque": []}}}
}

# "npm ls"
test_is_quiet_on_sample_8 if {
	count(rule.deny) == 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "npm"}, {"kind": "literal", "text": "ls"}], "basename": "npm", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "npm"}, "operands": [{"kind": "literal", "text": "ls"}], "options": {}, "redirects": [], "span": [0, 6], "unit": 0, "wrappers": []}], "index": {"commands": {"npm": [0]}}, "reading": {"opaque": []}}}
}

# "pip uninstall -y requests"
test_is_quiet_on_sample_9 if {
	count(rule.deny) == 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "pip"}, {"kind": "literal", "text": "uninstall"}, {"kind": "literal", "text": "-y"}, {"kind": "literal", "text": "requests"}], "basename": "pip", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "pip"}, "operands": [{"kind": "literal", "text": "uninstall"}, {"kind": "literal", "text": "requests"}], "options": {"yes": {"kind": "literal", "text": ""}}, "redirects": [], "span": [0, 25], "unit": 0, "wrappers": []}], "index": {"commands": {"pip": [0]}, "packages": {"pip": [0], "source:index": [0], "unpinned": [0]}}, "packages": [{"action": "remove", "by": {"command": 0}, "certainty": "certain", "ecosystem": "pypi", "manager": "pip", "name": {"kind": "literal", "text": "requests"}, "pinned": false, "source": "index", "span": [0, 25], "unit": 0}], "reading": {"opaque": []}}}
}

# "npm_config_ignore_scripts=true npm ci"
test_is_quiet_on_sample_10 if {
	count(rule.deny) == 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "npm"}, {"kind": "literal", "text": "ci"}], "basename": "npm", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {"npm_config_ignore_scripts": {"kind": "literal", "text": "true"}}, "known": true, "name": {"kind": "literal", "text": "npm"}, "operands": [{"kind": "literal", "text": "ci"}], "options": {}, "redirects": [], "span": [0, 37], "unit": 0, "wrappers": []}], "environment": [{"by": {}, "certainty": "certain", "name": {"kind": "literal", "text": "npm_config_ignore_scripts"}, "op": "set", "span": [0, 37], "unit": 0, "value": {"kind": "literal", "text": "true"}}], "index": {"commands": {"npm": [0]}, "environment": {"set": [0]}}, "reading": {"opaque": []}}}
}

# "uv pip install --only-binary :all: requests"
test_is_quiet_on_sample_11 if {
	count(rule.deny) == 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "uv"}, {"kind": "literal", "text": "pip"}, {"kind": "literal", "text": "install"}, {"kind": "literal", "text": "--only-binary"}, {"kind": "literal", "text": ":all:"}, {"kind": "literal", "text": "requests"}], "basename": "uv", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "uv"}, "operands": [{"kind": "literal", "text": "pip"}, {"kind": "literal", "text": "install"}, {"kind": "literal", "text": "requests"}], "options": {"only-binary": {"kind": "literal", "text": ":all:"}}, "redirects": [], "span": [0, 43], "unit": 0, "wrappers": []}], "index": {"commands": {"uv": [0]}, "packages": {"pip": [0], "source:index": [0], "unpinned": [0]}}, "packages": [{"action": "install", "by": {"command": 0}, "certainty": "certain", "ecosystem": "pypi", "manager": "pip", "name": {"kind": "literal", "text": "requests"}, "pinned": false, "source": "index", "span": [0, 43], "unit": 0}], "reading": {"opaque": []}}}
}

# "npm --help"
test_is_quiet_on_sample_12 if {
	count(rule.deny) == 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "npm"}, {"kind": "literal", "text": "--help"}], "basename": "npm", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "npm"}, "operands": [], "options": {"help": {"kind": "literal", "text": ""}}, "redirects": [], "span": [0, 10], "unit": 0, "wrappers": []}], "index": {"commands": {"npm": [0]}}, "reading": {"opaque": []}}}
}

# "cargo build"
test_is_quiet_on_sample_13 if {
	count(rule.deny) == 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "cargo"}, {"kind": "literal", "text": "build"}], "basename": "cargo", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "cargo"}, "operands": [{"kind": "literal", "text": "build"}], "options": {}, "redirects": [], "span": [0, 11], "unit": 0, "wrappers": []}], "index": {"commands": {"cargo": [0]}}, "reading": {"opaque": []}}}
}

# "apt-get install -y curl"
test_is_quiet_on_sample_14 if {
	count(rule.deny) == 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "apt-get"}, {"kind": "literal", "text": "install"}, {"kind": "literal", "text": "-y"}, {"kind": "literal", "text": "curl"}], "basename": "apt-get", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "apt-get"}, "operands": [{"kind": "literal", "text": "install"}, {"kind": "literal", "text": "curl"}], "options": {"yes": {"kind": "literal", "text": ""}}, "redirects": [], "span": [0, 23], "unit": 0, "wrappers": []}], "index": {"commands": {"apt-get": [0]}, "packages": {"apt": [0], "source:index": [0], "unpinned": [0]}}, "packages": [{"action": "install", "by": {"command": 0}, "certainty": "certain", "manager": "apt", "name": {"kind": "literal", "text": "curl"}, "pinned": false, "source": "index", "span": [0, 23], "unit": 0}], "reading": {"opaque": []}}}
}

# "import pandas"
test_is_quiet_on_sample_15 if {
	count(rule.deny) == 0 with input as {"facts": {"index": {"imports": {"pandas": [0]}}, "reading": {"opaque": []}}}
}

# "require('react')"
test_is_quiet_on_sample_16 if {
	count(rule.deny) == 0 with input as {"facts": {"calls": [{"args": [{"kind": "literal", "text": "react"}], "callee": "require", "category": "introspection", "certainty": "certain", "kwargs": {}, "resolved": true, "span": [0, 16], "unit": 0}], "index": {"callees": {"require": [0]}, "calls": {"introspection": [0]}, "imports": {"react": [0]}}, "reading": {"opaque": []}}}
}
