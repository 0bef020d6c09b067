"""`make check` finds what is wrong with a rule, also what OPA cannot know."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parents[2]
SAMPLE = CHECKOUT / "tests" / "policy" / "policies"
RULE = "interlock/rules/privilege/sudo/sudo.rego"


@pytest.fixture
def policies(tmp_path: Path) -> Path:
    library = Path(shutil.copytree(SAMPLE, tmp_path / "policies"))
    shutil.copytree(CHECKOUT / "policies" / "schemas", library / "schemas")
    shutil.copy(CHECKOUT / "policies" / "capabilities.json", library)
    return library


def check(policies: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(CHECKOUT / "tools" / "check_policies.py"), str(policies), *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)


def test_a_sound_library_passes(policies: Path) -> None:
    run = check(policies, "--coverage", "30")

    assert run.returncode == 0, run.stderr


@pytest.mark.parametrize(
    ("file", "old", "new", "complaint"),
    [
        (RULE, "package interlock", "\n\n\npackage interlock", "sudo.rego"),
        (RULE, "index.commands", "index.comands", "undefined ref: input.facts.index.comands"),
        (RULE, "#   id: privilege.sudo", "#   id: privilege.su", "`custom.id` is `privilege.su`"),
        (RULE, "#   severity: high", "#   severity: fatal", "`custom.severity` is `fatal`"),
        (RULE, "#   mode: enforce", "#   mode: maybe", "`custom.mode` is `maybe`"),
        (RULE, "#   remediation: run the command without sudo\n", "", "no `custom.remediation`"),
        (RULE, "# title: Commands run with another user's rights\n", "", "no `title`"),
        (RULE, "# description: what sudo starts is not bound by the rights of the session\n", "", "no `description`"),
        (RULE, "package interlock.rules.privilege.sudo", "package interlock.rules.privilege.su", "belongs in"),
        ("interlock/main.rego", "rules.privilege.sudo", "rules.privilege.doas", "main.rego does not combine it"),
        ("interlock/main.rego", "rules.privilege.sudo", "rules.privilege.doas", "there is no such package"),
        ("interlock/rules/privilege/sudo/sudo_test.rego", "== 1", "== 2", "test_fires_where_sudo_starts"),
        ("schemas/input.json", "facts_version", "facts version", "schemas/input.json: run `make schemas`"),
        ("capabilities.json", "startswith", "beginswith", "capabilities.json: run"),
    ],
)
def test_what_is_wrong_is_found(policies: Path, file: str, old: str, new: str, complaint: str) -> None:
    path = policies / file
    assert old in path.read_text()
    path.write_text(path.read_text().replace(old, new))

    run = check(policies, "--coverage", "30")

    assert run.returncode == 1
    assert complaint in run.stderr


def test_a_rule_without_a_test_is_found(policies: Path) -> None:
    (policies / "interlock/rules/privilege/sudo/sudo_test.rego").unlink()

    assert "privilege.sudo: no test beside it" in check(policies).stderr


def test_lines_that_no_test_reaches_are_found(policies: Path) -> None:
    run = check(policies, "--coverage", "100")

    assert run.returncode == 1
    assert "interlock/main.rego: " in run.stderr


def test_an_empty_library_is_no_sound_one(policies: Path) -> None:
    shutil.rmtree(policies / "interlock")
    (policies / "interlock").mkdir()

    run = check(policies)

    assert run.returncode == 1
    assert "no policies in" in run.stderr
    assert "Traceback" not in run.stderr
