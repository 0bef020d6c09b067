"""The policy that answers now, and its replacement by another without a gap.

A new bundle gets an OPA of its own, which has to answer the probe before it is asked anything else; then questions go
there, and the old one ends when its last answer is out. One question is one evaluation in one OPA, so every decision
names exactly one revision, which was active.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from interlock.errors import DecisionPointError
from interlock.model.action import Action
from interlock.model.attributes import Attributes
from interlock.model.decision import Decision, PolicyStamp, RuleAnswer
from interlock.policy.answer import ENDPOINT
from interlock.policy.binary import Opa
from interlock.policy.bundle import Bundle
from interlock.policy.opa import OpaDecisionPoint
from interlock.policy.supervisor import OpaSupervisor
from interlock.ports import Analysis

_log = logging.getLogger("interlock.policy")

_DRAIN_S = 30.0
"""The longest that a question may be under way in an OPA that was replaced."""


class _Serving:
    """One OPA with its bundle, and the questions under way in it."""

    def __init__(self, bundle: Bundle, supervisor: OpaSupervisor) -> None:
        self.bundle = bundle
        self.supervisor = supervisor
        self.decisions = OpaDecisionPoint(supervisor.socket)
        self.under_way = 0
        self._idle = asyncio.Event()
        self._idle.set()

    def enter(self) -> None:
        self.under_way += 1
        self._idle.clear()

    def leave(self) -> None:
        self.under_way -= 1
        if self.under_way == 0:
            self._idle.set()

    async def end(self, drain_s: float) -> None:
        try:
            async with asyncio.timeout(drain_s):
                await self._idle.wait()
        except TimeoutError:
            _log.warning("%d questions still under way in the OPA that was replaced", self.under_way)
        await self.decisions.close()
        await self.supervisor.stop()


class ActivePolicy:
    """`ports.DecisionPoint` on a private OPA that can be replaced. Lives on one event loop."""

    def __init__(self, opa: Opa, runtime_dir: Path, *, stale: Callable[[], str] = lambda: "") -> None:
        """`stale`: why the policy is too old to decide by; empty while it is not."""
        self.opa = opa
        self._runtime_dir = runtime_dir
        self._stale = stale
        self._serving: _Serving | None = None
        self._generation = 0
        self._switching = asyncio.Lock()
        self._ending: set[asyncio.Task[None]] = set()

    @property
    def bundle(self) -> Bundle:
        """The active one. Valid after the first `switch`."""
        return self._now().bundle

    async def switch(self, bundle: Bundle) -> None:
        """Answer by `bundle` from now on. The one before stays where it does not start, or fails the probe.

        Raises `ConfigError` or `DecisionPointError` then.
        """
        async with self._switching:
            if self._serving is not None and self._serving.bundle.revision == bundle.revision:
                return
            self._generation += 1
            supervisor = OpaSupervisor(self.opa, bundle, self._runtime_dir / f"opa-{self._generation % 1000}")
            await supervisor.start()
            before, self._serving = self._serving, _Serving(bundle, supervisor)
        if before is not None:
            task = asyncio.create_task(before.end(_DRAIN_S), name="opa-end")
            self._ending.add(task)
            task.add_done_callback(self._ending.discard)

    async def close(self) -> None:
        """End every OPA."""
        serving, self._serving = self._serving, None
        if serving is not None:
            await serving.end(0)
        for task in tuple(self._ending):
            task.cancel()
        await asyncio.gather(*self._ending, return_exceptions=True)

    async def decide(self, action: Action, analysis: Analysis, attributes: Attributes, *, timeout_s: float) -> Decision:
        """The policy's answer. Raises `DecisionPointError` where there is no usable one."""
        async with self._asking() as decisions:
            return await decisions.decide(action, analysis, attributes, timeout_s=timeout_s)

    async def explain(
        self, action: Action, analysis: Analysis, attributes: Attributes, *, timeout_s: float
    ) -> tuple[RuleAnswer, ...]:
        """What each rule said. Raises `DecisionPointError`."""
        async with self._asking() as decisions:
            return await decisions.explain(action, analysis, attributes, timeout_s=timeout_s)

    async def stamp(self) -> PolicyStamp:
        """Revision now active and the default profile. Raises `DecisionPointError`."""
        async with self._asking() as decisions:
            return await decisions.stamp()

    @asynccontextmanager
    async def _asking(self) -> AsyncIterator[OpaDecisionPoint]:
        if why := self._stale():
            raise DecisionPointError(ENDPOINT, "stale", why)
        serving = self._now()
        serving.enter()
        try:
            yield serving.decisions
        finally:
            serving.leave()

    def _now(self) -> _Serving:
        if self._serving is None:
            raise DecisionPointError(ENDPOINT, "connection", "no policy is active")
        return self._serving
