"""Hard limits of memory and processes for one sandbox, where the kernel lets us set them."""

from __future__ import annotations

import contextlib
import os
import time
from dataclasses import dataclass
from pathlib import Path

_ROOT = Path("/sys/fs/cgroup")


@dataclass(frozen=True, slots=True)
class Cgroup:
    """The groups of one sandbox; none where limits are best effort."""

    mode: str
    """`v2`, `v1`, or `none: memory is limited per process only`."""
    directories: tuple[Path, ...] = ()

    @property
    def tasks(self) -> list[str]:
        """Files that the launcher writes itself into before it becomes the sandbox."""
        name = "cgroup.procs" if self.mode == "v2" else "tasks"
        return [str(directory / name) for directory in self.directories]

    def remove(self) -> None:
        """After its processes are gone."""
        for directory in self.directories:
            for _ in range(20):
                try:
                    directory.rmdir()
                    break
                except FileNotFoundError:
                    break
                except OSError:
                    time.sleep(0.01)


NONE = Cgroup("none: memory is limited per process only")


def make(name: str, memory_bytes: int, processes: int) -> Cgroup:
    """Groups for a new sandbox; `NONE` where this process may not make any."""
    if os.geteuid() != 0:
        return NONE
    with contextlib.suppress(OSError):
        if (_ROOT / "cgroup.controllers").exists():
            return _v2(name, memory_bytes, processes)
        if (_ROOT / "memory").is_dir() and (_ROOT / "pids").is_dir():
            return _v1(name, memory_bytes, processes)
    return NONE


def _v2(name: str, memory_bytes: int, processes: int) -> Cgroup:
    parent = _ROOT / "interlock"
    parent.mkdir(exist_ok=True)
    for directory in (_ROOT, parent):
        (directory / "cgroup.subtree_control").write_text("+memory +pids")
    directory = parent / name
    directory.mkdir()
    (directory / "memory.max").write_text(str(memory_bytes))
    with contextlib.suppress(OSError):
        (directory / "memory.swap.max").write_text("0")
    (directory / "pids.max").write_text(str(processes + 8))
    return Cgroup("v2", (directory,))


def _v1(name: str, memory_bytes: int, processes: int) -> Cgroup:
    made: list[Path] = []
    for controller, file, value in (
        ("memory", "memory.limit_in_bytes", memory_bytes),
        ("pids", "pids.max", processes + 8),
    ):
        directory = _ROOT / controller / f"interlock-{name}"
        directory.mkdir()
        made.append(directory)
        (directory / file).write_text(str(value))
    return Cgroup("v1", tuple(made))
