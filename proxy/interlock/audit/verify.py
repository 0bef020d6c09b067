"""Verifying a log offline, from its files alone, wherever they lie."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import msgspec

from interlock.audit import segment
from interlock.errors import InvalidRequest

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


class _Frame(msgspec.Struct):
    """What the chain needs of a line; decoding no more keeps verification fast."""

    seq: int
    prev: str


_frame_decoder = msgspec.json.Decoder(_Frame)
_RECEIPT = re.compile(r"(\d{1,16}):([0-9a-f]{64})")


def verify(directory: Path, *, receipts: tuple[str, ...] = ()) -> Verification:
    """Walk the chain from the first line to the last, in constant memory.

    `receipts` are `seq:leaf-hash` that the verifier holds from elsewhere: they expose what a chain alone cannot, a
    tail that was cut
    and a file that was replaced whole. Raises `InvalidRequest` for one of another shape.
    """
    held = dict(map(_receipt, receipts))
    seq, leaf, records = -1, segment.GENESIS, 0

    def result(verdict: Verdict, detail: str) -> Verification:
        return Verification(verdict, detail, records, f"{seq}:{leaf}" if records else "")

    if not segment.segments(directory):
        return result("tail cut" if held else "no log", f"nothing in `{directory}`")
    for line, last in _bounded_lines(directory):
        where = f"`{line.path.name}` at byte {line.offset}"
        frame = _frame(line)
        if frame is None:
            if last:
                if any(number > seq for number in held):
                    return result("tail cut", f"record {max(held)} is missing; the log ends after {seq}")
                return result("unsealed tail", f"{records} records, and bytes of an unfinished write: {where}")
            return result("altered", f"record {seq + 1} cannot be read: {where}")
        if frame.seq != seq + 1 or frame.prev != leaf:
            return result(*_breach(directory, frame, seq, leaf, where))
        seq, leaf, records = frame.seq, segment.leaf_hash(line.data), records + 1
        if held.get(seq, leaf) != leaf:
            return result("replaced", f"record {seq} is not the one the receipt was given for")
    if any(number > seq for number in held):
        return result("tail cut", f"record {max(held)} is missing; the log ends after {seq}")
    return result("intact", f"{records} records, head {seq}:{leaf[:16]}…")


def _receipt(text: str) -> tuple[int, str]:
    match = _RECEIPT.fullmatch(text)
    if match is None:
        raise InvalidRequest(f"`{text}` is no receipt; one looks like `17:3f…` (64 hexadecimal digits)")
    return int(match[1]), match[2]


def _bounded_lines(directory: Path) -> Iterator[tuple[segment.Line, bool]]:
    """Every line that counts, and whether only unreadable bytes could follow it in the last segment."""
    paths = segment.segments(directory)
    for i, path in enumerate(paths):
        end = segment.first_seq_of(paths[i + 1]) if i + 1 < len(paths) else None
        held_back: segment.Line | None = None
        for line in segment.lines(path):
            if end is not None and (frame := _frame(line)) is not None and frame.seq >= end:
                held_back = None
                break
            if held_back is not None:
                yield held_back, False
            held_back = line
        if held_back is not None:
            yield held_back, end is None


def _frame(line: segment.Line) -> _Frame | None:
    if not line.complete:
        return None
    try:
        segment.decode(line.data)
        return _frame_decoder.decode(line.data)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None


def _breach(directory: Path, frame: _Frame, seq: int, leaf: str, where: str) -> tuple[Verdict, str]:
    """Name what broke the chain at the line after `seq`."""
    if frame.seq == seq + 1:
        return "altered", f"record {seq} or {frame.seq} was changed: {where}"
    if frame.seq <= seq:
        return "reordered", f"record {frame.seq} stands after record {seq}: {where}"
    for line, _ in _bounded_lines(directory):
        other = _frame(line)
        if other is not None and other.seq == seq + 1:
            return "reordered", f"record {seq + 1} stands after record {frame.seq}: {where}"
    return "gap", f"records {seq + 1} to {frame.seq - 1} are missing: {where}"
