"""What a cell leaves behind: the statements that bind names later cells may use, kept as text."""

from __future__ import annotations

import ast
import hashlib
import re
import sys
from typing import Any

from interlock.analysis import cells
from interlock.analysis.cells import ANY
from interlock.analysis.python.knowledge import modules
from interlock.analysis.python.values import (
    Choice,
    Const,
    Function,
    Instance,
    Mapping,
    Method,
    Namespace,
    Object,
    Partial,
    Ref,
    Scope,
    Sequence,
    Walked,
)
from interlock.model.session import Definitions

_MOST_CHARACTERS = 64 * 1024
_MOST_STATEMENT = 16 * 1024
_CHANGING = frozenset("append extend insert update setdefault add register __setitem__ appendleft".split())
_CHANGING_FUNCTIONS = frozenset("setattr exec eval delattr".split())
_CHANGING_MAGICS = frozenset("alias cd pushd popd alias_magic env set_env run".split())


CALLS = "()"
"""Among the forgotten names: any function, for something ran that was not understood."""


def of_cell(
    tree: ast.Module,
    source: str,
    scope: Scope,
    before: Definitions | None,
    shown: Any,
    files: dict[str, str | None],
    understood: bool,
    any_bound: bool,
    lasting: set[int],
) -> Definitions:
    """The definitions of a context after a cell has run: those from before, and what the cell adds.

    `shown`: what the last expression of the cell was; `files`: what stands where; `understood`: all of the cell was;
    `any_bound`: it may have bound any name;
    `lasting`: identities of the calls that hand functions to something that calls them later.
    Past the budget the oldest go, and their names are known to be forgotten.
    """
    lines = source.split("\n")
    kept = list(before.statements) if before else []
    forgotten = set(before.forgotten) if before else set()
    previous_end = 0
    earlier = {name for text in kept for name in _bound_in(text)}
    sure = True
    for i, statement in enumerate(tree.body):
        following = tree.body[i + 1].lineno if i + 1 < len(tree.body) else 0
        names = bound(statement)
        forgotten -= (
            names if isinstance(statement, ast.Assign | ast.Import | ast.ImportFrom | ast.FunctionDef) else set()
        )
        if _matters(statement, names, scope) or (lasting and any(id(n) in lasting for n in ast.walk(statement))):
            text = _text_of(statement, lines, previous_end, following)
            notes = _read(statement, files)
            if text is None:
                forgotten |= names
            else:
                again = names & earlier
                if not sure and again:
                    text = _unsure(statement)
                text += "".join(notes)
                if text not in kept or not _same_still(kept, text, names):
                    kept.append(text)
        sure = sure and _never_fails(statement)
        previous_end = statement.end_lineno or 0
    if tree.body and isinstance(last := tree.body[-1], ast.Expr) and _matters_later(shown, 4):
        text = _text_of(last, lines, previous_end, last.end_lineno or 0)
        if text is not None and not isinstance(last.value, ast.Call):
            kept.append(f"___ = __\n__ = _\n_ = ({text})\nOut[len(_oh)] = _")
    total = sum(map(len, kept))
    while kept and total > _MOST_CHARACTERS:
        gone = kept.pop(0)
        total -= len(gone)
        forgotten |= _bound_in(gone)
    still = {name for text in kept for name in _bound_in(text)} if forgotten else set()
    if not understood:
        forgotten.add(CALLS)
    names = {ANY} if any_bound else {*scope.names, *(n for s in tree.body for n in bound(s) - {ANY})}
    return Definitions(
        statements=tuple(kept),
        forgotten=tuple(sorted(forgotten - still)[:1000]),
        bound=cells.bound(before, names),
    )


_READ = re.compile(r"^# read (\S+) ([0-9a-f]{16})$", re.MULTILINE)


def _read(statement: ast.stmt, files: dict[str, str | None]) -> list[str]:
    """Comments that say which files of the session an import or a `%run` read, and what they held."""
    match statement:
        case ast.Import(names=names):
            stems = {alias.name.replace(".", "/") for alias in names}
        case ast.ImportFrom(module=str() as module):
            stems = {module.replace(".", "/")}
        case ast.Expr(value=ast.Call(args=[ast.Constant(value="run"), ast.Constant(value=str() as line), *_])):
            stems = {word.removesuffix(".py") for word in line.split()}
        case _:
            return []
    endings = tuple(f"/{stem.lstrip('./')}{tail}" for stem in stems if stem for tail in (".py", "/__init__.py"))
    return [
        f"\n# read {path} {_digest(text)}" for path, text in files.items() if path.endswith(endings) and " " not in path
    ]


def _digest(text: str | None) -> str:
    return hashlib.sha256((text or "").encode("utf-8", "surrogatepass")).hexdigest()[:16]


def changed_since(text: str, files: dict[str, str | None]) -> set[str]:
    """The names that a kept statement bound from files that hold something else by now."""
    notes = _READ.findall(text)
    return _bound_in(text) or {CALLS} if any(_digest(files.get(path)) != digest for path, digest in notes) else set()


def _never_fails(statement: ast.stmt) -> bool:
    """What stands behind other statements is only reached where those raise nothing."""
    match statement:
        case ast.FunctionDef(decorator_list=[]) | ast.Pass() | ast.Expr(value=ast.Constant()):
            return True
        case ast.Assign(targets=[ast.Name()], value=ast.Constant() | ast.Name() | ast.Lambda()):
            return True
        case ast.Import(names=names):
            return all(alias.name.partition(".")[0] in sys.stdlib_module_names for alias in names)
        case _:
            return False


