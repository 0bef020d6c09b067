package interlock_test

import data.interlock

quiet := {"index": {}, "reading": {"opaque": []}}

forks := {
	"index": {"processes": {"fork_bomb": [0]}},
	"processes": [{"unit": 0, "span": [2, 5], "op": "fork_bomb"}],
}

asked(facts, profile) := {
	"facts": facts,
	"attributes": {"profile": profile, "time_unix_s": 100, "principal": {"agent": "alice"}},
}

test_standard_allows_what_no_rule_denies if {
	decision := interlock.decision with input as asked(quiet, "standard")
	decision.effect == "allow"
	decision.reasons[0].rule == "profile.default"
}

test_strict_denies_what_no_rule_allows if {
	decision := interlock.decision with input as asked(quiet, "strict")
	decision.effect == "deny"
	decision.reasons[0].rule == "profile.default"
}

test_a_rule_that_fires_denies_with_its_reason_and_span if {
	decision := interlock.decision with input as asked(forks, "standard")
	decision.effect == "deny"
	decision.reasons[0].rule == "process.fork-bomb"
	decision.reasons[0].spans == [{"unit": 0, "start": 2, "end": 5}]
}

test_observe_allows_and_records_what_would_have_been_denied if {
	decision := interlock.decision with input as asked(forks, "observe")
	decision.effect == "allow"
	decision.shadow[0].rule == "process.fork-bomb"
}

test_an_unknown_profile_denies if {
	decision := interlock.decision with input as asked(quiet, "lenient")
	decision.effect == "deny"
	decision.reasons[0].rule == "interlock.profile"
}

test_a_rule_that_is_not_loaded_denies if {
	decision := interlock.decision with input as asked(quiet, "standard")
		with data.interlock.expected as {"process.fork-bomb", "never.written"}
	decision.effect == "deny"
	decision.reasons[0].rule == "interlock.rules"
}

exception(expires, agent) := [{
	"rule": "process.fork-bomb",
	"scope": {"agent": agent},
	"owner": "security",
	"reason": "a test",
	"expires_unix_s": expires,
}]

test_an_exception_holds_for_its_scope_until_it_expires if {
	granted := interlock.decision with input as asked(forks, "standard")
		with data.interlock.exceptions.list as exception(200, "alice")
	granted.effect == "allow"
	expired := interlock.decision with input as asked(forks, "standard")
		with data.interlock.exceptions.list as exception(50, "alice")
	expired.effect == "deny"
	others := interlock.decision with input as asked(forks, "standard")
		with data.interlock.exceptions.list as exception(200, "bob")
	others.effect == "deny"
}

test_explain_names_every_rule_and_says_which_fired if {
	answers := interlock.explain with input as asked(forks, "standard")
	count(answers) == count(interlock.expected)
	fired := [answer.rule | some answer in answers; answer.fired]
	fired == ["process.fork-bomb"]
	shadowed := interlock.explain with input as asked(forks, "observe")
	shadowed[0].mode == "shadow"
}

test_the_stamp_names_revision_and_profile if {
	interlock.stamp.profile == "standard"
	startswith(interlock.stamp.revision, "sha256:")
	interlock.stamp.revision == "sha256:x" with data.interlock.bundle.revision as "sha256:x"
}
