"""Quotes and expansions (bash manual, 3.1.2 and 3.5; POSIX XCU 2.2 and 2.6)."""

from __future__ import annotations

import re
from abc import abstractmethod
from collections.abc import Callable, Sequence
from typing import Literal

from interlock.analysis.shell import syntax as s
from interlock.analysis.shell.ansi import ansi_c
from interlock.analysis.shell.cursor import Cursor, Stop
from interlock.analysis.shell.pieces import Piece, finished, with_brackets

_QUOTED_RUN = re.compile(r"[^\"$`\\]+")
_HEREDOC_RUN = re.compile(r"[^$`\\]+")
_ARITHMETIC_RUN = re.compile(r"[^$`\"'\\()\[\];]+")
_OFFSET_RUN = re.compile(r"[^$`\"'\\()\[\]?:}]+")
_OPERAND_RUN = {
    "}": re.compile(r"[^}\\'\"$`*?<>\[~]+"),
    "/}": re.compile(r"[^/}\\'\"$`*?<>\[~]+"),
    "": re.compile(r"[^\\'\"$`*?<>\[~]+"),
}
_PARAMETER = re.compile(r"[A-Za-z_][A-Za-z0-9_]*|[0-9@*#?$!-]")
_NAME_IN_BRACES = re.compile(r"[A-Za-z_][A-Za-z0-9_]*|[0-9]+|[@*#?$!-]")
_LENGTH = re.compile(r"#(?:[A-Za-z_][A-Za-z0-9_]*(?=[}\[])|[0-9]+(?=\})|[@*?$!_#-](?=\}))")
_INDIRECT = re.compile(r"!(?:[A-Za-z0-9_]|[@*#?-](?=\}))")
_NAMES_BY_PREFIX = re.compile(r"[@*](?=\})")
_OPERATOR = {
    "bash": re.compile(r":[-=?+]|##|%%|//|/#|/%|\^\^|,,|~~|@[QEPAaKkUuL](?=\})|[-=?+#%/^,~:]"),
    "dash": re.compile(r":[-=?+]|##|%%|[-=?+#%]"),
}
_PATTERN_OPERATORS = {"#", "##", "%", "%%", "^", "^^", ",", ",,", "~", "~~"}
_TILDE = re.compile(r"~([^ \t\n;&|<>()'\"\\$`*?\[{}/:=~]*)(?=[/:}]|$)")


