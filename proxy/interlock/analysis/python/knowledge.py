"""What calls do, by qualified name: the tables in `apis/`, read once.

An entry stands under its module and says what the call does and which argument means what:

    [shutil]
    move = "move 0:src 1:dst"

The first word is the effect (`EFFECTS`), the others are the arguments it needs, as `position:keyword` (counted from
0, the owner
of a method not included), `keyword` alone, `self` (what the owner was made of), or `@host` for a service with an
address of its own
(`@*.example.com`: any host below). Where the form is not regular, a table holds the same text in `does`, an
`example` that tests run,
and a `category` other than the effect's own. The module `*` holds methods whose name tells what they do whoever owns
them.
"""

from __future__ import annotations

import functools
import tomllib
from pathlib import Path

import msgspec

from interlock.analysis.knowledge import tables
from interlock.model.facts import CallCategory

EFFECTS: dict[str, CallCategory] = {
    # process
    "shell": "process",  # text for /bin/sh
    "argv": "process",  # a list of words, or a text for a shell where `shell=True`
    "program": "process",  # an executable, and the list of its words
    "words": "process",  # an executable, and its words as further arguments
    "fork": "process",
    "asks_system": "other",  # what the library itself asks `uname`
    "signal": "process",
    "setuid": "process",
    "privilege": "process",
    "limit": "process",
    "browser": "process",
    "remote": "network",  # text for a shell on another machine
    # code
    "code": "code",  # Python text
    "cell": "code",  # the text of an IPython cell
    "foreign": "code",  # text in another language
    "template": "code",  # a template that may hold expressions
    "run_file": "code",
    "load_source": "code",
    "load_archive": "code",
    "interactive": "code",
    "magic": "code",
    "alias": "code",
    "transform": "code",
    "module": "introspection",
    "hook": "introspection",
    "native": "native",
    "deserialise": "deserialise",  # data, or an open file
    "deserialise_file": "deserialise",  # a path
    # files
    "standard": "process",  # a descriptor takes the place of another
    "examples": "code",  # docstrings run
    "open": "file",
    "os_open": "file",
    "read": "file",
    "write": "file",
    "append": "file",
    "create": "file",
    "delete": "file",
    "tree": "file",  # a recursive delete
    "list": "file",
    "move": "file",
    "copy": "file",
    "link": "file",
    "chmod": "file",
    "chown": "file",
    "extract": "file",
    "pack_tree": "file",  # a directory becomes an archive
    "pack": "file",  # a file becomes a member of an archive
    "temporary": "file",
    # network
    "download": "network",
    "upload": "network",
    "request": "network",
    "connect": "network",
    "listen": "network",
    "resolve": "network",
    "service": "network",
    "database": "network",
    "sql": "other",
    "drop": "other",  # a database, a collection, all tables
    "empty": "other",  # all that a key-value store holds
    "delete_matching": "other",  # what a filter finds; all of it where that is empty
    # environment
    "env_set": "environment",
    "env_unset": "environment",
    "env_read": "environment",
    "env_update": "environment",
    "credential": "environment",
    # packages
    "pip": "package",
    "pip_install": "package",
    "memory_map": "other",  # memory; native code where its protection lets it run
    "nothing": "other",
}
"""Every effect, and the category of its calls."""


class Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The long form of an entry."""

    does: str
    example: str = ""
    category: CallCategory | None = None


class Argument(msgspec.Struct, frozen=True):
    """Where one argument stands."""

    position: int | None
    keyword: str
    owner: bool = False


class Api(msgspec.Struct, frozen=True):
    """One call."""

    name: str
    effect: str
    category: CallCategory
    arguments: tuple[Argument, ...]
    host: str = ""
    example: str = ""


class Table(msgspec.Struct, frozen=True):
    """All that is known."""

    apis: dict[str, Api]
    modules: frozenset[str]
    """Every module and class that some entry lies in."""


def parse(text: str) -> dict[str, Api]:
    """The entries of one table file. Raises `ValueError` for one that does not follow the form."""
    return entries_of(tomllib.loads(text))


def entries_of(raw: object) -> dict[str, Api]:
    """The entries of tables by module. Raises `ValueError` for one that does not follow the form."""
    modules = msgspec.convert(raw, dict[str, dict[str, str | Entry]])
    found: dict[str, Api] = {}
    for module, entries in modules.items():
        for tail, given in entries.items():
            entry = Entry(does=given) if isinstance(given, str) else given
            effect, *words = entry.does.split()
            if effect not in EFFECTS:
                raise ValueError(f"`{module}.{tail}`: unknown effect `{effect}`")
            # Builtins are called by their bare names.
            name = tail if module == "builtins" else f"{module}.{tail}"
            found[name] = Api(
                name=name,
                effect=effect,
                category=entry.category or EFFECTS[effect],
                arguments=tuple(_argument(word) for word in words if not word.startswith("@")),
                host=next((word[1:] for word in words if word.startswith("@")), ""),
                example=entry.example,
            )
    return found


def _argument(word: str) -> Argument:
    position, colon, keyword = word.partition(":")
    if word == "self":
        return Argument(None, "", owner=True)
    return Argument(int(position), keyword) if colon else Argument(None, word)


def known() -> Table:
    """All entries: those that come with Interlock, and those of the organisation before them."""
    return _known(tables.revision())


@functools.lru_cache(maxsize=2)
def _known(_revision: str) -> Table:
    apis: dict[str, Api] = {}
    for file in sorted(Path(__file__).with_name("apis").glob("*.toml")):
        apis.update(parse(file.read_text(encoding="utf-8")))
    apis.update(entries_of(tables.added_apis("python")))
    return _table(apis)


def _table(apis: dict[str, Api]) -> Table:
    return Table(apis, frozenset(".".join(name.split(".")[:n]) for name in apis for n in range(1, name.count(".") + 1)))


def api(name: str) -> Api | None:
    return known().apis.get(name)


def method_of_any(attribute: str) -> Api | None:
    """A method that is known by its own name alone."""
    return known().apis.get(f"*.{attribute}")


def modules() -> frozenset[str]:
    return known().modules
