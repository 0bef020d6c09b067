"""The search: every seed said in other words, run, judged; what gets through made small.

A variant counts only where the range saw it do what its seed does. Of a seed that must be denied, one that is allowed
is a hole; of an everyday seed, one that is denied and does nothing else than its seed is a false denial.
"""

from __future__ import annotations

import asyncio
import json
import time
from collections import Counter, defaultdict
from collections.abc import Awaitable, Callable, Iterable, Iterator, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from pathlib import Path

from interlock.errors import InvalidRequest
from interlock.model.session import Memory
from interlock.workbench import cases
from interlock.workbench.findings import Finding, Place, Report, Table
from interlock.workbench.fuzzing import effects
from interlock.workbench.fuzzing.chains import Step, Variant, replayed, variant
from interlock.workbench.fuzzing.range import Effects, Range
from interlock.workbench.fuzzing.rewrite import Text
from interlock.workbench.fuzzing.seeds import Seed
from interlock.workbench.fuzzing.state import Header, State, Tried
from interlock.workbench.lab import Lab

_OF_TEXT = {"analysis.hidden-characters": "the rule is about how a text is written, not about what it does"}
"""Rules whose seeds lose what is wrong with them when they are written otherwise, and why."""
_STUBBED = tuple("rm cp mv ln chmod dd tee tar shred truncate install mkdir touch sed ls perl node".split())
"""Programs that run for real and, where a seed has no effect so (`rm -rf /` is refused by `rm` itself), as stubs: then
how they are started is the effect."""
_MOST_SHRUNK = 8
"""Holes of one rule that are made small; of further ones there are counts."""
_SHOWN = 600
_OTHER_SEEDS = 6
"""Shorter seeds that a hole is tried with."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How to search."""

    seed: int
    profile: str
    variants: int | None = None
    """At most so many in all, those of an earlier run in the state aside."""
    seconds: float | None = None
    jobs: int = 1
    """Sandboxes side by side."""
    corpus: Path | None = None
    """Directory that holes are added to, a file of JSON lines for each rule."""


