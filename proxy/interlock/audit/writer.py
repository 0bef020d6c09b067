"""The writer: one thread that turns whatever is waiting into one write, one sync, and then the acknowledgements."""

from __future__ import annotations

import asyncio
import contextlib
import datetime
import queue
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from interlock.audit import segment
from interlock.audit.disk import Disk
from interlock.errors import AuditError
from interlock.model.record import Receipt, SystemRecord

_RETRY_S = 0.5
"""While the log is blocked, how often it looks whether it can go on."""


class _Disturbed(OSError):
    """Somebody else moved, deleted or changed the segment. Until that is undone, going on would hide it."""


@dataclass(slots=True)
class Pending:
    """A record on its way to disk."""

    record: bytes
    """Canonical JSON of the record."""
    decision_id: str = ""
    opens: str = ""
    """Decision id of an allow that will need an outcome."""
    closes: str = ""
    """Decision id whose outcome this is."""
    loop: asyncio.AbstractEventLoop | None = None
    """Where `settle` is to be called; None: on the writer's own thread."""
    settle: Callable[[], object] = lambda: None
    """Called once `receipt` or `error` is set."""
    receipt: Receipt | None = None
    error: AuditError | None = None

    @property
    def size(self) -> int:
        """Bytes it holds in memory while it waits."""
        return len(self.record)


@dataclass(frozen=True, slots=True)
class Position:
    """The end of a log."""

    seq: int = -1
    """Of the last durable line."""
    leaf: str = segment.GENESIS
    size: int = 0
    """Bytes of the last segment."""
    open: frozenset[str] = field(default_factory=frozenset)
    """Allows without an outcome."""


class Writer:
    """Owns the end of the log. Everything but `put` and `close` happens on its own thread."""

    def __init__(
        self,
        directory: Path,
        current: Path | None,
        position: Position,
        *,
        origin: str,
        unix_s: Callable[[], float],
        disk: Disk,
        segment_bytes: int,
        batch_records: int,
        notify: Callable[[Sequence[Pending]], None],
    ) -> None:
        self._directory = directory
        self._origin = origin
        self._unix_s = unix_s
        self._disk = disk
        self._segment_bytes = segment_bytes
        self._batch_records = batch_records
        self._notify = notify
        self._seq, self._leaf, self._size = position.seq, position.leaf, position.size
        self._open = set(position.open)
        self._path = current
        self._fd = disk.append(current) if current is not None else None
        self._blocked = ""
        self._next_try = 0.0
        self._queue: queue.SimpleQueue[Pending | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="audit-writer", daemon=True)
        self._thread.start()

    @property
    def blocked(self) -> str:
        """Why nothing can be recorded; empty while it can."""
        return self._blocked

    @property
    def durable_seq(self) -> int:
        return self._seq

    def put(self, pending: Pending) -> None:
        self._queue.put(pending)

    def close(self) -> None:
        """Write what is waiting, then end."""
        self._queue.put(None)
        self._thread.join()
        if self._fd is not None:
            self._disk.close(self._fd)
            self._fd = None

    # --- the thread ---------------------------------------------------------------------------------------------------

    def _run(self) -> None:
        ending = False
        while not ending:
            batch: list[Pending] = []
            try:
                # A blocked log looks for itself: health reports it, so nobody may come any more to make it look.
                item = self._queue.get(timeout=_RETRY_S if self._blocked else None)
            except queue.Empty:
                self._commit(batch)
                continue
            while True:
                if item is None:
                    ending = True
                    break
                batch.append(item)
                if len(batch) >= self._batch_records:
                    break
                try:
                    item = self._queue.get_nowait()
                except queue.Empty:
                    break
            if batch:
                self._commit(batch)
                self._notify(batch)

    def _commit(self, batch: Sequence[Pending]) -> None:
        """Settle every record of the batch, one way or the other; an empty one only looks whether the log can go on."""
        if not self._blocked or time.monotonic() >= self._next_try:
            try:
                self._ready()
                if batch:
                    self._write(batch)
                return
            except _Disturbed as error:
                self._block(error)
            except Exception as error:  # whatever it is: a thread that died of it would leave its callers waiting
                self._block(error)
                self._abandon()
        # Each waiter gets an error of its own: they are raised in different tasks.
        for pending in batch:
            pending.receipt = None
            pending.error = AuditError(f"the audit log in `{self._directory}` is blocked: {self._blocked}")

    def _ready(self) -> None:
        """Have a segment that can take a write. Raises `OSError`."""
        if self._fd is None or self._path is None:
            self._begin_segment()
            return
        if not self._disk.intact(self._fd, self._path, self._size):
            raise _Disturbed(f"`{self._path.name}` was moved, deleted or changed by somebody else")
        self._blocked = ""
        if self._size >= self._segment_bytes:
            self._disk.close(self._fd)
            self._fd = None
            self._begin_segment()

    def _begin_segment(self) -> None:
        """A new segment proves itself by a line of its own before it takes anybody else's."""
        path = self._directory / segment.name_of(self._seq + 1)
        if self._blocked and path.exists():
            # Left by an attempt that failed as well; nothing in it was acknowledged.
            path.rename(path.with_suffix(f".abandoned-{time.time_ns()}"))
        self._fd, self._path, self._size = self._disk.create(path), path, 0
        self._disk.sync_directory(self._directory)
        detail = {"origin": self._origin, "open": " ".join(sorted(self._open)), "after": self._blocked}
        record = SystemRecord(event="segment", detail={key: value for key, value in detail.items() if value})
        self._write([Pending(segment.encode_record(record))])
        self._blocked = ""

    def _write(self, batch: Iterable[Pending]) -> None:
        """One write, one sync; only then do sequence, chain and receipts move on. Raises `OSError`."""
        assert self._fd is not None  # INVARIANT: _ready and _begin_segment see to it
        when = datetime.datetime.fromtimestamp(self._unix_s(), datetime.UTC).isoformat(timespec="microseconds")
        seq, leaf = self._seq, self._leaf
        out = bytearray()
        receipts: list[tuple[Pending, Receipt]] = []
        for pending in batch:
            seq += 1
            line = segment.compose(pending.record, seq=seq, prev=leaf, time=when.replace("+00:00", "Z"))
            leaf = segment.leaf_hash(line)
            out += line + b"\n"
            receipt = Receipt(decision_id=pending.decision_id, origin=self._origin, seq=seq, leaf_hash=leaf)
            receipts.append((pending, receipt))
        # A short write is what a full tmpfs does before it says ENOSPC: it counts as a failure, not as a reason to
        # go on.
        if (written := self._disk.write(self._fd, bytes(out))) != len(out):
            raise OSError(f"short write: {written} of {len(out)} bytes")
        self._disk.sync(self._fd)
        self._seq, self._leaf, self._size = seq, leaf, self._size + len(out)
        for pending, receipt in receipts:
            pending.receipt = receipt
            if pending.opens:
                self._open.add(pending.opens)
            self._open.discard(pending.closes)

    def _block(self, error: Exception) -> None:
        self._blocked = str(error) or type(error).__name__
        self._next_try = time.monotonic() + _RETRY_S

    def _abandon(self) -> None:
        """This segment takes nothing more.

        The kernel may have dropped what it could not write, and the next sync may succeed falsely (fsync(2), PostgreSQL
        2018).
        """
        if self._fd is None:
            return
        # Where even this fails, readers stop where the next segment begins: what stays behind is never taken for a
        # record.
        with contextlib.suppress(OSError):
            self._disk.truncate(self._fd, self._size)
        with contextlib.suppress(OSError):
            self._disk.close(self._fd)
        self._fd = None
