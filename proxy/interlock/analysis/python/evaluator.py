"""Names and constants followed through a Python text: which calls are made, with what, to what effect.

CPython's own `ast` is the first reader, tree-sitter-python the second: a call that only the second sees is a
disagreement, and a
text that the first refuses is read by nobody else, for CPython would not run it.
"""

from __future__ import annotations

import ast
import base64
import binascii
import codecs
import pickletools
import re
import shlex
import unicodedata
import zlib
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import tree_sitter
import tree_sitter_python

from interlock.analysis import embedded
from interlock.analysis.builder import FactsBuilder, address_class, ancestors, parent_domains, resolve
from interlock.analysis.environment import danger_of
from interlock.analysis.python import cells
from interlock.analysis.python.knowledge import Api, api, modules, table
from interlock.analysis.sinks import sink_of
from interlock.model import facts as f

_LANGUAGE = tree_sitter.Language(tree_sitter_python.language())
_CALLS = tree_sitter.Query(_LANGUAGE, "(call) @call")
_MOST_STEPS = 60_000
_MOST_FOLDED = 64 * 1024
_MOST_CALL_DEPTH = 12
_COOKIE = re.compile(rb"^[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)")
_BUILTINS = {
    "exec",
    "eval",
    "compile",
    "open",
    "__import__",
    "breakpoint",
    "getattr",
    "setattr",
    "globals",
    "locals",
    "vars",
    "chr",
    "ord",
    "bytes",
    "str",
    "bytearray",
    "map",
    "filter",
    "list",
    "tuple",
    "dict",
    "set",
    "print",
    "len",
    "reversed",
    "sorted",
    "range",
    "zip",
    "enumerate",
    "type",
    "object",
    "super",
    "input",
    "int",
    "float",
    "bool",
    "repr",
    "format",
    "hex",
    "iter",
    "next",
    "any",
    "all",
    "min",
    "max",
    "sum",
    "isinstance",
    "hasattr",
    "id",
    "dir",
    "callable",
    "property",
    "staticmethod",
    "classmethod",
    "slice",
    "frozenset",
    "round",
    "abs",
    "memoryview",
    "delattr",
    "issubclass",
    "hash",
    "divmod",
    "pow",
    "bin",
    "oct",
    "ascii",
    "complex",
    "help",
    "quit",
    "exit",
    "display",
}
_DUNDER_WALK = {
    "__subclasses__",
    "__globals__",
    "__bases__",
    "__base__",
    "__mro__",
    "__code__",
    "__closure__",
    "__builtins__",
    "__getattribute__",
    "__reduce__",
    "__reduce_ex__",
    "gi_frame",
    "f_globals",
    "f_builtins",
    "f_locals",
    "cr_frame",
    "tb_frame",
    "__loader__",
    "__spec__",
}
_PARTIAL = {"functools.partial", "functools.partialmethod"}


# --- abstract values --------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Const:
    """A constant of a simple type."""

    value: Any


@dataclass(frozen=True, slots=True)
class Ref:
    """Something reached by a qualified name: a module, a function, a class."""

    name: str


@dataclass(frozen=True, slots=True)
class Instance:
    """What calling `name` gave."""

    name: str
    args: tuple[Any, ...] = ()


@dataclass(frozen=True, slots=True)
class Function:
    """A function or class that the text defines."""

    node: Any
    scope: Any


@dataclass(frozen=True, slots=True)
class Partial:
    """A callee with its first arguments."""

    callee: Any
    args: tuple[Any, ...]


@dataclass(slots=True)
class Sequence:
    """A list, tuple or set of known length."""

    items: list[Any]


@dataclass(slots=True)
class Mapping:
    """A dictionary, as far as its keys are constant."""

    items: dict[Any, Any]


@dataclass(frozen=True, slots=True)
class Download:
    """What a network effect brought."""

    network: int


