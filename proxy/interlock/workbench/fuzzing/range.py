"""The range: a sandbox that holds nothing but canaries, in which hostile texts really run.

It is no session's sandbox and takes no permit, because nothing of an agent runs in it. Its walls are those of the local
sandbox (bubblewrap with every namespace, no network, no capability, the seccomp filter, an unprivileged uid where it is
started by root); what differs is the furniture: programs are stubs that write down how they were started, but for those
that do no harm to canaries, and all files are canaries. `inside/runs.py` says which.
"""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import json
import os
import socket
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from interlock.errors import SandboxUnavailable
from interlock.sandbox.local import launch, recipe, seccomp
from interlock.sandbox.local.bwrap import find_bwrap

_INSIDE = Path(__file__).with_name("inside")
_HERE = "/opt/.range"
_STAGES = ("/mnt", "/media", "/srv", "/opt")
_START_TIMEOUT_S = 60.0
_RUN_TIMEOUT_S = 30.0
_MOST_ANSWER = 4 << 20
_TMPFS_BYTES = 64 << 20
_UIDS = itertools.count(290_000)
"""Outside those of sessions' sandboxes."""


@dataclass(frozen=True, slots=True)
class Run:
    """One text to run."""

    text: str
    language: str = "bash"
    """bash, python or javascript."""
    names: tuple[str, ...] = ()
    """Programs that are to be found on PATH beside those of the machine."""
    stubs: tuple[str, ...] = ()
    """Programs that are stubs this time although they could run."""
    cwd: str = ""
    env: dict[str, str] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)
    """Path → text of what is there before."""


Effects = frozenset[tuple[str, ...]]
"""What a run did: see `effects`."""


class Range:
    """One sandbox of canaries. Runs one text at a time; a text that ends the sandbox is lost, and a new one is made."""

    def __init__(self, runtime: Path) -> None:
        self._runtime = runtime
        self._process: asyncio.subprocess.Process | None = None
        self._reader: asyncio.StreamReader | None = None
        self._writer: asyncio.StreamWriter | None = None
        self._ids = itertools.count()

    async def __aenter__(self) -> Range:
        await self._start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    async def run(self, run: Run) -> Effects | None:
        """What it did; None where it ended the sandbox. Raises `SandboxUnavailable`."""
        if self._writer is None:
            await self._start()
        assert self._writer is not None  # INVARIANT: set by `_start`
        number = next(self._ids)
        item = {
            "id": number,
            "text": run.text,
            "language": run.language,
            "names": run.names,
            "stubs": run.stubs,
            "cwd": run.cwd,
            "env": run.env,
            "files": run.files,
        }
        try:
            async with asyncio.timeout(_RUN_TIMEOUT_S):
                self._writer.write(json.dumps(item).encode() + b"\n")
                await self._writer.drain()
                answer = await self._answer()
            if answer["id"] != number:
                raise ValueError("another answer")
            return frozenset(tuple(map(str, effect)) for effect in answer["effects"])
        except (OSError, ValueError, KeyError, TypeError, TimeoutError, asyncio.IncompleteReadError):
            await self.close()
            return None

    async def close(self) -> None:
        """Ends it with all that is in it. Idempotent."""
        process, self._process = self._process, None
        writer, self._writer = self._writer, None
        if writer is not None:
            writer.close()
        if process is not None:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(process.pid, 9)
            await process.wait()

    async def _start(self) -> None:
        bwrap = find_bwrap()
        python = recipe.interpreter()
        sources = {"usr": "/usr", "runtime": str(self._runtime.resolve()), "inside": str(_INSIDE)}
        if python.prefix is not None:
            sources["python"] = str(python.prefix)
        program, uid, stage = str(bwrap.path), 0, _stage()
        if os.geteuid() == 0:
            uid = next(_UIDS)
            sources |= {name: str(path) for name, path in bwrap.sources().items()}
            program = bwrap.below(stage)
        bound = {name: f"{stage}/{name}" for name in sources} if uid else sources
        ours, theirs = socket.socketpair()
        filter_, options = _document(seccomp.filter_for()), -1
        try:
            inside = (
                str(_HERE) + "/usr" + python.inside.removeprefix("/usr") if python.prefix is None else python.inside
            )
            options = _document(b"".join(o.encode() + b"\0" for o in _options(python, bound, filter_, inside)))
            plan = {
                "argv": [program, "--args", str(options), "--", inside, "-I", "-S", f"{_HERE}/inside/runs.py"],
                "uid": uid,
                "stage": stage,
                "binds": sources,
                "cgroups": [],
                "sock": theirs.fileno(),
                "parent": os.getpid(),
            }
            self._process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-I", "-S", str(launch.__file__), json.dumps(plan)),
                stdin=asyncio.subprocess.DEVNULL,
                stdout=asyncio.subprocess.DEVNULL,
                stderr=asyncio.subprocess.PIPE,
                pass_fds=(theirs.fileno(), filter_, options),
                env={},
                cwd="/",
                start_new_session=True,
            )
        finally:
            theirs.close()
            for fd in (filter_, options):
                if fd >= 0:
                    os.close(fd)
        ours.setblocking(False)
        self._reader, self._writer = await asyncio.open_connection(sock=ours, limit=_MOST_ANSWER)
        try:
            async with asyncio.timeout(_START_TIMEOUT_S):
                await self._answer()
        except (OSError, ValueError, TimeoutError, asyncio.IncompleteReadError) as error:
            process = self._process
            await self.close()
            words = ""
            if process is not None and process.stderr is not None:
                words = (await process.stderr.read(4096)).decode("utf-8", "replace").strip()
            raise SandboxUnavailable(f"the range did not start: {words or error}") from error

    async def _answer(self) -> dict[str, Any]:
        assert self._reader is not None  # INVARIANT: set with the writer
        line = await self._reader.readline()
        if not line.endswith(b"\n"):
            raise ValueError("it ended")
        answer: dict[str, Any] = json.loads(line)
        return answer


