"""The options that every command of `interlock policy` takes, and how its report is printed."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape
from rich.progress import Progress
from rich.table import Table as RichTable

from interlock.cli.terminal import Exit, err, out, talk
from interlock.workbench.findings import Check, Finding, Report, Table


class ReportFormat(StrEnum):
    """`--output`."""

    TABLE = "table"
    JSON = "json"
    SARIF = "sarif"
    JUNIT = "junit"
    GITHUB = "github"
    MARKDOWN = "markdown"


Policies = Annotated[Path | None, typer.Option(help="Directory of the Rego library.", show_default=False)]
Profile = Annotated[str | None, typer.Option(help="standard, strict or observe.", show_default=False)]
Output = Annotated[ReportFormat, typer.Option("--output", help="How to print what was found.")]

_STYLE = {"error": "bold red", "warning": "bold yellow", "note": "dim"}


def finish(report: Report, output: ReportFormat) -> None:
    """Print the report and leave with its exit code."""
    show(report, output)
    raise typer.Exit(Exit.OK if report.ok else Exit.DENIED)


def show(report: Report, output: ReportFormat) -> None:
    """Print the report on stdout, and its summary on stderr where stdout is for a machine."""
    if output is ReportFormat.TABLE:
        _table(report)
    else:
        sys.stdout.write(_written(output)(report))
        talk(f"interlock {report.command}: {report.summary}")


@contextmanager
def progress(what: str) -> Iterator[Callable[[int, int], None]]:
    """A bar on stderr, on a terminal only, for whoever calls it with (done, of all)."""
    if not err.is_terminal:
        yield lambda done, of: None
        return
    with Progress(console=err, transient=True) as bar:
        task = bar.add_task(what)
        yield lambda done, of: bar.update(task, completed=done, total=of)


def _written(output: ReportFormat) -> Callable[[Report], str]:
    from interlock.workbench import formats  # its libraries are for those who ask for them

    return {
        ReportFormat.JSON: formats.as_json,
        ReportFormat.SARIF: formats.as_sarif,
        ReportFormat.JUNIT: formats.as_junit,
        ReportFormat.GITHUB: formats.as_github,
        ReportFormat.MARKDOWN: formats.as_markdown,
    }[output]


def _table(report: Report) -> None:
    for table in report.tables:
        out.print(_rich(table), soft_wrap=False)
    for check in report.checks:
        if check.failure or check.skipped:
            _check(check)
    for finding in report.findings:
        _finding(finding)
    out.print(f"[{'green' if report.ok else 'red'}]{escape(report.summary)}[/]")


def _rich(table: Table) -> RichTable:
    rich = RichTable(title=table.title or None, title_justify="left", box=None, pad_edge=False)
    for column in table.columns:
        rich.add_column(column, overflow="fold")
    for row in table.rows:
        rich.add_row(*(escape(f"{cell:g}" if isinstance(cell, float) else str(cell)) for cell in row))
    return rich


def _check(check: Check) -> None:
    word, why = ("[bold red]failed[/]", check.failure) if check.failure else ("[dim]skipped[/]", check.skipped)
    out.print(f"{word} {escape(check.group)}: {escape(check.name)}")
    _indented(why)


def _finding(finding: Finding) -> None:
    where = f"{finding.place.path}:{finding.place.line}: " if finding.place else ""
    about = f" [bold]{escape(finding.rule)}[/]" if finding.rule else ""
    style = _STYLE[finding.level]
    out.print(f"[{style}]{finding.level}[/] {escape(where)}{escape(finding.id)}{about}: {escape(finding.message)}")
    _indented(finding.detail)


def _indented(text: str) -> None:
    for line in text.splitlines():
        out.print(f"    {escape(line)}")
