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
_AGENT_FD = 3
_START_TIMEOUT_S = 20.0
_END_TIMEOUT_S = 5.0


@dataclass(frozen=True, slots=True)
class Sizes:
    """What one sandbox may use."""

    memory_bytes: int
    home_bytes: int
    tmp_bytes: int
    processes: int

    def limits(self) -> str:
        """Resource limits that the agent sets before anything else runs (getrlimit(2)), as JSON."""
        return json.dumps(
            {
                "NPROC": self.processes,
                "NOFILE": 256,
                "FSIZE": max(self.home_bytes, self.tmp_bytes),
                "DATA": self.memory_bytes,
                "CORE": 1,  # and not 0, which handlers behind a pipe ignore (core(5))
                "MSGQUEUE": 0,
                "MEMLOCK": 0,
            }
        )


class SandboxProcess:
    """A running bubblewrap with the agent inside; `sock` talks to the agent."""

    def __init__(
        self, process: asyncio.subprocess.Process, sock: socket.socket, pid: int, pidfd: int, cgroup: Cgroup
    ) -> None:
        self.process = process
        self.sock = sock
        self.pid = pid
        """Of the first process of the sandbox's pid namespace, as the host sees it."""
        self._pidfd = pidfd
        self._cgroup = cgroup
        self._ended = False

    @classmethod
    async def start(cls, bwrap: Bubblewrap, runtime: Path, sizes: Sizes, uid: int, cgroup: Cgroup) -> SandboxProcess:
        """Raises `SandboxUnavailable` with bubblewrap's own words. What it was given is cleaned up where it fails.

        Call it from the event loop's thread, which lives as long as the proxy: bubblewrap dies with the thread that
        started it.
        """
        ours, theirs = socket.socketpair()
        info_read, info_write = os.pipe()
        info_write = _beside_the_agents(info_write)
        passed = [theirs.fileno(), info_write]
        process: asyncio.subprocess.Process | None = None
        try:
            try:
                plan = _plan(bwrap, runtime, sizes, uid, cgroup, theirs.fileno(), info_write, passed)
                process = await asyncio.create_subprocess_exec(
                    *(sys.executable, "-I", "-S", str(_LAUNCH), json.dumps(plan)),
                    stdin=asyncio.subprocess.DEVNULL,
                    stdout=asyncio.subprocess.DEVNULL,
                    stderr=asyncio.subprocess.PIPE,
                    pass_fds=passed,
                    env={},
                    cwd="/",
                    start_new_session=True,
                )
            finally:
                theirs.close()
                for fd in passed[1:]:
                    os.close(fd)
            reading, info_read = info_read, -1
            pid = await _child_pid(reading)
            pidfd = os.pidfd_open(pid)
        except BaseException as error:
            ours.close()
            if info_read >= 0:
                os.close(info_read)
            words = await asyncio.shield(_abandon(process, cgroup))
            if isinstance(error, OSError | ValueError | KeyError | TimeoutError):
                raise SandboxUnavailable(f"bubblewrap did not start: {words or error}") from error
            raise
        ours.setblocking(False)
        return cls(process, ours, pid, pidfd, cgroup)

    def kill(self) -> None:
        """Kill everything inside; from any thread. `end` is still to be called."""
        # The init process of the sandbox, not bubblewrap: with it the kernel ends all processes of its namespace.
        with contextlib.suppress(OSError):  # gone already
            signal.pidfd_send_signal(self._pidfd, signal.SIGKILL)

    async def end(self) -> None:
        """Kill everything inside and wait until it is gone. Idempotent."""
        if self._ended:
            return
        self._ended = True
        self.sock.close()
        self.kill()
        await asyncio.to_thread(_gone, self._pidfd)
        pidfd, self._pidfd = self._pidfd, -1
        os.close(pidfd)
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(_END_TIMEOUT_S):
                await self.process.wait()
        if self.process.returncode is None:
            _kill_group(self.process.pid)
            await self.process.wait()
        await asyncio.to_thread(self._cgroup.remove)

    async def words(self) -> str:
        """What bubblewrap said last."""
        return await _words(self.process)


