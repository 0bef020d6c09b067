"""Reports for machines: JSON of our own, SARIF 2.1.0 (OASIS), JUnit XML, and GitHub's workflow commands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import junitparser
import msgspec
import sarif_pydantic as sarif

from interlock import __version__
from interlock.workbench.findings import Finding, Place, Report

REPORT_VERSION = 1
"""Of the JSON form; a field may be added under the same number, none changed or removed."""

_SARIF_LEVEL = {"error": sarif.Level.ERROR, "warning": sarif.Level.WARNING, "note": sarif.Level.NOTE}
_SARIF_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_GITHUB_LEVEL = {"error": "error", "warning": "warning", "note": "notice"}


def as_json(report: Report) -> str:
    """One document: `report_version` and the fields of `Report`; paths as text."""
    document = {"report_version": REPORT_VERSION, "ok": report.ok, **msgspec.to_builtins(report, enc_hook=str)}
    return msgspec.json.format(msgspec.json.encode(document), indent=1).decode() + "\n"


def as_sarif(report: Report) -> str:
    """Findings and failed checks as results; each kind of finding is a rule of the tool's."""
    found = [*report.findings, *_failures(report)]
    rules = [sarif.ReportingDescriptor(id=id_) for id_ in sorted({finding.id for finding in found})]
    driver = sarif.ToolDriver(name=f"interlock {report.command}", version=__version__, rules=rules)
    results = [
        sarif.Result(
            ruleId=finding.id,
            level=_SARIF_LEVEL[finding.level],
            message=sarif.Message(text=_sentences(finding)),
            locations=[_location(finding.place)] if finding.place else [],
            properties={"rule": finding.rule} if finding.rule else None,
        )
        for finding in found
    ]
    log = sarif.Sarif(
        version="2.1.0",
        **{"$schema": _SARIF_SCHEMA},
        runs=[sarif.Run(tool=sarif.Tool(driver=driver), results=results)],
    )
    text: str = log.model_dump_json(by_alias=True, exclude_none=True, indent=1)
    return text + "\n"


def as_junit(report: Report) -> str:
    """Checks as test cases; a finding that is an error is a failed case of its own."""
    suites: dict[str, junitparser.TestSuite] = {}

    def add(group: str, case: junitparser.TestCase) -> None:
        suites.setdefault(group, junitparser.TestSuite(group)).add_testcase(case)

    for check in report.checks:
        case = junitparser.TestCase(check.name, check.group, check.seconds)
        if check.failure:
            case.result = [junitparser.Failure(check.failure)]
        elif check.skipped:
            case.result = [junitparser.Skipped(check.skipped)]
        add(check.group, case)
    for finding in report.findings:
        case = junitparser.TestCase(finding.message, finding.id)
        if finding.level == "error":
            case.result = [junitparser.Failure(_sentences(finding))]
        add(report.command, case)
    xml = junitparser.JUnitXml(f"interlock {report.command}")
    for suite in suites.values():
        xml.add_testsuite(suite)
    xml.update_statistics()  # type: ignore[no-untyped-call]  # junitparser leaves some of its methods untyped
    text: bytes = xml.tostring()  # type: ignore[no-untyped-call]
    return text.decode() + "\n"


def as_github(report: Report) -> str:
    """A line for each finding (`::error file=…,line=…::…`), which GitHub shows on the changed line."""
    return "".join(_workflow_command(finding) for finding in (*report.findings, *_failures(report)))


def as_markdown(report: Report) -> str:
    """For a pull request: the summary, the tables, and what was found, at most `_MARKDOWN_FINDINGS` of it."""
    parts = [f"### interlock {report.command}: {_plain(report.summary)}"]
    for table in report.tables:
        lines = [" | ".join(_cell(cell) for cell in row) for row in (table.columns, *table.rows)]
        lines.insert(1, " | ".join("---" for _ in table.columns))
        parts.append("\n".join([f"**{_plain(table.title)}**", "", *(f"| {line} |" for line in lines)]))
    found = [*report.findings, *_failures(report)]
    for finding in found[:_MARKDOWN_FINDINGS]:
        rule = f" {_cell(finding.rule)}" if finding.rule else ""
        parts.append(f"- **{finding.level}** {_cell(finding.id)}{rule}: {_plain(finding.message)}")
        if finding.detail:
            fence = "`" * max(3, 1 + max((len(run) for run in re.findall("`+", finding.detail)), default=0))
            parts[-1] += (
                f"\n\n  {fence}\n" + "".join(f"  {line}\n" for line in finding.detail.splitlines()) + f"  {fence}"
            )
    if len(found) > _MARKDOWN_FINDINGS:
        parts.append(f"… and {len(found) - _MARKDOWN_FINDINGS} more")
    return "\n\n".join(parts) + "\n"


_MARKDOWN_FINDINGS = 50


def _plain(text: str) -> str:
    """Text that no character of turns into markup of its own."""
    return re.sub(r"([\\`*_{}\[\]<>|#@])", r"\\\1", text.replace("\n", " "))


def _cell(cell: str | int | float) -> str:
    return _plain(f"{cell:g}" if isinstance(cell, float) else str(cell))


def _failures(report: Report) -> Iterator[Finding]:
    for check in report.checks:
        if check.failure:
            message = f"{check.group} {check.name} failed"
            yield Finding("test.failed", "error", message, check.place, detail=check.failure)


def _sentences(finding: Finding) -> str:
    return f"{finding.message}\n{finding.detail}" if finding.detail else finding.message


def _location(place: Place) -> sarif.Location:
    region = sarif.Region(
        startLine=place.line, startColumn=place.column, endLine=place.end_line, endColumn=place.end_column
    )
    artifact = sarif.ArtifactLocation(uri=_relative(place.path))
    return sarif.Location(physicalLocation=sarif.PhysicalLocation(artifactLocation=artifact, region=region))


def _workflow_command(finding: Finding) -> str:
    parts = {"title": finding.id}
    if finding.place:
        place = finding.place
        parts |= {"file": _relative(place.path), "line": str(place.line), "col": str(place.column)}
        if place.end_line:
            parts["endLine"] = str(place.end_line)
    # https://docs.github.com/actions/reference/workflow-commands: properties escape more than the message does.
    properties = ",".join(f"{key}={_escaped(value, ':,')}" for key, value in parts.items())
    return f"::{_GITHUB_LEVEL[finding.level]} {properties}::{_escaped(_sentences(finding))}\n"


def _escaped(text: str, more: str = "") -> str:
    text = text.replace("%", "%25")
    for char in ("\r", "\n", *more):
        text = text.replace(char, f"%{ord(char):02X}")
    return text


def _relative(path: Path) -> str:
    """As the files of a pull request are called: from the working directory, where it is below that."""
    path = path.absolute()
    return (path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path).as_posix()
