"""What an R text does: names and functions followed, texts folded, calls of known functions as `apis.toml` says."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from interlock.analysis import cells, characters, embedded
from interlock.analysis.abstract import apis
from interlock.analysis.abstract import tree as t
from interlock.analysis.abstract.effects import Given
from interlock.analysis.abstract.evaluator import Evaluator
from interlock.analysis.abstract.values import (
    UNKNOWN,
    Choice,
    Closure,
    Const,
    Instance,
    Items,
    Mixed,
    Quoted,
    Ref,
    Scope,
    Unknown,
    Value,
    choice,
    mixed,
    text_of,
)
from interlock.analysis.builder import FactsBuilder
from interlock.analysis.knowledge import tables
from interlock.analysis.r.reader import read
from interlock.analysis.r.unknown import bound, unknown
from interlock.model import facts as f

_BASE = ("base", "utils", "stats", "methods", "tools", "graphics", "grDevices", "parallel")
_ENVIRONMENTS = frozenset(
    "environment globalenv baseenv asNamespace getNamespace as.environment topenv parent.frame emptyenv "
    "loadNamespace .getNamespace parent.env pos.to.env sys.function".split()
)
_CONSTANTS: dict[str, Value] = {
    "T": Const(True),
    "F": Const(False),
    "letters": Items([Const(c) for c in "abcdefghijklmnopqrstuvwxyz"]),
    "LETTERS": Items([Const(c) for c in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"]),
    "pi": Const(3.141592653589793),
}
_NO_NAME = re.compile(r"[^\w.]")
_GENERICS = frozenset(
    "print format summary plot length names levels dim dimnames as c rep seq sort unique rev mean median "
    "quantile range max min sum head tail merge split subset transform with within update predict "
    "residuals str toString cat all any Ops Math Summary xtfrm is anyNA duplicated cut diff scale solve t "
    "lapply by aggregate open close seek show initialize row col rbind cbind Arith Compare Logic ".split()
)
"""Functions that look for a method of their argument's class."""
_QUOTES = frozenset("quote bquote substitute expression expr quo alist".split())
_LAZY = frozenset("on.exit delayedAssign makeActiveBinding".split())
_FIRST = frozenset(
    "invisible identity suppressWarnings suppressMessages I local force noquote as.character unname "
    "eval.parent evalq as.vector withVisible try tryCatch withCallingHandlers system.time isolate enc2utf8 as.function "
    "cmpfun Vectorize memoise compose partial Negate purrr::as_mapper as.expression structure unclass "
    "setNames suppressPackageStartupMessages".split()
)
_APPLY = {
    **dict.fromkeys(("lapply", "sapply", "vapply", "map", "map_chr", "walk", "map_dbl", "map_int", "mclapply", "eapply",
                     "parLapply", "rapply", "future_map", "imap", "map_lgl", "map_dfr", "pbapply", "llply"), (0, 1)),
    **dict.fromkeys(("Map", "Filter", "mapply", "Reduce", "Find", "Position", "reduce", "keep"), (1, 0)),
    **dict.fromkeys(("apply", "tapply", "outer", "aggregate", "by", "ave"), (0, 2)),
    "pmap": (0, 1),
}  # fmt: skip


def _table() -> dict[str, apis.Api]:
    return _known(tables.revision())


@lru_cache(maxsize=2)
def _known(_revision: str) -> dict[str, apis.Api]:
    return apis.load(Path(__file__).with_name("apis.toml"), tables.added_apis("r"))


