"""Running over the wire: the decision first, output as it comes, a refusal before anything."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable

import grpc
import pytest

from face import Face, eventually, failure_of
from interlock.enforcement.enforcer import EnforcerSettings
from interlock.errors import SandboxLost, SandboxUnavailable, WrongState
from interlock.model import action as a
from interlock.model.decision import Effect
from interlock.model.output import CodeError, Event, Exited, Output, ProcessInfo, Result, Started
from interlock.model.record import DecisionRecord, OutcomeRecord
from interlock.v1 import execution_pb2 as e
from interlock.v1 import session_pb2 as s
from interlock.v1 import types_pb2

Open = Callable[..., Awaitable[Face]]


async def played(action: a.Action) -> AsyncGenerator[Event, None]:
    match action:
        case a.RunCommand(source="forever"):
            while True:
                yield Output(stream="stdout", data=b"x" * 100_000)
        case a.RunCommand(source="silent"):
            yield Output(stream="stdout", data=b"x")
            await asyncio.sleep(60)
        case a.RunCommand(source="lost"):
            yield Output(stream="stdout", data=b"half")
            raise SandboxLost("the sandbox is gone")
        case a.RunCommand(source="unreachable"):
            raise SandboxUnavailable("no sandbox")
        case a.RunCommand(source="broken"):
            yield Output(stream="stdout", data=b"half")
            raise ValueError("password is hunter2")
        case a.RunCommand():
            yield Output(stream="stdout", data=b"out\n")
            yield Output(stream="stderr", data=b"\xff\xfe")
            yield Exited(exit_code=3, status="failed")
        case a.RunCode(language="r"):
            raise WrongState("the sandbox has no `r`", field="language")
        case a.RunCode():
            yield Output(stream="stdout", data=b"out\n")
            yield Result(data={"text/plain": "4", "image/png": "aGk="}, is_main_result=True)
            yield CodeError(name="ValueError", value="bad", traceback="Traceback…")
            yield Exited(status="failed", execution_count=7)
        case a.StartProcess():
            yield Started(process="p1", pid=42)
            yield Exited()
        case a.ListProcesses():
            yield ProcessInfo(process="p1", pid=42, command="sleep 9", running=True)
            yield Exited()
        case _:
            yield Exited()


@pytest.fixture
async def playing(open_face: Open) -> Face:
    return await open_face(script=played)


def a_command(session: str, source: str = "make") -> e.RunCommandRequest:
    return e.RunCommandRequest(session_id=session, source=source)


async def test_a_command_tells_decision_output_and_completion_in_this_order(playing: Face) -> None:
    session = await playing.new_session()
    call = playing.execution.RunCommand(a_command(session))

    decision, out, err, completion = [message async for message in call]

    assert decision.decision.effect == types_pb2.EFFECT_ALLOW
    assert (out.output.stdout, err.output.stderr) == (b"out\n", b"\xff\xfe")
    assert (completion.completion.outcome, completion.completion.exit_code) == (types_pb2.OUTCOME_FAILED, 3)
    assert dict(await call.trailing_metadata())["interlock-decision-id"] == decision.decision.receipt.decision_id
    allow = (await playing.log.get(decision.decision.receipt.seq)).record
    outcome = (await playing.log.get(completion.completion.receipt.seq)).record
    assert isinstance(allow, DecisionRecord) and isinstance(outcome, OutcomeRecord)
    assert allow.decision_id == outcome.decision_id


async def test_a_cell_tells_results_and_errors_too(playing: Face) -> None:
    session = await playing.new_session()
    messages = [m async for m in playing.execution.RunCode(e.RunCodeRequest(session_id=session, source="2+2"))]

    assert [m.WhichOneof("event") for m in messages] == ["decision", "output", "result", "error", "completion"]
    assert messages[2].result.main and messages[2].result.data["text/plain"] == "4"
    assert messages[3].error.name == "ValueError"
    assert messages[4].completion.execution_count == 7


async def test_a_process_is_started_listed_fed_and_signalled(playing: Face) -> None:
    session = await playing.new_session()
    started = [
        m async for m in playing.execution.StartProcess(e.StartProcessRequest(session_id=session, argv=["sleep", "9"]))
    ]
    listed = await playing.execution.ListProcesses(e.ListProcessesRequest(session_id=session))
    await playing.execution.SendInput(e.SendInputRequest(session_id=session, process_id="p1", data=b"\0\xff"))
    await playing.execution.SignalProcess(
        e.SignalProcessRequest(session_id=session, process_id="p1", signal=e.SIGNAL_KILL)
    )

    assert [m.WhichOneof("event") for m in started] == ["decision", "process", "completion"]
    assert (started[1].process.id, started[1].process.pid) == ("p1", 42)
    assert [p.command for p in listed.processes] == ["sleep 9"]
    fed, signalled = playing.sandbox.performed[-2:]
    assert isinstance(fed, a.SendInput) and fed.data == b"\0\xff"
    assert isinstance(signalled, a.SignalProcess) and signalled.signal == "SIGKILL"


async def test_a_denial_comes_before_any_message_and_says_everything(playing: Face) -> None:
    session = await playing.new_session()
    playing.will(Effect.DENY)

    failure = await failure_of(playing.execution.RunCommand(a_command(session)))

    assert failure.code is grpc.StatusCode.PERMISSION_DENIED
    assert failure.info is not None
    assert (failure.info.reason, failure.info.domain) == ("POLICY_DENIED", "interlock")
    assert failure.info.metadata["rule"] == "test.rule"
    assert failure.info.metadata["retryable"] == "false"
    assert failure.info.metadata["policy_revision"] == "sha256:" + "0" * 64
    assert failure.info.metadata["decision_id"] == failure.decision.receipt.decision_id
    assert failure.trailers["interlock-decision-id"] == failure.decision.receipt.decision_id
    assert failure.decision.effect == types_pb2.EFFECT_DENY
    assert failure.decision.reasons[0].severity == types_pb2.SEVERITY_HIGH
    assert failure.decision.reasons[0].remediation == "do something else"
    assert "do something else" in failure.text and "recorded" in failure.text
    assert playing.sandbox.performed == []


async def test_ask_is_a_failed_precondition_that_names_the_decision(playing: Face) -> None:
    session = await playing.new_session()
    playing.will(Effect.ASK)

    failure = await failure_of(playing.execution.RunCommand(a_command(session)))

    assert failure.code is grpc.StatusCode.FAILED_PRECONDITION
    assert failure.info is not None and failure.info.reason == "APPROVAL_REQUIRED"
    assert failure.decision.effect == types_pb2.EFFECT_ASK
    assert "google.rpc.PreconditionFailure" in failure.details


async def test_a_sandbox_that_is_lost_is_data_loss_after_what_was_received(playing: Face) -> None:
    session = await playing.new_session()
    call = playing.execution.RunCommand(a_command(session, "lost"))
    got = []
    with pytest.raises(grpc.aio.AioRpcError) as caught:
        async for message in call:
            got.append(message.WhichOneof("event"))

    assert caught.value.code() is grpc.StatusCode.DATA_LOSS
    assert got == ["decision", "output"]


async def test_a_sandbox_that_cannot_be_reached_is_unavailable(playing: Face) -> None:
    session = await playing.new_session()
    failure = await failure_of(playing.execution.RunCommand(a_command(session, "unreachable")))

    assert failure.code is grpc.StatusCode.UNAVAILABLE
    assert failure.info is not None and failure.info.reason == "SANDBOX_UNAVAILABLE"


async def test_a_defect_in_the_middle_of_a_stream_is_internal_and_silent(playing: Face) -> None:
    session = await playing.new_session()
    failure = await failure_of(playing.execution.RunCommand(a_command(session, "broken")))

    assert failure.code is grpc.StatusCode.INTERNAL
    assert "hunter2" not in str(failure)


async def test_a_language_that_is_not_there_is_refused_by_name(playing: Face) -> None:
    session = await playing.new_session()
    request = e.RunCodeRequest(session_id=session, source="1", language=e.LANGUAGE_R)
    failure = await failure_of(playing.execution.RunCode(request))

    assert failure.code is grpc.StatusCode.FAILED_PRECONDITION
    assert "`r`" in failure.text


async def test_the_deadline_of_the_call_ends_the_program(playing: Face) -> None:
    session = await playing.new_session()
    failure = await failure_of(playing.execution.RunCommand(a_command(session, "silent"), timeout=0.3))

    assert failure.code is grpc.StatusCode.DEADLINE_EXCEEDED
    await eventually(lambda: playing.sandbox.interrupted == 1)


@pytest.mark.parametrize("source", ["silent", "forever"])
async def test_a_client_that_vanishes_interrupts_its_program_at_once(playing: Face, source: str) -> None:
    session = await playing.new_session()
    call = playing.execution.RunCommand(a_command(session, source))
    await call.read()
    await call.read()
    await asyncio.sleep(0.1)  # `forever` is now held up by flow control

    call.cancel()

    await eventually(lambda: playing.sandbox.interrupted == 1, within_s=1.0)
    await eventually(lambda: playing.log.durable_seq >= 5)
    outcomes = [x.record async for x in playing.log.read() if isinstance(x.record, OutcomeRecord)]
    assert outcomes[-1].outcome == "killed"


async def test_clients_that_vanish_take_no_place_from_others(open_face: Open) -> None:
    face = await open_face(script=played, bounds=EnforcerSettings(most_actions=4))
    session = await face.new_session()
    for i in range(12):
        call = face.execution.RunCommand(a_command(session, "silent"))
        await call.read()
        call.cancel()
        await eventually(lambda so_far=i + 1: face.sandbox.interrupted == so_far)  # type: ignore[misc]

    messages = [m async for m in face.execution.RunCommand(a_command(session))]

    assert messages[-1].WhichOneof("event") == "completion"


async def test_a_full_house_says_when_to_come_back(open_face: Open) -> None:
    face = await open_face(script=played, sessions=1)
    await face.new_session()

    failure = await failure_of(face.session.CreateSession(s.CreateSessionRequest()))

    assert failure.code is grpc.StatusCode.RESOURCE_EXHAUSTED
    assert "google.rpc.RetryInfo" in failure.details


async def test_a_session_is_made_shown_listed_and_closed(playing: Face) -> None:
    made = await playing.session.CreateSession(
        s.CreateSessionRequest(cwd="/work", env={"A": "1"}, metadata={"task": "t"})
    )
    shown = await playing.session.GetSession(s.GetSessionRequest(session_id=made.session.id))
    listed = await playing.session.ListSessions(s.ListSessionsRequest())
    closed = await playing.session.CloseSession(s.CloseSessionRequest(session_id=made.session.id))
    failure = await failure_of(playing.session.GetSession(s.GetSessionRequest(session_id=made.session.id)))

    assert made.decision.receipt.decision_id != closed.decision.receipt.decision_id
    assert (made.session.cwd, made.session.metadata["task"], list(made.session.languages)) == ("/work", "t", ["python"])
    assert made.session.expires.seconds > made.session.created.seconds
    assert shown.session == made.session
    assert [session.id for session in listed.sessions] == [made.session.id]
    assert failure.code is grpc.StatusCode.NOT_FOUND
