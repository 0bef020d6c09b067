"""`interlock policy coverage` and `save-test`: what the log tells an author."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Annotated

import typer

from interlock import config
from interlock.cli.policy.shared import Output, Policies, ReportFormat, finish
from interlock.cli.settings import ConfigFile
from interlock.cli.terminal import out
from interlock.errors import InvalidRequest, NotFound
from interlock.model.record import DecisionRecord

DataDir = Annotated[Path | None, typer.Option("--data-dir", help="Data directory with the log.", show_default=False)]


def coverage(
    data_dir: DataDir = None,
    policies: Policies = None,
    after: Annotated[int, typer.Option("--after", help="Only records after this sequence number.")] = -1,
    output: Output = ReportFormat.TABLE,
    settings_file: ConfigFile = None,
) -> None:
    """Which rules fired in real traffic, which never, and which never without another."""
    settings, _ = config.load({"policies": policies, "data_dir": data_dir}, settings_file)
    directory = _log(settings.data_dir)

    async def work() -> None:
        from interlock.audit.read import entries
        from interlock.workbench.coverage import coverage as run
        from interlock.workbench.samples import FILE

        rules = settings.policies / "interlock" / "rules"
        known = {".".join(path.parts[-3:-1]) for path in rules.glob(f"*/*/{FILE}")}
        finish(await run(entries(directory, after_seq=after), known), output)

    asyncio.run(work())


def save_test(
    which: Annotated[str, typer.Argument(help="Sequence number or decision id.")],
    data_dir: DataDir = None,
    policies: Policies = None,
    rule: Annotated[str, typer.Option("--rule", help="Whose sample it becomes; default: the rule that decided.")] = "",
    note: Annotated[str, typer.Option("--note", help="What is special about it, for the rule's page.")] = "",
    settings_file: ConfigFile = None,
) -> None:
    """Make a recorded decision a sample of a rule: its test and scenario from then on."""
    settings, _ = config.load({"policies": policies, "data_dir": data_dir}, settings_file)
    directory = _log(settings.data_dir)

    async def work() -> None:
        from interlock import app
        from interlock.audit.read import entries
        from interlock.workbench.save_test import save

        async for entry in entries(directory):
            record = entry.record
            if isinstance(record, DecisionRecord) and which in (str(entry.seq), record.decision_id):
                break
        else:
            raise NotFound(f"no decision `{which}` in `{directory}`")
        if record.verdict == "refused":
            raise InvalidRequest("it was refused for want of a decision: there is nothing to test")
        async with app.lab(settings) as lab:
            path, kind, sample = await save(record, settings.policies, lab, rule=rule, note=note)
        out.print(f"{path}: {kind}: {sample.title}", markup=False)

    asyncio.run(work())


def _log(data_dir: Path) -> Path:
    directory = data_dir / "audit"
    if not directory.is_dir():
        raise NotFound(f"no log in `{directory}`: nothing was recorded there yet, or --data-dir is another one")
    return directory
