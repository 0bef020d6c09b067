"""`policy test` on a small library: what passes, what fails and where, in every form."""

from __future__ import annotations

import json
import shutil
import subprocess
import xml.etree.ElementTree as Xml
from pathlib import Path
from typing import Any

import pytest

from cli.proxy import INTERLOCK

ROOT = Path(__file__).parents[2]
RULE = Path("policies/interlock/rules/privilege/sudo")

SCENARIOS = """# deny: privilege.sudo
sudo id

# allow
# ok: privilege.sudo
ls
"""


@pytest.fixture
def library(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "tests/policy/policies", tmp_path / "policies")
    (tmp_path / "tests/scenarios").mkdir(parents=True)
    (tmp_path / "tests/scenarios/sudo.scenario.sh").write_text(SCENARIOS)
    return tmp_path


def run(library: Path, *options: str, output: str = "json") -> subprocess.CompletedProcess[str]:
    command = [*INTERLOCK, "policy", "test", "--policies", "policies", "--output", output, *options]
    return subprocess.run(command, cwd=library, capture_output=True, text=True, timeout=120, check=False)


def failures(ran: subprocess.CompletedProcess[str]) -> list[Any]:
    return [check for check in json.loads(ran.stdout)["checks"] if check["failure"]]


def test_a_sound_library_passes_with_its_coverage(library: Path) -> None:
    ran = run(library, "--threshold", "20")
    report = json.loads(ran.stdout)

    assert (ran.returncode, failures(ran)) == (0, []), ran.stderr
    assert report["tables"][0]["rows"] == [["rego", 2, 0, 0], ["samples", 16, 0, 0], ["scenarios", 2, 0, 0]]
    assert 20 <= report["figures"]["coverage_percent"] < 100
    assert {finding["level"] for finding in report["findings"]} == {"note"}
    assert f"coverage {report['figures']['coverage_percent']:g} %" in report["summary"]


def test_coverage_below_the_threshold_fails_and_says_which_lines(library: Path) -> None:
    ran = run(library, "--threshold", "100", output="github")

    assert ran.returncode == 1
    error, *notes = ran.stdout.splitlines()
    assert error.startswith("::error title=test.coverage::tests reach")
    assert any("file=policies/interlock/main.rego,line=" in note for note in notes)


def test_each_kind_of_failure_names_its_place_and_what_was_said(library: Path) -> None:
    test = library / RULE / "sudo_test.rego"
    test.write_text(test.read_text() + "\ntest_never if false\n")
    samples = json.loads((library / RULE / "samples.json").read_text())
    samples["fires"].append({"source": "doas id"})
    samples["quiet"].append({"source": "sudo -l"})
    (library / RULE / "samples.json").write_text(json.dumps(samples))
    scenarios = library / "tests/scenarios/sudo.scenario.sh"
    scenarios.write_text(
        "# allow\nsudo id\n# deny: privilege.sudo\nls\n# ok: no.such\nls\n# todo: privilege.sudo\nsudo x\n"
    )

    ran = run(library, "--threshold", "1")
    found = [(c["group"], c["place"]["path"], c["place"]["line"], c["failure"].split("\n")[0]) for c in failures(ran)]

    assert ran.returncode == 1
    assert found == [
        ("rego", f"{RULE}/sudo_test.rego", 16, "the test is not true"),
        ("samples", f"{RULE}/samples.json", 1, "it is quiet, as every rule is"),
        ("samples", f"{RULE}/samples.json", 1, "it fires:"),
        ("scenarios", str(scenarios), 1, "deny by privilege.sudo"),
        ("scenarios", str(scenarios), 3, "allow"),
        ("scenarios", str(scenarios), 5, "there is no rule no.such"),
        ("scenarios", str(scenarios), 7, "privilege.sudo fires now: expect it"),
    ]
    assert "not measured" in json.loads(ran.stdout)["findings"][0]["message"]


def test_what_is_to_do_is_said_and_fails_nothing(library: Path) -> None:
    (library / "tests/scenarios/later.scenario.py").write_text("# todo: privilege.sudo\nprint(1)\n")
    ran = run(library, "--rule", "privilege.sudo")

    assert ran.returncode == 0
    assert json.loads(ran.stdout)["tables"][0]["rows"][2] == ["scenarios", 3, 0, 1]


def test_junit_and_sarif_have_every_check_and_every_failure(library: Path) -> None:
    (library / "tests/scenarios/bad.scenario.js").write_text("// deny: privilege.sudo\n1 + 1\n")

    suites = Xml.fromstring(run(library, output="junit").stdout)
    sarif = json.loads(run(library, output="sarif").stdout)

    assert (suites.get("tests"), suites.get("failures")) == ("21", "1")
    (result,) = sarif["runs"][0]["results"]
    place = result["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "tests/scenarios/bad.scenario.js" and place["region"]["startLine"] == 1


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--rule", "no.such"), "there is no rule `no.such`"),
        (("--scenarios", "nowhere"), "no directory `nowhere`"),
        (("--threshold", "101"), "a percentage"),
    ],
)
def test_what_cannot_be_meant_is_a_usage_error(library: Path, options: tuple[str, ...], said: str) -> None:
    ran = run(library, *options)

    assert ran.returncode == 2 and said in ran.stderr
