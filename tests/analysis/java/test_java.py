"""Java: every text has facts, every entry of the table its effect, every sample of the corpus is seen."""

from __future__ import annotations

import json
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interlock.analysis.analyze import analyze, analyze_and_learn
from interlock.analysis.java.evaluator import _table
from interlock.model import action as a
from interlock.model.facts import Facts
from interlock.model.limits import Limits
from interlock.model.session import Memory

CORPUS = Path(__file__).parents[2] / "corpus" / "java"
HOSTILE = [json.loads(line) for line in (CORPUS / "hostile.jsonl").read_text(encoding="utf-8").splitlines()]
EVERYDAY = [json.loads(line) for line in (CORPUS / "everyday.jsonl").read_text(encoding="utf-8").splitlines()]
PLENTY = Limits(soft_time_s=5.0)
ENTRIES = [entry for entry in _table().values() if entry.example]


def facts_of(text: str, memory: Memory | None = None) -> Facts:
    return analyze(a.RunCode(source=text, language="java"), memory or Memory(), PLENTY)


@pytest.mark.parametrize("entry", ENTRIES, ids=[entry.name for entry in ENTRIES])
def test_an_entry_has_the_effect_that_it_states(entry: object) -> None:
    example, effect = entry.example, entry.effect  # type: ignore[attr-defined]  # an Api
    facts = facts_of(example)
    items = (
        *facts.commands,
        *facts.files,
        *facts.network,
        *facts.packages,
        *facts.environment,
        *facts.sql,
        *facts.processes,
    )

    shown = [msgspec.json.encode(item).decode() for item in items]
    if effect in ("opaque", "native", "deserialise", "reflect"):
        assert facts.reading.opaque
    elif effect in ("process", "signal", "listen", "sql"):
        assert shown
    else:
        assert any("example" in text or "EXAMPLE" in text for text in shown), f"{example}\n{shown}\n{facts.reading}"


@pytest.mark.parametrize("row", HOSTILE, ids=[f"{row['id']} {row['technique']}" for row in HOSTILE])
def test_a_hostile_sample_is_seen_or_opaque(row: dict[str, str]) -> None:
    facts = facts_of(row["source"])

    written = [e for e in facts.files if e.op in ("write", "append", "create")]
    assert any("pwned" in str(item) for item in (*facts.commands, *written)) or facts.reading.opaque


@pytest.mark.parametrize("row", EVERYDAY, ids=[row["id"] for row in EVERYDAY])
def test_everyday_code_is_read_completely(row: dict[str, str]) -> None:
    assert facts_of(row["source"]).reading.opaque == ()


@pytest.mark.parametrize(
    "cells",
    [
        ["Runtime r = Runtime.getRuntime();", 'r.exec("touch pwned");'],
        ["Process f(String c) throws Exception { return Runtime.getRuntime().exec(c); }", 'f("touch pwned")'],
        [
            "class A { void go(String c) { Runtime.getRuntime().exec(c); } }",
            'new A().go("touch pwned");',
        ],
        ["import static java.lang.Runtime.getRuntime;", 'getRuntime().exec("touch pwned")'],
        ['var p = new ProcessBuilder("touch", "pwned");', "p.start()"],
    ],
)
def test_what_an_earlier_cell_defined_is_known(cells: list[str]) -> None:
    memory = Memory()
    for cell in cells[:-1]:
        _, learned = analyze_and_learn(a.RunCode(source=cell, language="java"), memory, PLENTY)
        assert learned.definitions is not None
        memory = Memory(definitions={learned.context: learned.definitions})

    facts = facts_of(cells[-1], memory)
    assert any("pwned" in str(item) for item in facts.commands)
    assert all(item.span.end <= len(cells[-1]) for item in (*facts.commands, *facts.calls) if item.unit == 0)


def test_a_text_for_exec_is_split_at_white_space_and_read_by_no_shell() -> None:
    (command,) = facts_of('Runtime.getRuntime().exec("echo $(rm x); ls");').commands

    assert [getattr(value, "text", None) for value in command.argv] == ["echo", "$(rm", "x);", "ls"]


def test_what_cannot_be_read_is_opaque() -> None:
    assert "parse_error" in {item.code for item in facts_of("int x = ;;; } ) Runtime").reading.opaque}


def test_a_method_that_waits_for_its_caller_is_not_opaque() -> None:
    facts = facts_of("Process run(String c) throws Exception { return Runtime.getRuntime().exec(c); }")

    assert facts.reading.opaque == ()


@pytest.mark.parametrize("text", ["/open evil.jsh", "/edit", "/env -class-path x", "/reload", "/!", "/-1"])
def test_what_a_command_of_jshell_brings_is_opaque(text: str) -> None:
    assert facts_of(text).reading.opaque


_PIECES = "Runtime.getRuntime() .exec( 'a' \"b\" ) ( { } [ ] ; , int x = new String[] ProcessBuilder .start() "
_PIECES += "-> :: class A static void f() if else for while switch case default try catch return break "
_PIECES += "import . + ++ (char) this @ ? : null"


@settings(max_examples=200, deadline=None)
@given(pieces=st.lists(st.sampled_from(_PIECES.split()), max_size=24))
def test_every_sequence_of_tokens_has_facts_with_spans_inside_their_units(pieces: list[str]) -> None:
    text = " ".join(pieces)
    facts = facts_of(text)

    for item in (*facts.reading.opaque, *facts.commands, *facts.calls):
        assert 0 <= item.span.start <= item.span.end
        assert item.unit or item.span.end <= len(text)


@settings(max_examples=100, deadline=None)
@given(text=st.text(max_size=120))
def test_every_text_has_facts(text: str) -> None:
    assert facts_of(text).units[0].language == "java"


@pytest.mark.parametrize(
    "text",
    ["(" * 5000, "x" + "$b" * 9000, "f(" * 3000, "-" * 5000 + "1", "1+" * 5000 + "1", "{" * 3000, "if(a)" * 3000],
)
def test_deep_nesting_is_a_limit_and_not_a_crash(text: str) -> None:
    assert facts_of(text).reading.completeness in ("complete", "partial", "opaque")
