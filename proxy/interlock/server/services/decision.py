"""DecisionService."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

from interlock.enforcement.enforcer import Call
from interlock.errors import InterlockError
from interlock.server import translate
from interlock.server.calls import Context, Desk, bidirectional, check, name, unary
from interlock.server.status import status_of
from interlock.v1 import decision_pb2 as pb
from interlock.v1 import decision_pb2_grpc, types_pb2

_BATCH_IN_FLIGHT = 32


class DecisionService(decision_pb2_grpc.DecisionServiceServicer):
    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    @unary
    async def Check(self, request: pb.CheckRequest, context: Context) -> pb.CheckResponse:
        decided = await self._desk.enforcer.check(self._call(request.action, request.session_id, context))
        name(context, decided.receipt.decision_id)
        return pb.CheckResponse(decision=translate.decision(decided))

    @unary
    async def Explain(self, request: pb.ExplainRequest, context: Context) -> pb.ExplainResponse:
        decided, rules = await self._desk.enforcer.explain(self._call(request.action, request.session_id, context))
        name(context, decided.receipt.decision_id)
        facts = decided.analysis.facts() if decided.analysis else None
        return pb.ExplainResponse(
            decision=translate.decision(decided),
            facts_json=decided.analysis.document if decided.analysis else b"",
            rules=[translate.rule_answer(rule, facts) for rule in rules],
        )

    @bidirectional
    async def CheckBatch(
        self, requests: AsyncIterator[pb.CheckBatchRequest], context: Context
    ) -> AsyncIterator[pb.CheckBatchResponse]:
        under_way: list[asyncio.Task[pb.CheckBatchResponse]] = []
        try:
            async for request in requests:
                under_way.append(asyncio.create_task(self._one(request, context)))
                if len(under_way) >= _BATCH_IN_FLIGHT:
                    yield await under_way.pop(0)
            while under_way:
                yield await under_way.pop(0)
        finally:
            for task in under_way:
                task.cancel()

    @unary
    async def GetPolicy(self, request: pb.GetPolicyRequest, context: Context) -> pb.GetPolicyResponse:
        self._desk.principal(context)
        stamp = await self._desk.enforcer.policy()
        policy = types_pb2.PolicyStamp(revision=stamp.revision, profile=self._desk.enforcer.settings.profile)
        return pb.GetPolicyResponse(policy=policy)

    def _call(self, action: pb.Action, session_id: str, context: Context) -> Call:
        return self._desk.call(translate.action_of(action), session_id, context)

    async def _one(self, request: pb.CheckBatchRequest, context: Context) -> pb.CheckBatchResponse:
        try:
            check(request)
            call = self._call(request.check.action, request.check.session_id, context)
            decided = await self._desk.enforcer.check(call)
        except InterlockError as error:
            status = status_of(error)
            return pb.CheckBatchResponse(id=request.id, error=f"{status.reason}: {status.text}")
        return pb.CheckBatchResponse(id=request.id, decision=translate.decision(decided))
