"""Words under construction: pieces in a row, where braces and brackets are found once the whole word is there.

bash looks for both in the text of a finished word, over the borders of quotes and expansions (`pass["w"]d`,
`{a,"b c"}`).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import groupby

from interlock.analysis.shell import syntax as s
from interlock.model.facts import Span

Piece = tuple[int, int, str | s.Part]
"""Begin and end in the reader's text, and unquoted characters or a finished part."""

_BRACKET_TOKENS = re.compile(r"(\[[:.=][^\]\[/]*[:.=]\]|[\[\]/])")


def finished(pieces: list[Piece], span: Callable[[int, int], Span], *, quoted: bool = False) -> tuple[s.Part, ...]:
    """The parts of a word: characters in a row become one `Lit`."""
    parts: list[s.Part] = []
    begin = stop = 0
    run: list[str] = []
    for first, last, what in pieces:
        if isinstance(what, str):
            if not run:
                begin = first
            run.append(what)
            stop = last
            continue
        if run:
            parts.append(s.Lit(span(begin, stop), "".join(run), quoted))
            run = []
        parts.append(what)
    if run:
        parts.append(s.Lit(span(begin, stop), "".join(run), quoted))
    return tuple(parts)


def split(pieces: list[Piece], pattern: re.Pattern[str]) -> list[Piece]:
    """The same pieces with what `pattern` captures standing alone, and other characters in a row as one."""
    tokens: list[Piece] = []
    for unquoted, row in groupby(pieces, lambda piece: isinstance(piece[2], str)):
        if not unquoted:
            tokens.extend(row)
            continue
        run = list(row)
        at = run[0][0]
        for token in pattern.split("".join(str(what) for _, _, what in run)):
            if token:
                tokens.append((at, at + len(token), token))
                at += len(token)
    return tokens


def with_brackets(
    pieces: list[Piece], span: Callable[[int, int], Span], *, slash_splits: bool, loose: bool = False
) -> list[Piece]:
    """Bracket expressions become `GlobPart`s, quoted characters in them escaped by a backslash.

    One whose set is computed is `GlobPart("[")` before its parts. `slash_splits`: file names, where no bracket reaches
    over a `/`. `loose`: a lone `[` is one, too (braces may complete it).
    """
    if not any(isinstance(what, str) and "[" in what for _, _, what in pieces):
        return pieces
    tokens = split(pieces, _BRACKET_TOKENS)
    out: list[Piece] = []
    i = 0
    while i < len(tokens):
        begin, end, what = tokens[i]
        if not isinstance(what, str) or what[0] != "[":
            out.append(tokens[i])
            i += 1
            continue
        if len(what) > 1:  # `[:alpha:]` outside of brackets is a set of letters
            out.append((begin, end, s.GlobPart(span(begin, end), what)))
            i += 1
            continue
        stop = _bracket_stop(tokens, i, slash_splits)
        if stop < len(tokens) and tokens[stop][2] == "]":
            text = _bracket_text(tokens[i : stop + 1])
            if text is not None:
                close = tokens[stop][1]
                out.append((begin, close, s.GlobPart(span(begin, close), text)))
            else:
                out.append((begin, end, s.GlobPart(span(begin, end), "[")))
                out.extend(tokens[i + 1 : stop + 1])
            i = stop + 1
            continue
        # No bracket closes before `stop`, whichever opens.
        for first, last, inside in tokens[i:stop]:
            if loose and inside == "[":
                out.append((first, last, s.GlobPart(span(first, last), "[")))
            else:
                out.append((first, last, inside))
        i = stop
    return out


def _bracket_stop(tokens: list[Piece], i: int, slash_splits: bool) -> int:
    """Index of the `]` that closes the `[` at `i`, or of what makes it none."""
    k = i + 1
    if k < len(tokens) and tokens[k][2] in ("!", "^"):
        k += 1
    if k < len(tokens) and tokens[k][2] == "]":
        k += 1
    while k < len(tokens) and tokens[k][2] != "]" and not (slash_splits and tokens[k][2] == "/"):
        k += 1
    return k


def _bracket_text(tokens: list[Piece]) -> str | None:
    """A bracket expression as a pattern; None where an expansion makes up part of its set."""
    text: list[str] = []
    for _, _, what in tokens:
        if isinstance(what, str):
            text.append(what)
            continue
        literals = what.parts if isinstance(what, s.DoubleQuoted) else (what,)
        for literal in literals:
            if not isinstance(literal, s.Lit):
                return None
            text.extend("\\" + char for char in literal.text)
    return "".join(text)