class SubstitutionReader(Cursor):
    """Everything behind `$`, a backtick, a quote. The commands inside are read by the classes above this one."""

    @abstractmethod
    def substitution(self, closing: Literal[")", "}"]) -> s.Script:
        """Commands up to `closing`, which is read, too."""

    @abstractmethod
    def program(self, text: str, origins: Sequence[int]) -> s.Script:
        """Commands of a text that was unescaped out of this one; the rest behind an error in it is opaque."""

    # --- quotes -------------------------------------------------------------------------------------------------------

    def single_quoted(self) -> s.Lit:
        begin = self.pos
        close = self.find("'", begin + 1)
        self.pos = close + 1
        return s.Lit(self.span(begin, self.pos), self.text[begin + 1 : close], True)

    def ansi_quoted(self) -> s.Lit:
        """`$'…'`."""
        begin = self.pos
        close = begin + 2
        while not self.text.startswith("'", close, self.end):
            if close >= self.end:
                self.fail("a `$'` without its end")
            close += 2 if self.text[close] == "\\" else 1
        self.pos = close + 1
        return s.Lit(self.span(begin, self.pos), ansi_c(self.text[begin + 2 : close]), True)

    def double_quoted(self) -> s.DoubleQuoted:
        """`"…"` and `$"…"`."""
        begin = self.pos
        self.pos += 2 if self.at("$") else 1
        parts = self.quoted_parts('"')
        self.expect('"')
        return s.DoubleQuoted(self.span(begin, self.pos), parts)

    def quoted_parts(self, stop: Literal['"', ""]) -> tuple[s.Part, ...]:
        """What double quotes leave special, up to `"`, or to the end where that is an ordinary character (bodies of
        here-documents)."""
        parts: list[s.Part] = []
        plain = _QUOTED_RUN if stop else _HEREDOC_RUN
        escapable = '$`"\\' if stop else "$`\\"
        begin = self.pos
        run: list[str] = []

        def close(end: int) -> None:
            if run:
                parts.append(s.Lit(self.span(begin, end), "".join(run), True))
                run.clear()

        while self.more():
            at = self.pos
            if match := plain.match(self.text, at, self.end):
                run.append(match.group())
                self.pos = match.end()
                continue
            if at >= self.end or self.text[at] == stop:
                break
            if self.text[at] == "\\":
                following = self.text[at + 1 : min(at + 2, self.end)]
                run.append(following if following and following in escapable else "\\" + following)
                self.pos = min(at + 2, self.end)
                continue
            if self.text[at] == "$" and not self._expands():
                run.append("$")
                self.pos += 1
                continue
            close(at)
            parts.append(self.dollar(quoted=True) if self.text[at] == "$" else self.backticks(quoted=True))
            begin = self.pos
        close(self.pos)
        return tuple(parts)

    def _expands(self) -> bool:
        """Whether the `$` here, in double quotes, is more than a character."""
        return self.text.startswith(("(", "{"), self.pos + 1, self.end) or (
            (self.dialect == "bash" and self.text.startswith("[", self.pos + 1, self.end))
            or _PARAMETER.match(self.text, self.pos + 1, self.end) is not None
        )

    def backticks(self, *, quoted: bool) -> s.Part:
        return self._once(self._backticks, quoted)

    def _backticks(self, quoted: bool) -> s.CommandSubstitution:
        begin = at = self.pos
        escapable = '$`\\"' if quoted else "$`\\"
        chars: list[str] = []
        origins: list[int] = []
        at += 1
        while True:
            if at >= self.end:
                self.fail("a backtick without its end")
            char = self.text[at]
            if char == "`":
                break
            origins.append(self.span(at, at).start)
            if char == "\\" and at + 1 < self.end and self.text[at + 1] in escapable:
                at += 1
            chars.append(self.text[at])
            at += 1
        origins.append(self.span(at, at).start)
        self.pos = at + 1
        return s.CommandSubstitution(self.span(begin, self.pos), self.program("".join(chars), origins), "backtick")

    # --- dollar -------------------------------------------------------------------------------------------------------

    def dollar(self, *, quoted: bool) -> s.Part:
        """What begins with the `$` here. `quoted`: in double quotes, where `$'` and `$"` mean nothing."""
        self.join()
        begin = self.pos
        following = self.text[begin + 1] if begin + 1 < self.end else ""
        if following == "(":
            return self._once(self._parenthesized, quoted)
        if following == "{":
            return self._once(self._braced, quoted)
        if self.dialect == "bash":
            if following == "[":
                return self._once(self._bracketed, quoted)
            if following == "'" and not quoted:
                return self.ansi_quoted()
            if following == '"' and not quoted:
                return self.double_quoted()
        if match := _PARAMETER.match(self.text, begin + 1, self.end):
            self.pos = match.end()
            return s.Parameter(self.span(begin, self.pos), match.group())
        self.pos = begin + 1
        return s.Lit(self.span(begin, self.pos), "$", quoted)

    def _once(self, reading: Callable[[bool], s.Part], quoted: bool) -> s.Part:
        """What `reading` makes of this place, read only the first time, however often the descent comes back."""
        key = (self.pos, self.end, quoted)
        known = self.outcomes.get(key)
        if isinstance(known, Stop):
            if known.of_grammar:
                self.fail(known.detail)  # there may be doubt by now
            raise known
        if known is not None:
            part, self.pos, pending = known
            self.pending.extend(pending)
            return part
        before = len(self.pending)
        try:
            part = reading(quoted)
        except Stop as stop:
            self.outcomes[key] = stop
            raise
        self.outcomes[(key[0], self.end, quoted)] = (part, self.pos, tuple(self.pending[before:]))
        return part

    def _parenthesized(self, quoted: bool) -> s.Part:
        """`$((…))` or `$(…)`. Which of them, the end tells: `$((a); (b))` is a substitution."""
        begin = self.pos
        mark = self.save()
        if self.text.startswith("((", begin + 1, self.end):
            self.enter_substitution()
            self.pos += 3
            parts = self.balanced_or_none("))")
            if parts is not None:
                self.leave_substitution()
                return s.Arithmetic(self.span(begin, self.pos), parts)
            self.restore(mark)
        body = self._between_parentheses(begin)
        return body if isinstance(body, s.OpaqueNode) else s.CommandSubstitution(self.span(begin, self.pos), body)

    def _between_parentheses(self, begin: int) -> s.Script | s.OpaqueNode:
        """The commands in the parentheses here, behind one character."""
        mark = self.save()
        self.pos += 2
        try:
            return self.substitution(")")
        except Stop as stop:
            if not stop.of_grammar or not self.text.startswith("((", begin + 1, self.end):
                raise
        # What begins with two parentheses bash takes up to the last of them, and finds the error when it runs it.
        self.restore(mark)
        self.enter_substitution()
        self.pos += 2
        self.balanced(")")
        self.leave_substitution()
        return self.opaque(begin, self.pos, "neither arithmetic nor commands")

    def _bracketed(self, quoted: bool) -> s.Arithmetic:
        """`$[…]`."""
        begin = self.pos
        self.enter_substitution()
        self.pos += 2
        parts = self.balanced("]")
        self.leave_substitution()
        return s.Arithmetic(self.span(begin, self.pos), parts)

    # --- arithmetic ---------------------------------------------------------------------------------------------------

    def balanced_or_none(self, stop: str) -> tuple[s.Part, ...] | None:
        try:
            return self.balanced(stop)
        except Stop as error:
            if not error.of_grammar:
                raise
            return None

    def balanced(self, stop: Literal["))", ")", "]", ";"] | str) -> tuple[s.Part, ...]:
        """A text up to `stop` outside of its own parentheses (brackets, for `]`); `stop` is read, too."""
        try:
            return self._balanced(stop)
        except Stop as error:
            if error.of_grammar:
                self.doubt()  # the shells look for the end in ways of their own
                self.fail(error.detail)
            raise

    def _balanced(self, stop: str) -> tuple[s.Part, ...]:
        opening, closing = ("[", "]") if stop == "]" else ("(", ")")
        pieces: list[Piece] = []
        level = 0
        while self.more():
            at = self.pos
            if level == 0 and self.take(stop):
                return finished(pieces, self.span)
            if match := _ARITHMETIC_RUN.match(self.text, at, self.end):
                self.pos = match.end()
                pieces.append((at, self.pos, match.group()))
                continue
            char = self.text[at]
            if self._special(char, pieces):
                continue
            level += (char == opening) - (char == closing)
            if level < 0:
                self.fail(f"unexpected `{char}`")
            if level > self.limits.compound_depth:
                raise Stop("depth", "compound_depth")
            self.pos += 1
            pieces.append((at, self.pos, char))
        self.fail(f"`{stop}` is missing")

    def _special(self, char: str, pieces: list[Piece]) -> bool:
        """Read what is neither plain nor a parenthesis in a balanced text; False where `char` is none of it."""
        at = self.pos
        part: s.Part
        if char == "$":
            part = self.dollar(quoted=False)
        elif char == "`":
            part = self.backticks(quoted=False)
        elif char == '"':
            part = self.double_quoted()
        elif char == "'":
            part = self.single_quoted()
        elif char == "\\":
            self.pos = min(at + 2, self.end)
            part = s.Lit(self.span(at, self.pos), self.text[at + 1 : self.pos], True)
        else:
            return False
        pieces.append((at, self.pos, part))
        return True

    def subscript(self) -> s.Word:
        """`[…]`; its parts are what stands inside."""
        begin = self.pos
        self.pos += 1
        parts = self.balanced("]")
        return s.Word(self.span(begin, self.pos), parts)

    # --- parameters in braces -----------------------------------------------------------------------------------------

    def _braced(self, quoted: bool) -> s.Part:
        begin = self.pos
        mark = self.save()
        self.enter_substitution()
        try:
            part = self._function_substitution(begin) or self._parameter(begin, quoted)
        except Stop as stop:
            if not stop.of_grammar:
                raise
            # bash finds the end by its quotes and braces, and says "bad substitution" when it comes to expand it.
            self.restore(mark)
            self.enter_substitution()
            self.pos = begin + 2
            try:
                self.operand("}", quoted=quoted, pattern=False)
            except Stop as error:
                if error.of_grammar:
                    self.doubt()
                    self.fail(error.detail)
                raise
            self.expect("}")
            part = self.opaque(begin, self.pos, "bad substitution")
        self.leave_substitution()
        return part

    def _function_substitution(self, begin: int) -> s.Part | None:
        """`${ …; }` and `${| …; }` of bash 5.3."""
        if self.dialect != "bash" or not self.text.startswith((" ", "\t", "\n", "|"), begin + 2, self.end):
            return None
        self.doubt()  # before 5.3, this is a parameter of no name
        form: Literal["function", "reply"] = "reply" if self.text[begin + 2] == "|" else "function"
        self.pos = begin + 3
        body = self.substitution("}")
        return s.CommandSubstitution(self.span(begin, self.pos), body, form)

    def _parameter(self, begin: int, quoted: bool) -> s.Parameter:
        self.pos = begin + 2
        self.join()
        bash = self.dialect == "bash"
        indirect = bash and _INDIRECT.match(self.text, self.pos, self.end) is not None
        length = not indirect and _LENGTH.match(self.text, self.pos, self.end) is not None
        self.pos += indirect or length
        match = _NAME_IN_BRACES.match(self.text, self.pos, self.end)
        if match is None:
            self.fail("bad substitution")
        name = match.group()
        self.pos = match.end()
        subscript = self.subscript() if bash and self.at("[") else None
        self.join()
        if self.take("}"):
            keys = indirect and subscript is not None and _literal(subscript) in ("@", "*")
            span = self.span(begin, self.pos)
            return s.Parameter(span, name, subscript, indirect and not keys, length, keys)
        if indirect and subscript is None and _NAMES_BY_PREFIX.match(self.text, self.pos, self.end):
            self.pos += 2
            return s.Parameter(self.span(begin, self.pos), name, prefix_names=True)
        match = _OPERATOR[self.dialect].match(self.text, self.pos, self.end)
        if match is None or length:
            self.fail("bad substitution")
        operator = match.group()
        self.pos = match.end()
        operands = self._operands(operator, quoted)
        self.expect("}")
        return s.Parameter(self.span(begin, self.pos), name, subscript, indirect, operator=operator, operands=operands)

    def _operands(self, operator: str, quoted: bool) -> tuple[s.Word, ...]:
        if operator == ":":
            offset = self.offset()
            return (offset, self.offset()) if self.take(":") else (offset,)
        if operator[0] == "/":
            # Behind `//` a `/` is the pattern, or begins it; behind `/#` and `/%` it ends an empty one.
            empty = operator in ("/#", "/%") and self.at("/")
            pattern = (
                s.Word(self.span(self.pos, self.pos), ()) if empty else self.operand("/}", quoted=quoted, pattern=True)
            )
            return (pattern, self.operand("}", quoted=quoted, pattern=False)) if self.take("/") else (pattern,)
        if operator[0] == "@":
            return ()
        return (self.operand("}", quoted=quoted, pattern=operator in _PATTERN_OPERATORS),)

    def offset(self) -> s.Word:
        """Offset or length of a substring: arithmetic up to `:` or `}`; a `?` takes the next `:` with it."""
        begin = self.pos
        pieces: list[Piece] = []
        questions = level = 0
        while self.more():
            at = self.pos
            if match := _OFFSET_RUN.match(self.text, at, self.end):
                self.pos = match.end()
                pieces.append((at, self.pos, match.group()))
                continue
            char = self.text[at]
            if char == "}" or (char == ":" and not questions and not level):
                break
            if self._special(char, pieces):
                continue
            questions += (char == "?") - (char == ":" and questions > 0)
            level += (char in "([") - (char in ")]" and level > 0)
            self.pos += 1
            pieces.append((at, self.pos, char))
        return s.Word(self.span(begin, self.pos), finished(pieces, self.span))

    def operand(self, stops: Literal["}", "/}", ""], *, quoted: bool, pattern: bool) -> s.Word:
        """The word of `${x:-word}` up to one of `stops`. `quoted`: in double quotes, where single quotes quote in
        patterns only (yet hide a `}`, in bash)."""
        begin = self.pos
        literal = quoted and not pattern
        pieces = self._operand_pieces(stops, quoted, literal)
        if not literal:
            pieces = with_brackets(pieces, self.span, slash_splits=not pattern)
        return s.Word(self.span(begin, self.pos), finished(pieces, self.span, quoted=literal))

    def _operand_pieces(self, stops: Literal["}", "/}", ""], quoted: bool, literal: bool) -> list[Piece]:
        begin = self.pos
        pieces: list[Piece] = []
        plain = _OPERAND_RUN[stops]
        while self.more():
            at = self.pos
            if match := plain.match(self.text, at, self.end):
                self.pos = match.end()
                pieces.append((at, self.pos, match.group()))
                continue
            char = self.text[at]
            if char in stops and not (char == "/" and at == begin):
                break
            self._operand_special(char, pieces, begin, quoted, literal)
        return pieces

    def _operand_special(self, char: str, pieces: list[Piece], begin: int, quoted: bool, literal: bool) -> None:
        at = self.pos
        part: str | s.Part
        if char == "\\":
            self.pos = min(at + 2, self.end)
            following = self.text[at + 1 : self.pos]
            if not literal:
                part = s.Lit(self.span(at, self.pos), following, True)
            else:
                part = following if following and following in '$`"\\}' else "\\" + following
        elif char == "'" and not literal:
            part = self.single_quoted()
        elif char == "'" and self.dialect == "bash":
            pieces.extend(self._literal_quotes())
            return
        elif char == '"':
            part = self.double_quoted()
        elif char == "$":
            # bash's option `extquote`, on by default, lets `$'` quote here even inside double quotes.
            part = self.dollar(quoted=quoted and not self.text.startswith("$'", at, self.end))
        elif char == "`":
            part = self.backticks(quoted=quoted)
        elif char in "<>" and not quoted and self.dialect == "bash" and self.text.startswith("(", at + 1, self.end):
            part = self.process_substitution()
        elif char in "*?" and not literal:
            self.pos += 1
            part = s.GlobPart(self.span(at, self.pos), char)
        elif char == "~" and at == begin and not literal and (match := _TILDE.match(self.text, at, self.end)):
            self.pos = match.end()
            part = s.Tilde(self.span(at, self.pos), match[1])
        else:
            self.pos += 1
            part = char
        pieces.append((at, self.pos, part))

    def _literal_quotes(self) -> list[Piece]:
        """`'…'` in a word inside double quotes: characters, between which expansions go on and braces do not end."""
        begin = self.pos
        close = self.find("'", begin + 1)
        tail = len(self.text) - self.end
        self.pos = begin + 1
        self.end = close
        inside = self._operand_pieces("", quoted=True, literal=True)
        close = self.pos
        self.end = len(self.text) - tail
        self.expect("'")
        return [(begin, begin + 1, "'"), *inside, (close, self.pos, "'")]

    def process_substitution(self) -> s.ProcessSubstitution | s.OpaqueNode:
        begin = self.pos
        direction: Literal["<", ">"] = "<" if self.at("<") else ">"
        body = self._between_parentheses(begin)
        if isinstance(body, s.OpaqueNode):
            return body
        return s.ProcessSubstitution(self.span(begin, self.pos), direction, body)


def _literal(word: s.Word) -> str:
    return "".join(part.text for part in word.parts if isinstance(part, s.Lit))
