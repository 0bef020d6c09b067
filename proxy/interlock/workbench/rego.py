"""A directory of policies as OPA's own tools see it: parsed modules, checks, tests, coverage."""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from interlock.errors import ConfigError
from interlock.policy.binary import Opa
from interlock.policy.capabilities import capabilities
from interlock.policy.schema import schemas
from interlock.workbench.findings import Place

RULES = ("data", "interlock", "rules")
_TIMEOUT_S = 300.0


@dataclass(frozen=True, slots=True)
class Said:
    """One complaint of OPA's."""

    code: str
    message: str
    place: Place | None


@dataclass(frozen=True)
class Module:
    """One Rego file, parsed."""

    path: Path
    tree: Mapping[str, Any]
    """As `opa parse --format json --json-include locations` gives it."""

    @property
    def package(self) -> tuple[str, ...]:
        """`("data", "interlock", …)`."""
        return ground(self.tree["package"]["path"])

    @property
    def is_test(self) -> bool:
        return self.path.stem.endswith("_test")

    @property
    def rules(self) -> list[Mapping[str, Any]]:
        return list(self.tree.get("rules") or ())

    @property
    def metadata(self) -> Mapping[str, Any]:
        """Of the package; empty without one."""
        found = [a for a in self.tree.get("annotations") or () if a.get("scope") in ("package", "subpackages")]
        return found[0] if found else {}

    @cached_property
    def aliases(self) -> dict[str, tuple[str, ...]]:
        """Imported name → what it stands for."""
        imports = {}
        for item in self.tree.get("imports") or ():
            path = ground(item["path"]["value"])
            imports[item.get("alias") or path[-1]] = path
        return imports


