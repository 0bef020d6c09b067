"""Near misses: quiet rules that had found something to look at, and the condition that it did not meet."""

from __future__ import annotations

import json
import subprocess
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from interlock.model.decision import RuleAnswer, SourceSpan
from interlock.policy.binary import Opa
from interlock.workbench.findings import Place

_TIMEOUT_S = 60.0
_MOST_SPANS = 8


@dataclass(frozen=True, slots=True)
class NearMiss:
    """The condition of a rule that got furthest."""

    rule: str
    condition: str
    """Its line of Rego."""
    place: Place
    spans: tuple[SourceSpan, ...]
    """Of the facts that it failed for."""


def near_misses(policies: Path, opa: Opa, document: bytes, answers: Iterable[RuleAnswer]) -> tuple[NearMiss, ...]:
    """Of the rules that were quiet. `document`: what `policy.document.input_document` makes.

    A rule is near where it had a fact in hand, or had looked at the action or its attributes, before a condition
    failed. Empty where OPA gives no trace.
    """
    quiet = {answer.rule: answer.effect.value for answer in answers if not answer.fired}
    if not quiet:
        return ()
    events = _trace(policies, opa, document, quiet)
    return tuple(sorted(_nearest(policies, quiet, events), key=lambda miss: miss.rule))


def _trace(policies: Path, opa: Opa, document: bytes, quiet: Mapping[str, str]) -> list[dict[str, Any]]:
    references = []
    for rule, effect in sorted(quiet.items()):
        category, name = rule.split(".", 1)
        references.append(f'data.interlock.rules.{category}["{name}"].{effect}')
    with tempfile.TemporaryDirectory(prefix="interlock-near-") as scratch:
        path = Path(scratch, "input.json")
        path.write_bytes(json.dumps(json.loads(document)["input"]).encode())
        command: list[str | Path] = [
            opa.path,
            "eval",
            "--format",
            "json",
            "--explain",
            "fails",
            "--bundle",
            ".",
            "--input",
            path,
        ]
        run = subprocess.run(
            [*command, "; ".join(references)],
            capture_output=True,
            timeout=_TIMEOUT_S,
            check=False,
            cwd=policies,
        )
    try:
        return list(json.loads(run.stdout).get("explanation") or ())
    except ValueError:
        return []


def _nearest(policies: Path, quiet: Mapping[str, str], events: list[dict[str, Any]]) -> Iterator[NearMiss]:
    bodies: dict[int, tuple[str, list[Any]]] = {}
    furthest: dict[str, list[dict[str, Any]]] = {}
    for event in events:
        query, node = event["QueryID"], event["Node"]
        if event["Op"] == "Enter" and isinstance(node, dict) and "head" in node:
            if (rule := _rule(event)) in quiet and node["head"].get("name") == quiet[rule]:
                bodies[query] = rule, node["body"]
        elif event["Op"] == "Fail" and query in bodies and not event["Node"].get("generated"):
            rule, body = bodies[query]
            index = node["index"]
            if not any(map(_asks_more, body[:index])) and not any(_spans(event)):
                continue
            before = furthest.get(rule)
            if before is None or before[0]["Node"]["index"] < index:
                furthest[rule] = [event]
            elif before[0]["Node"]["index"] == index and before[0]["Location"] == event["Location"]:
                before.append(event)
    for rule, failed in furthest.items():
        where = failed[0]["Location"]
        path = policies / where["file"]
        condition = path.read_text(encoding="utf-8").split("\n")[where["row"] - 1][where["col"] - 1 :].strip()
        spans = dict.fromkeys(span for event in failed for span in _spans(event))
        yield NearMiss(rule, condition, Place(path, where["row"], where["col"]), tuple(list(spans)[:_MOST_SPANS]))


def _rule(event: Mapping[str, Any]) -> str:
    """The rule whose file an event is in; empty for any other."""
    parts = Path(event["Location"].get("file") or "").parts
    return ".".join(parts[2:4]) if parts[:2] == ("interlock", "rules") and len(parts) == 5 else ""


def _asks_more(expression: Any) -> bool:
    """Whether an expression looks at the action or its attributes."""
    if isinstance(expression, dict):
        if expression.get("type") == "ref" and isinstance(expression.get("value"), list):
            words = [term.get("value") for term in expression["value"]]
            if words[:1] == ["input"] and words[1:2] in (["action"], ["attributes"]):
                return True
        return any(map(_asks_more, expression.values()))
    return isinstance(expression, list) and any(map(_asks_more, expression))


def _spans(event: Mapping[str, Any]) -> Iterator[SourceSpan]:
    """Where the facts are that the variables of an event hold."""
    for local in event.get("Locals") or ():
        if local["type"] != "object":
            continue
        fields = {key["value"]: value["value"] for key, value in local["value"] if key["type"] == "string"}
        span = fields.get("span")
        if isinstance(fields.get("unit"), int) and isinstance(span, list) and len(span) == 2:
            yield SourceSpan(unit=fields["unit"], start=span[0]["value"], end=span[1]["value"])
