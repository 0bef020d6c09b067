"""Brace expansion, found in a finished word as bash finds it: in its text, before anything in it is expanded."""

from __future__ import annotations

import re

from interlock.analysis.shell import syntax as s
from interlock.analysis.shell.cursor import Cursor, Stop
from interlock.analysis.shell.pieces import Piece, finished, split, with_brackets

_TOKENS = re.compile(r"([{},])")
_NUMBERS = re.compile(r"([-+]?\d+)\.\.([-+]?\d+)(?:\.\.([-+]?\d+))?")
_LETTERS = re.compile(r"([A-Za-z])\.\.([A-Za-z])(?:\.\.([-+]?\d+))?")
_NAME_CHARACTER = re.compile(r"[A-Za-z0-9_]")
_TILDE = re.compile(r"~([A-Za-z0-9_.+-]*)(?=/|$)")
_MOST_STEPS = 1_000_000


def with_braces(pieces: list[Piece], cursor: Cursor) -> list[Piece]:
    """The same word with `Braces` and `BraceRange`s for what bash would expand; opaque where that would change how the
    rest of the word reads (`$a{b,c}` is `$ab $ac`)."""
    tokens = split(pieces, _TOKENS)
    braces = _Braces(cursor, tokens)
    out = braces.resolved(0, len(tokens), 0)
    if not any(isinstance(what, s.Braces | s.BraceRange) for _, _, what in out):
        return pieces
    if braces.joins_a_name:
        begin, end = pieces[0][0], pieces[-1][1]
        return [(begin, end, cursor.opaque(begin, end, "braces make up the name of a parameter"))]
    return out


class _Braces:
    def __init__(self, cursor: Cursor, tokens: list[Piece]) -> None:
        self.cursor = cursor
        self.tokens = tokens
        self.joins_a_name = False

    def resolved(self, i: int, stop: int, depth: int) -> list[Piece]:
        """Tokens `i` to `stop` with their braces made."""
        if depth > self.cursor.limits.compound_depth:
            raise Stop("depth", "compound_depth")
        out: list[Piece] = []
        first = i
        while i < stop:
            if (
                self.tokens[i][2] == "{"
                and self.cursor.text[self.tokens[i][0] - 1 : self.tokens[i][0]] != "$"
                and not (i == first and i + 1 < stop and self.tokens[i + 1][2] == "}")
            ):
                close, commas = self.close(i, stop)
                if close:
                    made = self.made(i, close, commas, depth)
                    if made is None:
                        out.extend(self.tokens[i : close + 1])
                    else:
                        out.append((self.tokens[i][0], self.tokens[close][1], made))
                    i = close + 1
                    continue
            out.append(self.tokens[i])
            i += 1
        self.joins_a_name = self.joins_a_name or _joins_a_name(out, self.cursor)
        return out

    def close(self, i: int, stop: int) -> tuple[int, list[int]]:
        """Index of the `}` that ends the brace at `i`, and those of its commas; 0 where it has none.

        As in bash, a `}` before any comma of the brace's own ends nothing: `{a},b}` is `a}` and `b`.
        """
        if self.cursor.tally.brace_steps > _MOST_STEPS:
            raise Stop("size", "words")
        level = 0
        commas: list[int] = []
        dots = False
        for k in range(i + 1, stop):
            what = self.tokens[k][2]
            if not isinstance(what, str):
                continue
            self.cursor.tally.brace_steps += 1
            if what == "{":
                level += 1
            elif what == "}":
                if level:
                    level -= 1
                elif commas or dots:
                    return k, commas
            elif level == 0:
                if what == ",":
                    commas.append(k)
                elif ".." in what:
                    dots = True
        return 0, []

    def made(self, i: int, close: int, commas: list[int], depth: int) -> s.Braces | s.BraceRange | None:
        span = self.cursor.span(self.tokens[i][0], self.tokens[close][1])
        # A comma anywhere in it, even one quoted or deeper, makes it more than a sequence: `{a..{b,c}}` is `a..{b,c}`.
        if not commas and "," not in self.cursor.text[self.tokens[i][1] : self.tokens[close][0]].replace("\\,", ""):
            inside = [what for _, _, what in self.tokens[i + 1 : close]]
            if len(inside) != 1 or not isinstance(inside[0], str):
                return None
            match = _NUMBERS.fullmatch(inside[0]) or _LETTERS.fullmatch(inside[0])
            return s.BraceRange(span, match[1], match[2], match[3] or "") if match else None
        alternatives: list[s.Word] = []
        begin = i + 1
        for comma in (*commas, close):
            pieces = self.resolved(begin, comma, depth + 1)
            if i == 0 or (depth and begin and self.tokens[i - 1][2] in ("{", ",")):
                pieces = self.with_tilde(pieces)
            pieces = with_brackets(pieces, self.cursor.span, slash_splits=True, loose=True)
            word = self.cursor.span(self.tokens[begin - 1][1], self.tokens[comma][0])
            alternatives.append(s.Word(word, finished(pieces, self.cursor.span)))
            begin = comma + 1
        return s.Braces(span, tuple(alternatives))

    def with_tilde(self, pieces: list[Piece]) -> list[Piece]:
        if not pieces or not isinstance(text := pieces[0][2], str) or not (match := _TILDE.match(text)):
            return pieces
        if match.end() == len(text) and len(pieces) > 1:
            return pieces
        begin, end, _ = pieces[0]
        middle = begin + match.end()
        rest: list[Piece] = [(middle, end, text[match.end() :])] if middle < end else []
        return [(begin, middle, s.Tilde(self.cursor.span(begin, middle), match[1])), *rest, *pieces[1:]]


