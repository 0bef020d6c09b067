"""ExecutionService."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import aclosing

from interlock.model import output as o
from interlock.server import translate
from interlock.server.calls import Context, Desk, streaming, unary
from interlock.v1 import execution_pb2 as pb
from interlock.v1 import execution_pb2_grpc


class ExecutionService(execution_pb2_grpc.ExecutionServiceServicer):
    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    @streaming
    async def RunCommand(
        self, request: pb.RunCommandRequest, context: Context
    ) -> AsyncGenerator[pb.RunCommandResponse, None]:
        async with aclosing(self._desk.messages(pb.RunCommandResponse, request, context)) as messages:
            async for message in messages:
                yield message

    @streaming
    async def RunCode(self, request: pb.RunCodeRequest, context: Context) -> AsyncGenerator[pb.RunCodeResponse, None]:
        async with aclosing(self._desk.messages(pb.RunCodeResponse, request, context)) as messages:
            async for message in messages:
                yield message

    @streaming
    async def StartProcess(
        self, request: pb.StartProcessRequest, context: Context
    ) -> AsyncGenerator[pb.StartProcessResponse, None]:
        async with aclosing(self._desk.messages(pb.StartProcessResponse, request, context)) as messages:
            async for message in messages:
                yield message

    @unary
    async def SendInput(self, request: pb.SendInputRequest, context: Context) -> pb.SendInputResponse:
        decided, _ = await self._desk.do(translate.action_of(request), request.session_id, context)
        return pb.SendInputResponse(decision=translate.decision(decided))

    @unary
    async def SignalProcess(self, request: pb.SignalProcessRequest, context: Context) -> pb.SignalProcessResponse:
        decided, _ = await self._desk.do(translate.action_of(request), request.session_id, context)
        return pb.SignalProcessResponse(decision=translate.decision(decided))

    @streaming
    async def AttachProcess(
        self, request: pb.AttachProcessRequest, context: Context
    ) -> AsyncGenerator[pb.AttachProcessResponse, None]:
        async with aclosing(self._desk.messages(pb.AttachProcessResponse, request, context)) as messages:
            async for message in messages:
                yield message

    @unary
    async def ListProcesses(self, request: pb.ListProcessesRequest, context: Context) -> pb.ListProcessesResponse:
        decided, events = await self._desk.do(translate.action_of(request), request.session_id, context)
        processes = [translate.process(event) for event in events if isinstance(event, o.ProcessInfo)]
        return pb.ListProcessesResponse(decision=translate.decision(decided), processes=processes)

    @streaming
    async def InstallPackages(
        self, request: pb.InstallPackagesRequest, context: Context
    ) -> AsyncGenerator[pb.InstallPackagesResponse, None]:
        async with aclosing(self._desk.messages(pb.InstallPackagesResponse, request, context)) as messages:
            async for message in messages:
                yield message
