"""Where the texts come from that are said in other words: samples of rules, corpora, recorded decisions."""

from __future__ import annotations

import json
import re
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal as L

from interlock.enforcement.records import restored
from interlock.errors import InvalidRequest
from interlock.model import action as a
from interlock.model.attributes import Attributes
from interlock.model.record import DecisionRecord, Entry
from interlock.workbench import samples
from interlock.workbench.fuzzing.range import Run
from interlock.workbench.fuzzing.rewrite import LANGUAGES, Language, Text

Side = L["fires", "quiet"]
"""What is to become of its variants: denied or, of everyday texts, allowed."""


@dataclass(frozen=True, slots=True)
class Seed:
    """One text with what stands around it."""

    group: str
    """The rule that it is of, or the file."""
    number: int
    """Among those of its group and side."""
    side: Side
    text: Text
    attributes: Attributes
    cwd: str = ""
    env: dict[str, str] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)
    place: Path | None = None
    unfit: str = ""
    """Why it cannot be run here; empty where it can."""

    @property
    def id(self) -> str:
        return f"{self.group}:{self.side}:{self.number}"

    def run(self, text: Text, stubs: tuple[str, ...] = ()) -> Run:
        """How the range is to run `text`, which is this seed or a variant of it."""
        unquoted = re.sub(r"[\\'\"]", "", self.text.source)
        words = {*re.findall(r"[\w.+-]+", self.text.source), *re.findall(r"[\w.+-]+", unquoted)} - {".", ".."}
        names = tuple(sorted(word for word in words if len(word) < 100))
        return Run(text.source, text.language, names, stubs, self.cwd, self.env, self.files)

    def action(self, text: Text) -> a.Action:
        """What the agent asks for."""
        if text.language == "bash":
            return a.RunCommand(source=text.source, cwd=self.cwd, env=self.env)
        return a.RunCode(source=text.source, language=text.language, cwd=self.cwd, env=self.env)


def of_rules(policies: Path, profile: str, only: tuple[str, ...] = ()) -> Iterator[Seed]:
    """The samples of every rule, or of those named. Raises `ConfigError`, and `InvalidRequest` for an unknown rule."""
    known = {rule.rule: rule for rule in samples.of_rules(policies)}
    if unknown := [name for name in only if name not in known]:
        raise InvalidRequest(f"no samples of a rule `{unknown[0]}` below `{policies}`", field="rule")
    for name, rule in known.items():
        if only and name not in only:
            continue
        sides: tuple[tuple[Side, tuple[samples.Sample, ...]], ...] = (
            ("fires", rule.samples.fires),
            ("quiet", rule.samples.quiet),
        )
        for side, found in sides:
            for number, sample in enumerate(found):
                text, unfit = _text(sample.source, sample.language)
                if sample.action is not None:
                    unfit = f"`{a.kind(sample.action)}` runs no text"
                around = sample.around(profile)
                yield Seed(*(name, number, side, text, around, sample.cwd, sample.env, sample.files, rule.path, unfit))


def of_corpus(path: Path, side: Side, profile: str) -> Iterator[Seed]:
    """The lines of a corpus: `{"id", "language", "source"}`. Raises `InvalidRequest`."""
    around = samples.Sample().around(profile)
    try:
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines()):
            if line.strip():
                row = json.loads(line)
                text, unfit = _text(row["source"], row.get("language", "bash"))
                group = row.get("rule") or path.stem
                yield Seed(group, number, side, text, around, row.get("cwd", ""), place=path, unfit=unfit)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise InvalidRequest(f"`{path}`: {error}", field="seeds") from error


async def of_log(entries: AsyncIterator[Entry], profile: str) -> AsyncIterator[Seed]:
    """Recorded denials of commands and cells, each text once, under the first rule that denied."""
    known: set[str] = set()
    async for entry in entries:
        record = entry.record
        if not isinstance(record, DecisionRecord) or record.verdict != "deny" or record.decision is None:
            continue
        action = restored(record.action)
        if not isinstance(action, a.RunCommand | a.RunCode) or action.source in known:
            continue
        known.add(action.source)
        language = action.language if isinstance(action, a.RunCode) else "bash"
        text, unfit = _text(action.source, language)
        around = record.attributes or samples.Sample().around(profile)
        rule = record.decision.reasons[0].rule
        yield Seed(rule, entry.seq, "fires", text, around, action.cwd, dict(action.env), unfit=unfit)


def _text(source: str, language: str) -> tuple[Text, str]:
    """The text, and why it cannot be run."""
    if language not in LANGUAGES:
        return Text(source), f"the range runs no {language}"
    known: Language = next(one for one in LANGUAGES if one == language)
    return Text(source, known), "a text with a NUL" if "\0" in source else ""
