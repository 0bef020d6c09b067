"""What a candidate policy would have said to recorded decisions: which of them flip, and by which rule.

By default the facts are those of the record, so that only the policy differs. Reading the stored source again
(`reanalyse`) also shows what a newer analyser makes of it, each session's memory rebuilt from what its allowed actions
taught.
"""

from __future__ import annotations

import asyncio
import time
from collections import Counter, defaultdict
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Literal as L

import msgspec

from interlock.enforcement.records import restored
from interlock.model import action as a
from interlock.model.attributes import Attributes
from interlock.model.record import DecisionRecord, Entry
from interlock.model.session import Learned, Memory
from interlock.policy.document import Content, compose, view
from interlock.workbench.findings import Finding, Report, Table
from interlock.workbench.lab import Lab

FailOn = L["loosened", "any", "none"]
"""Flips that fail the command: those from deny or ask towards allow, all, or none."""

_IN_FLIGHT = 16
_RANK = {"deny": 0, "ask": 1, "allow": 2}
_EXCERPT = 200


@dataclass(frozen=True, slots=True)
class Flip:
    """One decision that would be another."""

    seq: int
    decision_id: str
    before: str
    after: str
    rules: tuple[str, ...]
    """That make the difference: those of the stricter answer."""
    source: str

    @property
    def loosened(self) -> bool:
        return _RANK[self.after] > _RANK[self.before]


@dataclass(slots=True)
class _Tally:
    decisions: int = 0
    flips: list[Flip] = field(default_factory=list)
    skipped: Counter[str] = field(default_factory=Counter)


async def replay(
    entries: AsyncIterator[Entry], lab: Lab, *, profile: str = "", reanalyse: bool = False, fail_on: FailOn = "loosened"
) -> Report:
    """Judge every decision among `entries` again. `profile`: under this one; empty: under the recorded one.

    Raises `DecisionPointError` where the candidate cannot answer at all.
    """
    began, tally = time.monotonic(), _Tally()
    memories: dict[str, Memory] = defaultdict(Memory)
    under_way: set[asyncio.Task[None]] = set()
    places = asyncio.Semaphore(1 if reanalyse else _IN_FLIGHT)  # what a session learned comes before what relies on it

    async def one(entry: Entry, record: DecisionRecord) -> None:
        try:
            document = await _read_again(record, lab, memories, profile) if reanalyse else _as_recorded(record, profile)
            if isinstance(document, str):
                tally.skipped[document] += 1
                return
            tally.decisions += 1
            decision = await lab.decide_document(document)
            if decision.effect.value != record.verdict:
                tally.flips.append(_flip(entry, record, decision.effect.value, [r.rule for r in decision.reasons]))
        finally:
            places.release()

    try:
        async for entry in entries:
            if isinstance(entry.record, DecisionRecord):
                await places.acquire()
                task = asyncio.create_task(one(entry, entry.record))
                under_way.add(task)
                task.add_done_callback(under_way.discard)
                for finished in [task for task in under_way if task.done()]:
                    finished.result()
        for task in tuple(under_way):
            await task
    finally:
        for task in under_way:
            task.cancel()
    return _report(tally, lab, time.monotonic() - began, fail_on)


def _as_recorded(record: DecisionRecord, profile: str) -> bytes | str:
    """The input document of a record; or why there is none."""
    if record.verdict == "refused":
        return "refused: no decision of a policy"
    if record.facts is None or record.attributes is None:
        return "no facts in the record"
    action = restored(record.action)
    if action is not None:
        shown = view(action)
    else:
        # Content that the record only has an excerpt of: policy sees no more of it than size and digest anyway.
        stand_in = _without_content(record)
        if stand_in is None:
            return "the record does not hold the whole action"
        content = Content(size=record.action.source_bytes, sha256=record.action.source_sha256)
        shown = msgspec.structs.replace(view(stand_in), content=content)
    return compose(shown, bytes(record.facts.document), _attributes(record.attributes, profile))


