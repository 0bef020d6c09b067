"""Asking policy over the wire: any effect is an answer, and nothing runs."""

from __future__ import annotations

import asyncio
import json

import grpc
import pytest

from builders import a_decision, a_reason
from face import Face, failure_of
from interlock.errors import DecisionPointError
from interlock.model import action as a
from interlock.model.decision import Decision, Effect, SourceSpan
from interlock.model.record import DecisionRecord
from interlock.server.translate import action_of
from interlock.v1 import decision_pb2 as d
from interlock.v1 import execution_pb2 as e
from interlock.v1 import file_pb2 as f
from interlock.v1 import session_pb2 as s
from interlock.v1 import types_pb2


def a_check(source: str = "ls", session_id: str = "") -> d.CheckRequest:
    return d.CheckRequest(action=d.Action(run_command=e.RunCommandRequest(source=source)), session_id=session_id)


@pytest.mark.parametrize(
    ("effect", "sent"),
    [
        (Effect.ALLOW, types_pb2.EFFECT_ALLOW),
        (Effect.ASK, types_pb2.EFFECT_ASK),
        (Effect.DENY, types_pb2.EFFECT_DENY),
    ],
)
async def test_any_effect_is_an_answer(face: Face, effect: Effect, sent: types_pb2.Effect) -> None:
    face.will(effect)

    call = face.decision.Check(a_check())
    answer = await call

    assert answer.decision.effect == sent
    assert answer.decision.reasons[0].rule == "test.rule"
    trailers = dict(await call.trailing_metadata())
    assert trailers["interlock-decision-id"] == answer.decision.receipt.decision_id
    assert face.sandbox.performed == []


async def test_the_receipt_is_of_the_record_in_the_log(face: Face) -> None:
    receipt = (await face.decision.Check(a_check("ls -la"))).decision.receipt

    record = (await face.log.get(receipt.seq)).record
    assert isinstance(record, DecisionRecord)
    assert (record.decision_id, record.action.source, record.purpose) == (receipt.decision_id, "ls -la", "check")


async def test_spans_lead_back_to_the_submitted_source(face: Face) -> None:
    reason = a_reason()
    spans = (SourceSpan(unit=0, start=3, end=6),)
    face.decisions.decision = Decision(
        effect=Effect.DENY,
        reasons=(type(reason)(**{**{k: getattr(reason, k) for k in reason.__struct_fields__}, "spans": spans}),),
        policy=a_decision().policy,
    )

    (span,) = (await face.decision.Check(a_check("rm foo"))).decision.reasons[0].spans

    assert (span.unit, span.start, span.end, span.source_start, span.source_end) == (0, 3, 6, 3, 6)


async def test_explain_adds_the_facts(face: Face) -> None:
    answer = await face.decision.Explain(d.ExplainRequest(action=a_check("ls /etc").action))

    facts = json.loads(answer.facts_json)
    assert facts["facts_version"] == 1
    assert answer.decision.receipt.decision_id


async def test_the_active_policy_can_be_asked_for(face: Face) -> None:
    policy = (await face.decision.GetPolicy(d.GetPolicyRequest())).policy

    assert (policy.revision, policy.profile) == ("sha256:" + "0" * 64, "standard")


async def test_a_policy_engine_that_is_down_is_our_fault(face: Face) -> None:
    face.decisions.error = DecisionPointError("unix:/opa", "refused", "Connection refused [Errno 111]")

    failure = await failure_of(face.decision.Check(a_check()))

    assert failure.code is grpc.StatusCode.UNAVAILABLE
    assert failure.info is not None and failure.info.reason == "POLICY_UNAVAILABLE"
    assert "google.rpc.RetryInfo" in failure.details
    assert failure.trailers["interlock-decision-id"] == failure.info.metadata["decision_id"]
    assert "Errno" not in failure.text


async def test_a_defect_of_ours_tells_the_caller_nothing_but_a_number(face: Face) -> None:
    face.decisions.error = ValueError("password is hunter2")

    failure = await failure_of(face.decision.Check(a_check()))

    assert failure.code is grpc.StatusCode.INTERNAL
    assert "hunter2" not in str(failure)
    assert "incident" in failure.text


