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


class Attributes(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Input to policy beside the facts. Time is here so that a decision can be recomputed later."""

    principal: Principal
    profile: str
    """`standard`, `strict` or `observe`."""
    time_unix_s: int
    session: SessionAttributes | None = None
    """Absent for `Check` without a session and for session creation."""
