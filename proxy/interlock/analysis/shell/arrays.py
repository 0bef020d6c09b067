"""Arrays of the shell (bash manual, 6.7): sparse by number, or by name."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Mapping

from interlock.analysis.shell.values import EMPTY, one_of
from interlock.model.facts import Unknown, Value

_NUMBER = re.compile(r"-?[0-9]{1,18}")
_MOST_LOOSE = 16
"""Values at keys that are not known, before they may be any."""


class Array:
    """Elements by key; the keys of an indexed array are numbers in decimal."""

    __slots__ = ("_count", "_held", "_next", "associative", "loose")

    def __init__(
        self, values: Mapping[str, Value] | None = None, associative: bool = False, loose: Iterable[Value] = ()
    ) -> None:
        self._held: dict[str, Value] = dict(values or {})
        """Shared with copies, and only ever added to: the first `_count` are the elements of this one."""
        self._count = len(self._held)
        self._next: int | None = None
        self.associative = associative
        self.loose = _few(loose)
        """Values that were set at some key that is not known: any element may be one of them."""

    @property
    def values(self) -> Mapping[str, Value]:
        return self._elements()

    def _elements(self) -> dict[str, Value]:
        if self._count != len(self._held):
            self._held = dict(itertools.islice(self._held.items(), self._count))
        return self._held

    def copy(self) -> Array:
        other = Array(None, self.associative, self.loose)
        other._held, other._count, other._next = self._held, self._count, self._next
        return other

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Array):
            return NotImplemented
        same = self._held is other._held and self._count == other._count
        return (
            self.associative == other.associative
            and self.loose == other.loose
            and (same or self.values == other.values)
        )

    __hash__ = None  # type: ignore[assignment]  # elements are set

    def set(self, key: str | None, value: Value) -> None:
        """`key` as the subscript came out; None where it is not known."""
        place = self.place(key)
        if place is None:
            self.loose.append(value)
            return
        held = self._elements()
        if place in held:
            held = self._held = dict(held)
        held[place] = value
        self._count = len(held)
        if self._next is not None and _NUMBER.fullmatch(place):
            self._next = max(self._next, int(place) + 1)

    def get(self, key: str | None) -> Value:
        place = self.place(key)
        if place is None:
            return one_of([*self.values.values(), *self.loose, EMPTY])
        found = self.values.get(place, EMPTY)
        return one_of([found, *self.loose]) if self.loose else found

    def unset(self, key: str) -> None:
        if key in ("@", "*"):
            self._held, self._count, self._next = {}, 0, None
            self.loose.clear()
        elif (place := self.place(key)) is not None:
            self._held = {name: value for name, value in self.values.items() if name != place}
            self._count, self._next = len(self._held), None
        else:
            self.loose.append(EMPTY)

    def place(self, key: str | None) -> str | None:
        """The key in `values`: numbers in one spelling, those below zero from the end."""
        if key is None or self.associative:
            return key
        if not _NUMBER.fullmatch(key):
            return None
        number = int(key)
        if number < 0:
            number += self.next
        return str(number) if number >= 0 else None

    @property
    def next(self) -> int:
        """Where an element without a key goes."""
        if self._next is None:
            self._next = max((int(key) for key in self.values if _NUMBER.fullmatch(key)), default=-1) + 1
        return self._next

    def keys(self) -> list[str] | None:
        """In order; None where that is not known."""
        if self.loose or (self.associative and len(self.values) > 1):
            return None
        if self.associative or not all(map(_NUMBER.fullmatch, self.values)):
            return list(self.values)
        return sorted(self.values, key=int)

    def all(self) -> list[Value]:
        """In order; each may be any where that is not known. One unknown stands for an unknown number of elements."""
        if self.loose:
            return [Unknown(why="elements")]
        keys = self.keys()
        if keys is None:
            return [one_of(self.values.values())] * len(self.values)
        return [self.values[key] for key in keys]


def _few(loose: Iterable[Value]) -> list[Value]:
    distinct = list(dict.fromkeys(loose))
    return distinct if len(distinct) <= _MOST_LOOSE else [Unknown(why="elements")]
