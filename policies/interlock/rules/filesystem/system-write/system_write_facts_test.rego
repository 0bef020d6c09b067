# By hand: what a sample does not reach, effects of program code among it.
package interlock.rules.filesystem["system-write_facts_test"]

import data.interlock.rules.filesystem["system-write"] as rule
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

copied(path) := {"files": [object.union(testing.file("write", path), {"recursive": true})]}

fires := {
	"a file that a call writes": effect("write", "/etc/passwd"),
	"the directory itself": effect("extract", "/usr"),
	"a file of which only the directory is known": {"files": [testing.unresolved("write", testing.joined([testing.literal("/etc/"), testing.unknown]), ["/", "/etc"])]},
	"a setting of the kernel": effect("write", "/proc/sys/kernel/core_pattern"),
	"an archive over the root": effect("extract", "/"),
	"a tree over the root": copied("/"),
	"a file that is moved away": effect("move", "/etc/passwd"),
}

quiet := {
	"nothing": {},
	"a file that is read": effect("read", "/etc/passwd"),
	"a project": effect("write", "/home/user/a"),
	"a device": effect("write", "/dev/null"),
	"one's own process": effect("write", "/proc/self/oom_score_adj"),
	"lists of packages": effect("write", "/var/lib/apt/lists/x"),
	"a file beside the trees": effect("write", "/x"),
}
