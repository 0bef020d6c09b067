"""A name that neither the text, nor an earlier cell of its context, nor the language defines is a fact."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from interlock.analysis.analyze import analyze_and_learn
from interlock.model import action as a
from interlock.model.facts import Facts
from interlock.model.limits import Limits
from interlock.model.session import Memory

CORPUS = Path(__file__).parents[1] / "corpus"


def after(language: a.CodeLanguage, *cells: str) -> Facts:
    """Facts of the last cell, the others having run before it."""
    memory = Memory()
    for cell in cells:
        facts, learned = analyze_and_learn(a.RunCode(source=cell, language=language), memory, Limits(soft_time_s=5.0))
        if learned.definitions is not None:
            memory = Memory(definitions={learned.context: learned.definitions})
    return facts


def unknown(language: a.CodeLanguage, *cells: str) -> list[tuple[str, bool]]:
    return [(name.name, name.called) for name in after(language, *cells).memory.unknown]


@pytest.mark.parametrize(
    ("language", "cell", "expected"),
    [
        ("python", "run('touch x')", [("run", True)]),
        ("python", "x = rows[0]\nprint(x, rows)", [("rows", False)]),
        ("python", "def f(a, *b, c=1, **d):\n    global e\n    return a, b, c, d, e, g", [("g", False)]),
        ("python", "try:\n    pass\nexcept E as e:\n    print(e)", [("E", False)]),
        ("python", "match v:\n    case [a, *b]:\n        print(a, b)", [("v", False)]),
        ("javascript", "run('touch x')", [("run", True)]),
        ("javascript", "const { a, b: [c], ...d } = rows; console.log(a, c, d, rows.b)", [("rows", False)]),
        ("javascript", "if (typeof window2 !== 'undefined') window2.run()", []),
        ("javascript", "new Tool().go()", [("Tool", True)]),
        ("typescript", "enum E { A }; const x: T = y as E; namespace N { export const q = 1 }", [("y", False)]),
        ("r", "run('touch x')", [("run", True)]),
        ("r", "f <- function(a, ...) a + b", [("b", False)]),
        ("r", "subset(mtcars, cyl > 4)$mpg; lm(a ~ b, data = mtcars)", []),
        ("r", "1 %go% 2", [("%go%", True)]),
        ("java", 'run("touch x");', [("run", True)]),
        ("java", "int n = count + 1;", [("count", False)]),
        ("java", "for (String s : rows) { print(s.length()); }", [("rows", False), ("print", True)]),
        ("java", "new Tool().go(); Helper.go(); com.acme.Other.go();", [("Tool", True), ("Helper", False)]),
        ("java", "record P(int x, int y) { int sum() { return x + y; } } enum C { RED } new P(1, 2).sum();", []),
        ("java", "class A extends B { void f() { inherited(field); } }", []),
    ],
)  # fmt: skip
def test_what_nothing_defines_is_named(language: a.CodeLanguage, cell: str, expected: list[tuple[str, bool]]) -> None:
    assert unknown(language, cell) == expected


@pytest.mark.parametrize(
    ("language", "cells"),
    [
        ("python", ("n = 5", "print(n)")),
        ("python", ("import os as o\nfor i in (1, 2): pass", "o.getcwd(), i")),
        ("python", ("from somewhere import *", "run('x')")),
        ("python", ("%run other.py", "run('x')")),
        ("python", ("exec('k = 1')", "k")),
        ("javascript", ("let n = 5", "console.log(n)")),
        ("javascript", ("globalThis.q = 1; r = 2", "q + r")),
        ("typescript", ("import { a as b } from './x'; enum E { A }", "b(E.A)")),
        ("r", ("n <- 5; assign('m', 2)", "n + m")),
        ("r", ("library(dplyr)", "tbl <- mutate(mtcars, z = 1)")),
        ("java", ("int n = 5; void go(int x) { }", "go(n)")),
        ("java", ("import com.acme.*;", "new Tool()")),
    ],
)
def test_what_an_earlier_cell_bound_or_may_have_bound_is_not_unknown(
    language: a.CodeLanguage, cells: tuple[str, ...]
) -> None:
    assert unknown(language, *cells) == []


def test_a_name_is_told_once_with_its_first_place() -> None:
    (name,) = after("python", "x = 1\ny = run\nrun(x)").memory.unknown

    assert (name.unit, name.span.start, name.span.end, name.called) == (0, 10, 13, True)


def test_places_are_characters_behind_other_letters() -> None:
    for language in ("python", "javascript", "java"):
        (name,) = after(language, '"é\N{GRINNING FACE}"; run()').memory.unknown
        assert (name.span.start, name.span.end) == (6, 9), language


def test_the_names_that_are_told_have_an_end() -> None:
    assert len(after("python", "\n".join(f"f{i}()" for i in range(1000))).memory.unknown) == 200


@pytest.mark.parametrize(("language", "most"), [("python", 0.01), ("javascript", 0.07), ("r", 0.0), ("java", 0.03)])
def test_hardly_anything_in_everyday_cells_is_unknown(language: str, most: float) -> None:
    """What is, stands in pieces of longer programs; cells that go on with an earlier one say so themselves."""
    rows = [json.loads(line) for line in (CORPUS / language / "everyday.jsonl").read_text("utf-8").splitlines()][::4]
    rows = [row for row in rows if not row.get("continues")]
    told = sum(bool(unknown(row.get("language", language), *row.get("cells", [row.get("source")]))) for row in rows)

    assert told <= most * len(rows) + 1
