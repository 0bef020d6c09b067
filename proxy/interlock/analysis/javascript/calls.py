"""Calls: what a callee is decides who says what the call does and gives."""

from __future__ import annotations

from typing import TYPE_CHECKING

from interlock.analysis.javascript import folding
from interlock.analysis.javascript.apis import Apis
from interlock.analysis.javascript.builtins import Builtins
from interlock.analysis.javascript.databases import database_method
from interlock.analysis.javascript.knowledge import BUILTIN_MODULES, api, sharp, telling_method
from interlock.analysis.javascript.methods import Methods
from interlock.analysis.javascript.modules import Modules
from interlock.analysis.javascript.syntax import Node
from interlock.analysis.javascript.values import (
    NOTHING,
    UNKNOWN,
    Anything,
    Array,
    Bound,
    Choice,
    Class,
    Const,
    Download,
    Function,
    Held,
    Hidden,
    Instance,
    Method,
    Mixed,
    Obj,
    Ref,
    Resolver,
    Scope,
    Strings,
    choice,
    each,
)

if TYPE_CHECKING:
    from interlock.analysis.javascript.evaluator import Evaluator

CALLABLE = (Function, Class, Bound, Resolver, Ref, Method, Hidden)
# Handed to what is not followed, these run something: the rest of what modules give is data, or named where it is used.
_TAKES_ALL = frozenset(
    ("JSON.stringify", "Object.entries", "Object.values", "console.log", "console.dir", "util.inspect")
)
"""Functions whose result, or what they print, holds all of an object."""
_HARMLESS_TAKERS = (
    "console.",
    "assert.",
    "util.inspect",
    "util.types.",
    "JSON.",
    "Object.",
    "Symbol",
    "typeof",
    "test.",
)


