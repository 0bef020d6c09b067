"""Abstract values: what a name may hold, known before anything runs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

MOST_CHOICES = 16


@dataclass(frozen=True, slots=True)
class Const:
    """A constant of a simple type."""

    value: Any


@dataclass(frozen=True, slots=True)
class Ref:
    """Something reached by a qualified name: a module, a function, a class."""

    name: str
    origin: int = field(default=0, compare=False)
    """Identity of the syntax that took it to be used later; 0 where it is called as it stands."""


@dataclass(frozen=True, slots=True)
class Namespace:
    """The dictionary of a module: `vars(os)`, `os.__dict__`; `globals()` has the name ``."""

    name: str


@dataclass(frozen=True, slots=True)
class Instance:
    """What calling `name` gave."""

    name: str
    args: tuple[Any, ...] = ()


@dataclass(frozen=True, slots=True)
class Function:
    """A function, lambda or class that the text defines: its syntax, and the scope that its body sees."""

    node: Any
    scope: Any
    bases: tuple[Any, ...] = ()
    kind: str = ""
    """`property`, `static`, `class` where a decorator says so."""


@dataclass(eq=False, slots=True)
class Object:
    """An instance of a class that the text defines."""

    cls: Function
    attributes: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Partial:
    """A callee with its first arguments."""

    callee: Any
    args: tuple[Any, ...]
    kwargs: tuple[tuple[str, Any], ...] = ()


@dataclass(frozen=True, slots=True)
class Method:
    """A method of a value that is no module and no object of the text's own classes."""

    base: Any
    name: str
    """The attribute."""


@dataclass(eq=False, slots=True)
class Sequence:
    """A list, tuple or set."""

    items: list[Any]
    exact: bool = True
    """False where a branch or a loop may have changed it: there may be more items, or fewer."""
    alike: bool = False
    """However many there are, the one item that is known stands for each: what a listing of a directory gives."""
    returned: Any = None
    """What a generator gives to `yield from` and in `StopIteration`; None where there is nothing to say."""
    maker: tuple[Any, list[Any], dict[str, Any]] | None = None
    """The function and the arguments of a generator, which goes on with what is sent to it."""


@dataclass(eq=False, slots=True)
class Mapping:
    """A dictionary, as far as its keys are constant."""

    items: dict[Any, Any]
    exact: bool = True


@dataclass(frozen=True, slots=True)
class Download:
    """What a network effect brought."""

    network: int


@dataclass(frozen=True, slots=True)
class Mixed:
    """Text of which parts are known."""

    parts: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Globbed:
    """The path of something that a pattern matches."""

    pattern: str


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several, after branches."""

    values: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Walked:
    """Something made from interpreter internals or from powerful functions in a way that is not followed: whatever is
    done with it may be anything."""


@dataclass(frozen=True, slots=True)
class Anything:
    """Only known at run time."""

    why: str = ""
    parameter: bool = False
    """It is the argument of a function that nobody here calls."""


UNKNOWN = Anything()


@dataclass(slots=True)
class Scope:
    """Names of a module, of a class body or of a function call."""

    names: dict[str, Any] = field(default_factory=dict)
    parent: Scope | None = None
    class_body: bool = False

    def get(self, name: str) -> Any:
        """The value, or None for a name that nobody bound."""
        scope: Scope | None = self
        while scope is not None:
            if name in scope.names and (scope is self or not scope.class_body):
                return scope.names[name]
            scope = scope.parent
        return None

    def holder(self, name: str) -> Scope:
        """The enclosing function that binds a name; the module where none does."""
        scope = self.parent or self
        while scope.parent is not None and (scope.class_body or name not in scope.names):
            scope = scope.parent
        return scope

    def module(self) -> Scope:
        scope = self
        while scope.parent is not None:
            scope = scope.parent
        return scope


def text_of(held: Any) -> str | None:
    """The text that a value certainly is, bytes read as UTF-8."""
    match held:
        case Const(value=str() as text):
            return text
        case Const(value=bytes() as data):
            try:
                return data.decode("utf-8")
            except UnicodeDecodeError:
                return None
        case Instance(name="pathlib.Path", args=(inner, *_)):
            return text_of(inner)
        case _:
            return None


def download_of(held: Any, depth: int = 8) -> int | None:
    """The network effect whose content is in a value."""
    parts: Iterable[Any]
    match held:
        case Download(network=network):
            return network
        case Mixed(parts=parts) | Choice(values=parts) | Instance(args=parts):
            pass
        case Sequence(items=parts):
            parts = parts[:64]
        case Method(base=base):
            parts = (base,)
        case _:
            return None
    return next((n for part in parts if depth and (n := download_of(part, depth - 1)) is not None), None)


def mixed(parts: list[Any]) -> Any:
    """The parts, one after the other; adjacent constants are merged."""
    flat: list[Any] = []
    for part in parts:
        for item in part.parts if isinstance(part, Mixed) else (part,):
            last: Any = flat[-1].value if flat and isinstance(flat[-1], Const) else None
            text: Any = item.value if isinstance(item, Const) else None
            if type(text) in (str, bytes) and type(text) is type(last):
                flat[-1] = Const(last + text)
            else:
                flat.append(item)
    if len(flat) == 1:
        return flat[0]
    return Mixed(tuple(flat[:256])) if flat else Const("")


def choice(*values: Any) -> Any:
    """One of the values; more than `MOST_CHOICES` different ones are anything."""
    flat: list[Any] = []
    for value in values:
        for item in value.values if isinstance(value, Choice) else (value,):
            # Past the limit they are only counted: comparing each with all others takes the square of the time.
            if len(flat) > MOST_CHOICES or not any(
                item is other or (type(item) is type(other) and item == other) for other in flat
            ):
                flat.append(item)
    if not flat:
        return UNKNOWN
    if len(flat) > MOST_CHOICES:
        flat = [*flat[: MOST_CHOICES - 1], _lost(flat[MOST_CHOICES - 1 :])]
    return flat[0] if len(flat) == 1 else Choice(tuple(flat))


def _lost(values: list[Any]) -> Any:
    return Walked() if any(isinstance(v, Walked | Ref | Function | Partial) for v in values) else UNKNOWN


def hashable(value: Any) -> bool:
    return isinstance(value, str | bytes | int | float | bool | type(None))


def plain_of(held: Any, depth: int = 6) -> Any:
    """A Python value for a fully constant abstract one. Raises `ValueError`."""
    match held:
        case Const(value=value):
            return value
        case Sequence(items=items, exact=True) if depth:
            return [plain_of(item, depth - 1) for item in items]
        case Mapping(items=pairs, exact=True) if depth:
            return {key: plain_of(value, depth - 1) for key, value in pairs.items()}
        case _:
            raise ValueError


def abstract(value: Any) -> Any:
    """The abstract value of a plain Python one."""
    if isinstance(value, list | tuple):
        return Sequence([abstract(item) for item in value])
    if isinstance(value, dict):
        return Mapping({key: abstract(item) for key, item in value.items()})
    return Const(value)
