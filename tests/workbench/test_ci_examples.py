"""The examples for CI, run step by step as the service would run them, in a directory of their own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import xml.etree.ElementTree as Xml
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from cli.proxy import INTERLOCK, serving

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "examples" / "ci"
SMALL = {"COVERAGE": "20", "MUTANTS": "2", "KILLED": "0", "FUZZ_BUDGET": "4"}
"""Budgets for a test; what is run is the example's own."""

STEPS = ("lint", "test", "mutate", "fuzz", "replay")
SLOW = ("mutate", "fuzz")
"""Run for GitHub alone; the other example has the same command."""

pytestmark = pytest.mark.sandbox


def read(name: str) -> Any:
    return yaml.safe_load((EXAMPLES / name).read_text())


def github() -> tuple[dict[str, str], dict[str, str]]:
    """Variables, and the script of each step that has one."""
    document = read("github.yml")
    steps = document["jobs"]["policies"]["steps"]
    return document["env"], {step["name"]: step["run"] for step in steps if "run" in step}


def gitlab() -> tuple[dict[str, str], dict[str, str]]:
    document = read("gitlab.yml")
    jobs = {name: job for name, job in document.items() if isinstance(job, dict) and "script" in job}
    return document["variables"], {name: "\n".join(job["script"]) for name, job in jobs.items()}


SERVICES = {"github": github, "gitlab": gitlab}


@pytest.fixture(scope="module")
def bin_(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A directory for PATH in which `interlock` is what is tested here."""
    directory = tmp_path_factory.mktemp("bin")
    command = directory / "interlock"
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m interlock "$@"\n')
    command.chmod(0o755)
    return directory


@pytest.fixture(scope="module")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data directory of a proxy that was asked something."""
    home = tmp_path_factory.mktemp("recorded")
    with serving(home) as (_, said):
        asking = [*INTERLOCK, "check", "--address", said["address"], "-"]
        subprocess.run(asking, input="ls", text=True, capture_output=True, timeout=60, check=True)
    return home / "data"


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "tests/policy/policies", tmp_path / "policies")
    (tmp_path / "tests/scenarios").mkdir(parents=True)
    (tmp_path / "tests/scenarios/sudo.scenario.sh").write_text("# deny: privilege.sudo\nsudo id\n")
    return tmp_path


def run(script: str, repository: Path, bin_: Path, env: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "GITHUB_STEP_SUMMARY": str(repository / "summary.md"), **env}
    environment["PATH"] = f"{bin_}:{environment['PATH']}"
    environment["PYTHONPATH"] = str(ROOT / "proxy")
    command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script]
    return subprocess.run(
        command, cwd=repository, env=environment, capture_output=True, text=True, timeout=110, check=False
    )


@pytest.mark.parametrize("service", SERVICES)
def test_an_example_has_every_step(service: str) -> None:
    _, scripts = SERVICES[service]()

    assert [name for name in scripts if name != "set up"] == list(STEPS)


@pytest.mark.parametrize("step", STEPS)
def test_both_examples_run_the_same_commands(step: str) -> None:
    def commands(script: str) -> list[str]:
        lines = (line.strip() for line in script.splitlines())
        return [line.partition(" --output")[0] for line in lines if line.startswith("interlock ")]

    assert commands(github()[1][step]) == commands(gitlab()[1][step]) != []


@pytest.mark.parametrize(
    ("service", "step"), [(s, step) for s in SERVICES for step in STEPS if s == "github" or step not in SLOW]
)
def test_a_step_passes_on_a_sound_library(
    service: str, step: str, repository: Path, bin_: Path, recorded: Path
) -> None:
    variables, scripts = SERVICES[service]()
    ran = run(scripts[step], repository, bin_, {**variables, **SMALL, "RECORDED": str(recorded)})

    assert ran.returncode == 0, ran.stdout + ran.stderr
    if service == "gitlab" and step != "replay":
        assert Xml.parse(repository / f"{step}.xml").getroot().tag == "testsuites"
    if step == "replay":
        written = (repository / ("summary.md" if service == "github" else "replay.md")).read_text()
        assert written.startswith("### interlock policy replay: 0 of 1 ")


@pytest.mark.parametrize("service", SERVICES)
def test_a_step_fails_where_a_scenario_does(service: str, repository: Path, bin_: Path) -> None:
    (repository / "tests/scenarios/sudo.scenario.sh").write_text("# allow\nsudo id\n")
    variables, scripts = SERVICES[service]()

    assert run(scripts["test"], repository, bin_, {**variables, **SMALL}).returncode == 1


def test_without_a_log_there_is_nothing_to_replay_and_nothing_fails(repository: Path, bin_: Path) -> None:
    variables, scripts = github()
    ran = run(scripts["replay"], repository, bin_, variables)

    assert (ran.returncode, ran.stdout) == (0, "no log in recorded: nothing to replay\n")


def test_the_hooks_before_a_commit_pass_and_fail_with_the_library(repository: Path, bin_: Path) -> None:
    (local,) = read("pre-commit-config.yaml")["repos"]
    entries = {hook["id"]: hook["entry"] for hook in local["hooks"]}

    assert [run(entry, repository, bin_, {}).returncode for entry in entries.values()] == [0, 0]
    (repository / "policies/interlock/rules/privilege/sudo/samples.json").unlink()
    assert run(entries["interlock-policy-lint"], repository, bin_, {}).returncode == 1
