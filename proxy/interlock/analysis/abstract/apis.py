"""What known calls do, as data.

An entry stands under its module or class and says what the call does and which argument means what:

    ["java.nio.file.Files"]
    move = "move 0 1"
    newOutputStream = { does = "write 0 -> java.io.OutputStream", example = 'Files.newOutputStream(Path.of("a"))' }

The first word is the effect; the others are its arguments: `0` or `0:name` (a position, and the keyword), `0*` (that
one and all behind it), `self` (the owner), `self0` (what the owner was made of), `=text` (this very text). `-> name`
is what it gives back. The module `*` holds methods whose name tells what they do, whoever owns them. Tests run each
`example`, and look for the effect.
"""

from __future__ import annotations

import tomllib
from pathlib import Path

import msgspec

from interlock.model.facts import CallCategory

EFFECTS: dict[str, CallCategory] = {
    "shell": "process",  # text for /bin/sh
    "quoted_shell": "process",  # a program's name that is quoted, and words that a shell reads
    "words": "process",  # the words of a program, through no shell
    "exec": "process",  # the same; a single text is split at white space
    "start": "process",  # what the owner was set up to start
    "process": "process",
    "signal": "process",
    "code": "code",  # text in the same language
    "foreign": "code",  # a language (`=python`), its text
    "foreign_file": "code",
    "run_file": "code",
    "evaluate": "code",  # an expression that was data
    "opaque": "code",  # what it runs cannot be followed
    "apply": "introspection",  # calls one of its arguments with the others
    "class": "introspection",
    "reflect": "introspection",
    "native": "native",
    "native_file": "native",
    "deserialise": "deserialise",
    "deserialise_file": "deserialise",
    "read": "file",
    "write": "file",
    "append": "file",
    "cat": "file",  # R's: the texts behind the path, one after the other
    "chdir": "file",
    "create": "file",
    "delete": "file",
    "tree": "file",
    "list": "file",
    "move": "file",
    "copy": "file",
    "link": "file",
    "chmod": "file",
    "chown": "file",
    "extract": "file",
    "open": "file",  # a path, and a mode
    "download": "network",
    "upload": "network",
    "connect": "network",
    "listen": "network",
    "resolve": "network",
    "env_set": "environment",
    "env_unset": "environment",
    "env_read": "environment",
    "install": "package",
    "sql": "other",
    "make": "other",  # an object that remembers what it was made of
    "nothing": "other",
}
"""Every effect, and the category of its calls."""


class Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The long form of an entry."""

    does: str
    example: str = ""


class Argument(msgspec.Struct, frozen=True):
    """Where one argument stands."""

    position: int = -1
    keyword: str = ""
    rest: bool = False
    owner: bool = False
    part: int = -1
    """Of what the owner was made of."""
    text: str | None = None


class Api(msgspec.Struct, frozen=True):
    """One call."""

    name: str
    effect: str
    arguments: tuple[Argument, ...]
    gives: str = ""
    example: str = ""


def load(file: Path, added: object) -> dict[str, Api]:
    """The entries of a table, and before them those that an organisation's files add."""
    return entries_of(tomllib.loads(file.read_text(encoding="utf-8"))) | entries_of(added)


def entries_of(raw: object) -> dict[str, Api]:
    """The entries of tables by module. Raises `ValueError` for one that does not follow the form."""
    modules = msgspec.convert(raw, dict[str, dict[str, str | Entry]])
    found: dict[str, Api] = {}
    for module, entries in modules.items():
        for tail, given in entries.items():
            entry = Entry(does=given) if isinstance(given, str) else given
            does, _, gives = entry.does.partition(" -> ")
            effect, *words = does.split()
            name = f"{module}.{tail}" if module else tail
            if effect not in EFFECTS:
                raise ValueError(f"`{name}`: unknown effect `{effect}`")
            found[name] = Api(name, effect, tuple(map(_argument, words)), gives.strip(), entry.example)
    return found


def _argument(word: str) -> Argument:
    if word.startswith("="):
        return Argument(text=word[1:])
    if word.startswith("self"):
        return Argument(owner=True, part=int(word[4:]) if word[4:] else -1)
    position, _, keyword = word.partition(":")
    return Argument(position=int(position.rstrip("*")), keyword=keyword, rest=position.endswith("*"))
