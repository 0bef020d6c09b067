"""The host's side of one sandbox: permits in, events out. Every frame from inside is treated as hostile."""

from __future__ import annotations

import asyncio
import base64
import binascii
import itertools
import struct
from collections.abc import AsyncGenerator, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec

from interlock.errors import InvalidRequest, NotFound, SandboxLost, SandboxUnavailable, WrongState
from interlock.model import action as a
from interlock.model import output as o
from interlock.model.permit import Permit
from interlock.sandbox.local.process import SandboxProcess

_MOST_FRAME_BYTES = 32 * 2**20
_MOST_WAITING = 4096
_READY_TIMEOUT_S = 30.0
_ANSWER_TIMEOUT_S = 30.0
_CANCEL_TIMEOUT_S = 5.0
_UPLOAD_CHUNK = 512 * 1024


class _Frame(msgspec.Struct):
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


_decoder = msgspec.json.Decoder(_Frame)


class LocalSandbox:
    """`ports.Sandbox` over the agent's socket."""

    def __init__(
        self, id_: str, process: SandboxProcess, isolation: Mapping[str, str], default_timeout_s: float
    ) -> None:
        self._id = id_
        self._process = process
        self._isolation = dict(isolation)
        self._default_timeout_s = default_timeout_s
        self._ids = itertools.count(1)
        self._names = itertools.count(1)
        self._answers: dict[int, asyncio.Queue[_Frame | None]] = {}
        self._reading: asyncio.Task[None] | None = None
        self._writer: asyncio.StreamWriter | None = None
        self._ready: asyncio.Event = asyncio.Event()
        self._lost = ""
        self._uploading = asyncio.Lock()
        self._closing: asyncio.Task[None] | None = None

    @property
    def id(self) -> str:
        return self._id

    @property
    def isolation(self) -> Mapping[str, str]:
        return self._isolation

    @property
    def languages(self) -> Sequence[str]:
        return ("python", "bash", "javascript") if Path("/usr/bin/node").exists() else ("python", "bash")

    @property
    def alive(self) -> bool:
        return not self._lost and self._closing is None

    async def ready(self) -> None:
        """Wait for the agent, and for its first kernel to have run a cell. Raises `SandboxUnavailable`."""
        reader, self._writer = await asyncio.open_unix_connection(sock=self._process.sock, limit=1 << 20)
        self._reading = asyncio.create_task(self._read(reader))
        try:
            async with asyncio.timeout(_READY_TIMEOUT_S):
                await self._ready.wait()
        except TimeoutError as error:
            raise SandboxUnavailable(f"the agent did not start: {await self._process.words()}") from error
        if self._lost:
            raise SandboxUnavailable(f"the agent did not start: {await self._process.words() or self._lost}")
        await self._done("warm")

    async def configure(self, action: a.CreateSession) -> None:
        await self._done("configure", env=action.env, cwd=action.cwd)

    async def prove(self) -> None:
        """A real look from inside: what must not be there is not. Raises `SandboxUnavailable`."""
        script = (
            "test ! -e /root && test ! -e /sys && test ! -e /var && test ! -w / && test ! -w /usr"
            ' && test ! -w /proc/sys/kernel/hostname && test $$ -gt 1 && test "$(id -u)" = 1000'
            ' && ! unshare -U true 2>/dev/null && test "$(ls /proc/self/fd | wc -l)" -le 4'
            ' && test -z "$(tail -n +2 /proc/net/route 2>/dev/null)" && echo isolated'
        )
        heard = b""
        async for frame in self._ask("run", argv=["/bin/bash", "-c", script], env={}, cwd="", timeout_s=20.0):
            if frame.event == "output" and frame.stream == "stdout":
                heard += _bytes(frame)
        if heard.strip() != b"isolated":
            raise SandboxUnavailable("the look from inside found the host")

    # --- performing ---------------------------------------------------------------------------------------------------

    async def perform(self, permit: Permit[a.Action]) -> AsyncGenerator[o.Event, None]:
        """See `ports.Sandbox.perform`."""
        if not self.alive:
            raise SandboxUnavailable(f"the sandbox is gone: {self._lost or 'closed'}")
        action = permit.redeem()
        if isinstance(action, a.CloseSession):
            yield o.Exited()
            return
        if isinstance(action, a.WriteFile):
            await self._upload(action)
            yield o.Exited()
            return
        op, fields = self._request(action)
        stream = self._ask(op, **fields)
        try:
            async for frame in stream:
                yield _event(frame)
        finally:
            await stream.aclose()

    def _request(self, action: a.Action) -> tuple[str, dict[str, Any]]:
        """The agent's operation for an action. Raises `WrongState` for a language that is not here."""
        timeout_s = getattr(action, "timeout_s", 0.0) or self._default_timeout_s
        match action:
            case a.RunCommand(source=source, cwd=cwd, env=env):
                return "run", {"argv": _shell(source), "cwd": cwd, "env": env, "timeout_s": timeout_s}
            case a.InstallPackages():
                return "run", {"argv": list(action.argv()), "cwd": "", "env": {}, "timeout_s": timeout_s}
            case a.RunCode(language="bash", source=source, cwd=cwd, env=env):
                # Each cell a bash of its own: a bash that keeps its state between cells is not offered here.
                return "run", {"argv": _shell(source), "cwd": cwd, "env": env, "timeout_s": timeout_s}
            case a.RunCode(language=language, source=source, context=context, cwd=cwd, env=env):
                if language not in self.languages:
                    raise WrongState(
                        f"language `{language}` does not run in this sandbox; it has {', '.join(self.languages)}",
                        "language",
                    )
                return "code", {
                    "language": language,
                    "source": source,
                    "context": context,
                    "cwd": cwd,
                    "env": env,
                    "timeout_s": timeout_s,
                }
            case a.StartProcess(source=source, argv=argv, cwd=cwd, env=env, stdin=stdin):
                name = f"process-{next(self._names)}"
                words = _shell(source) if source else list(argv)
                shown = source or " ".join(argv)
                return "start", {
                    "process": name,
                    "argv": words,
                    "command": shown[:4096],
                    "cwd": cwd,
                    "env": env,
                    "stdin": stdin,
                    "timeout_s": action.timeout_s,
                }
            case a.SendInput(process=process, data=data, close=close):
                return "input", {"process": process, "data": base64.b64encode(data).decode(), "close": close}
            case a.SignalProcess(process=process, signal=signal):
                return "signal", {"process": process, "signal": signal}
            case a.AttachProcess(process=process):
                return "attach", {"process": process}
            case a.ListProcesses():
                return "processes", {}
            case a.ReadFile(path=path):
                return "read", {"path": path}
            case a.ListFiles(path=path, depth=depth):
                return "list", {"path": path, "depth": depth}
            case a.StatFile(path=path):
                return "stat", {"path": path}
            case a.RemoveFile(path=path, recursive=recursive):
                return "remove", {"path": path, "recursive": recursive}
            case a.MoveFile(source=source, destination=destination):
                return "move", {"source": source, "destination": destination}
            case a.MakeDirectory(path=path):
                return "mkdir", {"path": path}
            case _:
                raise InvalidRequest(f"the local sandbox does not do `{a.kind(action)}`")

    async def _upload(self, action: a.WriteFile) -> None:
        async with self._uploading:
            await self._done("write_begin", path=action.path, mode=action.mode & 0o7777)
            for start in range(0, len(action.content), _UPLOAD_CHUNK):
                chunk = action.content[start : start + _UPLOAD_CHUNK]
                await self._done("write_chunk", data=base64.b64encode(chunk).decode())
            await self._done("write_end")

    # --- frames -------------------------------------------------------------------------------------------------------

    async def _done(self, op: str, **fields: Any) -> None:
        """An operation that only succeeds or fails."""
        try:
            async with asyncio.timeout(_ANSWER_TIMEOUT_S):
                async for _ in self._ask(op, **fields):
                    pass
        except TimeoutError as error:
            raise SandboxLost(f"no answer to `{op}` within {_ANSWER_TIMEOUT_S} s") from error

    async def _ask(self, op: str, **fields: Any) -> AsyncGenerator[_Frame, None]:
        """One request; its frames, the last of which is `exited`. Leaving early cancels it inside, and waits for
        that."""
        id_ = next(self._ids)
        queue: asyncio.Queue[_Frame | None] = asyncio.Queue()
        self._answers[id_] = queue
        ended = False
        try:
            await self._send({"id": id_, "op": op, **fields})
            while not ended:
                frame = await queue.get()
                if frame is None:
                    ended = True
                    raise SandboxLost(f"the sandbox died: {self._lost}")
                if frame.event == "error":
                    ended = True
                    kind = NotFound if frame.kind == "not_found" else InvalidRequest
                    raise kind(frame.message[:500] or "the sandbox refused")
                ended = frame.event == "exited"
                yield frame
                if not ended and frame.event in ("output", "file_chunk", "result", "code_error"):
                    # Room for as much again: what the consumer has not taken yet blocks the program, not the host.
                    await self._send({"id": id_, "op": "credit", "bytes": _weight(frame)})
        finally:
            if not ended and self.alive:
                await asyncio.shield(self._cancel(id_, queue))
            self._answers.pop(id_, None)

    async def _cancel(self, id_: int, queue: asyncio.Queue[_Frame | None]) -> None:
        try:
            async with asyncio.timeout(_CANCEL_TIMEOUT_S):
                await self._send({"id": id_, "op": "cancel"})
                while (frame := await queue.get()) is not None and frame.event not in ("exited", "error"):
                    pass
        except (TimeoutError, SandboxLost):
            # What cannot be stopped alone is stopped with everything else.
            await self.close()

    async def _send(self, message: dict[str, Any]) -> None:
        if self._writer is None or self._lost:
            raise SandboxLost(f"the sandbox died: {self._lost}")
        data = msgspec.json.encode(message)
        try:
            self._writer.write(struct.pack("!I", len(data)) + data)
            await self._writer.drain()
        except (ConnectionError, OSError) as error:
            raise SandboxLost(f"the sandbox died: {error}") from error

    async def _read(self, reader: asyncio.StreamReader) -> None:
        """Frames to those who wait for them. Anything malformed ends the sandbox: it is the session's own doing."""
        try:
            while True:
                (length,) = struct.unpack("!I", await reader.readexactly(4))
                if length > _MOST_FRAME_BYTES:
                    raise ValueError(f"a frame of {length} bytes")
                frame = _decoder.decode(await reader.readexactly(length))
                if frame.event == "ready":
                    self._ready.set()
                    continue
                queue = self._answers.get(frame.id)
                if queue is None:
                    continue
                if queue.qsize() > _MOST_WAITING:
                    raise ValueError("more frames than were asked for")
                queue.put_nowait(frame)
        except (asyncio.IncompleteReadError, ConnectionError, OSError):
            self._lost = "its connection ended"
        except (ValueError, msgspec.DecodeError) as error:
            self._lost = f"it sent garbage: {error}"
        self._ready.set()
        for queue in self._answers.values():
            queue.put_nowait(None)

    async def close(self) -> None:
        """Kill everything and wait until it is gone. Idempotent."""
        if self._closing is None:
            self._closing = asyncio.create_task(self._close())
        await asyncio.shield(self._closing)

    async def _close(self) -> None:
        if self._writer is not None:
            self._writer.transport.abort()
        await self._process.end()
        if self._reading is not None:
            self._reading.cancel()
            await asyncio.gather(self._reading, return_exceptions=True)


