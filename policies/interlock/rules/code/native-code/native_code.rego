# METADATA
# title: Native code from a program
# description: native code is bound by none of the rules that facts can check
# related_resources:
#   - https://attack.mitre.org/techniques/T1129/
#   - https://attack.mitre.org/techniques/T1106/
# custom:
#   id: code.native-code
#   severity: high
#   mode: enforce
#   remediation: use a library of the language instead of loading machine code
package interlock.rules.code["native-code"]

import data.interlock.lib

mode := lib.mode(rego.metadata.chain())

deny contains lib.reason(rego.metadata.chain(), message, [call]) if {
	some id in input.facts.index.calls.native
	call := input.facts.calls[id]
	message := sprintf("`%s` loads or reaches native code", [lib.readable(call.callee)])
}

# A module of machine code by its name.
deny contains lib.reason(rego.metadata.chain(), message, [effect]) if {
	some id in input.facts.index.files.execute
	effect := input.facts.files[id]
	input.facts.calls[effect.by.call]
	regex.match(`\.(node|so|dylib|dll|pyd)(\.[0-9]+)*$`, lib.ending(effect.path))
	message := sprintf("loads %s, which is native code", [lib.path(effect)])
}

# A builtin of bash out of a shared object.
deny contains lib.reason(rego.metadata.chain(), message, [command]) if {
	some id in input.facts.index.commands.enable
	command := input.facts.commands[id]
	command.options.f
	message := "`enable -f` loads native code into the shell"
}
