"""The audit log on a disk that fails: what was acknowledged stays, nothing else is, and it goes on when it can."""

from __future__ import annotations

import asyncio
import errno
import os
import threading
import time
from collections import Counter
from pathlib import Path

import msgspec
import pytest

from builders import a_decision
from interlock.audit import segment
from interlock.audit.disk import RealDisk
from interlock.audit.log import SegmentLog
from interlock.audit.verify import verify
from interlock.clock import SystemClock
from interlock.errors import AuditError, ConfigError
from interlock.model import action as a
from interlock.model.principal import Principal
from interlock.model.record import ActionSummary, DecisionRecord, FactsSummary, OutcomeRecord, Receipt, SystemRecord

LS = a.RunCommand(source="ls")


class Disk(RealDisk):
    """Fails the calls named in `failing`, for as long as they are, and counts all."""

    def __init__(self) -> None:
        self.failing: set[str] = set()
        self.calls: Counter[str] = Counter()
        self.open = 0
        self.slow_s = 0.0

    def _call(self, name: str) -> None:
        self.calls[name] += 1
        if name in self.failing:
            raise OSError(errno.EIO, f"{name} failed")

    def create(self, path: Path) -> int:
        self._call("create")
        fd = super().create(path)
        self.open += 1
        return fd

    def append(self, path: Path) -> int:
        self._call("append")
        fd = super().append(path)
        self.open += 1
        return fd

    def write(self, fd: int, data: bytes) -> int:
        self._call("write")
        return super().write(fd, data[:-1] if "short" in self.failing else data)

    def sync(self, fd: int) -> None:
        time.sleep(self.slow_s)
        self._call("sync")
        super().sync(fd)

    def sync_directory(self, path: Path) -> None:
        self._call("sync_directory")
        super().sync_directory(path)

    def truncate(self, fd: int, size: int) -> None:
        self._call("truncate")
        super().truncate(fd, size)

    def close(self, fd: int) -> None:
        self.open -= 1
        super().close(fd)


def opened(directory: Path, **options: object) -> SegmentLog:
    return SegmentLog.open(directory, origin="test", clock=SystemClock(), **options)  # type: ignore[arg-type]


def an_allow(id_: str, document: bytes = b"{}") -> DecisionRecord:
    summary = ActionSummary(
        kind="run_command", digest=a.digest(LS), source="ls", source_bytes=2, source_sha256="0" * 64, parameters={}
    )
    return DecisionRecord(
        decision_id=id_,
        principal=Principal(),
        session_id="s",
        action=summary,
        verdict="allow",
        purpose="execute",
        decision=a_decision(),
        facts=FactsSummary(sha256="0" * 64, document=msgspec.Raw(document)),
    )


def held(*receipts: Receipt) -> tuple[str, ...]:
    return tuple(f"{receipt.seq}:{receipt.leaf_hash}" for receipt in receipts)


async def until_open(log: SegmentLog, within_s: float = 2.0) -> None:
    """Wait without touching the log, as health does."""
    deadline = time.monotonic() + within_s
    while time.monotonic() < deadline:
        if not log.blocked:
            return
        await asyncio.sleep(0.02)
    pytest.fail(f"still blocked: {log.blocked}")


FAULTS = [{"write"}, {"short"}, {"sync"}, {"sync", "truncate"}, {"short", "truncate"}]


@pytest.mark.row("R17")
@pytest.mark.row("R19")
@pytest.mark.parametrize("faults", FAULTS, ids=lambda faults: "+".join(sorted(faults)))
async def test_a_log_that_nobody_uses_any_more_recovers_by_itself_within_two_seconds(
    tmp_path: Path, faults: set[str]
) -> None:
    disk = Disk()
    log = opened(tmp_path, disk=disk)
    before = await log.append(SystemRecord(event="before"))
    disk.failing = faults
    with pytest.raises(AuditError):
        await log.append(SystemRecord(event="lost"))
    await asyncio.sleep(0.7)
    assert log.blocked
    disk.failing = set()
    await until_open(log)
    after = await log.append(SystemRecord(event="after"))
    await log.close()

    result = verify(tmp_path, receipts=held(before, after))
    assert (result.verdict, disk.open) == ("intact", 0), result.detail
    reopened = opened(tmp_path)
    await reopened.close()
    assert verify(tmp_path, receipts=held(before, after)).verdict == "intact"


