"""In-memory twins of the ports, scripted by the test: they keep the ports' promises, only the world is missing."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Mapping, Sequence

from builders import a_decision
from interlock.model import action as a
from interlock.model.attributes import Attributes
from interlock.model.decision import Decision, PolicyStamp, RuleAnswer
from interlock.model.limits import Limits
from interlock.model.mint import Mint
from interlock.model.output import Event, Exited
from interlock.model.permit import Permit
from interlock.model.record import DecisionRecord, Entry, Receipt, Record
from interlock.model.session import Memory
from interlock.ports import Analysis, Committed


class ScriptedClock:
    """Time that moves with the loop's; ids that count."""

    def __init__(self) -> None:
        self._ids = itertools.count(1)

    def monotonic_s(self) -> float:
        return asyncio.get_running_loop().time()

    def unix_s(self) -> float:
        return 1_700_000_000.0 + asyncio.get_running_loop().time() % 1000

    def new_id(self) -> str:
        return f"id-{next(self._ids)}"


class ScriptedAnalysis:
    """Answers with the same facts, after `delay_s`, or raises."""

    def __init__(self, error: Exception | None = None, delay_s: float = 0.0) -> None:
        self.error = error
        self.delay_s = delay_s
        self.asked: list[a.Action] = []

    async def analyze(self, action: a.Action, memory: Memory, limits: Limits) -> Analysis:
        from msgspec.json import encode

        from interlock.analysis.analyze import analyze_and_learn

        self.asked.append(action)
        await asyncio.sleep(self.delay_s)
        if self.error:
            raise self.error
        facts, learned = analyze_and_learn(action, memory, limits)
        return Analysis(encode(facts, order="sorted"), learned)

    async def close(self) -> None:
        return None


class ScriptedDecisions:
    """Answers with `decision`, after `delay_s`, or raises."""

    def __init__(self, decision: Decision | None = None, error: Exception | None = None, delay_s: float = 0.0) -> None:
        self.decision = decision or a_decision()
        self.error = error
        self.delay_s = delay_s
        self.attributes: list[Attributes] = []

    async def decide(
        self, action: a.Action, analysis: Analysis, attributes: Attributes, *, timeout_s: float
    ) -> Decision:
        self.attributes.append(attributes)
        await asyncio.sleep(self.delay_s)
        if self.error:
            raise self.error
        return self.decision

    async def explain(
        self, action: a.Action, analysis: Analysis, attributes: Attributes, *, timeout_s: float
    ) -> tuple[RuleAnswer, ...]:
        return ()

    async def stamp(self) -> PolicyStamp:
        return self.decision.policy

    async def close(self) -> None:
        return None


class ScriptedLog:
    """Remembers records in order; fails or dawdles as told."""

    origin = "scripted"

    def __init__(self, error: Exception | None = None, delay_s: float = 0.0) -> None:
        self.error = error
        self.delay_s = delay_s
        self.records: list[Record] = []
        self._mint = Mint()

    @property
    def durable_seq(self) -> int:
        return len(self.records) - 1

    async def commit(self, record: DecisionRecord, action: a.Action) -> Committed:
        receipt = await self.append(record)
        permit = None
        if record.verdict == "allow" and record.purpose == "execute":
            assert record.decision is not None
            permit = self._mint.permit(action, record.decision, receipt, record.session_id)
        return Committed(receipt, permit)

    async def append(self, record: Record) -> Receipt:
        await asyncio.sleep(self.delay_s)
        if self.error:
            raise self.error
        self.records.append(record)
        decision_id = getattr(record, "decision_id", "")
        return Receipt(decision_id=decision_id, origin=self.origin, seq=len(self.records) - 1, leaf_hash="0" * 64)

    async def read(self, *, after_seq: int = -1, follow: bool = False) -> AsyncIterator[Entry]:
        for entry in ():
            yield entry

    async def get(self, seq: int) -> Entry:
        raise NotImplementedError

    async def close(self) -> None:
        return None


class ScriptedSandbox:
    """Plays `script` for every action; notes what it was permitted and whether it was interrupted."""

    id = "sandbox"
    isolation: Mapping[str, str] = {"tier": "none: a test's"}
    languages: Sequence[str] = ("python",)

    def __init__(self, script: Callable[[a.Action], AsyncGenerator[Event, None]] | None = None) -> None:
        self.script = script or succeed
        self.performed: list[a.Action] = []
        self.interrupted = 0
        self.closed = False
        self.alive = True

    async def perform(self, permit: Permit[a.Action]) -> AsyncGenerator[Event, None]:
        action = permit.redeem()
        self.performed.append(action)
        try:
            async for event in self.script(action):
                yield event
        except (asyncio.CancelledError, GeneratorExit):
            self.interrupted += 1
            raise

    async def close(self) -> None:
        self.closed = True


async def succeed(action: a.Action) -> AsyncGenerator[Event, None]:
    yield Exited()


class ScriptedBackend:
    """Hands out one sandbox, or raises."""

    name = "scripted"

    def __init__(self, sandbox: ScriptedSandbox | None = None, error: Exception | None = None) -> None:
        self.sandbox = sandbox or ScriptedSandbox()
        self.error = error
        self.created = 0

    async def start(self) -> None:
        return None

    async def create(self, permit: Permit[a.CreateSession], session_id: str) -> ScriptedSandbox:
        permit.redeem()
        if self.error:
            raise self.error
        self.created += 1
        return self.sandbox

    async def close(self) -> None:
        return None