def _plan(
    bwrap: Bubblewrap, runtime: Path, sizes: Sizes, uid: int, cgroup: Cgroup, sock: int, info: int, passed: list[int]
) -> dict[str, object]:
    """What `launch.py` does; adds to `passed` the descriptors it needs for that."""

    def document(name: str, content: bytes) -> int:
        passed.append(_memfd(name, content))
        return passed[-1]

    python = recipe.interpreter()
    sources = recipe.sources(runtime, python)
    program = str(bwrap.path)
    stage = _stage()
    if uid:
        # Wherever it lies, an unprivileged user may not get there.
        sources |= {name: str(path) for name, path in bwrap.sources().items()}
        program = bwrap.below(stage)
    bound = {name: f"{stage}/{name}" for name in sources} if uid else sources
    fds = recipe.Descriptors(
        info=info,
        seccomp=document("seccomp", filter_for(memory_files=cgroup.hard)),
        passwd=document("passwd", recipe.PASSWD.encode()),
        group=document("group", recipe.GROUP.encode()),
        hosts=document("hosts", recipe.HOSTS.encode()),
    )
    options = recipe.arguments(python, bound, fds, home_bytes=sizes.home_bytes, tmp_bytes=sizes.tmp_bytes)
    # Through a descriptor: the command line shows inside, as that of process 1.
    args = document("args", b"".join(option.encode() + b"\0" for option in options))
    return {
        "argv": [program, "--args", str(args), "--", *recipe.command(python, sizes.limits())],
        "uid": uid,
        "stage": stage,
        "binds": sources,
        "cgroups": cgroup.tasks,
        "sock": sock,
        "parent": os.getpid(),
    }


def _stage() -> str:
    """An existing directory that nothing inside needs."""
    return next((path for path in _STAGES if Path(path).is_dir()), "/tmp")


def _beside_the_agents(fd: int) -> int:
    """The descriptor under a number other than 3, which is where `launch.py` puts the agent's socket."""
    if fd != _AGENT_FD:
        return fd
    moved = fcntl.fcntl(fd, fcntl.F_DUPFD_CLOEXEC, _AGENT_FD + 1)
    os.close(fd)
    return moved


def _memfd(name: str, content: bytes) -> int:
    fd = _beside_the_agents(os.memfd_create(name, os.MFD_CLOEXEC))
    os.write(fd, content)
    os.lseek(fd, 0, os.SEEK_SET)
    return fd


async def _abandon(process: asyncio.subprocess.Process | None, cgroup: Cgroup) -> str:
    """Ends what was started; what it said, or else how it had ended by itself."""
    words = ""
    if process is not None:
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(0.2):
                await process.wait()
        ended = process.returncode
        _kill_group(process.pid)
        words = await _words(process) or (f"it ended with {ended} and said nothing" if ended is not None else "")
        await process.wait()
    await asyncio.to_thread(cgroup.remove)
    return words


def _kill_group(launched: int) -> None:
    """bubblewrap and, where it was still waiting to be let in, its child, which does not die with it then.

    `launched` leads a group of its own, whose number is nobody else's while it has members.
    """
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(launched, signal.SIGKILL)


def _gone(pidfd: int) -> None:
    """Waits until the process has ended. Not `select`, which knows no descriptors over 1023."""
    poll = select.poll()
    poll.register(pidfd, select.POLLIN)
    poll.poll(_END_TIMEOUT_S * 1000)


async def _child_pid(fd: int) -> int:
    """The pid of the sandbox's first process; closes `fd`. Raises `OSError`, `ValueError`, `KeyError`."""
    reader = asyncio.StreamReader()
    fcntl.fcntl(fd, fcntl.F_SETFL, os.O_NONBLOCK)
    loop = asyncio.get_running_loop()
    transport, _ = await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), os.fdopen(fd, "rb"))
    try:
        async with asyncio.timeout(_START_TIMEOUT_S):
            info = json.loads(await reader.read())  # to its end: closed early, bubblewrap dies of it
    finally:
        transport.close()
    return int(info["child-pid"])


async def _words(process: asyncio.subprocess.Process) -> str:
    assert process.stderr is not None  # INVARIANT: it is a pipe
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(1.0):
            return (await process.stderr.read(_WORDS_BYTES)).decode("utf-8", "replace").strip()
    return ""
