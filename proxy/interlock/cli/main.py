"""Assembles the command and turns errors into exit codes."""

from __future__ import annotations

import sys
import traceback
from typing import Annotated

import typer

from interlock import __version__
from interlock.cli import audit, check, doctor, execute, policy, serve, session, settings
from interlock.cli.terminal import Exit, talk
from interlock.errors import ConfigError, DependencyError, InterlockError, LimitReached, MissingPart, RequestError

app = typer.Typer(
    name="interlock",
    help="A security proxy for the code that AI agents run.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
app.command()(serve.serve)
app.command("exec", context_settings={"ignore_unknown_options": False})(execute.exec_)
app.command()(check.analyze)
app.command()(check.check)
app.add_typer(session.app, name="session")
app.add_typer(policy.app, name="policy")
app.add_typer(audit.app, name="audit")
app.command()(doctor.doctor)
app.add_typer(settings.app, name="config")


@app.callback(invoke_without_command=True)
def version(show: Annotated[bool, typer.Option("--version", help="Print the version and leave.")] = False) -> None:
    """A security proxy for the code that AI agents run."""
    if show:
        print(__version__)
        raise typer.Exit


def main() -> None:
    """Entry point of the console script. Wrong usage (2), `typer.Exit` and Ctrl-C (130) are typer's own business.

    What nobody foresaw is 5, never Python's own 1: that means "denied".
    """
    try:
        app()
    except InterlockError as error:
        talk(f"interlock: {error}")
        if isinstance(error, ConfigError) and error.remedy:
            talk(f"  remedy: {error.remedy}")
        sys.exit(exit_code_of(error))
    except Exception as error:
        traceback.print_exc()
        talk(f"interlock: internal error: {type(error).__name__}: {error}; please report it with the lines above")
        sys.exit(Exit.INTERNAL)


def exit_code_of(error: InterlockError) -> int:
    """The documented exit code of an error."""
    match error:
        case LimitReached() | DependencyError() | MissingPart():
            return Exit.UNAVAILABLE
        case ConfigError() | RequestError():
            return Exit.USAGE
        case _:
            return Exit.INTERNAL
