"""What is read from standard input by the shell itself, which takes no more than it needs: `read`, line by line."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from interlock.model.facts import Literal, OneOf, Unknown, Value

_WHITE = " \t\n"
_MOST_LINES = 12


@dataclass(slots=True)
class Input:
    """A text that is being read, and how far."""

    value: Value
    at: int = 0
    """Characters that have been taken; of a value that is not literal only whether any have."""
    uncertain: bool = False
    """Something may have taken some of it: from here on, any line may be the next."""


@dataclass(slots=True)
class Inputs:
    """How far each text that feeds a shell has been read. Subshells share it with their parents, as descriptors are."""

    by_identity: dict[int, Input] = field(default_factory=dict)

    def of(self, value: Value) -> Input:
        """The reading of this very value: an equal text from another redirection is another input."""
        return self.by_identity.setdefault(id(value), Input(value))

    def rest(self, value: Value | None) -> Value | None:
        """What is still to be read."""
        if value is None or (read := self.by_identity.get(id(value))) is None or not (read.at or read.uncertain):
            return value
        if read.uncertain or not isinstance(value, Literal):
            return Unknown(why="rest of input")
        return Literal(text=value.text[read.at :])

    def ended(self, value: Value, at: int) -> bool:
        """Whether nothing was left at that place."""
        return isinstance(value, Literal) and not self.of(value).uncertain and at >= len(value.text)

    def disturbed(self, value: Value | None) -> None:
        """A program that may have read some of it has run."""
        if value is not None:
            self.of(value).uncertain = True

    def next(
        self, value: Value | None, *, until: str = "\n", most: int | None = None, raw: bool = False, sure: bool = True
    ) -> Value:
        """The next line without its end, or up to another delimiter (`""`: to the end) or a number of characters.

        `sure` says whether this reading certainly happens; else the next one begins where either would.
        """
        if value is None:
            return Unknown(why="read")
        reading = self.of(value)
        if not isinstance(value, Literal):
            first = not (reading.at or reading.uncertain) and until == "\n" and most is None
            reading.at = 1
            if not first or not isinstance(value, OneOf) or not all(isinstance(v, Literal) for v in value.values):
                return Unknown(why="read") if not first or isinstance(value, OneOf) else value
            return OneOf(
                values=tuple(Literal(text=v.text.split("\n", 1)[0]) for v in value.values if isinstance(v, Literal))
            )
        if reading.uncertain or not sure:
            reading.uncertain = True
            lines = list(dict.fromkeys([*value.text.split("\n"), ""]))
            if most is not None or until != "\n" or len(lines) > _MOST_LINES or "\\" in value.text:
                return Unknown(why="read")
            return OneOf(values=tuple(Literal(text=line) for line in lines)) if len(lines) > 1 else Literal(text="")
        if most is not None and not raw and "\\" in value.text:
            reading.uncertain = True  # what the backslashes take away is not counted
            return Unknown(why="read")
        end = self._end(value.text, reading.at, until, raw)
        line = value.text[reading.at : end]
        if most is not None and len(line) > most:
            end = reading.at + most
            line = value.text[reading.at : end]
            reading.at = end
        else:
            reading.at = min(len(value.text), end + 1)
        return Literal(text=line)

    @staticmethod
    def _end(text: str, at: int, until: str, raw: bool) -> int:
        while until and (end := text.find(until, at)) >= 0:
            backslashes = len(text[:end]) - len(text[:end].rstrip("\\"))
            if raw or backslashes % 2 == 0:
                return end
            at = end + 1
        return len(text)


def unescaped(line: str) -> str:
    """As `read` without `-r` takes a line: a backslash takes what follows, and a line end after it is no line end."""
    return re.sub(r"\\\n|\\([\s\S]?)", r"\1", line)


def split(text: str, ifs: str, most: int = 0) -> list[str]:
    """Fields (bash manual, 3.5.7): blanks of IFS together are one separator, each other character is one of its own.

    With `most` the last field is the rest, with its separators, as `read` gives it to its last name.
    """
    white = "".join(c for c in ifs if c in _WHITE)
    other = "".join(c for c in ifs if c not in _WHITE)
    text = text.strip(white) if white else text
    if not ifs or not text:
        return [text] if text else []
    blanks = f"[{re.escape(white)}]" if white else "(?!)"
    separator = re.compile(f"{blanks}*[{re.escape(other)}]{blanks}*|{blanks}+" if other else f"{blanks}+")
    fields: list[str] = []
    at = 0
    while found := separator.search(text, at):
        if most and len(fields) == most - 1:
            # One separator at the very end of what is left is not part of the last field, where it is the only one.
            last = text[at:]
            if found.end() == len(text):
                last = text[at : found.start()]
            return [*fields, last]
        fields.append(text[at : found.start()])
        at = found.end()
    return [*fields, text[at:]] if at < len(text) else fields
