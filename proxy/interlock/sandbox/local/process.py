"""One sandbox's processes: started with everything around them, ended with everything in them."""

from __future__ import annotations

import asyncio
import contextlib
import fcntl
import json
import os
import select
import signal
import socket
import sys
from dataclasses import dataclass
from pathlib import Path

from interlock.errors import SandboxUnavailable
from interlock.sandbox.local import recipe
from interlock.sandbox.local.bwrap import Bubblewrap
from interlock.sandbox.local.cgroup import Cgroup
from interlock.sandbox.local.seccomp import filter_for

_LAUNCH = Path(__file__).with_name("launch.py")
_STAGES = ("/mnt", "/media", "/srv", "/opt")
_WORDS_BYTES = 8192


@dataclass(frozen=True, slots=True)
class Sizes:
    """What one sandbox may use."""

    memory_bytes: int
    home_bytes: int
    tmp_bytes: int
    processes: int


class SandboxProcess:
    """A running bubblewrap with the agent inside; `sock` talks to the agent."""

    def __init__(self, process: asyncio.subprocess.Process, sock: socket.socket, pidfd: int, cgroup: Cgroup) -> None:
        self.process = process
        self.sock = sock
        self._pidfd = pidfd
        self._cgroup = cgroup
        self._ended = False

    @classmethod
    async def start(cls, bwrap: Bubblewrap, runtime: Path, sizes: Sizes, uid: int, cgroup: Cgroup) -> SandboxProcess:
        """Raises `SandboxUnavailable` with bubblewrap's own words.

        Call it from the event loop's thread, which lives as long as the proxy: bubblewrap dies with the thread that
        started it.
        """
        python = recipe.interpreter()
        sources = recipe.sources(runtime, python)
        stage = _stage()
        bound = {name: f"{stage}/{name}" for name in sources} if uid else sources
        ours, theirs = socket.socketpair()
        info_read, info_write = os.pipe()
        held = [theirs.fileno(), info_write]
        try:
            data = {name: _memfd(name, content) for name, content in _documents().items()}
            held += data.values()
            fds = recipe.Descriptors(info_write, data["seccomp"], data["passwd"], data["group"], data["hosts"])
            limits = {
                "NPROC": sizes.processes,
                "NOFILE": 256,
                "FSIZE": max(sizes.home_bytes, sizes.tmp_bytes),
                "DATA": sizes.memory_bytes,
                "CORE": 0,
                "MSGQUEUE": 0,
                "MEMLOCK": 0,
            }
            argv = recipe.arguments(
                bwrap.path,
                python,
                bound,
                fds,
                home_bytes=sizes.home_bytes,
                tmp_bytes=sizes.tmp_bytes,
                limits=json.dumps(limits),
            )
            plan = {
                "argv": argv,
                "uid": uid,
                "binds": sources,
                "stage": stage,
                "cgroups": cgroup.tasks,
                "sock": theirs.fileno(),
            }
            process = await asyncio.create_subprocess_exec(
                sys.executable,
                "-I",
                "-S",
                str(_LAUNCH),
                json.dumps(plan),
                stdin=asyncio.subprocess.DEVNULL,
                stdout=asyncio.subprocess.DEVNULL,
                stderr=asyncio.subprocess.PIPE,
                pass_fds=held,
                env={},
                cwd="/",
                start_new_session=True,
            )
        finally:
            theirs.close()
            for fd in held[1:]:
                os.close(fd)
        try:
            child = await _child_pid(info_read)
        except (OSError, ValueError) as error:
            ours.close()
            with contextlib.suppress(ProcessLookupError):
                process.kill()
            words = await _words(process)
            cgroup.remove()
            raise SandboxUnavailable(f"bubblewrap did not start: {words or error}") from error
        ours.setblocking(False)
        return cls(process, ours, child, cgroup)

    async def end(self) -> None:
        """Kill everything inside and wait until it is gone. Idempotent."""
        if self._ended:
            return
        self._ended = True
        self.sock.close()
        # The init process of the sandbox, not bubblewrap: with it the kernel ends all processes of its namespace at
        # once.
        with contextlib.suppress(ProcessLookupError):
            signal.pidfd_send_signal(self._pidfd, signal.SIGKILL)
        await asyncio.to_thread(select.select, [self._pidfd], [], [], 5.0)
        os.close(self._pidfd)
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(5.0):
                await self.process.wait()
        if self.process.returncode is None:
            self.process.kill()
            await self.process.wait()
        await asyncio.to_thread(self._cgroup.remove)

    async def words(self) -> str:
        """What bubblewrap said last."""
        return await _words(self.process)


def _stage() -> str:
    """An existing directory that nothing inside needs."""
    return next((path for path in _STAGES if Path(path).is_dir()), "/tmp")


def _documents() -> dict[str, bytes]:
    return {
        "seccomp": filter_for(),
        "passwd": recipe.PASSWD.encode(),
        "group": recipe.GROUP.encode(),
        "hosts": recipe.HOSTS.encode(),
    }


def _memfd(name: str, content: bytes) -> int:
    fd = os.memfd_create(name, os.MFD_CLOEXEC)
    os.write(fd, content)
    os.lseek(fd, 0, os.SEEK_SET)
    return fd


async def _child_pid(fd: int) -> int:
    """A pidfd of the sandbox's first process. Raises `OSError`, `ValueError`."""
    reader = asyncio.StreamReader()
    fcntl.fcntl(fd, fcntl.F_SETFL, os.O_NONBLOCK)
    loop = asyncio.get_running_loop()
    transport, _ = await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), os.fdopen(fd, "rb"))
    try:
        async with asyncio.timeout(20.0):
            info = json.loads(await reader.read())  # to its end: closed early, bubblewrap dies of it
    except TimeoutError as error:
        raise OSError("no answer within 20 s") from error
    finally:
        transport.close()
    return os.pidfd_open(int(info["child-pid"]))


async def _words(process: asyncio.subprocess.Process) -> str:
    assert process.stderr is not None  # INVARIANT: it is a pipe
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(1.0):
            return (await process.stderr.read(_WORDS_BYTES)).decode("utf-8", "replace").strip()
    return ""
