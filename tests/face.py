"""The gRPC face as its clients see it: stubs, and failures with their details unpacked."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from typing import Any

import grpc
import pytest
from google.protobuf.message import Message
from google.rpc import error_details_pb2, status_pb2
from grpc_status import rpc_status

from builders import a_decision
from interlock.audit.log import SegmentLog
from interlock.enforcement.enforcer import Enforcer
from interlock.model import action as a
from interlock.model.decision import Decision, Effect
from interlock.model.output import Event
from interlock.server.server import GrpcServer
from interlock.v1 import (
    audit_pb2_grpc,
    decision_pb2_grpc,
    execution_pb2_grpc,
    file_pb2_grpc,
    session_pb2,
    session_pb2_grpc,
    types_pb2,
)
from twins import ScriptedDecisions, ScriptedSandbox

Script = Callable[[a.Action], AsyncGenerator[Event, None]]


@dataclass
class Face:
    """The server as a client sees it, and the twins behind it."""

    channel: grpc.aio.Channel
    server: GrpcServer
    port: int
    enforcer: Enforcer
    decisions: ScriptedDecisions
    sandbox: ScriptedSandbox
    log: SegmentLog
    blocked: str = ""

    def __post_init__(self) -> None:
        self.session = session_pb2_grpc.SessionServiceStub(self.channel)
        self.execution = execution_pb2_grpc.ExecutionServiceStub(self.channel)
        self.file = file_pb2_grpc.FileServiceStub(self.channel)
        self.decision = decision_pb2_grpc.DecisionServiceStub(self.channel)
        self.audit = audit_pb2_grpc.AuditServiceStub(self.channel)

    async def new_session(self, metadata: tuple[tuple[str, str], ...] = ()) -> str:
        answer = await self.session.CreateSession(session_pb2.CreateSessionRequest(), metadata=metadata)
        return str(answer.session.id)

    def will(self, effect: Effect) -> Decision:
        """From now on policy answers with `effect`."""
        self.decisions.decision = a_decision(effect)
        return self.decisions.decision


@dataclass(frozen=True)
class Failure:
    """How a call failed, with its details unpacked."""

    code: grpc.StatusCode
    text: str
    info: error_details_pb2.ErrorInfo | None
    details: dict[str, Message]
    trailers: dict[str, Any]

    @property
    def decision(self) -> types_pb2.Decision:
        found = self.details["interlock.v1.Decision"]
        assert isinstance(found, types_pb2.Decision)
        return found


_DETAILS: tuple[type[Message], ...] = (
    error_details_pb2.ErrorInfo,
    error_details_pb2.BadRequest,
    error_details_pb2.RetryInfo,
    error_details_pb2.PreconditionFailure,
    types_pb2.Decision,
)


async def failure_of(call: Awaitable[Any] | AsyncIterator[Any]) -> Failure:
    """Drains `call`, which has to fail."""
    with pytest.raises(grpc.aio.AioRpcError) as caught:
        if isinstance(call, AsyncIterator) or hasattr(call, "__aiter__"):
            async for _ in call:  # type: ignore[union-attr]
                pass
        else:
            await call
    error = caught.value
    status = rpc_status.from_call(error)  # type: ignore[arg-type]
    found: dict[str, Message] = {}
    for detail in status.details if isinstance(status, status_pb2.Status) else ():
        for kind in _DETAILS:
            if detail.Is(kind.DESCRIPTOR):
                message = kind()
                detail.Unpack(message)
                found[kind.DESCRIPTOR.full_name] = message
    info = found.get("google.rpc.ErrorInfo")
    assert info is None or isinstance(info, error_details_pb2.ErrorInfo)
    return Failure(error.code(), error.details() or "", info, found, dict(error.trailing_metadata() or ()))


async def eventually(condition: Callable[[], bool], within_s: float = 2.0) -> None:
    """Waits until `condition` holds; fails after `within_s`."""
    async with asyncio.timeout(within_s):
        while not condition():
            await asyncio.sleep(0.005)
