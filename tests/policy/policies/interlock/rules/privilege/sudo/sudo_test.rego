package interlock.rules.privilege.sudo_test

import data.interlock.rules.privilege.sudo

test_fires_where_sudo_starts if {
	count(sudo.deny) == 1 with input as {"facts": {
		"index": {"commands": {"sudo": [0]}},
		"commands": [{"unit": 0, "span": [0, 4]}],
	}}
}

test_is_quiet_without_sudo if {
	count(sudo.deny) == 0 with input as {"facts": {"index": {"commands": {"ls": [0]}}, "commands": []}}
}
