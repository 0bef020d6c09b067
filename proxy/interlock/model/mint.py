"""Permits: the proof that an allow is on disk, and all that a sandbox accepts.

Only `interlock.audit` may import this module for `Mint`; an import contract in `pyproject.toml` holds that.
`interlock.model.permit` re-exports the type `Permit` for everybody else.
"""

from __future__ import annotations

import threading
from typing import Generic, TypeVar

from interlock.errors import InterlockError
from interlock.model.action import Action
from interlock.model.decision import Decision
from interlock.model.record import Receipt

A = TypeVar("A", bound=Action)
A_co = TypeVar("A_co", bound=Action, covariant=True)


class PermitError(InterlockError):
    """A permit was forged, reused, or shown for another action: a defect of ours, never a caller's."""


class Permit(Generic[A_co]):
    """Proof that the allow for exactly `action` is durable. Single use: a sandbox calls `redeem` before it starts."""

    __slots__ = ("_lock", "_redeemed", "action", "decision", "receipt", "session_id")

    action: A_co
    decision: Decision
    receipt: Receipt
    session_id: str

    def __init__(
        self,
        action: A_co,
        decision: Decision,
        receipt: Receipt,
        session_id: str,
        *,
        mint: Mint,
    ) -> None:
        if type(mint) is not Mint:
            raise PermitError("a permit can be minted only by the audit log")
        self.action = action
        self.decision = decision
        self.receipt = receipt
        self.session_id = session_id
        self._redeemed = False
        self._lock = threading.Lock()

    def redeem(self) -> A_co:
        """The action, once. Raises `PermitError` the second time."""
        with self._lock:
            if self._redeemed:
                raise PermitError(f"permit of decision `{self.receipt.decision_id}` was already used")
            self._redeemed = True
        return self.action


class Mint:
    """The right to mint permits. An audit log holds one; it uses it after the commit of the allow, never before."""

    def permit(self, action: A, decision: Decision, receipt: Receipt, session_id: str) -> Permit[A]:
        return Permit(action, decision, receipt, session_id, mint=self)
