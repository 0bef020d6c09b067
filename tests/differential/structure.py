"""The simple commands of a text as four readers see them: ours, shfmt's, libdash's and unbash's.

Everything is compared as written: a command is the tuple of the source texts of its words. libdash keeps no positions,
so there it is the number of words.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import msgspec

from interlock.analysis.shell import syntax as s
from interlock.analysis.shell.parsing import read
from interlock.analysis.shell.reader import Dialect
from interlock.model.limits import Limits

Commands = list[tuple[str, ...]]


def accepted(text: str, shell: str = "bash") -> bool:
    """Whether the shell's own parser has nothing to say; nothing of the text is run."""
    done = subprocess.run([shell, "-n", "-c", "--", text], capture_output=True, timeout=10, check=False)
    complaints = [line for line in done.stderr.decode(errors="replace").splitlines() if "warning:" not in line]
    return done.returncode == 0 and not complaints


def ours(text: str, dialect: Dialect = "bash") -> Commands | None:
    """None where something could not be read."""
    tree = read(text, dialect=dialect, limits=Limits())
    if tree.opaque:
        return None
    return sorted(
        tuple(text[word.span.start : word.span.end] for word in command.words)
        for command in _nodes(tree.script, s.SimpleCommand)
        if command.words
    )


def _nodes(node: Any, kind: type) -> Iterator[Any]:
    if isinstance(node, kind):
        yield node
    if isinstance(node, msgspec.Struct):
        for field in node.__struct_fields__:
            if field != "declared":  # the words once more
                yield from _nodes(getattr(node, field), kind)
    elif isinstance(node, tuple):
        for item in node:
            yield from _nodes(item, kind)


# --- shfmt ------------------------------------------------------------------------------------------------------------


def shfmt(text: str) -> Commands | None:
    """None where shfmt reports an error."""
    program = shutil.which("shfmt", path=str(Path(sys.executable).parent)) or "shfmt"
    data = text.encode()
    done = subprocess.run(
        [program, "-ln", "bash", "--to-json"], input=data, capture_output=True, timeout=20, check=False
    )
    if done.returncode != 0:
        return None

    def written(node: dict[str, Any]) -> str:
        return data[node["Pos"]["Offset"] : node["End"]["Offset"]].decode(errors="replace")

    found: Commands = []
    for node in _objects(json.loads(done.stdout)):
        match node.get("Type"):
            case "CallExpr" if node.get("Args"):
                found.append(tuple(map(written, node["Args"])))
            case "DeclClause":
                found.append((node["Variant"]["Value"], *map(written, node.get("Args", ()))))
            case "LetClause":
                found.append(("let", *map(written, node["Exprs"])))
    return sorted(found)


def _objects(node: Any) -> Iterator[dict[str, Any]]:
    pending = [node]
    while pending:
        node = pending.pop()
        if isinstance(node, dict):
            yield node
            pending += node.values()
        elif isinstance(node, list):
            pending += node


# --- libdash ----------------------------------------------------------------------------------------------------------


def libdash(texts: Sequence[str]) -> list[list[int] | None]:
    """Numbers of words of the commands of each text; None where dash's parser reports an error."""
    with tempfile.TemporaryDirectory() as directory:
        for number, text in enumerate(texts):
            (Path(directory) / str(number)).write_text(text, encoding="utf-8")
        done = subprocess.run(
            [sys.executable, "-c", _LIBDASH, directory, str(len(texts))], capture_output=True, timeout=120, check=True
        )
    return [sorted(found) if found is not None else None for found in json.loads(done.stdout)]


