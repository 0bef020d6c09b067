"""`policy mutate`: spoil the Rego a little, one place at a time, and see whether a test notices.

A mutant that no test fails on is a survivor: a line that could be wrong without anybody being told. Each rule's mutants
meet the tests beside it; those of `main.rego` and of `lib` meet the tests beside them, and then all.
"""

from __future__ import annotations

import base64
import json
import random
import shutil
import subprocess
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import msgspec

from interlock.errors import ConfigError
from interlock.policy.binary import Opa
from interlock.workbench.findings import Finding, Place, Report, Table
from interlock.workbench.rego import RULES, Module, Rego, ground

ACCEPTED = "mutants.json"
"""Beside `interlock/`: survivors that change nothing, each with the reason."""

_TIMEOUT_S = 120.0


@dataclass(frozen=True, slots=True)
class Mutant:
    """One change of one file."""

    path: Path
    line: int
    column: int
    operator: str
    before: str
    after: str
    start: int
    """Byte offsets of `before` in the file."""
    end: int

    @property
    def title(self) -> str:
        return f"{self.operator}: `{_short(self.before)}` → `{_short(self.after) or 'nothing'}`"


class Acceptance(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A survivor that is known to change nothing."""

    file: str
    """Below the directory of policies."""
    title: str
    """As the report calls it."""
    reason: str


# --- mutants of one file ----------------------------------------------------------------------------------------------


def mutants(module: Module) -> Iterator[Mutant]:
    """All of a file, in its order, none twice."""
    source = module.path.read_bytes()
    lines = _line_starts(source)
    seen: set[tuple[int, int, str]] = set()

    def made(node: Mapping[str, Any], operator: str, change: Callable[[str], str | None]) -> Iterator[Mutant]:
        span = _span(source, lines, node)
        if span is None:
            return
        before = source[span[0] : span[1]].decode("utf-8")
        after = change(before)
        if after is None or after == before or (*span, after) in seen:
            return
        seen.add((*span, after))
        where = node["location"]
        yield Mutant(module.path, where["row"], where["col"], operator, before, after, *span)

    for rule in module.rules:
        name = ground(rule["head"]["ref"])[0]
        if rule.get("default") or name == "mode":  # the same line in every rule, which `policy lint` looks for
            continue
        yield from made(rule, "delete a rule", lambda _: "")
        if name in ("deny", "ask", "allow"):
            yield from made(rule, "change the effect", partial(_headed, name, "allow" if name == "deny" else "deny"))
        for body in _bodies(rule):
            yield from _conditions(body, made)
        yield from _terms(rule, made)


_Made = Callable[[Mapping[str, Any], str, Callable[[str], str | None]], Iterator[Mutant]]


def _conditions(body: Sequence[Mapping[str, Any]], made: _Made) -> Iterator[Mutant]:
    for expression in body:
        if expression.get("generated") or "location" not in expression:
            continue
        if len(body) > 1:
            yield from made(expression, "drop a condition", lambda _: "true")
        if expression.get("negated"):
            yield from made(
                expression, "negate", lambda text: text.removeprefix("not ") if text.startswith("not ") else None
            )
        elif isinstance(expression.get("terms"), list) or _is_reference(expression.get("terms")):
            yield from made(expression, "negate", lambda text: f"not {text}" if ":=" not in text else None)


_SWAPPED = {"==": "!=", "!=": "==", "<": "<=", "<=": "<", ">": ">=", ">=": ">"}


def _terms(node: Any, made: _Made) -> Iterator[Mutant]:
    """Operators, constants and sets, wherever they stand."""
    if isinstance(node, list):
        for item in node:
            yield from _terms(item, made)
        return
    if not isinstance(node, dict) or _is_wording(node):
        return
    if "location" in node:
        text = _text(node)
        if text in _SWAPPED:
            yield from made(node, "swap an operator", lambda found: _SWAPPED.get(found))
        match node.get("type"):
            case "number":
                yield from made(node, "widen a number", lambda found: _number(found, 1))
                yield from made(node, "narrow a number", lambda found: _number(found, -1))
            case "boolean":
                yield from made(node, "turn a boolean", lambda found: {"true": "false", "false": "true"}.get(found))
            case "string":
                # A word of a reference (`input.facts`) is none of its own: the schema finds that one.
                yield from made(node, "change a constant", _other_constant)
            case "set" | "array" if len(node["value"]) > 1:
                for element in node["value"]:
                    if "location" in element:
                        yield from made(node, "narrow a set", partial(_without, _text(element)))
    for key, value in node.items():
        if key not in ("location", "annotations"):
            yield from _terms(value, made)


def _headed(name: str, other: str, text: str) -> str | None:
    return other + text.removeprefix(name) if text.startswith(f"{name} ") else None


def _bodies(node: Any) -> Iterator[Sequence[Mapping[str, Any]]]:
    if isinstance(node, list):
        for item in node:
            yield from _bodies(item)
    elif isinstance(node, dict):
        body = node.get("body")
        if isinstance(body, list):
            yield body
        for key, value in node.items():
            if key not in ("location", "annotations"):
                yield from _bodies(value)


def _is_wording(node: Mapping[str, Any]) -> bool:
    """`message := …`: how a denial is put is for people to judge."""
    terms = node.get("terms")
    return isinstance(terms, list) and len(terms) == 3 and terms[1].get("value") == "message"


def _is_reference(terms: Any) -> bool:
    return isinstance(terms, dict) and terms.get("type") == "ref"


def _number(text: str, step: int) -> str | None:
    try:
        return str(int(text) + step)
    except ValueError:
        return None


def _other_constant(text: str) -> str | None:
    if len(text) < 2 or text[0] not in '"`' or text[-1] != text[0]:
        return None
    return f"{text[:-1]}~{text[-1]}"


def _without(element: str, text: str) -> str | None:
    for form in (f"{element}, ", f", {element}"):
        if form in text:
            return text.replace(form, "", 1)
    return None


# --- where things are -------------------------------------------------------------------------------------------------


def _text(node: Mapping[str, Any]) -> str:
    return base64.b64decode(node["location"].get("text", "")).decode("utf-8")


def _line_starts(source: bytes) -> list[int]:
    starts = [0]
    for position, byte in enumerate(source):
        if byte == 0x0A:
            starts.append(position + 1)
    return starts


def _span(source: bytes, lines: list[int], node: Mapping[str, Any]) -> tuple[int, int] | None:
    """Byte offsets of a node, where the file really has its text there."""
    where = node.get("location")
    if not where or not where.get("text"):
        return None
    text = base64.b64decode(where["text"])
    start = lines[where["row"] - 1] + where["col"] - 1
    return (start, start + len(text)) if source[start : start + len(text)] == text else None


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= 70 else f"{flat[:69]}…"


# --- tests against mutants --------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Fate:
    mutant: Mutant
    word: str
    """`killed`, `survived`, or `invalid`: it is no Rego any more, and nobody could ship it."""


class _Bench:
    """Copies of the library, one for each job, in which mutants are tried."""

    def __init__(self, rego: Rego, home: Path) -> None:
        self._rego = rego
        self._home = home

    def try_all(self, chosen: Sequence[Mutant], jobs: int, each: Callable[[_Fate], None]) -> list[_Fate]:
        free = [self._copy(number) for number in range(jobs)]

        def one(mutant: Mutant) -> _Fate:
            place = free.pop()
            try:
                fate = _Fate(mutant, self._fate(mutant, place))
            finally:
                free.append(place)
            each(fate)
            return fate

        with ThreadPoolExecutor(jobs) as pool:
            return list(pool.map(one, chosen))

    def _copy(self, number: int) -> Path:
        place = self._home / str(number)
        shutil.copytree(self._rego.policies / "interlock", place / "interlock")
        return place

    def _fate(self, mutant: Mutant, place: Path) -> str:
        file = place / mutant.path.relative_to(self._rego.policies)
        source = file.read_bytes()
        file.write_bytes(source[: mutant.start] + mutant.after.encode() + source[mutant.end :])
        try:
            for paths in self._rounds(mutant, place):
                fate = self._tested(place, paths)
                if fate != "survived":
                    return fate
            return "survived"
        finally:
            file.write_bytes(source)

    def _rounds(self, mutant: Mutant, place: Path) -> Iterator[list[Path]]:
        """Files to test with, the quick ones first."""
        everything = place / "interlock"
        relative = mutant.path.relative_to(self._rego.policies)
        beside = sorted((place / relative.parent).glob("*.rego"))
        if relative.parts[:2] == ("interlock", "rules"):
            yield [*self._shared(place), *beside]
            return
        if relative.parts[1] == "lib":
            yield [*self._shared(place), *(path for path in beside if path.stem.endswith("_test"))]
        yield [everything]

    def _shared(self, place: Path) -> list[Path]:
        """What rules and their tests stand on: data, and the packages that anybody imports."""
        imported = {path for module in self._rego.modules for path in module.aliases.values()}
        shared = [
            place / module.path.relative_to(self._rego.policies)
            for module in self._rego.modules
            if module.package in imported and module.package[: len(RULES)] != RULES
        ]
        return [*sorted((place / "interlock").rglob("data.json")), *shared]

    def _tested(self, place: Path, paths: list[Path]) -> str:
        # Data is read by its place below the root, which only a bundle or a prefix gives it.
        named = [
            f"{'.'.join(path.parent.relative_to(place).parts)}:{path}" if path.name == "data.json" else str(path)
            for path in paths
        ]
        bundle = ["--bundle", str(place)] if paths == [place / "interlock"] else named
        command = [str(self._rego.opa.path), "test", "--format", "json", "--var-values", *bundle]
        try:
            run = subprocess.run(command, capture_output=True, text=True, timeout=_TIMEOUT_S, check=False)
            results = json.loads(run.stdout)
        except subprocess.TimeoutExpired:
            return "killed"
        except ValueError:
            return "invalid"
        if not results:
            raise ConfigError(f"no tests for `{place}`", "each rule needs a test beside it")
        return "killed" if any(test.get("fail") or test.get("error") for test in results) else "survived"


def mutate(
    policies: Path,
    opa: Opa,
    *,
    only: str = "",
    budget: int = 0,
    seed: int = 0,
    jobs: int = 1,
    threshold: float = 95.0,
    progress: Callable[[int, int], None] = lambda done, of: None,
) -> Report:
    """Try mutants of the library. `only`: a rule, `main` or `lib`; `budget`: at most so many, drawn by `seed`; 0: all.

    Raises `ConfigError` where the tests fail without any mutation.
    """
    rego = Rego(opa, policies)
    failing = [f"{test['package']}.{test['name']}" for test in rego.tests() if test.get("fail") or test.get("error")]
    if failing:
        raise ConfigError(f"tests fail before any mutation: {', '.join(failing[:5])}", "correct them first")
    chosen = [m for module in rego.modules if not module.is_test and _wanted(module, only) for m in mutants(module)]
    if budget and len(chosen) > budget:
        chosen = sorted(random.Random(seed).sample(chosen, budget), key=lambda m: (str(m.path), m.start, m.after))
    accepted = _accepted(policies)
    done = 0

    def each(_: _Fate) -> None:
        nonlocal done
        done += 1
        progress(done, len(chosen))

    with tempfile.TemporaryDirectory(prefix="interlock-mutate-") as home:
        fates = _Bench(rego, Path(home)).try_all(chosen, jobs, each)
    return _report(policies, fates, accepted, threshold)


def _wanted(module: Module, only: str) -> bool:
    if not only:
        return True
    words = module.package[len(RULES) :] if module.package[: len(RULES)] == RULES else (module.path.stem,)
    return ".".join(words) == only or words[0] == only


def _accepted(policies: Path) -> dict[tuple[str, str], str]:
    path = policies / ACCEPTED
    if not path.exists():
        return {}
    try:
        known = msgspec.json.decode(path.read_bytes(), type=list[Acceptance])
    except msgspec.MsgspecError as error:
        raise ConfigError(f"`{path}`: {error}", "a list of file, title and reason") from error
    return {(item.file, item.title): item.reason for item in known}


def _report(
    policies: Path, fates: Sequence[_Fate], accepted: Mapping[tuple[str, str], str], threshold: float
) -> Report:
    by_file: dict[str, Counter[str]] = {}
    findings = []
    for fate in fates:
        mutant = fate.mutant
        file = mutant.path.relative_to(policies).as_posix()
        word = fate.word
        reason = accepted.get((file, mutant.title)) if word == "survived" else None
        if word == "survived":
            place = Place(mutant.path, mutant.line, mutant.column)
            level = "note" if reason else "warning"
            findings.append(Finding("mutate.survivor", level, mutant.title, place, detail=reason or ""))  # type: ignore[arg-type]
        by_file.setdefault(file, Counter())["accepted" if reason else word] += 1
    total = sum(by_file.values(), Counter[str]())
    tried = total["killed"] + total["survived"]
    score = 100.0 * total["killed"] / tried if tried else 100.0
    if score < threshold:
        message = f"{score:.1f} % of the mutants are killed, {threshold:g} % wanted"
        findings.insert(0, Finding("mutate.score", "error", message))
    words = ("killed", "survived", "accepted", "invalid")
    rows: tuple[tuple[str | int | float, ...], ...] = tuple(
        (file, *(counts[word] for word in words)) for file, counts in sorted(by_file.items())
    )
    return Report(
        "policy mutate",
        f"{total['killed']} of {tried} mutants killed ({score:.1f} %), {total['accepted']} accepted, "
        f"{total['invalid']} invalid",
        findings=tuple(findings),
        tables=(Table("mutants by file", ("file", *words), rows),),
        figures={**{word: total[word] for word in words}, "score_percent": round(score, 2)},
    )
