"""Reading a log from its files: no lock, no help from the process that writes it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import msgspec

from interlock.audit import segment
from interlock.errors import AuditError
from interlock.model.record import Entry

_POLL_S = 0.1


async def entries(directory: Path, *, after_seq: int = -1, follow: bool = False) -> AsyncIterator[Entry]:
    """Entries after `after_seq` in order; with `follow`, also those to come, for ever.

    A line that is not whole yet is waited for, or left out. Raises `AuditError` for one that is whole and no entry.
    """
    next_seq = after_seq + 1
    while True:
        paths = segment.segments(directory)
        begin = max((i for i, path in enumerate(paths) if segment.first_seq_of(path) <= next_seq), default=0)
        for i, path in enumerate(paths[begin:], begin):
            # INVARIANT: a segment ends where the next one begins; what an abandoned segment holds past that is no
            # record.
            end = segment.first_seq_of(paths[i + 1]) if i + 1 < len(paths) else None
            for line in segment.lines(path):
                if not line.complete:
                    break
                entry = _entry(line)
                if end is not None and entry.seq >= end:
                    break
                if entry.seq >= next_seq:
                    next_seq = entry.seq + 1
                    yield entry
        if not follow:
            return
        await asyncio.sleep(_POLL_S)


def _entry(line: segment.Line) -> Entry:
    try:
        return segment.decode(line.data)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise AuditError(
            f"`{line.path.name}` at byte {line.offset} is no record: run `interlock audit verify`"
        ) from error
