"""The agent may be taken over by the code it runs. Whatever it then says hurts its own session only."""

from __future__ import annotations

import asyncio
import os
import resource
import time
from pathlib import Path

import pytest

from builders import a_permit
from interlock.errors import InterlockError, SandboxLost, SandboxUnavailable
from interlock.model import action as a
from interlock.model import output as o
from interlock.sandbox.local import recipe, sandbox
from sandboxes import a_backend, create, run

pytestmark = pytest.mark.sandbox

FAKE = """
import array, json, os, socket, struct, sys, time
s = socket.socket(fileno=3)
def raw(data): s.sendall(data)
def frame(body, length=None):
    body = body if isinstance(body, bytes) else json.dumps(body).encode()
    raw(struct.pack("!I", len(body) if length is None else length) + body)
def receive():
    (n,) = struct.unpack("!I", s.recv(4, socket.MSG_WAITALL))
    return json.loads(s.recv(n, socket.MSG_WAITALL))
def output(i, data="eA=="): return {"id": i, "event": "output", "stream": "stdout", "data": data}
def done(i): frame({"id": i, "event": "exited", "exit_code": 0, "status": "succeeded"})
frame({"event": "ready"})
while True:
    r = receive()
    i = r["id"]
    if r["op"] in ("warm", "configure"):
        done(i)
    elif r["op"] == "run":
        ATTACK
"""

LOST = {
    "a frame without end": "frame(b'', 2**32 - 1)",
    "output that nobody asked for": "\n".join(
        ["blob = json.dumps(output(i, 'A' * 4_000_000)).encode()", "        while True: frame(blob)"]
    ),
    "small frames without end": "while True: frame(output(i))",
    "results without end": "while True: frame({'id': i, 'event': 'result', 'data': {'text/plain': 'x' * 100000}})",
    "frames of others": "while True: frame(output(i + 7))",
    "being ready again and again": "while True: frame({'event': 'ready'})",
    "no JSON": "frame(b'hello')",
    "no UTF-8": 'frame(b\'{"event": "\\xff"}\')',
    "another shape": "frame([1, 2])",
    "another type": "frame({'id': 'x', 'event': 'output'})",
    "a number without end": "frame(b'{\"event\": \"started\", \"pid\": ' + b'9' * 5000 + b'}')",
    "depth without end": "frame(b'[' * 1000000)",
    "half a frame": "raw(struct.pack('!I', 100) + b'{'); sys.exit()",
    "silence and death": "sys.exit()",
    "an error of its own": "frame({'id': i, 'event': 'error', 'kind': 'defect', 'message': 'x' * 100000})",
}


def fake(monkeypatch: pytest.MonkeyPatch, directory: Path, attack: str) -> None:
    os.chmod(directory, 0o755)
    (directory / "agent.py").write_text(FAKE.replace("ATTACK", attack))
    (directory / "agent.py").chmod(0o644)
    monkeypatch.setattr(recipe, "AGENT", directory)


