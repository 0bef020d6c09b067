# Written by tools/make_policy_tests.py from samples.json; do not edit.

package interlock.rules.database.truncate_test

import data.interlock.rules.database.truncate as rule

# "psql -c 'TRUNCATE users'"
test_fires_on_sample_0 if {
	count(rule.deny) > 0 with input as {"facts": {"code": [{"by": {"command": 0}, "certainty": "certain", "child": 1, "how": "psql --command", "language": "sql", "source": "literal", "span": [0, 24], "unit": 0}], "commands": [{"argv": [{"kind": "literal", "text": "psql"}, {"kind": "literal", "text": "-c"}, {"kind": "literal", "text": "TRUNCATE users"}], "basename": "psql", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "psql"}, "operands": [], "options": {"command": {"kind": "literal", "text": "TRUNCATE users"}}, "redirects": [], "span": [0, 24], "unit": 0, "wrappers": []}], "index": {"code": {"literal": [0]}, "commands": {"psql": [0]}, "sql": {"truncate": [0], "unbounded": [0]}}, "reading": {"opaque": []}, "sql": [{"by": {"command": 0}, "certainty": "certain", "op": "truncate", "span": [0, 14], "table": "users", "unbounded": true, "unit": 1}]}}
}

# "mysql -e 'TRUNCATE TABLE shop.users'"
test_fires_on_sample_1 if {
	count(rule.deny) > 0 with input as {"facts": {"code": [{"by": {"command": 0}, "certainty": "certain", "child": 1, "how": "mysql --execute", "language": "sql", "source": "literal", "span": [0, 36], "unit": 0}], "commands": [{"argv": [{"kind": "literal", "text": "mysql"}, {"kind": "literal", "text": "-e"}, {"kind": "literal", "text": "TRUNCATE TABLE shop.users"}], "basename": "mysql", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "mysql"}, "operands": [], "options": {"execute": {"kind": "literal", "text": "TRUNCATE TABLE shop.users"}}, "redirects": [], "span": [0, 36], "unit": 0, "wrappers": []}], "index": {"code": {"literal": [0]}, "commands": {"mysql": [0]}, "sql": {"truncate": [0], "unbounded": [0]}}, "reading": {"opaque": []}, "sql": [{"by": {"command": 0}, "certainty": "certain", "op": "truncate", "span": [0, 25], "table": "shop.users", "unbounded": true, "unit": 1}]}}
}

# "psql <<< 'truncate table a, b restart identity cascade'"
test_fires_on_sample_2 if {
	count(rule.deny) > 0 with input as {"facts": {"code": [{"by": {"command": 0}, "certainty": "certain", "child": 1, "how": "here-string to psql", "language": "sql", "source": "computed", "span": [0, 55], "unit": 0}], "commands": [{"argv": [{"kind": "literal", "text": "psql"}], "basename": "psql", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "psql"}, "operands": [], "options": {}, "redirects": [{"op": "<<<", "target": {"kind": "literal", "text": "truncate table a, b restart identity cascade\n"}}], "span": [0, 55], "stdin": {"source": "herestring", "value": {"kind": "literal", "text": "truncate table a, b restart identity cascade\n"}}, "unit": 0, "wrappers": []}], "index": {"code": {"computed": [0]}, "commands": {"psql": [0]}, "sql": {"truncate": [0, 1], "unbounded": [0, 1]}}, "reading": {"opaque": []}, "sql": [{"by": {"command": 0}, "certainty": "certain", "op": "truncate", "span": [0, 45], "table": "a", "unbounded": true, "unit": 1}, {"by": {"command": 0}, "certainty": "certain", "op": "truncate", "span": [0, 45], "table": "b", "unbounded": true, "unit": 1}]}}
}

