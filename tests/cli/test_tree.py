"""Facts as a person reads them."""

from __future__ import annotations

import io
import json

import msgspec
import pytest
from rich.console import Console

from interlock.analysis.analyze import analyze
from interlock.cli import tree
from interlock.model.limits import Limits
from interlock.workbench.cases import LANGUAGES, case


def printed(
    monkeypatch: pytest.MonkeyPatch, text: str, language: str = "bash", *, width: int = 80, terminal: bool = False
) -> list[str]:
    console = Console(
        file=io.StringIO(), width=width, force_terminal=terminal, no_color=True, soft_wrap=True, highlight=False
    )
    monkeypatch.setattr(tree, "out", console)
    asked = case(text, language)
    facts = analyze(asked.action, asked.memory, Limits(soft_time_s=5.0))
    tree.facts(asked.source, msgspec.json.encode(facts))
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue().splitlines()


def test_what_a_text_starts_stands_below_what_starts_it(monkeypatch: pytest.MonkeyPatch) -> None:
    assert printed(monkeypatch, "cd /tmp\nbash -c 'echo hi > x'") == [
        "complete (all of it is understood)",
        "└── unit 0 bash, 29 bytes",
        "    ├── #0 cd /tmp",
        "    └── #1 bash -c 'echo hi > x'",
        "        └── unit 1 bash (bash -c), 11 bytes",
        "            └── #2 bash › echo hi",
        "                └── file write /tmp/x",
    ]


def test_what_is_opaque_is_underlined_in_the_source(monkeypatch: pytest.MonkeyPatch) -> None:
    assert printed(monkeypatch, "ls; $X now")[-3:] == [
        "opaque dynamic_command",
        "   1 │ ls; $X now",
        "     │     ^^",
    ]


def test_the_unknown_is_called_so_in_every_language(monkeypatch: pytest.MonkeyPatch) -> None:
    said = "\n".join(printed(monkeypatch, "import subprocess\nsubprocess.run(['rm', x])", "python"))

    assert "#0 rm <unknown>" in said
    assert "interlock" not in said


def test_nothing_reaches_the_terminal_that_it_would_act_on(monkeypatch: pytest.MonkeyPatch) -> None:
    said = "".join(printed(monkeypatch, "touch $'\\e]0;x\\a' [bold]; echo \u202ex; $'\\e[2J' $Y", terminal=True))

    assert all(char.isprintable() for char in said.replace("\x1b[1m", "").replace("\x1b[2m", "").replace("\x1b[0m", ""))
    assert "[bold]" in said


def test_a_narrow_terminal_folds_lines_and_loses_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = printed(monkeypatch, f"echo {'x' * 100}", width=40, terminal=True)

    assert max(map(len, lines)) <= 60  # but for escape sequences
    assert sum(line.count("x") for line in lines) >= 100


def test_what_is_piped_has_its_lines_in_one_piece(monkeypatch: pytest.MonkeyPatch) -> None:
    assert any("x" * 100 in line for line in printed(monkeypatch, f"echo {'x' * 100}", width=40))


def test_a_long_value_is_cut_and_says_how_long_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    assert any("xxx… (5000 characters)" in line for line in printed(monkeypatch, f"echo {'x' * 5000}"))


def test_what_may_not_happen_is_marked(monkeypatch: pytest.MonkeyPatch) -> None:
    assert any("#1 rm x  perhaps" in line for line in printed(monkeypatch, "test -e x && rm x"))


_SAMPLES = {
    "bash": "touch pwned",
    "sh": "touch pwned",
    "python": "import os; os.system('touch pwned')",
    "javascript": "require('child_process').execSync('touch pwned')",
    "typescript": "import cp from 'child_process'; cp.execSync('touch pwned' as string)",
    "r": "system('touch pwned')",
    "java": 'Runtime.getRuntime().exec("touch pwned");',
    "notebook": json.dumps({"cells": [{"cell_type": "code", "source": ["!touch pwned"]}]}),
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language_shows_the_command_in_it(monkeypatch: pytest.MonkeyPatch, language: str) -> None:
    said = printed(monkeypatch, _SAMPLES[language], language)

    assert any("touch pwned" in line and "#" in line for line in said)
    assert any("file create /home/user/pwned" in line for line in said)
