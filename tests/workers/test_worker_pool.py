"""Analysis workers: killed when they must be, replaced at once, and nobody else notices."""

from __future__ import annotations

import asyncio
import hashlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from interlock.analysis import knowledge
from interlock.errors import LimitReached
from interlock.model import action as a
from interlock.model.limits import Limits
from interlock.model.session import Memory
from interlock.ports import Analysis
from interlock.workers.pool import WorkerPool

LIMITS = Limits(hard_time_s=0.5, worker_bytes=192 * 2**20)


@pytest.fixture(autouse=True)
def _entries_importable(monkeypatch: pytest.MonkeyPatch) -> None:
    """Workers get `PYTHONPATH` from this process."""
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parent), prepend=os.pathsep)


@asynccontextmanager
async def a_pool(**options: int) -> AsyncIterator[WorkerPool]:
    pool = await WorkerPool.start(entry="entries:entry", **options)
    try:
        yield pool
    finally:
        await pool.close()


async def ask(pool: WorkerPool, source: str) -> Analysis:
    return await pool.analyze(a.RunCommand(source=source), Memory(), LIMITS)


def opaque(analysis: Analysis) -> list[str]:
    return [o.code for o in analysis.facts().reading.opaque]


async def test_a_worker_answers_with_facts() -> None:
    async with a_pool() as pool:
        assert [c.basename for c in (await ask(pool, "ls -la")).facts().commands] == ["ls"]


@pytest.mark.row("R32b")
@pytest.mark.parametrize(
    ("source", "code"), [("hang", "timeout"), ("crash", "crash"), ("raise", "crash"), ("eat", "memory")]
)
async def test_a_worker_that_fails_is_a_fact_and_the_next_call_works(source: str, code: str) -> None:
    async with a_pool(workers=1) as pool:
        began = time.monotonic()
        failed = await ask(pool, source)
        assert opaque(failed) == [code] and failed.completeness() == "opaque"
        assert time.monotonic() - began < 3
        assert opaque(await ask(pool, "ls")) == []


async def test_a_source_of_bytes_that_are_not_utf_8_is_a_fact_and_the_next_call_works() -> None:
    async with a_pool(workers=1) as pool:
        failed = await ask(pool, b"echo \xff".decode("utf-8", "surrogateescape"))
        assert opaque(failed) == ["encoding"] and failed.completeness() == "opaque"
        assert opaque(await ask(pool, "ls")) == []


async def test_a_hundred_calls_at_once_are_all_answered() -> None:
    async with a_pool() as pool:
        answers = await asyncio.gather(*(ask(pool, f"echo {i}") for i in range(100)))
    assert len({answer.document for answer in answers}) == 100


async def test_a_caller_who_leaves_does_not_take_the_worker_along() -> None:
    async with a_pool(workers=1) as pool:
        task = asyncio.create_task(ask(pool, "hang"))
        await asyncio.sleep(0.1)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        assert opaque(await ask(pool, "ls")) == []


async def test_the_same_question_is_answered_from_the_cache_and_failures_are_not_kept() -> None:
    async with a_pool(workers=1) as pool:
        assert (await ask(pool, "ls")) is (await ask(pool, "ls"))
        assert (await ask(pool, "raise")) is not (await ask(pool, "raise"))


async def test_callers_above_the_bound_are_told_to_come_back() -> None:
    async with a_pool(workers=1, most_waiting=1) as pool:
        tasks = [asyncio.create_task(ask(pool, "hang")) for _ in range(2)]
        await asyncio.sleep(0.1)
        with pytest.raises(LimitReached):
            await ask(pool, "ls")
        await asyncio.gather(*tasks)


_PARENT = """
import asyncio, sys
from interlock.workers.pool import WorkerPool
from interlock.model import action as a
from interlock.model.limits import Limits
from interlock.model.session import Memory
async def main():
    pool = await WorkerPool.start(entry="entries:entry")
    print(pool._nursery._process.pid, flush=True)
    await pool.analyze(a.RunCommand(source="hang"), Memory(), Limits(hard_time_s=60))
asyncio.run(main())
"""


def test_nothing_is_left_when_the_proxy_is_killed() -> None:
    parent = subprocess.Popen(
        [sys.executable, "-c", _PARENT],
        stdout=subprocess.PIPE,
    )
    assert parent.stdout is not None
    nursery = int(parent.stdout.readline())
    time.sleep(0.3)
    workers = subprocess.run(["pgrep", "-P", str(nursery)], capture_output=True, text=True, check=False).stdout.split()
    parent.send_signal(signal.SIGKILL)
    parent.wait()
    time.sleep(0.5)
    assert workers
    assert [pid for pid in (str(nursery), *workers) if Path(f"/proc/{pid}/exe").exists()] == []


async def test_workers_know_the_programs_of_tables_that_the_pool_was_given(tmp_path: Path) -> None:
    table = tmp_path / "mine.toml"
    table.write_text("[deploytool]\noperands = 'delete...'\n", encoding="utf-8")
    tables = knowledge.read([table])
    table.unlink()  # read once: a worker that is born later knows the same
    pool = await WorkerPool.start(workers=1, knowledge=tables)
    try:
        facts = (await pool.analyze(a.RunCommand(source="deploytool x"), Memory(), Limits())).facts()
    finally:
        await pool.close()
    assert facts.commands[0].known
    assert [(e.op, e.resolved) for e in facts.files] == [("delete", "/home/user/x")]
    assert facts.reading.versions["knowledge"] == hashlib.sha256(tables).hexdigest()
