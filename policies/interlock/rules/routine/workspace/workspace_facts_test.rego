# By hand: what a sample does not reach.
package interlock.rules.routine.workspace_facts_test

import data.interlock.rules.routine.workspace as rule
import data.interlock.testing

strict(items) := object.union(object.union(testing.document(items), {"facts": {"sql": object.get(items, "sql", [])}}), {"attributes": {"profile": "strict"}})

file(op, path) := testing.file(op, path)

changed(effect, fields) := {"files": [object.union(effect, fields)]}

fires := {
	"nothing at all": {},
	"a file is made executable": changed(file("chmod", "/home/user/a"), {"mode": "+x"}),
	"nothing is kept": {"files": [file("write", "/dev/null")]},
	"a query": {"sql": [{"op": "select", "unit": 0, "span": [0, 1]}]},
	"a call that reads": {"calls": [{"callee": "open", "category": "file"}]},
	"a variable of one's own": {"environment": [{"op": "set", "name": testing.literal("DEBUG")}]},
	"all files of a kind": {"files": [testing.unresolved("read", testing.glob("/home/user/*.py"), ["/", "/home", "/home/user"])]},
	"a library is read": {"files": [file("read", "/usr/share/dict/words")]},
	"a system file that anybody reads": {"files": [file("read", "/etc/os-release")]},
}

quiet := {
	"a table is dropped": {"sql": [{"op": "drop", "unit": 0, "span": [0, 1]}]},
	"everybody may write": changed(file("chmod", "/home/user/a"), {"mode": "777"}),
	"a place that runs later": changed(file("write", "/home/user/.profile"), {"sink": "shell_startup"}),
	"a path nobody knows": {"files": [testing.unresolved("delete", testing.unknown, [])]},
	"a read that nobody knows": {"files": [testing.unresolved("read", testing.unknown, [])]},
	"keys": {"files": [file("read", "/home/user/.ssh/id_rsa")]},
	"an environment that is listed": {"environment": [{"op": "list"}]},
	"a module that nobody knows": {"imports": [{"module": testing.unknown}]},
	"a secret of the environment": {"environment": [{"op": "read", "name": testing.literal("API_TOKEN")}]},
	"all hidden files": {"files": [testing.unresolved("read", testing.glob("/home/user/.*"), ["/", "/home", "/home/user"])]},
	"all of the home": changed(file("read", "/home/user"), {"recursive": true}),
	"a native call": {"calls": [{"callee": "ctypes.CDLL", "category": "native"}]},
	"a program by a path": {"commands": [object.union(testing.command(["ls"]), {"name": testing.literal("./ls")})]},
	"git that pushes": {"commands": [testing.command(["git", "push"])]},
	"ignorance": {"reading": [{"code": "alias"}]},
}

test_fires_on[note] if {
	some note, items in fires
	count(rule.allow) == 1 with input as strict(items)
}

test_is_quiet_on[note] if {
	some note, items in quiet
	count(rule.allow) == 0 with input as strict(items)
}
