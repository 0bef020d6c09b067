"""The enforcer over scripted twins: what the caller gets, what the log gets, and that nothing else runs."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import AsyncGenerator
from dataclasses import dataclass, field

import pytest

from builders import a_decision
from interlock.enforcement.call import ApprovalRequired, Call, Closed, Decided, Denied, Refused
from interlock.enforcement.enforcer import Enforcer, EnforcerSettings
from interlock.enforcement.sessions import SessionTable
from interlock.errors import (
    AnalysisError,
    AuditError,
    DecisionPointError,
    LimitReached,
    NotFound,
    SandboxLost,
    SandboxUnavailable,
    WrongState,
)
from interlock.model import action as a
from interlock.model.decision import Effect, Obligation
from interlock.model.output import Event, Exited, Output, Started
from interlock.model.principal import Principal
from interlock.model.record import DecisionRecord, OutcomeRecord
from interlock.model.session import WrittenFile
from twins import (
    ScriptedAnalysis,
    ScriptedBackend,
    ScriptedClock,
    ScriptedDecisions,
    ScriptedLog,
    ScriptedSandbox,
    succeed,
)

ALICE = Principal(agent="alice")
BOB = Principal(agent="bob")


@dataclass
class House:
    """An enforcer with everything around it, and what it did."""

    analysis: ScriptedAnalysis = field(default_factory=ScriptedAnalysis)
    decisions: ScriptedDecisions = field(default_factory=ScriptedDecisions)
    log: ScriptedLog = field(default_factory=ScriptedLog)
    sandbox: ScriptedSandbox = field(default_factory=ScriptedSandbox)
    settings: EnforcerSettings = field(default_factory=EnforcerSettings)
    most_sessions: int = 3

    def __post_init__(self) -> None:
        self.backend = ScriptedBackend(self.sandbox)
        self.enforcer = Enforcer(
            analysis=self.analysis,
            decisions=self.decisions,
            log=self.log,
            backend=self.backend,
            clock=ScriptedClock(),
            sessions=SessionTable(self.most_sessions),
            settings=self.settings,
        )

    async def session(self, principal: Principal = ALICE) -> str:
        session, _ = await self.enforcer.create_session(Call(a.CreateSession(), principal))
        self.log.records.clear()
        self.sandbox.performed.clear()
        return session.id

    async def run(self, action: a.Action, session: str, deadline_s: float | None = None) -> list[object]:
        call = Call(action, ALICE, session, deadline_s)
        return [item async for item in self.enforcer.execute(call)]

    @property
    def verdicts(self) -> list[str]:
        return [r.verdict for r in self.log.records if isinstance(r, DecisionRecord)]

    @property
    def outcomes(self) -> list[str]:
        return [r.outcome for r in self.log.records if isinstance(r, OutcomeRecord)]

    async def settled(self) -> None:
        """Wait for what the enforcer still has under way."""
        while tasks := tuple(self.enforcer._tasks):
            await asyncio.wait(tasks)


LS = a.RunCommand(source="ls")


async def test_an_allowed_command_is_decided_then_runs_then_is_closed_and_both_are_on_record() -> None:
    house = House()

    first, *middle, last = await house.run(LS, await house.session())

    assert isinstance(first, Decided) and first.decision.effect is Effect.ALLOW
    assert middle == [Exited()]
    assert isinstance(last, Closed) and last.outcome.outcome == "succeeded"
    assert house.verdicts == ["allow"] and house.outcomes == ["succeeded"]


async def test_the_decision_is_told_before_the_sandbox_says_anything() -> None:
    house = House()
    stream = house.enforcer.execute(Call(LS, ALICE, await house.session()))

    first = await anext(stream)

    assert isinstance(first, Decided) and house.sandbox.performed == [] and house.verdicts == ["allow"]
    await stream.aclose()
    assert house.sandbox.performed == [] and house.outcomes == ["killed"]


async def test_a_denied_command_raises_with_its_reasons_and_never_reaches_the_sandbox() -> None:
    house = House()
    session = await house.session()
    house.decisions.decision = a_decision(Effect.DENY)

    with pytest.raises(Denied) as denied:
        await house.run(LS, session)

    assert denied.value.decided.decision.reasons[0].rule == "test.rule"
    assert house.sandbox.performed == []
    assert house.verdicts == ["deny"] and house.outcomes == []


async def test_a_command_that_needs_approval_raises_and_never_reaches_the_sandbox() -> None:
    house = House()
    session = await house.session()
    house.decisions.decision = a_decision(Effect.ASK)

    with pytest.raises(ApprovalRequired):
        await house.run(LS, session)

    assert house.sandbox.performed == [] and house.verdicts == ["ask"]


@pytest.mark.parametrize(
    ("part", "error", "reason"),
    [
        ("decisions", DecisionPointError("opa", "down"), "POLICY_UNAVAILABLE"),
        ("analysis", AnalysisError("no worker"), "ANALYSIS_UNAVAILABLE"),
    ],
)
async def test_a_stage_that_fails_refuses_on_record_and_names_itself(part: str, error: Exception, reason: str) -> None:
    house = House()
    session = await house.session()
    getattr(house, part).error = error

    with pytest.raises(Refused) as refused:
        await house.run(LS, session)

    assert refused.value.reason == reason and refused.value.receipt is not None
    assert house.sandbox.performed == [] and house.verdicts == ["refused"]


async def test_a_log_that_fails_refuses_and_nothing_runs() -> None:
    house = House()
    session = await house.session()
    house.log.error = AuditError("disk full")

    with pytest.raises(Refused) as refused:
        await house.run(LS, session)

    assert refused.value.reason == "AUDIT_BLOCKED" and house.sandbox.performed == []


async def test_a_log_that_answers_late_refuses_and_its_late_allow_is_closed_as_killed() -> None:
    house = House(settings=EnforcerSettings(record_timeout_s=0.05))
    session = await house.session()
    house.log.delay_s = 0.2

    with pytest.raises(Refused) as refused:
        await house.run(LS, session)
    await house.settled()

    assert refused.value.reason == "AUDIT_BLOCKED" and house.sandbox.performed == []
    assert house.verdicts == ["allow"] and house.outcomes == ["killed"]


async def test_a_check_records_its_decision_and_runs_nothing() -> None:
    house = House()

    decided = await house.enforcer.check(Call(LS, ALICE))

    assert decided.decision.effect is Effect.ALLOW
    assert house.verdicts == ["allow"] and house.outcomes == [] and house.sandbox.performed == []


async def endless(action: a.Action) -> AsyncGenerator[Event, None]:
    while True:
        yield Output(stream="stdout", data=b"y\n")
        await asyncio.sleep(0.001)


@pytest.mark.parametrize("delayed", ["analysis", "decisions", "log"])
async def test_a_caller_who_vanishes_before_the_start_starts_nothing_and_leaves_no_allow_open(delayed: str) -> None:
    house = House()
    session = await house.session()
    getattr(house, delayed).delay_s = 0.05

    task = asyncio.create_task(house.run(LS, session))
    await asyncio.sleep(0.02)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    await house.settled()

    assert house.sandbox.performed == []
    assert house.verdicts in (["refused"], ["allow"])
    assert len(house.outcomes) == house.verdicts.count("allow")


async def test_a_caller_who_vanishes_mid_stream_interrupts_the_run_which_is_recorded_as_killed() -> None:
    house = House(sandbox=ScriptedSandbox(endless))
    session = await house.session()

    stream = house.enforcer.execute(Call(LS, ALICE, session))
    async for item in stream:
        if isinstance(item, Output):
            break
    await stream.aclose()
    await house.settled()

    assert house.sandbox.interrupted == 1
    assert house.verdicts == ["allow"] and house.outcomes == ["killed"]


async def test_a_deadline_stops_the_run_which_is_recorded_as_timed_out() -> None:
    house = House(sandbox=ScriptedSandbox(endless))
    session = await house.session()

    with pytest.raises(Refused) as refused:
        await house.run(LS, session, deadline_s=0.05)

    assert refused.value.reason == "DEADLINE"
    assert house.sandbox.interrupted == 1 and house.outcomes == ["timed_out"]


async def test_a_time_cap_of_policy_stops_the_run() -> None:
    house = House(sandbox=ScriptedSandbox(endless))
    session = await house.session()
    house.decisions.decision = a_decision(Effect.ALLOW, Obligation(kind="cap_time", value=1))

    with pytest.raises(Refused):
        await house.run(LS, session)

    assert house.outcomes == ["timed_out"]


async def test_an_output_cap_of_policy_cuts_what_the_caller_sees_and_counts_what_was_written() -> None:
    async def wordy(action: a.Action) -> AsyncGenerator[Event, None]:
        for _ in range(3):
            yield Output(stream="stdout", data=b"12345")
        yield Exited()

    house = House(sandbox=ScriptedSandbox(wordy))
    session = await house.session()
    house.decisions.decision = a_decision(Effect.ALLOW, Obligation(kind="cap_output", value=7))

    items = await house.run(LS, session)

    seen = b"".join(i.data for i in items if isinstance(i, Output) and i.stream == "stdout")
    assert seen == b"1234512"
    closed = items[-1]
    assert isinstance(closed, Closed) and closed.outcome.stdout_bytes == 15


async def test_a_sandbox_that_dies_mid_run_delivers_what_it_said_and_leaves_the_outcome_unknown() -> None:
    async def dies(action: a.Action) -> AsyncGenerator[Event, None]:
        yield Output(stream="stdout", data=b"half")
        raise SandboxLost("gone")

    house = House(sandbox=ScriptedSandbox(dies))
    session, seen = await house.session(), []

    with pytest.raises(SandboxLost):
        async for item in house.enforcer.execute(Call(LS, ALICE, session)):
            seen.append(item)

    assert Output(stream="stdout", data=b"half") in seen
    assert house.outcomes == ["unknown"]


async def test_a_sandbox_that_could_not_start_refuses_and_the_allow_is_closed_as_failed() -> None:
    async def unreachable(action: a.Action) -> AsyncGenerator[Event, None]:
        raise SandboxUnavailable("no room")
        yield Exited()

    house = House(sandbox=ScriptedSandbox(unreachable))

    with pytest.raises(Refused) as refused:
        await house.run(LS, await house.session())

    assert refused.value.reason == "SANDBOX_UNAVAILABLE" and house.outcomes == ["failed"]


async def test_an_outcome_that_cannot_be_recorded_does_not_take_the_result_from_the_caller() -> None:
    async def breaks_the_log(action: a.Action) -> AsyncGenerator[Event, None]:
        house.log.error = AuditError("disk full")
        yield Exited()

    house = House(sandbox=ScriptedSandbox(breaks_the_log))

    items = await house.run(LS, await house.session())

    assert isinstance(items[-1], Closed) and items[-1].receipt is None


async def test_a_session_of_somebody_else_does_not_exist() -> None:
    house = House()
    session = await house.session(BOB)

    with pytest.raises(NotFound) as theirs:
        await house.run(LS, session)
    with pytest.raises(NotFound) as nobodys:
        await house.run(LS, "never-was")

    assert str(theirs.value).replace(session, "X") == str(nobodys.value).replace("never-was", "X")
    assert house.log.records == []


async def test_sessions_are_limited_and_a_closed_one_makes_room() -> None:
    house = House(most_sessions=1)
    session = await house.session()
    with pytest.raises(LimitReached):
        await house.session()

    await house.enforcer.close_session(Call(a.CloseSession(), ALICE, session))
    await house.settled()

    assert house.sandbox.closed
    await house.session()


async def test_a_sandbox_that_cannot_be_made_leaves_no_session_and_gives_its_place_back() -> None:
    house = House(most_sessions=1)
    house.backend.error = SandboxUnavailable("no room")

    with pytest.raises(Refused):
        await house.session()

    house.backend.error = None
    await house.session()


async def test_a_session_remembers_what_was_uploaded_for_the_analysis_of_later_actions() -> None:
    house = House()
    session = await house.session()

    await house.run(a.WriteFile(path="x.sh", content=b"touch pwned"), session)

    (live,) = house.enforcer.sessions
    assert live.memory.files[0].path == "/home/user/x.sh" and live.memory.files[0].text == "touch pwned"


async def test_actions_above_the_bound_in_flight_are_told_to_come_back() -> None:
    house = House(settings=EnforcerSettings(most_actions=1), decisions=ScriptedDecisions(delay_s=0.05))

    first = asyncio.create_task(house.enforcer.check(Call(LS, ALICE)))
    await asyncio.sleep(0.01)
    with pytest.raises(LimitReached):
        await house.enforcer.check(Call(LS, ALICE))

    await first
    await house.enforcer.check(Call(LS, ALICE))


# --- interruptions ----------------------------------------------------------------------------------------------------


async def dawdling(action: a.Action) -> AsyncGenerator[Event, None]:
    """Takes a while to stop, as a sandbox with its grace does."""
    try:
        while True:
            yield Output(stream="stdout", data=b"y\n")
            await asyncio.sleep(0.01)
    finally:
        await asyncio.sleep(0.1)


@pytest.mark.parametrize("cancelled_after_s", [0.03, 0.06, 0.1, 0.14])
async def test_a_caller_who_vanishes_while_a_deadline_is_being_kept_leaves_no_allow_open(
    cancelled_after_s: float,
) -> None:
    house = House(sandbox=ScriptedSandbox(dawdling))
    session = await house.session()

    task = asyncio.create_task(house.run(LS, session, deadline_s=0.05))
    await asyncio.sleep(cancelled_after_s)
    task.cancel()
    with contextlib.suppress(asyncio.CancelledError, Refused):
        await task
    await house.settled()

    assert house.verdicts == ["allow"]
    assert house.outcomes in (["killed"], ["timed_out"])  # whichever came first on this machine


async def test_a_sandbox_that_breaks_while_it_is_stopped_leaves_the_outcome_unknown() -> None:
    async def breaks(action: a.Action) -> AsyncGenerator[Event, None]:
        try:
            yield Output(stream="stdout", data=b"y\n")
            await asyncio.sleep(10)
        finally:
            raise ZeroDivisionError

    house = House(sandbox=ScriptedSandbox(breaks))
    session = await house.session()

    task = asyncio.create_task(house.run(LS, session))
    await asyncio.sleep(0.02)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    await house.settled()

    assert house.outcomes == ["unknown"]


async def test_a_log_that_hangs_keeps_nobody_waiting() -> None:
    house = House(settings=EnforcerSettings(record_timeout_s=0.05))
    session = await house.session()
    house.log.delay_s = 0.5
    began = time.monotonic()

    with pytest.raises(Refused):
        await house.run(LS, session)

    assert time.monotonic() - began < 0.4
    await house.settled()
    assert house.outcomes == ["killed"]


async def test_a_log_that_hangs_at_the_outcome_keeps_the_result_from_nobody() -> None:
    async def hangs_the_log(action: a.Action) -> AsyncGenerator[Event, None]:
        house.log.delay_s = 0.5
        yield Exited()

    house = House(sandbox=ScriptedSandbox(hangs_the_log), settings=EnforcerSettings(record_timeout_s=0.05))
    session = await house.session()

    closed = (await house.run(LS, session))[-1]

    assert isinstance(closed, Closed) and closed.receipt is None
    await house.settled()
    assert house.outcomes == ["succeeded"]


async def test_a_session_whose_sandbox_died_makes_room_for_another() -> None:
    async def dies(action: a.Action) -> AsyncGenerator[Event, None]:
        house.sandbox.alive = False
        raise SandboxLost("gone")
        yield Exited()

    house = House(sandbox=ScriptedSandbox(dies), most_sessions=1)
    session = await house.session()
    with pytest.raises(SandboxLost):
        await house.run(LS, session)

    with pytest.raises(NotFound):
        await house.run(LS, session)
    await house.session()


async def test_a_sandbox_that_died_on_its_own_is_swept() -> None:
    house = House(most_sessions=1)
    await house.session()
    house.sandbox.alive = False

    await house.enforcer.sweep()

    await house.session()


# --- what one action of a session does to the judgement of another ---------------------------------------------------


def a_process(source: str) -> a.StartProcess:
    return a.StartProcess(source=source, stdin=True)


async def starts(action: a.Action) -> AsyncGenerator[Event, None]:
    if isinstance(action, a.StartProcess):
        yield Started(process="p1", pid=7)
        await asyncio.sleep(10)
    yield Exited()


async def commands(house: House, action: a.Action, session: str) -> list[str]:
    """Programs in the facts on which `action` was decided."""
    first = (await house.run(action, session))[0]
    assert isinstance(first, Decided) and first.analysis is not None
    facts = first.analysis.facts()
    return [command.basename or "?" for command in facts.commands] + [opaque.code for opaque in facts.reading.opaque]


async def test_input_is_judged_as_a_program_from_the_moment_the_process_has_a_name() -> None:
    house = House(sandbox=ScriptedSandbox(starts))
    session = await house.session()
    stream = house.enforcer.execute(Call(a_process("bash"), ALICE, session))
    async for item in stream:
        if isinstance(item, Started):
            break
    await stream.aclose()

    assert "sudo" in await commands(house, a.SendInput(process="p1", data=b"sudo id\n"), session)


async def test_input_in_pieces_is_judged_as_the_whole_that_the_interpreter_reads() -> None:
    house = House(sandbox=ScriptedSandbox(starts))
    session = await house.session()
    stream = house.enforcer.execute(Call(a_process("bash"), ALICE, session))
    async for item in stream:
        if isinstance(item, Started):
            break

    assert "sudo" not in await commands(house, a.SendInput(process="p1", data=b"x=su; sud"), session)
    assert "sudo" in await commands(house, a.SendInput(process="p1", data=b"o id\n"), session)
    assert (await commands(house, a.SendInput(process="p1", data=b"${x}do -n id\n"), session)).count("sudo") == 2
    await stream.aclose()


async def test_input_for_a_process_that_nobody_has_heard_of_is_opaque() -> None:
    house = House()
    session = await house.session()

    assert "unsupported_language" in await commands(house, a.SendInput(process="p9", data=b"x"), session)


async def test_a_file_is_unknown_while_something_writes_it_and_stays_so_when_that_is_interrupted() -> None:
    house = House(sandbox=ScriptedSandbox(endless))
    session = await house.session()
    house.sandbox.script = succeed
    await house.run(a.WriteFile(path="x.sh", content=b"ls"), session)
    assert "ls" in await commands(house, a.RunCommand(source="bash x.sh"), session)

    house.sandbox.script = endless
    stream = house.enforcer.execute(Call(a.RunCommand(source="echo sudo id > x.sh; sleep 30"), ALICE, session))
    async for item in stream:
        if isinstance(item, Output):
            break
    house.sandbox.script = succeed
    during = await commands(house, a.RunCommand(source="bash x.sh"), session)
    await stream.aclose()
    after = await commands(house, a.RunCommand(source="bash x.sh"), session)

    assert "dynamic_code" in during and "ls" not in during
    assert "dynamic_code" in after and "ls" not in after


async def test_a_file_written_again_with_the_same_text_is_known_as_before() -> None:
    house = House()
    session = await house.session()
    for _ in range(2):
        await house.run(a.RunCommand(source="echo date > x.sh"), session)
        assert "date" in await commands(house, a.RunCommand(source="bash x.sh"), session)


async def test_what_is_written_into_a_file_that_something_still_runs_is_judged_as_if_it_ran() -> None:
    house = House(sandbox=ScriptedSandbox(endless))
    session = await house.session()
    stream = house.enforcer.execute(Call(a.RunCommand(source="sleep 2; bash r"), ALICE, session))
    async for item in stream:
        if isinstance(item, Output):
            break
    house.sandbox.script = succeed

    assert "sudo" in await commands(house, a.WriteFile(path="r", content=b"sudo id"), session)
    assert "sudo" in await commands(house, a.RunCommand(source="echo sudo id > r"), session)
    await stream.aclose()
    assert "sudo" not in await commands(house, a.WriteFile(path="r", content=b"sudo id"), session)


async def test_an_action_whose_file_changed_while_it_was_decided_does_not_start() -> None:
    house = House(decisions=ScriptedDecisions(delay_s=0.05))
    session = await house.session()
    await house.run(a.WriteFile(path="x.sh", content=b"ls"), session)

    running = asyncio.create_task(house.run(a.RunCommand(source="bash x.sh"), session))
    await asyncio.sleep(0.03)
    (live,) = house.enforcer.sessions
    live.remember((WrittenFile(path="/home/user/x.sh", sha256="other", text="sudo id"),), 1000)
    with pytest.raises(WrongState, match="changed"):
        await running

    assert not [p for p in house.sandbox.performed if isinstance(p, a.RunCommand)]
    assert house.outcomes[-1] == "failed"


async def test_an_upload_through_a_link_that_the_session_made_is_where_the_link_leads() -> None:
    house = House()
    session = await house.session()
    await house.run(a.RunCode(source="import os\nos.symlink('scripts', 'l')"), session)

    first = (await house.run(a.WriteFile(path="l/x.sh", content=b"sudo id"), session))[0]
    assert isinstance(first, Decided) and first.analysis is not None
    assert [effect.resolved for effect in first.analysis.facts().files] == [
        "/home/user/l/x.sh",
        "/home/user/scripts/x.sh",
    ]
    assert "sudo" in await commands(house, a.RunCommand(source="bash scripts/x.sh"), session)