@dataclass(frozen=True)
class Rego:
    """OPA's tools over one directory."""

    opa: Opa
    policies: Path

    @cached_property
    def modules(self) -> tuple[Module, ...]:
        """Every file below `interlock/`. Raises `ConfigError` for one that is not Rego; `complaints` says where."""
        paths = sorted((self.policies / "interlock").rglob("*.rego"))
        with ThreadPoolExecutor(os.cpu_count()) as pool:  # a process of OPA's for each file
            return tuple(pool.map(self._parsed, paths))

    @cached_property
    def rule_modules(self) -> dict[str, tuple[Module, ...]]:
        """Files of each rule (`<category>.<rule>`), tests left out."""
        found: dict[str, tuple[Module, ...]] = {}
        for module in self.modules:
            if module.package[: len(RULES)] == RULES and not module.is_test:
                id_ = ".".join(module.package[len(RULES) :])
                found[id_] = (*found.get(id_, ()), module)
        return found

    @property
    def rule_ids(self) -> frozenset[str]:
        """Of all rules, by their folders; nothing is parsed."""
        folders = (self.policies / "interlock" / "rules").glob("*/*/")
        return frozenset(f"{folder.parent.name}.{folder.name}" for folder in folders if any(folder.glob("*.rego")))

    def unformatted(self) -> Iterator[Path]:
        run = self.run("fmt", "--list", "interlock")
        if run.returncode == 0:
            yield from (self.policies / line for line in run.stdout.splitlines() if line)

    def complaints(self) -> list[Said]:
        """`opa check --strict` against the generated schema and our capabilities."""
        with self._against() as (options, _):
            run = self.run("check", "--strict", "--format", "json", *options, "--bundle", ".")
        if run.returncode == 0:
            return []
        try:
            errors = json.loads(run.stdout or run.stderr)["errors"]
        except (ValueError, KeyError):
            return [Said("opa", (run.stderr or run.stdout).strip(), None)]
        return [self._said(error) for error in errors]

    def tests(self, *only: str) -> list[Mapping[str, Any]]:
        """What `opa test` says of each test: `package`, `name`, `fail`, `duration`, `location`. `only`: a pattern of
        names. Raises `ConfigError` where the tests do not even compile.
        """
        with self._against() as (options, _):
            named = ("--run", only[0]) if only else ()
            run = self.run("test", "--format", "json", "--var-values", *named, *options, "--bundle", ".")
        try:
            results = json.loads(run.stdout)
        except ValueError as error:
            words = (run.stderr or run.stdout).strip()
            raise ConfigError(f"OPA does not run the tests: {words}", "correct the policies") from error
        return list(results or ())

    def coverage(self) -> tuple[float, dict[Path, list[tuple[int, int]]]]:
        """Percentage of lines that tests reach, and the lines (first, last) that they do not. Raises `ConfigError`."""
        with self._against() as (options, _):
            run = self.run("test", "--coverage", "--format", "json", *options, "--bundle", ".")
        try:
            report = json.loads(run.stdout)
            missing = {
                self.policies / file: [(s["start"]["row"], s["end"]["row"]) for s in lines.get("not_covered") or ()]
                for file, lines in report["files"].items()
            }
            return float(report["coverage"]), {file: spans for file, spans in missing.items() if spans}
        except (ValueError, KeyError) as error:
            words = (run.stderr or run.stdout).strip()
            raise ConfigError(f"OPA measures no coverage: {words}", "correct the failing tests first") from error

    def run(self, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
        """OPA, from inside the directory, so that what it says names files as an author does."""
        command: list[str | Path] = [self.opa.path, *arguments]
        return subprocess.run(
            command, capture_output=True, text=True, timeout=_TIMEOUT_S, check=False, cwd=self.policies
        )

    def _parsed(self, path: Path) -> Module:
        run = self.run("parse", "--format", "json", "--json-include", "locations,-comments", path.absolute())
        if run.returncode != 0:
            raise ConfigError(f"`{path}` is not Rego: {(run.stderr or run.stdout).strip()}", "correct it")
        return Module(path, json.loads(run.stdout))

    def _against(self) -> _Against:
        return _Against(self.opa)

    def _said(self, error: Mapping[str, Any]) -> Said:
        where = error.get("location") or {}
        place = None
        if where.get("file"):
            place = Place(self.policies / where["file"], int(where.get("row", 1)), int(where.get("col", 1)))
        one_of = (error.get("details") or {}).get("oneOf")
        known = f"; there are: {', '.join(map(str, one_of))}" if one_of else ""
        return Said(str(error.get("code", "opa")), str(error.get("message", "")) + known, place)


class _Against:
    """Schema and capabilities as files, for as long as OPA reads them."""

    def __init__(self, opa: Opa) -> None:
        self._opa = opa
        self._directory = tempfile.TemporaryDirectory(prefix="interlock-rego-")

    def __enter__(self) -> tuple[list[str], Path]:
        home = Path(self._directory.__enter__())
        (home / "input.json").write_bytes(schemas()["input.json"])
        (home / "capabilities.json").write_bytes(capabilities(self._opa.path))
        return [f"--schema={home}/input.json", f"--capabilities={home}/capabilities.json"], home

    def __exit__(self, *exc: object) -> None:
        self._directory.cleanup()


# --- syntax trees -----------------------------------------------------------------------------------------------------


def ground(terms: list[Mapping[str, Any]]) -> tuple[str, ...]:
    """The beginning of a reference up to its first variable or call."""
    path: list[str] = []
    for position, term in enumerate(terms):
        if not isinstance(term.get("value"), str) or (term["type"] == "var" and position > 0):
            break
        path.append(term["value"])
    return tuple(path)


def references(node: Any) -> Iterator[Mapping[str, Any]]:
    """Every reference in a tree: nodes with `type: ref`, their terms in `value`."""
    if isinstance(node, dict):
        if node.get("type") == "ref" and isinstance(node.get("value"), list):
            yield node
        for value in node.values():
            yield from references(value)
    elif isinstance(node, list):
        for value in node:
            yield from references(value)


def calls(node: Any) -> Iterator[tuple[str, list[Any], Mapping[str, Any]]]:
    """Every call in a tree: name, arguments, and the node with the location."""
    if isinstance(node, dict):
        terms = node.get("value") if node.get("type") == "call" else node.get("terms")
        if isinstance(terms, list) and terms and isinstance(terms[0], dict) and terms[0].get("type") == "ref":
            yield ".".join(ground(terms[0]["value"])), terms[1:], terms[0]
        for value in node.values():
            yield from calls(value)
    elif isinstance(node, list):
        for value in node:
            yield from calls(value)


def place_of(module: Module, node: Mapping[str, Any]) -> Place:
    """Where a node is; the file where it has no location."""
    where = node.get("location") or {}
    return Place(module.path, int(where.get("row", 1)), int(where.get("col", 1)))
