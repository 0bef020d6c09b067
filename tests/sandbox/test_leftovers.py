"""What remains when a sandbox or its proxy has ended: nothing."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from interlock.sandbox.local import cgroup
from sandboxes import RUNTIME, a_backend, create, run

pytestmark = pytest.mark.sandbox


def processes(text: str) -> list[int]:
    """Pids of those whose command line has `text` in it."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit() and int(entry.name) != os.getpid():
            try:
                if text.encode() in (entry / "cmdline").read_bytes():
                    found.append(int(entry.name))
            except OSError:
                continue
    return found


def groups(owner: int) -> set[Path]:
    """Of the sandboxes of one process; others on this machine have theirs."""
    patterns = (f"interlock/{owner}.*", f"*/interlock-{owner}.*")
    return {path for pattern in patterns for path in cgroup._ROOT.glob(pattern) if path.is_dir()}


def agents() -> set[int]:
    """Of the sandboxes of this process, where cgroups tell; else of all on this machine."""
    found = set()
    for pid in processes("/opt/agent/agent.py"):
        with contextlib.suppress(OSError):
            if os.geteuid() != 0 or f"{os.getpid()}." in Path(f"/proc/{pid}/cgroup").read_text():
                found.add(pid)
    return found


def gone(text: str, within_s: float) -> bool:
    until = time.monotonic() + within_s
    while processes(text) and time.monotonic() < until:
        time.sleep(0.02)
    return not processes(text)


async def test_closing_ends_82_daemons_that_ignore_signals() -> None:
    async with a_backend(processes=120) as backend:
        sandbox = await create(backend)
        await run(sandbox, "trap '' HUP INT TERM; for i in $(seq 82); do (setsid sleep 43210 &); done; sleep 0.5")
        assert len(processes("sleep\x0043210")) == 82
        began = time.monotonic()
        await sandbox.close()
        assert processes("sleep\x0043210") == [] and time.monotonic() - began < 3


async def test_after_many_sessions_no_descriptor_thread_process_or_group_is_left() -> None:
    async with a_backend() as backend:

        async def session() -> None:
            sandbox = await create(backend)
            await run(sandbox, "setsid sleep 43211 & echo x")
            await sandbox.close()

        await session()
        descriptors, before = len(os.listdir("/proc/self/fd")), groups(os.getpid())
        for _ in range(3):
            await asyncio.gather(*(session() for _ in range(4)))
        assert len(os.listdir("/proc/self/fd")) <= descriptors + 1
        assert groups(os.getpid()) <= before and processes("sleep\x0043211") == []


async def test_a_creation_that_is_cancelled_at_any_moment_leaves_nothing() -> None:
    """bubblewrap's child waits to be let in, and outlives a bubblewrap that is killed then."""
    async with a_backend() as backend:
        before, descriptors = groups(os.getpid()), len(os.listdir("/proc/self/fd"))
        others = agents()
        for step in range(24):
            task = asyncio.create_task(create(backend))
            await asyncio.sleep(0.004 * step)
            task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await (await task).close()
        until = time.monotonic() + 5.0
        while agents() - others and time.monotonic() < until:
            await asyncio.sleep(0.02)
        assert agents() - others == set()
        assert groups(os.getpid()) <= before and len(os.listdir("/proc/self/fd")) <= descriptors + 1
        sandbox = await create(backend)
        await sandbox.close()


PROXY = """
import asyncio, sys
sys.path.insert(0, sys.argv[1])
from sandboxes import a_backend, create, run
async def main():
    async with a_backend(pool_size=2) as backend:
        sandbox = await create(backend)
        await run(sandbox, f"setsid sleep {sys.argv[2]} & echo")
        print("running", flush=True)
        await asyncio.sleep(60)
asyncio.run(main())
"""


def a_proxy(marker: str) -> subprocess.Popen[str]:
    tests = str(Path(__file__).parents[1])
    argv = [sys.executable, "-c", PROXY, tests, marker]
    return subprocess.Popen(argv, stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONPATH": ""})


def children(pid: int) -> list[int]:
    return [int(one) for task in Path(f"/proc/{pid}/task").iterdir() for one in (task / "children").read_text().split()]


async def test_a_proxy_that_is_killed_takes_its_sandboxes_along_and_the_next_one_sweeps() -> None:
    marker = str(4_000_000 + os.getpid())
    proxy = a_proxy(marker)
    assert proxy.stdout is not None and proxy.stdout.readline() == "running\n"
    await asyncio.sleep(0.5)
    started = children(proxy.pid)
    assert len(started) >= 2 and processes(f"sleep\0{marker}")
    proxy.send_signal(signal.SIGKILL)
    proxy.wait()
    assert gone(f"sleep\0{marker}", 5.0)
    until = time.monotonic() + 5.0
    while any(Path(f"/proc/{pid}").exists() for pid in started) and time.monotonic() < until:
        await asyncio.sleep(0.02)
    assert not any(Path(f"/proc/{pid}").exists() for pid in started)
    async with a_backend():
        pass
    assert groups(proxy.pid) == set()


@pytest.mark.parametrize("delay_s", [0.25, 0.32, 0.4])
def test_a_proxy_that_is_killed_while_it_starts_leaves_nothing(delay_s: float) -> None:
    before = set(processes(str(RUNTIME)) + processes("/opt/agent/agent.py"))
    proxy = a_proxy("43212")
    time.sleep(delay_s)
    proxy.kill()
    proxy.wait()
    until = time.monotonic() + 5.0
    while set(processes("/opt/agent/agent.py")) - before and time.monotonic() < until:
        time.sleep(0.02)
    assert set(processes("/opt/agent/agent.py")) - before == set()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root makes cgroups")
def test_a_sweep_takes_only_groups_whose_proxy_is_gone() -> None:
    ours = cgroup.make("unjoined", 2**28, 8, 1.0)
    if not ours.hard:
        pytest.skip("no cgroup can be made here")
    with subprocess.Popen(
        [sys.executable, "-c", "from interlock.sandbox.local import cgroup; cgroup.make('left', 2**28, 8, 1.0)"]
    ) as other:
        other.wait()
    cgroup.sweep()
    assert all(directory.is_dir() for directory in ours.directories)
    assert not [path for pattern in ("interlock/*.left", "*/interlock-*.left") for path in cgroup._ROOT.glob(pattern)]
    ours.remove()
