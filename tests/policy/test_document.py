"""What policies are given to judge."""

from __future__ import annotations

import hashlib
import json
import typing

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from interlock.errors import DecisionPointError
from interlock.model import action as a
from interlock.model.attributes import Attributes
from interlock.model.principal import Principal
from interlock.policy.document import ActionKind, InputDocument, input_document, view
from interlock.ports import Analysis

EMPTY = Analysis(document=b"{}")
ATTRIBUTES = Attributes(principal=Principal(), profile="standard", time_unix_s=0)

EVERY_ACTION: tuple[a.Action, ...] = (
    a.CreateSession(template="t", env={"A": "b"}, cwd="/w", user="u", lifetime_s=1.5, metadata={"k": "v"}),
    a.CloseSession(),
    a.RunCommand(source="ls", cwd="/w", env={"A": "b"}, user="u", timeout_s=2.0),
    a.RunCode(source="1 + 1", language="r", context="c", cwd="/w", env={"A": "b"}, timeout_s=2.0),
    a.StartProcess(argv=("a", "b"), cwd="/w", env={"A": "b"}, user="u", stdin=True, timeout_s=2.0),
    a.SendInput(process="p", data=b"\xff\x00", close=True, program="bash"),
    a.SignalProcess(process="p", signal="SIGKILL"),
    a.AttachProcess(process="p"),
    a.ListProcesses(),
    a.InstallPackages(manager="pip", packages=("x",), timeout_s=2.0),
    a.ReadFile(path="/f"),
    a.WriteFile(path="/f", content=b"\xff", mode=0o755),
    a.ListFiles(path="/f", depth=3),
    a.StatFile(path="/f"),
    a.RemoveFile(path="/f", recursive=True),
    a.MoveFile(source="/f", destination="/g"),
    a.MakeDirectory(path="/f"),
)


def asked(action: a.Action, attributes: Attributes = ATTRIBUTES) -> dict[str, typing.Any]:
    document: dict[str, typing.Any] = json.loads(input_document(action, EMPTY, attributes))["input"]
    return document


def test_every_kind_of_action_can_be_judged() -> None:
    assert {type(action) for action in EVERY_ACTION} == set(typing.get_args(a.Action))
    assert {view(action).kind for action in EVERY_ACTION} == set(typing.get_args(ActionKind))
    for action in EVERY_ACTION:
        assert view(action).kind == a.kind(action)


@pytest.mark.parametrize("action", EVERY_ACTION, ids=a.kind)
def test_no_parameter_is_kept_from_policy(action: a.Action) -> None:
    shown = asked(action)["action"]
    renamed = {"source": "path" if isinstance(action, a.MoveFile) else "content", "data": "content"}
    for field in action.__struct_fields__:
        name = renamed.get(field, field)
        if name == "content" and getattr(action, field):
            value = getattr(action, field)
            data = value.encode() if isinstance(value, str) else value
            assert shown["content"] == {"size": len(data), "sha256": hashlib.sha256(data).hexdigest()}
        elif getattr(action, field) and name != "content":
            wanted = getattr(action, field)
            assert shown[name] == (list(action.argv()) if field == "argv" and callable(wanted) else _json(wanted))


def _json(value: object) -> object:
    return list(value) if isinstance(value, tuple) else value


def test_policy_never_sees_the_source_text_itself() -> None:
    document = input_document(a.RunCommand(source="echo a-secret"), EMPTY, ATTRIBUTES)

    assert b"a-secret" not in document


def test_the_facts_go_in_as_they_are() -> None:
    facts = b'{"b":1,"a":[18446744073709551621]}'

    assert facts in input_document(a.ListProcesses(), Analysis(document=facts), ATTRIBUTES)


def test_the_same_question_is_the_same_bytes() -> None:
    one = a.RunCommand(source="x", env={"A": "1", "B": "2"})
    other = a.RunCommand(source="x", env={"B": "2", "A": "1"})

    assert input_document(one, EMPTY, ATTRIBUTES) == input_document(other, EMPTY, ATTRIBUTES)


def test_a_document_is_what_the_schema_describes(harmless: Analysis) -> None:
    document = input_document(EVERY_ACTION[2], harmless, ATTRIBUTES)

    decoded = msgspec.json.decode(document, type=dict[str, InputDocument])["input"]

    assert decoded == InputDocument(action=view(EVERY_ACTION[2]), attributes=ATTRIBUTES, facts=harmless.facts())


@pytest.mark.row("R9")
@pytest.mark.parametrize("seconds", [float("nan"), float("inf"), float("-inf")])
def test_a_number_that_json_does_not_have_is_refused(seconds: float) -> None:
    with pytest.raises(DecisionPointError) as caught:
        asked(a.RunCommand(source="x", timeout_s=seconds))

    assert caught.value.cause == "encoding"


@pytest.mark.parametrize(
    "action",
    [
        a.RunCommand(source="x", cwd="\udfff"),
        a.RunCommand(source="x", env={"\ud800": "v"}),
        a.ReadFile(path="/\udc80"),
    ],
)
def test_what_is_not_unicode_is_refused(action: a.Action) -> None:
    with pytest.raises(DecisionPointError) as caught:
        asked(action)

    assert caught.value.cause == "encoding"


def test_a_source_that_is_not_unicode_is_judged_by_its_facts() -> None:
    document = asked(a.RunCommand(source="echo \udcff"))

    assert document["action"]["content"]["size"] == len("echo ") + 3


@given(st.text(st.characters(codec="utf-8")), st.integers(-(2**53), 2**53))
def test_every_string_and_number_arrives_as_it_was(text: str, time: int) -> None:
    attributes = Attributes(principal=Principal(user=text), profile="standard", time_unix_s=time)
    document = asked(a.ReadFile(path="/" + text), attributes)

    assert document["action"]["path"] == "/" + text
    assert document["attributes"]["principal"]["user"] == text
    assert document["attributes"]["time_unix_s"] == time
