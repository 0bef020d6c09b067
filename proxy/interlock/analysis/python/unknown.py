"""Names that a Python text uses and nothing that was seen defines."""

from __future__ import annotations

import ast
import builtins
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

from interlock.analysis.cells import ANY

_GIVEN = frozenset(dir(builtins)) | frozenset(
    # Of modules, class bodies and IPython's own name space.
    "__name__ __file__ __doc__ __builtins__ __package__ __spec__ __loader__ __path__ __annotations__ __dict__ "
    "__class__ __module__ __qualname__ __cached__ __main__ __version__ get_ipython In Out _ __ ___ _i _ii _iii _oh "
    "_dh _ih display exit quit WindowsError _exit_code __session__ __vsc_ipynb_file__ dbutils spark".split()
)
_MAGICS = frozenset({"run_line_magic", "run_cell_magic", "magic"})
_NUMBERED = re.compile(r"_i?\d+")
_BRINGING = re.compile(
    r"%{0,2}(?:run|load|pylab|store|cython|load_ext|reload_ext|macro|autocall|R|rpull|sql|bigquery)\b"
)


@dataclass(slots=True)
class Names:
    """What a text does with names, whatever the scope."""

    bound: set[str] = field(default_factory=set)
    """`ANY` among them where it may bind any."""
    used: list[ast.Name] = field(default_factory=list)
    called: set[int] = field(default_factory=set)
    """Identities of nodes that are called."""


def names_in(tree: ast.AST) -> Names:
    """One pass over the tree."""
    found = Names()
    add = found.bound.add
    for node in ast.walk(tree):
        match node:
            case ast.Name(id=name, ctx=ctx):
                if isinstance(ctx, ast.Store):
                    add(name)
                else:
                    found.used.append(node)
            case ast.Attribute() | ast.Constant() | ast.expr_context() | ast.operator():
                pass
            case ast.Call(func=callee):
                found.called.add(id(callee))
                if isinstance(callee, ast.Attribute) and callee.attr in _MAGICS:
                    found.bound |= _of_magic(node)
            case ast.arg(arg=name) | ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
                add(name)
            case ast.Import(names=names) | ast.ImportFrom(names=names):
                # A star is `ANY`.
                found.bound |= {(alias.asname or alias.name).partition(".")[0] for alias in names}
            case ast.Global(names=names) | ast.Nonlocal(names=names):
                found.bound |= set(names)
            case ast.MatchMapping(rest=str() as name):
                add(name)
            case ast.alias():
                pass
            case _:
                # Classes, what is caught or matched, parameters of types.
                named = getattr(node, "name", None)
                if isinstance(named, str):
                    add(named)
    return found


def _of_magic(call: ast.Call) -> set[str]:
    """`%%capture out`, `%%bash --out x`: names in the magic's own line; any, where it runs or loads something."""
    texts = [str(argument.value) if isinstance(argument, ast.Constant) else "" for argument in call.args[:2]]
    if texts and _BRINGING.match(texts[0]):
        return {ANY}
    return {name for text in texts[1:] for name in re.findall(r"[A-Za-z_]\w*", text)}


def unknown(names: Names, known: Collection[str]) -> Iterator[tuple[ast.Name, bool]]:
    """Each use of a name that is neither bound in the text nor `known`, and whether it is called."""
    if ANY in names.bound or ANY in known:
        return
    for node in names.used:
        name = node.id
        if name not in names.bound and name not in known and name not in _GIVEN and not _NUMBERED.fullmatch(name):
            yield node, id(node) in names.called
