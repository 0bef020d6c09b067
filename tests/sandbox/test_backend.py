"""The local backend: its pool, and the machines it refuses."""

from __future__ import annotations

import asyncio
import fcntl
import os
import shutil
import sys
import time
from pathlib import Path

import pytest

from builders import a_permit
from interlock.errors import ConfigError, InvalidRequest
from interlock.model import action as a
from interlock.model.permit import PermitError
from interlock.sandbox.local import backend as backend_module
from interlock.sandbox.local import bwrap, cgroup, proof, recipe
from interlock.sandbox.local.backend import LocalBackend
from interlock.sandbox.local.bwrap import Bubblewrap, find_bwrap
from interlock.sandbox.local.refusals import _KNOWN, refusal, refuse_unsuited
from sandboxes import a_backend, create, do, local_settings, run, written

pytestmark = pytest.mark.sandbox


async def full(backend: LocalBackend, count: int) -> None:
    async with asyncio.timeout(20):
        while len(backend._warm) < count:
            await asyncio.sleep(0.01)


async def test_a_warm_sandbox_is_handed_out_at_once_and_only_once() -> None:
    async with a_backend(pool_size=2) as backend:
        await full(backend, 2)
        warm = {sandbox.id for sandbox in backend._warm}
        began = time.monotonic()
        first = await create(backend)
        assert time.monotonic() - began < 0.2 and first.id in warm
        sandboxes = [first, *[await create(backend) for _ in range(3)]]
        assert len({sandbox.id for sandbox in sandboxes}) == 4
        await asyncio.gather(*(sandbox.close() for sandbox in sandboxes))
        await full(backend, 2)
        assert not {sandbox.id for sandbox in backend._warm} & {sandbox.id for sandbox in sandboxes}


async def test_a_warm_sandbox_that_died_is_not_handed_out() -> None:
    async with a_backend(pool_size=1) as backend:
        await full(backend, 1)
        (dead,) = backend._warm
        dead.process.kill()
        while dead.alive:
            await asyncio.sleep(0.01)
        sandbox = await create(backend)
        assert sandbox is not dead and (await run(sandbox, "echo alive"))[0] == "alive\n"
        await sandbox.close()


async def test_a_burst_beyond_the_pool_is_served() -> None:
    async with a_backend(pool_size=1) as backend:
        sandboxes = await asyncio.gather(*(create(backend) for _ in range(6)))
        assert len({sandbox.id for sandbox in sandboxes}) == 6
        await asyncio.gather(*(sandbox.close() for sandbox in sandboxes))


@pytest.mark.parametrize("pool_size", [0, 1], ids=["made for it", "from the pool"])
async def test_the_first_cell_of_a_session_has_its_environment_and_directory(pool_size: int) -> None:
    async with a_backend(pool_size=pool_size) as backend:
        await full(backend, pool_size)
        sandbox = await create(backend, a.CreateSession(env={"COLOUR": "red"}, cwd="work"))
        events = await do(sandbox, a.RunCode(source="import os; print(os.environ['COLOUR'], os.getcwd())"))
        assert written(events) == "red /home/user/work\n"
        await sandbox.close()


@pytest.mark.parametrize("free", range(4))
async def test_a_sandbox_starts_whichever_descriptors_the_proxy_has_free(free: int) -> None:
    """The agent's socket goes to number 3: nothing else that bubblewrap is passed may be there."""
    async with a_backend() as backend:
        kept = fcntl.fcntl(3, fcntl.F_DUPFD_CLOEXEC, 100)
        taken = [os.open("/dev/null", os.O_RDONLY) for _ in range(40)]
        low = sorted(taken)[free:]
        try:
            os.close(3)
            # From here on, the first descriptors that are made get 3 and the next free numbers, in this order.
            for fd in low[::2]:
                os.close(fd)
            fillers = [os.open("/dev/null", os.O_RDONLY) for _ in range(free)]
            sandbox = await create(backend)
            assert (await run(sandbox, "echo here"))[0] == "here\n"
            await sandbox.close()
            for fd in (*fillers, *low[1::2], *sorted(taken)[:free]):
                os.close(fd)
        finally:
            os.dup2(kept, 3)
            os.close(kept)


async def test_isolation_is_named() -> None:
    async with a_backend() as backend:
        assert backend.isolation["tier"] == "bubblewrap" and backend.isolation["network"] == "none"
        assert backend.isolation["uid"] == ("dropped" if os.geteuid() == 0 else "of the proxy")
    async with a_backend(use_cgroup=False) as backend:
        assert (backend.isolation["cgroup"], backend.isolation["memory"]) == ("none", "best effort")


async def test_a_session_for_a_user_that_is_not_there_is_refused() -> None:
    async with a_backend() as backend:
        with pytest.raises(InvalidRequest, match="`root`"):
            await create(backend, a.CreateSession(user="root"))


async def test_a_session_from_a_template_that_is_not_there_is_refused() -> None:
    async with a_backend() as backend:
        with pytest.raises(InvalidRequest, match="`python-3`"):
            await create(backend, a.CreateSession(template="python-3"))


