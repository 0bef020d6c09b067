"""What an expression may be."""

from __future__ import annotations

import ast
import re
import unicodedata
from typing import Any

from interlock.analysis.python import builtin
from interlock.analysis.python.calls import Calls
from interlock.analysis.python.folding import CONSTANTS, folded_comparison, folded_operation, formatted
from interlock.analysis.python.knowledge import api, method_of_any, modules
from interlock.analysis.python.power import (
    MODULES_EVERYWHERE,
    MODULES_IN_MODULES,
    POWERFUL_MODULES,
    PUT_TOGETHER,
    is_powerful,
)
from interlock.analysis.python.values import (
    UNKNOWN,
    Anything,
    Choice,
    Const,
    Download,
    Function,
    Instance,
    Mapping,
    Method,
    Mixed,
    Namespace,
    Object,
    Partial,
    Ref,
    Scope,
    Sequence,
    Walked,
    choice,
    download_of,
    hashable,
    mixed,
    text_of,
)

_WALKS = frozenset(
    """__subclasses__ __globals__ __bases__ __base__ __mro__ mro __code__ __closure__ __builtins__ gi_frame f_globals
    f_builtins f_locals f_back cr_frame ag_frame tb_frame tb_next gi_code cr_code __loader__ __spec__ __traceback__
    __func__ __self__ __module__ cell_contents __getattribute__ __reduce__ __reduce_ex__ __init_subclass__ co_consts
    co_code __wrapped__ __kwdefaults__ __defaults__ func_globals im_func""".split()
)
"""Attributes that lead from an object to the interpreter's own."""
_OPERATORS = {
    ast.Add: "add",
    ast.Sub: "sub",
    ast.Mult: "mul",
    ast.Div: "truediv",
    ast.FloorDiv: "floordiv",
    ast.Mod: "mod",
    ast.Pow: "pow",
    ast.LShift: "lshift",
    ast.RShift: "rshift",
    ast.BitOr: "or",
    ast.BitXor: "xor",
    ast.BitAnd: "and",
    ast.MatMult: "matmul",
}
_COMPARISONS = {
    ast.Eq: "__eq__",
    ast.NotEq: "__ne__",
    ast.Lt: "__lt__",
    ast.LtE: "__le__",
    ast.Gt: "__gt__",
    ast.GtE: "__ge__",
}
_REFLECTED = {"__lt__": "__gt__", "__gt__": "__lt__", "__le__": "__ge__", "__ge__": "__le__"}
_UNARY = {ast.USub: "__neg__", ast.UAdd: "__pos__", ast.Invert: "__invert__"}
_MOST_ITEMS = 4096
_MOST_UNROLLED_STEPS = 6_000
"""Past so many steps of evaluation, loops are no longer followed item by item."""
_PLACEHOLDER = re.compile(r"%[-#0 +]*\d*(?:\.\d+)?[sdrfxi]")


def plain_name(name: str) -> str:
    """As CPython reads an identifier: `ᵒs` is `os`."""
    return name if name.isascii() else unicodedata.normalize("NFKC", name)


