"""The live sessions: who owns which sandbox, and what each session has done so far. Bookkeeping only, no IO."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from msgspec.structs import replace

from interlock.enforcement.footprint import Footprint
from interlock.enforcement.usage import Account, agent_of, user_of
from interlock.errors import LimitReached, NotFound, WrongState
from interlock.model.facts import OpaqueCode
from interlock.model.principal import Principal
from interlock.model.session import Learned, Memory, Session, WrittenFile
from interlock.ports import Sandbox


@dataclass(slots=True)
class LiveSession:
    """A session while it lives. Mutable: it learns from every action that ran."""

    session: Session
    sandbox: Sandbox
    memory: Memory
    executions: int = 0
    denials: int = 0
    account: Account = field(default_factory=Account)
    """What its actions have taken."""
    programs: dict[str, str] = field(default_factory=dict)
    """Process id → basename of the interpreter that reads its standard input; empty for a program that reads data."""
    inputs: dict[str, bytes] = field(default_factory=dict)
    """Process id → what such an interpreter was sent so far."""
    running: dict[str, Footprint] = field(default_factory=dict)
    """Decision id → footprint of the action that runs."""

    def view(self) -> Memory:
        """The memory for the analysis of an action that is to start now."""
        running = {path for footprint in self.running.values() for path in footprint.relies}
        return replace(self.memory, running=tuple(sorted(running))) if running else self.memory

    def begin(self, id_: str, footprint: Footprint, seen: Memory, learned: Learned) -> None:
        """An action starts that was judged by the memory `seen`.

        Until it has ended nobody knows what stands in the files it writes. What a cell defines holds from here on, for
        it may be interrupted at any line. Raises `WrongState` where the judgement no longer holds: what it was judged
        by has changed since, or another action has started to rely on what it writes.
        """
        before = {file.path: file for file in seen.files}
        now = {file.path: file for file in self.memory.files}
        for path in footprint.relies:
            if before.get(path) != now.get(path):
                raise WrongState(f"`{path}` changed while this was decided; ask again")
        if learned.definitions is not None and (
            seen.definitions.get(learned.context) != self.memory.definitions.get(learned.context)
        ):
            raise WrongState("another cell of this context started while this was decided; ask again")
        known = frozenset(seen.running)
        for other in self.running.values():
            for path in other.relies - known:
                if footprint.changes(path):
                    raise WrongState(f"an action that started meanwhile runs `{path}`; ask again")
        self.running[id_] = footprint
        files = tuple(
            WrittenFile(path=file.path, sha256="") if footprint.changes(file.path) else file
            for file in self.memory.files
        )
        definitions = self.memory.definitions
        if learned.definitions is not None:
            definitions = {**definitions, learned.context: learned.definitions}
        links = learned.links if self.memory.links == seen.links else self.memory.links | learned.links
        self.memory = replace(self.memory, files=files, definitions=definitions, links=links)

    def end(self, id_: str, learned: tuple[WrittenFile, ...], budget_bytes: int) -> None:
        """It has ended. `learned`: files with the text that it left, where it ran to its end; others stay unknown."""
        if self.running.pop(id_, None) is None:
            return
        disputed = tuple(self.running.values())
        sure = tuple(file for file in learned if not any(other.changes(file.path) for other in disputed))
        self.remember(sure, budget_bytes)

    def remember(self, files: tuple[WrittenFile, ...], budget_bytes: int) -> None:
        """Keep what the session wrote. Past the budget the oldest texts go; their paths and digests stay."""
        if not files:
            return
        known = {file.path: file for file in self.memory.files}
        for file in files:
            known.pop(file.path, None)
            known[file.path] = file
        total = 0
        kept: list[WrittenFile] = []
        for file in reversed(known.values()):
            total += len(file.text or "")
            kept.append(file if total <= budget_bytes else replace(file, text=None))
        self.memory = replace(self.memory, files=tuple(reversed(kept)))

    def forget(self, path: str) -> None:
        """A file or a tree is gone."""
        below = path.rstrip("/") + "/"
        files = tuple(f for f in self.memory.files if f.path != path and not f.path.startswith(below))
        self.memory = replace(self.memory, files=files)

    def rename(self, source: str, destination: str) -> None:
        """A file or a tree has moved."""
        below = source.rstrip("/") + "/"
        moved = tuple(
            replace(f, path=destination + f.path[len(source) :]) if f.path == source or f.path.startswith(below) else f
            for f in self.memory.files
        )
        self.memory = replace(self.memory, files=moved)


def written(path: str, content: bytes, most_bytes: int) -> WrittenFile:
    """What to remember of an upload: its text where it has one of bearable size, else its digest."""
    text: str | None = None
    why: OpaqueCode | None = "size"
    if len(content) <= most_bytes:
        try:
            text, why = content.decode("utf-8"), None
        except UnicodeDecodeError:
            why = "encoding"
    return WrittenFile(path=path, sha256=hashlib.sha256(content).hexdigest(), why=why, text=text)


class SessionTable:
    """All live sessions of this proxy. A session belongs to its principal; for anybody else it does not exist."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._live: dict[str, LiveSession] = {}
        self._reserved = 0
        self._of_agent: Counter[tuple[str, str, str]] = Counter()
        self._of_user: Counter[tuple[str, str]] = Counter()

    def __len__(self) -> int:
        return len(self._live)

    def __iter__(self) -> Iterator[LiveSession]:
        return iter(tuple(self._live.values()))

    def held(self, principal: Principal) -> tuple[int, int]:
        """Places that its agent and its user have, those that are only reserved among them."""
        return self._of_agent[agent_of(principal)], self._of_user[user_of(principal)]

    def reserve(self, principal: Principal) -> None:
        """Take a place before the sandbox is made. Raises `LimitReached`. Give it back with `release` or `add`."""
        if len(self._live) + self._reserved >= self._most:
            raise LimitReached(f"all {self._most} sessions are in use; close one")
        self._reserved += 1
        self._of_agent[agent_of(principal)] += 1
        self._of_user[user_of(principal)] += 1

    def release(self, principal: Principal) -> None:
        self._reserved -= 1
        self._freed(principal)

    def add(self, live: LiveSession) -> None:
        self._reserved -= 1
        self._live[live.session.id] = live

    def get(self, principal: Principal, session_id: str) -> LiveSession:
        """Raises `NotFound`, in the same words for a session of somebody else as for one that never was."""
        live = self._live.get(session_id)
        if live is None or not live.session.principal.owns(principal):
            raise NotFound(f"no session `{session_id}`", field="session_id")
        if live.session.state != "open":
            raise WrongState(f"session `{session_id}` is closed", field="session_id")
        return live

    def of(self, principal: Principal) -> tuple[Session, ...]:
        return tuple(live.session for live in self if live.session.principal.owns(principal))

    def remove(self, session_id: str) -> LiveSession | None:
        live = self._live.pop(session_id, None)
        if live is not None:
            self._freed(live.session.principal)
        return live

    def _freed(self, principal: Principal) -> None:
        self._of_agent[agent_of(principal)] -= 1
        self._of_user[user_of(principal)] -= 1
        # A counter keeps those at 0, and callers may choose their names.
        self._of_agent, self._of_user = +self._of_agent, +self._of_user

    def expired(self, now_unix_s: float) -> tuple[LiveSession, ...]:
        return tuple(live for live in self if live.session.expires_unix_s <= now_unix_s)
