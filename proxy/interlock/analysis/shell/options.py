"""Argument vectors → options and operands, by the grammars of the knowledge tables (getopt(3), getopt_long(3))."""

from __future__ import annotations

from interlock.analysis.knowledge import Program
from interlock.analysis.shell.values import prefix_of, text_of
from interlock.model.facts import Literal, Value

FLAG = Literal(text="")


def options_of(program: Program, argv: list[Value], *, start: int = 1) -> tuple[dict[str, Value], list[Value], int]:
    """(options by normalised name, operands, position in `argv` of the first operand).

    Of an option given twice the last argument is listed; use `all_options` where each matters.
    """
    pairs, operands, first = all_options(program, argv, start=start)
    return dict(pairs), operands, first


def all_options(
    program: Program, argv: list[Value], *, start: int = 1
) -> tuple[list[tuple[str, Value]], list[Value], int]:
    """As `options_of`, with every option in order. An unknown one of a wrapper is named `?<as written>`."""
    found: list[tuple[str, Value]] = []
    operands: list[Value] = []
    first = len(argv)
    posix = program.style == "posix" or program.wraps is not None
    i = start
    while i < len(argv):
        word = argv[i]
        text = text_of(word)
        head = prefix_of(word)
        if text == "--":
            operands += argv[i + 1 :]
            first = min(first, i + 1)
            break
        if not head.startswith("-") or head == "-" or (program.style == "single" and not text):
            first = min(first, i)
            if posix and program.wraps is not None and len(operands) + 1 > program.wraps:
                operands += argv[i:]
                break
            operands.append(word)
            if posix and program.wraps is None:
                operands += argv[i + 1 :]
                break
            i += 1
            continue
        if program.style == "single":
            found.append((head[1:], FLAG))
            i += 1
            continue
        if head.startswith("--"):
            name, equals, value = head[2:].partition("=")
            name = _long_name(program, name)
            if equals:
                rest = Literal(text=value) if text is not None else word
                found.append((name, rest))
            elif name in program.long_args and i + 1 < len(argv):
                found.append((name, argv[i + 1]))
                i += 1
            else:
                found.append((_checked(program, name, name in program.long_flags or name in program.long_args), FLAG))
            i += 1
            continue
        i = _cluster(program, argv, i, head, text, found)
    return found, operands, first


def _cluster(
    program: Program, argv: list[Value], i: int, head: str, text: str | None, found: list[tuple[str, Value]]
) -> int:
    """A word of short options; the position behind it and its argument."""
    letters = head[1:]
    for n, letter in enumerate(letters):
        name = program.alias.get(letter, letter)
        if letter in program.short_args:
            glued = letters[n + 1 :]
            if glued or text is None:
                found.append((name, Literal(text=glued) if text is not None else argv[i]))
                return i + 1
            if i + 1 < len(argv):
                found.append((name, argv[i + 1]))
                return i + 2
            found.append((name, FLAG))
            return i + 1
        found.append((_checked(program, name, letter in program.short_flags), FLAG))
    return i + 1


def _long_name(program: Program, name: str) -> str:
    """Unambiguous abbreviations stand for the whole name."""
    known = (*program.long_args, *program.long_flags, *program.alias.values(), *program.options)
    if name in known:
        return name
    matches = {long for long in known if long.startswith(name)} if len(name) > 1 else set()
    return matches.pop() if len(matches) == 1 else name


def _checked(program: Program, name: str, listed: bool) -> str:
    return name if program.wraps is None or listed or name in program.alias.values() else f"?{name}"
