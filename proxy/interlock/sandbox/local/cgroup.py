"""Hard limits of memory, processes and CPU for one sandbox, where the kernel lets us set them."""

from __future__ import annotations

import contextlib
import os
import signal
import time
from dataclasses import dataclass
from pathlib import Path

_ROOT = Path("/sys/fs/cgroup")
_PERIOD_US = 100_000
_MOST_TRIES = 20
_OWN_PROCESSES = 8
"""Room for bubblewrap, the agent and the kernels, which count here and not against the sandbox's own limit."""


@dataclass(frozen=True, slots=True)
class Cgroup:
    """The groups of one sandbox; none where limits are best effort."""

    mode: str
    """`v2`, `v1` or `none`."""
    directories: tuple[Path, ...] = ()

    @property
    def hard(self) -> bool:
        """Whether memory is limited whatever form it takes."""
        return bool(self.directories)

    @property
    def tasks(self) -> list[str]:
        """Files that the launcher writes itself into before it becomes the sandbox."""
        name = "cgroup.procs" if self.mode == "v2" else "tasks"
        return [str(directory / name) for directory in self.directories]

    def remove(self) -> None:
        """Ends what is left in it, and removes it."""
        for directory in self.directories:
            _remove(directory)


def _remove(directory: Path) -> None:
    with contextlib.suppress(OSError):  # v1, and Linux before 5.14, have no such file
        (directory / "cgroup.kill").write_text("1")
    for _ in range(_MOST_TRIES):
        # A child of bubblewrap's that was never let in sits there and dies with nobody.
        with contextlib.suppress(OSError):
            for pid in (directory / "cgroup.procs").read_text().split():
                with contextlib.suppress(ProcessLookupError):
                    os.kill(int(pid), signal.SIGKILL)
        try:
            directory.rmdir()
            return
        except FileNotFoundError:
            return
        except OSError:
            time.sleep(0.01)


NONE = Cgroup("none")


def _owner(pid: int | str) -> str | None:
    """The process by its id and the time it began, since ids come again; None where it is not there."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return None
    # proc(5): the name in parentheses may hold anything; `starttime` is the 22nd field of all, the 20th behind it.
    return f"{pid}.{stat.rpartition(')')[2].split()[19]}"


def make(name: str, memory_bytes: int, processes: int, cpus: float) -> Cgroup:
    """Groups for a new sandbox; `NONE` where this process may not make any."""
    if os.geteuid() != 0:
        return NONE
    name = f"{_owner(os.getpid())}.{name}"
    with contextlib.suppress(OSError):
        if (_ROOT / "cgroup.controllers").exists():
            return _v2(name, memory_bytes, processes, cpus)
        if (_ROOT / "memory").is_dir() and (_ROOT / "pids").is_dir():
            return _v1(name, memory_bytes, processes, cpus)
    return NONE


def sweep() -> None:
    """Ends and removes what a proxy that was killed has left."""
    for pattern in ("interlock/*", "*/interlock-*"):
        for directory in _ROOT.glob(pattern):
            owner = directory.name.removeprefix("interlock-").rpartition(".")[0]
            if directory.is_dir() and owner != _owner(owner.partition(".")[0] or "-"):
                _remove(directory)


def _v2(name: str, memory_bytes: int, processes: int, cpus: float) -> Cgroup:
    parent = _ROOT / "interlock"
    parent.mkdir(exist_ok=True)
    for directory in (_ROOT, parent):
        (directory / "cgroup.subtree_control").write_text("+memory +pids")
        with contextlib.suppress(OSError):
            (directory / "cgroup.subtree_control").write_text("+cpu")
    directory = parent / name
    directory.mkdir()
    group = Cgroup("v2", (directory,))
    try:
        (directory / "memory.max").write_text(str(memory_bytes))
        (directory / "pids.max").write_text(str(processes + _OWN_PROCESSES))
        # `memory.oom.group`: a sandbox that is out of memory ends whole, not one process short.
        cpu = f"{int(cpus * _PERIOD_US)} {_PERIOD_US}"
        for file, value in (("memory.swap.max", "0"), ("memory.oom.group", "1"), ("cpu.max", cpu)):
            with contextlib.suppress(OSError):
                (directory / file).write_text(value)
    except OSError:
        group.remove()
        raise
    return group


def _v1(name: str, memory_bytes: int, processes: int, cpus: float) -> Cgroup:
    made: list[Path] = []
    wanted = (
        ("memory", "memory.limit_in_bytes", str(memory_bytes)),
        ("pids", "pids.max", str(processes + _OWN_PROCESSES)),
        ("cpu", "cpu.cfs_quota_us", str(int(cpus * _PERIOD_US))),
    )
    try:
        for controller, file, value in wanted:
            if controller == "cpu" and not (_ROOT / "cpu").is_dir():
                continue
            directory = _ROOT / controller / f"interlock-{name}"
            directory.mkdir()
            made.append(directory)
            (directory / file).write_text(value)
    except OSError:
        Cgroup("v1", tuple(made)).remove()
        raise
    return Cgroup("v1", tuple(made))
