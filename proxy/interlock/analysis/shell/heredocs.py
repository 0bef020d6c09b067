"""Here-documents (bash manual, 3.6.6; POSIX XCU 2.7.4): where their bodies are, and what is in them."""

from __future__ import annotations

import re

from msgspec.structs import force_setattr

from interlock.analysis.shell import syntax as s
from interlock.analysis.shell.ansi import ansi_c
from interlock.analysis.shell.cursor import Heard, Stop
from interlock.analysis.shell.words import OPERAND, WordReader

_QUOTE = re.compile(r"\\(?s:(.))|'([^']*)'|\$'((?:[^'\\]|\\(?s:.))*)'|\$?\"((?:[^\"\\]|\\(?s:.))*)\"")
_IN_DOUBLE_QUOTES = re.compile(r"\\([$`\"\\])")


class HeredocReader(WordReader):
    """Reads bodies behind the newlines that they wait for."""

    def newlines(self) -> bool:
        """Skip blanks, comments and newlines, and read the bodies that wait for one; whether there was a newline."""
        found = False
        self.blanks()
        while self.take("\n"):
            found = True
            while self.pending:
                self._body(self.pending.pop(0))
            self.blanks()
        return found

    def heredoc(self, begin: int, operator: str, fd: int | None, variable: str | None) -> s.Redirection:
        """`<<` and `<<-` from the delimiter on. The redirection gets its body when the reader comes to it."""
        self.count("heredocs")
        if self.substitutions:
            self.doubt()  # where its body ends, the parenthesis around it may decide
        at = self.pos
        if self.word(OPERAND) is None:
            self.fail("a here-document without a delimiter")
        raw = self.text[at : self.pos]
        delimiter = self._without_quotes(raw)
        quoted = any(char in raw for char in "\\'\"")
        span = self.span(at, self.pos)
        target = s.Word(span, (s.Lit(span, delimiter, quoted),))
        redirection = s.Redirection(self.span(begin, self.pos), operator, target, fd, variable)  # type: ignore[arg-type]  # one of two, by the test before the call
        self.pending.append(Heard(redirection, delimiter, quoted, operator == "<<-"))
        return redirection

    def _without_quotes(self, raw: str) -> str:
        """A delimiter: quotes are removed from it, and nothing in it is expanded."""

        def unquoted(match: re.Match[str]) -> str:
            escaped, single, text, double = match.groups()
            if escaped is not None:
                return escaped
            if text is not None:
                return ansi_c(text) if self.dialect == "bash" else f"${text}"
            return single if single is not None else _IN_DOUBLE_QUOTES.sub(r"\1", double)

        return _QUOTE.sub(unquoted, raw)

    def finish_heredocs(self) -> None:
        """At the end of a text: bodies that never began are empty."""
        while self.pending:
            self._body(self.pending.pop(0))

    def _body(self, heard: Heard) -> None:
        begin = self.pos
        stop, behind, terminated = self._extent(heard)
        parts: tuple[s.Part, ...]
        if heard.quoted:
            parts = (s.Lit(self.span(begin, stop), self.text[begin:stop], True),)
            self.pos = behind
        else:
            parts = self._expanded(stop)
            self.pos += behind - stop
        document = s.Heredoc(self.span(begin, stop), heard.delimiter, heard.quoted, heard.strip_tabs, parts, terminated)
        # A redirection stands before its body, in a tree built from left to right. Nobody has seen the node yet.
        force_setattr(heard.redirection, "heredoc", document)

    def _extent(self, heard: Heard) -> tuple[int, int, bool]:
        """End of the body here, where reading goes on behind it, and whether its delimiter was found.

        Leading tabs (`<<-`) and continuations (unless quoted) are taken out of the text: both shells do so before they
        look for the delimiter.
        """
        begin = at = self.pos
        lines: list[str] = []
        kept = begin
        terminated = False
        while at < self.end:
            line, following = self._line(at, kept, heard)
            if line.removesuffix("\n") == heard.delimiter:
                terminated = True
                break
            rest = self._rest_behind_delimiter(line, heard)
            if rest is not None:
                self._replace(begin, following, "".join(lines) + line)
                return kept, kept + len(line) - len(rest), True
            lines.append(line)
            kept += len(line)
            at = following
        body = "".join(lines)
        if not terminated:
            self._replace(begin, at, body)
            return kept, kept, False
        self._replace(begin, following, body + line)
        return kept, kept + len(line), True

    def _line(self, at: int, kept: int, heard: Heard) -> tuple[str, int]:
        """The line at `at`, its newline included, without what is taken out of it; where the next one begins. `kept`
        is where it will stand."""
        line = ""
        while True:
            stop = self.text.find("\n", at, self.end) + 1 or self.end
            piece = self.text[at:stop]
            at = stop
            if heard.strip_tabs and not line:
                stripped = piece.lstrip("\t")
                if len(stripped) < len(piece):
                    self._note_cut(kept, len(piece) - len(stripped))
                piece = stripped
            backslashes = len(piece) - 1 - len(piece[:-1].rstrip("\\")) if piece.endswith("\n") else 0
            if heard.quoted or backslashes % 2 == 0:
                return line + piece, at
            line += piece[:-2]
            self._note_cut(kept + len(line), 2)

    def _rest_behind_delimiter(self, line: str, heard: Heard) -> str | None:
        """Inside `$(…)`, bash takes `E)` for the delimiter `E`, and reads on behind it."""
        if not self.parentheses or self.dialect != "bash" or not line.startswith(heard.delimiter):
            return None
        rest = line[len(heard.delimiter) :]
        return rest if ")" in rest else None

    def _expanded(self, stop: int) -> tuple[s.Part, ...]:
        """The body up to `stop`, with its expansions. bash reads those when it runs the command: an error in one is
        none in the text around."""
        begin = self.pos
        tail = len(self.text) - stop
        outer = len(self.text) - self.end
        mark = self.save()
        pending, self.pending = self.pending, []
        self.end = stop
        try:
            parts = self.quoted_parts("")
        except Stop as error:
            if not error.of_grammar:
                raise
            self.restore(mark)
            parts = (self.opaque(begin, len(self.text) - tail, f"in a here-document: {error.detail}"),)
        self.finish_heredocs()
        self.pending = pending
        self.pos = len(self.text) - tail
        self.end = len(self.text) - outer
        return parts
