"""The tree that readers make of a text. Spans are character offsets into the unit."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Constant(Node):
    value: str | int | float | bool | None


@dataclass(frozen=True, slots=True)
class Name(Node):
    id: str


@dataclass(frozen=True, slots=True)
class Member(Node):
    base: Node
    name: str


@dataclass(frozen=True, slots=True)
class Item(Node):
    base: Node
    index: Node | None


@dataclass(frozen=True, slots=True)
class Argument:
    value: Node | None
    name: str | None = None


@dataclass(frozen=True, slots=True)
class Call(Node):
    callee: Node
    args: tuple[Argument, ...]


@dataclass(frozen=True, slots=True)
class New(Node):
    """An object of a class, perhaps with members of its own."""

    type: str
    args: tuple[Argument, ...]
    body: Class | None = None


@dataclass(frozen=True, slots=True)
class Vector(Node):
    items: tuple[Node, ...]
    type: str = ""


@dataclass(frozen=True, slots=True)
class Assign(Node):
    """`type`: the declared one; `outer`: the name is sought in the scopes around first; `operator`: of `x += 1`."""

    target: Node
    value: Node | None
    type: str = ""
    outer: bool = False
    operator: str = ""


@dataclass(frozen=True, slots=True)
class Parameter:
    name: str
    type: str = ""
    default: Node | None = None
    rest: bool = False


@dataclass(frozen=True, slots=True)
class Function(Node):
    parameters: tuple[Parameter, ...]
    body: Node | None
    name: str = ""
    static: bool = False


@dataclass(frozen=True, slots=True)
class Class(Node):
    name: str
    bases: tuple[str, ...]
    members: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Block(Node):
    items: tuple[Node, ...]
    scoped: bool = False
    pure: bool = False
    """An expression whose parts are evaluated for what they do; its value is not known."""


@dataclass(frozen=True, slots=True)
class Branches(Node):
    """One of these runs; `exhaustive`: certainly one."""

    test: Node | None
    branches: tuple[Node, ...]
    exhaustive: bool


@dataclass(frozen=True, slots=True)
class Loop(Node):
    """`item`: the name that takes the values of `source`, one after the other."""

    item: str
    source: Node | None
    body: Node
    type: str = ""


@dataclass(frozen=True, slots=True)
class Return(Node):
    value: Node | None


@dataclass(frozen=True, slots=True)
class Binary(Node):
    operator: str
    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class Unary(Node):
    operator: str
    value: Node


@dataclass(frozen=True, slots=True)
class Cast(Node):
    type: str
    value: Node


@dataclass(frozen=True, slots=True)
class Unread(Node):
    """What the reader does not know."""

    detail: str


@dataclass(frozen=True, slots=True)
class Jump(Node):
    """Leaves a loop, or what is left of its body."""


def jumps(node: object) -> bool:
    """Whether something in a body leaves it early; functions inside are not entered."""
    todo = [node]
    while todo:
        one = todo.pop()
        if isinstance(one, Jump | Return):
            return True
        if isinstance(one, tuple):
            todo.extend(one)
        elif isinstance(one, Node | Argument) and not isinstance(one, Function | Class):
            todo.extend(getattr(one, name) for name in one.__dataclass_fields__)
    return False
