"""FileService."""

from __future__ import annotations

from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing

from interlock.enforcement.call import Decided
from interlock.errors import InvalidRequest, LimitReached, TooLarge
from interlock.model import action as a
from interlock.model import output as o
from interlock.server import translate
from interlock.server.calls import Context, Desk, check, client_streaming, streaming, unary
from interlock.v1 import file_pb2 as pb
from interlock.v1 import file_pb2_grpc

MOST_UPLOAD_BYTES = 64 * 2**20
"""An upload is judged whole, so it is held whole."""
MOST_HELD_BYTES = 4 * MOST_UPLOAD_BYTES
"""Of all uploads that are coming in."""


class FileService(file_pb2_grpc.FileServiceServicer):
    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._held_bytes = 0

    @streaming
    async def ReadFile(
        self, request: pb.ReadFileRequest, context: Context
    ) -> AsyncGenerator[pb.ReadFileResponse, None]:
        async with aclosing(self._desk.messages(pb.ReadFileResponse, request, context)) as messages:
            async for message in messages:
                yield message

    @client_streaming
    async def WriteFile(self, requests: AsyncIterator[pb.WriteFileRequest], context: Context) -> pb.WriteFileResponse:
        header: pb.WriteFileRequest.Header | None = None
        content = bytearray()
        try:
            async for request in requests:
                check(request)
                if request.HasField("header") == (header is not None):
                    raise InvalidRequest("the header comes first, once, and chunks after it", field="header")
                if header is None:
                    header = request.header
                    self._admit(header, context)
                    continue
                content += request.chunk
                self._held_bytes += len(request.chunk)
                if len(content) > MOST_UPLOAD_BYTES:
                    raise TooLarge(f"the file is larger than {MOST_UPLOAD_BYTES} bytes", field="chunk")
                if self._held_bytes > MOST_HELD_BYTES:
                    raise LimitReached("too many uploads are coming in")
            if header is None:
                raise InvalidRequest("nothing was sent", field="header")
            whole = pb.WholeFile(path=header.path, content=bytes(content), mode=header.mode)
            decided, _ = await self._desk.do(translate.action_of(whole), header.session_id, context)
        finally:
            self._held_bytes -= len(content)
        return pb.WriteFileResponse(decision=translate.decision(decided))

    @unary
    async def ListFiles(self, request: pb.ListFilesRequest, context: Context) -> pb.ListFilesResponse:
        decided, files = await self._infos(translate.action_of(request), request.session_id, context)
        return pb.ListFilesResponse(decision=translate.decision(decided), files=files)

    @unary
    async def StatFile(self, request: pb.StatFileRequest, context: Context) -> pb.StatFileResponse:
        decided, files = await self._infos(translate.action_of(request), request.session_id, context)
        return pb.StatFileResponse(decision=translate.decision(decided), file=files[0] if files else None)

    @unary
    async def RemoveFile(self, request: pb.RemoveFileRequest, context: Context) -> pb.RemoveFileResponse:
        decided, _ = await self._desk.do(translate.action_of(request), request.session_id, context)
        return pb.RemoveFileResponse(decision=translate.decision(decided))

    @unary
    async def MoveFile(self, request: pb.MoveFileRequest, context: Context) -> pb.MoveFileResponse:
        decided, _ = await self._desk.do(translate.action_of(request), request.session_id, context)
        return pb.MoveFileResponse(decision=translate.decision(decided))

    @unary
    async def MakeDirectory(self, request: pb.MakeDirectoryRequest, context: Context) -> pb.MakeDirectoryResponse:
        decided, _ = await self._desk.do(translate.action_of(request), request.session_id, context)
        return pb.MakeDirectoryResponse(decision=translate.decision(decided))

    def _admit(self, header: pb.WriteFileRequest.Header, context: Context) -> None:
        """Before megabytes are held for somebody: is it somebody, and the owner of the session?"""
        principal = self._desk.principal(context)
        if not header.session_id:
            raise InvalidRequest("an execution needs a session", field="header.session_id")
        self._desk.enforcer.get_session(principal, header.session_id)

    async def _infos(self, action: a.Action, session_id: str, context: Context) -> tuple[Decided, list[pb.FileInfo]]:
        decided, events = await self._desk.do(action, session_id, context)
        return decided, [translate.file_info(event) for event in events if isinstance(event, o.FileInfo)]
