# METADATA
# description: What the rules about databases have in common.
package interlock.lib.sql

import data.interlock.lib

# METADATA
# description: Is it nobody's data, a temporary table, or a database in memory with no other one attached?
scratch(effect) if regex.match(`(?i)^("?(pg_temp(_\d+)?|temp|tempdb)"?\.|#)`, effect.table)

scratch(effect) if {
	client := input.facts.commands[effect.by.command]
	client.basename in {"sqlite3", "duckdb"}
	lib.must_equal(client.operands[0], ":memory:")
	not input.facts.index.sql.attach
	not opens_another(effect)
}

# `.open app.db`
opens_another(effect) if {
	some id in input.facts.index.files.write
	file := input.facts.files[id]
	file.by.command == effect.by.command
	not lib.must_equal(file.path, ":memory:")
}

# METADATA
# description: What it is about, as a person reads it.
named(effect) := sprintf("`%s`", [lib.readable(effect.table)]) if effect.table

named(effect) := sprintf("a %s", [object.get(effect, "what", "table")]) if not effect.table
