"""`interlock policy explain`: one source, its facts, and what each rule says to it.

`--output json` is one object:

    explain_version  1; a field may be added under the same number, none changed or removed
    facts            as docs/facts.md describes them
    rules            of each: rule, mode (enforce, shadow), effect that it asks for, fired, reasons
    decision         as `interlock check --output json` prints it
    near_misses      of quiet rules: rule, condition, file, line, column, and source: [[start, end], …] in characters
    parts            of a shell text that is not allowed: start, end, source, effect and rules of each command by itself
"""

from __future__ import annotations

import asyncio
import time
from pathlib import Path
from typing import Any

import msgspec
import typer
from rich.markup import escape

from interlock import config
from interlock.cli import cases, report, tree
from interlock.cli.check import File, Knowledge, Language
from interlock.cli.policy.shared import Output, Policies, Profile, ReportFormat, show
from interlock.cli.settings import ConfigFile
from interlock.cli.terminal import Underline, out, print_json, underlined, visible
from interlock.errors import InvalidRequest
from interlock.model.attributes import Attributes
from interlock.model.decision import Effect
from interlock.model.principal import Principal
from interlock.workbench.explain import Explanation
from interlock.workbench.explain import explain as run
from interlock.workbench.explain import report as as_report

VERSION = 1


def explain(
    file: File = None,
    language: Language = None,
    policies: Policies = None,
    profile: Profile = None,
    output: Output = ReportFormat.TABLE,
    knowledge: Knowledge = None,
    settings_file: ConfigFile = None,
) -> None:
    """Show the facts of a source, what each rule says to them, which nearly fired, the decision, and what of it would
    be allowed. Nothing runs; nothing is recorded."""
    flags = {"policies": policies, "profile": profile, "knowledge_files": knowledge or None}
    settings, _ = config.load(flags, settings_file)
    if file is None:
        raise InvalidRequest("name a FILE, or `-`")
    question = cases.one(file, language)

    async def work() -> Explanation:
        from interlock import app
        from interlock.policy.binary import find_opa

        async with app.lab(settings) as lab:
            attributes = Attributes(principal=Principal(), profile=settings.profile, time_unix_s=int(time.time()))
            opa = find_opa(settings.opa, settings.tools_dir)
            return await run(lab, question, attributes, settings.policies, opa)

    explanation = asyncio.run(work())
    if output is ReportFormat.JSON:
        print_json(_document(explanation))
    elif output is ReportFormat.TABLE:
        _show(explanation, settings.policies)
    else:
        show(as_report(explanation, Path("stdin" if file == "-" else file)), output)
    raise typer.Exit(report.exit_code(explanation.ruling))


def _document(explanation: Explanation) -> dict[str, Any]:
    return {
        "explain_version": VERSION,
        "facts": msgspec.Raw(explanation.analysis.document),
        "rules": msgspec.to_builtins(explanation.answers),
        "decision": report.brief(explanation.ruling),
        "near_misses": [
            {
                "rule": miss.rule,
                "condition": miss.condition,
                "file": str(miss.place.path),
                "line": miss.place.line,
                "column": miss.place.column,
                "source": ranges,
            }
            for miss, ranges in explanation.near
        ],
        "parts": msgspec.to_builtins(explanation.parts),
    }


def _show(explanation: Explanation, policies: Path) -> None:
    tree.facts(explanation.source, explanation.analysis.document)
    near = {miss.rule for miss, _ in explanation.near}
    for answer in explanation.answers:
        word = f"[bold]{answer.effect}[/]" if answer.fired else "nearly" if answer.rule in near else "quiet"
        out.print(f"{escape(answer.rule):36} {word}{'' if answer.mode == 'enforce' else ' (shadow)'}")
    for miss, ranges in explanation.near:
        path = miss.place.path
        shown = path.relative_to(policies) if path.is_relative_to(policies) else path
        out.print(f"[bold]{escape(miss.rule)}[/] is quiet: {escape(f'{shown}:{miss.place.line}')}: ", end="")
        out.print(escape(visible(miss.condition)))
        if ranges:
            out.print(underlined(explanation.source, [Underline(*range_) for range_ in ranges], style="dim"), end="")
    report.decision(explanation.source, explanation.ruling)
    if explanation.parts:
        out.print("by itself:")
    for part in explanation.parts:
        style = "green" if part.effect is Effect.ALLOW else "red"
        rules = "" if part.effect is Effect.ALLOW else f"  ({', '.join(part.rules)})"
        out.print(f"  [{style}]{part.effect.value}[/]  {escape(visible(part.source))}{escape(rules)}")
