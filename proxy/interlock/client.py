"""A typed client. Imports the generated stubs and gRPC, nothing of the proxy.

async with Client("127.0.0.1:50151") as interlock:
    async with interlock.session() as session:
        async for message in session.run_command("ls"):
            ...
"""

from __future__ import annotations

import logging
import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from types import TracebackType

import grpc
from google.protobuf.duration_pb2 import Duration
from google.rpc import error_details_pb2, status_pb2
from grpc_status import rpc_status

from interlock.v1 import (
    decision_pb2,
    decision_pb2_grpc,
    execution_pb2,
    execution_pb2_grpc,
    session_pb2,
    session_pb2_grpc,
    types_pb2,
)

LANGUAGES = {
    "python": execution_pb2.LANGUAGE_PYTHON,
    "javascript": execution_pb2.LANGUAGE_JAVASCRIPT,
    "typescript": execution_pb2.LANGUAGE_TYPESCRIPT,
    "r": execution_pb2.LANGUAGE_R,
    "java": execution_pb2.LANGUAGE_JAVA,
    "bash": execution_pb2.LANGUAGE_BASH,
}

_log = logging.getLogger("interlock.client")


class CallError(Exception):
    """A call that got no result.

    `decision` is there where policy refused (`PERMISSION_DENIED`) or asks for an approval (`FAILED_PRECONDITION`);
    `reason` is that of `google.rpc.ErrorInfo`.
    """

    def __init__(self, error: grpc.aio.AioRpcError) -> None:
        super().__init__(error.details() or error.code().name)
        self.code = error.code()
        self.reason = ""
        self.decision: types_pb2.Decision | None = None
        status = rpc_status.from_call(error)  # type: ignore[arg-type]  # an AioRpcError has what it needs
        if isinstance(status, status_pb2.Status):
            for detail in status.details:
                info, decision = error_details_pb2.ErrorInfo(), types_pb2.Decision()
                if detail.Unpack(info):
                    self.reason = info.reason
                elif detail.Unpack(decision):
                    self.decision = decision


class Client:
    """One connection to a proxy. Every method raises `CallError`."""

    def __init__(self, address: str, *, key: str = "", agent: str = "", timeout_s: float = 30.0) -> None:
        self._channel = grpc.aio.insecure_channel(address, options=[("grpc.max_receive_message_length", -1)])
        self._timeout_s = timeout_s
        self._metadata = tuple(
            (name, value)
            for name, value in (("authorization", key and f"Bearer {key}"), ("interlock-agent", agent))
            if value
        )
        self.sessions = session_pb2_grpc.SessionServiceStub(self._channel)
        self.executions = execution_pb2_grpc.ExecutionServiceStub(self._channel)
        self.decisions = decision_pb2_grpc.DecisionServiceStub(self._channel)

    async def __aenter__(self) -> Client:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None
    ) -> None:
        await self._channel.close()

    def metadata(self) -> tuple[tuple[str, str], ...]:
        """For one call: the credential, and a key by which a retry would be known."""
        return (*self._metadata, ("idempotency-key", str(uuid.uuid4())))

    async def create_session(self, request: session_pb2.CreateSessionRequest | None = None) -> session_pb2.Session:
        with _errors():
            answer = await self.sessions.CreateSession(
                request or session_pb2.CreateSessionRequest(), timeout=self._timeout_s, metadata=self.metadata()
            )
        return answer.session

    async def list_sessions(self) -> list[session_pb2.Session]:
        """The caller's own."""
        with _errors():
            request = session_pb2.ListSessionsRequest()
            answer = await self.sessions.ListSessions(request, timeout=self._timeout_s, metadata=self.metadata())
        return list(answer.sessions)

    async def close_session(self, session_id: str) -> None:
        with _errors():
            request = session_pb2.CloseSessionRequest(session_id=session_id)
            await self.sessions.CloseSession(request, timeout=self._timeout_s, metadata=self.metadata())

    @asynccontextmanager
    async def session(self, request: session_pb2.CreateSessionRequest | None = None) -> AsyncIterator[Session]:
        """A fresh session that is closed after use.

        What came of its use counts: a close that fails is logged, and the session ends with its lifetime.
        """
        made = await self.create_session(request)
        try:
            yield Session(self, made.id)
        finally:
            try:
                await self.close_session(made.id)
            except CallError as error:
                _log.warning("session %s could not be closed: %s", made.id, error)

    async def check(self, action: decision_pb2.Action, session_id: str = "") -> types_pb2.Decision:
        with _errors():
            request = decision_pb2.CheckRequest(action=action, session_id=session_id)
            answer = await self.decisions.Check(request, timeout=self._timeout_s, metadata=self.metadata())
        return answer.decision


class Session:
    """A session of the proxy's, by its id."""

    def __init__(self, client: Client, session_id: str) -> None:
        self._client = client
        self.id = session_id

    async def run_command(
        self, source: str, *, timeout_s: float = 0.0
    ) -> AsyncIterator[execution_pb2.RunCommandResponse]:
        """The decision, output as it comes, the completion. Leaving the loop interrupts the command."""
        request = execution_pb2.RunCommandRequest(session_id=self.id, source=source, timeout=_duration(timeout_s))
        call = self._client.executions.RunCommand(request, metadata=self._client.metadata())
        with _errors():
            async for message in call:
                yield message

    async def run_code(
        self, source: str, language: str = "python", *, timeout_s: float = 0.0
    ) -> AsyncIterator[execution_pb2.RunCodeResponse]:
        """The decision, output, results and perhaps an error, the completion. Leaving the loop interrupts the cell."""
        request = execution_pb2.RunCodeRequest(
            session_id=self.id, source=source, language=LANGUAGES[language], timeout=_duration(timeout_s)
        )
        call = self._client.executions.RunCode(request, metadata=self._client.metadata())
        with _errors():
            async for message in call:
                yield message


def _duration(seconds: float) -> Duration | None:
    return Duration(seconds=int(seconds), nanos=int(seconds % 1 * 1e9)) if seconds else None


class _errors:  # noqa: N801 - reads as the statement it is
    """gRPC's errors become ours."""

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None) -> None:
        if isinstance(error, grpc.aio.AioRpcError):
            raise CallError(error) from error
