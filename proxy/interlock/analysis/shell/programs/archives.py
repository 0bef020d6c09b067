"""Archives: tar, whose file names may be options."""

from __future__ import annotations

from interlock.analysis.shell.programs.meanings import by_table
from interlock.analysis.shell.programs.start import Start, grammar
from interlock.model import facts as f


@grammar("archive")
def archive(start: Start) -> f.Value | None:
    """By the table; and file names that begin with dashes, which a glob makes options."""
    for word in start.parsed.operands:
        if (
            isinstance(word, f.Glob)
            and not word.text.startswith(("/", "./", "-"))
            and any(path.rsplit("/", 1)[-1].startswith("--") for path in start.shell.world.files)
        ):
            start.opaque("dynamic_code", "file names become options")
    by_table(start)
    return None
