"""AuditService."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable

import msgspec

from interlock.errors import NotFound
from interlock.model.principal import Principal
from interlock.model.record import DecisionRecord, Entry, OutcomeRecord
from interlock.ports import AuditLog
from interlock.server.calls import Context, Desk, streaming, unary
from interlock.v1 import audit_pb2 as pb
from interlock.v1 import audit_pb2_grpc

_PAGE = 100
_encode = msgspec.json.Encoder(order="sorted").encode


class AuditService(audit_pb2_grpc.AuditServiceServicer):
    def __init__(self, desk: Desk, log: AuditLog) -> None:
        self._desk = desk
        self._log = log

    @unary
    async def ListRecords(self, request: pb.ListRecordsRequest, context: Context) -> pb.ListRecordsResponse:
        mine = self._mine(context)
        size = request.page_size or _PAGE
        records: list[pb.AuditRecord] = []
        async for entry in self._log.read(after_seq=_after(request, -1)):
            if mine(entry):
                records.append(_record(entry))
            if len(records) == size:
                return pb.ListRecordsResponse(records=records, next_after_seq=entry.seq)
        return pb.ListRecordsResponse(records=records)

    @unary
    async def GetRecord(self, request: pb.GetRecordRequest, context: Context) -> pb.GetRecordResponse:
        mine = self._mine(context)
        entry = await self._log.get(request.seq)
        if not mine(entry) or (isinstance(entry.record, OutcomeRecord) and not await self._owned(entry, mine)):
            raise NotFound(f"no record {request.seq}", field="seq")
        return pb.GetRecordResponse(record=_record(entry))

    @streaming
    async def WatchRecords(
        self, request: pb.WatchRecordsRequest, context: Context
    ) -> AsyncIterator[pb.WatchRecordsResponse]:
        mine = self._mine(context)
        async for entry in self._log.read(after_seq=_after(request, self._log.durable_seq), follow=True):
            if mine(entry):
                yield pb.WatchRecordsResponse(record=_record(entry))

    def _mine(self, context: Context) -> Callable[[Entry], bool]:
        """Which entries the caller may see, asked in order: an outcome is of whom its decision was."""
        principal = self._desk.principal(context)
        if self._desk.sees_all():
            return lambda entry: True
        return _Mine(principal)

    async def _owned(self, outcome: Entry, mine: Callable[[Entry], bool]) -> bool:
        if self._desk.sees_all():
            return True
        async for entry in self._log.read():
            if entry.seq >= outcome.seq:
                break
            mine(entry)
        return mine(outcome)


class _Mine:
    def __init__(self, principal: Principal) -> None:
        self._principal = principal
        self._decisions: set[str] = set()

    def __call__(self, entry: Entry) -> bool:
        match entry.record:
            case DecisionRecord(principal=principal, decision_id=id_) if principal.owns(self._principal):
                self._decisions.add(id_)
                return True
            case OutcomeRecord(decision_id=id_):
                return id_ in self._decisions
            case _:
                return False


def _after(request: pb.ListRecordsRequest | pb.WatchRecordsRequest, default: int) -> int:
    return request.after_seq if request.HasField("after_seq") else default


def _record(entry: Entry) -> pb.AuditRecord:
    return pb.AuditRecord(seq=entry.seq, json=_encode(entry))
