"""What CPython and IPython do with Python samples, seen from inside the sandbox, held against the facts.

`python tests/differential/python_oracle.py [FILE…]` from the project's root runs whole corpora (by default ours),
prints the figures, and
exits with 1 where anything was missed or a hostile sample did not work.
"""

from __future__ import annotations

import asyncio
import json
import posixpath
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))

from interlock.analysis.analyze import analyze  # noqa: E402  # found by the line above, when this is a program
from interlock.model import action as a  # noqa: E402
from interlock.model import facts as f  # noqa: E402
from interlock.model.limits import Limits  # noqa: E402
from interlock.model.session import Memory, WrittenFile  # noqa: E402
from sandboxes import a_sandbox, do, ending, written  # noqa: E402
from sessions import session  # noqa: E402

CORPUS = HERE.parent / "corpus" / "python"
_BATCH = 100
_WRITING = ("write", "append", "create", "move", "link", "extract", "chmod", "chown", "delete")
_LIMITS = Limits(soft_time_s=20.0)
"""The machine that tests run on is shared: time is not what is looked at here."""


@dataclass(frozen=True, slots=True)
class Ran:
    """What one sample did."""

    id: str
    made: bool
    """The file `pwned` was there in the end."""
    events: tuple[tuple[str, ...], ...]
    error: str


@dataclass(frozen=True, slots=True)
class Missed:
    """Something that happened and is neither in the facts nor covered by something opaque."""

    id: str
    event: tuple[str, ...]


def samples(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (CORPUS / name).read_text(encoding="utf-8").splitlines()]


async def execute(batch: Iterable[dict[str, Any]]) -> list[Ran]:
    """Run samples in one sandbox."""
    async with a_sandbox() as sandbox:
        text = "\n".join(json.dumps(sample) for sample in batch)
        await do(sandbox, a.WriteFile(path="/home/user/o/samples.jsonl", content=text.encode()))
        driver = HERE.joinpath("python_inside.py").read_bytes()
        await do(sandbox, a.WriteFile(path="/home/user/o/inside.py", content=driver))
        events = await do(sandbox, a.RunCommand(source="cd /home/user/o && python3 inside.py", timeout_s=600.0))
        assert ending(events).exit_code == 0, written(events, "stderr")[-2000:]
        lines = [json.loads(line) for line in written(events).splitlines() if line.startswith("{")]
    return [Ran(r["id"], r["made"], tuple(tuple(e) for e in r["events"]), r["error"]) for r in lines]


def facts_of(case: dict[str, Any]) -> list[f.Facts]:
    """Of each cell; of a file that a command runs, where the case says so."""
    if case.get("entry", "cell") == "cell":
        return session(case.get("cells", [case.get("source")]), _LIMITS)
    file = WrittenFile(path="/home/user/sample.py", sha256="", text=case["source"])
    return [analyze(a.RunCommand(source="python3 sample.py"), Memory(files=(file,)), _LIMITS)]


def missed(found: list[f.Facts], ran: Ran) -> list[Missed]:
    """What happened without being in the facts; nothing, where something is opaque."""
    if any(facts.reading.opaque or facts.reading.limits for facts in found):
        return []
    return [Missed(ran.id, event) for event in ran.events if not any(told(facts, event) for facts in found)]


def _texts(value: f.Value | None) -> Iterator[str]:
    match value:
        case f.Literal(text=text):
            yield text
        case f.Concat(parts=parts) | f.OneOf(values=parts):
            for part in parts:
                yield from _texts(part)


def _open_value(value: f.Value | None) -> bool:
    """Whether a value may be more than it says."""
    return not isinstance(value, f.Literal)


def told(found: f.Facts, event: tuple[str, ...]) -> bool:
    """Whether the facts have something that happened."""
    kind, *words = event
    match kind:
        case "start":
            return _start_told(found, words)
        case "import":
            return _import_told(found, words[0])
        case "create" if posixpath.normpath(words[0]) == ".":
            return True  # it is there: nothing is made
        case "connect" | "bind" if words[0].startswith("/") and any(
            _same_file(effect, words[0]) for effect in found.files if effect.op in _WRITING
        ):
            return True
        case "connect" | "bind" | "resolve":
            return any(
                _open_value(n.host) or words[0] in _texts(n.host) or n.ip_class == "loopback" for n in found.network
            )
        case _:
            return any(_same_file(effect, words[0]) for effect in found.files if effect.op in _WRITING)


