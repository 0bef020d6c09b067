# Written by tools/make_policy_tests.py from samples.json; do not edit.

package interlock.rules.filesystem.format_test

import data.interlock.rules.filesystem.format as rule

# "mkfs.ext4 /dev/sda1"
test_fires_on_sample_0 if {
	count(rule.deny) > 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "mkfs.ext4"}, {"kind": "literal", "text": "/dev/sda1"}], "basename": "mkfs.ext4", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "mkfs.ext4"}, "operands": [{"kind": "literal", "text": "/dev/sda1"}], "options": {}, "redirects": [], "span": [0, 19], "unit": 0, "wrappers": []}], "files": [{"ancestors": ["/", "/dev"], "by": {"command": 0}, "certainty": "certain", "op": "write", "path": {"kind": "literal", "text": "/dev/sda1"}, "resolved": "/dev/sda1", "span": [0, 19], "unit": 0}], "index": {"commands": {"mkfs.ext4": [0]}, "files": {"write": [0]}, "paths": {"/": [0], "/dev": [0], "/dev/sda1": [0]}}, "reading": {"opaque": []}}}
}

# "mkfs -t xfs /dev/vdb"
test_fires_on_sample_1 if {
	count(rule.deny) > 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "mkfs"}, {"kind": "literal", "text": "-t"}, {"kind": "literal", "text": "xfs"}, {"kind": "literal", "text": "/dev/vdb"}], "basename": "mkfs", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "mkfs"}, "operands": [{"kind": "literal", "text": "/dev/vdb"}], "options": {"t": {"kind": "literal", "text": "xfs"}}, "redirects": [], "span": [0, 20], "unit": 0, "wrappers": []}], "files": [{"ancestors": ["/", "/dev"], "by": {"command": 0}, "certainty": "certain", "op": "write", "path": {"kind": "literal", "text": "/dev/vdb"}, "resolved": "/dev/vdb", "span": [0, 20], "unit": 0}], "index": {"commands": {"mkfs": [0]}, "files": {"write": [0]}, "paths": {"/": [0], "/dev": [0], "/dev/vdb": [0]}}, "reading": {"opaque": []}}}
}

# "sudo mkswap /dev/sdb2"
test_fires_on_sample_2 if {
	count(rule.deny) > 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "sudo"}, {"kind": "literal", "text": "mkswap"}, {"kind": "literal", "text": "/dev/sdb2"}], "basename": "sudo", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "sudo"}, "operands": [{"kind": "literal", "text": "mkswap"}, {"kind": "literal", "text": "/dev/sdb2"}], "options": {}, "redirects": [], "span": [0, 21], "unit": 0, "wrappers": []}, {"argv": [{"kind": "literal", "text": "mkswap"}, {"kind": "literal", "text": "/dev/sdb2"}], "basename": "mkswap", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "launched_by": {"how": "sudo", "id": 0}, "name": {"kind": "literal", "text": "mkswap"}, "operands": [{"kind": "literal", "text": "/dev/sdb2"}], "options": {}, "privileged": true, "redirects": [], "span": [0, 21], "unit": 0, "user": "root", "wrappers": ["sudo"]}], "files": [{"ancestors": ["/", "/dev"], "by": {"command": 1}, "certainty": "certain", "op": "write", "path": {"kind": "literal", "text": "/dev/sdb2"}, "resolved": "/dev/sdb2", "span": [0, 21], "unit": 0}], "index": {"commands": {"mkswap": [1], "sudo": [0]}, "files": {"write": [0]}, "paths": {"/": [0], "/dev": [0], "/dev/sdb2": [0]}, "privileges": {"become_user": [0]}, "wrapped": {"sudo": [1]}}, "privileges": [{"by": {"command": 0}, "certainty": "certain", "kind": "become_user", "span": [0, 21], "target": {"kind": "literal", "text": "/dev/sdb2"}, "unit": 0}], "reading": {"opaque": []}}}
}

