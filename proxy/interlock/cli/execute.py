"""`interlock exec`: run something through a running proxy."""

from __future__ import annotations

import asyncio
import base64
import shlex
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.markup import escape

from interlock import config
from interlock.cli import remote, report
from interlock.cli.cases import for_the_wire
from interlock.cli.settings import ConfigFile
from interlock.cli.terminal import Exit, Format, err, print_json, talk
from interlock.errors import InvalidRequest
from interlock.model.decision import Effect
from interlock.workbench.cases import known


def exec_(
    command: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="-- COMMAND… | FILE",
            help="The command, after `--`: one word is a shell text. With --language: a FILE, or `-` for stdin.",
        ),
    ] = None,
    language: Annotated[
        str | None, typer.Option("--language", help="Run FILE (or `-`) as code of this language.")
    ] = None,
    session: Annotated[str | None, typer.Option("--session", help="Run in this session; default: a fresh one.")] = None,
    address: Annotated[str | None, typer.Option(help="Where the proxy is.", show_default=False)] = None,
    timeout: Annotated[float, typer.Option(min=0.0, help="Seconds until it is stopped; 0: the proxy's setting.")] = 0.0,
    save: Annotated[Path | None, typer.Option("--save", help="Directory for images and other binary results.")] = None,
    output: Annotated[Format, typer.Option("--output", help="`json`: one object for each event.")] = Format.TABLE,
    file: ConfigFile = None,
) -> None:
    """Run a command or code in a sandbox, if policy allows.

    A command's standard input is empty: what is piped into this one does not reach it. Exits with the program's status;
    126 refused, 125 no answer, 130 interrupted or out of time.
    """
    settings, _ = config.load({"address": address}, file)
    if not command:
        raise InvalidRequest("nothing to run: `interlock exec -- CMD…`, or `interlock exec --language python FILE`")
    source = for_the_wire(_source(command, language and known(language)))
    key = settings.api_key.get_secret_value()
    run = _Run(settings.client_address, key, source, language, session or "", timeout, save, output)
    sys.exit(asyncio.run(run.to_its_end()))


def _source(command: list[str], language: str | None) -> str:
    if language is None:
        # One word is a shell text, as with `sh -c`; several are a program and its arguments, as with `env`.
        return command[0] if len(command) == 1 else shlex.join(command)
    if len(command) != 1:
        raise InvalidRequest("with --language, name one FILE or `-`")
    data = sys.stdin.buffer.read() if command[0] == "-" else _read(Path(command[0]))
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise InvalidRequest(f"`{command[0]}` is not UTF-8") from error


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise InvalidRequest(f"cannot read `{path}`: {error.strerror}") from error


class _Run:
    def __init__(
        self,
        address: str,
        key: str,
        source: str,
        language: str | None,
        session: str,
        timeout_s: float,
        save: Path | None,
        output: Format,
    ) -> None:
        self._address = address
        self._key = key
        self._source = source
        self._language = language
        self._session = session
        self._timeout_s = timeout_s
        self._save = save
        self._json = output is Format.JSON
        self._images = 0

    async def to_its_end(self) -> int:
        """The status to exit with."""
        from interlock.client import CallError, Client

        running = asyncio.current_task()
        assert running is not None  # INVARIANT: a coroutine of ours is always run as a task
        for number in (signal.SIGINT, signal.SIGTERM):
            # Leaving the stream is what interrupts the program.
            asyncio.get_running_loop().add_signal_handler(number, running.cancel)
        try:
            async with Client(self._address, key=self._key) as client, self._in(client) as session:
                if self._language is None:
                    stream: AsyncIterator[Any] = session.run_command(self._source, timeout_s=self._timeout_s)
                else:
                    stream = session.run_code(self._source, self._language, timeout_s=self._timeout_s)
                return await self._follow(stream)
        except CallError as error:
            return self._refused(error)
        except asyncio.CancelledError:
            return 130

    @asynccontextmanager
    async def _in(self, client: Any) -> AsyncIterator[Any]:
        from interlock.client import Session

        if self._session:
            yield Session(client, self._session)
            return
        async with client.session() as session:
            yield session

    async def _follow(self, stream: AsyncIterator[Any]) -> int:
        from interlock.v1 import types_pb2

        status = int(Exit.EXEC_NO_ANSWER)
        async for message in stream:
            if self._json:
                print_json(_plain(message))
            event = message.WhichOneof("event")
            if event == "completion":
                done = message.completion
                status = done.exit_code
                if done.outcome != types_pb2.OUTCOME_SUCCEEDED:
                    status = status or 1
                    self._say(done)
            elif not self._json:
                self._show(event, getattr(message, event))
        return status

    def _say(self, done: Any) -> None:
        """Why a run ended otherwise than by its own will; a program that failed has said so itself."""
        from interlock.v1 import types_pb2

        outcome = types_pb2.Outcome.Name(done.outcome).removeprefix("OUTCOME_").lower().replace("_", " ")
        told = [outcome] if done.outcome != types_pb2.OUTCOME_FAILED else []
        told += [done.detail] if done.detail else []
        if told:
            talk(f"interlock: {': '.join(told)}")

    def _show(self, event: str, value: Any) -> None:
        if event == "decision":
            report.shadow(self._source, remote.ruling(value))
        elif event == "output":
            which = value.WhichOneof("stream")
            stream = sys.stdout if which == "stdout" else sys.stderr
            stream.buffer.write(getattr(value, which))
            stream.buffer.flush()
        elif event == "result":
            self._result(dict(value.data))
        elif event == "error":
            err.print(escape(value.traceback or f"{value.name}: {value.value}"))

    def _result(self, data: dict[str, str]) -> None:
        for mime, content in data.items():
            if mime.startswith("image/") and mime != "image/svg+xml":
                self._images += 1
                picture = base64.b64decode(content)
                name = f"result-{self._images}.{mime.partition('/')[2]}"
                if self._save is not None:
                    self._save.mkdir(parents=True, exist_ok=True)
                    (self._save / name).write_bytes(picture)
                    talk(f"interlock: {mime}, {len(picture)} bytes, saved as {self._save / name}")
                else:
                    talk(f"interlock: {mime}, {len(picture)} bytes (--save DIR keeps it)")
        if "text/plain" in data:
            print(data["text/plain"], flush=True)

    def _refused(self, error: Any) -> int:
        decision = error.decision
        if self._json:
            print_json({"error": str(error), **({} if decision is None else {"decision": _plain(decision)})})
        if decision is None:
            talk(f"interlock: {remote.ours(error, self._address)}")
            return Exit.EXEC_NO_ANSWER
        ruling = remote.ruling(decision)
        word = "refused" if ruling.decision.effect is Effect.DENY else "needs approval"
        err.print(f"[bold red]interlock: {word}[/]")
        report.reasons(self._source, ruling)
        if decision.abridged:
            err.print("  there is more; the whole decision is in the record", style="dim")
        err.print(f"  decision {decision.receipt.decision_id}, record {decision.receipt.seq}", style="dim")
        return Exit.EXEC_REFUSED


def _plain(message: Any) -> dict[str, Any]:
    """A protobuf message as JSON says it (ProtoJSON), with the names of the proto files."""
    from google.protobuf import json_format

    return json_format.MessageToDict(message, preserving_proto_field_name=True)
