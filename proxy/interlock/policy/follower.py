"""Follows a source of signed bundles: fetch, verify, never backwards, switch; what is bad leaves the old one active."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

import msgspec

from interlock.errors import ConfigError, DependencyError, PolicyRejected
from interlock.policy.active import ActivePolicy
from interlock.policy.bundle import Bundle, write_bundle
from interlock.policy.signing import Release, VerificationKey, Verified, verify
from interlock.policy.source import Source

_log = logging.getLogger("interlock.policy")


@dataclass(frozen=True, slots=True)
class PolicyEvent:
    """Something that belongs into the audit log: `policy_activated`, `policy_rejected`, `policy_stale`."""

    event: str
    detail: dict[str, str]


class _Newest(msgspec.Struct, frozen=True):
    """What was active last, so that a restart is no way back."""

    serial: int
    revision: str


class Follower:
    """Keeps one `ActivePolicy` at the newest bundle of one source."""

    def __init__(
        self,
        active: ActivePolicy,
        source: Source,
        key: VerificationKey,
        directory: Path,
        *,
        now_unix_s: Callable[[], float],
        tell: Callable[[PolicyEvent], Awaitable[None]],
        max_age_s: float = 0.0,
    ) -> None:
        """`directory`: what has to survive a restart (the newest serial, the last good bundle).

        `max_age_s`: refuse to decide when the source has confirmed nothing for so long; 0: never.
        """
        self._active = active
        self._source = source
        self._key = key
        self._directory = directory
        self._now = now_unix_s
        self._tell = tell
        self._max_age_s = max_age_s
        self._confirmed_unix_s = 0.0
        self._release: Release | None = None
        self._told: set[str] = set()
        self._unusable = False

    @property
    def age_s(self) -> float:
        """Since the source last confirmed, or gave, what is active."""
        return max(0.0, self._now() - self._confirmed_unix_s)

    def stale(self) -> str:
        """Why the active policy must not decide any more; empty while it may."""
        if self._max_age_s and self.age_s > self._max_age_s:
            return f"the source has confirmed no policy for {self.age_s:.0f} s"
        expires = self._release.expires_unix_s if self._release else None
        return f"the policy expired at {expires} (Unix time)" if expires and expires <= self._now() else ""

    async def start(self) -> None:
        """The newest bundle there is: the source's, else the last good one that is kept here.

        Raises `PolicyRejected` (of the source) where neither can be had.
        """
        self._directory.mkdir(mode=0o700, parents=True, exist_ok=True)
        try:
            await self._take(await self._source.fetch())
        except (ConfigError, DependencyError) as error:
            if not self._kept.exists():
                raise
            await self._alarm(error)
            await self._take(await asyncio.to_thread(self._kept.read_bytes), confirmed=False)

    async def follow(self, interval_s: float) -> None:
        """Look every `interval_s` until cancelled."""
        while True:
            await asyncio.sleep(interval_s)
            await self.look()

    async def look(self) -> None:
        """Look once. Whatever is wrong is told, and the policy before it stays."""
        try:
            await self._take(await self._source.fetch())
        except (ConfigError, DependencyError) as error:
            await self._alarm(error)
        except Exception as error:  # following must not end because of one look
            _log.exception("following the policy")
            await self._alarm(error)
        if why := self.stale():
            await self._say(PolicyEvent("policy_stale", {"why": why, "age_s": f"{self.age_s:.0f}"}), why)

    async def close(self) -> None:
        await self._source.close()

    async def _take(self, data: bytes | None, *, confirmed: bool = True) -> None:
        """Verify and switch; None is what was there before: the active one confirmed, or the bad one again."""
        if data is None and self._unusable:
            return
        if data is not None:
            self._unusable = confirmed
            verified = await asyncio.to_thread(verify, data, self._key, now_unix_s=self._now())
            self._refuse_downgrade(verified)
            bundle = await asyncio.to_thread(self._written, verified)
            await self._active.switch(bundle)
            self._release = verified.release
            await asyncio.to_thread(self._keep, data, verified)
            detail = {"revision": verified.revision, "serial": str(verified.release.serial)}
            await self._say(PolicyEvent("policy_activated", detail), verified.revision)
        if confirmed:
            self._unusable = False
            self._confirmed_unix_s = self._now()
            self._told.clear()

    def _written(self, verified: Verified) -> Bundle:
        try:
            return write_bundle(verified.files, self._directory / "bundles", self._active.opa, Path("policy bundle"))
        except ConfigError as error:
            raise PolicyRejected("rego", str(error)) from error

    def _refuse_downgrade(self, verified: Verified) -> None:
        newest = self._newest()
        if newest is None or verified.release.serial > newest.serial:
            return
        if (verified.release.serial, verified.revision) != (newest.serial, newest.revision):
            raise PolicyRejected(
                "downgrade",
                f"serial {verified.release.serial} after {newest.serial}; to go back, release the old content anew",
            )

    def _newest(self) -> _Newest | None:
        try:
            return msgspec.json.decode(self._state.read_bytes(), type=_Newest)
        except FileNotFoundError:
            return None
        except (OSError, msgspec.MsgspecError) as error:
            raise PolicyRejected("downgrade", f"`{self._state}` cannot be read: {error}") from error

    def _keep(self, data: bytes, verified: Verified) -> None:
        _replace(self._kept, data)
        _replace(self._state, msgspec.json.encode(_Newest(verified.release.serial, verified.revision)))

    @property
    def _kept(self) -> Path:
        return self._directory / "last-good.tar.gz"

    @property
    def _state(self) -> Path:
        return self._directory / "newest.json"

    async def _alarm(self, error: Exception) -> None:
        cause = error.cause if isinstance(error, PolicyRejected) else type(error).__name__
        detail = {"cause": cause, "detail": str(error), "age_s": f"{self.age_s:.0f}" if self._confirmed_unix_s else ""}
        await self._say(PolicyEvent("policy_rejected", detail), str(error))

    async def _say(self, event: PolicyEvent, what: str) -> None:
        """Once for each thing until all is well again, not once for each look."""
        key = f"{event.event} {what}" if event.event != "policy_stale" else event.event
        if key in self._told:
            return
        self._told.add(key)
        level = logging.INFO if event.event == "policy_activated" else logging.ERROR
        _log.log(level, "%s: %s", event.event, what)
        with contextlib.suppress(DependencyError):  # a log that is blocked refuses every action anyway
            await self._tell(event)


def _replace(path: Path, data: bytes) -> None:
    """Write durably, so that after a crash there is the old or the new."""
    scratch = path.with_suffix(".new")
    with scratch.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    scratch.replace(path)
    directory = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(directory)
    finally:
        os.close(directory)
