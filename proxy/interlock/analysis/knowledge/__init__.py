"""What programs do with their arguments: declarative tables, one file for each family, read once.

An entry, all of it optional:

    short_args = "ot"                   # short options that take an argument
    # of a wrapper: the other short options it has (any other is unknown, hence opaque)
    short_flags = "rf"
    long_args = ["output"]              # long options that take an argument as the next word
    long_flags = ["recursive"]          # of a wrapper: its other long options
    alias = { r = "recursive" }         # short option → long name, the one under which facts list it
    operands = "read... write"          # meaning of operands, see below
    options = { output = "write" }      # meaning of an option's argument
    recursive = ["recursive"]           # options that make file effects recursive
    wraps = 0                           # a wrapper: so many operands, then a command
    interprets = "python"               # an interpreter of that language
    code_options = ["c"]                # options whose argument is its program text
    stdin = "code"                      # without operands it runs standard input
    # `-name value` (find, java): one dash, whole words; "posix": stop at the first operand
    style = "single"
    network = "connect"                 # operation, for operands that mean `host` or `url`
    privilege = "become_user"
    process = "shutdown"

`operands` is a list of meanings for the operands in order. `x...` takes any number; a meaning behind it is for the
last operands.
Meanings: read, write, append, create, delete, list, execute, link, move, mount, chmod, chown, extract (paths); url,
host, package,
code (program text), signal, ignore.
"""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Iterable
from pathlib import Path

import msgspec

from interlock.errors import ConfigError
from interlock.model.facts import Language


class Program(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One entry; see the module."""

    short_args: str = ""
    short_flags: str = ""
    long_args: tuple[str, ...] = ()
    long_flags: tuple[str, ...] = ()
    alias: dict[str, str] = {}
    operands: str = ""
    options: dict[str, str] = {}
    recursive: tuple[str, ...] = ()
    wraps: int | None = None
    interprets: Language | None = None
    code_options: tuple[str, ...] = ()
    stdin: str = ""
    style: str = "gnu"
    network: str = ""
    privilege: str = ""
    process: str = ""
    package_actions: dict[str, str] = {}
    examples: tuple[str, ...] = ()


@functools.cache
def _table() -> dict[str, Program]:
    found: dict[str, Program] = {}
    for path in sorted(Path(__file__).parent.glob("*.toml")):
        found.update(load(path))
    return found


def load(path: Path) -> dict[str, Program]:
    """The entries of one file, by program name; `names` of an entry are further names. Raises `ConfigError`."""
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
        found: dict[str, Program] = {}
        for name, entry in raw.items():
            names: Iterable[str] = entry.pop("names", ())
            program = msgspec.convert(entry, Program)
            found.update(dict.fromkeys((name, *names), program))
        return found
    except (OSError, tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise ConfigError(f"knowledge table `{path.name}`: {error}", "see the head of knowledge/__init__.py") from error


def program(basename: str) -> Program | None:
    """What is known of a program; None for one that is not in the tables."""
    found = _table().get(basename)
    if found is None:
        found = _table().get(_versionless(basename))
    return found


def known_names() -> frozenset[str]:
    return frozenset(_table())


def _versionless(name: str) -> str:
    """`python3.11` → `python3`, `gcc-12` → `gcc`, `clang++-15` → `clang++`."""
    head = name.rstrip("0123456789.-")
    if name.startswith(("python3", "pip3")):
        return name[:7] if name.startswith("python3") else "pip3"
    return head or name
