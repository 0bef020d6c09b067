"""Decisions and facts as a person reads them, and as a script does."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec
from rich.console import Console
from rich.markup import escape
from rich.tree import Tree

from interlock.cli.terminal import Exit, Underline, err, out, underlined
from interlock.model import facts as f
from interlock.model.decision import Effect, Reason
from interlock.ports import Ruling

_STYLE = {Effect.ALLOW: "bold green", Effect.ASK: "bold yellow", Effect.DENY: "bold red"}


def exit_code(ruling: Ruling) -> Exit:
    return {Effect.ALLOW: Exit.OK, Effect.DENY: Exit.DENIED, Effect.ASK: Exit.APPROVAL}[ruling.decision.effect]


def brief(ruling: Ruling) -> dict[str, Any]:
    """The stable JSON form of an answer."""
    decision = ruling.decision
    return {
        "effect": decision.effect,
        "reasons": msgspec.to_builtins(decision.reasons),
        "shadow": msgspec.to_builtins(decision.shadow),
        "policy": msgspec.to_builtins(decision.policy),
        "completeness": ruling.completeness,
    }


def decision(source: str, ruling: Ruling) -> None:
    """An answer for a person: the effect on stdout, reasons with the source underlined."""
    effect = ruling.decision.effect
    policy = ruling.decision.policy
    out.print(f"[{_STYLE[effect]}]{effect.value}[/]  (policy {policy.profile}, {policy.revision[:19]})")
    reasons(source, ruling, console=out)
    shadow(source, ruling, console=out)


def reasons(source: str, ruling: Ruling, *, console: Console = err) -> None:
    """Why, on which part of the source, and what would be allowed; nothing where it is allowed."""
    if ruling.decision.effect is not Effect.ALLOW:
        _blocks(source, ruling, ruling.decision.reasons, console)


def shadow(source: str, ruling: Ruling, *, console: Console = err) -> None:
    """What rules that are not enforced (profile, mode, exception) had to say."""
    _blocks(source, ruling, ruling.decision.shadow, console, "would be denied: ")


def _blocks(source: str, ruling: Ruling, said: Iterable[Reason], console: Console, prefix: str = "") -> None:
    """One block for each rule and remedy: every message, and the source once with all that they point at."""
    blocks: dict[tuple[str, str], list[Reason]] = {}
    for reason in said:
        blocks.setdefault((reason.rule, reason.remediation), []).append(reason)
    for (rule, remediation), alike in blocks.items():
        console.print(f"  {prefix}[bold]{escape(rule)}[/]  {escape(alike[0].title)} ({alike[0].severity})")
        for message in dict.fromkeys(reason.message for reason in alike):
            console.print(f"  {escape(message)}")
        marks = [Underline(start, end) for reason in alike for start, end in ruling.in_source(reason)]
        if marks:
            console.print(underlined(source, marks), end="")
        if remediation:
            console.print(f"  instead: {escape(remediation)}")


def value(v: f.Value | None) -> str:
    """A Value in one line."""
    match v:
        case None:
            return ""
        case f.Literal(text=text):
            return text if text and text.isprintable() and " " not in text else repr(text)
        case f.Concat(parts=parts):
            return "".join(value(part) for part in parts)
        case f.OneOf(values=values):
            return "{" + "|".join(value(x) for x in values) + "}"
        case f.Prefix(text=text):
            return f"{text}…"
        case f.Suffix(text=text):
            return f"…{text}"
        case f.Glob(text=text):
            return f"glob({text})"
        case f.Output(command=command):
            return f"output(#{command})"
        case f.Unknown(why=why):
            return f"<{why or 'unknown'}>"


def facts(source: str, document: bytes) -> None:
    """The facts as a tree: units, their commands and calls with effects, and what is opaque underlined."""
    all_ = msgspec.json.decode(document, type=f.Facts)
    tree = Tree(f"[bold]{all_.reading.completeness}[/]  entry {all_.entry.kind}")
    branches: dict[int | None, Tree] = {}
    for id_, unit in enumerate(all_.units):
        via = f" via {escape(unit.via)}" if unit.via else ""
        branches[id_] = branches.get(unit.parent, tree).add(
            f"unit {id_} [cyan]{unit.language}[/]{via}, {unit.size} bytes"
        )
    nodes: dict[tuple[str, int], Tree] = {}
    for id_, command in enumerate(all_.commands):
        argv = " ".join(escape(value(word)) for word in command.argv)
        extra = "".join(f" [dim]{escape(w)} ›[/]" for w in command.wrappers)
        nodes["command", id_] = branches[command.unit].add(f"#{id_}{extra} [green]{argv}[/]")
    for id_, call in enumerate(all_.calls):
        nodes["call", id_] = branches[call.unit].add(f"call {escape(call.callee)} [dim]{call.category}[/]")

    def under(cause: f.Cause, unit: int) -> Tree:
        if cause.command is not None:
            return nodes["command", cause.command]
        return nodes["call", cause.call] if cause.call is not None else branches[unit]

    for file in all_.files:
        under(file.by, file.unit).add(
            f"file {file.op} [yellow]{escape(file.resolved or value(file.path))}[/]"
            + (f" sink {file.sink}" if file.sink else "")
        )
    for net in all_.network:
        under(net.by, net.unit).add(
            f"network {net.op} [magenta]{escape(value(net.url) or value(net.host))}[/] → {net.flows_to}"
        )
    for package in all_.packages:
        under(package.by, package.unit).add(f"package {package.manager} {package.action} {escape(value(package.name))}")
    for privilege in all_.privileges:
        under(privilege.by, privilege.unit).add(f"privilege [red]{privilege.kind}[/] {escape(value(privilege.target))}")
    for process in all_.processes:
        under(process.by, process.unit).add(f"process [red]{process.op}[/] {escape(value(process.target))}")
    for variable in all_.environment:
        under(variable.by, variable.unit).add(
            f"environment {variable.op} {escape(value(variable.name))}"
            + (f" ({variable.danger})" if variable.danger else "")
        )
    out.print(tree)
    for opaque in all_.reading.opaque:
        out.print(f"[bold yellow]opaque[/] {opaque.code} {escape(opaque.detail)}")
        start, end = f.to_source(all_, opaque.unit, opaque.span.start, opaque.span.end)
        out.print(underlined(source, [Underline(start, end)], style="yellow"), end="")
