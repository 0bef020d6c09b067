"""What a person sees: talk on stderr, underlined sources, tables. Colour only on a terminal and without NO_COLOR."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from itertools import accumulate
from typing import Any

import msgspec
from rich.cells import cell_len
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
_MOST_COLUMNS = 240
"""Characters of a line that are shown, around what is marked."""
_MARGIN = 40


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
        low = min(max(mark.start - start, 0) for mark in here)
        first, last = _window(len(line), low, max(min(mark.end - start, len(line)) for mark in here))
        before, after = "… " if first else "", " …" if last < len(line) else ""
        cells, columns = _cells(line[first:last])
        text.append(before + cells + after + "\n")
        carets = [" "] * (columns[-1] + 1)
        for mark in here:
            opening, closing = (min(max(at - start - first, 0), last - first) for at in (mark.start, mark.end))
            for column in range(columns[opening], max(columns[closing], columns[opening] + 1)):
                carets[min(column, len(carets) - 1)] = "^"
        text.append("     │ ", style="dim")
        text.append(" " * len(before) + "".join(carets).rstrip() + "\n", style=style)
        for note in dict.fromkeys(m.note for m in here if m.note):
            text.append("     │ ", style="dim")
            text.append(note + "\n", style=style)
    return text


def _window(length: int, start: int, end: int) -> tuple[int, int]:
    """The part of a long line that is shown: what is marked, or its beginning, and something on either side."""
    if length <= _MOST_COLUMNS:
        return 0, length
    first = max(0, start - _MARGIN)
    return first, min(length, max(first + _MOST_COLUMNS - _MARGIN, min(end, start + _MOST_COLUMNS)))


def visible(text: str) -> str:
    """A text in one line, with what cannot be seen, or what a terminal would act on, spelt out."""
    return "".join(map(_seen, text))


def _seen(char: str) -> str:
    return char if char.isprintable() else "    " if char == "\t" else f"<U+{ord(char):04X}>"


def _cells(line: str) -> tuple[str, list[int]]:
    """The line made visible, and for each character (and the end) the column of a terminal that it begins at."""
    cells = [_seen(char) for char in line]
    return "".join(cells), [0, *accumulate(map(cell_len, cells))]
