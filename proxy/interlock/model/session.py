"""Sessions and their memory."""

from __future__ import annotations

from typing import Literal as L

import msgspec

from interlock.model.principal import Principal


class WrittenFile(msgspec.Struct, frozen=True, kw_only=True):
    """A file that the session wrote through the proxy, so that running it later is not running the unknown."""

    path: str
    sha256: str
    text: str | None = None
    """Its text, where it is UTF-8 and within the limits; else only the digest is remembered."""


class Memory(msgspec.Struct, frozen=True, kw_only=True):
    """What earlier allowed actions of the session leave for the analysis of later ones."""

    files: tuple[WrittenFile, ...] = ()
    env: dict[str, str] = {}
    cwd: str = ""
    """Working directory at the start of a command; absolute."""
    user: str = "user"
    home: str = "/home/user"
    names: dict[str, dict[str, str]] = {}
    """Per kernel context: names that earlier cells bound, and to what (`r` → `os.system`)."""


class Session(msgspec.Struct, frozen=True, kw_only=True):
    """One agent's dealings with the proxy; owns a sandbox and a memory."""

    id: str
    principal: Principal
    state: L["open", "closed"]
    backend: str
    """`local` or `e2b`."""
    isolation: dict[str, str]
    """The effective isolation, as the sandbox reports it: tier, cgroup mode, seccomp, uid dropped."""
    created_unix_s: float
    expires_unix_s: float
    template: str = ""
    env: dict[str, str] = {}
    cwd: str = ""
    metadata: dict[str, str] = {}
    languages: tuple[str, ...] = ()
    """Languages that the sandbox can run."""