async def test_a_permit_makes_a_sandbox_for_its_own_session_only() -> None:
    async with a_backend() as backend:
        with pytest.raises(PermitError):
            await backend.create(a_permit(a.CreateSession()), "another")  # type: ignore[arg-type]


async def test_a_bubblewrap_and_an_environment_in_closed_directories_work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed = tmp_path / "closed"
    closed.mkdir()
    found = find_bwrap()
    for name, path in found.sources().items():
        shutil.copytree(path, closed / name) if path.is_dir() else shutil.copy(path, closed / name)
    (closed / "runtime").symlink_to(local_settings().runtime_dir)
    agent = Path(shutil.copytree(recipe.AGENT, closed / "agent"))
    closed.chmod(0o700)
    moved = Bubblewrap(Path(found.below(str(closed))), found.version, found.source)
    monkeypatch.setattr(backend_module, "find_bwrap", lambda: moved)
    monkeypatch.setattr(recipe, "AGENT", agent)
    async with a_backend() as backend:
        sandbox = await create(backend)
        assert (await run(sandbox, "python3 -c 'import numpy; print(1)'"))[0] == "1\n"
        await sandbox.close()


# --- refusals ---------------------------------------------------------------------------------------------------------


def a_bwrap(directory: Path, *lines: str) -> Path:
    program = directory / "bwrap"
    program.write_text("\n".join(["#!/bin/sh", *lines]))
    program.chmod(0o755)
    directory.chmod(0o755)
    return program


@pytest.mark.parametrize("words", [sign for sign, _, _ in _KNOWN])
async def test_what_bubblewrap_complains_of_is_refused_with_a_remedy(
    words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = a_bwrap(tmp_path, f'echo "bwrap: {words}: no" >&2', "exit 1")
    monkeypatch.setattr(backend_module, "find_bwrap", lambda: Bubblewrap(program, "0.8.0", "system"))
    with pytest.raises(ConfigError, match="cannot isolate") as refused:
        await LocalBackend(local_settings()).start()
    assert refused.value.remedy == refusal(words).remedy != refusal("else").remedy


async def test_a_bubblewrap_that_builds_no_walls_is_found_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    checks = {"a wall that is missing": "test -e /nowhere", "a wall that is there": "true"}
    monkeypatch.setattr(proof, "_CHECKS", checks)
    with pytest.raises(ConfigError, match=r"do not hold: a wall that is missing$"):
        await LocalBackend(local_settings()).start()


async def test_an_environment_that_is_missing_is_refused(tmp_path: Path) -> None:
    settings = backend_module.LocalSettings(runtime_dir=tmp_path)
    with pytest.raises(ConfigError, match=str(tmp_path)) as refused:
        await LocalBackend(settings).start()
    assert refused.value.remedy == "make setup"


async def test_without_a_cgroup_it_may_be_required(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cgroup, "make", lambda *_: cgroup.NONE)
    with pytest.raises(ConfigError, match="cgroup"):
        await LocalBackend(local_settings(require_cgroup=True)).start()


@pytest.mark.parametrize(
    ("answer", "usable"), [("bubblewrap 0.7.9", False), ("bubblewrap 0.8.0", True), ("1.0.0", True), ("", False)]
)
def test_an_old_bubblewrap_is_refused(
    answer: str, usable: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = a_bwrap(tmp_path, f"echo {answer}")
    monkeypatch.setattr(
        shutil, "which", lambda name, path=None: str(program) if path == "/usr/bin:/usr/local/bin:/bin" else None
    )
    monkeypatch.setattr(bwrap, "_in_wheel", lambda: None)
    if usable:
        assert find_bwrap().source == "system"
    else:
        with pytest.raises(ConfigError) as refused:
            find_bwrap()
        assert "install bubblewrap" in refused.value.remedy


def test_the_wheels_bubblewrap_runs_where_the_system_has_none(monkeypatch: pytest.MonkeyPatch) -> None:
    """Set-up installs the wheel on a machine without bubblewrap, so that there it must be there."""
    which = shutil.which
    monkeypatch.setattr(
        shutil,
        "which",
        lambda name, path=None: None if path == "/usr/bin:/usr/local/bin:/bin" else which(name, path=path),
    )
    try:
        found = find_bwrap()
    except ConfigError:
        assert which("bwrap"), "neither the system nor the wheel has bubblewrap: run `make setup`"
        pytest.skip("the system's bubblewrap is used here, and the wheel is not installed")
    assert found.source == "wheel"
    assert all(path.exists() for path in found.sources().values())


def test_another_system_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    with pytest.raises(ConfigError, match="`darwin`"):
        refuse_unsuited()


def test_an_old_kernel_is_refused_to_an_ordinary_user(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("platform.release", lambda: "5.10.0-8-amd64")
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    with pytest.raises(ConfigError, match=r"5\.10"):
        refuse_unsuited()