# "printf 'TRUNCATE %s;' users | psql"
test_fires_on_sample_3 if {
	count(rule.deny) > 0 with input as {"facts": {"code": [{"by": {"command": 1}, "certainty": "certain", "child": 1, "how": "stdin of psql", "language": "sql", "source": "pipe", "span": [30, 34], "unit": 0}], "commands": [{"argv": [{"kind": "literal", "text": "printf"}, {"kind": "literal", "text": "TRUNCATE %s;"}, {"kind": "literal", "text": "users"}], "basename": "printf", "builtin": true, "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "printf"}, "operands": [{"kind": "literal", "text": "TRUNCATE %s;"}, {"kind": "literal", "text": "users"}], "options": {}, "pipeline": {"id": 1, "last": false, "stage": 0}, "redirects": [], "span": [0, 27], "unit": 0, "wrappers": []}, {"argv": [{"kind": "literal", "text": "psql"}], "basename": "psql", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "psql"}, "operands": [], "options": {}, "pipeline": {"id": 1, "last": true, "stage": 1}, "redirects": [], "span": [30, 34], "stdin": {"commands": [0], "source": "pipe"}, "unit": 0, "wrappers": []}], "index": {"code": {"pipe": [0]}, "commands": {"printf": [0], "psql": [1]}, "sql": {"truncate": [0], "unbounded": [0]}}, "reading": {"opaque": []}, "sql": [{"by": {"command": 1}, "certainty": "certain", "op": "truncate", "span": [0, 15], "table": "users", "unbounded": true, "unit": 1}]}}
}

# "redis-cli FLUSHALL"
test_fires_on_sample_4 if {
	count(rule.deny) > 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "redis-cli"}, {"kind": "literal", "text": "FLUSHALL"}], "basename": "redis-cli", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "redis-cli"}, "operands": [{"kind": "literal", "text": "FLUSHALL"}], "options": {}, "redirects": [], "span": [0, 18], "unit": 0, "wrappers": []}], "index": {"commands": {"redis-cli": [0]}, "sql": {"truncate": [0], "unbounded": [0]}}, "reading": {"opaque": []}, "sql": [{"by": {"command": 0}, "certainty": "certain", "op": "truncate", "span": [0, 18], "unbounded": true, "unit": 0, "what": "database"}]}}
}

# "redis-cli -n 2 flushdb async"
test_fires_on_sample_5 if {
	count(rule.deny) > 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "redis-cli"}, {"kind": "literal", "text": "-n"}, {"kind": "literal", "text": "2"}, {"kind": "literal", "text": "flushdb"}, {"kind": "literal", "text": "async"}], "basename": "redis-cli", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "redis-cli"}, "operands": [{"kind": "literal", "text": "flushdb"}, {"kind": "literal", "text": "async"}], "options": {"n": {"kind": "literal", "text": "2"}}, "redirects": [], "span": [0, 28], "unit": 0, "wrappers": []}], "index": {"commands": {"redis-cli": [0]}, "sql": {"truncate": [0], "unbounded": [0]}}, "reading": {"opaque": []}, "sql": [{"by": {"command": 0}, "certainty": "certain", "op": "truncate", "span": [0, 28], "unbounded": true, "unit": 0, "what": "database"}]}}
}

# "echo FLUSHALL | redis-cli -h cache.internal"
test_fires_on_sample_6 if {
	count(rule.deny) > 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "echo"}, {"kind": "literal", "text": "FLUSHALL"}], "basename": "echo", "builtin": true, "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "echo"}, "operands": [{"kind": "literal", "text": "FLUSHALL"}], "options": {}, "pipeline": {"id": 1, "last": false, "stage": 0}, "redirects": [], "span": [0, 13], "unit": 0, "wrappers": []}, {"argv": [{"kind": "literal", "text": "redis-cli"}, {"kind": "literal", "text": "-h"}, {"kind": "literal", "text": "cache.internal"}], "basename": "redis-cli", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "redis-cli"}, "operands": [], "options": {"h": {"kind": "literal", "text": "cache.internal"}}, "pipeline": {"id": 1, "last": true, "stage": 1}, "redirects": [], "span": [16, 43], "stdin": {"commands": [0], "source": "pipe"}, "unit": 0, "wrappers": []}], "index": {"commands": {"echo": [0], "redis-cli": [1]}, "hosts": {"cache.internal": [0], "internal": [0]}, "ip_classes": {"unknown": [0]}, "network": {"connect": [0]}, "sql": {"truncate": [0], "unbounded": [0]}}, "network": [{"by": {"command": 1}, "certainty": "certain", "host": {"kind": "literal", "text": "cache.internal"}, "ip_class": "unknown", "op": "connect", "parents": ["internal"], "span": [16, 43], "unit": 0}], "reading": {"opaque": []}, "sql": [{"by": {"command": 1}, "certainty": "certain", "op": "truncate", "span": [16, 43], "unbounded": true, "unit": 0, "what": "database"}]}}
}

