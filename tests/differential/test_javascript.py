"""What Node really does with a disguise, in the local sandbox, is in the facts or covered by an opaque one.

A slice by default; with `INTERLOCK_DIFFERENTIAL=all` (`make differential`) every sample of the corpus.
"""

from __future__ import annotations

import asyncio
import json
import os
from pathlib import Path

import msgspec
import pytest

from differential.covering import covers_file, covers_start
from interlock.analysis.analyze import analyze
from interlock.model import action as a
from interlock.model.limits import Limits
from interlock.model.session import Memory
from sandboxes import a_sandbox, do, isolation, run  # noqa: F401  # the fixture applies to this module

HERE = Path(__file__).parent
CORPUS = HERE.parent / "corpus" / "javascript" / "hostile.jsonl"
ROWS = [json.loads(line) for line in CORPUS.read_text(encoding="utf-8").splitlines()]
CHOSEN = ROWS if os.environ.get("INTERLOCK_DIFFERENTIAL") == "all" else ROWS[::12]
BATCH = 40


class Start(msgspec.Struct):
    """A program that Node started."""

    file: str
    args: list[str]


class Observed(msgspec.Struct):
    """What one sample did."""

    id: str
    starts: list[Start]
    files: list[str]


async def _observe(rows: list[dict[str, str]]) -> list[Observed]:
    found: list[Observed] = []
    async with a_sandbox() as sandbox:
        await do(sandbox, a.WriteFile(path="observe.mjs", content=(HERE / "observe_node.mjs").read_bytes()))
        for at in range(0, len(rows), BATCH):
            lines = "\n".join(json.dumps(row) for row in rows[at : at + BATCH])
            await do(sandbox, a.WriteFile(path="samples.jsonl", content=lines.encode()))
            text, _ = await run(sandbox, "node observe.mjs samples.jsonl", timeout_s=300.0)
            found += [msgspec.json.decode(line, type=Observed) for line in text.splitlines()]
    return found


@pytest.fixture(scope="module")
def observed() -> dict[str, Observed]:
    return {seen.id: seen for seen in asyncio.run(_observe(CHOSEN))}


@pytest.mark.parametrize("row", CHOSEN, ids=[f"{row['id']} {row['technique']}" for row in CHOSEN])
def test_what_node_does_is_in_the_facts_or_opaque(row: dict[str, str], observed: dict[str, Observed]) -> None:
    facts = analyze(a.RunCode(source=row["source"], language=row["language"]), Memory(), Limits(soft_time_s=5.0))  # type: ignore[arg-type]
    seen = observed[row["id"]]

    assert "pwned" in seen.files, "a sample that does nothing proves nothing"
    if not facts.reading.opaque:
        assert [start for start in seen.starts if not covers_start(facts, start.file, start.args)] == []
        assert [name for name in seen.files if not covers_file(facts, name)] == []
