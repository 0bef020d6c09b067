"""Where the descent stands in a text: position, spans, limits, line continuations, the way back."""

from __future__ import annotations

import re
import sys
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal, NoReturn

from interlock.analysis.shell import syntax as s
from interlock.model.facts import OpaqueCode, Span
from interlock.model.limits import Limits

Dialect = Literal["bash", "dash"]

META = " \t\n;&|<>()"
"""What ends an unquoted word. Nothing else does: to a shell, a carriage return is an ordinary character."""
_BLANKS = re.compile(r"(?:[ \t]+|\\\n)+")
_COMMENT = re.compile(r"#[^\n]*")
_AHEAD = re.compile(r"#?(?:[^ \t\n'\"\\`#]+|\\\n)*")


class Stop(Exception):
    """The rest of the text cannot be read, because of `code`. Never leaves this package."""

    def __init__(self, code: OpaqueCode, detail: str) -> None:
        super().__init__(detail)
        self.code = code
        self.detail = detail

    @property
    def of_grammar(self) -> bool:
        """Whether something cannot stand where it stands, as opposed to a limit that was hit."""
        return self.code in ("syntax_error", "parse_error")


@dataclass(slots=True)
class Heard:
    """A `<<` whose body has not begun."""

    redirection: s.Redirection
    delimiter: str
    quoted: bool
    strip_tabs: bool


@dataclass(slots=True)
class Tally:
    """What one `read` has met so far, texts inside backticks included."""

    commands: int = 0
    words: int = 0
    heredocs: int = 0
    brace_steps: int = 0
    opaque: bool = False
    doubt: bool = False


@dataclass(frozen=True, slots=True)
class Mark:
    """A place to come back to."""

    pos: int
    depth: int
    substitutions: int
    parentheses: int
    pending: tuple[Heard, ...]
    comments: int


