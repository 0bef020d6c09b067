"""What `interlock policy fuzz` found: spellings of which the facts told nothing."""

from __future__ import annotations

import pytest

from interlock.analysis.analyze import analyze
from interlock.model import action as a
from interlock.model import facts as f
from interlock.model.limits import Limits
from interlock.model.session import Memory


def facts_of(source: str) -> f.Facts:
    return analyze(a.RunCommand(source=source), Memory(), Limits())


def deleted(source: str) -> set[str | None]:
    return {effect.resolved for effect in facts_of(source).files if effect.op == "delete"}


@pytest.mark.parametrize(
    "source",
    [
        "printf 'rm -rf /etc' > s; ln -s s t; bash t",
        "printf 'rm -rf /etc' > s; ln s t; sh t",
        "printf 'rm -rf /etc' > s; ln -s s t; . ./t",
        "printf '#!/bin/sh\\nrm -rf /etc' > s; chmod +x s; ln -s s t; ./t",
        "printf 'rm -rf /etc' > zz1.sh; bash zz*.sh",
        "printf 'rm -rf /etc' > zz1.sh; source zz?.sh",
    ],
)
def test_a_written_program_is_the_same_by_its_link_and_by_a_pattern(source: str) -> None:
    assert "/etc" in deleted(source)


@pytest.mark.parametrize(
    "source", ["cp $(command -v rm) ./zz; ./zz -rf /etc", "hash -p $(command -v rm) zz; zz -r /etc"]
)
def test_what_command_v_finds_is_the_program_of_that_name(source: str) -> None:
    assert "/etc" in deleted(source)


@pytest.mark.parametrize(
    "source",
    [
        "ls() { rm -rf /etc; }; $(command -v ls)",
        "printf 'rm -rf /etc' > ls; chmod +x ls; PATH=.:$PATH; $(command -v ls)",
        "$(command -v cd) /etc",
    ],
)
def test_what_command_v_finds_is_unknown_where_something_else_has_that_name(source: str) -> None:
    assert "dynamic_command" in {o.code for o in facts_of(source).reading.opaque}


def test_a_shell_as_a_coprocess_runs_what_nobody_sees() -> None:
    facts = facts_of("coproc bash; printf 'rm -rf /etc' >&${COPROC[1]}")

    assert any(code.language == "bash" and code.child is None for code in facts.code)
    assert not facts_of("coproc cat; echo x >&${COPROC[1]}").code


@pytest.mark.parametrize("source", ["cat /proc/$$/root/etc/shadow", "cat /proc/$PPID/root/etc/shadow"])
def test_the_root_of_any_process_is_the_root(source: str) -> None:
    assert "/etc/shadow" in {effect.resolved for effect in facts_of(source).files if effect.op == "read"}


def test_a_builtin_that_is_quoted_sets_what_is_known_in_part() -> None:
    plain, quoted = facts_of("export PATH=/tmp:$PATH"), facts_of("'export' PATH=/tmp:$PATH")

    assert [e.name for e in quoted.environment] == [e.name for e in plain.environment] == [f.Literal(text="PATH")]
