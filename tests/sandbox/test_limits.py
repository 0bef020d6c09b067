"""What one sandbox may use, with a cgroup and without one."""

from __future__ import annotations

import asyncio
import os
import time

import pytest

from builders import a_permit
from interlock.errors import InterlockError, SandboxLost
from interlock.model import action as a
from interlock.model import output as o
from interlock.sandbox.local.sandbox import LocalSandbox
from interlock.sandbox.local.watchdog import memory_bytes
from sandboxes import a_sandbox, do, run

pytestmark = pytest.mark.sandbox
MIB = 2**20
both = pytest.mark.parametrize("use_cgroup", [True, False], ids=["cgroup", "no cgroup"])


async def survivors(sandbox: LocalSandbox, source: str) -> str:
    """What a command writes that may cost the sandbox its life."""
    heard = b""
    try:
        async for event in sandbox.perform(a_permit(a.RunCommand(source=source, timeout_s=20))):
            heard += event.data if isinstance(event, o.Output) and event.stream == "stdout" else b""
    except InterlockError:
        pass
    return heard.decode()


SPAWN = """
import os, time
children = 0
try:
    while children < 200:
        if os.fork() == 0:
            time.sleep(30)
            os._exit(0)
        children += 1
except BlockingIOError:
    pass
print(children)
"""


@both
async def test_a_fork_bomb_stops_at_the_limit_and_the_sandbox_goes_on(use_cgroup: bool) -> None:
    async with a_sandbox(processes=32, use_cgroup=use_cgroup) as sandbox:
        heard, _ = await run(sandbox, f"python3 -c '{SPAWN}'")
        assert 8 < int(heard) < 48
        await run(sandbox, "f(){ f | f & }; f 2>/dev/null; sleep 1", timeout_s=3.0)
        began = time.monotonic()
        while True:  # what the bomb left behind is still going out
            try:
                assert (await run(sandbox, "echo alive"))[0] == "alive\n"
                break
            except InterlockError:
                assert time.monotonic() - began < 10
                await asyncio.sleep(0.1)


@both
async def test_memory_of_one_program_is_bounded_and_the_sandbox_goes_on(use_cgroup: bool) -> None:
    async with a_sandbox(memory_bytes=256 * MIB, use_cgroup=use_cgroup) as sandbox:
        events = await do(sandbox, a.RunCode(source="x = bytearray(2**30)"))
        assert any(isinstance(e, o.CodeError) and e.name == "MemoryError" for e in events)
        assert (await run(sandbox, "echo alive"))[0] == "alive\n"


MANY = (
    "for i in 1 2 3 4 5 6; do python3 -c 'x = bytearray(150*2**20); import time; time.sleep(2); print(1)' & done; wait"
)
SHARED = (
    "python3 -c 'import mmap, time; m = mmap.mmap(-1, 2**30); m.write(bytes(2**20) * 1024); time.sleep(2); print(1)'"
)
FILES = "python3 -c 'import os; os.chdir(\"/tmp\"); [os.mknod(str(i)) for i in range(400000)]; print(1)'"


@both
@pytest.mark.parametrize("attack", [MANY, SHARED, FILES], ids=["many programs", "shared memory", "many files"])
async def test_memory_of_all_of_it_is_bounded_whatever_form_it_takes(attack: str, use_cgroup: bool) -> None:
    if attack == FILES and use_cgroup and os.path.isdir("/sys/fs/cgroup/memory"):
        pytest.skip("a cgroup (v1) charges inodes only where it counts kernel memory")
    limit, most = 256 * MIB, 0
    async with a_sandbox(memory_bytes=limit, use_cgroup=use_cgroup) as sandbox:
        task = asyncio.create_task(survivors(sandbox, attack))
        while not task.done():
            most = max(most, memory_bytes(sandbox.process.pid))
            await asyncio.sleep(0.02)
    assert task.result().count("1") < (6 if attack == MANY else 1)
    assert most < 3 * limit


async def test_what_the_watchdog_kills_says_so() -> None:
    async with a_sandbox(memory_bytes=256 * MIB, use_cgroup=False) as sandbox:
        with pytest.raises(SandboxLost, match=f"limit of {256 * MIB} bytes"):
            await run(sandbox, MANY)


async def test_a_file_in_memory_is_refused_where_no_cgroup_would_count_it() -> None:
    source = "import os\nos.memfd_create('x')"
    async with a_sandbox(use_cgroup=False) as sandbox:
        events = await do(sandbox, a.RunCode(source=source))
        assert any(isinstance(e, o.CodeError) and e.name == "PermissionError" for e in events)


@pytest.mark.parametrize("place", ["/home/user", "/tmp", "/dev/shm"])
async def test_the_disk_is_bounded(place: str) -> None:
    async with a_sandbox(home_bytes=8 * MIB, tmp_bytes=8 * MIB) as sandbox:
        heard, _ = await run(sandbox, f"head -c 64M /dev/zero >{place}/a 2>/dev/null; du -sk {place} | cut -f1")
    assert 4 * 1024 < int(heard) <= 8 * 1024


async def test_a_full_disk_refuses_an_upload_and_leaves_nothing_of_it() -> None:
    async with a_sandbox(home_bytes=8 * MIB, tmp_bytes=64 * MIB) as sandbox:
        with pytest.raises(InterlockError, match=r"(?i)no space left"):
            await do(sandbox, a.WriteFile(path="big", content=bytes(20 * MIB)))
        await do(sandbox, a.WriteFile(path="small", content=b"x"))
        assert (await run(sandbox, "ls -A | grep -v '^.cache$'"))[0] == "small\n"


async def test_open_files_are_bounded() -> None:
    async with a_sandbox() as sandbox:
        assert (await run(sandbox, "ulimit -n; ulimit -Hn; ulimit -c"))[0] == "256\n256\n0\n"


async def test_output_beyond_its_limit_stops_the_program() -> None:
    async with a_sandbox(output_bytes=MIB) as sandbox:
        for action in (a.RunCommand(source="yes"), a.RunCode(source="while True: print('x' * 1000)")):
            events = await do(sandbox, action)
            end = events[-1]
            assert isinstance(end, o.Exited) and end.status == "killed" and str(MIB) in end.detail
            assert sum(len(e.data) for e in events if isinstance(e, o.Output)) <= MIB
        assert (await run(sandbox, "echo alive"))[0] == "alive\n"


async def test_a_program_whose_output_nobody_takes_waits_and_the_host_holds_little() -> None:
    async with a_sandbox() as sandbox:
        stream = sandbox.perform(a_permit(a.RunCommand(source="yes")))
        await anext(stream)
        await asyncio.sleep(0.5)
        held = sandbox.waiting_bytes
        await asyncio.sleep(0.5)
        assert 0 < sandbox.waiting_bytes == held < 3 * MIB
        await stream.aclose()