@pytest.mark.row("R17")
async def test_a_log_under_load_recovers_too(tmp_path: Path) -> None:
    disk = Disk()
    log = opened(tmp_path, disk=disk)
    disk.failing = {"sync"}
    stop = asyncio.Event()
    refused = 0

    async def load() -> None:
        nonlocal refused
        while not stop.is_set():
            try:
                await log.append(SystemRecord(event="load"))
            except AuditError:
                refused += 1
            await asyncio.sleep(0.01)

    loads = [asyncio.create_task(load()) for _ in range(8)]
    await asyncio.sleep(0.2)
    disk.failing = set()
    await until_open(log)
    stop.set()
    await asyncio.gather(*loads)
    await log.close()

    assert refused > 8 and verify(tmp_path).verdict == "intact"


@pytest.mark.row("R19")
async def test_a_segment_whose_sync_failed_is_never_synced_or_written_again(tmp_path: Path) -> None:
    disk = Disk()
    log = opened(tmp_path, disk=disk)
    (first,) = segment.segments(tmp_path)
    disk.failing = {"sync"}
    with pytest.raises(AuditError):
        await log.append(SystemRecord(event="lost"))
    disk.failing = set()
    size = first.stat().st_size
    await until_open(log)
    await log.append(SystemRecord(event="after"))
    await log.close()

    assert first.stat().st_size == size and b"lost" not in first.read_bytes()
    assert len(segment.segments(tmp_path)) == 2


@pytest.mark.row("R19")
async def test_no_permit_and_no_entry_come_of_a_commit_that_failed_and_its_number_is_given_again(
    tmp_path: Path,
) -> None:
    disk = Disk()
    log = opened(tmp_path, disk=disk)
    disk.failing = {"sync", "truncate"}
    before = log.durable_seq
    with pytest.raises(AuditError):
        await log.commit(an_allow("refused"), LS)
    assert log.durable_seq == before
    assert [e.seq async for e in log.read()][-1] == before
    disk.failing = set()
    await until_open(log)
    await log.append(SystemRecord(event="after"))

    ids = [e.record.decision_id async for e in log.read() if isinstance(e.record, DecisionRecord)]
    await log.close()
    assert ids == []


@pytest.mark.row("R22")
@pytest.mark.parametrize("call", ["create", "sync_directory", "write", "sync"])
async def test_a_rotation_that_fails_loses_nothing_and_leaks_no_descriptor(tmp_path: Path, call: str) -> None:
    disk = Disk()
    log = opened(tmp_path, disk=disk, segment_bytes=1)
    receipts = [await log.append(SystemRecord(event=str(i))) for i in range(3)]
    disk.failing = {call}
    with pytest.raises(AuditError):
        await log.append(SystemRecord(event="lost"))
    disk.failing = set()
    await until_open(log)
    receipts += [await log.append(SystemRecord(event=str(i))) for i in range(3)]
    await log.close()

    result = verify(tmp_path, receipts=held(*receipts))
    assert (result.verdict, disk.open) == ("intact", 0), result.detail


@pytest.mark.row("R18")
async def test_a_log_whose_file_was_moved_stays_blocked_until_it_is_put_back(tmp_path: Path) -> None:
    log = opened(tmp_path)
    before = await log.append(SystemRecord(event="before"))
    (path,) = segment.segments(tmp_path)
    path.rename(tmp_path / "elsewhere")
    with pytest.raises(AuditError, match="moved, deleted or changed"):
        await log.append(SystemRecord(event="x"))
    await asyncio.sleep(1.2)
    assert log.blocked and segment.segments(tmp_path) == []

    (tmp_path / "elsewhere").rename(path)
    await until_open(log)
    after = await log.append(SystemRecord(event="after"))
    await log.close()
    assert verify(tmp_path, receipts=held(before, after)).verdict == "intact"


@pytest.mark.row("R18")
async def test_a_full_segment_that_somebody_deleted_is_not_simply_followed_by_the_next(tmp_path: Path) -> None:
    log = opened(tmp_path, segment_bytes=1)
    segment.segments(tmp_path)[-1].unlink()
    with pytest.raises(AuditError, match="moved, deleted or changed"):
        await log.append(SystemRecord(event="x"))
    await log.close()


async def test_whatever_else_goes_wrong_in_the_writer_is_an_error_and_not_a_wait_for_ever(tmp_path: Path) -> None:
    class Clock(SystemClock):
        broken = False

        def unix_s(self) -> float:
            return 1e30 if self.broken else super().unix_s()

    clock = Clock()
    log = SegmentLog.open(tmp_path, origin="test", clock=clock)
    clock.broken = True
    async with asyncio.timeout(2):
        with pytest.raises(AuditError):
            await log.append(SystemRecord(event="x"))
    clock.broken = False
    await until_open(log)
    await log.append(SystemRecord(event="y"))
    await log.close()
    assert verify(tmp_path).verdict == "intact"


