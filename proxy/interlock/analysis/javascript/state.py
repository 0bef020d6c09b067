"""The state of an evaluation: frames, loops, budgets, and where in the program it stands."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from interlock.analysis import embedded
from interlock.analysis.builder import FactsBuilder
from interlock.analysis.javascript.effects import Effects
from interlock.analysis.javascript.knowledge import EXPORTS
from interlock.analysis.javascript.syntax import Node, identifier, unescaped
from interlock.analysis.javascript.values import (
    Array,
    Class,
    Const,
    Function,
    Held,
    Instance,
    Obj,
    Ref,
    Scope,
)
from interlock.model import facts as f

if TYPE_CHECKING:
    from interlock.analysis.javascript.calls import Calls
    from interlock.analysis.javascript.members import Members


MOST_CALL_DEPTH = 24
MOST_SAME_FUNCTION = 2
MOST_UNROLLED = 2_000
MOST_PRECISE_STEPS = 8_000
"""Past these, loops are no longer followed turn by turn, nor functions for each of many calls."""
MOST_PRECISE_ENTRIES = 24
MOST_YIELDED = 256
MOST_ENTRIES_KEPT = 4


@dataclass(slots=True)
class Frame:
    """One call that is being followed."""

    node: Node
    level: int
    this: Held | None
    args: Array
    scope: Scope
    owner: Held | None = None
    """The class or object that the method stands in, for `super`."""
    returns: list[Held] = field(default_factory=list)
    yields: list[Held] = field(default_factory=list)
    done: bool = False
    vague: bool = False
    """Whether and how often it yields is not known."""


@dataclass(slots=True)
class Loop:
    """One loop (or switch) whose turns are followed one by one."""

    level: int
    jump: str | None = None
    vague: bool = False


class State:
    """Where the evaluation of one action's JavaScript stands; what the floors above it share."""

    members: Members
    calls: Calls

    def __init__(self, builder: FactsBuilder, unit: int, around: embedded.Surroundings) -> None:
        self.builder = builder
        self.around = around
        self.effects = Effects(builder, around)
        self.top = Scope(function=True, this=Ref("globalThis"))
        self.root: Node | None = None
        self.recalled = False
        """This evaluates what earlier cells defined."""
        self.remembered: frozenset[str] = frozenset()
        self.forgotten: frozenset[str] = frozenset()
        self.level = 0
        self.dead = 0
        self.unrolled = 0
        self.frames: list[Frame] = []
        self.loops: list[Loop] = []
        self.functions: list[Function] = []
        self.entered: dict[int, list[tuple[Function, list[Held], Held | None]]] = {}
        self.returned: dict[int, Held] = {}
        self.entries: dict[int, int] = {}
        self.thrown: list[Held] = []
        self.tries: list[list[tuple[Scope, str, Held]]] = []
        """What was assigned since the `try` that is being followed: scope, name, value."""
        self.bytes_changed = False
        """Data was changed in place: what a name for bytes holds is no longer known."""
        self.deferred: dict[tuple[int, int], tuple[Function, list[Held], Held | None]] = {}
        """Callbacks, which may run when everything else has."""
        self.pending: frozenset[tuple[int, int]] = frozenset()
        """Those of them that earlier cells left."""
        self.dead_seen: set[int] = set()

    @property
    def precise(self) -> bool:
        """Whether there is time left to follow what may run often."""
        return self.effects.steps < MOST_PRECISE_STEPS

    def tick(self, node: Node) -> None:
        if not node.source.recalled:
            self.effects.site = node
        self.effects.tick(node)

    def stopped(self) -> bool:
        return bool(self.frames and self.frames[-1].done) or bool(self.loops and self.loops[-1].jump)

    @contextmanager
    def within(self, context: f.Context):  # type: ignore[no-untyped-def]  # contextmanager states it
        effects = self.effects
        outer = effects.context, effects.certainty
        effects.context = effects.context if context in effects.context else (*effects.context, context)
        effects.certainty = "possible"
        self.level += 1
        try:
            yield
        finally:
            self.level -= 1
            effects.context, effects.certainty = outer

    def items_of(self, held: Held) -> list[Held] | None:
        """What iterating gives, where it is known."""
        if isinstance(held, Array) and held.exact:
            return list(held.items)
        if isinstance(held, Const) and isinstance(held.value, str):
            return [Const(char) for char in held.value]
        if isinstance(held, Const) and isinstance(held.value, bytes):
            return [Const(byte) for byte in held.value]
        if isinstance(held, Instance) and held.name in ("Set", "Map") and held.args:
            items = self.items_of(held.args[0])
            if items is None or held.name == "Map":
                return items
            return [item for at, item in enumerate(items) if not any(item == other for other in items[:at])]
        return None

    def keys_of(self, held: Held) -> list[Held] | None:
        if isinstance(held, Obj) and not held.rest:
            return [Const(key) for key in held.items]
        if isinstance(held, Ref) and held.name in EXPORTS:
            return [Const(key) for key in EXPORTS[held.name]]
        items = self.items_of(held)
        return [Const(str(i)) for i in range(len(items))] if items is not None else None

    def string(self, node: Node) -> str:
        return unescaped(node.text[1:-1])

    def name_of(self, node: Node) -> str:
        return identifier(node.fields["name"].text) if "name" in node.fields else ""

    # --- what the classes above this one fill in ----------------------------------------------------------------------

    def value(self, node: Node, scope: Scope) -> Held:
        raise NotImplementedError

    def statement(self, node: Node, scope: Scope) -> Held | None:
        raise NotImplementedError

    def block(self, nodes: Iterable[Node], scope: Scope) -> Held:
        raise NotImplementedError

    def in_dead(self, nodes: Iterable[Node], scope: Scope) -> None:
        raise NotImplementedError

    def function(self, node: Node, scope: Scope) -> Function:
        raise NotImplementedError

    def class_of(self, node: Node, scope: Scope) -> Class:
        raise NotImplementedError

    def method(self, node: Node, owner: Obj, scope: Scope, this: Held | None = None) -> None:
        raise NotImplementedError

    def enter(self, function: Function, args: list[Held], this: Held | None, context: f.Context | None = None) -> Held:
        raise NotImplementedError
