"""The lifecycle, event by event."""

from __future__ import annotations

from builders import a_decision, a_permit, a_receipt, an_analysis
from interlock.enforcement.lifecycle import (
    Analyze,
    Answer,
    Cancelled,
    Close,
    DeadlinePassed,
    Decide,
    DecisionFailed,
    DecisionReady,
    FactsFailed,
    FactsReady,
    Interrupt,
    Lifecycle,
    OutcomeFailed,
    OutcomeRecorded,
    Purpose,
    Record,
    Recorded,
    RecordFailed,
    RecordLate,
    RecordOutcome,
    Refuse,
    RunEnded,
    Start,
    Submitted,
)
from interlock.model.decision import Decision, Effect, Obligation


def decided(decision: Decision, purpose: Purpose = "execute") -> Lifecycle:
    lifecycle = Lifecycle(purpose)
    lifecycle.receive(Submitted())
    lifecycle.receive(FactsReady(an_analysis()))
    lifecycle.receive(DecisionReady(decision))
    return lifecycle


def running() -> Lifecycle:
    lifecycle = decided(a_decision())
    lifecycle.receive(Recorded(a_receipt(), a_permit()))
    return lifecycle


def test_an_action_is_analysed_then_decided_then_recorded() -> None:
    lifecycle, analysis = Lifecycle("execute"), an_analysis()

    assert lifecycle.receive(Submitted()) == (Analyze(),)
    assert lifecycle.receive(FactsReady(analysis)) == (Decide(analysis),)
    assert lifecycle.receive(DecisionReady(a_decision())) == (Record("allow"),)


def test_an_allow_on_record_starts_with_the_permit_the_log_minted() -> None:
    permit = a_permit()

    assert decided(a_decision()).receive(Recorded(a_receipt(), permit)) == (Start(permit),)


def test_a_denial_on_record_is_the_answer() -> None:
    denial, receipt = a_decision(Effect.DENY), a_receipt()

    assert decided(denial).receive(Recorded(receipt, None)) == (Answer(denial, receipt),)


def test_a_request_for_approval_on_record_is_the_answer() -> None:
    ask, receipt = a_decision(Effect.ASK), a_receipt()

    assert decided(ask).receive(Recorded(receipt, None)) == (Answer(ask, receipt),)


def test_a_check_that_is_allowed_is_answered_and_starts_nothing() -> None:
    allow, receipt = a_decision(), a_receipt()

    assert decided(allow, "check").receive(Recorded(receipt, None)) == (Answer(allow, receipt),)


def test_an_audit_log_that_fails_refuses_the_action() -> None:
    assert decided(a_decision()).receive(RecordFailed("disk full")) == (Refuse("AUDIT_BLOCKED", "disk full"),)


def test_an_allow_for_which_no_permit_was_minted_refuses_the_action() -> None:
    (command,) = decided(a_decision()).receive(Recorded(a_receipt(), None))

    assert isinstance(command, Refuse) and command.reason == "AUDIT_BLOCKED"


def test_a_decision_point_that_fails_is_a_recorded_refusal() -> None:
    lifecycle, receipt = Lifecycle("execute"), a_receipt()
    lifecycle.receive(Submitted())
    lifecycle.receive(FactsReady(an_analysis()))

    assert lifecycle.receive(DecisionFailed("down")) == (Record("refused", "POLICY_UNAVAILABLE: down"),)
    assert lifecycle.receive(Recorded(receipt, None)) == (Refuse("POLICY_UNAVAILABLE", "down", receipt),)


def test_analysis_that_cannot_be_had_is_a_recorded_refusal() -> None:
    lifecycle = Lifecycle("execute")
    lifecycle.receive(Submitted())

    assert lifecycle.receive(FactsFailed("no worker")) == (Record("refused", "ANALYSIS_UNAVAILABLE: no worker"),)


def test_an_obligation_that_nobody_knows_turns_an_allow_into_a_refusal() -> None:
    lifecycle = Lifecycle("execute")
    lifecycle.receive(Submitted())
    lifecycle.receive(FactsReady(an_analysis()))
    allow = a_decision(Effect.ALLOW, Obligation(kind="wear_a_hat"))

    (command,) = lifecycle.receive(DecisionReady(allow))

    assert command == Record("refused", "POLICY_UNAVAILABLE: unknown obligation `wear_a_hat`")


def test_a_caller_who_leaves_while_the_log_commits_starts_nothing_and_the_allow_gets_its_outcome() -> None:
    lifecycle, permit = decided(a_decision()), a_permit()

    assert lifecycle.receive(Cancelled()) == ()
    assert lifecycle.receive(Recorded(a_receipt(), permit)) == (
        RecordOutcome(permit, "killed", "stopped before the start"),
    )


def test_an_allow_that_is_committed_after_the_refusal_never_starts_and_gets_its_outcome() -> None:
    lifecycle, permit = decided(a_decision()), a_permit()

    assert lifecycle.receive(RecordLate("slow disk")) == (Refuse("AUDIT_BLOCKED", "slow disk"),)
    assert lifecycle.receive(Recorded(a_receipt(), permit)) == (
        RecordOutcome(permit, "killed", "not started: the record came late"),
    )
    assert lifecycle.receive(OutcomeRecorded(a_receipt())) == ()
    assert lifecycle.done


def test_a_run_that_ends_is_recorded_and_then_closed() -> None:
    lifecycle, receipt = running(), a_receipt()

    (record,) = lifecycle.receive(RunEnded("succeeded"))

    assert isinstance(record, RecordOutcome) and record.outcome == "succeeded"
    assert lifecycle.receive(OutcomeRecorded(receipt)) == (Close("succeeded", receipt),)


def test_a_caller_who_leaves_interrupts_the_run_which_counts_as_killed() -> None:
    lifecycle = running()

    assert lifecycle.receive(Cancelled()) == (Interrupt(),)
    (record,) = lifecycle.receive(RunEnded("failed"))
    assert isinstance(record, RecordOutcome) and record.outcome == "killed"


def test_a_deadline_interrupts_the_run_which_counts_as_timed_out() -> None:
    lifecycle = running()

    assert lifecycle.receive(DeadlinePassed()) == (Interrupt(),)
    (record,) = lifecycle.receive(RunEnded("killed"))
    assert isinstance(record, RecordOutcome) and record.outcome == "timed_out"


def test_a_sandbox_that_died_leaves_the_outcome_unknown_even_when_the_caller_left() -> None:
    lifecycle = running()
    lifecycle.receive(Cancelled())

    (record,) = lifecycle.receive(RunEnded("unknown", "gone"))

    assert isinstance(record, RecordOutcome) and record.outcome == "unknown"


def test_a_sandbox_that_never_started_refuses_after_its_outcome_is_on_record() -> None:
    lifecycle, receipt = running(), a_receipt()

    lifecycle.receive(RunEnded("failed", "no room", started=False))

    assert lifecycle.receive(OutcomeRecorded(receipt)) == (Refuse("SANDBOX_UNAVAILABLE", "no room", receipt),)


def test_an_outcome_that_cannot_be_recorded_still_ends_the_run() -> None:
    lifecycle = running()
    lifecycle.receive(RunEnded("succeeded"))

    assert lifecycle.receive(OutcomeFailed("disk full")) == (Close("succeeded", None),)
