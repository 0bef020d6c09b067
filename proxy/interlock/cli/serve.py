"""`interlock serve`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from interlock import config
from interlock.cli.settings import ConfigFile


def serve(
    listen: Annotated[str | None, typer.Option(help="Where to listen, host:port.", show_default=False)] = None,
    data_dir: Annotated[Path | None, typer.Option(help="Where everything it writes lives.", show_default=False)] = None,
    policies: Annotated[Path | None, typer.Option(help="Directory of the Rego library.", show_default=False)] = None,
    profile: Annotated[str | None, typer.Option(help="standard, strict or observe.", show_default=False)] = None,
    sandbox: Annotated[str | None, typer.Option(help="Where allowed actions run.", show_default=False)] = None,
    file: ConfigFile = None,
) -> None:
    """Start the proxy and serve until SIGTERM or SIGINT."""
    flags: dict[str, Any] = {
        "listen": listen,
        "data_dir": data_dir,
        "policies": policies,
        "profile": profile,
        "sandbox": sandbox,
    }
    settings, _ = config.load(flags, file)
    from interlock import app  # the whole house; not wanted for `--help`

    app.run(settings)
