"""Databases: what methods of their clients do, whatever object has them; nothing else is named so."""

from __future__ import annotations

import re

from interlock.analysis.javascript.effects import Effects
from interlock.analysis.javascript.syntax import Node
from interlock.analysis.javascript.values import Held, Obj, text_of

_QUERIES = frozenset(
    """query execute exec run all get each prepare raw unsafe batch sql queryRaw executeRaw queryRawUnsafe
    executeRawUnsafe $queryRawUnsafe $executeRawUnsafe""".split()
)
_STATEMENT = re.compile(
    r"\s*(?:(?:delete|insert|replace|copy|grant|revoke|truncate|merge|attach|load|with)\s+\S|"
    r"(?:alter|create|drop)\s+(?:table|database|schema|view|index|materialized|user|role|function|trigger|extension|temp|or)\b|"
    r"select\s.*\binto\s|update\s.*\bset\s)",
    re.IGNORECASE | re.DOTALL,
)
_DROPS = {"dropDatabase": "database", "dropCollection": "table", "dropTable": "table", "dropTableIfExists": "table"}
_EMPTIES = frozenset(("flushall", "flushdb", "flushAll", "flushDb", "FLUSHALL", "FLUSHDB"))
_COLLECTION = re.compile(r"\bdb\.|\bcollection\(|\bgetCollection\(")


def database_method(effects: Effects, args: list[Held], node: Node) -> None:
    """Facts of `object.method(...)` where the method is one of a database's client."""
    function = node.fields.get("function")
    member = function.fields.get("property") if function is not None else None
    if function is None or member is None:
        return
    name, first = member.text, args[0] if args else None
    if name in _QUERIES and first is not None:
        held = first.items.get("text", first.items.get("sql")) if isinstance(first, Obj) else first
        if held is not None and _STATEMENT.match(_written(effects, held)):
            effects.sql(held, name, node)
    elif name in _DROPS:
        effects.database("drop", _DROPS[name], node)
    elif name in _EMPTIES:
        effects.database("truncate", "database", node)
    elif name == "drop" and _COLLECTION.search(function.fields["object"].text):
        effects.database("drop", "table", node)
    elif name in ("deleteMany", "remove") and isinstance(first, Obj) and not (first.items or first.rest):
        effects.database("delete", "table", node)


def _written(effects: Effects, held: Held) -> str:
    """The text as far as it is known."""
    text = text_of(held)
    return text if text is not None else "".join(text_of(part) or "?" for part in effects.pieces_of(held))
