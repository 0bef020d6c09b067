"""Second reader: tree-sitter-bash. It can only add suspicion, never take a fact away.

A command that it sees and the first reader does not is a `parser_disagreement`. Its errors alone are none: it flags and
misreads plenty of valid shell (arguments behind redirections, `time`, `coproc`, continuations inside words).
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from typing import Any

import tree_sitter
import tree_sitter_bash

from interlock.analysis.shell import syntax as s
from interlock.model.facts import Span

_LANGUAGE = tree_sitter.Language(tree_sitter_bash.language())
_QUERY = tree_sitter.Query(_LANGUAGE, "(command_name) @name")
_RESERVED = {"time", "coproc", "}", "{", "!", "function", "select", "do", "done", "then", "fi", "in", "esac"}
_MOST_BYTES = 16 * 1024
"""Larger texts are read once only: its time is not linear everywhere (20,000 here-documents on a line: 30 s)."""


def disagreements(text: str, tree: s.Tree) -> tuple[s.OpaqueNode, ...]:
    """An opaque node for each command name that only this reader sees."""
    if tree.opaque or len(text) > _MOST_BYTES or not text.isprintable() and "\r" in text:
        return ()
    data = text.encode("utf-8", "surrogatepass")
    parsed = tree_sitter.Parser(_LANGUAGE).parse(data)
    if parsed.root_node.has_error:
        return ()
    found = tree_sitter.QueryCursor(_QUERY).captures(parsed.root_node).get("name", [])
    if not found:
        return ()
    spans = sorted({(span.start, span.end) for span in _words(tree.script)})
    out: list[s.OpaqueNode] = []
    for node in found:
        start = node.start_byte if text.isascii() else len(data[: node.start_byte].decode("utf-8", "replace"))
        if not any(begin <= start < max(end, begin + 1) for begin, end in spans):
            name = data[node.start_byte : node.end_byte].decode("utf-8", "replace")
            if name in _RESERVED:
                continue  # it takes these for commands
            out.append(s.OpaqueNode(Span(start, start + len(name)), "parser_disagreement", name[:80]))
    return tuple(out)


def _words(node: Any) -> Iterator[Span]:
    """Spans of everything that the first reader took for a simple command or for a word of one."""
    pending = [node]
    while pending:
        item = pending.pop()
        if isinstance(item, s.SimpleCommand | s.Condition | s.ArithmeticCommand | s.Arithmetic):
            yield item.span
        elif isinstance(item, s.Heredoc):
            if item.quoted:
                yield item.span
        if dataclasses.is_dataclass(item):
            pending.extend(getattr(item, name) for name in item.__dataclass_fields__)
        elif isinstance(item, tuple):
            pending.extend(item)