@dataclass(frozen=True, slots=True)
class Mixed:
    """Text of which parts are known."""

    parts: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several, after branches."""

    values: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Walked:
    """Something reached by walking object internals."""


@dataclass(frozen=True, slots=True)
class Anything:
    """Only known at run time."""

    why: str = ""


UNKNOWN = Anything()


@dataclass(slots=True)
class Scope:
    """Names of a module or of a function call."""

    names: dict[str, Any] = field(default_factory=dict)
    parent: Scope | None = None

    def get(self, name: str) -> Any:
        scope: Scope | None = self
        while scope is not None:
            if name in scope.names:
                return scope.names[name]
            scope = scope.parent
        return None


class _Stop(Exception):
    pass


def analyze_python(builder: FactsBuilder, text: str, unit: int, around: embedded.Surroundings) -> None:
    """Facts of a Python text that is unit `unit` already. Never raises on content."""
    whole = f.Span(0, len(text))
    match = next((m for line in text.encode("utf-8", "replace").split(b"\n")[:2] if (m := _COOKIE.match(line))), None)
    if match and codecs_name(match.group(1).decode("ascii", "replace")) != "utf-8" and not around.cell:
        builder.whole_opaque("encoding", unit, whole, match.group(1).decode("ascii", "replace"))
        return
    source = text
    evaluator = Evaluator(builder, text, unit, around)
    if around.cell:
        evaluator.shells_of(text)
        made = cells.transformed(text)
        if made is None:
            builder.whole_opaque("parse_error", unit, whole, "IPython's own transformer refuses the cell")
            return
        source = made
        if (called := cells.autocall(text)) is not None:
            source = called
    if _depth(source) > builder.limits.code_depth:
        builder.limit("code_depth")
        builder.whole_opaque("depth", unit, whole)
        return
    try:
        tree = ast.parse(source.lstrip("\ufeff"))
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        builder.whole_opaque("parse_error", unit, whole, str(error)[:200])
        return
    evaluator.run(tree, source)


def codecs_name(name: str) -> str:
    try:
        return codecs.lookup(name).name
    except LookupError:
        return name


def _depth(text: str) -> int:
    """Nesting of brackets and of indentation, before any parser sees it."""
    depth = most = 0
    for char in text:
        if char in "([{":
            depth += 1
            most = max(most, depth)
        elif char in ")]}" and depth:
            depth -= 1
    unary = re.search(r"(?:[-~+!]|not\s){200,}", text)
    indent = max((len(line) - len(line.lstrip()) for line in text.split("\n")), default=0)
    return 10**6 if unary else max(most, indent // 2)


class Evaluator:
    """One unit."""

    def __init__(self, builder: FactsBuilder, text: str, unit: int, around: embedded.Surroundings) -> None:
        self.builder = builder
        self.text = text
        self.unit = unit
        self.around = around
        self.world = around.world
        self.same = True
        self.starts = _line_starts(text)
        self.bytes = [line.encode("utf-8", "surrogatepass") for line in text.split("\n")]
        self.steps = 0
        self.calls: list[Any] = []
        self.context: tuple[f.Context, ...] = around.context
        self.certainty: f.Certainty = around.certainty
        self.functions: list[tuple[Any, Scope]] = []
        self.called: set[int] = set()
        self.aliases: dict[str, str] = {}

    # --- running ------------------------------------------------------------------------------------------------------

    def run(self, tree: ast.Module, source: str) -> None:
        self.same = source.rstrip("\n") == self.text.rstrip("\n")
        scope = Scope()
        scope.names["get_ipython"] = Ref("get_ipython_factory") if self.around.cell else None
        try:
            self.block(tree.body, scope)
            # What is defined and not called here may be called by a later cell, a callback, a framework.
            for node, defined in list(self.functions):
                if id(node) not in self.called:
                    self.enter(node, defined, [], {}, "function")
            self.second_reader(tree, source)
        except _Stop:
            pass
        except RecursionError:
            self.builder.limit("code_depth")
            self.builder.opaque("depth", self.unit, f.Span(0, len(self.text)))

    def second_reader(self, tree: ast.Module, source: str) -> None:
        if len(source) > 32 * 1024:
            return
        parsed = tree_sitter.Parser(_LANGUAGE).parse(source.encode("utf-8", "surrogatepass"))
        if parsed.root_node.has_error:
            return
        seen = len(tree_sitter.QueryCursor(_CALLS).captures(parsed.root_node).get("call", []))
        here = sum(isinstance(node, ast.Call) for node in ast.walk(tree))
        if seen > here:
            self.builder.opaque(
                "parser_disagreement", self.unit, f.Span(0, len(self.text)), f"{seen} calls, {here} by ast"
            )

    def tick(self, node: ast.AST) -> None:
        self.steps += 1
        if self.steps > _MOST_STEPS or len(self.builder.calls) > self.builder.limits.calls:
            self.builder.limit("calls")
            self.builder.opaque("size", self.unit, self.span(node))
            raise _Stop
        if self.steps % 256 == 0 and self.world.deadline():
            self.builder.limit("soft_time_s")
            self.builder.opaque("timeout", self.unit, self.span(node))
            raise _Stop

    def span(self, node: ast.AST) -> f.Span:
        """Characters of the submitted text; the whole of it where IPython rewrote the cell."""
        if not self.same or not hasattr(node, "lineno"):
            return f.Span(0, len(self.text))
        return f.Span(
            self._offset(node.lineno, node.col_offset),  # type: ignore[attr-defined]  # checked
            self._offset(node.end_lineno, node.end_col_offset),  # type: ignore[attr-defined]  # set with lineno
        )

    def _offset(self, line: int, column: int) -> int:
        if line > len(self.starts):
            return len(self.text)
        raw = self.bytes[line - 1]
        if raw.isascii():
            return min(self.starts[line - 1] + column, len(self.text))
        return min(self.starts[line - 1] + len(raw[:column].decode("utf-8", "replace")), len(self.text))

    # --- statements ---------------------------------------------------------------------------------------------------

    def block(self, body: list[ast.stmt], scope: Scope) -> None:
        for statement in body:
            self.statement(statement, scope)

    def within(self, context: f.Context, body: list[ast.stmt], scope: Scope) -> None:
        outer = self.context, self.certainty
        self.context = (*self.context, *(() if context in self.context else (context,)))
        self.certainty = "possible"
        self.block(body, scope)
        self.context, self.certainty = outer

    def statement(self, node: ast.stmt, scope: Scope) -> None:
        self.tick(node)
        held: Any
        match node:
            case ast.Expr(value=value):
                self.value(value, scope)
            case ast.Assign(targets=targets, value=value):
                held = self.value(value, scope)
                for target in targets:
                    self.bind(target, held, scope)
            case ast.AnnAssign(target=target, annotation=annotation, value=value):
                self.value(annotation, scope)
                if value is not None:
                    self.bind(target, self.value(value, scope), scope)
            case ast.AugAssign(target=target, op=op, value=value):
                left = self.value(target, scope) if isinstance(target, ast.Name) else UNKNOWN
                self.bind(target, self.binary(op, left, self.value(value, scope)), scope)
            case ast.Import(names=names):
                for alias in names:
                    self.imported(node, alias.name, (), alias.asname)
                    scope.names[alias.asname or alias.name.partition(".")[0]] = Ref(
                        alias.name if alias.asname else alias.name.partition(".")[0]
                    )
            case ast.ImportFrom(module=module, names=names, level=level):
                name = "." * level + (module or "")
                self.imported(node, name, tuple(alias.name for alias in names), None)
                for alias in names:
                    if alias.name == "*":
                        for known in table():
                            head, _, tail = known.rpartition(".")
                            if head == name:
                                scope.names[tail] = Ref(known)
                    else:
                        scope.names[alias.asname or alias.name] = Ref(f"{name}.{alias.name}")
            case ast.FunctionDef() | ast.AsyncFunctionDef():
                for default in (*node.args.defaults, *(d for d in node.args.kw_defaults if d)):
                    self.value(default, scope)
                for noted in (
                    node.returns,
                    *(arg.annotation for arg in (*node.args.args, *node.args.kwonlyargs, *node.args.posonlyargs)),
                ):
                    if noted is not None:
                        self.value(noted, scope)
                held = Function(node, scope)
                self.functions.append((node, scope))
                for decorator in reversed(node.decorator_list):
                    held = self.decorated(decorator, held, scope)
                scope.names[node.name] = held
            case ast.ClassDef():
                for base in node.bases:
                    self.value(base, scope)
                for keyword in node.keywords:
                    self.value(keyword.value, scope)
                inner = Scope({}, scope)
                self.block(node.body, inner)
                held = Function(node, inner)
                for decorator in reversed(node.decorator_list):
                    held = self.decorated(decorator, held, scope)
                scope.names[node.name] = held
            case ast.If(test=test, body=body, orelse=orelse):
                self.value(test, scope)
                before = dict(scope.names)
                self.within("conditional", body, scope)
                after = dict(scope.names)
                scope.names = before
                self.within("conditional", orelse, scope)
                for name, value in after.items():
                    other = scope.names.get(name)
                    scope.names[name] = value if other is None or other == value else _choice(value, other)
            case (
                ast.For(target=target, iter=iterable, body=body, orelse=orelse)
                | ast.AsyncFor(target=target, iter=iterable, body=body, orelse=orelse)
            ):
                held = self.value(iterable, scope)
                items = held.items if isinstance(held, Sequence) and len(held.items) <= 16 else [UNKNOWN]
                for item in items:
                    self.bind(target, item, scope)
                    self.within("loop", body, scope)
                self.block(orelse, scope)
            case ast.While(test=test, body=body, orelse=orelse):
                self.value(test, scope)
                self.within("loop", body, scope)
                self.block(orelse, scope)
            case ast.With(items=items, body=body) | ast.AsyncWith(items=items, body=body):
                for item in items:
                    held = self.value(item.context_expr, scope)
                    if item.optional_vars is not None:
                        self.bind(item.optional_vars, held, scope)
                self.block(body, scope)
            case (
                ast.Try(body=body, handlers=handlers, orelse=orelse, finalbody=final)
                | ast.TryStar(body=body, handlers=handlers, orelse=orelse, finalbody=final)
            ):
                self.block(body, scope)
                for handler in handlers:
                    if handler.type is not None:
                        self.value(handler.type, scope)
                    self.within("conditional", handler.body, scope)
                self.block(orelse, scope)
                self.block(final, scope)
            case ast.Return(value=value):
                if value is not None:
                    scope.names["return"] = self.value(value, scope)
            case ast.Match(subject=subject, cases=arms):
                self.value(subject, scope)
                for arm in arms:
                    if arm.guard is not None:
                        self.value(arm.guard, scope)
                    self.within("conditional", arm.body, scope)
            case _:
                for child in ast.iter_child_nodes(node):
                    if isinstance(child, ast.expr):
                        self.value(child, scope)

    def bind(self, target: ast.expr, held: Any, scope: Scope) -> None:
        match target:
            case ast.Name(id=name):
                scope.names[unicodedata.normalize("NFKC", name)] = held
            case ast.Tuple(elts=elts) | ast.List(elts=elts):
                items = (
                    held.items if isinstance(held, Sequence) and len(held.items) == len(elts) else [UNKNOWN] * len(elts)
                )
                for element, item in zip(elts, items, strict=True):
                    self.bind(element, item, scope)
            case ast.Starred(value=value):
                self.bind(value, UNKNOWN, scope)
            case ast.Attribute(value=value, attr=attr):
                base = self.value(value, scope)
                dotted = self.qualified(base)
                if dotted is not None:
                    scope.names[f"{dotted}.{attr}"] = held
                if dotted in ("sys",) and attr in (
                    "stdin",
                    "stdout",
                    "stderr",
                    "displayhook",
                    "excepthook",
                    "breakpointhook",
                    "meta_path",
                    "path_hooks",
                ):
                    self.note(target, f"sys.{attr}", "introspection", [])
            case ast.Subscript(value=value, slice=index):
                base, key = self.value(value, scope), self.value(index, scope)
                if isinstance(base, Ref) and base.name in ("os.environ", "os.environb"):
                    self.environment("set", key, held, target)
                elif isinstance(base, Mapping) and isinstance(key, Const) and _hashable(key.value):
                    base.items[key.value] = held
                elif isinstance(base, Ref) and base.name in ("sys.modules", "builtins.__dict__"):
                    self.note(target, base.name, "introspection", [])
            case _:
                pass

    def decorated(self, decorator: ast.expr, held: Any, scope: Scope) -> Any:
        callee = self.value(decorator, scope)
        name = self.qualified(callee)
        if name in (
            "property",
            "staticmethod",
            "classmethod",
            "functools.wraps",
            "functools.lru_cache",
            "functools.cache",
            "contextlib.contextmanager",
            "dataclasses.dataclass",
        ) or (name is None and isinstance(callee, Anything)):
            return held
        # `@f` over a function is `f(function)`; what is called may be any program text the decorator below it made.
        return self.call(callee, [held], {}, decorator, scope)

    def imported(
        self, node: ast.AST, module: str, names: tuple[str, ...], alias: str | None, *, dynamic: bool = False
    ) -> None:
        self.builder.add_import(
            f.Import(
                unit=self.unit,
                span=self.span(node),
                certainty=self.certainty,
                module=f.Literal(text=module),
                names=names,
                alias=alias,
                dynamic=dynamic,
            )
        )
        head = module.lstrip(".").partition(".")[0]
        if head and self.around.cwd:
            for path in (f"{self.around.cwd}/{head}.py", f"{self.around.cwd}/{head}/__init__.py"):
                if self.world.files.get(path) is not None:
                    self.child(self.world.files[path] or "", "python", f"import {head}", node, file=True)

    # --- expressions --------------------------------------------------------------------------------------------------

    def value(self, node: ast.expr, scope: Scope) -> Any:
        self.tick(node)
        match node:
            case ast.Constant(value=value):
                return Const(value)
            case ast.Name(id=raw):
                name = unicodedata.normalize("NFKC", raw)
                held = scope.get(name)
                if held is not None:
                    return held
                if name in ("__builtins__", "__builtin__"):
                    return Ref("builtins")
                if name in _BUILTINS:
                    return Ref(name)
                return Anything(name)
            case ast.Attribute(value=inner, attr=raw):
                return self.attribute(self.value(inner, scope), unicodedata.normalize("NFKC", raw), node, scope)
            case ast.Call():
                return self.called_by(node, scope)
            case ast.BinOp(left=left, op=op, right=right):
                return self.binary(op, self.value(left, scope), self.value(right, scope))
            case ast.JoinedStr(values=values):
                parts = []
                for part in values:
                    if isinstance(part, ast.FormattedValue):
                        held = self.value(part.value, scope)
                        if part.format_spec is not None:
                            self.value(part.format_spec, scope)
                        simple = part.format_spec is None and part.conversion == -1
                        parts.append(
                            Const(str(held.value))
                            if isinstance(held, Const) and simple
                            else held
                            if simple
                            else UNKNOWN
                        )
                    else:
                        parts.append(self.value(part, scope))
                return _mixed(parts)
            case ast.Tuple(elts=elts) | ast.List(elts=elts) | ast.Set(elts=elts):
                items: list[Any] = []
                for element in elts:
                    held = self.value(element.value if isinstance(element, ast.Starred) else element, scope)
                    if isinstance(element, ast.Starred):
                        items += held.items if isinstance(held, Sequence) else [UNKNOWN]
                    else:
                        items.append(held)
                return Sequence(items)
            case ast.Dict(keys=keys, values=values):
                found: dict[Any, Any] = {}
                for key, value in zip(keys, values, strict=True):
                    held = self.value(value, scope)
                    known = self.value(key, scope) if key is not None else UNKNOWN
                    if isinstance(known, Const) and _hashable(known.value):
                        found[known.value] = held
                return Mapping(found)
            case ast.Subscript(value=inner, slice=index):
                return self.subscript(self.value(inner, scope), index, node, scope)
            case ast.Lambda(args=args):
                held = Function(node, scope)
                self.functions.append((node, scope))
                for default in (*args.defaults, *(d for d in args.kw_defaults if d)):
                    self.value(default, scope)
                return held
            case ast.NamedExpr(target=target, value=inner):
                held = self.value(inner, scope)
                self.bind(target, held, scope)
                return held
            case ast.IfExp(test=test, body=body, orelse=orelse):
                self.value(test, scope)
                return _choice(self.value(body, scope), self.value(orelse, scope))
            case ast.BoolOp(values=values):
                held_all = [self.value(value, scope) for value in values]
                return _choice(*held_all)
            case (
                ast.ListComp(elt=elt, generators=generators)
                | ast.SetComp(elt=elt, generators=generators)
                | ast.GeneratorExp(elt=elt, generators=generators)
            ):
                return self.comprehension([elt], generators, scope)
            case ast.DictComp(key=key, value=value, generators=generators):
                self.comprehension([key, value], generators, scope)
                return UNKNOWN
            case ast.Await(value=inner) | ast.YieldFrom(value=inner) | ast.Starred(value=inner):
                return self.value(inner, scope)
            case ast.UnaryOp(op=op, operand=operand):
                held = self.value(operand, scope)
                if isinstance(held, Const) and isinstance(op, ast.USub) and isinstance(held.value, int | float):
                    return Const(-held.value)
                return UNKNOWN
            case _:
                for child in ast.iter_child_nodes(node):
                    if isinstance(child, ast.expr):
                        self.value(child, scope)
                return UNKNOWN

    def comprehension(self, elements: list[ast.expr], generators: list[ast.comprehension], scope: Scope) -> Any:
        inner = Scope({}, scope)
        first = generators[0]
        source = self.value(first.iter, inner)
        walk = isinstance(source, Walked)
        items = (
            source.items
            if isinstance(source, Sequence) and len(source.items) <= 256
            else [Walked() if walk else UNKNOWN]
        )
        if isinstance(source, Const) and isinstance(source.value, str | bytes) and len(source.value) <= 4096:
            items = [Const(item) for item in source.value]
        out: list[Any] = []
        for item in items:
            self.bind(first.target, item, inner)
            for later in generators[1:]:
                self.bind(later.target, UNKNOWN, inner)
                self.value(later.iter, inner)
            for condition in (c for g in generators for c in g.ifs):
                self.value(condition, inner)
            held = UNKNOWN
            for element in elements:
                held = self.value(element, inner)
            out.append(held)
        conditional = any(g.ifs for g in generators)
        if walk:
            return Sequence([Walked()])
        return (
            Sequence(out)
            if isinstance(source, Sequence | Const) and len(generators) == 1 and not conditional
            else UNKNOWN
        )

    def binary(self, op: ast.operator, left: Any, right: Any) -> Any:
        if isinstance(left, Const) and isinstance(right, Const):
            try:
                match op:
                    case ast.Add():
                        result = left.value + right.value
                    case ast.Mod():
                        result = left.value % right.value
                    case ast.Mult():
                        size = left.value if isinstance(left.value, int) else right.value
                        if isinstance(size, int) and size > 10_000:
                            return UNKNOWN
                        result = left.value * right.value
                    case ast.BitXor():
                        result = left.value ^ right.value
                    case ast.Sub():
                        result = left.value - right.value
                    case ast.Div():
                        return UNKNOWN
                    case _:
                        return UNKNOWN
                if isinstance(result, str | bytes) and len(result) > _MOST_FOLDED:
                    return UNKNOWN
                return Const(result)
            except (TypeError, ValueError, KeyError, OverflowError):
                return UNKNOWN
        if isinstance(op, ast.Add):
            if isinstance(left, Sequence) and isinstance(right, Sequence):
                return Sequence([*left.items, *right.items])
            if any(isinstance(side, Const | Mixed | Choice | Download) for side in (left, right)):
                return _mixed([left, right])
        if isinstance(op, ast.Mod) and isinstance(left, Const) and isinstance(left.value, str):
            items = right.items if isinstance(right, Sequence) else [right]
            if all(isinstance(item, Const) for item in items):
                try:
                    return Const(left.value % tuple(item.value for item in items))
                except (TypeError, ValueError):
                    return UNKNOWN
            pieces = re.split(r"%[-#0 +]*\d*(?:\.\d+)?[sdrfxi]", left.value)
            if len(pieces) == len(items) + 1:
                return _mixed(
                    [x for piece, item in zip(pieces, [*items, Const("")], strict=True) for x in (Const(piece), item)]
                )
        if isinstance(op, ast.Div) and (name := self.qualified(left)) in ("pathlib.Path", "pathlib.PosixPath"):
            parent = left.args[0] if isinstance(left, Instance) and left.args else Const(".")
            return Instance(name or "pathlib.Path", (_mixed([parent, Const("/"), right]),))
        return Walked() if isinstance(left, Walked) or isinstance(right, Walked) else UNKNOWN

    def attribute(self, base: Any, attr: str, node: ast.AST, scope: Scope) -> Any:
        if isinstance(base, Choice):
            return _choice(*(self.attribute(value, attr, node, scope) for value in base.values))
        if isinstance(base, Walked):
            return Walked()
        if attr in _DUNDER_WALK:
            if not (isinstance(base, Ref) and base.name == "builtins"):
                self.note(node, attr, "introspection", [])
            return Walked()
        if attr == "__class__":
            return Walked() if isinstance(base, Sequence | Const | Mapping | Instance) else UNKNOWN
        if attr == "__dict__":
            return base
        name = self.qualified(base)
        if name is not None:
            bound = scope.get(f"{name}.{attr}")
            if bound is not None:
                return bound
            whole = f"{name}.{attr}"
            # A module that is an attribute of another is the module: `platform.os`, `asyncio.subprocess`.
            if attr in _MODULES and whole not in modules() and api(whole) is None:
                return Ref(attr)
            return Ref(whole) if isinstance(base, Ref) else Partial(Ref(whole), ("self", base))
        if isinstance(base, Anything):
            return Partial(Ref("?." + attr), ("self", base))
        return Partial(Ref("?." + attr), ("self", base))

    def qualified(self, held: Any) -> str | None:
        """The qualified name of a value, where it has one."""
        if isinstance(held, Ref):
            return held.name
        if isinstance(held, Instance):
            return held.name
        return None

    def subscript(self, base: Any, index: ast.expr, node: ast.AST, scope: Scope) -> Any:
        if isinstance(index, ast.Slice):
            bounds = [
                self.value(part, scope) if part is not None else Const(None)
                for part in (index.lower, index.upper, index.step)
            ]
            if all(isinstance(b, Const) for b in bounds):
                cut = slice(*(b.value for b in bounds))
                try:
                    if isinstance(base, Const) and isinstance(base.value, str | bytes):
                        return Const(base.value[cut])
                    if isinstance(base, Sequence):
                        return Sequence(base.items[cut])
                except (TypeError, ValueError):
                    return UNKNOWN
            return UNKNOWN
        key = self.value(index, scope)
        if isinstance(base, Walked):
            return Walked()
        name = self.qualified(base)
        if name == "sys.modules":
            if isinstance(key, Const) and isinstance(key.value, str):
                return Ref(key.value)
            return self.computed(node, "sys.modules")
        if name in ("globals()", "vars()", "locals()", "builtins", "builtins.__dict__") or (
            name in modules() and isinstance(base, Ref)
        ):
            if isinstance(key, Const) and isinstance(key.value, str):
                if name in ("globals()", "vars()", "locals()"):
                    if key.value in ("__builtins__",):
                        return Ref("builtins")
                    held = scope.get(key.value)
                    return held if held is not None else Ref(key.value) if key.value in _BUILTINS else UNKNOWN
                return self.attribute(base, key.value, node, scope) if name != "builtins" else Ref(key.value)
            return self.computed(node, name or "names")
        if name in ("os.environ", "os.environb"):
            self.environment("read", key, None, node)
            return Anything("environment")
        if isinstance(base, Sequence) and isinstance(key, Const) and isinstance(key.value, int):
            return base.items[key.value] if -len(base.items) <= key.value < len(base.items) else UNKNOWN
        if isinstance(base, Mapping):
            if isinstance(key, Const) and _hashable(key.value):
                return base.items.get(key.value, UNKNOWN)
            return _choice(*base.items.values()) if base.items else UNKNOWN
        if (
            isinstance(base, Const)
            and isinstance(base.value, str | bytes)
            and isinstance(key, Const)
            and isinstance(key.value, int)
        ):
            try:
                return Const(base.value[key.value])
            except IndexError:
                return UNKNOWN
        if isinstance(base, Sequence):
            return _choice(*base.items) if base.items else UNKNOWN
        return UNKNOWN

    def computed(self, node: ast.AST, where: str) -> Any:
        self.builder.opaque("dynamic_code", self.unit, self.span(node), f"a computed name in {where}")
        return UNKNOWN

    # --- calls --------------------------------------------------------------------------------------------------------

    def called_by(self, node: ast.Call, scope: Scope) -> Any:
        callee = self.value(node.func, scope)
        args: list[Any] = []
        for argument in node.args:
            held = self.value(argument.value if isinstance(argument, ast.Starred) else argument, scope)
            if isinstance(argument, ast.Starred):
                args += held.items if isinstance(held, Sequence) else [UNKNOWN]
            else:
                args.append(held)
        kwargs: dict[str, Any] = {}
        for keyword in node.keywords:
            held = self.value(keyword.value, scope)
            if keyword.arg is not None:
                kwargs[keyword.arg] = held
            elif isinstance(held, Mapping):
                kwargs.update({k: v for k, v in held.items.items() if isinstance(k, str)})
        return self.call(callee, args, kwargs, node, scope)

    def call(self, callee: Any, args: list[Any], kwargs: dict[str, Any], node: ast.AST, scope: Scope) -> Any:
        if isinstance(callee, Choice):
            return _choice(*(self.call(value, args, kwargs, node, scope) for value in callee.values))
        if isinstance(callee, Walked):
            texts = [a for a in args if isinstance(a, Const) and isinstance(a.value, str)]
            self.note(node, "a function found by walking objects", "introspection", args)
            if args or kwargs:
                self.builder.opaque("dynamic_code", self.unit, self.span(node), "a function found by walking objects")
                # Most often it is os.system or a builtin: what it would be given is looked into as well.
                for text in texts:
                    if re.search(r"\s", text.value) and len(text.value) < 4096:
                        self.child(text.value, "sh", "a function found by walking objects", node)
            return Walked()
        if isinstance(callee, Function):
            return self.enter(callee.node, callee.scope, args, kwargs, None)
        if isinstance(callee, Partial):
            if callee.args[:1] == ("self",):
                return self.method(callee, args, kwargs, node, scope)
            return self.call(callee.callee, [*callee.args, *args], kwargs, node, scope)
        name = self.qualified(callee)
        if name is None:
            self.callbacks(args, kwargs, scope)
            return UNKNOWN
        return self.named(name, args, kwargs, node, scope)

    def method(self, callee: Partial, args: list[Any], kwargs: dict[str, Any], node: ast.AST, scope: Scope) -> Any:
        """A method of a value that is not a module."""
        base = callee.args[1]
        whole = callee.callee.name
        attr = whole.rpartition(".")[2]
        folded = _folded_method(base, attr, args, kwargs)
        if folded is not None:
            return folded
        if isinstance(base, Sequence) and attr in ("append", "insert", "extend", "pop", "index", "copy"):
            if attr == "append" and args:
                base.items.append(args[0])
            elif attr == "pop":
                return base.items[-1] if base.items else UNKNOWN
            return UNKNOWN
        if isinstance(base, Mapping) and attr in ("get", "pop", "setdefault") and args:
            key = args[0]
            return (
                base.items.get(key.value, UNKNOWN)
                if isinstance(key, Const) and _hashable(key.value)
                else _choice(*base.items.values())
                if base.items
                else UNKNOWN
            )
        if isinstance(base, Download) and attr in ("read", "json", "text", "content", "iter_content", "raw", "decode"):
            return base
        if isinstance(base, Instance):
            return self.instance_method(base, whole, attr, args, kwargs, node, scope)
        known = table().get(attr)
        if known is not None and known.effect == "frame_write" and args:
            self.file("write", args[0], node)
            return UNKNOWN
        self.callbacks(args, kwargs, scope)
        return Walked() if any(isinstance(a, Walked) for a in args) and attr != "append" else UNKNOWN

    def instance_method(
        self,
        base: Instance,
        whole: str,
        attr: str,
        args: list[Any],
        kwargs: dict[str, Any],
        node: ast.AST,
        scope: Scope,
    ) -> Any:
        if base.name in ("pathlib.Path", "pathlib.PosixPath", "pathlib.PurePath"):
            name = f"pathlib.Path.{attr}"
            if api(name) is not None:
                return self.named(name, [base.args[0] if base.args else Const("."), *args], kwargs, node, scope)
            if attr in ("resolve", "absolute", "expanduser", "parent", "with_suffix", "joinpath", "with_name"):
                parts = [base.args[0] if base.args else Const(".")]
                if attr == "joinpath":
                    for arg in args:
                        parts += [Const("/"), arg]
                return Instance(
                    base.name,
                    (_mixed(parts),) if attr in ("joinpath", "resolve", "absolute", "expanduser") else (UNKNOWN,),
                )
            return UNKNOWN
        if base.name in (
            "open",
            "io.open",
            "builtins.open",
            "codecs.open",
            "pathlib.Path.open",
            "_io.open",
            "io.FileIO",
            "_io.FileIO",
            "tempfile.NamedTemporaryFile",
        ) and attr in ("write", "writelines", "read", "readlines"):
            path = self.path(base.args[0]) if base.args else None
            if attr == "write" and path is not None and args:
                text = _text(args[0])
                before = self.world.files.get(path) or ""
                self.world.files[path] = before + text if text is not None else None
                if (network := _download(args[0])) is not None:
                    self.world.downloaded[path] = (network,)
                return UNKNOWN
            if path is not None and path in self.world.downloaded:
                return Download(self.world.downloaded[path][0])
            if path is not None and (text := self.world.files.get(path)) is not None:
                return Const(text)
            return Anything("file")
        if api(whole) is not None:
            return self.named(whole, args, kwargs, node, scope, owner=base)
        known = table().get(attr)
        if known is not None and known.effect == "frame_write" and args:
            self.file("write", args[0], node)
        self.callbacks(args, kwargs, scope)
        return Anything(whole) if not any(isinstance(a, Walked) for a in args) else Walked()

    def callbacks(self, args: list[Any], kwargs: dict[str, Any], scope: Scope) -> None:
        """A function handed to something unknown may be called by it."""
        for held in (*args, *kwargs.values()):
            known = api(held.name) if isinstance(held, Ref) else None
            if known is not None and known.category in ("process", "code", "deserialise"):
                self.builder.opaque(
                    "dynamic_code", self.unit, f.Span(0, len(self.text)), f"{self.qualified(held)} is handed on"
                )

    def enter(self, node: Any, scope: Scope, args: list[Any], kwargs: dict[str, Any], context: f.Context | None) -> Any:
        """A call of a function, lambda or class that the text defines."""
        if node in self.calls or len(self.calls) >= _MOST_CALL_DEPTH:
            return UNKNOWN
        self.called.add(id(node))
        if isinstance(node, ast.ClassDef):
            for name in ("__init__", "__new__", "__del__", "__enter__", "__call__"):
                held = scope.names.get(name)
                if isinstance(held, Function):
                    self.enter(held.node, held.scope, [UNKNOWN, *args], kwargs, context)
            return UNKNOWN
        inner = Scope({}, scope)
        names = [a.arg for a in (*node.args.posonlyargs, *node.args.args)]
        defaults = node.args.defaults
        for position, name in enumerate(names):
            if position < len(args):
                inner.names[name] = args[position]
            elif name in kwargs:
                inner.names[name] = kwargs[name]
            elif (at := position - (len(names) - len(defaults))) >= 0:
                inner.names[name] = self.value(defaults[at], scope)
            else:
                inner.names[name] = Anything(name)
        for argument, default in zip(node.args.kwonlyargs, node.args.kw_defaults, strict=True):
            inner.names[argument.arg] = kwargs.get(
                argument.arg, self.value(default, scope) if default is not None else Anything(argument.arg)
            )
        if node.args.vararg is not None:
            inner.names[node.args.vararg.arg] = Sequence(list(args[len(names) :])) if context is None else UNKNOWN
        if node.args.kwarg is not None:
            inner.names[node.args.kwarg.arg] = UNKNOWN
        outer = self.context, self.certainty
        self.context = (*self.context, *(() if "function" in self.context else ("function",)))
        if context is not None:
            self.certainty = "possible"
        self.calls.append(node)
        if isinstance(node, ast.Lambda):
            held = self.value(node.body, inner)
        else:
            self.block(node.body, inner)
            held = inner.names.get("return", Const(None))
        self.calls.pop()
        self.context, self.certainty = outer
        return held

    def named(
        self,
        name: str,
        args: list[Any],
        kwargs: dict[str, Any],
        node: ast.AST,
        scope: Scope,
        owner: Instance | None = None,
    ) -> Any:
        """A call of something known by its qualified name."""
        name = name.removeprefix("builtins.")
        if name == "get_ipython_factory":
            return Ref("get_ipython")
        simple = self.builtin(name, args, kwargs, node, scope)
        if simple is not None:
            return simple
        known = api(name)
        if known is None:
            folded = _folded_function(name, args, kwargs)
            if folded is not None:
                return folded
            if name in _PARTIAL and args:
                return Partial(args[0], tuple(args[1:]))
            if name in ("operator.attrgetter",) and args and isinstance(args[0], Const):
                return Function(_attrgetter(str(args[0].value)), scope)
            if name in ("operator.methodcaller",) and args and isinstance(args[0], Const):
                return Function(
                    _methodcaller(str(args[0].value)), Scope({"arguments": Sequence(list(args[1:]))}, scope)
                )
            for held in (*args, *kwargs.values()):
                if isinstance(held, Function) and name in (
                    "threading.Thread",
                    "multiprocessing.Process",
                    "atexit.register",
                    "signal.signal",
                    "concurrent.futures.ThreadPoolExecutor.submit",
                    "asyncio.run",
                    "weakref.finalize",
                ):
                    self.enter(held.node, held.scope, [], {}, "function")
            self.deferred(name, args, kwargs, node, scope)
            if any(isinstance(a, Download) for a in args) and name.partition(".")[0] in (
                "io",
                "json",
                "str",
                "bytes",
                "codecs",
                "gzip",
                "zlib",
            ):
                return next(a for a in args if isinstance(a, Download))
            if name in (
                "asyncio.run",
                "asyncio.get_event_loop",
                "asyncio.ensure_future",
                "asyncio.create_task",
                "asyncio.wait_for",
            ):
                return args[0] if args else UNKNOWN
            self.callbacks(args, kwargs, scope) if name not in _SAFE_TAKERS else None
            return Instance(name, tuple(args[:2]))
        call = self.note(node, name, known.category, args, kwargs)
        return self.effect(known, name, args, kwargs, node, scope, call, owner)

    def deferred(self, name: str, args: list[Any], kwargs: dict[str, Any], node: ast.AST, scope: Scope) -> None:
        """Things that call what they are given: `Thread(target=os.system, args=("x",))`, `map(os.system, ["x"])`."""
        target = kwargs.get("target") or kwargs.get("func")
        given = kwargs.get("args")
        if (
            target is None
            and name
            in (
                "atexit.register",
                "threading.Timer",
                "asyncio.to_thread",
                "contextvars.copy_context",
                "weakref.finalize",
                "signal.signal",
                "concurrent.futures.ThreadPoolExecutor.submit",
                "threading.excepthook",
            )
            and args
        ):
            at = 1 if name in ("threading.Timer", "weakref.finalize", "signal.signal") else 0
            target = args[at] if len(args) > at else None
            given = Sequence(list(args[at + 1 :]))
        if isinstance(target, Ref | Partial):
            self.call(target, given.items if isinstance(given, Sequence) else [], {}, node, scope)
        elif isinstance(target, Function):
            self.enter(target.node, target.scope, given.items if isinstance(given, Sequence) else [], {}, None)

    def builtin(self, name: str, args: list[Any], kwargs: dict[str, Any], node: ast.AST, scope: Scope) -> Any | None:
        """Builtins that name things, or fold."""
        match name:
            case "getattr" | "object.__getattribute__":
                if len(args) < 2:
                    return UNKNOWN
                if isinstance(args[1], Const) and isinstance(args[1].value, str):
                    return self.attribute(args[0], args[1].value, node, scope)
                if isinstance(args[0], Ref | Walked):
                    return self.computed(node, self.qualified(args[0]) or "objects")
                return UNKNOWN
            case "setattr" | "delattr":
                if len(args) > 2 and isinstance(args[1], Const) and (base := self.qualified(args[0])):
                    scope.names[f"{base}.{args[1].value}"] = args[2]
                return Const(None)
            case "globals" | "locals" | "vars":
                if args:
                    return args[0] if isinstance(args[0], Ref) else UNKNOWN
                return Ref(f"{name}()")
            case "map" | "filter" | "itertools.starmap":
                if args and isinstance(args[0], Ref | Function | Partial):
                    items = args[1].items if len(args) > 1 and isinstance(args[1], Sequence) else [UNKNOWN]
                    if isinstance(args[0], Ref) and api(args[0].name) is None:
                        folded = [_folded_function(args[0].name, [item], {}) for item in items]
                        return Sequence([x if x is not None else UNKNOWN for x in folded])
                    return Sequence(
                        [
                            self.call(
                                args[0],
                                item.items if name.endswith("starmap") and isinstance(item, Sequence) else [item],
                                {},
                                node,
                                scope,
                            )
                            for item in items[:64]
                        ]
                    )
                return UNKNOWN
            case "list" | "tuple" | "set" | "iter" | "reversed" | "sorted" | "next":
                if args and isinstance(args[0], Sequence):
                    if name == "next":
                        return args[0].items[0] if args[0].items else UNKNOWN
                    return Sequence(list(reversed(args[0].items)) if name == "reversed" else list(args[0].items))
                if (
                    args
                    and isinstance(args[0], Const)
                    and isinstance(args[0].value, str | bytes)
                    and name in ("list", "tuple", "reversed")
                ):
                    items = [Const(c) for c in args[0].value]
                    return Sequence(items[::-1] if name == "reversed" else items)
                return args[0] if args and isinstance(args[0], Walked | Download) else UNKNOWN
            case "type" | "super" | "object":
                return Walked() if args and isinstance(args[0], Walked) else UNKNOWN
            case (
                "print"
                | "display"
                | "len"
                | "isinstance"
                | "hasattr"
                | "dir"
                | "callable"
                | "id"
                | "range"
                | "zip"
                | "enumerate"
            ):
                return UNKNOWN
            case "importlib.reload":
                return args[0] if args else UNKNOWN
            case "pathlib.Path" | "pathlib.PosixPath" | "pathlib.PurePath":
                parts: list[Any] = []
                for i, arg in enumerate(args):
                    parts += [Const("/"), arg] if i else [arg]
                return Instance("pathlib.Path", (_mixed(parts) if parts else Const("."),))
            case "pathlib.Path.home" | "pathlib.Path.cwd":
                where = self.around.home if name.endswith("home") else self.around.cwd
                return Instance("pathlib.Path", (Const(where) if where else UNKNOWN,))
            case "os.getcwd":
                return Const(self.around.cwd) if self.around.cwd else UNKNOWN
            case "os.path.expanduser":
                text = _text(args[0]) if args else None
                return (
                    Const(text.replace("~", self.around.home or "~", 1))
                    if text is not None and text.startswith("~")
                    else args[0]
                    if args
                    else UNKNOWN
                )
            case "os.path.join":
                parts = []
                for i, arg in enumerate(args):
                    parts += [Const("/"), arg] if i else [arg]
                return _mixed(parts)
            case _:
                return None

    # --- effects ------------------------------------------------------------------------------------------------------

    def effect(
        self,
        known: Api,
        name: str,
        args: list[Any],
        kwargs: dict[str, Any],
        node: ast.AST,
        scope: Scope,
        call: int,
        owner: Instance | None,
    ) -> Any:
        first = args[0] if args else next(iter(kwargs.values()), UNKNOWN)
        match known.effect:
            case "shell":
                self.shell(first if args else kwargs.get("cmd", first), name, node)
                return Anything("output")
            case "argv":
                return self.argv(name, args, kwargs, node)
            case "program":
                words = (
                    args[1]
                    if len(args) > 1 and isinstance(args[1], Sequence) and not name.startswith("os.execl")
                    else None
                )
                if words is not None:
                    self.command([args[0], *words.items[1:]], name, node)
                else:
                    rest = args[2:] if name.startswith("os.execl") else args[1:]
                    self.command([args[0] if args else UNKNOWN, *rest], name, node)
            case "spawn":
                words = args[2] if len(args) > 2 and isinstance(args[2], Sequence) else None
                self.command(
                    [args[1] if len(args) > 1 else UNKNOWN, *(words.items[1:] if words else args[3:])], name, node
                )
            case "code":
                return self.code(first, name, node, kwargs, args, scope)
            case "run_file":
                self.run_file(first, name, node)
            case "load_source":
                self.run_file(args[1] if len(args) > 1 else kwargs.get("location", first), name, node)
            case "module":
                text = _text(first)
                if text is None:
                    return self.computed(node, name)
                self.imported(node, text, (), None, dynamic=True)
                fromlist = name in ("__import__", "importlib.__import__") and (len(args) > 3 or "fromlist" in kwargs)
                return Ref(
                    text if fromlist or name not in ("__import__", "importlib.__import__") else text.partition(".")[0]
                )
            case "deserialise":
                self.deserialise(first, name, node, kwargs)
            case "native":
                self.builder.opaque("dynamic_code", self.unit, self.span(node), f"native code through {name}")
                return Anything("native")
            case "open" | "os_open":
                return self.open(first, name, args, kwargs, node, known.effect)
            case "read" | "write" | "create" | "delete" | "list" | "chmod" | "chown" | "extract":
                return self.files(known.effect, name, first, args, kwargs, node, owner)
            case "tree":
                self.file("delete", first, node, recursive=True)
            case "move" | "copy" | "link":
                source = self.file("read" if known.effect != "move" else "move", first, node)
                second = args[1] if len(args) > 1 else kwargs.get("dst", UNKNOWN)
                if known.effect == "link" and name.endswith(("symlink_to", "hardlink_to")):
                    first, second = second, first
                self.file("link" if known.effect == "link" else "write", second, node, source=source)
                self.copied(first, second)
            case "frame_write":
                pass
            case "url" | "upload":
                if name.endswith("urlretrieve"):
                    network = self.url(first, node, "download")
                    target = args[1] if len(args) > 1 else kwargs.get("filename")
                    if target is not None:
                        self.file("write", target, node)
                        if (path := self.path(target)) is not None:
                            self.world.downloaded[path] = (network,)
                    return UNKNOWN
                if name.endswith(".request") and len(args) > 1:
                    first = args[1]
                given = kwargs.get("url", kwargs.get("host", first))
                return Download(self.url(given, node, "download" if known.effect == "url" else "upload"))
            case "host" | "listen":
                address = first.items[0] if isinstance(first, Sequence) and first.items else first
                port = (
                    first.items[1]
                    if isinstance(first, Sequence) and len(first.items) > 1
                    else args[1]
                    if len(args) > 1
                    else UNKNOWN
                )
                self.host(address, port, node, "connect" if known.effect == "host" else "listen")
            case "signal":
                self.builder.add_process(
                    f.ProcessEffect(
                        unit=self.unit,
                        span=self.span(node),
                        certainty=self.certainty,
                        op="signal",
                        by=f.Cause(call=call),
                        target=self.fact(first),
                    )
                )
            case "fork":
                self.builder.add_process(
                    f.ProcessEffect(
                        unit=self.unit,
                        span=self.span(node),
                        certainty=self.certainty,
                        op="start",
                        by=f.Cause(call=call),
                    )
                )
                if name == "os.fork" and "loop" in self.context:
                    self.builder.add_process(
                        f.ProcessEffect(
                            unit=self.unit,
                            span=self.span(node),
                            certainty=self.certainty,
                            op="fork_bomb",
                            by=f.Cause(call=call),
                        )
                    )
                self.deferred(name, args, kwargs, node, scope)
            case "setuid":
                self.builder.add_privilege(
                    f.PrivilegeEffect(
                        unit=self.unit,
                        span=self.span(node),
                        certainty=self.certainty,
                        kind="setuid",
                        by=f.Cause(call=call),
                        target=self.fact(first),
                    )
                )
            case "env_set":
                self.environment("set", first, args[1] if len(args) > 1 else None, node)
            case "env_read":
                self.environment("read" if args else "list", first if args else UNKNOWN, None, node)
                return Anything("environment")
            case "magic":
                return self.magic(args, node, scope, name)
            case "browser":
                self.url(first, node, "connect")
            case "hook" | "transform":
                if known.effect == "transform":
                    self.builder.opaque("dynamic_code", self.unit, self.span(node), name)
            case _:
                pass
        return Instance(name, tuple(args[:2]))

    def note(
        self, node: ast.AST, name: str, category: f.CallCategory, args: list[Any], kwargs: dict[str, Any] | None = None
    ) -> int:
        """Add the call fact."""
        self.last_call = self.builder.add_call(
            f.Call(
                unit=self.unit,
                span=self.span(node),
                certainty=self.certainty,
                callee=name,
                resolved=not name.startswith("a "),
                args=tuple(self.fact(a) for a in args[:8]),
                kwargs={key: self.fact(value) for key, value in (kwargs or {}).items()},
                category=category,
            )
        )
        return self.last_call

    last_call = 0

    def fact(self, held: Any) -> f.Value:
        """An abstract value as the facts have it."""
        match held:
            case Const(value=str() as text):
                return f.Literal(text=text[:2048].encode("utf-8", "replace").decode())
            case Const(value=bytes() as data):
                return f.Literal(text=data[:1024].decode("utf-8", "replace"))
            case Const(value=value):
                return f.Literal(text=str(value)[:200])
            case Mixed(parts=parts):
                return f.Concat(parts=tuple(p for part in parts if not isinstance(p := self.fact(part), f.Concat)))
            case Choice(values=values):
                flat = tuple(dict.fromkeys(self.fact(value) for value in values[:16]))
                return f.OneOf(values=flat) if len(flat) > 1 else flat[0]
            case Instance(name="pathlib.Path", args=(inner, *_)):
                return self.fact(inner)
            case Anything(why=why):
                return f.Unknown(why=why)
            case _:
                return f.Unknown()

    def shell(self, held: Any, how: str, node: ast.AST) -> None:
        """Text for /bin/sh."""
        for value in held.values if isinstance(held, Choice) else (held,):
            text = _text(value)
            if text is not None:
                self.child(text, "sh", how, node)
            elif isinstance(value, Mixed) and not any(isinstance(part, Download) for part in value.parts):
                # What is not known becomes a variable that nobody set, which the shell analysis knows how to take.
                pieces = [_text(part) if _text(part) is not None else '"$_interlock_unknown"' for part in value.parts]
                self.child("".join(p or "" for p in pieces), "sh", how, node)
            else:
                self.dynamic(value, how, node, "sh")

    def argv(self, name: str, args: list[Any], kwargs: dict[str, Any], node: ast.AST) -> Any:
        command = args[0] if args else kwargs.get("args", UNKNOWN)
        if "env" in kwargs and isinstance(kwargs["env"], Mapping):
            for key, value in kwargs["env"].items.items():
                self.environment("set", Const(key), value, node)
        through = kwargs.get("shell")
        if through is not None and not (isinstance(through, Const) and not through.value):
            self.shell(command.items[0] if isinstance(command, Sequence) and command.items else command, name, node)
            if isinstance(command, Sequence | Const | Mixed):
                return Anything("output")
        if name == "_posixsubprocess.fork_exec" and args and isinstance(args[0], Sequence):
            command = args[0]
        if "executable" in kwargs and isinstance(command, Sequence):
            command = Sequence([kwargs["executable"], *command.items[1:]])
        if isinstance(command, Sequence):
            self.command(command.items, name, node)
        elif (text := _text(command)) is not None:
            self.command([Const(text)], name, node)
        elif isinstance(command, Mixed | Anything | Choice | Partial | Instance | Download | Walked):
            split = isinstance(command, Instance) and command.name == "shlex.split" and command.args
            if split and (text := _text(command.args[0])) is not None:  # type: ignore[union-attr]  # split says so
                self.child(text, "sh", name, node)
            else:
                self.dynamic(command, name, node, "sh", command=True)
        return Anything("output")

    def command(self, words: list[Any], how: str, node: ast.AST) -> None:
        """A program with its arguments, through no shell."""
        if not words:
            return
        texts = []
        for i, word in enumerate(words):
            text = _text(word if not isinstance(word, Instance) or word.name != "pathlib.Path" else word.args[0])
            if text is None and i == 0:
                if isinstance(word, Ref) and word.name == "sys.executable":
                    text = "python3"
                else:
                    self.dynamic(word, how, node, "sh", command=True)
                    return
            texts.append(shlex.quote(text) if text is not None else '"$_interlock_unknown"')
        self.child(" ".join(texts), "sh", how, node)

    def dynamic(self, value: Any, how: str, node: ast.AST, language: f.Language, *, command: bool = False) -> None:
        """Program text that is not known."""
        network = _download(value)
        if network is not None:
            self.flows(network)
        self.builder.add_code(
            f.Code(
                unit=self.unit,
                span=self.span(node),
                certainty=self.certainty,
                how=how,
                language=language,
                by=f.Cause(call=self.last_call),
                source="network" if network is not None else "computed",
            )
        )
        if network is None:
            self.builder.opaque("dynamic_command" if command else "dynamic_code", self.unit, self.span(node), how)

    def code(self, held: Any, how: str, node: ast.AST, kwargs: dict[str, Any], args: list[Any], scope: Scope) -> Any:
        """exec, eval, compile and kin."""
        if how.startswith("timeit") and not args:
            held = kwargs.get("stmt", held)
        if isinstance(held, Function):
            return self.enter(held.node, held.scope, [], {}, None)
        if isinstance(held, Instance) and held.name == "compile":
            return UNKNOWN  # its text was looked into when it was compiled
        if isinstance(held, Partial) and held.args[:1] == ("self",) and isinstance(held.args[1], Const):
            # `@exec` over `@"…".format` calls the method first.
            held = held.args[1]
        for value in held.values if isinstance(held, Choice) else (held,):
            text = _text(value)
            if text is not None:
                self.child(text, "python", f"{how}()", node)
            else:
                self.dynamic(value, f"{how}()", node, "python")
        return Instance("compile") if how == "compile" else UNKNOWN

    def run_file(self, held: Any, how: str, node: ast.AST) -> None:
        path = self.path(held)
        effect = self.file("execute", held, node)
        text = self.world.files.get(path) if path is not None else None
        if path is not None and path in self.world.downloaded:
            self.flows(self.world.downloaded[path][0])
            source = "network"
        elif text is not None:
            self.child(text, "python", f"{how} {path}", node, file=True)
            return
        else:
            source = "file"
            self.builder.opaque("program_not_seen" if path else "dynamic_code", self.unit, self.span(node), path or how)
        self.builder.add_code(
            f.Code(
                unit=self.unit,
                span=self.span(node),
                certainty=self.certainty,
                how=how,
                language="python",
                by=f.Cause(call=self.last_call),
                source=source,  # type: ignore[arg-type]  # only words of the literal come here
                file=effect,
            )
        )

    def deserialise(self, held: Any, how: str, node: ast.AST, kwargs: dict[str, Any]) -> None:
        loader = kwargs.get("Loader")
        if how.startswith("yaml") and isinstance(loader, Ref) and "Safe" in loader.name:
            return
        if how == "numpy.load" and not (isinstance(kwargs.get("allow_pickle"), Const) and kwargs["allow_pickle"].value):
            self.file("read", held, node)
            return
        if isinstance(held, Const) and isinstance(held.value, bytes) and "pickle" in how:
            for module, name in _pickled(held.value):
                self.note(node, f"{module}.{name}", "deserialise", [])
                if module.partition(".")[0] in (
                    "os",
                    "posix",
                    "subprocess",
                    "builtins",
                    "nt",
                    "pty",
                    "sys",
                    "runpy",
                    "importlib",
                ):
                    for text in _pickled_strings(held.value):
                        self.child(
                            text, "python" if name in ("exec", "eval") else "sh", f"pickle of {module}.{name}", node
                        )
        self.builder.opaque("dynamic_code", self.unit, self.span(node), f"{how} runs what the data says")

    # --- texts inside -------------------------------------------------------------------------------------------------

    def child(self, text: str, language: f.Language, how: str, node: ast.AST, *, file: bool = False) -> None:
        span = self.span(node)
        where = self.text.find(text, span.start, span.end) if text and not file else -1
        unit = embedded.child(
            self.builder,
            text,
            language,
            parent=self.unit,
            via=how,
            span=f.Span(where, where + len(text)) if where >= 0 else span,
            verbatim=where >= 0,
            surroundings=self.around.with_(context=self.context, certainty=self.certainty, cell=False, positional=None),
        )
        if unit is not None:
            self.builder.add_code(
                f.Code(
                    unit=self.unit,
                    span=span,
                    certainty=self.certainty,
                    how=how,
                    language=language,
                    by=f.Cause(call=self.last_call if self.builder.calls else None),
                    source="file" if file else "literal" if where >= 0 else "computed",
                    child=unit,
                )
            )

    def shells_of(self, text: str) -> None:
        """A one-line cell that IPython's automagic takes for a command."""
        line = cells.automagic(text)
        if line is None:
            return
        name, _, rest = line.partition(" ")
        self.line_magic(name, rest.strip(), ast.Pass(), Scope())

    def magic(self, args: list[Any], node: ast.AST, scope: Scope, how: str) -> Any:
        name = _text(args[0]) if args else None
        if name is None:
            return self.computed(node, "magics")
        if how.endswith("run_cell_magic"):
            body = _text(args[2]) if len(args) > 2 else None
            line = _text(args[1]) if len(args) > 1 else ""
            self.cell_magic(name, line or "", body, node, scope)
            return UNKNOWN
        line = _text(args[1]) if len(args) > 1 else ""
        if how.endswith(".magic"):
            name, _, line = name.lstrip("%").partition(" ")
        if line is None:
            line = '"$_interlock_unknown"'
        return self.line_magic(name, line, node, scope)

    def cell_magic(self, name: str, line: str, body: str | None, node: ast.AST, scope: Scope) -> None:
        if body is None:
            self.builder.opaque("dynamic_code", self.unit, self.span(node), f"%%{name}")
            return
        match name:
            case "bash" | "sh" | "system" | "sx" | "!":
                self.child(body, "bash" if name == "bash" else "sh", f"%%{name}", node)
            case "script":
                program = line.split()
                self.child(
                    f"{line} <<'interlock_end'\n{body}\ninterlock_end\n" if program else body,
                    "sh",
                    f"%%script {line}",
                    node,
                )
            case "javascript" | "js" | "html" | "HTML" | "svg" | "SVG" | "latex" | "markdown":
                pass  # shown in the reader's browser; nothing runs here
            case "perl" | "ruby":
                self.child(f"{name} <<'interlock_end'\n{body}\ninterlock_end\n", "sh", f"%%{name}", node)
            case (
                "python"
                | "python3"
                | "python2"
                | "pypy"
                | "prun"
                | "time"
                | "timeit"
                | "capture"
                | "debug"
                | "code_wrap"
            ):
                text = (
                    body
                    if name not in ("timeit", "time", "prun")
                    else f"{re.sub(r'-[nrtcpoq]+ ?[0-9]*', '', line)}\n{body}"
                )
                unit = self.around.with_(
                    context=self.context, certainty=self.certainty, cell=name in ("time", "timeit", "capture", "prun")
                )
                embedded.child(
                    self.builder,
                    text,
                    "python",
                    parent=self.unit,
                    via=f"%%{name}",
                    span=self.span(node),
                    surroundings=unit,
                )
            case "writefile" | "file":
                words = line.split()
                target = Const(words[-1]) if words else UNKNOWN
                self.file("append" if "-a" in words else "write", target, node)
                path = self.path(target)
                if path is not None:
                    self.world.files[path] = body
            case _:
                self.builder.opaque("unknown_magic", self.unit, self.span(node), f"%%{name}")

    def line_magic(self, name: str, line: str, node: ast.AST, scope: Scope) -> Any:
        shell = re.sub(r"\{[^{}]*\}", '"$_interlock_unknown"', line)
        if name in self.aliases:
            self.child(
                self.aliases[name].replace("%l", shell).replace("%s", shell)
                if "%" in self.aliases[name]
                else f"{self.aliases[name]} {shell}",
                "sh",
                f"%{name}",
                node,
            )
        elif name in ("sx", "system", "!", "sc"):
            self.child(shell, "sh", f"%{name}", node)
        elif name in (
            "ls",
            "ll",
            "la",
            "lf",
            "lk",
            "lx",
            "ldir",
            "cat",
            "cp",
            "mv",
            "rm",
            "mkdir",
            "rmdir",
            "man",
            "more",
            "less",
        ):
            program = "ls" if name.startswith("l") and name != "less" else name
            self.child(f"{program} {shell}", "sh", f"%{name}", node)
        elif name in ("pip", "conda", "mamba", "uv"):
            self.child(f"{name} {shell}", "sh", f"%{name}", node)
        elif name in ("run", "load", "loadpy", "edit"):
            words = [w for w in line.split() if not w.startswith("-")]
            if words and words[0] != "m":
                self.run_file(Const(words[0]), f"%{name}", node)
        elif name == "alias":
            alias, _, command = line.partition(" ")
            self.aliases[alias] = command
        elif name in ("env", "set_env"):
            key, equals, value = (
                line.partition("=") if "=" in line else (*line.partition(" ")[:2], line.partition(" ")[2])
            )
            self.environment(
                "set" if equals and value else "read" if key else "list", Const(key.strip()), Const(value.strip()), node
            )
        elif name in ("writefile", "file"):
            self.file("write", Const(line.split()[-1]) if line.split() else UNKNOWN, node)
        elif name in ("timeit", "time", "prun", "memit", "lprun", "mprun"):
            text = re.sub(r"^(\s*-[nrtcpoqSs]+ ?\d*)*\s*", "", line)
            embedded.child(
                self.builder,
                text,
                "python",
                parent=self.unit,
                via=f"%{name}",
                span=self.span(node),
                surroundings=self.around.with_(cell=True),
            )
        elif name in ("macro", "rerun", "recall", "rep", "pycat", "load_ext", "reload_ext", "debug", "pdb"):
            self.builder.opaque("dynamic_code", self.unit, self.span(node), f"%{name}")
        elif name in (
            "cd",
            "pwd",
            "matplotlib",
            "pylab",
            "who",
            "whos",
            "reset",
            "config",
            "autoreload",
            "precision",
            "history",
            "hist",
            "colors",
            "xmode",
            "doctest_mode",
            "pinfo",
            "pinfo2",
            "psource",
            "pdoc",
            "pfile",
            "logstart",
            "store",
            "tb",
            "dhist",
            "notebook",
            "quickref",
            "lsmagic",
            "magic",
            "gui",
            "automagic",
            "autocall",
            "page",
            "save",
            "bookmark",
            "pushd",
            "popd",
            "dirs",
            "unalias",
            "reset_selective",
            "xdel",
            "code_wrap",
            "killbgscripts",
            "alias_magic",
            "rehashx",
        ):
            self.note(node, f"%{name}", "other", [Const(line)])
        else:
            self.builder.opaque("unknown_magic", self.unit, self.span(node), f"%{name}")
        return UNKNOWN

    # --- files and network --------------------------------------------------------------------------------------------

    def path(self, held: Any) -> str | None:
        text = _text(held.args[0] if isinstance(held, Instance) and held.name == "pathlib.Path" and held.args else held)
        return resolve(text, self.around.cwd, self.around.home) if text else None

    def file(
        self,
        op: f.FileOp,
        held: Any,
        node: ast.AST,
        *,
        recursive: bool = False,
        mode: str | None = None,
        source: int | None = None,
    ) -> int | None:
        id_: int | None = None
        for value in held.values if isinstance(held, Choice) else (held,):
            if isinstance(value, Download | Walked):
                continue
            resolved = self.path(value)
            known = self.fact(value)
            head = (
                known.parts[0].text
                if isinstance(known, f.Concat) and known.parts and isinstance(known.parts[0], f.Literal)
                else ""
            )
            above: tuple[str, ...] = ancestors(resolved) if resolved else ()
            if not resolved and head.startswith("/"):
                directory = resolve(head.rpartition("/")[0] or "/", "/") or "/"
                above = (*ancestors(directory), directory)
            id_ = self.builder.add_file(
                f.FileEffect(
                    unit=self.unit,
                    span=self.span(node),
                    certainty=self.certainty,
                    op=op,
                    path=known,
                    ancestors=above,
                    by=f.Cause(call=self.last_call if self.builder.calls else None),
                    resolved=resolved,
                    recursive=recursive,
                    sink=sink_of(resolved, self.around.home) if resolved else None,
                    mode=mode,
                    source=source,
                )
            )
            if op in ("write", "append", "create") and resolved:
                self.world.files.setdefault(resolved, None)
        return id_

    def files(
        self,
        effect: str,
        name: str,
        first: Any,
        args: list[Any],
        kwargs: dict[str, Any],
        node: ast.AST,
        owner: Instance | None,
    ) -> Any:
        if effect == "extract":
            target = (
                args[1]
                if name.endswith("unpack_archive") and len(args) > 1
                else kwargs.get("path", args[0] if args and not name.endswith("unpack_archive") else Const("."))
            )
            self.file("extract", kwargs.get("extract_dir", target), node)
            return UNKNOWN
        if effect in ("chmod", "chown"):
            bits = args[1] if len(args) > 1 else kwargs.get("mode", UNKNOWN)
            mode = (
                f"{bits.value:o}"
                if isinstance(bits, Const) and isinstance(bits.value, int) and effect == "chmod"
                else "?"
            )
            self.file(effect, first, node, mode=mode)  # type: ignore[arg-type]  # only words of the literal come here
            return UNKNOWN
        text = _text(
            first.args[0] if isinstance(first, Instance) and first.name == "pathlib.Path" and first.args else first
        )
        if effect == "read" and text is not None and re.match(r"(?:https?|ftp|s3|gs)://", text):
            return Download(self.url(first, node, "download"))
        self.file(effect, first, node, recursive=name.endswith(("walk", "rglob")))  # type: ignore[arg-type]  # only words of the literal come here
        path = self.path(first)
        if effect == "write" and path is not None:
            content = _text(args[1]) if len(args) > 1 and name.endswith(("write_text", "write_bytes")) else None
            self.world.files[path] = content
            if len(args) > 1 and (network := _download(args[1])) is not None:
                self.world.downloaded[path] = (network,)
        if effect == "read" and path is not None:
            if path in self.world.downloaded:
                return Download(self.world.downloaded[path][0])
            if self.world.files.get(path) is not None and name.endswith(("read_text", "read_bytes")):
                return Const(self.world.files[path])
        return Anything("file") if effect == "read" else UNKNOWN

    def open(self, first: Any, name: str, args: list[Any], kwargs: dict[str, Any], node: ast.AST, effect: str) -> Any:
        if effect == "os_open":
            flags = args[1] if len(args) > 1 else UNKNOWN
            writes = not (isinstance(flags, Ref) and flags.name == "os.O_RDONLY") and not (
                isinstance(flags, Const) and flags.value == 0
            )
            self.file("write" if writes else "read", first, node)
            return Instance("os.open", (first,))
        at = 1
        mode = kwargs.get("mode", args[at] if len(args) > at else Const("r"))
        text = _text(mode)
        write = text is None or any(c in text for c in "wax+")
        if text is not None and "a" in text:
            self.file("append", first, node)
        elif write:
            self.file("write", first, node)
            if (path := self.path(first)) is not None and text is not None and "w" in text:
                self.world.files[path] = ""
        if not write or (text is not None and "+" in text):
            self.file("read", first, node)
        held = first.args[0] if isinstance(first, Instance) and first.name == "pathlib.Path" and first.args else first
        return Instance(
            "open"
            if name not in ("tarfile.open", "zipfile.ZipFile")
            else {"tarfile.open": "tarfile.TarFile"}.get(name, name),
            (held, mode),
        )

    def copied(self, source: Any, target: Any) -> None:
        a, b = self.path(source), self.path(target)
        if a and b:
            if a in self.world.files:
                self.world.files[b] = self.world.files[a]
            if a in self.world.downloaded:
                self.world.downloaded[b] = self.world.downloaded[a]

    def url(self, held: Any, node: ast.AST, op: f.NetworkOp) -> int:
        if isinstance(held, Download):
            return held.network
        value = self.fact(held)
        head = (
            value.text
            if isinstance(value, f.Literal)
            else value.parts[0].text
            if isinstance(value, f.Concat) and value.parts and isinstance(value.parts[0], f.Literal)
            else ""
        )
        try:
            parts = urlsplit(head if "://" in head else f"//{head}")
            name, port = parts.hostname or "", parts.port
        except ValueError:
            parts, name, port = urlsplit(""), "", None
        if parts.scheme == "file":
            self.file("read", Const(parts.path), node)
        sure = isinstance(value, f.Literal) or "/" in head.partition("://")[2]
        host: f.Value = (
            f.Literal(text=name) if name and sure else f.Prefix(text=name) if name else f.Unknown(why="host")
        )
        return self.builder.add_network(
            f.NetworkEffect(
                unit=self.unit,
                span=self.span(node),
                certainty=self.certainty,
                op=op,
                host=host,
                parents=parent_domains(host),
                ip_class=address_class(host),
                by=f.Cause(call=self.last_call),
                url=value,
                port=port,
                scheme=parts.scheme or None,
            )
        )

    def host(self, held: Any, port: Any, node: ast.AST, op: f.NetworkOp) -> None:
        host = self.fact(held)
        number = (
            port.value if isinstance(port, Const) and isinstance(port.value, int) and 0 <= port.value < 65536 else None
        )
        self.builder.add_network(
            f.NetworkEffect(
                unit=self.unit,
                span=self.span(node),
                certainty=self.certainty,
                op=op,
                host=host,
                parents=parent_domains(host),
                ip_class=address_class(host),
                by=f.Cause(call=self.last_call),
                port=number,
            )
        )

    def flows(self, network: int) -> None:
        from msgspec.structs import replace

        self.builder.network[network] = replace(self.builder.network[network], flows_to="interpreter")

    def environment(self, op: str, name: Any, value: Any, node: ast.AST) -> None:
        text = _text(name)
        self.builder.add_environment(
            f.EnvironmentEffect(
                unit=self.unit,
                span=self.span(node),
                certainty=self.certainty,
                op=op,  # type: ignore[arg-type]  # callers pass the literal's words
                by=f.Cause(call=self.last_call if self.builder.calls else None),
                name=self.fact(name),
                value=self.fact(value) if value is not None else None,
                danger=danger_of(text) if text is not None and op == "set" else None,
            )
        )


