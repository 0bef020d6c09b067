"""What is done to databases, through whichever client."""

from __future__ import annotations

import pytest

from interlock.analysis.analyze import analyze
from interlock.analysis.sinks import sink_of
from interlock.model import facts as f
from interlock.model.limits import Limits
from interlock.workbench.samples import Sample


def effects(source: str, language: str = "bash") -> tuple[f.SqlEffect, ...]:
    case = Sample(source=source, language=language).case()
    return analyze(case.action, case.memory, Limits()).sql


@pytest.mark.parametrize(
    ("statement", "what"),
    [
        ("DROP TABLE t", "table"),
        ("drop database if exists d", "database"),
        ("DROP MATERIALIZED VIEW v", "view"),
        ("DROP INDEX i", "index"),
        ("DROP SCHEMA s CASCADE", "schema"),
        ("DROP KEYSPACE k", "keyspace"),
    ],
)
def test_a_drop_says_what_is_dropped(statement: str, what: str) -> None:
    assert [(e.op, e.what) for e in effects(f"psql -c '{statement}'")] == [("drop", what)]


@pytest.mark.parametrize(
    "condition",
    [
        "1=1",
        "true",
        "a OR 1=1",
        "(true)",
        "NOT false",
        "NOT (1=2)",
        "id = id",
        "1 <> 2",
        "1",
        "true AND 1=1",
        "a OR (b OR true)",
    ],
)
def test_a_condition_that_is_always_true_is_none(condition: str) -> None:
    assert [e.unbounded for e in effects(f"psql -c 'DELETE FROM t WHERE {condition}'")] == [True]


@pytest.mark.parametrize("condition", ["id = 1", "a AND 1=1", "1=2", "NOT true", "0", "a <> 1", "a OR b", "NOT a"])
def test_a_condition_that_may_be_false_is_one(condition: str) -> None:
    assert [e.unbounded for e in effects(f"psql -c 'DELETE FROM t WHERE {condition}'")] == [False]


@pytest.mark.parametrize(
    ("source", "op"),
    [
        ("redis-cli FLUSHALL", "truncate"),
        ("printf 'get a\\nflushdb\\n' | redis-cli", "truncate"),
        ("redis-cli module load ./a.so", "shell"),
        ("redis-cli CONFIG SET dbfilename x", "shell"),
        ("dropdb prod", "drop"),
        ("mysqladmin -uroot drop prod", "drop"),
        ("mysql -e \"SELECT 1 INTO OUTFILE '/tmp/x'\"", "copy"),
        ("sqlcmd -Q \"EXEC xp_cmdshell 'dir'\"", "shell"),
        ("mongosh --eval 'db.dropDatabase()'", "drop"),
        ("mongosh --eval 'db.t.drop()'", "drop"),
        ("mongosh --eval 'db.t.deleteMany({})'", "delete"),
    ],
)
def test_commands_of_clients_are_effects_as_well(source: str, op: str) -> None:
    assert op in [e.op for e in effects(source)]


@pytest.mark.parametrize(
    "source", ["redis-cli get flushall", "redis-cli config get dir", "mysqladmin status", "createdb x"]
)
def test_commands_that_only_look_are_none(source: str) -> None:
    assert effects(source) == ()


@pytest.mark.parametrize(
    ("source", "ops"),
    [
        ("const { Client } = require('pg'); new Client().query('DROP TABLE t')", ["drop"]),
        ("pool.query({ text: `TRUNCATE ${name}` })", ["truncate"]),
        ("db.prepare('DELETE FROM t').run()", ["delete"]),
        ("await prisma.$executeRawUnsafe('DROP TABLE t')", ["drop"]),
        ("client.flushAll()", ["truncate"]),
        ("knex.schema.dropTable('t')", ["drop"]),
        ("db.collection('t').deleteMany({})", ["delete"]),
        ("db.collection('t').deleteMany({ a: 1 })", []),
        ("npm.run('update')", []),
        ("/a/.exec('drop it')", []),
        ("queue.drop()", []),
        ("element.remove()", []),
    ],
)
def test_methods_of_clients_in_javascript(source: str, ops: list[str]) -> None:
    assert [e.op for e in effects(source, "javascript")] == ops


@pytest.mark.parametrize(
    ("path", "sink"),
    [
        ("/home/user/p/.git/modules/sub/hooks/pre-commit", "git_hook"),
        ("/home/user/r.git/hooks/update", "git_hook"),
        ("/home/user/p/.git/info/attributes", "git_config"),
        ("/home/user/p/.git/config.worktree", "git_config"),
        ("/home/user/.vimrc", "editor"),
        ("/home/user/p/.vscode/tasks.json", "editor"),
        ("/home/user/.Rprofile", "tool_startup"),
        ("/home/user/p/.envrc", "shell_startup"),
        ("/home/user/p/node_modules/.bin/tsc", "path"),
        ("/home/user/p/.venv/bin/python", "path"),
        ("/home/user/p/sitecustomize/__init__.py", "auto_import"),
    ],
)
def test_a_place_that_runs_later_is_a_sink(path: str, sink: str) -> None:
    assert sink_of(path, "/home/user") == sink


@pytest.mark.parametrize(
    "path",
    [
        "/home/user/src/hooks/use.ts",
        "/home/user/p/.vscode/settings.json",
        "/home/user/p/.venv/bin",
        "/home/user/vimrc",
        "/home/user/p/.git/index",
    ],
)
def test_a_place_of_ordinary_work_is_none(path: str) -> None:
    assert sink_of(path, "/home/user") is None
