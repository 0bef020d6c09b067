# METADATA
# title: A package on the deny list
# description: known to be malicious, or not wanted here (`packages.denied` of the tables)
# related_resources:
#   - https://attack.mitre.org/techniques/T1195/001/
# custom:
#   id: packages.denied
#   severity: critical
#   mode: enforce
#   remediation: use another package
package interlock.rules.packages.denied

import data.interlock.lib
import data.interlock.tables

mode := lib.mode(rego.metadata.chain())

deny contains lib.reason(rego.metadata.chain(), message, [item]) if {
	some item in input.facts.packages
	item.action in {"install", "run", "upgrade", "fetch"}
	why := bad(item, tables.packages.denied[object.get(item, "ecosystem", item.manager)][name(item)])
	message := sprintf("%s: %s", [lib.shown(item.name), why])
}

# An entry without versions is about all of them, and what is not pinned may be any.
bad(_, entry) := entry.why if not entry.versions

bad(item, entry) := entry.why if {
	entry.versions
	item.version in entry.versions
}

# As PyPI compares names (PEP 503).
name(item) := lower(regex.replace(item.name.text, `[-_.]+`, "-")) if item.ecosystem == "pypi"

name(item) := lower(item.name.text) if not item.ecosystem == "pypi"
