"""What calls do, by qualified name: `apis.toml`, read once."""

from __future__ import annotations

import functools
import tomllib
from pathlib import Path

import msgspec

from interlock.model.facts import CallCategory


class Group(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One table of the file."""

    names: tuple[str, ...]
    category: CallCategory


class Api(msgspec.Struct, frozen=True):
    """One call."""

    effect: str
    category: CallCategory


@functools.cache
def table() -> dict[str, Api]:
    raw = tomllib.loads(Path(__file__).with_name("apis.toml").read_text(encoding="utf-8"))
    groups = msgspec.convert(raw, dict[str, Group])
    return {name: Api(effect, group.category) for effect, group in groups.items() for name in group.names}


def api(name: str) -> Api | None:
    return table().get(name)


@functools.cache
def modules() -> frozenset[str]:
    """Every module and class that some entry lies in."""
    return frozenset(".".join(name.split(".")[:n]) for name in table() for n in range(1, name.count(".") + 1))
