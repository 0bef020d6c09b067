"""Control groups, written to a directory that stands for the kernel's."""

from __future__ import annotations

from pathlib import Path

import pytest

from interlock.sandbox.local import cgroup

MIB = 2**20


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "cgroup.controllers").write_text("cpu memory pids")
    monkeypatch.setattr(cgroup, "_ROOT", tmp_path)
    monkeypatch.setattr(cgroup.os, "geteuid", lambda: 0)
    return tmp_path


def test_a_group_of_v2_limits_memory_processes_and_processors_and_ends_whole(root: Path) -> None:
    group = cgroup.make("x", 256 * MIB, 64, 0.5)

    (directory,) = group.directories
    assert group.mode == "v2" and group.hard and directory.parent == root / "interlock"
    assert {file.name: file.read_text() for file in directory.iterdir()} == {
        "memory.max": str(256 * MIB),
        "memory.swap.max": "0",
        "memory.oom.group": "1",
        "pids.max": str(64 + cgroup._OWN_PROCESSES),
        "cpu.max": "50000 100000",
    }


def test_removing_a_group_of_v2_ends_what_is_left_in_it(root: Path) -> None:
    group = cgroup.make("x", 256 * MIB, 64, 0.5)
    group.remove()  # a directory of files does not go; one of the kernel's does

    assert (group.directories[0] / "cgroup.kill").read_text() == "1"


def test_an_ordinary_user_gets_none(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cgroup.os, "geteuid", lambda: 1000)

    assert cgroup.make("x", 256 * MIB, 64, 0.5) == cgroup.NONE
