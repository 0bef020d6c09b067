"""What a log's end is after a crash: cut what was never acknowledged, refuse what was tampered with."""

from __future__ import annotations

import os
import time
from dataclasses import dataclass, replace
from pathlib import Path

import msgspec

from interlock.audit import segment
from interlock.audit.disk import RealDisk
from interlock.audit.writer import Position
from interlock.errors import ConfigError
from interlock.model.record import DecisionRecord, Entry, OutcomeRecord, SystemRecord

_SEQ_AND_TIME = len('"seq":9007199254740991,"time":"2000-01-01T00:00:00.000000Z"}')
_REMEDY = "interlock audit verify; keep the files, and start with another --data-dir"


@dataclass(frozen=True, slots=True)
class Recovered:
    """The end of the log, and what was done to find it."""

    current: Path | None
    position: Position
    cut_bytes: int


def recover(directory: Path) -> Recovered:
    """Find the last complete line of the last segment; move a torn tail aside.

    A tail is torn where no whole record follows what cannot be read: a crash leaves that, and nothing in it was
    acknowledged. A record that does not continue the chain, or that stands behind damage, is tampering or decay: raises
    `ConfigError`, and touches nothing.
    """
    paths = segment.segments(directory)
    cut_bytes = 0
    while paths:
        path = paths[-1]
        before = paths[-2] if len(paths) > 1 else None
        recovered = _recover_last(path, before)
        if recovered is not None:
            return replace(recovered, cut_bytes=recovered.cut_bytes + cut_bytes)
        # Created, but its first line never became durable: the segment before is the last one.
        cut_bytes += path.stat().st_size
        path.rename(path.with_suffix(f".torn-{time.time_ns()}"))
        RealDisk().sync_directory(directory)
        paths.pop()
    return Recovered(None, Position(), cut_bytes)


def _recover_last(path: Path, before: Path | None) -> Recovered | None:
    seq = segment.first_seq_of(path) - 1
    leaf = segment.GENESIS if before is None else _leaf_before(before, seq)
    size, open_ = 0, set[str]()
    torn_at: int | None = None
    for line in segment.lines(path):
        entry = _entry(line)
        if entry is None:
            torn_at = line.offset if torn_at is None else torn_at
            continue
        if torn_at is not None:
            # A crash tears the end. Whole records behind the damage may have been acknowledged: not ours to cut.
            raise ConfigError(f"the audit log is damaged before its end: `{path.name}` at byte {torn_at}", _REMEDY)
        if entry.seq != seq + 1 or entry.prev != leaf:
            raise ConfigError(f"the audit log was tampered with: `{path.name}` at byte {line.offset}", _REMEDY)
        seq, leaf, size = entry.seq, segment.leaf_hash(line.data), line.offset + len(line.data) + 1
        match entry.record:
            case DecisionRecord(verdict="allow", purpose="execute", decision_id=id_):
                open_.add(id_)
            case OutcomeRecord(decision_id=id_):
                open_.discard(id_)
            case SystemRecord(event="segment", detail=detail):
                open_.update(detail.get("open", "").split())
            case _:
                pass
    if size == 0:
        return None
    cut = 0
    if torn_at is not None:
        cut = _move_aside(path, torn_at)
    return Recovered(path, Position(seq=seq, leaf=leaf, size=size, open=frozenset(open_)), cut)


def _entry(line: segment.Line) -> Entry | None:
    if not line.complete:
        return None
    try:
        return segment.decode(line.data)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None


def _leaf_before(path: Path, seq: int) -> str:
    """Leaf hash of record `seq`, the last of the segment at `path`. Raises `ConfigError` where it is not there."""
    # Decoding a whole segment for one line of it would double the time to start; `seq` stands near a line's end.
    number = b'"seq":%d,' % seq
    for line in segment.lines(path):
        if number in line.data[-_SEQ_AND_TIME:] and (entry := _entry(line)) is not None and entry.seq == seq:
            return segment.leaf_hash(line.data)
    raise ConfigError(f"the audit log was tampered with: record {seq} is missing from `{path.name}`", _REMEDY)


def _move_aside(path: Path, offset: int) -> int:
    """Keep a torn tail beside the log, then cut it off."""
    with path.open("rb") as file:
        file.seek(offset)
        tail = file.read()
    aside = path.with_suffix(f".torn-{time.time_ns()}")
    fd = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(fd, "wb") as file:
        file.write(tail)
        file.flush()
        os.fsync(file.fileno())
    RealDisk().sync_directory(path.parent)  # the copy is there to stay before the original goes
    with path.open("r+b") as file:
        file.truncate(offset)
        os.fsync(file.fileno())
    return len(tail)
