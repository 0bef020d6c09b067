"""`[[ … ]]` (bash manual, 3.2.5.2), and `((…))`, which looks as little like other commands."""

from __future__ import annotations

from typing import Literal

from interlock.analysis.shell import syntax as s
from interlock.analysis.shell.simple import SimpleCommandReader
from interlock.analysis.shell.words import CONDITION_PATTERN, OPERAND

_UNARY = {"-" + letter for letter in "abcdefghknoprstuvwxzGLNORS"}
_MATCHING = {"=", "==", "!="}
_ARITHMETIC = {"-eq", "-ne", "-lt", "-le", "-gt", "-ge"}
_BINARY = _MATCHING | _ARITHMETIC | {"=~", "-nt", "-ot", "-ef"}


class ConditionReader(SimpleCommandReader):
    """Conditions, without recursion: their parentheses are operators like others."""

    def condition(self) -> s.Condition:
        """From behind `[[` on."""
        begin = self.pos
        self.pos = self.keyword_end
        reading = _Condition(self)
        reading.read()
        span = self.span(begin, self.pos)
        return s.Condition(
            span,
            tuple(reading.items),
            tuple(reading.operators),
            tuple(reading.arithmetic),
            tuple(reading.names),
            redirections=self.redirections(),
        )

    def arithmetic_command(self) -> s.ArithmeticCommand | None:
        """`((…))`, unless it turns out to be one subshell in another; then nothing is read."""
        begin = self.pos
        mark = self.save()
        self.pos += 2
        parts = self.balanced_or_none("))")
        if parts is None:
            self.restore(mark)
            return None
        expression = s.Arithmetic(self.span(begin + 2, self.pos - 2), parts)
        return s.ArithmeticCommand(self.span(begin, self.pos), expression, redirections=self.redirections())


class _Condition:
    """The inside of one `[[ ]]`."""

    def __init__(self, reader: ConditionReader) -> None:
        self.reader = reader
        self.items: list[s.Word] = []
        self.operators: list[str] = []
        self.arithmetic: list[s.Word] = []
        self.names: list[s.Word] = []
        self.level = 0

    def read(self) -> None:
        """Terms and what joins them, up to `]]`."""
        reader = self.reader
        reader.newlines()
        if self.closes():  # an empty condition is false, not an error
            reader.doubt()  # bash 5.2 loses its place behind one
            return
        while True:
            self.term()
            reader.newlines()
            while self.level and reader.take(")"):
                self.operators.append(")")
                self.level -= 1
                reader.newlines()
            if self.joins("&&") or self.joins("||"):
                continue
            if self.level == 0 and self.closes():
                return
            reader.unexpected()

    def closes(self) -> bool:
        return self.plain("]]") is not None

    def joins(self, operator: Literal["&&", "||"]) -> bool:
        if not self.reader.take(operator):
            return False
        self.operators.append(operator)
        return True

    def plain(self, *words: str) -> str | None:
        """Which of the unquoted `words` stands here; it is read then."""
        reader = self.reader
        for word in words:
            end = reader.pos + len(word)
            if reader.at(word) and (end >= reader.end or reader.text[end] in " \t\n;&|<>()"):
                reader.pos = end
                return word
        return None

    def term(self) -> None:
        reader = self.reader
        reader.newlines()
        while opening := self.plain("!") or ("(" if reader.take("(") else None):
            self.operators.append(opening)
            self.level += opening == "("
            reader.newlines()
        if operator := self.unary():
            self.operators.append(operator)
            word = self.operand()
            if operator in ("-v", "-R"):
                self.names.append(word)
            return
        left = self.operand()
        if operator := self.binary():
            self.operators.append(operator)
            right = self.right_side(operator)
            if operator in _ARITHMETIC:
                self.arithmetic += (left, right)
        elif reader.at("\n"):  # a lone word may be the left side of an operator: bash wants it on this line
            reader.unexpected()

    def unary(self) -> str | None:
        return self.plain(*_UNARY) if self.reader.at("-") else None

    def binary(self) -> str | None:
        reader = self.reader
        reader.blanks()
        if reader.at("<") or reader.at(">"):
            reader.pos += 1
            return reader.text[reader.pos - 1]
        return self.plain(*_BINARY)

    def operand(self) -> s.Word:
        self.reader.blanks()
        return self.kept(self.reader.word(OPERAND))

    def right_side(self, operator: str) -> s.Word:
        self.reader.blanks()
        if operator == "=~":
            return self.kept(self.reader.regular_expression())
        return self.kept(self.reader.word(CONDITION_PATTERN if operator in _MATCHING else OPERAND))

    def kept(self, word: s.Word | None) -> s.Word:
        reader = self.reader
        if word is None:
            reader.unexpected()
        if len(word.parts) == 1 and isinstance(part := word.parts[0], s.Lit) and not part.quoted and part.text == "]]":
            reader.doubt()  # behind `&&`, bash 5.2 takes it for the end
            reader.fail("unexpected `]]`")
        self.items.append(word)
        return word
