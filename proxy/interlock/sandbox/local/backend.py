"""The local backend: proves that it isolates, keeps a few sandboxes warm, hands out each once."""

from __future__ import annotations

import asyncio
import contextlib
import os
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from interlock.errors import ConfigError, SandboxError, SandboxUnavailable
from interlock.model.action import CreateSession
from interlock.model.permit import Permit
from interlock.sandbox.local import cgroup
from interlock.sandbox.local.bwrap import Bubblewrap, find_bwrap
from interlock.sandbox.local.process import SandboxProcess, Sizes
from interlock.sandbox.local.sandbox import LocalSandbox

_FIRST_UID = 200_000
_UIDS = 60_000


@dataclass(frozen=True, slots=True)
class LocalSettings:
    """Settings of the local sandbox."""

    runtime_dir: Path
    pool_size: int = 2
    memory_bytes: int = 1024 * 2**20
    home_bytes: int = 256 * 2**20
    tmp_bytes: int = 256 * 2**20
    processes: int = 64
    default_timeout_s: float = 60.0
    require_cgroup: bool = False


class LocalBackend:
    """`ports.SandboxBackend` on this machine. Lives on one event loop, and its thread."""

    name = "local"

    def __init__(self, settings: LocalSettings) -> None:
        self._settings = settings
        self._bwrap: Bubblewrap | None = None
        self._warm: list[LocalSandbox] = []
        self._tasks: set[asyncio.Task[None]] = set()
        self._next_uid = 0
        self._isolation: dict[str, str] = {}
        self._closed = False

    @property
    def isolation(self) -> Mapping[str, str]:
        """The effective isolation; known after `start`."""
        return self._isolation

    async def start(self) -> None:
        """Prove that isolation works here and fill the pool. Raises `ConfigError` with a remedy."""
        self._bwrap = find_bwrap()
        if not (self._settings.runtime_dir / "lib" / "IPython").is_dir():
            raise ConfigError(f"the sandbox's own environment is not in `{self._settings.runtime_dir}`", "make setup")
        try:
            first = await self._make()
        except SandboxUnavailable as error:
            raise ConfigError(f"this machine cannot isolate: {error}", _remedy(str(error))) from error
        try:
            await first.prove()
        except SandboxError as error:
            await first.close()
            raise ConfigError(f"the sandbox does not isolate as it must: {error}", "interlock doctor") from error
        self._isolation = dict(first.isolation)
        if self._settings.require_cgroup and self._isolation["cgroup"].startswith("none"):
            await first.close()
            raise ConfigError(
                "there is no cgroup to limit memory with", "run as root or under systemd with Delegate=yes"
            )
        if self._settings.pool_size:
            self._warm.append(first)
        else:
            await first.close()
        self._refill()

    async def create(self, permit: Permit[CreateSession], session_id: str) -> LocalSandbox:
        """A sandbox of its own for one session: a warm one, else a new one. Raises `SandboxUnavailable`."""
        action = permit.redeem()
        sandbox: LocalSandbox | None = None
        while self._warm and (sandbox is None or not sandbox.alive):
            sandbox = self._warm.pop(0)
        if sandbox is None or not sandbox.alive:
            sandbox = await self._make()
        self._refill()
        try:
            await sandbox.configure(action)
        except BaseException:
            await sandbox.close()
            raise
        return sandbox

    async def close(self) -> None:
        self._closed = True
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await asyncio.gather(*(sandbox.close() for sandbox in self._warm))
        self._warm.clear()

    async def _make(self) -> LocalSandbox:
        assert self._bwrap is not None  # INVARIANT: start() comes first
        s = self._settings
        id_ = uuid.uuid4().hex[:16]
        uid = 0
        if os.geteuid() == 0:
            # One for each live sandbox: an escape from one would still be a stranger to the others.
            uid = _FIRST_UID + self._next_uid % _UIDS
            self._next_uid += 1
        group = cgroup.make(id_, s.memory_bytes, s.processes)
        sizes = Sizes(s.memory_bytes, s.home_bytes, s.tmp_bytes, s.processes)
        process = await SandboxProcess.start(self._bwrap, s.runtime_dir, sizes, uid, group)
        isolation = {
            "tier": "bubblewrap",
            "bubblewrap": f"{self._bwrap.version} ({self._bwrap.source})",
            "seccomp": "on",
            "uid": "dropped" if uid else "of the proxy",
            "cgroup": group.mode,
            "network": "none",
        }
        sandbox = LocalSandbox(id_, process, isolation, s.default_timeout_s)
        try:
            await sandbox.ready()
        except BaseException:
            await sandbox.close()
            raise
        return sandbox

    def _refill(self) -> None:
        missing = self._settings.pool_size - len(self._warm) - len(self._tasks)
        for _ in range(missing if not self._closed else 0):
            task = asyncio.create_task(self._add_one())
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def _add_one(self) -> None:
        with contextlib.suppress(SandboxError):  # the next `create` meets the same trouble, and says it
            sandbox = await self._make()
            if self._closed:
                await sandbox.close()
            else:
                self._warm.append(sandbox)


def _remedy(words: str) -> str:
    """What usually mends what bubblewrap complains of."""
    known = (
        (
            "No permissions to create new namespace",
            "allow unprivileged user namespaces; in a container: a seccomp profile that permits them",
        ),
        (
            "mount proc",
            "the container masks /proc: run with unmasked /proc (Podman: unmask=ALL), or outside the container",
        ),
        ("setting up uid map", "AppArmor restricts user namespaces: add a profile for bwrap"),
        ("ENOSPC", "raise user.max_user_namespaces"),
        ("find source path", "the interpreter or the checkout cannot be read by an ordinary user"),
    )
    return next((remedy for sign, remedy in known if sign in words), "interlock doctor; or use a remote sandbox")
