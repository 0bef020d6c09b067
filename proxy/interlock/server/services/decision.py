"""DecisionService."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator
from typing import Any

from interlock.enforcement.call import Call
from interlock.errors import InterlockError
from interlock.server import translate
from interlock.server.calls import Context, Desk, bidirectional, check, name, readable, unary
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
    ) -> AsyncGenerator[pb.CheckBatchResponse, None]:
        self._desk.principal(context)  # a stranger gets a status, not a stream of errors
        under_way: asyncio.Queue[asyncio.Task[pb.CheckBatchResponse] | None] = asyncio.Queue(_BATCH_IN_FLIGHT)
        tasks: set[asyncio.Task[Any]] = set()

        async def read() -> None:
            try:
                async for request in requests:
                    readable(request)
                    task = asyncio.create_task(self._one(request, context))
                    tasks.add(task)
                    task.add_done_callback(tasks.discard)
                    await under_way.put(task)
            finally:
                await under_way.put(None)

        # Reading goes on beside answering: a caller may wait for one answer before it asks the next question.
        reading = asyncio.create_task(read())
        try:
            while (task := await under_way.get()) is not None:
                yield await task
            await reading
        finally:
            left = (reading, *tasks)
            for unfinished in left:
                unfinished.cancel()
            await asyncio.gather(*left, return_exceptions=True)

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
