"""Patterns of the shell (bash manual, 3.5.8.1) as regular expressions, and what the operators make of them."""

from __future__ import annotations

import functools
import re

_CLASSES = {
    "alnum": "0-9A-Za-z",
    "alpha": "A-Za-z",
    "ascii": r"\x00-\x7f",
    "blank": r" \t",
    "cntrl": r"\x00-\x1f\x7f",
    "digit": "0-9",
    "graph": r"\x21-\x7e",
    "lower": "a-z",
    "print": r"\x20-\x7e",
    "punct": r"\x21-\x2f\x3a-\x40\x5b-\x60\x7b-\x7e",
    "space": r" \t\n\r\v\f",
    "upper": "A-Z",
    "word": "0-9A-Za-z_",
    "xdigit": "0-9A-Fa-f",
}


@functools.lru_cache(256)
def expression(pattern: str) -> re.Pattern[str] | None:
    """Of a pattern in which a backslash quotes; None where what it matches depends on more than its text."""
    fixed: list[list[str]] = [[]]
    i = 0
    while i < len(pattern):
        char = pattern[i]
        i += 1
        if char == "*":
            fixed.append([])
        elif char == "?":
            fixed[-1].append(".")
        elif char == "\\" and i < len(pattern):
            fixed[-1].append(re.escape(pattern[i]))
            i += 1
        elif char == "[":
            found = _bracket(pattern, i)
            if found is None:
                return None
            text, i = found
            fixed[-1].append(text)
        else:
            fixed[-1].append(re.escape(char))
    first, *others = ["".join(pieces) for pieces in fixed]
    # What stands between two stars is looked for once, from the left: anything else would try all of its places.
    between = [f"(?>.*?{text})" for text in others[:-1] if text]
    last = [f".*{others[-1]}"] if others else []
    try:
        return re.compile("".join([first, *between, *last]), re.DOTALL)
    except re.error:
        return None


def _bracket(pattern: str, i: int) -> tuple[str, int] | None:
    """The bracket expression behind the `[` before `i`, and where it ends; a `[` that none closes is itself."""
    begin = i
    out: list[str] = []
    if negated := pattern[i : i + 1] in ("!", "^"):
        i += 1
    first = True
    while i < len(pattern):
        char = pattern[i]
        if char == "]" and not first:
            return f"[{'^' if negated else ''}{''.join(out)}]", i + 1
        first = False
        if char == "[" and pattern[i + 1 : i + 2] in (":", ".", "="):
            match = re.compile(r"\[:(\w+):\]").match(pattern, i)
            if match is None or match.group(1) not in _CLASSES:
                return None
            out.append(_CLASSES[match.group(1)])
            i = match.end()
            continue
        if char == "\\" and i + 1 < len(pattern):
            i += 1
            char = pattern[i]
        elif char == "-" and len(out) > 0 and i + 1 < len(pattern) and pattern[i + 1] != "]":
            out.append("-")
            i += 1
            continue
        out.append(re.sub(r"([\\\[\]^&|~-])", r"\\\1", char))
        i += 1
    return r"\[", begin


def trimmed(text: str, operator: str, pattern: str) -> str | None:
    """`# ## % %%`."""
    if (found := expression(pattern)) is None:
        return None
    cuts = range(len(text) + 1) if operator in ("#", "%%") else range(len(text), -1, -1)
    for n in cuts:
        if found.fullmatch(text[:n] if operator[0] == "#" else text[n:]):
            return text[n:] if operator[0] == "#" else text[:n]
    return text


def replaced(text: str, operator: str, pattern: str, new: str) -> str | None:
    """`/ // /# /%`: the longest match, from the left."""
    if not pattern:
        return {"/#": new + text, "/%": text + new}.get(operator, text)
    if (found := expression(pattern)) is None or (not text and found.fullmatch(text)):
        return None
    if operator == "/%":
        return next((text[:n] + new for n in range(len(text) + 1) if found.fullmatch(text, n)), text)
    if operator == "/#":
        return next((new + text[n:] for n in range(len(text), -1, -1) if found.fullmatch(text, 0, n)), text)
    out: list[str] = []
    at = 0
    while at < len(text) and (match := found.search(text, at)):
        if match.end() == match.start():
            return None
        out += [text[at : match.start()], new]
        at = match.end()
        if operator == "/":
            break
    return "".join(out) + text[at:]


def cased(text: str, operator: str, pattern: str) -> str | None:
    """`^ ^^ , ,, ~ ~~`."""
    found = expression(pattern or "?")
    if found is None:
        return None
    change = {"^": str.upper, ",": str.lower, "~": str.swapcase}[operator[0]]
    turned = [change(c) if found.fullmatch(c) else c for c in (text if len(operator) == 2 else text[:1])]
    return "".join(turned) + ("" if len(operator) == 2 else text[1:])


def quoted(text: str) -> str:
    """A pattern that matches this text alone."""
    return re.sub(r"([*?\[\]\\!^-])", r"\\\1", text)
