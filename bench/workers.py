"""What asking a worker costs beside the analysis itself. `python bench/workers.py`."""

from __future__ import annotations

import asyncio
import json
import statistics
import time

from interlock.analysis.analyze import analyze_and_learn
from interlock.model import action as a
from interlock.model.limits import Limits
from interlock.model.session import Memory
from interlock.workers.pool import WorkerPool

LIMITS = Limits()
SOURCES = tuple(f"ls -la /tmp/{i} | grep name{i}" for i in range(2_000))
"""All different: none is answered from the cache."""


def percentiles_ms(took_s: list[float]) -> dict[str, float]:
    percentiles = statistics.quantiles(took_s, n=100)
    return {"p50_ms": round(percentiles[49] * 1e3, 3), "p99_ms": round(percentiles[98] * 1e3, 3)}


def here() -> dict[str, object]:
    """The analysis in this process."""
    took_s = []
    for source in SOURCES:
        began = time.perf_counter()
        analyze_and_learn(a.RunCommand(source=source), Memory(), LIMITS)
        took_s.append(time.perf_counter() - began)
    return {"what": "analysis in process", **percentiles_ms(took_s)}


async def in_worker(pool: WorkerPool, *, concurrency: int) -> dict[str, object]:
    """The same in a worker, from `concurrency` callers at once."""
    took_s: list[float] = []
    sources = iter(tuple(f"{source} # {concurrency}" for source in SOURCES))

    async def caller() -> None:
        for source in sources:
            began = time.perf_counter()
            await pool.analyze(a.RunCommand(source=source), Memory(), LIMITS)
            took_s.append(time.perf_counter() - began)

    began = time.perf_counter()
    await asyncio.gather(*(caller() for _ in range(concurrency)))
    rate = round(len(took_s) / (time.perf_counter() - began))
    return {"what": "worker", "concurrency": concurrency, "calls_per_s": rate, **percentiles_ms(took_s)}


async def from_cache(pool: WorkerPool) -> dict[str, object]:
    """An answer that is kept."""
    took_s = []
    for _ in SOURCES:
        began = time.perf_counter()
        await pool.analyze(a.RunCommand(source="ls"), Memory(), LIMITS)
        took_s.append(time.perf_counter() - began)
    return {"what": "cache", **percentiles_ms(took_s[1:])}


async def after_a_hang(pool: WorkerPool) -> dict[str, object]:
    """The call that follows a worker's death: it waits for the birth of another."""
    took_s = []
    for i in range(20):
        await pool.analyze(a.RunCommand(source=f"hang{i}"), Memory(), Limits(hard_time_s=0.0))
        began = time.perf_counter()
        await pool.analyze(a.RunCommand(source=f"next{i}"), Memory(), LIMITS)
        took_s.append(time.perf_counter() - began)
    return {"what": "call after a kill", **percentiles_ms(took_s)}


async def run() -> list[dict[str, object]]:
    """All figures."""
    figures = [await asyncio.to_thread(here)]
    pool = await WorkerPool.start(workers=2)
    try:
        for concurrency in (1, 2, 32):
            figures.append(await in_worker(pool, concurrency=concurrency))
        figures.append(await from_cache(pool))
    finally:
        await pool.close()
    single = await WorkerPool.start(workers=1)
    try:
        figures.append(await after_a_hang(single))
    finally:
        await single.close()
    return figures


def main() -> None:
    for figure in asyncio.run(run()):
        print(json.dumps(figure))


if __name__ == "__main__":
    main()
