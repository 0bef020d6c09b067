"""What a command of the workbench found, whichever way it is printed."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal as L

Level = L["error", "warning", "note"]


@dataclass(frozen=True, slots=True)
class Place:
    """Where something is. Lines and columns count from 1; `end_column` is one past the last character."""

    path: Path
    line: int = 1
    column: int = 1
    end_line: int | None = None
    end_column: int | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that somebody should look at. An `error` makes the command exit 1."""

    id: str
    """Kind of finding, stable: `lint.missing-metadata`, `fuzz.hole`, `mutate.survivor`, …"""
    level: Level
    message: str
    """One sentence, lower case, without full stop."""
    place: Place | None = None
    rule: str = ""
    """The policy rule that it is about, if one is."""
    detail: str = ""
    """Several lines: the source, a chain of rewrites, what to do."""


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was tested: a test case of JUnit's."""

    group: str
    name: str
    failure: str = ""
    """Why it failed; empty where it passed."""
    skipped: str = ""
    place: Place | None = None
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Table:
    """Figures for people and machines; each row has a cell for each column."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str | int | float, ...], ...]


@dataclass(frozen=True, slots=True)
class Report:
    """All that one command has to say."""

    command: str
    """As it was called: `policy lint`."""
    summary: str
    """The last line: what was done, and how it ended."""
    findings: tuple[Finding, ...] = ()
    checks: tuple[Check, ...] = ()
    tables: tuple[Table, ...] = ()
    figures: dict[str, str | int | float] = field(default_factory=dict)
    """Numbers by name, units in the names."""

    @property
    def ok(self) -> bool:
        return not any(f.level == "error" for f in self.findings) and not any(c.failure for c in self.checks)
