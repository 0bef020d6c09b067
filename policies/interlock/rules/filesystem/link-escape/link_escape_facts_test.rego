# By hand: what a sample does not reach.
package interlock.rules.filesystem["link-escape_facts_test"]

import data.interlock.rules.filesystem["link-escape"] as rule
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

linked(path) := {"files": [testing.file("read", path), testing.file("link", "/home/user/x")]}

fires := {
	"an account file": linked("/etc/passwd"),
	"keys": linked("/home/user/.ssh/id_rsa"),
	"the root": linked("/"),
	"a tree that a pattern begins with": {"files": [testing.unresolved("read", testing.glob("/etc/*"), ["/", "/etc"]), testing.file("link", "/home/user/x")]},
}

quiet := {
	"nothing": {},
	"certificates that all may read": linked("/etc/ssl/certs"),
	"a program": linked("/usr/bin/python3"),
	"the home it works in": linked("/home/user"),
	"no link at all": {"files": [testing.file("read", "/etc/passwd")]},
	"a path nobody knows": {"files": [testing.unresolved("read", testing.unknown, []), testing.file("link", "/home/user/x")]},
}
