"""JavaScript's analysis grows with the text, and what is past its limits is declared and not endured."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest

from interlock.analysis.analyze import analyze
from interlock.model import action as a
from interlock.model.facts import Facts
from interlock.model.limits import Limits
from interlock.model.session import Memory

EVERYDAY = Path(__file__).parents[2] / "corpus" / "javascript" / "everyday.jsonl"


def text_of(kilobytes: int) -> str:
    """Everyday snippets, each in a function of its own, until there is enough."""
    rows = [json.loads(line) for line in EVERYDAY.read_text(encoding="utf-8").splitlines()]
    plain = [r["source"] for r in rows if not any(word in r["source"] for word in ("await", "import", "export", "#!"))]
    out = ""
    while len(out) < kilobytes * 1024:
        out += "".join(f"(function () {{\n{source}\n}})();\n" for source in plain[:60])
    return out[: out.rindex("\n(function", 0, kilobytes * 1024) + 1]


def analysed(text: str, limits: Limits) -> tuple[float, Facts]:
    began = time.process_time()
    facts = analyze(a.RunCode(source=text, language="javascript"), Memory(), limits)
    return time.process_time() - began, facts


def test_four_times_the_text_takes_about_four_times_as_long() -> None:
    patient = Limits(soft_time_s=60.0)
    analysed("1", patient)
    small, _ = analysed(text_of(12), patient)
    large, _ = analysed(text_of(48), patient)

    assert large < 10 * small


@pytest.mark.parametrize(
    "text",
    [
        "x = 1;\n" * 150_000,
        "f();" * 60_000,
        "1+" * 60_000 + "1",
        "[" * 50_000 + "]" * 50_000,
        "if (a) b;" * 25_000,
        "require('child_process').execSync('ls');" * 6_000,
    ],
    ids=["a megabyte", "calls", "operators", "brackets", "branches", "programs"],
)
def test_a_large_or_twisted_text_is_answered_soon_and_says_which_limit_it_hit(text: str) -> None:
    took, facts = analysed(text, Limits())

    assert took < 2.0
    assert facts.reading.limits
    assert facts.reading.opaque


def test_functions_that_call_themselves_over_and_over_are_answered_soon() -> None:
    took, _ = analysed("function f(a) { return f(f(f(a))) }" * 2_000, Limits())

    assert took < 2.0
