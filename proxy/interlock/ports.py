"""The outside world as protocols. Adapters implement them; `enforcement` and the faces see nothing else.

Each has an in-memory twin for tests beside its adapter, and a conformance suite in `tests/conformance/`.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import msgspec

from interlock.model.action import Action, CreateSession
from interlock.model.attributes import Attributes
from interlock.model.decision import Decision, PolicyStamp, Reason, RuleAnswer, SourceSpan
from interlock.model.facts import Facts, to_source
from interlock.model.limits import Limits
from interlock.model.output import Event
from interlock.model.permit import Permit
from interlock.model.record import DecisionRecord, Entry, Receipt, Record
from interlock.model.session import NOTHING_LEARNED, Learned, Memory


class Clock(Protocol):
    """Time and ids, so that everything else is a function of its arguments."""

    def monotonic_s(self) -> float: ...
    def unix_s(self) -> float: ...
    def new_id(self) -> str:
        """UUIDv7 (RFC 9562), from a clock that never steps back."""
        ...


class _Reading(msgspec.Struct):
    completeness: str


class _Completeness(msgspec.Struct):
    reading: _Reading


_completeness = msgspec.json.Decoder(_Completeness)


@dataclass(frozen=True, slots=True)
class Analysis:
    """Facts in the form they travel: the canonical JSON, decoded on demand."""

    document: bytes
    """Canonical JSON of `Facts`; goes into the policy input and the record as it is."""
    learned: Learned = NOTHING_LEARNED
    """What the session remembers of the action once it has run."""

    def completeness(self) -> str:
        """`reading.completeness` alone, without decoding the rest."""
        return _completeness.decode(self.document).reading.completeness

    def facts(self) -> Facts:
        return msgspec.json.decode(self.document, type=Facts)


@dataclass(frozen=True, slots=True)
class Ruling:
    """A decision together with the facts it was made on, as far as an explanation needs them."""

    decision: Decision
    completeness: str
    spans: Mapping[SourceSpan, tuple[int, int]]
    """Each span of the reasons → characters of the submitted source."""

    def in_source(self, reason: Reason) -> tuple[tuple[int, int], ...]:
        """Where in the submitted source a reason points."""
        return tuple(dict.fromkeys(self.spans[span] for span in reason.spans if span in self.spans))


def ruling(decision: Decision, analysis: Analysis) -> Ruling:
    """The decision with its spans led back to the submitted source."""
    facts = analysis.facts()
    spans = {
        span: to_source(facts, span.unit, span.start, span.end)
        for reason in (*decision.reasons, *decision.shadow)
        for span in reason.spans
        if span.unit < len(facts.units)
    }
    return Ruling(decision, facts.reading.completeness, spans)


class AnalysisPool(Protocol):
    """Pure analysis, carried out where it can be killed."""

    async def analyze(self, action: Action, memory: Memory, limits: Limits) -> Analysis:
        """Facts of `action`. A worker that crashes, hangs or outgrows its memory becomes an opaque fact, not an error.

        Raises `AnalysisError` only where no worker could be had at all.
        """
        ...

    async def close(self) -> None: ...


class DecisionPoint(Protocol):
    """The PDP: OPA."""

    async def decide(self, action: Action, analysis: Analysis, attributes: Attributes, *, timeout_s: float) -> Decision:
        """The policy's answer. Raises `DecisionPointError` where there is no usable one."""
        ...

    async def explain(
        self, action: Action, analysis: Analysis, attributes: Attributes, *, timeout_s: float
    ) -> tuple[RuleAnswer, ...]:
        """What each rule said. Raises `DecisionPointError`."""
        ...

    async def stamp(self) -> PolicyStamp:
        """Revision now active and the default profile."""
        ...

    async def close(self) -> None: ...


@dataclass(frozen=True, slots=True)
class Committed:
    """A decision record is durable. `permit` is there exactly where the verdict is allow and the purpose is execute."""

    receipt: Receipt
    permit: Permit[Action] | None


class AuditLog(Protocol):
    """Append-only, durable before it answers."""

    async def commit(self, record: DecisionRecord, action: Action) -> Committed:
        """Make the decision durable, then mint the permit if it is an allow to execute. Raises `AuditError`."""
        ...

    async def append(self, record: Record) -> Receipt:
        """Make any other record durable. Raises `AuditError`."""
        ...

    def read(self, *, after_seq: int = -1, follow: bool = False) -> AsyncIterator[Entry]:
        """Durable entries in order; with `follow`, also those to come."""
        ...

    async def get(self, seq: int) -> Entry:
        """Raises `NotFound`."""
        ...

    @property
    def origin(self) -> str: ...

    @property
    def durable_seq(self) -> int:
        """Sequence of the last durable entry; -1 for an empty log."""
        ...

    async def close(self) -> None: ...


class Sandbox(Protocol):
    """One session's sandbox."""

    @property
    def id(self) -> str: ...

    @property
    def isolation(self) -> Mapping[str, str]:
        """The effective isolation, for responses and records."""
        ...

    @property
    def alive(self) -> bool:
        """Whether anything can still run in it."""
        ...

    @property
    def languages(self) -> Sequence[str]:
        """Languages of `RunCode` that work here."""
        ...

    def perform(self, permit: Permit[Action]) -> AsyncGenerator[Event, None]:
        """Carry out the permitted action; the last event is `Exited`.

        Redeems the permit before anything starts. Closing the generator (or cancelling its consumer) interrupts a
        command or cell: SIGINT, a second of grace, then kill; a process from `StartProcess` goes on. `timeout_s` of the
        action and `cap_time` are kept here (`Exited.status == "timed_out"`). Raises `SandboxUnavailable` (nothing
        started), `SandboxLost` (outcome unknown), `NotFound`, `InvalidRequest`, `WrongState` (a language that is not
        here).
        """
        ...

    async def close(self) -> None:
        """Kill everything and wait until it is gone. Idempotent."""
        ...


class SandboxBackend(Protocol):
    """Makes sandboxes."""

    @property
    def name(self) -> str:
        """`local` or `e2b`."""
        ...

    async def start(self) -> None:
        """Prove that isolation works here and fill the pool. Raises `ConfigError` with a remedy."""
        ...

    async def create(self, permit: Permit[CreateSession], session_id: str) -> Sandbox:
        """Raises `SandboxUnavailable`."""
        ...

    async def close(self) -> None: ...
