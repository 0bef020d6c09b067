# METADATA
# title: Data that runs as it is read
# description: pickles and their like name the functions that are called on reading
# related_resources:
#   - https://cwe.mitre.org/data/definitions/502.html
# custom:
#   id: code.unsafe-deserialisation
#   severity: high
#   mode: enforce
#   remediation: exchange data as JSON, CSV or safetensors, or read with the safe loader (yaml.safe_load, weights_only=True)
package interlock.rules.code["unsafe-deserialisation"]

import data.interlock.lib

mode := lib.mode(rego.metadata.chain())

# What the analysis could not follow: the data is not known.
deny contains lib.reason(rego.metadata.chain(), message, [call]) if {
	some id in input.facts.index.calls.deserialise
	call := input.facts.calls[id]
	unknown_data(call)
	message := sprintf("`%s` runs what the data says, and the data is not known", [lib.readable(call.callee)])
}

unknown_data(call) if {
	some id in input.facts.index.opaque.dynamic_code
	opaque := input.facts.reading.opaque[id]
	opaque.unit == call.unit
	opaque.span == call.span
}

# Downloaded in the same breath.
unknown_data(call) if {
	some id in input.facts.index.network.download
	effect := input.facts.network[id]
	effect.flows_to == "interpreter"
	effect.unit == call.unit
	effect.span[0] >= call.span[0]
	effect.span[1] <= call.span[1]
}

# Known data that starts a program or runs code.
deny contains lib.reason(rego.metadata.chain(), message, [call]) if {
	some id in input.facts.index.calls.deserialise
	call := input.facts.calls[id]
	some category in {"process", "code"}
	some other in input.facts.index.calls[category]
	within := input.facts.calls[other]
	within.unit == call.unit
	within.span == call.span
	message := sprintf("`%s` reads data that calls `%s`", [lib.readable(call.callee), lib.readable(within.callee)])
}
