"""The local backend: proves that it isolates, keeps a few sandboxes warm, hands out each once."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from interlock.errors import ConfigError, SandboxError, SandboxUnavailable
from interlock.model.action import CreateSession
from interlock.model.permit import Permit, PermitError
from interlock.sandbox.local import cgroup, proof, recipe
from interlock.sandbox.local.bwrap import Bubblewrap, find_bwrap
from interlock.sandbox.local.process import SandboxProcess, Sizes
from interlock.sandbox.local.refusals import refusal, refuse_unsuited
from interlock.sandbox.local.sandbox import LocalSandbox
from interlock.sandbox.local.watchdog import Watchdog

_FIRST_UID = 200_000
_UIDS = 60_000
_MOST_STARTING = 4
"""Sandboxes that start side by side; more would only delay each other."""

_log = logging.getLogger("interlock.sandbox")


@dataclass(frozen=True, slots=True)
class LocalSettings:
    """Settings of the local sandbox; sizes are of one sandbox."""

    runtime_dir: Path
    """The environment that runs inside, as `tools/make_runtime.py` makes it."""
    pool_size: int = 2
    memory_bytes: int = 1024 * 2**20
    home_bytes: int = 256 * 2**20
    tmp_bytes: int = 256 * 2**20
    """Of `/tmp` and of `/dev/shm`, each."""
    processes: int = 64
    cpus: float = 1.0
    """Share of the processors, where a cgroup holds it."""
    output_bytes: int = 256 * 2**20
    """What one command or cell may write before it is stopped."""
    default_timeout_s: float = 60.0
    require_cgroup: bool = False
    use_cgroup: bool = True


class LocalBackend:
    """`ports.SandboxBackend` on this machine. Lives on one event loop, and its thread."""

    name = "local"

    def __init__(self, settings: LocalSettings) -> None:
        self._settings = settings
        self._bwrap: Bubblewrap | None = None
        self._warm: list[LocalSandbox] = []
        self._tasks: set[asyncio.Task[None]] = set()
        self._starting = asyncio.Semaphore(_MOST_STARTING)
        self._uids: set[int] = set()
        self._next_uid = 0
        self._watchdog = Watchdog()
        self._isolation: dict[str, str] = {}
        self._closed = False

    @property
    def isolation(self) -> Mapping[str, str]:
        """The effective isolation; known after `start`."""
        return self._isolation

    async def start(self) -> None:
        """Prove that isolation works here and fill the pool. Raises `ConfigError` with a remedy."""
        refuse_unsuited()
        self._bwrap = find_bwrap()
        if not (self._settings.runtime_dir / "lib" / "IPython").is_dir():
            raise ConfigError(f"the sandbox's own environment is not in `{self._settings.runtime_dir}`", "make setup")
        await asyncio.to_thread(cgroup.sweep)
        try:
            first = await self._make()
        except SandboxUnavailable as error:
            raise refusal(str(error)) from error
        try:
            await proof.prove(first)
            self._isolation = dict(first.isolation)
            if self._settings.require_cgroup and self._isolation["cgroup"] == "none":
                raise ConfigError("no cgroup limits memory here", "start the proxy as root, or drop `require_cgroup`")
        except SandboxError as error:
            await first.close()
            raise ConfigError(f"the sandbox does not isolate as it must: {error}", "interlock doctor") from error
        except ConfigError:
            await first.close()
            raise
        if self._isolation["cgroup"] == "none":
            _log.warning("memory of sandboxes is limited by best effort only: there is no cgroup")
        if self._settings.pool_size:
            self._warm.append(first)
        else:
            await first.close()
        self._refill()

    async def create(self, permit: Permit[CreateSession], session_id: str) -> LocalSandbox:
        """A sandbox of its own for one session: a warm one, else a new one. Raises `SandboxUnavailable`."""
        if permit.session_id != session_id:
            raise PermitError(f"a permit of session `{permit.session_id}` was shown for `{session_id}`")
        action = permit.redeem()
        sandbox = await self._take()
        if cold := sandbox is None:
            sandbox = await self._make(warm=False)
        self._refill()
        try:
            await sandbox.assign(session_id, action)
        except SandboxError as error:
            await sandbox.close()
            raise SandboxUnavailable(f"the sandbox did not take its settings: {error}") from error
        except BaseException:
            await sandbox.close()
            raise
        if cold:
            sandbox.warm_up()
        return sandbox

    async def filled(self) -> None:
        """Wait until no sandbox for the pool is being made any more."""
        while self._tasks:
            await asyncio.wait(tuple(self._tasks))

    async def close(self) -> None:
        """Ends the warm ones; those that were handed out are their sessions' to close."""
        self._closed = True
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await asyncio.gather(*(sandbox.close() for sandbox in self._warm))
        self._warm.clear()
        self._watchdog.close()

    async def _take(self) -> LocalSandbox | None:
        while self._warm:
            sandbox = self._warm.pop(0)
            if sandbox.alive:
                return sandbox
            await sandbox.close()
        return None

    async def _make(self, *, warm: bool = True) -> LocalSandbox:
        """A new one; `warm`: with a kernel that has run a cell."""
        async with self._starting:
            return await self._start_one(warm)

    async def _start_one(self, warm: bool) -> LocalSandbox:
        assert self._bwrap is not None  # INVARIANT: start() comes first
        s = self._settings
        id_ = uuid.uuid4().hex[:16]
        group = cgroup.make(id_, s.memory_bytes, s.processes, s.cpus) if s.use_cgroup else cgroup.NONE
        sizes = Sizes(s.memory_bytes, s.home_bytes, s.tmp_bytes, s.processes)
        uid = self._new_uid()
        try:
            process = await SandboxProcess.start(self._bwrap, s.runtime_dir, sizes, uid, group)
        except BaseException:
            self._uids.discard(uid)
            raise
        sandbox = LocalSandbox(
            id_,
            process,
            _isolation(self._bwrap, group, uid),
            recipe.languages(),
            default_timeout_s=s.default_timeout_s,
            output_bytes=s.output_bytes,
        )
        sandbox.on_close(lambda: self._uids.discard(uid))
        try:
            await sandbox.ready(warm=warm)
        except BaseException:
            await sandbox.close()
            raise
        if not group.hard:
            # Not before: until bubblewrap has changed its root, the sizes seen through it are the host's.
            self._watch(sandbox)
        return sandbox

    def _new_uid(self) -> int:
        """One for each live sandbox, so that an escape from one would still be a stranger to the others; 0: our own."""
        if os.geteuid() != 0:
            return 0
        if len(self._uids) >= _UIDS:
            raise SandboxUnavailable(f"there are {_UIDS} sandboxes already")
        while (uid := _FIRST_UID + self._next_uid % _UIDS) in self._uids:
            self._next_uid += 1
        self._next_uid += 1
        self._uids.add(uid)
        return uid

    def _watch(self, sandbox: LocalSandbox) -> None:
        process, loop, limit = sandbox.process, asyncio.get_running_loop(), self._settings.memory_bytes

        def overrun() -> None:
            with contextlib.suppress(RuntimeError):  # the loop has ended, and with it everything
                loop.call_soon_threadsafe(sandbox.lose, f"over its limit of {limit} bytes of memory")
            process.kill()

        self._watchdog.watch(process.pid, limit, lambda: sandbox.busy, overrun)
        sandbox.on_close(lambda: self._watchdog.forget(process.pid))

    def _refill(self) -> None:
        missing = self._settings.pool_size - len(self._warm) - len(self._tasks)
        for _ in range(missing if not self._closed else 0):
            task = asyncio.create_task(self._add_one())
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def _add_one(self) -> None:
        try:
            self._warm.append(await self._make())
        except SandboxError as error:
            _log.warning("no sandbox for the pool: %s", error)  # the next `create` meets the same trouble, and says it


def _isolation(bwrap: Bubblewrap, group: cgroup.Cgroup, uid: int) -> dict[str, str]:
    return {
        "tier": "bubblewrap",
        "bubblewrap": f"{bwrap.version} ({bwrap.source})",
        "seccomp": "on",
        "uid": "dropped" if uid else "of the proxy",
        "cgroup": group.mode,
        "memory": "hard limit" if group.hard else "best effort",
        "network": "none",
    }
