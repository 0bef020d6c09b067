"""Files: what copies leave for later commands to find."""

from __future__ import annotations

from interlock.analysis.shell.programs.meanings import by_table
from interlock.analysis.shell.programs.start import Start, grammar
from interlock.analysis.shell.values import text_of
from interlock.model import facts as f


@grammar("install")
def install(start: Start) -> f.Value | None:
    """cp, mv, ln, install: copies keep their content, and copied programs stay what they are."""
    by_table(start)
    shell, operands = start.shell, start.parsed.operands
    into = start.parsed.values("target-directory")
    sources, targets = (operands, into) if into else (operands[:-1], operands[-1:])
    if not sources or not targets:
        return None
    target = shell.path_of(targets[0], start.state)
    directory = bool(into) or len(sources) > 1 or (text_of(targets[0]) or "").endswith(("/", ".", ".."))
    for value in sources:
        source = shell.path_of(value, start.state)
        if source is None or target is None:
            continue
        name = source.rsplit("/", 1)[-1]
        places = [f"{target.rstrip('/')}/{name}"] if directory else [target, f"{target.rstrip('/')}/{name}"]
        for place in places[: 2 if target not in shell.world.files or directory else 1]:
            if source in shell.world.files and (place == target or directory):
                shell.world.files[place] = shell.world.files[source]
            if source in shell.world.downloaded:
                shell.world.downloaded[place] = shell.world.downloaded[source]
            shell.world.copies[place] = shell.world.copies.get(source, name)
    return None