def _unsure(statement: ast.stmt) -> str:
    """The statement as one that may not have run: what its names held before, they may hold still."""
    test = ast.Name("the_cell_came_so_far", ast.Load())
    try:
        return ast.unparse(ast.fix_missing_locations(ast.If(test=test, body=[statement], orelse=[])))
    except RecursionError:
        return ast.unparse(statement)


def _same_still(kept: list[str], text: str, names: set[str]) -> bool:
    """Nothing that was kept since has bound the names again."""
    since = kept[len(kept) - kept[::-1].index(text) :]
    return "*" not in names and not any(names & _bound_in(other) for other in since)


def _bound_in(text: str) -> set[str]:
    try:
        return {name for statement in ast.parse(text).body for name in bound(statement)}
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return set()  # no cell: `recall` says so


def _text_of(statement: ast.stmt, lines: list[str], previous_end: int, following: int) -> str | None:
    start = min([statement.lineno, *(d.lineno for d in getattr(statement, "decorator_list", []))])
    end = statement.end_lineno or start
    if start <= previous_end or following == end:
        try:
            text = ast.unparse(statement)  # it shares a line with another
        except RecursionError:
            return None
    else:
        text = "\n".join(lines[start - 1 : end])
        if text != text.lstrip() or (statement.col_offset and not getattr(statement, "decorator_list", None)):
            text = ast.unparse(statement)
    return text if len(text) <= _MOST_STATEMENT else None


def bound(statement: ast.stmt) -> set[str]:
    """Names that a statement binds, in itself or in its blocks, functions not entered."""
    found: set[str] = set()
    todo: list[ast.AST] = [statement]
    while todo:
        node = todo.pop()
        match node:
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
                found.add(name)
                if isinstance(node, ast.ClassDef):
                    continue
                found |= {n for inner in ast.walk(node) if isinstance(inner, ast.Global) for n in inner.names}
                continue
            case ast.Import(names=names) | ast.ImportFrom(names=names):
                found |= {(alias.asname or alias.name).partition(".")[0] for alias in names}
            case ast.Name(id=name, ctx=ast.Store()):
                found.add(name)
            case ast.Attribute(ctx=ast.Store()) | ast.Subscript(ctx=ast.Store()):
                root: ast.AST = node
                while isinstance(root, ast.Attribute | ast.Subscript):
                    root = root.value
                if isinstance(root, ast.Name):
                    found.add(root.id)
                found.add("*")
        todo.extend(ast.iter_child_nodes(node))
    return found


def _matters(statement: ast.stmt, names: set[str], scope: Scope) -> bool:
    if isinstance(statement, ast.Import | ast.ImportFrom | ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return True
    if isinstance(statement, ast.Expr) and any(_changes(node, scope) for node in ast.walk(statement.value)):
        return True
    if "*" in names:
        # An attribute or an item of something, which may be anything.
        return True
    return any(_matters_later(scope.names.get(name), 4) for name in names)


def _changes(node: ast.AST, scope: Scope, depth: int = 4) -> bool:
    """Whether evaluating a node may change what names hold: by a method that does, or a function of the text."""
    match node:
        case ast.Call() if _calls_what_changes(node):
            return True
        case ast.Name(id=name) if depth:
            return _changes_by(scope.get(name), scope, depth)
        case _:
            return False


def _changes_by(held: Any, scope: Scope, depth: int) -> bool:
    match held:
        case Choice(values=values):
            return any(_changes_by(value, scope, depth) for value in values)
        case Object(cls=Function(node=node)) | Function(node=node) | Partial(callee=Function(node=node)):
            return any(
                isinstance(inner, ast.Global | ast.Nonlocal)
                or (isinstance(inner, ast.Attribute | ast.Subscript) and isinstance(inner.ctx, ast.Store))
                or (
                    isinstance(inner, ast.Yield | ast.YieldFrom | ast.Call | ast.Name)
                    and _changes(inner, scope, depth - 1)
                )
                for inner in ast.walk(node)
            )
        case _:
            return isinstance(held, Walked)


def _calls_what_changes(call: ast.Call) -> bool:
    match call.func:
        case ast.Attribute(attr=attr):
            if attr in ("run_line_magic", "magic", "define_alias"):
                first = call.args[0] if call.args else None
                return attr == "define_alias" or (
                    isinstance(first, ast.Constant) and str(first.value).lstrip("%").split(" ")[0] in _CHANGING_MAGICS
                )
            return attr in _CHANGING or attr == "chdir"
        case ast.Name(id=name):
            return name in _CHANGING_FUNCTIONS
        case _:
            return False


def _matters_later(held: Any, depth: int) -> bool:
    match held:
        case Ref() | Function() | Object() | Partial() | Walked() | Namespace():
            return True
        case Const(value=str() | bytes()):
            return True
        case Method(base=base):
            return _matters_later(base, depth - 1)
        case Instance(name=name):
            return (
                name in modules()
                or name in ("compile", "open", "pathlib.Path", "string.Template")
                or "get_ipython" in name
            )
        case Sequence(items=items):
            # A short one may be given something that matters by a later cell.
            return len(items) <= 16 or (bool(depth) and any(_matters_later(item, depth - 1) for item in items[:64]))
        case Mapping(items=pairs):
            found = list(pairs.values())[:64]
            return len(pairs) <= 16 or (bool(depth) and any(_matters_later(item, depth - 1) for item in found))
        case Choice(values=values):
            return bool(depth) and any(_matters_later(item, depth - 1) for item in values)
        case _:
            return False
