"""Cells of a bash kernel: what earlier cells of the context left in the shell, and what an interactive one does."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from interlock.analysis.builder import FactsBuilder
from interlock.analysis.shell.expansion import State
from interlock.model import facts as f

if TYPE_CHECKING:
    from interlock.analysis.shell.evaluator import Ctx, Evaluator

_HISTORY = re.compile(r"![!\w?$*^:#{<%-]|\n?\^[^\n^]+\^")


def recall(evaluator: Evaluator, state: State, ctx: Ctx) -> None:
    """Make `state` what the shell may know when the cell begins: all that the earlier cells left, or, in a sandbox
    that starts a shell for each cell, nothing of it."""
    kernel = evaluator.around.kernel
    whole = f.Span(0, len(evaluator.text))
    for start, end in history_expansions(evaluator.text):
        evaluator.builder.opaque("dynamic_command", evaluator.unit, f.Span(start, end), "history expansion")
    if kernel is None:
        return
    if kernel.forgotten:
        evaluator.builder.opaque("alias", evaluator.unit, whole, "what earlier cells defined is too much to recall")
    scratch = FactsBuilder(evaluator.builder.entry, evaluator.builder.limits)
    scratch.links.update(evaluator.builder.links)
    earlier, quiet = state.copy(), replace(ctx, context=())
    for statement in kernel.statements:
        scratch.add_unit(statement, "bash", readers=())
        around = evaluator.around.with_(world=evaluator.world.copy(), kernel=None)
        cell = type(evaluator)(scratch, statement, len(scratch.units) - 1, around, evaluator.dialect)
        cell.run_text(earlier, quiet)
    for choices in earlier.functions.values():
        for owner in (choice.owner for choice in choices if choice is not None):
            # What a function does is this cell's doing, wherever it was written.
            owner.builder, owner.unit, owner.fixed = evaluator.builder, evaluator.unit, whole
            owner.world, owner.around, owner.steps = evaluator.world, evaluator.around, 0
    if "timeout" in {item.code for item in scratch.build().reading.opaque}:
        evaluator.builder.opaque("timeout", evaluator.unit, whole, "what earlier cells defined is too much to recall")
    known = {*earlier.functions, *earlier.aliases, *(earlier.variables.keys() - state.variables.keys())}
    evaluator.builder.memory_names.update(dict.fromkeys(sorted(name for name in known if name in evaluator.text)))
    fresh = state.copy()
    evaluator.adopt(state, earlier)
    state.merge([fresh])


def history_expansions(text: str) -> list[tuple[int, int]]:
    """Spans that an interactive bash replaces by earlier lines before it parses anything (`!!`, `!rm`, `^a^b`): not in
    single quotes, behind a backslash, or where bash leaves `$!`, `${!name}` and `[!a]` alone."""
    found: list[tuple[int, int]] = []
    i, single, double = 0, False, False
    while i < len(text):
        c = text[i]
        if c == "\\" and not single:
            i += 2
            continue
        if c == "'" and not double:
            single = not single
        elif c == '"' and not single:
            double = not double
        elif not single and (c == "!" or (c == "^" and (i == 0 or text[i - 1] == "\n"))):
            left = text[max(0, i - 2) : i]
            if not left.endswith(("$", "[", "${")) and (match := _HISTORY.match(text, i)):
                found.append((i, match.end()))
                i = match.end()
                continue
        i += 1
    return found
