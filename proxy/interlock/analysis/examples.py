"""The examples of the knowledge tables: a command line, and all that its facts say it does, one line an effect."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable

from interlock.analysis.analyze import analyze
from interlock.model import facts as f
from interlock.model.action import RunCommand
from interlock.model.limits import Limits
from interlock.model.session import Memory

_TEXT = re.compile(r"([a-z]+): (.*)", re.DOTALL)


def differences(command: str, expected: Iterable[str]) -> tuple[list[str], list[str]]:
    """(effects that are missing, effects that the example does not name) of one example; order means nothing."""
    wanted = [_hashed(line) for line in expected]
    found = effects_of(command)
    return [a for a in wanted if a not in found], [a for a in found if a not in wanted]


def effects_of(command: str) -> list[str]:
    """All effects of a command line, in the words of `knowledge/README.md`. Program texts are shown as their digest."""
    facts = analyze(RunCommand(source=command), Memory(), Limits())
    out = [f"privilege {kind.kind}" for kind in facts.privileges]
    out += [f"process {p.op}" for p in facts.processes]
    for e in facts.environment:
        if e.op == "set" and e.by.command is not None:
            out.append(f"sets {_shown(e.name)}")
    out += [f"{p.action} {_shown(p.name)}{'==' + p.version if p.version else ''}" for p in facts.packages]
    for n in facts.network:
        port = f":{n.port}" if n.port is not None and n.url is None else ""
        out.append(f"{n.op} {_shown(n.url) if n.url else _shown(n.host)}{port}")
    for file in facts.files:
        mode = f" {file.mode}" if file.mode else ""
        out.append(f"{file.op}{mode} {_shown(file.path)}{' recursively' if file.recursive else ''}")
    for unit in facts.units[1:]:
        out.append(f"{unit.language}: {unit.sha256}")
    out += [f"code {c.language} {c.source}" for c in facts.code if c.child is None]
    for c in facts.commands:
        if c.unit != 0 or c.launched_by is not None:
            user = f" as {c.user}" if c.privileged and c.user else ""
            out.append(f"starts {' '.join(_shown(v) for v in c.argv)}{user}")
    out += [f"opaque {o.code}" for o in facts.reading.opaque]
    return list(dict.fromkeys(out))


def _hashed(line: str) -> str:
    match = _TEXT.fullmatch(line)
    return f"{match.group(1)}: {hashlib.sha256(match.group(2).encode()).hexdigest()}" if match else line


def _shown(value: f.Value | None) -> str:
    match value:
        case f.Literal(text=text) | f.Glob(text=text):
            return text
        case f.Prefix(text=text):
            return f"{text}…"
        case f.OneOf(values=values):
            return "|".join(_shown(choice) for choice in values)
        case f.Concat(parts=parts):
            return "".join(_shown(part) for part in parts)
        case _:
            return "?"
