"""A private OPA: proved before it is relied on, back after a crash, gone when we are."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import stat
import subprocess
import sys
import tempfile
import textwrap
import time
from pathlib import Path

import pytest

from interlock.errors import ConfigError, DecisionPointError
from interlock.model.action import RunCommand
from interlock.model.attributes import Attributes
from interlock.model.decision import Effect
from interlock.policy.binary import Opa
from interlock.policy.bundle import Bundle
from interlock.policy.opa import OpaDecisionPoint
from interlock.policy.supervisor import OpaSupervisor, StateChange, Tuning, log_change
from interlock.ports import Analysis


def alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().split(") ")[1][0] != "Z"
    except FileNotFoundError:
        return False


def mode_of(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def environment_of(pid: int | None) -> list[bytes]:
    return Path(f"/proc/{pid}/environ").read_bytes().split(b"\0")


async def until_ready(supervisor: OpaSupervisor, other_than: int | None = None) -> None:
    async with asyncio.timeout(10):
        while supervisor.state != "ready" or supervisor.pid == other_than:
            await asyncio.sleep(0.01)


async def test_opa_is_reached_by_our_user_only(supervisor: OpaSupervisor) -> None:
    assert mode_of(supervisor.socket.parent) == 0o700
    assert mode_of(supervisor.socket) == 0o600


async def test_opa_gets_nothing_of_our_environment(supervisor: OpaSupervisor) -> None:
    variables = environment_of(supervisor.pid)

    assert {variable.partition(b"=")[0] for variable in variables if variable} == {
        b"GOGC",
        b"GOMEMLIMIT",
        b"GOMAXPROCS",
    }


async def test_stopping_leaves_nothing(opa: Opa, bundle: Bundle) -> None:
    changes: list[StateChange] = []
    supervisor = OpaSupervisor(opa, bundle, on_change=changes.append)
    await supervisor.start()
    pid, directory = supervisor.pid, supervisor.socket.parent
    await supervisor.stop()
    await supervisor.stop()

    assert pid is not None and not alive(pid)
    assert not directory.exists()
    assert [change.state for change in changes] == ["starting", "ready", "stopped"]


async def test_a_directory_of_the_operator_is_made_private_and_kept(opa: Opa, bundle: Bundle) -> None:
    with tempfile.TemporaryDirectory() as directory:  # pytest's own paths are near the limit of a socket's
        wanted = Path(directory, "run")
        supervisor = OpaSupervisor(opa, bundle, wanted)
        await supervisor.start()
        assert supervisor.socket.parent == wanted
        assert mode_of(wanted) == 0o700
        await supervisor.stop()
        assert mode_of(wanted) == 0o700


async def test_a_path_too_long_for_a_socket_is_no_obstacle(opa: Opa, bundle: Bundle, tmp_path: Path) -> None:
    supervisor = OpaSupervisor(opa, bundle, tmp_path / ("d" * 100))
    await supervisor.start()
    assert supervisor.state == "ready"
    await supervisor.stop()


def test_who_reads_of_an_end_at_the_default_level_reads_of_the_return(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level("INFO", "interlock.policy"):
        for state in ("starting", "ready", "down", "stopped"):
            log_change(StateChange(state, "why"))  # type: ignore[arg-type]  # each is one of the literal's

    assert [(record.levelname, record.message) for record in caplog.records] == [
        ("INFO", "opa starting: why"),
        ("INFO", "opa ready: why"),
        ("WARNING", "opa down: why"),
        ("INFO", "opa stopped: why"),
    ]


@pytest.mark.row("R10")
async def test_opa_comes_back_after_a_kill(supervisor: OpaSupervisor) -> None:
    first = supervisor.pid
    assert first is not None
    os.kill(first, signal.SIGKILL)
    started = time.monotonic()
    await until_ready(supervisor, other_than=first)

    assert time.monotonic() - started < 2


@pytest.mark.row("R10")
async def test_an_opa_that_hangs_is_replaced(supervisor: OpaSupervisor) -> None:
    first = supervisor.pid
    assert first is not None
    os.kill(first, signal.SIGSTOP)
    await until_ready(supervisor, other_than=first)

    assert not alive(first)


@pytest.mark.row("R10")
async def test_kills_in_a_row_never_turn_a_denial_into_an_allow(
    supervisor: OpaSupervisor, with_sudo: Analysis, attributes: Attributes
) -> None:
    point = OpaDecisionPoint(supervisor.socket)
    denials = refusals = 0

    async def keep_killing() -> None:
        for _ in range(5):
            await until_ready(supervisor)
            await asyncio.sleep(0.2)
            if (pid := supervisor.pid) is not None:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
            await asyncio.sleep(0.05)
        await until_ready(supervisor)

    killing = asyncio.create_task(keep_killing())
    while not killing.done():
        try:
            decision = await point.decide(RunCommand(source="sudo"), with_sudo, attributes, timeout_s=0.25)
        except DecisionPointError:
            refusals += 1
        else:
            assert decision.effect is Effect.DENY
            denials += 1
        await asyncio.sleep(0.002)
    await killing
    await point.close()

    assert denials and refusals


async def test_a_bundle_that_opa_cannot_load_is_a_configuration_error_in_its_words(opa: Opa, tmp_path: Path) -> None:
    broken = tmp_path / "b.tar.gz"
    broken.write_bytes(b"not a tarball")
    supervisor = OpaSupervisor(opa, Bundle(broken, "sha256:" + "0" * 64))

    with pytest.raises(ConfigError, match="gzip: invalid header"):
        await supervisor.start()
    assert supervisor.pid is None


async def test_an_opa_on_another_revision_is_never_ready(opa: Opa, bundle: Bundle) -> None:
    other = Bundle(bundle.path, "sha256:" + "0" * 64)
    supervisor = OpaSupervisor(opa, other, tuning=Tuning(ready_timeout_s=0.5))

    with pytest.raises((ConfigError, DecisionPointError)):
        await supervisor.start()
    assert supervisor.pid is None
    assert supervisor.state == "stopped"


async def test_a_cancelled_start_leaves_no_process(opa: Opa, bundle: Bundle) -> None:
    supervisor = OpaSupervisor(opa, bundle)
    starting = asyncio.create_task(supervisor.start())
    await asyncio.sleep(0.02)
    starting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await starting

    assert supervisor.pid is None


PARENT = """
    import asyncio, sys
    from pathlib import Path
    from interlock.policy.binary import Opa
    from interlock.policy.bundle import Bundle
    from interlock.policy.supervisor import OpaSupervisor

    async def main():
        supervisor = OpaSupervisor(Opa(Path(sys.argv[1]), (1, 21, 3)), Bundle(Path(sys.argv[2]), sys.argv[3]))
        await supervisor.start()
        print(supervisor.pid, supervisor.socket.parent, flush=True)
        await asyncio.sleep(3600)

    {run}
"""


@pytest.mark.row("R10")
@pytest.mark.parametrize("run", ["asyncio.run(main())", "import uvloop; uvloop.run(main())"])
def test_no_opa_survives_a_parent_that_was_killed(opa: Opa, bundle: Bundle, run: str) -> None:
    code = textwrap.dedent(PARENT).replace("{run}", run)
    command = [sys.executable, "-c", code, str(opa.path), str(bundle.path), bundle.revision]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        pid, directory = parent.stdout.readline().split()
        assert alive(int(pid))
        parent.kill()
    deadline = time.monotonic() + 2
    while alive(int(pid)) and time.monotonic() < deadline:
        time.sleep(0.01)

    assert not alive(int(pid))
    for left in Path(directory).iterdir():
        left.unlink()
    Path(directory).rmdir()
