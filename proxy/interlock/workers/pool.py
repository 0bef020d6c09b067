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
from interlock.model.facts import Facts, OpaqueCode
from interlock.model.limits import Limits
from interlock.model.session import NOTHING_LEARNED, Learned, Memory
from interlock.ports import Analysis
from interlock.workers import wire
from interlock.workers.nursery import READY

ENTRY = "interlock.analysis.analyze:analyze_and_learn"
_START_TIMEOUT_S = 30.0
_BIRTH_TIMEOUT_S = 5.0


class WorkerPool:
    """`ports.AnalysisPool` on processes. Make one with `start`."""

    def __init__(self, nursery: _Nursery, cache_bytes: int, most_waiting: int) -> None:
        self._nursery = nursery
        # Fair, as a queue of idle workers is not: there a caller who comes back at once overtakes all who wait.
        self._places = asyncio.Semaphore(0)
        self._idle: list[_Worker | None] = []
        """A worker for each free place; None: one is to be born."""
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
        knowledge: bytes = b"",
    ) -> WorkerPool:
        """Start the nursery and the workers; `knowledge`: tables from `analysis.knowledge.read`. Raises
        `AnalysisError`."""
        pool = cls(await _Nursery.start(entry, knowledge), cache_bytes, most_waiting)
        try:
            for _ in range(workers):
                pool._give_back(await pool._nursery.bear())
        except BaseException:
            await pool.close()
            raise
        return pool

    async def analyze(self, action: Action, memory: Memory, limits: Limits) -> Analysis:
        """Facts of `action`. A worker that crashes, hangs or outgrows its memory becomes an opaque fact, not an error;
        so does a source with lone surrogates, which stand for bytes that are not UTF-8.

        Raises `AnalysisError` only where no worker could be had at all, `LimitReached` where too many wait already.
        """
        try:
            question = wire.encode(wire.Question(action=action, memory=memory, limits=limits))
        except UnicodeEncodeError:
            # No text of a sandbox's, and none that a worker could be asked about.
            return _opaque(action, memory, limits, "encoding", "not UTF-8")
        if (cached := self._cache.get(question)) is not None:
            return cached
        if self._waiting >= self._most_waiting:
            raise LimitReached(f"{self._waiting} analyses are waiting already")
        self._waiting += 1
        try:
            await self._places.acquire()
        finally:
            self._waiting -= 1
        answer = await self._ask(self._idle.pop(), question, limits.hard_time_s)
        if answer.failed:
            return _opaque(action, memory, limits, answer.failed, answer.detail)
        analysis = Analysis(answer.document, answer.learned)
        if answer.repeatable:
            self._cache.put(question, analysis)
        return analysis

    async def close(self) -> None:
        """End all processes. Idempotent."""
        for worker in (*self._busy, *self._idle):
            if worker is not None:
                worker.kill()
        self._idle = [None] * len(self._idle)
        await self._nursery.close()

    async def _ask(self, worker: _Worker | None, question: bytes, timeout_s: float) -> _Outcome:
        """Ask, and give the place back with a worker that is fit for the next question."""
        fit = False
        try:
            if worker is not None and worker.gone():
                # It died between two questions: this one is not to blame.
                worker.kill()
                worker = None
            if worker is None:
                worker = await self._nursery.bear()
            self._busy.add(worker)
            async with asyncio.timeout(timeout_s):
                payload = await worker.ask(question)
            outcome = _outcome(wire.decode_answer(payload))
            fit = not outcome.failed
            return outcome
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
            self._give_back(worker if fit else None)

    def _give_back(self, worker: _Worker | None) -> None:
        self._idle.append(worker)
        self._places.release()


@dataclass(frozen=True, slots=True)
class _Outcome:
    document: bytes = b""
    learned: Learned = NOTHING_LEARNED
    failed: OpaqueCode | None = None
    detail: str = ""
    repeatable: bool = False
    """The same question will have the same answer: no clock stopped the analysis."""


