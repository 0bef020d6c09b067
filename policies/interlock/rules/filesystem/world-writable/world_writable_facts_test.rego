# By hand: what a sample does not reach, effects of program code among it.
package interlock.rules.filesystem["world-writable_facts_test"]

import data.interlock.rules.filesystem["world-writable"] as rule
import data.interlock.testing

test_fires_on[note] if {
	some note, items in fires
	count(rule.deny) > 0 with input as testing.document(items)
}

test_is_quiet_on[note] if {
	some note, items in quiet
	count(rule.deny) == 0 with input as testing.document(items)
}

chmod(mode) := {"files": [object.union(testing.file("chmod", "/home/user/f"), {"mode": mode})]}

by_command(mode) := {
	"commands": [testing.command(["chmod"])],
	"files": [object.union(testing.file("chmod", "/home/user/f"), {"mode": mode, "by": {"command": 0}})],
}

made(name, option, mode) := {"commands": [object.union(testing.command([name]), {"options": {option: testing.literal(mode)}})]}

fires := {
	"everything by a call": chmod("777"),
	"an upload for everybody": {"files": [object.union(testing.file("write", "/home/user/f"), {"mode": "777"})]},
	"an upload with a set-user bit": {"files": [object.union(testing.file("write", "/home/user/f"), {"mode": "4755"})]},
	"a directory that a call makes": {"files": [object.union(testing.file("create", "/home/user/d"), {"mode": "777"})]},
	"what others may by an operator": chmod("+002"),
	"a set-user bit with leading zeros": chmod("0004755"),
	"a set-group bit": chmod("2755"),
	"others who get what the owner has": chmod("o=u"),
	"a second operator": chmod("a-x+w"),
	"a later clause": chmod("u+x,o+w"),
	"a set-user bit among others": chmod("u=rwxs"),
	"a mode only known at run time": by_command("?"),
	"a file that is installed": made("install", "mode", "4755"),
	"a directory that is made": made("mkdir", "m", "777"),
	"a list for others": made("setfacl", "m", "u:bob:r,o::rw"),
	"a default list for others": made("setfacl", "modify", "d:o::rwx"),
}

quiet := {
	"nothing": {},
	"the owner": chmod("u+rw"),
	"the group": chmod("g=u"),
	"everybody as far as the umask lets them": chmod("+w"),
	"others who may read": chmod("o=r"),
	"others who lose": chmod("o-w"),
	"a sticky bit": chmod("+t"),
	"a mode that a call computes": chmod("?"),
	"a file that is installed": made("install", "m", "755"),
	"a list for one user": made("setfacl", "m", "u:bob:rw"),
}
