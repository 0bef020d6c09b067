"""Builtin functions, and those of `os.path` and `pathlib`, whose value can be told."""

from __future__ import annotations

import ast
import builtins
import posixpath
from typing import TYPE_CHECKING, Any

from interlock.analysis.python.folding import folded_function
from interlock.analysis.python.power import POWERFUL_MODULES, is_powerful
from interlock.analysis.python.values import (
    UNKNOWN,
    Anything,
    Choice,
    Const,
    Download,
    Function,
    Instance,
    Mapping,
    Mixed,
    Namespace,
    Object,
    Ref,
    Scope,
    Sequence,
    Walked,
    choice,
    download_of,
    mixed,
    text_of,
)

if TYPE_CHECKING:
    from interlock.analysis.python.calls import Calls

NAMES = frozenset(name for name in dir(builtins) if not name.startswith("_")) | {
    "__import__",
    "__build_class__",
    "display",
}
"""Names that are there without an import."""
_VALUELESS = frozenset("print display isinstance hasattr dir callable id input help quit exit issubclass hash".split())
_COLLECTIONS = frozenset(
    "list tuple set iter reversed sorted next frozenset collections.deque enumerate zip dict".split()
)


def called(run: Calls, name: str, args: list[Any], kwargs: dict[str, Any], node: ast.AST, scope: Scope) -> Any | None:
    """The value of a builtin; None where `name` is none that is handled here."""
    match name:
        case "getattr" | "object.__getattribute__":
            return _getattr(run, args, node, scope)
        case "setattr" | "delattr":
            return _setattr(run, args, node, scope)
        case "globals" | "locals" | "vars":
            if not args:
                return Namespace("")
            return Namespace(args[0].name) if isinstance(args[0], Ref) else _attributes_of(args[0])
        case "dir" if args and isinstance(args[0], Ref | Walked) and is_powerful(args[0]):
            return Sequence([Anything("a name")], exact=False)
        case "type" if len(args) == 3:
            return _made_class(args, scope)
        case "super":
            return _super(args, scope)
        case "type" | "object":
            if args and isinstance(args[0], Object):
                return args[0].cls
            if args and isinstance(args[0], Instance) and args[0].name.rpartition(".")[2][:1].isupper():
                return Ref(args[0].name)
            return Walked() if args and isinstance(args[0], Walked) else Anything("class")
        case "str" | "repr" if args and isinstance(args[0], Instance) and args[0].name == "pathlib.Path":
            return args[0].args[0] if args[0].args else UNKNOWN
        case "str" | "bytes" | "format" if args and not isinstance(args[0], Const):
            if isinstance(args[0], Object):
                held = run.dunder(args[0], "__format__" if name == "format" else "__str__", args[1:], node, scope)
                return UNKNOWN if held is None else held
            network = download_of(args[0])
            if network is not None:
                return Download(network)
            return folded_function(name, args, kwargs) or (
                args[0] if isinstance(args[0], Anything | Walked) else UNKNOWN
            )
        case (
            "len" | "abs" | "bool" | "int" | "hash" | "iter" | "next" | "reversed" | "repr" | "float" | "round" | "sum"
        ) if args and isinstance(args[0], Object):
            held = run.dunder(args[0], f"__{name}__", args[1:], node, scope)
            return UNKNOWN if held is None else held
        case "sorted" | "min" | "max" if isinstance(kwargs.get("key"), Ref | Function | Choice) or "key" in kwargs:
            return _keyed(run, name, args, kwargs, node, scope)
        case "os.path.join":
            return _joined(args)
        case "os.path.expanduser":
            text = text_of(args[0]) if args else None
            if text is not None and text.startswith("~"):
                return Const((run.around.home or "~") + text[1:])
            return args[0] if args else UNKNOWN
        case "os.path.abspath" | "os.path.realpath":
            return absolute(run, args[0]) if args else UNKNOWN
        case "os.path.normpath" | "os.fspath":
            return args[0] if args else UNKNOWN
        case "os.path.dirname" | "os.path.basename" | "os.path.splitext" | "os.path.split":
            text = text_of(args[0]) if args else None
            if text is None:
                return UNKNOWN
            held = getattr(posixpath, name.rpartition(".")[2])(text)
            return Const(held) if isinstance(held, str) else Sequence([Const(part) for part in held])
        case "os.getcwd":
            return Const(run.around.cwd) if run.around.cwd else UNKNOWN
        case "os.chdir" | "posix.chdir":
            run.note(node, name, "other", args)
            run.around = run.around.with_(cwd=run.path(args[0]) if args else None)
            return Const(None)
        case "pathlib.Path" | "pathlib.PosixPath" | "pathlib.PurePath" | "pathlib.PurePosixPath":
            return Instance("pathlib.Path", (_joined(args) if args else Const("."),))
        case "pathlib.Path.home" | "pathlib.Path.cwd":
            where = run.around.home if name.endswith("home") else run.around.cwd
            return Instance("pathlib.Path", (Const(where) if where else UNKNOWN,))
        case "io.BytesIO" | "io.StringIO":
            return Instance(name, tuple(args[:1]))
        case "importlib.reload":
            if args and isinstance(args[0], Ref):
                run.import_file(args[0].name, node)
            elif args:
                run.opaque("dynamic_code", node, "a module that is not known is read again")
            return args[0] if args else UNKNOWN
        case "divmod" | "pow" if len(args) > 1:
            held = run.dunder(args[0], f"__{name}__", args[1:], node, scope)
            if held is None:
                held = run.dunder(args[1], f"__r{name}__", args[:1], node, scope)
            if held is not None:
                return held
        case "isinstance" | "issubclass" if len(args) > 1:
            asked = "__instancecheck__" if name == "isinstance" else "__subclasscheck__"
            for cls in args[1].items if isinstance(args[1], Sequence) else (args[1],):
                run.dunder(cls, asked, args[:1], node, scope)
    if name in _COLLECTIONS:
        return _collected(run, name, args, kwargs, node, scope)
    if name in _VALUELESS:
        if name == "print" and isinstance(kwargs.get("file"), Instance) and kwargs["file"].name == "open":
            parts: list[Any] = []
            for i, arg in enumerate(args):
                parts += [kwargs.get("sep", Const(" ")), arg] if i else [arg]
            run._of_file(kwargs["file"], "write", [mixed([*parts, kwargs.get("end", Const("\n"))])])
        replaced = scope.get("sys.stdout") if name in ("print", "display", "help") else None
        if replaced is not None:
            shown = args[0] if len(args) == 1 else mixed([x for a in args for x in (a, Const(" "))])
            run.call(run.attribute(replaced, "write", node, scope), [shown], {}, node, scope)
        for held in args:
            if isinstance(held, Object):
                run.dunder(held, "__str__", [], node, scope)
                run.dunder(held, "__repr__", [], node, scope)
                run.dunder(held, "__hash__", [], node, scope)
        return Anything("typed") if name == "input" else UNKNOWN
    return None


