"""The audit log as the rest of the house sees it, and the only place where permits are minted."""

from __future__ import annotations

import asyncio
import contextlib
import fcntl
import os
import threading
from collections.abc import AsyncIterator, Iterable, Sequence
from pathlib import Path

from interlock.audit import segment
from interlock.audit.disk import Disk, RealDisk
from interlock.audit.read import entries
from interlock.audit.recovery import recover
from interlock.audit.writer import Pending, Writer
from interlock.errors import AuditError, ConfigError, NotFound
from interlock.model.action import Action
from interlock.model.mint import Mint
from interlock.model.record import DecisionRecord, Entry, OutcomeRecord, Receipt, Record, SystemRecord
from interlock.ports import Clock, Committed

SEGMENT_BYTES = 256 * 2**20
BATCH_RECORDS = 512
WAITING_RECORDS = 8192
WAITING_BYTES = 64 * 2**20


class SegmentLog:
    """`ports.AuditLog` on segment files in one directory, which no other process may open at the same time."""

    def __init__(
        self, directory: Path, origin: str, writer: Writer, lock: int, waiting_records: int, waiting_bytes: int
    ) -> None:
        self._directory = directory
        self._origin = origin
        self._writer = writer
        self._lock = lock
        self._waiting_records, self._waiting_bytes = waiting_records, waiting_bytes
        self._waiting = self._bytes = 0
        self._mint = Mint()
        self._closed = False

    @classmethod
    def open(
        cls,
        directory: Path,
        *,
        origin: str,
        clock: Clock,
        disk: Disk | None = None,
        segment_bytes: int = SEGMENT_BYTES,
        batch_records: int = BATCH_RECORDS,
        waiting_records: int = WAITING_RECORDS,
        waiting_bytes: int = WAITING_BYTES,
    ) -> SegmentLog:
        """Lock, recover, and close every allow that a crash left open as `unknown`.

        Past `waiting_records` or `waiting_bytes` not yet on disk, further records are refused.

        Raises `ConfigError`: another process has it, it was tampered with, or the directory is not usable.
        """
        try:
            directory.mkdir(mode=0o700, parents=True, exist_ok=True)
            directory.chmod(0o700)
            lock = _lock(directory)
        except OSError as error:
            raise ConfigError(
                f"the audit log cannot live in `{directory}`: {error}", "choose another --data-dir"
            ) from error
        with contextlib.ExitStack() as undo:
            undo.callback(os.close, lock)
            try:
                recovered = recover(directory)
                writer = Writer(
                    directory,
                    recovered.current,
                    recovered.position,
                    origin=origin,
                    unix_s=clock.unix_s,
                    disk=disk or RealDisk(),
                    segment_bytes=segment_bytes,
                    batch_records=batch_records,
                    notify=_notify,
                )
            except OSError as error:
                raise ConfigError(
                    f"the audit log in `{directory}` cannot be opened: {error}",
                    "mend that, or choose another --data-dir",
                ) from error
            undo.callback(writer.close)
            log = cls(directory, origin, writer, lock, waiting_records, waiting_bytes)
            log._close_what_a_crash_left_open(recovered.position.open, recovered.cut_bytes)
            undo.pop_all()
            return log

    @property
    def origin(self) -> str:
        return self._origin

    @property
    def durable_seq(self) -> int:
        return self._writer.durable_seq

    @property
    def blocked(self) -> str:
        """Why nothing can be recorded now; empty while all is well. Health reports it."""
        return self._writer.blocked

    async def commit(self, record: DecisionRecord, action: Action) -> Committed:
        """Make the decision durable, then mint the permit if it is an allow to execute. Raises `AuditError`."""
        opens = record.decision_id if record.verdict == "allow" and record.purpose == "execute" else ""
        receipt = await self._put(Pending(segment.encode_record(record), record.decision_id, opens))
        # INVARIANT: the one use of the mint; `receipt` exists only after the sync that covers its line.
        if not opens or record.decision is None:
            return Committed(receipt, None)
        return Committed(receipt, self._mint.permit(action, record.decision, receipt, record.session_id))

    async def append(self, record: Record) -> Receipt:
        """Make any other record durable. Raises `AuditError`."""
        if isinstance(record, OutcomeRecord):
            pending = Pending(segment.encode_record(record), record.decision_id, closes=record.decision_id)
        else:
            pending = Pending(segment.encode_record(record), getattr(record, "decision_id", ""))
        return await self._put(pending)

    async def read(self, *, after_seq: int = -1, follow: bool = False) -> AsyncIterator[Entry]:
        """Durable entries in order; with `follow`, also those to come."""
        async for entry in entries(
            self._directory, after_seq=after_seq, follow=follow, durable_seq=lambda: self.durable_seq
        ):
            yield entry

    async def get(self, seq: int) -> Entry:
        """Raises `NotFound`."""
        async for entry in self.read(after_seq=seq - 1):
            if entry.seq == seq:
                return entry
            break
        raise NotFound(f"no record {seq}", field="seq")

    async def close(self) -> None:
        """Write what is waiting, and say that this was an orderly end. Idempotent."""
        if self._closed:
            return
        with contextlib.suppress(AuditError):
            await self.append(SystemRecord(event="stopped"))
        self._closed = True
        await asyncio.to_thread(self._writer.close)
        os.close(self._lock)

    async def _put(self, pending: Pending) -> Receipt:
        if self._closed:
            raise AuditError("the audit log is closed")
        too_large = self._waiting and self._bytes + pending.size > self._waiting_bytes
        if self._waiting >= self._waiting_records or too_large:
            raise AuditError(f"{self._waiting} records of {self._bytes} bytes are waiting for the disk already")
        loop = asyncio.get_running_loop()
        settled: asyncio.Future[Receipt] = loop.create_future()

        def settle() -> None:
            # Here, and not where it is awaited: a caller who leaves does not take the record out of the queue.
            self._waiting -= 1
            self._bytes -= pending.size
            if settled.done():
                return
            if pending.receipt is not None:
                settled.set_result(pending.receipt)
            else:
                settled.set_exception(pending.error or AuditError("the audit log gave no answer"))

        pending.loop, pending.settle = loop, settle
        self._waiting += 1
        self._bytes += pending.size
        self._writer.put(pending)
        return await settled

    def _close_what_a_crash_left_open(self, open_: Iterable[str], cut_bytes: int) -> None:
        """Synchronous: the log is not open before this is durable."""
        records: list[Record] = []
        if cut_bytes:
            records.append(SystemRecord(event="torn_tail_cut", detail={"bytes": str(cut_bytes)}))
        records += [
            OutcomeRecord(decision_id=id_, session_id="", outcome="unknown", error="the proxy ended before the run did")
            for id_ in sorted(open_)
        ]
        records.append(SystemRecord(event="started", detail={"origin": self._origin}))
        waiting: list[Pending] = []
        for record in records:
            closes = record.decision_id if isinstance(record, OutcomeRecord) else ""
            waiting.append(Pending(segment.encode_record(record), closes, closes=closes))
        settled = threading.Event()
        waiting[-1].settle = settled.set
        for pending in waiting:
            self._writer.put(pending)
        settled.wait()
        for pending in waiting:
            if pending.error is not None:
                raise ConfigError(str(pending.error), "free space or mend the disk, or choose another --data-dir")


def _notify(batch: Sequence[Pending]) -> None:
    """One wake-up of each event loop for a whole batch: waking it is what costs."""
    by_loop: dict[asyncio.AbstractEventLoop | None, list[Pending]] = {}
    for pending in batch:
        by_loop.setdefault(pending.loop, []).append(pending)
    for loop, settled in by_loop.items():
        if loop is None:
            _settle(settled)
        else:
            # The loop is gone where its program is ending; the records are durable all the same.
            with contextlib.suppress(RuntimeError):
                loop.call_soon_threadsafe(_settle, settled)


def _settle(batch: Sequence[Pending]) -> None:
    for pending in batch:
        pending.settle()


def _lock(directory: Path) -> int:
    """Raises `ConfigError` where another process holds it, `OSError`."""
    fd = os.open(directory / "lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        holder = os.read(fd, 32).decode("ascii", "replace").strip() or "?"
        os.close(fd)
        raise ConfigError(
            f"process {holder} already writes the audit log in `{directory}`",
            "stop it, or choose other --data-dir and --listen (with `make run`: INTERLOCK_DATA_DIR, INTERLOCK_LISTEN)",
        ) from error
    os.ftruncate(fd, 0)
    os.write(fd, str(os.getpid()).encode())
    return fd
