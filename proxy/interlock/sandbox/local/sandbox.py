"""The host's side of one sandbox: permits in, events out."""

from __future__ import annotations

import asyncio
import base64
import contextlib
import itertools
import time
from collections.abc import AsyncGenerator, Callable, Mapping, Sequence
from typing import Any

from interlock.errors import InterlockError, InvalidRequest, NotFound, SandboxLost, SandboxUnavailable, WrongState
from interlock.model import action as a
from interlock.model import output as o
from interlock.model.permit import Permit, PermitError
from interlock.sandbox.local import frames
from interlock.sandbox.local.process import SandboxProcess
from interlock.sandbox.local.requests import ANSWER_TIMEOUT_S, Request, request_for

_READY_TIMEOUT_S = 30.0
_LATE_S = 6.0
"""How much later than the agent the host ends what takes too long: the agent's own grace, and some."""
_CANCEL_TIMEOUT_S = 5.0
_UPLOAD_CHUNK_BYTES = 512 * 1024
_MOST_UNASKED = 256
_KINDS: Mapping[str, type[InterlockError]] = {"not_found": NotFound, "state": WrongState, "invalid": InvalidRequest}


class LocalSandbox:
    """`ports.Sandbox` over the agent's socket."""

    def __init__(
        self,
        id_: str,
        process: SandboxProcess,
        isolation: Mapping[str, str],
        languages: Sequence[str],
        *,
        default_timeout_s: float,
        output_bytes: int,
    ) -> None:
        self._id = id_
        self._process = process
        self._isolation = dict(isolation)
        self._languages = tuple(languages)
        self._default_timeout_s = default_timeout_s
        self._output_bytes = output_bytes
        self._ids = itertools.count(1)
        self._names = itertools.count(1)
        self._inboxes: dict[int, frames.Inbox] = {}
        self._reading: asyncio.Task[None] | None = None
        self._warming: asyncio.Task[None] | None = None
        self._writer: asyncio.StreamWriter | None = None
        self._ready = asyncio.Event()
        self._lost = ""
        self._session_id: str | None = None
        self._closing: asyncio.Task[None] | None = None
        self._on_close: list[Callable[[], None]] = []

    @property
    def id(self) -> str:
        return self._id

    @property
    def isolation(self) -> Mapping[str, str]:
        return self._isolation

    @property
    def languages(self) -> Sequence[str]:
        return self._languages

    @property
    def alive(self) -> bool:
        return not self._lost and self._closing is None

    @property
    def busy(self) -> bool:
        """Whether something is asked of it now."""
        return bool(self._inboxes)

    @property
    def process(self) -> SandboxProcess:
        return self._process

    @property
    def waiting_bytes(self) -> int:
        """What it has sent and nobody has taken; bounded."""
        return sum(inbox.waiting_bytes for inbox in self._inboxes.values())

    # --- life ---------------------------------------------------------------------------------------------------------

    async def ready(self, *, warm: bool) -> None:
        """Wait for the agent; `warm`: and for its first kernel to have run a cell. Raises `SandboxUnavailable`."""
        reader, self._writer = await asyncio.open_unix_connection(sock=self._process.sock, limit=2**18)
        self._reading = asyncio.create_task(self._read(reader))
        try:
            async with asyncio.timeout(_READY_TIMEOUT_S):
                await self._ready.wait()
            if warm:
                await self._done("warm")
        except (TimeoutError, SandboxLost, WrongState) as error:
            last = (await self._process.words()).splitlines()[-1:]
            raise SandboxUnavailable(f"the agent did not start: {last[0] if last else error}") from error

    def warm_up(self) -> None:
        """Have the first kernel start beside whatever is asked first."""
        self._warming = asyncio.create_task(self._warm_up())

    async def _warm_up(self) -> None:
        with contextlib.suppress(
            SandboxLost, WrongState
        ):  # whoever needs the kernel meets the same trouble, and says it
            await self._done("warm")

    async def assign(self, session_id: str, action: a.CreateSession) -> None:
        """From now on it is this session's, with its environment and directory. Raises `InvalidRequest`,
        `SandboxLost`."""
        self._session_id = session_id
        if action.user not in ("", "user"):
            raise InvalidRequest(f"there is no user `{action.user}` in the local sandbox", "user")
        if action.template:
            raise InvalidRequest(f"the local sandbox has no templates, so not `{action.template}` either", "template")
        await self._done("configure", env=action.env, cwd=action.cwd)

    async def run_own(self, source: str) -> str:
        """What a command of ours writes, before the sandbox is anybody's. Raises `SandboxLost`."""
        fields = {"argv": ["/bin/bash", "-c", source], "env": {}, "cwd": "", "timeout_s": 20.0}
        heard = b""
        async with contextlib.aclosing(self._ask(Request("run", fields, 20.0))) as stream:
            async for frame in stream:
                heard += frames.output_of(frame) if frame.event == "output" else b""
        return heard.decode("utf-8", "replace")

    async def close(self) -> None:
        """Kill everything and wait until it is gone. Idempotent."""
        if self._closing is None:
            self._closing = asyncio.create_task(self._close())
        await asyncio.shield(self._closing)

    async def _close(self) -> None:
        self.lose("closed")
        for call in self._on_close:
            call()
        if self._writer is not None:
            self._writer.transport.abort()
        await self._process.end()
        tasks = [task for task in (self._reading, self._warming) if task is not None]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def on_close(self, call: Callable[[], None]) -> None:
        """To be called before its processes are waited for."""
        self._on_close.append(call)

    def lose(self, why: str, *, discard: bool = False) -> None:
        """From now on it is lost; the first reason counts. `discard`: what it has said is not worth reading."""
        self._lost = self._lost or why
        self._ready.set()
        for inbox in self._inboxes.values():
            inbox.lose(self._lost, discard=discard)

    # --- performing ---------------------------------------------------------------------------------------------------

    async def perform(self, permit: Permit[a.Action]) -> AsyncGenerator[o.Event, None]:
        """See `ports.Sandbox.perform`."""
        if permit.session_id != self._session_id:
            raise PermitError(f"a permit of session `{permit.session_id}` was shown to another one's sandbox")
        if not self.alive and not isinstance(permit.action, a.CloseSession):
            raise SandboxUnavailable(f"the sandbox is gone: {self._lost or 'closed'}")
        action = permit.redeem()
        if isinstance(action, a.CloseSession):
            await self.close()
            yield o.Exited()
            return
        request = request_for(action, self._languages, self._default_timeout_s, f"process-{next(self._names)}")
        upload = action.content if isinstance(action, a.WriteFile) else None
        room = self._output_bytes
        async with contextlib.aclosing(self._ask(request, upload)) as stream:
            async for frame in stream:
                event = frames.event_of(frame)
                if request.output_bound:
                    room -= _weight(event)
                    if room < 0:
                        break
                yield event
        if room < 0:
            detail = f"stopped: over the limit of {self._output_bytes} bytes of output"
            yield o.Exited(exit_code=1, status="killed", detail=detail)

    async def _done(self, op: str, **fields: Any) -> None:
        """An operation that only succeeds or fails."""
        async with contextlib.aclosing(self._ask(Request(op, fields, ANSWER_TIMEOUT_S))) as stream:
            async for _ in stream:
                pass

    async def _ask(self, request: Request, upload: bytes | None = None) -> AsyncGenerator[frames.Frame, None]:
        """One request; its frames, the last of which is `exited`. Leaving early cancels it inside, and waits for it."""
        id_ = next(self._ids)
        inbox = self._inboxes[id_] = frames.Inbox()
        until = None if request.timeout_s is None else time.monotonic() + request.timeout_s + _LATE_S
        ended, owed = False, 0
        try:
            await self._send({"id": id_, "op": request.op, **request.fields})
            if upload is not None:
                await self._upload(id_, upload, inbox)
            while not ended:
                try:
                    received = await _next(inbox, until)
                except TimeoutError:
                    # The agent should have ended it. Whoever does not is not an agent any more.
                    ended = True
                    await self.close()
                    if request.op in ("run", "code"):
                        detail = "the sandbox did not end it, and was killed"
                        yield frames.Frame("exited", exit_code=137, status="timed_out", message=detail)
                        return
                    raise SandboxLost(f"no answer to `{request.op}` within {request.timeout_s} s") from None
                if received is None:
                    ended = True
                    raise SandboxLost(f"the sandbox died: {self._lost}")
                frame, size = received
                if frame.event == "error":
                    ended = True
                    words = frame.message[:500] or "the sandbox refused"
                    raise _KINDS.get(frame.kind, SandboxLost)(words)
                ended = frame.event == "exited"
                yield frame
                if frame.event in frames.STREAMED:
                    owed += size
                if not ended and owed >= frames.WINDOW_BYTES // 4:
                    # Room for as much again: what the consumer has not taken blocks the program, not the host.
                    await self._send({"id": id_, "op": "credit", "bytes": owed})
                    owed = 0
        finally:
            try:
                if not ended and self.alive:
                    await asyncio.shield(self._cancel(id_, inbox))
            finally:
                self._inboxes.pop(id_, None)

    async def _upload(self, id_: int, content: bytes, inbox: frames.Inbox) -> None:
        for start in range(0, len(content), _UPLOAD_CHUNK_BYTES):
            if inbox.waiting_bytes:
                return  # it has already failed
            chunk = base64.b64encode(content[start : start + _UPLOAD_CHUNK_BYTES]).decode()
            await self._send({"id": id_, "op": "chunk", "data": chunk})
        await self._send({"id": id_, "op": "chunk", "data": ""})

    async def _cancel(self, id_: int, inbox: frames.Inbox) -> None:
        try:
            async with asyncio.timeout(_CANCEL_TIMEOUT_S):
                await self._send({"id": id_, "op": "cancel"})
                while (received := await inbox.get()) is not None:
                    frame, size = received
                    if frame.event in ("exited", "error"):
                        return
                    await self._send({"id": id_, "op": "credit", "bytes": size})
        except (TimeoutError, SandboxLost):
            # What cannot be stopped alone is stopped with everything else.
            await self.close()

    # --- frames -------------------------------------------------------------------------------------------------------

    async def _send(self, message: Mapping[str, Any]) -> None:
        if self._writer is None or self._lost:
            raise SandboxLost(f"the sandbox died: {self._lost}")
        try:
            self._writer.write(frames.encode(message))
            await self._writer.drain()
        except OSError as error:
            raise SandboxLost(f"the sandbox died: {self._lost or error}") from error

    async def _read(self, reader: asyncio.StreamReader) -> None:
        """Frames to those who wait for them. Anything malformed ends the sandbox: it is the session's own doing."""
        unasked, hungry = 0, 0
        try:
            while True:
                frame, size = await frames.read(reader)
                inbox = self._inboxes.get(frame.id)
                if inbox is not None:
                    inbox.put(frame, size)
                elif frame.event == "ready" and not self._ready.is_set():
                    self._ready.set()
                else:
                    unasked += 1
                    if unasked > _MOST_UNASKED:
                        raise frames.ProtocolError("frames that nobody asked for")
                hungry += size + 256
                if hungry > frames.WINDOW_BYTES:
                    # What is buffered is read without a pause; the rest of the proxy has its turn.
                    hungry = 0
                    await asyncio.sleep(0)
        except (asyncio.IncompleteReadError, OSError):
            self.lose("its connection ended")
        except frames.ProtocolError as error:
            self.lose(f"it sent garbage: {str(error)[:200]}", discard=True)
            self._process.kill()


async def _next(inbox: frames.Inbox, until: float | None) -> tuple[frames.Frame, int] | None:
    """Raises `TimeoutError`."""
    if until is None:
        return await inbox.get()
    async with asyncio.timeout(max(0.0, until - time.monotonic())):
        return await inbox.get()


def _weight(event: o.Event) -> int:
    match event:
        case o.Output(data=data):
            return len(data)
        case o.Result(data=data):
            return sum(map(len, data.values()))
        case _:
            return 0
