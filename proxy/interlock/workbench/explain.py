"""`policy explain`: what a library makes of one case, which rules nearly fired, and what of it would be allowed."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal as L

import msgspec

from interlock.model import facts as f
from interlock.model.action import RunCommand, StartProcess
from interlock.model.attributes import Attributes
from interlock.model.decision import Effect, Reason, RuleAnswer, SourceSpan
from interlock.policy.binary import Opa
from interlock.policy.document import input_document
from interlock.ports import Analysis, Ruling, ruling
from interlock.workbench.cases import Case
from interlock.workbench.findings import Finding, Level, Place, Report, Table
from interlock.workbench.lab import Lab
from interlock.workbench.near import NearMiss, near_misses

_MOST_PARTS = 16

Range = tuple[int, int]
"""Characters `[start, end)` of the submitted source."""


@dataclass(frozen=True, slots=True)
class Part:
    """One command, or pipeline, of a shell text, as if it had been asked for by itself."""

    start: int
    end: int
    source: str
    effect: Effect
    rules: tuple[str, ...]
    """That determine the effect."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """All that there is to say about one case."""

    source: str
    analysis: Analysis
    ruling: Ruling
    answers: tuple[RuleAnswer, ...]
    near: tuple[tuple[NearMiss, tuple[Range, ...]], ...]
    """With where in the source the facts are that failed the condition."""
    parts: tuple[Part, ...]
    """Where the whole is not allowed and a shell reads it as several; else empty."""


async def explain(lab: Lab, case: Case, attributes: Attributes, policies: Path, opa: Opa) -> Explanation:
    """Raises `AnalysisError` and `DecisionPointError`."""
    analysis = await lab.analyze(case.action, case.memory)
    decision = ruling(await lab.decide(case.action, analysis, attributes), analysis)
    answers = await lab.explain(case.action, analysis, attributes)
    document = input_document(case.action, analysis, attributes)
    missed = await asyncio.to_thread(near_misses, policies, opa, document, answers)
    facts = analysis.facts()
    near = tuple((miss, tuple(_ranges(facts, miss.spans))) for miss in missed)
    parts: tuple[Part, ...] = ()
    if decision.decision.effect is not Effect.ALLOW:
        parts = tuple([part async for part in _parts(lab, case, facts, attributes)])
    return Explanation(case.source, analysis, decision, answers, near, parts)


def _ranges(facts: f.Facts, spans: tuple[SourceSpan, ...]) -> Iterator[Range]:
    yield from dict.fromkeys(f.to_source(facts, s.unit, s.start, s.end) for s in spans if s.unit < len(facts.units))


# --- what of it would be allowed --------------------------------------------------------------------------------------


async def _parts(lab: Lab, case: Case, facts: f.Facts, attributes: Attributes) -> AsyncIterator[Part]:
    action = case.action
    if not isinstance(action, RunCommand | StartProcess) or not action.source:
        return
    ranges = _commands(facts)
    if not 2 <= len(ranges) <= _MOST_PARTS:
        return
    for start, end in ranges:
        alone = msgspec.structs.replace(action, source=action.source[start:end])
        analysis = await lab.analyze(alone, case.memory)
        decision = await lab.decide(alone, analysis, attributes)
        rules = tuple(dict.fromkeys(reason.rule for reason in decision.reasons))
        yield Part(start, end, alone.source, decision.effect, rules)


def _commands(facts: f.Facts) -> list[Range]:
    """The outermost commands of the submitted text, those of a pipeline as one, in its order."""
    pipelines: dict[int, Range] = {}
    alone: set[Range] = set()
    for command in facts.commands:
        if command.unit != 0:
            continue
        here = (command.span.start, command.span.end)
        if command.pipeline is None:
            alone.add(here)
        else:
            start, end = pipelines.get(command.pipeline.id, here)
            pipelines[command.pipeline.id] = min(start, here[0]), max(end, here[1])
    outermost: list[Range] = []
    for start, end in sorted({*alone, *pipelines.values()}, key=lambda range_: (range_[0], -range_[1])):
        if not outermost or end > outermost[-1][1]:
            outermost.append((start, end))
    return outermost


# --- for machines -----------------------------------------------------------------------------------------------------


def report(explanation: Explanation, file: Path) -> Report:
    """As findings with places in the source and the policy: what decided, what shadow mode kept back, near misses."""
    given = explanation.ruling
    effect = given.decision.effect
    level: Level = "note" if effect is Effect.ALLOW else "error"
    findings = [
        *_reasons("explain.reason", level, given.decision.reasons, explanation, file),
        *_reasons("explain.shadow", "warning", given.decision.shadow, explanation, file),
    ]
    for miss, _ in explanation.near:
        findings.append(
            Finding("explain.near-miss", "note", f"quiet, because of: {miss.condition}", miss.place, miss.rule)
        )
    rows = tuple((part.source, part.effect.value, ", ".join(part.rules)) for part in explanation.parts)
    tables = (Table("by itself", ("command", "effect", "rules"), rows),) if rows else ()
    figures: dict[str, str | int | float] = {
        "effect": effect.value,
        "completeness": given.completeness,
        "revision": given.decision.policy.revision,
        "profile": given.decision.policy.profile,
    }
    return Report("policy explain", effect.value, tuple(findings), tables=tables, figures=figures)


def _reasons(
    id_: L["explain.reason", "explain.shadow"],
    level: Level,
    reasons: tuple[Reason, ...],
    explanation: Explanation,
    file: Path,
) -> Iterator[Finding]:
    for reason in reasons:
        detail = f"instead: {reason.remediation}" if reason.remediation else ""
        for where in explanation.ruling.in_source(reason) or (None,):
            place = _place(explanation.source, where, file) if where else Place(file)
            yield Finding(id_, level, reason.message, place, reason.rule, detail)


def _place(source: str, where: Range, file: Path) -> Place:
    (line, column), (end_line, end_column) = (_position(source, at) for at in where)
    return Place(file, line, column, end_line, end_column)


def _position(source: str, at: int) -> tuple[int, int]:
    before = source[:at]
    return before.count("\n") + 1, at - (before.rfind("\n") + 1) + 1
