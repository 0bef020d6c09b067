"""R and Java, which share an evaluator: every text has facts, every entry of the tables its effect, every sample of the
corpus is seen."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interlock.analysis.abstract.apis import Api
from interlock.analysis.analyze import analyze, analyze_and_learn
from interlock.analysis.java import evaluator as java
from interlock.analysis.r import evaluator as r
from interlock.model import action as a
from interlock.model.facts import Facts
from interlock.model.limits import Limits
from interlock.model.session import Memory

CORPUS = Path(__file__).parents[2] / "corpus"
PLENTY = Limits(soft_time_s=5.0)


@dataclass(frozen=True)
class Language:
    name: a.CodeLanguage
    entries: tuple[Api, ...]
    """Those of its table that have an effect to show."""
    cells: tuple[tuple[str, ...], ...]
    """Cells of which the last starts `touch pwned`, with what those before it defined."""
    waits: str
    """A function that starts what its caller says."""
    pieces: str
    """Tokens."""

    def samples(self, kind: str) -> list[dict[str, str]]:
        lines = (CORPUS / self.name / f"{kind}.jsonl").read_text(encoding="utf-8").splitlines()
        return [json.loads(line) for line in lines]

    def facts(self, text: str, memory: Memory | None = None) -> Facts:
        return analyze(a.RunCode(source=text, language=self.name), memory or Memory(), PLENTY)


R = Language(
    name="r",
    entries=tuple(entry for entry in r._table().values() if entry.effect != "nothing"),
    cells=(
        ("s <- system", 's("touch pwned")'),
        ("f <- function(x) system(x)", 'f("touch pwned")'),
        ("library(processx)", 'run("touch", "pwned")'),
        ('x <- "touch"; y <- "pwned"', "system(paste(x, y))"),
        ("eval(parse(text = 'f <- system'))", 'f("touch pwned")'),
    ),
    waits="run <- function(command) system(command)",
    pieces='system ( ) { } [ ] [[ ]] , ; <- <<- -> = \'a\' "b" ` r"(x)" function(x) \\(x) if else for in while repeat '
    "break next %>% |> %in% $ @ :: ::: ~ ! - + ^ : 1 0x1F 1e3L NULL ... eval( parse(text= quote( x y # ?",
)
JAVA = Language(
    name="java",
    entries=tuple(entry for entry in java._table().values() if entry.example),
    cells=(
        ("Runtime r = Runtime.getRuntime();", 'r.exec("touch pwned");'),
        ("Process f(String c) throws Exception { return Runtime.getRuntime().exec(c); }", 'f("touch pwned")'),
        ("class A { void go(String c) { Runtime.getRuntime().exec(c); } }", 'new A().go("touch pwned");'),
        ("import static java.lang.Runtime.getRuntime;", 'getRuntime().exec("touch pwned")'),
        ('var p = new ProcessBuilder("touch", "pwned");', "p.start()"),
    ),
    waits="Process run(String c) throws Exception { return Runtime.getRuntime().exec(c); }",
    pieces="Runtime.getRuntime() .exec( 'a' \"b\" ) ( { } [ ] ; , int x = new String[] ProcessBuilder .start() "
    "-> :: class A static void f() if else for while switch case default try catch return break "
    "import . + ++ (char) this @ ? : null",
)
LANGUAGES = (R, JAVA)
ids = [language.name for language in LANGUAGES]


def samples(kind: str) -> list[object]:
    return [
        pytest.param(language, row["source"], id=f"{language.name} {row['id']} {row.get('technique', '')}".strip())
        for language in LANGUAGES
        for row in language.samples(kind)
    ]


@pytest.mark.parametrize(
    ("language", "entry"),
    [
        pytest.param(language, entry, id=f"{language.name} {entry.name}")
        for language in LANGUAGES
        for entry in language.entries
    ],
)
def test_an_entry_has_the_effect_that_it_states(language: Language, entry: Api) -> None:
    facts = language.facts(entry.example)

    effects = (
        facts.commands,
        facts.files,
        facts.network,
        facts.packages,
        facts.environment,
        facts.sql,
        facts.processes,
    )
    shown = [msgspec.json.encode(item).decode() for items in effects for item in items]
    if entry.effect in ("opaque", "native", "deserialise", "reflect"):
        assert facts.reading.opaque
    elif entry.effect in ("process", "signal", "listen", "sql"):
        assert shown
    else:
        assert any("example" in text.lower() for text in shown), f"{entry.example}\n{shown}\n{facts.reading}"


@pytest.mark.parametrize(("language", "text"), samples("hostile"))
def test_a_hostile_sample_is_seen_or_opaque(language: Language, text: str) -> None:
    facts = language.facts(text)

    written = [e for e in facts.files if e.op in ("write", "append", "create", "link")]
    assert any("pwned" in str(item) for item in (*facts.commands, *written)) or facts.reading.opaque


@pytest.mark.parametrize(("language", "text"), samples("everyday"))
def test_everyday_code_is_read_completely(language: Language, text: str) -> None:
    assert language.facts(text).reading.opaque == ()


@pytest.mark.parametrize(
    ("language", "cells"), [(language, cells) for language in LANGUAGES for cells in language.cells]
)
def test_what_an_earlier_cell_defined_is_known(language: Language, cells: tuple[str, ...]) -> None:
    memory = Memory()
    for cell in cells[:-1]:
        _, learned = analyze_and_learn(a.RunCode(source=cell, language=language.name), memory, PLENTY)
        assert learned.definitions is not None
        memory = Memory(definitions={learned.context: learned.definitions})

    facts = language.facts(cells[-1], memory)
    assert any("pwned" in str(item) for item in facts.commands)
    assert all(item.span.end <= len(cells[-1]) for item in (*facts.commands, *facts.calls) if item.unit == 0)


@pytest.mark.parametrize("language", LANGUAGES, ids=ids)
def test_a_function_that_waits_for_its_caller_is_not_opaque(language: Language) -> None:
    assert language.facts(language.waits).reading.opaque == ()


@pytest.mark.parametrize("language", LANGUAGES, ids=ids)
@settings(max_examples=200, deadline=None)
@given(data=st.data())
def test_every_sequence_of_tokens_has_facts_with_spans_inside_their_units(
    language: Language, data: st.DataObject
) -> None:
    tokens = st.lists(st.sampled_from([*language.pieces.split(), "\n"]), max_size=24)
    text = " ".join(data.draw(tokens))
    facts = language.facts(text)

    for item in (*facts.reading.opaque, *facts.commands, *facts.calls):
        assert 0 <= item.span.start <= item.span.end
        assert item.unit or item.span.end <= len(text)


@pytest.mark.parametrize("language", LANGUAGES, ids=ids)
@settings(max_examples=100, deadline=None)
@given(text=st.text(max_size=120))
def test_every_text_has_facts(language: Language, text: str) -> None:
    assert language.facts(text).units[0].language == language.name


@pytest.mark.parametrize("language", LANGUAGES, ids=ids)
@pytest.mark.parametrize(
    "text",
    ["(" * 5000, "x" + "$b" * 9000, "f(" * 3000, "-" * 5000 + "1", "1+" * 5000 + "1", "{" * 3000, "if(a)" * 3000],
    ids=lambda text: text[:5],
)
def test_deep_nesting_is_a_limit_and_not_a_crash(language: Language, text: str) -> None:
    assert language.facts(text).reading.completeness in ("complete", "partial", "opaque")