# In a process of its own for each text: the parser has one global state, and an error leaves it anywhere.
_LIBDASH = """
import json, os, sys, libdash
def walk(node, found):
    if isinstance(node, (list, tuple)):
        if len(node) == 2 and node[0] == "Command" and node[1][2]:
            found.append(len(node[1][2]))
        for item in node:
            walk(item, found)
    elif isinstance(node, dict):
        walk(list(node.values()), found)
answers = []
for number in range(int(sys.argv[2])):
    read, write = os.pipe()
    if not os.fork():
        os.dup2(os.open("/dev/null", os.O_WRONLY), 2)
        found = []
        try:
            for parsed in libdash.parse(os.path.join(sys.argv[1], str(number)), True):
                walk(parsed[0], found)
            os.write(write, json.dumps(found).encode())
        finally:
            os._exit(0)
    os.close(write)
    answers.append(json.loads(os.fdopen(read).read() or "null"))
    os.wait()
print(json.dumps(answers))
"""


# --- unbash -----------------------------------------------------------------------------------------------------------

_HERE = Path(__file__).parent
UNBASH = _HERE.parents[1] / ".tools" / "unbash" / "node_modules" / "unbash" / "dist" / "parser.js"
"""Where `tools/get_unbash.py` puts it."""


def unbash(texts: Sequence[str]) -> list[Commands | None]:
    """The commands of each text; None where unbash reports an error."""
    done = subprocess.run(
        ["node", str(_HERE / "unbash" / "commands.mjs"), UNBASH.as_uri()],
        input=json.dumps(list(texts)).encode(),
        capture_output=True,
        timeout=300,
        check=True,
    )
    return [sorted(map(tuple, found)) if found is not None else None for found in json.loads(done.stdout)]


_REASONS_OF_UNBASH: tuple[tuple[str, str], ...] = (
    (r"[<>]\(\s*\)", "an empty process substitution: unbash ends the word before it"),
    (r"[<>]&\s*-\s*\w", "behind `>&` a `-` is a token of its own to bash, and what follows is a word of the command"),
    (r"\\\n", "a word that goes on in the next line: unbash counts the continuation in"),
)


def reason_of_unbash(text: str) -> str | None:
    """Why unbash and we may differ on a text; None where no reason is known."""
    return next((why for pattern, why in _REASONS_OF_UNBASH if re.search(pattern, text)), None)


# --- differences and why ----------------------------------------------------------------------------------------------

_REASONS: tuple[tuple[str, str], ...] = (
    (r"\r", "shfmt drops a carriage return before a line end; bash keeps it"),
    (r"\bcoproc\b", "shfmt has the command of a coprocess under its name, or not at all"),
    (r"\$\{[^}]*[<>]\(", "bash runs a process substitution in the word of an expansion; shfmt has it as text"),
    (r"\\\n", "a word that goes on in the next line: shfmt counts the continuation in"),
    (r"`[^`]*\\", "inside backticks shfmt counts characters behind a backslash differently"),
    (r"[<>]&\s*-\s*\w", "behind `>&` a `-` is a token of its own to bash, and what follows is a word of the command"),
    (r"\btime\s+--", "`time` takes `--`; shfmt has it as the command"),
    (r"(?m)^# @", "the text asks its test for another dialect"),
    (r"\{\w+\[.*\]\}[<>]", "`{name[subscript]}` before a redirection"),
)


def reason(text: str) -> str | None:
    """Why shfmt and we may differ on a text; None where no reason is known."""
    return next((why for pattern, why in _REASONS if re.search(pattern, text)), None)


_RUN_TIME = (
    "bad substitution",
    "neither arithmetic nor commands",
    "unexpected end",
    "in a here-document",
    "a here-document without a delimiter",
    "`}` is missing",
    '`"` is missing',
    "unexpected `",
    "characters behind an array",
    "braces make up the name of a parameter",
    "a backslash at the end",
    "a command named like an element of an array",
)
"""What we refuse to read and bash only complains of when it comes there: expansions that are none, the insides of
backticks and here-documents. And, opaque by choice, `$a{b,c}`, which is `$ab $ac`, a last
backslash that bash may or may not keep, and a command named `a[`."""


def late_complaint(text: str) -> bool:
    """Whether all that we cannot read is of the kind that bash reports when it runs."""
    return all(node.detail.startswith(_RUN_TIME) for node in read(text, dialect="bash", limits=Limits()).opaque)
