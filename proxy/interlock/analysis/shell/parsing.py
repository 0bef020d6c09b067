"""Text → tree, by the first reader, and what becomes of a text that it cannot read to its end."""

from __future__ import annotations

import re

from msgspec.structs import replace

from interlock.analysis.shell import syntax as s
from interlock.analysis.shell.behind import read_behind
from interlock.analysis.shell.grammar import keeps_grammar
from interlock.analysis.shell.reader import Dialect, Reader
from interlock.model.limits import Limits

_EXTENDED = re.compile(r"[?*+@!](?:\\\n)*\(")


def read(text: str, *, dialect: Dialect, limits: Limits) -> s.Tree:
    """The tree of `text`. Total, and linear in its length. From the line of an error, or over a limit, it is opaque.

    An error is a `syntax_error` where bash 5.2 rejects the text there as well, whatever the lines before it do; then it
    runs those and nothing else. Any other is a `parse_error`. What stands behind either is in `Tree.behind`.
    """
    tree = Reader(text, dialect, limits).tree()
    rest = tree.opaque[-1] if tree.opaque else None
    if rest is None or rest.span.end < len(text) or rest.code not in ("syntax_error", "parse_error"):
        return tree
    behind, all_of_it = read_behind(text, rest.span.start, dialect, limits)
    if rest.code == "syntax_error" and not (
        all_of_it and dialect == "bash" and keeps_grammar(tree.script) and _rejected_with_extglob(text, rest, limits)
    ):
        rest = replace(rest, code="parse_error")
    return replace(tree, opaque=(*tree.opaque[:-1], rest), behind=behind)


def _rejected_with_extglob(text: str, rest: s.OpaqueNode, limits: Limits) -> bool:
    """Start-up files and the environment may have turned extended patterns on."""
    if not _EXTENDED.search(text):
        return True
    tree = Reader(text, "bash", limits, extglob=True).tree()
    return bool(tree.opaque) and tree.opaque[-1].span == rest.span and tree.opaque[-1].code == "syntax_error"
