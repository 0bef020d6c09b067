# By hand: what a sample does not reach.
package interlock.rules.filesystem.mount_facts_test

import data.interlock.rules.filesystem.mount as rule
import data.interlock.testing

test_fires_on[note] if {
	some note, items in fires
	count(rule.deny) > 0 with input as testing.document(items)
}

test_is_quiet_on[note] if {
	some note, items in quiet
	count(rule.deny) == 0 with input as testing.document(items)
}

test_it_is_enforced if rule.mode == "enforce"

by(words, path) := {
	"commands": [testing.command(words)],
	"files": [object.union(testing.file("mount", path), {"by": {"command": 0}})],
}

fires := {
	"a device": by(["mount", "/dev/sdb1"], "/dev/sdb1"),
	"a tree by a container": by(["docker", "run"], "/etc"),
	"the socket of the engine": by(["docker", "run"], "/run/docker.sock"),
	"a place at the root": by(["mount", "x", "/data"], "/data"),
}

quiet := {
	"nothing": {},
	"a tree of a namespace of its own": by(["bwrap"], "/usr"),
	"the working directory": by(["docker", "run"], "/home/user"),
	"the clock of the machine": by(["docker", "run"], "/etc/localtime"),
	"a question": by(["mount", "--help"], "/dev/sdb1"),
	"a place of the work": by(["mount", "x", "mnt"], "/home/user/mnt"),
}
