"""Whether facts tell of a program that started or a file that was changed."""

from __future__ import annotations

import hashlib
import shlex
from collections.abc import Sequence

from interlock.model import facts as f

SHELLS = frozenset({"sh", "bash", "dash"})


def texts(value: f.Value) -> list[str]:
    match value:
        case f.OneOf(values=values) | f.Concat(parts=values):
            return [text for part in values for text in texts(part)]
        case f.Literal(text=text):
            return [text]
        case _:
            return []


def may_be(value: f.Value, text: str) -> bool:
    return text in texts(value) if isinstance(value, f.Literal | f.OneOf) else True


def base(path: str) -> str:
    return path.rstrip("/").rpartition("/")[2]


def covers_start(facts: f.Facts, file: str, args: Sequence[str]) -> bool:
    """A command with that name and those arguments, or, of a shell, a unit that is the text it is given."""
    if args[1:2] == ["-c"] and len(args) == 3:
        digest = hashlib.sha256(args[2].encode()).hexdigest()
        if any(unit.sha256 == digest for unit in facts.units):
            return True
        args = shlex.split(args[2])
        file = args[0]
    run = {base(text) for e in facts.files if e.op == "execute" for text in texts(e.path)}
    if base(file) in {*SHELLS, "node"} and any(base(word) in run for word in args[1:2]):
        return True  # the interpreter of a program file
    for command in facts.commands:
        names = {base(text) for text in texts(command.name)}
        if base(file) in names and all(
            may_be(value, word) for value, word in zip(command.argv[1:], args[1:], strict=False)
        ):
            return True
    return False


def covers_file(facts: f.Facts, name: str) -> bool:
    changing = ("write", "append", "create", "link", "move")
    made = {base(text) for e in facts.files if e.op in changing for text in texts(e.path)}
    made |= {base(e.resolved) for e in facts.files if e.op in changing and e.resolved}
    # A directory that is made with those above it names them all.
    made |= {part for e in facts.files if e.recursive for text in texts(e.path) for part in text.split("/")}
    words = {base(text) for command in facts.commands for value in command.argv for text in texts(value)}
    return name in made | words
