"""`policy test`: unit tests in Rego, every rule's samples, and scenario files.

Samples and scenarios take the path of a request: analysis in a worker, then OPA on the library as it would be shipped.
"""

from __future__ import annotations

import asyncio
import re
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any

from interlock.errors import ConfigError, DependencyError, RequestError
from interlock.model.attributes import Attributes
from interlock.model.decision import Decision
from interlock.model.principal import Principal
from interlock.workbench.findings import Check, Finding, Place, Report, Table
from interlock.workbench.lab import Lab
from interlock.workbench.rego import Rego
from interlock.workbench.samples import WHEN, RuleSamples, Sample
from interlock.workbench.scenarios import Expectation, Scenario

REGO, SAMPLES, SCENARIOS = "rego", "samples", "scenarios"
"""Groups of checks."""

_IN_FLIGHT = 8
_TITLE = 100


async def suite(
    rego: Rego,
    lab: Lab,
    samples: Iterable[RuleSamples],
    scenarios: Iterable[Scenario],
    *,
    profile: str = "standard",
    threshold: float = 0.0,
    only: str = "",
) -> Report:
    """Run all of it. `threshold`: least percentage of lines of Rego that its tests reach; 0: not measured.
    `only`: the tests of this rule (`<category>.<rule>`).

    Raises `ConfigError` where the tests do not compile or there is no such rule.
    """
    known = rego.rule_ids
    if only and only not in known:
        raise ConfigError(f"there is no rule `{only}`", f"there are: {', '.join(sorted(known))}")
    checks = await asyncio.to_thread(_rego_tests, rego, only)
    places = asyncio.Semaphore(_IN_FLIGHT)
    asked: list[Awaitable[Check]] = []
    for of in samples:
        if only in ("", of.rule):
            for fires, some in ((True, of.samples.fires), (False, of.samples.quiet)):
                asked += [_timed(places, _sample, lab, of, sample, fires, profile) for sample in some]
    for scenario in scenarios:
        if not only or any(only in expectation.rules for expectation in scenario.expected):
            asked.append(_timed(places, _scenario, lab, scenario, profile, known))
    checks += await asyncio.gather(*asked)
    findings: list[Finding] = []
    figures: dict[str, str | int | float] = {"revision": lab.revision, "profile": profile}
    failed = Counter(check.group for check in checks if check.failure)
    if threshold and not only:
        findings += await asyncio.to_thread(_coverage, rego, threshold, figures, failed[REGO] > 0)
    return _report(checks, findings, figures, failed)


# --- Rego's own tests -------------------------------------------------------------------------------------------------


def _rego_tests(rego: Rego, only: str) -> list[Check]:
    category, _, name = only.partition(".")
    # The packages of tests are the rule's own, or its name and `_test` or `_facts_test`.
    pattern = rf'rules\.{re.escape(category)}(\.|\[")?{re.escape(name)}(_(facts_)?test)?("\])?\.test_'
    return [_rego_test(rego, test) for test in rego.tests(*([pattern] if only else []))]


def _rego_test(rego: Rego, test: Mapping[str, Any]) -> Check:
    package = test["package"].removeprefix("data.").replace('["', ".").replace('"]', "")
    where = test.get("location") or {}
    place = Place(rego.policies / where["file"], where["row"], where["col"]) if where.get("file") else None
    failure = ""
    if test.get("error"):
        failure = str(test["error"].get("message", test["error"]))
    elif test.get("fail"):
        failure = "\n".join(["the test is not true", *_failed_cases(test)])
    return Check(
        REGO,
        f"{package}.{test['name']}",
        failure,
        "skipped by its name (todo_)" if test.get("skip") else "",
        place,
        test.get("duration", 0) / 1e9,
    )


def _failed_cases(test: Mapping[str, Any]) -> list[str]:
    """Names of the cases of a test of many (`test_x[note]`) that fail."""
    found = []
    for name, result in (test.get("sub_results") or {}).items():
        if result.get("fail"):
            found += _failed_cases(result) or [f"case: {name}"]
    return found


def _coverage(rego: Rego, threshold: float, figures: dict[str, str | int | float], failed: bool) -> list[Finding]:
    if failed:  # OPA would measure up to the first failure only
        return [Finding("test.coverage", "error", "not measured: there are tests that fail")]
    percent, missing = rego.coverage()
    figures["coverage_percent"] = percent
    found = []
    for file, spans in sorted(missing.items()):
        for first, last in spans:
            place = Place(file, first, 1, last)
            found.append(Finding("test.uncovered", "note", "no test reaches this", place))
    if percent < threshold:
        message = f"tests reach {percent:g} % of the lines, {threshold:g} % wanted"
        found.insert(0, Finding("test.coverage", "error", message))
    return found


# --- samples and scenarios --------------------------------------------------------------------------------------------


async def _timed(places: asyncio.Semaphore, work: Callable[..., Awaitable[Check]], *arguments: Any) -> Check:
    async with places:
        began = time.monotonic()
        check = await work(*arguments)
        return replace(check, seconds=time.monotonic() - began)


