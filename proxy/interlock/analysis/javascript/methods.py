"""Methods of values: of functions, promises, texts, lists, maps, streams and processes."""

from __future__ import annotations

import functools
import math
import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from interlock.analysis.javascript import folding
from interlock.analysis.javascript.knowledge import api
from interlock.analysis.javascript.syntax import Node
from interlock.analysis.javascript.values import (
    NOTHING,
    NUMBER,
    UNKNOWN,
    Accessor,
    Anything,
    Array,
    Bound,
    Class,
    Const,
    Download,
    Function,
    Held,
    Hidden,
    Instance,
    Match,
    Method,
    Mixed,
    Obj,
    Ref,
    Resolver,
    Scope,
    choice,
    each,
    mixed,
    shown,
    text_of,
    truth,
)

if TYPE_CHECKING:
    from interlock.analysis.javascript.calls import Calls
    from interlock.analysis.javascript.evaluator import Evaluator

_CALLABLE = (Function, Class, Bound, Ref, Method, Hidden, Resolver)
_MOST_TURNS = 512
_CHAINING = frozenset(
    [
        "on",
        "once",
        "off",
        "addListener",
        "removeListener",
        "prependListener",
        "use",
        "set",
        "add",
        "end",
        "write",
        "pipe",
        "listen",
        "unref",
        "ref",
        "get",
        "post",
        "put",
        "option",
        "command",
        "description",
        "action",
    ]
)
_FRESH = frozenset(
    [
        "split",
        "slice",
        "map",
        "filter",
        "flatMap",
        "concat",
        "match",
        "matchAll",
        "flat",
        "toReversed",
        "toSorted",
        "entries",
        "keys",
    ]
)
_LISTENING = frozenset({"on", "once", "addListener", "prependListener", "addEventListener"})
_ITERATING = frozenset(
    [
        "map",
        "forEach",
        "filter",
        "find",
        "findLast",
        "findIndex",
        "findLastIndex",
        "some",
        "every",
        "flatMap",
        "reduce",
        "reduceRight",
        "sort",
        "toSorted",
    ]
)


def _changes_bytes(name: str) -> bool:
    return name in ("fill", "set", "copyWithin", "reverse", "sort", "copy") or name.startswith(("write", "swap"))


