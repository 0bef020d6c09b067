"""Argument vectors → options and operands, by the grammars of the knowledge tables (getopt(3), getopt_long(3), and
the older habits of tar, find and dd)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from interlock.analysis.knowledge import Program
from interlock.analysis.shell.values import prefix_of, tail, text_of
from interlock.model.facts import Literal, Value

FLAG = Literal(text="")
_ASSIGNMENT = re.compile(r"[^=/]+=")


@dataclass(slots=True)
class Parsed:
    """What a program makes of its words."""

    of: Program
    argv: Sequence[Value]
    program: Program
    """The entry, or that of the sub-command."""
    options: list[tuple[str, Value]] = field(default_factory=list)
    """In order, by normalised name: the long one without dashes where there is one, else the letter. An option that a
    program which runs others is not known to have is named `?<as written>`."""
    operands: list[Value] = field(default_factory=list)
    """Without sub-commands and without assignments."""
    at: list[int] = field(default_factory=list)
    """Their positions in the argument vector."""
    verbs: list[Value] = field(default_factory=list)
    rest: list[Value] = field(default_factory=list)
    """The command that an option takes (`rest_args`)."""
    assignments: list[Value] = field(default_factory=list)

    def values(self, *names: str) -> list[Value]:
        """Arguments of these options, in order."""
        return [value for name, value in self.options if name in names and value is not FLAG]

    def given(self, *names: str) -> bool:
        return any(name in names for name, _ in self.options)

    def words(self) -> list[Value]:
        """Operands with the sub-commands and assignments before them."""
        return [*self.verbs, *self.assignments, *self.operands]

    @property
    def unknown(self) -> str | None:
        return next((name[1:] for name, _ in self.options if name.startswith("?")), None)


def parse(program: Program, argv: Sequence[Value], start: int = 1) -> Parsed:
    """Read `argv[start:]` as `program` would."""
    out = Parsed(program, argv, program)
    _parse(out, program, argv, start)
    return out


def options_of(program: Program, argv: list[Value]) -> tuple[dict[str, Value], list[Value], int]:
    """(options by normalised name, operands with sub-commands, position in `argv` of the first operand).

    Of an option given twice the last argument is listed; use `parse` where each matters.
    """
    parsed = parse(program, argv)
    first = parsed.at[0] if parsed.at else len(argv)
    return dict(parsed.options), parsed.words(), first


def _parse(out: Parsed, program: Program, argv: Sequence[Value], i: int) -> None:
    command_at = program.command_at
    posix = program.style == "posix"
    ended = False
    if program.bundle and i < len(argv) and (head := prefix_of(argv[i])) and not head.startswith(("-", "/", ".")):
        i = _bundle(out, program, argv, i, head)
    while i < len(argv):
        word = argv[i]
        head = prefix_of(word)
        if not ended and program.dash and text_of(word) == "-":
            out.options.append(("-", FLAG))
            i += 1
            continue
        dashed = head.startswith("-") and (len(head) > 1 or text_of(word) is None)
        if not ended and (dashed or (program.plus and head.startswith("+"))):
            if head == "--" and text_of(word) is not None:
                ended = True
                i += 1
                continue
            if (following := _option(out, program, argv, i, head)) is not None:
                i = following
                continue
        if program.assignments and not out.operands and _ASSIGNMENT.match(head):
            out.assignments.append(word)
            i += 1
            ended = True
            continue
        if command_at is not None and len(out.operands) >= command_at:
            out.operands += argv[i:]
            out.at += range(i, len(argv))
            return
        if program.sub and not out.operands:
            verb = text_of(word)
            sub = program.sub.get(verb) if verb is not None else None
            if sub is None:
                sub = program.sub.get("*")
            if sub is not None:
                out.verbs.append(word)
                out.program = sub
                _parse(out, sub, argv, i + 1)
                return
        out.operands.append(word)
        out.at.append(i)
        ended = ended or posix
        i += 1


def _option(out: Parsed, program: Program, argv: Sequence[Value], i: int, head: str) -> int | None:
    """Read the option at `i`; the position behind it, or None where it is an operand after all."""
    word = argv[i]
    if head[0] == "+":
        out.options.append(("+", tail(word, 1)))
        return i + 1
    if program.style == "single":
        return _single(out, program, argv, i, head)
    if not head.startswith("--"):
        for key in program.words:
            if head.startswith(key, 1):
                return _word(out, program, argv, i, key)
        return _cluster(out, program, argv, i, head)
    name, equals, _ = head[2:].partition("=")
    if not equals and text_of(word) is None:
        out.options.append(_checked(program, name, Literal(text=name)))
        return i + 1
    name = _long_name(program, name)
    if equals:
        out.options.append(_checked(program, name, tail(word, head.index("=") + 1)))
    elif name in program.rest_args:
        return _rest(out, name, argv, i + 1)
    elif name in program.taking and i + 1 < len(argv):
        out.options.append((name, argv[i + 1]))
        return i + 2
    elif name in program.pair_args and i + 2 < len(argv):
        out.options.append((name, argv[i + 1]))
        return i + 3
    elif program.stray == "operand" and name not in program.listed:
        return None
    else:
        out.options.append(_checked(program, name, FLAG))
    return i + 1


def _word(out: Parsed, program: Program, argv: Sequence[Value], i: int, key: str) -> int:
    """An option of several letters behind one dash."""
    name = program.alias[key]
    if name in program.taking and len(prefix_of(argv[i])) > len(key) + 1:
        out.options.append((name, tail(argv[i], len(key) + 1)))
    elif name in program.taking and i + 1 < len(argv):
        out.options.append((name, argv[i + 1]))
        return i + 2
    else:
        out.options.append((name, FLAG))
    return i + 1


def _rest(out: Parsed, name: str, argv: Sequence[Value], i: int) -> int:
    end = next((n for n in range(i, len(argv)) if text_of(argv[n]) == ";"), len(argv))
    out.options.append((name, FLAG))
    out.rest = list(argv[i:end])
    return end + 1


def _single(out: Parsed, program: Program, argv: Sequence[Value], i: int, head: str) -> int | None:
    raw, equals, _ = head.lstrip("-").partition("=")
    name = program.alias.get(raw, raw)
    if name in program.rest_args:
        return _rest(out, name, argv, i + 1)
    if equals and name in program.longs:
        out.options.append((name, tail(argv[i], head.index("=") + 1)))
    elif name in program.taking and i + 1 < len(argv):
        out.options.append((name, argv[i + 1]))
        return i + 2
    elif raw and raw not in program.longs and raw[0] in program.short_args + program.short_optional:
        letter = program.alias.get(raw[0], raw[0])
        if len(raw) > 1 or raw in program.short_optional or i + 1 >= len(argv):
            out.options.append((letter, tail(argv[i], 2) if len(raw) > 1 else FLAG))
            return i + 1
        out.options.append((letter, argv[i + 1]))
        return i + 2
    elif program.stray == "operand" and name not in program.listed:
        return None
    else:
        out.options.append(_checked(program, name, FLAG))
    return i + 1


def _cluster(out: Parsed, program: Program, argv: Sequence[Value], i: int, head: str) -> int | None:
    """A word of short options."""
    word = argv[i]
    whole = text_of(word) is not None
    letters = head[1:]
    if program.stray == "operand" and not all(program.alias.get(c, c) in program.listed for c in letters):
        return None
    n = 0
    while n < len(letters):
        letter = letters[n]
        name = program.alias.get(letter, letter)
        if program.numeric and letter.isdigit():
            digits = re.match(r"\d+", letters[n:])
            assert digits is not None  # INVARIANT: the letter is a digit
            out.options.append(("number", Literal(text=digits.group())))
            n += len(digits.group())
            continue
        if name in program.rest_args:
            return _rest(out, name, argv, i + 1)
        if letter in program.short_args or letter in program.short_optional:
            glued = n + 1 < len(letters) or not whole
            if glued:
                out.options.append((name, tail(word, n + 2)))
                return i + 1
            if letter in program.short_optional or i + 1 >= len(argv):
                out.options.append((name, FLAG))
                return i + 1
            out.options.append((name, argv[i + 1]))
            return i + 2
        out.options.append(_checked(program, name, FLAG))
        n += 1
    if not whole and program.command_at is not None:
        out.options.append((f"?{head}", FLAG))
    return i + 1


def _bundle(out: Parsed, program: Program, argv: Sequence[Value], i: int, head: str) -> int:
    """`tar cfC a.tar dir`: the arguments follow in the order of the letters."""
    i += 1
    for letter in head:
        name = program.alias.get(letter, letter)
        if letter in program.short_args and i < len(argv):
            out.options.append((name, argv[i]))
            i += 1
        else:
            out.options.append((name, FLAG))
    return i


def _long_name(program: Program, name: str) -> str:
    """An unambiguous abbreviation stands for the whole name."""
    if not name or name in program.longs:
        return name
    matches = [long for long in program.longs if long.startswith(name)]
    return matches[0] if len(matches) == 1 else name


def _checked(program: Program, name: str, value: Value) -> tuple[str, Value]:
    """An option that the program is not known to have may take the next word as its argument: of a program that runs
    another, nobody can tell which."""
    if program.command_at is None or name in program.listed:
        return name, value
    return f"?{name}", value
