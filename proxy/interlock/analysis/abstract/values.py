"""What a name may hold."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from interlock.analysis.abstract import tree as t

Value = Any
"""One of the classes below."""


@dataclass(frozen=True, slots=True)
class Const:
    value: str | int | float | bool | None


@dataclass(frozen=True, slots=True)
class Mixed:
    """A text whose parts follow each other; some are not known."""

    parts: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Ref:
    """A function or a class by its qualified name."""

    name: str


@dataclass(frozen=True, slots=True)
class Unknown:
    why: str = ""
    parameter: bool = False
    """A parameter of a function that nothing here calls: its calls will tell."""


@dataclass(frozen=True, slots=True)
class Download:
    """Content that a network effect brings."""

    network: int


@dataclass(eq=False, slots=True)
class Scope:
    names: dict[str, Value] = field(default_factory=dict)
    parent: Scope | None = None
    types: dict[str, str] = field(default_factory=dict)

    def holder(self, name: str) -> Scope | None:
        scope: Scope | None = self
        while scope is not None and name not in scope.names:
            scope = scope.parent
        return scope

    def get(self, name: str) -> Value | None:
        holder = self.holder(name)
        return holder.names[name] if holder else None


@dataclass(eq=False, slots=True)
class Items:
    """An array, a list, a text that is being built. Shared by all names that hold it, and changed in place."""

    values: list[Value]
    depth: int = 0
    """How many branches and loops stood around it when it was made: a change in more of them may not happen."""
    exact: bool = True
    names: list[str] = field(default_factory=list)
    type: str = ""


@dataclass(eq=False, slots=True)
class Instance:
    """What a known call gives back."""

    type: str
    args: tuple[Value, ...] = ()


@dataclass(eq=False, slots=True)
class Closure:
    function: t.Function
    scope: Scope
    owner: Value | None = None


@dataclass(eq=False, slots=True)
class ClassOf:
    """A class that the text defines."""

    node: t.Class
    scope: Scope
    entered: bool = False


@dataclass(eq=False, slots=True)
class Object:
    """An object of such a class."""

    of: ClassOf
    scope: Scope


@dataclass(eq=False, slots=True)
class Method:
    """A member of a value, not yet called."""

    owner: Value
    name: str


@dataclass(eq=False, slots=True)
class Quoted:
    """An expression that is data until something evaluates it."""

    node: t.Node
    scope: Scope


UNKNOWN = Unknown()


def text_of(held: Value) -> str | None:
    match held:
        case Const(value=bool() as truth):
            return "true" if truth else "false"
        case Const(value=None):
            return None
        case Const(value=value):
            return str(value)
        case Items(values=[one], exact=True):
            return text_of(one)
        case _:
            return None


def mixed(parts: list[Value]) -> Value:
    """One text after the other, as far as known."""
    flat: list[Value] = []
    for part in parts:
        for piece in part.parts if isinstance(part, Mixed) else (part,):
            text = text_of(piece)
            if text is not None and flat and isinstance(flat[-1], Const):
                flat[-1] = Const(str(flat[-1].value) + text)
            else:
                flat.append(Const(text) if text is not None else piece)
    if not flat:
        return Const("")
    return flat[0] if len(flat) == 1 and isinstance(flat[0], Const) else Mixed(tuple(flat[:256]))


def choice(*values: Value) -> Value:
    flat: list[Value] = []
    for value in values:
        for one in value.values if isinstance(value, Choice) else (value,):
            if one not in flat:
                flat.append(one)
    if len(flat) > 16:
        return UNKNOWN
    return flat[0] if len(flat) == 1 else Choice(tuple(flat)) if flat else UNKNOWN


def alternatives(held: Value) -> tuple[Value, ...]:
    return held.values if isinstance(held, Choice) else (held,)


def download_of(held: Value) -> int | None:
    match held:
        case Download(network=network):
            return network
        case Mixed(parts=parts) | Choice(values=parts):
            return next((n for part in parts if (n := download_of(part)) is not None), None)
        case Items(values=values):
            return next(
                (n for part in values if not isinstance(part, Items) and (n := download_of(part)) is not None), None
            )
        case Instance(args=args):
            return next(
                (n for part in args[:2] if isinstance(part, Download) and (n := download_of(part)) is not None), None
            )
        case _:
            return None