# --- folding ----------------------------------------------------------------------------------------------------------

_MODULES = {
    "os",
    "sys",
    "subprocess",
    "shutil",
    "pathlib",
    "socket",
    "posix",
    "pty",
    "ctypes",
    "importlib",
    "builtins",
    "pickle",
    "io",
    "tempfile",
    "signal",
    "code",
    "marshal",
    "urllib",
}
_SAFE_TAKERS = {
    "print",
    "functools.wraps",
    "isinstance",
    "callable",
    "id",
    "repr",
    "str",
    "inspect.signature",
    "inspect.getsource",
    "help",
    "type",
}


def _text(held: Any) -> str | None:
    if isinstance(held, Const):
        if isinstance(held.value, str):
            return held.value
        if isinstance(held.value, bytes):
            try:
                return held.value.decode("utf-8")
            except UnicodeDecodeError:
                return None
    if isinstance(held, Instance) and held.name == "pathlib.Path" and held.args:
        return _text(held.args[0])
    return None


def _download(held: Any) -> int | None:
    """The network effect whose content is in a value."""
    match held:
        case Download(network=network):
            return network
        case Mixed(parts=parts):
            return next((n for part in parts if (n := _download(part)) is not None), None)
        case Choice(values=values):
            return next((n for part in values if (n := _download(part)) is not None), None)
        case Partial(args=("self", base, *_)):
            return _download(base)
        case Instance(args=args):
            return next((n for part in args if (n := _download(part)) is not None), None)
        case _:
            return None


