"""`interlock policy fuzz`: what is denied, said in other words."""

from __future__ import annotations

import asyncio
import contextlib
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from interlock import config
from interlock.cli.policy.shared import Output, Policies, Profile, ReportFormat, finish
from interlock.cli.settings import ConfigFile
from interlock.errors import InvalidRequest, NotFound

if TYPE_CHECKING:
    from interlock.workbench.fuzzing.campaign import Progress as Said

_BUDGET = re.compile(r"(\d+)(s|m|h)?")
_SECONDS = {"s": 1, "m": 60, "h": 3600}


def fuzz(
    policies: Policies = None,
    profile: Profile = None,
    rule: Annotated[list[str] | None, typer.Option("--rule", help="Only this rule; repeat for more.")] = None,
    seeds: Annotated[
        list[Path] | None, typer.Option("--seeds", help="Denied texts: JSON lines with `source` and `language`.")
    ] = None,
    everyday: Annotated[
        list[Path] | None, typer.Option("--everyday", help="Everyday texts that must stay allowed, in the same form.")
    ] = None,
    log: Annotated[Path | None, typer.Option("--log", help="Data directory whose recorded denials are seeds.")] = None,
    seed: Annotated[int, typer.Option("--seed", help="Of the search: equal seeds try equal variants.")] = 1,
    budget: Annotated[
        str, typer.Option("--budget", help="A time (`90s`, `10m`, `1h`) or a number of variants.")
    ] = "2m",
    jobs: Annotated[int, typer.Option("--jobs", min=1, max=64, help="Sandboxes side by side.")] = 2,
    state: Annotated[
        Path | None, typer.Option("--state", help="File to go on from, and to keep for the next run.")
    ] = None,
    corpus: Annotated[Path | None, typer.Option("--corpus", help="Directory that holes are added to.")] = None,
    output: Output = ReportFormat.TABLE,
    settings_file: ConfigFile = None,
) -> None:
    """Say what rules deny in other words, run it in a sandbox of canaries, and show what the policy lets through.

    Exits 1 where a variant that does what its seed does is allowed.
    """
    settings, _ = config.load({"policies": policies, "profile": profile}, settings_file)
    variants, seconds = _budget(budget)
    if log is not None and not (log / "audit").is_dir():
        raise NotFound(f"no log in `{log / 'audit'}`: nothing was recorded there yet, or --log is another one")
    if rule and (seeds or log):
        raise InvalidRequest("--rule names rules whose samples are seeds; it does not go with --seeds or --log")

    async def work() -> None:
        from interlock import app
        from interlock.audit.read import entries
        from interlock.workbench.fuzzing import campaign
        from interlock.workbench.fuzzing import seeds as sources

        found: list[sources.Seed] = []
        if not (seeds or everyday or log):
            found += sources.of_rules(settings.policies, settings.profile, tuple(rule or ()))
        for path in seeds or ():
            found += sources.of_corpus(path, "fires", settings.profile)
        for path in everyday or ():
            found += sources.of_corpus(path, "quiet", settings.profile)
        if log is not None:
            found += [one async for one in sources.of_log(entries(log / "audit"), settings.profile)]
        how = campaign.Settings(seed, settings.profile, variants, seconds, jobs, corpus)
        async with app.lab(settings) as lab:
            with _bar(variants, seconds) as progress:
                report = await campaign.fuzz(found, lab, settings.runtime_dir, how, state=state, progress=progress)
        finish(report, output)

    asyncio.run(work())


def _budget(text: str) -> tuple[int | None, float | None]:
    """Variants, or seconds."""
    match = _BUDGET.fullmatch(text)
    if match is None or int(match[1]) == 0:
        raise InvalidRequest(f"--budget `{text}`: a time such as `10m`, or a number of variants", field="budget")
    return (None, float(match[1]) * _SECONDS[match[2]]) if match[2] else (int(match[1]), None)


@contextlib.contextmanager
def _bar(variants: int | None, seconds: float | None) -> Iterator[Callable[[Said], None]]:
    """A bar on a terminal, nothing elsewhere."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    from interlock.cli.terminal import err

    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn(), TextColumn("{task.fields[said]}"))
    with Progress(*columns, console=err, transient=True) as bar:
        task = bar.add_task("seeds", total=variants or seconds, said="")

        def tell(now: Said) -> None:
            done = now.tried if variants else bar.tasks[0].elapsed or 0.0
            said = f"{now.tried} tried, {now.proved} ran alike, {now.holes} holes"
            bar.update(task, description=now.stage, completed=done, said=said)

        yield tell