def _outcome(answer: wire.Answer) -> _Outcome:
    """The answer, believed no further than its shape. Raises `msgspec.DecodeError` for facts that are none."""
    if answer.failed:
        return _Outcome(failed=answer.failed, detail=answer.detail)
    facts = msgspec.json.decode(answer.document, type=Facts)
    return _Outcome(answer.document, answer.learned, repeatable="soft_time_s" not in facts.reading.limits)


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

    def gone(self) -> bool:
        return self._reader.at_eof()

    async def ask(self, question: bytes) -> bytes:
        """Its answer. Raises `ConnectionError` and `asyncio.IncompleteReadError` where it died, `ValueError`."""
        self._writer.write(wire.frame(question))
        await self._writer.drain()
        header = await self._reader.readexactly(wire.HEADER_BYTES)
        return await self._reader.readexactly(wire.length_of(header))

    def kill(self) -> None:
        """Idempotent."""
        if self._pidfd < 0:
            return
        with contextlib.suppress(ProcessLookupError):
            signal.pidfd_send_signal(self._pidfd, signal.SIGKILL)
        os.close(self._pidfd)
        self._pidfd = -1
        self._writer.transport.abort()


class _Nursery:
    """The process that workers are forked from."""

    def __init__(
        self, process: asyncio.subprocess.Process, control: socket.socket, entry: str, knowledge: bytes
    ) -> None:
        self._process = process
        self._control = control
        self._entry = entry
        self._knowledge = knowledge
        self._reviving = asyncio.Lock()
        self._closed = False

    @classmethod
    async def start(cls, entry: str, knowledge: bytes = b"") -> _Nursery:
        """Raises `AnalysisError`."""
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
        nursery = cls(process, ours, entry, knowledge)
        try:
            # A nursery that dies while it loads leaves what it was sent unread: the socket is reset, not ended.
            async with asyncio.timeout(_START_TIMEOUT_S):
                with contextlib.suppress(ConnectionError):
                    await asyncio.get_running_loop().sock_sendall(ours, wire.frame(knowledge))
                    if await asyncio.get_running_loop().sock_recv(ours, len(READY)) == READY:
                        return nursery
            raise AnalysisError(f"the analysis workers did not start: `{entry}` cannot be loaded")
        except BaseException as error:
            await nursery.close()
            if isinstance(error, TimeoutError):
                raise AnalysisError(f"the analysis workers did not start within {_START_TIMEOUT_S} s") from error
            raise

    async def bear(self) -> _Worker:
        """A new worker. Raises `AnalysisError`."""
        process = self._process
        try:
            return await self._bear()
        except (OSError, EOFError):
            await self._revive(process)
        try:
            return await self._bear()
        except (OSError, EOFError) as error:
            raise AnalysisError(f"no analysis worker could be started: {error}") from error

    async def _bear(self) -> _Worker:
        """Raises `OSError`, of which a late answer is one, and `EOFError`."""
        ours, theirs = socket.socketpair()
        with contextlib.ExitStack() as undo:
            undo.callback(ours.close)
            with theirs:
                socket.send_fds(self._control, [b"w"], [theirs.fileno()])
            reader, writer = await asyncio.open_unix_connection(sock=ours, limit=1 << 20)
            undo.callback(writer.transport.abort)
            # Each worker names itself on its own socket: a caller who leaves here leaves no answer for the next one.
            async with asyncio.timeout(_BIRTH_TIMEOUT_S):
                (pid,) = wire.PID.unpack(await reader.readexactly(wire.PID.size))
            # It waits for its first question, so its pid cannot have been reused yet.
            worker = _Worker(os.pidfd_open(pid), reader, writer)
            undo.pop_all()
        return worker

    async def _revive(self, failed: asyncio.subprocess.Process) -> None:
        """A new process in place of the one that `failed`, unless there is one already. Raises `AnalysisError`."""
        async with self._reviving:
            if self._closed:
                raise AnalysisError("the analysis workers have been stopped")
            if self._process is not failed:
                return
            await self._end()
            fresh = await _Nursery.start(self._entry, self._knowledge)
            self._process, self._control = fresh._process, fresh._control
            if self._closed:
                await self._end()

    async def close(self) -> None:
        """Idempotent."""
        self._closed = True
        await self._end()

    async def _end(self) -> None:
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
    return len(question) + len(analysis.document) + _learned_size(analysis.learned) + 256


def _learned_size(learned: Learned) -> int:
    texts = learned.definitions.statements if learned.definitions else ()
    return sum(len(file.text or "") for file in learned.files) + sum(map(len, texts))