class REvaluator(Evaluator):
    """One R unit."""

    language: f.Language = "r"

    def __init__(self, builder: FactsBuilder, text: str, unit: int, around: embedded.Surroundings) -> None:
        super().__init__(builder, text, unit, around)
        self.attached: set[str] = {"reticulate"}
        self.function_names: dict[int, str] = {}
        self.texts: set[tuple[str, f.Span]] = set()
        """Texts that were evaluated, and where."""

    def prepare(self, earlier: Evaluator) -> None:
        if isinstance(earlier, REvaluator):
            earlier.attached = self.attached

    # --- names --------------------------------------------------------------------------------------------------------

    def api(self, name: str) -> apis.Api | None:
        package, colons, bare = name.rpartition("::")
        package = package.rstrip(":")
        table = _table()
        if colons and package not in _BASE:
            return table.get(f"{package}.{bare}")
        found = table.get(f"base.{bare}")
        return found or next((hit for p in sorted(self.attached) if (hit := table.get(f"{p}.{bare}"))), None)

    def unbound(self, name: str) -> Value:
        return _CONSTANTS.get(name) or Ref(name.replace(":::", "::"))

    def named(self, held: Value, node: t.Node, scope: Scope) -> Value:
        """The function that a value is, or names."""
        text = held.value if isinstance(held, Const) else None
        if isinstance(text, str):
            found = scope.get(text)
            return self.unbound(text) if found is None else found
        if isinstance(held, Choice):
            return choice(*(self.named(one, node, scope) for one in held.values))
        if isinstance(held, Quoted) and isinstance(held.node, t.Name):
            return self.eval(held.node, held.scope)
        if isinstance(held, Closure | Ref | Instance) or (isinstance(held, Unknown) and held.parameter):
            return held
        return Instance("walked")

    def member(self, owner: Value, name: str, node: t.Node) -> Value:
        if isinstance(owner, Instance) and owner.type == "walked":
            return owner
        if isinstance(owner, Instance) and owner.type == "environment":
            found = self.scope_of(owner).get(name)
            return self.unbound(name) if found is None else found
        if isinstance(owner, Items):
            if name in owner.names:
                return owner.values[owner.names.index(name)]
            return choice(*owner.values, UNKNOWN) if not owner.exact and owner.values else UNKNOWN
        if isinstance(owner, Ref | Unknown):
            full = f"{owner.name if isinstance(owner, Ref) else owner.why}${name}"
            if self.api(full) is not None:
                return Ref(full)
        return UNKNOWN

    def item(self, owner: Value, index: Value | None, node: t.Node) -> Value:
        at = index.value if isinstance(index, Const) else None
        if isinstance(owner, Instance) and owner.type == "environment":
            return self.named(index or UNKNOWN, node, self.scope_of(owner))
        if isinstance(owner, Instance) and owner.type == "walked":
            return owner
        if isinstance(at, str):
            return self.member(owner, at, node)
        if isinstance(owner, Items) and owner.exact:
            if isinstance(at, int) and not isinstance(at, bool) and 1 <= at <= len(owner.values):
                return owner.values[at - 1]
            if isinstance(index, Items) and index.exact:
                places = [v.value for v in index.values if isinstance(v, Const)]
                if len(places) == len(index.values) and all(
                    type(p) is int and 1 <= p <= len(owner.values) for p in places
                ):
                    return Items([owner.values[int(p) - 1] for p in places if p is not None], self.depth)
        if at == 1 and isinstance(owner, Const):
            return owner
        if isinstance(owner, Items) and owner.values:
            return choice(*owner.values[:12], UNKNOWN)
        return UNKNOWN

    def store(self, target: t.Node, held: Value, scope: Scope) -> None:
        """`x$y <- v`, `x[[1]] <- v`, `body(f) <- v`: the name in the middle changes."""
        key: Value | None = None
        root: t.Node | None = target
        if isinstance(target, t.Member):
            key = Const(target.name)
        elif isinstance(target, t.Item):
            key = self.eval(target.index, scope) if target.index is not None else None
        while root is not None and not isinstance(root, t.Name):
            if isinstance(root, t.Member | t.Item):
                root = root.base
            elif isinstance(root, t.Call) and root.args:
                root = root.args[0].value
            elif isinstance(root, t.Block) and root.items:
                root = root.items[-1]
            else:
                return
        if root is None:
            return
        name = root.id
        old = scope.get(name)
        if isinstance(target, t.Call) and isinstance(target.callee, t.Name) and target.callee.id == "body":
            if isinstance(old, Closure) and isinstance(held, Quoted):
                function = replace(old.function, body=held.node)
                closure = Closure(function, old.scope)
                self.closures[id(function)] = closure
                scope.names[name] = closure
                return
            scope.names[name] = Instance("walked")
            return
        if isinstance(target, t.Call) and isinstance(target.callee, t.Name):
            called = target.callee.id
            if called in ("formals", "environment", "attributes", "class<-") and isinstance(old, Closure):
                scope.names[name] = Instance("walked")
                return
            if isinstance(replacing := scope.get(f"{called}<-"), Closure):
                rest, named = self.arguments(target.args[1:], scope)
                scope.names[name] = self.enter_at(replacing, [old, *rest], {**named, "value": held}, target)
                return
        if isinstance(old, Instance) and old.type == "environment" and isinstance(key, Const):
            self.scope_of(old).names[str(key.value)] = held
            return
        values = (
            list(old.values) if isinstance(old, Items) else [] if old is None or isinstance(old, Unknown) else [old]
        )
        names = list(old.names) if isinstance(old, Items) else []
        direct = isinstance(target, t.Member | t.Item) and isinstance(target.base, t.Name)
        exact = direct and (not isinstance(old, Items) or old.exact) and old is not None
        at = key.value if isinstance(key, Const) else None
        if direct and type(at) is int and 1 <= at <= len(values) + 1 and exact:
            values[at - 1 : at] = [held]
        elif direct and isinstance(at, str):
            names += [""] * (len(values) - len(names))
            if at in names:
                values[names.index(at)] = held
            else:
                values.append(held)
                names.append(at)
        else:
            exact = False
            if len(values) < 64:
                values.append(held)
        scope.names[name] = Items(values, self.depth, exact=exact, names=names)

    @staticmethod
    def _scope(owner: Value) -> Scope | None:
        inner = owner.args[0] if isinstance(owner, Instance) and owner.args else None
        return inner if isinstance(inner, Scope) else None

    def scope_of(self, owner: Value) -> Scope:
        """The names of an environment; of one that is not followed, those at the top."""
        return self._scope(owner) or self.top

    def on_assign(self, node: t.Assign, scope: Scope) -> Value:
        held = super().on_assign(node, scope)
        if isinstance(held, Closure) and isinstance(node.target, t.Name):
            self.function_names.setdefault(id(held.function), node.target.id)
        return held

    def uncalled(self, closure: Closure) -> None:
        """Methods of classes, operators and replacements are called where no call of their name stands."""
        name = self.function_names.get(id(closure.function), "")
        generic, dot, _ = name.partition(".")
        implicit = bool(_NO_NAME.match(name)) or name.endswith("<-") or (bool(dot) and generic in _GENERICS)
        if not implicit:
            super().uncalled(closure)
            return
        held: list[Value] = [UNKNOWN for p in closure.function.parameters if not p.rest]
        self.maybe(lambda: self.enter(closure, list(held), {}))

    def escape(self, held: Iterable[Value], how: str, node: t.Node) -> None:
        """An expression that was quoted may be evaluated by whoever has it."""
        values = list(held)
        for value in values:
            if isinstance(value, Quoted):
                self.inert(value)
        super().escape(values, how, node)

    # --- operators ----------------------------------------------------------------------------------------------------

    def binary(self, node: t.Binary, left: Value, right: Value) -> Value:
        a = left.value if isinstance(left, Const) else None
        b = right.value if isinstance(right, Const) else None
        op = node.operator
        if op == ":" and isinstance(a, int) and isinstance(b, int) and abs(a - b) <= 512:
            step = 1 if b >= a else -1
            return Items([Const(n) for n in range(a, b + step, step)], self.depth)
        if op.startswith("%") and op not in ("%%", "%/%", "%in%", "%o%", "%*%"):
            found = self.top.get(op)
            if found is not None:
                return self.invoke_in(found, [left, right], {}, node, self.top)
            return mixed([left, right]) if op in ("%+%", "%s+%") else UNKNOWN
        if op == "??" or op == "~":
            return UNKNOWN
        if isinstance(left, Items) or isinstance(right, Items):
            one, other = _vector(left), _vector(right)
            if one is None or other is None or not one or not other or max(len(one), len(other)) > 512:
                return UNKNOWN
            n = max(len(one), len(other))
            return Items([self.binary(node, one[i % len(one)], other[i % len(other)]) for i in range(n)], self.depth)
        if isinstance(a, int | float) and isinstance(b, int | float) and abs(a) < 1e9 and abs(b) < 1e9:
            try:
                held = _arithmetic(op, a, b)
            except (ZeroDivisionError, OverflowError):
                return UNKNOWN
            if isinstance(held, float) and held.is_integer():
                held = int(held)
            return Const(held) if isinstance(held, int | float) else UNKNOWN
        return UNKNOWN

    def unary(self, node: t.Unary, held: Value) -> Value:
        if node.operator == "-" and isinstance(held, Const) and isinstance(held.value, int | float):
            return Const(-held.value)
        if node.operator in ("?", "~"):
            return UNKNOWN
        return held if node.operator in ("+",) else UNKNOWN

    def on_unary(self, node: t.Unary, scope: Scope) -> Value:
        if node.operator == "~":
            # purrr: a formula is a function of `.x` and `.y`.
            function = t.Function(
                tuple(t.Parameter(n) for n in (".x", ".y")), node.value, start=node.start, end=node.end
            )
            return Closure(function, scope)
        return super().on_unary(node, scope)

    def on_binary(self, node: t.Binary, scope: Scope) -> Value:
        if node.operator == "~":
            return UNKNOWN
        return super().on_binary(node, scope)

    # --- calls --------------------------------------------------------------------------------------------------------

    def on_call(self, node: t.Call, scope: Scope) -> Value:
        callee = self.eval(node.callee, scope)
        if isinstance(callee, Const | Quoted):
            callee = self.named(callee, node, scope)
        name = callee.name.rpartition("::")[2] if isinstance(callee, Ref) else ""
        values = [a.value for a in node.args if a.value is not None]
        if name in _QUOTES:
            held = [self.quoted(v, scope) for v in values]
            if name == "expression":
                for one in held:
                    if isinstance(one, Quoted):
                        self.inert(one)
            return held[0] if len(held) == 1 else Items(held, self.depth) if held else UNKNOWN
        if name in ("evalq", "local", "with", "within", "withr::with_dir") and values:
            for other in values[1:] if name in ("local", "evalq") else values[:1]:
                self.eval(other, scope)
            body = values[0] if name in ("local", "evalq") else values[-1]
            return self.eval(body, Scope(parent=scope))
        if name == "switch" and len(values) > 1:
            branches = tuple(v for v in values[1:])
            return self.on_branches(t.Branches(values[0], branches, False, start=node.start, end=node.end), scope)
        if name in ("library", "require", "requireNamespace", "loadNamespace", "attachNamespace") and values:
            self.library(values[0], node, scope)
            return Instance("environment") if name == "loadNamespace" else UNKNOWN
        if name == "function" or name == "Recall":
            return UNKNOWN
        args, kwargs = self.arguments(node.args, scope)
        return self.invoke_in(callee, args, kwargs, node, scope)

    def inert(self, held: Quoted) -> None:
        """An expression that something else may evaluate."""
        self.maybe(lambda: self.eval(held.node, held.scope))

    def quoted(self, node: t.Node, scope: Scope) -> Value:
        if isinstance(node, t.Name) and isinstance(held := scope.get(node.id), Unknown) and held.parameter:
            return held
        return Quoted(node, scope)

    def library(self, node: t.Node, call: t.Node, scope: Scope) -> None:
        name = node.id if isinstance(node, t.Name) else text_of(self.eval(node, scope))
        if isinstance(node, t.Name) and (held := scope.get(node.id)) is not None:
            name = text_of(held) or name
        self.imported(call, Const(name) if name else UNKNOWN)
        if name:
            self.attached.add(name)

    def arguments(self, given: tuple[t.Argument, ...], scope: Scope) -> tuple[list[Value], dict[str, Value]]:
        args: list[Value] = []
        kwargs: dict[str, Value] = {}
        for argument in given:
            if isinstance(argument.value, t.Name) and argument.value.id == "...":
                rest = scope.get("...")
                args += rest.values if isinstance(rest, Items) else [UNKNOWN]
            elif argument.value is None:
                continue
            elif argument.name is not None:
                kwargs[argument.name] = self.eval(argument.value, scope)
            else:
                args.append(self.eval(argument.value, scope))
        return args, kwargs

    def invoke_in(
        self, callee: Value, args: list[Value], kwargs: dict[str, Value], node: t.Node, scope: Scope
    ) -> Value:
        if isinstance(callee, Const):
            callee = self.named(callee, node, scope)
        if isinstance(callee, Instance) and callee.type == "walked":
            self.opaque("dynamic_code", node, "a computed function is called")
            return UNKNOWN
        if isinstance(callee, Instance) and callee.type == "applied":
            return self.invoke_in(callee.args[0], [*callee.args[1:], *args], kwargs, node, scope)
        return super().invoke_in(callee, args, kwargs, node, scope)

    def evaluate_text(self, text: str, how: str, node: t.Node) -> Value:
        """A text that is R: in the names around it."""
        key = (text, self.span(node))
        if key in self.texts:
            return UNKNOWN
        self.texts.add(key)
        unit = self.child_unit(text, "r", how, node)
        if unit is None:
            return UNKNOWN
        around = self.around.with_(context=self.context, certainty=self.certainty)
        inner = REvaluator(self.builder, text, unit, around)
        inner.top, inner.foreign, inner.attached, inner.steps = self.top, self.foreign, self.attached, self.steps
        inner.active = self.active
        characters.scan(self.builder, text, unit)
        items = inner.tree()
        held: Value = UNKNOWN
        for item in items:
            held = inner.eval(item, inner.top)
        inner.finish()
        self.foreign.update({id(c.function): c for c in inner.closures.values()})
        self.steps, self.around = inner.steps, self.around.with_(env=inner.around.env, cwd=inner.around.cwd)
        return held

    def tree(self) -> tuple[t.Node, ...]:
        """The statements of the unit; what is no R is opaque."""
        items, error = read(self.text)
        if error is not None:
            at = f.Span(min(error.at, len(self.text)), len(self.text))
            report = self.builder.opaque if items else self.builder.whole_opaque
            report("parse_error", self.unit, self.fixed or at, str(error))
        return items

    def place(self, held: Value) -> Value:
        if isinstance(held, Instance) and held.args and not isinstance(held.args[0], Scope):
            return self.place(held.args[0])
        return held

    def content(self, held: Value) -> str | None:
        if isinstance(held, Mixed):
            return None
        values = _vector(held)
        texts = [text_of(v) for v in values] if values is not None else [None]
        return None if None in texts else "\n".join(x for x in texts if x is not None) + "\n"

    def _cat(self, given: Given) -> Value:
        """What `cat` prints goes to a file, or to a program."""
        if given.get(0) is None or text_of(given.first()) == "":
            return None
        append = given.kwargs.get("append", Const(False)) != Const(False)
        return self._touch("append" if append else "write", given)

    def written(self, given: Given) -> Value:
        """What an output function writes."""
        if given.name != "cat":
            return given.get(1) if len(given.known.arguments) > 1 else UNKNOWN
        separator = given.kwargs.get("sep", Const(" "))
        parts: list[Value] = []
        for value in given.args:
            for one in _vector(value) or [value]:
                parts += [separator, one] if parts else [one]
        return mixed(parts)

    def _touch(self, op: f.FileOp, given: Given, *, recursive: bool = False) -> Value:
        first = given.first()
        text = text_of(first)
        program = first.args[0] if isinstance(first, Instance) and first.type == "pipe" and first.args else None
        if text is not None and text.startswith("|"):
            program = Const(text[1:])
        if program is not None:
            if op in ("write", "append"):
                self.fed(program, self.written(given), given.name, given.node)
            return Unknown("output")
        if given.name == "cat":
            known = Given(given.known, given.node, [self.written(given)], {"file": first}, None)
            return self._touched(op, known, recursive=recursive)
        return self._touched(op, given, recursive=recursive)

    def _touched(self, op: f.FileOp, given: Given, *, recursive: bool) -> Value:
        place = self.place(given.first())
        if isinstance(place, Unknown) and place.why in ("output", "file", "directory", "text"):
            return None
        return super()._touch(op, given, recursive=recursive)

    def _run_file(self, given: Given) -> Value:
        held = given.first()
        if isinstance(held, Instance) and held.type == "text":
            return self._texts(held.args[0], given.name, given.node)
        place = self.place(held)
        path = self.path(place)
        text = self.world.files.get(path) if path is not None else None
        if text is not None and path not in self.world.downloaded:
            self.file("execute", place, given.node)
            self.recalls(path or "")
            return self.evaluate_text(text, f"{given.name} {path}", given.node)
        self.run_path(place, given.name, given.node, "r")
        return UNKNOWN

    def _texts(self, held: Value, how: str, node: t.Node) -> Value:
        values = _vector(held)
        texts = [text_of(v) for v in values] if values is not None else [None]
        if None in texts:
            for value in held.values if isinstance(held, Choice) else (held,):
                text = text_of(value)
                if text is not None:
                    self.evaluate_text(text, how, node)
                else:
                    self.dynamic(value, how, node, "r")
            return UNKNOWN
        return self.evaluate_text("\n".join(x for x in texts if x is not None), how, node)

    def _env_set(self, given: Given) -> Value:
        for name, value in given.kwargs.items():
            self.environment("set", Const(name), value, given.node)
        if given.args:
            self.environment("set", UNKNOWN, UNKNOWN, given.node)
        return None

    def _evaluate(self, given: Given) -> Value:
        return choice(*(self.evaluated(one, given) for one in _alternatives(given.first())))

    def evaluated(self, held: Value, given: Given) -> Value:
        match held:
            case Quoted(node=node, scope=scope):
                return self.eval(node, scope)
            case Instance(type="expression", args=(text, *_)):
                return self._texts(text, given.name, given.node)
            case Instance(type="expression_file", args=(path, *_)):
                self.run_path(self.place(path), given.name, given.node, "r")
                return UNKNOWN
            case Instance(type="call", args=(callee, *args)):
                return self.invoke_in(callee, list(args), {}, given.node, self.top)
            case Items(values=values):
                return choice(*(self.evaluated(v, given) for v in values)) if values else UNKNOWN
            case Const() | Closure():
                return held
            case _:
                self.dynamic(held, given.name, given.node, "r")
                return UNKNOWN

    # --- what R's own functions compute -------------------------------------------------------------------------------

    def builtin(
        self, name: str, args: list[Value], kwargs: dict[str, Value], node: t.Node, scope: Scope
    ) -> Value | None:
        bare = name.rpartition("::")[2]
        first = args[0] if args else next(iter(kwargs.values()), UNKNOWN)
        if bare in ("zip", "tar", "untar") and (tool := kwargs.get(bare if bare == "zip" else "tar")) is not None:
            if bare == "zip":
                files = args[1] if len(args) > 1 else UNKNOWN
                flags = kwargs.get("flags", Const("-r9X"))
                options = [flags] if text_of(flags) != "" else []
                self.command([tool, *options, first, *self.flat(files)], bare, node)
            elif text_of(tool) not in ("internal", ""):
                self.shell(mixed([tool, Const(" -xf "), self.place(first)]), bare, node)
        if bare == "function":
            return Instance("walked")
        if bare == "getwd" and self.around.cwd is not None:
            return Const(self.around.cwd)
        if bare == "mget":
            found = self.named(first, node, scope)
            return Items([found], self.depth, names=[text_of(first) or ""])
        if bare == "getAnywhere":
            return Instance("walked")
        if bare == "ifelse" and len(args) > 2:
            return choice(*args[1:3])
        if bare in ("environment", "parent.frame", "sys.frame") and not args and scope is not self.top:
            return Instance("environment", (scope,))
        if bare in _APPLY:
            return self.applied(bare, args, kwargs, node, scope)
        if bare in ("do.call", "exec", "invoke"):
            callee = self.named(kwargs.get("what", first), node, scope)
            given = kwargs.get("args", args[1] if len(args) > 1 else Items([]))
            if isinstance(given, Items) and bare != "exec":
                plain = [v for i, v in enumerate(given.values) if not (given.names[i : i + 1] or [""])[0]]
                named = {n: v for n, v in zip(given.names, given.values, strict=False) if n}
                return self.invoke_in(callee, plain if given.exact else [*plain, UNKNOWN], named, node, scope)
            return self.invoke_in(callee, args[1:] if bare == "exec" else [UNKNOWN], {}, node, scope)
        if bare in ("match.fun", "get", "get0", "getFunction", "dynGet", "getAnywhere", "as.name", "as.symbol", "sym",
                    "match.arg.fun"):  # fmt: skip
            if isinstance(first, Ref) and bare not in ("match.fun", "match.arg.fun"):
                return Instance("walked")  # the name is what a variable from elsewhere holds
            return self.named(first, node, scope)
        if bare in ("getExportedValue", "getFromNamespace", "getNativeSymbolInfo") and len(args) > 1:
            at = 1 if bare == "getExportedValue" else 0
            return self.named(args[at], node, scope)
        if bare in _ENVIRONMENTS or bare in (".GlobalEnv", ".BaseNamespaceEnv"):
            return Instance("environment")
        if bare == "assign" and len(args) > 1:
            if (text := text_of(first)) is not None:
                self.top.names[text] = args[1]
                scope.names[text] = args[1]
                return args[1]
            if self.powerful(args[1]):
                self.opaque("dynamic_code", node, "a function is assigned to a computed name")
            return args[1]
        if bare in ("parse", "str2lang", "str2expression", "parse_expr", "parse_exprs", "parse_quo"):
            if "text" in kwargs or bare != "parse":
                return Instance("expression", (kwargs.get("text", first),))
            if isinstance(first, Instance) and first.type == "text":
                return Instance("expression", first.args)
            return Instance("expression_file", (kwargs.get("file", first),))
        if bare == "textConnection":
            return Instance("text", (first,))
        if bare == "call":
            return Instance("call", (self.named(first, node, scope), *args[1:]))
        if bare in ("as.call", "call2") and isinstance(first, Items) and first.values:
            return Instance("call", (self.named(first.values[0], node, scope), *first.values[1:]))
        if bare in ("partial", "Curry", "Partial"):
            return Instance("applied", (self.named(first, node, scope), *args[1:]))
        if bare in ("invoke_map",):
            return self.invoke_in(self.named(first, node, scope), [UNKNOWN], {}, node, scope)
        if bare == "new.env":
            return Items([], self.depth, exact=False)
        if bare in _LAZY or bare in ("setHook", "reg.finalizer", "addTaskCallback", "trace", "registerS3method"):
            self.escape([*args, *kwargs.values()], bare, node)
            return UNKNOWN
        if bare in _FIRST:
            self.escape([*args[1:], *kwargs.values()], bare, node)
            return first
        if bare in ("stdin", "stdout", "stderr"):
            return Unknown("output")
        if name in ("{", "("):
            return args[-1] if args else UNKNOWN
        if bare in ("[[", "[", "$") and len(args) > 1:
            return self.item(args[0], args[1], node)
        if bare == "Sys.time" or bare == "print":
            return UNKNOWN
        if (held := _fold(bare, args, kwargs, self.depth)) is not None:
            return held
        return None

    def applied(self, name: str, args: list[Value], kwargs: dict[str, Value], node: t.Node, scope: Scope) -> Value:
        """A function for each of several values."""
        data, function = _APPLY[name]
        callee = kwargs.get("FUN", kwargs.get(".f", kwargs.get("f")))
        rest = list(args)
        if callee is None:
            callee = rest.pop(function) if function < len(rest) else UNKNOWN
            data = data if data < function else 0
        over = kwargs.get("X", kwargs.get(".x", rest[data] if data < len(rest) else UNKNOWN))
        callee = self.named(callee, node, scope) if not isinstance(callee, Unknown) else callee
        extra = [v for i, v in enumerate(rest) if i != data] if name not in ("vapply",) else []
        if name in ("Reduce", "reduce"):
            values = _vector(over)
            init = kwargs.get("init", kwargs.get(".init", rest[data + 1] if data + 1 < len(rest) else None))
            if not values:
                return self.invoke_in(callee, [UNKNOWN if init is None else init, UNKNOWN], {}, node, scope)
            if init is not None:
                values = [init, *values] if kwargs.get("right") != Const(True) else [*values, init]
            held = values[0]
            if len(values) == 1:
                self.invoke_in(callee, [held, UNKNOWN], {}, node, scope)
            for value in values[1:256]:
                held = self.invoke_in(callee, [held, value], {}, node, scope)
            return held
        if name in ("pmap", "mapply", "Map") and isinstance(over, Items) and extra:
            columns = [_vector(over), *(_vector(v) for v in extra)]
            if all(column for column in columns):
                n = max(len(c) for c in columns if c)
                rows = [[c[i % len(c)] for c in columns if c] for i in range(min(n, 64))]
                return Items([self.invoke_in(callee, row, {}, node, scope) for row in rows], self.depth)
        more = kwargs.pop("MoreArgs", None)
        named = {k: v for k, v in kwargs.items() if k not in ("FUN", "X", ".f", ".x", "f", "FUN.VALUE", "USE.NAMES")}
        if isinstance(more, Items):
            named.update({key: value for key, value in zip(more.names, more.values, strict=False) if key})
        values = _vector(over)
        if values is None or len(values) > 512:
            return Items([self.invoke_in(callee, [UNKNOWN, *extra], named, node, scope)], self.depth, exact=False)
        return Items([self.invoke_in(callee, [value, *extra], named, node, scope) for value in values], self.depth)


