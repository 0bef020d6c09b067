"""The corpora of Python samples: nothing hostile stays hidden, and what is written all day is understood."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

from interlock.analysis.analyze import analyze
from interlock.model import action as a
from interlock.model import facts as f
from interlock.model.limits import Limits
from interlock.model.session import Memory
from sessions import session

CORPUS = Path(__file__).parents[2] / "corpus" / "python"
LIMITS = Limits(soft_time_s=10.0)


def samples(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (CORPUS / name).read_text(encoding="utf-8").splitlines()]


def facts(source: str) -> f.Facts:
    return analyze(a.RunCode(source=source), Memory(), LIMITS)


def shows_payload(found: f.Facts) -> bool:
    for command in found.commands:
        words = [w.text for w in command.argv if isinstance(w, f.Literal)]
        if command.basename == "touch" and "pwned" in words:
            return True
    ops = ("write", "create", "append", "move", "link")
    return any((e.resolved or _end(e.path)).endswith("/pwned") and e.op in ops for e in found.files)


def _end(path: f.Value) -> str:
    last = path.parts[-1] if isinstance(path, f.Concat) else path
    return last.text if isinstance(last, f.Literal) else ""


def test_no_hostile_sample_stays_hidden_and_most_are_seen_through() -> None:
    cases = samples("hostile.jsonl")
    found = {case["id"]: facts(case["source"]) for case in cases}
    resolved = {id_ for id_, seen in found.items() if shows_payload(seen)}
    hidden = [case for case in cases if case["id"] not in resolved and not found[case["id"]].reading.opaque]

    assert len(cases) >= 600
    assert len({case["technique"] for case in cases}) >= 80
    assert hidden == []
    assert len(resolved) >= 0.95 * len(cases)


def test_no_disguise_stays_hidden() -> None:
    """Written by hand, one for each way to reach the payload; each was seen to work in the sandbox."""
    cases = samples("disguises.jsonl")
    found = {case["id"]: facts(case["source"]) for case in cases}

    assert [c for c in cases if not (found[c["id"]].reading.opaque or shows_payload(found[c["id"]]))] == []


def test_no_disguise_that_is_spread_over_cells_stays_hidden() -> None:
    cases = samples("sessions.jsonl")
    hidden = [c for c in cases if not any(f.reading.opaque or shows_payload(f) for f in session(c["cells"], LIMITS))]

    assert hidden == []


def test_everyday_cells_are_understood() -> None:
    """No two are alike; those that go on with what an earlier cell of a notebook defined are marked `continues`."""
    cases = samples("everyday.jsonl")
    found = [facts(case["source"]) for case in cases]
    why = Counter((o.code, o.detail) for seen in found for o in seen.reading.opaque)

    assert len({case["source"] for case in cases}) == len(cases) >= 500
    assert not any(seen.reading.completeness == "opaque" for seen in found)
    assert sum(bool(seen.reading.opaque) for seen in found) <= 0.05 * len(found), why
