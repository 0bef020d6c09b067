"""Cells: what IPython would make of a text before Python sees it."""

from __future__ import annotations

import re

from IPython.core.inputtransformer2 import TransformerManager

# Magics that work without their percent sign where they stand alone (IPython's automagic), and run a program or move
# files.
_AUTOMAGIC = {
    "ls",
    "ll",
    "la",
    "lf",
    "lk",
    "lx",
    "ldir",
    "cat",
    "cp",
    "mv",
    "rm",
    "mkdir",
    "rmdir",
    "man",
    "more",
    "less",
    "cd",
    "pip",
    "conda",
    "mamba",
    "uv",
    "sx",
    "system",
    "run",
    "load",
    "env",
    "set_env",
    "pushd",
    "popd",
    "writefile",
    "alias",
    "macro",
    "edit",
    "rerun",
    "recall",
    "sc",
}
_FIRST = re.compile(r"\s*([A-Za-z_]\w*)(?:[ \t]+(\S.*))?\s*$", re.DOTALL)


_TRANSFORMED = re.compile(r"\A\s|^[ \t]*(?:[%!?,;/]|>>>|\.\.\. |In \[)|\?[ \t]*(?:\r?$|\Z)|=[ \t]*[!%]", re.MULTILINE)
"""Where IPython's transformer may change anything at all."""
_MAGIC_LINE = re.compile(r"^[ \t]*[%!?]|=[ \t]*[!%]|\?[ \t]*$", re.MULTILINE)
_MOST_WORK = 4_000_000
_MOST_LINES = 20_000


def transformed(text: str) -> str | None:
    """Python as IPython would compile it; None where its transformer gives up."""
    if not _TRANSFORMED.search(text):
        return text
    # It reads the whole cell again for each magic.
    lines = text.count("\n") + text.count("\r")
    if lines > _MOST_LINES or len(_MAGIC_LINE.findall(text)) * len(text) > _MOST_WORK:
        return None
    try:
        return str(TransformerManager().transform_cell(text))  # type: ignore[no-untyped-call]  # IPython ships no types
    except (SyntaxError, ValueError, RecursionError, IndexError):
        return None


def automagic(text: str, aliases: frozenset[str] = frozenset()) -> str | None:
    """The magic line that a one-line cell is, if IPython would take it for one: `rm *x` is a product, and deletes
    files."""
    stripped = text.strip()
    if "\n" in stripped:
        return None
    match = _FIRST.match(stripped)
    if match is None or match.group(1) not in _AUTOMAGIC | aliases:
        return None
    rest = match.group(2) or ""
    # An assignment or an attribute is Python in any case.
    if re.match(r"(=[^=]|\.|\(|,|in\b|is\b|\+=|-=)", rest):
        return None
    return stripped


def autocall(text: str) -> str | None:
    """`,f a b`, `;f a b` and `/f a` at the start of a cell are calls."""
    match = re.match(r"\s*([,;/])\s*([A-Za-z_][\w.]*)[ \t]*(.*)$", text.strip(), re.DOTALL)
    if match is None or "\n" in text.strip():
        return None
    kind, name, rest = match.groups()
    if kind == "/":
        return f"{name}({', '.join(rest.split())})"
    arguments = rest.split() if kind == "," else [rest]
    return f"{name}({', '.join(repr(a) for a in arguments)})"
