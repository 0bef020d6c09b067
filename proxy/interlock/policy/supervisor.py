"""A private OPA: started, proved, watched, restarted, and gone when we are.

It listens on a unix socket in a directory that only our user can enter; that directory is the lock on its door.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import shutil
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal as L

from interlock.errors import ConfigError, DecisionPointError
from interlock.policy import probe
from interlock.policy.answer import ENDPOINT
from interlock.policy.binary import Opa
from interlock.policy.bundle import Bundle
from interlock.policy.opa import OpaDecisionPoint

State = L["starting", "ready", "down", "stopped"]

_LAUNCH = Path(__file__).with_name("launch.py")
_SOCKET = "opa.sock"
_MAX_SOCKET_PATH_BYTES = 100
"""`sun_path` holds 108 (unix(7)); Go and Python each want a little."""

_MAX_WORDS = 10
"""Lines of OPA's that are kept for messages."""

_log = logging.getLogger("interlock.policy")


@dataclass(frozen=True, slots=True)
class StateChange:
    """What the supervised OPA does from now on. While it is not `ready`, every decision is a refusal."""

    state: State
    detail: str = ""
    """Why: exit status and OPA's last words, or the revision it serves."""


@dataclass(frozen=True, slots=True)
class Tuning:
    """What the child may use, and how patient we are with it."""

    memory_bytes: int = 512 * 1024 * 1024
    """Go's soft limit. A child that holds twice as much is killed."""
    processors: int = 2
    ready_timeout_s: float = 20.0
    first_backoff_s: float = 0.05
    last_backoff_s: float = 5.0
    watch_interval_s: float = 1.0
    unresponsive_after: int = 5
    """Probes in a row without an answer, after which the child is killed."""
    stop_grace_s: float = 2.0


def log_change(change: StateChange) -> None:
    """The default observer: one log line for each change, so that whoever read of an end reads of the return."""
    said = f"opa {change.state}: {change.detail}" if change.detail else f"opa {change.state}"
    _log.log(logging.WARNING if change.state == "down" else logging.INFO, said)