# "m\\kfs.btrfs /dev/nvme0n1"
test_fires_on_sample_3 if {
	count(rule.deny) > 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "mkfs.btrfs"}, {"kind": "literal", "text": "/dev/nvme0n1"}], "basename": "mkfs.btrfs", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "mkfs.btrfs"}, "operands": [{"kind": "literal", "text": "/dev/nvme0n1"}], "options": {}, "redirects": [], "span": [0, 24], "unit": 0, "wrappers": []}], "files": [{"ancestors": ["/", "/dev"], "by": {"command": 0}, "certainty": "certain", "op": "write", "path": {"kind": "literal", "text": "/dev/nvme0n1"}, "resolved": "/dev/nvme0n1", "span": [0, 24], "unit": 0}], "index": {"commands": {"mkfs.btrfs": [0]}, "files": {"write": [0]}, "paths": {"/": [0], "/dev": [0], "/dev/nvme0n1": [0]}}, "reading": {"opaque": []}}}
}

# "wipefs -a /dev/sda"
test_fires_on_sample_4 if {
	count(rule.deny) > 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "wipefs"}, {"kind": "literal", "text": "-a"}, {"kind": "literal", "text": "/dev/sda"}], "basename": "wipefs", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "wipefs"}, "operands": [], "options": {"a": {"kind": "literal", "text": "/dev/sda"}}, "redirects": [], "span": [0, 18], "unit": 0, "wrappers": []}], "index": {"commands": {"wipefs": [0]}}, "reading": {"opaque": []}}}
}

# "sh -c 'mkfs.vfat /dev/sdc1'"
test_fires_on_sample_5 if {
	count(rule.deny) > 0 with input as {"facts": {"code": [{"by": {"command": 0}, "certainty": "certain", "child": 1, "how": "sh -c", "language": "sh", "source": "literal", "span": [6, 27], "unit": 0}], "commands": [{"argv": [{"kind": "literal", "text": "sh"}, {"kind": "literal", "text": "-c"}, {"kind": "literal", "text": "mkfs.vfat /dev/sdc1"}], "basename": "sh", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "sh"}, "operands": [{"kind": "literal", "text": "mkfs.vfat /dev/sdc1"}], "options": {"c": {"kind": "literal", "text": ""}}, "redirects": [], "span": [0, 27], "unit": 0, "wrappers": []}, {"argv": [{"kind": "literal", "text": "mkfs.vfat"}, {"kind": "literal", "text": "/dev/sdc1"}], "basename": "mkfs.vfat", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "mkfs.vfat"}, "operands": [{"kind": "literal", "text": "/dev/sdc1"}], "options": {}, "redirects": [], "span": [0, 19], "unit": 1, "wrappers": ["sh"]}], "files": [{"ancestors": ["/", "/dev"], "by": {"command": 1}, "certainty": "certain", "op": "write", "path": {"kind": "literal", "text": "/dev/sdc1"}, "resolved": "/dev/sdc1", "span": [0, 19], "unit": 1}], "index": {"code": {"literal": [0]}, "commands": {"mkfs.vfat": [1], "sh": [0]}, "files": {"write": [0]}, "paths": {"/": [0], "/dev": [0], "/dev/sdc1": [0]}, "wrapped": {"sh": [1]}}, "reading": {"opaque": []}}}
}

# "fdisk /dev/sda"
test_fires_on_sample_6 if {
	count(rule.deny) > 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "fdisk"}, {"kind": "literal", "text": "/dev/sda"}], "basename": "fdisk", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "fdisk"}, "operands": [{"kind": "literal", "text": "/dev/sda"}], "options": {}, "redirects": [], "span": [0, 14], "unit": 0, "wrappers": []}], "files": [{"ancestors": ["/", "/dev"], "by": {"command": 0}, "certainty": "certain", "op": "write", "path": {"kind": "literal", "text": "/dev/sda"}, "resolved": "/dev/sda", "span": [0, 14], "unit": 0}], "index": {"commands": {"fdisk": [0]}, "files": {"write": [0]}, "paths": {"/": [0], "/dev": [0], "/dev/sda": [0]}}, "reading": {"opaque": []}}}
}

