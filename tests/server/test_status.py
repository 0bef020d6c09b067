"""Every answer and error has one status, which fits into what clients accept."""

from __future__ import annotations

import base64
from urllib.parse import quote

import grpc
import pytest
from google.rpc import error_details_pb2
from hypothesis import given
from hypothesis import strategies as st

from builders import a_decision, a_reason, a_receipt
from interlock import errors
from interlock.enforcement.call import ApprovalRequired, Decided, Denied, Refused
from interlock.model.decision import Decision, Effect, PolicyStamp, Reason, SourceSpan
from interlock.ports import Analysis
from interlock.server.status import Status, status_of
from interlock.v1 import types_pb2

PRINTABLE = "".join(map(chr, range(0x20, 0x7F))).replace("%", "")


def decided(decision: Decision) -> Decided:
    return Decided(decision, a_receipt(), None, "")


@pytest.mark.parametrize(
    ("error", "code", "reason"),
    [
        (Denied(decided(a_decision(Effect.DENY))), "PERMISSION_DENIED", "POLICY_DENIED"),
        (ApprovalRequired(decided(a_decision(Effect.ASK))), "FAILED_PRECONDITION", "APPROVAL_REQUIRED"),
        (Refused("POLICY_UNAVAILABLE", "late", None), "UNAVAILABLE", "POLICY_UNAVAILABLE"),
        (Refused("ANALYSIS_UNAVAILABLE", "no worker", None), "UNAVAILABLE", "ANALYSIS_UNAVAILABLE"),
        (Refused("AUDIT_BLOCKED", "disk full", None), "UNAVAILABLE", "AUDIT_BLOCKED"),
        (Refused("SANDBOX_UNAVAILABLE", "gone", None), "UNAVAILABLE", "SANDBOX_UNAVAILABLE"),
        (Refused("DEADLINE", "the deadline passed", None), "DEADLINE_EXCEEDED", "DEADLINE"),
        (Refused("CANCELLED", "the caller left", None), "CANCELLED", "CANCELLED"),
        (errors.DecisionPointError("opa", "late"), "UNAVAILABLE", "POLICY_UNAVAILABLE"),
        (errors.AnalysisError("no worker"), "UNAVAILABLE", "ANALYSIS_UNAVAILABLE"),
        (errors.AuditError("disk full"), "UNAVAILABLE", "AUDIT_BLOCKED"),
        (errors.SandboxUnavailable("gone"), "UNAVAILABLE", "SANDBOX_UNAVAILABLE"),
        (errors.SandboxLost("gone"), "DATA_LOSS", "SANDBOX_LOST"),
        (errors.LimitReached("full"), "RESOURCE_EXHAUSTED", "LIMIT_REACHED"),
        (errors.TooLarge("large"), "RESOURCE_EXHAUSTED", "TOO_LARGE"),
        (errors.InvalidRequest("bad"), "INVALID_ARGUMENT", "INVALID_REQUEST"),
        (errors.RequestError("bad"), "INVALID_ARGUMENT", "INVALID_REQUEST"),
        (errors.Unauthenticated("who"), "UNAUTHENTICATED", "UNAUTHENTICATED"),
        (errors.NotFound("no session"), "NOT_FOUND", "NOT_FOUND"),
        (errors.AlreadyExists("there"), "ALREADY_EXISTS", "ALREADY_EXISTS"),
        (errors.WrongState("closed"), "FAILED_PRECONDITION", "WRONG_STATE"),
        (errors.ConfigError("mended by nobody but the operator"), "INTERNAL", "INTERNAL"),
    ],
)
def test_each_error_has_its_code_and_reason(error: errors.InterlockError, code: str, reason: str) -> None:
    status = status_of(error)

    assert (status.code, status.reason) == (grpc.StatusCode[code], reason)


@pytest.mark.parametrize("reason", ["POLICY_UNAVAILABLE", "AUDIT_BLOCKED", "SANDBOX_UNAVAILABLE"])
def test_our_fault_says_when_to_come_back(reason: str) -> None:
    status = status_of(Refused(reason, "later", None))  # type: ignore[arg-type]

    (retry,) = status.details
    assert isinstance(retry, error_details_pb2.RetryInfo)
    assert retry.retry_delay.ToMilliseconds() > 0


def test_a_denial_says_that_trying_again_is_no_use() -> None:
    status = status_of(Denied(decided(a_decision(Effect.DENY))))

    assert status.metadata["retryable"] == "false"
    assert not any(isinstance(detail, error_details_pb2.RetryInfo) for detail in status.details)


def test_our_own_defects_say_nothing_of_themselves() -> None:
    assert status_of(errors.ConfigError("password is hunter2")).text == "internal error"


def test_a_short_decision_is_told_whole() -> None:
    (told,) = status_of(Denied(decided(a_decision(Effect.DENY)))).details

    assert isinstance(told, types_pb2.Decision)
    assert not told.abridged


texts = st.text(max_size=3000) | st.text(alphabet="é漢🙂%\n", max_size=3000)
reasons = st.builds(
    Reason,
    rule=st.from_regex(r"[a-z]{1,20}\.[a-z-]{1,40}", fullmatch=True),
    title=texts,
    severity=st.just("high"),
    message=texts,
    remediation=texts,
    spans=st.lists(st.builds(SourceSpan, unit=st.just(0), start=st.just(0), end=st.just(9)), max_size=300).map(tuple),
)


@given(st.lists(reasons, min_size=1, max_size=30), st.lists(reasons, max_size=10))
def test_a_denial_of_any_length_fits_into_the_trailers_that_clients_accept(
    found: list[Reason], shadow: list[Reason]
) -> None:
    decision = Decision(
        effect=Effect.ASK,
        reasons=tuple(found),
        shadow=tuple(shadow),
        policy=PolicyStamp(revision="sha256:" + "0" * 64, profile="standard"),
    )
    status = status_of(ApprovalRequired(decided(decision)))
    told = next(detail for detail in status.details if isinstance(detail, types_pb2.Decision))

    assert trailer_bytes(status) < 8 * 1024 - 512
    assert told.effect == types_pb2.EFFECT_ASK
    assert told.reasons[0].rule == found[0].rule
    assert told.receipt.leaf_hash


@given(texts, st.text(max_size=64))
def test_an_error_of_any_length_fits_as_well(text: str, field: str) -> None:
    assert trailer_bytes(status_of(errors.InvalidRequest(text, field=field))) < 8 * 1024 - 512


def test_what_was_cut_is_marked() -> None:
    decision = a_decision(Effect.DENY)
    many = Decision(effect=decision.effect, reasons=(a_reason(message="m" * 9000),), policy=decision.policy)
    status = status_of(Denied(decided(many)))
    (told,) = status.details

    assert isinstance(told, types_pb2.Decision)
    assert told.abridged
    assert "..." in status.text
    assert status.text.endswith("recorded and denied as well.")


def test_a_decision_keeps_its_completeness() -> None:
    analysis = Analysis(document=b'{"reading":{"completeness":"opaque"}}')
    denied = Denied(Decided(a_decision(Effect.DENY), a_receipt(), analysis, ""))
    (told,) = status_of(denied).details

    assert isinstance(told, types_pb2.Decision)
    assert told.completeness == "opaque"


def trailer_bytes(status: Status) -> int:
    """As on the wire: the message percent-encoded, the details base64."""
    details = base64.b64encode(status.rich().SerializeToString())
    encoded = quote(status.text.encode("utf-8", "replace"), safe=PRINTABLE)
    return len("grpc-message" + encoded) + len(b"grpc-status-details-bin" + details) + 3 * 32
