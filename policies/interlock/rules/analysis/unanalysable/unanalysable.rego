# METADATA
# title: What cannot be understood
# description: its effects cannot be judged before it runs
# related_resources:
#   - https://attack.mitre.org/techniques/T1027/
# custom:
#   id: analysis.unanalysable
#   severity: high
#   mode: enforce
#   remediation: write the program name and the program text out, without computing them
package interlock.rules.analysis.unanalysable

import data.interlock.lib
import data.interlock.tables

mode := lib.mode(rego.metadata.chain())

deny contains object.union(lib.reason(rego.metadata.chain(), message, [opaque]), remedy(code)) if {
	some code, ids in input.facts.index.opaque
	denied(code)
	some id in ids
	opaque := input.facts.reading.opaque[id]
	message := concat(": ", array.concat([meaning(code)], details(opaque)))
}

denied(code) if tables.opaque_denied[code]

# Ignorance of degree, which profiles judge differently: a program whose text was never seen, a language nobody reads.
denied(code) if data.interlock.profiles[input.attributes.profile].opaque_denied[code]

details(opaque) := [lib.readable(opaque.detail)] if opaque.detail

details(opaque) := [] if not opaque.detail

# The remediation of the metadata is for what is computed; what else cannot be read has another way out, or none.
remedy(code) := {"remediation": remedies[code]} if remedies[code]

remedy(code) := {} if not remedies[code]

meaning(code) := object.get(meanings, code, replace(code, "_", " "))

meanings := {
	"syntax_error": "bash rejects the source",
	"parse_error": "the source cannot be parsed",
	"parser_disagreement": "two readers see different commands",
	"dialect_ambiguous": "bash and sh would run different commands",
	"depth": "the source is nested too deeply to be read",
	"size": "the source is too large to be read",
	"timeout": "the source took too long to read",
	"memory": "the source took too much memory to read",
	"crash": "the source could not be read",
	"control_chars": "the source holds control characters",
	"encoding": "the source is not plain UTF-8",
	"latent_substitution": "arithmetic may run a substitution that stands in a value",
	"dynamic_command": "the name of the program is only known at run time",
	"dynamic_code": "the program text is only known at run time",
	"unknown_wrapper_option": "an option is unknown, so which word is the program is not certain",
	"alias": "an alias changes what later lines mean",
	"program_not_seen": "an interpreter runs a file whose text was never seen",
	"unknown_magic": "the cell uses a magic that is not known",
	"unsupported_language": "nobody here can read this language",
}

remedies := {
	"parse_error": "mend the syntax",
	"parser_disagreement": "write it in plainer syntax, one command a line",
	"dialect_ambiguous": "write it in syntax that bash and sh share",
	"depth": "nest less: one step after the other",
	"size": "submit it in smaller parts",
	"timeout": "submit it in smaller parts",
	"memory": "submit it in smaller parts",
	"crash": "write it in plainer syntax, or submit it in smaller parts",
	"control_chars": "leave the control characters out, or write them as escapes",
	"encoding": "submit plain UTF-8 without NUL",
	"unknown_wrapper_option": "leave the option out, or call the program directly",
	"alias": "write the command out instead of its alias",
	"program_not_seen": "submit the program as a text of its own, or write the file within this session first",
	"unknown_magic": "use plain code instead of the magic",
	"unsupported_language": "write it in bash, Python or JavaScript",
}
