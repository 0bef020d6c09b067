# METADATA
# title: A shell out of a notebook cell
# description: a magic leaves the language of the cell
# related_resources:
#   - https://ipython.readthedocs.io/en/stable/interactive/magics.html
# custom:
#   id: code.notebook-escape
#   severity: low
#   mode: enforce
#   remediation: run the command as a command, or use the language's own library
package interlock.rules.code["notebook-escape"]

import data.interlock.lib
import data.interlock.tables

mode := lib.mode(rego.metadata.chain())

deny contains lib.reason(rego.metadata.chain(), message, [call]) if {
	some callee in {"get_ipython.system", "get_ipython.getoutput", "get_ipython.system_raw", "get_ipython.system_piped"}
	some id in input.facts.index.callees[callee]
	call := input.facts.calls[id]
	message := sprintf("a cell runs a shell command: %s", [lib.shown(call.args[0])])
}

deny contains lib.reason(rego.metadata.chain(), message, [call]) if {
	some callee in {"get_ipython.run_cell_magic", "get_ipython.run_line_magic", "get_ipython.magic"}
	some id in input.facts.index.callees[callee]
	call := input.facts.calls[id]
	tables.code.notebook_magics[call.args[0].text]
	message := sprintf("the magic `%s` leaves the language of the cell", [call.args[0].text])
}
