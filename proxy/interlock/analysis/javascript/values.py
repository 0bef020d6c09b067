"""What an expression may be: constants, things with a name, functions, containers, and grades of not knowing."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from interlock.analysis.javascript.knowledge import sharp
from interlock.analysis.javascript.syntax import Node
from interlock.model import facts as f

MOST_FOLDED = 64 * 1024
_MOST_CHOICES = 16


class Undefined:
    """The type of `undefined`."""

    __slots__ = ()


UNDEFINED = Undefined()
Simple = str | int | float | bool | bytes | None | Undefined


class Held:
    """An abstract value."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Const(Held):
    """A constant; `bytes` are a Buffer, None is `null`."""

    value: Simple


@dataclass(frozen=True, slots=True)
class Ref(Held):
    """Something reached by a qualified name: a module, a global, a function of either."""

    name: str


@dataclass(slots=True, eq=False)
class Instance(Held):
    """What calling or constructing `name` gave."""

    name: str
    args: tuple[Held, ...] = ()
    networks: list[int] = field(default_factory=list)
    """Connections that it stands for."""


@dataclass(slots=True)
class Scope:
    """Names of a block; `function` where `var` and `this` live; `level` of the branches around it."""

    parent: Scope | None = None
    function: bool = False
    level: int = 0
    names: dict[str, Held] = field(default_factory=dict)
    this: Held | None = None
    within: Held | None = None
    """The object of a `with` statement."""

    def find(self, name: str) -> Scope | None:
        scope: Scope | None = self
        while scope is not None:
            if name in scope.names:
                return scope
            scope = scope.parent
        return None

    def home(self) -> Scope:
        """The function that it lies in, or the top."""
        scope = self
        while not scope.function and scope.parent is not None:
            scope = scope.parent
        return scope


@dataclass(slots=True, eq=False)
class Function(Held):
    """A function that the text defines."""

    node: Node
    scope: Scope
    this: Held | None = None
    """Of a method: the object or class it stands in."""


@dataclass(slots=True, eq=False)
class Class(Held):
    """A class that the text defines; its methods and fields lie in `instance`."""

    node: Node
    scope: Scope
    base: Held | None
    instance: Obj
    statics: Obj


@dataclass(slots=True, eq=False)
class Obj(Held):
    """An object, as far as its keys are constant."""

    items: dict[str, Held] = field(default_factory=dict)
    rest: list[Held] = field(default_factory=list)
    """Values under keys that are not known."""
    above: list[Held] = field(default_factory=list)
    """Its prototypes, where they were set."""
    made_by: Class | None = None


@dataclass(slots=True, eq=False)
class Array(Held):
    """A list; where not `exact`, its length and order are not known."""

    items: list[Held]
    exact: bool = True
    level: int = 0
    """Of the branches around where it was made."""
    returned: Held | None = None
    """What the generator that it stands for returns."""


@dataclass(slots=True, eq=False)
class Match(Array):
    """What a regular expression found."""

    groups: Obj = field(default_factory=Obj)


@dataclass(slots=True, eq=False)
class Strings(Array):
    """What a tag is given: the texts of a template, and the same as they are written."""

    raw: Array = field(default_factory=lambda: Array([]))


@dataclass(slots=True, eq=False)
class Accessor(Held):
    """A property that is a getter or setter."""

    get: Function | None = None
    set: Function | None = None


@dataclass(frozen=True, slots=True)
class Method(Held):
    """A method of a value that is not a module."""

    base: Held
    name: str


@dataclass(slots=True, eq=False)
class Bound(Held):
    """A callee with its first arguments."""

    callee: Held
    args: tuple[Held, ...]


@dataclass(slots=True, eq=False)
class Resolver(Held):
    """The function that settles a promise."""

    values: list[Held]


@dataclass(frozen=True, slots=True)
class Download(Held):
    """What a network effect brings."""

    network: int


@dataclass(frozen=True, slots=True)
class Mixed(Held):
    """Text of which parts are known."""

    parts: tuple[Held, ...]


@dataclass(frozen=True, slots=True)
class Choice(Held):
    """One of several, after branches."""

    values: tuple[Held, ...]


@dataclass(frozen=True, slots=True)
class Hidden(Held):
    """Perhaps a function that runs programs or code: reached by a name that is not known. Calling it is opaque."""

    why: str = ""


@dataclass(frozen=True, slots=True)
class Anything(Held):
    """Only known at run time."""

    why: str = ""


UNKNOWN = Anything()
NUMBER = Anything("number")
PICKED = Anything("property")
"""A property of a builtin value by an unknown key; a second such step may reach the code constructor."""
NOTHING = Const(UNDEFINED)


def each(held: Held) -> tuple[Held, ...]:
    return held.values if isinstance(held, Choice) else (held,)


def choice(*values: Held) -> Held:
    """One of `values`; not known at all past a number of them, and hidden where something callable is among those."""
    if len(values) == 1:
        return values[0]
    found: dict[object, Held] = {}
    for value in values:
        for item in each(value):
            found.setdefault(_key(item), item)
    flat = list(found.values())
    if len(flat) > _MOST_CHOICES:
        return Hidden("many values") if any(_hides(item, 1) for item in flat) else UNKNOWN
    return flat[0] if len(flat) == 1 else Choice(tuple(flat)) if flat else NOTHING


def _key(held: Held) -> object:
    """Equal for values that are the same; `1` and `true` are not."""
    match held:
        case Const(value=value):
            return (type(value), value if value == value else "NaN")
        case Ref() | Anything() | Hidden() | Download():
            return held
        case _:
            return id(held)


