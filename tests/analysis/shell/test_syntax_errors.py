"""Texts that bash itself rejects: their fate is known, and nothing behind the error escapes the facts all the same."""

from __future__ import annotations

import shutil

import pytest

from interlock.analysis.analyze import analyze, analyze_and_learn
from interlock.model import action as a
from interlock.model import facts as f
from interlock.model.limits import Limits
from interlock.model.session import Memory
from shell_mutations import SEEDS, corpus, mutated, refuted


def _facts(source: str, **env: str) -> f.Facts:
    return analyze(a.RunCommand(source=source, env=env), Memory(), Limits())


def _codes(facts: f.Facts) -> list[str]:
    return [item.code for item in facts.reading.opaque]


def _argvs(facts: f.Facts) -> list[tuple[str, ...]]:
    return [tuple(getattr(word, "text", "?") for word in command.argv) for command in facts.commands]


@pytest.mark.parametrize(
    ("source", "rejected"),
    [
        ("<Ctrl x>", "<Ctrl x>"),
        ("ls\nfoo )\nrm x", "foo )\nrm x"),
        ("a; b )", "a; b )"),
        ("echo 'a", "echo 'a"),
        ("alter table t drop partition (spec);", "alter table t drop partition (spec);"),
        ("cat <<E\n)\nE\nfi", "fi"),
        ("if a\nthen b\necho c", "if a\nthen b\necho c"),
    ],
)
def test_what_bash_rejects_is_a_syntax_error_from_its_complete_command_on(source: str, rejected: str) -> None:
    (opaque,) = _facts(source).reading.opaque

    assert opaque.code == "syntax_error"
    assert source[opaque.span.start : opaque.span.end] == rejected


def test_lines_before_an_error_run_and_what_stands_behind_it_is_possible() -> None:
    facts = _facts("touch a\nfoo | )\nif x; then touch b\ntouch 'c d'; touch e &\n")

    certain = [tuple(w.text for w in c.argv) for c in facts.commands if c.certainty == "certain"]  # type: ignore[union-attr]  # all literal
    assert certain == [("touch", "a")]
    assert {("foo",), ("touch", "b"), ("touch", "c d"), ("touch", "e")} <= set(_argvs(facts))


@pytest.mark.parametrize(
    "before",
    [
        "shopt -s extglob",
        "alias x='echo ('",
        "set -o posix",
        "POSIXLY_CORRECT=1",
        "for POSIXLY_CORRECT in 1; do ls; done",
        "read POSIXLY_CORRECT",
        "BASH_ALIASES[x]=y",
        "eval $x",
        ". ./x",
        "builtin shopt -s extglob",
        "'sh''opt' -s extglob",
        "$x",
        "f() { alias a=b; }; f",
        "(( POSIXLY_CORRECT = 1 ))",
        ": ${POSIXLY_CORRECT:=1}",
        "{POSIXLY_CORRECT}>f ls",
        "[[ a -eq b ]]",
    ],
)
def test_a_line_that_may_change_the_grammar_leaves_an_error_behind_it_unknown(before: str) -> None:
    assert "parse_error" in _codes(_facts(f"{before}\nfoo )"))
    assert "syntax_error" not in _codes(_facts(f"{before}\nfoo )"))


@pytest.mark.parametrize("name", ["BASH_ENV", "BASHOPTS", "SHELLOPTS", "POSIXLY_CORRECT", "BASH_FUNC_ls%%"])
def test_an_environment_that_may_change_the_grammar_leaves_errors_unknown(name: str) -> None:
    codes = _codes(_facts("foo )", **{name: "x"}))

    assert "parse_error" in codes and "syntax_error" not in codes


@pytest.mark.parametrize("source", ["rm !(a|b)", "echo a@(b)c\nls", "echo +(x) y"])
def test_what_extended_patterns_would_make_readable_is_unknown(source: str) -> None:
    assert _codes(_facts(source)) == ["parse_error"]


@pytest.mark.parametrize(
    "action",
    [
        a.SendInput(process="1", data=b"foo )\n", program="bash"),
        a.RunCode(source="foo )", language="bash"),
        a.RunCommand(source="sh -c 'foo )'"),
        a.RunCommand(source="eval 'foo )'"),
        a.RunCommand(source="echo `foo )`"),
    ],
)
def test_only_the_text_of_a_bash_that_begins_with_it_is_certainly_rejected(action: a.Action) -> None:
    assert _codes(analyze(action, Memory(), Limits())) == ["parse_error"]


def test_what_is_not_run_is_not_remembered() -> None:
    source = "echo 'echo one' > a.sh\nfoo )\necho 'echo two' > a.sh\necho three > b.sh\n"
    _, learned = analyze_and_learn(a.RunCommand(source=source), Memory(), Limits())

    assert [(file.path.rpartition("/")[2], file.text) for file in learned.files] == [("a.sh", "echo one\n")]


def test_more_errors_than_anyone_reads_behind_are_unknown() -> None:
    assert "parse_error" in _codes(_facts("foo )\n" * 500))


@pytest.mark.skipif(shutil.which("bash") is None, reason="bash is the oracle")
@pytest.mark.parametrize("seed", range(4))
def test_what_is_called_a_syntax_error_bash_rejects(seed: int) -> None:
    """`make differential` tries many more."""
    texts = corpus() if seed % 2 else SEEDS
    assert [text for text in mutated(seed, 250, texts) if refuted(text) is not None] == []


@pytest.mark.skipif(shutil.which("bash") is None, reason="bash is the oracle")
def test_no_text_of_the_corpus_is_wrongly_called_a_syntax_error() -> None:
    assert [text for text in corpus() if refuted(text) is not None] == []