# "clickhouse-client -q 'TRUNCATE TABLE events'"
test_fires_on_sample_7 if {
	count(rule.deny) > 0 with input as {"facts": {"code": [{"by": {"command": 0}, "certainty": "certain", "child": 1, "how": "clickhouse-client -q", "language": "sql", "source": "literal", "span": [0, 44], "unit": 0}], "commands": [{"argv": [{"kind": "literal", "text": "clickhouse-client"}, {"kind": "literal", "text": "-q"}, {"kind": "literal", "text": "TRUNCATE TABLE events"}], "basename": "clickhouse-client", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "clickhouse-client"}, "operands": [], "options": {"q": {"kind": "literal", "text": "TRUNCATE TABLE events"}}, "redirects": [], "span": [0, 44], "unit": 0, "wrappers": []}], "index": {"code": {"literal": [0]}, "commands": {"clickhouse-client": [0]}, "sql": {"truncate": [0], "unbounded": [0]}}, "reading": {"opaque": []}, "sql": [{"by": {"command": 0}, "certainty": "certain", "op": "truncate", "span": [0, 21], "table": "events", "unbounded": true, "unit": 1}]}}
}

# "sh -c \"cqlsh -e 'TRUNCATE shop.users'\""
test_fires_on_sample_8 if {
	count(rule.deny) > 0 with input as {"facts": {"code": [{"by": {"command": 1}, "certainty": "certain", "child": 2, "how": "cqlsh -e", "language": "sql", "source": "literal", "span": [0, 30], "unit": 1}, {"by": {"command": 0}, "certainty": "certain", "child": 1, "how": "sh -c", "language": "sh", "source": "literal", "span": [6, 38], "unit": 0}], "commands": [{"argv": [{"kind": "literal", "text": "sh"}, {"kind": "literal", "text": "-c"}, {"kind": "literal", "text": "cqlsh -e 'TRUNCATE shop.users'"}], "basename": "sh", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "sh"}, "operands": [{"kind": "literal", "text": "cqlsh -e 'TRUNCATE shop.users'"}], "options": {"c": {"kind": "literal", "text": ""}}, "redirects": [], "span": [0, 38], "unit": 0, "wrappers": []}, {"argv": [{"kind": "literal", "text": "cqlsh"}, {"kind": "literal", "text": "-e"}, {"kind": "literal", "text": "TRUNCATE shop.users"}], "basename": "cqlsh", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "cqlsh"}, "operands": [], "options": {"e": {"kind": "literal", "text": "TRUNCATE shop.users"}}, "redirects": [], "span": [0, 30], "unit": 1, "wrappers": ["sh"]}], "index": {"code": {"literal": [0, 1]}, "commands": {"cqlsh": [1], "sh": [0]}, "sql": {"truncate": [0], "unbounded": [0]}, "wrapped": {"sh": [1]}}, "reading": {"opaque": []}, "sql": [{"by": {"command": 1}, "certainty": "certain", "op": "truncate", "span": [0, 19], "table": "shop.users", "unbounded": true, "unit": 2}]}}
}

