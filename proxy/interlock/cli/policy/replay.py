"""`interlock policy replay`: recorded decisions against candidate policies."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Annotated, get_args

import typer

from interlock import config
from interlock.cli.policy.shared import Output, Policies, ReportFormat, finish
from interlock.cli.settings import ConfigFile
from interlock.errors import InvalidRequest, NotFound


def replay(
    data_dir: Annotated[
        Path | None, typer.Option("--data-dir", help="Data directory with the log.", show_default=False)
    ] = None,
    policies: Policies = None,
    profile: Annotated[
        str | None, typer.Option(help="Judge under this profile; default: as recorded.", show_default=False)
    ] = None,
    after: Annotated[int, typer.Option("--after", help="Only records after this sequence number.")] = -1,
    reanalyse: Annotated[bool, typer.Option("--reanalyse", help="Read the stored sources again.")] = False,
    fail_on: Annotated[str, typer.Option("--fail-on", help="Flips that exit 1: loosened, any or none.")] = "loosened",
    output: Output = ReportFormat.TABLE,
    settings_file: ConfigFile = None,
) -> None:
    """Judge recorded decisions by the policies of a directory: which flip, by which rule, those towards allow first."""
    settings, _ = config.load({"policies": policies, "data_dir": data_dir}, settings_file)
    from interlock.workbench.replay import FailOn
    from interlock.workbench.replay import replay as run

    if fail_on not in get_args(FailOn):
        raise InvalidRequest(f"--fail-on `{fail_on}`: loosened, any or none")
    directory = settings.data_dir / "audit"
    if not directory.is_dir():
        raise NotFound(f"no log in `{directory}`: nothing was recorded there yet, or --data-dir is another one")

    async def work() -> None:
        from interlock import app
        from interlock.audit.read import entries

        async with app.lab(settings) as lab:
            report = await run(
                entries(directory, after_seq=after),
                lab,
                profile=profile or "",
                reanalyse=reanalyse,
                fail_on=fail_on,  # type: ignore[arg-type]  # checked above
            )
        finish(report, output)

    asyncio.run(work())
