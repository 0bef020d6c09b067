"""The lower half of the reader: characters, quotes, expansions, words, here-document bodies."""

from __future__ import annotations

import re
from typing import Any, Literal, NoReturn

from interlock.analysis.shell import syntax as s
from interlock.model.facts import Span
from interlock.model.limits import Limits

_META = " \t\n;&|<>()"
_PLAIN = re.compile(r"[^\s;&|<>()'\"\\$`*?\[{},~!+@=:/\]#-]+")
_BLANK = re.compile(r"(?:[ \t]|\\\n)+")
_COMMENT = re.compile(r"#[^\n]*")
_BRACKET = re.compile(r"\[[!^]?\]?(?:[^\]\s;&|<>()'\"\\$`]|\\.|\[:\w+:\])*\]")
_RANGE = re.compile(r"\{(-?\d+|[A-Za-z])\.\.(-?\d+|[A-Za-z])(?:\.\.(-?\d+))?\}")
_TILDE = re.compile(r"~([A-Za-z_][A-Za-z0-9_-]*|[+-]\d*|)(?=[/:\s;&|<>()]|$)")
_PARAMETER = re.compile(r"[A-Za-z_][A-Za-z0-9_]*|[0-9@*#?$!_-]")
_BRACED = re.compile(r"[A-Za-z_][A-Za-z0-9_]*|[0-9]+|[@*#?$!_-]")
_OPERATOR = re.compile(r":[-=?+]|##|%%|//|/#|/%|\^\^|,,|~~|@[QEPAaKkUuL]|[-=?+#%/^,~:]")
_ANSI = re.compile(r"\\(?:([abeEfnrtv\\'\"?])|([0-7]{1,3})|x([0-9a-fA-F]{1,2})|u([0-9a-fA-F]{1,4})|U([0-9a-fA-F]{1,8})|c(.)|(.))", re.DOTALL)
_ANSI_NAMED = {"a": "\a", "b": "\b", "e": "\x1b", "E": "\x1b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v", "\\": "\\", "'": "'", '"': '"', "?": "?"}


def ansi_c(text: str) -> str:
    """Decode the inside of `$'…'` (bash manual 3.1.2.4). A NUL ends the text, as in bash."""

    def one(match: re.Match[str]) -> str:
        named, octal, hex2, hex4, hex8, control, other = match.groups()
        if named is not None:
            return _ANSI_NAMED[named]
        if octal is not None:
            return _byte(int(octal, 8) & 0xFF)
        if hex2 is not None:
            return _byte(int(hex2, 16))
        if hex4 is not None or hex8 is not None:
            value = int(hex4 or hex8, 16)
            return chr(value) if value < 0x110000 and not 0xD800 <= value < 0xE000 else "\ufffd"
        if control is not None:
            return chr(ord(control.upper()) & 0x1F) if ord(control) < 128 else control
        return "\\" + other

    return _joined_bytes(_ANSI.sub(one, text)).split("\0", 1)[0]


def _byte(value: int) -> str:
    return chr(value) if value < 128 else chr(0xDC00 + value)


def _joined_bytes(text: str) -> str:
    """Bytes given one by one (`\\303\\251`) make up characters."""
    if not any("\udc80" <= c <= "\udcff" for c in text):
        return text
    return text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