# "import psycopg\nwith psycopg.connect('dbname=x') as c:\n    c.cursor().execute('TRUNCATE users')"
test_fires_on_sample_9 if {
	count(rule.deny) > 0 with input as {"facts": {"calls": [{"args": [{"kind": "literal", "text": "dbname=x"}], "callee": "psycopg.connect", "category": "network", "certainty": "certain", "kwargs": {}, "resolved": true, "span": [20, 47], "unit": 0}, {"args": [{"kind": "literal", "text": "TRUNCATE users"}], "callee": "psycopg.connect.cursor.execute", "category": "other", "certainty": "certain", "kwargs": {}, "resolved": true, "span": [58, 94], "unit": 0}], "index": {"callees": {"psycopg.connect": [0], "psycopg.connect.cursor.execute": [1]}, "calls": {"network": [0], "other": [1]}, "imports": {"psycopg": [0]}, "ip_classes": {"unknown": [0]}, "network": {"connect": [0]}, "sql": {"truncate": [0], "unbounded": [0]}}, "network": [{"by": {"call": 0}, "certainty": "certain", "host": {"kind": "unknown", "why": ""}, "ip_class": "unknown", "op": "connect", "parents": [], "span": [20, 47], "unit": 0}], "reading": {"opaque": []}, "sql": [{"by": {"call": 1}, "certainty": "certain", "op": "truncate", "span": [58, 94], "table": "users", "unbounded": true, "unit": 0}]}}
}

# "import redis\nr = redis.Redis()\nr.flushall()"
test_fires_on_sample_10 if {
	count(rule.deny) > 0 with input as {"facts": {"calls": [{"args": [], "callee": "redis.Redis", "category": "network", "certainty": "certain", "kwargs": {}, "resolved": true, "span": [17, 30], "unit": 0}, {"args": [], "callee": "redis.Redis.flushall", "category": "other", "certainty": "certain", "kwargs": {}, "resolved": true, "span": [31, 43], "unit": 0}], "index": {"callees": {"redis.Redis": [0], "redis.Redis.flushall": [1]}, "calls": {"network": [0], "other": [1]}, "imports": {"redis": [0]}, "ip_classes": {"unknown": [0]}, "network": {"connect": [0]}, "sql": {"truncate": [0], "unbounded": [0]}}, "network": [{"by": {"call": 0}, "certainty": "certain", "host": {"kind": "unknown", "why": ""}, "ip_class": "unknown", "op": "connect", "parents": [], "span": [17, 30], "unit": 0}], "reading": {"opaque": []}, "sql": [{"by": {"call": 1}, "certainty": "certain", "op": "truncate", "span": [31, 43], "unbounded": true, "unit": 0, "what": "database"}]}}
}

# "const { Pool } = require('pg'); const p = new Pool(); p.query({ text: 'TRUNCATE users' })"
test_fires_on_sample_11 if {
	count(rule.deny) > 0 with input as {"facts": {"calls": [{"args": [{"kind": "literal", "text": "pg"}], "callee": "require", "category": "introspection", "certainty": "certain", "kwargs": {}, "resolved": true, "span": [17, 30], "unit": 0}, {"args": [], "callee": "pg.Pool", "category": "network", "certainty": "certain", "kwargs": {}, "resolved": true, "span": [42, 52], "unit": 0}], "index": {"callees": {"pg.Pool": [1], "require": [0]}, "calls": {"introspection": [0], "network": [1]}, "hosts": {"undefined": [0]}, "imports": {"pg": [0]}, "ip_classes": {"unknown": [0]}, "network": {"upload": [0]}, "sql": {"truncate": [0], "unbounded": [0]}}, "network": [{"by": {"call": 1}, "certainty": "certain", "host": {"kind": "literal", "text": "undefined"}, "ip_class": "unknown", "op": "upload", "parents": [], "span": [42, 52], "unit": 0, "url": {"kind": "literal", "text": "undefined"}}], "reading": {"opaque": []}, "sql": [{"by": {"call": 1}, "certainty": "certain", "op": "truncate", "span": [54, 89], "table": "users", "unbounded": true, "unit": 0}]}}
}

# "DBI::dbExecute(con, 'TRUNCATE TABLE users')"
test_fires_on_sample_12 if {
	count(rule.deny) > 0 with input as {"facts": {"calls": [{"args": [{"kind": "unknown", "why": ""}, {"kind": "literal", "text": "TRUNCATE TABLE users"}], "callee": "DBI.dbExecute", "category": "other", "certainty": "certain", "kwargs": {}, "resolved": true, "span": [0, 43], "unit": 0}], "index": {"callees": {"DBI.dbExecute": [0]}, "calls": {"other": [0]}, "sql": {"truncate": [0], "unbounded": [0]}}, "reading": {"opaque": []}, "sql": [{"by": {"call": 0}, "certainty": "certain", "op": "truncate", "span": [0, 43], "table": "users", "unbounded": true, "unit": 0}]}}
}

