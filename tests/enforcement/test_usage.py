"""What quotas are decided from: who has taken how much."""

from __future__ import annotations

from collections.abc import AsyncGenerator

import pytest

from interlock.enforcement.call import Call, Refused
from interlock.enforcement.enforcer import Enforcer, EnforcerSettings
from interlock.enforcement.sessions import SessionTable
from interlock.enforcement.usage import PERIOD_S, Account, Ledger
from interlock.errors import SandboxUnavailable
from interlock.model import action as a
from interlock.model.attributes import UsageAttributes
from interlock.model.output import Event, Exited, Output
from interlock.model.principal import Principal
from twins import ScriptedAnalysis, ScriptedBackend, ScriptedClock, ScriptedDecisions, ScriptedLog, ScriptedSandbox

ALICE = Principal(agent="alice")
BOB = Principal(agent="bob")
CAROL = Principal(user="carol", agent="alice")
HOUR = 1000.0 * PERIOD_S


def taken(ledger: Ledger, principal: Principal, session: Account | None, now_unix_s: float) -> UsageAttributes:
    return ledger.usage(principal, session, (0, 0), now_unix_s)


def test_what_an_agent_takes_counts_for_its_session_itself_and_its_user() -> None:
    ledger, session = Ledger(), Account()

    ledger.begin("1", ALICE, session, HOUR)
    ledger.put_out(70, ALICE, session, HOUR + 1)
    ledger.end("1", ALICE, session, HOUR + 3.5)

    usage = taken(ledger, ALICE, session, HOUR + 10)
    assert usage.session is not None
    for whose in (usage.session, usage.agent, usage.user):
        assert (whose.executions, whose.sandbox_s, whose.output_bytes) == (1, 3, 70)
    other = taken(ledger, BOB, None, HOUR + 10)
    assert (other.agent.executions, other.user.executions) == (0, 1)
    assert taken(ledger, CAROL, None, HOUR + 10).user.executions == 0


def test_seconds_count_while_an_action_runs_and_not_after_its_end() -> None:
    ledger, session = Ledger(), Account()
    ledger.begin("1", ALICE, session, HOUR)
    assert taken(ledger, ALICE, session, HOUR + 60).agent.sandbox_s == 60
    ledger.end("1", ALICE, session, HOUR + 61)
    ledger.end("1", ALICE, session, HOUR + 99)
    assert taken(ledger, ALICE, session, HOUR + 500).agent.sandbox_s == 61


def test_an_hour_begins_with_nothing_but_what_still_runs() -> None:
    ledger, session = Ledger(), Account()
    ledger.begin("1", ALICE, session, HOUR)
    ledger.begin("2", ALICE, session, HOUR)
    ledger.end("1", ALICE, session, HOUR + 5)

    usage = taken(ledger, ALICE, session, HOUR + PERIOD_S + 7)

    assert (usage.agent.executions, usage.agent.sandbox_s) == (0, 7)
    assert usage.session is not None and usage.session.executions == 2
    assert usage.session.sandbox_s == PERIOD_S + 7 + 5


def test_names_that_only_ask_take_no_memory() -> None:
    ledger = Ledger()
    for number in range(100):
        taken(ledger, Principal(agent=str(number)), None, HOUR)
    assert not ledger._agents and not ledger._users


# --- by the enforcer --------------------------------------------------------------------------------------------------


def house(sandbox: ScriptedSandbox | None = None, most: int = 3) -> Enforcer:
    return Enforcer(
        analysis=ScriptedAnalysis(),
        decisions=ScriptedDecisions(),
        log=ScriptedLog(),
        backend=ScriptedBackend(sandbox or ScriptedSandbox()),
        clock=ScriptedClock(),
        sessions=SessionTable(most),
        settings=EnforcerSettings(),
    )


async def open_session(enforcer: Enforcer, principal: Principal = ALICE) -> str:
    session, _ = await enforcer.create_session(Call(a.CreateSession(), principal))
    return session.id


async def test_policy_is_asked_with_what_the_session_and_its_principal_have_taken() -> None:
    async def wordy(action: a.Action) -> AsyncGenerator[Event, None]:
        yield Output(stream="stdout", data=b"x" * 100)
        yield Output(stream="stderr", data=b"y" * 11)
        yield Exited()

    enforcer = house(ScriptedSandbox(wordy))
    session = await open_session(enforcer)
    assert [item async for item in enforcer.execute(Call(a.RunCommand(source="ls"), ALICE, session))]

    decisions = enforcer.decisions
    assert isinstance(decisions, ScriptedDecisions)
    await enforcer.check(Call(a.RunCommand(source="ls"), ALICE, session))
    usage = decisions.attributes[-1].usage
    assert usage is not None and usage.session is not None
    for whose in (usage.session, usage.agent, usage.user):
        assert (whose.executions, whose.output_bytes) == (1, 111)
    assert (usage.session.sessions, usage.agent.sessions, usage.user.sessions) == (0, 1, 1)


async def test_open_sessions_are_counted_for_whoever_has_them() -> None:
    enforcer = house()
    first = await open_session(enforcer)
    await open_session(enforcer)
    await open_session(enforcer, BOB)
    assert enforcer.sessions.held(ALICE) == (2, 3)
    assert enforcer.sessions.held(BOB) == (1, 3)
    await enforcer.close_session(Call(a.CloseSession(), ALICE, first))
    assert enforcer.sessions.held(ALICE) == (1, 2)
    assert enforcer.sessions.held(CAROL) == (0, 0)


async def test_a_session_that_could_not_be_opened_holds_no_place() -> None:
    enforcer = house()
    assert isinstance(enforcer.backend, ScriptedBackend)
    enforcer.backend.error = SandboxUnavailable("none left")
    with pytest.raises(Refused):
        await open_session(enforcer)
    assert enforcer.sessions.held(ALICE) == (0, 0)
