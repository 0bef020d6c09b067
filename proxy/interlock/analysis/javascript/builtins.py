"""What the language itself offers: `Object`, `Reflect`, `Promise`, collections, and functions that wrap others."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import TYPE_CHECKING

from interlock.analysis.javascript import folding
from interlock.analysis.javascript.knowledge import EXPORTS, sharp
from interlock.analysis.javascript.syntax import Node
from interlock.analysis.javascript.values import (
    NOTHING,
    UNKNOWN,
    Accessor,
    Anything,
    Array,
    Choice,
    Class,
    Const,
    Function,
    Held,
    Hidden,
    Instance,
    Obj,
    Ref,
    Resolver,
    Scope,
    choice,
    each,
    mixed,
    shown,
    text_of,
)

if TYPE_CHECKING:
    from interlock.analysis.javascript.calls import Calls
    from interlock.analysis.javascript.evaluator import Evaluator

_Builtin = Callable[["Builtins", list[Held], Node, Scope], Held | None]


class Builtins:
    """Language built-ins for one evaluator."""

    def __init__(self, evaluator: Evaluator, calls: Calls) -> None:
        self.evaluator = evaluator
        self.calls = calls

    def call(self, name: str, args: list[Held], node: Node, scope: Scope) -> Held | None:
        """The result of a built-in function; None for a name that is none."""
        known = _FUNCTIONS.get(name)
        return known(self, args, node, scope) if known is not None else None

    def construct(self, name: str, args: list[Held], node: Node, scope: Scope) -> Held | None:
        """The result of `new` with a built-in class; None for a name that is none."""
        match name:
            case "Promise":
                return self.promise(args, node, scope)
            case "Map" | "WeakMap" | "Set" | "WeakSet":
                items = self.evaluator.items_of(args[0]) if args else []
                pairs = Array(items, level=self.evaluator.level) if items is not None else None
                if pairs is None:
                    pairs = Array([self.calls.element(args[0])], exact=False)
                return Instance(name, (pairs,))
            case "Proxy":
                return self.proxy(args, node, scope)
            case "Array" if len(args) == 1 and isinstance(args[0], Const) and isinstance(args[0].value, int):
                size = args[0].value
                return Array([NOTHING] * size) if 0 <= size <= 4096 else Array([UNKNOWN], exact=False)
            case "Array":
                return Array(list(args))
            case "Object":
                return args[0] if args and isinstance(args[0], Obj | Function) else Obj()
            case "Error" | "TypeError" | "RangeError" | "SyntaxError" | "RegExp" | "String" | "WeakRef":
                return Instance(name, tuple(args))
            case "FinalizationRegistry":
                self.calls.callbacks(args, node, scope)
                return Instance(name)
            case _:
                return None

    def promise(self, args: list[Held], node: Node, scope: Scope) -> Held:
        values: list[Held] = []
        failures: list[Held] = []
        for arg in args[:1]:
            self.calls.call(arg, [Resolver(values), Resolver(failures)], node, scope)
        return choice(*values) if values else UNKNOWN

    def proxy(self, args: list[Held], node: Node, scope: Scope) -> Held:
        """The traps run with what is not known; behind a handler that is not known, anything may."""
        target, handler = args[0] if args else UNKNOWN, args[1] if len(args) > 1 else UNKNOWN
        if isinstance(handler, Obj) and not handler.items and not handler.rest and not handler.above:
            return target
        if not isinstance(handler, Obj) or handler.rest or self.calls.running(target) is not None:
            self.evaluator.effects.opaque("dynamic_code", node, "a proxy")
            return Hidden("a proxy")
        given: list[Held] = []
        for name in ("get", "apply", "construct", "has", "set", "ownKeys", "getOwnPropertyDescriptor"):
            trap = handler.items.get(name)
            if trap is not None:
                result = self.calls.callback(trap, [target], node, scope)
                given += [result] if name == "get" else []
                if name in ("apply", "construct"):
                    given.append(trap)
        return (
            choice(target, *given)
            if isinstance(target, Obj | Array | Class) and not given
            else Obj(dict(target.items) if isinstance(target, Obj) else {}, [target, *given])
        )

    # --- Object and Reflect -------------------------------------------------------------------------------------------

    def keys(self, args: list[Held], node: Node, scope: Scope) -> Held:
        keys = self.evaluator.keys_of(args[0]) if args else None
        return Array(keys, level=self.evaluator.level) if keys is not None else Array([Anything("key")], exact=False)

    def values(self, args: list[Held], node: Node, scope: Scope) -> Held:
        held = args[0] if args else UNKNOWN
        if isinstance(held, Obj):
            members = self.evaluator.members
            items = [members.read(item, held, node) for item in held.items.values()]
            return Array([*items, *held.rest], exact=not held.rest)
        if isinstance(held, Ref) and held.name in EXPORTS:
            return Array([Ref(f"{held.name}.{key}") for key in EXPORTS[held.name]])
        items_or_none = self.evaluator.items_of(held)
        return Array(items_or_none) if items_or_none is not None else Array([self.calls.element(held)], exact=False)

    def entries(self, args: list[Held], node: Node, scope: Scope) -> Held:
        held = args[0] if args else UNKNOWN
        if isinstance(held, Obj):
            members = self.evaluator.members
            pairs = [Array([Const(k), members.read(v, held, node)]) for k, v in held.items.items()]
            return Array([*pairs, *(Array([UNKNOWN, item]) for item in held.rest)], exact=not held.rest)
        if isinstance(held, Ref) and held.name in EXPORTS:
            return Array([Array([Const(key), Ref(f"{held.name}.{key}")]) for key in EXPORTS[held.name]])
        if isinstance(held, Array) and held.exact:
            return Array([Array([Const(str(i)), item]) for i, item in enumerate(held.items)])
        return Array([Array([Anything("key"), self.calls.element(held)])], exact=False)

    def from_entries(self, args: list[Held], node: Node, scope: Scope) -> Held:
        made = Obj()
        pairs = self.evaluator.items_of(args[0]) if args else None
        if pairs is None:
            element = self.calls.element(args[0]) if args else UNKNOWN
            made.rest.append(element.items[-1] if isinstance(element, Array) and element.items else UNKNOWN)
            return made
        for pair in pairs:
            if isinstance(pair, Array) and len(pair.items) > 1:
                self.evaluator.members.put(made, pair.items[0], pair.items[1])
            else:
                made.rest.append(UNKNOWN)
        return made

    def assign(self, args: list[Held], node: Node, scope: Scope) -> Held:
        target = args[0] if args else UNKNOWN
        members = self.evaluator.members
        for source in args[1:]:
            for one in each(source):
                if isinstance(one, Obj):
                    for key, item in list(one.items.items()):
                        members.set(target, Const(key), members.read(item, one, node), node)
                    if isinstance(target, Obj):
                        target.rest += one.rest
                elif isinstance(one, Ref | Hidden) and isinstance(target, Obj):
                    target.rest.append(Ref(f"{one.name}.*") if isinstance(one, Ref) else one)
                elif isinstance(target, Obj) and not isinstance(one, Const):
                    target.rest.append(UNKNOWN)
        return target

    def create(self, args: list[Held], node: Node, scope: Scope) -> Held:
        made = Obj()
        if args:
            self.evaluator.members.inherit(made, args[0])
        if len(args) > 1 and isinstance(args[1], Obj):
            for key, item in args[1].items.items():
                self.described(made, Const(key), item, node)
        return made

    def define(self, args: list[Held], node: Node, scope: Scope) -> Held:
        if len(args) > 2:
            self.described(args[0], args[1], args[2], node)
        return args[0] if args else UNKNOWN

    def define_all(self, args: list[Held], node: Node, scope: Scope) -> Held:
        if len(args) > 1 and isinstance(args[1], Obj):
            for key, item in args[1].items.items():
                self.described(args[0], Const(key), item, node)
        return args[0] if args else UNKNOWN

    def described(self, target: Held, key: Held, descriptor: Held, node: Node) -> None:
        """A property by its descriptor: a value, or a getter and setter."""
        if not isinstance(descriptor, Obj):
            self.evaluator.members.set(target, key, UNKNOWN, node)
            return
        get, set_ = descriptor.items.get("get"), descriptor.items.get("set")
        if isinstance(get, Function) or isinstance(set_, Function):
            accessor = Accessor(
                get if isinstance(get, Function) else None, set_ if isinstance(set_, Function) else None
            )
            if isinstance(target, Obj):
                self.evaluator.members.put(target, key, accessor)
            elif isinstance(get, Function):
                self.evaluator.members.set(target, key, self.evaluator.enter(get, [], target, "function"), node)
            return
        self.evaluator.members.set(target, key, descriptor.items.get("value", get or NOTHING), node)

    def descriptor(self, args: list[Held], node: Node, scope: Scope) -> Held:
        if len(args) < 2:
            return UNKNOWN
        held = args[0].items.get(shown(args[1]) or "") if isinstance(args[0], Obj) else None
        if isinstance(held, Accessor):
            return Obj({"get": held.get or NOTHING, "set": held.set or NOTHING})
        found = self.evaluator.members.get(args[0], args[1], node)
        return Obj({"value": found, "get": NOTHING, "writable": Const(True), "configurable": UNKNOWN})

    def descriptors(self, args: list[Held], node: Node, scope: Scope) -> Held:
        held = args[0] if args else UNKNOWN
        if isinstance(held, Obj):
            return Obj({key: Obj({"value": item}) for key, item in held.items.items()})
        return Hidden("property descriptors") if isinstance(held, Ref) and sharp(held.name) else UNKNOWN

    def prototype(self, args: list[Held], node: Node, scope: Scope) -> Held:
        return self.evaluator.members.get(args[0], Const("__proto__"), node) if args else UNKNOWN

    def set_prototype(self, args: list[Held], node: Node, scope: Scope) -> Held:
        if len(args) > 1:
            self.evaluator.members.set(args[0], Const("__proto__"), args[1], node)
        return args[0] if args else UNKNOWN

    def same(self, args: list[Held], node: Node, scope: Scope) -> Held:
        return args[0] if args else UNKNOWN

    def reflect_get(self, args: list[Held], node: Node, scope: Scope) -> Held:
        return self.evaluator.members.get(args[0], args[1], node) if len(args) > 1 else UNKNOWN

    def reflect_set(self, args: list[Held], node: Node, scope: Scope) -> Held:
        if len(args) > 2:
            self.evaluator.members.set(args[0], args[1], args[2], node)
        return Const(True)

    def reflect_apply(self, args: list[Held], node: Node, scope: Scope) -> Held:
        return self.calls.methods.of_function(args[0], "apply", args[1:], node, scope) if args else UNKNOWN

    def reflect_construct(self, args: list[Held], node: Node, scope: Scope) -> Held:
        given = self.calls.methods.listed(args[1] if len(args) > 1 else NOTHING)
        return self.calls.construct(args[0], given, node, scope) if args else UNKNOWN

    # --- lists and promises -------------------------------------------------------------------------------------------

    def array_from(self, args: list[Held], node: Node, scope: Scope) -> Held:
        source = args[0] if args else UNKNOWN
        items = self.evaluator.items_of(source)
        if items is None and isinstance(source, Obj) and "length" in source.items:
            size = source.items["length"]
            if isinstance(size, Const) and isinstance(size.value, int) and 0 <= size.value <= 4096:
                items = [source.items.get(str(i), NOTHING) for i in range(size.value)]
        made = Array(list(items), level=self.evaluator.level) if items is not None else None
        if made is None:
            made = Array([self.calls.element(source)], exact=False)
        if len(args) > 1:
            return self.calls.methods.iterated(made, "map", args[1:], node, scope)
        return made

    def array_of(self, args: list[Held], node: Node, scope: Scope) -> Held:
        return Array(list(args), level=self.evaluator.level)

    def settled(self, args: list[Held], node: Node, scope: Scope) -> Held:
        """`Promise.all` and its like: the values of promises are the promises themselves here."""
        items = self.evaluator.items_of(args[0]) if args else None
        return (
            Array(items)
            if items is not None
            else Array([self.calls.element(args[0] if args else UNKNOWN)], exact=False)
        )

    def all_settled(self, args: list[Held], node: Node, scope: Scope) -> Held:
        items = self.evaluator.items_of(args[0]) if args else None
        known = items if items is not None else [self.calls.element(args[0] if args else UNKNOWN)]
        return Array([Obj({"status": UNKNOWN, "value": item, "reason": UNKNOWN}) for item in known], items is not None)

    def raced(self, args: list[Held], node: Node, scope: Scope) -> Held:
        return self.calls.element(args[0]) if args else UNKNOWN

    def attempted(self, args: list[Held], node: Node, scope: Scope) -> Held:
        return self.calls.call(args[0], args[1:], node, scope) if args else UNKNOWN

    def with_resolvers(self, args: list[Held], node: Node, scope: Scope) -> Held:
        values: list[Held] = []
        return Obj({"promise": UNKNOWN, "resolve": Resolver(values), "reject": Resolver([])})

    def json_parse(self, args: list[Held], node: Node, scope: Scope) -> Held:
        held = folding.function("JSON.parse", args[:1], None, None) if args and text_of(args[0]) is not None else None
        if held is None:
            held = args[0] if args and not isinstance(args[0], Const | Choice) else UNKNOWN
        if len(args) > 1:
            inner = [held, *(held.items.values() if isinstance(held, Obj) else ())]
            given = [self.calls.callback(args[1], [UNKNOWN, item], node, scope) for item in inner]
            return choice(held, *given)
        return held

    def method_of_wrapped(self, args: list[Held], node: Node, scope: Scope) -> Held:
        """`promisify(f)`, `callbackify(f)`, `once(f)`: the function itself, for what it runs."""
        return args[0] if args else UNKNOWN

    def pipeline(self, args: list[Held], node: Node, scope: Scope) -> Held:
        """`stream.pipeline(a, b, …, callback)`."""
        streams = [arg for arg in args if not isinstance(arg, Function)]
        for source, target in itertools.pairwise(streams):
            self.calls.methods.piped(source, "pipe", [target], node, scope)
        self.calls.callbacks(args, node, scope)
        return UNKNOWN

    def wrapped(self, args: list[Held], node: Node, scope: Scope) -> Held:
        """`Module.wrap`: what Node puts around the text of a module."""
        head, tail = "(function (exports, require, module, __filename, __dirname) { ", "\n});"
        return mixed([Const(head), args[0] if args else UNKNOWN, Const(tail)])

    def written(self, args: list[Held], node: Node, scope: Scope) -> Held:
        """`fs.write(descriptor, text)`: the descriptor is the file that was opened."""
        target = args[0] if args else UNKNOWN
        if isinstance(target, Instance) and target.name == "stream.write":
            at = [arg for arg in args[2:] if isinstance(arg, Const) and isinstance(arg.value, int | float)]
            content = args[1] if len(args) > 1 and not at else UNKNOWN
            self.evaluator.effects.written(target.args[0], content, append=True)
        self.calls.callbacks(args, node, scope)
        return UNKNOWN

    def stringified(self, args: list[Held], node: Node, scope: Scope) -> Held | None:
        self.calls.callbacks(args, node, scope)
        text = folding.json_text(args[0]) if len(args) == 1 else None
        return Const(text) if text is not None else UNKNOWN

    def scheduled(self, args: list[Held], node: Node, scope: Scope) -> Held:
        if len(args) > 1:
            self.calls.methods.listeners.setdefault(shown(args[0]) or "*", []).append(args[1])
        self.calls.handed(args, node, scope, "an event")
        return UNKNOWN

    def emitted(self, args: list[Held], node: Node, scope: Scope) -> Held:
        self.calls.methods.emitted(args, node, scope)
        return UNKNOWN


_FUNCTIONS: dict[str, _Builtin] = {
    **dict.fromkeys(("Object.keys", "Object.getOwnPropertyNames", "Reflect.ownKeys"), Builtins.keys),
    "Object.values": Builtins.values,
    "Object.entries": Builtins.entries,
    "Object.fromEntries": Builtins.from_entries,
    "Object.assign": Builtins.assign,
    "Object.create": Builtins.create,
    **dict.fromkeys(("Object.defineProperty", "Reflect.defineProperty"), Builtins.define),
    "Object.defineProperties": Builtins.define_all,
    **dict.fromkeys(("Object.getOwnPropertyDescriptor", "Reflect.getOwnPropertyDescriptor"), Builtins.descriptor),
    "Object.getOwnPropertyDescriptors": Builtins.descriptors,
    **dict.fromkeys(("Object.getPrototypeOf", "Reflect.getPrototypeOf"), Builtins.prototype),
    **dict.fromkeys(("Object.setPrototypeOf", "Reflect.setPrototypeOf"), Builtins.set_prototype),
    **dict.fromkeys(
        (
            "Object.freeze",
            "Object.seal",
            "Object.preventExtensions",
            "Object",
            "structuredClone",
            "Promise.resolve",
            "Promise.reject",
            "require.resolve",
            "module._resolveFilename",
            "import.meta.resolve",
            "events.setMaxListeners",
        ),
        Builtins.same,
    ),
    "Reflect.get": Builtins.reflect_get,
    "Reflect.set": Builtins.reflect_set,
    "Reflect.apply": Builtins.reflect_apply,
    "Reflect.construct": Builtins.reflect_construct,
    "Array.from": Builtins.array_from,
    "Array.fromAsync": Builtins.array_from,
    "Array.of": Builtins.array_of,
    "Array": lambda self, args, node, scope: self.construct("Array", args, node, scope) or UNKNOWN,
    "Promise.all": Builtins.settled,
    "Promise.allSettled": Builtins.all_settled,
    **dict.fromkeys(("Promise.race", "Promise.any"), Builtins.raced),
    "Promise.try": Builtins.attempted,
    "Promise.withResolvers": Builtins.with_resolvers,
    "JSON.parse": Builtins.json_parse,
    **dict.fromkeys(
        (
            "test.mock.fn",
            "util.promisify",
            "util.callbackify",
            "util.deprecate",
            "util.debuglog",
            "pify",
            "bluebird.promisify",
            "async_hooks.AsyncResource.bind",
            "lodash.once",
            "lodash.memoize",
            "lodash.partial",
            "lodash.bind",
            "lodash.curry",
            "ramda.curry",
            "bluebird.promisifyAll",
        ),
        Builtins.method_of_wrapped,
    ),
    "module.wrap": Builtins.wrapped,
    **dict.fromkeys(("fs.writeSync", "fs.write"), Builtins.written),
    "JSON.stringify": Builtins.stringified,
    **dict.fromkeys(("stream.pipeline", "stream.promises.pipeline"), Builtins.pipeline),
    "process.emit": Builtins.emitted,
    **dict.fromkeys(
        ("process.on", "process.once", "process.addListener", "process.prependListener"), Builtins.scheduled
    ),
}