# "truncate -s 0 app.log"
test_is_quiet_on_sample_0 if {
	count(rule.deny) == 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "truncate"}, {"kind": "literal", "text": "-s"}, {"kind": "literal", "text": "0"}, {"kind": "literal", "text": "app.log"}], "basename": "truncate", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "truncate"}, "operands": [{"kind": "literal", "text": "app.log"}], "options": {"size": {"kind": "literal", "text": "0"}}, "redirects": [], "span": [0, 21], "unit": 0, "wrappers": []}], "files": [{"ancestors": ["/", "/home", "/home/user"], "by": {"command": 0}, "certainty": "certain", "op": "write", "path": {"kind": "literal", "text": "app.log"}, "resolved": "/home/user/app.log", "span": [0, 21], "unit": 0}], "index": {"commands": {"truncate": [0]}, "files": {"write": [0]}, "paths": {"/": [0], "/home": [0], "/home/user": [0], "/home/user/app.log": [0]}}, "reading": {"opaque": []}}}
}

# "psql -c 'SELECT date_trunc(now())'"
test_is_quiet_on_sample_1 if {
	count(rule.deny) == 0 with input as {"facts": {"code": [{"by": {"command": 0}, "certainty": "certain", "child": 1, "how": "psql --command", "language": "sql", "source": "literal", "span": [0, 34], "unit": 0}], "commands": [{"argv": [{"kind": "literal", "text": "psql"}, {"kind": "literal", "text": "-c"}, {"kind": "literal", "text": "SELECT date_trunc(now())"}], "basename": "psql", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "psql"}, "operands": [], "options": {"command": {"kind": "literal", "text": "SELECT date_trunc(now())"}}, "redirects": [], "span": [0, 34], "unit": 0, "wrappers": []}], "index": {"code": {"literal": [0]}, "commands": {"psql": [0]}, "sql": {"select": [0]}}, "reading": {"opaque": []}, "sql": [{"by": {"command": 0}, "certainty": "certain", "op": "select", "span": [0, 24], "unit": 1}]}}
}

# "redis-cli get truncate"
test_is_quiet_on_sample_2 if {
	count(rule.deny) == 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "redis-cli"}, {"kind": "literal", "text": "get"}, {"kind": "literal", "text": "truncate"}], "basename": "redis-cli", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "redis-cli"}, "operands": [{"kind": "literal", "text": "get"}, {"kind": "literal", "text": "truncate"}], "options": {}, "redirects": [], "span": [0, 22], "unit": 0, "wrappers": []}], "index": {"commands": {"redis-cli": [0]}}, "reading": {"opaque": []}}}
}

# "redis-cli --scan --pattern 'session:*'"
test_is_quiet_on_sample_3 if {
	count(rule.deny) == 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "redis-cli"}, {"kind": "literal", "text": "--scan"}, {"kind": "literal", "text": "--pattern"}, {"kind": "literal", "text": "session:*"}], "basename": "redis-cli", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "redis-cli"}, "operands": [{"kind": "literal", "text": "session:*"}], "options": {"pattern": {"kind": "literal", "text": ""}, "scan": {"kind": "literal", "text": ""}}, "redirects": [], "span": [0, 38], "unit": 0, "wrappers": []}], "index": {"commands": {"redis-cli": [0]}}, "reading": {"opaque": []}}}
}

# "echo 'TRUNCATE users' > later.sql"
test_is_quiet_on_sample_4 if {
	count(rule.deny) == 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "echo"}, {"kind": "literal", "text": "TRUNCATE users"}], "basename": "echo", "builtin": true, "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "echo"}, "operands": [{"kind": "literal", "text": "TRUNCATE users"}], "options": {}, "redirects": [{"file": 0, "op": ">", "target": {"kind": "literal", "text": "later.sql"}}], "span": [0, 33], "unit": 0, "wrappers": []}], "files": [{"ancestors": ["/", "/home", "/home/user"], "by": {"command": 0}, "certainty": "certain", "op": "write", "path": {"kind": "literal", "text": "later.sql"}, "resolved": "/home/user/later.sql", "span": [22, 33], "unit": 0}], "index": {"commands": {"echo": [0]}, "files": {"write": [0]}, "paths": {"/": [0], "/home": [0], "/home/user": [0], "/home/user/later.sql": [0]}}, "reading": {"opaque": []}}}
}

