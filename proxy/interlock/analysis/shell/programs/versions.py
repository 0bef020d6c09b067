"""git: settings that name programs, and hooks that this text or the session wrote."""

from __future__ import annotations

from interlock.analysis.shell.programs.meanings import by_table, mean
from interlock.analysis.shell.programs.start import Start, grammar
from interlock.analysis.shell.values import concat, text_of
from interlock.model import facts as f

_QUESTIONS = {"get", "get-all", "get-regexp", "list", "l", "unset", "unset-all", "remove-section", "rename-section"}
_VERBS = {"set", "get", "list", "unset", "edit"}


@grammar("git-config")
def git_config(start: Start) -> f.Value | None:
    """`git config key value`: as `git -c key=value`, for every later run."""
    by_table(start)
    operands = start.parsed.operands
    if operands and text_of(operands[0]) in _VERBS:
        if text_of(operands[0]) != "set":
            return None
        operands = operands[1:]
    if len(operands) > 1 and not any(name in _QUESTIONS for name, _ in start.parsed.options):
        mean(start, "setting", concat([operands[0], f.Literal(text="="), operands[1]]), "config")
    return None


@grammar("git-hooks")
def git_hooks(start: Start) -> f.Value | None:
    """Commands that run hooks."""
    by_table(start)
    shell = start.shell
    for path in list(shell.world.files):
        if start.state.cwd and ("/.git/hooks/" in path or path.endswith("/pre-commit")):
            argv: list[f.Value] = [f.Literal(text=path)]
            shell.run_file(start.id, path, argv, start.span, start.state, start.inner, start.env)
    return None