def _mixed(parts: list[Any]) -> Any:
    flat: list[Any] = []
    for part in parts:
        for item in part.parts if isinstance(part, Mixed) else (part,):
            if (
                isinstance(item, Const)
                and flat
                and isinstance(flat[-1], Const)
                and type(item.value) is type(flat[-1].value)
                and isinstance(item.value, str | bytes)
            ):
                flat[-1] = Const(flat[-1].value + item.value)
            else:
                flat.append(item)
    if len(flat) == 1:
        return flat[0]
    return Mixed(tuple(flat)) if flat else Const("")


def _choice(*values: Any) -> Any:
    flat: list[Any] = []
    for value in values:
        for item in value.values if isinstance(value, Choice) else (value,):
            if not any(item is other or (type(item) is type(other) and item == other) for other in flat):
                flat.append(item)
    return flat[0] if len(flat) == 1 else Choice(tuple(flat[:16]))


def _hashable(value: Any) -> bool:
    return isinstance(value, str | bytes | int | float | bool | type(None))


def _plain(held: Any) -> Any:
    """A Python value for a fully constant abstract one. Raises `ValueError`."""
    if isinstance(held, Const):
        return held.value
    if isinstance(held, Sequence):
        return [_plain(item) for item in held.items]
    raise ValueError


