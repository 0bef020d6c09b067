"""Credentials in a text are facts: their kind and place, never their value."""

from __future__ import annotations

import pytest

from interlock.analysis.analyze import analyze
from interlock.model import facts as f
from interlock.model.limits import Limits
from interlock.workbench.cases import case

KEY = "AKIA" + "WT5ZKQ3RV7MUX2LD"


def found(source: str, language: str = "bash") -> list[f.Text]:
    given = case(source, language)
    return [text for text in analyze(given.action, given.memory, Limits()).text if text.kind == "credential"]


def test_a_credential_is_named_by_its_kind_and_where_it_stands() -> None:
    (text,) = found(f"export AWS_ACCESS_KEY_ID={KEY}")
    assert text.detail == "aws_access_key"
    assert text.span == f.Span(25, 45)


@pytest.mark.parametrize("language", ["bash", "python", "javascript", "r", "java"])
def test_every_language_is_looked_at(language: str) -> None:
    assert [text.detail for text in found(f"x = '{KEY}'", language)] == ["aws_access_key"]


def test_a_text_inside_a_text_is_told_once() -> None:
    assert len(found(f"bash -c 'echo {KEY}'")) == 1


def test_a_credential_that_is_put_together_for_a_nested_text_is_told() -> None:
    assert len(found(f'a={KEY[:9]}; bash -c "echo ${{a}}{KEY[9:]}"')) == 1


@pytest.mark.parametrize(
    "text", ["AKIAIOSFODNN7EXAMPLE", "ghp_" + "x" * 36, "sk-your-key", "task-" + "a1b2" * 12, "grep -r AKIA ."]
)
def test_what_documentation_writes_instead_is_none(text: str) -> None:
    assert found(f"echo {text}") == []
