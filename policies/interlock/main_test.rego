package interlock_test

import data.interlock
import data.interlock.testing

# Nothing that a rule denies, and no routine work either.
quiet := object.union(testing.document({}), {"action": {"kind": "send_input"}})

forks := testing.document({"processes": [{"op": "fork_bomb", "unit": 0, "span": [2, 5]}]})

under(document, profile) := object.union(document, {"attributes": {"profile": profile}})

# A rule that is not in the library, with any effect and mode.
stated(rule, mode, severity) := {
	"rule": rule,
	"title": "T",
	"severity": severity,
	"mode": mode,
	"message": "m",
	"remediation": "r",
	"spans": [],
}

said(effect, rule, mode) := {"effect": effect, "reasons": {stated(rule, mode, "low")}}

decided(answers, document) := decision if {
	decision := interlock.decision with input as document
		with data.interlock.answers as answers
		with data.interlock.expected as object.keys(answers)
}

rules(reasons) := [reason.rule | some reason in reasons]

test_standard_allows_what_no_rule_denies if {
	decision := interlock.decision with input as quiet
	decision.effect == "allow"
	rules(decision.reasons) == ["profile.standard"]
	decision.reasons[0].title == "Allowed by default of profile standard"
}

test_strict_denies_what_no_rule_allows if {
	decision := interlock.decision with input as under(quiet, "strict")
	decision.effect == "deny"
	rules(decision.reasons) == ["profile.strict"]
}

test_a_rule_that_fires_denies_with_its_reason_and_span if {
	decision := interlock.decision with input as forks
	decision.effect == "deny"
	rules(decision.reasons) == ["process.fork-bomb"]
	decision.reasons[0].spans == [{"unit": 0, "start": 2, "end": 5}]
}

test_a_decision_has_the_shape_that_the_proxy_accepts if {
	decision := interlock.decision with input as forks
	object.keys(decision) == {"effect", "reasons", "shadow", "obligations", "policy"}
	object.keys(decision.reasons[0]) == {"rule", "title", "severity", "message", "remediation", "spans"}
	object.keys(decision.policy) == {"revision", "profile"}
}

test_observe_allows_and_records_what_would_have_been_denied if {
	decision := interlock.decision with input as under(forks, "observe")
	decision.effect == "allow"
	rules(decision.shadow) == ["process.fork-bomb"]
}

# --- precedence -------------------------------------------------------------------------------------------------------

test_deny_comes_before_ask_and_ask_before_allow if {
	all := {"x.allow": said("allow", "x.allow", "enforce"), "x.ask": said("ask", "x.ask", "enforce"), "x.deny": said("deny", "x.deny", "enforce")}
	denied := decided(all, quiet)
	denied.effect == "deny"
	rules(denied.reasons) == ["x.deny"]
	asked := decided(object.remove(all, {"x.deny"}), quiet)
	asked.effect == "ask"
	rules(asked.reasons) == ["x.ask"]
	allowed := decided(object.remove(all, {"x.deny", "x.ask"}), under(quiet, "strict"))
	allowed.effect == "allow"
	rules(allowed.reasons) == ["x.allow"]
}

test_strict_allows_nothing_opaque if {
	opaque := testing.document({"reading": [{"code": "latent_substitution"}]})
	answers := {"x.allow": said("allow", "x.allow", "enforce")}
	decided(answers, under(opaque, "strict")).effect == "deny"
	decided(answers, opaque).effect == "allow"
}

test_a_rule_in_shadow_mode_is_recorded_and_does_not_decide if {
	decision := decided({"x.deny": said("deny", "x.deny", "shadow")}, quiet)
	decision.effect == "allow"
	rules(decision.shadow) == ["x.deny"]
	not "mode" in object.keys(decision.shadow[0])
}

test_a_rule_with_a_misspelt_mode_is_enforced if {
	decided({"x.deny": said("deny", "x.deny", "enforec")}, quiet).effect == "deny"
}

test_the_worst_reasons_come_first_and_no_more_than_fifty if {
	many := {stated(sprintf("x.r%d", [i]), "enforce", "low") | some i in numbers.range(1, 80)}
	worst := stated("x.worst", "enforce", "critical")
	decision := decided({"x.r": {"effect": "deny", "reasons": (many | {worst})}}, quiet)
	decision.reasons[0].rule == "x.worst"
	count(decision.reasons) == 50
}

# --- what is wrong with the policy itself denies ----------------------------------------------------------------------

test_an_unknown_profile_denies if {
	decision := interlock.decision with input as under(quiet, "lenient")
	decision.effect == "deny"
	rules(decision.reasons) == ["interlock.profile"]
}

test_no_attributes_at_all_deny if {
	decision := interlock.decision with input as {}
	decision.effect == "deny"
	decision.policy.profile == "none"
}

test_a_rule_that_is_not_loaded_denies_whatever_the_profile[profile] if {
	some profile in {"standard", "strict", "observe"}
	decision := interlock.decision with input as under(quiet, profile)
		with data.interlock.expected as {"process.fork-bomb", "never.written"}
	decision.effect == "deny"
	rules(decision.reasons) == ["interlock.rules"]
}

test_a_rule_whose_package_is_gone_denies_and_is_named if {
	decision := interlock.decision with input as quiet
		with data.interlock.rules.process as {}
	decision.effect == "deny"
	rules(decision.reasons) == ["interlock.rules"]
	contains(decision.reasons[0].message, "process.fork-bomb")
	not contains(decision.reasons[0].message, "filesystem")
}

test_every_rule_of_the_list_is_there if {
	interlock.missing == set() with input as quiet
}