def absolute(run: Calls, held: Any) -> Any:
    """A path from the root on, where it is known and where one is."""
    text = text_of(held)
    if text is None or run.around.cwd is None or text.startswith(("~", "/")) or "\0" in text:
        return held
    return Const(posixpath.normpath(posixpath.join(run.around.cwd, text)))


def _super(args: list[Any], scope: Scope) -> Any:
    """`super()`: the object, with the classes that its own derives from."""
    own: Any = args[0] if args else None
    held: Any = args[1] if len(args) > 1 else None
    inner: Scope | None = scope
    while inner is not None and (own is None or held is None):
        if inner.class_body and own is None:
            own = inner.names.get("the class")
        if held is None:
            held = inner.names.get("the first argument")
        inner = inner.parent
    if not isinstance(own, Function):
        return Anything("super")
    above = Function(own.node, Scope({}, own.scope.parent, class_body=True), own.bases)
    return Object(above, held.attributes) if isinstance(held, Object) else above


def _getattr(run: Calls, args: list[Any], node: ast.AST, scope: Scope) -> Any:
    if len(args) < 2:
        return UNKNOWN
    names = args[1].values if isinstance(args[1], Choice) else (args[1],)
    found = []
    for name in names:
        text = text_of(name)
        if text is not None:
            held = run.attribute(args[0], text, node, scope)
            run.hidden(node, 1, held, [args[0], name])
            found.append(held)
        elif isinstance(args[0], Walked) or (isinstance(args[0], Ref) and args[0].name in POWERFUL_MODULES):
            found.append(run.computed(node, args[0].name if isinstance(args[0], Ref) else "objects"))
        elif isinstance(args[0], Object):
            found.append(choice(*args[0].attributes.values(), *args[0].cls.scope.names.values(), UNKNOWN))
        else:
            # Of an ordinary module or value: what is found there is as unknown as the name.
            found.append(Anything("attribute"))
    return choice(*found)


def _setattr(run: Calls, args: list[Any], node: ast.AST, scope: Scope) -> Any:
    if len(args) > 2 and (name := text_of(args[1])) is not None:
        run.set_attribute(args[0], name, args[2], node, scope)
    elif len(args) > 2 and is_powerful(args[2]):
        run.opaque("dynamic_code", node, "a computed attribute is set")
    return Const(None)


def _attributes_of(held: Any) -> Any:
    if isinstance(held, Object):
        return Mapping(held.attributes, exact=False)
    if isinstance(held, Function) and isinstance(held.node, ast.ClassDef):
        return Mapping(held.scope.names, exact=False)
    return Walked() if is_powerful(held) else UNKNOWN


