"""`Check` over gRPC against an empty RPC of the same server, and how long that server takes to serve.

The server is the real one in a process of its own, with its log on the disk below `parent`; every source is a new one,
so that no analysis comes from a cache. Health's `Check` is the empty RPC: it does nothing but answer.
"""

from __future__ import annotations

import asyncio
import json
import signal
import statistics
import sys
import time
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from itertools import count
from pathlib import Path

import grpc
from grpc_health.v1 import health_pb2, health_pb2_grpc

from interlock.v1 import decision_pb2, decision_pb2_grpc, execution_pb2

SAMPLES = Path(__file__).parents[1] / "policies" / "interlock" / "rules"
ROUNDS = 6
SECONDS = 1.0
"""Of one round of either kind; rounds alternate, so that both meet the same machine."""
STARTS = 5


def everyday() -> Iterator[str]:
    """The commands that each rule of the library must not stop, again and again, each time as another text."""
    samples = [json.loads(path.read_text()) for path in sorted(SAMPLES.glob("*/*/samples.json"))]
    sources = [
        s["source"]
        for sample in samples
        for s in sample["quiet"]
        if "source" in s and not {"language", "env", "files", "attributes"} & s.keys()
    ]
    for number in count():
        for source in sources:
            yield f"{source}\n# {number}"


@asynccontextmanager
async def served(data_dir: Path) -> AsyncIterator[tuple[str, float]]:
    """The address of a server that was started for this, and the seconds until its health was SERVING."""
    arguments = ("-m", "interlock", "serve", "--listen", "127.0.0.1:0", "--data-dir", str(data_dir), "--output", "json")
    began = time.perf_counter()
    process = await asyncio.create_subprocess_exec(
        sys.executable, *arguments, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.DEVNULL
    )
    assert process.stdout is not None
    try:
        address = json.loads(await process.stdout.readline())["address"]
        async with grpc.aio.insecure_channel(address) as channel:
            answer = await health_pb2_grpc.HealthStub(channel).Check(health_pb2.HealthCheckRequest())
            assert answer.status == health_pb2.HealthCheckResponse.SERVING
        yield address, time.perf_counter() - began
    finally:
        process.send_signal(signal.SIGTERM)
        await process.wait()


async def rounds(
    empty: Callable[[], Awaitable[object]], check: Callable[[], Awaitable[object]], in_flight: int
) -> tuple[list[float], list[float], float, float, Counter[str]]:
    """Seconds of each empty call and of each check, calls a second of both, and what got no answer."""
    took: dict[str, list[float]] = {"empty": [], "check": []}
    spent = {"empty": 0.0, "check": 0.0}
    refused: Counter[str] = Counter()
    for _ in range(ROUNDS):
        for name, call in (("empty", empty), ("check", check)):
            began = time.perf_counter()
            end = began + SECONDS

            async def caller(name: str = name, call: Callable[[], Awaitable[object]] = call, end: float = end) -> None:
                while (start := time.perf_counter()) < end:
                    try:
                        await call()
                    except grpc.aio.AioRpcError as error:
                        refused[error.details() or ""] += 1
                        continue
                    took[name].append(time.perf_counter() - start)

            await asyncio.gather(*(caller() for _ in range(in_flight)))
            spent[name] += time.perf_counter() - began
    rates = {name: len(took[name]) / spent[name] for name in took}
    return took["empty"], took["check"], rates["empty"], rates["check"], refused


async def run(parent: Path) -> list[dict[str, object]]:
    """Latency alone and throughput at 32 in flight, each as a ratio in one run, and the time to serve."""
    figures: list[dict[str, object]] = []
    starts_s = []
    for number in range(STARTS):
        async with served(parent / f"start{number}") as (_, took_s):
            starts_s.append(took_s)
    figures.append(
        {"what": "serve to SERVING", "p50_s": round(statistics.median(starts_s), 2), "worst_s": round(max(starts_s), 2)}
    )
    async with served(parent / "face") as (address, _), grpc.aio.insecure_channel(address) as channel:
        health, decisions = health_pb2_grpc.HealthStub(channel), decision_pb2_grpc.DecisionServiceStub(channel)
        sources = everyday()

        async def empty() -> None:
            await health.Check(health_pb2.HealthCheckRequest())

        async def check() -> None:
            command = execution_pb2.RunCommandRequest(source=next(sources))
            await decisions.Check(decision_pb2.CheckRequest(action=decision_pb2.Action(run_command=command)))

        for _ in range(200):
            await empty()
            await check()
        for in_flight in (1, 32):
            empties, checks, empty_rate, check_rate, refused = await rounds(empty, check, in_flight)
            figures.append(
                {
                    "what": f"Check, {in_flight} in flight",
                    "empty_p50_ms": round(statistics.median(empties) * 1e3, 2),
                    "check_p50_ms": round(statistics.median(checks) * 1e3, 2),
                    "check_p99_ms": round(statistics.quantiles(checks, n=100)[98] * 1e3, 2),
                    "p50_ratio": round(statistics.median(checks) / statistics.median(empties), 2),
                    "checks_per_s": round(check_rate),
                    "throughput_ratio": round(check_rate / empty_rate, 3),
                    "without_answer": dict(refused),
                }
            )
    return figures
