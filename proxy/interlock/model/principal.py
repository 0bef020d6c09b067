"""Who asks."""

from __future__ import annotations

import msgspec


class Principal(msgspec.Struct, frozen=True, kw_only=True):
    """The authenticated caller. Sessions and processes belong to one principal; nobody else reaches them."""

    tenant: str = "local"
    user: str = "local"
    """On whose behalf the agent acts."""
    agent: str = "default"
    credential: str = "none"
    """Id of the credential that proved it; `none` for the unauthenticated loopback default."""
    peer: str = ""
    """Transport address; says where from, proves nothing."""

    def owns(self, other: Principal) -> bool:
        """Whether `other` is the same agent of the same user and tenant, from wherever it calls."""
        return (self.tenant, self.user, self.agent) == (other.tenant, other.user, other.agent)
