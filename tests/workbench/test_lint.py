"""Linting a library: what OPA cannot know."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from interlock.errors import ConfigError
from interlock.policy.binary import Opa, find_opa
from interlock.workbench.lint import lint

ROOT = Path(__file__).parents[2]
RULE = "interlock/rules/privilege/sudo/sudo.rego"


@pytest.fixture(scope="module")
def opa() -> Opa:
    return find_opa(None, ROOT / ".tools")


@pytest.fixture
def policies(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "tests" / "policy" / "policies" / "interlock", tmp_path / "interlock")
    return tmp_path


def test_a_sound_library_has_no_findings(policies: Path, opa: Opa) -> None:
    report = lint(policies, opa)

    assert (report.ok, report.findings, report.summary) == (True, (), "nothing found")


@pytest.mark.parametrize(
    ("further", "kind"),
    [
        ("x if not data.interlock.profilez.standard", "lint.unresolved"),
        ("x := input.facts.indx", "lint.rego_type_error"),
        ('ask contains "x" if input.facts.commands[0].known', "lint.effect"),
        ("x if data.interlock.rules.other.y", "lint.reads-a-rule"),
        ('x if contains(input.facts.commands[0].name.text, "a")', "lint.raw-text"),
        ("x if {\n\tsome c in input.facts.commands\n\tc.known\n}", "lint.scan"),
        ("x  :=  1", "lint.format"),
    ],
)
def test_a_mistake_is_found_with_its_place(policies: Path, opa: Opa, further: str, kind: str) -> None:
    path = policies / RULE
    path.write_text(f"{path.read_text()}\n{further}\n")

    found = {finding.id: finding for finding in lint(policies, opa).findings}

    assert kind in found, list(found)
    place = found[kind].place
    assert place is not None and place.path == path


def test_a_rule_needs_samples_of_both_kinds(policies: Path, opa: Opa) -> None:
    samples = policies / "interlock/rules/privilege/sudo/samples.json"
    samples.write_text('{"fires": [{"source": "sudo id"}], "quiet": []}')

    messages = [f.message for f in lint(policies, opa).findings if f.id == "lint.samples"]

    assert messages == ["1 samples under `fires`, 8 wanted", "0 samples under `quiet`, 8 wanted"]


def test_a_file_that_is_no_rego_is_a_finding_with_its_line(policies: Path, opa: Opa) -> None:
    (policies / RULE).write_text("package interlock.rules.privilege.sudo\n\nx if {")

    (finding,) = lint(policies, opa).findings

    assert finding.id == "lint.rego_parse_error" and finding.place is not None and finding.place.line == 3


def test_a_directory_without_policies_is_an_error_that_says_so(tmp_path: Path, opa: Opa) -> None:
    with pytest.raises(ConfigError, match="no policies"):
        lint(tmp_path, opa)
