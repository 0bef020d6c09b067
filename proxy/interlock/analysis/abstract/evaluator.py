"""Statements in order, every branch taken, loops until nothing new can come of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from interlock.analysis import embedded
from interlock.analysis.abstract import tree as t
from interlock.analysis.abstract.apis import EFFECTS, Api
from interlock.analysis.abstract.effects import Effects
from interlock.analysis.abstract.values import (
    UNKNOWN,
    Choice,
    Closure,
    Const,
    Instance,
    Items,
    Method,
    Ref,
    Scope,
    Unknown,
    Value,
    choice,
)
from interlock.analysis.builder import FactsBuilder
from interlock.analysis.reporter import Stop
from interlock.model import facts as f

_MOST_TURNS = 256
_MOST_CALLS = 24
_POWERFUL = frozenset(["process", "code", "native", "deserialise", "introspection"])
_State = list[tuple[Scope, dict[str, Value]]]


class Evaluator(Effects):
    """One unit. A language provides its names, its operators and what its own functions compute."""

    def __init__(self, builder: FactsBuilder, text: str, unit: int, around: embedded.Surroundings) -> None:
        super().__init__(builder, text, unit, around)
        self.top = Scope()
        self.closures: dict[int, Closure] = {}
        self.called: set[int] = set()
        self.active: list[int] = []
        self.returns: list[list[Value]] = []
        self.foreign: dict[int, Closure] = {}
        """Functions that other texts define: what they do stands where they are called."""

    # --- what a language provides -------------------------------------------------------------------------------------

    def api(self, name: str) -> Api | None:
        raise NotImplementedError

    def unbound(self, name: str) -> Value:
        """A name that nothing here binds."""
        return Unknown(name)

    def binary(self, node: t.Binary, left: Value, right: Value) -> Value:
        return UNKNOWN

    def unary(self, node: t.Unary, held: Value) -> Value:
        return UNKNOWN

    def member(self, owner: Value, name: str, node: t.Node) -> Value:
        return Method(owner, name)

    def item(self, owner: Value, index: Value | None, node: t.Node) -> Value:
        if isinstance(owner, Items) and owner.values:
            return choice(*owner.values, *(() if owner.exact else (UNKNOWN,)))
        return UNKNOWN

    def builtin(
        self, name: str, args: list[Value], kwargs: dict[str, Value], node: t.Node, scope: Scope
    ) -> Value | None:
        """What a function without effects computes; None where it is not known."""
        return None

    def method(self, owner: Value, name: str, args: list[Value], kwargs: dict[str, Value], node: t.Node) -> Value:
        self.escape([owner, *args, *kwargs.values()], name, node)
        return UNKNOWN

    def on_class(self, node: t.Class, scope: Scope) -> Value:
        return UNKNOWN

    def on_new(self, node: t.New, scope: Scope) -> Value:
        return UNKNOWN

    def store(self, target: t.Node, held: Value, scope: Scope) -> None:
        """Assignment to what is no plain name."""

    # --- running ------------------------------------------------------------------------------------------------------

    def run(self, items: Iterable[t.Node]) -> Value:
        """Evaluate the statements of the unit, then what is defined and not called."""
        held: Value = UNKNOWN
        try:
            for item in items:
                held = self.eval(item, self.top)
            self.finish()
        except Stop:
            return UNKNOWN
        except RecursionError:
            self.builder.limit("code_depth")
            self.builder.opaque("depth", self.unit, f.Span(0, len(self.text)))
            return UNKNOWN
        return held

    def finish(self) -> None:
        for _ in range(3):
            waiting = [c for key, c in self.closures.items() if key not in self.called]
            for closure in waiting:
                if id(closure.function) not in self.called:
                    self.uncalled(closure)
            if not waiting:
                break

    def uncalled(self, closure: Closure) -> None:
        held = [Unknown(p.name, parameter=True) for p in closure.function.parameters if not p.rest]
        self.maybe(lambda: self.enter(closure, list(held), {}))

    def maybe(self, run: object, context: f.Context = "function") -> None:
        """Run something that may not happen."""
        certainty, outer, depth = self.certainty, self.context, self.depth
        self.certainty, self.depth = "possible", depth + 1
        self.context = (*outer, context) if context not in outer else outer
        try:
            run()  # type: ignore[operator]  # a callable
        finally:
            self.certainty, self.context, self.depth = certainty, outer, depth

    def eval(self, node: t.Node | None, scope: Scope) -> Value:
        if node is None:
            return UNKNOWN
        self.tick(node)
        return getattr(self, f"on_{type(node).__name__.lower()}")(node, scope)

    # --- leaves -------------------------------------------------------------------------------------------------------

    def on_constant(self, node: t.Constant, scope: Scope) -> Value:
        return Const(node.value)

    def on_name(self, node: t.Name, scope: Scope) -> Value:
        held = scope.get(node.id)
        return self.unbound(node.id) if held is None else held

    def on_unread(self, node: t.Unread, scope: Scope) -> Value:
        self.opaque("parse_error", node, node.detail)
        return UNKNOWN

    def on_jump(self, node: t.Jump, scope: Scope) -> Value:
        return UNKNOWN

    # --- expressions --------------------------------------------------------------------------------------------------

    def on_member(self, node: t.Member, scope: Scope) -> Value:
        owner = self.eval(node.base, scope)
        return choice(*(self.member(one, node.name, node) for one in _each(owner)))

    def on_item(self, node: t.Item, scope: Scope) -> Value:
        owner = self.eval(node.base, scope)
        index = self.eval(node.index, scope) if node.index is not None else None
        return choice(*(self.item(one, index, node) for one in _each(owner)))

    def on_vector(self, node: t.Vector, scope: Scope) -> Value:
        return Items([self.eval(item, scope) for item in node.items], self.depth, type=node.type)

    def on_binary(self, node: t.Binary, scope: Scope) -> Value:
        left, right = self.eval(node.left, scope), self.eval(node.right, scope)
        found = [self.binary(node, a, b) for a in _each(left) for b in _each(right)]
        return choice(*found[:16]) if len(found) <= 16 else UNKNOWN

    def on_unary(self, node: t.Unary, scope: Scope) -> Value:
        return self.unary(node, self.eval(node.value, scope))

    def on_cast(self, node: t.Cast, scope: Scope) -> Value:
        return self.eval(node.value, scope)

    def arguments(self, given: tuple[t.Argument, ...], scope: Scope) -> tuple[list[Value], dict[str, Value]]:
        args: list[Value] = []
        kwargs: dict[str, Value] = {}
        for argument in given:
            if argument.value is None:
                continue
            held = self.eval(argument.value, scope)
            if argument.name is not None:
                kwargs[argument.name] = held
            else:
                args.append(held)
        return args, kwargs

    def on_call(self, node: t.Call, scope: Scope) -> Value:
        callee = self.eval(node.callee, scope)
        args, kwargs = self.arguments(node.args, scope)
        return self.invoke_in(callee, args, kwargs, node, scope)

    def invoke(self, callee: Value, args: list[Value], kwargs: dict[str, Value], node: t.Node) -> Value:
        return self.invoke_in(callee, args, kwargs, node, self.top)

    def invoke_in(
        self, callee: Value, args: list[Value], kwargs: dict[str, Value], node: t.Node, scope: Scope
    ) -> Value:
        match callee:
            case Choice(values=values):
                return choice(*(self.invoke_in(one, args, kwargs, node, scope) for one in values))
            case Closure():
                return self.enter_at(callee, args, kwargs, node)
            case Ref(name=name):
                if (held := self.builtin(name, args, kwargs, node, scope)) is not None:
                    return held
                if (known := self.api(name)) is not None:
                    return self.effect(known, node, args, kwargs, None)
                self.escape([*args, *kwargs.values()], name, node)
                return UNKNOWN
            case Method(owner=owner, name=name):
                found = [self.method(one, name, args, kwargs, node) for one in _each(owner)]
                return choice(*found)
            case _:
                self.escape([*args, *kwargs.values()], "a call", node)
                return UNKNOWN

    def powerful(self, held: Value) -> str | None:
        """The name of what could start something if it were called."""
        if isinstance(held, Ref) and (known := self.api(held.name)) is not None:
            return held.name if EFFECTS[known.effect] in _POWERFUL else None
        return None

    def escape(self, held: Iterable[Value], how: str, node: t.Node) -> None:
        """Values that are handed to what nobody here knows: functions among them may be called, with anything."""
        for value in held:
            for one in _each(value):
                if isinstance(one, Closure):
                    if id(one.function) not in self.active:
                        self.maybe(lambda one=one: self.enter(one, [UNKNOWN] * len(one.function.parameters), {}))
                elif isinstance(one, Items) and len(one.values) <= 64:
                    self.escape([v for v in one.values if isinstance(v, Closure | Ref)], how, node)
                elif (name := self.powerful(one)) is not None:
                    self.opaque("dynamic_code", node, f"{name} is handed to {how}")

    def enter_at(self, closure: Closure, args: list[Value], kwargs: dict[str, Value], node: t.Node) -> Value:
        fixed = self.fixed
        if id(closure.function) in self.foreign:
            self.fixed = self.span(node)
        try:
            return self.enter(closure, args, kwargs)
        finally:
            self.fixed = fixed

    def recall(self, read: Callable[[str], Iterable[t.Node]]) -> None:
        """Bind what earlier cells of the context defined, by running them again without reporting them."""
        kernel = self.around.kernel
        if kernel is None:
            return
        whole = f.Span(0, len(self.text))
        if kernel.forgotten:
            self.builder.opaque("dynamic_code", self.unit, whole, "what earlier cells defined is too much to recall")
        scratch = FactsBuilder(self.builder.entry, self.builder.limits)
        world = self.world.copy()
        for text in kernel.statements:
            scratch.add_unit(text, self.language, readers=())
            around = self.around.with_(world=world, kernel=None)
            earlier = type(self)(scratch, text, len(scratch.units) - 1, around)
            earlier.top, earlier.foreign = self.top, self.foreign
            self.prepare(earlier)
            try:
                for item in read(text):
                    earlier.eval(item, earlier.top)
            except (Stop, RecursionError):
                self.builder.opaque("timeout", self.unit, whole, "what earlier cells defined is too much to recall")
            self.foreign.update({id(c.function): c for c in earlier.closures.values()})
            self.around = self.around.with_(cwd=earlier.around.cwd, env=earlier.around.env)
        known = (name for name in self.top.names if name in self.text)
        self.builder.memory_names.update(dict.fromkeys(sorted(known)))

    def prepare(self, earlier: Evaluator) -> None:
        """Share what a language keeps beside its names."""

    def enter(self, closure: Closure, args: list[Value], kwargs: dict[str, Value]) -> Value:
        """The value of a call of a function that the text defines."""
        function = closure.function
        self.called.add(id(function))
        times = self.active.count(id(function))
        if times >= 3 or len(self.active) >= _MOST_CALLS or function.body is None:
            return UNKNOWN
        if times == 2:
            args, kwargs = [UNKNOWN] * len(function.parameters), {}
        scope = Scope(parent=closure.scope)
        self.bind(function, args, dict(kwargs), scope)
        self.active.append(id(function))
        self.returns.append([])
        outer = self.context
        self.context = (*outer, "function") if "function" not in outer else outer
        try:
            last = self.eval(function.body, scope)
        finally:
            self.active.pop()
            found = self.returns.pop()
            self.context = outer
        return choice(*found, last) if found else last

    def bind(self, function: t.Function, args: list[Value], kwargs: dict[str, Value], scope: Scope) -> None:
        left = list(args)
        for parameter in function.parameters:
            if parameter.rest:
                scope.names[parameter.name] = Items([*left, *kwargs.values()], self.depth)
                left, kwargs = [], {}
                continue
            if parameter.name in kwargs:
                held = kwargs.pop(parameter.name)
            elif left:
                held = left.pop(0)
            elif parameter.default is not None:
                held = self.eval(parameter.default, scope)
            else:
                held = Unknown(parameter.name)
            scope.names[parameter.name] = held

    def on_function(self, node: t.Function, scope: Scope) -> Value:
        closure = Closure(node, scope)
        self.closures.setdefault(id(node), closure)
        return closure

    # --- statements ---------------------------------------------------------------------------------------------------

    def on_assign(self, node: t.Assign, scope: Scope) -> Value:
        held = self.eval(node.value, scope) if node.value is not None else UNKNOWN
        if node.operator:
            old = self.eval(node.target, scope)
            held = self.binary(
                t.Binary(node.operator, node.target, node.value or node.target, start=node.start, end=node.end),
                old,
                held,
            )
        if isinstance(node.target, t.Name):
            where = (scope.parent or scope).holder(node.target.id) or self.top if node.outer else scope
            where.names[node.target.id] = held
        else:
            self.store(node.target, held, scope)
        return held

    def on_block(self, node: t.Block, scope: Scope) -> Value:
        inner = Scope(parent=scope) if node.scoped else scope
        held: Value = UNKNOWN
        for item in node.items:
            held = self.eval(item, inner)
            if node.pure:
                self.escape([held], "an expression", node)
        return UNKNOWN if node.pure else held

    def on_return(self, node: t.Return, scope: Scope) -> Value:
        held = self.eval(node.value, scope) if node.value is not None else UNKNOWN
        if self.returns:
            self.returns[-1].append(held)
        return held

    def on_branches(self, node: t.Branches, scope: Scope) -> Value:
        if node.test is not None:
            self.eval(node.test, scope)
        before = _snapshot(scope)
        states, values = ([] if node.exhaustive else [before]), []
        for branch in node.branches:
            _restore(before)
            self.maybe(lambda branch=branch: values.append(self.eval(branch, scope)), "conditional")
            states.append(_snapshot(scope))
        self.join(states)
        return choice(*values, *(() if node.exhaustive else (UNKNOWN,))) if values else UNKNOWN

    def join(self, states: list[_State]) -> None:
        """Each name is what it is in any of the states."""
        for i, (scope, first) in enumerate(states[0]):
            # The names of a long text are many, and a branch changes few of them, most often none.
            changed = [state[i][1] for state in states[1:] if state[i][1] != first]
            scope.names.update(first)
            if not changed:
                continue
            names = {
                name: None
                for state in (first, *changed)
                for name in state
                if any(other.get(name) is not first.get(name) for other in changed)
            }
            for name in names:
                found = [state[i][1].get(name) for state in states]
                known = [value for value in found if value is not None]
                if len(known) < len(found):
                    known.append(self.unbound(name))
                scope.names[name] = choice(*known)

    def on_loop(self, node: t.Loop, scope: Scope) -> Value:
        source = self.eval(node.source, scope) if node.source is not None else UNKNOWN
        before = _snapshot(scope)
        turns = list(source.values) if isinstance(source, Items) and source.exact else []
        if 0 < len(turns) <= _MOST_TURNS and node.item and not t.jumps(node.body):
            outer = self.context
            self.context = (*outer, "loop") if "loop" not in outer else outer
            for value in turns:
                scope.names[node.item] = value
                self.eval(node.body, scope)
            self.context = outer
            return UNKNOWN
        each = self.item(source, None, node) if node.item else UNKNOWN
        for turn in range(3):
            if node.item:
                scope.names[node.item] = each if not isinstance(source, Unknown) else UNKNOWN
            start = _snapshot(scope)
            self.maybe(lambda: self.eval(node.body, scope), "loop")
            after = _snapshot(scope)
            if all(a[1] == b[1] for a, b in zip(start, after, strict=True)):
                break
            if turn:
                # What still changes may go on changing.
                for (where, old), (_, new) in zip(start, after, strict=True):
                    for name, value in new.items():
                        if old.get(name) != value and not isinstance(value, Closure | Instance | Items | Ref):
                            where.names[name] = choice(value, UNKNOWN) if isinstance(value, Choice) else UNKNOWN
                after = _snapshot(scope)
            self.join([before, start, after])
        return UNKNOWN


def _each(held: Value) -> tuple[Value, ...]:
    return held.values if isinstance(held, Choice) else (held,)


def _snapshot(scope: Scope) -> _State:
    found: _State = []
    one: Scope | None = scope
    while one is not None:
        found.append((one, dict(one.names)))
        one = one.parent
    return found


def _restore(state: _State) -> None:
    for scope, names in state:
        scope.names.clear()
        scope.names.update(names)
