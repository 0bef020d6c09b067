"""`interlock policy mutate`."""

from __future__ import annotations

import os
from typing import Annotated

import typer

from interlock import config
from interlock.cli.policy.shared import Output, Policies, ReportFormat, finish, progress
from interlock.cli.settings import ConfigFile


def mutate(
    policies: Policies = None,
    rule: Annotated[str, typer.Option("--rule", help="Only this rule or category, `main` or `lib`.")] = "",
    budget: Annotated[
        int, typer.Option("--budget", min=0, help="At most so many mutants, drawn by --seed; 0: all.")
    ] = 0,
    seed: Annotated[int, typer.Option("--seed", help="Draws the mutants of a budget.")] = 0,
    jobs: Annotated[int, typer.Option("--jobs", min=1, help="Mutants tried at once.")] = os.cpu_count() or 1,
    threshold: Annotated[float, typer.Option("--threshold", help="Percentage to be killed; less exits 1.")] = 95.0,
    output: Output = ReportFormat.TABLE,
    settings_file: ConfigFile = None,
) -> None:
    """Spoil the Rego in one place at a time, and report where no test notices."""
    settings, _ = config.load({"policies": policies}, settings_file)
    from interlock.policy.binary import find_opa
    from interlock.workbench.mutate import mutate as run

    opa = find_opa(settings.opa, settings.tools_dir)
    with progress("mutants") as step:
        report = run(
            settings.policies,
            opa,
            only=rule,
            budget=budget,
            seed=seed,
            jobs=jobs,
            threshold=threshold,
            progress=step,
        )
    finish(report, output)
