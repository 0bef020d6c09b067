"""Entry points for workers of tests: what each does is told by the source it is given."""

from __future__ import annotations

import os
import time

from interlock.analysis.analyze import analyze_and_learn
from interlock.model import action as a
from interlock.model.facts import Facts
from interlock.model.limits import Limits
from interlock.model.session import Memory, WrittenFile


def entry(action: a.Action, memory: Memory, limits: Limits) -> tuple[Facts, tuple[WrittenFile, ...]]:
    match a.source_of(action):
        case "hang":
            while True:
                time.sleep(1)
        case "crash":
            os._exit(3)
        case "raise":
            raise ValueError("a defect")
        case "eat":
            kept = [bytearray(512 * 2**20) for _ in range(4)]  # at once, so that a busy machine is not too slow for it
            kept.clear()
        case "no facts":
            return "no facts"  # type: ignore[return-value]
        case _:
            pass
    return analyze_and_learn(action, memory, limits)
