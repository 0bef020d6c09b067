"""Frames between the host and the agent: four bytes of length, then JSON. What comes from inside is hostile.

The agent may be taken over by the code it runs. So a frame has a greatest size and a fixed shape; what waits for a
request has a greatest size too, whatever credit the agent was given; and what nobody asked for ends the sandbox.
"""

from __future__ import annotations

import asyncio
import base64
import binascii
import struct
from collections import deque
from collections.abc import Mapping
from typing import Any

import msgspec

from interlock.model import output as o

MOST_FRAME_BYTES = 18 * 2**20
"""The agent holds results to 16 MiB."""
WINDOW_BYTES = 2**20
"""What the agent may send for one request before it is given more; the same number is in `inside/agent.py`."""
_MOST_WAITING_BYTES = MOST_FRAME_BYTES + 4 * WINDOW_BYTES
_FRAME_COST_BYTES = 512
"""What an object costs beside its text, so that many small frames count too."""
_LARGEST = 2**53
STREAMED = frozenset({"output", "result", "code_error", "file_chunk", "file_info", "process_info", "started"})


class ProtocolError(Exception):
    """The agent said what no agent says."""


class Frame(msgspec.Struct, frozen=True):
    """What the agent may say. Anything else ends the sandbox."""

    event: str
    id: int = 0
    stream: str = ""
    data: str | dict[str, str] = ""
    name: str = ""
    value: str = ""
    traceback: str = ""
    is_main_result: bool = False
    process: str = ""
    pid: int = 0
    command: str = ""
    running: bool = False
    exit_code: int | None = None
    status: str = ""
    execution_count: int | None = None
    kind: str = ""
    message: str = ""
    path: str = ""
    type: str = ""
    size: int = 0
    mode: int = 0
    modified_unix_s: float = 0.0
    target: str = ""


_decoder = msgspec.json.Decoder(Frame)


def encode(message: Mapping[str, Any]) -> bytes:
    """A request as it goes over the socket."""
    data = msgspec.json.encode(message)
    return struct.pack("!I", len(data)) + data


async def read(reader: asyncio.StreamReader) -> tuple[Frame, int]:
    """The next frame and its size. Raises `ProtocolError`, `asyncio.IncompleteReadError`, `OSError`."""
    (length,) = struct.unpack("!I", await reader.readexactly(4))
    if length > MOST_FRAME_BYTES:
        raise ProtocolError(f"a frame of {length} bytes")
    try:
        return _decoder.decode(await reader.readexactly(length)), length
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise ProtocolError(str(error)) from error


class Inbox:
    """The frames of one request that nobody has taken yet."""

    def __init__(self) -> None:
        self._frames: deque[tuple[Frame, int]] = deque()
        self._bytes = 0
        self._arrived = asyncio.Event()
        self._lost: str | None = None

    @property
    def waiting_bytes(self) -> int:
        return self._bytes

    def put(self, frame: Frame, size: int) -> None:
        """Raises `ProtocolError` for more than an honest agent sends unasked."""
        self._bytes += size + _FRAME_COST_BYTES
        if self._bytes > _MOST_WAITING_BYTES:
            raise ProtocolError("more than was asked for")
        self._frames.append((frame, size))
        self._arrived.set()

    def lose(self, why: str, *, discard: bool = False) -> None:
        """No frame will come any more; `discard` drops those that wait."""
        self._lost = why
        if discard:
            self._frames.clear()
            self._bytes = 0
        self._arrived.set()

    async def get(self) -> tuple[Frame, int] | None:
        """The next frame and its size; None when the sandbox is lost, after what came before."""
        while not self._frames:
            if self._lost is not None:
                return None
            self._arrived.clear()
            await self._arrived.wait()
        frame, size = self._frames.popleft()
        self._bytes -= size + _FRAME_COST_BYTES
        return frame, size


def output_of(frame: Frame) -> bytes:
    """Bytes of an `output` or a `file_chunk`; those that are no base64 are none."""
    try:
        return base64.b64decode(frame.data if isinstance(frame.data, str) else "", validate=True)
    except (binascii.Error, ValueError):
        return b""


def event_of(frame: Frame) -> o.Event:
    """The model's event; what makes no sense becomes the nearest that does."""
    match frame.event:
        case "output":
            return o.Output(stream="stderr" if frame.stream == "stderr" else "stdout", data=output_of(frame))
        case "result":
            data = frame.data if isinstance(frame.data, dict) else {}
            return o.Result(data=data, is_main_result=frame.is_main_result)
        case "code_error":
            return o.CodeError(name=frame.name, value=frame.value, traceback=frame.traceback)
        case "started":
            return o.Started(process=frame.process, pid=_natural(frame.pid, 2**31))
        case "file_chunk":
            return o.FileChunk(data=output_of(frame))
        case "file_info":
            kind = frame.type if frame.type in ("file", "directory", "symlink") else "other"
            return o.FileInfo(
                path=frame.path,
                type=kind,  # type: ignore[arg-type]  # only words of the literal come here
                size=_natural(frame.size, _LARGEST),
                mode=frame.mode & 0o7777,
                modified_unix_s=max(-1e11, min(frame.modified_unix_s, 1e11)),
                target=frame.target,
            )
        case "process_info":
            return o.ProcessInfo(
                process=frame.process,
                pid=_natural(frame.pid, 2**31),
                command=frame.command,
                running=frame.running,
                exit_code=None if frame.exit_code is None else _natural(frame.exit_code, 256),
            )
        case _:
            status = frame.status if frame.status in ("succeeded", "failed", "timed_out", "killed") else "failed"
            code = 1 if frame.exit_code is None else _natural(frame.exit_code, 256)
            count = None if frame.execution_count is None else _natural(frame.execution_count, 2**31)
            return o.Exited(
                exit_code=code,
                status=status,  # type: ignore[arg-type]  # only words of the literal come here
                execution_count=count,
                detail=frame.message[:500],
            )


def _natural(number: int, bound: int) -> int:
    return min(max(number, 0), bound - 1)
