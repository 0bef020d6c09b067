"""Debuggers: commands on the command line, and the program that they debug."""

from __future__ import annotations

import re

from interlock.analysis.shell.options import FLAG
from interlock.analysis.shell.programs.meanings import by_table
from interlock.analysis.shell.programs.start import Start, grammar
from interlock.analysis.shell.values import text_of
from interlock.model import facts as f

_TEXTS = ("ex", "iex", "eval-command", "init-eval-command", "o", "one-line", "O", "one-line-before-file")
_SHELL = re.compile(r"\s*(?:!|shell\s+|make\s+|pipe\s+.*\|\s*|\|.*\|\s*|platform\s+shell\s+)(.*)", re.DOTALL)
_PYTHON = re.compile(r"\s*(?:python(?:-interactive)?|pi|py|script)\s+(.*)", re.DOTALL)
_SOURCE = re.compile(r"\s*(?:source|command\s+source)\s+(\S+)")
_CALLS = re.compile(r"\b(?:call|print|p|expr|expression|compile|eval|set|dump|call\s*\(.*system)\b.*\(", re.DOTALL)


@grammar("debugger")
def debugger(start: Start) -> f.Value | None:
    """gdb, lldb and kin."""
    by_table(start)
    for name, value in start.parsed.options:
        if name in _TEXTS and value is not FLAG:
            _command(start, value)
    held = text_of(start.ctx.stdin_text)
    if held is None and not start.parsed.given("batch", "b"):
        start.reads_program("other")
    elif held is not None:
        for line in held.splitlines():
            _command(start, f.Literal(text=line))
    if start.parsed.given("args", "--"):
        start.starts(start.parsed.operands)
    elif start.parsed.operands:
        start.touch("read", start.parsed.operands[0])
        start.process("trace", start.parsed.operands[0])
    return None


def _command(start: Start, value: f.Value) -> None:
    text = text_of(value)
    if text is None:
        start.opaque("dynamic_code", f"{start.name} -ex")
    elif match := _SHELL.match(text):
        start.runs(f.Literal(text=match.group(1)), "sh", f"{start.name} -ex")
    elif match := _PYTHON.match(text):
        start.runs(f.Literal(text=match.group(1)), "python", f"{start.name} -ex")
    elif match := _SOURCE.match(text):
        start.runs_script(f.Literal(text=match.group(1)), "other")
    elif _CALLS.search(text):
        start.opaque("dynamic_code", f"{start.name} -ex")