def _arithmetic(operator: str, a: float, b: float) -> float | None:
    match operator:
        case "+":
            return a + b
        case "-":
            return a - b
        case "*":
            return a * b
        case "/":
            return a / b
        case "%%":
            return a % b
        case "%/%":
            return a // b
        case "^" if abs(b) < 64 and abs(a) < 1000:
            held = a**b
            return held if isinstance(held, int | float) else None
        case _:
            return None


def _alternatives(held: Value) -> tuple[Value, ...]:
    return held.values if isinstance(held, Choice) else (held,)


def _vector(held: Value) -> list[Value] | None:
    """The elements of a vector; None where they are not all known."""
    if isinstance(held, Items):
        return list(held.values) if held.exact else None
    return [held] if isinstance(held, Const | Quoted | Closure | Ref) and held != Const(None) else None


def _flat(held: Value) -> list[Value] | None:
    if isinstance(held, Items):
        if not held.exact:
            return None
        found: list[Value] = []
        for value in held.values:
            inner = _flat(value)
            if inner is None:
                return None
            found += inner
        return found
    return [] if held == Const(None) else [held]


def _texts(held: Value) -> list[str] | None:
    values = _flat(held)
    if values is None:
        return None
    found = [text_of(v) for v in values]
    return None if None in found else [x for x in found if x is not None]


