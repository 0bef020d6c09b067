"""Disguises of `touch pwned`, each of which makes the file in a real bash 5.2: none may be hidden from the facts."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from msgspec.structs import replace

from interlock.analysis.analyze import analyze_and_learn
from interlock.model import action as a
from interlock.model import facts as f
from interlock.model.limits import Limits
from interlock.model.session import Memory

_FILE = Path(__file__).parents[2] / "corpus" / "shell" / "disguises.jsonl"
_ROWS = [json.loads(line) for line in _FILE.read_text(encoding="utf-8").splitlines()]
_LIMITS = Limits(soft_time_s=20.0)
_MAKING = ("write", "append", "create", "move", "link", "extract")


def _facts(steps: list[str]) -> list[f.Facts]:
    """The facts of each command of a session, after those before it."""
    memory, found = Memory(), []
    for step in steps:
        facts, learned = analyze_and_learn(a.RunCommand(source=step), memory, _LIMITS)
        files = {file.path: file for file in (*memory.files, *learned.files)}
        memory = replace(memory, files=tuple(files.values()), links=learned.links)
        found.append(facts)
    return found


def _last_names(value: f.Value | None) -> set[str]:
    match value:
        case f.OneOf(values=values) | f.Concat(parts=values):
            return {name for one in values for name in _last_names(one)}
        case f.Literal(text=text) | f.Glob(text=text) | f.Prefix(text=text):
            return {text.rstrip("/").rsplit("/", 1)[-1]}
        case _:
            return set()


def _shows(facts: f.Facts) -> bool:
    for command in facts.commands:
        words = {name for word in (*command.argv, *command.operands) for name in _last_names(word)}
        if "touch" in {command.basename, *_last_names(command.name)} and "pwned" in words:
            return True
    made = {name for effect in facts.files if effect.op in _MAKING for name in _last_names(effect.path)}
    return any(name.startswith("pwned") for name in made)


@pytest.mark.parametrize("technique", dict.fromkeys(row["technique"] for row in _ROWS))
def test_what_bash_runs_is_in_the_facts_or_said_to_be_unknown(technique: str) -> None:
    hidden, forgotten = [], []
    for row in (row for row in _ROWS if row["technique"] == technique):
        found = _facts(row.get("steps") or [row["source"]])
        shown = any(map(_shows, found))
        # Of a syntax error the facts claim that bash runs nothing: that covers nothing.
        unknown = {item.code for facts in found for item in facts.reading.opaque} - {"syntax_error"}
        if not shown and not unknown:
            hidden.append(row["id"])
        elif row["resolved"] and not shown:
            forgotten.append(row["id"])
    assert hidden == []
    assert forgotten == [], "these were seen through before"