async def _sample(lab: Lab, of: RuleSamples, sample: Sample, fires: bool, profile: str) -> Check:
    name = f"{of.rule} {'fires on' if fires else 'is quiet on'}: {_short(sample.title)}"
    try:
        case, around = sample.case(), sample.around(profile)
        analysis = await lab.analyze(case.action, case.memory)
        answers = await lab.explain(case.action, analysis, around)
    except (RequestError, DependencyError, ValueError) as error:
        return Check(SAMPLES, name, f"no answer: {error}", place=Place(of.path))
    found = next((answer for answer in answers if answer.rule == of.rule), None)
    if found is None:
        failure = "main.rego does not combine the rule: it never decides"
    elif found.fired == fires:
        failure = ""
    elif fires:
        failure = _nothing_or([answer.rule for answer in answers if answer.fired], "it is quiet; what fires: ")
    else:
        failure = "\n".join(["it fires:", *dict.fromkeys(reason.message for reason in found.reasons)])
    return Check(SAMPLES, name, f"{failure}\n{sample.title}" if failure else "", place=Place(of.path))


async def _scenario(lab: Lab, scenario: Scenario, profile: str, known: frozenset[str]) -> Check:
    said = ", ".join(map(str, scenario.expected))
    name = f"{scenario.place.path.name}:{scenario.place.line} {said}"
    around = Attributes(principal=Principal(), profile=scenario.profile or profile, time_unix_s=WHEN)
    try:
        case = scenario.case()
        analysis = await lab.analyze(case.action, case.memory)
        decision = await lab.decide(case.action, analysis, around)
    except (RequestError, DependencyError) as error:
        return Check(SCENARIOS, name, f"no answer: {error}", place=scenario.place)
    failures: list[str] = []
    waiting: list[str] = []
    for expectation in scenario.expected:
        unknown = [rule for rule in expectation.rules if rule not in known]
        if unknown:
            failures.append(f"there is no rule {', '.join(unknown)}")
        elif expectation.word == "todo" and not _fired(decision) & set(expectation.rules):
            waiting += expectation.rules
        else:
            failures += _unmet(expectation, decision)
    failure = "\n".join([*failures, scenario.source]) if failures else ""
    skipped = f"to do: {', '.join(waiting)}" if waiting and not failures else ""
    place = scenario.expected[0].place if scenario.expected else scenario.place
    return Check(SCENARIOS, name, failure, skipped, place)


def _unmet(expectation: Expectation, decision: Decision) -> list[str]:
    """Why a decision is not as expected; empty where it is."""
    enforced = {reason.rule for reason in decision.reasons}
    shadow = {reason.rule for reason in decision.shadow}
    wanted = set(expectation.rules)
    match expectation.word:
        case "allow":
            return [] if decision.effect.value == "allow" else [f"{decision.effect.value} by {_names(enforced)}"]
        case "deny" | "ask":
            if decision.effect.value != expectation.word:
                return [
                    _nothing_or(sorted(shadow), f"{decision.effect.value}; in shadow mode: ", decision.effect.value)
                ]
            return [f"{_names(wanted - enforced)} is quiet; reasons: {_names(enforced)}"] if wanted - enforced else []
        case "shadow":
            return [f"{_names(wanted - shadow)} is not in shadow there"] if wanted - shadow else []
        case "ok":
            fired = wanted & (enforced | shadow)
            return [f"{_names(fired)} fires"] if fired else []
        case "todo":
            return [f"{_names(wanted & (enforced | shadow))} fires now: expect it"]


def _fired(decision: Decision) -> set[str]:
    return {reason.rule for reason in (*decision.reasons, *decision.shadow)}


def _names(rules: Iterable[str]) -> str:
    return ", ".join(sorted(rules))


def _nothing_or(rules: list[str], prefix: str, nothing: str = "it is quiet, as every rule is") -> str:
    return prefix + ", ".join(rules) if rules else nothing


def _short(title: str) -> str:
    line = title.replace("\n", "⏎")
    return line if len(line) <= _TITLE else f"{line[:_TITLE]}…"


def _report(
    checks: list[Check], findings: list[Finding], figures: dict[str, str | int | float], failed: Counter[str]
) -> Report:
    rows = []
    for group in (REGO, SAMPLES, SCENARIOS):
        some = [check for check in checks if check.group == group]
        skipped = sum(bool(check.skipped) for check in some)
        rows.append((group, len(some), failed[group], skipped))
        figures[f"{group}_checks"] = len(some)
    if not checks:
        findings = [*findings, Finding("test.nothing", "error", "there are no tests")]
    words = f"{len(checks)} checks, {failed.total()} failed"
    if "coverage_percent" in figures:
        words += f"; coverage {figures['coverage_percent']:g} %"
    table = Table("checks", ("group", "checks", "failed", "to do"), tuple(rows))
    return Report("policy test", words, tuple(findings), tuple(checks), (table,), figures)
