"""The shell reader against real bash, and against anything at all."""

from __future__ import annotations

import subprocess
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interlock.analysis.shell import syntax as s
from interlock.analysis.shell.parsing import read
from interlock.model.limits import Limits

LIMITS = Limits()

VALID = [
    "ls -la | head",
    "a=1 b=2 cmd x",
    "if a; then b; elif c; then d; else e; fi",
    "for x in 1 2 3; do echo $x; done",
    "for ((i=0;i<3;i++)); do echo $i; done",
    "for x; do y; done",
    'while read -r l; do echo "$l"; done < f',
    "until false; do break; done",
    "case $x in a|b) c;; (d) e;& f) ;;& *) g; esac",
    "select x in a b; do break; done",
    "f() { echo hi; }; f",
    "function g { ls; } > out",
    "function h() (ls)",
    "{ a; b; } 2>&1",
    "(a; b) & c",
    "! a | b",
    "time -p ls",
    "coproc cat",
    "coproc name { cat; }",
    "[[ -f x && $a == b* || ! ( $c =~ ^(x|y)$ ) ]]",
    "(( a += 1 ))",
    "echo $((1 + (2 * 3))) $(( (a) )) $( (a) )",
    "echo $[1+2]",
    'a=(1 2 "$x" [5]=y); a+=(3); a[1]=z',
    "declare -A m=([a]=1 [b]=2)",
    "echo ${x:-a b} ${x#*/} ${x//a/b} ${x:1:2} ${!x} ${#x} ${x^^} ${x@Q} ${a[@]} ${!a[@]}",
    'echo "${x:-"nested quotes"}" \'${not}\'',
    "echo $'a\\n\\x41' $\"b\"",
    "cat <<E\nhello $x `y` $(z)\nE\necho after",
    "cat <<'E' | sort\n$raw\nE",
    "cat <<-E\n\tindented\n\tE\n",
    "cat <<A <<B\na\nA\nb\nB\n",
    "cat <<< word",
    "echo {a,b{c,d}}x {1..5} {a..e..2}",
    "cmd > a >> b 2> c &> d &>> e <> f >| g 2>&1 <&- {fd}> h",
    "echo a\\\nb \\\n c",
    "diff <(a) >(b)",
    "echo ~ ~/x ~root a=~/y",
    "echo *.txt [a-z]? \\*",
    "a && b || c; d & e",
    "# comment\nls # more",
    "`echo ls`",
    'echo "`echo \\`date\\``"',
    "x=$(cat <<E\nbody\nE\n)",
    "if true; then (a) fi",
    "{ while true; do x; done }",
    "echo ${x:-$(echo ${y:-z})}",
    ">file",
    '$x ${y} "$z" $1 ${10} $@ $# $? $$ $! $-',
    "eval 'a b'",
    "[ -f x ] && echo y",
    "let i=i+1",
    "while (a) do b; done",
    "echo a;",
]


@pytest.mark.parametrize("text", VALID)
def test_what_bash_accepts_is_read_whole(text: str) -> None:
    assert subprocess.run(["bash", "-n"], input=text.encode(), capture_output=True, check=False).returncode == 0
    assert read(text, dialect="bash", limits=LIMITS).opaque == ()


@pytest.mark.parametrize(
    "text", ["echo (", "if a; then", "a )", "'", '"x', "$(ls", "${x", "case x in", "&& a", "| b", "for", "fi"]
)
def test_what_bash_refuses_is_opaque(text: str) -> None:
    assert subprocess.run(["bash", "-n"], input=text.encode(), capture_output=True, check=False).returncode != 0
    assert read(text, dialect="bash", limits=LIMITS).opaque


def test_lines_before_an_error_are_kept_because_bash_runs_them() -> None:
    tree = read("touch a\ntouch b\necho (", dialect="bash", limits=LIMITS)
    assert len(tree.script.statements) == 2 and tree.opaque[0].span.start == 16


def test_a_here_documents_body_is_text_with_expansions_unless_its_delimiter_is_quoted() -> None:
    def body(text: str) -> tuple[s.Part, ...]:
        command = read(text, dialect="bash", limits=LIMITS).script.statements[0].body
        assert isinstance(command, s.SimpleCommand) and command.redirections[0].heredoc is not None
        return command.redirections[0].heredoc.parts

    assert any(isinstance(part, s.CommandSubstitution) for part in body("cat <<E\n$(x)\nE"))
    assert [type(part) for part in body("cat <<'E'\n$(x)\nE")] == [s.Lit]


def test_dash_knows_no_bash_words() -> None:
    command = read("[[ a ]]", dialect="dash", limits=LIMITS).script.statements[0].body
    assert isinstance(command, s.SimpleCommand) and command.words[0].literal() == "[["
    background = read("ls &> x", dialect="dash", limits=LIMITS).script.statements[0]
    assert background.background


@pytest.mark.parametrize(
    "text",
    [
        "$(" * 5000,
        "(" * 100_000,
        "{ " * 50_000,
        "${x:-" * 5000,
        "`" * 9999,
        "if " * 20_000,
        "{a," * 3000,
        "a=(" * 3000,
        "[[ ( " * 5000,
        "$((" * 4000,
        "<<A " * 500,
    ],
)
def test_nesting_past_the_limits_is_opaque_at_once(text: str) -> None:
    began = time.monotonic()
    tree = read(text, dialect="bash", limits=LIMITS)
    assert tree.opaque and time.monotonic() - began < 2


alphabet = st.sampled_from(
    [
        *list("abx $\"'`\\(){}[]<>|&;\n\t#=~*?!@:-+,/0"),
        "$(",
        "${",
        "$((",
        "<<E\n",
        "\nE\n",
        "if ",
        "then ",
        "fi",
        "do ",
        "done",
        "case x in ",
        "esac",
        "[[ ",
        " ]]",
        "()",
        "é",
    ]
)


@settings(max_examples=400, deadline=None)
@given(st.lists(alphabet, max_size=40).map("".join), st.sampled_from(["bash", "dash"]))
def test_any_text_has_a_tree_whose_spans_lie_in_it(text: str, dialect: str) -> None:
    tree = read(text, dialect=dialect, limits=LIMITS)  # type: ignore[arg-type]
    assert all(0 <= node.span.start <= node.span.end <= len(text) for node in tree.opaque)


@settings(max_examples=150, deadline=None)
@given(st.lists(alphabet, max_size=25).map("".join))
def test_what_bash_refuses_is_never_taken_for_complete(text: str) -> None:
    run = subprocess.run(["bash", "-n"], input=text.encode(), capture_output=True, check=False)
    if run.returncode == 0:
        return
    tree = read(text, dialect="bash", limits=LIMITS)
    # A text that bash refuses and we read whole is a superset: harmless, but rare enough to be looked at.
    assert tree.opaque or b"unexpected" in run.stderr or b"syntax" in run.stderr or b"bad" in run.stderr
