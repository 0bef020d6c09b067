# METADATA
# title: Private files leave the machine
# description: credentials, system files, whole homes and the environment are sent to another host
# related_resources:
#   - https://attack.mitre.org/techniques/T1048/
#   - https://attack.mitre.org/techniques/T1567/
# custom:
#   id: network.exfiltration
#   severity: critical
#   mode: enforce
#   remediation: send the result of the task alone, from the working directory
package interlock.rules.network.exfiltration

import data.interlock.lib
import data.interlock.tables

mode := lib.mode(rego.metadata.chain())

deny contains lib.reason(rego.metadata.chain(), message, [effect, file]) if {
	some id in input.facts.index.network.sends # one ground lookup: a quiet rule costs nothing
	effect := input.facts.network[id]
	effect.ip_class != "loopback"
	some read in effect.sends
	file := input.facts.files[read]
	private(file)
	message := sprintf("%s goes to %s", [lib.path(file), lib.shown(effect.host)])
}

deny contains lib.reason(rego.metadata.chain(), message, [effect]) if {
	some id in input.facts.index.network.sends
	effect := input.facts.network[id]
	effect.ip_class != "loopback"
	effect.sends_environment
	message := sprintf("the environment goes to %s", [lib.shown(effect.host)])
}

# A tree of the system, or anything in it.
private(file) if {
	some above in file.ancestors
	tables.network.private_trees[above]
	not tables.network.public_files[file.resolved]
}

# A whole of which private things are a part; `.` is the task's own, wherever it runs.
private(file) if {
	tables.network.private_wholes[file.resolved]
	startswith(file.path.text, "/")
}

private(file) if {
	some segment in segments(file)
	tables.network.private_directories[segment]
	not endswith(file.path.text, ".pub")
}

private(file) if tables.credentials.names[last(file)]

private(file) if {
	[_, extension] := regex.find_all_string_submatch_n(`\.([a-z0-9]+)$`, last(file), 1)[0]
	tables.credentials.extensions[extension]
}

segments(file) := split(file.resolved, "/")

# As far as it is known: the end of `*.pem` is.
segments(file) := split(lib.ending(file.path), "/") if not file.resolved

last(file) := parts[count(parts) - 1] if parts := segments(file)
