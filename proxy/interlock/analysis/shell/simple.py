"""Simple commands: assignments, words, redirections (bash manual, 3.2.2, 3.4, 3.6)."""

from __future__ import annotations

import re
from abc import abstractmethod

from interlock.analysis.shell import syntax as s
from interlock.analysis.shell.cursor import META
from interlock.analysis.shell.heredocs import HeredocReader
from interlock.analysis.shell.pieces import Piece, finished
from interlock.analysis.shell.words import VALUE
from interlock.model.facts import Span

_DECLARING = {"declare", "typeset", "export", "readonly", "local"}
_TAKING_ARRAYS = _DECLARING | {"alias", "eval", "let"}
"""Builtins behind whose names bash reads `name=(…)` as one word (`PST_ASSIGNOK` in its `parse.y`)."""
_ASSIGNMENT = {
    "bash": re.compile(r"([A-Za-z_][A-Za-z0-9_]*)(\+?=|\[)"),
    "dash": re.compile(r"([A-Za-z_][A-Za-z0-9_]*)(=)"),
}
_ARRAY = re.compile(r"([A-Za-z_][A-Za-z0-9_]*)(\+?)=(?=\()")
_SCALAR = re.compile(r"([A-Za-z_][A-Za-z0-9_]*)(\+?)=")
_REDIRECTION = {
    "bash": re.compile(
        r"(?:(?P<fd>\d+)|\{(?P<variable>[A-Za-z_][A-Za-z0-9_]*(?:\[[^]\s$`'\"\\;&|<>()]+\])?)\})?"
        r"(?P<operator><<<|<<-?|<>|<&|<(?!\()|>>|>&|>\||>(?!\())|(?P<both>&>>?)"
    ),
    "dash": re.compile(r"(?P<fd>\d)?(?P<operator><<-?|<>|<&|<|>>|>&|>\||>)"),
}
_META = frozenset(META)
_DASH_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


