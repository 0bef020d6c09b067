"""What the audit log holds: a closed union of records, and the receipt that proves one.

The writer adds `seq`, `prev` (previous leaf hash) and `time` around each; see `audit/`. `schema_version` changes when
a field's meaning does. Integers stay below 2**53, there are no floats, and keys are ASCII, so that each line is also
valid RFC 8785.
"""

from __future__ import annotations

from typing import Literal as L

import msgspec

from interlock.model.attributes import Attributes
from interlock.model.decision import Decision
from interlock.model.principal import Principal

SCHEMA_VERSION = 1


class Receipt(msgspec.Struct, frozen=True, kw_only=True):
    """The caller's proof that a record exists. Issued only after the record is durable."""

    decision_id: str
    origin: str
    """Name of the log."""
    seq: int
    leaf_hash: str
    """SHA-256(0x00 || exact line), lower-case hex (RFC 6962 leaf)."""


class _Record(msgspec.Struct, frozen=True, kw_only=True, tag_field="type", omit_defaults=True):
    pass


class ActionSummary(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The action as recorded. Content that can be long is a digest and an excerpt; the rest is in `parameters`."""

    kind: str
    digest: str
    """`sha256:<hex>` of the canonical action."""
    source: str
    """Program text, in full up to 64 KiB, else its first 64 KiB (`source_bytes` and `source_sha256` tell)."""
    source_bytes: int
    source_sha256: str
    parameters: dict[str, str]


class FactsSummary(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The facts as recorded."""

    sha256: str
    """Of `document`, lower-case hex."""
    document: msgspec.Raw
    """The canonical facts document itself (a JSON object), so that the decision can be recomputed and read."""


class DecisionRecord(_Record, frozen=True, kw_only=True, tag="decision"):
    """A decision, or the refusal that stood in for one."""

    decision_id: str
    principal: Principal
    session_id: str
    action: ActionSummary
    verdict: L["allow", "ask", "deny", "refused"]
    """What the caller was told. `refused`: no usable decision, or one that could not be enforced; `cause` says why."""
    purpose: L["execute", "check"]
    decision: Decision | None = None
    """The policy's own answer, where there was one."""
    cause: str = ""
    facts: FactsSummary | None = None
    attributes: Attributes | None = None
    """What policy saw beside the facts."""
    received_unix_us: int = 0
    decided_unix_us: int = 0
    stage_us: dict[str, int] = {}
    """Stage → microseconds: analysis, policy."""
    idempotency_key: str = ""
    request_id: str = ""


class OutcomeRecord(_Record, frozen=True, kw_only=True, tag="outcome"):
    """How an allowed action ended. Every allow for execution gets exactly one."""

    decision_id: str
    session_id: str
    outcome: L["succeeded", "failed", "timed_out", "killed", "unknown"]
    exit_code: int | None = None
    error: str = ""
    duration_us: int = 0
    stdout_bytes: int = 0
    stderr_bytes: int = 0
    output_sha256: str = ""
    """Of stdout and stderr bytes in the order received."""
    sandbox: dict[str, str] = {}
    """Backend, id, effective isolation."""


class SystemRecord(_Record, frozen=True, kw_only=True, tag="system"):
    """Something about the proxy itself: start, stop, policy change, recovery, clock step."""

    event: str
    detail: dict[str, str] = {}


Record = DecisionRecord | OutcomeRecord | SystemRecord


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """One line of the log."""

    schema_version: int
    seq: int
    """From 0, without gaps."""
    prev: str
    """Leaf hash of the line before; of the first line 64 zeros."""
    time: str
    """UTC, RFC 3339, microseconds. Order is by `seq`, never by time."""
    record: Record
