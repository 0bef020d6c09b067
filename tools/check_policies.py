"""Checks the Rego library: `check_policies.py [POLICIES] [--coverage PERCENT]`; `--write` makes `capabilities.json`.

What OPA checks (format, `check --strict` against the schema and the capabilities, tests, coverage), that the generated
files are fresh, and what OPA cannot know: that every rule is documented, combined by `main.rego`, and tested.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import get_opa  # beside this script
from interlock.policy import schema
from interlock.policy.capabilities import capabilities

RULES = ("data", "interlock", "rules")
SEVERITIES = ("low", "medium", "high", "critical")
MODES = ("enforce", "shadow")


@dataclass(frozen=True)
class RulePackage:
    """One package below `interlock.rules`."""

    path: tuple[str, ...]
    """`("data", "interlock", "rules", category, rule)`."""
    files: tuple[Path, ...]
    metadata: dict[str, Any]
    """Its package annotation; empty without one."""

    @property
    def id(self) -> str:
        return ".".join(self.path[len(RULES) :])


def main() -> int:
    parser = argparse.ArgumentParser(description="Check the Rego library.")
    parser.add_argument("policies", nargs="?", type=Path, default=get_opa.CHECKOUT / "policies")
    parser.add_argument("--coverage", type=float, default=95.0, help="least percentage of covered lines")
    parser.add_argument("--write", action="store_true", help="write capabilities.json instead of checking")
    chosen = parser.parse_args()
    opa = get_opa.installed(get_opa.CHECKOUT / ".tools", get_opa.wanted_version())
    if opa is None:
        print("no OPA: run `make setup`", file=sys.stderr)
        return 1
    if chosen.write:
        (chosen.policies / "capabilities.json").write_bytes(capabilities(opa))
        return 0
    return Check(opa, chosen.policies, chosen.coverage).run()


class Check:
    """One run over one directory of policies."""

    def __init__(self, opa: Path, policies: Path, coverage: float) -> None:
        self.opa = opa
        self.policies = policies.resolve()
        self.coverage = coverage
        self.against = ["--schema=schemas/input.json", "--capabilities=capabilities.json", "--bundle", "."]

    def run(self) -> int:
        steps = {
            "generated files are fresh": self.stale_files,
            "format": lambda: self.said("fmt", "--fail", "--list", "interlock"),
            "check": lambda: self.said("check", "--strict", *self.against),
            "rules are documented, combined and tested": self.incomplete_rules,
            # A run with coverage stops at the first failing test (OPA issue 2505), so the tests come first.
            "tests": lambda: self.said("test", "--fail-on-empty", "--var-values", *self.against),
            "coverage": self.uncovered,
        }
        failed = False
        for name, step in steps.items():
            problems = list(step())
            failed |= bool(problems)
            print(f"{'FAILED' if problems else 'ok':7} policies: {name}", file=sys.stderr)
            for problem in problems:
                print(f"        {problem}", file=sys.stderr)
        return 1 if failed else 0

    # --- OPA's own checks ---------------------------------------------------------------------------------------------

    def said(self, *arguments: str) -> list[str]:
        """What OPA had to say, where it failed."""
        run = self._run(*arguments)
        return (run.stderr + run.stdout).strip().splitlines() or ["it failed"] if run.returncode != 0 else []

    def uncovered(self) -> Iterator[str]:
        run = self._run("test", "--coverage", "--format", "json", *self.against)
        try:
            report: dict[str, Any] = json.loads(run.stdout)
        except ValueError:
            yield f"no report: {run.stderr.strip() or run.stdout.strip()}"
            return
        if report["coverage"] < self.coverage:
            yield f"{report['coverage']} % of the lines, {self.coverage} % wanted"
            for file, lines in sorted(report["files"].items()):
                missing = [f"{span['start']['row']}-{span['end']['row']}" for span in lines.get("not_covered", ())]
                if missing:
                    yield f"{file}: {', '.join(missing)}"

    def stale_files(self) -> Iterator[str]:
        for name in schema.stale(self.policies / "schemas"):
            yield f"schemas/{name}: run `make schemas`"
        path = self.policies / "capabilities.json"
        # Each OPA has capabilities of its own; the file is that of the pinned one.
        pinned = get_opa.opa_version(self.opa) == get_opa.wanted_version()
        if pinned and (not path.exists() or path.read_bytes() != capabilities(self.opa)):
            yield "capabilities.json: run `python tools/check_policies.py --write`"

    # --- ours ---------------------------------------------------------------------------------------------------------

    def incomplete_rules(self) -> Iterator[str]:
        packages = list(self.rule_packages())
        if not packages or not (self.policies / "interlock" / "main.rego").exists():
            yield "there is no interlock/main.rego, or no rule"
            return
        combined = self.combined()
        for package in packages:
            yield from undocumented(package)
            yield from misplaced(package, self.policies)
            if package.path not in combined:
                yield f"{package.id}: main.rego does not combine it"
            if not any(file.with_name(f"{file.stem}_test.rego").exists() for file in package.files):
                yield f"{package.id}: no test beside it"
        for path in sorted(combined - {package.path for package in packages}):
            yield f"{'.'.join(path)}: combined by main.rego, but there is no such package"

    def rule_packages(self) -> Iterator[RulePackage]:
        inspected = self._json("inspect", "--annotations", "--format", "json", "interlock")
        annotations = {
            _path(item["path"]): item["annotations"]
            for item in inspected.get("annotations", ())
            if item["annotations"].get("scope") == "package"
        }
        for name, files in sorted(inspected.get("namespaces", {}).items()):
            rego = tuple(self.policies / file for file in files if _is_rule(file))
            if rego and name.startswith(".".join(RULES) + "."):
                path = _path(self._json("parse", "--format", "json", str(rego[0]))["package"]["path"])
                yield RulePackage(path, rego, annotations.get(path, {}))

    def combined(self) -> set[tuple[str, ...]]:
        """Rule packages that main.rego names."""
        main = self._json("parse", "--format", "json", "interlock/main.rego")
        length = len(RULES) + 2
        return {path[:length] for path in _references(main) if path[: len(RULES)] == RULES and len(path) >= length}

    def _json(self, *arguments: str) -> dict[str, Any]:
        run = self._run(*arguments)
        if run.returncode != 0:
            raise SystemExit(f"opa {' '.join(arguments)}: {run.stderr}{run.stdout}")
        answer: dict[str, Any] = json.loads(run.stdout)
        return answer

    def _run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        command: list[str | Path] = [self.opa, *arguments]
        # From inside the library, so that what OPA says names files as an author does.
        return subprocess.run(command, capture_output=True, text=True, timeout=300, check=False, cwd=self.policies)


def undocumented(package: RulePackage) -> Iterator[str]:
    """What is missing in a rule's metadata."""
    custom = package.metadata.get("custom", {})
    for name in ("title", "description"):
        if not package.metadata.get(name):
            yield f"{package.id}: metadata has no `{name}`"
    if not custom.get("remediation"):
        yield f"{package.id}: metadata has no `custom.remediation`"
    if custom.get("id") != package.id:
        yield f"{package.id}: `custom.id` is `{custom.get('id')}`"
    for name, values in (("severity", SEVERITIES), ("mode", MODES)):
        if custom.get(name) not in values:
            yield f"{package.id}: `custom.{name}` is `{custom.get(name)}`, not one of {', '.join(values)}"


