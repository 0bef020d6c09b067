"""Set-up makes what is missing, and only that."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parents[2]


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """One where set-up has been run, as far as make can tell."""
    for name in ("Makefile", "pyproject.toml", "requirements", "tools"):
        source, target = CHECKOUT / name, tmp_path / name
        shutil.copytree(source, target) if source.is_dir() else shutil.copy(source, target)
    for stamp in (".venv/.stamps/venv", ".venv/.stamps/proxy", ".venv/.stamps/dev", ".runtime/stamp"):
        (tmp_path / stamp).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / stamp).touch()
    return tmp_path


def would_do(checkout: Path) -> str:
    run = subprocess.run(["make", "-n", "setup"], cwd=checkout, capture_output=True, text=True, timeout=20, check=True)
    return run.stdout


def test_a_second_set_up_installs_nothing(checkout: Path) -> None:
    assert "make_runtime.py" not in would_do(checkout) and "proxy.txt" not in would_do(checkout)


def test_the_sandboxs_environment_is_made_again_once_it_is_gone(checkout: Path) -> None:
    shutil.rmtree(checkout / ".runtime")

    assert "make_runtime.py" in would_do(checkout)


def test_everything_is_made_again_once_the_virtual_environment_is_gone(checkout: Path) -> None:
    shutil.rmtree(checkout / ".venv")

    assert all(made in would_do(checkout) for made in ("-m venv", "proxy.txt", "make_runtime.py"))


def test_opa_and_bubblewrap_which_may_be_the_systems_are_looked_for_each_time(checkout: Path) -> None:
    assert "get_opa.py" in would_do(checkout) and "sandbox.local.bwrap" in would_do(checkout)