def _shell(source: str) -> list[str]:
    return ["/bin/bash", "-l", "-c", source]


def _bytes(frame: _Frame) -> bytes:
    try:
        return base64.b64decode(frame.data if isinstance(frame.data, str) else "", validate=True)
    except binascii.Error:
        return b""


def _weight(frame: _Frame) -> int:
    if frame.event in ("output", "file_chunk"):
        return len(_bytes(frame))
    return len(msgspec.json.encode(frame))


def _event(frame: _Frame) -> o.Event:
    """The model's event; what makes no sense becomes the nearest that does."""
    match frame.event:
        case "output":
            return o.Output(stream="stderr" if frame.stream == "stderr" else "stdout", data=_bytes(frame))
        case "result":
            return o.Result(
                data=frame.data if isinstance(frame.data, dict) else {}, is_main_result=frame.is_main_result
            )
        case "code_error":
            return o.CodeError(name=frame.name, value=frame.value, traceback=frame.traceback)
        case "started":
            return o.Started(process=frame.process, pid=max(frame.pid, 0))
        case "file_chunk":
            return o.FileChunk(data=_bytes(frame))
        case "file_info":
            kind = frame.type if frame.type in ("file", "directory", "symlink") else "other"
            return o.FileInfo(
                path=frame.path,
                type=kind,  # type: ignore[arg-type]  # only words of the literal come here
                size=max(frame.size, 0),
                mode=frame.mode & 0o7777,
                modified_unix_s=frame.modified_unix_s,
                target=frame.target,
            )
        case "process_info":
            return o.ProcessInfo(
                process=frame.process,
                pid=max(frame.pid, 0),
                command=frame.command,
                running=frame.running,
                exit_code=frame.exit_code,
            )
        case _:
            status = frame.status if frame.status in ("succeeded", "failed", "timed_out", "killed") else "failed"
            code = frame.exit_code if frame.exit_code is not None and -1 < frame.exit_code < 256 else 1
            return o.Exited(exit_code=code, status=status, execution_count=frame.execution_count)  # type: ignore[arg-type]  # narrowed above
