"""The machine: run levels, daemons, and the programs that browsers are."""

from __future__ import annotations

from interlock.analysis.shell.programs.meanings import by_table
from interlock.analysis.shell.programs.start import Start, grammar
from interlock.analysis.shell.values import text_of
from interlock.model import facts as f


@grammar("telinit")
def telinit(start: Start) -> f.Value | None:
    """Run levels that stop the machine."""
    level = start.parsed.operands[0] if start.parsed.operands else None
    if (text := text_of(level)) in ("0", "1", "6", "s", "S"):
        start.process("reboot" if text == "6" else "shutdown", level)
    return None


@grammar("start-stop-daemon")
def start_stop_daemon(start: Start) -> f.Value | None:
    """`--start --exec program -- arguments`."""
    by_table(start)
    program = next(iter(start.parsed.values("startas", "exec")), None)
    if program is not None and start.parsed.given("S", "start"):
        start.starts([program, *start.parsed.operands], env=start.env)
    return None
