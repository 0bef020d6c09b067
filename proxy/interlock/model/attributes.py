"""What is true around the source."""

from __future__ import annotations

import msgspec

from interlock.model.principal import Principal


class SessionAttributes(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    backend: str
    age_s: int
    executions: int
    """Actions of the session that were allowed before this one."""
    denials: int
    metadata: dict[str, str]


class Usage(msgspec.Struct, frozen=True, kw_only=True):
    """What was taken before this action."""

    executions: int
    """Actions that started to run."""
    sandbox_s: int
    """Seconds that they ran, up to now for those that still do."""
    output_bytes: int
    """Bytes that they wrote to standard output and standard error."""
    sessions: int
    """Open ones, and those being opened, this one not among them; 0 for a session."""


class UsageAttributes(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Of whom. Agent and user: in this hour of Unix time; a session: since it was created."""

    agent: Usage
    user: Usage
    session: Usage | None = None
    """Absent where `session` is."""


class Attributes(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Input to policy beside the facts. Time is here so that a decision can be recomputed later."""

    principal: Principal
    profile: str
    """`standard`, `strict` or `observe`."""
    time_unix_s: int
    session: SessionAttributes | None = None
    """Absent for `Check` without a session and for session creation."""
    usage: UsageAttributes | None = None
    """Absent where nobody counts: without a proxy."""
