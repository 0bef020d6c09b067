"""Cells of a bash kernel: what earlier cells of the context left in the shell, and what an interactive one does."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec.structs import replace

from interlock.analysis.builder import FactsBuilder
from interlock.analysis.shell import history
from interlock.analysis.shell.arrays import Array
from interlock.analysis.shell.state import State
from interlock.analysis.shell.values import alternatives, text_of
from interlock.model import facts as f

if TYPE_CHECKING:
    from interlock.analysis.shell.evaluator import Ctx, Evaluator

# Beside those that are opaque everywhere: what ends a line for whoever types the cell, and tabs, which complete words.
# One tab in front of a line completes nothing: there are too many commands to choose from.
_TYPED = re.compile("[\r\x0c\u2028\u2029]+|(?:(?<!\n)(?<!^)|(?=\t\t))\t+")
_PROMPTS = ("PS0", "PS1", "PS2", "PROMPT_COMMAND")


def recall(evaluator: Evaluator, state: State, ctx: Ctx) -> None:
    """Make `state` what the shell may know when the cell begins: all that the earlier cells left, or, in a sandbox
    that starts a shell for each cell, nothing of it."""
    kernel = evaluator.around.kernel
    whole = f.Span(0, len(evaluator.text))
    for match in _TYPED.finditer(evaluator.text):
        evaluator.builder.opaque("control_chars", evaluator.unit, f.Span(*match.span()), "typed at a terminal")
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
        evaluator.traps += (replace(trap, span=whole) for trap in cell.traps if trap.between)
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
    state.become(earlier)
    state.merge([fresh])


def expanded(evaluator: Evaluator, state: State, ctx: Ctx) -> str:
    """What the shell reads in place of the cell, if it expands history: facts of that as well, since a shell that is
    not interactive does not. References that cannot be resolved are opaque. Returns the text that was run."""
    around, whole = evaluator.around, f.Span(0, len(evaluator.text))
    earlier = around.kernel.statements if around.kernel else ()
    result = history.expand(evaluator.text, evaluator.builder.limits, settings="\n".join((*earlier, *around.env)))
    for span in result.unknown:
        evaluator.builder.opaque("dynamic_command", evaluator.unit, span, "history expansion")
    if result.text is None:
        return evaluator.text
    evaluator.nested_text(result.text, "history expansion", whole, state, ctx.within(certainty="possible"))
    return result.text


def prompted(evaluator: Evaluator, state: State, ctx: Ctx) -> None:
    """What the shell runs of its own before it reads the next line, where the cell found it there or changed what it
    uses; what the cell itself set was seen then."""
    span, possible = f.Span(0, len(evaluator.text)), ctx.within(certainty="possible")
    for name in _PROMPTS:
        held = state.variables.get(name)
        values = [*held.values.values(), *held.loose] if isinstance(held, Array) else [held] if held else []
        for text in (text_of(choice) for value in values for choice in alternatives(value)):
            if text is None:
                if name == "PROMPT_COMMAND":
                    evaluator.builder.opaque("dynamic_code", evaluator.unit, span, f"${name}")
            elif name == "PROMPT_COMMAND":
                evaluator.nested_text(text, f"${name}", span, state.copy(), possible)
            else:
                evaluator.latent_if_any(text, span, state)
