"""How programs read their words: getopt(3), getopt_long(3), and the older habits of tar, find and dd."""

from __future__ import annotations

import pytest

from interlock.analysis.examples import differences, effects_of
from interlock.analysis.knowledge import Program, program
from interlock.analysis.shell.options import options_of, parse
from interlock.model.facts import Concat, Literal, Unknown, Value

TOOL = Program(
    short_args="of",
    short_optional="i",
    short_flags="xzv",
    long_args=("output", "file"),
    long_optional=("color",),
    long_flags=("verbose", "version"),
    alias={"o": "output", "f": "file", "v": "verbose"},
)


def words(text: str) -> list[Value]:
    return [Literal(text=word) for word in f"tool {text}".split()]


def read(tool: Program, text: str) -> tuple[list[tuple[str, str]], list[str]]:
    parsed = parse(tool, words(text))
    plain = [(name, value.text if isinstance(value, Literal) else "?") for name, value in parsed.options]
    return plain, [value.text if isinstance(value, Literal) else "?" for value in parsed.operands]


@pytest.mark.parametrize(
    ("text", "options", "operands"),
    [
        ("-ofile a", [("output", "file")], ["a"]),
        ("-o file a", [("output", "file")], ["a"]),
        ("-xzofile a", [("x", ""), ("z", ""), ("output", "file")], ["a"]),
        ("-xzo file a", [("x", ""), ("z", ""), ("output", "file")], ["a"]),
        ("-i.bak a", [("i", ".bak")], ["a"]),
        ("-i a", [("i", "")], ["a"]),
        ("--output=file a", [("output", "file")], ["a"]),
        ("--output file a", [("output", "file")], ["a"]),
        ("--out=file a", [("output", "file")], ["a"]),
        ("--out file a", [("output", "file")], ["a"]),
        ("--ver a", [("ver", "")], ["a"]),
        ("--color a", [("color", "")], ["a"]),
        ("--color=always a", [("color", "always")], ["a"]),
        ("a -x b", [("x", "")], ["a", "b"]),
        ("-x -- -o a", [("x", "")], ["-o", "a"]),
        ("- a", [], ["-", "a"]),
        ("a -o", [("output", "")], ["a"]),
    ],
)
def test_options_are_read_as_getopt_long_reads_them(
    text: str, options: list[tuple[str, str]], operands: list[str]
) -> None:
    assert read(TOOL, text) == (options, operands)


def test_a_posix_program_has_no_options_behind_its_first_operand() -> None:
    assert read(Program(style="posix", short_flags="x"), "-x a -x") == ([("x", "")], ["a", "-x"])


def test_numbers_plus_words_bundles_and_lone_dashes_are_options_where_the_table_says_so() -> None:
    assert read(Program(numeric=True, short_flags="v"), "-v20 a") == ([("v", ""), ("number", "20")], ["a"])
    assert read(Program(plus=True), "+5 a") == ([("+", "5")], ["a"])
    assert read(Program(bundle=True, short_args="fC"), "xfC a b c") == ([("x", ""), ("f", "a"), ("C", "b")], ["c"])
    assert read(Program(dash=True), "- a") == ([("-", "")], ["a"])
    assert read(Program(stray="operand", short_flags="R"), "-R -x a") == ([("R", "")], ["-x", "a"])


def test_an_option_may_take_two_words_or_all_up_to_a_semicolon() -> None:
    assert read(Program(pair_args=("bind",)), "--bind a b c") == ([("bind", "a")], ["c"])
    parsed = parse(Program(rest_args=("exec",), alias={"x": "exec"}), words("a -x touch b ; c"))
    assert [v.text for v in parsed.rest if isinstance(v, Literal)] == ["touch", "b"]
    assert [v.text for v in parsed.operands if isinstance(v, Literal)] == ["a", "c"]


def test_what_is_glued_to_an_option_keeps_its_unknown_part() -> None:
    unknown = Unknown(why="$x")
    for head in ("-o", "--output="):
        argv: list[Value] = [Literal(text="tool"), Concat(parts=(Literal(text=head + "/a/"), unknown))]
        assert parse(TOOL, argv).options == [("output", Concat(parts=(Literal(text="/a/"), unknown)))]


def test_facts_list_the_words_of_sub_commands_among_the_operands() -> None:
    git = program("git")
    assert git is not None
    options, operands, _ = options_of(git, words("-C /a push --force origin"))
    assert list(options) == ["directory", "force"]
    assert [v.text for v in operands if isinstance(v, Literal)] == ["push", "origin"]


@pytest.mark.parametrize(
    "source",
    [
        "sudo --frobnicate x touch pwned",
        "timeout --frob 5 touch pwned",
        "env -Q touch pwned",
        "xargs --frob x touch pwned",
        'nice "-$x" touch pwned',
        "docker run --frob a b touch pwned",
    ],
)
def test_behind_an_option_that_a_wrapper_is_not_known_to_have_the_command_is_opaque(source: str) -> None:
    assert "opaque unknown_wrapper_option" in effects_of(source)


@pytest.mark.parametrize(
    ("source", "effects"),
    [
        ("frobnicate /etc/passwd", ["read /etc/passwd"]),
        ("frobnicate --config=/a/b ./c ~/d", ["read /a/b", "read ./c", "read /home/user/d"]),
        ("frobnicate https://h.example/x", ["connect https://h.example/x"]),
        ("frobnicate a b=c -v 'def f(a): x/y z'", []),
        (
            "frobnicate -- sh -c 'touch pwned'",
            ["starts sh -c touch pwned", "sh: touch pwned", "starts touch pwned", "create pwned"],
        ),
    ],
)
def test_arguments_of_an_unknown_program_are_candidates(source: str, effects: list[str]) -> None:
    assert differences(source, effects) == ([], [])
