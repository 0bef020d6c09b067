"""Words: arguments, values, patterns, the operands of `[[ ]]` (bash manual, 3.5)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from interlock.analysis.shell import syntax as s
from interlock.analysis.shell.braces import with_braces
from interlock.analysis.shell.cursor import META
from interlock.analysis.shell.pieces import Piece, finished, with_brackets
from interlock.analysis.shell.substitutions import SubstitutionReader

_SIMPLE = re.compile(r"[A-Za-z0-9_./:,@%+=^-]+(?=[ \t\n;&|]|[<>](?!\()|$)")
"""Most words: nothing in them but themselves."""
_PLAIN = re.compile(r"[^ \t\n;&|<>()'\"\\$`*?\[{~]+")
_PLAIN_EXTGLOB = re.compile(r"[^ \t\n;&|<>()'\"\\$`*?\[{~@!+]+")
_TILDE = re.compile(r"~([^ \t\n;&|<>()'\"\\$`*?\[{/:=~]*)(?=[/: \t\n;&|<>()]|$)")
_WILDCARDS = re.compile(r"(?:[*?](?!\())+")
_ASSIGNMENT_HEAD = re.compile(r"[A-Za-z_][A-Za-z0-9_]*\+?=")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a word stands decides what in it is special."""

    braces: bool = False
    value: bool = False
    """The right side of an assignment: tildes behind colons, too."""
    pattern: bool = False
    """Matched against a text, not against file names."""
    extglob: bool = False
    """Extended patterns whatever `shopt` says."""


ARGUMENT = Place(braces=True)
VALUE = Place(value=True)
OPERAND = Place()
PATTERN = Place(pattern=True)
CONDITION_PATTERN = Place(pattern=True, extglob=True)