def _stage() -> str:
    """An existing directory that nothing inside needs."""
    return next((path for path in _STAGES if Path(path).is_dir()), "/tmp")


def _document(content: bytes) -> int:
    fd = os.memfd_create("range", os.MFD_CLOEXEC)
    os.write(fd, content)
    os.lseek(fd, 0, os.SEEK_SET)
    if fd == 3:  # where `launch.py` puts the socket
        fd = os.dup(fd)
    return fd


def _options(python: recipe.Interpreter, bound: dict[str, str], filter_: int, inside: str) -> list[str]:
    """Bubblewrap's. `/` stays writable, since all that lies in it are canaries; resource limits bound what is written.
    What makes programs run is in a directory that nobody can list: nothing that walks the tree comes into it."""
    args = ["--unshare-user", "--unshare-pid", "--unshare-net", "--unshare-ipc", "--unshare-uts"]
    args += ["--unshare-cgroup"] if Path("/proc/self/ns/cgroup").exists() else []
    args += ["--disable-userns", "--uid", str(recipe.UID), "--gid", str(recipe.UID), "--hostname", "sandbox"]
    args += ["--cap-drop", "ALL", "--die-with-parent", "--new-session", "--clearenv"]
    args += ["--setenv", "PATH", "/usr/bin", "--setenv", "LANG", "C.UTF-8"]
    args += ["--dir", "/opt", "--perms", "0111", "--dir", _HERE]
    for name in ("usr", "runtime", "inside"):
        args += ["--ro-bind", bound[name], f"{_HERE}/{name}"]
    if "python" in bound:
        args += ["--ro-bind", bound["python"], "/opt/python"]
    if python.library:
        args += ["--dir", "/opt/lib", "--symlink", f"/opt/python/lib/{python.library}", f"/opt/lib/{python.library}"]
        args += ["--setenv", "LD_LIBRARY_PATH", "/opt/lib"]
    for link in ("lib", "lib32", "lib64", "libx32"):
        if Path(f"/usr/{link}").exists():
            args += ["--symlink", f"{_HERE.lstrip('/')}/usr/{link}", f"/{link}"]
    args += ["--symlink", "usr/bin", "/bin", "--symlink", "usr/sbin", "/sbin"]
    for path in ("/etc/ld.so.cache", "/etc/alternatives"):
        args += ["--ro-bind-try", path, path]
    args += ["--proc", "/proc", "--ro-bind", "/proc/sys", "/proc/sys"]
    args += ["--dev", "/dev", "--perms", "1777", "--size", str(_TMPFS_BYTES), "--tmpfs", "/dev/shm"]
    args += ["--dir", "/usr/bin", "--dir", "/usr/sbin", "--dir", "/usr/lib", "--dir", recipe.HOME, "--dir", "/tmp"]
    args += ["--chdir", recipe.HOME, "--add-seccomp-fd", str(filter_)]
    return args