class SimpleCommandReader(HeredocReader):
    """Simple commands, and function definitions, which begin like one."""

    @abstractmethod
    def function_body(self, begin: int, name: str) -> s.FunctionDefinition:
        """The rest of a function definition, from behind its parentheses on."""

    def simple(self) -> s.SimpleCommand | s.FunctionDefinition:
        begin = stop = self.pos
        assignments: list[s.Assignment] = []
        words: list[s.Word] = []
        declared: list[s.Assignment] = []
        redirections: list[s.Redirection] = []
        taking_arrays = declaring = False
        while True:
            if redirection := self.redirection():
                redirections.append(redirection)
            elif not words and (assignment := self.assignment(blanks=not (assignments and redirections))):
                assignments.append(assignment)
            elif taking_arrays and (array := self.array_argument()):
                words.append(array[0])
                if declaring:
                    declared.append(array[1])
            elif word := self.word():
                if not words:
                    name = self._plain_name(word)
                    taking_arrays = self.dialect == "bash" and name in _TAKING_ARRAYS
                    declaring = name in _DECLARING
                elif declaring and (scalar := self.scalar_argument(word)):
                    declared.append(scalar)
                words.append(word)
            else:
                break
            stop = self.pos
            self.blanks()
            if self.at("("):
                if len(words) == 1 and not assignments and not redirections:
                    return self._function(begin, stop)
                self.unexpected()
        if stop == begin:
            self.unexpected()
        return s.SimpleCommand(
            self.span(begin, stop), tuple(assignments), tuple(words), tuple(redirections), tuple(declared)
        )

    def _plain_name(self, word: s.Word) -> str | None:
        """The word where it is written without quotes: quoted, bash's parser does not know its builtins."""
        part = word.parts[0] if len(word.parts) == 1 else None
        return part.text if isinstance(part, s.Lit) and not part.quoted else None

    def _function(self, begin: int, stop: int) -> s.FunctionDefinition:
        name = self.text[begin:stop]
        self.pos += 1
        self.blanks()
        self.expect(")")
        if self.dialect == "dash" and not _DASH_NAME.fullmatch(name):
            self.fail("bad function name")
        return self.function_body(begin, name)

    # --- assignments --------------------------------------------------------------------------------------------------

    def assignment_begins(self) -> bool:
        return _ASSIGNMENT[self.dialect].match(self.text, self.pos, self.end) is not None

    def assignment(self, *, blanks: bool = True) -> s.Assignment | None:
        """`name=value`, `name[subscript]=value`. Without `blanks` a subscript with one in it ends there: bash has it so
        behind an assignment and a redirection.
        """
        match = _ASSIGNMENT[self.dialect].match(self.text, self.pos, self.end)
        if match is None:
            return None
        begin = self.pos
        subscript: s.Word | None = None
        self.pos = match.end()
        append = match[2] == "+="
        if match[2] == "[":
            mark = self.save()
            self.pos -= 1
            subscript = self.subscript()
            if not blanks and re.search(r"[ \t]", self.text[begin : self.pos]):
                self.doubt()
                self.fail("a command named like an element of an array")
            self.join()
            append = self.take("+=")
            if not append and not self.take("="):
                if any(isinstance(p, s.Lit) and not p.quoted and not _META.isdisjoint(p.text) for p in subscript.parts):
                    self.doubt()
                    self.fail("a command named like an element of an array")
                self.restore(mark)
                self.pos = begin
                return None
        value: s.Word | s.ArrayLiteral
        if self.dialect == "bash" and self.at("("):
            at = self.pos
            value = self.array()
            if self.word(VALUE) is not None:
                # bash assigns all of `(1)b`, as characters
                value = s.Word(self.span(at, self.pos), (self.opaque(at, self.pos, "characters behind an array"),))
        else:
            value = self.word(VALUE) or s.Word(self.span(self.pos, self.pos), ())
        return s.Assignment(self.span(begin, self.pos), match[1], value, subscript, append)

    def array(self) -> s.ArrayLiteral:
        """`(…)` with words and `[key]=value` in it."""
        begin = self.pos
        self.pos += 1
        self.enter_compound()
        elements: list[tuple[s.Word | None, s.Word]] = []
        while True:
            self.newlines()
            if self.take(")"):
                break
            elements.append(self._element())
        self.leave_compound()
        return s.ArrayLiteral(self.span(begin, self.pos), tuple(elements))

    def _element(self) -> tuple[s.Word | None, s.Word]:
        if self.at("["):
            self.doubt()  # where a key ends, bash decides in ways of its own
            mark = self.save()
            key = self.subscript()
            self.join()
            if self.take("=") or self.take("+="):
                return key, self.word(VALUE) or s.Word(self.span(self.pos, self.pos), ())
            self.restore(mark)
        word = self.word()
        if word is None:
            self.unexpected()
        return None, word

    def array_argument(self) -> tuple[s.Word, s.Assignment] | None:
        """`name=(…)` behind a declaring builtin, as the word that it is and as what it means."""
        self.join()
        match = _ARRAY.match(self.text, self.pos, self.end)
        if match is None:
            return None
        begin = self.pos
        self.pos = match.end()
        array = self.array()
        span = self.span(begin, self.pos)
        pieces: list[Piece] = [(begin, match.end() + 1, match.group() + "(")]
        for i, (key, value) in enumerate(array.elements):
            if i:
                pieces.append((self.pos, self.pos, s.Lit(value.span, " ", True)))
            if key is not None:
                pieces.append((self.pos, self.pos, s.Lit(key.span, "[", True)))
                pieces.extend((self.pos, self.pos, part) for part in key.parts)
                pieces.append((self.pos, self.pos, s.Lit(key.span, "]=", True)))
            pieces.extend((self.pos, self.pos, part) for part in value.parts)
        pieces.append((self.pos - 1, self.pos, ")"))
        word = s.Word(span, finished(pieces, self.span))
        self.count("words")
        return word, s.Assignment(span, match[1], array, append=bool(match[2]))

    def scalar_argument(self, word: s.Word) -> s.Assignment | None:
        """What `name=value` means behind a declaring builtin; None where the word is no such thing."""
        head = word.parts[0]
        if not isinstance(head, s.Lit) or head.quoted or not (match := _SCALAR.match(head.text)):
            return None
        span = Span(head.span.start + match.end(), word.span.end)
        rest = head.text[match.end() :]
        first = (s.Lit(Span(span.start, head.span.end), rest),) if rest else ()
        return s.Assignment(word.span, match[1], s.Word(span, (*first, *word.parts[1:])), append=bool(match[2]))

    # --- redirections -------------------------------------------------------------------------------------------------

    def redirections(self) -> tuple[s.Redirection, ...]:
        """Those behind a compound command. Where there is none, a reserved word may follow at once."""
        found: list[s.Redirection] = []
        self.blanks()
        while redirection := self.redirection():
            found.append(redirection)
            self.blanks()
        if not found:
            self.bare_end = self.pos
        return tuple(found)

    def redirection(self) -> s.Redirection | None:
        match = _REDIRECTION[self.dialect].match(self.text, self.pos, self.end)
        if match is None:
            return None
        begin = self.pos
        found = match.groupdict()
        fd = int(found["fd"][:9]) if found["fd"] else None
        variable = found.get("variable")
        operator = found["operator"] or found["both"]
        self.pos = match.end()
        self.blanks()
        if operator in ("<<", "<<-"):
            return self.heredoc(begin, operator, fd, variable)
        if operator in ("<&", ">&") and self.dialect == "bash" and self.at("-"):
            # A token of its own, whatever follows: in `>&-b` the `b` is a word of the command.
            self.pos += 1
            where = self.span(self.pos - 1, self.pos)
            target: s.Word | None = s.Word(where, (s.Lit(where, "-"),))
        else:
            following = _REDIRECTION[self.dialect].match(self.text, self.pos, self.end)
            # `2>3>f`: the 3 belongs to the second redirection, and so in dash does the 1 of `2>&1>f`.
            duplicated = following is not None and self.dialect == "bash" and operator[-1] == "&" and following["fd"]
            target = self.word() if following is None or duplicated else None
        if target is None:
            self.fail("a redirection without a target")
        return s.Redirection(self.span(begin, self.pos), operator, target, fd, variable)  # type: ignore[arg-type]  # one of the pattern's
