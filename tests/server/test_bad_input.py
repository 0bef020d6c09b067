"""Whatever bytes arrive: a clear status within a second, and the proxy serves the next caller."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from typing import Any

import grpc
import pytest
from google.protobuf.duration_pb2 import Duration
from google.protobuf.message import Message
from google.rpc import error_details_pb2
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from face import Face, Failure, failure_of
from interlock.server.calls import Malformed, reader
from interlock.v1 import decision_pb2 as d
from interlock.v1 import execution_pb2 as e
from interlock.v1 import file_pb2 as f
from interlock.v1 import session_pb2 as s
from interlock.v1 import types_pb2

INVALID = grpc.StatusCode.INVALID_ARGUMENT
WITHIN_S = 1.0


def a_check(**fields: Any) -> d.CheckRequest:
    return d.CheckRequest(action=d.Action(run_command=e.RunCommandRequest(**fields)))


async def bytes_of(*messages: bytes) -> AsyncIterator[bytes]:
    for message in messages:
        yield message


async def raw(face: Face, method: str, data: bytes) -> Failure:
    """Calls with bytes that no stub would send."""
    service, kind = {
        "Check": ("DecisionService", "unary_unary"),
        "CheckBatch": ("DecisionService", "stream_stream"),
        "RunCommand": ("ExecutionService", "unary_stream"),
        "WriteFile": ("FileService", "stream_unary"),
    }[method]
    call = getattr(face.channel, kind)(f"/interlock.v1.{service}/{method}")
    return await failure_of(call(bytes_of(data) if kind.startswith("stream") else data))


def a_source_of(content: bytes) -> bytes:
    """A RunCommandRequest with these bytes for its source."""
    return e.RunCommandRequest(source="#" * len(content)).SerializeToString().replace(b"#" * len(content), content)


@pytest.mark.parametrize("method", ["Check", "CheckBatch", "RunCommand", "WriteFile"])
@pytest.mark.parametrize("data", [b"\xff\xff\xff\xff", b"\x0a\xff", b"\x00" * 64], ids=["noise", "cut", "zeros"])
async def test_broken_protobuf_is_an_invalid_argument_whatever_the_kind_of_call(
    face: Face, method: str, data: bytes
) -> None:
    began = time.monotonic()
    failure = await raw(face, method, data)

    assert (failure.code, time.monotonic() - began < WITHIN_S) == (INVALID, True)
    assert failure.info is not None and failure.info.reason == "INVALID_REQUEST"


@pytest.mark.parametrize("content", [b"ls \xff", b"\xc0\xaf", b"\xed\xa0\x80"], ids=["stray", "overlong", "surrogate"])
async def test_a_text_that_is_not_utf8_is_an_invalid_argument(face: Face, content: bytes) -> None:
    failure = await raw(face, "RunCommand", a_source_of(content))

    assert failure.code is INVALID
    assert "UTF-8" in failure.text


@given(st.binary(max_size=400))
def test_reading_any_bytes_gives_a_message_or_says_that_they_are_none(data: bytes) -> None:
    for kind in (d.CheckRequest, e.RunCodeRequest, f.WriteFileRequest):
        assert isinstance(reader(kind)(data), Message | Malformed)


INVALID_REQUESTS = {
    "no action": (d.CheckRequest(), "action"),
    "an empty action": (d.CheckRequest(action=d.Action()), "action.action"),
    "empty source": (a_check(source=""), "action.run_command.source"),
    "NUL in the source": (a_check(source="ls\0-la"), "source"),
    "NUL in the environment": (a_check(source="ls", env={"A": "x\0y"}), "env"),
    "an unknown language": (
        d.CheckRequest(action=d.Action(run_code=e.RunCodeRequest(source="1", language=99))),  # type: ignore[arg-type]
        "action.run_code.language",
    ),
    "a relative directory": (a_check(source="ls", cwd="../x"), "cwd"),
    "a long directory": (a_check(source="ls", cwd="/" + "x" * 5000), "action.run_command.cwd"),
    "a variable without a name": (a_check(source="ls", env={"": "x"}), "action.run_command.env"),
    "a variable with = in its name": (a_check(source="ls", env={"A=B": "x"}), "env"),
    "too many variables": (a_check(source="ls", env={str(i): "" for i in range(257)}), "action.run_command.env"),
    "a large variable": (a_check(source="ls", env={"A": "x" * 131_072}), "action.run_command.env"),
    "a negative timeout": (a_check(source="ls", timeout=Duration(seconds=-1)), "action.run_command.timeout"),
    "a long session id": (d.CheckRequest(action=a_check(source="ls").action, session_id="x" * 65), "session_id"),
    "neither source nor argv": (d.CheckRequest(action=d.Action(start_process=e.StartProcessRequest())), "source"),
    "both source and argv": (
        d.CheckRequest(action=d.Action(start_process=e.StartProcessRequest(source="ls", argv=["ls"]))),
        "source",
    ),
    "no packages": (
        d.CheckRequest(action=d.Action(install_packages=e.InstallPackagesRequest())),
        "action.install_packages.packages",
    ),
    "a nameless file": (d.CheckRequest(action=d.Action(read_file=f.ReadFileRequest())), "action.read_file.path"),
    "an impossible mode": (
        d.CheckRequest(action=d.Action(write_file=f.WholeFile(path="x", mode=0o10000))),
        "action.write_file.mode",
    ),
    "long metadata": (
        d.CheckRequest(action=d.Action(create_session=s.CreateSessionRequest(metadata={"a": "x" * 1025}))),
        "action.create_session.metadata",
    ),
}


@pytest.mark.parametrize("case", sorted(INVALID_REQUESTS))
async def test_a_request_that_breaks_a_rule_names_the_field(face: Face, case: str) -> None:
    request, field = INVALID_REQUESTS[case]
    before = face.log.durable_seq

    failure = await failure_of(face.decision.Check(request))

    bad = failure.details["google.rpc.BadRequest"]
    assert isinstance(bad, error_details_pb2.BadRequest)
    assert (failure.code, bad.field_violations[0].field) == (INVALID, field)
    assert face.log.durable_seq == before


async def test_a_long_wrong_value_does_not_outgrow_the_status(face: Face) -> None:
    failure = await failure_of(face.decision.Check(a_check(source="ls", cwd="é" * 4000)))

    assert failure.code is INVALID


@pytest.mark.parametrize("session", ["unknown", "../../etc", "é\n", "%00"])
async def test_an_unknown_session_is_not_found(face: Face, session: str) -> None:
    began = time.monotonic()
    failure = await failure_of(face.execution.RunCommand(e.RunCommandRequest(session_id=session, source="ls")))

    assert (failure.code, time.monotonic() - began < WITHIN_S) == (grpc.StatusCode.NOT_FOUND, True)


async def test_an_execution_needs_a_session(face: Face) -> None:
    failure = await failure_of(face.execution.RunCommand(e.RunCommandRequest(source="ls")))

    assert failure.code is INVALID


async def test_a_script_of_10_mb_is_opaque_and_recorded(face: Face) -> None:
    began = time.monotonic()
    decision = (await face.decision.Check(a_check(source="#" * 10 * 2**20))).decision

    assert time.monotonic() - began < WITHIN_S
    assert decision.completeness == "opaque"
    assert decision.receipt.leaf_hash


async def test_a_message_above_the_wire_limit_is_refused_and_the_next_one_served(face: Face) -> None:
    failure = await failure_of(face.decision.Check(a_check(source="#" * 17 * 2**20)))

    assert failure.code is grpc.StatusCode.RESOURCE_EXHAUSTED
    assert (await face.decision.Check(a_check(source="ls"))).decision.effect == types_pb2.EFFECT_ALLOW


async def test_unknown_fields_are_ignored(face: Face) -> None:
    call = face.channel.unary_unary(
        "/interlock.v1.DecisionService/Check", response_deserializer=d.CheckResponse.FromString
    )
    answer = await call(a_check(source="ls").SerializeToString() + b"\xaa\x3f\x03abc")

    assert answer.decision.effect == types_pb2.EFFECT_ALLOW


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(source=st.text(min_size=1, max_size=200))
async def test_any_text_gets_an_answer_or_an_invalid_argument(face: Face, source: str) -> None:
    try:
        request = a_check(source=source)
    except (UnicodeEncodeError, ValueError):
        return  # the client's own protobuf refuses lone surrogates
    try:
        answer = await face.decision.Check(request, timeout=5)
    except grpc.aio.AioRpcError as error:
        assert (error.code(), "\0" in source) == (INVALID, True)
    else:
        assert answer.decision.receipt.decision_id


async def test_callers_beside_a_flood_of_garbage_are_served(face: Face) -> None:
    async def garbage() -> None:
        assert (await raw(face, "Check", b"\xff" * 100)).code is INVALID

    async def sense() -> None:
        assert (await face.decision.Check(a_check(source="ls"))).decision.effect == types_pb2.EFFECT_ALLOW

    async with asyncio.timeout(10):
        await asyncio.gather(*(call() for _ in range(50) for call in (garbage, sense)))