class WordReader(SubstitutionReader):
    """Words; commands are read by the classes above this one."""

    def word(self, place: Place = ARGUMENT) -> s.Word | None:
        """The word here, if one begins here."""
        self.join()
        begin = self.pos
        if match := _SIMPLE.match(self.text, begin, self.end):
            self.count("words")
            self.pos = match.end()
            span = self.span(begin, self.pos)
            return s.Word(span, (s.Lit(span, match.group()),))
        pieces = self._pieces(place)
        if self.pos == begin:
            return None
        self.count("words")
        return s.Word(self.span(begin, self.pos), self._made(pieces, place))

    def _made(self, pieces: list[Piece], place: Place) -> tuple[s.Part, ...]:
        if place.braces and self.dialect == "bash" and any(isinstance(p[2], str) and "{" in p[2] for p in pieces):
            made = with_braces(pieces, self)
            pieces = with_brackets(made, self.span, slash_splits=True, loose=made is not pieces)
        elif not place.value:
            pieces = with_brackets(pieces, self.span, slash_splits=not place.pattern)
        return finished(pieces, self.span)

    def _pieces(self, place: Place, stops: str = META) -> list[Piece]:
        """Pieces up to a character of `stops`."""
        pieces: list[Piece] = []
        begin = self.pos
        extglob = self.dialect == "bash" and (self.extglob or place.extglob)
        plain = _PLAIN_EXTGLOB if extglob else _PLAIN
        while True:
            self.join()
            at = self.pos
            if match := plain.match(self.text, at, self.end):
                self.pos = match.end()
                pieces.append((at, self.pos, match.group()))
                self.join()  # which looks no further ahead than to a `#`, for that may begin a comment
            if self.pos >= self.end:
                return pieces
            at, char = self.pos, self.text[self.pos]
            if extglob and char in "?*+@!" and self.text.startswith("(", at + 1, self.end):
                pieces.append((at, at, self.extended_pattern()))
            elif char in META and not self._process_substitution_begins():
                return pieces
            else:
                self._special_piece(char, pieces, begin, place)

    def _process_substitution_begins(self) -> bool:
        return self.dialect == "bash" and self.text.startswith(("<(", ">("), self.pos, self.end)

    def _special_piece(self, char: str, pieces: list[Piece], begin: int, place: Place) -> None:
        at = self.pos
        part: str | s.Part
        if char == "'":
            part = self.single_quoted()
        elif char == '"':
            part = self.double_quoted()
        elif char == "$":
            part = self.dollar(quoted=False)
        elif char == "`":
            part = self.backticks(quoted=False)
        elif char == "\\":
            self.pos = min(at + 2, self.end)
            if self.pos == at + 1 and "\n" in self.text[self.line_begin : at]:
                # bash 5.2 drops it at the end of a text where a quote reached over a newline, and else keeps it
                part = self.opaque(at, self.pos, "a backslash at the end of a text")
            else:
                part = s.Lit(self.span(at, self.pos), self.text[at + 1 : self.pos] or "\\", True)
        elif char in "<>":
            part = self.process_substitution()
        elif char in "*?":
            self.pos += len(match.group()) if (match := _WILDCARDS.match(self.text, at, self.end)) else 1
            part = s.GlobPart(self.span(at, self.pos), self.text[at : self.pos])
        elif char == "~" and self._tilde_may_stand(pieces, begin, place) and (tilde := self._tilde()):
            part = tilde
        else:
            self.pos += 1
            part = char
        pieces.append((at, self.pos, part))

    def _tilde(self) -> s.Tilde | None:
        match = _TILDE.match(self.text, self.pos, self.end)
        if match is None:
            return None
        begin, self.pos = self.pos, match.end()
        return s.Tilde(self.span(begin, self.pos), match[1])

    def _tilde_may_stand(self, pieces: list[Piece], begin: int, place: Place) -> bool:
        """At the beginning; in values behind a colon; in bash, so in arguments that look like assignments."""
        if self.pos == begin:
            return True
        last = pieces[-1][2] if pieces else None
        if not isinstance(last, str):
            return False
        if place.value:
            return last.endswith(":")
        if not place.braces or self.dialect != "bash":
            return False
        head = _ASSIGNMENT_HEAD.match(self.text, begin, self.pos)
        return head is not None and (head.end() == self.pos or last.endswith(":"))

    def extended_pattern(self) -> s.ExtGlob:
        """`@(…|…)` and kin. Between the parentheses, spaces and operators are characters."""
        begin = self.pos
        operator = self.text[begin]
        self.pos += 2
        self.enter_compound()
        alternatives: list[s.Word] = []
        first = self.pos
        pieces: list[Piece] = []
        level = 0
        while True:
            pieces += self._pieces(CONDITION_PATTERN)
            at = self.pos
            if at >= self.end:
                self.fail("an extended pattern without its end")
            char = self.text[at]
            self.pos += 1
            if level == 0 and char in "|)":
                parts = finished(with_brackets(pieces, self.span, slash_splits=False), self.span)
                alternatives.append(s.Word(self.span(first, at), parts))
                first, pieces = self.pos, []
                if char == ")":
                    break
                continue
            level += (char == "(") - (char == ")")
            pieces.append((at, self.pos, char))
        self.leave_compound()
        return s.ExtGlob(self.span(begin, self.pos), operator, tuple(alternatives))  # type: ignore[arg-type]  # one of five, by the test before the call

    def regular_expression(self) -> s.Word | None:
        """The right side of `=~`: parentheses (with all between them) and bars are its own."""
        self.join()
        begin = self.pos
        pieces: list[Piece] = []
        level = 0
        while self.more():
            at = self.pos
            char = self.text[at]
            special = char in "'\"$`\\" or self._process_substitution_begins()
            if level == 0 and char in " \t\n;&<>)" and not special:
                break
            if special:
                self._special_piece(char, pieces, begin, CONDITION_PATTERN)
                continue
            level += (char == "(") - (char == ")")
            self.pos += 1
            pieces.append((at, self.pos, char))
        if self.pos == begin:
            return None
        self.count("words")
        return s.Word(self.span(begin, self.pos), finished(pieces, self.span))
