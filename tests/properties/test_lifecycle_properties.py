"""What holds of every life, whatever happens when."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from builders import a_decision, a_permit, a_receipt, an_analysis
from interlock.enforcement import lifecycle as lc
from interlock.model.decision import Decision, Effect, Obligation

decisions = st.one_of(
    st.sampled_from(Effect).map(a_decision),
    st.sampled_from(
        [
            a_decision(Effect.ALLOW, Obligation(kind="cap_time", value=5)),
            a_decision(Effect.ALLOW, Obligation(kind="nobody_knows_this")),
            a_decision(Effect.ALLOW, Obligation(kind="cap_time", value="soon")),
        ]
    ),
)
outcomes = st.sampled_from(["succeeded", "failed", "timed_out", "killed", "unknown"])
purposes: st.SearchStrategy[lc.Purpose] = st.sampled_from(["execute", "check"])


def events() -> st.SearchStrategy[lc.Event]:
    """Any event, with a permit of its own where it brings one."""
    return st.one_of(
        st.just(lc.Submitted()),
        st.builds(lambda: lc.FactsReady(an_analysis())),
        st.just(lc.FactsFailed("x")),
        decisions.map(lc.DecisionReady),
        st.just(lc.DecisionFailed("x")),
        st.booleans().map(lambda minted: lc.Recorded(a_receipt(), a_permit() if minted else None)),
        st.just(lc.RecordFailed("x")),
        st.just(lc.RecordLate("x")),
        st.builds(lc.RunEnded, outcomes, st.just(""), st.booleans()),
        st.just(lc.Cancelled()),
        st.just(lc.DeadlinePassed()),
        st.builds(lambda: lc.OutcomeRecorded(a_receipt())),
        st.just(lc.OutcomeFailed("x")),
    )


@given(purposes, st.lists(events(), max_size=40))
@settings(max_examples=500)
def test_nothing_starts_without_a_permit_the_log_has_minted(purpose: lc.Purpose, sequence: list[lc.Event]) -> None:
    lifecycle, minted, started = lc.Lifecycle(purpose), [], 0
    decision: Decision | None = None
    for event in sequence:
        if isinstance(event, lc.DecisionReady) and decision is None:
            decision = event.decision
        if isinstance(event, lc.Recorded) and event.permit is not None:
            minted.append(event.permit)
        for command in lifecycle.receive(event):
            if isinstance(command, lc.Start):
                started += 1
                assert any(command.permit is permit for permit in minted)
                assert purpose == "execute" and decision is not None and decision.effect is Effect.ALLOW
    assert started <= 1


class _World:
    """A world that answers each command as a real one may, with every failure it can have at every point."""

    def __init__(self, draw: st.DrawFn, purpose: lc.Purpose) -> None:
        self.draw = draw
        self.purpose = purpose
        self.decision: Decision | None = None
        self.minted: list[object] = []
        self.outcomes: list[object] = []
        self.late = False

    def answers(self, command: lc.Command) -> list[lc.Event]:
        draw = self.draw
        match command:
            case lc.Analyze():
                return [draw(st.sampled_from([lc.FactsReady(an_analysis()), lc.FactsFailed("x"), lc.DeadlinePassed()]))]
            case lc.Decide():
                self.decision = draw(decisions)
                return [
                    draw(
                        st.sampled_from([lc.DecisionReady(self.decision), lc.DecisionFailed("x"), lc.DeadlinePassed()])
                    )
                ]
            case lc.Record(verdict=verdict):
                permit = a_permit() if verdict == "allow" and self.purpose == "execute" else None
                committed = draw(st.booleans())
                if committed and permit is not None:
                    self.minted.append(permit)
                end = lc.Recorded(a_receipt(), permit) if committed else lc.RecordFailed("x")
                return [lc.RecordLate("slow"), end] if draw(st.booleans()) else [end]
            case lc.Start() | lc.Interrupt():
                return [lc.RunEnded(draw(outcomes), "", draw(st.booleans()))]
            case lc.RecordOutcome(permit=permit):
                self.outcomes.append(permit)
                return [draw(st.sampled_from([lc.OutcomeRecorded(a_receipt()), lc.OutcomeFailed("x")]))]
            case _:
                return []


@given(st.data(), purposes)
@settings(max_examples=600)
def test_every_permit_ends_in_one_outcome_and_every_life_in_one_answer(
    data: st.DataObject, purpose: lc.Purpose
) -> None:
    world, lifecycle = _World(data.draw, purpose), lc.Lifecycle(purpose)
    queue: list[lc.Event] = [lc.Submitted()]
    ends: list[lc.Command] = []
    started: list[object] = []
    while queue:
        if data.draw(st.integers(0, 5)) == 5:
            queue.insert(0, data.draw(st.sampled_from([lc.Cancelled(), lc.DeadlinePassed()])))
        for command in lifecycle.receive(queue.pop(0)):
            if isinstance(command, lc.Start):
                assert not ends, "something started after the caller was answered"
                started.append(command.permit)
            if isinstance(command, lc.Refuse | lc.Answer | lc.Close):
                ends.append(command)
            # A world that is told to stop answers once: what was to come from `Start` comes from `Interrupt`.
            if isinstance(command, lc.Interrupt):
                queue = [event for event in queue if not isinstance(event, lc.RunEnded)]
            queue += world.answers(command)
    assert lifecycle.done
    assert len(ends) == 1
    assert all(any(p is m for m in world.minted) for p in started)
    assert [id(p) for p in world.minted] == [id(p) for p in world.outcomes]
    if any(isinstance(end, lc.Refuse) for end in ends):
        assert not started or world.outcomes
