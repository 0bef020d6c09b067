"""`interlock check --address`: the same question, asked of a running proxy."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import grpc
from google.protobuf.duration_pb2 import Duration

from interlock.cli.cases import Case, for_the_wire
from interlock.client import LANGUAGES, CallError, Client
from interlock.errors import DependencyError, InterlockError, InvalidRequest, LimitReached, TooLarge, Unauthenticated
from interlock.model import action as a
from interlock.model.decision import Decision, Effect, PolicyStamp, Reason, SourceSpan
from interlock.ports import Ruling
from interlock.v1 import decision_pb2, execution_pb2, types_pb2

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
                return _ruling(await client.check(_question(case.action)))
            except CallError as error:
                raise _ours(error, address) from error

        yield ask


def _ours(error: CallError, address: str) -> InterlockError:
    """Whose business a failed call is; the inverse of `server.status`."""
    match error.code:
        case grpc.StatusCode.INVALID_ARGUMENT:
            return InvalidRequest(str(error))
        case grpc.StatusCode.UNAUTHENTICATED:
            return Unauthenticated(f"{error} (setting `api_key`)")
        case grpc.StatusCode.RESOURCE_EXHAUSTED:
            return LimitReached(str(error)) if error.reason == "LIMIT_REACHED" else TooLarge(str(error))
        case _:
            return DependencyError(f"no answer from the proxy at `{address}`: {error}")


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


def _ruling(decision: types_pb2.Decision) -> Ruling:
    spans: dict[SourceSpan, tuple[int, int]] = {}
    reasons: list[Reason] = []
    for reason in decision.reasons:
        here = [SourceSpan(unit=span.unit, start=span.start, end=span.end) for span in reason.spans]
        spans.update({key: (span.source_start, span.source_end) for key, span in zip(here, reason.spans, strict=True)})
        reasons.append(
            Reason(
                rule=reason.rule,
                title=reason.title,
                severity=_SEVERITIES[reason.severity],  # type: ignore[arg-type]  # the four words of the literal
                message=reason.message,
                remediation=reason.remediation,
                spans=tuple(here),
            )
        )
    stamp = PolicyStamp(revision=decision.policy.revision, profile=decision.policy.profile)
    answered = Decision(effect=_EFFECTS[decision.effect], reasons=tuple(reasons), policy=stamp)
    return Ruling(answered, decision.completeness, spans)