class OpaSupervisor:
    """One OPA on one bundle. Lives on the event loop, and the thread, that `start` is called on."""

    def __init__(
        self,
        opa: Opa,
        bundle: Bundle,
        runtime_dir: Path | None = None,
        *,
        on_change: Callable[[StateChange], None] = log_change,
        tuning: Tuning | None = None,
    ) -> None:
        """`runtime_dir` is made private and ours alone; without one, or where its path is too long for a socket, a
        temporary directory is used and removed."""
        self.opa = opa
        self.bundle = bundle
        self._on_change = on_change
        self._tuning = tuning or Tuning()
        self._wanted_dir = runtime_dir.absolute() if runtime_dir is not None else None
        self._dir: Path | None = None
        self._state: State = "stopped"
        self._ready = asyncio.Event()
        self._words_heard: list[str] = []
        self._task: asyncio.Task[None] | None = None
        self._process: asyncio.subprocess.Process | None = None

    @property
    def state(self) -> State:
        return self._state

    @property
    def pid(self) -> int | None:
        """Of the running child."""
        return self._process.pid if self._process is not None and self._process.returncode is None else None

    @property
    def socket(self) -> Path:
        """Where OPA listens; the same over restarts. Valid after `start`."""
        if self._dir is None:
            raise RuntimeError("not started")
        return self._dir / _SOCKET

    async def start(self) -> None:
        """Start OPA and return when it has answered the probe.

        Raises `ConfigError` with OPA's words where it exits at once, `DecisionPointError` where it does not get ready.
        """
        self._dir = _private_dir(self._wanted_dir)
        self._task = asyncio.get_running_loop().create_task(self._supervise(), name="opa-supervisor")
        ready = asyncio.create_task(self._ready.wait())
        try:
            done, _ = await asyncio.wait(
                {ready, self._task}, timeout=self._tuning.ready_timeout_s, return_when=asyncio.FIRST_COMPLETED
            )
            if self._task in done:
                self._task.result()  # raises the ConfigError of a first start that failed
            if ready not in done:
                raise DecisionPointError(ENDPOINT, "timeout", f"not ready: {self._words()}")
        except BaseException:
            await self.stop()
            raise
        finally:
            ready.cancel()

    async def stop(self) -> None:
        """End OPA and wait until it is gone. Idempotent."""
        if self._task is not None:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError, ConfigError):
                await self._task
            self._task = None
            self._change("stopped")
        if self._dir is not None and self._dir != self._wanted_dir:
            shutil.rmtree(self._dir, ignore_errors=True)

    async def _supervise(self) -> None:
        backoff_s = self._tuning.first_backoff_s
        while True:
            self._change("starting")
            try:
                was_ready, why = await self._run_once()
            except Exception as error:  # no process to be had, say: try again later rather than never
                _log.exception("supervising OPA")
                was_ready, why = False, str(error)
            self._change("down", why)
            if was_ready:
                backoff_s = self._tuning.first_backoff_s
            elif not self._ready.is_set():
                raise ConfigError(f"OPA does not start: {why}", "correct the policies, or see `interlock doctor`")
            await asyncio.sleep(backoff_s)
            backoff_s = min(backoff_s * 2, self._tuning.last_backoff_s)

    async def _run_once(self) -> tuple[bool, str]:
        """One life of the child: whether it got ready, and why it ended."""
        self._words_heard.clear()
        process = self._process = await self._spawn()
        listening = asyncio.create_task(self._listen(process))
        ended = asyncio.create_task(process.wait())
        watching = asyncio.create_task(self._watch(process))
        try:
            await asyncio.wait({ended, watching}, return_when=asyncio.FIRST_COMPLETED)
            was_ready = self._state == "ready"
            if not ended.done():
                return was_ready, watching.result()
            await listening
            return was_ready, f"exit status {process.returncode}: {self._words()}"
        finally:
            watching.cancel()
            await _end(process, self._tuning.stop_grace_s if self._state == "ready" else 0.0)
            await asyncio.gather(ended, watching, listening, return_exceptions=True)

    async def _spawn(self) -> asyncio.subprocess.Process:
        self.socket.unlink(missing_ok=True)
        return await asyncio.create_subprocess_exec(
            sys.executable,
            "-I",
            "-S",
            str(_LAUNCH),
            str(os.getpid()),
            str(self.opa.path),
            *_arguments(self.socket, self.bundle.path),
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,  # OPA logs to one and says on the other why it does not start
            env={
                "GOGC": "400",
                "GOMEMLIMIT": str(self._tuning.memory_bytes),
                "GOMAXPROCS": str(self._tuning.processors),
            },
            cwd="/",
            start_new_session=True,  # an interrupt from the terminal is for the proxy, which still has decisions to get
        )

    async def _listen(self, process: asyncio.subprocess.Process) -> None:
        assert process.stdout is not None
        while chunk := await process.stdout.read(4096):
            for line in chunk.decode("utf-8", "replace").splitlines():
                self._note(line)
                _log.debug("opa says: %s", line[:1000])

    async def _watch(self, process: asyncio.subprocess.Process) -> str:
        """Returns why the child must be ended."""
        opa = OpaDecisionPoint(self.socket)
        try:
            if not await self._becomes_ready(opa):
                return f"not ready in {self._tuning.ready_timeout_s} s: {self._words()}"
            self._ready.set()
            self._change("ready", self.bundle.revision)
            return await self._stays_ready(opa, process.pid)
        finally:
            await opa.close()

    async def _becomes_ready(self, opa: OpaDecisionPoint) -> bool:
        document, loop = probe.probe_document(), asyncio.get_running_loop()
        until = loop.time() + self._tuning.ready_timeout_s
        while loop.time() < until:
            try:
                if await opa.healthy():
                    decision = await opa.decide_document(document, timeout_s=2.0)
                    if probe.as_expected(decision, self.bundle.revision):
                        return True
                    self._note(f"the probe was answered with {decision}")
            except DecisionPointError as error:
                if error.cause not in ("connection", "breaker_open"):
                    self._note(f"the probe failed: {error.cause} {error.detail}")
            await asyncio.sleep(0.02)
        return False

    async def _stays_ready(self, opa: OpaDecisionPoint, pid: int) -> str:
        silent = 0
        while silent < self._tuning.unresponsive_after:
            await asyncio.sleep(self._tuning.watch_interval_s)
            silent = 0 if await opa.healthy() else silent + 1
            if (held := _resident_bytes(pid)) > 2 * self._tuning.memory_bytes:
                return f"it holds {held} bytes of memory"
        return f"it did not answer {silent} times in a row"

    def _change(self, state: State, detail: str = "") -> None:
        if state != self._state:
            self._state = state
            self._on_change(StateChange(state, detail))

    def _note(self, line: str) -> None:
        # The first words of a life tell why it ended; what follows is usage text or a stack.
        if len(self._words_heard) < _MAX_WORDS and line not in self._words_heard:
            self._words_heard.append(line[:1000])

    def _words(self) -> str:
        return "\n".join(self._words_heard) or "it said nothing"


def _arguments(socket: Path, bundle: Path) -> list[str]:
    return [
        "run",
        "--server",
        f"--addr=unix://{socket}",
        "--unix-socket-perm=600",
        "--skip-version-check",
        "--log-level=error",
        "--log-format=json",
        "--ready-timeout=10",
        "--shutdown-grace-period=1",
        "--bundle",
        str(bundle.absolute()),
    ]


async def _end(process: asyncio.subprocess.Process, grace_s: float) -> None:
    if process.returncode is None:
        with contextlib.suppress(ProcessLookupError):
            process.terminate() if grace_s else process.kill()
        try:
            async with asyncio.timeout(grace_s or None):
                await process.wait()
        except TimeoutError:
            with contextlib.suppress(ProcessLookupError):
                process.kill()
            await process.wait()


def _private_dir(wanted: Path | None) -> Path:
    """A directory of ours with mode 0700. Raises `ConfigError` where `wanted` belongs to somebody else."""
    if wanted is None or len(os.fsencode(wanted / _SOCKET)) > _MAX_SOCKET_PATH_BYTES:
        return Path(tempfile.mkdtemp(prefix="interlock-opa-"))
    wanted.mkdir(mode=0o700, parents=True, exist_ok=True)
    if wanted.is_symlink() or wanted.stat().st_uid != os.geteuid():
        raise ConfigError(f"`{wanted}` is not our own directory", "choose another data directory, or remove it")
    wanted.chmod(0o700)
    return wanted


def _resident_bytes(pid: int) -> int:
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, IndexError):
        return 0
