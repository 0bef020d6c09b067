"""`interlock serve`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.markup import escape

from interlock import __version__, config
from interlock.cli.settings import ConfigFile
from interlock.cli.terminal import Format, out, print_json


def serve(
    listen: Annotated[str | None, typer.Option(help="Where to listen, host:port.", show_default=False)] = None,
    data_dir: Annotated[Path | None, typer.Option(help="Where everything it writes lives.", show_default=False)] = None,
    policies: Annotated[Path | None, typer.Option(help="Directory of the Rego library.", show_default=False)] = None,
    profile: Annotated[str | None, typer.Option(help="standard, strict or observe.", show_default=False)] = None,
    sandbox: Annotated[str | None, typer.Option(help="Where allowed actions run.", show_default=False)] = None,
    output: Annotated[Format, typer.Option("--output", help="How to say that it serves.")] = Format.TABLE,
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

    def announce(proxy: app.Proxy) -> None:
        if output is Format.JSON:
            print_json(
                {
                    "address": proxy.address,
                    "policy": {
                        "revision": proxy.revision,
                        "profile": settings.profile,
                        "source": proxy.policy.source,
                    },
                    "opa": proxy.policy.opa,
                    "sandbox": {"backend": settings.sandbox, **proxy.isolation},
                    "log": proxy.log,
                    "started_in_s": round(proxy.started_in_s, 3),
                }
            )
            sys.stdout.flush()
            return
        walls = ", ".join(f"{key} {value}" for key, value in proxy.isolation.items())
        took = f"after {proxy.started_in_s:.1f} s"
        out.print(f"[bold green]Interlock {__version__}[/] serves on [bold]{proxy.address}[/] {took}")
        policy = f"{settings.profile}, {proxy.revision[:19]}, from {proxy.policy.source}"
        out.print(f"  policy   {policy} ({f'OPA {proxy.policy.opa}' if proxy.policy.opa else 'OPA elsewhere'})")
        out.print(f"  sandbox  {settings.sandbox}: {escape(walls)}")
        out.print(f"  log      {proxy.log}")
        there = "" if proxy.address == config.Settings.model_fields["listen"].default else f"--address {proxy.address} "
        out.print(f"Try next:  [bold]{_command()} exec {there}-- 'ls -la | head'[/]")

    app.run(settings, announce)


def _command() -> str:
    """How this program was called, so that the line can be copied."""
    return sys.argv[0] if len(sys.argv[0]) < 60 else "interlock"
