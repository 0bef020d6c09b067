"""Clients that are told by commands what to fetch and to send: sftp, ftp, lftp, smbclient."""

from __future__ import annotations

import re
import shlex

from interlock.analysis.shell.options import FLAG
from interlock.analysis.shell.programs.meanings import by_table
from interlock.analysis.shell.programs.reach import REMOTE, URL, remote_name
from interlock.analysis.shell.programs.start import Start, grammar, literal
from interlock.analysis.shell.values import text_of
from interlock.model import facts as f

_GETS = frozenset(("get", "mget", "reget", "newer", "pget", "mirror", "recv", "getall", "more", "cat", "zcat"))
_PUTS = frozenset(("put", "mput", "reput", "send", "append", "putall"))
_HOSTS = frozenset(("open", "connect"))
_TEXTS = ("command", "c", "e")
_FILES = ("batch", "f", "b")
_MOST_LINES = 256


@grammar("transfer")
def transfer(start: Start) -> f.Value | None:
    """The host, files that the command line names, and the commands of a script or of standard input."""
    by_table(start)
    operands = start.parsed.operands
    for operand in operands[:1]:
        text = text_of(operand) or ""
        path = text.partition("://")[2].partition("/")[2] if URL.match(text) else ""
        if not path and (match := REMOTE.match(text)):
            path = text[match.end() :]
        if path:
            _gets(start, [path, *(t for t in map(text_of, operands[1:]) if t is not None)])
    told = [value for name, value in start.parsed.options if name in _TEXTS and value is not FLAG]
    files = [value for name, value in start.parsed.options if name in _FILES and value is not FLAG]
    for value in told:
        _commands(start, value)
    for value in files:
        if text_of(value) == "-":
            _commands(start, start.ctx.stdin_text or f.Unknown(why="stdin"))
        else:
            held = start.shell.content_of(start.shell.path_of(value, start.state))
            _commands(start, held, "program_not_seen")
    if not told and not files and not any(URL.match(text_of(operand) or "") for operand in operands):
        if start.ctx.stdin is None and start.ctx.stdin_text is None:
            start.reads_program("other")
        else:
            _commands(start, start.ctx.stdin_text or f.Unknown(why="stdin"))
    return None


def _commands(start: Start, value: f.Value, unknown: f.OpaqueCode = "dynamic_code") -> None:
    text = text_of(value)
    if text is None:
        start.opaque(unknown, f"commands of {start.name}")
        _fetched(start, ())
        return
    for line in re.split(r"[\n;]", text)[:_MOST_LINES]:
        line = line.strip().lstrip("-@")
        if line.startswith("!"):
            start.runs(literal(line[1:]), "sh", f"{start.name} !")
            continue
        try:
            verb, *words = shlex.split(line) or [""]
        except ValueError:
            verb, *words = line.split() or [""]
        if verb == "shell" or (verb == "local" and words):
            start.runs(literal(" ".join(words) or "sh"), "sh", f"{start.name} {verb}")
        elif verb in _HOSTS and words:
            start.host(literal(words[0]), "connect")
        elif verb in _GETS:
            local = words[words.index("-o") + 1 :][:1] if "-o" in words else []
            _gets(start, [w for w in words if not w.startswith("-") and w not in local][: 2 - len(local)] + local)
        elif verb in _PUTS:
            for word in [word for word in words if not word.startswith("-")][: None if verb[0] == "m" else 1]:
                start.touch("read", literal(word))
            _reaches(start, "upload")


def _gets(start: Start, words: list[str]) -> None:
    """`get remote [local]`: the file is called like the last part of its path unless told otherwise."""
    if len(words) == 2 and not words[1].endswith("/"):
        _fetched(start, (words[1],))
    else:
        _fetched(start, tuple(text_of(remote_name(literal("x://h/" + word))) or "" for word in words[:1]))


def _fetched(start: Start, names: tuple[str, ...]) -> None:
    """Files of these names come from the host; without a name, any in the working directory."""
    shell, taint = start.shell, _reaches(start, "download")
    for name in names:
        if not re.search(r"[*?\[]", name):
            start.touch("write", literal(name))
            continue
        names = ()
    if not names and (place := shell.place_of(literal("."), start.state)):
        shell.world.downloaded[place] = taint
    shell.flows(taint, "file")


def _reaches(start: Start, op: str) -> tuple[int, ...]:
    """The network effects of it that do `op`: those that are there, else one for the host that it is connected to."""
    network = start.shell.builder.network
    found = tuple(n for n, effect in enumerate(network) if effect.by == start.by and effect.op == op)
    if not found:
        hosts = [effect.host for effect in network if effect.by == start.by] or [f.Unknown(why="host")]
        last = start.host(hosts[-1], op)
        found = (last,) if last is not None else ()
    return found
