"""Reading the log over the wire: everybody sees their own."""

from __future__ import annotations

import asyncio
import hashlib
import json
from collections.abc import Awaitable, Callable

import grpc
import pytest

from face import Face, failure_of
from interlock.server.server import ServerSettings
from interlock.server.services import audit as service
from interlock.v1 import audit_pb2 as au
from interlock.v1 import decision_pb2 as d
from interlock.v1 import execution_pb2 as e

Metadata = tuple[tuple[str, str], ...]

KEYS = {"builder": hashlib.sha256(b"key-one").hexdigest(), "tester": hashlib.sha256(b"key-two").hexdigest()}
BUILDER: Metadata = (("authorization", "Bearer key-one"),)
TESTER: Metadata = (("authorization", "Bearer key-two"),)


async def checks(face: Face, source: str, metadata: Metadata = ()) -> int:
    action = d.Action(run_command=e.RunCommandRequest(source=source))
    answer = await face.decision.Check(d.CheckRequest(action=action), metadata=metadata)
    return int(answer.decision.receipt.seq)


async def pages(face: Face, size: int = 0, metadata: Metadata = ()) -> list[list[int]]:
    """Sequence numbers, page by page."""
    found: list[list[int]] = []
    request = au.ListRecordsRequest(page_size=size)
    while True:
        page = await face.audit.ListRecords(request, metadata=metadata)
        found.append([record.seq for record in page.records])
        if not page.HasField("next_after_seq"):
            return found
        request.after_seq = page.next_after_seq


async def test_pages_together_are_the_log(face: Face) -> None:
    for i in range(7):
        await checks(face, f"echo {i}")
    whole = list(range(face.log.durable_seq + 1))

    found = await pages(face, size=3)

    assert [seq for page in found for seq in page] == whole
    assert max(map(len, found)) == 3


async def test_a_page_ends_before_it_outgrows_what_clients_accept(face: Face, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(service, "_PAGE_BYTES", 1)
    await checks(face, "ls")

    found = await pages(face)

    assert [len(page) for page in found] == [1] * (face.log.durable_seq + 1)


async def test_a_record_is_the_line_of_the_log(face: Face) -> None:
    seq = await checks(face, "ls -la")

    record = (await face.audit.GetRecord(au.GetRecordRequest(seq=seq))).record

    line = json.loads(record.json)
    assert (line["seq"], line["record"]["action"]["source"]) == (seq, "ls -la")


@pytest.mark.parametrize("seq", [10**6, 2**64 - 1])
async def test_a_record_that_is_not_there_is_not_found(face: Face, seq: int) -> None:
    assert (await failure_of(face.audit.GetRecord(au.GetRecordRequest(seq=seq)))).code is grpc.StatusCode.NOT_FOUND


async def test_watching_tells_of_what_is_written_from_now_on(face: Face) -> None:
    await checks(face, "before")
    watching = face.audit.WatchRecords(au.WatchRecordsRequest())
    first = asyncio.ensure_future(watching.read())
    await asyncio.sleep(0.2)
    seq = await checks(face, "after")

    async with asyncio.timeout(5):
        assert (await first).record.seq == seq
    watching.cancel()


async def test_with_keys_everybody_sees_their_own_records_and_outcomes_only(
    open_face: Callable[..., Awaitable[Face]],
) -> None:
    face = await open_face(settings=ServerSettings(key_digests=KEYS, stop_grace_s=0.2))
    session = await face.new_session(BUILDER)
    run = face.execution.RunCommand(e.RunCommandRequest(session_id=session, source="ls"), metadata=BUILDER)
    messages = [message async for message in run]
    decided, ended = messages[0].decision.receipt.seq, messages[-1].completion.receipt.seq
    theirs = await checks(face, "whoami", TESTER)

    mine = [seq for page in await pages(face, metadata=BUILDER) for seq in page]

    assert {decided, ended} <= set(mine)
    assert theirs not in mine
    assert await pages(face, metadata=TESTER) == [[theirs]]
    assert [seq for page in await pages(face, size=1, metadata=BUILDER) for seq in page] == mine
    assert (await face.audit.GetRecord(au.GetRecordRequest(seq=ended), metadata=BUILDER)).record.seq == ended
    told = []
    for seq in (decided, ended, 10**6):
        failure = await failure_of(face.audit.GetRecord(au.GetRecordRequest(seq=seq), metadata=TESTER))
        told.append((failure.code, failure.text.replace(str(seq), "N")))
    assert set(told) == {(grpc.StatusCode.NOT_FOUND, "no record N")}
