"""Who calls: request metadata → `Principal`."""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Iterable, Mapping

from interlock.errors import Unauthenticated
from interlock.model.principal import Principal

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._@:-]{0,127}")


class Doorkeeper:
    """Knows the API keys by their SHA-256, and so cannot leak them."""

    def __init__(self, key_digests: Mapping[str, str]) -> None:
        """`key_digests`: agent name → lower-case hex SHA-256 of its key. None at all: callers are believed."""
        self._digests = dict(key_digests)

    @property
    def open(self) -> bool:
        """Nobody needs a key, and everybody sees every record: for one machine of one owner."""
        return not self._digests

    def principal(self, metadata: Iterable[tuple[str, str | bytes]], peer: str) -> Principal:
        """Raises `Unauthenticated`."""
        given = {key: value for key, value in metadata if isinstance(value, str)}
        if self.open:
            return Principal(
                tenant=_name(given, "interlock-tenant", "local"),
                user=_name(given, "interlock-user", "local"),
                agent=_name(given, "interlock-agent", "default"),
                peer=peer,
            )
        scheme, _, key = given.get("authorization", "").partition(" ")
        if scheme.lower() != "bearer" or not key:
            raise Unauthenticated("an API key is needed: metadata `authorization: Bearer <key>`")
        digest = hashlib.sha256(key.encode()).hexdigest()
        agent = ""
        for name, expected in self._digests.items():
            # Every key is compared, and each in constant time: how long it takes tells nothing.
            if hmac.compare_digest(digest, expected):
                agent = name
        if not agent:
            raise Unauthenticated("the API key is not known here")
        user = _name(given, "interlock-user", agent)
        return Principal(user=user, agent=agent, credential=f"key:{digest[:12]}", peer=peer)


def _name(given: Mapping[str, str], key: str, default: str) -> str:
    value = given.get(key, default)
    if not _NAME.fullmatch(value):
        raise Unauthenticated(f"metadata `{key}` is no name")
    return value
