"""What OPA answered → a `Decision`, or a `DecisionPointError` that names the cause. Nothing is repaired or guessed."""

from __future__ import annotations

import json
import re
from typing import Any, NoReturn, TypeVar

import msgspec

from interlock.errors import DecisionPointError
from interlock.model.decision import Decision, PolicyStamp, Reason, RuleAnswer

ENDPOINT = "opa"
"""How messages name the decision point; its address is nobody's business but the operator's."""

MAX_ANSWER_BYTES = 1024 * 1024
"""An answer is read to here at most."""

CAUSES = frozenset(
    {
        # the question
        "encoding",  # the input cannot be written as JSON: NaN, an infinity, a lone surrogate
        "input",  # OPA could not read our question (400): our bug
        # the way there and back
        "connection",  # refused, reset, or closed before the whole answer
        "timeout",  # no whole answer within the deadline
        "breaker_open",  # it failed repeatedly just now; asking again would only cost time
        "overloaded",  # too many questions under way
        "stale",  # the policy is older than the operator allows, or expired
        "protocol",  # not HTTP as we speak it: bad framing, a content coding
        "redirect",  # somebody wants the input sent elsewhere
        "too_large",  # more than `MAX_ANSWER_BYTES`
        # the answer
        "unauthenticated",  # 401
        "forbidden",  # 403
        "not_found",  # 404
        "evaluation",  # 500: a builtin failed, or a rule has two values
        "status",  # any other status
        "empty",  # no body
        "not_json",  # truncated, too deep, NaN, not UTF-8
        "duplicate_key",  # two readers could read it differently
        "undefined",  # 200 without `result`: no rule answered
        "schema",  # a result of any other shape
    }
)
"""Every word that `DecisionPointError.cause` can be."""

_STATUS_CAUSES = {400: "input", 401: "unauthenticated", 403: "forbidden", 404: "not_found", 500: "evaluation"}

_REVISION = re.compile(r"sha256:[0-9a-f]{64}")

T = TypeVar("T")


class _Undefined(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All that OPA says about a rule without a value."""


class _DecisionAnswer(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    result: Decision


class _RulesAnswer(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    result: tuple[RuleAnswer, ...]


class _StampAnswer(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    result: PolicyStamp


_undefined = msgspec.json.Decoder(_Undefined)
_decision = msgspec.json.Decoder(_DecisionAnswer)
_rules = msgspec.json.Decoder(_RulesAnswer)
_stamp = msgspec.json.Decoder(_StampAnswer)


def read_answer(status: int, body: bytes) -> Decision:
    """The decision in an answer of OPA's Data API. Raises `DecisionPointError` for everything but a well-formed one."""
    decision = _read(_decision, status, body).result
    if not decision.reasons:
        _refuse("schema", "a decision without reasons")
    _check_stamp(decision.policy)
    for reason in (*decision.reasons, *decision.shadow):
        _check_reason(reason)
    return decision


def read_rule_answers(status: int, body: bytes) -> tuple[RuleAnswer, ...]:
    """What each rule said. Raises `DecisionPointError`."""
    answers = _read(_rules, status, body).result
    for answer in answers:
        for reason in answer.reasons:
            _check_reason(reason)
    return answers


def read_stamp(status: int, body: bytes) -> PolicyStamp:
    """Which policy is loaded. Raises `DecisionPointError`."""
    stamp = _read(_stamp, status, body).result
    _check_stamp(stamp)
    return stamp


def _read(decoder: msgspec.json.Decoder[T], status: int, body: bytes) -> T:
    if len(body) > MAX_ANSWER_BYTES:
        _refuse("too_large", f"{len(body)} bytes")
    if 300 <= status < 400:
        _refuse("redirect", f"status {status}")
    if status != 200:
        _refuse(_STATUS_CAUSES.get(status, "status"), f"status {status}: {body[:500]!r}")
    if not body:
        _refuse("empty")
    _check_json(body)
    try:
        return decoder.decode(body)
    except msgspec.ValidationError as error:
        # OPA answers 200 without "result" when the rule is undefined
        _refuse("undefined" if _is_undefined(body) else "schema", str(error))
    except (msgspec.DecodeError, UnicodeError, RecursionError) as error:
        _refuse("not_json", str(error))


def _check_json(body: bytes) -> None:
    """One reading only: strict UTF-8, no NaN, no key twice.

    msgspec takes the last of two equal keys, as most readers do; an allow must not depend on which.
    """
    try:
        json.loads(body.decode("utf-8"), object_pairs_hook=_unique_keys, parse_constant=_no_constant)
    except (ValueError, RecursionError) as error:
        _refuse("not_json", str(error))


def _unique_keys(pairs: list[tuple[str, Any]]) -> None:
    if len({key for key, _ in pairs}) != len(pairs):
        _refuse("duplicate_key")


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"`{name}` is not JSON")


def _is_undefined(body: bytes) -> bool:
    try:
        _undefined.decode(body)
    except msgspec.ValidationError:
        return False
    return True


def _check_stamp(stamp: PolicyStamp) -> None:
    if not _REVISION.fullmatch(stamp.revision):
        _refuse("schema", f"policy revision `{stamp.revision[:100]}`")
    if not stamp.profile:
        _refuse("schema", "a policy without a profile")


def _check_reason(reason: Reason) -> None:
    if not reason.rule:
        _refuse("schema", "a reason without a rule")
    for span in reason.spans:
        if not (span.unit >= 0 and 0 <= span.start <= span.end):
            _refuse("schema", f"span of `{reason.rule}` runs backwards")


def _refuse(cause: str, detail: str = "") -> NoReturn:
    raise DecisionPointError(ENDPOINT, cause, detail)
