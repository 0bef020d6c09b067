"""`policy compare`: two libraries over the same cases."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from interlock.errors import DependencyError
from interlock.model.attributes import Attributes
from interlock.model.principal import Principal
from interlock.workbench.cases import Case
from interlock.workbench.findings import Finding, Report, Table
from interlock.workbench.lab import Lab
from interlock.workbench.samples import WHEN

_IN_FLIGHT = 16
_RANK = {"deny": 0, "ask": 1, "allow": 2}


@dataclass(frozen=True, slots=True)
class _Answer:
    effect: str
    rules: tuple[str, ...]


async def compare(cases: Iterable[Case], before: Lab, after: Lab, *, profile: str) -> Report:
    """Each case is read once, and judged by both. Raises `DependencyError` where one of them does not answer."""
    attributes = Attributes(principal=Principal(), profile=profile, time_unix_s=WHEN)
    places = asyncio.Semaphore(_IN_FLIGHT)

    async def one(case: Case) -> tuple[Case, _Answer, _Answer]:
        async with places:
            analysis = await before.analyze(case.action, case.memory)
            decisions = [await lab.decide(case.action, analysis, attributes) for lab in (before, after)]
        first, second = (_Answer(d.effect.value, tuple(dict.fromkeys(r.rule for r in d.reasons))) for d in decisions)
        return case, first, second

    try:
        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(one(case)) for case in cases]
    except* DependencyError as errors:
        raise errors.exceptions[0] from None
    answers = [task.result() for task in tasks]
    return _report(answers, before, after)


def _report(answers: list[tuple[Case, _Answer, _Answer]], before: Lab, after: Lab) -> Report:
    effects: Counter[tuple[str, str]] = Counter()
    rules: Counter[tuple[str, str]] = Counter()
    findings = []
    for case, first, second in answers:
        effects[first.effect, second.effect] += 1
        gained, lost = sorted(set(second.rules) - set(first.rules)), sorted(set(first.rules) - set(second.rules))
        rules.update(("fires now", rule) for rule in gained if not rule.startswith("profile."))
        rules.update(("fires no more", rule) for rule in lost if not rule.startswith("profile."))
        if first.effect != second.effect:
            loosened = _RANK[second.effect] > _RANK[first.effect]
            findings.append(
                Finding(
                    "compare.loosened" if loosened else "compare.tightened",
                    "error" if loosened else "warning",
                    f"{first.effect} becomes {second.effect}",
                    rule=", ".join(lost if loosened else gained),
                    detail=case.source[:200],
                )
            )
    findings.sort(key=lambda finding: finding.id)  # loosened comes first
    flips = len(findings)
    return Report(
        "policy compare",
        f"{flips} of {len(answers)} cases are decided otherwise",
        findings=tuple(findings),
        tables=(
            Table("decisions", ("before", "after", "cases"), tuple((*k, n) for k, n in sorted(effects.items()))),
            Table("rules", ("change", "rule", "cases"), tuple((*k, n) for k, n in sorted(rules.items()))),
        ),
        figures={"cases": len(answers), "flips": flips, "before": before.revision, "after": after.revision},
    )
