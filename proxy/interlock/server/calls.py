"""What every RPC has in common: who calls, are the request's own rules kept, and how does an error leave."""

from __future__ import annotations

import uuid
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any, NoReturn, TypeAlias, TypeVar

import grpc
import protovalidate
import structlog
from google.protobuf.message import Message
from grpc_status import rpc_status

from interlock.enforcement.enforcer import Call, Closed, Decided, Denied, Enforcer, Refused
from interlock.errors import InterlockError, InvalidRequest
from interlock.model import action as a
from interlock.model import output as o
from interlock.model.principal import Principal
from interlock.server import translate
from interlock.server.principal import Doorkeeper
from interlock.server.status import Status, status_of

_log = structlog.get_logger("interlock.server")
_validator = protovalidate.Validator()

Context: TypeAlias = grpc.aio.ServicerContext[Any, Any]
Req = TypeVar("Req", bound=Message)
Res = TypeVar("Res", bound=Message)


class Desk:
    """Where services turn requests into calls. One for the whole server."""

    def __init__(self, enforcer: Enforcer, doorkeeper: Doorkeeper) -> None:
        self.enforcer = enforcer
        self._doorkeeper = doorkeeper

    def principal(self, context: Context) -> Principal:
        """Raises `Unauthenticated`."""
        return self._doorkeeper.principal(context.invocation_metadata() or (), context.peer())

    def sees_all(self) -> bool:
        """Whether callers may read each other's records."""
        return self._doorkeeper.open

    def call(self, action: a.Action, session_id: str, context: Context) -> Call:
        """Raises `Unauthenticated`."""
        metadata = {k: v for k, v in context.invocation_metadata() or () if isinstance(v, str)}
        remaining = context.time_remaining()
        return Call(
            action=action,
            principal=self.principal(context),
            session_id=session_id,
            # gRPC reports a call without a deadline as one of centuries.
            deadline_s=remaining if remaining is not None and remaining < 10**8 else None,
            idempotency_key=metadata.get("idempotency-key", "")[:256],
            request_id=metadata.get("x-request-id", "")[:256],
        )

    async def execute(
        self, action: a.Action, session_id: str, context: Context
    ) -> AsyncIterator[Decided | o.Event | Closed]:
        """The enforcer's stream; it is closed, and so the run interrupted, however the caller leaves."""
        stream = self.enforcer.execute(self.call(action, session_id, context))
        try:
            async for item in stream:
                if isinstance(item, Decided):
                    name(context, item.receipt.decision_id)
                yield item
        finally:
            await stream.aclose()

    async def messages(self, response: type[Res], request: Any, context: Context) -> AsyncIterator[Res]:
        """The stream of the action that `request` asks for, as messages with a `oneof event`."""
        async for item in self.execute(translate.action_of(request), request.session_id, context):
            event = translate.event(item)
            # A cell may say things that a command's stream has no field for; the protos say what each stream carries.
            if event is not None and event[0] in response.DESCRIPTOR.fields_by_name:
                yield response(**dict([event]))

    async def do(self, action: a.Action, session_id: str, context: Context) -> tuple[Decided, list[o.Event]]:
        """An action whose events are few: all of them at once."""
        decided: Decided | None = None
        events: list[o.Event] = []
        async for item in self.execute(action, session_id, context):
            if isinstance(item, Decided):
                decided = item
            elif not isinstance(item, Closed):
                events.append(item)
        assert decided is not None  # INVARIANT: a stream that ends normally began with a Decided
        return decided, events


def name(context: Context, decision_id: str) -> None:
    """Tell which decision the call led to, also where the body cannot."""
    context.set_trailing_metadata((("interlock-decision-id", decision_id),))


def check(request: Message) -> None:
    """Raises `InvalidRequest` for the first rule of the protos that the request breaks."""
    try:
        _validator.validate(request, fail_fast=True)
    except protovalidate.ValidationError as error:
        violation = error.violations[0].proto
        path = ".".join(element.field_name for element in violation.field.elements) if violation.field else ""
        raise InvalidRequest(f"`{path}` {violation.message}" if path else violation.message, field=path) from error


async def _abort(context: Context, status: Status) -> NoReturn:
    await context.abort_with_status(rpc_status.to_status(status.rich()))


async def _fail(context: Context, error: Exception) -> NoReturn:
    if isinstance(error, Denied):
        name(context, error.decided.receipt.decision_id)
    elif isinstance(error, Refused) and error.receipt is not None:
        name(context, error.receipt.decision_id)
    if isinstance(error, InterlockError):
        await _abort(context, status_of(error))
    incident = uuid.uuid4().hex[:12]
    _log.error("unexpected error", incident=incident, exc_info=error)
    await _abort(context, Status(grpc.StatusCode.INTERNAL, f"internal error, incident {incident}", "INTERNAL"))


def unary(method: Callable[[Any, Req, Context], Awaitable[Res]]) -> Callable[[Any, Req, Context], Awaitable[Res]]:
    """A method with one answer: the request is checked before it, and what it raises becomes a status."""

    async def handle(self: Any, request: Req, context: Context) -> Res:
        try:
            check(request)
            return await method(self, request, context)
        except Exception as error:
            await _fail(context, error)

    return handle


def streaming(
    method: Callable[[Any, Req, Context], AsyncIterator[Res]],
) -> Callable[[Any, Req, Context], AsyncIterator[Res]]:
    """A method with many answers. An abort inside a generator has to come after the generator below is closed."""

    async def handle(self: Any, request: Req, context: Context) -> AsyncIterator[Res]:
        try:
            check(request)
            stream = method(self, request, context)
            try:
                async for item in stream:
                    yield item
            finally:
                await stream.aclose()  # type: ignore[attr-defined]  # every such method is an async generator
        except Exception as error:
            await _fail(context, error)

    return handle


def client_streaming(
    method: Callable[[Any, AsyncIterator[Req], Context], Awaitable[Res]],
) -> Callable[[Any, AsyncIterator[Req], Context], Awaitable[Res]]:
    """A method with many requests and one answer; it checks the requests itself, as they come."""

    async def handle(self: Any, requests: AsyncIterator[Req], context: Context) -> Res:
        try:
            return await method(self, requests, context)
        except Exception as error:
            await _fail(context, error)

    return handle


def bidirectional(
    method: Callable[[Any, AsyncIterator[Req], Context], AsyncIterator[Res]],
) -> Callable[[Any, AsyncIterator[Req], Context], AsyncIterator[Res]]:
    """A method with many of both; it checks the requests itself, as they come."""

    async def handle(self: Any, requests: AsyncIterator[Req], context: Context) -> AsyncIterator[Res]:
        try:
            async for item in method(self, requests, context):
                yield item
        except Exception as error:
            await _fail(context, error)

    return handle
