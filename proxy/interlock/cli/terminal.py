"""What a person sees: talk on stderr, underlined sources, tables. Colour only on a terminal and without NO_COLOR."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from typing import Any

import msgspec
from rich.console import Console
from rich.markup import escape
from rich.text import Text


class Exit(IntEnum):
    """Documented exit codes; see the package's docstring."""

    OK = 0
    DENIED = 1
    USAGE = 2
    APPROVAL = 3
    UNAVAILABLE = 4
    INTERNAL = 5
    EXEC_NO_ANSWER = 125
    EXEC_REFUSED = 126


class Format(StrEnum):
    """`--output`."""

    TABLE = "table"
    JSON = "json"


out = Console(highlight=False, soft_wrap=True)
err = Console(stderr=True, highlight=False, soft_wrap=True)


def talk(text: str) -> None:
    """One line for the person, on stderr; never markup."""
    err.print(escape(text))


def print_json(value: Any) -> None:
    """One line of JSON on stdout."""
    sys.stdout.write(msgspec.json.encode(value).decode() + "\n")


@dataclass(frozen=True, slots=True)
class Underline:
    """Characters `[start, end)` of a source, and what to say below them."""

    start: int
    end: int
    note: str = ""


_MOST_LINES = 6


def underlined(source: str, marks: Sequence[Underline], style: str = "bold red") -> Text:
    """The lines of `source` that the marks touch, each with carets below; control characters made visible."""
    text = Text()
    shown = 0
    offset = 0
    for number, line in enumerate(source.split("\n"), 1):
        start, end = offset, offset + len(line)
        offset = end + 1
        here = [
            m for m in marks if (m.start <= end and m.end > start) or (m.start == m.end and start <= m.start <= end)
        ]
        if not here:
            continue
        shown += 1
        if shown > _MOST_LINES:
            text.append("      …\n", style="dim")
            break
        text.append(f"{number:4} │ ", style="dim")
        cells, columns = _visible(line)
        text.append(cells + "\n")
        carets = [" "] * (len(cells) + 1)
        for mark in here:
            first, last = max(mark.start, start) - start, min(mark.end, end) - start
            for column in range(
                columns[min(first, len(line))], max(columns[min(last, len(line))], columns[min(first, len(line))] + 1)
            ):
                carets[min(column, len(carets) - 1)] = "^"
        text.append("     │ ", style="dim")
        text.append("".join(carets).rstrip() + "\n", style=style)
        for note in dict.fromkeys(m.note for m in here if m.note):
            text.append("     │ ", style="dim")
            text.append(note + "\n", style=style)
    return text


def _visible(line: str) -> tuple[str, list[int]]:
    """The line with what cannot be seen spelt out, and for each character (and the end) the column it begins at."""
    cells: list[str] = []
    columns: list[int] = []
    width = 0
    for char in line:
        columns.append(width)
        cell = char if char.isprintable() else "    " if char == "\t" else f"<U+{ord(char):04X}>"
        cells.append(cell)
        width += len(cell)
    columns.append(width)
    return "".join(cells), columns