_STR_METHODS = {
    "join",
    "replace",
    "strip",
    "lstrip",
    "rstrip",
    "upper",
    "lower",
    "title",
    "swapcase",
    "capitalize",
    "split",
    "rsplit",
    "splitlines",
    "format",
    "encode",
    "decode",
    "hex",
    "translate",
    "zfill",
    "removeprefix",
    "removesuffix",
    "center",
    "ljust",
    "rjust",
    "format_map",
    "expandtabs",
    "partition",
    "rpartition",
    "casefold",
}


def _folded_method(base: Any, attr: str, args: list[Any], kwargs: dict[str, Any]) -> Any | None:
    if not isinstance(base, Const) or not isinstance(base.value, str | bytes) or attr not in _STR_METHODS:
        if isinstance(base, Mixed) and attr in ("strip", "format", "encode", "decode"):
            return base
        return None
    try:
        plain = [_plain(a) for a in args]
        named = {key: _plain(value) for key, value in kwargs.items()}
        if attr in ("center", "ljust", "rjust", "zfill", "expandtabs") and plain and plain[0] > 4096:
            return UNKNOWN
        if attr.startswith("format") and re.search(r":[^}]*\d{4,}", str(base.value)):
            return UNKNOWN
        result = getattr(base.value, attr)(*plain, **named)
    except ValueError:
        if attr == "format" and isinstance(base.value, str) and "{" not in base.value:
            return base
        if attr == "format" and isinstance(base.value, str) and not kwargs:
            pieces = re.split(r"\{\d*\}", base.value)
            if len(pieces) == len(args) + 1:
                return _mixed(
                    [x for piece, item in zip(pieces, [*args, Const("")], strict=True) for x in (Const(piece), item)]
                )
        if attr == "join" and args and isinstance(args[0], Sequence):
            parts: list[Any] = []
            for i, item in enumerate(args[0].items):
                parts += [base, item] if i else [item]
            return _mixed(parts)
        return UNKNOWN
    except (TypeError, LookupError, AttributeError, UnicodeError, OverflowError, MemoryError):
        return UNKNOWN
    if isinstance(result, str | bytes):
        return Const(result) if len(result) <= _MOST_FOLDED else UNKNOWN
    if isinstance(result, list | tuple):
        return Sequence([Const(item) for item in result])
    return Const(result)