test_a_profile_without_a_usable_default_denies[word] if {
	some word in {"permit", true}
	decision := interlock.decision with input as quiet
		with data.interlock.profiles as {"standard": {"default": word, "enforce": true}}
	decision.effect == "deny"
	rules(decision.reasons) == ["interlock.profile"]
}

test_a_profile_that_does_not_say_whether_it_enforces_enforces if {
	decision := interlock.decision with input as forks
		with data.interlock.profiles as {"standard": {"default": "allow"}}
	decision.effect == "deny"
}

test_without_a_verdict_the_decision_is_a_denial if {
	decision := interlock.decision with input as quiet with data.interlock.verdict as {}
	decision.effect == "deny"
	rules(decision.reasons) == ["interlock.decision"]
}

# --- exceptions -------------------------------------------------------------------------------------------------------

exception := {
	"rule": "process.fork-bomb",
	"scope": {"principal": {"agent": "alice"}},
	"owner": "security",
	"reason": "a test",
	"expires_unix_s": 200,
}

with_session(document, metadata) := object.union(document, {"attributes": {"session": {"metadata": metadata}}})

excepted(change) := effect if {
	effect := interlock.decision.effect with input as with_session(forks, {"team": "a"})
		with data.interlock.exceptions.list as [object.union(object.remove(exception, object.keys(change)), change)]
}

test_an_exception_puts_a_rule_into_shadow_mode_for_its_scope if {
	decision := interlock.decision with input as forks with data.interlock.exceptions.list as [exception]
	decision.effect == "allow"
	rules(decision.shadow) == ["process.fork-bomb"]
}

test_an_exception_holds_for_all_that_its_scope_says if {
	excepted({"scope": {"principal": {"agent": "alice", "tenant": "local"}}}) == "allow"
	excepted({"scope": {"session": {"team": "a"}}}) == "allow"
	excepted({"scope": {"principal": {"agent": "alice"}, "session": {"team": "a"}}}) == "allow"
}

test_an_exception_for_somebody_or_something_else_does_not_hold[change] if {
	some change in {
		{"scope": {"principal": {"agent": "bob"}}},
		{"scope": {"session": {"team": "b"}}},
		{"scope": {"principal": {"agent": "alice"}, "session": {"team": "b"}}},
		{"scope": {"principals": {"agent": "alice"}}},
		{"scope": {"principal": {}}},
		{"scope": {"session": {}}},
		{"scope": {}},
		{"rule": "process.other"},
	}
	excepted(change) == "deny"
}

test_an_exception_that_is_expired_or_incomplete_does_not_hold[change] if {
	some change in {
		{"expires_unix_s": 100},
		{"expires_unix_s": "never"},
		{"owner": ""},
		{"reason": ""},
	}
	excepted(change) == "deny"
}

# --- explain and stamp ------------------------------------------------------------------------------------------------

test_explain_names_every_rule_and_says_which_fired if {
	answers := interlock.explain with input as forks
	{answer.rule | some answer in answers} == interlock.expected
	{answer.rule | some answer in answers; answer.fired} == {"process.fork-bomb"}
	every answer in answers { answer.mode in {"enforce", "shadow"} }
	every answer in answers { object.keys(answer) == {"rule", "mode", "effect", "fired", "reasons"} }
}

test_explain_under_observe_says_shadow if {
	answers := interlock.explain with input as under(forks, "observe")
	{answer.mode | some answer in answers} == {"shadow"}
}

test_explain_says_shadow_of_a_quiet_rule_in_shadow_mode if {
	answers := interlock.explain with input as quiet
		with data.interlock.rules.process["fork-bomb"].mode as "shadow"
	"process.fork-bomb" in {answer.rule | some answer in answers; answer.mode == "shadow"}
}

test_every_rule_tells_its_mode[rule] if {
	some rule in interlock.expected
	[category, name] := split(rule, ".")
	data.interlock.rules[category][name].mode in {"enforce", "shadow"}
}

test_the_stamp_names_revision_and_profile if {
	interlock.stamp == {"revision": "sha256:x", "profile": "standard"} with input as {}
		with data.interlock.bundle.revision as "sha256:x"
	interlock.stamp.profile == "strict" with input as under(quiet, "strict")
}

test_a_policy_that_is_in_no_bundle_says_so if {
	interlock.stamp.revision == "unversioned" with input as {}
}

# --- a profile's own word on single rules -----------------------------------------------------------------------------

saying(modes) := {"standard": {"default": "allow", "enforce": true, "allow_incomplete": true, "modes": modes}}

test_a_profile_can_put_a_rule_into_shadow_mode if {
	decision := decided({"x.deny": said("deny", "x.deny", "enforce")}, quiet)
		with data.interlock.profiles as saying({"x.deny": "shadow"})
	decision.effect == "allow"
	rules(decision.shadow) == ["x.deny"]
}

test_a_profile_can_enforce_a_rule_that_is_in_shadow_mode if {
	decision := decided({"x.deny": said("deny", "x.deny", "shadow")}, quiet)
		with data.interlock.profiles as saying({"x.deny": "enforce"})
	decision.effect == "deny"
}

test_a_misspelt_mode_enforces if {
	decision := decided({"x.deny": said("deny", "x.deny", "shadow")}, quiet)
		with data.interlock.profiles as saying({"x.deny": "shaddow"})
	decision.effect == "deny"
}

test_explain_says_the_mode_that_the_profile_gives_a_rule if {
	answers := interlock.explain with input as quiet
		with data.interlock.profiles as saying({"process.fork-bomb": "shadow"})
	"process.fork-bomb" in {answer.rule | some answer in answers; answer.mode == "shadow"}
}
