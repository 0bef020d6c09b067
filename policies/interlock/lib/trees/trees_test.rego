package interlock.lib.trees_test

import data.interlock.lib.trees
import data.interlock.testing

test_paths_that_are_protected_or_lie_in_a_tree_that_is[path] if {
	some path in ["/", "//", "/usr", "/usr/", "/etc/ssh/sshd_config", "/home/alice", "/var/lib/postgresql"]
	trees.protected_path(path)
}

test_paths_of_the_work_are_not[path] if {
	some path in ["build", "/home/user/build", "/tmp/x", "/var/lib/apt/lists/a", "/var/cache/x", "/workspace"]
	not trees.protected_path(path)
}

test_a_file_in_a_home_is_the_agents_own if {
	not trees.reaches_protected(testing.file("delete", "/home/user/a"))
	trees.reaches_protected(object.union(testing.file("delete", "/home/user"), {"recursive": true}))
}
