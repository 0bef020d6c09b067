"""The tables in force: those that come with Interlock, and those of the organisation before them."""

from __future__ import annotations

import functools
import hashlib
import tomllib
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

import msgspec

from interlock.analysis.knowledge.program import Program
from interlock.errors import ConfigError
from interlock.model.facts import EnvironmentDanger

_HERE = Path(__file__).parent
_NO_PROGRAMS = ("variables.toml", "popular.toml")
_LISTS = ("long_args", "long_flags", "long_optional")
_LETTERS = ("short_args", "short_flags", "short_optional")
_MAPS = ("alias", "options", "settings")


class Variable(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What setting an environment variable means to programs that heed it."""

    danger: EnvironmentDanger | None = None
    means: str = ""
    """As of an option's argument; empty where the value names no program or file by itself."""
    names: tuple[str, ...] = ()


Tables = dict[str, Program]
RawApis = dict[str, dict[str, Any]]
"""Tables of APIs of one language as they stand in a file, by module."""


class Added(msgspec.Struct, frozen=True):
    """What the files of an organisation hold."""

    programs: Tables = {}
    apis: dict[str, RawApis] = {}
    """By language."""


_added: Tables = {}
_added_apis: dict[str, RawApis] = {}
_revision = ""


def program(basename: str) -> Program | None:
    """What is known of a program; None for one that is in no table."""
    return _find(basename) or _find(_versionless(basename))


def known_names() -> frozenset[str]:
    return frozenset(shipped()) | frozenset(_added)


def revision() -> str:
    """Digest of the added tables; empty where there are none."""
    return _revision


def use(tables: bytes) -> None:
    """Put tables (from `read`) before the shipped ones. Called once, before the first analysis of a process."""
    global _revision
    added = msgspec.msgpack.decode(tables, type=Added) if tables else Added()
    _added.clear()
    _added.update(added.programs)
    _added_apis.clear()
    _added_apis.update(added.apis)
    _revision = hashlib.sha256(tables).hexdigest() if tables else ""


def read(paths: Iterable[Path]) -> bytes:
    """The tables of these files, later ones before earlier ones, as bytes for `use`. Raises `ConfigError`."""
    programs: Tables = {}
    apis: dict[str, RawApis] = {}
    for path in paths:
        programs.update(load(path))
        for language, modules in load_apis(path).items():
            known = apis.setdefault(language, {})
            for module, entries in modules.items():
                known[module] = {**known.get(module, {}), **entries}
    return msgspec.msgpack.encode(Added(programs, apis)) if programs or apis else b""


def added_apis(language: str) -> RawApis:
    """APIs of a language that the organisation's files add."""
    return _added_apis.get(language, {})


def _readers() -> dict[str, Callable[[object], object]]:
    """What reads the entries of each language; they read their own tables from here."""
    from interlock.analysis.abstract import apis as abstract
    from interlock.analysis.javascript import knowledge as javascript
    from interlock.analysis.python import knowledge as python

    return {
        "python": python.entries_of,
        "javascript": javascript.entries_of,
        "r": abstract.entries_of,
        "java": abstract.entries_of,
    }


def load_apis(path: Path) -> dict[str, RawApis]:
    """The tables below `apis` of a file, by language and module. Raises `ConfigError` that names the cause."""
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8")).get("apis", {})
        readers = _readers() if raw else {}
        for language, modules in raw.items():
            if language not in readers:
                raise ValueError(f"`apis.{language}`: no such language; there are {', '.join(readers)}")
            readers[language](modules)
    except (
        OSError,
        UnicodeDecodeError,
        tomllib.TOMLDecodeError,
        msgspec.ValidationError,
        ValueError,
        AttributeError,
    ) as error:
        raise ConfigError(
            f"knowledge table `{path}`: {error}",
            "the form of entries is described in analysis/knowledge/README.md, Own tables",
        ) from error
    return dict(raw)


@functools.cache
def shipped() -> Tables:
    """All entries that come with Interlock, by program name."""
    found: Tables = {}
    for path in files():
        found.update(load(path))
    return found


@functools.cache
def variables() -> Mapping[str, Variable]:
    """Environment variables that name programs or files, by name."""
    raw = tomllib.loads((_HERE / "variables.toml").read_text(encoding="utf-8"))
    entries = msgspec.convert(raw, dict[str, Variable])
    return {name: entry for first, entry in entries.items() for name in (first, *entry.names)}


def files() -> list[Path]:
    return sorted(path for path in _HERE.glob("*.toml") if path.name not in _NO_PROGRAMS)


def load(path: Path) -> Tables:
    """The entries of one file, by program name and further names. Raises `ConfigError` that names the cause."""
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
        entries = {name: msgspec.convert(_inherited(entry), Program) for name, entry in raw.items() if name != "apis"}
        found: Tables = {}
        for first, entry in entries.items():
            _check(first, entry)
            for name in (first, *entry.names):
                if name in found:
                    raise ValueError(f"`{name}` stands in two entries")
                found[name] = entry
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, msgspec.ValidationError, ValueError) as error:
        raise ConfigError(
            f"knowledge table `{path}`: {error}", "the format is described in analysis/knowledge/README.md"
        ) from error
    return found


def _find(name: str) -> Program | None:
    return _added.get(name) or shipped().get(name)


def _inherited(raw: object) -> dict[str, Any]:
    """An entry whose sub-commands know the options of what they stand behind. Raises `ValueError`."""
    if not isinstance(raw, dict):
        raise ValueError("an entry is a table")
    entry = dict(raw)
    subs: dict[str, Any] = {}
    for name, below in entry.get("sub", {}).items():
        if not isinstance(below, dict):
            raise ValueError(f"`sub.{name}` is no table")
        sub = dict(below)
        own = "".join(str(sub.get(key, "")) for key in _LETTERS)
        for key in _LETTERS:
            sub[key] = sub.get(key, "") + "".join(c for c in entry.get(key, "") if c not in own)
        for key in _LISTS:
            sub[key] = [*sub.get(key, ()), *entry.get(key, ())]
        for key in _MAPS:
            inherited = entry.get(key, {})
            if key == "alias":
                inherited = {k: v for k, v in inherited.items() if k not in own}
            sub[key] = {**inherited, **sub.get(key, {})}
        sub.setdefault("style", entry.get("style", "gnu"))
        sub.setdefault("manager", entry.get("manager", ""))
        sub = _inherited(sub)
        for verb in (name, *sub.get("names", ())):
            subs[verb] = sub
    if subs:
        entry["sub"] = subs
    return entry


def _check(name: str, entry: Program) -> None:
    """Raises `ValueError` for meanings that are no words of the vocabulary."""
    from interlock.analysis.knowledge.vocabulary import unknown_words

    if wrong := unknown_words(entry):
        raise ValueError(f"`{name}`: unknown meaning `{wrong[0]}`")


def _versionless(name: str) -> str:
    """`python3.11` → `python3`, `gcc-12` → `gcc`, `clang++-15` → `clang++`."""
    if name.startswith(("python3", "pip3")):
        return name[:7] if name.startswith("python3") else "pip3"
    return name.rstrip("0123456789.-") or name


# Before the first analysis, so that workers are forked with all of it: reading takes longer than many analyses.
shipped()
variables()