class Expressions(Calls):
    """Expressions."""

    used: set[str]
    """Names that are read."""

    def value(self, node: ast.expr, scope: Scope) -> Any:
        self.tick(node)
        match node:
            case ast.Constant(value=value):
                return Const(value)
            case ast.Name(id=raw):
                return self.took(self._name(plain_name(raw), scope), node)
            case ast.Attribute(value=inner, attr=raw):
                return self.took(self.attribute(self.value(inner, scope), plain_name(raw), node, scope), node)
            case ast.Call():
                return self.called_by(node, scope)
            case ast.BinOp(left=left, op=op, right=right):
                return self.binary(op, self.value(left, scope), self.value(right, scope), node, scope)
            case ast.JoinedStr(values=values):
                return mixed([self._formatted(part, node, scope) for part in values])
            case ast.Tuple(elts=elts) | ast.List(elts=elts) | ast.Set(elts=elts):
                return self._display(elts, scope)
            case ast.Dict(keys=keys, values=values):
                return self._dictionary(keys, values, scope)
            case ast.Subscript(value=inner, slice=index):
                return self.subscript(self.value(inner, scope), index, node, scope)
            case ast.Lambda(args=args):
                function = Function(node, scope)
                self.define(function)
                for at, default in enumerate(args.defaults):
                    self.defaults[id(node), at] = self.value(default, scope)
                for default in (d for d in args.kw_defaults if d):
                    self.value(default, scope)
                return function
            case ast.NamedExpr(target=target, value=inner):
                held = self.value(inner, scope)
                self.bind(target, held, scope)
                return held
            case ast.IfExp(test=test, body=body, orelse=orelse):
                known = self.value(test, scope)
                if isinstance(known, Const):
                    return self.value(body if known.value else orelse, scope)
                return choice(self.value(body, scope), self.value(orelse, scope))
            case ast.BoolOp(op=op, values=values):
                return self._boolean(op, values, scope)
            case (
                ast.ListComp(elt=elt, generators=generators)
                | ast.SetComp(elt=elt, generators=generators)
                | ast.GeneratorExp(elt=elt, generators=generators)
            ):
                return self.comprehension(elt, None, generators, scope)
            case ast.DictComp(key=key, value=value, generators=generators):
                return self.comprehension(key, value, generators, scope)
            case ast.Await(value=inner) | ast.YieldFrom(value=inner) | ast.Starred(value=inner):
                held = self.value(inner, scope)
                if isinstance(node, ast.YieldFrom):
                    scope.names["yield"] = held
                    if isinstance(held, Sequence) and held.returned is not None:
                        return held.returned
                if isinstance(node, ast.Await) and isinstance(held, Object):
                    given = self.dunder(held, "__await__", [], node, scope)
                    return held if given is None else given
                return held
            case ast.Yield(value=given_node):
                held = self.value(given_node, scope) if given_node is not None else Const(None)
                row = scope.names.setdefault("yield", Sequence([]))
                if isinstance(row, Sequence) and len(row.items) < _MOST_ITEMS:
                    row.items.append(held)
                    row.exact = row.exact and self.certainty == "certain"
                return scope.names.get("sent", Anything("sent"))
            case ast.UnaryOp(op=op, operand=operand):
                return self._unary(op, self.value(operand, scope), node, scope)
            case ast.Compare(left=left, ops=ops, comparators=comparators):
                return self._compared(left, ops, comparators, node, scope)
            case ast.Slice():
                for part in (node.lower, node.upper, node.step):
                    if part is not None:
                        self.value(part, scope)
                return UNKNOWN
            case _:
                for child in ast.iter_child_nodes(node):
                    if isinstance(child, ast.expr):
                        self.value(child, scope)
                return UNKNOWN

    def bind(self, target: ast.expr, held: Any, scope: Scope) -> None:
        raise NotImplementedError

    def perhaps(self, before: Any | None, held: Any) -> Any:
        raise NotImplementedError

    def define(self, function: Function) -> None:
        raise NotImplementedError

    def _name(self, name: str, scope: Scope) -> Any:
        self.used.add(name)
        held = scope.get(name)
        if held is not None:
            if name in self.remembered:
                self.builder.memory_names[name] = None
            return held
        if name in ("__builtins__", "__builtin__"):
            return Ref("builtins")
        if name in builtin.NAMES:
            return Ref(name)
        if name == "__name__":
            return Const("__main__")
        if name == "__loader__" or name == "__spec__":
            return Walked()
        if re.fullmatch(r"_\d+", name) and isinstance(outputs := scope.get("_oh"), Mapping) and outputs.items:
            return choice(*outputs.items.values())
        if name in self.forgotten:
            return Walked()
        return Anything(name)

    remembered: frozenset[str]
    """Names that earlier cells bound."""

    # --- literals with parts ------------------------------------------------------------------------------------------

    def _formatted(self, part: ast.expr, node: ast.AST, scope: Scope) -> Any:
        if not isinstance(part, ast.FormattedValue):
            return self.value(part, scope)
        held = self.value(part.value, scope)
        if isinstance(held, Object):
            asked = self.value(part.format_spec, scope) if part.format_spec is not None else Const("")
            given = self.dunder(held, "__format__", [asked], node, scope)
            if given is None:
                given = self.dunder(held, "__repr__" if part.conversion == ord("r") else "__str__", [], node, scope)
            return UNKNOWN if given is None else given
        spec: str | None = ""
        if part.format_spec is not None:
            spec = text_of(self.value(part.format_spec, scope))
        if isinstance(held, Instance) and held.name == "pathlib.Path" and not spec:
            return held.args[0] if held.args else UNKNOWN
        return formatted(held, part.conversion, spec)

    def _display(self, elements: list[ast.expr], scope: Scope) -> Any:
        items: list[Any] = []
        exact = True
        for element in elements:
            held = self.value(element.value if isinstance(element, ast.Starred) else element, scope)
            if not isinstance(element, ast.Starred):
                items.append(held)
            elif (known := self.items_of(held)) is not None:
                items += known
            else:
                items.append(self.unknown(held))
                exact = False
        return Sequence(items, exact)

    def _dictionary(self, keys: list[ast.expr | None], values: list[ast.expr], scope: Scope) -> Any:
        found: dict[Any, Any] = {}
        exact = True
        for key, value in zip(keys, values, strict=True):
            held = self.value(value, scope)
            if key is None:
                if isinstance(held, Mapping):
                    found.update(held.items)
                    exact = exact and held.exact
                else:
                    exact = False
                    if is_powerful(held):
                        found[_Unhashed(len(found))] = Walked()
                continue
            known = self.value(key, scope)
            if isinstance(known, Const) and hashable(known.value):
                found[known.value] = held
            else:
                found[_Unhashed(len(found))] = held
                exact = False
        return Mapping(found, exact)

    def comprehension(
        self, element: ast.expr, value: ast.expr | None, generators: list[ast.comprehension], scope: Scope
    ) -> Any:
        """Every comprehension: unrolled where what it walks through is known."""
        inner = Scope({}, scope)
        out: list[Any] = []
        pairs: dict[Any, Any] = {}
        exact = self._generate(generators, inner, lambda: self._element(element, value, inner, out, pairs))
        # `:=` binds outside of the comprehension (PEP 572).
        for part in (element, value, *(test for generator in generators for test in generator.ifs)):
            for node in ast.walk(part) if part is not None else ():
                if isinstance(node, ast.NamedExpr) and node.target.id in inner.names:
                    self.bind(node.target, inner.names[node.target.id], scope)
        if value is not None:
            return Mapping(pairs, exact)
        return Sequence(out, exact and len(out) < _MOST_ITEMS)

    def _element(
        self, element: ast.expr, value: ast.expr | None, inner: Scope, out: list[Any], pairs: dict[Any, Any]
    ) -> None:
        held = self.value(element, inner)
        if value is not None:
            key = held.value if isinstance(held, Const) and hashable(held.value) else _Unhashed(len(pairs))
            pairs[key] = self.value(value, inner)
        elif len(out) < _MOST_ITEMS:
            out.append(held)

    def _generate(self, generators: list[ast.comprehension], inner: Scope, then: Any) -> bool:
        """Run `then` for every binding; whether all were known."""
        if not generators:
            then()
            return True
        first, *rest = generators
        source = self.value(first.iter, inner)
        items, exact = self.walked_through(source, first, inner)
        for item in items:
            if not self.patient and item is not items[0]:
                self.bind(first.target, self.unknown(source), inner)
                return self._generate(rest, inner, then) and False
            self.bind(first.target, item, inner)
            skip = False
            for condition in first.ifs:
                held = self.value(condition, inner)
                if isinstance(held, Const):
                    skip = skip or not held.value
                else:
                    exact = False
            if not skip:
                exact = self._generate(rest, inner, then) and exact
        return exact

    @property
    def patient(self) -> bool:
        """Whether loops are still followed item by item."""
        return self.steps < _MOST_UNROLLED_STEPS

    def walked_through(self, source: Any, node: ast.AST, scope: Scope) -> tuple[list[Any], bool]:
        """The items of what a loop walks through, and whether they are all."""
        items = self.items_of(source)
        if items is not None and len(items) <= 1024:
            return items, True
        match source:
            case Sequence(items=known, alike=True):
                return list(known), False
            case Sequence(items=known):
                return [*known[:16], self.unknown(*known)], False
            case Object():
                held = self.dunder(source, "__iter__", [], node, scope)
                if isinstance(held, Object):
                    return [self.dunder(held, "__next__", [], node, scope) or UNKNOWN], False
                if held is not None:
                    return self.walked_through(held, node, scope)
                held = self.dunder(source, "__getitem__", [Const(0)], node, scope)
                return [held if held is not None else UNKNOWN], False
            case Instance(name="iter", args=(callee, *_)):
                return [self.call(callee, [], {}, node, scope)], False
            case Download():
                return [source], False
            case Mapping(items=pairs):
                return [*map(Const, list(pairs)[:16]), UNKNOWN], False
            case Instance(name="open", args=(path, *_)) if (place := self.path(path)) is not None:
                if place in self.world.downloaded:
                    return [Download(self.world.downloaded[place][0])], False
                return [Anything("line")], False
        return [self.unknown(source)], False

    # --- operators ----------------------------------------------------------------------------------------------------

    def binary(self, op: ast.operator, left: Any, right: Any, node: ast.AST, scope: Scope) -> Any:
        name = _OPERATORS[type(op)]
        for held, method, other in ((left, f"__{name}__", right), (right, f"__r{name}__", left)):
            given = self.dunder(held, method, [other], node, scope)
            if given is None and held is left:
                given = self.dunder(held, f"__i{name}__", [other], node, scope)
            if given is not None:
                return given
        if isinstance(left, Const) and isinstance(right, Const):
            return folded_operation(op, left.value, right.value)
        if isinstance(op, ast.Add):
            if isinstance(left, Sequence) and isinstance(right, Sequence):
                if len(left.items) + len(right.items) > _MOST_ITEMS:
                    return Sequence([*left.items[:64], self.unknown(left, right)], exact=False)
                return Sequence([*left.items, *right.items], left.exact and right.exact)
            if isinstance(left, Sequence) or isinstance(right, Sequence):
                known = left if isinstance(left, Sequence) else right
                return Sequence([*known.items, self.unknown(left, right)], exact=False)
            if any(isinstance(side, Const | Mixed | Choice | Download) for side in (left, right)):
                if (isinstance(left, Choice) and isinstance(right, Const)) or isinstance(right, Choice):
                    lefts = left.values if isinstance(left, Choice) else (left,)
                    rights = right.values if isinstance(right, Choice) else (right,)
                    return choice(*(self.binary(op, a, b, node, scope) for a in lefts for b in rights))
                return mixed([left, right])
        if isinstance(op, ast.Mult) and isinstance(left, Sequence) and isinstance(right, Const):
            many = isinstance(right.value, int) and len(left.items) * max(right.value, 0) <= _MOST_ITEMS
            return Sequence(left.items * right.value, left.exact) if many else self.unknown(left)
        if isinstance(op, ast.BitOr) and isinstance(left, Mapping) and isinstance(right, Mapping):
            return Mapping({**left.items, **right.items}, left.exact and right.exact)
        if isinstance(op, ast.Mod) and isinstance(left, Const) and isinstance(left.value, str):
            return self._percent(left.value, right)
        if isinstance(op, ast.Div) and isinstance(left, Instance) and left.name == "pathlib.Path":
            parent = left.args[0] if left.args else Const(".")
            if (text := text_of(right)) is not None and text.startswith("/"):
                return Instance("pathlib.Path", (Const(text),))
            return Instance("pathlib.Path", (mixed([parent, Const("/"), right]),))
        return self.unknown(left, right)

    @staticmethod
    def _percent(template: str, right: Any) -> Any:
        items = right.items if isinstance(right, Sequence) else [right]
        if isinstance(right, Mapping):
            if not right.exact or not all(isinstance(v, Const) for v in right.items.values()):
                return UNKNOWN
            return folded_operation(ast.Mod(), template, {k: v.value for k, v in right.items.items()})
        if all(isinstance(item, Const) for item in items):
            return folded_operation(ast.Mod(), template, [item.value for item in items])
        pieces = _PLACEHOLDER.split(template)
        if len(pieces) == len(items) + 1:
            filled = [x for piece, item in zip(pieces, [*items, Const("")], strict=True) for x in (Const(piece), item)]
            return mixed(filled)
        return UNKNOWN

    def _unary(self, op: ast.unaryop, held: Any, node: ast.AST, scope: Scope) -> Any:
        if isinstance(op, ast.Not):
            return Const(not held.value) if isinstance(held, Const) else UNKNOWN
        given = self.dunder(held, _UNARY[type(op)], [], node, scope)
        if given is not None:
            return given
        if isinstance(held, Const) and isinstance(held.value, int | float):
            if isinstance(op, ast.Invert):
                return Const(~held.value) if isinstance(held.value, int) else UNKNOWN
            return Const(-held.value if isinstance(op, ast.USub) else +held.value)
        return UNKNOWN

    def _boolean(self, op: ast.boolop, values: list[ast.expr], scope: Scope) -> Any:
        found: list[Any] = []
        for value in values:
            held = self.value(value, scope)
            if isinstance(held, Const):
                if bool(held.value) is isinstance(op, ast.Or):
                    return choice(*found, held)
                if value is not values[-1]:
                    continue
            found.append(held)
        return choice(*found)

    def _compared(
        self, left: ast.expr, ops: list[ast.cmpop], comparators: list[ast.expr], node: ast.AST, scope: Scope
    ) -> Any:
        a = self.value(left, scope)
        result: Any = Const(True)
        for op, comparator in zip(ops, comparators, strict=True):
            b = self.value(comparator, scope)
            name = _COMPARISONS.get(type(op))
            if name is not None:
                for held, method, other in ((a, name, b), (b, _REFLECTED.get(name, name), a)):
                    if isinstance(held, Object | Function):
                        self.dunder(held, method, [other], node, scope)
            elif isinstance(op, ast.In | ast.NotIn):
                self.dunder(b, "__contains__", [a], node, scope)
                self.compared_with(a, b, node, scope)
            held = folded_comparison(op, a, b)
            if not isinstance(held, Const):
                result = UNKNOWN
            elif not held.value and isinstance(result, Const):
                result = held
            a = b
        return result

    def compared_with(self, held: Any, row: Any, node: ast.AST, scope: Scope) -> None:
        """What looks for a value in a row asks both sides whether they are equal."""
        for item in row.items[:64] if isinstance(row, Sequence) else ():
            for one, other in ((item, held), (held, item)):
                if isinstance(one, Object):
                    self.dunder(one, "__eq__", [other], node, scope)

    # --- attributes and items -----------------------------------------------------------------------------------------

    def attribute(self, base: Any, attr: str, node: ast.AST, scope: Scope) -> Any:
        match base:
            case Choice(values=values):
                return choice(*(self.attribute(value, attr, node, scope) for value in values))
            case Walked():
                return Walked()
            case Object():
                return self._of_object(base, attr, node, scope)
            case Function() if attr not in _WALKS:
                return self._of_function(base, attr, node, scope)
            case Partial(callee=inner, args=args) if attr in ("func", "args", "keywords"):
                return inner if attr == "func" else Sequence(list(args)) if attr == "args" else Mapping({}, exact=False)
        if attr in _WALKS and not (isinstance(base, Ref) and base.name in ("builtins", "object", "type")):
            return self._walk(base, attr, node)
        if attr == "__class__":
            return Walked() if isinstance(base, Sequence | Const | Mapping | Instance) else Anything("class")
        if attr == "__dict__":
            if isinstance(base, Ref):
                return Namespace(base.name)
            return base
        if attr in ("__doc__", "__name__", "__file__", "__qualname__") and isinstance(base, Ref):
            if attr == "__name__":
                return Const(base.name.rpartition(".")[2] if api(base.name) else base.name)
            return Anything(attr)
        if isinstance(base, Ref):
            return self._of_name(base.name, attr, node, scope)
        if attr in MODULES_EVERYWHERE and not isinstance(base, Const | Sequence | Mapping | Mixed):
            return Ref(attr)
        if isinstance(base, Instance):
            return self._of_result(base, attr, scope)
        if attr in ("value", "_value_") and isinstance(base, Const | Partial | Sequence | Mapping):
            return base  # of a member of an enumeration
        if isinstance(base, Anything) and base.why and (kept := scope.get(f"{base.why}.{attr}")) is not None:
            return kept
        plain = attr not in ("status_code", "ok", "headers", "reason", "url")
        if isinstance(base, Download) and plain and method_of_any(attr) is None:
            return base
        return Method(base, attr)

    def _walk(self, base: Any, attr: str, node: ast.AST) -> Any:
        if attr in ("__self__", "__module__") and isinstance(base, Ref):
            if attr == "__self__":
                return Ref("builtins") if base.name in builtin.NAMES else Ref(base.name.rpartition(".")[0])
            return Const(base.name.rpartition(".")[0] or "builtins")
        if attr == "__builtins__" and isinstance(base, Ref):
            return Ref("builtins")
        if attr == "__wrapped__" and isinstance(base, Function):
            return self.function_attributes.get(id(base.node), {}).get(attr, base)
        if attr == "__wrapped__" or (attr == "__module__" and not isinstance(base, Ref)):
            return base if attr == "__wrapped__" else Const("__main__")
        if attr == "__globals__" and isinstance(base, Function):
            return Namespace("")
        if attr == "__func__" and isinstance(base, Function):
            return base
        if attr in ("__traceback__", "tb_next"):
            return Anything("traceback") if attr == "__traceback__" else Walked()
        if attr in ("__getattribute__", "__reduce__", "__reduce_ex__") and isinstance(base, Ref):
            return Ref(f"{base.name}.{attr}")
        if attr == "__spec__" and isinstance(base, Ref) and base.name not in POWERFUL_MODULES:
            return Anything("spec")
        self.note(node, attr, "introspection", [])
        return Walked()

    def _of_name(self, name: str, attr: str, node: ast.AST, scope: Scope) -> Any:
        whole = f"{name}.{attr}"
        bound = scope.get(whole)
        if bound is not None:
            return bound
        if name == "builtins":
            return Ref(attr)
        if name in self.world.modules_seen and (held := self._of_own_module(name, attr, node)) is not None:
            return held
        if name == "__main__":
            held = scope.module().names.get(attr)
            return held if held is not None else Ref(whole)
        if whole in CONSTANTS:
            return Const(CONSTANTS[whole])
        if whole in ("os.environ", "os.environb", "posix.environ"):
            return Ref("os.environ")
        # A module that is an attribute of another is the module: `platform.os`, `asyncio.subprocess`, `random._os`.
        if (bare := attr.lstrip("_")) != attr and bare in MODULES_IN_MODULES and api(whole) is None:
            return Ref(bare)
        if attr in MODULES_IN_MODULES and whole not in modules() and api(whole) is None and whole != "copyreg.pickle":
            return Ref(attr)
        if name == "get_ipython.magics_manager" and attr == "magics":
            return Walked()
        if name in ("get_ipython",) and attr in ("user_ns", "user_global_ns"):
            return Namespace("")
        if api(name) is not None and name.partition(".")[0] == "get_ipython":
            return Ref(name)
        return Ref(whole)

    def _of_own_module(self, name: str, attr: str, node: ast.AST) -> Any | None:
        """An attribute of a module that the session wrote."""
        scope = self.world.modules_seen.get(name)
        if not isinstance(scope, Scope):
            return None
        held = scope.names.get(attr)
        if held is None and isinstance(given := scope.names.get("__getattr__"), Function | Ref):
            return self.call(given, [Const(attr)], {}, node, scope)
        return held

    def _of_result(self, base: Instance, attr: str, scope: Scope) -> Any:
        bound = scope.get(f"{base.name}.{attr}")
        if bound is not None:
            return bound
        if attr == "__init__":
            return Method(base, attr)
        if base.name == "os.DirEntry" and attr in ("path", "name") and base.args:
            return base.args[0] if attr == "path" else Mixed((Const("./"), Anything("a name")))
        if base.name == "pathlib.Path" and attr in ("name", "stem", "suffix", "parent", "parents", "parts"):
            return self._part_of_path(base, attr)
        if base.name == "ast.parse":
            self.opened_trees = True
        if base.name == "importlib.util.spec_from_file_location" and attr == "loader":
            return base
        if base.name == "open" and attr == "name":
            return base.args[0] if base.args else UNKNOWN
        if (
            (base.name == "open" and attr in ("buffer", "raw"))
            or base.name in ("subprocess.run", "subprocess.Popen")
        ):  # fmt: skip
            return base
        network = download_of(base)
        if network is not None and attr in ("text", "content", "string", "contents", "body", "data"):
            return Download(network)
        return Method(base, attr)

    @staticmethod
    def _part_of_path(base: Instance, attr: str) -> Any:
        from pathlib import PurePosixPath

        text = text_of(base)
        if text is None or attr in ("parents", "parts"):
            return Instance("pathlib.Path", (UNKNOWN,)) if attr == "parent" else UNKNOWN
        held = str(getattr(PurePosixPath(text), attr))
        return Instance("pathlib.Path", (Const(held),)) if attr == "parent" else Const(held)

    def _of_object(self, base: Object, attr: str, node: ast.AST, scope: Scope) -> Any:
        if attr in base.attributes:
            return base.attributes[attr]
        if attr == "__class__":
            return base.cls
        if attr == "__dict__":
            return Mapping(base.attributes, exact=False)
        given = self.class_attribute(base.cls, "__getattribute__")
        if isinstance(given, Function | Ref):
            return self.dunder(base, "__getattribute__", [Const(attr)], node, scope)
        held = self.class_attribute(base.cls, attr)
        if isinstance(held, Function) and not isinstance(held.node, ast.ClassDef):
            if held.kind == "static":
                return held
            if held.kind == "property":
                return self.call(held, [base], {}, node, scope)
            return Partial(held, (base.cls if held.kind == "class" else base,))
        if (
            isinstance(held, Object)
            and (got := self.dunder(held, "__get__", [base, base.cls], node, scope)) is not None
        ):
            return got
        if held is not None:
            return held
        got = self.dunder(base, "__getattr__", [Const(attr)], node, scope)
        if got is not None:
            return got
        if "__path__" in base.attributes:
            return self.attribute(base.attributes["__path__"], attr, node, scope)
        for outer in base.cls.bases:
            if isinstance(outer, Ref):
                return self._of_result(Instance(outer.name), attr, scope)
        if attr in _WALKS:
            return self._walk(base, attr, node)
        return Anything(attr)

    def _of_function(self, base: Function, attr: str, node: ast.AST, scope: Scope) -> Any:
        if isinstance(base.node, ast.ClassDef):
            held = self.class_attribute(base, attr)
            if isinstance(held, Function) and held.kind == "class":
                return Partial(held, (base,))
            if (
                isinstance(held, Object)
                and (got := self.dunder(held, "__get__", [Const(None), base], node, scope)) is not None
            ):
                return got
            if held is not None:
                return held
            given = self.dunder(base, "__getattr__", [Const(attr)], node, scope)
            if given is not None:
                return given
            if attr in ("__bases__", "mro", "__mro__", "__base__"):
                return self._walk(base, attr, node)
            for outer in base.bases:
                if isinstance(outer, Ref):
                    return self._of_name(outer.name, attr, node, scope)
            return Mapping(base.scope.names, exact=False) if attr == "__dict__" else Anything(attr)
        if attr == "__call__":
            return base
        bound = self.function_attributes.get(id(base.node), {}).get(attr)
        if bound is not None:
            return bound
        if attr == "__doc__":
            return (
                Const(ast.get_docstring(base.node, clean=False)) if not isinstance(base.node, ast.Lambda) else UNKNOWN
            )
        if attr == "__name__" and not isinstance(base.node, ast.Lambda):
            return Const(base.node.name)
        if attr == "__annotations__" and not isinstance(base.node, ast.Lambda):
            noted = {a.arg: self.value(a.annotation, scope) for a in base.node.args.args if a.annotation is not None}
            return Mapping(noted, exact=False)
        return Anything(attr)

    function_attributes: dict[int, dict[str, Any]]
    """Attributes that were set on functions, by the identity of their syntax."""

    def set_attribute(self, base: Any, attr: str, held: Any, node: ast.AST, scope: Scope) -> None:
        """`base.attr = held`."""
        if attr in _REWRITES:
            self.opaque("dynamic_code", node, f"{attr} is replaced")
        match base:
            case Choice(values=values):
                for value in values:
                    self.set_attribute(value, attr, held, node, scope)
            case Object():
                given = self.dunder(base, "__setattr__", [Const(attr), held], node, scope)
                old = self.class_attribute(base.cls, attr)
                if given is None and isinstance(old, Object):
                    given = self.dunder(old, "__set__", [base, held], node, scope)
                if given is None and (setter := self.class_attribute(base.cls, f"{attr}.setter")) is not None:
                    given = self.call(setter, [base, held], {}, node, scope)
                if given is None:
                    base.attributes[attr] = self.perhaps(base.attributes.get(attr), held)
            case Function(node=ast.ClassDef()):
                self.dunder(base, "__setattr__", [Const(attr), held], node, scope)
                base.scope.names[attr] = self.perhaps(base.scope.names.get(attr), held)
            case Function(node=inner):
                attributes = self.function_attributes.setdefault(id(inner), {})
                attributes[attr] = self.perhaps(attributes.get(attr), held)
            case Ref(name=name) | Instance(name=name):
                names = scope.module().names
                names[f"{name}.{attr}"] = self.perhaps(names.get(f"{name}.{attr}"), held)
                if name in POWERFUL_MODULES or name == "builtins":
                    self.note(node, f"{name}.{attr}", "introspection", [held])
                if isinstance(base, Ref) and isinstance(held, Ref | Partial | Walked) and is_powerful(held):
                    # Everybody who calls it by its old name calls the new one, with arguments of their own.
                    self.opaque("dynamic_code", node, f"{name}.{attr} is replaced")
                elif isinstance(base, Ref) and isinstance(held, Function):
                    self.callbacks([held], {}, node, scope)
                if name == "sys" and attr == "path":
                    self.searched(held)
                if name == "builtins":
                    scope.module().names[attr] = held
                if name == "sys" and attr in _HOOKS:
                    self.note(node, f"sys.{attr}", "introspection", [])
                    self._hooked(held, node, scope)
                elif attr in _HOOKS:
                    self._hooked(held, node, scope)
            case Anything(why=why) if why:
                scope.module().names[f"{why}.{attr}"] = held
            case _:
                if is_powerful(held):
                    self.callbacks([held], {}, node, scope)

    def _hooked(self, held: Any, node: ast.AST, scope: Scope) -> None:
        """What the interpreter calls by itself later."""
        if isinstance(held, Function | Ref | Partial):
            self.call(held, [UNKNOWN] if not isinstance(held, Function) else [UNKNOWN] * 3, {}, node, scope)
        for item in held.items if isinstance(held, Sequence) else (held,):
            if isinstance(item, Object):
                for method in item.cls.scope.names.values():
                    if isinstance(method, Function) and not isinstance(method.node, ast.ClassDef):
                        self.enter(method, [item], {}, unknown=True)

    def subscript(self, base: Any, index: ast.expr, node: ast.AST, scope: Scope) -> Any:
        if isinstance(index, ast.Slice):
            return self._slice(base, index, node, scope)
        key = self.value(index, scope)
        held = self.item(base, key, node, scope)
        named = isinstance(index, ast.Constant) or not isinstance(base, Namespace | Ref) or text_of(key) is None
        if not named and is_powerful(held):
            self.note(node, PUT_TOGETHER, "introspection", [base, key], resolved=False)
        return held

    def item(self, base: Any, key: Any, node: ast.AST, scope: Scope) -> Any:
        """`base[key]`."""
        match base, key:
            case Choice(values=values), _:
                return choice(*(self.item(value, key, node, scope) for value in values))
            case _, Choice(values=values) if not isinstance(base, Anything):
                return choice(*(self.item(base, value, node, scope) for value in values))
            case Walked(), _:
                return Walked()
            case ((Object() | Function()), _):
                held = self.dunder(base, "__getitem__", [key], node, scope)
                if held is None:
                    held = self.dunder(base, "__missing__", [key], node, scope)
                return base if held is None and isinstance(base, Function) else UNKNOWN if held is None else held
            case Namespace(), Const(value=str() as name):
                return self.in_namespace(base, name, node, scope)
            case Namespace(name=name), _:
                return self.computed(node, name or "globals()") if not name or name in POWERFUL_MODULES else UNKNOWN
            case Ref(name="sys.modules"), Const(value=str() as name):
                return Ref(name)
            case Ref(name="os.environ"), _:
                self.environment("read", key, None, node)
                return Anything("environment")
            case Ref(name=name), Const(value=str() as attr) if name in modules() or name in POWERFUL_MODULES:
                return self.attribute(base, attr, node, scope)
            case Ref(name=name), _ if name in POWERFUL_MODULES or name == "sys.modules":
                return self.computed(node, name)
            case Ref(name=name), _ if name.endswith("command.Command"):
                return UNKNOWN
            case Sequence(items=items, exact=True), Const(value=int() as at):
                return items[at] if -len(items) <= at < len(items) else UNKNOWN
            case Mapping(items=pairs, exact=exact), Const(value=known) if hashable(known):
                if known in pairs:
                    return pairs[known]
                return (
                    UNKNOWN if exact else choice(*pairs.values(), UNKNOWN) if self.unknown(base) != UNKNOWN else UNKNOWN
                )
            case Mapping(items=pairs), _:
                return choice(*pairs.values()) if pairs else UNKNOWN
            case Const(value=str() | bytes() as text), Const(value=int() as at):
                return Const(text[at]) if -len(text) <= at < len(text) else UNKNOWN
            case Sequence(items=items), _:
                return choice(*items, *(() if base.exact or base.alike else (UNKNOWN,))) if items else UNKNOWN
            case Download(), _:
                return base
            case Anything(why=why), _ if why and (kept := scope.get(f"{why}[]")) is not None:
                return kept
            case Method(base=owner), _ if is_powerful(owner):
                return Walked()
        if (network := download_of(base)) is not None:
            return Download(network)
        return self.unknown(base)

    def _slice(self, base: Any, index: ast.Slice, node: ast.AST, scope: Scope) -> Any:
        bounds = [
            self.value(part, scope) if part is not None else Const(None)
            for part in (index.lower, index.upper, index.step)
        ]
        if isinstance(base, Object):
            held = self.dunder(base, "__getitem__", [UNKNOWN], node, scope)
            return UNKNOWN if held is None else held
        if all(isinstance(b, Const) for b in bounds):
            try:
                cut = slice(*(b.value for b in bounds))
                if isinstance(base, Const) and isinstance(base.value, str | bytes):
                    return Const(base.value[cut])
                if isinstance(base, Sequence) and base.exact:
                    return Sequence(base.items[cut])
            except (TypeError, ValueError):
                return UNKNOWN
        if isinstance(base, Sequence):
            return Sequence(list(base.items), exact=False)
        return base if isinstance(base, Download | Walked) else self.unknown(base)


class _Unhashed:
    """A key that is not known."""

    def __init__(self, number: int) -> None:
        self.number = number


_REWRITES = frozenset("__code__ __globals__ __defaults__ __kwdefaults__ __closure__ __builtins__ cell_contents".split())
"""Attributes that make another function of one."""
_HOOKS = frozenset(
    """stdin stdout stderr displayhook excepthook unraisablehook breakpointhook meta_path path_hooks ps1 ps2
    __interactivehook__ __stdout__ __stderr__ path_importer_cache""".split()
)
"""Attributes of `sys` that the interpreter uses by itself."""
