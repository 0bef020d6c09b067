"""SessionService."""

from __future__ import annotations

from interlock.enforcement.call import Call
from interlock.server import translate
from interlock.server.calls import Context, Desk, name, unary
from interlock.v1 import session_pb2 as pb
from interlock.v1 import session_pb2_grpc


class SessionService(session_pb2_grpc.SessionServiceServicer):
    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    @unary
    async def CreateSession(self, request: pb.CreateSessionRequest, context: Context) -> pb.CreateSessionResponse:
        call: Call = self._desk.call(translate.action_of(request), "", context)
        session, decided = await self._desk.enforcer.create_session(call)
        name(context, decided.receipt.decision_id)
        return pb.CreateSessionResponse(session=translate.session(session), decision=translate.decision(decided))

    @unary
    async def GetSession(self, request: pb.GetSessionRequest, context: Context) -> pb.GetSessionResponse:
        session = self._desk.enforcer.get_session(self._desk.principal(context), request.session_id)
        return pb.GetSessionResponse(session=translate.session(session))

    @unary
    async def ListSessions(self, request: pb.ListSessionsRequest, context: Context) -> pb.ListSessionsResponse:
        sessions = self._desk.enforcer.list_sessions(self._desk.principal(context))
        return pb.ListSessionsResponse(sessions=[translate.session(session) for session in sessions])

    @unary
    async def CloseSession(self, request: pb.CloseSessionRequest, context: Context) -> pb.CloseSessionResponse:
        call = self._desk.call(translate.action_of(request), request.session_id, context)
        decided = await self._desk.enforcer.close_session(call)
        name(context, decided.receipt.decision_id)
        return pb.CloseSessionResponse(decision=translate.decision(decided))
