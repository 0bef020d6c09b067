package interlock.lib.git_test

import data.interlock.lib.git
import data.interlock.testing

as_texts(settings) := {[setting.key, object.get(setting.value, "text", "?")] | some setting in settings}

told(words) := as_texts(settings) if {
	settings := git.settings with input as testing.document({"commands": [testing.command(words)]})
}

given(options, argv) := as_texts(settings) if {
	settings := git.settings with input as testing.document({"commands": [object.union(testing.command(["git"]), {
		"options": options,
		"argv": argv,
		"operands": [testing.literal("log")],
	})]})
}

exported(names) := as_texts(settings) if {
	settings := git.settings with input as testing.document({"environment": [
	{"op": "set", "danger": "git", "name": testing.literal(name), "value": testing.literal(value)} |
		some name, value in names
	]})
}

config := {"config": testing.literal("x")}

test_a_key_and_a_value_are_a_setting if {
	told(["git", "config", "Core.Pager", "x"]) == {["core.pager", "x"]}
	told(["git", "config", "set", "core.pager", "x"]) == {["core.pager", "x"]}
}

test_a_question_is_none[words] if {
	some words in [["git", "config", "core.pager"], ["git", "config", "get", "core.pager"], ["git", "config", "unset", "core.pager", "x"], ["git", "log", "core.pager", "x"]]
	told(words) == set()
}

test_an_option_makes_it_a_question if {
	settings := git.settings with input as testing.document({"commands": [object.union(testing.command(["git", "config", "core.pager", "x"]), {"options": {"get": testing.literal("")}})]})
	settings == set()
}

test_an_option_of_git_is_a_setting if {
	given(config, [testing.literal("git"), testing.literal("-c"), testing.literal("core.pager=a=b")]) == {["core.pager", "a=b"]}
	given(config, [testing.literal("git"), testing.literal("--config=core.pager=x")]) == {["core.pager", "x"]}
	given(config, [testing.literal("git"), testing.literal("-c"), testing.literal("core.fsmonitor")]) == {["core.fsmonitor", "true"]}
	given(config, [testing.literal("git"), testing.literal("-c"), testing.joined([testing.literal("core.pager=a"), testing.unknown])]) == {["core.pager", "a"]}
	given(config, [testing.literal("git"), testing.literal("-c"), testing.unknown]) == {["", ""]}
	given(config, [testing.literal("git"), testing.literal("-c")]) == set()
	given({}, [testing.literal("git"), testing.literal("-c"), testing.literal("core.pager=x")]) == set()
}

test_numbered_variables_are_settings if {
	exported({"GIT_CONFIG_KEY_0": "core.pager", "GIT_CONFIG_VALUE_0": "x", "GIT_CONFIG_COUNT": "1"}) == {["core.pager", "x"]}
	exported({"GIT_CONFIG_KEY_1": "core.pager"}) == {["core.pager", "?"]}
}

test_only_what_is_known_is_harmless if {
	git.harmless(testing.literal(" cat "), "^cat$")
	not git.harmless(testing.literal("sh"), "^cat$")
	not git.harmless(testing.unknown, "^cat$")
	not git.harmless(testing.either([testing.literal("cat"), testing.literal("sh")]), "^cat$")
}

test_branches_of_many_people[name] if {
	some name in ["main", "refs/heads/master", "release/2.0", "v2", "production"]
	git.protected_branch(name)
}

test_branches_of_one[name] if {
	some name in ["feature", "main-fix", "fix/main"]
	not git.protected_branch(name)
}
