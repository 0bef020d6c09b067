"""Cells of Node: what earlier ones defined is known to later ones; commands of the prompt; redeclaration; awaiting."""

from __future__ import annotations

import pytest

from interlock.analysis.analyze import analyze_and_learn
from interlock.model import action as a
from interlock.model import facts as f
from interlock.model.limits import Limits
from interlock.model.session import Memory, context_of

LIMITS = Limits(soft_time_s=5.0)


def after(*cells: str, language: a.CodeLanguage = "javascript") -> f.Facts:
    """Facts of the last cell, the others having run before it."""
    memory = Memory()
    for cell in cells:
        facts, learned = analyze_and_learn(a.RunCode(source=cell, language=language), memory, LIMITS)
        if learned.definitions is not None:
            memory = Memory(files=learned.files, definitions={context_of(language, ""): learned.definitions})
    return facts


def commands(facts: f.Facts) -> list[list[str]]:
    return [[v.text if isinstance(v, f.Literal) else "?" for v in command.argv] for command in facts.commands]


@pytest.mark.parametrize(
    "cells",
    [
        ("const f = require('child_process').execSync", "f('touch x')"),
        ("const cp = require('child_process')", "let r = cp['exec' + 'Sync']", "r('touch x')"),
        ("function run(c) { require('child_process').execSync(c) }", "run('touch x')"),
        ("class A { go() { require('child_process').execSync('touch x') } }", "new A().go()"),
        ("import { execSync as e } from 'node:child_process'", "e('touch x')"),
        ("const { execSync: e } = await import('child_process')", "e('touch x')"),
        ("var g; import('child_process').then(m => { g = m })", "g.execSync('touch x')"),
        ("Object.prototype.zap = function (c) { require('child_process').execSync(c) }", "({}).zap('touch x')"),
        ("globalThis.q = require('child_process')", "q.execSync('touch x')"),
        ("const o = {}; o.f = require('child_process').exec", "o.f('touch x')"),
        ("const part = 'tou'", "const all = part + 'ch x'", "require('child_process').execSync(all)"),
        ("console.log = require('child_process').execSync", "console.log('touch x')"),
        ("const m = new Map(); m.set('r', require('child_process').execSync)", "m.get('r')('touch x')"),
        ("eval(\"var z = require('child_process').execSync\")", "z('touch x')"),
    ],
)
def test_what_an_earlier_cell_bound_is_known_to_a_later_one(cells: tuple[str, ...]) -> None:
    assert ["touch", "x"] in commands(after(*cells))


def test_the_facts_of_what_earlier_cells_defined_stand_where_this_cell_calls_it() -> None:
    facts = after("\n\n\nfunction run(c) { require('child_process').execSync(c) }", "1;\nrun('touch x')")

    spans = {(call.callee, call.span.start, call.span.end) for call in facts.calls}
    assert ("child_process.execSync", 3, 17) in spans
    assert facts.memory.names == ("run",)


def test_an_earlier_cell_is_not_reported_again() -> None:
    assert commands(after("require('child_process').execSync('touch x'); var a = 'b'", "a + 1")) == []


def test_a_cell_of_typescript_knows_what_one_before_it_defined() -> None:
    cells = ("const run = (c: string): void => { require('child_process').execSync(c); }", "run('touch x' as string)")
    assert ["touch", "x"] in commands(after(*cells, language="typescript"))


def test_a_name_may_be_declared_again() -> None:
    facts = after("const f = console.log", "const f = require('child_process').execSync", "f('touch x')")
    assert ["touch", "x"] in commands(facts)


def test_awaiting_at_the_top_is_reading() -> None:
    facts = after("const t = await (await fetch('http://x.example/')).text(); eval(t)")
    assert facts.reading.completeness == "complete"
    assert facts.network[0].flows_to == "interpreter"


def test_the_prompt_saves_to_a_file_and_loads_a_program() -> None:
    saved = after(".save out.js")
    assert [(e.op, e.resolved) for e in saved.files] == [("write", "/home/user/out.js")]
    loaded = after(".load never-seen.js")
    assert [o.code for o in loaded.reading.opaque] == ["program_not_seen"]
    known = after(
        "require('fs').writeFileSync('a.js', 'require(\"child_process\").execSync(\"touch x\")')\n", ".load a.js"
    )
    assert ["touch", "x"] in commands(known)


def test_a_method_on_a_line_of_its_own_is_no_command_of_the_prompt() -> None:
    facts = after("fetch('http://x.example/')\n  .then(r => r.text())\n  .catch(() => null)\n  .finally(() => 1)")
    assert facts.reading.completeness == "complete"


def test_what_is_forgotten_is_opaque_when_it_is_called() -> None:
    big = "function big() { return '" + "x" * 17_000 + "' }"
    assert [o.code for o in after(big, "big()").reading.opaque] == ["dynamic_code"]
