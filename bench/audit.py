"""Durable records per second: each append waits until its record is on disk. `python bench/audit.py [DIRECTORY]`."""

from __future__ import annotations

import asyncio
import json
import statistics
import sys
import tempfile
import time
from pathlib import Path

from interlock.audit.log import SegmentLog
from interlock.audit.verify import verify
from interlock.clock import SystemClock
from interlock.model.record import SystemRecord

RECORD = SystemRecord(event="bench", detail={"text": "x" * 1_000})
"""About 1.2 kB a line."""


async def append(directory: Path, *, concurrency: int, seconds: float) -> dict[str, float]:
    """Appends from `concurrency` callers at once, each its next one as soon as the last is durable."""
    log = await asyncio.to_thread(SegmentLog.open, directory, origin="bench", clock=SystemClock())
    waits_s: list[float] = []
    end = time.perf_counter() + seconds

    async def caller() -> None:
        while (began := time.perf_counter()) < end:
            await log.append(RECORD)
            waits_s.append(time.perf_counter() - began)

    began = time.perf_counter()
    await asyncio.gather(*(caller() for _ in range(concurrency)))
    took_s = time.perf_counter() - began
    await log.close()
    percentiles = statistics.quantiles(waits_s, n=100)
    return {
        "concurrency": concurrency,
        "records_per_s": round(len(waits_s) / took_s),
        "p50_ms": round(percentiles[49] * 1e3, 3),
        "p99_ms": round(percentiles[98] * 1e3, 3),
    }


def recover_and_verify(directory: Path) -> dict[str, float]:
    """Seconds per GiB to open a log after a crash, and records verified per second."""
    size = sum(path.stat().st_size for path in directory.glob("*.jsonl"))
    began = time.perf_counter()
    result = verify(directory)
    verified_s = time.perf_counter() - began
    began = time.perf_counter()
    asyncio.run(SegmentLog.open(directory, origin="bench", clock=SystemClock()).close())
    opened_s = time.perf_counter() - began
    return {
        "log_bytes": size,
        "verify_records_per_s": round(result.records / verified_s),
        "open_s": round(opened_s, 2),
        "open_s_per_GiB": round(opened_s / size * 2**30, 2),
    }


def run(parent: Path, *, seconds: float = 3.0) -> list[dict[str, float]]:
    """All figures. The log is written below `parent`: that disk is what is measured."""
    figures = []
    with tempfile.TemporaryDirectory(dir=parent) as scratch:
        directory = Path(scratch)
        for concurrency in (1, 32, 128):
            figures.append(asyncio.run(append(directory / "log", concurrency=concurrency, seconds=seconds)))
        figures.append(recover_and_verify(directory / "log"))
    return figures


def main() -> None:
    parent = Path(sys.argv[1]) if len(sys.argv) > 1 else Path.cwd()
    for figure in run(parent):
        print(json.dumps(figure))


if __name__ == "__main__":
    main()
