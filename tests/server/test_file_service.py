"""Files over the wire."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Awaitable, Callable, Iterator

import grpc
import pytest

from face import Face, failure_of
from interlock.model import action as a
from interlock.model.decision import Effect
from interlock.model.output import Event, Exited, FileChunk, FileInfo
from interlock.server.services import file as service
from interlock.v1 import file_pb2 as f


async def played(action: a.Action) -> AsyncGenerator[Event, None]:
    match action:
        case a.ReadFile():
            yield FileChunk(data=b"one ")
            yield FileChunk(data=b"two")
        case a.ListFiles() | a.StatFile():
            yield FileInfo(path="/w/x", type="symlink", size=3, mode=0o777, modified_unix_s=1.5, target="y")
        case _:
            pass
    yield Exited()


@pytest.fixture
async def files(open_face: Callable[..., Awaitable[Face]]) -> Face:
    return await open_face(script=played)


def an_upload(session: str, *chunks: bytes, path: str = "x", mode: int = 0) -> Iterator[f.WriteFileRequest]:
    yield f.WriteFileRequest(header=f.WriteFileRequest.Header(session_id=session, path=path, mode=mode))
    for chunk in chunks:
        yield f.WriteFileRequest(chunk=chunk)


async def test_a_file_is_read_in_chunks_after_the_decision(files: Face) -> None:
    session = await files.new_session()
    messages = [m async for m in files.file.ReadFile(f.ReadFileRequest(session_id=session, path="x"))]

    assert [m.WhichOneof("event") for m in messages] == ["decision", "chunk", "chunk", "completion"]
    assert b"".join(m.chunk for m in messages) == b"one two"


async def test_an_upload_is_judged_and_written_whole(files: Face) -> None:
    session = await files.new_session()
    answer = await files.file.WriteFile(an_upload(session, b"\0one", b"two\xff", path="a/b", mode=0o600))

    assert answer.decision.receipt.decision_id
    assert files.sandbox.performed[-1] == a.WriteFile(path="a/b", content=b"\0onetwo\xff", mode=0o600)


async def test_a_denied_upload_writes_nothing(files: Face) -> None:
    session = await files.new_session()
    files.will(Effect.DENY)

    failure = await failure_of(files.file.WriteFile(an_upload(session, b"one")))

    assert failure.code is grpc.StatusCode.PERMISSION_DENIED
    assert files.sandbox.performed == []


@pytest.mark.parametrize(
    "requests",
    [
        [],
        [f.WriteFileRequest(chunk=b"x")],
        [f.WriteFileRequest()],
        [f.WriteFileRequest(header=f.WriteFileRequest.Header(path="x"))],
    ],
    ids=["nothing", "no header", "an empty message", "no session"],
)
async def test_an_upload_has_a_header_first(files: Face, requests: list[f.WriteFileRequest]) -> None:
    assert (await failure_of(files.file.WriteFile(iter(requests)))).code is grpc.StatusCode.INVALID_ARGUMENT


async def test_an_upload_has_one_header(files: Face) -> None:
    session = await files.new_session()
    twice = [*an_upload(session), *an_upload(session)]

    assert (await failure_of(files.file.WriteFile(iter(twice)))).code is grpc.StatusCode.INVALID_ARGUMENT


async def test_an_upload_to_nobodys_session_is_refused_before_its_content(files: Face) -> None:
    assert (await failure_of(files.file.WriteFile(an_upload("nobodys", b"x")))).code is grpc.StatusCode.NOT_FOUND


async def test_an_upload_above_the_limit_is_refused(files: Face, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(service, "MOST_UPLOAD_BYTES", 10)
    session = await files.new_session()

    failure = await failure_of(files.file.WriteFile(an_upload(session, b"12345", b"678901")))

    assert failure.code is grpc.StatusCode.RESOURCE_EXHAUSTED


async def test_uploads_that_failed_leave_room_for_others(files: Face, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(service, "MOST_HELD_BYTES", 10)
    session = await files.new_session()
    for _ in range(3):
        failure = await failure_of(files.file.WriteFile(an_upload(session, b"12345", b"678901")))
        assert failure.code is grpc.StatusCode.RESOURCE_EXHAUSTED

    await files.file.WriteFile(an_upload(session, b"12345", b"67890"))


async def test_the_other_calls_become_their_actions(files: Face) -> None:
    session = await files.new_session()
    listed = await files.file.ListFiles(f.ListFilesRequest(session_id=session, path="."))
    stat = await files.file.StatFile(f.StatFileRequest(session_id=session, path="x"))
    await files.file.RemoveFile(f.RemoveFileRequest(session_id=session, path="d", recursive=True))
    await files.file.MoveFile(f.MoveFileRequest(session_id=session, source="x", destination="y"))
    await files.file.MakeDirectory(f.MakeDirectoryRequest(session_id=session, path="e"))

    assert listed.files[0] == stat.file
    assert (stat.file.type, stat.file.target, stat.file.modified.nanos) == (f.FILE_TYPE_SYMLINK, "y", 500_000_000)
    assert files.sandbox.performed == [
        a.ListFiles(path=".", depth=1),
        a.StatFile(path="x"),
        a.RemoveFile(path="d", recursive=True),
        a.MoveFile(source="x", destination="y"),
        a.MakeDirectory(path="e"),
    ]
