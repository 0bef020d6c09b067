"""awk programs (POSIX.1-2017 awk, gawk 5, mawk 1.3): which programs they start, and which files they open.

Read token by token: whether a slash divides or begins a regular expression follows from what stands before it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from interlock.model.facts import FileOp

_TOKEN = re.compile(
    r'(?P<blank>(?:[ \t\r]|\\\r?\n|#[^\n]*)+)|(?P<string>"(?:\\.|[^"\\])*")|(?P<number>\d[\w.]*|\.\d+\w*)|'
    r"(?P<word>[A-Za-z_][\w:]*)|(?P<op>\|\||\|&|&&|>>|\+\+|--|[-+*/%^=!<>]=|[\s\S])",
    re.DOTALL,
)
_REGEX = re.compile(r"/(?:\\.|\[\^?\]?(?:\[:\w+:\]|\\.|[^\]\\\n])*\]|[^/\\\[\n])*/")
_BEFORE_REGEX = frozenset(("if", "while", "for", "in", "print", "printf", "return", "else", "do", "case", "exit"))
_ENDS = frozenset((";", "}", "\n", ""))
_ESCAPE = re.compile(r"\\(?:([0-7]{1,3})|x([0-9a-fA-F]{1,2})|(.))", re.DOTALL)
_NAMED = {"n": "\n", "t": "\t", "a": "\a", "b": "\b", "f": "\f", "r": "\r", "v": "\v"}
_SHELL = re.compile(r"\s*(?:exec\s+)?(?:[\w/]*/)?(?:ba|da|z|k)?sh\b[^;|&]*")


@dataclass(slots=True)
class Script:
    """What a program does besides computing and printing."""

    commands: list[str] = field(default_factory=list)
    """Texts for the shell."""
    files: list[tuple[FileOp, str]] = field(default_factory=list)
    opaque: bool = False
    """There is more, which is computed."""


def scan(text: str) -> Script:
    """Read a program."""
    out, tokens = Script(), _tokens(text)
    printing, depth = -1, 0
    for n, (kind, token) in enumerate(tokens):
        before = tokens[n - 1] if n else ("op", "\n")
        after = list(tokens[n + 1 : n + 5]) + [("op", "")] * 4
        if kind == "op":
            depth += (token in "([") - (token in ")]") if token in ("(", "[", ")", "]") else 0
            if token in _ENDS or (token == "{" and depth == 0):
                printing = -1
        if kind == "word" and token in ("print", "printf"):
            printing = depth
        elif kind == "word" and token == "system":
            if after[0][1] == "(" and after[1][0] == "string" and after[2][1] == ")":
                out.commands.append(after[1][1])
            else:
                out.opaque = True
        elif kind == "word" and token == "getline":
            _read(out, tokens, n)
        elif kind == "word" and token in ("extension", "load", "include"):
            out.opaque = out.opaque or token == "extension" or before[1] == "@"
        elif kind == "op" and token == "@":
            out.opaque = True
        elif kind == "op" and token in ("|", "|&") and after[0] != ("word", "getline"):
            _piped(out, tokens, n, after)
        elif kind == "op" and token in (">", ">>") and printing >= 0 and depth <= printing:
            if after[0][0] == "string" and after[1][1] in _ENDS:
                out.files.append(("append" if token == ">>" else "write", after[0][1]))
            else:
                out.opaque = True
    return out


def _piped(out: Script, tokens: list[tuple[str, str]], n: int, after: list[tuple[str, str]]) -> None:
    """`print … | "command"`; of a shell the text that is printed is a program."""
    if after[0][0] != "string" or after[1][1] not in (*_ENDS, ")"):
        out.opaque = True
        return
    command = after[0][1]
    out.commands.append(command)
    if _SHELL.fullmatch(command):
        printed = [token for token in tokens[max(0, n - 4) : n] if token[1] not in ("(", ")")]
        if len(printed) > 1 and printed[-1][0] == "string" and printed[-2] == ("word", "print"):
            out.commands.append(printed[-1][1])
        else:
            out.opaque = True


def _read(out: Script, tokens: list[tuple[str, str]], n: int) -> None:
    """`"command" | getline`, `getline line < "file"`, or the next line of the input."""
    before = tokens[n - 1] if n else ("op", "")
    if before[1] in ("|", "|&"):
        source = tokens[n - 2] if n > 1 else ("op", "")
        first = tokens[n - 3] if n > 2 else ("op", "")
        alone = first[0] == "op" and first[1] not in (")", "]", "$")
        out.opaque |= not (source[0] == "string" and alone)
        if source[0] == "string" and alone:
            out.commands.append(source[1])
        return
    rest = [*list(tokens[n + 1 : n + 8]), ("op", "")]
    at = next((i for i, token in enumerate(rest) if token[1] in ("<", *_ENDS, ")", "|")), 0)
    if rest[at][1] == "<":
        if at + 1 < len(rest) and rest[at + 1][0] == "string":
            out.files.append(("read", rest[at + 1][1]))
        else:
            out.opaque = True


def _tokens(text: str) -> list[tuple[str, str]]:
    """Kinds and texts; strings without quotes and with their escapes decoded."""
    out: list[tuple[str, str]] = []
    conditions: list[bool] = []
    closed = False
    at = 0
    while at < len(text):
        if text[at] == "/" and _regex_may_begin(out, closed) and (regex := _REGEX.match(text, at)):
            out.append(("regex", regex.group()))
            at = regex.end()
            continue
        match = _TOKEN.match(text, at)
        assert match is not None  # INVARIANT: the last alternative takes any character
        at, kind, token = match.end(), match.lastgroup or "op", match.group()
        if kind == "blank":
            continue
        if token == "(":
            conditions.append(bool(out) and out[-1] in (("word", "if"), ("word", "while"), ("word", "for")))
        elif token == ")":
            closed = conditions.pop() if conditions else False
        out.append((kind, unescaped(token[1:-1]) if kind == "string" else token))
    return out


def _regex_may_begin(before: list[tuple[str, str]], closed: bool) -> bool:
    if not before:
        return True
    kind, token = before[-1]
    if kind == "word":
        return token in _BEFORE_REGEX
    if kind == "op":
        return closed if token == ")" else token not in ("]", "$", "++", "--")
    return False


def unescaped(text: str) -> str:
    """The inside of a string."""

    def character(match: re.Match[str]) -> str:
        octal, hexadecimal, other = match.groups()
        if other is None:
            return chr(int(octal, 8) if octal else int(hexadecimal, 16))
        return _NAMED.get(other, "" if other == "\n" else other)

    return _ESCAPE.sub(character, text)
