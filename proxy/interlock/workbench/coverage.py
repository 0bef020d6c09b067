"""`policy coverage`: which rules real traffic uses, by what the log says fired."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import AsyncIterator, Iterable

from interlock.model.record import DecisionRecord, Entry
from interlock.workbench.findings import Finding, Report, Table

ENOUGH = 5
"""Times that a rule must have fired before anything is concluded from its company."""


async def coverage(entries: AsyncIterator[Entry], rules: Iterable[str]) -> Report:
    """`rules`: all that the library has. A rule counts as fired where it is a reason or in the shadow of a decision."""
    fired: Counter[str] = Counter()
    alone: Counter[str] = Counter()
    shadow: Counter[str] = Counter()
    together: dict[str, Counter[str]] = defaultdict(Counter)
    decisions = 0
    async for entry in entries:
        record = entry.record
        if not isinstance(record, DecisionRecord) or record.decision is None:
            continue
        decisions += 1
        said = {reason.rule for reason in record.decision.reasons}
        shadowed = {reason.rule for reason in record.decision.shadow}
        here = {rule for rule in said | shadowed if not rule.startswith(("profile.", "interlock."))}
        fired.update(here)
        shadow.update(shadowed & here)
        for rule in here:
            together[rule].update(here - {rule})
            alone[rule] += here == {rule}
    rows, findings = [], []
    for rule in sorted({*rules, *fired}):
        company = [f"{other}" for other, times in together[rule].items() if times == fired[rule]]
        rows.append((rule, fired[rule], alone[rule], shadow[rule], ", ".join(sorted(company))))
        if not fired[rule]:
            findings.append(Finding("coverage.never-fired", "note", "never fired in this log", rule=rule))
        elif fired[rule] >= ENOUGH and company:
            message = f"fired {fired[rule]} times, each time together with {', '.join(sorted(company))}"
            findings.append(Finding("coverage.redundant", "warning", message, rule=rule))
    never = sum(finding.id == "coverage.never-fired" for finding in findings)
    return Report(
        "policy coverage",
        f"{decisions} decisions: {len(rows) - never} of {len(rows)} rules fired",
        findings=tuple(findings),
        tables=(Table("rules", ("rule", "fired", "alone", "in shadow", "always with"), tuple(rows)),),
        figures={"decisions": decisions, "rules": len(rows), "never_fired": never},
    )