def _folded_function(name: str, args: list[Any], kwargs: dict[str, Any]) -> Any | None:
    """Pure functions of constants that are used to spell things."""
    try:
        plain = [_plain(a) for a in args]
    except ValueError:
        if (
            args
            and _download(args[0]) is not None
            and name.partition(".")[0] in ("str", "bytes", "base64", "codecs", "zlib", "gzip", "json", "bytearray")
        ):
            return args[0]
        return None
    try:
        match name:
            case "chr":
                return Const(chr(plain[0]))
            case "ord":
                return Const(ord(plain[0]))
            case "str":
                value = plain[0] if plain else ""
                return Const(value.decode(*plain[1:2]) if isinstance(value, bytes) and len(plain) > 1 else str(value))
            case "bytes" | "bytearray":
                if plain and isinstance(plain[0], int):
                    return UNKNOWN
                return Const(
                    bytes(plain[0], *plain[1:2])
                    if plain and isinstance(plain[0], str)
                    else bytes(plain[0])
                    if plain
                    else b""
                )
            case "bytes.fromhex" | "bytearray.fromhex":
                return Const(bytes.fromhex(plain[0]))
            case "int":
                return Const(int(*plain))
            case "hex" | "oct" | "bin" | "repr" | "ascii":
                return Const({"hex": hex, "oct": oct, "bin": bin, "repr": repr, "ascii": ascii}[name](plain[0]))
            case "str.join" | "bytes.join":
                return Const(plain[0].join(plain[1]))
            case "base64.b64decode" | "base64.urlsafe_b64decode" | "base64.standard_b64decode" | "base64.decodebytes":
                raw = plain[0].encode() if isinstance(plain[0], str) else plain[0]
                return Const(base64.urlsafe_b64decode(raw) if "urlsafe" in name else base64.b64decode(raw))
            case "base64.b32decode":
                return Const(base64.b32decode(plain[0]))
            case "base64.b16decode":
                return Const(base64.b16decode(plain[0], casefold=True))
            case "base64.b85decode":
                return Const(base64.b85decode(plain[0]))
            case "base64.a85decode":
                return Const(base64.a85decode(plain[0]))
            case "base64.b64encode":
                return Const(base64.b64encode(plain[0]))
            case "binascii.unhexlify" | "binascii.a2b_hex":
                return Const(binascii.unhexlify(plain[0]))
            case "binascii.a2b_base64":
                return Const(binascii.a2b_base64(plain[0]))
            case "codecs.decode" | "codecs.encode":
                encoding = str(plain[1]) if len(plain) > 1 else "utf-8"
                if encoding.replace("-", "").replace("_", "") not in (
                    "rot13",
                    "hex",
                    "base64",
                    "utf8",
                    "unicodeescape",
                    "ascii",
                    "latin1",
                    "hexcodec",
                    "base64codec",
                ):
                    return UNKNOWN
                return Const(
                    codecs.decode(plain[0], encoding) if name.endswith("decode") else codecs.encode(plain[0], encoding)
                )
            case "zlib.decompress":
                return Const(zlib.decompressobj().decompress(plain[0], _MOST_FOLDED))
            case "urllib.parse.unquote":
                from urllib.parse import unquote

                return Const(unquote(plain[0]))
            case "shlex.join":
                return Const(shlex.join(plain[0]))
            case "shlex.quote":
                return Const(shlex.quote(plain[0]))
            case "shlex.split":
                return Sequence([Const(word) for word in shlex.split(plain[0])])
            case "textwrap.dedent" | "inspect.cleandoc":
                import textwrap

                return Const(textwrap.dedent(plain[0]))
            case "operator.add" | "operator.concat":
                return Const(plain[0] + plain[1])
            case _:
                return None
    except Exception:  # whatever a wrong argument makes of it, the call would fail in the same way when it runs
        return UNKNOWN