def misplaced(package: RulePackage, policies: Path) -> Iterator[str]:
    """A package and its folder have the same name."""
    folder = policies.joinpath(*package.path[1:])
    for file in package.files:
        if len(package.path) != len(RULES) + 2:
            yield f"{file}: package `{'.'.join(package.path)}` is not interlock.rules.<category>.<rule>"
        elif file.parent.resolve() != folder.resolve():
            yield f"{file}: package `{'.'.join(package.path)}` belongs in {folder}"


def _is_rule(file: str) -> bool:
    return file.endswith(".rego") and not file.endswith("_test.rego")


def _references(node: Any) -> Iterator[tuple[str, ...]]:
    """Ground beginnings of all references in a parsed module."""
    if isinstance(node, dict):
        if node.get("type") == "ref" and isinstance(node.get("value"), list):
            yield _path(node["value"])
        for value in node.values():
            yield from _references(value)
    elif isinstance(node, list):
        for value in node:
            yield from _references(value)


def _path(terms: list[dict[str, Any]]) -> tuple[str, ...]:
    path: list[str] = []
    for position, term in enumerate(terms):
        if not isinstance(term.get("value"), str) or (term["type"] == "var" and position > 0):
            break
        path.append(term["value"])
    return tuple(path)


if __name__ == "__main__":
    sys.exit(main())
