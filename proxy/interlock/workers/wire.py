"""What goes between the pool and a worker: length-prefixed MessagePack, decoded by type, never pickled."""

from __future__ import annotations

import socket
import struct
from typing import Literal

import msgspec

from interlock.model.action import Action
from interlock.model.limits import Limits
from interlock.model.session import Learned, Memory

PID = struct.Struct("!I")
"""What a worker says before anything else."""

_LENGTH = struct.Struct("!I")
MOST_BYTES = 256 * 2**20


class Question(msgspec.Struct, frozen=True, kw_only=True):
    """One analysis to do."""

    action: Action
    memory: Memory
    limits: Limits


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """What came of it. `document` is the canonical JSON of the facts, empty where `failed` says why there is none."""

    document: bytes = b""
    learned: Learned = Learned()
    failed: Literal["", "memory", "crash"] = ""
    detail: str = ""


encode = msgspec.msgpack.Encoder(order="deterministic").encode
decode_question = msgspec.msgpack.Decoder(Question).decode
decode_answer = msgspec.msgpack.Decoder(Answer).decode


def frame(payload: bytes) -> bytes:
    return _LENGTH.pack(len(payload)) + payload


def length_of(header: bytes) -> int:
    """Raises `ValueError` for a length no honest peer sends."""
    (length,) = _LENGTH.unpack(header)
    if length > MOST_BYTES:
        raise ValueError(f"a frame of {length} bytes")
    return int(length)


HEADER_BYTES = _LENGTH.size


def receive(sock: socket.socket) -> bytes | None:
    """One payload from a blocking socket; None at its end."""
    header = _exactly(sock, HEADER_BYTES)
    return None if header is None else _exactly(sock, length_of(header))


def _exactly(sock: socket.socket, count: int) -> bytes | None:
    data = bytearray()
    while len(data) < count:
        chunk = sock.recv(min(count - len(data), 1 << 20))
        if not chunk:
            return None
        data += chunk
    return bytes(data)
