"""Sessions and their memory."""

from __future__ import annotations

from typing import Literal as L

import msgspec

from interlock.model.facts import OpaqueCode
from interlock.model.principal import Principal


class WrittenFile(msgspec.Struct, frozen=True, kw_only=True):
    """A file that the session wrote through the proxy, so that running it later is not running the unknown."""

    path: str
    sha256: str
    """Empty where the content is not known: something that wrote it still runs, or was interrupted."""
    why: OpaqueCode | None = None
    """Why the text, or what it begins with, is not known."""
    text: str | None = None
    """Its text, where it is UTF-8 and within the limits; else only the digest is remembered."""


class Definitions(msgspec.Struct, frozen=True, kw_only=True):
    """What earlier cells of one kernel context left for later ones."""

    statements: tuple[str, ...] = ()
    """The statements that bind functions, aliases, imports, texts, in the order in which they ran."""
    forgotten: tuple[str, ...] = ()
    """Names whose statements are no longer kept: whatever is called by them may be anything."""
    bound: tuple[str, ...] = ()
    """Every name that some cell bound, sorted; `*` among them: any name may be."""


class Memory(msgspec.Struct, frozen=True, kw_only=True):
    """What earlier allowed actions of the session leave for the analysis of later ones."""

    files: tuple[WrittenFile, ...] = ()
    env: dict[str, str] = {}
    cwd: str = ""
    """Working directory at the start of a command; absolute."""
    user: str = "user"
    home: str = "/home/user"
    links: dict[str, tuple[str | None, ...]] = {}
    """Absolute path of a link that the session made → where it may lead; None: nobody knows; itself: no link."""
    running: tuple[str, ...] = ()
    """Absolute paths of program files that actions still running were started with, or may yet start: to write one of
    them is to have it run."""
    definitions: dict[str, Definitions] = {}
    """Per kernel context, as `context_of` names it."""


class Learned(msgspec.Struct, frozen=True, kw_only=True):
    """What an action leaves for the analysis of later ones, once it has run."""

    files: tuple[WrittenFile, ...] = ()
    """Files that it writes with text known to the analysis, in the order of writing."""
    links: dict[str, tuple[str | None, ...]] = {}
    """All links that may be there once the action has run."""
    context: str = ""
    """The kernel context that `definitions` are of; empty where the action is no cell."""
    definitions: Definitions | None = None
    """All that the context has defined once the action has run."""


NOTHING_LEARNED = Learned()


def context_of(language: str, name: str) -> str:
    """The key of a kernel context: its language and its name (empty: the session's default one)."""
    return f"{language}/{name}"


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
