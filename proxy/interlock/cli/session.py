"""`interlock session`: sandboxes that outlive one command, and keep its files and variables."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Annotated, Any

import typer
from google.protobuf.duration_pb2 import Duration

from interlock import config
from interlock.cli import remote, report
from interlock.cli.settings import ConfigFile
from interlock.cli.terminal import Format, err, out, print_json
from interlock.client import CallError, Client
from interlock.v1 import session_pb2

app = typer.Typer(
    help="Sessions: what runs in one finds the files and variables of what ran before.", no_args_is_help=True
)

Address = Annotated[str | None, typer.Option(help="Where the proxy is.", show_default=False)]


@app.command()
def create(
    lifetime: Annotated[float, typer.Option(min=0.0, help="Seconds until it ends; 0: the proxy's setting.")] = 0.0,
    address: Address = None,
    file: ConfigFile = None,
) -> None:
    """Make a session and print its id, for `interlock exec --session ID`. It ends by itself after its lifetime."""
    request = session_pb2.CreateSessionRequest()
    if lifetime:
        request.lifetime.CopyFrom(Duration(seconds=int(lifetime), nanos=int(lifetime % 1 * 1e9)))
    print(_asked(lambda client: client.create_session(request), address, file).id)


@app.command("list")
def list_(
    address: Address = None,
    output: Annotated[Format, typer.Option("--output", help="How to print.")] = Format.TABLE,
    file: ConfigFile = None,
) -> None:
    """Your sessions: id, when it was made, when it ends."""
    for session in _asked(lambda client: client.list_sessions(), address, file):
        created, expires = session.created.ToJsonString(), session.expires.ToJsonString()
        if output is Format.JSON:
            print_json({"id": session.id, "created": created, "expires": expires})
        else:
            out.print(f"{session.id}  made {created}  ends {expires}")


@app.command()
def close(
    id_: Annotated[str, typer.Argument(metavar="ID", help="As `interlock session create` printed it.")],
    address: Address = None,
    file: ConfigFile = None,
) -> None:
    """End a session: its processes and files are gone."""
    _asked(lambda client: client.close_session(id_), address, file)


def _asked(ask: Callable[[Client], Awaitable[Any]], address: str | None, file: Path | None) -> Any:
    """What the proxy answers. A refusal is shown, and leaves with its exit code."""
    settings, _ = config.load({"address": address}, file)

    async def work() -> Any:
        async with Client(settings.client_address, key=settings.api_key.get_secret_value()) as client:
            return await ask(client)

    try:
        return asyncio.run(work())
    except CallError as error:
        if error.decision is None:
            raise remote.ours(error, settings.client_address) from error
        refused = remote.ruling(error.decision)
        err.print("[bold red]interlock: refused[/]")
        report.reasons("", refused)
        raise typer.Exit(report.exit_code(refused)) from error
