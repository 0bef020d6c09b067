"""`interlock config`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from interlock import config
from interlock.cli.terminal import Format, out, print_json

app = typer.Typer(help="Settings: what is in force, and where each value came from.", no_args_is_help=True)

ConfigFile = Annotated[Path | None, typer.Option("--config", help="Settings file (TOML).", show_default=False)]
Output = Annotated[Format, typer.Option("--output", help="How to print.")]


@app.callback()
def group() -> None:
    """Settings: what is in force, and where each value came from."""


@app.command()
def show(
    file: ConfigFile = None,
    origin: Annotated[bool, typer.Option("--origin", help="Say where each value came from.")] = False,
    output: Output = Format.TABLE,
) -> None:
    """Every setting with its value; secrets are hidden."""
    settings, origins = config.load(file=file)
    values = config.shown(settings)
    if output is Format.JSON:
        print_json({name: {"value": value, "origin": origins[name]} for name, value in values.items()})
        return
    table = Table(box=None, pad_edge=False)
    for column in ("setting", "value", *(("origin",) if origin else ()), "meaning"):
        table.add_column(column, overflow="fold")
    for name, value in values.items():
        meaning = config.Settings.model_fields[name].description or ""
        table.add_row(name, value, *((origins[name],) if origin else ()), meaning)
    out.print(table, soft_wrap=False)
