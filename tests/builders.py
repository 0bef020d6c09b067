"""Builders that default everything, so that a test shows only what matters to it."""

from __future__ import annotations

import itertools

from interlock.model import action as a
from interlock.model.decision import Decision, Effect, Obligation, PolicyStamp, Reason
from interlock.model.mint import Mint
from interlock.model.permit import Permit
from interlock.model.record import Receipt
from interlock.ports import Analysis

_sequence = itertools.count()


def a_reason(rule: str = "test.rule", message: str = "because the test says so") -> Reason:
    return Reason(rule=rule, title="A rule", severity="high", message=message, remediation="do something else")


def a_decision(effect: Effect = Effect.ALLOW, *obligations: Obligation) -> Decision:
    return Decision(
        effect=effect,
        reasons=(a_reason(),),
        policy=PolicyStamp(revision="sha256:" + "0" * 64, profile="standard"),
        obligations=obligations,
    )


def an_analysis() -> Analysis:
    return Analysis(document=b"{}")


def a_receipt() -> Receipt:
    seq = next(_sequence)
    return Receipt(decision_id=f"decision-{seq}", origin="test", seq=seq, leaf_hash="0" * 64)


def a_permit(action: a.Action | None = None) -> Permit[a.Action]:
    return Mint().permit(action or a.RunCommand(source="true"), a_decision(), a_receipt(), "session")
