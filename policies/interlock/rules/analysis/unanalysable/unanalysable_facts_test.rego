# By hand: what a sample does not reach, effects of program code among it.
package interlock.rules.analysis.unanalysable_facts_test

import data.interlock.rules.analysis.unanalysable as rule
import data.interlock.testing

test_fires_on[note] if {
	some note, items in fires
	count(rule.deny) > 0 with input as testing.document(items)
}

test_is_quiet_on[note] if {
	some note, items in quiet
	count(rule.deny) == 0 with input as testing.document(items)
}

opaque(code) := {"reading": [{"code": code, "detail": "x"}]}

under(profile, code) := object.union(testing.document(opaque(code)), {"attributes": {"profile": profile}})

fires := {
	"a language nobody reads": opaque("unsupported_language"),
	"an unknown magic": opaque("unknown_magic"),
	"without a detail": {"reading": [{"code": "crash"}]},
}

quiet := {
	"nothing": {},
	"a program that was never seen": opaque("program_not_seen"),
	"an alias": opaque("alias"),
	"what bash does not run at all": opaque("syntax_error"),
}

test_every_listed_code_is_denied[code] if {
	some code, _ in data.interlock.tables.opaque_denied
	count(rule.deny) == 1 with input as testing.document(opaque(code))
}

test_strict_denies_ignorance_of_every_degree[code] if {
	some code in {"syntax_error", "program_not_seen", "alias", "unknown_magic", "unsupported_language"}
	count(rule.deny) == 1 with input as under("strict", code)
}

test_the_way_out_is_one_for_what_is_not_known if {
	some reason in rule.deny with input as testing.document(opaque("unsupported_language"))
	reason.remediation == "write it in bash, Python or JavaScript"
}

test_what_is_computed_is_to_be_written_out if {
	some reason in rule.deny with input as testing.document(opaque("dynamic_code"))
	reason.remediation == "write the program name and the program text out, without computing them"
}

test_the_message_says_what_is_not_known if {
	some reason in rule.deny with input as testing.document(opaque("dynamic_command"))
	reason.message == "the name of the program is only known at run time: x"
}
