"""AuditService."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator

import msgspec

from interlock.errors import NotFound
from interlock.model.principal import Principal
from interlock.model.record import DecisionRecord, Entry, OutcomeRecord
from interlock.ports import AuditLog
from interlock.server.calls import Context, Desk, streaming, unary
from interlock.v1 import audit_pb2 as pb
from interlock.v1 import audit_pb2_grpc

_PAGE = 100
_PAGE_BYTES = 2 * 2**20
"""A page ends here as well: clients take 4 MiB at most unless told otherwise, and one record may be large."""
_STRETCH = 64
"""Records read between two turns of everybody else: reading a segment never waits, so it has to give way."""
_encode = msgspec.json.Encoder(order="sorted").encode


class AuditService(audit_pb2_grpc.AuditServiceServicer):
    def __init__(self, desk: Desk, log: AuditLog) -> None:
        self._desk = desk
        self._log = log

    @unary
    async def ListRecords(self, request: pb.ListRecordsRequest, context: Context) -> pb.ListRecordsResponse:
        most = request.page_size or _PAGE
        records: list[pb.AuditRecord] = []
        size = 0
        async for entry in self._visible(context, _after(request, -1)):
            record = _record(entry)
            size += len(record.json)
            if records and (len(records) == most or size > _PAGE_BYTES):
                return pb.ListRecordsResponse(records=records, next_after_seq=records[-1].seq)
            records.append(record)
        return pb.ListRecordsResponse(records=records)

    @unary
    async def GetRecord(self, request: pb.GetRecordRequest, context: Context) -> pb.GetRecordResponse:
        async for entry in self._visible(context, request.seq - 1):
            if entry.seq == request.seq:
                return pb.GetRecordResponse(record=_record(entry))
            break
        # The same words for a record of somebody else as for one that never was.
        raise NotFound(f"no record {request.seq}", field="seq")

    @streaming
    async def WatchRecords(
        self, request: pb.WatchRecordsRequest, context: Context
    ) -> AsyncGenerator[pb.WatchRecordsResponse, None]:
        async for entry in self._visible(context, _after(request, self._log.durable_seq), follow=True):
            yield pb.WatchRecordsResponse(record=_record(entry))

    async def _visible(self, context: Context, after_seq: int, *, follow: bool = False) -> AsyncGenerator[Entry, None]:
        """What the caller may see of the entries behind `after_seq`, in order."""
        principal = self._desk.principal(context)
        everything = self._desk.sees_all()
        mine = _Mine(principal)
        # An outcome names its decision and not its owner, so who may not see everything has the log read from its
        # first record.
        async for entry in self._log.read(after_seq=after_seq if everything else -1, follow=follow):
            if entry.seq % _STRETCH == 0:
                await asyncio.sleep(0)
            if (everything or mine(entry)) and entry.seq > after_seq:
                yield entry


class _Mine:
    """Which entries belong to a principal. Asked about all of them in order: an outcome is of whom its decision was."""

    def __init__(self, principal: Principal) -> None:
        self._principal = principal
        self._open: set[str] = set()

    def __call__(self, entry: Entry) -> bool:
        match entry.record:
            case DecisionRecord(principal=owner, decision_id=id_, verdict=verdict, purpose=purpose):
                if not owner.owns(self._principal):
                    return False
                if verdict == "allow" and purpose == "execute":
                    self._open.add(id_)
                return True
            case OutcomeRecord(decision_id=id_) if id_ in self._open:
                self._open.discard(id_)
                return True
            case _:
                return False


def _after(request: pb.ListRecordsRequest | pb.WatchRecordsRequest, default: int) -> int:
    return request.after_seq if request.HasField("after_seq") else default


def _record(entry: Entry) -> pb.AuditRecord:
    return pb.AuditRecord(seq=entry.seq, json=_encode(entry))
