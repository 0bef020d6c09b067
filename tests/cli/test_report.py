"""A decision as a person reads it."""

from __future__ import annotations

import io

from rich.console import Console

from interlock.cli import report
from interlock.model.decision import Decision, Effect, PolicyStamp, Reason, SourceSpan
from interlock.ports import Ruling

SOURCE = "rm -rf / /etc"


def reason(message: str, start: int, end: int, rule: str = "filesystem.recursive-delete") -> Reason:
    return Reason(
        rule=rule,
        title="Deletes",
        severity="high",
        message=message,
        remediation="name it",
        spans=(SourceSpan(unit=0, start=start, end=end),),
    )


def printed(effect: Effect, reasons: tuple[Reason, ...], shadow: tuple[Reason, ...] = ()) -> list[str]:
    decision = Decision(effect=effect, reasons=reasons, shadow=shadow, policy=PolicyStamp(revision="r", profile="p"))
    spans = {span: (span.start, span.end) for said in (*reasons, *shadow) for span in said.spans}
    console = Console(record=True, file=io.StringIO(), soft_wrap=True)
    report.reasons(SOURCE, Ruling(decision, "complete", spans), console=console)
    report.shadow(SOURCE, Ruling(decision, "complete", spans), console=console)
    return console.export_text().splitlines()


def test_findings_of_one_rule_are_one_block_with_all_their_spans() -> None:
    assert printed(Effect.DENY, (reason("deletes /", 7, 8), reason("deletes /etc", 9, 13))) == [
        "  filesystem.recursive-delete  Deletes (high)",
        "  deletes /",
        "  deletes /etc",
        "   1 │ rm -rf / /etc",
        "     │        ^ ^^^^",
        "  instead: name it",
    ]


def test_findings_of_two_rules_are_two_blocks() -> None:
    said = printed(Effect.DENY, (reason("a", 7, 8), reason("b", 7, 8, rule="x.y"), reason("c", 7, 8)))

    assert [line for line in said if "Deletes" in line] == [
        "  filesystem.recursive-delete  Deletes (high)",
        "  x.y  Deletes (high)",
    ]


def test_what_is_not_enforced_is_shown_beside_an_allow() -> None:
    said = printed(Effect.ALLOW, (reason("default", 0, 0, rule="profile.observe"),), (reason("deletes /", 7, 8),))

    assert said[0] == "  would be denied: filesystem.recursive-delete  Deletes (high)"
    assert not any("profile.observe" in line for line in said)
