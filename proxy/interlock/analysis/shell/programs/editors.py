"""Editors: commands on the command line and from standard input (vim, ex, ed, emacs)."""

from __future__ import annotations

import re

from msgspec.structs import replace as with_

from interlock.analysis import knowledge
from interlock.analysis.shell.options import FLAG, parse
from interlock.analysis.shell.programs.meanings import by_table
from interlock.analysis.shell.programs.start import Start, grammar
from interlock.analysis.shell.values import text_of
from interlock.model import facts as f

_COMMANDS = ("c", "cmd", "+", "command", "eval", "execute")
_READING_STDIN = ("ed", "ex", "vi", "vim")
_BANG = re.compile(r"[:\s]*(?:silent!?\s+)?(?:[\d,$%.']*\s*)?(?:r(?:ead)?\s*|w(?:rite)?\s*)?!(.*)", re.DOTALL)
_WRITE = re.compile(r"[:\s]*(?:[\d,$%.']*\s*)(?:w(?:q|rite)?|sav(?:eas)?|up(?:date)?|W)!?\s*(?:>>\s*)?([^\s|!]+)\s*$")
_READ = re.compile(r"[:\s]*(?:r(?:ead)?|e(?:dit)?|E|f)\s+([^\s|!]+)\s*$")
_SOURCE = re.compile(r"[:\s]*so(?:urce)?\s+(\S+)")
_PROGRAMS = re.compile(
    r"system|py(?:3|thon)?|lua|perl|ruby|tcl|shell|term(?:inal)?|job_?start|exe(?:cute)?|call|make|grep|cscope|let|"
    r"autocmd|\bau\b|norm(?:al)?|set\b.*(?:shell|prg|expr)|map|function|process|load|\bsh\b|`=|<C-R>=",
    re.IGNORECASE,
)


@grammar("editor")
def editor(start: Start) -> f.Value | None:
    """Files it may write, and the commands it is given."""
    if start.name == "ex" or start.parsed.given("e", "E"):
        # In Ex mode `-s` is silence; elsewhere it takes a file of keystrokes.
        start.parsed = parse(with_(start.known, short_args=start.known.short_args.replace("s", "")), start.argv)
    by_table(start)
    for name, value in start.parsed.options:
        if name in _COMMANDS and value is not FLAG:
            _command(start, value, f"{start.name} -{name}".replace("-+", "+"))
    reads = any(start.known is knowledge.program(name) for name in _READING_STDIN)
    if reads and start.ctx.stdin is None:
        start.reads_program("other")
    elif reads:
        held = text_of(start.ctx.stdin_text)
        if held is None:
            start.opaque("dynamic_code", f"stdin of {start.name}")
        for line in (held or "").splitlines():
            if "!" in line or _WRITE.match(line) or _READ.match(line):
                _command(start, f.Literal(text=line), f"stdin of {start.name}", quiet=True)
    return None


def _command(start: Start, value: f.Value, how: str, *, quiet: bool = False) -> None:
    text = text_of(value)
    if text is None:
        start.opaque("dynamic_code", how)
    elif re.match(r"[:\s]*[\d,$%.']*\s*w(?:q|rite)?!", text) and (match := _WRITE.match(text)):
        start.touch("write", f.Literal(text=match.group(1)))
    elif match := _BANG.match(text):
        start.runs(f.Literal(text=match.group(1)), "sh", how)
    elif match := _SOURCE.match(text):
        start.runs_script(f.Literal(text=match.group(1)), "other")
    elif match := _WRITE.match(text):
        start.touch("write", f.Literal(text=match.group(1)))
    elif match := _READ.match(text):
        start.touch("read", f.Literal(text=match.group(1)))
    elif "!" in text and (parts := [p for p in text.split("|") if p.strip().startswith(("!", ":!"))]):
        for part in parts:
            start.runs(f.Literal(text=part.strip().lstrip(":!")), "sh", how)
    elif not quiet and _PROGRAMS.search(text):
        start.opaque("dynamic_code", how)
