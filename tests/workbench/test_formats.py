"""Reports as other people's tools read them."""

from __future__ import annotations

import json
from pathlib import Path

import junitparser
import pytest
import sarif_pydantic

from interlock.workbench import formats
from interlock.workbench.findings import Check, Finding, Place, Report, Table

REPORT = Report(
    "policy fuzz",
    "1 hole",
    findings=(
        Finding(
            "fuzz.hole", "error", "a variant is allowed", Place(Path("a,b.rego"), 3, 2, 3, 9), "x.y", "sh -c '100%'"
        ),
        Finding("fuzz.slow", "note", "took long"),
    ),
    checks=(
        Check("x.y", "fires on `rm`"),
        Check("x.y", "quiet", failure="it fired\n<&>"),
        Check("z", "todo", skipped="-"),
    ),
    tables=(Table("robustness", ("rule", "percent"), (("x.y", 99.5),)),),
)


def test_json_holds_the_whole_report() -> None:
    document = json.loads(formats.as_json(REPORT))

    assert document["ok"] is False and document["report_version"] == 1
    assert document["findings"][0]["place"] == {
        "path": "a,b.rego", "line": 3, "column": 2, "end_line": 3, "end_column": 9,
    }  # fmt: skip
    assert document["tables"][0]["rows"] == [["x.y", 99.5]]


def test_sarif_names_each_finding_and_each_failed_check_with_its_place() -> None:
    log = sarif_pydantic.Sarif.model_validate_json(formats.as_sarif(REPORT))

    (run,) = log.runs
    assert [(result.rule_id, result.level.value) for result in run.results] == [
        ("fuzz.hole", "error"), ("fuzz.slow", "note"), ("test.failed", "error"),
    ]  # fmt: skip
    region = run.results[0].locations[0].physical_location.region
    assert (region.start_line, region.start_column, region.end_column) == (3, 2, 9)
    assert {rule.id for rule in run.tool.driver.rules} == {"fuzz.hole", "fuzz.slow", "test.failed"}


def test_junit_counts_passed_failed_and_skipped_cases() -> None:
    xml = junitparser.JUnitXml.fromstring(formats.as_junit(REPORT).encode())

    assert (xml.tests, xml.failures, xml.skipped) == (5, 2, 1)
    assert "it fired\n<&>" in [result.message for suite in xml for case in suite for result in case.result]


def test_a_workflow_command_cannot_be_broken_by_what_it_says() -> None:
    first, *rest = formats.as_github(REPORT).splitlines()

    assert first == (
        "::error title=fuzz.hole,file=a%2Cb.rego,line=3,col=2,endLine=3::a variant is allowed%0Ash -c '100%25'"
    )
    assert len(rest) == 2


@pytest.mark.parametrize("write", [formats.as_json, formats.as_sarif, formats.as_junit, formats.as_github])
def test_nothing_found_is_a_report_as_well(write: object) -> None:
    report = Report("policy lint", "nothing found")

    assert report.ok and isinstance(write(report), str)  # type: ignore[operator]
