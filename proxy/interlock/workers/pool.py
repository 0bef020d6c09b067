"""The pool: hands questions to warm workers, kills those that do not answer in time, and turns that into facts."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import socket
import sys
from collections import OrderedDict
from dataclasses import dataclass

import msgspec

from interlock.errors import AnalysisError, LimitReached
from interlock.model.action import Action
from interlock.model.facts import OpaqueCode
from interlock.model.limits import Limits
from interlock.model.session import Memory, WrittenFile
from interlock.ports import Analysis
from interlock.workers import wire

ENTRY = "interlock.analysis.analyze:analyze_and_learn"
_START_TIMEOUT_S = 30.0


class WorkerPool:
    """`ports.AnalysisPool` on processes. Make one with `start`."""

    def __init__(self, nursery: _Nursery, workers: int, cache_bytes: int, most_waiting: int) -> None:
        self._nursery = nursery
        self._workers = workers
        self._idle: asyncio.Queue[_Worker | None] = asyncio.Queue()
        self._cache = _Cache(cache_bytes)
        self._waiting = 0
        self._most_waiting = most_waiting
        self._busy: set[_Worker] = set()

    @classmethod
    async def start(
        cls,
        *,
        workers: int = 2,
        cache_bytes: int = 64 * 2**20,
        most_waiting: int = 1024,
        entry: str = ENTRY,
    ) -> WorkerPool:
        """Start the nursery and the workers. Raises `AnalysisError`."""
        pool = cls(await _Nursery.start(entry), workers, cache_bytes, most_waiting)
        for _ in range(workers):
            pool._idle.put_nowait(await pool._nursery.bear())
        return pool

    async def analyze(self, action: Action, memory: Memory, limits: Limits) -> Analysis:
        """Facts of `action`. A worker that crashes, hangs or outgrows its memory becomes an opaque fact, not an error.

        Raises `AnalysisError` only where no worker could be had at all, `LimitReached` where too many wait already.
        """
        question = wire.encode(wire.Question(action=action, memory=memory, limits=limits))
        if (cached := self._cache.get(question)) is not None:
            return cached
        if self._waiting >= self._most_waiting:
            raise LimitReached(f"{self._waiting} analyses are waiting already")
        self._waiting += 1
        try:
            worker = await self._idle.get()
        finally:
            self._waiting -= 1
        answer = await self._ask(worker, question, limits.hard_time_s)
        if answer.failed:
            return _opaque(action, memory, limits, answer.failed, answer.detail)
        analysis = Analysis(answer.document, answer.learned)
        self._cache.put(question, analysis)
        return analysis

    async def close(self) -> None:
        """End all processes. Idempotent."""
        for worker in (*self._busy, *(self._idle.get_nowait() for _ in range(self._idle.qsize()))):
            if worker is not None:
                worker.kill()
        await self._nursery.close()

    async def _ask(self, worker: _Worker | None, question: bytes, timeout_s: float) -> _Outcome:
        """Ask, and give the place back with a worker that is fit for the next question."""
        fit = False
        try:
            if worker is None:
                worker = await self._nursery.bear()
            self._busy.add(worker)
            async with asyncio.timeout(timeout_s):
                payload = await worker.ask(question)
            answer = wire.decode_answer(payload)
            fit = not answer.failed
            return _Outcome(answer.document, answer.learned, answer.failed or None, answer.detail)
        except TimeoutError:
            return _Outcome(failed="timeout", detail=f"no answer within {timeout_s} s")
        except (ConnectionError, asyncio.IncompleteReadError, msgspec.DecodeError, ValueError) as error:
            return _Outcome(failed="crash", detail=f"the worker died: {error}"[:500])
        finally:
            # However this ended, also by cancellation: a worker in the middle of an answer is of no use to anybody.
            if worker is not None:
                self._busy.discard(worker)
                if not fit:
                    worker.kill()
            self._idle.put_nowait(worker if fit else None)


@dataclass(frozen=True, slots=True)
class _Outcome:
    document: bytes = b""
    learned: tuple[WrittenFile, ...] = ()
    failed: OpaqueCode | None = None
    detail: str = ""


def _opaque(action: Action, memory: Memory, limits: Limits, code: OpaqueCode, detail: str) -> Analysis:
    from interlock.analysis.analyze import everything_opaque  # the analysers are not wanted in this process otherwise

    facts = everything_opaque(action, memory, limits, code, detail)
    return Analysis(msgspec.json.encode(facts, order="sorted"))


class _Worker:
    """One process that answers one question at a time."""

    def __init__(self, pidfd: int, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._pidfd = pidfd
        self._reader = reader
        self._writer = writer

    async def ask(self, question: bytes) -> bytes:
        self._writer.write(wire.frame(question))
        await self._writer.drain()
        header = await self._reader.readexactly(wire.HEADER_BYTES)
        return await self._reader.readexactly(wire.length_of(header))

    def kill(self) -> None:
        with contextlib.suppress(ProcessLookupError):
            signal.pidfd_send_signal(self._pidfd, signal.SIGKILL)
        os.close(self._pidfd)
        self._writer.transport.abort()


class _Nursery:
    """The process that workers are forked from."""

    def __init__(self, process: asyncio.subprocess.Process, control: socket.socket, entry: str) -> None:
        self._process = process
        self._control = control
        self._entry = entry
        self._lock = asyncio.Lock()

    @classmethod
    async def start(cls, entry: str) -> _Nursery:
        ours, theirs = socket.socketpair()
        ours.setblocking(False)
        with theirs:
            process = await asyncio.create_subprocess_exec(
                sys.executable,
                "-m",
                "interlock.workers.nursery",
                str(theirs.fileno()),
                entry,
                pass_fds=(theirs.fileno(),),
                stdin=asyncio.subprocess.DEVNULL,
                env={name: os.environ[name] for name in ("PATH", "PYTHONPATH", "HOME") if name in os.environ},
            )
        nursery = cls(process, ours, entry)
        try:
            async with asyncio.timeout(_START_TIMEOUT_S):
                if await nursery._receive(5) != b"ready":
                    raise AnalysisError("the analysis workers did not start")
        except TimeoutError as error:
            raise AnalysisError(f"the analysis workers did not start within {_START_TIMEOUT_S} s") from error
        except ConnectionError as error:
            raise AnalysisError(f"the analysis workers did not start: {error}") from error
        return nursery

    async def bear(self) -> _Worker:
        """A new worker. Raises `AnalysisError`."""
        async with self._lock:
            try:
                return await self._bear()
            except (OSError, ConnectionError):
                # The nursery itself died: once more with a new one, then it is an error.
                await self._revive()
                try:
                    return await self._bear()
                except OSError as error:
                    raise AnalysisError(f"no analysis worker could be started: {error}") from error

    async def _bear(self) -> _Worker:
        ours, theirs = socket.socketpair()
        with theirs:
            socket.send_fds(self._control, [b"w"], [theirs.fileno()])
            pid = int.from_bytes(await self._receive(4), "big")
        # The worker waits for its first question, so its pid cannot have been reused yet.
        pidfd = os.pidfd_open(pid)
        reader, writer = await asyncio.open_unix_connection(sock=ours, limit=1 << 20)
        return _Worker(pidfd, reader, writer)

    async def _receive(self, count: int) -> bytes:
        data = b""
        while len(data) < count:
            chunk = await asyncio.get_running_loop().sock_recv(self._control, count - len(data))
            if not chunk:
                raise ConnectionError("the nursery of the analysis workers has ended")
            data += chunk
        return data

    async def _revive(self) -> None:
        await self.close()
        fresh = await _Nursery.start(self._entry)
        self._process, self._control = fresh._process, fresh._control

    async def close(self) -> None:
        self._control.close()
        with contextlib.suppress(ProcessLookupError):
            self._process.kill()
        await self._process.wait()


class _Cache:
    """Least recently used answers, bounded in bytes."""

    def __init__(self, most_bytes: int) -> None:
        self._most_bytes = most_bytes
        self._bytes = 0
        self._kept: OrderedDict[bytes, Analysis] = OrderedDict()

    def get(self, question: bytes) -> Analysis | None:
        analysis = self._kept.get(question)
        if analysis is not None:
            self._kept.move_to_end(question)
        return analysis

    def put(self, question: bytes, analysis: Analysis) -> None:
        size = _size(question, analysis)
        if size > self._most_bytes // 8 or question in self._kept:
            return
        self._kept[question] = analysis
        self._bytes += size
        while self._bytes > self._most_bytes:
            self._bytes -= _size(*self._kept.popitem(last=False))


def _size(question: bytes, analysis: Analysis) -> int:
    return len(question) + len(analysis.document) + sum(len(file.text or "") for file in analysis.learned) + 256
