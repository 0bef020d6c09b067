"""The audit log: durable before it answers, chained, and honest about what it cannot do."""

from __future__ import annotations

import asyncio
import errno
import os
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from builders import a_decision
from interlock.audit import segment
from interlock.audit.disk import RealDisk
from interlock.audit.log import SegmentLog
from interlock.audit.read import entries
from interlock.audit.verify import verify
from interlock.clock import SystemClock
from interlock.errors import AuditError, ConfigError
from interlock.model import action as a
from interlock.model.decision import Effect
from interlock.model.principal import Principal
from interlock.model.record import ActionSummary, DecisionRecord, OutcomeRecord, SystemRecord

LS = a.RunCommand(source="ls")


def a_record(id_: str = "d", effect: Effect = Effect.ALLOW, purpose: str = "execute") -> DecisionRecord:
    summary = ActionSummary(
        kind="run_command", digest=a.digest(LS), source="ls", source_bytes=2, source_sha256="0" * 64, parameters={}
    )
    return DecisionRecord(
        decision_id=id_,
        principal=Principal(),
        session_id="s",
        action=summary,
        verdict=effect.value,
        purpose=purpose,  # type: ignore[arg-type]
        decision=a_decision(effect),
    )


def opened(directory: Path, **options: object) -> SegmentLog:
    return SegmentLog.open(directory, origin="test", clock=SystemClock(), **options)  # type: ignore[arg-type]


async def filled(directory: Path, count: int = 5) -> list[str]:
    """A closed log of some records; the receipts of them, and of its last record: no chain protects that one."""
    log = opened(directory)
    receipts = [await log.append(SystemRecord(event=f"e{i}")) for i in range(count)]
    await log.close()
    return [*(f"{r.seq}:{r.leaf_hash}" for r in receipts), verify(directory).head]


async def test_a_permit_is_minted_for_an_allow_to_execute_and_for_nothing_else(tmp_path: Path) -> None:
    log = opened(tmp_path)

    allowed = await log.commit(a_record("a"), LS)
    checked = await log.commit(a_record("b", purpose="check"), LS)
    denied = await log.commit(a_record("c", Effect.DENY), LS)
    await log.close()

    assert allowed.permit is not None and allowed.permit.action == LS
    assert checked.permit is None and denied.permit is None


async def test_what_was_acknowledged_is_on_the_disk_in_order_and_chained(tmp_path: Path) -> None:
    log = opened(tmp_path)
    receipts = await asyncio.gather(*(log.append(SystemRecord(event=str(i))) for i in range(200)))
    await log.close()

    found = [e async for e in entries(tmp_path)]
    assert [e.seq for e in found] == list(range(len(found)))
    assert {r.seq for r in receipts} <= {e.seq for e in found}
    assert verify(tmp_path, receipts=tuple(f"{r.seq}:{r.leaf_hash}" for r in receipts)).verdict == "intact"


async def test_the_chain_runs_on_across_segments(tmp_path: Path) -> None:
    log = opened(tmp_path, segment_bytes=2000)
    for i in range(40):
        await log.append(SystemRecord(event=str(i)))
    await log.close()

    assert len(segment.segments(tmp_path)) > 2 and verify(tmp_path).verdict == "intact"


@pytest.mark.row("R25")
async def test_a_second_process_is_refused_and_told_who_has_it(tmp_path: Path) -> None:
    log = opened(tmp_path)
    with pytest.raises(ConfigError, match=str(os.getpid())):
        opened(tmp_path)
    await log.close()