# "env mke2fs /dev/sdb"
test_fires_on_sample_7 if {
	count(rule.deny) > 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "env"}, {"kind": "literal", "text": "mke2fs"}, {"kind": "literal", "text": "/dev/sdb"}], "basename": "env", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "env"}, "operands": [{"kind": "literal", "text": "mke2fs"}, {"kind": "literal", "text": "/dev/sdb"}], "options": {}, "redirects": [], "span": [0, 19], "unit": 0, "wrappers": []}, {"argv": [{"kind": "literal", "text": "mke2fs"}, {"kind": "literal", "text": "/dev/sdb"}], "basename": "mke2fs", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "launched_by": {"how": "env", "id": 0}, "name": {"kind": "literal", "text": "mke2fs"}, "operands": [{"kind": "literal", "text": "/dev/sdb"}], "options": {}, "redirects": [], "span": [0, 19], "unit": 0, "wrappers": ["env"]}], "files": [{"ancestors": ["/", "/dev"], "by": {"command": 1}, "certainty": "certain", "op": "write", "path": {"kind": "literal", "text": "/dev/sdb"}, "resolved": "/dev/sdb", "span": [0, 19], "unit": 0}], "index": {"commands": {"env": [0], "mke2fs": [1]}, "files": {"write": [0]}, "paths": {"/": [0], "/dev": [0], "/dev/sdb": [0]}, "wrapped": {"env": [1]}}, "reading": {"opaque": []}}}
}

# "parted -s /dev/sda mklabel gpt"
test_fires_on_sample_8 if {
	count(rule.deny) > 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "parted"}, {"kind": "literal", "text": "-s"}, {"kind": "literal", "text": "/dev/sda"}, {"kind": "literal", "text": "mklabel"}, {"kind": "literal", "text": "gpt"}], "basename": "parted", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "parted"}, "operands": [{"kind": "literal", "text": "mklabel"}, {"kind": "literal", "text": "gpt"}], "options": {"s": {"kind": "literal", "text": "/dev/sda"}}, "redirects": [], "span": [0, 30], "unit": 0, "wrappers": []}], "files": [{"ancestors": ["/", "/home", "/home/user"], "by": {"command": 0}, "certainty": "certain", "op": "write", "path": {"kind": "literal", "text": "mklabel"}, "resolved": "/home/user/mklabel", "span": [0, 30], "unit": 0}, {"ancestors": ["/", "/home", "/home/user"], "by": {"command": 0}, "certainty": "certain", "op": "write", "path": {"kind": "literal", "text": "gpt"}, "resolved": "/home/user/gpt", "span": [0, 30], "unit": 0}], "index": {"commands": {"parted": [0]}, "files": {"write": [0, 1]}, "paths": {"/": [0, 1], "/home": [0, 1], "/home/user": [0, 1], "/home/user/gpt": [1], "/home/user/mklabel": [0]}}, "reading": {"opaque": []}}}
}

# "mkfs.bcachefs /dev/sda"
test_fires_on_sample_9 if {
	count(rule.deny) > 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "mkfs.bcachefs"}, {"kind": "literal", "text": "/dev/sda"}], "basename": "mkfs.bcachefs", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "name": {"kind": "literal", "text": "mkfs.bcachefs"}, "operands": [{"kind": "literal", "text": "/dev/sda"}], "options": {}, "redirects": [], "span": [0, 22], "unit": 0, "wrappers": []}], "files": [{"ancestors": ["/", "/dev"], "by": {"command": 0}, "certainty": "possible", "op": "read", "path": {"kind": "literal", "text": "/dev/sda"}, "resolved": "/dev/sda", "span": [0, 22], "unit": 0}], "index": {"commands": {"mkfs.bcachefs": [0]}, "files": {"read": [0]}, "paths": {"/": [0], "/dev": [0], "/dev/sda": [0]}}, "reading": {"opaque": []}}}
}

# "sgdisk -Z /dev/sda"
test_fires_on_sample_10 if {
	count(rule.deny) > 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "sgdisk"}, {"kind": "literal", "text": "-Z"}, {"kind": "literal", "text": "/dev/sda"}], "basename": "sgdisk", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "sgdisk"}, "operands": [{"kind": "literal", "text": "/dev/sda"}], "options": {"Z": {"kind": "literal", "text": ""}}, "redirects": [], "span": [0, 18], "unit": 0, "wrappers": []}], "files": [{"ancestors": ["/", "/dev"], "by": {"command": 0}, "certainty": "certain", "op": "write", "path": {"kind": "literal", "text": "/dev/sda"}, "resolved": "/dev/sda", "span": [0, 18], "unit": 0}], "index": {"commands": {"sgdisk": [0]}, "files": {"write": [0]}, "paths": {"/": [0], "/dev": [0], "/dev/sda": [0]}}, "reading": {"opaque": []}}}
}

