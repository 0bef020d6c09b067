"""What a rewrite is: a text → another text that does the same.

A rewrite is one declared object in a module of `rewrites/`; that is the only place where one is added:

    @rewrite("single-quotes", "quoting", needs="a plain word", words="any")
    def _(word: str, chance: Random) -> str | None:
        return f"'{word}'"

With `words` it is a function of one plain word of the text, wherever the shell reads one; without, of the whole text.
It answers None where its precondition (`needs`) is not met. What it makes need not be right everywhere: every variant
is run before it counts.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from random import Random
from typing import Literal as L

from interlock.analysis.shell import syntax as s
from interlock.analysis.shell.parsing import read
from interlock.model.limits import Limits

Language = L["bash", "python", "javascript"]
Role = L["command", "option", "argument", "target"]
"""What a plain word is: the name of a program, something that begins with `-`, another argument, or what a redirection
names."""
LANGUAGES: tuple[Language, ...] = ("bash", "python", "javascript")

_PLAIN = re.compile(r"[A-Za-z0-9_./:@%+,~-][A-Za-z0-9_./:@%+,=~-]*")
_LIMITS = Limits(soft_time_s=5.0)


@dataclass(frozen=True, slots=True)
class Text:
    """A text of an agent's."""

    source: str
    language: Language = "bash"


@dataclass(frozen=True, slots=True)
class Rewrite:
    """One way to say the same in other words."""

    name: str
    """`<family>/<name>`. Stable: corpora and states name chains by it."""
    family: str
    takes: Language
    gives: Language
    needs: str
    """Precondition, in words."""
    apply: Callable[[Text, Random], Text | None]
    """The text in other words; None where the precondition is not met. A function of both arguments alone."""
    everyday: bool = True
    """Whether a harmless text is still harmless when it is written so: not where the spelling itself is what rules deny
    (a file put on PATH, say)."""


REGISTRY: dict[str, Rewrite] = {}
"""Every rewrite by name, in the order of declaration."""

Whole = Callable[[str, Random], str | None]
OneWord = Callable[[str, Random], "str | tuple[str, str] | None"]
"""The word in other words, or what is to stand in front of the text, and the word."""


def rewrite(
    name: str,
    family: str,
    *,
    needs: str,
    takes: Language = "bash",
    gives: Language | None = None,
    words: L["", "any", "command", "option", "argument", "target", "path"] = "",
    everyday: bool = True,
) -> Callable[[Whole | OneWord], Whole | OneWord]:
    """Declares the function below it a rewrite. `path`: any word with a slash in it that is not an option."""

    def declare(function: Whole | OneWord) -> Whole | OneWord:
        full = f"{family}/{name}"
        if full in REGISTRY:
            raise ValueError(f"two rewrites are called `{full}`")
        apply = _of_a_word(function, words) if words else _of_the_whole(function, gives or takes)
        REGISTRY[full] = Rewrite(full, family, takes, gives or takes, needs, apply, everyday)
        return function

    return declare


def _of_the_whole(function: Whole | OneWord, gives: Language) -> Callable[[Text, Random], Text | None]:
    def apply(text: Text, chance: Random) -> Text | None:
        source = function(text.source, chance)
        if source is None or source == text.source or "\0" in source:
            return None
        assert isinstance(source, str)
        return Text(source, gives)

    return apply


def _of_a_word(function: Whole | OneWord, words: str) -> Callable[[Text, Random], Text | None]:
    def apply(text: Text, chance: Random) -> Text | None:
        found = [place for place in places(text.source) if _suits(place, words)]
        chance.shuffle(found)
        for place in found:
            made = function(place.text, chance)
            if made is None or made == place.text:
                continue
            front, word = made if isinstance(made, tuple) else ("", made)
            return Text(f"{front}{text.source[: place.start]}{word}{text.source[place.end :]}")
        return None

    return apply


def _suits(place: Place, words: str) -> bool:
    return words in ("any", place.role) or (words == "path" and "/" in place.text and place.role != "option")


# --- words of a shell text --------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Place:
    """A word without quotes and expansions, at characters `[start, end)`."""

    start: int
    end: int
    text: str
    role: Role


@dataclass(frozen=True, slots=True)
class Command:
    """A simple command of plain and other words, at characters `[start, end)`."""

    start: int
    end: int
    words: tuple[str, ...]
    """As they are written, quotes and all."""
    plain: bool
    """Nothing but words: no assignment, no redirection."""


@lru_cache(maxsize=512)
def _tree(source: str) -> s.Script | None:
    tree = read(source, dialect="bash", limits=_LIMITS)
    return None if tree.opaque else tree.script


def places(source: str) -> list[Place]:
    """Plain words, in the order of the text; none in a text that the shell would not read to its end."""
    found: list[Place] = []
    for command in _commands(source):
        for number, word in enumerate(command.words):
            text = _plain(source, word)
            if text is not None:
                role: Role = "command" if number == 0 else "option" if text.startswith("-") else "argument"
                found.append(Place(word.span.start, word.span.end, text, role))
        for redirection in command.redirections:
            text = _plain(source, redirection.target)
            if text is not None and redirection.operator in ("<", ">", ">>", ">|", "<>", "&>", "&>>"):
                found.append(Place(redirection.target.span.start, redirection.target.span.end, text, "target"))
    return sorted(found, key=lambda place: place.start)


def commands(source: str) -> list[Command]:
    """Its simple commands that have words."""
    return [
        Command(
            command.span.start,
            command.span.end,
            tuple(source[word.span.start : word.span.end] for word in command.words),
            not command.assignments and not command.redirections and not command.declared,
        )
        for command in _commands(source)
        if command.words
    ]


def one_command(source: str) -> Command | None:
    """The only command of a text that is nothing else."""
    found = commands(source)
    if len(found) == 1 and found[0].plain and source.strip() == source[found[0].start : found[0].end].strip():
        return found[0]
    return None


def readable(source: str) -> bool:
    """Whether the shell reads it to its end."""
    return _tree(source) is not None


def has_heredoc(source: str) -> bool:
    return "<<" in source


def _commands(source: str) -> list[s.SimpleCommand]:
    script = _tree(source)
    found: list[s.SimpleCommand] = []
    pending: list[object] = [script] if script is not None else []
    while pending:
        node = pending.pop()
        if isinstance(node, tuple):
            pending.extend(node)
            continue
        if isinstance(node, s.SimpleCommand):
            found.append(node)
        if isinstance(node, s.Heredoc):
            continue
        pending.extend(s.children(node))
    return sorted(found, key=lambda command: (command.span.start, command.span.end))


def _plain(source: str, word: s.Word) -> str | None:
    text = source[word.span.start : word.span.end]
    known = all(isinstance(part, s.Lit | s.Tilde) for part in word.parts)
    return text if known and _PLAIN.fullmatch(text) else None


def quoted(text: str) -> str:
    """One word of the shell."""
    return shlex.quote(text)


def fresh(chance: Random) -> str:
    """A name that no text has yet."""
    return "v" + "".join(chance.choice("abcdefghjkmnpqrstuvwxyz") for _ in range(4))
