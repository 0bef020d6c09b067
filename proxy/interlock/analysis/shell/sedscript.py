"""sed scripts (POSIX.1-2017 sed, GNU sed 4.9): which commands run programs, read and write files."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from interlock.model.facts import FileOp

_ADDRESS = re.compile(r"(?:\d+(?:~\d+)?|\$|[+~]\d+)\s*[IM]*")
_FLAGS = re.compile(r"[gpiImMe0-9]*")


@dataclass(slots=True)
class Script:
    """What the commands of a script do besides editing text."""

    commands: list[str] = field(default_factory=list)
    """Texts that `e` hands to a shell."""
    files: list[tuple[FileOp, str]] = field(default_factory=list)
    opaque: bool = False
    """It runs what it edits (`e` alone, `s///e`), or is not understood."""


def scan(text: str) -> Script:
    """Read a script; what cannot be read is opaque."""
    out = Script()
    try:
        _commands(text, out)
    except (IndexError, ValueError):
        out.opaque = True
    return out


def _commands(text: str, out: Script) -> None:
    i = 0
    while i < len(text):
        if text[i] in " \t\n;}{":
            i += 1
            continue
        if text[i] == "#":
            i = _line_end(text, i)
            continue
        i = _addresses(text, i)
        if i < len(text) and text[i] not in ";\n":
            i = _command(text, i, out)


def _addresses(text: str, i: int) -> int:
    while i < len(text):
        if match := _ADDRESS.match(text, i):
            i = match.end()
        elif text[i] == "/":
            i = _delimited(text, i + 1, "/")
        elif text[i] == "\\" and i + 1 < len(text):
            i = _delimited(text, i + 2, text[i + 1])
        elif text[i] in ",! \t" or (text[i] in "IM" and text[i - 1] in "/IM"):
            i += 1
        else:
            break
    return i


def _command(text: str, i: int, out: Script) -> int:
    """The command at `i`; the position behind it."""
    letter, i = text[i], i + 1
    if letter in "{}=dDgGhHnNpPxzF":
        return i
    if letter in "aic":
        return _text_end(text, i)
    if letter in "btT:qQlL":
        return _word_end(text, i)
    if letter in "rRwW":
        end = _line_end(text, i)
        out.files.append(("read" if letter in "rR" else "write", text[i:end].strip()))
        return end
    if letter == "e":
        end = _line_end(text, i)
        command = text[i:end].strip().rstrip(";}")
        if command and text[i] in " \t":
            out.commands.append(command)
        else:
            out.opaque = True
            return i if text[i : i + 1] in (";", "}", "") else end
        return end
    if letter in "sy":
        i = _delimited(text, _delimited(text, i + 1, text[i]), text[i])
        if letter == "y":
            return i
        flags = _FLAGS.match(text, i)
        assert flags is not None  # INVARIANT: it matches the empty string
        out.opaque |= "e" in flags.group()
        i = flags.end()
        if text[i : i + 1] == "w":
            end = _line_end(text, i)
            out.files.append(("write", text[i + 1 : end].strip()))
            return end
        return i
    if letter == "v":
        return _word_end(text, i)
    raise ValueError(letter)


def _delimited(text: str, i: int, delimiter: str) -> int:
    """Behind the next delimiter that is neither escaped nor in a bracket expression."""
    while text[i] != delimiter:
        if text[i] == "\\":
            i += 1
        elif text[i] == "[" and (match := re.compile(r"\[\^?\]?(?:\[[:.=].*?[:.=]\]|[^\]\n])*\]").match(text, i)):
            i = match.end() - 1 if delimiter not in match.group() or delimiter == "/" else i
        i += 1
    return i + 1


def _line_end(text: str, i: int) -> int:
    end = text.find("\n", i)
    return len(text) if end < 0 else end


def _word_end(text: str, i: int) -> int:
    match = re.compile(r"[^;\n}]*").match(text, i)
    return match.end() if match else i


def _text_end(text: str, i: int) -> int:
    """Text to insert: to the end of its line, which a backslash continues."""
    match = re.compile(r"(?:\\[\s\S]|[^\\\n])*").match(text, i)
    return match.end() if match else len(text)
