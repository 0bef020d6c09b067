"""Who may call, and as whom."""

from __future__ import annotations

import hashlib
from collections.abc import Awaitable, Callable

import grpc
import pytest

from face import Face, failure_of
from interlock.errors import Unauthenticated
from interlock.model.record import DecisionRecord
from interlock.server.principal import Doorkeeper
from interlock.server.server import ServerSettings
from interlock.v1 import decision_pb2 as d
from interlock.v1 import execution_pb2 as e
from interlock.v1 import file_pb2 as f
from interlock.v1 import session_pb2 as s

KEYS = {"builder": hashlib.sha256(b"key-one").hexdigest(), "tester": hashlib.sha256(b"key-two").hexdigest()}
BUILDER = (("authorization", "Bearer key-one"),)
TESTER = (("authorization", "Bearer key-two"),)


def test_without_keys_a_caller_is_who_it_says() -> None:
    principal = Doorkeeper({}).principal([("interlock-agent", "a1"), ("interlock-user", "u@x")], "peer")

    assert (principal.tenant, principal.user, principal.agent, principal.credential) == ("local", "u@x", "a1", "none")


def test_with_keys_the_key_says_who_it_is() -> None:
    principal = Doorkeeper(KEYS).principal([*TESTER, ("interlock-agent", "builder"), ("interlock-tenant", "x")], "")

    assert (principal.tenant, principal.agent) == ("local", "tester")
    assert principal.credential.startswith("key:")
    assert "key-two" not in str(principal)


@pytest.mark.parametrize("given", ["", "Bearer", "Bearer ", "Bearer key-three", "Basic key-one", "key-one"])
def test_a_wrong_key_is_nobody(given: str) -> None:
    with pytest.raises(Unauthenticated):
        Doorkeeper(KEYS).principal([("authorization", given)], "")


@pytest.mark.parametrize("name", ["", "a b", "-x", "x" * 129, "a\u00e9"])
def test_a_name_is_a_name(name: str) -> None:
    with pytest.raises(Unauthenticated):
        Doorkeeper({}).principal([("interlock-agent", name)], "")


async def locked(open_face: Callable[..., Awaitable[Face]]) -> Face:
    return await open_face(settings=ServerSettings(key_digests=KEYS, stop_grace_s=0.2))


async def test_no_rpc_serves_a_stranger(open_face: Callable[..., Awaitable[Face]]) -> None:
    face = await locked(open_face)
    check = d.CheckRequest(action=d.Action(run_command=e.RunCommandRequest(source="ls")))
    calls = [
        face.session.CreateSession(s.CreateSessionRequest()),
        face.session.GetSession(s.GetSessionRequest(session_id="x")),
        face.session.ListSessions(s.ListSessionsRequest()),
        face.execution.RunCommand(e.RunCommandRequest(session_id="x", source="ls")),
        face.execution.ListProcesses(e.ListProcessesRequest(session_id="x")),
        face.file.WriteFile(iter([f.WriteFileRequest(header={"session_id": "x", "path": "y"})])),
        face.decision.Check(check),
        face.decision.Explain(d.ExplainRequest(action=check.action)),
        face.decision.CheckBatch(iter([d.CheckBatchRequest(id="1", check=check)])),
        face.decision.GetPolicy(d.GetPolicyRequest()),
        face.audit.ListRecords(d.GetPolicyRequest()),
    ]
    for call in calls:
        assert (await failure_of(call)).code is grpc.StatusCode.UNAUTHENTICATED

    assert not [entry async for entry in face.log.read() if isinstance(entry.record, DecisionRecord)]


async def test_a_session_of_somebody_else_does_not_exist(open_face: Callable[..., Awaitable[Face]]) -> None:
    face = await locked(open_face)
    theirs = await face.new_session(BUILDER)
    never = "00000000-0000-0000-0000-000000000000"

    told = []
    for session in (theirs, never):
        call = face.execution.RunCommand(e.RunCommandRequest(session_id=session, source="ls"), metadata=TESTER)
        failure = await failure_of(call)
        told.append((failure.code, failure.text.replace(session, "ID")))

    assert told[0] == told[1]
    assert told[0][0] is grpc.StatusCode.NOT_FOUND
    assert len((await face.session.ListSessions(s.ListSessionsRequest(), metadata=TESTER)).sessions) == 0
    assert len((await face.session.ListSessions(s.ListSessionsRequest(), metadata=BUILDER)).sessions) == 1
