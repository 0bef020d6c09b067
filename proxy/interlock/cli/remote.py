"""What a running proxy says, in our own terms: its decisions, and why a call got no result."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import asynccontextmanager

import grpc
from google.protobuf.duration_pb2 import Duration

from interlock.cli.cases import for_the_wire
from interlock.client import LANGUAGES, CallError, Client
from interlock.errors import (
    DependencyError,
    InterlockError,
    InvalidRequest,
    LimitReached,
    NotFound,
    TooLarge,
    Unauthenticated,
)
from interlock.model import action as a
from interlock.model.decision import Decision, Effect, PolicyStamp, Reason, SourceSpan
from interlock.ports import Ruling
from interlock.v1 import decision_pb2, execution_pb2, types_pb2
from interlock.workbench.cases import Case

_EFFECTS = {
    types_pb2.EFFECT_ALLOW: Effect.ALLOW,
    types_pb2.EFFECT_ASK: Effect.ASK,
    types_pb2.EFFECT_DENY: Effect.DENY,
}
_SEVERITIES = {
    types_pb2.SEVERITY_LOW: "low",
    types_pb2.SEVERITY_MEDIUM: "medium",
    types_pb2.SEVERITY_HIGH: "high",
    types_pb2.SEVERITY_CRITICAL: "critical",
}


@asynccontextmanager
async def decisions(address: str, key: str = "") -> AsyncIterator[Callable[[Case], Awaitable[Ruling]]]:
    """Ask the proxy at `address`, which records each check. Raises `RequestError` for what is the caller's to change,
    `DependencyError` where there is no answer."""
    async with Client(address, key=key) as client:

        async def ask(case: Case) -> Ruling:
            if case.memory.files:
                raise InvalidRequest("a proxy knows the files of its own sessions only: leave out `files`", "files")
            try:
                return ruling(await client.check(_question(case.action)))
            except CallError as error:
                raise ours(error, address) from error

        yield ask


def ours(error: CallError, address: str) -> InterlockError:
    """Whose business a failed call is; the inverse of `server.status`."""
    if not error.reason:
        # Every status of ours names its reason: this one is gRPC's own.
        return DependencyError(
            f"no proxy answers at `{address}`: start one with `make run` or `interlock serve`, or name another with "
            f"--address or INTERLOCK_ADDRESS ({error.code.name})"
        )
    match error.code:
        case grpc.StatusCode.INVALID_ARGUMENT:
            return InvalidRequest(str(error))
        case grpc.StatusCode.UNAUTHENTICATED:
            return Unauthenticated(f"{error}; this command shows the one in INTERLOCK_API_KEY")
        case grpc.StatusCode.NOT_FOUND:
            return NotFound(str(error))
        case grpc.StatusCode.RESOURCE_EXHAUSTED:
            return LimitReached(str(error)) if error.reason == "LIMIT_REACHED" else TooLarge(str(error))
        case _:
            return DependencyError(f"the proxy at `{address}` says {error.reason}: {error}")


def _question(action: a.Action) -> decision_pb2.Action:
    match action:
        case a.RunCommand(source=source, cwd=cwd, env=env):
            return decision_pb2.Action(
                run_command=execution_pb2.RunCommandRequest(source=for_the_wire(source), cwd=cwd, env=env)
            )
        case a.RunCode(source=source, language=language, cwd=cwd, env=env):
            code = execution_pb2.RunCodeRequest(
                source=for_the_wire(source), language=LANGUAGES[language], cwd=cwd, env=env
            )
            code.timeout.CopyFrom(Duration(seconds=60))
            return decision_pb2.Action(run_code=code)
        case _:
            raise InvalidRequest(f"cannot check `{a.kind(action)}`")


def ruling(decision: types_pb2.Decision) -> Ruling:
    spans: dict[SourceSpan, tuple[int, int]] = {}

    def reasons(said: Iterable[types_pb2.Reason]) -> tuple[Reason, ...]:
        return tuple(_reason(reason, spans) for reason in said)

    answered = Decision(
        effect=_EFFECTS[decision.effect],
        reasons=reasons(decision.reasons),
        shadow=reasons(decision.shadow),
        policy=PolicyStamp(revision=decision.policy.revision, profile=decision.policy.profile),
    )
    return Ruling(answered, decision.completeness, spans)


def _reason(reason: types_pb2.Reason, spans: dict[SourceSpan, tuple[int, int]]) -> Reason:
    """The reason; where its spans lie in the submitted source goes into `spans`."""
    here = [SourceSpan(unit=span.unit, start=span.start, end=span.end) for span in reason.spans]
    spans.update({key: (span.source_start, span.source_end) for key, span in zip(here, reason.spans, strict=True)})
    return Reason(
        rule=reason.rule,
        title=reason.title,
        severity=_SEVERITIES[reason.severity],  # type: ignore[arg-type]  # the four words of the literal
        message=reason.message,
        remediation=reason.remediation,
        spans=tuple(here),
    )
