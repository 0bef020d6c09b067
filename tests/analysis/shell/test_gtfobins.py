"""What ordinary programs can be abused for, program by program (the functions are those of the public GTFOBins
catalogue): each abuse is in the facts. The corpus has the command line and the kind of fact that it has to have."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from interlock.analysis import knowledge
from interlock.analysis.analyze import analyze
from interlock.model import facts as f
from interlock.model.action import RunCommand
from interlock.model.limits import Limits
from interlock.model.session import Memory

ROWS = [
    json.loads(line)
    for line in (Path(__file__).parents[2] / "corpus" / "gtfobins.jsonl").read_text(encoding="utf-8").splitlines()
]
_CHANGES = ("write", "append", "create", "chmod", "chown", "delete", "move", "link")


def _touched(facts: f.Facts, ops: tuple[str, ...], path: str) -> bool:
    return any(e.op in ops and (e.resolved or getattr(e.path, "text", "")).startswith(path) for e in facts.files)


def _reached(facts: f.Facts, *ops: str) -> bool:
    return any(n.op in ops and "h.example" in getattr(n.host, "text", "") for n in facts.network)


def _touches(facts: f.Facts) -> bool:
    return any(command.basename == "touch" for command in facts.commands)


def _code(facts: f.Facts) -> bool:
    return bool(facts.code or facts.reading.opaque)


EXPECTED: dict[str, Callable[[f.Facts], bool]] = {
    "run": _touches,
    "shell": lambda facts: _code(facts) or any(c.basename in ("sh", "bash", "dash") for c in facts.commands[1:]),
    "opaque": _code,
    "load": lambda facts: _touched(facts, ("execute", "read"), "/x/lib"),
    "read": lambda facts: _touched(facts, ("read",), "/x/in"),
    "write": lambda facts: _touched(facts, _CHANGES, "/x/out"),
    "read-or-write": lambda facts: _touched(facts, ("read", "write"), "/x/"),
    "opaque-or-write": lambda facts: _code(facts) or _touched(facts, _CHANGES, "/x/out"),
    "opaque-or-connect": lambda facts: _code(facts) or _reached(facts, "connect"),
    "known": lambda facts: all(command.known for command in facts.commands),
    "download": lambda facts: _reached(facts, "download"),
    "upload": lambda facts: _reached(facts, "upload"),
    "connect": lambda facts: _reached(facts, "connect", "upload", "download", "resolve"),
    "listen": lambda facts: any(n.op == "listen" and n.port == 12345 for n in facts.network),
    "mount": lambda facts: any(e.op == "mount" for e in facts.files) or bool(facts.privileges),
    "link": lambda facts: _touched(facts, ("link",), "/x/out"),
    "chmod": lambda facts: _touched(facts, ("chmod", "chown"), "/x/out"),
    "extract": lambda facts: any(e.op == "extract" for e in facts.files),
    "package": lambda facts: bool(facts.packages),
    "privilege": lambda facts: bool(facts.privileges),
    "process": lambda facts: bool(facts.processes),
}


def analyzed(command: str) -> f.Facts:
    return analyze(RunCommand(source=command), Memory(), Limits())


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['program']}-{row['function']}")
def test_an_abuse_is_in_the_facts(row: dict[str, str]) -> None:
    assert EXPECTED[row["expects"]](analyzed(row["command"])), row["command"]


def test_every_program_has_an_entry() -> None:
    builtin = {"R"}
    assert {row["program"] for row in ROWS} - set(knowledge.known_names()) - builtin == set()


def test_what_runs_behind_sudo_runs_with_its_rights() -> None:
    behind = [row["command"] for row in ROWS if row["expects"] == "run" and row["command"].startswith(row["program"])]
    assert len(behind) > 150
    hidden = [
        command for command in behind if not (facts := analyzed(f"sudo {command}")).privileges or not _touches(facts)
    ]
    assert hidden == []


def test_there_are_hundreds_of_them() -> None:
    assert len(ROWS) >= 600
    assert len({row["program"] for row in ROWS}) >= 380
