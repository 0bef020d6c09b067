"""`interlock policy new`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from interlock.cli.policy.shared import Output, ReportFormat, finish


def new(
    rule: Annotated[str, typer.Argument(metavar="CATEGORY.RULE", help="Its id: network.egress-hosts.")],
    policies: Annotated[Path, typer.Option(help="Your own directory of the Rego library.", show_default=False)],
    title: Annotated[str, typer.Option(help="What it finds, in a few words.", show_default=False)] = "",
    effect: Annotated[str, typer.Option(help="deny, ask or allow.")] = "deny",
    program: Annotated[str, typer.Option(help="The program that it looks for to begin with.")] = "example",
    output: Output = ReportFormat.TABLE,
) -> None:
    """Begin a rule: its Rego, its test, its samples, and its two lines in main.rego. It is in shadow mode at first."""
    from interlock.workbench.scaffold import scaffold

    finish(scaffold(policies, rule, title=title, effect=effect, program=program), output)
