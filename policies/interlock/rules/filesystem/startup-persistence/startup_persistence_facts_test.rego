# By hand: what a sample does not reach, effects of program code among it.
package interlock.rules.filesystem["startup-persistence_facts_test"]

import data.interlock.rules.filesystem["startup-persistence"] as rule
import data.interlock.testing

test_fires_on[note] if {
	some note, items in fires
	count(rule.deny) > 0 with input as testing.document(items)
}

test_is_quiet_on[note] if {
	some note, items in quiet
	count(rule.deny) == 0 with input as testing.document(items)
}

sink(op, path, kind) := {"files": [object.union(testing.file(op, path), {"sink": kind})]}

whole(op, path) := {"files": [object.union(testing.file(op, path), {"recursive": true})]}

run(words) := {"commands": [testing.command(words)]}

fires := {
	"a start-up file that a call writes": sink("append", "/home/user/.bashrc", "shell_startup"),
	"a tree over a repository": whole("write", "/home/user/.git"),
	"an archive over keys": {"files": [testing.file("extract", "/home/user/.ssh")]},
	"a unit": run(["systemctl", "enable", "x"]),
	"a table": run(["crontab", "file"]),
}

quiet := {
	"nothing": {},
	"a start-up file that is read": sink("read", "/home/user/.bashrc", "shell_startup"),
	"tests of a project": sink("write", "/home/user/project/conftest.py", "auto_import"),
	"a tree in a project": whole("write", "/home/user/project/src"),
	"one file in a repository": {"files": [testing.file("write", "/home/user/.git")]},
	"a unit that is looked at": run(["systemctl", "status", "x"]),
	"no verb at all": run(["systemctl"]),
	"a table that is listed": run(["crontab", "-l"]),
	"a setting of git, which rules about git judge": run(["git", "config", "core.hooksPath", "x"]),
	"another command": run(["git", "commit"]),
}