# "redis-cli DBSIZE"
test_is_quiet_on_sample_5 if {
	count(rule.deny) == 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "redis-cli"}, {"kind": "literal", "text": "DBSIZE"}], "basename": "redis-cli", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "redis-cli"}, "operands": [{"kind": "literal", "text": "DBSIZE"}], "options": {}, "redirects": [], "span": [0, 16], "unit": 0, "wrappers": []}], "index": {"commands": {"redis-cli": [0]}}, "reading": {"opaque": []}}}
}

# "duckdb :memory: 'TRUNCATE t'"
test_is_quiet_on_sample_6 if {
	count(rule.deny) == 0 with input as {"facts": {"code": [{"by": {"command": 0}, "certainty": "certain", "child": 1, "how": "duckdb", "language": "sql", "source": "literal", "span": [0, 28], "unit": 0}, {"by": {"command": 0}, "certainty": "certain", "how": "stdin of duckdb", "language": "sql", "source": "none", "span": [0, 28], "unit": 0}], "commands": [{"argv": [{"kind": "literal", "text": "duckdb"}, {"kind": "literal", "text": ":memory:"}, {"kind": "literal", "text": "TRUNCATE t"}], "basename": "duckdb", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "duckdb"}, "operands": [{"kind": "literal", "text": ":memory:"}, {"kind": "literal", "text": "TRUNCATE t"}], "options": {}, "redirects": [], "span": [0, 28], "unit": 0, "wrappers": []}], "files": [{"ancestors": ["/", "/home", "/home/user"], "by": {"command": 0}, "certainty": "certain", "op": "write", "path": {"kind": "literal", "text": ":memory:"}, "resolved": "/home/user/:memory:", "span": [0, 28], "unit": 0}], "index": {"code": {"literal": [0], "none": [1]}, "commands": {"duckdb": [0]}, "files": {"write": [0]}, "paths": {"/": [0], "/home": [0], "/home/user": [0], "/home/user/:memory:": [0]}, "sql": {"truncate": [0], "unbounded": [0]}}, "reading": {"opaque": []}, "sql": [{"by": {"command": 0}, "certainty": "certain", "op": "truncate", "span": [0, 10], "table": "t", "unbounded": true, "unit": 1}]}}
}

# "from django.utils.text import Truncator\nprint(Truncator('a b c').words(2))"
test_is_quiet_on_sample_7 if {
	count(rule.deny) == 0 with input as {"facts": {"index": {"imports": {"django": [0], "django.utils": [0], "django.utils.text": [0]}}, "reading": {"opaque": []}}}
}

# "import redis\nr = redis.Redis()\nr.get('a')"
test_is_quiet_on_sample_8 if {
	count(rule.deny) == 0 with input as {"facts": {"calls": [{"args": [], "callee": "redis.Redis", "category": "network", "certainty": "certain", "kwargs": {}, "resolved": true, "span": [17, 30], "unit": 0}], "index": {"callees": {"redis.Redis": [0]}, "calls": {"network": [0]}, "imports": {"redis": [0]}, "ip_classes": {"unknown": [0]}, "network": {"connect": [0]}}, "network": [{"by": {"call": 0}, "certainty": "certain", "host": {"kind": "unknown", "why": ""}, "ip_class": "unknown", "op": "connect", "parents": [], "span": [17, 30], "unit": 0}], "reading": {"opaque": []}}}
}

# "const _ = { truncate: s => s }; _.truncate('users')"
test_is_quiet_on_sample_9 if {
	count(rule.deny) == 0 with input as {"facts": {"index": {}, "reading": {"opaque": []}}}
}
