"""Python cells: time by size, how it grows, and who catches what of the hostile corpora.

The facts, and bandit and dlint on the same samples in the same run. Those are linters for people who mean well; that
they miss disguises is no fault of theirs. They show what lists of names can see. What only IPython reads (`!`, magics)
they read as a syntax error; bandit is not blamed for it, for neither does it say that the sample is fine.
"""

from __future__ import annotations

import itertools
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

_WIDE = Limits(code_bytes=2_000_000, soft_time_s=600.0, calls=10_000_000)
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
    return any((e.resolved or _end(e.path)).endswith("/pwned") and e.op in ops for e in found.files)


def _end(path: f.Value) -> str:
    last = path.parts[-1] if isinstance(path, f.Concat) else path
    return last.text if isinstance(last, f.Literal) else ""


def _written(cases: list[dict[str, str]], directory: str) -> None:
    for case in cases:
        Path(directory, f"{case['id']}.py").write_text(case["source"], encoding="utf-8")


def _dlint(cases: list[dict[str, str]]) -> int:
    """Samples with any finding. One that it does not survive ends its whole run: the others are asked again without."""
    with tempfile.TemporaryDirectory() as directory:
        _written(cases, directory)
        return len(_found_by_dlint(sorted(str(path) for path in Path(directory).iterdir())))


def _found_by_dlint(files: list[str]) -> set[str]:
    command = [sys.executable, "-m", "flake8", "--isolated", "--jobs=1", "--select=DUO", "--format=%(path)s", *files]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    if "Traceback" not in ran.stderr:
        return set(ran.stdout.splitlines())
    half = len(files) // 2
    return _found_by_dlint(files[:half]) | _found_by_dlint(files[half:]) if half else set()


def _bandit(cases: list[dict[str, str]], severity: str) -> int:
    """Samples with any finding of `severity` (low, medium, high) or more."""
    with tempfile.TemporaryDirectory() as directory:
        _written(cases, directory)
        command = [sys.executable, "-m", "bandit", "-q", "-r", directory, "-f", "json", "--severity-level", severity]
        ran = subprocess.run(command, capture_output=True, text=True, check=False)
        return len({result["filename"] for result in json.loads(ran.stdout)["results"]})


def caught() -> list[dict[str, object]]:
    """Of the hostile samples and of the everyday ones: how many each reports."""
    hostile = [*_samples("hostile.jsonl"), *_samples("disguises.jsonl")]
    everyday = _samples("everyday.jsonl")
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
    figures.append(
        {
            "what": "hostile Python",
            "by": "dlint",
            "samples": len(hostile),
            "caught": _dlint(hostile),
            "everyday_caught": _dlint(everyday),
            "everyday": len(everyday),
        }
    )
    return figures


def growth() -> list[dict[str, object]]:
    """Seconds of processor time, and microseconds a character, for texts of up to a megabyte and of several shapes."""
    cells = [
        case["source"]
        for case in _samples("everyday.jsonl")
        if not any(line.lstrip().startswith(("%", "!")) for line in case["source"].splitlines())
        and "?" not in case["source"]
    ]

    def everyday(size: int) -> str:
        text = ""
        for cell in itertools.cycle(cells):
            if len(text) + len(cell) > size:
                return text
            text += cell + "\n\n"
        return text

    shapes = {
        "everyday cells": everyday,
        "assignments": lambda n: "x = 1 + 2\n" * (n // 10),
        "calls": lambda n: "f(x)\n" * (n // 5),
        "one long list": lambda n: f"x = [{'1, ' * (n // 3)}]",
        "one long string": lambda n: f"x = '{'a' * n}'",
    }
    figures: list[dict[str, object]] = []
    for shape, made in shapes.items():
        for size in (16_000, 64_000, 256_000, 1_000_000):
            text = made(size)
            began = time.process_time()
            found = analyze(a.RunCode(source=text), Memory(), _WIDE)
            took = time.process_time() - began
            figures.append(
                {
                    "what": "growth of Python",
                    "shape": shape,
                    "characters": len(text),
                    "s": round(took, 3),
                    "us_per_character": round(1e6 * took / max(len(text), 1), 2),
                    "limits": sorted(found.reading.limits),
                }
            )
    return figures


def times() -> list[dict[str, object]]:
    """Milliseconds of processor time for a cell, by its size; the larger are everyday cells put together."""
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
        began = time.process_time()
        analyze(a.RunCode(source=text), Memory(), Limits(soft_time_s=5.0))
        took[class_].append(1000 * (time.process_time() - began))
    figures: list[dict[str, object]] = []
    for size, ms in took.items():
        if len(ms) > 1:
            cut = quantiles(ms, n=100)
            figure = {"what": "a Python cell", "characters_at_most": size, "cells": len(ms)}
            figures.append({**figure, "p50_ms": round(cut[49], 2), "p99_ms": round(cut[98], 2)})
    return figures


def main() -> None:
    for figure in (*times(), *growth(), *caught()):
        print(json.dumps(figure))


if __name__ == "__main__":
    main()
