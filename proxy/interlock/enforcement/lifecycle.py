"""The life of one action as a pure state machine: events in, commands out. No IO, no clock, no tasks.

The enforcer carries the commands out and feeds back what came of them. Whatever order events arrive in, however often,
these hold (properties/test_lifecycle_properties.py):

- `Start` is only ever emitted for an allow to execute, with the permit that a `Recorded` event brought, at most once,
  and never after the action was refused, cancelled or late.
- Every permit that was minted ends in exactly one `RecordOutcome`.
- Every life ends in exactly one of `Refuse`, `Answer` or `Close`, unless its events stop coming.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from typing import Literal

from interlock.enforcement.obligations import unknown_obligations
from interlock.model.action import Action
from interlock.model.decision import Decision, Effect
from interlock.model.permit import Permit
from interlock.model.record import Receipt
from interlock.ports import Analysis

Purpose = Literal["execute", "check"]
Outcome = Literal["succeeded", "failed", "timed_out", "killed", "unknown"]
Reason = Literal[
    "ANALYSIS_UNAVAILABLE", "POLICY_UNAVAILABLE", "AUDIT_BLOCKED", "SANDBOX_UNAVAILABLE", "CANCELLED", "DEADLINE"
]
"""Why there is no answer. A denial is an answer and not among them."""


# --- events: what happened --------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Submitted:
    """The action came in."""


@dataclass(frozen=True, slots=True)
class FactsReady:
    analysis: Analysis


@dataclass(frozen=True, slots=True)
class FactsFailed:
    cause: str


@dataclass(frozen=True, slots=True)
class DecisionReady:
    decision: Decision


@dataclass(frozen=True, slots=True)
class DecisionFailed:
    cause: str


@dataclass(frozen=True, slots=True)
class Recorded:
    """The decision record is durable; `permit` is there where it was an allow to execute."""

    receipt: Receipt
    permit: Permit[Action] | None


@dataclass(frozen=True, slots=True)
class RecordFailed:
    """The log answered that it could not commit."""

    cause: str


@dataclass(frozen=True, slots=True)
class RecordLate:
    """The log did not answer in time. It may still commit: then `Recorded` comes later."""

    cause: str


@dataclass(frozen=True, slots=True)
class RunEnded:
    """The sandbox is done, or gone."""

    outcome: Outcome
    error: str = ""
    started: bool = True
    """False where provably nothing started."""


@dataclass(frozen=True, slots=True)
class Cancelled:
    """The caller went away."""


@dataclass(frozen=True, slots=True)
class DeadlinePassed:
    """The caller's deadline passed."""


@dataclass(frozen=True, slots=True)
class OutcomeRecorded:
    receipt: Receipt


@dataclass(frozen=True, slots=True)
class OutcomeFailed:
    """The log could not commit the outcome; recovery will pair the allow with `unknown`."""

    cause: str


Event = (
    Submitted
    | FactsReady
    | FactsFailed
    | DecisionReady
    | DecisionFailed
    | Recorded
    | RecordFailed
    | RecordLate
    | RunEnded
    | Cancelled
    | DeadlinePassed
    | OutcomeRecorded
    | OutcomeFailed
)


# --- commands: what to do ---------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Analyze:
    """Get the facts."""


@dataclass(frozen=True, slots=True)
class Decide:
    analysis: Analysis


@dataclass(frozen=True, slots=True)
class Record:
    """Make the verdict durable."""

    verdict: Literal["allow", "ask", "deny", "refused"]
    cause: str = ""


@dataclass(frozen=True, slots=True)
class Start:
    """Hand the permit to the sandbox."""

    permit: Permit[Action]


@dataclass(frozen=True, slots=True)
class Interrupt:
    """Stop what runs; `RunEnded` follows."""


@dataclass(frozen=True, slots=True)
class RecordOutcome:
    permit: Permit[Action]
    outcome: Outcome
    error: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """The caller gets the decision: a check, a denial or a request for approval."""

    decision: Decision
    receipt: Receipt


@dataclass(frozen=True, slots=True)
class Refuse:
    """The caller gets no decision, and nothing ran. `receipt` is there where the refusal itself is on record."""

    reason: Reason
    cause: str
    receipt: Receipt | None = None


@dataclass(frozen=True, slots=True)
class Close:
    """The run is over and its outcome recorded (`receipt`), or recording it failed (None)."""

    outcome: Outcome
    receipt: Receipt | None
    error: str = ""


Command = Analyze | Decide | Record | Start | Interrupt | RecordOutcome | Answer | Refuse | Close


class _State(Enum):
    NEW = auto()
    ANALYZING = auto()
    DECIDING = auto()
    RECORDING = auto()
    RUNNING = auto()
    STOPPING = auto()
    RECORDING_OUTCOME = auto()
    ABANDONED = auto()
    """Refused while the log may still commit an allow."""
    SETTLING = auto()
    """A late allow is being paired with its outcome; the caller was answered long ago."""
    DONE = auto()


