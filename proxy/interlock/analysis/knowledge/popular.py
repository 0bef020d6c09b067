"""Names of packages that are almost those of popular ones (`popular.toml`).

Why a fact, not a rule's own work: Rego has no edit distance, and a table of every misspelling would be a hundred times
the list. Here a name is looked up by itself and by itself less one character, whatever the length of the list.
"""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import msgspec

_SHORTEST = 5
"""Characters of a popular name that is worth imitating; among shorter ones, every name is close to many."""
_LONGEST = 64

ECOSYSTEMS = {
    **dict.fromkeys(("pip", "poetry", "pdm", "pipenv", "rye", "hatch"), "pypi"),
    **dict.fromkeys(("npm", "cnpm", "pnpm", "yarn", "bun", "deno"), "npm"),
    **dict.fromkeys(("conda", "mamba", "micromamba"), "pypi"),
    "gem": "gem",
    "cargo": "crates",
}
"""The index whose names a manager's packages have. Those of conda are mostly those of PyPI."""

_DOUBLES = str.maketrans({"0": "o", "1": "l", "I": "l", "|": "l", "5": "s"})
"""Characters that look like others."""


class _Listed(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    names: str
    others: str = ""


class _Names:
    """The popular names of one ecosystem, by all that a lookup may find them under."""

    def __init__(self, listed: _Listed) -> None:
        self.known = frozenset(normal(name) for name in (*listed.names.split(), *listed.others.split()))
        self.by_part: dict[str, list[str]] = {}
        self.by_look: dict[str, str] = {}
        for name in listed.names.split():
            plain = normal(name)
            if len(plain) >= _SHORTEST:
                self.by_look.setdefault(_look(plain), name)
                for part in _parts(plain):
                    self.by_part.setdefault(part, []).append(name)


def near(manager: str, name: str) -> str | None:
    """The popular name that `name` is one edit away from, or looks like; None where it is that name, or no such."""
    names = _listed().get(ECOSYSTEMS.get(manager, ""))
    plain = normal(name)
    if names is None or plain in names.known or not _SHORTEST - 1 <= len(plain) <= _LONGEST:
        return None
    if (alike := names.by_look.get(_look(name.replace("_", "-")))) is not None:
        return alike
    found = (popular for part in _parts(plain) for popular in names.by_part.get(part, ()))
    return next((popular for popular in found if _one_edit(plain, normal(popular))), None)


def normal(name: str) -> str:
    """As PyPI compares names (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()


def _look(name: str) -> str:
    return name.translate(_DOUBLES).lower().replace("rn", "m").replace("vv", "w").replace("-", "").replace(".", "")


def _parts(name: str) -> Iterator[str]:
    """The name, and the name less each of its characters; names that are one edit apart share one of them."""
    yield name
    yield from dict.fromkeys(name[:i] + name[i + 1 :] for i in range(len(name)))


def _one_edit(a: str, b: str) -> bool:
    """One character too many, too few, another, or two swapped."""
    begin = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    rest, other = a[begin:], b[begin:]
    swapped = rest[:2] == other[1::-1] and rest[2:] == other[2:]
    return rest[1:] == other or rest == other[1:] or rest[1:] == other[1:] or swapped


@functools.cache
def _listed() -> dict[str, _Names]:
    raw = tomllib.loads(Path(__file__).with_name("popular.toml").read_text(encoding="utf-8"))
    return {ecosystem: _Names(listed) for ecosystem, listed in msgspec.convert(raw, dict[str, _Listed]).items()}
