package interlock.lib.sql_test

import data.interlock.lib.sql
import data.interlock.testing

client(words, files) := testing.document({
	"commands": [testing.command(words)],
	"files": [object.union(testing.file("write", path), {"by": {"command": 0}, "path": testing.literal(text)}) |
		some text, path in files
	],
})

effect := {"op": "drop", "table": "t", "by": {"command": 0}}

in_memory := {":memory:": "/home/user/:memory:"}

test_a_table_of_a_temporary_schema_is_scratch[table] if {
	some table in ["temp.t", "pg_temp.t", "pg_temp_3.t", "#t", "tempdb.dbo.t"]
	sql.scratch({"op": "drop", "table": table, "by": {}}) with input as client(["psql"], {})
}

test_a_table_whose_name_begins_like_one_is_not[table] if {
	some table in ["templates", "temperature", "temp_users", "t"]
	not sql.scratch({"op": "drop", "table": table, "by": {}}) with input as client(["psql"], {})
}

test_a_database_in_memory_is_scratch if {
	sql.scratch(effect) with input as client(["sqlite3", ":memory:"], in_memory)
}

test_one_in_memory_that_opens_a_file_is_not if {
	not sql.scratch(effect) with input as client(["sqlite3", ":memory:"], object.union(in_memory, {"a.db": "/home/user/a.db"}))
}

test_a_file_is_not if {
	not sql.scratch(effect) with input as client(["sqlite3", "a.db"], {"a.db": "/home/user/a.db"})
}

test_another_client_is_not if {
	not sql.scratch(effect) with input as client(["psql", ":memory:"], {})
}

test_a_name_or_the_kind_stands_for_it if {
	sql.named({"table": "t"}) == "`t`"
	sql.named({"what": "database"}) == "a database"
	sql.named({}) == "a table"
}
