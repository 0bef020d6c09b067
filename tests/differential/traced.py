"""Runs one program on one text in bubblewrap under strace: what the kernel was asked for, whatever the language.

Nothing but the directory of the sample can be written, there is no network, and all ends when its time is over.
Where bubblewrap, strace or the interpreter is missing there is no result, and `missing` says which.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from interlock.errors import MissingPart
from interlock.sandbox.local.bwrap import find_bwrap

_HOME = "/home/user"
_CALLS = (
    "execve,execveat,openat,open,creat,rename,renameat,renameat2,link,linkat,symlink,symlinkat,mkdir,mkdirat,unlink,"
    "unlinkat,rmdir,connect"
)
_LINE = re.compile(r"^(\d+) +(\w+)\((.*)$")
_TEXT = re.compile(r'"((?:[^"\\]|\\.)*)"(\.\.\.)?')
_ESCAPE = re.compile(rb"\\(x[0-9a-f]{2}|[0-7]{1,3}|.)", re.DOTALL)
_SIMPLE = {b"n": b"\n", b"t": b"\t", b"r": b"\r", b"v": b"\v", b"f": b"\f"}


@dataclass(frozen=True, slots=True)
class Traced:
    """What a run asked the kernel for, and what was there afterwards."""

    starts: tuple[tuple[str, ...], ...]
    """Argument vectors of programs that started."""
    changed: tuple[str, ...]
    """Paths below the sample's directory that were opened for writing, made, renamed, linked or removed."""
    connected: bool
    """A socket of the Internet was connected, or tried to be."""
    left: tuple[str, ...]
    """Names in the directory at the end."""
    output: str
    exit_code: int | None
    """None: it was killed when its time was over."""


@dataclass(frozen=True, slots=True)
class Setting:
    """How an interpreter runs a text."""

    program: tuple[str, ...]
    """Words of the command; `{}` in one stands for the path of the text."""
    name: str
    """Of the file that holds the text."""
    stdin: str = ""
    env: dict[str, str] = field(default_factory=dict)
    timeout_s: float = 20.0


def missing(interpreter: str) -> str | None:
    """The part of a traced run that this machine has not; None where it has all."""
    for program in (interpreter, "strace"):
        if shutil.which(program) is None:
            return program
    try:
        find_bwrap()
    except MissingPart:
        return "bubblewrap"
    return None


def trace(text: str, setting: Setting) -> Traced:
    """Run `text`."""
    with tempfile.TemporaryDirectory() as scratch:
        home, log = Path(scratch, "home"), Path(scratch, "log")
        home.mkdir()
        log.mkdir()
        (home / setting.name).write_text(text, encoding="utf-8")
        program = [word.replace("{}", setting.name) for word in setting.program]
        environment = {"PATH": "/usr/local/bin:/usr/bin:/bin", "HOME": _HOME, "LANG": "C.UTF-8", **setting.env}
        command = [
            str(find_bwrap().path), "--ro-bind", "/", "/", "--dev", "/dev", "--proc", "/proc", "--tmpfs", "/tmp",
            "--tmpfs", "/home", "--bind", str(home), _HOME, "--tmpfs", "/root", "--bind", str(log), "/root",
            "--unshare-all", "--die-with-parent", "--new-session", "--chdir", _HOME, "--clearenv",
            *(word for name, value in environment.items() for word in ("--setenv", name, value)),
            "strace", "-f", "-qq", "-s", "65536", "--seccomp-bpf", "-e", f"trace={_CALLS}", "-e", "signal=none",
            "-o", "/root/calls",
            *program,
        ]  # fmt: skip
        output, code = "", None
        try:
            ended = subprocess.run(
                command, input=setting.stdin.encode(), capture_output=True, timeout=setting.timeout_s, check=False
            )
            output, code = (ended.stdout + ended.stderr).decode("utf-8", "replace"), ended.returncode
        except subprocess.TimeoutExpired as error:
            output = ((error.stdout or b"") + (error.stderr or b"")).decode("utf-8", "replace")
        calls = (log / "calls").read_text("utf-8", "replace") if (log / "calls").exists() else ""
        left = tuple(sorted(str(path.relative_to(home)) for path in home.rglob("*")))
        return _read(calls, left, output, code)


def _read(calls: str, left: tuple[str, ...], output: str, code: int | None) -> Traced:
    starts: list[tuple[str, ...]] = []
    changed: dict[str, None] = {}
    connected = False
    waiting: dict[str, str] = {}
    for line in calls.splitlines():
        if line.endswith("<unfinished ...>"):
            pid, _, rest = line.partition(" ")
            waiting[pid] = line.removesuffix("<unfinished ...>")
            continue
        if " resumed>" in line:
            pid = line.partition(" ")[0]
            line = waiting.pop(pid, "") + line.partition(" resumed>")[2]
        match = _LINE.match(line)
        if match is None:
            continue
        _, name, rest = match.groups()
        if name in ("execve", "execveat"):
            if " = 0" in rest[-8:]:
                inside = rest.partition("[")[2]
                words = tuple(_decoded(m.group(1)) for m in _TEXT.finditer(inside[: _end_of_list(inside)]))
                starts.append(words)
        elif name == "connect":
            connected = connected or "AF_INET" in rest
        elif name not in ("open", "openat") or re.search(r"O_(?:WRONLY|RDWR|CREAT|TRUNC)", rest):
            if re.search(r"= -1 E(?:NOENT|ROFS|ACCES|EXIST)", rest) and name in ("open", "openat"):
                continue
            for found in _TEXT.finditer(rest):
                path = _decoded(found.group(1))
                if path.startswith(_HOME + "/") or not path.startswith("/"):
                    changed[path.removeprefix(_HOME + "/")] = None
    return Traced(tuple(starts), tuple(changed), connected, left, output, code)


def _end_of_list(text: str) -> int:
    """Where the bracket that is open closes, texts aside."""
    at = 0
    while at < len(text):
        if text[at] == '"':
            quoted = _TEXT.match(text, at)
            at = quoted.end() if quoted else len(text)
            continue
        if text[at] == "]":
            return at
        at += 1
    return at


def _decoded(text: str) -> str:
    def one(match: re.Match[bytes]) -> bytes:
        body = match.group(1)
        if body[:1] == b"x" and len(body) == 3:
            return bytes([int(body[1:], 16)])
        return bytes([int(body, 8) & 255]) if body.isdigit() else _SIMPLE.get(body, body)

    return _ESCAPE.sub(one, text.encode("utf-8", "surrogateescape")).decode("utf-8", "replace")