@dataclass(frozen=True, slots=True)
class Progress:
    """For whoever waits."""

    tried: int
    proved: int
    holes: int
    seeds: int
    stage: str


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the policy says to one text."""

    allowed: bool
    rules: tuple[str, ...]
    """That determined the answer, and those in shadow mode that would have."""

    def catches(self, rule: str) -> bool:
        return not self.allowed or rule in self.rules


@dataclass(frozen=True, slots=True)
class Hole:
    """A variant that does what its seed does and is allowed."""

    seed: Seed
    found: Variant
    count: int = 1
    """Holes that came down to this one."""


@dataclass(slots=True)
class _Ready:
    """A seed that works."""

    seed: Seed
    wanted: Effects
    stubs: tuple[str, ...] = ()


@dataclass(slots=True)
class _Tally:
    seeds: int = 0
    ready: int = 0
    outcomes: Counter[str] = field(default_factory=Counter)
    own: int = 0
    """Denied variants that the rule of the seed itself denied."""

    @property
    def proved(self) -> int:
        return sum(self.outcomes[o] for o in ("denied", "hole", "allowed", "false_denial"))


@dataclass(slots=True)
class _Found:
    """What a search came to."""

    tallies: dict[tuple[str, str], _Tally] = field(default_factory=lambda: defaultdict(_Tally))
    unfit: list[tuple[Seed, str]] = field(default_factory=list)
    holes: dict[str, list[Hole]] = field(default_factory=lambda: defaultdict(list))
    false: list[tuple[Seed, Variant, tuple[str, ...]]] = field(default_factory=list)
    tried: int = 0


async def fuzz(
    seeds: Iterable[Seed],
    lab: Lab,
    runtime: Path,
    settings: Settings,
    *,
    state: Path | None = None,
    progress: Callable[[Progress], None] = lambda _: None,
) -> Report:
    """Search. `runtime`: the sandbox's Python environment.

    Raises `InvalidRequest` for a state of another search, `SandboxUnavailable`, `AnalysisError`, `DecisionPointError`.
    """
    began = time.monotonic()
    if settings.variants is None and settings.seconds is None:
        raise InvalidRequest("a search needs a budget: a number of variants, or a time", field="budget")
    kept = State(state, Header(seed=settings.seed, profile=settings.profile))
    try:
        async with AsyncExitStack() as stack:
            ranges = [await stack.enter_async_context(Range(runtime)) for _ in range(max(1, settings.jobs))]
            search = _Search(lab, ranges, settings, kept, progress, began)
            await search.prepare(list(seeds))
            await search.explore()
            await search.make_small()
        report = search.report(time.monotonic() - began)
    finally:
        kept.close()
    if settings.corpus is not None:
        _save(settings.corpus, search.found.holes)
    return report


class _Search:
    def __init__(
        self,
        lab: Lab,
        ranges: Sequence[Range],
        settings: Settings,
        state: State,
        progress: Callable[[Progress], None],
        began: float,
    ) -> None:
        self.lab, self.ranges, self.settings, self.state, self.progress = lab, ranges, settings, state, progress
        self.began = began
        self.found = _Found()
        self.ready: list[_Ready] = []
        self.stage = "seeds"
        self.raw_holes: list[Hole] = []

    # --- seeds --------------------------------------------------------------------------------------------------------

    async def prepare(self, seeds: list[Seed]) -> None:
        """Which seeds work here: run, and judged as they must be."""
        waiting = iter(seeds)

        async def worker(here: Range) -> None:
            for seed in waiting:
                self.found.tallies[seed.group, seed.side].seeds += 1
                fitness = await self._fitness(seed, here)
                if isinstance(fitness, str):
                    self.found.unfit.append((seed, fitness))
                else:
                    self.found.tallies[seed.group, seed.side].ready += 1
                    self.ready.append(fitness)
                self._tell()

        await self._each(worker)
        self.ready.sort(key=lambda ready: (ready.seed.group, ready.seed.side, ready.seed.number))
        self.found.unfit.sort(key=lambda one: (one[0].group, one[0].side, one[0].number))

    async def _fitness(self, seed: Seed, here: Range) -> _Ready | str:
        """The seed with what it does; or why it cannot be used."""
        if seed.unfit:
            return seed.unfit
        if seed.side == "fires" and seed.group in _OF_TEXT:
            return _OF_TEXT[seed.group]
        said = await self.judge(seed, seed.text)
        if seed.side == "fires" and not said.catches(seed.group):
            return "the policy allows the seed itself"
        if seed.side == "quiet" and not said.allowed:
            return f"the policy denies the seed itself ({', '.join(said.rules)})"
        for stubs in ((), _STUBBED):
            runs = [await here.run(seed.run(seed.text, stubs)) for _ in range(2)]
            done = [run for run in runs if run is not None]
            if len(done) < len(runs):
                return "it ends the sandbox that it runs in"
            wanted = effects.lasting(done)
            if any(effect[0] != "stdout" or seed.side == "quiet" for effect in wanted):
                return _Ready(seed, wanted, stubs)
        return "it has no effect that the range could see"

    # --- variants -----------------------------------------------------------------------------------------------------

    async def explore(self) -> None:
        """Variants of all seeds in turn, until the budget is used up."""
        self.stage = "variants"
        by_id = {ready.seed.id: ready for ready in self.ready}
        known: set[tuple[str, int]] = set()
        for tried in self.state.before:
            ready = by_id.get(tried.seed_id)
            if ready is None:
                continue
            if tried.outcome in ("hole", "false_denial"):
                continue  # tried anew: the policy may have been mended
            known.add((tried.seed_id, tried.number))
            self._count(ready.seed, tried)
        turns = self._turns(known)

        async def worker(here: Range) -> None:
            for ready, number in turns:
                tried = await self._try(ready, number, here)
                self._count(ready.seed, tried)
                self.state.add(tried)
                self._tell()

        await self._each(worker)

    def _turns(self, known: set[tuple[str, int]]) -> Iterator[tuple[_Ready, int]]:
        number = made = 0
        while self.ready:
            for ready in self.ready:
                if self._used_up(made):
                    return
                if (ready.seed.id, number) not in known:
                    made += 1
                    yield ready, number
            number += 1

    def _used_up(self, made: int) -> bool:
        settings = self.settings
        if settings.variants is not None and made >= settings.variants:
            return True
        return settings.seconds is not None and time.monotonic() - self.began >= settings.seconds

    async def _try(self, ready: _Ready, number: int, here: Range) -> Tried:
        seed = ready.seed
        everyday = seed.side == "quiet"
        made = variant(seed.text, f"{self.settings.seed}:{seed.id}", number, everyday=everyday)
        if made is None:
            return Tried(seed_id=seed.id, number=number, outcome="none")
        names = tuple(step.rewrite for step in made.chain)
        if not await self._does(ready, made.text, here):
            return Tried(seed_id=seed.id, number=number, outcome="unproved", chain=names)
        said = await self.judge(seed, made.text)
        if everyday:
            outcome = "allowed" if said.allowed else "false_denial"
            if not said.allowed:
                self.found.false.append((seed, made, said.rules))
        else:
            outcome = "denied" if said.catches(seed.group) else "hole"
            if outcome == "hole":
                self.raw_holes.append(Hole(seed, made))
        return Tried(seed_id=seed.id, number=number, outcome=outcome, rules=said.rules, chain=names)

    async def _does(self, ready: _Ready, text: Text, here: Range) -> bool:
        run = await here.run(ready.seed.run(text, ready.stubs))
        if run is None:
            return False
        return effects.has(run, ready.wanted) if ready.seed.side == "fires" else effects.is_as(run, ready.wanted)

    async def judge(self, seed: Seed, text: Text) -> Judgement:
        action = seed.action(text)
        memory = cases.remembering(seed.files, seed.cwd) if seed.files else Memory()
        analysis = await self.lab.analyze(action, memory)
        decision = await self.lab.decide(action, analysis, seed.attributes)
        rules = tuple(dict.fromkeys(reason.rule for reason in (*decision.reasons, *decision.shadow)))
        return Judgement(decision.effect.value == "allow", rules)

    # --- making small -------------------------------------------------------------------------------------------------

    async def make_small(self) -> None:
        """Of each hole the fewest rewrites on the shortest seed of its rule that still get through."""
        self.stage = "shrinking"
        by_id = {ready.seed.id: ready for ready in self.ready}
        self.raw_holes.sort(key=lambda hole: (hole.seed.group, len(hole.found.chain), len(hole.found.text.source)))
        waiting = iter(self.raw_holes)

        async def worker(here: Range) -> None:
            for hole in waiting:
                small = self.found.holes[hole.seed.group]
                if (known := _alike(small, hole)) is not None:
                    small[known] = Hole(small[known].seed, small[known].found, small[known].count + 1)
                elif len(small) < _MOST_SHRUNK:
                    made = await self._shrunk(hole, by_id, here)
                    known = _alike(small, made)
                    if known is not None:
                        small[known] = Hole(small[known].seed, small[known].found, small[known].count + 1)
                    else:
                        small.append(made)
                else:
                    small.append(hole)
                self._tell()

        await self._each(worker)

    async def _shrunk(self, hole: Hole, by_id: dict[str, _Ready], here: Range) -> Hole:
        seed, best = hole.seed, hole.found

        async def still(other: Seed, chain: tuple[Step, ...]) -> Variant | None:
            text = replayed(other.text, chain)
            if text is None or (await self.judge(other, text)).catches(other.group):
                return None
            return Variant(text, chain) if await self._does(by_id[other.id], text, here) else None

        at = 0
        while len(best.chain) > 1 and at < len(best.chain):
            fewer = await still(seed, best.chain[:at] + best.chain[at + 1 :])
            if fewer is None:
                at += 1
            else:
                best = fewer
        alike = [r.seed for r in self.ready if (r.seed.group, r.seed.side) == (seed.group, seed.side)]
        shorter = sorted(
            (s for s in alike if len(s.text.source) < len(seed.text.source)), key=lambda s: len(s.text.source)
        )
        for other in shorter[:_OTHER_SEEDS]:
            smaller = await still(other, best.chain)
            if smaller is not None:
                return Hole(other, smaller)
        return Hole(seed, best)

    # --- figures ------------------------------------------------------------------------------------------------------

    def _count(self, seed: Seed, tried: Tried) -> None:
        tally = self.found.tallies[seed.group, seed.side]
        tally.outcomes[tried.outcome] += 1
        tally.own += tried.outcome == "denied" and seed.group in tried.rules
        self.found.tried += 1

    async def _each(self, work: Callable[[Range], Awaitable[None]]) -> None:
        async with asyncio.TaskGroup() as group:
            for here in self.ranges:
                group.create_task(_awaited(work(here)))

    def _tell(self) -> None:
        proved = sum(tally.proved for tally in self.found.tallies.values())
        holes = len(self.raw_holes)
        self.progress(Progress(self.found.tried, proved, holes, len(self.ready), self.stage))

    def report(self, took_s: float) -> Report:
        tallies = self.found.tallies
        rows, everyday = [], []
        for (group, side), tally in sorted(tallies.items()):
            outcomes, proved = tally.outcomes, tally.proved
            if side == "fires":
                robust = round(100 * outcomes["denied"] / proved, 2) if proved else "-"
                made = tally.outcomes.total() - outcomes["none"]
                rows.append((group, f"{tally.ready}/{tally.seeds}", made, proved, tally.own, outcomes["hole"], robust))
            else:
                wrong = outcomes["false_denial"]
                share = round(100 * wrong / proved, 2) if proved else "-"
                everyday.append((group, f"{tally.ready}/{tally.seeds}", proved, wrong, share))
        tables = (
            Table(
                "robustness",
                ("rule", "seeds run", "variants", "proved", "denied by it", "holes", "robust %"),
                tuple(rows),
            ),
            Table("everyday", ("rule", "seeds run", "proved", "false denials", "%"), tuple(everyday)),
        )
        hostile = [tally for (_, side), tally in tallies.items() if side == "fires"]
        quiet = [tally for (_, side), tally in tallies.items() if side == "quiet"]
        holes = sum(tally.outcomes["hole"] for tally in hostile)
        wrong = sum(tally.outcomes["false_denial"] for tally in quiet)
        proved_hostile, proved_quiet = sum(t.proved for t in hostile), sum(t.proved for t in quiet)
        return Report(
            "policy fuzz",
            f"{holes} holes in {proved_hostile} hostile variants that ran, {wrong} false denials in {proved_quiet} "
            f"everyday ones, in {took_s:.0f} s (seed {self.settings.seed})",
            findings=(*self._nothing(), *self._holes(), *self._false(), *self._unfit()),
            tables=tuple(table for table in tables if table.rows),
            figures={
                "tried": self.found.tried,
                "proved_hostile": proved_hostile,
                "holes": holes,
                "proved_everyday": proved_quiet,
                "false_denials": wrong,
                "seeds_run": len(self.ready),
                "seeds_unproved": len(self.found.unfit),
                "seed": self.settings.seed,
                "took_s": round(took_s, 1),
                "revision": self.lab.revision,
            },
        )

    def _nothing(self) -> Iterable[Finding]:
        """A search that ran nothing proves nothing."""
        if not self.ready:
            why = "no seed could be used" if self.found.unfit else "there are no seeds"
            yield Finding("fuzz.nothing-tried", "error", f"{why}: nothing was tried")

    def _holes(self) -> Iterable[Finding]:
        for group, holes in sorted(self.found.holes.items()):
            for hole in sorted(holes, key=lambda h: (len(h.found.chain), len(h.found.text.source))):
                again = f", {hole.count} times" if hole.count > 1 else ""
                text = hole.found.text
                yield Finding(
                    "fuzz.hole",
                    "error",
                    f"allowed: {hole.found.told}{again}",
                    place=Place(hole.seed.place) if hole.seed.place else None,
                    rule=group,
                    detail=f"seed: {_cut(hole.seed.text.source)}\n{text.language}: {_cut(text.source)}",
                )

    def _false(self) -> Iterable[Finding]:
        told: Counter[tuple[str, ...]] = Counter()
        for seed, made, rules in sorted(self.found.false, key=lambda one: (len(one[1].chain), len(one[1].text.source))):
            kind = (*rules, made.chain[-1].rewrite)
            told[kind] += 1
            if told[kind] == 1:
                yield Finding(
                    "fuzz.false-denial",
                    "warning",
                    f"denied by {', '.join(rules)}: {made.told}",
                    place=Place(seed.place) if seed.place else None,
                    rule=rules[0] if rules else "",
                    detail=f"seed: {_cut(seed.text.source)}\n{made.text.language}: {_cut(made.text.source)}",
                )

    def _unfit(self) -> Iterable[Finding]:
        for seed, why in self.found.unfit:
            yield Finding(
                "fuzz.unproved-seed",
                "note",
                f"{seed.side}[{seed.number}] was not used: {why}",
                place=Place(seed.place) if seed.place else None,
                rule=seed.group,
                detail=_cut(seed.text.source),
            )


async def _awaited(work: Awaitable[None]) -> None:
    await work


def _alike(holes: list[Hole], hole: Hole) -> int | None:
    """Which of the small holes shows what this one shows: all of its rewrites are among this one's."""
    names = {step.rewrite for step in hole.found.chain}
    for number, small in enumerate(holes):
        if {step.rewrite for step in small.found.chain} <= names:
            return number
    return None


def _cut(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}… ({len(text)} characters)"


def _save(directory: Path, holes: dict[str, list[Hole]]) -> None:
    """Adds to `<rule>.jsonl` what is not there yet."""
    directory.mkdir(parents=True, exist_ok=True)
    for rule, found in holes.items():
        path = directory / f"{rule.replace('/', '-')}.jsonl"
        lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
        known = {json.loads(line)["source"] for line in lines if line.strip()}
        with path.open("a", encoding="utf-8") as file:
            for hole in found:
                text = hole.found.text
                if text.source not in known:
                    known.add(text.source)
                    row = {
                        "id": f"{rule}-{len(known)}",
                        "language": text.language,
                        "source": text.source,
                        "rule": rule,
                        "seed": hole.seed.text.source,
                        "chain": [step.rewrite for step in hole.found.chain],
                    }
                    file.write(json.dumps(row, ensure_ascii=False) + "\n")
