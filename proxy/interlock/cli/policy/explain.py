"""`interlock policy explain`: one source, its facts, and what each rule says to it."""

from __future__ import annotations

import asyncio
import time

import msgspec
import typer
from rich.markup import escape

from interlock import config
from interlock.cli import cases, report, tree
from interlock.cli.check import File, Knowledge, Language
from interlock.cli.check import Output as OneOutput
from interlock.cli.policy.shared import Policies, Profile
from interlock.cli.settings import ConfigFile
from interlock.cli.terminal import Format, out, print_json
from interlock.errors import InvalidRequest
from interlock.model.attributes import Attributes
from interlock.model.principal import Principal
from interlock.ports import ruling


def explain(
    file: File = None,
    language: Language = None,
    policies: Policies = None,
    profile: Profile = None,
    output: OneOutput = Format.TABLE,
    knowledge: Knowledge = None,
    settings_file: ConfigFile = None,
) -> None:
    """Show the facts of a source, what each rule says to them, and the decision. Nothing runs; nothing is recorded."""
    flags = {"policies": policies, "profile": profile, "knowledge_files": knowledge or None}
    settings, _ = config.load(flags, settings_file)
    if file is None:
        raise InvalidRequest("name a FILE, or `-`")
    question = cases.one(file, language)

    async def work() -> None:
        from interlock import app

        async with app.lab(settings) as lab:
            attributes = Attributes(principal=Principal(), profile=settings.profile, time_unix_s=int(time.time()))
            analysis = await lab.analyze(question.action, question.memory)
            decision = ruling(await lab.decide(question.action, analysis, attributes), analysis)
            answers = await lab.explain(question.action, analysis, attributes)
        if output is Format.JSON:
            answer = {"facts": msgspec.Raw(analysis.document), "rules": msgspec.to_builtins(answers)}
            print_json({**answer, "decision": report.brief(decision)})
        else:
            tree.facts(question.source, analysis.document)
            for rule in answers:
                word = f"[bold]{rule.effect}[/]" if rule.fired else "quiet"
                out.print(f"{escape(rule.rule):36} {word}{'' if rule.mode == 'enforce' else ' (shadow)'}")
            report.decision(question.source, decision)
        raise typer.Exit(report.exit_code(decision))

    asyncio.run(work())