def _without_content(record: DecisionRecord) -> a.Action | None:
    parameters = record.action.parameters
    match record.action.kind:
        case "write_file":
            mode = int(parameters.get("mode", "0"))
            return a.WriteFile(path=parameters.get("path", ""), content=b"", mode=mode)
        case "run_command":
            env = msgspec.json.decode(parameters.get("env", "{}"), type=dict[str, str])
            return a.RunCommand(source="", cwd=parameters.get("cwd", ""), env=env, user=parameters.get("user", ""))
        case _:
            return None


async def _read_again(record: DecisionRecord, lab: Lab, memories: dict[str, Memory], profile: str) -> bytes | str:
    if record.verdict == "refused":
        return "refused: no decision of a policy"
    action = restored(record.action)
    if action is None or record.attributes is None:
        return "the record does not hold the whole action"
    memory = memories[record.session_id]
    analysis = await lab.analyze(action, memory)
    if record.verdict == "allow" and record.purpose == "execute":
        memories[record.session_id] = _taught(action, memory, analysis.learned)
    return compose(view(action), analysis.document, _attributes(record.attributes, profile))


def _taught(action: a.Action, memory: Memory, learned: Learned) -> Memory:
    """The memory after an action that ran to its end; the enforcer also knows of those that did not."""
    if isinstance(action, a.CreateSession):
        return Memory(env=action.env, cwd=action.cwd or Memory().home)
    files = {file.path: file for file in (*memory.files, *learned.files)}
    definitions = memory.definitions
    if learned.definitions is not None:
        definitions = {**definitions, learned.context: learned.definitions}
    return msgspec.structs.replace(
        memory, files=tuple(files.values()), links=memory.links | learned.links, definitions=definitions
    )


def _attributes(recorded: Attributes, profile: str) -> Attributes:
    return msgspec.structs.replace(recorded, profile=profile) if profile else recorded


def _flip(entry: Entry, record: DecisionRecord, after: str, rules: list[str]) -> Flip:
    before = [reason.rule for reason in record.decision.reasons] if record.decision else []
    named = rules if _RANK[after] < _RANK[record.verdict] else before
    excerpt = record.action.source[:_EXCERPT]
    return Flip(entry.seq, record.decision_id, record.verdict, after, tuple(dict.fromkeys(named)), excerpt)


def _report(tally: _Tally, lab: Lab, took_s: float, fail_on: FailOn) -> Report:
    flips = sorted(tally.flips, key=lambda flip: (not flip.loosened, flip.seq))
    groups: Counter[tuple[bool, str, str]] = Counter()
    for flip in flips:
        for rule in flip.rules:
            groups[(not flip.loosened, f"{flip.before} → {flip.after}", rule)] += 1
    rows = tuple((change, rule, count) for (_, change, rule), count in sorted(groups.items()))
    findings = tuple(
        Finding(
            "replay.loosened" if flip.loosened else "replay.tightened",
            "error" if fail_on == "any" or (fail_on == "loosened" and flip.loosened) else "note",
            f"record {flip.seq} ({flip.decision_id}): {flip.before} would be {flip.after}",
            rule=", ".join(flip.rules),
            detail=flip.source,
        )
        for flip in flips
    )
    loosened = sum(flip.loosened for flip in flips)
    skipped = "".join(f"; {count} skipped ({why})" for why, count in sorted(tally.skipped.items()))
    rate = tally.decisions / took_s if took_s > 0 else 0.0
    return Report(
        "policy replay",
        f"{len(flips)} of {tally.decisions} recorded decisions flip, {loosened} of them towards allow{skipped}",
        findings=findings,
        tables=(Table("flips by rule", ("change", "rule", "decisions"), rows),) if rows else (),
        figures={
            "decisions": tally.decisions,
            "flips": len(flips),
            "loosened": loosened,
            "skipped": tally.skipped.total(),
            "decisions_per_s": round(rate, 1),
            "revision": lab.revision,
        },
    )
