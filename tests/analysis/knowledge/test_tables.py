"""The knowledge tables: every example of every entry is a test, and so is every further name of an entry."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import pytest

from interlock.analysis import knowledge
from interlock.analysis.examples import differences
from interlock.analysis.knowledge.program import Grammar
from interlock.analysis.shell.programs import GRAMMARS
from interlock.errors import ConfigError

ENTRIES = [
    pytest.param(name, entry, id=f"{path.stem}:{name}")
    for path in knowledge.files()
    for name, entry in knowledge.load(path).items()
    if name not in entry.names
]


@pytest.mark.parametrize(("name", "entry"), ENTRIES)
def test_an_entry_has_exactly_the_effects_that_its_examples_name(name: str, entry: knowledge.Program) -> None:
    assert entry.examples
    wrong = {command: differences(command, effects) for command, effects in entry.examples.items()}
    assert {command: found for command, found in wrong.items() if found != ([], [])} == {}


@pytest.mark.parametrize(("name", "entry"), [p for p in ENTRIES if p.values[1].names])
def test_a_further_name_of_an_entry_does_the_same(name: str, entry: knowledge.Program) -> None:
    command, effects = next(iter(entry.examples.items()))
    if not command.startswith(f"{name} "):
        return
    different = [
        other
        for other in entry.names
        if not knowledge.shipped()[other].grammar.startswith("git")
        and differences(other + command[len(name) :], effects) != ([], [])
    ]
    assert different == []


def test_no_program_stands_in_two_entries() -> None:
    seen: dict[str, str] = {}
    for path in knowledge.files():
        for name in knowledge.load(path):
            assert name not in seen, f"{name} in {seen.get(name)} and {path.stem}"
            seen[name] = path.stem


def test_at_least_three_hundred_programs_are_known() -> None:
    assert len(knowledge.known_names()) >= 300


def test_tables_and_code_name_the_same_grammars() -> None:
    assert set(GRAMMARS) == set(get_args(Grammar)) - {""}


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        ("[a\n", "a"),
        ("[x]\noperand = 'read'", "operand"),
        ("[x]\noperands = 'devour'", "unknown meaning `devour`"),
        ("[x]\nshort_args = 3", "short_args"),
        ("[x]\ngrammar = 'magic'", "magic"),
        ("[x]\noptions = { o = 'code:klingon' }", "code:klingon"),
        ("[x.sub.y]\noperands = 'eat...'", "eat"),
        ("x = 1", "an entry is a table"),
        ("[x]\nprivilege = 'kingship'", "kingship"),
    ],
)
def test_a_broken_table_says_what_is_wrong_with_it(tmp_path: Path, text: str, cause: str) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError, match=r"mine\.toml") as error:
        knowledge.load(path)
    assert cause in str(error.value)


def test_a_table_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"none\.toml"):
        knowledge.read([tmp_path / "none.toml"])


def test_added_tables_come_before_the_shipped_ones_and_have_a_revision(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text("[deploytool]\noperands = 'delete...'\n[cat]\noperands = 'write...'\n", encoding="utf-8")
    try:
        knowledge.use(knowledge.read([path]))
        assert differences("deploytool a", ["delete a"]) == ([], [])
        assert differences("cat a", ["write a"]) == ([], [])
        assert len(knowledge.revision()) == 64
    finally:
        knowledge.use(b"")
    assert differences("cat a", ["read a"]) == ([], [])
    assert knowledge.revision() == ""