@pytest.mark.parametrize("attack", LOST)
async def test_garbage_ends_the_sandbox_and_costs_the_host_little(
    attack: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    async with a_backend() as backend:
        fake(monkeypatch, tmp_path, LOST[attack])
        sandbox = await create(backend)
        before, began = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.monotonic()
        stream = sandbox.perform(a_permit(a.RunCommand(source="true")))
        with pytest.raises(SandboxLost) as lost:
            async for _ in stream:
                await asyncio.sleep(0.05)  # a consumer who is slower than the flood
        assert time.monotonic() - began < 15 and len(str(lost.value)) < 1000
        assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 128 * 1024  # KiB
        await sandbox.close()


ODD = {
    "numbers out of range": (
        "frame({'id': i, 'event': 'started', 'pid': -5}); frame({'id': i, 'event': 'file_info', 'path': 'x', "
        "'type': 'castle', 'size': 2**60, 'mode': -1, 'modified_unix_s': 1e300}); "
        "frame({'id': i, 'event': 'exited', 'exit_code': 10**9, 'status': 'glorious', 'execution_count': -1})"
    ),
    "output that is no base64": "frame(output(i, '!')); frame({'id': i, 'event': 'exited', 'exit_code': -3})",
    "events that do not exist": "frame({'id': i, 'event': 'surprise'}); done(i)",
}


@pytest.mark.parametrize("attack", ODD)
async def test_what_makes_no_sense_becomes_the_nearest_that_does(
    attack: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    async with a_backend() as backend:
        fake(monkeypatch, tmp_path, ODD[attack])
        sandbox = await create(backend)
        events = [e async for e in sandbox.perform(a_permit(a.RunCommand(source="true")))]
        for event in events:
            match event:
                case o.Exited(exit_code=code, execution_count=count):
                    assert 0 <= code < 256 and (count or 0) >= 0
                case o.FileInfo(size=size, mode=mode, type=kind):
                    assert 0 <= size < 2**63 and 0 <= mode <= 0o7777 and kind == "other"
        assert isinstance(events[-1], o.Exited)
        await sandbox.close()


@pytest.mark.parametrize("attack", ["pass", "frame(output(i)); time.sleep(60)"], ids=["nothing", "nothing more"])
async def test_an_agent_that_does_not_keep_time_is_killed_by_the_host(
    attack: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(sandbox, "_LATE_S", 0.3)
    async with a_backend() as backend:
        fake(monkeypatch, tmp_path, attack)
        one = await create(backend)
        events = [e async for e in one.perform(a_permit(a.RunCommand(source="true", timeout_s=0.2)))]
        assert isinstance(events[-1], o.Exited) and events[-1].status == "timed_out"
        with pytest.raises(SandboxUnavailable):
            await run(one, "true")


async def test_an_agent_that_cannot_be_cancelled_is_killed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(sandbox, "_CANCEL_TIMEOUT_S", 0.3)
    async with a_backend() as backend:
        fake(monkeypatch, tmp_path, "frame(output(i))")
        one = await create(backend)
        stream = one.perform(a_permit(a.RunCommand(source="true")))
        await anext(stream)
        await stream.aclose()
        assert not one.alive


async def test_descriptors_that_the_agent_passes_do_not_arrive(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    attack = (
        "b = json.dumps({'id': i, 'event': 'exited'}).encode(); s.sendmsg([struct.pack('!I', len(b)) + b], "
        "[(socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array('i', [os.open('/tmp', 0) for _ in range(9)]))])"
    )
    async with a_backend() as backend:
        fake(monkeypatch, tmp_path, attack)
        one = await create(backend)
        before = set(os.listdir("/proc/self/fd"))
        assert (await run(one, "true"))[1].exit_code == 1
        assert set(os.listdir("/proc/self/fd")) <= before
        await one.close()


async def test_an_agent_that_its_own_program_kills_is_a_lost_sandbox_and_no_other_notices() -> None:
    async with a_backend() as backend:
        victim, other = await create(backend), await create(backend)
        with pytest.raises(SandboxLost):
            await run(victim, "kill -9 $PPID; sleep 5")
        assert (await run(other, "echo alive"))[0] == "alive\n"
        await asyncio.gather(victim.close(), other.close())


async def test_a_kernel_that_is_taken_over_hurts_nobody_else() -> None:
    flood = "import os\nwhile True: os.write(ANSWERS, b'x' * 65536)"
    source = f"import glob\nANSWERS = max(int(f[14:]) for f in glob.glob('/proc/self/fd/*'))\n{flood}"
    async with a_backend() as backend:
        one = await create(backend)
        for fd in range(3, 12):
            code = source.replace("max(int(f[14:]) for f in glob.glob('/proc/self/fd/*'))", str(fd))
            try:
                async for _ in one.perform(a_permit(a.RunCode(source=code, timeout_s=1.0))):
                    pass
            except InterlockError:
                break
        assert (await run(one, "echo alive"))[0] == "alive\n"
        await one.close()
