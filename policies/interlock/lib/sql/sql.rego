# METADATA
# description: What the rules about databases have in common.
package interlock.lib.sql

import data.interlock.lib

# METADATA
# description: Is it nobody's data, a temporary table, or a database in memory with no other one attached?
scratch(effect) if regex.match(`(?i)^"?(pg_temp|temp|tempdb|#)`, effect.table)

scratch(effect) if {
	client := input.facts.commands[effect.by.command]
	client.basename in {"sqlite3", "duckdb"}
	in_memory(client)
	not input.facts.index.sql.attach
	not input.facts.index.sql.shell
}

in_memory(client) if count(client.operands) == 0

in_memory(client) if lib.must_equal(client.operands[0], ":memory:")

# METADATA
# description: What it is about, as a person reads it.
named(effect) := sprintf("`%s`", [lib.readable(effect.table)]) if effect.table

named(effect) := sprintf("a %s", [object.get(effect, "what", "table")]) if not effect.table
