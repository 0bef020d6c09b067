"""The machine: run levels, daemons, and the programs that browsers are."""

from __future__ import annotations

import posixpath
import re

from interlock.analysis.shell.programs.meanings import by_table
from interlock.analysis.shell.programs.start import Start, grammar
from interlock.analysis.shell.values import text_of
from interlock.model import facts as f

_JOB = re.compile(r"\s*(?:@\w+|[^\s#=]+(?:\s+[^\s=]+){4})\s+([^%]*).*")
"""crontab(5): five fields or `@daily`, then the command, up to a percent sign."""


@grammar("telinit")
def telinit(start: Start) -> f.Value | None:
    """Run levels that stop the machine."""
    level = start.parsed.operands[0] if start.parsed.operands else None
    if (text := text_of(level)) in ("0", "1", "6", "s", "S"):
        start.process("reboot" if text == "6" else "shutdown", level)
    return None


@grammar("capsh")
def capsh(start: Start) -> f.Value | None:
    """`capsh options -- words`: the words are those of a shell."""
    texts = [text_of(word) for word in start.argv]
    at = next((i for i, text in enumerate(texts) if text in ("--", "==", "-+", "=+")), len(texts))
    start.parsed.operands = []
    by_table(start)
    if at < len(texts):
        shells = start.parsed.values("shell")
        start.starts([*(shells or [f.Literal(text="bash")]), *start.argv[at + 1 :]], env=start.env)
    return None


@grammar("service")
def service(start: Start) -> f.Value | None:
    """`service name words`: a script of /etc/init.d, or of wherever its name leads."""
    by_table(start)
    words = start.parsed.operands
    name = text_of(words[0]) if words else None
    if name is not None and "/" in name:
        start.starts([f.Literal(text=posixpath.normpath(f"/etc/init.d/{name}")), *words[1:]], env=start.env)
    return None


@grammar("crontab")
def crontab(start: Start) -> f.Value | None:
    """`crontab file`, or `-` for standard input: the command of each line."""
    by_table(start)
    if start.parsed.given("l", "r"):
        return None
    start.process("schedule")
    if start.parsed.given("e"):
        start.reads_program("other")  # the editor that it starts
        return None
    shell, named = start.shell, next(iter(start.parsed.operands), None)
    if named is not None and text_of(named) != "-":
        start.touch("execute", named)
        held = shell.content_of(shell.path_of(named, start.state))
    elif named is not None or start.ctx.stdin is not None:
        held = start.ctx.stdin_text or f.Unknown(why="stdin")
    else:
        return None
    text = text_of(held)
    if text is None:
        start.opaque("program_not_seen")
        start.runs_fetched(start.input_taint())
        return None
    for line in text.splitlines():
        if match := _JOB.fullmatch(line):
            start.runs(f.Literal(text=match.group(1)), "sh", "crontab", possible=True)
    return None


@grammar("start-stop-daemon")
def start_stop_daemon(start: Start) -> f.Value | None:
    """`--start --exec program -- arguments`."""
    by_table(start)
    program = next(iter(start.parsed.values("startas", "exec")), None)
    if program is not None and start.parsed.given("S", "start"):
        start.starts([program, *start.parsed.operands], env=start.env)
    return None