class FailingDisk(RealDisk):
    """Fails the calls named, for as long as it is told to."""

    def __init__(self) -> None:
        self.failing = ""

    def write(self, fd: int, data: bytes) -> int:
        if self.failing == "write":
            raise OSError(errno.ENOSPC, "no space left")
        return super().write(fd, data[: len(data) // 2] if self.failing == "short" else data)

    def sync(self, fd: int) -> None:
        if self.failing == "sync":
            raise OSError(errno.EIO, "input/output error")
        super().sync(fd)


@pytest.mark.row("R19")
@pytest.mark.row("R17")
@pytest.mark.parametrize("call", ["write", "short", "sync"])
async def test_a_disk_that_fails_acknowledges_nothing_blocks_and_recovers_in_a_new_segment(
    tmp_path: Path, call: str
) -> None:
    disk = FailingDisk()
    log = opened(tmp_path, disk=disk)
    before = await log.append(SystemRecord(event="before"))
    disk.failing = call
    with pytest.raises(AuditError):
        await log.commit(a_record(), LS)
    assert log.blocked
    disk.failing = ""
    await asyncio.sleep(0.6)
    after = await log.append(SystemRecord(event="after"))
    await log.close()

    assert not log.blocked and after.seq > before.seq
    assert verify(tmp_path).verdict == "intact"
    assert [e.record for e in [e async for e in entries(tmp_path)] if isinstance(e.record, DecisionRecord)] == []


@pytest.mark.row("R18")
@pytest.mark.parametrize("how", ["delete", "rename", "truncate", "append"])
async def test_a_segment_that_somebody_else_touched_takes_no_more_records(tmp_path: Path, how: str) -> None:
    log = opened(tmp_path)
    (path,) = segment.segments(tmp_path)
    match how:
        case "delete":
            path.unlink()
        case "rename":
            path.rename(tmp_path / "elsewhere")
        case "truncate":
            os.truncate(path, 10)
        case _:
            with path.open("ab") as file:
                file.write(b"x")
    with pytest.raises(AuditError):
        await log.append(SystemRecord(event="x"))


def kept_aside(directory: Path) -> list[bytes]:
    return [path.read_bytes() for path in directory.iterdir() if "torn" in path.name]


async def test_a_torn_tail_is_cut_and_kept_aside(tmp_path: Path) -> None:
    await filled(tmp_path)
    (path,) = segment.segments(tmp_path)
    with path.open("ab") as file:
        file.write(b'{"prev":"half')

    log = opened(tmp_path)
    await log.close()

    assert verify(tmp_path).verdict == "intact"
    assert kept_aside(tmp_path) == [b'{"prev":"half']


async def test_a_segment_torn_whole_is_kept_aside_and_the_log_says_so(tmp_path: Path) -> None:
    await filled(tmp_path)
    last = [entry.seq async for entry in entries(tmp_path)][-1]
    (tmp_path / segment.name_of(last + 1)).write_bytes(b'{"prev":"half')

    log = opened(tmp_path)
    await log.close()

    cut = [e.record async for e in entries(tmp_path) if getattr(e.record, "event", "") == "torn_tail_cut"]
    assert cut == [SystemRecord(event="torn_tail_cut", detail={"bytes": str(len(b'{"prev":"half'))})]
    assert kept_aside(tmp_path) == [b'{"prev":"half'] and verify(tmp_path).verdict == "intact"


async def test_a_log_damaged_before_its_end_is_not_opened(tmp_path: Path) -> None:
    await filled(tmp_path)
    (path,) = segment.segments(tmp_path)
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join([*lines[:2], b"garbage\n", *lines[3:]]))

    with pytest.raises(ConfigError, match="damaged"):
        opened(tmp_path)


async def test_allows_that_a_crash_left_open_are_closed_as_unknown(tmp_path: Path) -> None:
    log = opened(tmp_path)
    await log.commit(a_record("open"), LS)
    await log.commit(a_record("closed"), LS)
    await log.append(OutcomeRecord(decision_id="closed", session_id="s", outcome="succeeded"))
    await log.close()

    again = opened(tmp_path)
    await again.close()

    outcomes = {
        e.record.decision_id: e.record.outcome async for e in entries(tmp_path) if isinstance(e.record, OutcomeRecord)
    }
    assert outcomes == {"closed": "succeeded", "open": "unknown"}


_CHILD = """
import asyncio, sys
from pathlib import Path
from interlock.audit.log import SegmentLog
from interlock.clock import SystemClock
from interlock.model.record import SystemRecord
async def main():
    log = SegmentLog.open(Path(sys.argv[1]), origin="test", clock=SystemClock())
    async def one(n):
        while True:
            r = await log.append(SystemRecord(event=str(n)))
            print(f"{r.seq}:{r.leaf_hash}", flush=True)
    await asyncio.gather(*(one(n) for n in range(16)))
asyncio.run(main())
"""


@pytest.mark.row("R21")
def test_nothing_acknowledged_is_lost_when_the_process_is_killed(tmp_path: Path) -> None:
    for _ in range(20):
        child = subprocess.Popen([sys.executable, "-c", textwrap.dedent(_CHILD), str(tmp_path)], stdout=subprocess.PIPE)
        assert child.stdout is not None
        heard = [child.stdout.readline() for _ in range(200)]
        child.send_signal(signal.SIGKILL)
        heard += child.stdout.read().splitlines(keepends=True)
        child.wait()
        receipts = tuple(line.decode().strip() for line in heard if line.endswith(b"\n"))
        assert verify(tmp_path, receipts=receipts).ok


@pytest.mark.row("R24")
@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_every_change_to_a_log_is_detected(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    directory = tmp_path_factory.mktemp("log")
    receipts = asyncio.run(filled(directory))
    (path,) = segment.segments(directory)
    raw = path.read_bytes()
    lines = raw.splitlines(keepends=True)
    kind = data.draw(st.sampled_from(["flip", "insert", "delete", "swap", "cut", "replace"]))
    if kind == "flip":
        at = data.draw(st.integers(0, len(raw) - 2))
        changed = raw[:at] + bytes([raw[at] ^ data.draw(st.integers(1, 255))]) + raw[at + 1 :]
    elif kind == "insert":
        at = data.draw(st.integers(0, len(raw) - 1))
        changed = raw[:at] + b"x" + raw[at:]
    elif kind == "delete":
        at = data.draw(st.integers(0, len(lines) - 2))
        changed = b"".join(lines[:at] + lines[at + 1 :])
    elif kind == "swap":
        at = data.draw(st.integers(0, len(lines) - 2))
        changed = b"".join([*lines[:at], lines[at + 1], lines[at], *lines[at + 2 :]])
    elif kind == "cut":
        changed = b"".join(lines[: data.draw(st.integers(0, 3))])
    else:
        changed = b""
        other = tmp_path_factory.mktemp("other")
        asyncio.run(filled(other))
        changed = segment.segments(other)[0].read_bytes()
    path.write_bytes(changed)

    assert verify(directory, receipts=tuple(receipts)).verdict != "intact" or changed == raw
