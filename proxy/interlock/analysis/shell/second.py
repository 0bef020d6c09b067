"""Second reader: tree-sitter-bash. It can only add suspicion, never take a fact away.

A command that it sees in what the first reader took for an argument, a here-document, a comment or a literal is a
`parser_disagreement`. Being wrong itself about plenty of valid shell, it is not heard on

- a statement in which it has an error (arguments behind redirections, continuations inside words, …),
- what the first reader takes for reserved words (`time`, `coproc`, `!` before a compound command),
- what that takes for arithmetic (it takes nested arithmetic for subshells),
- here-documents whose body it does not find (a second one on a line, or one without a command).
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from itertools import accumulate

import tree_sitter
import tree_sitter_bash

from interlock.analysis.shell import syntax as s
from interlock.model.facts import Span

_LANGUAGE = tree_sitter.Language(tree_sitter_bash.language())
_QUERY = tree_sitter.Query(_LANGUAGE, "(command_name) @name (heredoc_body) @body")
_MOST_WITH_ERRORS = 8 * 1024
"""Characters. Among nested errors the search for commands takes time with the square of their number (7 s for 64 KiB of
`(`), and stopping it by its callback crashes the process (tree-sitter 0.26)."""
_BUDGET_S = 0.1
"""Its time is not linear everywhere: 20,000 here-documents on a line take 30 s."""


def disagreements(text: str, tree: s.Tree) -> tuple[s.OpaqueNode, ...]:
    """An opaque node for each command name that only this reader sees, outside of what is opaque already.

    None where it takes longer than its budget: then there is no second opinion.
    """
    until = time.monotonic() + _BUDGET_S
    root = _parsed(text.encode("utf-8", "surrogatepass"), until)
    if root is None:
        return ()
    if root.has_error and len(text) > _MOST_WITH_ERRORS:
        return ()
    captures = tree_sitter.QueryCursor(_QUERY).captures(root)
    # In the order of the text: the query has them in another one each time.
    names = sorted(captures.get("name", []), key=lambda node: (node.start_byte, node.end_byte))
    starts = _in_characters(text, [node.start_byte for node in names])
    known = _name_starts(tree.script)
    opaque = [node.span for node in tree.opaque]
    unheard = [
        (node, at)
        for node, at in zip(names, starts, strict=True)
        if at not in known and not any(span.start <= at < span.end for span in opaque) and not _doubtful(node)
    ]
    if not unheard:
        return ()
    bodies = set(_in_characters(text, [node.start_byte for node in captures.get("body", [])]))
    reading = list(_reading(tree.script))
    found: list[s.OpaqueNode] = []
    for node, start in unheard:
        span, meaning = _innermost(start, reading, tree)
        if meaning in (_TEXT, _COMMENT) or (meaning is _HEREDOC and span.start in bodies):
            name = (node.text or b"").decode("utf-8", "replace")
            found.append(s.OpaqueNode(Span(start, start + len(name)), "parser_disagreement", name[:80]))
    return tuple(found)


def _name_starts(script: s.Script) -> set[int]:
    """Where the names of the commands of the first reader stand, whatever they are in."""
    found: set[int] = set()
    pending: list[object] = [script]
    while pending:
        node = pending.pop()
        if isinstance(node, tuple):
            pending.extend(node)
        elif isinstance(node, s.Word):
            pending.extend([part for part in node.parts if not isinstance(part, s.Lit)])
        elif not isinstance(node, _PLAIN):
            if isinstance(node, s.SimpleCommand) and node.words:
                found.add(node.words[0].span.start)
            pending.extend(s.children(node))
    return found


def _parsed(data: bytes, until: float) -> tree_sitter.Node | None:
    try:
        parsed = tree_sitter.Parser(_LANGUAGE).parse(
            lambda offset, _: data[offset : offset + 65536],
            progress_callback=lambda _offset, _error: time.monotonic() > until,
        )
    except ValueError:  # how a parse ends that its callback stopped
        return None
    return parsed.root_node


def _doubtful(node: tree_sitter.Node) -> bool:
    """Whether the statement of the program that `node` is in has an error."""
    while node.parent is not None and node.parent.parent is not None:
        node = node.parent
    return node.has_error or node.parent is None or _has_error_beside(node)


def _has_error_beside(node: tree_sitter.Node) -> bool:
    """Whether the error that made the reader lose a statement stands next to what is left of it."""
    beside = (node.prev_sibling, node.next_sibling)
    return any(other is not None and (other.is_error or other.is_missing) for other in beside)


def _in_characters(text: str, offsets: list[int]) -> list[int]:
    """Byte offsets into `text` as UTF-8, as character offsets."""
    if text.isascii():
        return offsets
    ends = list(accumulate(len(char.encode("utf-8", "surrogatepass")) for char in text))
    begins = {0: 0} | {end: index + 1 for index, end in enumerate(ends)}
    return [begins[offset] for offset in offsets]


# What the first reader took characters for. The innermost span that holds a place tells.

_NAME = "the name of a command"
_TEXT = "text"
_COMMENT = "a comment"
_HEREDOC = "the body of a here-document"
_COMMANDS = "commands, between whose words only reserved words and operators stand"
_ARITHMETIC = "arithmetic"
_OPAQUE = "opaque"


def _reading(root: object) -> Iterator[tuple[Span, str]]:
    """Spans with what they are, outer before inner."""
    pending: list[object] = [root]
    while pending:
        node = pending.pop()
        if isinstance(node, tuple):
            pending.extend(node)
            continue
        if node is None or isinstance(node, _PLAIN):
            continue
        if isinstance(node, _HOLDING):
            yield node.span, _MEANINGS[type(node)]
        if isinstance(node, s.Script):
            yield from ((comment, _COMMENT) for comment in node.comments)
        elif isinstance(node, s.Parameter) and node.subscript is not None:
            yield node.subscript.span, _ARITHMETIC
            pending.extend((*node.subscript.parts, *node.operands))
            continue
        elif isinstance(node, s.SimpleCommand) and node.words:
            pending.extend((*node.assignments, *node.words[1:], *node.redirections, *node.declared))
            yield node.words[0].span, _NAME
            pending.extend(node.words[0].parts)
            continue
        pending.extend(s.children(node))


_PLAIN = str | bool | int
_HOLDING = (
    s.Script
    | s.CommandSubstitution
    | s.ProcessSubstitution
    | s.Word
    | s.Heredoc
    | s.DoubleQuoted
    | s.ArrayLiteral
    | s.Arithmetic
    | s.ArithmeticCommand
    | s.OpaqueNode
)
_MEANINGS: dict[type, str] = {
    s.Script: _COMMANDS,
    s.CommandSubstitution: _COMMANDS,
    s.ProcessSubstitution: _COMMANDS,
    s.Word: _TEXT,
    s.Heredoc: _HEREDOC,
    s.DoubleQuoted: _TEXT,
    s.ArrayLiteral: _TEXT,
    s.Arithmetic: _ARITHMETIC,
    s.ArithmeticCommand: _ARITHMETIC,
    s.OpaqueNode: _OPAQUE,
}


def _innermost(place: int, reading: list[tuple[Span, str]], tree: s.Tree) -> tuple[Span, str]:
    """What the first reader took the character at `place` for."""
    for node in tree.opaque:
        if node.span.start <= place < node.span.end:
            return node.span, _OPAQUE
    held = tree.script.span, _COMMANDS
    for span, meaning in reading:
        if span.start <= place < span.end and span.end - span.start <= held[0].end - held[0].start:
            held = span, meaning
    return held
