"""Arrays of the shell (bash manual, 6.7): sparse by number, or by name."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from interlock.analysis.shell.values import EMPTY, one_of
from interlock.model.facts import Unknown, Value

_NUMBER = re.compile(r"-?[0-9]{1,18}")


@dataclass(slots=True)
class Array:
    """Elements by key; the keys of an indexed array are numbers in decimal."""

    values: dict[str, Value] = field(default_factory=dict)
    associative: bool = False
    loose: list[Value] = field(default_factory=list)
    """Values that were set at some key that is not known: any element may be one of them."""

    def copy(self) -> Array:
        return Array(dict(self.values), self.associative, list(self.loose))

    def set(self, key: str | None, value: Value) -> None:
        """`key` as the subscript came out; None where it is not known."""
        place = self.place(key)
        if place is None:
            self.loose.append(value)
        else:
            self.values[place] = value

    def get(self, key: str | None) -> Value:
        place = self.place(key)
        if place is None:
            return one_of([*self.values.values(), *self.loose, EMPTY])
        found = self.values.get(place, EMPTY)
        return one_of([found, *self.loose]) if self.loose else found

    def unset(self, key: str) -> None:
        if key in ("@", "*"):
            self.values.clear()
            self.loose.clear()
        elif (place := self.place(key)) is not None:
            self.values.pop(place, None)
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
        return max((int(key) for key in self.values if _NUMBER.fullmatch(key)), default=-1) + 1

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
