"""A session of cells as the analysis sees it: each is judged by what those before it left."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from interlock.analysis.analyze import analyze_and_learn
from interlock.model import action as a
from interlock.model import facts as f
from interlock.model.limits import Limits
from interlock.model.session import Memory


def session(cells: Iterable[str], limits: Limits, language: a.CodeLanguage = "python") -> list[f.Facts]:
    """The facts of each cell, all of which run."""
    memory = Memory()
    found: list[f.Facts] = []
    for cell in cells:
        facts, learned = analyze_and_learn(a.RunCode(source=cell, language=language), memory, limits)
        definitions = {**memory.definitions}
        if learned.definitions is not None:
            definitions[learned.context] = learned.definitions
        files = {file.path: file for file in (*memory.files, *learned.files)}
        memory = replace(memory, definitions=definitions, files=tuple(files.values()), links=learned.links)
        found.append(facts)
    return found
