"""Segments: files of JSON lines, one record each, chained by hash.

A line is the JSON of `Entry` with sorted keys and no white space. Its leaf hash is SHA-256(0x00 || line without the
newline), as a leaf of RFC 6962 is; `prev` is the leaf hash of the line before, across segments. A segment is named for
the sequence number of its first line, so names sort, and each segment ends where the next begins: bytes past that were
never acknowledged.

Signed checkpoints over the tree of these leaves will be lines of their own at the end of a commit; nothing here has
to change for them, since leaves are hashes of exact bytes.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import msgspec

from interlock.errors import AuditError
from interlock.model.record import SCHEMA_VERSION, Entry, Record

GENESIS = "0" * 64
"""`prev` of the first line."""

_NAME = re.compile(r"(\d{16})\.jsonl")
_record_encoder = msgspec.json.Encoder(order="sorted")
_entry_decoder = msgspec.json.Decoder(Entry)


def name_of(first_seq: int) -> str:
    return f"{first_seq:016}.jsonl"


def segments(directory: Path) -> list[Path]:
    """The segment files of a log, oldest first."""
    return sorted(path for path in directory.iterdir() if _NAME.fullmatch(path.name)) if directory.is_dir() else []


def first_seq_of(path: Path) -> int:
    return int(path.stem)


def encode_record(record: Record) -> bytes:
    """The `record` part of a line: canonical JSON.

    Raises `AuditError` for one that would not stay one line: the facts in it come from a worker that read hostile text.
    """
    encoded = _record_encoder.encode(record)
    if b"\n" in encoded:
        raise AuditError("the record holds a line break outside a string")
    return encoded


def compose(record: bytes, *, seq: int, prev: str, time: str) -> bytes:
    """The whole line, without its newline. Keys are in order, so this is what the encoder would write of an `Entry`."""
    return b'{"prev":"%b","record":%b,"schema_version":%d,"seq":%d,"time":"%b"}' % (
        prev.encode(),
        record,
        SCHEMA_VERSION,
        seq,
        time.encode(),
    )


def decode(line: bytes) -> Entry:
    """Raises `msgspec.DecodeError` (of which `ValidationError` is one) for what is no entry."""
    return _entry_decoder.decode(line)


def leaf_hash(line: bytes) -> str:
    """Lower-case hex."""
    return hashlib.sha256(b"\0" + line).hexdigest()


@dataclass(frozen=True, slots=True)
class Line:
    """One line as it stands in a file."""

    path: Path
    offset: int
    data: bytes
    """Without the newline."""
    complete: bool
    """It ends in a newline."""


def lines(path: Path, offset: int = 0) -> Iterator[Line]:
    """The lines of one segment, from the one at byte `offset` on. Raises `OSError`."""
    with path.open("rb") as file:
        file.seek(offset)
        for raw in file:
            complete = raw.endswith(b"\n")
            yield Line(path, offset, raw[:-1] if complete else raw, complete)
            offset += len(raw)
