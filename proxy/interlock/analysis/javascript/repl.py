"""Commands of Node's own prompt among the lines of a cell.

https://nodejs.org/api/repl.html#commands-and-special-keys
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

# `.break`, `.clear`, `.editor`, `.exit` and `.help` touch nothing outside.
_COMMAND = re.compile(
    r"^[ \t]*\.(load|save)[ \t]+(\S[^\n\r]*)$|^[ \t]*\.(?:editor|break|clear|exit|help)[ \t]*$", re.MULTILINE
)


@dataclass(frozen=True, slots=True)
class Command:
    """One line; offsets count characters."""

    keyword: str
    argument: str
    start: int
    end: int

    @property
    def odd(self) -> bool:
        """The line may be the rest of an expression, and run something."""
        return re.search(r"[(`=]", self.argument) is not None


def commands(text: str) -> list[Command]:
    """The commands that load or save a file; the first place where one can stand is the start of a line."""
    return [
        Command(match.group(1), match.group(2).strip(), match.start(), match.end())
        for match in _COMMAND.finditer(text)
        if match.group(1) is not None
    ]


def without(text: str, found: Sequence[Command]) -> str:
    """The text with blanks in their place, so that offsets hold; what may be code stays."""
    lone = [
        (m.start(), m.end()) for m in _COMMAND.finditer(text) if m.group(1) is None and not text[: m.start()].strip()
    ]
    for start, end in [*((c.start, c.end) for c in found if not c.odd), *lone]:
        text = text[:start] + " " * (end - start) + text[end:]
    return text