class Methods:
    """Calls of methods for one evaluator."""

    def __init__(self, evaluator: Evaluator, calls: Calls) -> None:
        self.evaluator = evaluator
        self.calls = calls
        self.listeners: dict[str, list[Held]] = {}
        """Functions that wait for an event, by its name, whoever sends it; `*` for names that are not known."""

    def call(self, method: Method, args: list[Held], node: Node, scope: Scope) -> Held:
        base, name = method.base, method.name
        if name in ("call", "apply", "bind") and isinstance(base, _CALLABLE):
            return self.of_function(base, name, args, node, scope)
        if name == "constructor":
            return self.constructor(base, args, node, scope)
        if name == "then":
            return self.then(base, args, node, scope)
        if name in ("catch", "finally"):
            with self.evaluator.within("conditional"):
                why = [choice(base, UNKNOWN)] if name == "catch" else []
                given = [self.calls.callback(arg, why, node, scope) for arg in args]
            return choice(base, *given) if name == "catch" else base
        held: Held | None = None
        match base:
            case Const(value=str() as text):
                held = self.of_text(text, name, args, node, scope)
            case Const(value=bytes() as data) if _changes_bytes(name):
                self.evaluator.bytes_changed = True
                held = folding.data_method(data, name, args) or UNKNOWN
            case Const(value=bytes() as data):
                held = folding.data_method(data, name, args)
                if held is None and name in _ITERATING:
                    held = self.of_array(Array([Const(byte) for byte in data]), name, args, node, scope)
                    if name in ("map", "filter") and isinstance(held, Array):
                        held = folding.function("Buffer.from", [held], None, None)
            case Const(value=int() | float() as number) if not isinstance(number, bool):
                held = folding.number_method(number, name, args)
            case Mixed():
                held = self.of_mixed(base, name, args)
            case Array():
                held = self.of_array(base, name, args, node, scope)
            case Instance():
                return self.of_instance(base, name, args, node, scope)
            case Download():
                return self.piped(base, name, args, node, scope)
            case Function() | Class() | Obj() if name in ("toString", "toLocaleString"):
                text_shown = shown(base)
                held = Const(text_shown) if text_shown is not None else UNKNOWN
            case Obj() if name == "valueOf":
                held = base
            case Obj() if name in ("__lookupGetter__", "__lookupSetter__"):
                held = Hidden("a getter by name")
            case Obj() if name == "__defineGetter__" and len(args) > 1 and isinstance(args[1], Function):
                self.evaluator.members.put(base, args[0], Accessor(get=args[1]))
            case _:
                pass
        if held is not None:
            if isinstance(held, Array) and name in _FRESH:
                held.level = self.evaluator.level
            return held
        self.calls.handed(args, node, scope, name)
        return base if isinstance(base, Anything) and name in ("toString", "trim", "valueOf") else UNKNOWN

    # --- functions and promises ---------------------------------------------------------------------------------------

    def of_function(self, base: Held, name: str, args: list[Held], node: Node, scope: Scope) -> Held:
        """`f.call(this, …)`, `f.apply(this, list)`, `f.bind(this, …)`."""
        this = args[0] if args else NOTHING
        callee = rebased(base, this)
        if name == "bind":
            return Bound(callee, tuple(args[1:])) if len(args) > 1 or isinstance(callee, Ref | Method) else callee
        if name == "call":
            return self.calls.call(callee, args[1:], node, scope, this)
        return self.calls.call(callee, self.listed(args[1] if len(args) > 1 else NOTHING), node, scope, this)

    def listed(self, held: Held) -> list[Held]:
        """A list of arguments as one value."""
        items = self.evaluator.items_of(held)
        if items is not None:
            return items
        if isinstance(held, Obj) and "length" in held.items:
            return [item for key, item in held.items.items() if key.isdigit()]
        return [] if held == NOTHING or held == Const(None) else [self.calls.element(held)]

    def constructor(self, base: Held, args: list[Held], node: Node, scope: Scope) -> Held:
        """`x.constructor(…)` of an unknown value: of a function, it makes code of texts."""
        body = args[-1] if args else NOTHING
        if text_of(body) is not None:
            with self.evaluator.within("conditional"):
                return choice(self.calls.named("Function", args, node, scope), UNKNOWN)
        if not isinstance(body, Const | Obj | Array | Instance) and node.kind == "call_expression":
            self.evaluator.effects.opaque("dynamic_code", node, "the constructor of a value that is not known")
        self.calls.handed(args, node, scope, "constructor")
        return UNKNOWN

    def then(self, base: Held, args: list[Held], node: Node, scope: Scope) -> Held:
        given = []
        settled = base.args[0] if isinstance(base, Instance) and base.name == "Promise" and base.args else base
        for position, arg in enumerate(args[:2]):
            for one in each(arg):
                if isinstance(one, Function):
                    self.calls.later(one, [settled])
            if position == 0 and not isinstance(settled, Anything):
                given.append(self.calls.call(arg, [settled], node, scope))
            else:
                given.append(self.calls.callback(arg, [], node, scope))
        return given[0] if given else base

    # --- texts --------------------------------------------------------------------------------------------------------

    def of_text(self, text: str, name: str, args: list[Held], node: Node, scope: Scope) -> Held | None:
        if name in ("replace", "replaceAll") and len(args) > 1 and isinstance(args[1], _CALLABLE):
            return self.replaced(text, name, args, node, scope)
        if name in ("match", "matchAll") and args:
            pattern = folding.regex(args[0])
            if pattern is None:
                return Array([UNKNOWN], exact=False)
            flags = text_of(args[0].args[1]) if isinstance(args[0], Instance) and len(args[0].args) > 1 else ""
            if name == "match" and "g" not in (flags or ""):
                found = pattern.search(text)
                return _groups(found) if found else Const(None)
            matches = list(pattern.finditer(text))[:_MOST_TURNS]
            if name == "match":
                return Array([Const(m.group()) for m in matches]) if matches else Const(None)
            return Array([_groups(m) for m in matches])
        if name == "@@Symbol.iterator":
            return Array([Const(char) for char in text])
        held = folding.text_method(text, name, args)
        if held is None:
            self.calls.callbacks(args, node, scope)
        return held

    def replaced(self, text: str, name: str, args: list[Held], node: Node, scope: Scope) -> Held:
        pattern = folding.regex(args[0])
        pieces: list[Held] = []
        at = 0
        if pattern is not None:
            flags = text_of(args[0].args[1]) if isinstance(args[0], Instance) and len(args[0].args) > 1 else ""
            matches = [(m.start(), m.end(), m.groups()) for m in pattern.finditer(text)]
            matches = matches if "g" in (flags or "") else matches[:1]
        else:
            old = text_of(args[0])
            if not old:
                self.calls.callback(args[1], [], node, scope)
                return UNKNOWN
            starts = [text.find(old)] if name == "replace" else _places(text, old)
            matches = [(start, start + len(old), ()) for start in starts if start >= 0]
        if len(matches) > _MOST_TURNS:
            self.calls.callback(args[1], [], node, scope)
            return UNKNOWN
        for start, end, groups in matches:
            given: list[Held] = [Const(text[start:end]), *(_group(g) for g in groups), Const(start), Const(text)]
            pieces += [Const(text[at:start]), self.calls.call(args[1], given, node, scope)]
            at = end
        return mixed([*pieces, Const(text[at:])])

    def of_mixed(self, base: Mixed, name: str, args: list[Held]) -> Held | None:
        if name in ("toString", "trim", "valueOf", "trimEnd", "trimStart", "normalize"):
            return base
        if name == "concat":
            return mixed([base, *args])
        return None

    # --- lists --------------------------------------------------------------------------------------------------------

    def of_array(self, base: Array, name: str, args: list[Held], node: Node, scope: Scope) -> Held | None:
        evaluator = self.evaluator
        if name in _ITERATING and args:
            return self.iterated(base, name, args, node, scope)
        changes = name in ("push", "unshift", "pop", "shift", "splice", "reverse", "sort", "fill", "copyWithin")
        if changes and (evaluator.level > base.level or evaluator.dead):
            # Whether and how often is not known.
            more = args[2:] if name == "splice" else args if name in ("push", "unshift", "fill") else []
            base.items.extend(item for item in more if not any(item is old for old in base.items[-64:]))
            base.exact = False
            return self.calls.element(base)
        if name in ("next", "return", "throw"):
            self.calls.handed(args, node, scope, name)
            found = self.calls.element(base) if not (base.exact and base.items) else base.items[0]
            if base.returned is not None:
                found = choice(found, base.returned)
            if name == "next" and base.items and base.exact:
                base.items.pop(0)
            return Obj({"value": found, "done": UNKNOWN})
        return folding.array_method(base, name, args)

    def iterated(self, base: Array, name: str, args: list[Held], node: Node, scope: Scope) -> Held:
        callee = args[0]
        evaluator = self.evaluator
        if name in ("sort", "toSorted"):
            return self.sorted(base, name, callee, node, scope)
        if not base.exact or len(base.items) > _MOST_TURNS or evaluator.dead or not evaluator.precise:
            return self.vaguely(base, name, args, node, scope)

        def turn(item: Held, position: int) -> Held:
            return self.calls.call(callee, [item, Const(position), base], node, scope)

        items = list(base.items)
        if name in ("reduce", "reduceRight"):
            order = list(enumerate(items)) if name == "reduce" else list(enumerate(items))[::-1]
            if len(args) > 1:
                held = args[1]
            elif order:
                held = order.pop(0)[1]
            else:
                return UNKNOWN
            for position, item in order:
                held = self.calls.call(callee, [held, item, Const(position), base], node, scope)
            return held
        results = [turn(item, position) for position, item in enumerate(items)]
        match name:
            case "map":
                return Array(results)
            case "forEach":
                return NOTHING
            case "flatMap":
                flat = [r.items if isinstance(r, Array) else [r] for r in results]
                return Array([i for part in flat for i in part], all(r.exact for r in results if isinstance(r, Array)))
            case "filter":
                known = [truth(result) for result in results]
                kept = [item for item, flag in zip(items, known, strict=True) if flag is not False]
                return Array(kept, exact=None not in known)
            case "find" | "findLast":
                pairs = list(zip(items, results, strict=True))
                possible: list[Held] = []
                for item, result in pairs if name == "find" else pairs[::-1]:
                    flag = truth(result)
                    if flag is not False:
                        possible.append(item)
                    if flag:
                        return choice(*possible)
                return choice(*possible, NOTHING)
            case "some" | "every":
                known = [truth(result) for result in results]
                decided = (True in known) if name == "some" else (False in known)
                if decided or None not in known:
                    return Const(decided if name == "some" else not decided)
                return UNKNOWN
            case _:
                return NUMBER

    def vaguely(self, base: Array, name: str, args: list[Held], node: Node, scope: Scope) -> Held:
        item = self.calls.element(base)
        with self.evaluator.within("loop"):
            if name in ("reduce", "reduceRight"):
                first = args[1] if len(args) > 1 else UNKNOWN
                held = self.calls.call(args[0], [choice(first, UNKNOWN), item, NUMBER, base], node, scope)
                return choice(first, held) if isinstance(first, Array | Obj) else choice(held, UNKNOWN)
            held = self.calls.call(args[0], [item, NUMBER, base], node, scope)
        match name:
            case "map":
                return Array([held], exact=False)
            case "flatMap":
                return Array(held.items if isinstance(held, Array) else [held], exact=False)
            case "filter":
                return Array(list(base.items), exact=False)
            case "find" | "findLast":
                return choice(item, NOTHING)
            case "forEach":
                return NOTHING
            case _:
                return UNKNOWN

    def sorted(self, base: Array, name: str, callee: Held, node: Node, scope: Scope) -> Held:
        known = base.exact and len(base.items) <= 64 and not self.evaluator.level > base.level

        def compare(a: Held, b: Held) -> int:
            nonlocal known
            number = folding.number_of(self.calls.call(callee, [a, b], node, scope)) if known else None
            if number is None or math.isnan(number):
                known = False
                return 0
            return (number > 0) - (number < 0)

        if known:
            ordered = sorted(base.items, key=functools.cmp_to_key(compare))
        else:
            self.calls.callback(callee, [], node, scope)
        made = Array(ordered, exact=True) if known else Array(list(base.items), exact=False)
        if name == "sort":
            base.items[:], base.exact = made.items, made.exact
            return base
        return made

    # --- instances ----------------------------------------------------------------------------------------------------

    def of_instance(self, base: Instance, name: str, args: list[Held], node: Node, scope: Scope) -> Held:
        whole = f"{base.name}.{name}"
        known = api(whole)
        if known is not None:
            held = self.calls.apis.call(known, whole, args, node, scope)
            if isinstance(held, Download):
                base.networks.append(held.network)
            return held if held != NOTHING else base
        special = _SPECIAL.get(base.name) or (_SPECIAL["child"] if base.name.startswith("child.std") else None)
        if special is not None:
            held_or_none = special(self, base, name, args, node, scope)
            if held_or_none is not None:
                return held_or_none
        if name == "toString" and (text := shown(base)) is not None:
            return Const(text)
        if name == "pipe":
            return self.piped(base, name, args, node, scope)
        if name in _LISTENING and len(args) > 1:
            self.listeners.setdefault(shown(args[0]) or "*", []).append(args[1])
        elif name in ("emit", "publish"):
            self.emitted(args, node, scope)
        if base.networks:
            for arg in args:
                self.calls.callback(arg, [Download(base.networks[0])], node, scope)
            return base if name in _CHAINING else Download(base.networks[0])
        self.calls.handed(args, node, scope, whole)
        return base if name in _CHAINING else Anything(whole)

    def streamed(self, base: Held) -> Held:
        """What a stream brings, as text."""
        if isinstance(base, Instance) and base.name == "stream.read" and base.args:
            return self.evaluator.effects.content(base.args[0])
        if isinstance(base, Instance) and base.name == "stream.Readable.from" and base.args:
            items = self.evaluator.items_of(base.args[0])
            return mixed(items) if items else UNKNOWN
        return UNKNOWN if isinstance(base, Instance) else base

    def emitted(self, args: list[Held], node: Node, scope: Scope) -> None:
        """An event: everyone who waits for one of that name is called."""
        event = shown(args[0]) if args else None
        waiting = self.listeners if event is None else (event, "*")
        for listener in [one for name in waiting for one in self.listeners.get(name, ())]:
            self.calls.call(listener, args[1:], node, scope)

    def piped(self, base: Held, name: str, args: list[Held], node: Node, scope: Scope) -> Held:
        """`source.pipe(target)`."""
        for target in args[:1]:
            for one in each(target):
                if isinstance(one, Instance) and one.name == "stream.write":
                    content = self.streamed(base)
                    self.evaluator.effects.written(one.args[0], content, append=True)
                elif isinstance(one, Instance) and one.name == "child.stdin":
                    given = self.streamed(base)
                    self.calls.apis.fed(one, given, node)
        self.calls.callbacks(args[1:], node, scope)
        return args[0] if args else UNKNOWN

    def of_map(self, base: Instance, name: str, args: list[Held], node: Node, scope: Scope) -> Held | None:
        pairs = base.args[0] if base.args and isinstance(base.args[0], Array) else None
        if pairs is None:
            return None
        match name:
            case "get":
                key = shown(args[0]) if args else None
                values, sure = [], pairs.exact
                for pair in pairs.items:
                    held = pair.items if isinstance(pair, Array) else []
                    other = shown(held[0]) if held else None
                    if len(held) > 1 and ((other == key and key is not None) or key is None or other is None):
                        values.append(held[1])
                        sure = sure and key is not None and other is not None
                if sure and values and pairs.exact:
                    return values[-1]
                return choice(*values, UNKNOWN if not sure else NOTHING)
            case "set":
                if self.evaluator.level > 0 or self.evaluator.dead:
                    pairs.exact = False
                pairs.items.append(Array(list(args[:2])))
                return base
            case "add":
                pairs.items.append(args[0] if args else NOTHING)
                return base
            case "has" | "delete" | "clear":
                return UNKNOWN
            case "values" | "keys" if base.name == "Map":
                at = 1 if name == "values" else 0
                return Array(
                    [p.items[at] if isinstance(p, Array) and len(p.items) > at else UNKNOWN for p in pairs.items],
                    pairs.exact,
                )
            case "entries" | "values" | "keys" | "@@Symbol.iterator":
                return pairs
            case "forEach" if args:
                for item in list(pairs.items)[:_MOST_TURNS]:
                    both = item.items if base.name == "Map" and isinstance(item, Array) else [item, item]
                    self.calls.call(args[0], [*reversed(both[:2]), base], node, scope)
                return NOTHING
            case _:
                return None

    def of_regexp(self, base: Instance, name: str, args: list[Held], node: Node, scope: Scope) -> Held | None:
        if name == "exec":
            text = text_of(args[0]) if args else None
            pattern = folding.regex(base)
            if text is None or pattern is None:
                return choice(Array([UNKNOWN], exact=False), Const(None))
            found = pattern.search(text)
            return _groups(found) if found else Const(None)
        if name == "test":
            text, pattern = text_of(args[0]) if args else None, folding.regex(base)
            flags = text_of(base.args[1]) if len(base.args) > 1 else ""
            if text is None or pattern is None or not text.isascii() or "\r" in text or "g" in (flags or ""):
                return UNKNOWN
            return Const(pattern.search(text) is not None)
        return None

    def of_child(self, base: Instance, name: str, args: list[Held], node: Node, scope: Scope) -> Held | None:
        if name in ("write", "end") and args:
            self.calls.apis.fed(base, args[0], node)
            return base
        return None

    def of_stream(self, base: Instance, name: str, args: list[Held], node: Node, scope: Scope) -> Held | None:
        effects = self.evaluator.effects
        if name in ("write", "end", "writeFile", "appendFile") and args and base.name == "stream.write":
            effects.written(base.args[0], args[0], append=True)
            self.calls.callbacks(args[1:], node, scope)
            return base
        if name in ("readFile", "text", "read", "json"):
            return effects.content(base.args[0])
        if name in ("on", "once", "forEach", "@@Symbol.iterator", "map"):
            held = effects.content(base.args[0])
            for arg in args:
                self.calls.callback(arg, [held], node, scope)
            return base
        return None

    def of_script(self, base: Instance, name: str, args: list[Held], node: Node, scope: Scope) -> Held | None:
        return base.args[0] if name.startswith("run") or name == "evaluate" else None

    def of_inspector(self, base: Instance, name: str, args: list[Held], node: Node, scope: Scope) -> Held | None:
        if name != "post" or not args:
            return None
        if text_of(args[0]) not in ("Runtime.evaluate", "Runtime.compileScript", "Runtime.callFunctionOn", None):
            self.calls.callbacks(args, node, scope)
            return UNKNOWN
        options = args[1] if len(args) > 1 else UNKNOWN
        text = options.items.get("expression") if isinstance(options, Obj) else None
        self.calls.apis.text(text or UNKNOWN, "inspector.Session.post", node, self.evaluator.top)
        self.calls.callbacks(args[2:], node, scope)
        return UNKNOWN

    def of_decoder(self, base: Instance, name: str, args: list[Held], node: Node, scope: Scope) -> Held | None:
        return folding.function(f"{base.name}.{name}", args, None, None)

    def of_reference(self, base: Instance, name: str, args: list[Held], node: Node, scope: Scope) -> Held | None:
        return base.args[0] if name == "deref" and base.args else None


