"""What holds of every call through the enforcer, whenever it is interrupted and whatever stage fails or dawdles."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
from collections.abc import AsyncGenerator
from dataclasses import dataclass

from hypothesis import given, settings
from hypothesis import strategies as st

from builders import a_decision
from interlock.enforcement.call import Call, Closed, Decided
from interlock.enforcement.enforcer import Enforcer, EnforcerSettings
from interlock.enforcement.sessions import SessionTable
from interlock.errors import (
    AnalysisError,
    AuditError,
    DecisionPointError,
    InterlockError,
    SandboxLost,
    SandboxUnavailable,
)
from interlock.model import action as a
from interlock.model.decision import Effect
from interlock.model.output import Event, Exited, Output
from interlock.model.principal import Principal
from interlock.model.record import DecisionRecord, OutcomeRecord
from twins import ScriptedAnalysis, ScriptedBackend, ScriptedClock, ScriptedDecisions, ScriptedLog, ScriptedSandbox

STEP_S = 0.004
"""The unit of all waits: long enough for a loop to do its work between two of them."""
waits = st.integers(0, 3).map(lambda steps: steps * STEP_S)


@dataclass(frozen=True)
class Story:
    """One call, and what the world does to it."""

    effect: Effect
    failing: str
    """The stage that fails; empty: none."""
    analysis_s: float
    decision_s: float
    log_s: float
    run_s: float
    stop_s: float
    deadline_s: float | None
    cancelled_s: float | None


stories = st.builds(
    Story,
    effect=st.sampled_from([Effect.ALLOW, Effect.ALLOW, Effect.ALLOW, Effect.DENY, Effect.ASK]),
    failing=st.sampled_from(
        ["", "", "", "analysis", "decision", "log", "sandbox start", "sandbox end", "sandbox lost"]
    ),
    analysis_s=waits,
    decision_s=waits,
    log_s=waits,
    run_s=waits,
    stop_s=waits,
    deadline_s=st.none() | st.integers(1, 8).map(lambda steps: steps * STEP_S),
    cancelled_s=st.none() | st.integers(0, 10).map(lambda steps: steps * STEP_S),
)


async def told(story: Story) -> None:
    """Lives through the story and checks what must hold of it."""
    started: list[int] = []

    async def script(action: a.Action) -> AsyncGenerator[Event, None]:
        started.append(len(log.records))
        if story.failing == "sandbox start":
            raise SandboxUnavailable("no room")
        try:
            yield Output(stream="stdout", data=b"y")
            await asyncio.sleep(story.run_s)
            if story.failing == "sandbox lost":
                raise SandboxLost("gone")
            if story.failing == "sandbox end":
                raise ZeroDivisionError
            yield Exited()
        finally:
            await asyncio.sleep(story.stop_s)

    log = ScriptedLog()
    analysis, decisions = ScriptedAnalysis(), ScriptedDecisions()
    sandbox = ScriptedSandbox(script)
    enforcer = Enforcer(
        analysis=analysis,
        decisions=decisions,
        log=log,
        backend=ScriptedBackend(sandbox),
        clock=ScriptedClock(),
        sessions=SessionTable(1),
        settings=EnforcerSettings(),
    )
    session, _ = await enforcer.create_session(Call(a.CreateSession(), Principal(agent="alice")))
    enforcer.settings = EnforcerSettings(record_timeout_s=2 * STEP_S)
    log.records.clear()
    analysis.delay_s, decisions.delay_s, log.delay_s = story.analysis_s, story.decision_s, story.log_s
    decisions.decision = a_decision(story.effect)
    analysis.error = AnalysisError("no worker") if story.failing == "analysis" else None
    decisions.error = DecisionPointError("opa", "timeout") if story.failing == "decision" else None
    log.error = AuditError("disk full") if story.failing == "log" else None

    seen: list[object] = []

    async def consume() -> None:
        call = Call(a.RunCommand(source="ls"), Principal(agent="alice"), session.id, story.deadline_s)
        async for item in enforcer.execute(call):
            seen.append(item)

    task = asyncio.create_task(consume())
    if story.cancelled_s is not None:
        await asyncio.sleep(story.cancelled_s)
        task.cancel()
    with contextlib.suppress(asyncio.CancelledError, InterlockError, ZeroDivisionError):
        await task
    while tasks := tuple(enforcer._tasks):
        await asyncio.wait(tasks)

    allows = [r for r in log.records if isinstance(r, DecisionRecord) and r.verdict == "allow"]
    outcomes = [r for r in log.records if isinstance(r, OutcomeRecord)]
    assert len(started) <= len(allows) <= 1, "something started without its allow on record, or twice"
    assert all(at >= 1 for at in started), "something started before its allow was durable"
    assert len(outcomes) == len(allows), "an allow without its outcome, or an outcome without its allow"
    if any(isinstance(item, Decided | Closed) for item in seen):
        assert story.effect is Effect.ALLOW and allows
    assert enforcer._in_flight == 0
    (live,) = enforcer.sessions
    assert not live.running, "the session believes that something still runs"


@given(st.lists(stories, min_size=8, max_size=8))
@settings(max_examples=12, deadline=None)
def test_nothing_runs_unrecorded_and_every_allow_has_one_outcome(many: list[Story]) -> None:
    async def all_of_them() -> None:
        await asyncio.gather(*itertools.starmap(told, [(story,) for story in many]))

    asyncio.run(all_of_them())
