"""Decisions as a person reads them, and as a script does."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec
from rich.console import Console
from rich.markup import escape

from interlock.cli.terminal import Exit, Underline, err, out, underlined, visible
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
        console.print(f"  {prefix}[bold]{escape(rule)}[/]  {escape(visible(alike[0].title))} ({alike[0].severity})")
        for message in dict.fromkeys(reason.message for reason in alike):
            console.print(f"  {escape(visible(message))}")
        marks = [Underline(start, end) for reason in alike for start, end in ruling.in_source(reason)]
        if marks:
            console.print(underlined(source, marks), end="")
        if remediation:
            console.print(f"  instead: {escape(visible(remediation))}")
