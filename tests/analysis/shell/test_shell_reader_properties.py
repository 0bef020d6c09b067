"""What the reader promises for every text: it answers, soon, within its limits, with spans that lie in the text."""

from __future__ import annotations

import time
from collections.abc import Iterator

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interlock.analysis.shell import syntax as s
from interlock.analysis.shell.parsing import read
from interlock.analysis.shell.reader import Dialect
from interlock.model.facts import Span
from interlock.model.limits import Limits

_SHELL_LIKE = st.lists(
    st.sampled_from(
        [
            *"abx1 \t\n;&|<>(){}[]'\"\\$`*?~!@+#=:,.-/%^_é\r\0",
            *(
                "$(",
                "$((",
                "${",
                "<<E\n",
                "<<-'E'\n",
                "\nE\n",
                "\\\n",
                "if ",
                "then ",
                "fi",
                "case a in ",
                "esac",
                ";;",
            ),
            *(
                "[[ ",
                " ]]",
                "((",
                "))",
                "do ",
                "done",
                "for a in ",
                "${a:-",
                "$'",
                '$"',
                "{a,",
                "..",
                "function f ",
                "a=(",
            ),
        ]
    ),
    max_size=60,
).map("".join)
_DIALECTS = st.sampled_from(["bash", "dash"])


def _nodes(root: object) -> Iterator[object]:
    pending = [root]
    while pending:
        node = pending.pop()
        if isinstance(node, tuple):
            pending.extend(node)
        elif isinstance(node, msgspec.Struct) and not isinstance(node, Span):
            yield node
            pending.extend(getattr(node, field) for field in node.__struct_fields__)


@given(_SHELL_LIKE | st.text(max_size=200), _DIALECTS)
@settings(max_examples=1500, deadline=None)
def test_every_text_is_read_soon_and_within_itself(text: str, dialect: Dialect) -> None:
    began = time.process_time()
    tree = read(text, dialect=dialect, limits=Limits())

    assert time.process_time() - began < 1
    for node in _nodes(tree):
        span = getattr(node, "span", None)
        assert span is None or 0 <= span.start <= span.end <= len(text)


@given(_SHELL_LIKE, _DIALECTS)
@settings(max_examples=800, deadline=None)
def test_a_literal_without_escapes_is_the_text_at_its_place(text: str, dialect: Dialect) -> None:
    for node in _nodes(read(text, dialect=dialect, limits=Limits())):
        if isinstance(node, s.Lit):
            source = text[node.span.start : node.span.end]
            assert node.text in source or "\\" in source or "`" in text or "<<-" in text or "=(" in text


@given(_SHELL_LIKE)
@settings(max_examples=800, deadline=None)
def test_no_character_is_skipped(text: str) -> None:
    """Between the words of a text that was read stand blanks, comments, operators and reserved words, and no others."""
    tree = read(text, dialect="bash", limits=Limits())
    covered = bytearray(len(text))
    for node in _nodes(tree):
        if isinstance(node, s.Word | s.Assignment | s.Redirection | s.Heredoc | s.OpaqueNode | s.Arithmetic):
            covered[node.span.start : node.span.end] = b"\1" * (node.span.end - node.span.start)
        if isinstance(node, s.Script):
            for span in node.comments:
                covered[span.start : span.end] = b"\1" * (span.end - span.start)
        if isinstance(node, s.Heredoc):
            end = text.find("\n", node.span.end)
            covered[node.span.end : end if end >= 0 else len(text)] = b"\1" * (
                (end if end >= 0 else len(text)) - node.span.end
            )
    left = "".join(" " if seen else char for char, seen in zip(text, covered, strict=True)).replace("\\\n", "")
    for name in (node.name for node in _nodes(tree) if isinstance(node, s.FunctionDefinition | s.For | s.Coprocess)):
        left = left.replace(name, " ", 1)
    reserved = {"if", "then", "elif", "else", "fi", "do", "done", "for", "case", "esac", "in", "function", "[[", "]]"}
    symbols = left.translate(str.maketrans(dict.fromkeys("\n\t;&|<>(){}!", " ")))
    assert set(symbols.split()) <= reserved | {"=", "==", "!=", "=~"}


