"""What a sandbox costs: made from nothing, handed out warm, until its first output, and closed."""

from __future__ import annotations

import statistics
import time
from pathlib import Path

from interlock.model import action as a
from interlock.model import output as o
from interlock.model.decision import Decision, Effect, PolicyStamp, Reason
from interlock.model.mint import Mint, Permit
from interlock.model.record import Receipt
from interlock.sandbox.local.backend import LocalBackend, LocalSettings

RUNTIME = Path(__file__).parents[1] / ".runtime"
TIMES = 30
SESSION = "bench"


def permit(action: a.Action) -> Permit[a.Action]:
    """As the log would mint it; what the log costs is measured elsewhere."""
    reason = Reason(rule="bench", title="bench", severity="low", message="", remediation="")
    decision = Decision(effect=Effect.ALLOW, reasons=(reason,), policy=PolicyStamp(revision="bench", profile="bench"))
    return Mint().permit(action, decision, Receipt(decision_id="bench", origin="bench", seq=0, leaf_hash=""), SESSION)


async def lives(pool_size: int, create_ms: list[float], first_output_ms: list[float], close_ms: list[float]) -> None:
    """One sandbox after another, each from a pool of that size that has had the time to fill."""
    backend = LocalBackend(LocalSettings(runtime_dir=RUNTIME, pool_size=pool_size))
    await backend.start()
    try:
        for _ in range(TIMES):
            await backend.filled()
            began = time.perf_counter()
            sandbox = await backend.create(permit(a.CreateSession()), SESSION)  # type: ignore[arg-type]
            create_ms.append((time.perf_counter() - began) * 1e3)
            await backend.filled()
            began = time.perf_counter()
            async for event in sandbox.perform(permit(a.RunCommand(source="echo x"))):
                if isinstance(event, o.Output):
                    first_output_ms.append((time.perf_counter() - began) * 1e3)
            began = time.perf_counter()
            await sandbox.close()
            close_ms.append((time.perf_counter() - began) * 1e3)
    finally:
        await backend.close()


async def run() -> list[dict[str, object]]:
    cold: list[float] = []
    warm: list[float] = []
    first: list[float] = []
    close: list[float] = []
    await lives(0, cold, first, close)
    await lives(1, warm, first, close)
    named = {"cold create": cold, "warm hand-out": warm, "first output": first, "close": close}
    return [
        {
            "what": f"sandbox, {name}",
            "p50_ms": round(statistics.median(times), 1),
            "p95_ms": round(statistics.quantiles(times, n=20)[18], 1),
        }
        for name, times in named.items()
    ]
