"""Nothing but a well-formed allow yields an allow."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interlock.errors import DecisionPointError
from interlock.model.decision import Decision, Effect
from interlock.policy.answer import CAUSES, MAX_ANSWER_BYTES, read_answer, read_rule_answers, read_stamp

pytestmark = pytest.mark.row("R9")

REASON = {"rule": "a.b", "title": "A", "severity": "low", "message": "m", "remediation": "r", "spans": []}
STAMP = {"revision": "sha256:" + "0" * 64, "profile": "standard"}
ALLOW: dict[str, Any] = {"effect": "allow", "reasons": [REASON], "shadow": [], "obligations": [], "policy": STAMP}


def answer(**changes: Any) -> bytes:
    return json.dumps({"result": {**ALLOW, **changes}}).encode()


def cause_of(status: int, body: bytes) -> str:
    with pytest.raises(DecisionPointError) as caught:
        read_answer(status, body)
    assert caught.value.cause in CAUSES
    return caught.value.cause


@pytest.mark.parametrize("effect", list(Effect))
def test_a_well_formed_answer_is_the_decision(effect: Effect) -> None:
    assert read_answer(200, answer(effect=effect)).effect is effect


@pytest.mark.parametrize(
    ("status", "cause"),
    [
        (301, "redirect"),
        (307, "redirect"),
        (400, "input"),
        (401, "unauthenticated"),
        (403, "forbidden"),
        (404, "not_found"),
        (500, "evaluation"),
        (503, "status"),
        (204, "status"),
    ],
)
def test_another_status_is_a_refusal_even_with_an_allow_in_it(status: int, cause: str) -> None:
    assert cause_of(status, answer()) == cause


@pytest.mark.parametrize(
    ("body", "cause"),
    [
        (b"", "empty"),
        (b"{}", "undefined"),
        (b'{"warning":{"code":"api_usage_warning"}}', "schema"),
        (b'{"code":"internal_error","message":"m"}', "schema"),
        (b'{"result":null}', "schema"),
        (b'{"result":true}', "schema"),
        (b'{"result":"allow"}', "schema"),
        (b'{"result":{}}', "schema"),
        (b"[]", "schema"),
        (b"null", "schema"),
        (b"not json", "not_json"),
        (b"\xff\xfe", "not_json"),
        (b"\xef\xbb\xbf" + answer(), "not_json"),
        (answer()[:-1], "not_json"),
        (answer() + answer(), "not_json"),
        (b"[" * 500_000, "not_json"),
        (b'{"result":' * 50_000 + b"1" + b"}" * 50_000, "not_json"),
        (b" " * MAX_ANSWER_BYTES + answer(), "too_large"),
        (answer().replace(b'"spans": []', b'"spans": NaN'), "not_json"),
        (answer().replace(b'"allow"', b'"deny", "effect": "allow"'), "duplicate_key"),
        (answer()[:-1] + b', "result": {}}', "duplicate_key"),
        (answer()[:-1] + b', "error": "x"}', "schema"),
    ],
)
def test_a_body_of_another_kind_is_a_refusal(body: bytes, cause: str) -> None:
    assert cause_of(200, body) == cause


@pytest.mark.parametrize(
    "changes",
    [
        {"effect": "permit"},
        {"effect": "ALLOW"},
        {"effect": True},
        {"effect": 1},
        {"effect": None},
        {"reasons": []},
        {"reasons": [{}]},
        {"reasons": {"0": REASON}},
        {"reasons": [{**REASON, "severity": "fatal"}]},
        {"reasons": [{**REASON, "extra": 1}]},
        {"reasons": [{**REASON, "rule": ""}]},
        {"reasons": [{**REASON, "spans": [{"unit": 0, "start": 2, "end": 1}]}]},
        {"reasons": [{**REASON, "spans": [{"unit": -1, "start": 0, "end": 1}]}]},
        {"shadow": [{**REASON, "spans": [{"unit": 0, "start": -1, "end": 1}]}]},
        {"shadow": None},
        {"obligations": ["redact"]},
        {"obligations": [{"kind": "cap_time", "value": 1.5}]},
        {"policy": None},
        {"policy": {**STAMP, "revision": ""}},
        {"policy": {**STAMP, "revision": "sha256:" + "0" * 63}},
        {"policy": {**STAMP, "profile": ""}},
        {"allow": True},
    ],
)
def test_a_decision_of_another_shape_is_a_refusal(changes: dict[str, Any]) -> None:
    assert cause_of(200, answer(**changes)) == "schema"


@pytest.mark.parametrize("field", ["effect", "reasons", "policy"])
def test_a_decision_without_what_it_needs_is_a_refusal(field: str) -> None:
    rest = {name: value for name, value in ALLOW.items() if name != field}

    assert cause_of(200, json.dumps({"result": rest}).encode()) == "schema"


def test_a_lone_surrogate_in_an_answer_is_a_refusal() -> None:
    assert cause_of(200, answer(reasons=[{**REASON, "message": "\ud800"}])) == "not_json"


@pytest.mark.parametrize("read", [read_answer, read_rule_answers, read_stamp])
def test_explanations_and_stamps_are_read_as_strictly(read: Callable[[int, bytes], object]) -> None:
    for body in (b"", b"{}", b'{"result":1}', b'{"result":', b'{"result":[{}]}'):
        with pytest.raises(DecisionPointError):
            read(200, body)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | st.sampled_from(list(Effect)),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(["result", *ALLOW, *REASON, *STAMP, "unit"]), inner, max_size=6)
    ),
    max_leaves=12,
)


def decided(status: int, body: bytes) -> Decision | None:
    try:
        return read_answer(status, body)
    except DecisionPointError as error:
        assert error.cause in CAUSES
        return None


@settings(max_examples=1500)
@given(st.integers(100, 599), st.binary(max_size=300) | JSON.map(lambda value: json.dumps(value).encode()))
def test_whatever_is_sent_back_is_read_or_refused(status: int, body: bytes) -> None:
    assert decided(status, body) is None


@settings(max_examples=1500)
@given(st.data())
def test_an_answer_with_one_value_replaced_never_turns_into_an_allow_it_is_not(data: st.DataObject) -> None:
    field = data.draw(st.sampled_from([*ALLOW, "another"]))
    value = data.draw(JSON)
    decision = decided(200, answer(**{field: value}))

    if decision is not None:
        assert field in ("effect", "shadow", "obligations")
        assert decision.effect == (value if field == "effect" else "allow")


@settings(max_examples=1500)
@given(st.integers(0, len(answer()) - 1), st.binary(max_size=4), st.integers(0, 4))
def test_an_answer_with_bytes_replaced_is_refused_or_says_what_strict_json_says(
    at: int, replacement: bytes, length: int
) -> None:
    body = answer()[:at] + replacement + answer()[at + length :]
    decision = decided(200, body)

    if decision is not None:
        assert json.loads(body)["result"]["effect"] == decision.effect
        assert decision.reasons
