"""Rewriting that keeps the meaning of a shell text keeps its facts; more text never takes facts away."""

from __future__ import annotations

import shlex
from collections import Counter

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from interlock.analysis.analyze import analyze
from interlock.model import action as a
from interlock.model import facts as f
from interlock.model.limits import Limits
from interlock.model.session import Memory

_RUNS = settings(max_examples=60, deadline=None, derandomize=True)
_NAMES = st.sampled_from(["ls", "rm", "cp", "touch", "frobnicate", "/bin/cat", "./x"])
_ARGUMENTS = st.lists(st.text(st.sampled_from("ab/.-_ '\"$`\\*?~{},#é!&;|<>()\n"), max_size=6), max_size=3)
_WORDS = st.builds(lambda name, arguments: [name, *arguments], _NAMES, _ARGUMENTS)
_TEXTS = st.lists(_WORDS.map(shlex.join), min_size=1, max_size=3).map(" ; ".join)


def _facts(source: str) -> f.Facts:
    limits = Limits(soft_time_s=60)
    return analyze(a.RunCommand(source=source), Memory(), limits)


def _argvs(source: str) -> Counter[tuple[str, ...]]:
    return Counter(tuple(getattr(w, "text", repr(w)) for w in c.argv) for c in _facts(source).commands)


def _effects(source: str) -> Counter[tuple[str, str]]:
    return Counter((file.op, file.resolved or repr(file.path)) for file in _facts(source).files)


@given(_WORDS)
@_RUNS
def test_quoted_words_are_what_was_quoted(words: list[str]) -> None:
    assert _argvs(shlex.join(words)) == Counter([tuple(words)])


def _double_quoted(word: str) -> str:
    return '"' + "".join("\\" + c if c in '"$`\\' else c for c in word) + '"'


def _ansi_quoted(word: str) -> str:
    return "$'" + "".join(f"\\x{ord(c):02x}" if ord(c) < 128 else c for c in word) + "'"


@given(_WORDS)
@_RUNS
def test_how_a_word_is_quoted_makes_no_difference(words: list[str]) -> None:
    expected = _argvs(shlex.join(words)), _effects(shlex.join(words))
    for quoted in (_double_quoted, _ansi_quoted):
        text = " ".join(map(quoted, words))
        assert (_argvs(text), _effects(text)) == expected


@pytest.mark.parametrize(
    "rewritten",
    [
        "( {} )",
        "{{ {} ; }}",
        "true && {{ {} ; }}",
        "if :; then {} ; fi",
        "{} >log",
        "! {}",
        "\\\n{}",
        "f() {{ {} ; }}; f",
    ],
)
@given(_TEXTS)
@settings(_RUNS, max_examples=15)
def test_what_surrounds_commands_takes_none_away(rewritten: str, text: str) -> None:
    around = rewritten.format(text)
    assert _argvs(text) <= _argvs(around)
    assert _effects(text) <= _effects(around)


@given(_WORDS, st.sampled_from(["env", "nice", "nohup", "command", "timeout 5", "sudo"]))
@_RUNS
def test_a_wrapper_starts_what_it_wraps(words: list[str], wrapper: str) -> None:
    assert _argvs(shlex.join(words)) <= _argvs(f"{wrapper} {shlex.join(words)}")


@pytest.mark.parametrize("between", ["\n", " ; "])
@given(_TEXTS, st.text(max_size=20) | _TEXTS)
@example("ls", "\0")
@example("ls ';'", ")")
@_RUNS
def test_facts_only_grow_when_more_is_appended(between: str, text: str, more: str) -> None:
    unread = [item.span.start for item in _facts(f"{text}{between}{more}").reading.opaque]
    # What is appended may keep the shell from reading the rest of its line, and NUL from reading any: that is said.
    assert min(unread, default=len(text)) < len(text) or _argvs(text) <= _argvs(f"{text}{between}{more}")


def test_what_looks_like_commands_is_shown_of_a_line_that_cannot_be_read() -> None:
    for text in ("ls ';'", "ls \"a;b\" && ls '('", "ls a; ls b"):
        assert _argvs(text) <= _argvs(f"{text} ; )")


@given(st.binary(max_size=120) | st.text(max_size=80).map(lambda t: t.encode("utf-8", "surrogatepass")))
@settings(_RUNS, max_examples=300)
def test_any_bytes_have_facts_and_the_same_ones_again(data: bytes) -> None:
    source = data.decode("utf-8", "surrogateescape")
    assert _facts(source) == _facts(source)
