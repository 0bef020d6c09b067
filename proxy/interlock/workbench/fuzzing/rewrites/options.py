"""Family `option-spelling`: options by another name, in another order, in another heap."""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random

from interlock.workbench.fuzzing.rewrite import Command, commands, rewrite

_LONG = {
    "rm": {"r": "recursive", "R": "recursive", "f": "force", "v": "verbose"},
    "chmod": {"R": "recursive", "v": "verbose", "f": "silent"},
    "cp": {"r": "recursive", "f": "force", "a": "archive", "p": "preserve", "v": "verbose"},
    "mv": {"f": "force", "v": "verbose"},
    "ln": {"s": "symbolic", "f": "force", "n": "no-dereference"},
    "tee": {"a": "append"},
    "mkdir": {"p": "parents", "m": "mode"},
    "install": {"m": "mode", "d": "directory", "D": ""},
    "tar": {"x": "extract", "f": "file", "C": "directory", "c": "create", "z": "gzip"},
    "sed": {"i": "in-place", "n": "quiet", "e": "expression"},
    "base64": {"d": "decode", "w": "wrap"},
    "grep": {"r": "recursive", "i": "ignore-case"},
    "head": {"n": "lines", "c": "bytes"},
    "shred": {"f": "force", "u": "remove"},
}
"""Program → short option → long option (GNU coreutils, sed, tar, grep)."""
_VALUED = {"tar": "fC", "mkdir": "m", "install": "m", "head": "nc", "base64": "w", "sed": "e"}
_CLUSTER = re.compile(r"-[A-Za-z]{1,6}")


def _known(source: str) -> list[Command]:
    return [c for c in commands(source) if c.words[0] in _LONG and len(c.words) > 1]


def _with(source: str, command: Command, words: list[str]) -> str:
    """The command with other words. Where it has assignments or redirections between them, nothing is changed."""
    return f"{source[: command.start]}{' '.join(words)}{source[command.end :]}" if command.plain else source


_OfWords = Callable[[list[str], Random], list[str] | None]


def _options(name: str, needs: str) -> Callable[[_OfWords], None]:
    """Declares a rewrite of the words of one command whose options are known."""

    def declare(function: _OfWords) -> None:
        @rewrite(name, "option-spelling", needs=needs)
        def _(source: str, chance: Random) -> str | None:
            known = _known(source)
            chance.shuffle(known)
            for command in known:
                words = function(list(command.words), chance)
                if words is not None and words != list(command.words):
                    return _with(source, command, words)
            return None

    return declare


def _flags(words: list[str]) -> list[int]:
    """Where clusters of options without values stand."""
    valued = _VALUED.get(words[0], "")
    return [
        i
        for i, word in enumerate(words)
        if i and _CLUSTER.fullmatch(word) and all(c in _LONG[words[0]] and c not in valued for c in word[1:])
    ]


@_options("options-long", "a command with short options whose long names are known")
def _(words: list[str], chance: Random) -> list[str] | None:
    at = _flags(words)
    if not at:
        return None
    i = chance.choice(at)
    return [*words[:i], *(f"--{_LONG[words[0]][c]}" for c in words[i][1:]), *words[i + 1 :]]


@_options("options-abbreviated", "a command with short options whose long names are known")
def _(words: list[str], chance: Random) -> list[str] | None:
    at = _flags(words)
    if not at:
        return None
    i = chance.choice(at)
    names = [_LONG[words[0]][c] for c in words[i][1:]]
    return [*words[:i], *(f"--{name[: max(3, len(name) - chance.randrange(1, 5))]}" for name in names), *words[i + 1 :]]


@_options("options-apart", "a command with a heap of short options")
def _(words: list[str], chance: Random) -> list[str] | None:
    at = [i for i in _flags(words) if len(words[i]) > 2]
    if not at:
        return None
    i = chance.choice(at)
    return [*words[:i], *(f"-{c}" for c in words[i][1:]), *words[i + 1 :]]


@_options("options-turned", "a command with a heap of short options")
def _(words: list[str], chance: Random) -> list[str] | None:
    at = [i for i in _flags(words) if len(words[i]) > 2]
    if not at:
        return None
    i = chance.choice(at)
    return [*words[:i], f"-{words[i][:0:-1]}", *words[i + 1 :]]


@_options("options-together", "a command with several short options")
def _(words: list[str], chance: Random) -> list[str] | None:
    at = _flags(words)
    if len(at) < 2:
        return None
    heap = "".join(words[i][1:] for i in at)
    return [words[0], f"-{heap}", *(w for i, w in enumerate(words) if i and i not in at)]


@_options("options-doubled", "a command with short options")
def _(words: list[str], chance: Random) -> list[str] | None:
    at = _flags(words)
    return [*words[: at[0]], words[at[0]], *words[at[0] :]] if at else None


@_options("options-with-verbose", "a command that knows `-v`")
def _(words: list[str], chance: Random) -> list[str] | None:
    return [words[0], "-v", *words[1:]] if "v" in _LONG[words[0]] else None


@_options("options-last", "a command with short options and an operand")
def _(words: list[str], chance: Random) -> list[str] | None:
    at = _flags(words)
    if not at or len(words) - 1 <= len(at) or "--" in words:
        return None
    return [words[0], *(w for i, w in enumerate(words) if i and i not in at), *(words[i] for i in at)]


@_options("options-ended", "a command whose operands come after its options")
def _(words: list[str], chance: Random) -> list[str] | None:
    if "--" in words or words[0] in ("tar", "install", "mkdir", "head"):
        return None
    options = [w for w in words[1:] if w.startswith("-")]
    operands = [w for w in words[1:] if not w.startswith("-")]
    return [words[0], *options, "--", *operands] if operands else None


@_options("operands-doubled", "a command of `rm` or `chmod` with an operand")
def _(words: list[str], chance: Random) -> list[str] | None:
    return [*words, words[-1]] if words[0] in ("rm", "chmod") and not words[-1].startswith("-") else None


@_options("operand-beside-others", "a command of `rm` or `chmod` with an operand")
def _(words: list[str], chance: Random) -> list[str] | None:
    if words[0] not in ("rm", "chmod") or words[-1].startswith("-") or len(words) < 3:
        return None
    return [*words[:-1], "./zz1", words[-1], "./zz2"]


@rewrite("mode-spelled-otherwise", "option-spelling", needs="a plain octal mode", words="argument")
def _(word: str, chance: Random) -> str | None:
    if not re.fullmatch(r"[0-7]{3,4}", word):
        return None
    bits = [int(c) for c in word[-3:]]
    letters = ["".join(letter for letter, bit in zip("rwx", (4, 2, 1), strict=True) if value & bit) for value in bits]
    symbolic = ",".join(f"{who}={what}" for who, what in zip("ugo", letters, strict=True))
    return chance.choice((f"0{word}", f"00{word}", symbolic)) if len(word) == 3 else f"0{word}"
