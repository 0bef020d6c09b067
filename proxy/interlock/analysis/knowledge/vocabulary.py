"""The closed vocabulary of meanings."""

from __future__ import annotations

from collections.abc import Iterator
from typing import get_args

from interlock.analysis.knowledge.program import Program
from interlock.model import facts as f

FILE_OPS = frozenset(get_args(f.FileOp))
NETWORK_OPS = frozenset(get_args(f.NetworkOp))
LANGUAGES = frozenset(get_args(f.Language))

_PLAIN = FILE_OPS | {
    "ignore",
    "argv",
    "joined",
    "shell",
    "code",
    "script",
    "program",
    "package",
    "packages",
    "index",
    "at-file",
    "from",
    "to",
    "volume",
    "chdir",
    "user",
    "setting",
    "mode",
    "signal",
    "assign",
    "candidate",
    "listen",
    "argument-list",
    "bang",
    "pipe",
    "tex",
    "project",
    "image",
    "console",
    "at-host",
    "word",
    "actions",
    "response",
    "colon-setting",
    "bus-address",
    "uri",
    "user-data",
    "remote-commands",
    "script-text",
}
_QUALIFIED = {
    **dict.fromkeys(FILE_OPS, frozenset({"stem", "parent"})),
    **dict.fromkeys(("url", "host", "remote", "from", "to", "candidate"), NETWORK_OPS),
    **dict.fromkeys(("code", "script"), LANGUAGES),
    "shell": frozenset({"!", "|"}),
    "privilege": frozenset(
        {"become_user", "setuid", "capabilities", "namespaces", "account", "password", "group", "sudoers"}
    ),
    "process": frozenset({"start", "signal", "limit", "trace", "shutdown", "reboot", "fork_bomb", "schedule"}),
}


def valid(meaning: str) -> bool:
    """`word`, `word:qualifier`, either with `?` for an effect that is only possible."""
    word, _, qualifier = meaning.removesuffix("?").partition(":")
    if word == "options":
        return bool(qualifier)  # the program whose options they are
    return qualifier in _QUALIFIED.get(word, ()) if qualifier else word in _PLAIN


def unknown_words(entry: Program) -> list[str]:
    """Meanings of an entry, and of the entries below, that mean nothing."""
    return [word for word in _words(entry) if not valid(word)]


def _words(entry: Program) -> Iterator[str]:
    for spec in (entry.operands, *(m.operands or "" for m in entry.when.values())):
        yield from (word.removesuffix("...") for word in spec.split())
    for meanings in (entry.options, *entry.settings.values(), *(m.options for m in entry.when.values())):
        yield from meanings.values()
    for line in (*entry.always, *(line for m in entry.when.values() for line in m.always)):
        yield line.partition(" ")[0]
    if entry.privilege:
        yield f"privilege:{entry.privilege}"
    if entry.process:
        yield f"process:{entry.process}"
    for sub in entry.sub.values():
        yield from _words(sub)
