"""`interlock policy compare`."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Annotated

import typer

from interlock import config
from interlock.cli import cases
from interlock.cli.policy.shared import Output, ReportFormat, finish
from interlock.cli.settings import ConfigFile
from interlock.errors import InvalidRequest
from interlock.workbench.cases import Case
from interlock.workbench.samples import of_rules


def compare(
    before: Annotated[Path, typer.Argument(help="Directory of the policies that are.")],
    after: Annotated[Path, typer.Argument(help="Directory of those that are to be.")],
    corpus: Annotated[
        list[Path] | None,
        typer.Option("--cases", help="JSON lines as for `check --batch` (repeatable); default: the rules' samples."),
    ] = None,
    profile: Annotated[str, typer.Option(help="standard, strict or observe.")] = "standard",
    output: Output = ReportFormat.TABLE,
    settings_file: ConfigFile = None,
) -> None:
    """Judge the same cases by two libraries: which are decided otherwise, those towards allow first."""
    chosen = list(_cases(corpus or [], (before, after)))
    if not chosen:
        raise InvalidRequest("no cases: neither library has samples, and no --cases were given")
    settings = [config.load({"policies": directory}, settings_file)[0] for directory in (before, after)]

    async def work() -> None:
        from interlock import app
        from interlock.workbench.compare import compare as run

        async with app.lab(settings[0]) as first, app.lab(settings[1]) as second:
            report = await run(chosen, first, second, profile=profile)
        finish(report, output)

    asyncio.run(work())


def _cases(files: list[Path], libraries: tuple[Path, ...]) -> list[Case]:
    found: list[Case] = []
    for file in files:
        if not file.is_file():
            raise InvalidRequest(f"no file `{file}`")
        for case in cases.batch(str(file), None):
            if isinstance(case, cases.NoCase):
                raise InvalidRequest(f"`{file}`: {case.error}")
            found.append(case)
    if not files:
        every = [s for library in libraries for of in of_rules(library) for s in (*of.samples.fires, *of.samples.quiet)]
        found = [sample.case() for sample in {sample.title: sample for sample in every}.values()]
    return found