@pytest.mark.parametrize(
    "unit",
    [
        *(
            "$(",
            "(",
            "( ",
            "((",
            "$((",
            "{ ",
            "{a,",
            "{",
            '"$(',
            "`",
            "${a:-",
            '"${a:-',
            "if ",
            "case a in a) ",
            "[[ (",
            "<(",
        ),
        *(
            "! ",
            "time ",
            "cat <<a ",
            "cat <<a\n",
            "[",
            "a[",
            "$[",
            "\\\n",
            "a\\\n",
            "b \\\n",
            "a && ",
            "a|",
            "a;",
            "f() ",
            "a=(",
        ),
        *(
            "coproc ",
            "[[ a == @(",
            "'",
            '"',
            "$'",
            "#",
            "~",
            "*",
            "a",
            "a ",
            "for ((;;)) do ",
            "{}",
            "{..}",
            "{a..",
            "a=~:",
        ),
        *(
            "$((a)",
            "((a)",
            "$",
            ">",
            ">a",
            "\n",
            "\\",
            "+(",
            "[:",
            "&",
            "${",
            "${#",
            "${a/",
            "${a:",
            "<<<",
            "function f ",
        ),
    ],
)
@pytest.mark.parametrize("head", ["", "echo ", "cat <<a\n", "a=(", '"', "[[ a =~ ", "shopt -s extglob\necho "])
def test_repetition_costs_neither_time_nor_the_stack(unit: str, head: str) -> None:
    text = (head + unit * 65536)[:65536]
    began = time.process_time()
    read(text, dialect="bash", limits=Limits())

    assert time.process_time() - began < 1.5


def test_nesting_a_hundred_thousand_deep_is_opaque_at_once() -> None:
    for opening, limit in (("$(", "substitution_depth"), ("( ", "compound_depth"), ("if ", "compound_depth")):
        tree = read("echo a\n" + opening * 100_000, dialect="bash", limits=Limits())

        assert [(node.code, node.detail, node.span.start) for node in tree.opaque] == [("depth", limit, 7)]
        assert len(tree.script.statements) == 1


@pytest.mark.parametrize("closed", [True, False])
def test_nesting_within_the_limits_is_read_and_only_that(closed: bool) -> None:
    limits = Limits()
    for opening, body, closing, most in (
        ("{ ", "a;", " }", limits.compound_depth),
        ("$(", "a", ")", limits.substitution_depth),
    ):
        text = opening * most + body + closing * most if closed else opening * (most + 1) + body + closing * (most + 1)
        opaque = read(text, dialect="bash", limits=limits).opaque
        assert [node.code for node in opaque] == ([] if closed else ["depth"])


@pytest.mark.parametrize(
    ("text", "limits", "detail"),
    [
        ("a; b; c", Limits(commands=2), "commands"),
        ("a b c", Limits(words=2), "words"),
        ("a <<b <<c\nb\nc", Limits(heredocs=1), "heredocs"),
        ("`a`; `b`", Limits(commands=3), "commands"),
    ],
)
def test_over_a_count_the_rest_is_opaque(text: str, limits: Limits, detail: str) -> None:
    assert [(n.code, n.detail, n.span) for n in read(text, dialect="bash", limits=limits).opaque] == [
        ("size", detail, Span(0, len(text)))
    ]


def test_ambiguous_parentheses_are_read_once_however_deep_they_nest() -> None:
    began = time.process_time()
    for text in ("$((" * 30 + "a", "echo " + "$((a); (" * 25, "((" * 30 + "a", '"$((' * 12 + "a"):
        read(text, dialect="bash", limits=Limits())

    assert time.process_time() - began < 1
