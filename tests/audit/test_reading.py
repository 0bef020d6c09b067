"""Reading the log while it is written: every durable entry, once, in order, and none that is not durable."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from interlock.audit import segment
from interlock.audit.log import SegmentLog
from interlock.audit.read import entries
from interlock.clock import SystemClock
from interlock.errors import AuditError, NotFound
from interlock.model.record import Entry, SystemRecord


def opened(directory: Path, **options: int) -> SegmentLog:
    return SegmentLog.open(directory, origin="test", clock=SystemClock(), **options)


async def take(source: AsyncIterator[Entry], count: int) -> list[int]:
    found: list[int] = []
    async with asyncio.timeout(5):
        async for entry in source:
            found.append(entry.seq)
            if len(found) == count:
                break
    return found


@pytest.mark.parametrize("segment_bytes", [1, 700, 2**20])
async def test_a_follower_sees_what_is_there_and_what_comes_across_segments(tmp_path: Path, segment_bytes: int) -> None:
    log = opened(tmp_path, segment_bytes=segment_bytes)
    for i in range(10):
        await log.append(SystemRecord(event=str(i)))
    following = asyncio.create_task(take(log.read(follow=True), 40))
    for i in range(40):
        await log.append(SystemRecord(event=str(i)))
        await asyncio.sleep(0.005)

    assert await following == list(range(40))
    await log.close()


async def test_a_follower_from_the_end_of_an_empty_directory_sees_the_log_begin(tmp_path: Path) -> None:
    following = asyncio.create_task(take(entries(tmp_path, follow=True), 3))
    await asyncio.sleep(0.05)
    log = opened(tmp_path)
    await log.append(SystemRecord(event="x"))
    assert await following == [0, 1, 2]
    await log.close()


async def test_reading_begins_after_the_number_given_and_ends_at_the_last_durable_entry(tmp_path: Path) -> None:
    log = opened(tmp_path, segment_bytes=500)
    last = [await log.append(SystemRecord(event=str(i))) for i in range(600)][-1]

    assert [e.seq async for e in log.read(after_seq=3)] == list(range(4, last.seq + 1))
    assert [e.seq async for e in log.read(after_seq=last.seq)] == []
    assert [e.seq async for e in entries(tmp_path, durable_seq=lambda: 300)][-1] == 300
    await log.close()


async def test_an_entry_is_found_by_its_number_and_only_by_that(tmp_path: Path) -> None:
    log = opened(tmp_path, segment_bytes=300)
    receipt = [await log.append(SystemRecord(event=str(i))) for i in range(20)][7]

    assert (await log.get(receipt.seq)).record == SystemRecord(event="7")
    with pytest.raises(NotFound):
        await log.get(10_000)
    await log.close()


async def test_a_line_still_being_written_is_left_out(tmp_path: Path) -> None:
    log = opened(tmp_path)
    await log.close()
    (path,) = segment.segments(tmp_path)
    whole = path.read_bytes()
    path.write_bytes(whole[:-5])

    assert [e.seq async for e in entries(tmp_path)] == list(range(whole.count(b"\n") - 1))


async def test_a_line_that_is_no_record_and_a_record_that_is_missing_are_errors(tmp_path: Path) -> None:
    log = opened(tmp_path, segment_bytes=300)
    for i in range(10):
        await log.append(SystemRecord(event=str(i)))
    await log.close()
    first, second, *_ = segment.segments(tmp_path)
    kept = first.read_bytes()

    first.write_bytes(kept + b"garbage\n")
    assert [e.seq async for e in entries(tmp_path)]  # past its end: no record was ever there
    first.write_bytes(b"garbage\n" + kept)
    with pytest.raises(AuditError, match="is no record"):
        await take(entries(tmp_path), 1)
    first.write_bytes(kept.replace(b"\n", b"\ngarbage\n", 1))
    assert await take(entries(tmp_path), 1) == [0]
    first.write_bytes(kept[: kept.index(b"\n") + 1])
    with pytest.raises(AuditError, match=f"missing from `{first.name}`"):
        await take(entries(tmp_path), segment.first_seq_of(second))
