"""What Node really does with a disguise, in the local sandbox, is in the facts or covered by an opaque one.

A slice by default; with `INTERLOCK_DIFFERENTIAL=all` (`make differential`) every sample of the corpus.
"""

from __future__ import annotations

import asyncio
import json
import os
from pathlib import Path
from typing import Any

import msgspec
import pytest

from differential.covering import covers_file, covers_start
from interlock.model import action as a
from interlock.model.limits import Limits
from sandboxes import a_sandbox, do, isolation, run  # noqa: F401  # the fixture applies to this module
from sessions import session

HERE = Path(__file__).parent
CORPUS = HERE.parent / "corpus" / "javascript"
ROWS: list[dict[str, Any]] = [
    json.loads(line)
    for name in ("hostile.jsonl", "sessions.jsonl")
    for line in (CORPUS / name).read_text(encoding="utf-8").splitlines()
]
CHOSEN = ROWS if os.environ.get("INTERLOCK_DIFFERENTIAL") == "all" else ROWS[::12]
BATCH = 40

pytestmark = pytest.mark.timeout(1800 if len(CHOSEN) == len(ROWS) else 120)


class Start(msgspec.Struct):
    """A program that Node started."""

    file: str
    args: list[str]


class Observed(msgspec.Struct):
    """What one sample did."""

    id: str
    starts: list[Start]
    files: list[str]


async def _observe(rows: list[dict[str, Any]]) -> list[Observed]:
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
def test_what_node_does_is_in_the_facts_or_opaque(row: dict[str, Any], observed: dict[str, Observed]) -> None:
    cells = row.get("cells") or [row["source"]]
    found = session(cells, Limits(soft_time_s=5.0), language=row["language"])
    seen = observed[row["id"]]

    assert "pwned" in seen.files, "a sample that does nothing proves nothing"
    if not any(facts.reading.opaque for facts in found):
        missed = [s for s in seen.starts if not any(covers_start(facts, s.file, s.args) for facts in found)]
        assert missed == []
        assert [name for name in seen.files if not any(covers_file(facts, name) for facts in found)] == []
