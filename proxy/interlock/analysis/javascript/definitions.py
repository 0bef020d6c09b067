"""What a cell leaves behind: the statements that bind what later cells may use, kept as text."""

from __future__ import annotations

from collections.abc import Iterator

from interlock.analysis import cells
from interlock.analysis.javascript.syntax import Node, identifier
from interlock.analysis.javascript.values import (
    Array,
    Bound,
    Choice,
    Class,
    Const,
    Function,
    Held,
    Hidden,
    Instance,
    Method,
    Mixed,
    Obj,
    Ref,
    Scope,
)
from interlock.model.session import Definitions

SEPARATOR = "\n;\n"
_MOST_CHARACTERS = 64 * 1024
_MOST_STATEMENT = 16 * 1024
_DECLARATIONS = frozenset(
    "function_declaration generator_function_declaration class_declaration abstract_class_declaration import_statement "
    "export_statement enum_declaration internal_module import_alias".split()
)
_ASSIGNMENTS = frozenset({"assignment_expression", "augmented_assignment_expression", "update_expression"})
_CHANGING = frozenset(
    "assign defineProperty defineProperties setPrototypeOf push unshift splice set add eval chdir Function "
    "runInThisContext register on once addListener setTimeout setInterval setImmediate queueMicrotask nextTick then "
    "addEventListener subscribe".split()
)
_NAMES = frozenset({"identifier", "shorthand_property_identifier_pattern", "property_identifier", "type_identifier"})


def of_cell(root: Node | None, scope: Scope, before: Definitions | None, shown: Held) -> Definitions:
    """The definitions of a context after a cell has run: those from before, and what the cell adds.

    `shown`: what its last expression was, which the prompt names `_`. Past the budget the oldest go, and their names
    are known to be forgotten.
    """
    kept = list(before.statements) if before else []
    forgotten = set(before.forgotten) if before else set()
    for statement in root.children if root is not None else ():
        if not _matters(statement, scope):
            continue
        text = statement.text
        names = set(bound(statement))
        if len(text) > _MOST_STATEMENT:
            forgotten |= names
        elif not kept or kept[-1] != text:
            forgotten -= names
            kept.append(text)
    last = root.children[-1] if root is not None and root.children else None
    if last is not None and last.kind == "expression_statement" and _matters_later(shown, 4):
        text = last.text.strip().rstrip(";")
        if len(text) <= _MOST_STATEMENT and not _changes(last) and "_" not in bound(last):
            kept.append(f"globalThis._ = ({text})")
    total = sum(map(len, kept))
    while kept and total > _MOST_CHARACTERS:
        gone = kept.pop(0)
        total -= len(gone)
        # What it bound is not parsed again: each word in it may have been.
        forgotten |= {word for word in scope.names if word in gone}
    every = {*scope.names, *(name for part in (root.children if root is not None else ()) for name in bound(part))}
    return Definitions(
        statements=tuple(kept), forgotten=tuple(sorted(forgotten)[:1000]), bound=cells.bound(before, every)
    )


def bound(statement: Node) -> Iterator[str]:
    """Names that a statement may bind, wherever in it."""
    todo = [statement]
    while todo:
        node = todo.pop()
        if node.kind in _DECLARATIONS and "name" in node.fields:
            yield identifier(node.fields["name"].text)
        target = node.fields.get("name" if node.kind == "variable_declarator" else "left")
        if target is not None and (node.kind == "variable_declarator" or node.kind in _ASSIGNMENTS):
            yield from (identifier(part.text) for part in _flat(target) if part.kind in _NAMES)
        todo.extend(node.children)


def _flat(node: Node) -> Iterator[Node]:
    todo = [node]
    while todo:
        at = todo.pop()
        yield at
        todo.extend(at.children)


def _matters(statement: Node, scope: Scope) -> bool:
    if statement.kind in _DECLARATIONS:
        return True
    if statement.kind in ("lexical_declaration", "variable_declaration"):
        held = [scope.names.get(name) for name in bound(statement)]
        return any(_matters_later(value, 4) for value in held) or _changes(statement)
    return _changes(statement)


def _changes(statement: Node) -> bool:
    """It assigns something, or calls what changes something."""
    for node in _flat(statement):
        if node.kind in _ASSIGNMENTS:
            return True
        if node.kind == "call_expression":
            callee = node.fields["function"]
            name = callee.fields.get("property", callee)
            if identifier(name.text) in _CHANGING or name.kind not in ("identifier", "property_identifier"):
                return True
    return False


def _matters_later(held: Held | None, depth: int) -> bool:
    match held:
        case Ref() | Function() | Class() | Bound() | Hidden() | Instance() | Mixed():
            return True
        case Const(value=str() | bytes()):
            return True
        case Method(base=base):
            return _matters_later(base, depth - 1)
        case Array(items=items):
            return depth > 0 and any(_matters_later(item, depth - 1) for item in items[:64])
        case Obj(items=named, rest=rest):
            return depth > 0 and any(_matters_later(item, depth - 1) for item in (*list(named.values())[:64], *rest))
        case Choice(values=values):
            return depth > 0 and any(_matters_later(item, depth - 1) for item in values)
        case _:
            return False