class WordReader:
    """Words. `Reader` adds commands; the two call each other through expansions."""

    KEYWORD = re.compile(r"(?:[A-Za-z]|\\\n)+(?=[\s;&|<>()]|$)|[{}!](?=[\s;&|<>()]|$)|\[\[(?=[\s]|$)")

    def __init__(
        self, text: str, dialect: Literal["bash", "dash"], limits: Limits, *, offsets: list[int] | None = None, parent: WordReader | None = None
    ) -> None:
        self.text = text
        self.pos = 0
        self.end = len(text)
        self.dialect = dialect
        self.limits = limits
        self.offsets = offsets
        self.depth = 0
        self.keyword_end = 0
        self.brace_ends = False
        """Inside `${ …; }`: its brace needs nothing behind it."""
        self.extglob = parent.extglob if parent else False
        self.substitutions = parent.substitutions + 1 if parent else 0
        self.counts: dict[str, int] = parent.counts if parent else {"commands": 0, "words": 0, "heredocs": 0}
        self.pending: list[tuple[s.Redirection, str, bool, bool]] = []
        self.opaques: list[s.OpaqueNode] = parent.opaques if parent else []
        self.comments: list[Span] = []
        self.no_braces: set[int] = set()

    # What the upper half provides.

    def substitution(self, end: str) -> s.Script:
        raise NotImplementedError

    def nested(self, text: str, offsets: list[int]) -> s.Script:
        raise NotImplementedError

    def fail(self, why: str) -> NoReturn:
        raise NotImplementedError

    # --- characters ---------------------------------------------------------------------------------------------------

    def span(self, begin: int, end: int) -> Span:
        if self.offsets is None:
            return Span(begin, end)
        last = len(self.offsets) - 1
        return Span(self.offsets[min(begin, last)], self.offsets[min(end, last)])

    def save(self) -> tuple[Any, ...]:
        return self.pos, self.depth, self.substitutions, list(self.pending), len(self.comments)

    def restore(self, saved: tuple[Any, ...]) -> None:
        self.pos, self.depth, self.substitutions, self.pending, comments = saved
        del self.comments[comments:]

    def count(self, what: str) -> None:
        self.counts[what] += 1
        if self.counts[what] > getattr(self.limits, what):
            from interlock.analysis.shell.reader import Stop

            raise Stop("size", what)

    def peek(self, operator: str) -> bool:
        """Whether the operator stands here, line continuations inside it allowed."""
        if self.text.startswith(operator, self.pos, self.end):
            return True
        return self.text.startswith("\\\n", self.pos + 1) and self._after(operator) is not None

    def take(self, operator: str) -> None:
        self.blanks()
        after = self._after(operator)
        if after is None:
            self.fail(f"`{operator}` is missing")
        self.pos = after

    def _after(self, operator: str) -> int | None:
        at = self.pos
        for char in operator:
            while self.text.startswith("\\\n", at):
                at += 2
            if at >= self.end or self.text[at] != char:
                return None
            at += 1
        return at

    def blanks(self) -> None:
        """Skip blanks, continuations and a comment."""
        if match := _BLANK.match(self.text, self.pos, self.end):
            self.pos = match.end()
        if self.text.startswith("#", self.pos, self.end) and self._comment_may_begin():
            match = _COMMENT.match(self.text, self.pos, self.end)
            assert match is not None
            self.comments.append(self.span(*match.span()))
            self.pos = match.end()

    def _comment_may_begin(self) -> bool:
        return self.pos == 0 or self.text[self.pos - 1] in _META

    def newlines(self) -> None:
        """Skip blanks and newlines; at each newline the here-documents that wait for one have their bodies."""
        while True:
            self.blanks()
            if not self.text.startswith("\n", self.pos, self.end):
                return
            self.newline()

    def newline(self) -> None:
        self.pos += 1
        while self.pending:
            self.body(*self.pending.pop(0))

    # --- here-documents -----------------------------------------------------------------------------------------------

    def delimiter(self) -> s.Word | None:
        """The word after `<<`: nothing in it is expanded."""
        begin = self.pos
        parts: list[s.Part] = []
        while self.pos < self.end and (char := self.text[self.pos]) not in _META:
            at = self.pos
            if char == "'":
                close = self._find("'", self.pos + 1)
                parts.append(s.Lit(self.span(at, close + 1), self.text[at + 1 : close], True))
                self.pos = close + 1
            elif char == '"' or (self.text.startswith('$"', at) and self.dialect == "bash"):
                opening = at + (2 if char == "$" else 1)
                close = self._find('"', opening)
                parts.append(s.Lit(self.span(at, close + 1), re.sub(r'\\([$`"\\])', r"\1", self.text[opening:close]), True))
                self.pos = close + 1
            elif self.text.startswith("$'", at) and self.dialect == "bash":
                close = self._ansi_end(at + 2)
                parts.append(s.Lit(self.span(at, close + 1), ansi_c(self.text[at + 2 : close]), True))
                self.pos = close + 1
            elif char == "\\":
                if self.text.startswith("\\\n", at):
                    self.pos += 2
                    continue
                parts.append(s.Lit(self.span(at, at + 2), self.text[at + 1 : at + 2], True))
                self.pos += 2
            else:
                parts.append(s.Lit(self.span(at, at + 1), char))
                self.pos += 1
        return s.Word(self.span(begin, self.pos), tuple(parts)) if self.pos > begin else None

    def body(self, redirection: s.Redirection, delimiter: str, quoted: bool, strip: bool) -> None:
        begin = at = self.pos
        terminated = False
        text_end = self.end
        while at < self.end:
            stop = self.text.find("\n", at, self.end)
            stop = self.end if stop < 0 else stop
            line = self.text[at:stop]
            if not quoted:
                while line.endswith("\\") and (len(line) - len(line.rstrip("\\"))) % 2 and stop < self.end:
                    following = self.text.find("\n", stop + 1, self.end)
                    following = self.end if following < 0 else following
                    line = line[:-1] + self.text[stop + 1 : following]
                    stop = following
            if (line.lstrip("\t") if strip else line) == delimiter:
                terminated, text_end = True, at
                at = min(stop + 1, self.end)
                break
            at = stop + 1
        after = min(at, self.end) if terminated else self.end
        raw = self.text[begin:text_end]
        parts: tuple[s.Part, ...]
        if quoted:
            content = re.sub(r"(?m)^\t+", "", raw) if strip else raw
            parts = (s.Lit(self.span(begin, text_end), content, True),)
        else:
            saved_end, self.pos, self.end = self.end, begin, text_end
            parts = self.quoted_parts("")
            self.end = saved_end
            if strip:
                parts = _without_tabs(parts)
        document = s.Heredoc(self.span(begin, text_end), delimiter, quoted, strip, parts, terminated)
        # The node had to exist before its body was reached; nobody has seen it yet.
        object.__setattr__(redirection, "heredoc", document)
        # The newline that ended the delimiter's line ends the command too.
        self.pos = after

    # --- words --------------------------------------------------------------------------------------------------------

    def word(self, *, assignment: bool = False, pattern: bool = False, condition: bool = False, stops: str = "") -> s.Word | None:
        """The word here, or None. `pattern`: extglob holds. `stops`: further characters that end it (brace alternatives)."""
        begin = self.pos
        parts = self.word_parts(assignment=assignment, pattern=pattern, condition=condition, stops=stops)
        if self.pos == begin and not stops:
            return None
        if not stops:
            self.count("words")
        return s.Word(self.span(begin, self.pos), tuple(parts))

    def word_parts(self, *, assignment: bool, pattern: bool, condition: bool, stops: str) -> list[s.Part]:
        text, parts = self.text, list[s.Part]()
        begin = self.pos
        while self.pos < self.end:
            at = self.pos
            char = text[at]
            if match := _PLAIN.match(text, at, self.end):
                self.pos = match.end()
                self._lit(parts, at, match.group())
            elif char in stops:
                break
            elif char in "?*+@!" and text.startswith("(", at + 1) and (self.extglob or pattern or condition) and self.dialect == "bash":
                parts.append(self.extended_glob())
            elif char in "<>" and text.startswith("(", at + 1) and self.dialect == "bash":
                parts.append(self.process_substitution())
            elif char in _META:
                break
            elif char == "\\":
                if text.startswith("\\\n", at):
                    self.pos += 2
                    if self.pos >= self.end:
                        break
                else:
                    self.pos = min(at + 2, self.end)
                    parts.append(s.Lit(self.span(at, self.pos), text[at + 1 : at + 2] or "\\", True))
            elif char == "'":
                close = self._find("'", at + 1)
                self.pos = close + 1
                parts.append(s.Lit(self.span(at, self.pos), text[at + 1 : close], True))
            elif char == '"':
                parts.append(self.double_quoted(at + 1))
            elif char == "$":
                parts.append(self.dollar(quoted=False))
            elif char == "`":
                parts.append(self.backticks(quoted=False))
            elif char in "*?":
                self.pos += 1
                parts.append(s.GlobPart(self.span(at, self.pos), char))
            elif char == "[" and (match := _BRACKET.match(text, at, self.end)):
                self.pos = match.end()
                parts.append(s.GlobPart(self.span(at, self.pos), match.group()))
            elif char == "{" and self.dialect == "bash" and not assignment and not condition and at not in self.no_braces and (braces := self.braces()):
                parts.append(braces)
            elif char == "~" and self._tilde_position(parts, begin, assignment) and (match := _TILDE.match(text, at, self.end)):
                self.pos = match.end()
                parts.append(s.Tilde(self.span(at, self.pos), match.group(1)))
            else:
                self.pos += 1
                self._lit(parts, at, char)
        return parts

    def _lit(self, parts: list[s.Part], at: int, text: str) -> None:
        if parts and isinstance(last := parts[-1], s.Lit) and not last.quoted and last.span.end == self.span(at, at).start:
            parts[-1] = s.Lit(Span(last.span.start, self.span(at, self.pos).end), last.text + text)
        else:
            parts.append(s.Lit(self.span(at, self.pos), text))

    def _tilde_position(self, parts: list[s.Part], begin: int, assignment: bool) -> bool:
        if self.pos == begin:
            return True
        last = parts[-1] if parts else None
        if not isinstance(last, s.Lit) or last.quoted:
            return False
        if assignment:
            return last.text.endswith(":")
        return bool(re.fullmatch(r"[A-Za-z_][A-Za-z0-9_]*=", last.text)) or (len(parts) == 1 and re.match(r"[A-Za-z_]\w*=", last.text) is not None and last.text.endswith(":"))

    def braces(self) -> s.Part | None:
        """`{a,b}` or a range here; None (and nothing read) where bash would leave the brace alone."""
        begin = self.pos
        if match := _RANGE.match(self.text, begin, self.end):
            self.pos = match.end()
            return s.BraceRange(self.span(begin, self.pos), match.group(1), match.group(2), match.group(3) or "")
        saved = self.save()
        self.pos += 1
        alternatives: list[s.Word] = []
        while True:
            word = self.word(stops=",}")
            assert word is not None  # INVARIANT: with stops, an empty word is a word
            alternatives.append(word)
            if self.text.startswith(",", self.pos, self.end):
                self.pos += 1
            elif self.text.startswith("}", self.pos, self.end) and len(alternatives) > 1:
                self.pos += 1
                return s.Braces(self.span(begin, self.pos), tuple(alternatives))
            else:
                self.restore(saved)
                self.no_braces.add(begin)
                return None

    def extended_glob(self) -> s.Part:
        begin = self.pos
        operator = self.text[begin]
        self.pos += 2
        alternatives: list[s.Word] = []
        self.depth += 1
        if self.depth > self.limits.compound_depth:
            self.fail("extended patterns nest too deep")
        bare = 0
        while True:
            at = self.pos
            parts: list[s.Part] = []
            while self.pos < self.end and (bare or self.text[self.pos] not in "|)"):
                if self.text[self.pos] in " \t\n;&<>()|":
                    bare += (self.text[self.pos] == "(") - (self.text[self.pos] == ")")
                    self._take_plain(parts)
                else:
                    before = self.pos
                    parts += self.word_parts(assignment=True, pattern=True, condition=True, stops="|)")
                    if self.pos == before:
                        self._take_plain(parts)
            alternatives.append(s.Word(self.span(at, self.pos), tuple(parts)))
            if self.pos >= self.end:
                self.fail("an extended pattern without its end")
            self.pos += 1
            if self.text[self.pos - 1] == ")":
                self.depth -= 1
                return s.ExtGlob(self.span(begin, self.pos), operator, tuple(alternatives))  # type: ignore[arg-type]  # one of the five by the caller's test

    def _take_plain(self, parts: list[s.Part]) -> None:
        at = self.pos
        self.pos += 1
        self._lit(parts, at, self.text[at])

    def regex_word(self) -> s.Word | None:
        """The right side of `=~`: parentheses and bars are its own."""
        begin = self.pos
        parts: list[s.Part] = []
        depth = 0
        while self.pos < self.end:
            char = self.text[self.pos]
            if char in " \t\n" and depth == 0:
                break
            if char in "&" and depth == 0 and self.peek("&&"):
                break
            if char == "(":
                depth += 1
            elif char == ")":
                if depth == 0:
                    break
                depth -= 1
            if char in "()|<>;& \t\n":
                self._take_plain(parts)
                continue
            before = self.pos
            parts += self.word_parts(assignment=True, pattern=False, condition=True, stops="")
            if self.pos == before:
                self._take_plain(parts)
        return s.Word(self.span(begin, self.pos), tuple(parts)) if self.pos > begin else None

    def process_substitution(self) -> s.Part:
        begin = self.pos
        direction: Literal["<", ">"] = "<" if self.text[begin] == "<" else ">"
        self.pos += 2
        body = self.substitution(")")
        self.take(")")
        return s.ProcessSubstitution(self.span(begin, self.pos), direction, body)

    # --- quotes -------------------------------------------------------------------------------------------------------

    def double_quoted(self, opening: int) -> s.Part:
        begin = self.pos
        self.pos = opening
        parts = self.quoted_parts('"')
        if self.pos >= self.end:
            self.fail('a `"` without its end')
        self.pos += 1
        return s.DoubleQuoted(self.span(begin, self.pos), parts)

    def quoted_parts(self, close: str) -> tuple[s.Part, ...]:
        """The inside of double quotes up to `close`, or a here-document's body up to the end (`close` empty)."""
        parts: list[s.Part] = []
        plain = re.compile(r'[^"\\$`]+' if close else r"[^\\$`]+")
        escapable = '$`"\\' if close else "$`\\"
        while self.pos < self.end:
            at = self.pos
            char = self.text[at]
            if match := plain.match(self.text, at, self.end):
                self.pos = match.end()
                parts.append(s.Lit(self.span(at, self.pos), match.group(), True))
            elif char == close:
                break
            elif char == "\\":
                following = self.text[at + 1 : at + 2]
                if at + 1 >= self.end:
                    following = ""
                self.pos = at + 1 + len(following)
                if following == "\n":
                    continue
                parts.append(s.Lit(self.span(at, self.pos), following if following and following in escapable else "\\" + following, True))
            elif char == "$":
                parts.append(self.dollar(quoted=True))
            elif char == "`":
                parts.append(self.backticks(quoted=close == '"'))
            else:
                self.pos += 1
                parts.append(s.Lit(self.span(at, self.pos), char, True))
        return tuple(parts)

    def backticks(self, *, quoted: bool) -> s.Part:
        begin = self.pos
        at = begin + 1
        chars: list[str] = []
        offsets: list[int] = []
        escapable = '$`\\"' if quoted else "$`\\"
        while True:
            if at >= self.end:
                self.fail("a backtick without its end")
            char = self.text[at]
            if char == "`":
                break
            if char == "\\" and self.text[at + 1 : at + 2] and self.text[at + 1] in escapable:
                at += 1
            chars.append(self.text[at])
            offsets.append(self.span(at, at).start)
            at += 1
        offsets.append(self.span(at, at).start)
        self.pos = at + 1
        body = self.nested("".join(chars), offsets)
        return s.CommandSubstitution(self.span(begin, self.pos), body, "backtick")

    def _find(self, char: str, at: int) -> int:
        close = self.text.find(char, at, self.end)
        if close < 0:
            self.fail(f"a `{char}` without its end")
        return close

    def _ansi_end(self, at: int) -> int:
        while at < self.end and self.text[at] != "'":
            at += 2 if self.text[at] == "\\" else 1
        if at >= self.end:
            self.fail("a `$'` without its end")
        return at

    # --- expansions ---------------------------------------------------------------------------------------------------

    def dollar(self, *, quoted: bool) -> s.Part:
        begin = self.pos
        text, following = self.text, self.text[begin + 1 : begin + 2] if begin + 1 < self.end else ""
        if following == "'" and not quoted and self.dialect == "bash":
            close = self._ansi_end(begin + 2)
            self.pos = close + 1
            return s.Lit(self.span(begin, self.pos), ansi_c(text[begin + 2 : close]), True)
        if following == '"' and not quoted and self.dialect == "bash":
            return self.double_quoted(begin + 2)
        if following == "(":
            if text.startswith("((", begin + 1):
                arithmetic = self.try_arithmetic(begin)
                if arithmetic is not None:
                    return arithmetic
            self.pos = begin + 2
            body = self.substitution(")")
            self.take(")")
            return s.CommandSubstitution(self.span(begin, self.pos), body)
        if following == "[" and self.dialect == "bash":
            self.pos = begin + 2
            parts = self.arithmetic_parts("]")
            self.pos += 1
            return s.Arithmetic(self.span(begin, self.pos), parts)
        if following == "{":
            return self.braced(begin, quoted)
        if match := _PARAMETER.match(text, begin + 1, self.end):
            self.pos = match.end()
            return s.Parameter(self.span(begin, self.pos), match.group())
        self.pos = begin + 1
        return s.Lit(self.span(begin, self.pos), "$", quoted)

    def try_arithmetic(self, begin: int) -> s.Part | None:
        """`$((…))`, unless it turns out to be `$( (…) … )`."""
        from interlock.analysis.shell.reader import Stop

        saved = self.save()
        self.pos = begin + 3
        try:
            parts = self.arithmetic_parts("))")
        except Stop as stop:
            if stop.code != "parse_error":
                raise
            self.restore(saved)
            return None
        self.pos += 2
        return s.Arithmetic(self.span(begin, self.pos), parts)

    def arithmetic_parts(self, stop: str) -> tuple[s.Part, ...]:
        """An arithmetic text up to `stop` at the outermost level, which is left standing."""
        parts: list[s.Part] = []
        depth = brackets = 0
        while self.pos < self.end:
            at = self.pos
            char = self.text[at]
            if depth == 0 and brackets == 0 and self.text.startswith(stop, at):
                return tuple(parts)
            if char == "$":
                parts.append(self.dollar(quoted=False))
                continue
            if char == "`":
                parts.append(self.backticks(quoted=False))
                continue
            if char == '"':
                parts.append(self.double_quoted(at + 1))
                continue
            if char == "'":
                close = self._find("'", at + 1)
                self.pos = close + 1
                parts.append(s.Lit(self.span(at, self.pos), self.text[at + 1 : close], True))
                continue
            if char == "\\":
                self.pos = min(at + 2, self.end)
                if not self.text.startswith("\\\n", at):
                    parts.append(s.Lit(self.span(at, self.pos), self.text[at + 1 : self.pos], True))
                continue
            if char == "(":
                depth += 1
            elif char == ")":
                depth -= 1
                if depth < 0:
                    self.fail("an unbalanced parenthesis in arithmetic")
            elif char == "[" and stop != "]":
                brackets += 1
            elif char == "]" and brackets:
                brackets -= 1
            elif char == "[":
                brackets += 1
            self._take_plain(parts)
        self.fail("arithmetic without its end")

    def subscript(self) -> s.Word:
        """`[…]` here."""
        begin = self.pos
        self.pos += 1
        parts = self.arithmetic_parts("]")
        self.pos += 1
        return s.Word(self.span(begin, self.pos), parts)

    def braced(self, begin: int, quoted: bool) -> s.Part:
        text = self.text
        self.pos = begin + 2
        if self.dialect == "bash" and self.pos < self.end and text[self.pos] in " \t\n|":
            form: Literal["function", "reply"] = "reply" if text[self.pos] == "|" else "function"
            self.pos += 1
            body = self.substitution("${}")
            self.blanks()
            self.take("}")
            return s.CommandSubstitution(self.span(begin, self.pos), body, form)
        indirect = length = False
        if text.startswith("!", self.pos) and self.dialect == "bash" and re.compile(r"![A-Za-z_0-9@*#]").match(text, self.pos, self.end):
            indirect = True
            self.pos += 1
        elif text.startswith("#", self.pos) and re.compile(r"#([A-Za-z_][A-Za-z0-9_]*(\}|\[)|[0-9]+\}|[@*?$!_#-]\})").match(text, self.pos, self.end):
            length = True
            self.pos += 1
        match = _BRACED.match(text, self.pos, self.end)
        if match is None:
            self.fail("a bad substitution")
        name = match.group()
        self.pos = match.end()
        subscript: s.Word | None = None
        if text.startswith("[", self.pos) and self.dialect == "bash":
            subscript = self.subscript()
        if text.startswith("}", self.pos, self.end):
            self.pos += 1
            keys = indirect and subscript is not None and _subscript_text(subscript) in ("@", "*")
            return s.Parameter(self.span(begin, self.pos), name, subscript, indirect and not keys, length, keys)
        if indirect and re.compile(r"[@*]\}").match(text, self.pos, self.end):
            self.pos += 2
            return s.Parameter(self.span(begin, self.pos), name, subscript, False, False, True)
        match = _OPERATOR.match(text, self.pos, self.end)
        if match is None or length:
            self.fail("a bad substitution")
        operator = match.group()
        self.pos = match.end()
        operands: list[s.Word] = []
        if operator == ":" and self.dialect == "bash":
            at = self.pos
            operands.append(self.offset())
            if text.startswith(":", self.pos, self.end):
                self.pos += 1
                operands.append(self.offset())
            del at
        elif operator in ("/", "//", "/#", "/%"):
            operands.append(self.operand("/}", quoted=quoted, pattern=True))
            if text.startswith("/", self.pos, self.end):
                self.pos += 1
                operands.append(self.operand("}", quoted=quoted, pattern=False))
        elif operator[0] != "@":
            pattern = operator in ("#", "##", "%", "%%", "^", "^^", ",", ",,", "~", "~~")
            operands.append(self.operand("}", quoted=quoted, pattern=pattern))
        if not text.startswith("}", self.pos, self.end):
            self.fail("`}` is missing")
        self.pos += 1
        return s.Parameter(self.span(begin, self.pos), name, subscript, indirect, length, False, operator, tuple(operands))

    def offset(self) -> s.Word:
        """Offset or length of a substring: arithmetic up to `:` or `}`; a `?` takes the next `:` with it."""
        begin = self.pos
        parts: list[s.Part] = []
        questions = depth = 0
        while self.pos < self.end:
            char = self.text[self.pos]
            if char == "}" or (char == ":" and not questions and not depth):
                break
            if char == "$":
                parts.append(self.dollar(quoted=False))
                continue
            if char == "`":
                parts.append(self.backticks(quoted=False))
                continue
            questions += (char == "?") - (char == ":")
            depth += (char in "([") - (char in ")]")
            self._take_plain(parts)
        return s.Word(self.span(begin, self.pos), tuple(parts))

    def operand(self, stops: str, *, quoted: bool, pattern: bool) -> s.Word:
        """The word of `${x:-word}`, up to one of `stops`. In double quotes, single quotes quote in patterns only."""
        begin = self.pos
        parts: list[s.Part] = []
        while self.pos < self.end:
            at = self.pos
            char = self.text[at]
            if char in stops and not (char == "/" and at == begin):
                break
            if char == "\\":
                self.pos = min(at + 2, self.end)
                following = self.text[at + 1 : self.pos]
                if following != "\n":
                    keep = quoted and not pattern and following not in '$`"\\}'
                    parts.append(s.Lit(self.span(at, self.pos), ("\\" if keep else "") + following, True))
            elif char == "'" and (not quoted or pattern):
                close = self._find("'", at + 1)
                self.pos = close + 1
                parts.append(s.Lit(self.span(at, self.pos), self.text[at + 1 : close], True))
            elif char == '"':
                parts.append(self.double_quoted(at + 1))
            elif char == "$":
                parts.append(self.dollar(quoted=quoted and not self.text.startswith("$'", at)))
            elif char == "`":
                parts.append(self.backticks(quoted=quoted))
            elif char in "<>" and self.text.startswith("(", at + 1) and self.dialect == "bash" and not quoted:
                parts.append(self.process_substitution())
            elif pattern and char in "*?":
                self.pos += 1
                parts.append(s.GlobPart(self.span(at, self.pos), char))
            elif pattern and char == "[" and (match := _BRACKET.match(self.text, at, self.end)):
                self.pos = match.end()
                parts.append(s.GlobPart(self.span(at, self.pos), match.group()))
            elif char == "~" and at == begin and not quoted and (match := re.compile(r"~(?=[/}])").match(self.text, at)):
                self.pos += 1
                parts.append(s.Tilde(self.span(at, self.pos), ""))
            else:
                self.pos += 1
                if quoted:
                    parts.append(s.Lit(self.span(at, self.pos), char, True))
                else:
                    self._lit(parts, at, char)
        return s.Word(self.span(begin, self.pos), tuple(parts))


def _subscript_text(word: s.Word) -> str:
    return "".join(part.text for part in word.parts if isinstance(part, s.Lit))


def _without_tabs(parts: tuple[s.Part, ...]) -> tuple[s.Part, ...]:
    """`<<-`: leading tabs of each line go, which only literal text can hold."""
    stripped: list[s.Part] = []
    line_begins = True
    for part in parts:
        if isinstance(part, s.Lit):
            text = re.sub(r"\n\t+", "\n", part.text)
            stripped.append(s.Lit(part.span, text.lstrip("\t") if line_begins else text, part.quoted))
            line_begins = part.text.endswith("\n")
        else:
            stripped.append(part)
            line_begins = False
    return tuple(stripped)
