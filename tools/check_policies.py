"""Checks the Rego library: `check_policies.py [POLICIES] [--coverage PERCENT]`; `--write` makes `capabilities.json`.

`interlock policy lint` and OPA's tests with their coverage, and that the generated files are fresh.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import get_opa  # beside this script
from interlock.errors import ConfigError
from interlock.policy import schema
from interlock.policy.binary import Opa, find_opa
from interlock.policy.capabilities import capabilities
from interlock.workbench.lint import lint
from interlock.workbench.rego import Rego


def main() -> int:
    parser = argparse.ArgumentParser(description="Check the Rego library.")
    parser.add_argument("policies", nargs="?", type=Path, default=get_opa.CHECKOUT / "policies")
    parser.add_argument("--coverage", type=float, default=95.0, help="least percentage of covered lines")
    parser.add_argument("--write", action="store_true", help="write capabilities.json instead of checking")
    chosen = parser.parse_args()
    opa = find_opa(None, get_opa.CHECKOUT / ".tools")
    if chosen.write:
        (chosen.policies / "capabilities.json").write_bytes(capabilities(opa.path))
        return 0
    policies = chosen.policies.resolve()
    # A run with coverage stops at the first failing test (OPA issue 2505), so the tests come first.
    steps: dict[str, Callable[[], Iterable[str]]] = {
        "generated files are fresh": lambda: stale_files(opa, policies),
        "lint": lambda: linted(opa, policies),
        "tests": lambda: failing(Rego(opa, policies)),
        "coverage": lambda: uncovered(Rego(opa, policies), chosen.coverage),
    }
    failed = False
    for name, step in steps.items():
        try:
            problems = list(step())
        except ConfigError as error:
            problems = [str(error)]
        failed |= bool(problems)
        print(f"{'FAILED' if problems else 'ok':7} policies: {name}", file=sys.stderr)
        for problem in problems:
            print(f"        {problem}", file=sys.stderr)
    return 1 if failed else 0


def linted(opa: Opa, policies: Path) -> Iterator[str]:
    for finding in lint(policies, opa).findings:
        if finding.level != "error":
            continue
        where = f"{finding.place.path.relative_to(policies)}:{finding.place.line}: " if finding.place else ""
        yield f"{where}{finding.id} {finding.rule}: {finding.message}"


def failing(rego: Rego) -> Iterator[str]:
    tests = rego.tests()
    if not tests:
        yield "there are none"
    for test in tests:
        if test.get("fail") or test.get("error") or test.get("skip"):
            yield f"{test['package']}.{test['name']}"


def uncovered(rego: Rego, least: float) -> Iterator[str]:
    percent, missing = rego.coverage()
    if percent < least:
        yield f"{percent} % of the lines, {least} % wanted"
        for file, spans in sorted(missing.items()):
            yield f"{file.relative_to(rego.policies)}: {', '.join(f'{first}-{last}' for first, last in spans)}"


def stale_files(opa: Opa, policies: Path) -> Iterator[str]:
    for name in schema.stale(policies / "schemas"):
        yield f"schemas/{name}: run `make schemas`"
    path = policies / "capabilities.json"
    # Each OPA has capabilities of its own; the file is that of the pinned one.
    pinned = get_opa.opa_version(opa.path) == get_opa.wanted_version()
    if pinned and (not path.exists() or path.read_bytes() != capabilities(opa.path)):
        yield "capabilities.json: run `python tools/check_policies.py --write`"


if __name__ == "__main__":
    sys.exit(main())
