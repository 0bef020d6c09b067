"""Loops that start processes until none are left, in every language that has them."""

from __future__ import annotations

import pytest

from interlock.analysis.analyze import analyze
from interlock.model import facts as f
from interlock.model.limits import Limits
from interlock.workbench.cases import case


def ops(source: str, language: str) -> set[f.ProcessOp]:
    given = case(source, language)
    return {process.op for process in analyze(given.action, given.memory, Limits()).processes}


@pytest.mark.parametrize(
    ("language", "source"),
    [
        ("bash", "while true; do sleep 1000 & done"),
        ("bash", "until false; do { sleep 1; echo; } & done"),
        ("bash", "for ((;;)); do if x; then y & fi; done"),
        ("python", "import subprocess\nwhile True:\n    subprocess.Popen(['sleep', '9'])"),
        ("python", "import itertools, subprocess\nfor n in itertools.count():\n    subprocess.Popen(['sleep', '9'])"),
        ("javascript", "const cp = require('child_process');\nfor (;;) cp.spawn('sleep', ['9'])"),
        ("javascript", "const cp = require('child_process');\ndo { cp.exec('sleep 9') } while (true)"),
    ],
)
def test_a_loop_that_starts_and_never_waits_is_a_fork_bomb(language: str, source: str) -> None:
    assert "fork_bomb" in ops(source, language)


@pytest.mark.parametrize(
    ("language", "source"),
    [
        ("bash", "while true; do ./a & wait; done"),
        ("bash", "while true; do ./a; done"),
        ("bash", "for ((i = 0; i < 3; i++)); do ./a & done"),
        ("bash", "while kill -0 $p; do ./a & done"),
        ("python", "import subprocess\nwhile True:\n    subprocess.Popen(['x']).wait()"),
        ("python", "import subprocess\nwhile True:\n    subprocess.run(['x'])"),
        ("python", "import subprocess\nwhile True:\n    subprocess.Popen(['x'])\n    if done():\n        break"),
        (
            "javascript",
            "const cp = require('child_process');\nwhile (true) { await new Promise(r => cp.exec('x', r)) }",
        ),
        ("javascript", "const cp = require('child_process');\nfor (let i = 0; i < n; i++) cp.spawn('x')"),
    ],
)
def test_a_loop_that_waits_or_ends_is_none(language: str, source: str) -> None:
    assert "fork_bomb" not in ops(source, language)
