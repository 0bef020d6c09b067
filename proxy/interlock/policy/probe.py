"""The question whose answer is known: proof that an OPA evaluates our policy before anybody relies on it."""

from __future__ import annotations

import msgspec

from interlock.analysis.builder import FactsBuilder
from interlock.errors import DecisionPointError
from interlock.model import facts as f
from interlock.model.action import RunCommand, source_of
from interlock.model.attributes import Attributes
from interlock.model.decision import Decision, Effect
from interlock.model.limits import Limits
from interlock.model.principal import Principal
from interlock.policy.answer import ENDPOINT
from interlock.policy.document import input_document
from interlock.policy.opa import OpaDecisionPoint
from interlock.ports import Analysis

_PROVE_TIMEOUT_S = 5.0


def probe_document() -> bytes:
    """A command nobody could read, under the profile that allows nothing it does not know."""
    action = RunCommand(source="probe")
    builder = FactsBuilder(f.Entry(kind="bash-login", env={}), Limits())
    unit = builder.add_unit(source_of(action), "bash", readers=())
    builder.whole_opaque("crash", unit, f.Span(0, len(action.source)), "probe")
    analysis = Analysis(document=msgspec.json.encode(builder.build()))
    attributes = Attributes(principal=Principal(agent="interlock-probe"), profile="strict", time_unix_s=0)
    return input_document(action, analysis, attributes)


async def prove(opa: OpaDecisionPoint) -> None:
    """That an OPA which we did not start evaluates a policy of ours. Raises `DecisionPointError` where it does not."""
    revision = (await opa.stamp()).revision
    decision = await opa.decide_document(probe_document(), timeout_s=_PROVE_TIMEOUT_S)
    if not as_expected(decision, revision):
        raise DecisionPointError(ENDPOINT, "schema", f"the probe was answered with {decision}")


def as_expected(decision: Decision, revision: str) -> bool:
    """Whether the probe was answered by the policy `revision`, and not with an allow."""
    return decision.policy.revision == revision and decision.effect is not Effect.ALLOW
