"""Worker processes: born, lost and replaced without anybody being blamed for it, and gone when the pool is."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from interlock.errors import AnalysisError
from interlock.model import action as a
from interlock.model.limits import Limits
from interlock.model.session import Memory
from interlock.ports import Analysis
from interlock.workers.pool import WorkerPool

LIMITS = Limits(hard_time_s=2)


@pytest.fixture(autouse=True)
def _entries_importable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parent), prepend=os.pathsep)


@asynccontextmanager
async def a_pool(**options: int) -> AsyncIterator[WorkerPool]:
    pool = await WorkerPool.start(entry="entries:entry", **options)
    try:
        yield pool
    finally:
        await pool.close()


async def ask(pool: WorkerPool, source: str, limits: Limits = LIMITS) -> Analysis:
    return await pool.analyze(a.RunCommand(source=source), Memory(), limits)


def command(analysis: Analysis) -> str | None:
    return analysis.facts().commands[0].basename


def opaque(analysis: Analysis) -> list[str]:
    return [o.code for o in analysis.facts().reading.opaque]


def children(pid: int) -> list[int]:
    return [int(child) for path in Path(f"/proc/{pid}/task").glob("*/children") for child in path.read_text().split()]


def nurseries() -> list[int]:
    return [pid for pid in children(os.getpid()) if b"interlock.workers.nursery" in command_line(pid)]


def command_line(pid: int) -> bytes:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""


async def until(true: Callable[[], bool]) -> None:
    for _ in range(500):
        if true():
            return
        await asyncio.sleep(0.01)
    pytest.fail("it did not become true within five seconds")


async def test_a_worker_that_died_between_questions_is_replaced_and_the_next_question_is_not_blamed() -> None:
    async with a_pool(workers=1) as pool:
        ((worker,),) = [children(pid) for pid in nurseries()]
        os.kill(worker, signal.SIGKILL)
        await until(lambda: not command_line(worker))
        await asyncio.sleep(0.05)

        assert command(await ask(pool, "ls")) == "ls"


async def test_when_the_nursery_dies_the_next_question_gets_a_new_one() -> None:
    async with a_pool(workers=2) as pool:
        (nursery,) = nurseries()
        os.kill(nursery, signal.SIGKILL)
        await until(lambda: not children(nursery))
        await asyncio.sleep(0.05)

        answers = await asyncio.gather(*(ask(pool, f"tool{i}") for i in range(8)))

        assert [command(answer) for answer in answers] == [f"tool{i}" for i in range(8)]
        assert len(nurseries()) == 1


async def test_callers_who_leave_at_any_moment_leave_no_answer_to_the_next_one() -> None:
    async with a_pool(workers=2) as pool:
        for round_ in range(30):
            leaving = [asyncio.create_task(ask(pool, f"leaver{round_}x{i}")) for i in range(4)]
            await asyncio.sleep(round_ * 0.0003)
            for task in leaving:
                task.cancel()
            await asyncio.gather(*leaving, return_exceptions=True)
            assert command(await ask(pool, f"stayer{round_}")) == f"stayer{round_}"
        (nursery,) = nurseries()
        await until(lambda: len(children(nursery)) <= 2)


async def test_whoever_waits_is_not_overtaken_by_those_who_come_back_at_once() -> None:
    async with a_pool(workers=1) as pool:
        order: list[int] = []

        async def caller(number: int) -> None:
            for i in range(5):
                await ask(pool, f"caller{number}x{i}")
                order.append(number)

        await asyncio.gather(*(caller(number) for number in range(4)))
        assert order == [0, 1, 2, 3] * 5


async def test_facts_that_are_none_are_a_crash() -> None:
    async with a_pool(workers=1) as pool:
        assert opaque(await ask(pool, "no facts")) == ["crash"]


async def test_an_answer_that_a_clock_cut_short_is_not_kept() -> None:
    async with a_pool(workers=1) as pool:
        hurried = Limits(hard_time_s=2, soft_time_s=0.0)
        source = "ls; " * 500
        first, second = await ask(pool, source, hurried), await ask(pool, source, hurried)

        assert "soft_time_s" in first.facts().reading.limits
        assert first is not second


async def test_the_cache_forgets_what_was_used_least_recently_and_keeps_its_bound() -> None:
    async with a_pool(workers=1, cache_bytes=40_000) as pool:
        first = await ask(pool, "first")
        for i in range(5):
            await ask(pool, f"other{i}")
            assert await ask(pool, "first") is first
        last = [await ask(pool, f"filler{i}") for i in range(60)][-1]

        assert await ask(pool, "filler59") is last
        assert await ask(pool, "first") is not first


async def test_a_closed_pool_leaves_no_process_and_starts_none() -> None:
    async with a_pool(workers=2) as pool:
        (nursery,) = nurseries()
        workers = children(nursery)
        asking = asyncio.create_task(ask(pool, "hang"))
        await asyncio.sleep(0.05)
        await pool.close()
        await asking

        with pytest.raises(AnalysisError):
            await ask(pool, "ls")
        await until(lambda: not any(map(command_line, workers)))
        assert nurseries() == []


@pytest.mark.parametrize("tables", [b"", bytes(8 * 2**20)], ids=["no tables", "more tables than a socket holds"])
async def test_an_analysis_that_cannot_be_loaded_is_an_error_that_leaves_no_process(tables: bytes) -> None:
    with pytest.raises(AnalysisError, match="no_such_module"):
        await WorkerPool.start(entry="no_such_module:entry", knowledge=tables)
    assert nurseries() == []
