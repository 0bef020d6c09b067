# By hand: what a sample does not reach, effects of program code among it.
package interlock.rules.filesystem.format_facts_test

import data.interlock.rules.filesystem.format as rule
import data.interlock.testing

test_fires_on[note] if {
	some note, items in fires
	count(rule.deny) > 0 with input as testing.document(items)
}

test_is_quiet_on[note] if {
	some note, items in quiet
	count(rule.deny) == 0 with input as testing.document(items)
}

run(words) := {"commands": [testing.command(words)]}

unclear := {"commands": [object.union(testing.command(["wipefs"]), {"argv": [testing.literal("wipefs"), testing.unknown]})]}

fires := {
	"a file system nobody listed": run(["mkfs.bcachefs", "/dev/sda"]),
	"signatures that are wiped": run(["wipefs", "-a", "/dev/sda"]),
	"options nobody knows": unclear,
	"a partition table": run(["parted", "/dev/sda", "mklabel"]),
	"a print among other commands": run(["parted", "/dev/sda", "print", "rm", "1"]),
}

quiet := {
	"nothing": {},
	"signatures that are listed": run(["wipefs", "/dev/sda"]),
	"a partition table that is printed": run(["parted", "/dev/sda", "print"]),
	"all partition tables": run(["parted", "--list"]),
	"a dump": run(["sfdisk", "--dump", "/dev/sda"]),
	"help": run(["mkfs.ext4", "--help"]),
}