def _made_class(args: list[Any], scope: Scope) -> Any:
    """`type(name, bases, names)`."""
    body = dict(args[2].items) if isinstance(args[2], Mapping) else {}
    bases = tuple(args[1].items) if isinstance(args[1], Sequence) else ()
    return Function(ast.parse("class Made: pass").body[0], Scope(body, scope, class_body=True), bases)


def _keyed(run: Calls, name: str, args: list[Any], kwargs: dict[str, Any], node: ast.AST, scope: Scope) -> Any:
    """`sorted`, `min` and `max` by a key."""
    row = args[0] if len(args) == 1 else Sequence(args)
    known = row if isinstance(row, Sequence) else None if (items := run.items_of(row)) is None else Sequence(items)
    if known is None or not known.items:
        run.call(kwargs["key"], [UNKNOWN], {}, node, scope)
        return UNKNOWN
    held = ordered(run, known, kwargs, node, scope)
    if name == "sorted":
        return held
    return held.items[0 if name == "min" else -1] if held.exact else choice(*held.items)


def ordered(run: Calls, row: Sequence, kwargs: dict[str, Any], node: ast.AST, scope: Scope) -> Sequence:
    """The items of a row in order; where that is not known, one item that may be any of them."""
    key = kwargs.get("key")
    plain = key is None or (isinstance(key, Const) and key.value is None)
    keys = [item if plain else run.call(key, [item], {}, node, scope) for item in row.items[:256]]
    backwards = kwargs.get("reverse", Const(False))
    if row.exact and len(keys) == len(row.items) and all(isinstance(k, Const) for k in (*keys, backwards)):
        try:
            order = sorted(range(len(keys)), key=lambda at: keys[at].value, reverse=bool(backwards.value))
        except TypeError:
            return Sequence([], exact=False)
        return Sequence([row.items[at] for at in order])
    return Sequence([choice(*row.items)] if row.items else [], exact=False, alike=row.alike)


def _joined(args: list[Any]) -> Any:
    parts: list[Any] = []
    for i, arg in enumerate(args):
        text = text_of(arg.parts[0] if isinstance(arg, Mixed) else arg)
        if text is not None and text.startswith("/"):
            parts = [arg]
        else:
            parts += [Const("/"), arg] if i else [arg]
    return mixed([Const(text) if (text := text_of(part)) is not None else part for part in parts])


def _collected(run: Calls, name: str, args: list[Any], kwargs: dict[str, Any], node: ast.AST, scope: Scope) -> Any:
    if name == "dict" and args and isinstance(args[0], Namespace):
        return args[0]
    if name == "dict":
        base = dict(args[0].items) if args and isinstance(args[0], Mapping) else {}
        if args and isinstance(args[0], Sequence):
            for pair in args[0].items:
                if isinstance(pair, Sequence) and len(pair.items) == 2 and isinstance(pair.items[0], Const):
                    base[pair.items[0].value] = pair.items[1]
        exact = not args or (isinstance(args[0], Mapping | Sequence) and args[0].exact)
        return Mapping({**base, **kwargs}, exact)
    if not args:
        return Sequence([]) if name in ("list", "tuple", "set", "frozenset", "collections.deque") else UNKNOWN
    held = args[0]
    if name == "next" and isinstance(held, Sequence):
        return held.items.pop(0) if held.items and held.exact else choice(*held.items, *args[1:2])
    if name == "next":
        return held if isinstance(held, Walked | Download) else run.unknown(held)
    rows = [run.items_of(arg) for arg in args]
    items = rows[0]
    if name == "zip":
        if all(row is not None for row in rows):
            return Sequence(
                [Sequence(list(row)) for row in zip(*[r for r in rows if r is not None], strict=False)][:4096]
            )
        return Sequence([Sequence([choice(*r[:16]) if r else UNKNOWN for r in rows])], exact=False)
    if items is None:
        if isinstance(held, Sequence) and held.alike and name == "enumerate":
            return Sequence([Sequence([UNKNOWN, *held.items])], exact=False, alike=True)
        if isinstance(held, Sequence):
            return Sequence(list(held.items), exact=False, alike=held.alike)
        if isinstance(held, Instance) and held.name == "open":
            return UNKNOWN
        return held if isinstance(held, Walked | Download) else run.unknown(held)
    if name == "enumerate":
        return Sequence([Sequence([Const(i), item]) for i, item in enumerate(items)])
    if name == "sorted":
        return ordered(run, Sequence(items), kwargs, node, scope)
    if name == "reversed":
        return Sequence(items[::-1])
    if name in ("set", "frozenset"):
        return Sequence(items, exact=len(items) <= 1)
    return Sequence(items)
