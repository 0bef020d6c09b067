"""The policy's answer. Decoding is strict: an answer of any other shape is no decision."""

from __future__ import annotations

from enum import StrEnum
from typing import Literal as L

import msgspec

Severity = L["low", "medium", "high", "critical"]


class Effect(StrEnum):
    ALLOW = "allow"
    ASK = "ask"
    DENY = "deny"


class SourceSpan(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Characters `[start, end)` of unit `unit` of the facts that the decision was made on."""

    unit: int
    start: int
    end: int


class Reason(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A rule that fired."""

    rule: str
    """Id: `<category>.<rule>`."""
    title: str
    severity: Severity
    message: str
    """For the agent: what is wrong with this source."""
    remediation: str
    spans: tuple[SourceSpan, ...] = ()


class Obligation(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What enforcement must also do; one it does not know turns the allow into a refusal."""

    kind: str
    """`cap_time` (whole seconds), `cap_output` (bytes), … see `enforcement/obligations.py`."""
    value: int | str | None = None


class PolicyStamp(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which policy answered."""

    revision: str
    """Digest of the bundle that answered, as `sha256:<hex>`."""
    profile: str


class Decision(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The policy's answer to one action; without a usable one there is no decision, but a refusal."""

    effect: Effect
    reasons: tuple[Reason, ...]
    """The rules that determined `effect`; never empty, not even for an allow."""
    policy: PolicyStamp
    shadow: tuple[Reason, ...] = ()
    """Rules in shadow mode that would have fired."""
    obligations: tuple[Obligation, ...] = ()


class RuleAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """What one rule said, for `Explain`."""

    rule: str
    mode: L["enforce", "shadow"]
    effect: Effect
    """The effect the rule asks for when it fires."""
    fired: bool
    reasons: tuple[Reason, ...] = ()
