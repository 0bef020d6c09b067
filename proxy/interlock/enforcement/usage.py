"""What sessions, agents and users have taken: the figures that quotas are decided from. Bookkeeping only, no IO.

Kept in memory: a proxy that starts begins with nothing taken.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from interlock.model.attributes import Usage, UsageAttributes
from interlock.model.principal import Principal

PERIOD_S = 3600
"""What an agent or a user has taken is forgotten with the end of each period: the hours of Unix time."""


@dataclass(slots=True)
class Account:
    """What one session, agent or user has taken."""

    executions: int = 0
    busy_s: float = 0.0
    """Of actions that have ended."""
    output_bytes: int = 0
    running: dict[str, float] = field(default_factory=dict)
    """Decision id → when (Unix, s) the action started, or the period did if that was later."""

    def renewed(self, period: int) -> Account:
        """Of a new period, with what still runs."""
        begin_s = float(period * PERIOD_S)
        return Account(running={id_: max(began, begin_s) for id_, began in self.running.items()})

    def usage(self, now_unix_s: float, sessions: int = 0) -> Usage:
        busy_s = self.busy_s + sum(max(0.0, now_unix_s - began) for began in self.running.values())
        return Usage(
            executions=self.executions,
            sandbox_s=int(busy_s),
            output_bytes=self.output_bytes,
            sessions=sessions,
        )


class Ledger:
    """The accounts of all who have one. A session's is for its whole life, the others' turn with each period."""

    def __init__(self) -> None:
        self._agents: dict[tuple[str, str, str], Account] = {}
        self._users: dict[tuple[str, str], Account] = {}
        self._period = 0

    def usage(
        self, principal: Principal, session: Account | None, sessions: tuple[int, int], now_unix_s: float
    ) -> UsageAttributes:
        """What was taken before the action that is asked about. `sessions`: how many the agent and the user have."""
        self._turn(now_unix_s)
        agent = self._agents.get(agent_of(principal), Account())
        user = self._users.get(user_of(principal), Account())
        return UsageAttributes(
            session=None if session is None else session.usage(now_unix_s),
            agent=agent.usage(now_unix_s, sessions[0]),
            user=user.usage(now_unix_s, sessions[1]),
        )

    def begin(self, id_: str, principal: Principal, session: Account, now_unix_s: float) -> None:
        """An action starts to run; `id_`: of its decision."""
        for account in (session, *self._of(principal, now_unix_s)):
            account.executions += 1
            account.running[id_] = now_unix_s

    def end(self, id_: str, principal: Principal, session: Account, now_unix_s: float) -> None:
        """It has ended; nothing where it never began."""
        for account in (session, *self._of(principal, now_unix_s)):
            account.busy_s += max(0.0, now_unix_s - account.running.pop(id_, now_unix_s))

    def put_out(self, size: int, principal: Principal, session: Account, now_unix_s: float) -> None:
        """`size`: bytes of output of an action that runs."""
        for account in (session, *self._of(principal, now_unix_s)):
            account.output_bytes += size

    def _of(self, principal: Principal, now_unix_s: float) -> tuple[Account, Account]:
        """The accounts of its agent and of its user, in the period that it is."""
        self._turn(now_unix_s)
        return (
            self._agents.setdefault(agent_of(principal), Account()),
            self._users.setdefault(user_of(principal), Account()),
        )

    def _turn(self, now_unix_s: float) -> None:
        """Each period begins with nothing but what still runs: names that callers choose must not fill the memory."""
        period = int(now_unix_s // PERIOD_S)
        if period != self._period:
            self._period = period
            self._agents = {name: account.renewed(period) for name, account in self._agents.items() if account.running}
            self._users = {name: account.renewed(period) for name, account in self._users.items() if account.running}


def agent_of(principal: Principal) -> tuple[str, str, str]:
    return principal.tenant, principal.user, principal.agent


def user_of(principal: Principal) -> tuple[str, str]:
    return principal.tenant, principal.user
