"""Circuit breaker: after repeated failures, refuse at once and let one background probe find out when to ask again."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable

from interlock.errors import DecisionPointError

_log = logging.getLogger("interlock.policy")


class Breaker:
    """Opens after `threshold` failures in a row; while open, `probe` is tried every `interval_s` until it succeeds.

    No question pays for the probing. Lives on one event loop.
    """

    def __init__(self, probe: Callable[[], Awaitable[object]], *, threshold: int = 5, interval_s: float = 0.25) -> None:
        self._probe = probe
        self._threshold = threshold
        self._interval_s = interval_s
        self._failures = 0
        self._recovery: asyncio.Task[None] | None = None

    @property
    def open(self) -> bool:
        return self._failures >= self._threshold

    def succeeded(self) -> None:
        # An answer that was under way when the breaker opened closes it too: it is as good as the probe's.
        self._failures = 0

    def failed(self) -> None:
        self._failures += 1
        if self.open and (self._recovery is None or self._recovery.done()):
            self._recovery = asyncio.get_running_loop().create_task(self._recover(), name="opa-breaker")

    async def close(self) -> None:
        """Stop probing."""
        if self._recovery is not None:
            self._recovery.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._recovery

    async def _recover(self) -> None:
        while self.open:
            await asyncio.sleep(self._interval_s)
            try:
                await self._probe()
            except DecisionPointError:
                continue
            except Exception:
                # Whatever it was: while the breaker is open nobody else asks, so giving up here would refuse for ever.
                _log.exception("probe of OPA")
                continue
            self._failures = 0
