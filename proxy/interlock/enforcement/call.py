"""What goes into the enforcer and what comes out of it: calls, decisions on record, and the ways of saying no."""

from __future__ import annotations

from dataclasses import dataclass

from interlock.enforcement.lifecycle import Reason
from interlock.errors import DependencyError, InterlockError
from interlock.model import action as a
from interlock.model.decision import Decision
from interlock.model.principal import Principal
from interlock.model.record import OutcomeRecord, Receipt
from interlock.ports import Analysis


@dataclass(frozen=True, slots=True)
class Call:
    """One request as a face hands it over."""

    action: a.Action
    principal: Principal
    session_id: str = ""
    deadline_s: float | None = None
    """Seconds from now; None: no deadline of the caller's."""
    idempotency_key: str = ""
    request_id: str = ""


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision that is on record: the first item of every stream, and the answer to a check."""

    decision: Decision
    receipt: Receipt
    analysis: Analysis | None
    source: str
    """The submitted source that spans lead back to."""


@dataclass(frozen=True, slots=True)
class Closed:
    """The run is over; last item of every stream. `receipt` is None where the outcome could not be recorded (yet)."""

    outcome: OutcomeRecord
    receipt: Receipt | None
    execution_count: int | None = None
    """Number of the cell in its kernel."""


class Denied(InterlockError):
    """Policy says deny."""

    def __init__(self, decided: Decided) -> None:
        super().__init__(decided.decision.reasons[0].message)
        self.decided = decided


class ApprovalRequired(Denied):
    """Policy says ask, and nobody has approved yet."""


class Refused(DependencyError):
    """There is no usable decision, or it could not be carried out; nothing ran. `reason` goes on the wire."""

    def __init__(self, reason: Reason, cause: str, receipt: Receipt | None) -> None:
        super().__init__(cause)
        self.reason = reason
        self.receipt = receipt
