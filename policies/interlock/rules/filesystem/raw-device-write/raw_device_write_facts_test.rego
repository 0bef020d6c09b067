# By hand: what a sample does not reach, effects of program code among it.
package interlock.rules.filesystem["raw-device-write_facts_test"]

import data.interlock.rules.filesystem["raw-device-write"] as rule
import data.interlock.testing

test_fires_on[note] if {
	some note, items in fires
	count(rule.deny) > 0 with input as testing.document(items)
}

test_is_quiet_on[note] if {
	some note, items in quiet
	count(rule.deny) == 0 with input as testing.document(items)
}

effect(op, path) := {"files": [testing.file(op, path)]}

by(words, op, path) := {
	"commands": [testing.command(words)],
	"files": [object.union(testing.file(op, path), {"by": {"command": 0}})],
}

fires := {
	"a disk that a call writes to": effect("write", "/dev/sda"),
	"a device of which only the directory is known": {"files": [testing.unresolved("write", testing.joined([testing.literal("/dev/"), testing.unknown]), ["/", "/dev"])]},
	"a device that is replaced by a link": effect("link", "/dev/null"),
	"a device that everybody may use": effect("chmod", "/dev/sda"),
	"a partition table": by(["fdisk", "/dev/sda"], "write", "/dev/sda"),
}

quiet := {
	"a device that is mounted": effect("mount", "/dev/sda1"),
	"nothing": {},
	"a device that is read": effect("read", "/dev/sda"),
	"the null device": effect("append", "/dev/null"),
	"shared memory": effect("delete", "/dev/shm/x"),
	"a descriptor": effect("write", "/dev/fd/3"),
	"a partition table that is listed": by(["fdisk", "-l", "/dev/sda"], "write", "/dev/sda"),
}
