"""Java: what is its own, beside what `tests/analysis/abstract` shows of all that share its evaluator."""

from __future__ import annotations

import pytest

from interlock.analysis.analyze import analyze
from interlock.model import action as a
from interlock.model.facts import Facts
from interlock.model.limits import Limits
from interlock.model.session import Memory


def facts_of(text: str) -> Facts:
    return analyze(a.RunCode(source=text, language="java"), Memory(), Limits(soft_time_s=5.0))


def test_a_text_for_exec_is_split_at_white_space_and_read_by_no_shell() -> None:
    (command,) = facts_of('Runtime.getRuntime().exec("echo $(rm x); ls");').commands

    assert [getattr(value, "text", None) for value in command.argv] == ["echo", "$(rm", "x);", "ls"]


def test_what_cannot_be_read_is_opaque() -> None:
    assert "parse_error" in {item.code for item in facts_of("int x = ;;; } ) Runtime").reading.opaque}


@pytest.mark.parametrize("text", ["/open evil.jsh", "/edit", "/env -class-path x", "/reload", "/!", "/-1"])
def test_what_a_command_of_jshell_brings_is_opaque(text: str) -> None:
    assert facts_of(text).reading.opaque
