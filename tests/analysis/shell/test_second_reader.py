"""tree-sitter-bash beside the reader: suspicious where it sees more, quiet where it is known to be wrong."""

from __future__ import annotations

import time

import pytest

from interlock.analysis.shell.parsing import read
from interlock.analysis.shell.second import disagreements
from interlock.model.limits import Limits


def _heard(text: str, reading: str | None = None) -> list[str]:
    """The commands that the second reader sees in `text` and the first does not, had it read `reading`."""
    tree = read(text if reading is None else reading, dialect="bash", limits=Limits())
    return [text[node.span.start : node.span.end] for node in disagreements(text, tree)]


@pytest.mark.parametrize(
    ("text", "misread"),
    [
        ("echo a; rm b", "echo a, rm b"),
        ("echo a;rm b", "echo  #rm b"),
        ("echo $(rm b)", "echo  'rm b'"),
        ("é=1; echo a; rm b", "é=1; echo a. rm b"),
        ("cat <<E\na\nE\nrm b", "cat <<F\na\nE\nrm b"),
    ],
)
def test_a_command_that_only_the_second_reader_sees_is_a_disagreement(text: str, misread: str) -> None:
    assert "rm" in _heard(text, misread)


@pytest.mark.parametrize(
    "text",
    [
        *("time make", "time -p a | b", "coproc cat", "coproc a { b; }", "! { a; }", "! if a; then b; fi", "! ! a"),
        *("! for ((i=0; i<3; i++)); do a; done", "echo $((1 + $((2 + 3))))", "cat <<E\n$((1+2))\nE", "coproc ((a++))"),
        *("x=$(cat <<E |\na\nE\nb)", "cat <<A <<B\na\nA\nb\nB", "<<E\na\nE", "cat <<''\na\n", "cat <<$'E'\na\nE"),
        *("<<E && { a; }\nb\nE", "wh\\\nile a; do b; done", "echo a >b c", "cat <(a | b) >(c)", "echo `a` `b`"),
        *("a() { b; } 2>c", "case a in b) c;; esac", "[[ a =~ (b|c) ]]", "${a[(i)]}", "echo ${a:$i:1}", "a\r\nb"),
        *(
            "select x in a; do b; done",
            "declare -A a=([b]=c)",
            "a=(b c); d",
            "for a in b; { c; }",
            "echo 'a; b' # c; d",
        ),
        *("find . -exec a {} \\; | xargs -0 b", "if a; then b; elif c; then d; fi >e", "a <<<b; c <<-E\n\td\n\tE"),
    ],
)
def test_it_is_quiet_about_shell_that_the_first_reader_reads_well(text: str) -> None:
    assert not read(text, dialect="bash", limits=Limits()).opaque
    assert _heard(text) == []


def test_what_is_opaque_already_is_not_said_twice() -> None:
    assert _heard("echo a\nrm b )") == []


def test_it_stops_in_time() -> None:
    text = "cat " + "<<a " * 16_000
    tree = read(text, dialect="bash", limits=Limits())
    began = time.perf_counter()

    assert disagreements(text, tree) == ()
    assert time.perf_counter() - began < 0.5


@pytest.mark.parametrize("text", ["", "\0", "\ud800", "é\ud800; a", "\r", "`" * 1000])
def test_it_answers_for_every_text(text: str) -> None:
    assert _heard(text) == []
