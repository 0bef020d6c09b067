"""JavaScript's analysis answers every text, and says where it could not look."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interlock.analysis.analyze import analyze
from interlock.model import action as a
from interlock.model.facts import Facts
from interlock.model.limits import Limits
from interlock.model.session import Memory

_PIECES = [
    "require('child_process')",
    ".execSync",
    "('touch",
    "x')",
    "`${",
    "}`",
    "(",
    ")",
    "{",
    "}",
    "[",
    "]",
    "=>",
    "=",
    ";",
    ",",
    "class",
    "A",
    "async",
    "await",
    "yield",
    "function*",
    "f()",
    "const",
    "{a:[b]}=",
    "for(const",
    "k",
    "of",
    "while(",
    "if(",
    "else",
    "new",
    "...",
    "?.",
    "??=",
    "1",
    "'a'",
    "/x/g",
    "<!--",
    "-->",
    "/*",
    "*/",
    "//",
    "\\u{65}",
    "this",
    "super",
    "import(",
    "export",
    "default",
    "eval(",
    "Function(",
    "@d",
    "<T>",
    ":string",
    "enum",
    "E{",
    "namespace",
    "return",
    "break",
    "l:",
    "#p",
    "get",
    "x()",
    "é",
    "😀",
    "process.env.A",
    "globalThis[",
    "delete",
    "with(",
    "switch(x){case",
    "1:",
    "try{",
    "}catch{",
    "throw",
    "\n",
    "\u2028",
]


def facts_of(text: str, language: str) -> Facts:
    return analyze(a.RunCode(source=text, language=language), Memory(), Limits())  # type: ignore[arg-type]


@pytest.mark.parametrize("language", ["javascript", "typescript"])
@settings(max_examples=150, deadline=None)
@given(pieces=st.lists(st.sampled_from(_PIECES), max_size=24))
def test_every_sequence_of_tokens_has_facts_with_spans_inside_their_units(language: str, pieces: list[str]) -> None:
    facts = facts_of(" ".join(pieces), language)

    for item in (*facts.reading.opaque, *facts.commands, *facts.files, *facts.calls):
        assert 0 <= item.span.start <= item.span.end
        if item.unit == 0:
            assert item.span.end <= len(" ".join(pieces))


@pytest.mark.parametrize("language", ["javascript", "typescript"])
@settings(max_examples=100, deadline=None)
@given(text=st.text(max_size=200))
def test_every_text_has_facts(language: str, text: str) -> None:
    assert facts_of(text, language).units[0].language == language


@pytest.mark.parametrize(
    "text",
    [
        "(" * 5000,
        "[" * 5000 + "]" * 5000,
        "a" + ".b" * 20_000,
        "f(" * 3000 + ")" * 3000,
        "`${" * 2000,
        "!" * 5000 + "1",
    ],
)
def test_deep_nesting_is_a_limit_and_not_a_crash(text: str) -> None:
    assert facts_of(text, "javascript").reading.completeness in ("partial", "opaque", "complete")
