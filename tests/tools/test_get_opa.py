"""Set-up finds the OPA that is there, and says plainly why a way of getting one is closed."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

CHECKOUT = Path(__file__).parents[2]
SCRIPT = CHECKOUT / "tools" / "get_opa.py"


def a_program(path: Path, says: str, status: int = 0) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\necho '{says}'\nexit {status}\n")
    path.chmod(0o755)
    return path


def get_opa(*arguments: object, **variables: object) -> subprocess.CompletedProcess[str]:
    environment = {"PATH": "/nowhere", "HOME": os.environ.get("HOME", "/"), **{k: str(v) for k, v in variables.items()}}
    command = [sys.executable, str(SCRIPT), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, env=environment, timeout=60, check=False)


def test_a_second_run_is_instant(tmp_path: Path) -> None:
    a_program(tmp_path / "opa", "Version: 1.21.3")
    started = time.monotonic()
    run = get_opa(tmp_path)

    assert run.returncode == 0
    assert run.stdout == ""
    assert time.monotonic() - started < 2


def test_one_on_path_is_taken_when_it_is_new_enough(tmp_path: Path) -> None:
    opa = a_program(tmp_path / "bin" / "opa", "Version: 1.22.0")

    assert get_opa("--path", tmp_path / "tools", PATH=opa.parent).stdout == f"{opa}\n"


def test_one_on_path_that_is_old_or_of_another_major_version_is_passed_over(tmp_path: Path) -> None:
    wanted = a_program(tmp_path / "tools" / "opa", "Version: 1.21.3")
    for version in ("0.60.0", "1.21.2", "2.0.0", "nonsense"):
        opa = a_program(tmp_path / "bin" / "opa", f"Version: {version}")
        assert get_opa("--path", wanted.parent, PATH=opa.parent).stdout == f"{wanted}\n"


def test_the_setting_comes_first(tmp_path: Path) -> None:
    other = a_program(tmp_path / "bin" / "opa", "Version: 1.21.3")
    chosen = a_program(tmp_path / "mine" / "opa", "Version: 1.21.4")

    assert get_opa("--path", tmp_path, PATH=other.parent, INTERLOCK_OPA=chosen).stdout == f"{chosen}\n"


def test_only_asking_installs_nothing(tmp_path: Path) -> None:
    run = get_opa("--path", tmp_path / "tools")

    assert run.returncode == 1
    assert run.stdout == ""
    assert not (tmp_path / "tools").exists()


def test_where_every_way_is_closed_each_says_why(tmp_path: Path) -> None:
    a_program(tmp_path / "bin" / "go", "go version go1.19.8 linux/amd64")
    # pip may find no index and no cache: the third way is closed as well
    run = get_opa(
        tmp_path / "tools", PATH=tmp_path / "bin", PIP_NO_INDEX=1, PIP_CONFIG_FILE=os.devnull, PIP_NO_CACHE_DIR=1
    )

    assert run.returncode == 1
    assert "1.19.8, older than 1.26" in run.stderr
    assert "the wheel could not be had" in run.stderr
    assert "INTERLOCK_OPA_SHA256" in run.stderr
    assert list((tmp_path / "tools").iterdir()) == []