def _start_told(found: f.Facts, words: list[str]) -> bool:
    names = {posixpath.basename(word) for word in words[1:]}
    # IPython runs `%pip` as a module of its own interpreter.
    names |= {"pip" for word in words[1:] if "python3 -m pip " in word}
    if words[0] == "os.system" or "-c" in words:
        names |= {posixpath.basename(word) for text in words[1:] for word in text.split()[:1]}
    texts = set(words[1:])
    if any(command.basename in names or _open_value(command.name) for command in found.commands):
        return True
    if any(unit.via is not None and unit.via.lstrip("%") in names for unit in found.units):
        return True  # `%%bash`
    return any(
        unit.via is not None and any(len(t.strip().encode()) in (unit.size, unit.size - 1) for t in texts)
        for unit in found.units
    )


def _import_told(found: f.Facts, name: str) -> bool:
    told = {text for item in found.imports for text in _texts(item.module)}
    told |= {f"{text}.{inner}" for item in found.imports for text in _texts(item.module) for inner in item.names}
    if any(text == name or text.startswith(f"{name}.") or name.startswith(f"{text}.") for text in told):
        return True
    return any(call.callee.startswith(f"{name}.") for call in found.calls) or name in _OWN


_OWN = frozenset(
    (
        *("IPython", "pickle", "copyreg", "encodings", "_io", "readline", "asyncio", "traceback"),
        *("csv", "email", "email.message"),  # importlib.metadata, when it reads what is installed
    )
)
"""Modules that IPython or the interpreter imports on the sample's behalf."""


def _same_file(effect: f.FileEffect, path: str) -> bool:
    if effect.resolved is None:
        return True
    name = posixpath.basename(path)
    if posixpath.basename(effect.resolved) == name or effect.op == "extract":
        return True
    if effect.op == "create" and name in effect.resolved.split("/"):
        return True  # `makedirs` makes the directories above as well
    # A database and an archive have files beside them; a tree is deleted with all that is in it.
    return name.startswith(posixpath.basename(effect.resolved)) or effect.recursive


async def compare(cases: list[dict[str, Any]]) -> tuple[list[Missed], list[Ran], dict[str, int]]:
    """Misses, the hostile samples that did not work, and figures."""
    lost: list[Missed] = []
    idle: list[Ran] = []
    figures = {"samples": 0, "events": 0, "opaque": 0, "missed": 0, "idle": 0}
    by_id = {case["id"]: case for case in cases}
    for start in range(0, len(cases), _BATCH):
        for ran in await execute(cases[start : start + _BATCH]):
            case = by_id[ran.id]
            found = facts_of(case)
            misses = missed(found, ran)
            lost += misses
            if "technique" in case and not ran.made:
                idle.append(ran)
            figures["samples"] += 1
            figures["events"] += len(ran.events)
            figures["opaque"] += any(facts.reading.opaque for facts in found)
        figures["missed"], figures["idle"] = len(lost), len(idle)
        print(figures, flush=True)
    return lost, idle, figures


def main() -> None:
    names = sys.argv[1:] or ["hostile.jsonl", "disguises.jsonl", "sessions.jsonl", "everyday.jsonl"]
    cases = [case for name in names for case in samples(name)]
    lost, idle, figures = asyncio.run(compare(cases))
    by_id = {case["id"]: case for case in cases}
    for miss in lost:
        print(json.dumps({"missed": miss.event, "id": miss.id, "source": _source(by_id[miss.id])}))
    for ran in idle:
        print(json.dumps({"did nothing": ran.error, "id": ran.id, "source": _source(by_id[ran.id])}))
    print(figures)
    sys.exit(bool(lost or idle))


def _source(case: dict[str, Any]) -> str:
    return "\n#---\n".join(case.get("cells", [case.get("source", "")]))


if __name__ == "__main__":
    main()