def _hides(held: Held, depth: int) -> bool:
    """Whether a value runs, or hands out, what the text itself does not define."""
    match held:
        case Hidden() | Bound() | Resolver():
            return True
        case Ref(name=name):
            return sharp(name)
        case Method(base=base):
            return _hides(base, depth)
        case Array(items=items):
            return depth > 0 and any(_hides(item, depth - 1) for item in items[:16])
        case Obj(items=named, rest=rest):
            return depth > 0 and any(_hides(item, depth - 1) for item in (*list(named.values())[:16], *rest[:16]))
        case _:
            return False


def mixed(parts: Iterable[Held]) -> Held:
    """The texts of `parts` one after the other, known as far as they are."""
    flat: list[Held] = []
    for part in parts:
        for item in part.parts if isinstance(part, Mixed) else (part,):
            text = shown(item)
            if text is None:
                flat.append(item)
            elif flat and isinstance(last := flat[-1], Const) and isinstance(last.value, str):
                flat[-1] = Const(last.value + text)
            else:
                flat.append(Const(text))
    if sum(len(item.value) for item in flat if isinstance(item, Const) and isinstance(item.value, str)) > MOST_FOLDED:
        return UNKNOWN
    return flat[0] if len(flat) == 1 else Mixed(tuple(flat)) if flat else Const("")


def text_of(held: Held) -> str | None:
    """The text that a value is (not: would be turned into); None where it is none, or not known."""
    if isinstance(held, Const):
        if isinstance(held.value, str):
            return held.value
        if isinstance(held.value, bytes):
            try:
                return held.value.decode("utf-8")
            except UnicodeDecodeError:
                return None
    if isinstance(held, Instance) and held.name in ("URL", "String", "Buffer") and held.args:
        return text_of(held.args[0])
    return None


def shown(held: Held) -> str | None:
    """What `String(value)` gives; None where it is not known."""
    match held:
        case Const(value=bool() as flag):
            return "true" if flag else "false"
        case Const(value=None):
            return "null"
        case Const(value=Undefined()):
            return "undefined"
        case Const(value=int() | float() as number):
            return number_text(number)
        case Array(items=items, exact=True):
            texts = ["" if isinstance(i, Const) and i.value in (None, UNDEFINED) else shown(i) for i in items]
            return ",".join(t for t in texts if t is not None) if None not in texts else None
        case Function(node=node) | Class(node=node):
            return node.text
        case Obj(items=items, rest=[]) if not {"toString", "valueOf"} & set(items) and held.made_by is None:
            return "[object Object]" if not any(name.startswith("@@") for name in items) else None
        case Method(base=Const() | Array(), name=name):
            return f"function {name}() {{ [native code] }}"
        case Ref(name=name) if name in BUILTIN_CLASSES:
            return f"function {name}() {{ [native code] }}"
        case _:
            return text_of(held)


BUILTIN_CLASSES = frozenset({"Array", "String", "Number", "Boolean", "Object", "Function", "RegExp", "Date", "Promise"})


def number_text(number: int | float) -> str | None:
    if isinstance(number, int):
        if abs(number) < 10**21:
            return str(number)
        return None
    if math.isnan(number):
        return "NaN"
    if math.isinf(number):
        return "Infinity" if number > 0 else "-Infinity"
    if number.is_integer() and abs(number) < 1e21:
        return str(int(number))
    return repr(number) if 1e-4 <= abs(number) < 1e16 else None


def truth(held: Held) -> bool | None:
    """What `Boolean(value)` gives; None where it is not known."""
    match held:
        case Const(value=Undefined()):
            return False
        case Const(value=bytes()):
            return True
        case Const(value=float() as number) if math.isnan(number):
            return False
        case Const(value=value):
            return bool(value)
        case Ref(name=name) if name.startswith(("process.argv", "process.env.", "globalThis.")):
            return None  # it may be there or not
        case Ref() | Function() | Class() | Array() | Obj() | Bound() | Method(base=Const() | Array()):
            return True
        case _:
            return None


def parts_of(held: Held) -> Iterator[Held]:
    """The value and what it holds, one level of containers deep and all of texts and choices."""
    yield held
    match held:
        case Mixed(parts=parts) | Choice(values=parts):
            for part in parts:
                yield from parts_of(part)
        case Array(items=items):
            yield from items
        case Obj(items=named, rest=rest, above=above):
            yield from (*named.values(), *rest, *above)
        case Bound(callee=callee, args=args):
            yield from (callee, *args)
        case Instance(args=args):
            yield from args
        case Method(base=base):
            yield base
        case _:
            pass


def network_of(held: Held) -> int | None:
    """The network effect whose content, or connection, is in a value."""
    for part in parts_of(held):
        if isinstance(part, Download):
            return part.network
        if isinstance(part, Instance) and part.networks:
            return part.networks[0]
    return None


def option(options: Held | None, name: str) -> Held | None:
    """A named option of an options object; unknown where the object is."""
    if isinstance(options, Obj):
        held = options.items.get(name)
        return held if held is not None or not options.rest else UNKNOWN
    return None


def fact(held: Held) -> f.Value:
    """An abstract value as the facts have it."""
    match held:
        case Const(value=bytes() as data):
            return f.Literal(text=data[:1024].decode("utf-8", "replace"))
        case Mixed(parts=parts):
            return f.Concat(parts=tuple(p for part in parts if not isinstance(p := fact(part), f.Concat)))
        case Choice(values=values):
            flat = tuple(dict.fromkeys(fact(value) for value in values if value != NOTHING))
            return f.OneOf(values=flat) if len(flat) > 1 else flat[0] if flat else f.Unknown()
        case Anything(why=why):
            return f.Unknown(why=why)
        case Const() | Array() | Instance():
            text = shown(held)
            if text is None:
                return f.Unknown()
            return f.Literal(text=text[:2048].encode("utf-8", "replace").decode())
        case _:
            return f.Unknown()
