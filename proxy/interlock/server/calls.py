"""What every RPC has in common: who calls, are the request's own rules kept, and how does an error leave."""

from __future__ import annotations

import uuid
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable
from contextlib import aclosing
from dataclasses import dataclass
from typing import Any, NoReturn, TypeAlias, TypeVar

import grpc
import protovalidate
import structlog
from google.protobuf.message import DecodeError, Message

from interlock.enforcement.call import Call, Closed, Decided, Denied, Refused
from interlock.enforcement.enforcer import Enforcer
from interlock.errors import DependencyError, InvalidRequest, RequestError
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
    ) -> AsyncGenerator[Decided | o.Event | Closed, None]:
        """The enforcer's stream; closing this closes it, and so interrupts the run, at once."""
        async with aclosing(self.enforcer.execute(self.call(action, session_id, context))) as stream:
            async for item in stream:
                if isinstance(item, Decided):
                    name(context, item.receipt.decision_id)
                yield item

    async def messages(self, response: type[Res], request: Any, context: Context) -> AsyncGenerator[Res, None]:
        """The stream of the action that `request` asks for, as messages with a `oneof event`."""
        async with aclosing(self.execute(translate.action_of(request), request.session_id, context)) as items:
            async for item in items:
                event = translate.event(item)
                # A cell may say things that a command's stream has no field for; the protos say what each carries.
                if event is not None and event[0] in response.DESCRIPTOR.fields_by_name:
                    yield response(**dict([event]))

    async def do(self, action: a.Action, session_id: str, context: Context) -> tuple[Decided, list[o.Event]]:
        """An action whose events are few: all of them at once."""
        decided: Decided | None = None
        events: list[o.Event] = []
        async with aclosing(self.execute(action, session_id, context)) as items:
            async for item in items:
                if isinstance(item, Decided):
                    decided = item
                elif not isinstance(item, Closed):
                    events.append(item)
        assert decided is not None  # INVARIANT: a stream that ends normally began with a Decided
        return decided, events


def name(context: Context, decision_id: str) -> None:
    """Tell which decision the call led to, also where the body cannot."""
    context.set_trailing_metadata((("interlock-decision-id", decision_id),))


@dataclass(frozen=True, slots=True)
class Malformed:
    """Stands in for a request whose bytes are no message of its type."""

    type_name: str


def reader(request: type[Message]) -> Callable[[bytes], Message | Malformed]:
    """A deserializer that never raises: gRPC would answer UNKNOWN, in the words of the protobuf runtime."""

    def read(data: bytes) -> Message | Malformed:
        try:
            return request.FromString(data)
        except DecodeError:
            return Malformed(request.DESCRIPTOR.full_name)

    return read


def check(request: Message | Malformed) -> None:
    """Raises `InvalidRequest` for the first rule of the protos that the request breaks."""
    readable(request)
    try:
        _validator.validate(request, fail_fast=True)  # type: ignore[arg-type]  # `readable` let no other kind through
    except protovalidate.ValidationError as error:
        violation = error.violations[0].proto
        path = ".".join(element.field_name for element in violation.field.elements) if violation.field else ""
        raise InvalidRequest(f"`{path}` {violation.message}" if path else violation.message, field=path) from error


def readable(request: Message | Malformed) -> None:
    """Raises `InvalidRequest` for what is not even a message."""
    if isinstance(request, Malformed):
        raise InvalidRequest(f"no `{request.type_name}`: broken protobuf, or a text that is not UTF-8")


async def _abort(context: Context, status: Status) -> NoReturn:
    rich = status.rich()
    # `abort` replaces what `name` has set, so it is handed over again.
    trailers = (*(context.trailing_metadata() or ()), ("grpc-status-details-bin", rich.SerializeToString()))
    await context.abort(status.code, status.text, trailers)


async def _fail(context: Context, error: Exception) -> NoReturn:
    if isinstance(error, Denied):
        name(context, error.decided.receipt.decision_id)
    elif isinstance(error, Refused) and error.receipt is not None:
        name(context, error.receipt.decision_id)
    if isinstance(error, RequestError | DependencyError | Denied):
        await _abort(context, status_of(error))
    # All else is a defect or a misconfiguration: the operator gets everything, the caller a number to ask about.
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


def streaming(method: Callable[[Any, Req, Context], AsyncGenerator[Res, None]]) -> Callable[[Any, Req, Context], Any]:
    """A method with many answers to one request, which is checked before it."""

    async def checked(self: Any, request: Req, context: Context) -> AsyncGenerator[Res, None]:
        check(request)
        async with aclosing(method(self, request, context)) as answers:
            async for answer in answers:
                yield answer

    return bidirectional(checked)


def bidirectional(
    method: Callable[[Any, Any, Context], AsyncGenerator[Res, None]],
) -> Callable[[Any, Any, Context], Any]:
    """A method with many answers; it checks its requests itself, as they come.

    gRPC gets a coroutine that writes and no generator: one that gRPC is given it leaves to the garbage collector when
    the caller goes away, and a program would run on until that comes round.
    """

    async def answers(self: Any, requests: Any, context: Context) -> AsyncGenerator[Res, None]:
        try:
            async with aclosing(method(self, requests, context)) as stream:
                async for answer in stream:
                    yield answer
        except Exception as error:
            await _fail(context, error)

    async def handle(self: Any, requests: Any, context: Context) -> None:
        async with aclosing(answers(self, requests, context)) as stream:
            async for answer in stream:
                await context.write(answer)

    return handle
