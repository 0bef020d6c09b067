"""Verifying a log offline, from its files alone, wherever they lie."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import msgspec

from interlock.audit import segment
from interlock.errors import InvalidRequest
from interlock.model.record import Entry, SystemRecord

Verdict = Literal["intact", "altered", "reordered", "gap", "tail cut", "unsealed tail", "replaced", "no log"]


@dataclass(frozen=True, slots=True)
class Verification:
    """What a log turned out to be."""

    verdict: Verdict
    detail: str
    records: int
    head: str
    """`seq:leaf-hash` of the last good line: keep it elsewhere, and give it to the next verification as a receipt."""

    @property
    def ok(self) -> bool:
        """An unsealed tail is what a crash or a write under way leaves; nothing in it was acknowledged."""
        return self.verdict in ("intact", "unsealed tail")


_RECEIPT = re.compile(r"(\d{1,16}):([0-9a-f]{64})")


def verify(directory: Path, *, receipts: tuple[str, ...] = ()) -> Verification:
    """Walk the chain from the first line to the last, in constant memory.

    `receipts` are `seq:leaf-hash` that the verifier holds from elsewhere: they expose what a chain alone cannot, a tail
    that was cut, a last record that was changed and a log that was replaced whole. Raises `InvalidRequest` for one of
    another shape, `OSError`.
    """
    return _Walk(directory, dict(map(_receipt, receipts))).verdict()


class _Breach(Exception):
    """What ends a walk early."""

    def __init__(self, verdict: Verdict, detail: str) -> None:
        super().__init__(detail)
        self.verdict: Verdict = verdict
        self.detail = detail


class _Walk:
    """One pass over a log: where it stands, and what it must find."""

    def __init__(self, directory: Path, held: dict[int, str]) -> None:
        self._directory = directory
        self._held = held
        self._seq, self._leaf = -1, segment.GENESIS

    def verdict(self) -> Verification:
        try:
            return self._result(*self._walk())
        except _Breach as breach:
            return self._result(breach.verdict, breach.detail)

    def _result(self, verdict: Verdict, detail: str) -> Verification:
        return Verification(verdict, detail, self._seq + 1, f"{self._seq}:{self._leaf}" if self._seq >= 0 else "")

    def _walk(self) -> tuple[Verdict, str]:
        """Raises `_Breach`."""
        paths = segment.segments(self._directory)
        left: segment.Line | None = None
        for i, path in enumerate(paths):
            end = segment.first_seq_of(paths[i + 1]) if i + 1 < len(paths) else None
            left = self._segment(path, end, before=left)
        if any(number > self._seq for number in self._held):
            return "tail cut", f"record {max(self._held)} is missing; the log ends after {self._seq}"
        if left is not None:
            return "unsealed tail", f"{self._seq + 1} records, and bytes of an unfinished write: {_where(left)}"
        if self._seq < 0:
            return "no log", f"nothing in `{self._directory}`"
        return "intact", f"{self._seq + 1} records, head {self._seq}:{self._leaf[:16]}…"

    def _segment(self, path: Path, end: int | None, *, before: segment.Line | None) -> segment.Line | None:
        """Follow the chain through one segment, up to the record that the next one begins with.

        `before` is the first line that the segment before held past its end, and so is the answer for this one. Only
        an abandoned segment may hold such lines: then this one says so in its first record.
        """
        unreadable: segment.Line | None = None
        for line in segment.lines(path):
            if end is not None and self._seq + 1 == end:
                return line
            if unreadable is not None:
                raise _Breach("altered", f"record {self._seq + 1} cannot be read: {_where(unreadable)}")
            entry = _entry(line)
            if entry is None:
                unreadable = line
                continue
            if before is not None and not _follows_a_failure(entry):
                raise _Breach("altered", f"bytes after record {self._seq} belong to no record: {_where(before)}")
            before = None
            self._take(line, entry)
        if unreadable is not None and end is not None:
            raise _Breach("altered", f"record {self._seq + 1} cannot be read: {_where(unreadable)}")
        return unreadable or before

    def _take(self, line: segment.Line, entry: Entry) -> None:
        """Make `line` the head. Raises `_Breach` where it does not continue the chain."""
        if entry.seq != self._seq + 1 or entry.prev != self._leaf:
            raise self._breach(line, entry)
        if line.offset == 0 and entry.seq != segment.first_seq_of(line.path):
            raise _Breach("altered", f"a segment was renamed: {_where(line)} is record {entry.seq}")
        leaf = segment.leaf_hash(line.data)
        if self._held.get(entry.seq, leaf) != leaf:
            raise _Breach("replaced", f"record {entry.seq} is not the one the receipt was given for")
        self._seq, self._leaf = entry.seq, leaf

    def _breach(self, line: segment.Line, entry: Entry) -> _Breach:
        """Name what broke the chain at `line`."""
        seq, wanted, where = entry.seq, self._seq + 1, _where(line)
        if seq == wanted:
            return _Breach("altered", f"record {self._seq} or {seq} was changed: {where}")
        if seq < wanted:
            return _Breach("reordered", f"record {seq} stands after record {self._seq}: {where}")
        for path in segment.segments(self._directory):
            for other in segment.lines(path):
                found = _entry(other)
                if found is not None and found.seq == wanted:
                    return _Breach("reordered", f"record {wanted} does not stand after {self._seq}: {_where(other)}")
        return _Breach("gap", f"records {wanted} to {seq - 1} are missing: {where}")


def _receipt(text: str) -> tuple[int, str]:
    match = _RECEIPT.fullmatch(text)
    if match is None:
        raise InvalidRequest(f"`{text}` is no receipt; one looks like `17:3f…` (64 hexadecimal digits)")
    return int(match[1]), match[2]


def _entry(line: segment.Line) -> Entry | None:
    if not line.complete:
        return None
    try:
        return segment.decode(line.data)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None


def _follows_a_failure(entry: Entry) -> bool:
    record = entry.record
    return isinstance(record, SystemRecord) and record.event == "segment" and "after" in record.detail


def _where(line: segment.Line) -> str:
    return f"`{line.path.name}` at byte {line.offset}"