# "import os\nos.system('mkfs.ext4 /dev/sda')"
test_fires_on_sample_11 if {
	count(rule.deny) > 0 with input as {"facts": {"calls": [{"args": [{"kind": "literal", "text": "mkfs.ext4 /dev/sda"}], "callee": "os.system", "category": "process", "certainty": "certain", "kwargs": {}, "resolved": true, "span": [10, 41], "unit": 0}], "code": [{"by": {"call": 0}, "certainty": "certain", "child": 1, "how": "os.system", "language": "sh", "source": "literal", "span": [10, 41], "unit": 0}], "commands": [{"argv": [{"kind": "literal", "text": "mkfs.ext4"}, {"kind": "literal", "text": "/dev/sda"}], "basename": "mkfs.ext4", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "mkfs.ext4"}, "operands": [{"kind": "literal", "text": "/dev/sda"}], "options": {}, "redirects": [], "span": [0, 18], "unit": 1, "wrappers": []}], "files": [{"ancestors": ["/", "/dev"], "by": {"command": 0}, "certainty": "certain", "op": "write", "path": {"kind": "literal", "text": "/dev/sda"}, "resolved": "/dev/sda", "span": [0, 18], "unit": 1}], "index": {"callees": {"os.system": [0]}, "calls": {"process": [0]}, "code": {"literal": [0]}, "commands": {"mkfs.ext4": [0]}, "files": {"write": [0]}, "imports": {"os": [0]}, "paths": {"/": [0], "/dev": [0], "/dev/sda": [0]}}, "reading": {"opaque": []}}}
}

# "man mkfs"
test_is_quiet_on_sample_0 if {
	count(rule.deny) == 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "man"}, {"kind": "literal", "text": "mkfs"}], "basename": "man", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "man"}, "operands": [{"kind": "literal", "text": "mkfs"}], "options": {}, "redirects": [], "span": [0, 8], "unit": 0, "wrappers": []}], "index": {"commands": {"man": [0]}}, "reading": {"opaque": []}}}
}

# "echo mkfs.ext4 /dev/sda1"
test_is_quiet_on_sample_1 if {
	count(rule.deny) == 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "echo"}, {"kind": "literal", "text": "mkfs.ext4"}, {"kind": "literal", "text": "/dev/sda1"}], "basename": "echo", "builtin": true, "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "echo"}, "operands": [{"kind": "literal", "text": "mkfs.ext4"}, {"kind": "literal", "text": "/dev/sda1"}], "options": {}, "redirects": [], "span": [0, 24], "unit": 0, "wrappers": []}], "index": {"commands": {"echo": [0]}}, "reading": {"opaque": []}}}
}

# "fdisk -l"
test_is_quiet_on_sample_2 if {
	count(rule.deny) == 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "fdisk"}, {"kind": "literal", "text": "-l"}], "basename": "fdisk", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "fdisk"}, "operands": [], "options": {"l": {"kind": "literal", "text": ""}}, "redirects": [], "span": [0, 8], "unit": 0, "wrappers": []}], "index": {"commands": {"fdisk": [0]}}, "reading": {"opaque": []}}}
}

# "lsblk"
test_is_quiet_on_sample_3 if {
	count(rule.deny) == 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "lsblk"}], "basename": "lsblk", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "lsblk"}, "operands": [], "options": {}, "redirects": [], "span": [0, 5], "unit": 0, "wrappers": []}], "index": {"commands": {"lsblk": [0]}}, "reading": {"opaque": []}}}
}

# "df -h"
test_is_quiet_on_sample_4 if {
	count(rule.deny) == 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "df"}, {"kind": "literal", "text": "-h"}], "basename": "df", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "df"}, "operands": [], "options": {"h": {"kind": "literal", "text": ""}}, "redirects": [], "span": [0, 5], "unit": 0, "wrappers": []}], "index": {"commands": {"df": [0]}}, "reading": {"opaque": []}}}
}

