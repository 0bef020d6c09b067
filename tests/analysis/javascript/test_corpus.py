"""The project's own corpus: disguises that run a program or write a file are shown or opaque, never absent."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from interlock.analysis.analyze import analyze
from interlock.model import action as a
from interlock.model import facts as f
from interlock.model.limits import Limits
from interlock.model.session import Memory
from sessions import session

CORPUS = Path(__file__).parents[2] / "corpus" / "javascript"
HOSTILE = [json.loads(line) for line in (CORPUS / "hostile.jsonl").read_text(encoding="utf-8").splitlines()]
SESSIONS = [json.loads(line) for line in (CORPUS / "sessions.jsonl").read_text(encoding="utf-8").splitlines()]
EVERYDAY = [json.loads(line) for line in (CORPUS / "everyday.jsonl").read_text(encoding="utf-8").splitlines()]
LIMITS = Limits(soft_time_s=5.0)


def literals(value: f.Value) -> list[str]:
    match value:
        case f.OneOf(values=values) | f.Concat(parts=values):
            return [text for part in values for text in literals(part)]
        case f.Literal(text=text):
            return [text]
        case _:
            return []


def shown(facts: f.Facts) -> bool:
    """A command `touch` with the operand `pwned`, or a file effect that makes `pwned`."""
    for command in facts.commands:
        words = [text.rpartition("/")[2] for value in command.argv for text in literals(value)]
        if "touch" in words and "pwned" in words:
            return True
    made = ("write", "append", "create", "link", "move")
    places = [(e.op, [*literals(e.path), e.resolved or ""]) for e in facts.files]
    return any(op in made and any(t.rpartition("/")[2] == "pwned" for t in paths) for op, paths in places)


@pytest.mark.parametrize("case", HOSTILE, ids=[f"{c['id']} {c['technique']}" for c in HOSTILE])
def test_a_disguise_is_shown_or_opaque(case: dict[str, str]) -> None:
    facts = analyze(a.RunCode(source=case["source"], language=case["language"]), Memory(), LIMITS)  # type: ignore[arg-type]

    assert shown(facts) or facts.reading.opaque


@pytest.mark.parametrize("case", SESSIONS, ids=[f"{c['id']} {c['technique']}" for c in SESSIONS])
def test_a_disguise_over_several_cells_is_shown_or_opaque(case: dict[str, Any]) -> None:
    found = session(case["cells"], LIMITS, language=case["language"])

    assert any(shown(facts) or facts.reading.opaque for facts in found)


def test_most_disguises_are_seen_through() -> None:
    resolved = [
        shown(analyze(a.RunCode(source=c["source"], language=c["language"]), Memory(), LIMITS))  # type: ignore[arg-type]
        for c in HOSTILE
    ]
    assert sum(resolved) >= 0.85 * len(resolved)


def test_everyday_code_is_read() -> None:
    """Scripts, servers, file walks, classes, tests, TypeScript: hardly anything is opaque, nothing as a whole."""
    read = [
        analyze(a.RunCode(source=c["source"], language=c["language"]), Memory(), LIMITS).reading  # type: ignore[arg-type]
        for c in EVERYDAY
    ]

    assert [c["id"] for c, reading in zip(EVERYDAY, read, strict=True) if reading.completeness == "opaque"] == []
    assert sum(bool(reading.opaque) for reading in read) <= 0.05 * len(read)


def test_elements_are_read_and_what_they_hold_is_not_lost() -> None:
    component = (
        "export const C = ({ xs }) => <ul title={t}>{xs.map((x) => <li key={x}>{x} (new)</li>)}<D {...xs} /></ul>;"
    )
    hidden = "const x = <div ref={() => require('child_process').execSync('touch pwned')} />;"
    for language in ("javascript", "typescript"):
        assert not analyze(a.RunCode(source=component, language=language), Memory(), LIMITS).reading.opaque
        assert shown(analyze(a.RunCode(source=hidden, language=language), Memory(), LIMITS))


def test_a_call_behind_a_cast_is_not_taken_for_text_between_tags() -> None:
    source = "const run = require('child_process').execSync;\nconst x = <T>run('touch pwned'); y </T>/1;"
    facts = analyze(a.RunCode(source=source, language="typescript"), Memory(), LIMITS)

    assert shown(facts) or facts.reading.opaque
