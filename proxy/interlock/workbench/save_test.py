"""`policy save-test`: a recorded decision becomes a sample of a rule, and so its test, its scenario and its page."""

from __future__ import annotations

from pathlib import Path

import msgspec

from interlock.enforcement.records import restored
from interlock.errors import InvalidRequest, NotFound
from interlock.model import action as a
from interlock.model.record import DecisionRecord
from interlock.workbench import samples
from interlock.workbench.lab import Lab
from interlock.workbench.samples import Sample


def sample_of(record: DecisionRecord, note: str = "") -> Sample:
    """Raises `InvalidRequest` where the record does not hold the whole action."""
    action = restored(record.action)
    if action is None:
        raise InvalidRequest("the record does not hold the whole action: its content was long, binary or erased")
    match action:
        case a.RunCommand(user="", timeout_s=0.0):
            return Sample(source=action.source, cwd=action.cwd, env=action.env, note=note)
        case a.RunCode(context="", timeout_s=0.0) if action.language != "bash":
            return Sample(source=action.source, language=action.language, cwd=action.cwd, env=action.env, note=note)
        case _:
            return Sample(action=action, note=note)


async def save(
    record: DecisionRecord, policies: Path, lab: Lab, *, rule: str = "", note: str = ""
) -> tuple[Path, str, Sample]:
    """Add a recorded decision to the samples of a rule: the one that denied it, or the given one, which it is to leave
    alone. Returns the file, `fires` or `quiet`, and the sample.

    Raises `InvalidRequest` where the sample alone would be decided otherwise (it depended on what its session did
    before), and `NotFound` for a rule that is not there.
    """
    sample = sample_of(record, note)
    case = sample.case()
    analysis = await lab.analyze(case.action, case.memory)
    profile = record.attributes.profile if record.attributes else "standard"
    decision = await lab.decide(case.action, analysis, sample.around(profile))
    if decision.effect.value != record.verdict:
        raise InvalidRequest(
            f"by itself it is decided otherwise ({decision.effect.value}, recorded {record.verdict}): it depended on "
            "what its session did before, or on another policy"
        )
    named = [reason.rule for reason in decision.reasons if not reason.rule.startswith(("profile.", "interlock."))]
    if not rule and not named:
        raise InvalidRequest("no rule decided it: name the one whose everyday neighbour it is with --rule")
    chosen = rule or named[0]
    path = policies.joinpath("interlock", "rules", *chosen.split("."), samples.FILE)
    if not path.parent.is_dir():
        raise NotFound(f"no rule `{chosen}` in `{policies}`")
    kind = "fires" if chosen in named else "quiet"
    given = samples.read(path) if path.exists() else samples.Samples(fires=(), quiet=())
    if sample not in getattr(given, kind):
        given = msgspec.structs.replace(given, **{kind: (*getattr(given, kind), sample)})
        path.write_bytes(msgspec.json.format(msgspec.json.encode(given), indent=2) + b"\n")
    return path, kind, sample