# "grep mkfs notes.txt"
test_is_quiet_on_sample_5 if {
	count(rule.deny) == 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "grep"}, {"kind": "literal", "text": "mkfs"}, {"kind": "literal", "text": "notes.txt"}], "basename": "grep", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "grep"}, "operands": [{"kind": "literal", "text": "mkfs"}, {"kind": "literal", "text": "notes.txt"}], "options": {}, "redirects": [], "span": [0, 19], "unit": 0, "wrappers": []}], "files": [{"ancestors": ["/", "/home", "/home/user"], "by": {"command": 0}, "certainty": "certain", "op": "read", "path": {"kind": "literal", "text": "notes.txt"}, "resolved": "/home/user/notes.txt", "span": [0, 19], "unit": 0}], "index": {"commands": {"grep": [0]}, "files": {"read": [0]}, "paths": {"/": [0], "/home": [0], "/home/user": [0], "/home/user/notes.txt": [0]}}, "reading": {"opaque": []}}}
}

# "parted --list"
test_is_quiet_on_sample_6 if {
	count(rule.deny) == 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "parted"}, {"kind": "literal", "text": "--list"}], "basename": "parted", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "parted"}, "operands": [], "options": {"list": {"kind": "literal", "text": ""}}, "redirects": [], "span": [0, 13], "unit": 0, "wrappers": []}], "index": {"commands": {"parted": [0]}}, "reading": {"opaque": []}}}
}

# "sfdisk --dump /dev/sda"
test_is_quiet_on_sample_7 if {
	count(rule.deny) == 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "sfdisk"}, {"kind": "literal", "text": "--dump"}, {"kind": "literal", "text": "/dev/sda"}], "basename": "sfdisk", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "sfdisk"}, "operands": [{"kind": "literal", "text": "/dev/sda"}], "options": {"dump": {"kind": "literal", "text": ""}}, "redirects": [], "span": [0, 22], "unit": 0, "wrappers": []}], "files": [{"ancestors": ["/", "/dev"], "by": {"command": 0}, "certainty": "certain", "op": "write", "path": {"kind": "literal", "text": "/dev/sda"}, "resolved": "/dev/sda", "span": [0, 22], "unit": 0}], "index": {"commands": {"sfdisk": [0]}, "files": {"write": [0]}, "paths": {"/": [0], "/dev": [0], "/dev/sda": [0]}}, "reading": {"opaque": []}}}
}

# "wipefs file.img"
test_is_quiet_on_sample_8 if {
	count(rule.deny) == 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "wipefs"}, {"kind": "literal", "text": "file.img"}], "basename": "wipefs", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "wipefs"}, "operands": [{"kind": "literal", "text": "file.img"}], "options": {}, "redirects": [], "span": [0, 15], "unit": 0, "wrappers": []}], "files": [{"ancestors": ["/", "/home", "/home/user"], "by": {"command": 0}, "certainty": "certain", "op": "write", "path": {"kind": "literal", "text": "file.img"}, "resolved": "/home/user/file.img", "span": [0, 15], "unit": 0}], "index": {"commands": {"wipefs": [0]}, "files": {"write": [0]}, "paths": {"/": [0], "/home": [0], "/home/user": [0], "/home/user/file.img": [0]}}, "reading": {"opaque": []}}}
}

# "fdisk -l /dev/sda"
test_is_quiet_on_sample_9 if {
	count(rule.deny) == 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "fdisk"}, {"kind": "literal", "text": "-l"}, {"kind": "literal", "text": "/dev/sda"}], "basename": "fdisk", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "fdisk"}, "operands": [{"kind": "literal", "text": "/dev/sda"}], "options": {"l": {"kind": "literal", "text": ""}}, "redirects": [], "span": [0, 17], "unit": 0, "wrappers": []}], "files": [{"ancestors": ["/", "/dev"], "by": {"command": 0}, "certainty": "certain", "op": "write", "path": {"kind": "literal", "text": "/dev/sda"}, "resolved": "/dev/sda", "span": [0, 17], "unit": 0}], "index": {"commands": {"fdisk": [0]}, "files": {"write": [0]}, "paths": {"/": [0], "/dev": [0], "/dev/sda": [0]}}, "reading": {"opaque": []}}}
}
