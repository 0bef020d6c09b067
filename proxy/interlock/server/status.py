"""The one table from our answers and errors to gRPC status. A denial is never `UNAVAILABLE`; our fault is never a
denial.

A status travels in HTTP/2 trailers, and clients throw away trailers above 8 KiB (`grpc.max_metadata_size` and its like
elsewhere): they would report RESOURCE_EXHAUSTED in place of a denial. So everything here is cut to fit.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import grpc
from google.protobuf import any_pb2, duration_pb2, message
from google.rpc import error_details_pb2, status_pb2

from interlock.enforcement.call import ApprovalRequired, Decided, Denied, Refused
from interlock.errors import (
    AlreadyExists,
    AnalysisError,
    AuditError,
    DecisionPointError,
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
_TEXT_BYTES = 1024
"""Of a message, as percent-encoded for the wire: it is sent once by itself and once in the details."""
_DECISION_BYTES = 2560
"""Of the Decision detail. With text, ErrorInfo and base64 (4/3) the trailers stay below 8 KiB."""


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
    text = fitting(str(error))
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
            return Status(grpc.StatusCode.DEADLINE_EXCEEDED, text, "DEADLINE", _receipt(error.receipt))
        case Refused(reason="CANCELLED"):
            return Status(grpc.StatusCode.CANCELLED, text, "CANCELLED", _receipt(error.receipt))
        case Refused(reason=reason):
            return _retry(grpc.StatusCode.UNAVAILABLE, text, reason, _receipt(error.receipt))
        case DecisionPointError():
            return _retry(grpc.StatusCode.UNAVAILABLE, text, "POLICY_UNAVAILABLE", {})
        case AnalysisError():
            return _retry(grpc.StatusCode.UNAVAILABLE, text, "ANALYSIS_UNAVAILABLE", {})
        case AuditError():
            return _retry(grpc.StatusCode.UNAVAILABLE, text, "AUDIT_BLOCKED", {})
        case SandboxLost():
            return Status(grpc.StatusCode.DATA_LOSS, text, "SANDBOX_LOST")
        case DependencyError():
            return _retry(grpc.StatusCode.UNAVAILABLE, text, "SANDBOX_UNAVAILABLE", {})
        case LimitReached(retry_after_s=seconds):
            return _retry(grpc.StatusCode.RESOURCE_EXHAUSTED, text, "LIMIT_REACHED", {}, seconds)
        case TooLarge():
            return Status(grpc.StatusCode.RESOURCE_EXHAUSTED, text, "TOO_LARGE", {}, _violation(error, text))
        case InvalidRequest():
            return Status(grpc.StatusCode.INVALID_ARGUMENT, text, "INVALID_REQUEST", {}, _violation(error, text))
        case Unauthenticated():
            return Status(grpc.StatusCode.UNAUTHENTICATED, text, "UNAUTHENTICATED")
        case NotFound():
            return Status(grpc.StatusCode.NOT_FOUND, text, "NOT_FOUND", {}, _violation(error, text))
        case AlreadyExists():
            return Status(grpc.StatusCode.ALREADY_EXISTS, text, "ALREADY_EXISTS", {}, _violation(error, text))
        case WrongState():
            return Status(grpc.StatusCode.FAILED_PRECONDITION, text, "WRONG_STATE", {}, _violation(error, text))
        case RequestError():
            return Status(grpc.StatusCode.INVALID_ARGUMENT, text, "INVALID_REQUEST", {}, _violation(error, text))
        case _:
            return Status(grpc.StatusCode.INTERNAL, "internal error", "INTERNAL")


def _answered(code: grpc.StatusCode, reason: str, decided: Decided, *details: message.Message) -> Status:
    """Policy answered, and not with an allow."""
    first = decided.decision.reasons[0]
    text = f"{first.rule}: {first.message}"
    if first.remediation:
        text += f". Instead: {first.remediation}"
    text = f"{fitting(text, _TEXT_BYTES - len(_NOTE) - 2)}. {_NOTE}"
    metadata = {
        "decision_id": decided.receipt.decision_id,
        "rule": first.rule,
        "policy_revision": decided.decision.policy.revision,
        "retryable": "false",
    }
    told = translate.abridged(translate.decision(decided), _DECISION_BYTES)
    return Status(code, text, reason, metadata, (told, *details))


def _retry(
    code: grpc.StatusCode, text: str, reason: str, metadata: dict[str, str], seconds: float = _RETRY_S
) -> Status:
    delay = duration_pb2.Duration(seconds=int(seconds), nanos=int(seconds % 1 * 1e9))
    return Status(code, text, reason, metadata, (error_details_pb2.RetryInfo(retry_delay=delay),))


def fitting(text: str, most: int = _TEXT_BYTES) -> str:
    """`text`, cut so that `most` bytes hold it percent-encoded: gRPC sends all but printable ASCII as `%XX`."""
    size = 0
    for i, character in enumerate(text):
        size += 1 if " " <= character <= "~" and character != "%" else 3 * len(character.encode("utf-8", "replace"))
        if size > most - 3:  # room for the mark
            return text[:i] + "..."
    return text


def _violation(error: RequestError, text: str) -> tuple[message.Message, ...]:
    if not error.field:
        return ()
    violation = error_details_pb2.BadRequest.FieldViolation(field=error.field, description=text)
    return (error_details_pb2.BadRequest(field_violations=[violation]),)


def _receipt(receipt: Receipt | None) -> dict[str, str]:
    return {"decision_id": receipt.decision_id} if receipt else {}


def _packed(detail: message.Message) -> any_pb2.Any:
    packed = any_pb2.Any()
    packed.Pack(detail)
    return packed