@dataclass(slots=True)
class Cursor:
    """Characters of a text. A continuation (backslash, newline) is taken out of `text` as soon as it comes into sight,
    as the shells do; `span` leads positions back to the text as it was given."""

    text: str
    dialect: Dialect
    limits: Limits
    origins: Sequence[int] | None = None
    """For a text that was taken out of another: where each of its characters, and its end, stood there."""
    tally: Tally = field(default_factory=Tally)
    substitutions: int = 0
    """Substitutions, and parameters in braces, around this place."""
    extglob: bool = False
    pos: int = 0
    end: int = field(init=False)
    """Where reading ends: the end of the text, or of the part of it that stands by itself."""
    line_begin: int = 0
    """Where the complete command around this place begins."""
    depth: int = 0
    """Compound commands around this place."""
    parentheses: int = 0
    """`$(` around this place, in this text."""
    keyword_end: int = 0
    bare_end: int = -1
    """Where a compound command ended last: a reserved word may follow it there without a separator."""
    pending: list[Heard] = field(default_factory=list)
    """Here-documents whose bodies begin behind the next newline."""
    comments: list[Span] = field(default_factory=list)
    outcomes: dict[tuple[int, int, bool], Stop | tuple[s.Part, int, tuple[Heard, ...]]] = field(default_factory=dict)
    """What stands at a place, once it was read: coming back must not cost twice, or nesting would cost 2ⁿ."""
    furthest: int = 0
    _joined: int = field(init=False)
    """No continuation stands before it."""
    _cuts: list[int] = field(default_factory=list)
    _lost: list[int] = field(default_factory=list)
    """Characters taken out up to each cut, that one included."""

    def __post_init__(self) -> None:
        self.end = len(self.text)
        self._joined = 0 if "\\\n" in self.text else sys.maxsize

    # --- spans --------------------------------------------------------------------------------------------------------

    def span(self, begin: int, end: int) -> Span:
        """`begin` and `end` of `text`, in the text as it was given."""
        if not self._cuts and self.origins is None:
            return Span(begin, end)
        first = self._origin(begin, bisect_right(self._cuts, begin))
        return Span(first, max(first, self._origin(end, bisect_left(self._cuts, end))))

    def _origin(self, pos: int, cuts: int) -> int:
        if cuts:
            pos += self._lost[cuts - 1]
        return pos if self.origins is None else self.origins[min(pos, len(self.origins) - 1)]

    # --- continuations ------------------------------------------------------------------------------------------------

    def join(self) -> None:
        """Take out the continuations in what can be one token from here on. To be called where a token may begin and
        continuations count: not in single quotes, comments and the bodies of quoted here-documents."""
        if self.pos < self._joined:
            return
        match = _AHEAD.match(self.text, self.pos, self.end)
        assert match is not None  # INVARIANT: the pattern matches nothing, too
        run = match.group()
        self._joined = max(match.end(), self.pos + 1)
        if "\\\n" not in run:
            return
        kept = run.split("\\\n")
        at = self.pos
        for piece in kept[:-1]:
            at += len(piece)
            self._note_cut(at, 2)
        self._replace(self.pos, match.end(), "".join(kept))
        self._joined = self.pos + len(run) - 2 * (len(kept) - 1)

    def _replace(self, begin: int, end: int, text: str) -> None:
        self.text = self.text[:begin] + text + self.text[end:]
        self.end -= end - begin - len(text)
        if begin < self.furthest:
            self.outcomes.clear()

    def _note_cut(self, at: int, length: int) -> None:
        i = bisect_right(self._cuts, at)
        self._cuts.insert(i, at)
        self._lost.insert(i, (self._lost[i - 1] if i else 0) + length)
        for later in range(i + 1, len(self._cuts)):
            self._cuts[later] -= length
            self._lost[later] += length

    def more(self) -> bool:
        """Whether there is a character here, once continuations are taken out."""
        self.join()
        return self.pos < self.end

    # --- characters ---------------------------------------------------------------------------------------------------

    def at(self, operator: str) -> bool:
        return self.text.startswith(operator, self.pos, self.end)

    def take(self, operator: str) -> bool:
        """Whether the operator stands here; then it is read."""
        found = self.text.startswith(operator, self.pos, self.end)
        if found:
            self.pos += len(operator)
        return found

    def expect(self, operator: str) -> None:
        if not self.take(operator):
            self.fail(f"`{operator}` is missing")

    def find(self, char: str, begin: int) -> int:
        """Where `char` stands next; the text cannot be read without it."""
        found = self.text.find(char, begin, self.end)
        if found < 0:
            self.fail(f"a `{char}` without its end")
        return found

    def blanks(self) -> None:
        """Skip blanks, continuations and a comment."""
        match = _BLANKS.match(self.text, self.pos, self.end)
        if match:
            self.pos = match.end()
        if self.at("#") and (self.pos == 0 or self.text[self.pos - 1] in META):
            comment = _COMMENT.match(self.text, self.pos, self.end)
            assert comment is not None  # INVARIANT: it begins here
            self.comments.append(self.span(self.pos, comment.end()))
            self.pos = comment.end()
        self.join()

    def unexpected(self) -> NoReturn:
        self.fail("unexpected end" if self.pos >= self.end else f"unexpected `{self.text[self.pos]}`")

    def fail(self, why: str) -> NoReturn:
        """What stands here cannot: the shell rejects it, unless there is doubt."""
        raise Stop("parse_error" if self.tally.doubt else "syntax_error", why)

    def doubt(self) -> None:
        """The shell may read what stands here otherwise: errors from here on may be none."""
        self.tally.doubt = True

    @property
    def seen(self) -> int:
        """How far reading has come, from where it may have gone back."""
        return max(self.pos, self.furthest)

    # --- limits -------------------------------------------------------------------------------------------------------

    def count(self, what: Literal["commands", "words", "heredocs"]) -> None:
        met = getattr(self.tally, what) + 1
        setattr(self.tally, what, met)
        if met > getattr(self.limits, what):
            raise Stop("size", what)

    def enter_compound(self) -> None:
        """One level down; `leave_compound` leads back, and so does `restore`."""
        self.depth += 1
        if self.depth > self.limits.compound_depth:
            raise Stop("depth", "compound_depth")

    def leave_compound(self) -> None:
        self.depth -= 1

    def enter_substitution(self) -> None:
        self.substitutions += 1
        if self.substitutions > self.limits.substitution_depth:
            raise Stop("depth", "substitution_depth")

    def leave_substitution(self) -> None:
        self.substitutions -= 1

    # --- the way back -------------------------------------------------------------------------------------------------

    def save(self) -> Mark:
        return Mark(self.pos, self.depth, self.substitutions, self.parentheses, tuple(self.pending), len(self.comments))

    def restore(self, mark: Mark) -> None:
        self.furthest = max(self.furthest, self.pos)
        self.pos = mark.pos
        self.depth = mark.depth
        self.substitutions = mark.substitutions
        self.parentheses = mark.parentheses
        self.pending = list(mark.pending)
        del self.comments[mark.comments :]

    # --- nodes --------------------------------------------------------------------------------------------------------

    def opaque(self, begin: int, end: int, detail: str, code: OpaqueCode = "parse_error") -> s.OpaqueNode:
        """What could not be read, while all around it can."""
        self.tally.opaque = True
        return s.OpaqueNode(self.span(begin, end), code, detail)