def _pickled(data: bytes) -> list[tuple[str, str]]:
    """Globals that a pickle names."""
    found: list[tuple[str, str]] = []
    strings: list[str] = []
    try:
        for op, argument, _ in pickletools.genops(data):
            if op.name in ("GLOBAL", "INST") and isinstance(argument, str):
                module, _, name = argument.partition(" ")
                found.append((module, name))
            elif op.name == "STACK_GLOBAL" and len(strings) >= 2:
                found.append((strings[-2], strings[-1]))
            elif isinstance(argument, str):
                strings.append(argument)
    except Exception:  # damaged pickles fail at some point; what came before still runs
        pass
    return found


def _pickled_strings(data: bytes) -> list[str]:
    found: list[str] = []
    try:
        for op, argument, _ in pickletools.genops(data):
            if isinstance(argument, str) and op.name not in ("GLOBAL", "INST"):
                found.append(argument)
    except Exception:  # as above
        pass
    return found


def _attrgetter(path: str) -> ast.Lambda:
    tree = ast.parse(
        f"lambda value: value.{path}" if re.fullmatch(r"[\w.]+", path) else "lambda value: None", mode="eval"
    )
    assert isinstance(tree.body, ast.Lambda)  # INVARIANT: it was written as one
    return tree.body


def _methodcaller(name: str) -> ast.Lambda:
    tree = ast.parse(
        f"lambda value: value.{name}(*arguments)" if name.isidentifier() else "lambda value: None", mode="eval"
    )
    assert isinstance(tree.body, ast.Lambda)  # INVARIANT: it was written as one
    return tree.body


def _line_starts(text: str) -> list[int]:
    starts = [0]
    for i, char in enumerate(text):
        if char == "\n":
            starts.append(i + 1)
    return starts
