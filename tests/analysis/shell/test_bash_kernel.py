"""Cells of one bash kernel: what earlier cells left is there for later ones."""

from __future__ import annotations

import pytest

from interlock.analysis.analyze import analyze, analyze_and_learn
from interlock.model import action as a
from interlock.model.facts import Facts
from interlock.model.limits import Limits
from interlock.model.session import Memory

PLENTY = Limits(soft_time_s=5.0)


def after(*cells: str) -> Facts:
    """Facts of the last cell, once the others have run."""
    memory = Memory()
    for cell in cells[:-1]:
        _, learned = analyze_and_learn(a.RunCode(source=cell, language="bash"), memory, PLENTY)
        assert learned.definitions is not None
        memory = Memory(definitions={**memory.definitions, learned.context: learned.definitions})
    return analyze(a.RunCode(source=cells[-1], language="bash"), memory, PLENTY)


@pytest.mark.parametrize(
    "cells",
    [
        ['r(){ rm "$@"; }', "r -rf /usr"],
        ["alias r='rm -rf'", "r /usr"],
        ["c=rm", "$c -rf /usr"],
        ["cd /usr", "rm -rf ."],
        ["x=(rm -rf /usr)", '"${x[@]}"'],
        ["declare -n n=c; c=/usr", 'rm -rf "$n"'],
        ["f(){ g; }", "g(){ rm -rf /usr; }", "f"],
        ["eval 'r(){ rm -rf /usr; }'", "r"],
        ["source /dev/stdin <<< 'r(){ rm -rf /usr; }'", "r"],
        ["shopt -s expand_aliases; alias a=rm", "a -rf /usr"],
    ],
)
def test_what_an_earlier_cell_defined_is_known(cells: list[str]) -> None:
    facts = after(*cells)

    deleted = {e.resolved for e in facts.files if e.op == "delete"}
    assert "/usr" in deleted or facts.reading.opaque, facts.files
    assert all(item.unit < len(facts.units) for item in (*facts.commands, *facts.files))


def test_positional_parameters_of_an_earlier_cell_are_not_known_and_not_empty() -> None:
    (deleted,) = after("set -- /usr", "rm -rf $1").files

    assert deleted.resolved is None


def test_a_name_may_also_mean_what_it_means_in_a_new_shell() -> None:
    """A sandbox may start a shell for each cell: a harmless function of that name proves nothing."""
    facts = after("rm(){ echo; }; cd /tmp", "rm -rf /usr; rm x")

    assert "/usr" in {e.resolved for e in facts.files if e.op == "delete"}


def test_what_is_defined_and_not_used_is_not_reported_again() -> None:
    assert after("rm -rf /usr; f(){ rm -rf /usr; }", "echo hello").files == ()


@pytest.mark.parametrize("text", ["!!", "sudo !!", "echo x; !rm", '"!-2"', "^ls^rm^", "!?usr?"])
def test_history_expansion_is_opaque_in_a_kernel(text: str) -> None:
    assert "dynamic_command" in {item.code for item in after("rm -rf /usr", text).reading.opaque}


@pytest.mark.parametrize(
    "text", ["if ! ls; then :; fi", "[ a != b ]", "echo '!!'", "echo $! ${!x} [!a]*", 'echo "hello!"', r"echo \!\!"]
)
def test_an_exclamation_mark_that_expands_nothing_is_ordinary(text: str) -> None:
    assert "history expansion" not in {item.detail for item in after(text).reading.opaque}


def test_what_history_stands_for_is_run_or_not_and_both_are_known() -> None:
    """A sandbox may start a shell for each cell, and that one expands nothing."""
    facts = after("ls /usr\nrm -r !$\n^-r^-f")

    assert {e.resolved for e in facts.files if e.op == "delete"} == {"/usr", "/home/user/!$"}
    assert facts.reading.opaque == ()


@pytest.mark.parametrize(
    ("text", "begin"),
    [
        ("echo a\x01b", 6),
        ("echo a\x15rm b", 6),
        ("ls\rrm x", 2),
        ("# a\u2028rm x", 3),
        ("# a\x0crm x", 3),
        ("ech\t", 3),
        ("if a; then\n\t\tls\nfi", 11),
    ],
)
def test_characters_that_a_terminal_acts_on_are_opaque_in_a_kernel(text: str, begin: int) -> None:
    (opaque,) = [item for item in after(text).reading.opaque if item.code == "control_chars"]

    assert opaque.span.start == begin


def test_a_tab_that_indents_is_ordinary_in_a_kernel() -> None:
    assert after("if a; then\n\tls\nfi").reading.opaque == ()


@pytest.mark.parametrize(
    "cells",
    [
        ["PROMPT_COMMAND='rm -rf /usr'"],
        ["PROMPT_COMMAND=(ls 'rm -rf /usr')"],
        ["PROMPT_COMMAND[2]='rm -rf /usr'"],
        ["x='rm -rf /usr'; PROMPT_COMMAND=$x"],
        ["PS1='$(rm -rf /usr)'"],
        ["PS0='`rm -rf /usr`'"],
        ["PROMPT_COMMAND=f", "f(){ rm -rf /usr; }"],
        ["f(){ $x; }; PROMPT_COMMAND=f", "x='rm -rf /usr'"],
        ["PROMPT_COMMAND='rm -rf /usr'", "ls"],
        ["PS1='$(f)'", "f(){ rm -rf /usr; }"],
        ["trap f DEBUG", "f(){ rm -rf /usr; }"],
        ["trap f ERR", "f(){ rm -rf /usr; }; false"],
    ],
)
def test_what_the_shell_runs_by_itself_between_cells_is_known(cells: list[str]) -> None:
    assert "/usr" in {e.resolved for e in after(*cells).files if e.op == "delete"}


def test_a_prompt_command_that_is_not_known_is_opaque() -> None:
    assert "dynamic_code" in {item.code for item in after("PROMPT_COMMAND+=' ; ls'").reading.opaque}


def test_what_is_too_much_to_remember_is_known_to_be_forgotten() -> None:
    facts = after("r(){ rm -rf /usr; }", "echo " + "x" * 40_000, "r")

    assert "alias" in {item.code for item in facts.reading.opaque}


def test_contexts_keep_to_themselves() -> None:
    _, learned = analyze_and_learn(a.RunCode(source="r(){ rm -rf /usr; }", language="bash"), Memory(), PLENTY)
    assert learned.definitions is not None
    memory = Memory(definitions={learned.context: learned.definitions})

    assert analyze(a.RunCode(source="r", language="bash", context="other"), memory, PLENTY).files == ()
