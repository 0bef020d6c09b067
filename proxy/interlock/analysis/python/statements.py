"""Statements, in the order in which they run."""

from __future__ import annotations

import ast
import re
from typing import Any

from interlock.analysis.python.definitions import bound
from interlock.analysis.python.effects import Given
from interlock.analysis.python.expressions import Expressions, plain_name
from interlock.analysis.python.knowledge import api, known
from interlock.analysis.python.power import POWERFUL_MODULES, is_powerful
from interlock.analysis.python.values import (
    UNKNOWN,
    Anything,
    Choice,
    Const,
    Function,
    Instance,
    Mapping,
    Namespace,
    Object,
    Ref,
    Scope,
    Sequence,
    Walked,
    choice,
    hashable,
    text_of,
)
from interlock.model import facts as f

_MOST_ITERATIONS = 1024
_KINDS = {
    "property": "property",
    "functools.cached_property": "property",
    "staticmethod": "static",
    "classmethod": "class",
}
_PLAIN_DECORATORS = frozenset(
    """functools.wraps functools.lru_cache functools.cache contextlib.contextmanager dataclasses.dataclass
    contextlib.asynccontextmanager abc.abstractmethod typing.overload functools.total_ordering typing.final
    functools.singledispatch numba.jit numba.njit torch.no_grad pytest.fixture enum.unique""".split()
)