_Special = Callable[[Methods, Instance, str, list[Held], Node, Scope], Held | None]
_SPECIAL: dict[str, _Special] = {
    **dict.fromkeys(("Map", "Set", "WeakMap", "WeakSet"), Methods.of_map),
    **dict.fromkeys(("stream.write", "stream.read"), Methods.of_stream),
    **dict.fromkeys(("vm.Script", "vm.SourceTextModule"), Methods.of_script),
    **dict.fromkeys(("inspector.Session", "inspector.promises.Session"), Methods.of_inspector),
    **dict.fromkeys(("TextDecoder", "TextEncoder", "util.TextDecoder", "util.TextEncoder"), Methods.of_decoder),
    "WeakRef": Methods.of_reference,
    "RegExp": Methods.of_regexp,
    "child": Methods.of_child,
}


def rebased(callee: Held, this: Held) -> Held:
    """A method taken from one value, called on another."""
    if isinstance(callee, Method) and callee.name not in ("call", "apply", "bind"):
        return Method(this, callee.name) if not isinstance(callee.base, Ref) else callee
    if (
        isinstance(callee, Method)
        and isinstance(callee.base, Ref)
        and callee.base.name.startswith("Function.prototype")
    ):
        return Method(this, callee.name)
    if isinstance(callee, Ref) and ".prototype." in callee.name and not callee.name.startswith("module."):
        return Method(this, callee.name.rpartition(".")[2])
    return callee


def _group(text: str | None) -> Held:
    return Const(text) if text is not None else NOTHING


def _groups(found: re.Match[str]) -> Array:
    named = {name: _group(group) for name, group in found.groupdict().items()}
    return Match([Const(found.group()), *(_group(group) for group in found.groups())], groups=Obj(named))


def _places(text: str, part: str) -> list[int]:
    found, at = [], text.find(part)
    while at >= 0:
        found.append(at)
        at = text.find(part, at + len(part))
    return found
