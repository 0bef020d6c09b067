"""Python cells: time by size, and who catches what of the hostile corpus.

The facts, and bandit on the same samples in the same run. bandit is a linter for people who mean well; that it misses
disguises is no fault of its. It shows what lists of names can see.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import quantiles

from interlock.analysis.analyze import analyze
from interlock.model import action as a
from interlock.model import facts as f
from interlock.model.limits import Limits
from interlock.model.session import Memory

CORPUS = Path(__file__).parents[1] / "tests" / "corpus" / "python"
_SIZES = (100, 300, 1_000, 10_000, 100_000)
"""Upper bounds of the classes, in characters."""


def _samples(name: str) -> list[dict[str, str]]:
    return [json.loads(line) for line in (CORPUS / name).read_text(encoding="utf-8").splitlines()]


def _shows_payload(found: f.Facts) -> bool:
    commands = (c for c in found.commands if c.basename == "touch")
    if any(f.Literal(text="pwned") in command.argv for command in commands):
        return True
    ops = ("write", "create", "append", "move", "link")
    return any((e.resolved or "").endswith("/pwned") and e.op in ops for e in found.files)


def _bandit(cases: list[dict[str, str]], severity: str) -> int:
    """Samples with any finding of `severity` (low, medium, high) or more."""
    with tempfile.TemporaryDirectory() as directory:
        for case in cases:
            Path(directory, f"{case['id']}.py").write_text(case["source"], encoding="utf-8")
        command = [sys.executable, "-m", "bandit", "-q", "-r", directory, "-f", "json", "--severity-level", severity]
        ran = subprocess.run(command, capture_output=True, text=True, check=False)
        return len({result["filename"] for result in json.loads(ran.stdout)["results"]})


def caught() -> list[dict[str, object]]:
    """Of the hostile samples and of the everyday ones: how many each reports."""
    hostile, everyday = _samples("hostile.jsonl"), _samples("everyday.jsonl")
    found = [analyze(a.RunCode(source=case["source"]), Memory(), Limits(soft_time_s=5.0)) for case in hostile]
    usual = [analyze(a.RunCode(source=case["source"]), Memory(), Limits(soft_time_s=5.0)) for case in everyday]
    resolved = sum(map(_shows_payload, found))
    opaque = sum(bool(facts.reading.opaque) and not _shows_payload(facts) for facts in found)
    figures: list[dict[str, object]] = [
        {
            "what": "hostile Python",
            "by": "interlock",
            "samples": len(hostile),
            "resolved": resolved,
            "opaque": opaque,
            "hidden": len(hostile) - resolved - opaque,
            "everyday_opaque": sum(bool(facts.reading.opaque) for facts in usual),
            "everyday": len(everyday),
        }
    ]
    for severity in ("low", "medium", "high"):
        figures.append(
            {
                "what": "hostile Python",
                "by": f"bandit, {severity} and above",
                "samples": len(hostile),
                "caught": _bandit(hostile, severity),
                "everyday_caught": _bandit(everyday, severity),
                "everyday": len(everyday),
            }
        )
    return figures


def times() -> list[dict[str, object]]:
    """Milliseconds for a cell, by its size: the corpora, and everyday cells put together for the larger classes."""
    everyday = [case["source"] for case in _samples("everyday.jsonl") if not case["source"].startswith("%%")]
    texts = everyday + [case["source"] for case in _samples("hostile.jsonl")]
    for size in (1_000, 5_000, 50_000):
        joined = ""
        for source in everyday:
            joined += source + "\n\n"
            if len(joined) >= size:
                texts.append(joined)
                joined = ""
    analyze(a.RunCode(source="1"), Memory(), Limits())
    took: dict[int, list[float]] = {size: [] for size in _SIZES}
    for text in texts:
        class_ = next((size for size in _SIZES if len(text) <= size), None)
        if class_ is None:
            continue
        began = time.perf_counter()
        analyze(a.RunCode(source=text), Memory(), Limits(soft_time_s=5.0))
        took[class_].append(1000 * (time.perf_counter() - began))
    figures: list[dict[str, object]] = []
    for size, ms in took.items():
        if len(ms) > 1:
            cut = quantiles(ms, n=100)
            figure = {"what": "a Python cell", "characters_at_most": size, "cells": len(ms)}
            figures.append({**figure, "p50_ms": round(cut[49], 2), "p99_ms": round(cut[98], 2)})
    return figures


def main() -> None:
    for figure in (*times(), *caught()):
        print(json.dumps(figure))


if __name__ == "__main__":
    main()