def _numbers(held: Value) -> list[int] | None:
    values = _flat(held)
    if values is None:
        return None
    found: list[int] = []
    for value in values:
        if not isinstance(value, Const) or value.value is None:
            return None
        try:
            found.append(int(value.value))
        except (ValueError, OverflowError):
            return None
    return found


def _same(texts: list[str], depth: int) -> Value:
    return Const(texts[0]) if len(texts) == 1 else Items([Const(x) for x in texts], depth)


def _fold(name: str, args: list[Value], kwargs: dict[str, Value], depth: int) -> Value | None:
    """Functions that only compute; None for those not known here."""
    first = args[0] if args else next(iter(kwargs.values()), Items([]))
    match name:
        case "c" | "unlist" | "append":
            found: list[Value] = []
            names: list[str] = []
            exact = True
            for key, value in [*((("", v)) for v in args), *(kwargs.items() if name == "c" else ())]:
                inner = _flat(value)
                exact = exact and inner is not None
                for one in inner if inner is not None else [UNKNOWN]:
                    found.append(one)
                    names.append(key)
            return Items(found[:2048], depth, exact=exact and len(found) <= 2048, names=names if any(names) else [])
        case "list" | "list2env" | "data.frame" | "as.list" | "tibble":
            if name == "as.list" and isinstance(first, Items):
                return first
            return Items([*args, *kwargs.values()], depth, names=[*([""] * len(args)), *kwargs] if kwargs else [])
        case "paste" | "paste0" | "str_c" | "glue" | "file.path":
            separator = {"paste": " ", "file.path": "/"}.get(name, "")
            given = kwargs.get("sep")
            if given is not None:
                separator = text_of(given) or ""
            columns = [c for v in args if (c := _vector(v) if isinstance(v, Items) else [v]) != []]
            if any(c is None for c in columns):
                return Unknown("paste")
            rows = max((len(c) for c in columns if c), default=0)
            out = []
            for i in range(min(rows, 512)):
                parts: list[Value] = []
                for n, column in enumerate(columns):
                    parts += ([Const(separator)] if n and separator else []) + (
                        [column[i % len(column)]] if column else []
                    )
                out.append(mixed(parts))
            collapse = kwargs.get("collapse")
            if collapse is not None and collapse != Const(None):
                joint: list[Value] = []
                for n, value in enumerate(out):
                    joint += ([collapse] if n else []) + [value]
                return mixed(joint)
            return out[0] if len(out) == 1 else Items(out, depth)
        case "sprintf" | "gettextf":
            text = text_of(first)
            if text is None:
                return Unknown("sprintf")
            pieces = re.split(r"(%(?:\d+\$)?[-+ 0#]*\d*(?:\.\d+)?[a-zA-Z]|%%)", text)
            parts, at = [], 1
            for piece in pieces:
                if piece == "%%":
                    parts.append(Const("%"))
                elif piece.startswith("%") and len(piece) > 1:
                    place = re.match(r"%(\d+)\$", piece)
                    index = int(place.group(1)) if place else at
                    at += 0 if place else 1
                    held = args[index] if index < len(args) else UNKNOWN
                    plain = piece in ("%s", "%d", "%i") or (place and piece.endswith(("$s", "$d")))
                    if piece == "%c" or not plain:
                        number = _numbers(held)
                        held = UNKNOWN
                        if number and len(number) == 1 and re.fullmatch(r"%0?\d*[xXod]", piece):
                            held = Const(piece % number[0])
                    parts.append(held)
                else:
                    parts.append(Const(piece))
            return mixed(parts)
        case "rev":
            values = _vector(first)
            return Items(values[::-1], depth) if values is not None else UNKNOWN
        case "strsplit" | "str_split":
            texts, by = _texts(first), text_of(args[1]) if len(args) > 1 else text_of(kwargs.get("split", UNKNOWN))
            if texts is None or by is None:
                return UNKNOWN
            cut = [_split(x, by, kwargs.get("fixed") == Const(True)) for x in texts]
            if any(c is None for c in cut):
                return UNKNOWN
            return Items([Items([Const(p) for p in c or ()], depth) for c in cut], depth)
        case "intToUtf8" | "rawToChar" | "chr":
            numbers = _numbers(first)
            if numbers is None or not all(0 <= n < 0x110000 and not 0xD800 <= n < 0xE000 for n in numbers):
                return UNKNOWN
            if kwargs.get("multiple") == Const(True):
                return Items([Const(chr(n)) for n in numbers], depth)
            if name == "rawToChar":
                return Const(bytes(n & 255 for n in numbers).decode("utf-8", "replace"))
            return Const("".join(map(chr, numbers)))
        case "utf8ToInt" | "charToRaw":
            text = text_of(first)
            codes = list(text.encode()) if text is not None and name == "charToRaw" else [ord(c) for c in text or ""]
            return Items([Const(n) for n in codes], depth) if text is not None else UNKNOWN
        case "as.raw" | "as.integer" | "as.numeric" | "strtoi" | "bitwNot":
            values = _flat(first)
            base = _numbers(kwargs.get("base", args[1] if len(args) > 1 else Const(10)))
            texts = _texts(first)
            if values is None or texts is None or not base:
                return UNKNOWN
            try:
                numbers = [int(x, base[0]) if name == "strtoi" else int(float(x)) for x in texts]
            except (ValueError, OverflowError):
                return UNKNOWN
            return Const(numbers[0]) if len(numbers) == 1 else Items([Const(n) for n in numbers], depth)
        case "bitwXor" | "xor" | "bitwAnd" | "bitwOr" if len(args) > 1:
            a, b = _numbers(args[0]), _numbers(args[1])
            if not a or not b or max(len(a), len(b)) > 4096:
                return UNKNOWN
            apply = {"bitwAnd": int.__and__, "bitwOr": int.__or__}.get(name, int.__xor__)
            n = max(len(a), len(b))
            return Items([Const(apply(a[i % len(a)], b[i % len(b)])) for i in range(n)], depth)
        case "chartr" if len(args) > 2:
            old, new, texts = text_of(args[0]), text_of(args[1]), _texts(args[2])
            if old is None or new is None or texts is None or len(old) > len(new):
                return UNKNOWN
            return _same([x.translate(dict(zip(map(ord, old), new, strict=False))) for x in texts], depth)
        case "toupper" | "tolower" | "trimws" | "casefold" | "str_to_lower" | "str_to_upper" | "shQuote" | "dQuote":
            texts = _texts(first)
            if texts is None:
                return UNKNOWN
            if name == "shQuote":
                return _same(["'" + x.replace("'", "'\\''") + "'" for x in texts], depth)
            if name == "dQuote":
                return UNKNOWN
            change = str.upper if name in ("toupper", "str_to_upper") else str.strip if name == "trimws" else str.lower
            return _same([change(x) for x in texts], depth)
        case "gsub" | "sub" | "str_replace_all" | "str_replace" | "str_remove_all":
            order = ("pattern", "replacement", "x") if name in ("gsub", "sub") else ("x", "pattern", "replacement")
            left = list(args)
            found_args = {key: kwargs.get(key) or (left.pop(0) if left else Const("")) for key in order}
            pattern, new, texts = (
                text_of(found_args["pattern"]),
                text_of(found_args["replacement"]),
                _texts(found_args["x"]),
            )
            if pattern is None or new is None or texts is None:
                return UNKNOWN
            count = 1 if name in ("sub", "str_replace") else 0
            if kwargs.get("fixed") == Const(True) or not re.search(r"[\\^$.|?*+()\[\]{}]", pattern):
                return _same([x.replace(pattern, new, count or -1) for x in texts], depth)
            if re.fullmatch(r"(\[[^\\\[\]]+\]|[\w \-/.]|\\[.\-sd$|]){1,40}[+]?", pattern) and "\\" not in new:
                return _same([re.sub(pattern, new, x, count=count) for x in texts], depth)
            return UNKNOWN
        case "substr" | "substring" | "str_sub" if len(args) > 1:
            texts, start = _texts(first), _numbers(args[1])
            stop = _numbers(args[2]) if len(args) > 2 else _numbers(kwargs.get("stop", Const(1_000_000)))
            if texts is None or not start or not stop or min(start) < 0:
                return UNKNOWN
            n = max(len(texts), len(start), len(stop))
            return _same(
                [texts[i % len(texts)][max(start[i % len(start)] - 1, 0) : stop[i % len(stop)]] for i in range(n)]
                if texts and n <= 512
                else [""],
                depth,
            )
        case "nchar" | "length":
            texts = _texts(first)
            if texts is None:
                return UNKNOWN
            return Const(len(texts)) if name == "length" else Const(len(texts[0]) if texts else 0)
        case "seq_along" | "seq_len":
            values, numbers = _vector(first), _numbers(first)
            count = len(values or ()) if name == "seq_along" else numbers[0] if numbers else -1
            if values is None or not 0 <= count <= 512:
                return UNKNOWN
            return Items([Const(i + 1) for i in range(count)], depth)
        case "rep" | "strrep":
            texts, times = _texts(first), _numbers(kwargs.get("times", args[1] if len(args) > 1 else Const(1)))
            if texts is None or not times or len(times) != 1 or not 0 <= times[0] * max(len("".join(texts)), 1) <= 4096:
                return UNKNOWN
            return (
                Const(texts[0] * times[0])
                if name == "strrep" and texts
                else Items(list(_vector(first) or []) * times[0])
            )
        case "seq" if len(args) == 2:
            a, b = _numbers(args[0]), _numbers(args[1])
            if a and b and abs(a[0] - b[0]) <= 512 and not kwargs:
                return Items([Const(n) for n in range(a[0], b[0] + 1)] or [Const(n) for n in range(a[0], b[0] - 1, -1)])
            return UNKNOWN
        case "base64decode" | "base64_dec" | "base64_decode":
            text = text_of(kwargs.get("what", first))
            try:
                return Items([Const(n) for n in base64.b64decode(text or "", validate=False)]) if text else UNKNOWN
            except (binascii.Error, ValueError):
                return UNKNOWN
        case "path.expand" | "normalizePath":
            return first
        case "tempfile" | "tempdir":
            return mixed([Const("/tmp/"), Unknown("temporary")])
        case "body":
            if isinstance(first, Closure) and first.function.body is not None:
                return Quoted(first.function.body, first.scope)
            return None
        case "deparse":
            return Unknown("deparse")
        case _:
            return None


def _split(text: str, by: str, fixed: bool) -> list[str] | None:
    if by == "":
        return list(text)
    if fixed or not re.search(r"[\\^$.|?*+()\[\]{}]", by):
        return text.split(by)
    if re.fullmatch(r"(\[[^\\\[\]]+\]|\\[.|s])[+]?", by):
        return re.split(by, text)
    return None


def analyze_r(builder: FactsBuilder, text: str, unit: int, around: embedded.Surroundings) -> None:
    """Facts of an R text that is unit `unit` already. Never raises on content."""
    evaluator = REvaluator(builder, text, unit, around)
    cell = unit == 0 and builder.entry.kind == "r"
    if cell:
        evaluator.recall(lambda earlier: read(earlier)[0])
    items = evaluator.tree()
    evaluator.run(items)
    for node, name, called in unknown(items, {*(around.kernel.bound if around.kernel else ()), *evaluator.top.names}):
        if evaluator.api(name) is None:
            builder.unknown_name(unit, name, evaluator.span(node), called=called)
    if cell:
        around.world.definitions = cells.remember(around.kernel, text, bound(items))