async def test_a_batch_answers_in_the_order_of_the_questions(face: Face) -> None:
    questions = [d.CheckBatchRequest(id=str(i), check=a_check(f"echo {i}")) for i in range(100)]

    answers = [answer async for answer in face.decision.CheckBatch(iter(questions))]

    assert [answer.id for answer in answers] == [str(i) for i in range(100)]
    assert all(answer.decision.effect == types_pb2.EFFECT_ALLOW for answer in answers)


async def test_a_caller_may_wait_for_one_answer_before_it_asks_the_next_question(face: Face) -> None:
    call = face.decision.CheckBatch()
    async with asyncio.timeout(5):
        for i in range(3):
            await call.write(d.CheckBatchRequest(id=str(i), check=a_check()))
            assert (await call.read()).id == str(i)
    await call.done_writing()


async def test_a_bad_question_of_a_batch_spoils_no_other(face: Face) -> None:
    questions = [
        d.CheckBatchRequest(id="1", check=a_check()),
        d.CheckBatchRequest(id="2", check=a_check("a\0b")),
        d.CheckBatchRequest(id="3"),
        d.CheckBatchRequest(id="4", check=a_check(session_id="nobodys")),
        d.CheckBatchRequest(id="5", check=a_check()),
    ]

    answers = [answer async for answer in face.decision.CheckBatch(iter(questions))]

    assert [answer.error.partition(":")[0] for answer in answers] == [
        "",
        "INVALID_REQUEST",
        "INVALID_REQUEST",
        "NOT_FOUND",
        "",
    ]


async def test_a_batch_that_is_abandoned_leaves_the_proxy_serving(face: Face) -> None:
    face.decisions.delay_s = 0.2
    call = face.decision.CheckBatch(iter([d.CheckBatchRequest(id=str(i), check=a_check()) for i in range(50)]))
    await asyncio.sleep(0.1)
    call.cancel()
    face.decisions.delay_s = 0.0

    assert (await face.decision.Check(a_check())).decision.effect == types_pb2.EFFECT_ALLOW


ACTIONS = {
    "run_command": (e.RunCommandRequest(source="ls"), a.RunCommand),
    "run_code": (e.RunCodeRequest(source="1"), a.RunCode),
    "start_process": (e.StartProcessRequest(argv=["ls"]), a.StartProcess),
    "send_input": (e.SendInputRequest(process_id="p", data=b"x"), a.SendInput),
    "signal_process": (e.SignalProcessRequest(process_id="p"), a.SignalProcess),
    "install_packages": (e.InstallPackagesRequest(packages=["six"]), a.InstallPackages),
    "read_file": (f.ReadFileRequest(path="x"), a.ReadFile),
    "write_file": (f.WholeFile(path="x", content=b"y"), a.WriteFile),
    "list_files": (f.ListFilesRequest(path="x"), a.ListFiles),
    "stat_file": (f.StatFileRequest(path="x"), a.StatFile),
    "remove_file": (f.RemoveFileRequest(path="x"), a.RemoveFile),
    "move_file": (f.MoveFileRequest(source="x", destination="y"), a.MoveFile),
    "make_directory": (f.MakeDirectoryRequest(path="x"), a.MakeDirectory),
    "create_session": (s.CreateSessionRequest(), a.CreateSession),
    "close_session": (s.CloseSessionRequest(), a.CloseSession),
    "attach_process": (e.AttachProcessRequest(process_id="p"), a.AttachProcess),
    "list_processes": (e.ListProcessesRequest(), a.ListProcesses),
}


def test_there_is_a_question_for_every_kind_of_action() -> None:
    kinds = {kind.__struct_config__.tag for kind in a.Action.__args__}

    assert set(ACTIONS) == kinds == {field.name for field in d.Action.DESCRIPTOR.fields}


@pytest.mark.parametrize("kind", sorted(ACTIONS))
async def test_every_kind_of_action_can_be_checked(face: Face, kind: str) -> None:
    request, expected = ACTIONS[kind]
    question = d.Action(**{kind: request})

    assert isinstance(action_of(question), expected)
    assert (await face.decision.Check(d.CheckRequest(action=question))).decision.effect == types_pb2.EFFECT_ALLOW
