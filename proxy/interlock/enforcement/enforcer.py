"""Every door's one way in: builds a run for each call, keeps the sessions, and owns every task that is started."""

from __future__ import annotations

import asyncio
import dataclasses
from collections.abc import AsyncGenerator, Coroutine
from dataclasses import dataclass, field
from typing import Any

from interlock.enforcement.call import Call, Closed, Decided, Refused
from interlock.enforcement.run import Run
from interlock.enforcement.sessions import LiveSession, SessionTable
from interlock.enforcement.usage import Ledger
from interlock.errors import (
    DecisionPointError,
    LimitReached,
)
from interlock.model.decision import PolicyStamp, RuleAnswer
from interlock.model.limits import Limits
from interlock.model.output import Event
from interlock.model.principal import Principal
from interlock.model.session import Session
from interlock.ports import AnalysisPool, AuditLog, Clock, DecisionPoint, SandboxBackend


@dataclass(frozen=True, slots=True)
class EnforcerSettings:
    """Bounds of enforcement."""

    profile: str = "standard"
    decision_timeout_s: float = 0.25
    record_timeout_s: float = 5.0
    session_lifetime_s: float = 3600.0
    most_session_lifetime_s: float = 24 * 3600.0
    memory_bytes: int = 8 * 1024 * 1024
    """Program text that one session's memory keeps."""
    most_actions: int = 512
    """Actions in flight; above it callers are told to come back."""
    limits: Limits = field(default_factory=Limits)


class Enforcer:
    """Every door's one way in. Faces build a `Call`; this decides, records and, with a permit, has it run."""

    def __init__(
        self,
        *,
        analysis: AnalysisPool,
        decisions: DecisionPoint,
        log: AuditLog,
        backend: SandboxBackend,
        clock: Clock,
        sessions: SessionTable,
        settings: EnforcerSettings,
    ) -> None:
        self.analysis = analysis
        self.decisions = decisions
        self.log = log
        self.backend = backend
        self.clock = clock
        self.sessions = sessions
        self.settings = settings
        self.ledger = Ledger()
        self._in_flight = 0
        self._tasks: set[asyncio.Task[Any]] = set()

    # --- deciding only ------------------------------------------------------------------------------------------------

    async def check(self, call: Call) -> Decided:
        """Decide and record; run nothing. Any effect is an answer. Raises `Refused` and `RequestError`."""
        run = Run(self, call, "check")
        try:
            return await run.settle()
        finally:
            await run.wind_up()

    async def explain(self, call: Call) -> tuple[Decided, tuple[RuleAnswer, ...]]:
        """`check`, and what each rule said."""
        run = Run(self, call, "check")
        try:
            decided = await run.settle()
        finally:
            await run.wind_up()
        assert decided.analysis is not None  # INVARIANT: a decision is only ever made on facts
        timeout_s = max(self.settings.decision_timeout_s, 2.0)
        try:
            rules = await self.decisions.explain(run.action, decided.analysis, run.attributes, timeout_s=timeout_s)
        except DecisionPointError as error:
            raise Refused("POLICY_UNAVAILABLE", str(error), decided.receipt) from error
        return decided, rules

    async def policy(self) -> PolicyStamp:
        """The policy that would answer now."""
        return await self.decisions.stamp()

    # --- executing ----------------------------------------------------------------------------------------------------

    async def execute(self, call: Call) -> AsyncGenerator[Decided | Event | Closed, None]:
        """Decide, record, run. First the `Decided` (always an allow), then the sandbox's events, last the `Closed`.

        Raises, before the first item and with nothing started: `Denied`, `ApprovalRequired`, `Refused`, `RequestError`.
        After the `Decided`: `Refused` and `RequestError`, where provably nothing started after all, and `SandboxLost`,
        where what was received has been delivered and the outcome is unknown. Closing the generator, or cancelling
        whoever consumes it, interrupts what runs and records that.
        """
        run = Run(self, call, "execute")
        try:
            async for item in run.stream():
                yield item
        finally:
            await run.wind_up()

    # --- sessions -----------------------------------------------------------------------------------------------------

    async def create_session(self, call: Call) -> tuple[Session, Decided]:
        """Raises like `execute`, and `LimitReached` where all places are taken."""
        run = Run(self, dataclasses.replace(call, session_id=self.clock.new_id()), "execute")
        decided: Decided | None = None
        try:
            self.sessions.reserve(call.principal)
            try:
                async for item in run.stream():
                    if isinstance(item, Decided):
                        decided = item
            except BaseException:
                # Nobody will ever learn the id of a session whose caller got no answer.
                if run.created is None:
                    self.sessions.release(call.principal)
                elif self.sessions.remove(run.created.session.id):
                    self.own(run.created.sandbox.close())
                raise
        finally:
            await run.wind_up()
        assert run.created is not None and decided is not None  # INVARIANT: stream() ends normally only after both
        return run.created.session, decided

    async def close_session(self, call: Call) -> Decided:
        """Kill everything in the session and forget it. Raises like `execute`."""
        decided: Decided | None = None
        async for item in self.execute(call):
            if isinstance(item, Decided):
                decided = item
        assert decided is not None  # INVARIANT: a stream that ends normally began with a Decided
        return decided

    def get_session(self, principal: Principal, session_id: str) -> Session:
        """Raises `NotFound`."""
        return self.sessions.get(principal, session_id).session

    def list_sessions(self, principal: Principal) -> tuple[Session, ...]:
        return self.sessions.of(principal)

    async def sweep(self) -> None:
        """Close the sessions whose time is up or whose sandbox is gone. The composition root calls this every few
        seconds."""
        expired = self.sessions.expired(self.clock.unix_s())
        for live in (*expired, *(live for live in self.sessions if not live.sandbox.alive)):
            self.drop(live)

    async def close(self) -> None:
        """Wait for what is under way to be recorded, then close every sandbox."""
        while self._tasks:
            await asyncio.wait(tuple(self._tasks))
        for live in self.sessions:
            self.sessions.remove(live.session.id)
            await live.sandbox.close()

    # --- for runs -----------------------------------------------------------------------------------------------------

    def own(self, work: Coroutine[Any, Any, Any]) -> asyncio.Task[Any]:
        """Run `work` to its end whatever becomes of the caller; `close` waits for it."""
        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    def drop(self, live: LiveSession) -> None:
        """Forget a session and close its sandbox."""
        if self.sessions.remove(live.session.id):
            self.own(live.sandbox.close())

    def enter(self) -> None:
        """Take a place among the actions in flight. Raises `LimitReached`."""
        if self._in_flight >= self.settings.most_actions:
            raise LimitReached(f"{self.settings.most_actions} actions are in flight")
        self._in_flight += 1

    def leave(self) -> None:
        self._in_flight -= 1
