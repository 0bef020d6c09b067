"""Reading a log from its files: no lock, no help from the process that writes it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import msgspec

from interlock.audit import segment
from interlock.errors import AuditError
from interlock.model.record import Entry

_POLL_S = 0.1
_AT_ONCE = 256
"""Entries read in one go, on a thread: reading a long log must not hold up the event loop."""
_ENDLESS = 2**53
"""Past every sequence number."""


async def entries(
    directory: Path, *, after_seq: int = -1, follow: bool = False, durable_seq: Callable[[], int] = lambda: _ENDLESS - 1
) -> AsyncIterator[Entry]:
    """Entries after `after_seq` in order; with `follow`, also those to come, for ever.

    A line that is not whole yet, or past `durable_seq`, is waited for, or left out: should its sync fail, another
    record takes its number. Raises `AuditError` for a line that is whole and no entry, and for files that cannot be
    read.
    """
    cursor = _Cursor(directory, after_seq + 1)
    while True:
        found = await asyncio.to_thread(cursor.read, durable_seq())
        for entry in found:
            yield entry
        if found:
            continue
        if not follow:
            return
        await asyncio.sleep(_POLL_S)


class _Cursor:
    """Where a reader stands: a segment and a byte in it, so that following a log does not read it again and again."""

    def __init__(self, directory: Path, next_seq: int) -> None:
        self._directory = directory
        self._next_seq = next_seq
        self._path: Path | None = None
        self._offset = 0

    def read(self, durable_seq: int) -> list[Entry]:
        """Up to `_AT_ONCE` entries; none where there are no more yet. Raises `AuditError`."""
        try:
            # INVARIANT: the files are listed before one is read, so one that another follows is read to its end.
            path, end = self._segment()
            if path is None:
                return []
            found = self._read(path, min(end, durable_seq + 1))
        except OSError as error:
            raise AuditError(f"the audit log in `{self._directory}` cannot be read: {error}") from error
        if not found and self._next_seq < end <= durable_seq:
            raise AuditError(f"record {self._next_seq} is missing from `{path.name}`: run `interlock audit verify`")
        return found

    def _segment(self) -> tuple[Path | None, int]:
        """The segment of the next entry, and the number that it ends before."""
        paths = segment.segments(self._directory)
        at = max((i for i, path in enumerate(paths) if segment.first_seq_of(path) <= self._next_seq), default=0)
        path = paths[at] if paths else None
        if path != self._path:
            self._path, self._offset = path, 0
        return path, segment.first_seq_of(paths[at + 1]) if at + 1 < len(paths) else _ENDLESS

    def _read(self, path: Path, stop: int) -> list[Entry]:
        """Entries from here on and before `stop`: what an abandoned segment holds past that is no record."""
        found: list[Entry] = []
        for line in segment.lines(path, self._offset):
            if self._next_seq >= stop or not line.complete or len(found) == _AT_ONCE:
                break
            try:
                entry = _entry(line)
            except AuditError:
                if found:
                    break  # what stands before the damage first; the next call comes back to it
                raise
            self._offset = line.offset + len(line.data) + 1
            if entry.seq >= self._next_seq:
                self._next_seq = entry.seq + 1
                found.append(entry)
        return found


def _entry(line: segment.Line) -> Entry:
    try:
        return segment.decode(line.data)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise AuditError(
            f"`{line.path.name}` at byte {line.offset} is no record: run `interlock audit verify`"
        ) from error
