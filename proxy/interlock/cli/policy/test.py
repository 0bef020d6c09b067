"""`interlock policy test`."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Annotated

import typer

from interlock import config
from interlock.cli.policy.shared import Output, Policies, Profile, ReportFormat, finish
from interlock.cli.settings import ConfigFile
from interlock.errors import InvalidRequest, NotFound


def test(
    policies: Policies = None,
    scenarios: Annotated[
        Path | None,
        typer.Option(
            "--scenarios",
            help="Directory of scenario files; default: tests/scenarios beside the policies.",
            show_default=False,
        ),
    ] = None,
    rule: Annotated[str, typer.Option("--rule", help="Only what is about this rule.", show_default=False)] = "",
    threshold: Annotated[
        float, typer.Option("--threshold", help="Least coverage of the Rego by its tests (%); 0: not measured.")
    ] = 0.0,
    profile: Profile = None,
    output: Output = ReportFormat.TABLE,
    settings_file: ConfigFile = None,
) -> None:
    """Run the tests of a library: Rego's own, each rule's samples, and scenario files, through the real analysis and
    OPA."""
    settings, _ = config.load({"policies": policies, "profile": profile}, settings_file)
    from interlock.policy.binary import find_opa
    from interlock.workbench import samples
    from interlock.workbench import scenarios as files
    from interlock.workbench.rego import Rego
    from interlock.workbench.suite import suite

    if not 0 <= threshold <= 100:
        raise InvalidRequest(f"--threshold {threshold:g}: a percentage")
    if scenarios is not None and not scenarios.is_dir():
        raise NotFound(f"no directory `{scenarios}`")
    directory = scenarios or settings.policies.absolute().parent / "tests" / "scenarios"
    given = list(samples.of_rules(settings.policies))
    written = list(files.below(directory)) if directory.is_dir() else []

    async def work() -> None:
        from interlock import app

        async with app.lab(settings) as lab:
            rego = Rego(find_opa(settings.opa, settings.tools_dir), settings.policies)
            report = await suite(rego, lab, given, written, profile=settings.profile, threshold=threshold, only=rule)
        finish(report, output)

    asyncio.run(work())