def _joins_a_name(pieces: list[Piece], cursor: Cursor) -> bool:
    """Whether a `$name` before a brace goes on in it, one that ends an alternative goes on behind the brace, or a lone
    `$`, or a tilde, stands at either place."""
    for i, (_, _, what) in enumerate(pieces):
        if not isinstance(what, s.Braces | s.BraceRange):
            continue
        before = pieces[i - 1][2] if i else None
        if isinstance(before, str) and (before.endswith("$") or (i == 1 and re.fullmatch(r"~[^/]*", before))):
            return True
        if isinstance(before, s.Parameter) and _is_bare(before) and _begins_with_name(what):
            return True
        behind = pieces[i + 1][2] if i + 1 < len(pieces) else None
        if isinstance(what, s.Braces) and behind is not None and _goes_on(what, behind):
            return True
    return False


def _is_bare(parameter: s.Parameter) -> bool:
    """Whether it is `$name`, which more letters would make longer: its span is the dollar and the name."""
    written = parameter.span.end - parameter.span.start
    return written == len(parameter.name) + 1 and bool(re.match("[A-Za-z_]", parameter.name))


def _begins_with_name(part: str | s.Part) -> bool:
    if isinstance(part, s.Braces):
        return any(bool(word.parts) and _begins_with_name(word.parts[0]) for word in part.alternatives)
    if isinstance(part, s.Lit):
        return not part.quoted and bool(_NAME_CHARACTER.match(part.text))
    return isinstance(part, s.BraceRange) or (isinstance(part, str) and bool(_NAME_CHARACTER.match(part)))


def _goes_on(braces: s.Braces, behind: str | s.Part) -> bool:
    for word in braces.alternatives:
        last = word.parts[-1] if word.parts else None
        if isinstance(last, s.Lit) and not last.quoted and last.text.endswith("$"):
            return True
        if isinstance(last, s.Parameter) and _is_bare(last) and _begins_with_name(behind):
            return True
        if isinstance(last, s.Braces) and _goes_on(last, behind):
            return True
        if isinstance(last, s.Tilde) and not (isinstance(behind, str) and behind.startswith("/")):
            return True
    return False