class Lifecycle:
    """One action's way from submission to its last record."""

    def __init__(self, purpose: Purpose) -> None:
        self._purpose = purpose
        self._state = _State.NEW
        self._decision: Decision | None = None
        self._refusal: tuple[Reason, str] | None = None
        self._stop: tuple[Reason, str] | None = None
        self._permit: Permit[Action] | None = None
        self._ended: RunEnded | None = None

    @property
    def done(self) -> bool:
        """Nothing further will come of any event."""
        return self._state is _State.DONE

    @property
    def running(self) -> bool:
        """A sandbox holds the permit."""
        return self._state in (_State.RUNNING, _State.STOPPING)

    def receive(self, event: Event) -> tuple[Command, ...]:
        """The commands that `event` leads to. An event that does not belong to the present state leads to none."""
        match self._state, event:
            case _State.NEW, Submitted():
                return self._go(_State.ANALYZING, Analyze())
            case _State.ANALYZING, FactsReady(analysis=analysis):
                return self._go(_State.DECIDING, Decide(analysis))
            case _State.ANALYZING, FactsFailed(cause=cause):
                return self._refuse("ANALYSIS_UNAVAILABLE", cause)
            case _State.DECIDING, DecisionReady(decision=decision):
                return self._decided(decision)
            case _State.DECIDING, DecisionFailed(cause=cause):
                return self._refuse("POLICY_UNAVAILABLE", cause)
            case ((_State.NEW | _State.ANALYZING | _State.DECIDING), (Cancelled() | DeadlinePassed())):
                return self._refuse(*_stopped_by(event))
            case _State.RECORDING, (Cancelled() | DeadlinePassed()):
                # The commit is under way and cannot be recalled; what it brings decides what is left to do.
                self._stop = self._stop or _stopped_by(event)
                return ()
            case _State.RECORDING, Recorded(receipt=receipt, permit=permit):
                return self._recorded(receipt, permit)
            case _State.RECORDING, RecordFailed(cause=cause):
                return self._go(_State.DONE, Refuse("AUDIT_BLOCKED", cause))
            case _State.RECORDING, RecordLate(cause=cause):
                return self._go(_State.ABANDONED, Refuse("AUDIT_BLOCKED", cause))
            case _State.ABANDONED, Recorded(permit=permit):
                if permit is None:
                    return self._go(_State.DONE)
                return self._go(_State.SETTLING, RecordOutcome(permit, "killed", "not started: the record came late"))
            case _State.ABANDONED, RecordFailed():
                return self._go(_State.DONE)
            case _State.SETTLING, (OutcomeRecorded() | OutcomeFailed()):
                return self._go(_State.DONE)
            case ((_State.RUNNING | _State.STOPPING), (Cancelled() | DeadlinePassed())):
                # Again, where stopping was itself interrupted: what stopped it first is what the record names.
                self._stop = self._stop or _stopped_by(event)
                return self._go(_State.STOPPING, Interrupt())
            case ((_State.RUNNING | _State.STOPPING), RunEnded()):
                return self._run_ended(event)
            case _State.RECORDING_OUTCOME, OutcomeRecorded(receipt=receipt):
                return self._close(receipt)
            case _State.RECORDING_OUTCOME, OutcomeFailed():
                return self._close(None)
            case _:
                return ()

    def _decided(self, decision: Decision) -> tuple[Command, ...]:
        self._decision = decision
        if decision.effect is Effect.ALLOW and (unknown := unknown_obligations(decision.obligations)):
            return self._refuse("POLICY_UNAVAILABLE", f"unknown obligation `{unknown[0]}`")
        return self._go(_State.RECORDING, Record(decision.effect.value))

    def _recorded(self, receipt: Receipt, permit: Permit[Action] | None) -> tuple[Command, ...]:
        if permit is not None:
            if self._refusal is not None or not self._may_start:
                # INVARIANT: the log mints for an allow to execute only; nothing starts on the strength of that alone.
                return self._end(permit, RunEnded("killed", "a permit that nobody may use", started=False))
            if self._stop is not None:
                return self._end(
                    permit, RunEnded(_outcome_of(self._stop[0]), "stopped before the start", started=False)
                )
            self._permit = permit
            return self._go(_State.RUNNING, Start(permit))
        if self._refusal is not None:
            return self._go(_State.DONE, Refuse(*self._refusal, receipt))
        if self._decision is None or self._may_start:
            # INVARIANT: the log mints a permit for every allow to execute; without one nothing may run.
            return self._go(_State.DONE, Refuse("AUDIT_BLOCKED", "the log minted no permit", receipt))
        return self._go(_State.DONE, Answer(self._decision, receipt))

    @property
    def _may_start(self) -> bool:
        return self._purpose == "execute" and self._decision is not None and self._decision.effect is Effect.ALLOW

    def _run_ended(self, event: RunEnded) -> tuple[Command, ...]:
        assert self._permit is not None  # INVARIANT: RUNNING and STOPPING are entered with a permit only
        if self._stop is not None and event.outcome != "unknown":
            event = RunEnded(_outcome_of(self._stop[0]), event.error, event.started)
        return self._end(self._permit, event)

    def _end(self, permit: Permit[Action], event: RunEnded) -> tuple[Command, ...]:
        self._ended = event
        return self._go(_State.RECORDING_OUTCOME, RecordOutcome(permit, event.outcome, event.error))

    def _close(self, receipt: Receipt | None) -> tuple[Command, ...]:
        assert self._ended is not None  # INVARIANT: RECORDING_OUTCOME is entered through _end only
        ended = self._ended
        if not ended.started:
            reason, cause = self._refusal or self._stop or ("SANDBOX_UNAVAILABLE", ended.error)
            return self._go(_State.DONE, Refuse(reason, cause, receipt))
        return self._go(_State.DONE, Close(ended.outcome, receipt, ended.error))

    def _refuse(self, reason: Reason, cause: str) -> tuple[Command, ...]:
        self._refusal = (reason, cause)
        return self._go(_State.RECORDING, Record("refused", f"{reason}: {cause}"))

    def _go(self, state: _State, *commands: Command) -> tuple[Command, ...]:
        self._state = state
        return commands


def _stopped_by(event: Event) -> tuple[Reason, str]:
    if isinstance(event, DeadlinePassed):
        return "DEADLINE", "the deadline passed"
    return "CANCELLED", "the caller went away"


def _outcome_of(reason: Reason) -> Outcome:
    return "timed_out" if reason == "DEADLINE" else "killed"
