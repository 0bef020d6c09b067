"""Databases whose commands are not SQL: key-value stores, and administration programs that drop."""

from __future__ import annotations

from interlock.analysis.shell.programs.meanings import by_table
from interlock.analysis.shell.programs.start import Start, grammar
from interlock.analysis.shell.values import text_of
from interlock.model import facts as f

_EMPTYING = frozenset(("flushall", "flushdb"))
# The server loads code, runs it, or writes its memory to a file of one's choice.
_RUNNING = (("module", "load"), ("module", "loadex"), ("config", "set", "dir"), ("config", "set", "dbfilename"))


@grammar("key-value")
def key_value(start: Start) -> f.Value | None:
    """redis-cli: the command in its operands, or one on each line of standard input."""
    by_table(start)
    if start.parsed.operands:
        _told(start, [(text_of(word) or "?").lower() for word in start.parsed.operands])
    elif (text := text_of(start.ctx.stdin_text)) is not None:
        for line in text.splitlines():
            _told(start, line.lower().split())
    return None


@grammar("drops-database")
def drops_database(start: Start) -> f.Value | None:
    """dropdb; `mysqladmin drop name`."""
    by_table(start)
    words = [text_of(word) for word in start.parsed.operands]
    if start.name != "dropdb":
        words = words[words.index("drop") + 1 :] if "drop" in words else []
    for word in words[:1]:
        _effect(start, "drop", "database", word)
    return None


def _told(start: Start, words: list[str]) -> None:
    if words[:1] and words[0] in _EMPTYING:
        _effect(start, "truncate", "database")
    elif any(tuple(words[: len(told)]) == told for told in _RUNNING):
        _effect(start, "shell", None)


def _effect(start: Start, op: f.SqlOp, what: str | None, table: str | None = None) -> None:
    start.shell.builder.add_sql(
        f.SqlEffect(
            unit=start.shell.unit,
            span=start.span,
            certainty=start.ctx.certainty,
            op=op,
            table=table,
            unbounded=op != "shell",
            what=what,
            by=start.by,
        )
    )
