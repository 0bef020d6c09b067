"""The one table from our answers and errors to gRPC status. A denial is never `UNAVAILABLE`; our fault is never a
denial."""

from __future__ import annotations

from dataclasses import dataclass, field

import grpc
from google.protobuf import any_pb2, duration_pb2, message
from google.rpc import error_details_pb2, status_pb2

from interlock.enforcement.enforcer import ApprovalRequired, Decided, Denied, Refused
from interlock.errors import (
    AlreadyExists,
    AuditError,
    DependencyError,
    InterlockError,
    InvalidRequest,
    LimitReached,
    NotFound,
    RequestError,
    SandboxLost,
    TooLarge,
    Unauthenticated,
    WrongState,
)
from interlock.model.record import Receipt
from interlock.server import translate

DOMAIN = "interlock"
_NOTE = "Working around a rule is recorded and denied as well."
_RETRY_S = 1.0


@dataclass(frozen=True, slots=True)
class Status:
    """What a call ends with."""

    code: grpc.StatusCode
    text: str
    reason: str = ""
    metadata: dict[str, str] = field(default_factory=dict)
    details: tuple[message.Message, ...] = ()

    def rich(self) -> status_pb2.Status:
        """`google.rpc.Status`, with ErrorInfo first."""
        packed = []
        if self.reason:
            info = error_details_pb2.ErrorInfo(reason=self.reason, domain=DOMAIN, metadata=self.metadata)
            packed.append(_packed(info))
        packed += [_packed(detail) for detail in self.details]
        number, _ = self.code.value
        return status_pb2.Status(code=number, message=self.text, details=packed)


def status_of(error: InterlockError) -> Status:
    """The status of everything Interlock raises on purpose."""
    match error:
        case ApprovalRequired(decided=decided):
            approval = error_details_pb2.PreconditionFailure(
                violations=[
                    error_details_pb2.PreconditionFailure.Violation(
                        type="APPROVAL", subject=decided.receipt.decision_id, description="policy asks for an approval"
                    )
                ]
            )
            return _answered(grpc.StatusCode.FAILED_PRECONDITION, "APPROVAL_REQUIRED", decided, approval)
        case Denied(decided=decided):
            return _answered(grpc.StatusCode.PERMISSION_DENIED, "POLICY_DENIED", decided)
        case Refused(reason="DEADLINE"):
            return Status(grpc.StatusCode.DEADLINE_EXCEEDED, str(error), "DEADLINE", _receipt(error.receipt))
        case Refused(reason="CANCELLED"):
            return Status(grpc.StatusCode.CANCELLED, str(error), "CANCELLED", _receipt(error.receipt))
        case Refused(reason=reason):
            return _retry(grpc.StatusCode.UNAVAILABLE, str(error), reason, _receipt(error.receipt))
        case AuditError():
            return _retry(grpc.StatusCode.UNAVAILABLE, str(error), "AUDIT_BLOCKED", {})
        case SandboxLost():
            return Status(grpc.StatusCode.DATA_LOSS, str(error), "SANDBOX_LOST")
        case DependencyError():
            return _retry(grpc.StatusCode.UNAVAILABLE, str(error), "SANDBOX_UNAVAILABLE", {})
        case LimitReached(retry_after_s=seconds):
            return _retry(grpc.StatusCode.RESOURCE_EXHAUSTED, str(error), "LIMIT_REACHED", {}, seconds)
        case TooLarge():
            return Status(grpc.StatusCode.RESOURCE_EXHAUSTED, str(error), "TOO_LARGE", {}, _violation(error))
        case InvalidRequest():
            return Status(grpc.StatusCode.INVALID_ARGUMENT, str(error), "INVALID_REQUEST", {}, _violation(error))
        case Unauthenticated():
            return Status(grpc.StatusCode.UNAUTHENTICATED, str(error), "UNAUTHENTICATED")
        case NotFound():
            return Status(grpc.StatusCode.NOT_FOUND, str(error), "NOT_FOUND", {}, _violation(error))
        case AlreadyExists():
            return Status(grpc.StatusCode.ALREADY_EXISTS, str(error), "ALREADY_EXISTS", {}, _violation(error))
        case WrongState():
            return Status(grpc.StatusCode.FAILED_PRECONDITION, str(error), "WRONG_STATE", {}, _violation(error))
        case RequestError():
            return Status(grpc.StatusCode.INVALID_ARGUMENT, str(error), "INVALID_REQUEST", {}, _violation(error))
        case _:
            return Status(grpc.StatusCode.INTERNAL, "internal error", "INTERNAL")


def _answered(code: grpc.StatusCode, reason: str, decided: Decided, *details: message.Message) -> Status:
    """Policy answered, and not with an allow."""
    first = decided.decision.reasons[0]
    text = f"{first.rule}: {first.message}"
    if first.remediation:
        text += f". Instead: {first.remediation}"
    metadata = {
        "decision_id": decided.receipt.decision_id,
        "rule": first.rule,
        "policy_revision": decided.decision.policy.revision,
        "retryable": "false",
    }
    return Status(code, f"{text}. {_NOTE}", reason, metadata, (translate.decision(decided), *details))


def _retry(
    code: grpc.StatusCode, text: str, reason: str, metadata: dict[str, str], seconds: float = _RETRY_S
) -> Status:
    delay = duration_pb2.Duration(seconds=int(seconds), nanos=int(seconds % 1 * 1e9))
    return Status(code, text, reason, metadata, (error_details_pb2.RetryInfo(retry_delay=delay),))


def _violation(error: RequestError) -> tuple[message.Message, ...]:
    if not error.field:
        return ()
    violation = error_details_pb2.BadRequest.FieldViolation(field=error.field, description=str(error))
    return (error_details_pb2.BadRequest(field_violations=[violation]),)


def _receipt(receipt: Receipt | None) -> dict[str, str]:
    return {"decision_id": receipt.decision_id} if receipt else {}


def _packed(detail: message.Message) -> any_pb2.Any:
    packed = any_pb2.Any()
    packed.Pack(detail)
    return packed
