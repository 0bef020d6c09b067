"""Names that an R text uses and nothing that was seen defines.

A package that is attached may bring any name, and so may a file that is sourced. Arguments may be read as columns of a
table (`subset(d, age > 3)`): a name there is no variable for sure, so that only what is called counts.
"""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Iterable, Iterator
from functools import cache
from pathlib import Path

from interlock.analysis.abstract import tree as t
from interlock.analysis.cells import ANY

_ATTACHED = frozenset("base methods stats utils graphics grDevices datasets tools parallel grid splines stats4".split())
_ATTACHING = frozenset("library require attachNamespace".split())
_BRINGING = frozenset(
    "attach source sys.source load data import_from use eval evalq list2env setRefClass setClass".split()
)
_OPERATORS = frozenset("%% %/% %in% %o% %*% %x%".split())
_SYNTAX = frozenset("[ [[ ( { if for while repeat function return break next ... T F .x .y . _ .GlobalEnv".split())


@cache
def _given() -> frozenset[str]:
    text = Path(__file__).with_name("names.toml").read_text(encoding="utf-8")
    return frozenset(tomllib.loads(text)["names"].split()) | _SYNTAX


def bound(items: Iterable[t.Node]) -> set[str]:
    """Names that the text binds in any of its functions; `ANY` among them where it may bind any."""
    found: set[str] = set()
    for node, _ in _nodes(items):
        match node:
            case t.Assign(target=target):
                # `levels(x)[2] <- v` binds `x`, and calls a function of its own.
                found |= {inner.id for inner, _ in _nodes([target]) if isinstance(inner, t.Name)}
            case t.Function(parameters=parameters):
                found |= {parameter.name for parameter in parameters}
            case t.Loop(item=item):
                found.add(item)
            case t.Call(callee=t.Name(id=name), args=args) if name in _ATTACHING:
                first = args[0].value if args else None
                named = first.id if isinstance(first, t.Name) else getattr(first, "value", None)
                if named not in _ATTACHED:
                    found.add(ANY)
            case t.Call(callee=t.Name(id=name)) if name.rpartition("::")[2] in _BRINGING:
                found.add(ANY)
            case _:
                pass
    return found


def unknown(items: tuple[t.Node, ...], known: Collection[str]) -> Iterator[tuple[t.Node, str, bool]]:
    """Each use of a name that is neither bound in the text nor `known`, and whether it is called."""
    here = bound(items)
    if ANY in here or ANY in known:
        return
    for node, masked in _nodes(items):
        name, called = "", False
        if isinstance(node, t.Call) and isinstance(node.callee, t.Name):
            name, called, node = node.callee.id, True, node.callee
        elif isinstance(node, t.Binary) and node.operator.startswith("%") and node.operator not in _OPERATORS:
            name, called = node.operator, True
        elif isinstance(node, t.Name) and not masked:
            name = node.id
        if name and "::" not in name and name not in here and name not in known and name not in _given():
            yield node, name, called


def _nodes(items: Iterable[t.Node]) -> Iterator[tuple[t.Node, bool]]:
    """All nodes; whether something that may read names as it likes stands around them."""
    todo: list[tuple[object, bool]] = [(item, False) for item in items]
    while todo:
        node, masked = todo.pop()
        if isinstance(node, tuple):
            todo += [(one, masked) for one in node]
        elif isinstance(node, t.Argument | t.Parameter):
            todo.append((node.value if isinstance(node, t.Argument) else node.default, masked))
        elif isinstance(node, t.Node):
            yield node, masked
            if isinstance(node, t.Call):
                # The callee is told with its call.
                todo += [(node.callee, True), (node.args, True)]
                continue
            masked = masked or (isinstance(node, t.Binary | t.Unary) and node.operator in ("~", "?"))
            todo += [(getattr(node, name), masked) for name in node.__dataclass_fields__]