class Calls:
    """Calls and constructions for one evaluator."""

    def __init__(self, evaluator: Evaluator) -> None:
        self.evaluator = evaluator
        self.apis = Apis(evaluator, self)
        self.modules = Modules(evaluator)
        self.builtins = Builtins(evaluator, self)
        self.methods = Methods(evaluator, self)

    def call(self, callee: Held, args: list[Held], node: Node, scope: Scope, this: Held | None = None) -> Held:
        """`callee(...args)`; what it gives."""
        evaluator = self.evaluator
        database_method(evaluator.effects, args, node)
        if isinstance(callee, Ref):
            self.filled(callee.name, args)
        match callee:
            case Choice(values=values):
                likely = [value for value in values if not isinstance(value, Const)]
                with evaluator.within("conditional"):
                    return choice(*(self.call(value, args, node, scope, this) for value in likely or values[:1]))
            case Function():
                return evaluator.enter(callee, args, this)
            case Ref(name=name):
                return self.named(name, args, node, scope, this)
            case Method():
                return self.methods.call(callee, args, node, scope)
            case Bound(callee=inner, args=first):
                return self.call(inner, [*first, *args], node, scope, this)
            case Resolver(values=values):
                values.extend(args[:1])
                return NOTHING
            case Class():
                return self.construct(callee, args, node, scope)
            case Hidden(why=why):
                evaluator.effects.opaque("dynamic_code", node, why)
                self.callbacks(args, node, scope)
                return callee
            case Download():
                given = [self.callback(arg, [callee], node, scope) for arg in args if isinstance(arg, CALLABLE)]
                return choice(*given) if given else callee
            case Anything(why=why):
                self.handed(args, node, scope, why)
                return UNKNOWN
            case Const() if not evaluator.dead and "optional_chain" not in node.fields:
                # It would throw: rather, something here was not followed well enough.
                evaluator.effects.opaque("dynamic_code", node, "a call of what cannot be called")
                self.callbacks(args, node, scope)
                return UNKNOWN
            case _:
                self.callbacks(args, node, scope)
                return UNKNOWN

    def named(self, name: str, args: list[Held], node: Node, scope: Scope, this: Held | None = None) -> Held:
        """A call of something with a qualified name."""
        if name in _TAKES_ALL and any(isinstance(held, Ref) and held.name == "process.env" for held in args):
            self.evaluator.effects.environment("list", None, None, node)
        self._environment_printed(name, args, node)
        known = api(name)
        if known is not None:
            return self.apis.call(known, name, args, node, scope)
        told = telling_method(name.rpartition(".")[2])
        if told is not None and (known := api(told)) is not None and name.partition(".")[0] not in BUILTIN_MODULES:
            return self.apis.call(known, told, args, node, scope)  # a wrapper of the module has its names
        evaluator = self.evaluator
        if ".prototype." in name and this is not None:
            return self.call(Method(this, name.rpartition(".")[2]), args, node, scope, this)
        held = self.builtins.call(name, args, node, scope)
        if held is None:
            held = folding.function(name, args, evaluator.effects.around.cwd, evaluator.around.home)
        if held is not None:
            return held
        if name.startswith(_HARMLESS_TAKERS):
            self.callbacks(args, node, scope)
        else:
            self.handed(args, node, scope, name)
        return Instance(name, tuple(args))

    def _environment_printed(self, name: str, args: list[Held], node: Node) -> None:
        """What a variable held is printed."""
        if name.startswith(("console.", "process.stdout.", "process.stderr.")):
            parts = [part for held in args for part in (held.parts if isinstance(held, Mixed) else (held,))]
            if any(isinstance(part, Anything) and part.why == "environment" for part in parts):
                self.evaluator.effects.note(node, name, "environment", args)

    def construct(self, callee: Held, args: list[Held], node: Node, scope: Scope) -> Held:
        """`new callee(...args)`."""
        if isinstance(callee, Ref):
            self.filled(callee.name, args)
        match callee:
            case Choice(values=values):
                with self.evaluator.within("conditional"):
                    return choice(*(self.construct(value, args, node, scope) for value in values))
            case Class():
                made = Obj(made_by=callee)
                given = self.initialise(callee, made, args, node, scope)
                return given if given is not None else made
            case Function():
                made = Obj()
                given = self.evaluator.enter(callee, args, made)
                return choice(*(v for v in each(given) if isinstance(v, Obj | Array | Function | Ref | Hidden)), made)
            case Bound(callee=inner, args=first):
                return self.construct(inner, [*first, *args], node, scope)
            case Ref(name=name):
                held = self.builtins.construct(name, args, node, scope)
                return held if held is not None else self.named(name, args, node, scope)
            case _:
                return self.call(callee, args, node, scope)

    def initialise(self, cls: Class, made: Obj, args: list[Held], node: Node, scope: Scope) -> Held | None:
        """Run the constructor of a class; what stands in the place of the new object, if anything does."""
        own = cls.instance.items.get("constructor")
        if isinstance(own, Function):
            given = self.evaluator.enter(own, args, made)
            kept = [v for v in each(given) if isinstance(v, Obj | Array | Function | Ref | Hidden | Instance)]
            return choice(*kept, made) if kept else None
        if isinstance(cls.base, Class):
            return self.initialise(cls.base, made, args, node, scope)
        if cls.base is not None:
            held = self.construct(cls.base, args, node, scope)
            return None if isinstance(held, Instance | Anything) else held
        return None

    def construct_super(self, args: list[Held], node: Node, scope: Scope) -> Held:
        """`super(...)` in a constructor."""
        frame = next((frame for frame in reversed(self.evaluator.frames) if isinstance(frame.owner, Obj)), None)
        cls = frame.owner.made_by if frame is not None and isinstance(frame.owner, Obj) else None
        made = frame.this if frame is not None else None
        if cls is None or cls.base is None or not isinstance(made, Obj):
            self.callbacks(args, node, scope)
            return UNKNOWN
        if isinstance(cls.base, Class):
            return self.initialise(cls.base, made, args, node, scope) or made
        held = self.construct(cls.base, args, node, scope)
        if frame is not None and not isinstance(held, Instance | Anything):
            frame.returns.append(held)
        return made

    def tagged(
        self, callee: Held, parts: list[Held], raw: list[Held], node: Node, scope: Scope, this: Held | None
    ) -> Held:
        """A tagged template; `parts` are texts and substitutions in turn, `raw` the texts as written."""
        for one in each(callee):
            known = api(one.name) if isinstance(one, Ref) else None
            if known is not None and known.effect in ("shell", "argv"):
                return self.apis.template(known, parts, node, scope)
        return self.call(callee, [Strings(parts[::2], raw=Array(raw)), *parts[1::2]], node, scope, this)

    # --- what is handed over ------------------------------------------------------------------------------------------

    def callback(self, held: Held, args: list[Held], node: Node, scope: Scope) -> Held:
        """Somebody calls `held` with `args`, perhaps, and perhaps with more."""
        if isinstance(held, Function):
            self.later(held, args)
            return self.evaluator.enter(held, args, None, "function")
        if isinstance(held, Choice):
            return choice(*(self.callback(value, args, node, scope) for value in held.values))
        if isinstance(held, Ref | Method | Bound | Hidden | Resolver):
            with self.evaluator.within("function"):
                return self.call(held, args, node, scope)
        return UNKNOWN

    def later(self, function: Function, args: list[Held]) -> None:
        """Remember that the function may run again, when the text has run to its end."""
        self.evaluator.deferred.setdefault((id(function.node), id(function.scope)), (function, args, function.this))

    def callbacks(self, args: list[Held], node: Node, scope: Scope) -> None:
        """Functions among `args` are called with what nobody knows."""
        for arg in args:
            for held in each(arg):
                if isinstance(held, Function):
                    self.later(held, [])
                    self.evaluator.enter(held, [], None, "function")
                elif isinstance(held, Obj):
                    for item in list(held.items.values())[:64]:
                        if isinstance(item, Function) and id(item.node) not in self.evaluator.entered:
                            self.evaluator.enter(item, [], item.this, "function")

    def filled(self, name: str, args: list[Held]) -> None:
        """What a function puts into the data or the files that it is given."""
        tail = name.rpartition(".")[2]
        if tail.startswith(("read", "randomFill", "getRandomValues")) and len(args) > 0:
            self.evaluator.bytes_changed |= any(isinstance(a, Const) and isinstance(a.value, bytes) for a in args)
        if tail in ("writeSync", "write", "closeSync", "close", "fsyncSync", "fsync", "log"):
            return
        for arg in args:
            options = arg.items.get("stdio") if isinstance(arg, Obj) else arg
            for one in options.items if isinstance(options, Array) else (options,):
                if isinstance(one, Instance) and one.name == "stream.write":
                    self.evaluator.effects.written(one.args[0], UNKNOWN, append=True)

    def handed(self, args: list[Held], node: Node, scope: Scope, to: str) -> None:
        """`args` go to something that is not followed: it may call what they are with anything."""
        self.callbacks(args, node, scope)
        for arg in args:
            for held in each(arg):
                name = self.running(held)
                if name is not None:
                    self.evaluator.effects.opaque("dynamic_code", node, f"{name} is handed to {to or 'a function'}")

    def running(self, held: Held, depth: int = 2) -> str | None:
        """The name of a function that runs programs or code, where `held` is or holds one, or a module full of them."""
        match held:
            case Ref(name=name) if name in ("fs", "fs.promises", "process", "globalThis", "require", "module", "Proxy"):
                return None
            case Ref(name=name) if sharp(name):
                return name
            case Bound(callee=inner):
                return self.running(inner)
            case Method(base=inner, name="call" | "apply" | "bind"):
                return self.running(inner)
            case Hidden(why=why):
                return why
            case Array(items=items) if depth:
                return self.first_running(items, depth)
            case Obj(items=named) if depth:
                return self.first_running(list(named.values()), depth)
            case _:
                return None

    def first_running(self, items: list[Held], depth: int) -> str | None:
        for item in items[:64]:
            if (name := self.running(item, depth - 1)) is not None:
                return name
        return None

    def element(self, held: Held) -> Held:
        """One element of what is iterated, whichever."""
        match held:
            case Array(items=items, exact=exact):
                return choice(*items) if exact and items else choice(*items, UNKNOWN)
            case Instance(name="Map" | "Set", args=(Array() as items, *_)):
                return self.element(items)
            case Choice(values=values):
                return choice(*(self.element(value) for value in values))
            case Download() | Hidden():
                return held
            case Ref(name=name) if sharp(name):
                return Hidden(f"one of {name}")
            case Obj():
                return choice(*held.items.values(), UNKNOWN) if "@@Symbol.iterator" in held.items else UNKNOWN
            case Mixed() | Const():
                return UNKNOWN
            case _:
                return UNKNOWN

    def require(self, held: Held, how: str, node: Node, *, dynamic: bool = False) -> Held:
        return self.modules.require(held, how, node, dynamic=dynamic)
