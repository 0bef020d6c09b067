"""The schema of the knowledge tables: how a program reads its command line, and what that means."""

from __future__ import annotations

import functools
from typing import Literal, NamedTuple

import msgspec

from interlock.model.facts import Language

Grammar = Literal[
    "",
    "archive",
    "compiler",
    "awk",
    "capsh",
    "crontab",
    "debugger",
    "decoded-to-file",
    "download",
    "download-file",
    "editor",
    "find",
    "git-config",
    "git-hooks",
    "input-to-files",
    "install",
    "java",
    "macros",
    "make",
    "netcat",
    "openssl",
    "parallel",
    "python-module",
    "run-parts",
    "sed",
    "service",
    "socat",
    "split",
    "key-value",
    "drops-database",
    "start-stop-daemon",
    "telinit",
    "transfer",
    "xargs",
]
"""Names of the hand-written grammars (`shell/programs/`), for what tables cannot say."""


class Meanings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What changes when an option is given (`when`)."""

    operands: str | None = None
    options: dict[str, str] = {}
    always: tuple[str, ...] = ()


class Operands(NamedTuple):
    """A list of meanings: of the first operands, of any number after them, and of the last."""

    head: tuple[str, ...]
    repeated: str | None
    tail: tuple[str, ...]


class Program(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, dict=True):
    """One entry. The words of `operands`, `options`, `settings` and `always` are explained in `README.md` beside the
    tables."""

    # --- how it reads its words
    style: Literal["gnu", "posix", "single"] = "gnu"
    """`gnu`: options anywhere; `posix`: none behind the first operand; `single`: words with one dash (`java -cp x`)."""
    short_args: str = ""
    """Short options that take an argument, glued or as the next word."""
    short_optional: str = ""
    """Short options that take an argument only glued."""
    short_flags: str = ""
    long_args: tuple[str, ...] = ()
    pair_args: tuple[str, ...] = ()
    """Long options that take two words; the first one is their argument."""
    rest_args: tuple[str, ...] = ()
    """Options that take all words up to `;` as a command to start."""
    long_optional: tuple[str, ...] = ()
    """Long options that take an argument only behind `=`."""
    long_flags: tuple[str, ...] = ()
    alias: dict[str, str] = {}
    """Short option → the long name under which facts list it."""
    numeric: bool = False
    """`-5` is an option (named `number`)."""
    plus: bool = False
    """`+word` is an option (named `+`)."""
    bundle: bool = False
    """A first word without a dash holds short options, as of `tar xzf`."""
    stray: Literal["", "operand"] = ""
    """`operand`: a word that looks like an unknown option is an operand, as in `chmod -x f`."""
    dash: bool = False
    """A lone `-` is an option."""
    assignments: bool = False
    """Operands `NAME=value` before the command set its environment."""
    sub: dict[str, Program] = {}
    """Entries for the words that may follow: `git clone`; `*` stands for any other."""

    # --- what they mean
    operands: str = ""
    options: dict[str, str] = {}
    settings: dict[str, dict[str, str]] = {}
    """Option (`""`: operands) → key → meaning, for values `key=value`; keys are lower-case patterns."""
    when: dict[str, Meanings] = {}
    always: tuple[str, ...] = ()
    """Effects without an operand, as `meaning text`; `@option` stands for that option's arguments, else `.`."""
    recursive: tuple[str, ...] = ()
    """Options that make file effects recursive; `*`: they always are."""
    interprets: Language | None = None
    """An interpreter of that language: its first operand is a script, else it runs standard input."""
    stdin: Language | Literal["bang", "console", "image"] | None = None
    """Standard input is program text in that language, unless an option brings some; `bang`, `image`: see the words."""
    grammar: Grammar = ""
    elsewhere: bool = False
    """The command runs on another machine or in a container: all its effects are possible ones."""
    privilege: str = ""
    process: str = ""
    action: str = ""
    """What it does to the packages it names: install, remove, upgrade, fetch, run, publish."""
    manager: str = ""
    """Package manager, where it is not the program's own name."""

    saves: Literal["", "repository", "file", "any"] = ""
    """Where what it downloads stands if no operand says so: in a directory named like the repository, in a file named
    like the last part of the URL, or somewhere in the working directory."""
    project: tuple[str, ...] = ()
    """Files of the working directory that it runs, or whose recipes, scripts and hooks it runs."""

    names: tuple[str, ...] = ()
    """Further programs (or sub-commands) that do the same."""
    examples: dict[str, tuple[str, ...]] = {}
    """Command line → all its effects, in the words of `README.md`; each is a test."""

    @functools.cached_property
    def plan(self) -> Operands:
        return operand_plan(self.operands)

    @functools.cached_property
    def command_at(self) -> int | None:
        """Number of the operand from which on another command stands; None where it runs none."""
        words = self.plan.head
        return next((i for i, word in enumerate(words) if word in ("argv", "joined")), None)

    @functools.cached_property
    def longs(self) -> frozenset[str]:
        names = (
            *self.long_args,
            *self.pair_args,
            *self.rest_args,
            *self.long_flags,
            *self.long_optional,
            *self.alias.values(),
            *self.options,
        )
        return frozenset(name for name in names if len(name) > 1)

    @functools.cached_property
    def words(self) -> tuple[str, ...]:
        """Options of several letters behind one dash, as of `zip -TT`."""
        return tuple(name for name in self.alias if len(name) > 1)

    @functools.cached_property
    def taking(self) -> frozenset[str]:
        """Long options whose argument is the next word."""
        return frozenset(self.long_args)

    @functools.cached_property
    def listed(self) -> frozenset[str]:
        """Every option it is known to have, by normalised name."""
        letters = (*self.short_args, *self.short_optional, *self.short_flags)
        return self.longs | {self.alias.get(letter, letter) for letter in letters}


@functools.cache
def operand_plan(spec: str) -> Operands:
    """`read... write` → its parts. `argv` and `joined` take all that is left."""
    words = spec.split()
    at = next((i for i, word in enumerate(words) if word.endswith("...")), None)
    if at is None:
        return Operands(tuple(words), None, ())
    return Operands(tuple(words[:at]), words[at].removesuffix("..."), tuple(words[at + 1 :]))
