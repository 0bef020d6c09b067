"""`interlock audit`: read and verify the log. Works on the files: a running proxy is neither needed nor disturbed."""

from __future__ import annotations

import asyncio
import datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape
from rich.table import Table

from interlock import config
from interlock.audit.read import entries
from interlock.audit.verify import verify as verify_directory
from interlock.cli import report
from interlock.cli.settings import ConfigFile
from interlock.cli.terminal import Exit, Format, Underline, out, print_json, underlined
from interlock.errors import NotFound
from interlock.model.record import DecisionRecord, Entry, OutcomeRecord, SystemRecord
from interlock.ports import Analysis, ruling

app = typer.Typer(help="The audit log: read it, follow it, verify it.", no_args_is_help=True)

DataDir = Annotated[Path | None, typer.Option("--data-dir", help="Data directory of the proxy.", show_default=False)]
Output = Annotated[Format, typer.Option("--output", help="How to print.")]


@app.command()
def tail(
    lines: Annotated[int, typer.Option("-n", "--lines", min=0, help="How many of the last records.")] = 20,
    follow: Annotated[bool, typer.Option("-f", "--follow", help="Wait for more.")] = False,
    data_dir: DataDir = None,
    file: ConfigFile = None,
    output: Output = Format.TABLE,
) -> None:
    """The last records, one line each."""
    directory = _directory(data_dir, file)

    if not directory.is_dir() and not follow:
        raise NotFound(f"no log in `{directory}`: nothing was recorded there yet, or --data-dir is another one")

    async def work() -> None:
        kept: list[Entry] = []
        async for entry in entries(directory):
            kept.append(entry)
            if len(kept) > lines:
                kept.pop(0)
        for entry in kept:
            _line(entry, output)
        if follow:
            last = kept[-1].seq if kept else -1
            async for entry in entries(directory, after_seq=last, follow=True):
                _line(entry, output)

    asyncio.run(work())


@app.command()
def show(
    which: Annotated[str, typer.Argument(help="Sequence number or decision id.")],
    data_dir: DataDir = None,
    file: ConfigFile = None,
    output: Output = Format.TABLE,
) -> None:
    """One decision with its outcome, or any one record by sequence number."""
    directory = _directory(data_dir, file)

    async def find() -> list[Entry]:
        wanted = which
        found: list[Entry] = []
        async for entry in entries(directory):
            record = entry.record
            if str(entry.seq) == which:
                found.append(entry)
                if not isinstance(record, SystemRecord):
                    wanted = record.decision_id
            elif not isinstance(record, SystemRecord) and record.decision_id == wanted:
                found.append(entry)
        return found

    found = asyncio.run(find())
    if not found:
        raise NotFound(f"no record `{which}` in `{directory}`")
    for entry in found:
        if output is Format.JSON:
            print_json(entry)
        else:
            _whole(entry)


@app.command()
def verify(
    data_dir: DataDir = None,
    receipt: Annotated[
        list[str] | None, typer.Option("--receipt", help="A receipt you hold, `seq:leaf-hash`; repeatable.")
    ] = None,
    file: ConfigFile = None,
    output: Output = Format.TABLE,
) -> None:
    """Check the hash chain, and that the records you hold receipts for are in it. Exit 1 where it was tampered with."""
    result = verify_directory(_directory(data_dir, file), receipts=tuple(receipt or ()))
    if output is Format.JSON:
        print_json(result)
    else:
        style = "bold green" if result.ok else "bold red"
        out.print(f"[{style}]{result.verdict}[/]  {escape(result.detail)}")
    raise typer.Exit(Exit.OK if result.ok else Exit.DENIED)


def _directory(data_dir: Path | None, file: Path | None) -> Path:
    settings, _ = config.load({"data_dir": data_dir}, file)
    return settings.data_dir / "audit"


_VERDICT_STYLE = {"allow": "green", "ask": "yellow", "deny": "red", "refused": "magenta"}


def _line(entry: Entry, output: Format) -> None:
    if output is Format.JSON:
        print_json(entry)
        return
    when = entry.time[11:19]
    match entry.record:
        case DecisionRecord() as record:
            style = _VERDICT_STYLE[record.verdict]
            rules = (
                ", ".join(dict.fromkeys(r.rule for r in record.decision.reasons)) if record.decision else record.cause
            )
            source = " ".join(record.action.source.split())[:100]
            what = f"[{style}]{record.verdict:8}[/] {record.action.kind:14} {escape(source)}"
            out.print(f"{entry.seq:6} {when} {what}  [dim]{escape(rules)}[/]")
        case OutcomeRecord() as record:
            code = "" if record.exit_code is None else f" exit {record.exit_code}"
            took = f"{record.duration_us / 1000:.0f} ms"
            out.print(f"{entry.seq:6} {when} [dim]  └ {record.outcome}{code}, {took} {escape(record.error)}[/]")
        case SystemRecord() as record:
            detail = " ".join(f"{key}={value}" for key, value in record.detail.items())
            out.print(f"{entry.seq:6} {when} [blue]{record.event}[/] [dim]{escape(detail)}[/]")


def _whole(entry: Entry) -> None:
    table = Table(box=None, show_header=False, pad_edge=False)
    table.add_column(style="bold")
    table.add_column(overflow="fold")

    def row(name: str, value: object) -> None:
        if value not in (None, "", {}, ()):
            table.add_row(name, escape(str(value)))

    row("record", f"{entry.seq} ({entry.time})")
    record = entry.record
    if isinstance(record, DecisionRecord):
        row("decision", record.decision_id)
        row("verdict", f"{record.verdict} ({record.purpose})")
        row("cause", record.cause)
        row("principal", f"{record.principal.tenant}/{record.principal.user}/{record.principal.agent}")
        row("session", record.session_id)
        row("action", f"{record.action.kind} {record.action.digest}")
        for name, value in record.action.parameters.items():
            row(f"  {name}", value)
        if record.decision:
            row("policy", f"{record.decision.policy.profile} {record.decision.policy.revision}")
        row("received", datetime.datetime.fromtimestamp(record.received_unix_us / 1e6, datetime.UTC).isoformat())
        row("stages", " ".join(f"{stage} {us} µs" for stage, us in record.stage_us.items()))
        row("facts", record.facts.sha256 if record.facts else "")
        out.print(table)
        if record.decision and record.facts:
            decided = ruling(record.decision, Analysis(bytes(record.facts.document)))
            report.reasons(record.action.source, decided, console=out)
            report.shadow(record.action.source, decided, console=out)
        out.print(underlined(record.action.source, [Underline(0, len(record.action.source))], style="dim"), end="")
        return
    for name in record.__struct_fields__:
        row(name, getattr(record, name))
    out.print(table)
