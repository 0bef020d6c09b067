"""Memory without a cgroup: looks at what all processes of a sandbox hold together, and kills the sandbox that holds too
much. Best effort: between two looks a program may take more than its limit."""

from __future__ import annotations

import contextlib
import os
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

BUSY_INTERVAL_S = 0.05
IDLE_INTERVAL_S = 0.5
"""While nothing is asked of a sandbox; what it left in the background may still grow."""
_INODE_BYTES = 1024
_TMPFS = ("tmp", "dev/shm", "home/user")


@dataclass
class _Watched:
    pid: int
    limit_bytes: int
    busy: Callable[[], bool]
    overrun: Callable[[], None]
    next_s: float = field(default=0.0)


class Watchdog:
    """One thread for all sandboxes of a backend; started with the first."""

    def __init__(self) -> None:
        self._watched: dict[int, _Watched] = {}
        self._lock = threading.Lock()
        self._wake = threading.Event()
        self._thread: threading.Thread | None = None
        self._closed = False

    def watch(self, pid: int, limit_bytes: int, busy: Callable[[], bool], overrun: Callable[[], None]) -> None:
        """From now on. `overrun` is called once, from the watchdog's thread, and must kill; `pid` is the sandbox's
        first process, as the host sees it."""
        with self._lock:
            self._watched[pid] = _Watched(pid, limit_bytes, busy, overrun)
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="sandbox-watchdog", daemon=True)
                self._thread.start()
        self._wake.set()

    def forget(self, pid: int) -> None:
        """Before the pid can become somebody else's."""
        with self._lock:
            self._watched.pop(pid, None)

    def close(self) -> None:
        self._closed = True
        self._wake.set()

    def _run(self) -> None:
        while not self._closed:
            with self._lock:
                watched = list(self._watched.values())
            if not watched:
                self._wake.clear()
                self._wake.wait()
                continue
            now = time.monotonic()
            for one in watched:
                if now >= one.next_s or one.busy():
                    one.next_s = now + IDLE_INTERVAL_S
                    self._look(one)
            time.sleep(BUSY_INTERVAL_S)

    def _look(self, one: _Watched) -> None:
        used = memory_bytes(one.pid)
        # Under the lock, so that `forget` means that nobody is killed any more.
        with self._lock:
            if used > one.limit_bytes and self._watched.get(one.pid) is one:
                del self._watched[one.pid]
                one.overrun()


def memory_bytes(pid: int) -> int:
    """What the processes below `pid` and the file systems of its sandbox hold in memory."""
    return sum(map(_private, _descendants(pid))) + sum(map(_files, (f"/proc/{pid}/root/{name}" for name in _TMPFS)))


def _descendants(pid: int) -> Iterator[int]:
    pending = [pid]
    while pending:
        one = pending.pop()
        yield one
        with contextlib.suppress(OSError):
            for task in os.listdir(f"/proc/{one}/task"):
                with contextlib.suppress(OSError), open(f"/proc/{one}/task/{task}/children") as file:
                    pending += map(int, file.read().split())


def _private(pid: int) -> int:
    """Anonymous memory and that shared with its own, each page once (proc(5), smaps_rollup)."""
    with contextlib.suppress(OSError, ValueError), open(f"/proc/{pid}/smaps_rollup") as file:
        return sum(int(line.split()[1]) * 1024 for line in file if line.startswith(("Pss_Anon:", "Pss_Shmem:")))
    return 0


def _files(path: str) -> int:
    # The path is made of mount points that nobody inside can move: no link leads out of it.
    with contextlib.suppress(OSError):
        found = os.statvfs(path)
        inodes = found.f_files - found.f_ffree
        return (found.f_blocks - found.f_bfree) * found.f_frsize + inodes * _INODE_BYTES
    return 0