class Statements(Expressions):
    """Statements."""

    shown: Any
    """What the last statement that is an expression was."""
    functions: list[Function]
    """Functions that the text defines, in order."""

    def block(self, body: list[ast.stmt], scope: Scope) -> None:
        outer = self.leaving
        for statement in body:
            self.statement(statement, scope)
            self.leaving = self.leaving or self._leaves(statement, [statement])
        self.leaving = outer

    def within(self, context: f.Context, body: list[ast.stmt], scope: Scope) -> None:
        """A block that may run, or not, or often."""
        outer = self.context, self.certainty
        self.context = (*self.context, *(() if context in self.context else (context,)))
        self.certainty = "possible"
        self.block(body, scope)
        self.context, self.certainty = outer

    def statement(self, node: ast.stmt, scope: Scope) -> None:
        self.tick(node)
        match node:
            case ast.Expr(value=value):
                self.shown = self.value(value, scope)
            case ast.Assign(targets=targets, value=value):
                held = self.value(value, scope)
                for target in targets:
                    self.bind(target, held, scope)
            case ast.AnnAssign(target=target, annotation=annotation, value=value):
                self._annotated(annotation, scope)
                if value is not None:
                    self.bind(target, self.value(value, scope), scope)
            case ast.AugAssign(target=target, op=op, value=value):
                left = self.value(target, scope)
                right = self.value(value, scope)
                if isinstance(left, Sequence) and isinstance(right, Sequence) and isinstance(op, ast.Add):
                    left.alike = False
                    # In place: other names of the list see it as well.
                    fits = len(left.items) + len(right.items) <= _MOST_ITERATIONS
                    left.items.extend(right.items if fits else [self.unknown(right)])
                    left.exact = left.exact and right.exact and fits and self.certainty == "certain"
                else:
                    self.bind(target, self.binary(op, left, right, node, scope), scope)
            case ast.Import(names=names):
                self._import(node, names, scope)
            case ast.ImportFrom(module=module, names=names, level=level):
                self._import_from(node, "." * level + (module or ""), names, scope)
            case ast.FunctionDef() | ast.AsyncFunctionDef():
                self._function(node, scope)
            case ast.ClassDef():
                self._class(node, scope)
            case ast.If(test=test, body=body, orelse=orelse):
                self._if(test, body, orelse, scope)
            case (
                ast.For(target=target, iter=iterable, body=body, orelse=orelse)
                | ast.AsyncFor(target=target, iter=iterable, body=body, orelse=orelse)
            ):
                self._for(node, target, self.value(iterable, scope), body, scope)
                self.block(orelse, scope)
            case ast.While(test=test, body=body, orelse=orelse):
                self._while(test, body, scope)
                self.block(orelse, scope)
            case ast.With(items=items, body=body) | ast.AsyncWith(items=items, body=body):
                for item in items:
                    held = self.value(item.context_expr, scope)
                    entered = self.dunder(held, "__enter__", [], node, scope)
                    if entered is None:
                        entered = self.dunder(held, "__aenter__", [], node, scope)
                    if item.optional_vars is not None:
                        self.bind(item.optional_vars, held if entered is None else entered, scope)
                held_before = self._bound_by(body, scope)
                met = self._met(body, scope)
                if any(self._swallows(item.context_expr, scope) for item in items):
                    self._perhaps_not(held_before, scope)
                    self._perhaps_not(met, scope)
                for item in items:
                    if isinstance(item.context_expr, ast.Call | ast.Name):
                        held = scope.get(item.context_expr.id) if isinstance(item.context_expr, ast.Name) else held
                        self.dunder(held, "__exit__", [UNKNOWN] * 3, node, scope)
            case (
                ast.Try(body=body, handlers=handlers, orelse=orelse, finalbody=final)
                | ast.TryStar(body=body, handlers=handlers, orelse=orelse, finalbody=final)
            ):
                self._try(body, handlers, scope)
                self.block(orelse, scope)
                self.block(final, scope)
            case ast.Return(value=value):
                held = self.value(value, scope) if value is not None else Const(None)
                before = scope.names.get("return")
                scope.names["return"] = held if before is None else choice(before, held)
            case ast.Match(subject=subject, cases=arms):
                held = self.value(subject, scope)
                outer = dict(scope.names)
                joined = dict(outer)
                for arm in arms:
                    scope.names = dict(outer)
                    self._pattern(arm.pattern, held, scope)
                    if arm.guard is not None:
                        self.value(arm.guard, scope)
                    self.within("conditional", arm.body, scope)
                    self._join(joined, scope)
                    joined = scope.names
            case ast.Delete(targets=targets):
                for target in targets:
                    self._deleted(target, scope)
            case ast.Raise(exc=exc, cause=cause):
                for part in (exc, cause):
                    if part is not None:
                        self.value(part, scope)
            case ast.Global(names=names):
                for name in names:
                    scope.names.setdefault("global names", {})[name] = scope.module()
            case ast.Nonlocal(names=names):
                for name in names:
                    scope.names.setdefault("global names", {})[name] = scope.holder(name)
            case _:
                for child in ast.iter_child_nodes(node):
                    if isinstance(child, ast.expr):
                        self.value(child, scope)

    # --- names --------------------------------------------------------------------------------------------------------

    def bind(self, target: ast.expr, held: Any, scope: Scope) -> None:
        match target:
            case ast.Name(id=raw):
                name = plain_name(raw)
                if (owner := scope.names.get("global names", {}).get(name)) is not None:
                    held = self.perhaps(owner.names.get(name), held)
                    owner.names[name] = held
                scope.names[name] = held
            case ast.Tuple(elts=elts) | ast.List(elts=elts):
                self._unpack(elts, held, scope)
            case ast.Starred(value=value):
                self.bind(value, held, scope)
            case ast.Attribute(value=value, attr=attr):
                self.set_attribute(self.value(value, scope), plain_name(attr), held, target, scope)
            case ast.Subscript(value=value, slice=index):
                base, key = self.value(value, scope), self.value(index, scope)
                self._set_item(base, key, held, target, scope)

    def _unpack(self, elts: list[ast.expr], held: Any, scope: Scope) -> None:
        items = self.items_of(held)
        if items is None and isinstance(held, Object):
            walked, exact = self.walked_through(held, elts[0], scope) if elts else ([], True)
            items = walked if exact else None
        starred = next((i for i, e in enumerate(elts) if isinstance(e, ast.Starred)), None)
        if items is not None and starred is not None and len(items) >= len(elts) - 1:
            tail = len(elts) - starred - 1
            middle = Sequence(items[starred : len(items) - tail])
            items = [*items[:starred], middle, *items[len(items) - tail :]]
        if items is None or len(items) != len(elts):
            lost = self.unknown(held)
            items = [held.items[0] if isinstance(held, Sequence) and len(held.items) == 1 else lost] * len(elts)
            if isinstance(held, Sequence) and held.items:
                items = [choice(*held.items, UNKNOWN)] * len(elts)
        for element, item in zip(elts, items, strict=True):
            self.bind(element, item, scope)

    def _set_item(self, base: Any, key: Any, held: Any, target: ast.expr, scope: Scope) -> None:
        match base:
            case Ref(name="os.environ"):
                self.environment("set", key, held, target)
            case Mapping():
                if isinstance(key, Const) and hashable(key.value):
                    base.items[key.value] = self.perhaps(base.items.get(key.value), held)
                else:
                    base.items[f"?{len(base.items)}"] = held
                    base.exact = False
            case Sequence():
                base.alike = False
                if (
                    isinstance(key, Const)
                    and isinstance(key.value, int)
                    and -len(base.items) <= key.value < len(base.items)
                ):
                    base.items[key.value] = self.perhaps(base.items[key.value], held)
                else:
                    base.items.append(held)
                    base.exact = False
            case Namespace(name=name):
                if isinstance(key, Const) and isinstance(key.value, str):
                    if not name:
                        scope.module().names[key.value] = held
                    else:
                        self.set_attribute(Ref(name), key.value, held, target, scope)
                elif is_powerful(held):
                    self.computed(target, name or "globals()")
            case Ref(name="sys.path"):
                self.searched(held)
            case Ref(name="sys.meta_path" | "sys.path_hooks" | "sys.path_importer_cache" | "copyreg.dispatch_table"):
                self.opaque("dynamic_code", target, f"{base.name} is changed")
            case Ref(name=name) if name in ("sys.modules", "builtins"):
                self.note(target, name, "introspection", [])
                if isinstance(key, Const) and isinstance(held, Ref | Object | Choice):
                    scope.module().names[f"sys.modules[{key.value}]"] = held
            case Object():
                self.dunder(base, "__setitem__", [key, held], target, scope)
            case Anything(why=why) if why:
                self.put_into(why, held, scope)
            case _:
                if is_powerful(held):
                    self.callbacks([held], {}, target, scope)

    def _deleted(self, target: ast.expr, scope: Scope) -> None:
        match target:
            case ast.Name(id=name):
                held = scope.names.pop(name, None)
                if isinstance(held, Object):
                    self.dunder(held, "__del__", [], target, scope)
            case ast.Subscript(value=value, slice=index):
                base, key = self.value(value, scope), self.value(index, scope)
                if isinstance(base, Ref) and base.name == "os.environ":
                    self.environment("unset", key, None, target)
                elif isinstance(base, Sequence | Mapping):
                    base.exact = False
                else:
                    self.dunder(base, "__delitem__", [key], target, scope)
            case ast.Attribute(value=value):
                self.dunder(self.value(value, scope), "__delattr__", [Const(target.attr)], target, scope)
            case ast.Tuple(elts=elts) | ast.List(elts=elts):
                for element in elts:
                    self._deleted(element, scope)

    def _pattern(self, pattern: ast.pattern, held: Any, scope: Scope) -> None:
        match pattern:
            case ast.MatchAs(pattern=inner, name=name):
                if name is not None:
                    scope.names[name] = held
                if inner is not None:
                    self._pattern(inner, held, scope)
            case ast.MatchSequence(patterns=patterns):
                items = self.items_of(held)
                for i, inner in enumerate(patterns):
                    self._pattern(inner, items[i] if items and i < len(items) else self.unknown(held), scope)
            case ast.MatchMapping(keys=keys, patterns=patterns, rest=rest):
                for key, inner in zip(keys, patterns, strict=True):
                    known_key = self.value(key, scope)
                    self._pattern(inner, self.item(held, known_key, key, scope), scope)
                if rest is not None:
                    scope.names[rest] = held
            case ast.MatchClass(cls=cls, patterns=patterns, kwd_attrs=names, kwd_patterns=named):
                self.value(cls, scope)
                for inner in patterns:
                    self._pattern(inner, self.unknown(held), scope)
                for name, inner in zip(names, named, strict=True):
                    self._pattern(inner, self.attribute(held, name, cls, scope), scope)
            case ast.MatchOr(patterns=patterns):
                for inner in patterns:
                    self._pattern(inner, held, scope)
            case ast.MatchStar(name=name):
                if name is not None:
                    scope.names[name] = self.unknown(held)
            case ast.MatchValue(value=value):
                self.value(value, scope)

    # --- imports ------------------------------------------------------------------------------------------------------

    def _import(self, node: ast.stmt, names: list[ast.alias], scope: Scope) -> None:
        for alias in names:
            self.imported(node, alias.name, (), alias.asname)
            head = alias.name.partition(".")[0]
            replaced = scope.get(f"sys.modules[{head}]")
            name = plain_name(alias.asname or head)
            scope.names[name] = replaced if replaced is not None else Ref(alias.name if alias.asname else head)
            if (owner := scope.names.get("global names", {}).get(name)) is not None:
                owner.names[name] = scope.names[name]

    def _import_from(self, node: ast.stmt, module: str, names: list[ast.alias], scope: Scope) -> None:
        self.imported(node, module, tuple(alias.name for alias in names), None)
        if (own := scope.get(f"sys.modules[{module}]")) is not None:
            # Whether it is a package is asked of it as anything else is: `importlib._bootstrap._handle_fromlist`.
            self.attribute(own, "__path__", node, scope)
        for alias in names:
            if alias.name == "*":
                self._star(node, module, scope)
                continue
            whole = f"{module}.{alias.name}"
            owner = scope.get(f"sys.modules[{module}]") or Ref(module)
            held = self.attribute(owner, alias.name, node, scope) if not module.startswith(".") else Ref(whole)
            if module.startswith(".") or module in self.world.modules_seen:
                self.import_file(whole, node)
            scope.names[plain_name(alias.asname or alias.name)] = Ref(alias.name) if module == "builtins" else held

    def _star(self, node: ast.stmt, module: str, scope: Scope) -> None:
        own = self.world.modules_seen.get(module)
        if isinstance(own, Scope):
            scope.names.update({k: v for k, v in own.names.items() if not k.startswith("_")})
        for name in known().apis:
            head, _, tail = name.rpartition(".")
            if head == module and tail.isidentifier():
                scope.names[tail] = Ref(name)
        if module in POWERFUL_MODULES:
            for name in ("path", "environ", "sep", "getcwd", "O_RDONLY"):
                scope.names.setdefault(name, self.attribute(Ref(module), name, node, scope))

    # --- definitions --------------------------------------------------------------------------------------------------

    def define(self, function: Function) -> None:
        self.functions.append(function)

    def _function(self, node: ast.FunctionDef | ast.AsyncFunctionDef, scope: Scope) -> None:
        for at, default in enumerate(node.args.defaults):
            self.defaults[id(node), at] = self.value(default, scope)
        for default in (d for d in node.args.kw_defaults if d):
            self.value(default, scope)
        arguments = (
            *node.args.posonlyargs,
            *node.args.args,
            *node.args.kwonlyargs,
            node.args.vararg,
            node.args.kwarg,
        )
        for noted in (node.returns, *(arg.annotation for arg in arguments if arg is not None)):
            if noted is not None:
                self._annotated(noted, scope)
        held: Any = Function(node, scope)
        self.define(held)
        if node.decorator_list:
            self.escaped.add(id(node))
        for decorator in reversed(node.decorator_list):
            held = self._decorated(decorator, held, scope)
        name = plain_name(node.name)
        if (owner := scope.names.get("global names", {}).get(name)) is not None:
            owner.names[name] = self.perhaps(owner.names.get(name), held)
        scope.names[name] = held

    postponed: bool
    """`from __future__ import annotations`: annotations only run when somebody asks for them."""

    def _annotated(self, annotation: ast.expr, scope: Scope) -> None:
        """An annotation runs; as text it runs where `typing`, `inspect` or a library asks what it means."""
        outer = self.certainty
        if self.postponed:
            self.certainty = "possible"
        before = dict(self.taken)
        held = self.value(annotation, scope)
        self.taken = before  # a type, not something to call
        text = text_of(held)
        if text is not None and "(" in text:
            self.certainty = "possible"
            entry = api("eval")
            assert entry is not None  # INVARIANT: `apis/code.toml`
            self.evaluated(text, "eval", Given(entry, "eval", [held], {}, annotation, scope, None))
        self.certainty = outer

    def _decorated(self, decorator: ast.expr, held: Any, scope: Scope) -> Any:
        callee = self.value(decorator, scope)
        name = callee.name if isinstance(callee, Ref) else ""
        inner = getattr(callee, "name", "")
        if name in _KINDS and isinstance(held, Function):
            return Function(held.node, held.scope, held.bases, _KINDS[name])
        if name in _PLAIN_DECORATORS or inner in _PLAIN_DECORATORS:
            return held
        if isinstance(decorator, ast.Attribute) and decorator.attr in ("setter", "deleter", "getter"):
            if decorator.attr == "getter" or not isinstance(decorator.value, ast.Name):
                return held
            name = plain_name(decorator.value.id)
            before = scope.get(name)
            scope.names[f"{name}.{decorator.attr}"] = held
            return held if before is None else before
        if isinstance(callee, Anything) or (isinstance(callee, Ref) and api(name) is None and not is_powerful(callee)):
            self.callbacks([held], {}, decorator, scope)
            return held
        # `@f` over a function is `f(function)`; what is called may be any program text the decorator below it made.
        return self.call(callee, [held], {}, decorator, scope)

    def _class(self, node: ast.ClassDef, scope: Scope) -> None:
        bases = tuple(self.value(base.value if isinstance(base, ast.Starred) else base, scope) for base in node.bases)
        metaclass: Any = None
        named: dict[str, Any] = {}
        for keyword in node.keywords:
            held = self.value(keyword.value, scope)
            if keyword.arg == "metaclass":
                metaclass = held
            elif keyword.arg is not None:
                named[keyword.arg] = held
        inner = Scope({}, scope, class_body=True)
        cls = Function(node, inner, bases)
        inner.names["the class"] = cls
        self.block(node.body, inner)
        if metaclass is not None:
            inner.names["metaclass of the class"] = metaclass
            self._metaclass(metaclass, cls, node, scope)
        for base in bases:
            if isinstance(base, Function) and isinstance(base.node, ast.ClassDef):
                if (inherited := base.scope.names.get("metaclass of the class")) is not None:
                    inner.names.setdefault("metaclass of the class", inherited)
                hook = self.class_attribute(base, "__init_subclass__")
                if hook is not None:
                    args = [cls] if isinstance(hook, Function) else []
                    self.call(hook, args, named, node, scope)
            elif isinstance(base, Object | Ref) and not isinstance(base, Ref):
                self.dunder(base, "__mro_entries__", [Sequence(list(bases))], node, scope)
        for name, value in list(inner.names.items()):
            if isinstance(value, Object):
                self.dunder(value, "__set_name__", [cls, Const(name)], node, scope)
            elif isinstance(value, Instance) and value.name == "enum.auto":
                numbered = self.class_attribute(cls, "_generate_next_value_")
                if numbered is not None:
                    self.call(numbered, [Const(name), UNKNOWN, UNKNOWN, UNKNOWN], {}, node, scope)
        held_class: Any = cls
        if node.decorator_list:
            self.escaped.add(id(node))
        for decorator in reversed(node.decorator_list):
            held_class = self._decorated(decorator, held_class, scope)
        if any(isinstance(base, Ref) and base.name not in ("object", "Exception", "ABC") for base in bases):
            # A framework may call what it finds there by name.
            self.escaped.add(id(node))
        scope.names[plain_name(node.name)] = held_class

    def _metaclass(self, metaclass: Any, cls: Function, node: ast.ClassDef, scope: Scope) -> None:
        body = Mapping(cls.scope.names, exact=False)
        args = [Const(node.name), Sequence(list(cls.bases)), body]
        if isinstance(metaclass, Function) and isinstance(metaclass.node, ast.ClassDef):
            for name in ("__new__", "__init__", "__prepare__"):
                held = self.class_attribute(metaclass, name)
                if held is not None:
                    self.call(held, [cls, *args] if isinstance(held, Function) else args, {}, node, scope)
        elif isinstance(metaclass, Ref) and metaclass.name in ("type", "abc.ABCMeta", "enum.EnumMeta", "ABCMeta"):
            pass
        elif metaclass is not None:
            self.call(metaclass, args, {}, node, scope)

    # --- branches and loops -------------------------------------------------------------------------------------------

    def _if(self, test: ast.expr, body: list[ast.stmt], orelse: list[ast.stmt], scope: Scope) -> None:
        known_test = self.value(test, scope)
        before = dict(scope.names)
        if isinstance(known_test, Const):
            taken, other = (body, orelse) if known_test.value else (orelse, body)
            # What a constant rules out is reported all the same, but changes nothing.
            scope.names = {name: _copied(held) for name, held in before.items()}
            self.within("conditional", other, scope)
            scope.names = before
            self.block(taken, scope)
            return
        self.within("conditional", body, scope)
        after = dict(scope.names)
        scope.names = before
        self.within("conditional", orelse, scope)
        self._join(after, scope)

    @staticmethod
    def _join(after: dict[str, Any], scope: Scope) -> None:
        for name, value in after.items():
            if name == "global names":
                continue
            other = scope.names.get(name)
            scope.names[name] = value if other is None or other is value or other == value else choice(value, other)

    def _for(self, node: ast.stmt, target: ast.expr, source: Any, body: list[ast.stmt], scope: Scope) -> None:
        items, exact = self.walked_through(source, node, scope)
        if exact and self.patient:
            straight = not self._leaves(node, body)
            before = {} if straight else self._bound_by(body, scope)
            for item in items:
                if not self.patient:
                    exact = False
                    break
                self.bind(target, item, scope)
                if straight:
                    outer = self.context
                    self.context = (*outer, *(() if "loop" in outer else ("loop",)))
                    self.block(body, scope)
                    self.context = outer
                else:
                    self.within("loop", body, scope)
                    self._perhaps_not(before, scope)
                    before = self._bound_by(body, scope)
            if exact:
                return
        before = self._bound_by(body, scope)
        begin = len(self.builder.calls)
        self._widen(body, scope)
        for item in items[:17] if self.patient else [choice(*items[:17])]:
            self.bind(target, item, scope)
            self.within("loop", body, scope)
        if isinstance(source, Instance) and source.name in ("itertools.count", "itertools.cycle"):
            self._unbounded(node, body, begin)
        self._widen(body, scope)
        self._perhaps_not(before, scope)

    @staticmethod
    def _bound_by(body: list[ast.stmt], scope: Scope) -> dict[str, Any]:
        """What the names that a block binds hold before it."""
        names = {plain_name(name) for statement in body for name in bound(statement)}
        return {name: scope.names[name] for name in names if name in scope.names}

    @staticmethod
    def _perhaps_not(before: dict[str, Any], scope: Scope) -> None:
        """A block may not have run, or not to its end: its names may hold what they did."""
        for name, held in before.items():
            now = scope.names.get(name, held)
            scope.names[name] = held if now is held else choice(now, held)

    def perhaps(self, before: Any | None, held: Any) -> Any:
        """What holds once something was set that may not have been."""
        surely = self.certainty == "certain" and not self.leaving
        return held if surely or before is None or before is held else choice(before, held)

    leaving: bool
    """Behind a statement that may have left the block."""

    def _while(self, test: ast.expr, body: list[ast.stmt], scope: Scope) -> None:
        endless = isinstance(test, ast.Constant)
        begin = len(self.builder.calls)
        if not endless and not self._leaves(test, body):
            for _ in range(_MOST_ITERATIONS):
                held = self.value(test, scope)
                if not isinstance(held, Const) or not self.patient:
                    break
                if not held.value:
                    return
                self.block(body, scope)
        before = self._bound_by(body, scope)
        self._widen(body, scope)
        self.value(test, scope)
        self.within("loop", body, scope)
        if endless:
            self._unbounded(test, body, begin)
        self._widen(body, scope)
        self._perhaps_not(before, scope)

    def _unbounded(self, node: ast.AST, body: list[ast.stmt], begin: int) -> None:
        """A loop without end that waits for nothing starts processes until none are left; `begin`: calls before it."""
        starts = any(call.callee in _STARTERS for call in self.builder.calls[begin:])
        if starts and not any(_pauses(inner) for statement in body for inner in ast.walk(statement)):
            self.process("fork_bomb", node)

    loops_left: dict[int, bool]
    """Whether a loop may end early, by the identity of its syntax."""

    def _leaves(self, loop: ast.AST, body: list[ast.stmt]) -> bool:
        if id(loop) not in self.loops_left:
            self.loops_left[id(loop)] = _leaves(body)
        return self.loops_left[id(loop)]

    def _widen(self, body: list[ast.stmt], scope: Scope) -> None:
        """What a loop assigns may have any of the values of any round."""
        for statement in body:
            for node in ast.walk(statement):
                if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                    held = scope.names.get(plain_name(node.id))
                    if isinstance(held, Sequence | Mapping):
                        held.exact = False
                    elif held is not None and not isinstance(held, Function | Object | Anything | Walked):
                        scope.names[plain_name(node.id)] = choice(held, Anything(node.id))

    def _try(self, body: list[ast.stmt], handlers: list[ast.ExceptHandler], scope: Scope) -> None:
        before = dict(scope.names)
        met = self._met(body, scope)
        after = dict(scope.names)
        for handler in handlers:
            # It may have been raised between any two statements.
            scope.names = dict(before)
            self._join(met, scope)
            if handler.type is not None:
                self.value(handler.type, scope)
            if handler.name:
                scope.names[handler.name] = Anything(handler.name)
            self.within("conditional", handler.body, scope)
            self._join(after, scope)
            after = dict(scope.names)
        scope.names = after

    def _met(self, body: list[ast.stmt], scope: Scope) -> dict[str, Any]:
        """Run a block that may end between any two statements; what its names held at any time."""
        met: dict[str, Any] = {}
        outer = self.leaving
        for statement in body:
            self.statement(statement, scope)
            self.leaving = self.leaving or self._leaves(statement, [statement])
            for name in bound(statement) & scope.names.keys():
                held = scope.names[name]
                met[name] = held if met.get(name, held) is held else choice(held, met[name])
        self.leaving = outer
        return met

    def _swallows(self, manager: ast.expr, scope: Scope) -> bool:
        """Whether a context manager may keep an exception to itself."""
        callee = manager.func if isinstance(manager, ast.Call) else manager
        match callee:
            case ast.Attribute(attr=name) | ast.Name(id=name) if re.search("suppress|raises|warns|ignor", name, re.I):
                return True
            case ast.Name(id=name):
                return isinstance(scope.get(name), Function | Object | Choice | Walked) or (
                    isinstance(held := scope.get(name), Ref) and held.name.startswith("contextlib.")
                )
            case _:
                return False


def _copied(held: Any) -> Any:
    match held:
        case Sequence(items=items, exact=exact):
            return Sequence(list(items), exact)
        case Mapping(items=pairs, exact=exact):
            return Mapping(dict(pairs), exact)
        case _:
            return held


def _leaves(body: list[ast.stmt]) -> bool:
    """Whether a round of the loop may end early."""
    return any(
        isinstance(node, ast.Break | ast.Continue | ast.Return) for statement in body for node in ast.walk(statement)
    )


_STARTERS = frozenset(
    {
        "subprocess.Popen",
        "os.posix_spawn",
        "multiprocessing.Process",
        "asyncio.create_subprocess_exec",
        "asyncio.create_subprocess_shell",
    }
)
"""Calls that start a process and do not wait for it."""
_PAUSES = frozenset("sleep wait join communicate accept recv get input read readline select acquire result".split())


def _pauses(node: ast.AST) -> bool:
    """Whether a loop may end there, or waits for something."""
    if isinstance(node, ast.Call):
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        return name in _PAUSES
    return isinstance(node, ast.Break | ast.Return | ast.Raise | ast.Await)