@pytest.mark.row("R20")
async def test_one_sync_covers_two_hundred_records_that_wait_for_it(tmp_path: Path) -> None:
    disk = Disk()
    log = opened(tmp_path, disk=disk)
    disk.slow_s, before = 0.02, disk.calls["sync"]
    receipts = await asyncio.gather(*(log.append(SystemRecord(event=str(i))) for i in range(200)))
    syncs = disk.calls["sync"] - before
    await log.close()

    assert len({r.seq for r in receipts}) == 200 and syncs <= 5


@pytest.mark.row("R20")
@pytest.mark.parametrize("bound", [{"waiting_records": 10}, {"waiting_bytes": 500}])
async def test_a_disk_that_is_too_slow_makes_callers_refused_and_not_the_queue_long(
    tmp_path: Path, bound: dict[str, int]
) -> None:
    disk = Disk()
    log = opened(tmp_path, disk=disk, **bound)
    disk.slow_s = 0.2
    asked = [asyncio.create_task(log.append(SystemRecord(event="x" * 50))) for _ in range(50)]
    await asyncio.sleep(0.05)
    for task in asked:  # callers who leave make no room: their records wait all the same
        task.cancel()
    await asyncio.sleep(0)
    with pytest.raises(AuditError, match="are waiting for the disk already"):
        await log.append(SystemRecord(event="x" * 50))
    disk.slow_s = 0
    await asyncio.sleep(0.5)
    await log.append(SystemRecord(event="x" * 50))
    await log.close()


async def test_facts_that_would_break_the_line_are_refused_before_they_reach_the_log(tmp_path: Path) -> None:
    log = opened(tmp_path)
    with pytest.raises(AuditError, match="line break"):
        await log.commit(an_allow("d", b'{}\n{"forged":1}'), LS)
    await log.append(SystemRecord(event="after"))
    await log.close()
    assert verify(tmp_path).verdict == "intact"


async def test_a_log_that_cannot_be_opened_leaves_no_lock_no_thread_and_no_descriptor(tmp_path: Path) -> None:
    disk = Disk()
    disk.failing = {"sync"}
    with pytest.raises(ConfigError):
        opened(tmp_path, disk=disk)
    assert disk.open == 0 and "audit-writer" not in {thread.name for thread in threading.enumerate()}

    log = opened(tmp_path)
    await log.close()
    assert verify(tmp_path).verdict == "intact"


async def test_an_allow_stays_open_across_rotations_until_its_outcome(tmp_path: Path) -> None:
    log = opened(tmp_path, segment_bytes=1)
    await log.commit(an_allow("open"), LS)
    await log.commit(an_allow("closed"), LS)
    await log.append(OutcomeRecord(decision_id="closed", session_id="s", outcome="succeeded"))
    for i in range(3):
        await log.append(SystemRecord(event=str(i)))
    await log.close()
    again = opened(tmp_path)
    outcomes = [e.record async for e in again.read() if isinstance(e.record, OutcomeRecord)]
    await again.close()

    assert [(o.decision_id, o.outcome) for o in outcomes] == [("closed", "succeeded"), ("open", "unknown")]


async def test_a_log_whose_last_segment_was_tampered_with_is_not_opened_and_not_touched(tmp_path: Path) -> None:
    log = opened(tmp_path)
    await log.append(SystemRecord(event="before"))
    await log.close()
    (path,) = segment.segments(tmp_path)
    changed = path.read_bytes().replace(b'"before"', b'"behind"')
    path.write_bytes(changed)

    with pytest.raises(ConfigError, match="tampered"):
        opened(tmp_path)
    assert path.read_bytes() == changed


class SmallDisk(RealDisk):
    """Has `room` bytes left; like a tmpfs it takes what still fits before it says that it is full."""

    def __init__(self, room: int) -> None:
        self.room = room

    def write(self, fd: int, data: bytes) -> int:
        if not self.room:
            raise OSError(errno.ENOSPC, "no space left on device")
        written = super().write(fd, data[: self.room])
        self.room -= written
        return written

    def truncate(self, fd: int, size: int) -> None:
        self.room += os.fstat(fd).st_size - size
        super().truncate(fd, size)


@pytest.mark.row("R17")
async def test_a_full_disk_blocks_the_log_which_goes_on_when_there_is_space(tmp_path: Path) -> None:
    disk = SmallDisk(room=20_000)
    log = opened(tmp_path, disk=disk)
    receipts = []
    with pytest.raises(AuditError, match=r"short write|no space left"):
        for _ in range(100):
            receipts.append(await log.append(SystemRecord(event="x" * 1000)))
    assert len(receipts) > 10
    await asyncio.sleep(0.6)
    disk.room += 20_000
    await until_open(log)
    receipts.append(await log.append(SystemRecord(event="after")))
    await log.close()

    assert verify(tmp_path, receipts=held(*receipts)).verdict == "intact"
