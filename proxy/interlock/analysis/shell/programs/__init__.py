"""What programs do: `meanings` and `commands` by the knowledge tables, and one file for each family that has a grammar
of its own. `start` is what all of them speak of, `code` and `reach` what they end in."""

from __future__ import annotations

import re
import shlex
from typing import TYPE_CHECKING, Literal

from msgspec.structs import replace

from interlock.analysis import knowledge
from interlock.analysis.environment import danger_of
from interlock.analysis.shell import values as v
from interlock.analysis.shell.programs import (  # noqa: F401  # importing registers the grammars
    archives,
    databases,
    debuggers,
    editors,
    files,
    machine,
    network,
    scripts,
    searches,
    transfers,
    versions,
)
from interlock.analysis.shell.programs.commands import interpreter, wrapper
from interlock.analysis.shell.programs.conventions import by_convention
from interlock.analysis.shell.programs.meanings import by_table, mean, plan_of
from interlock.analysis.shell.programs.printed import FILTERS, printed
from interlock.analysis.shell.programs.reach import Reaching
from interlock.analysis.shell.programs.start import GRAMMARS, Start
from interlock.analysis.shell.redirects import NOTHING, Plan
from interlock.analysis.shell.state import State
from interlock.analysis.shell.values import EMPTY, text_of
from interlock.model import facts as f

if TYPE_CHECKING:
    from interlock.analysis.shell.evaluator import Ctx

__all__ = ["GRAMMARS", "Programs"]

_UNKNOWN = knowledge.Program(operands="candidate...")
_TEXT_OPTION = re.compile(r"-\w*[cer]")
_UNKNOWN_VALUES = 64
"""Arguments of an unknown program that are looked at."""


class Programs(Reaching):
    """Effects of one program start, after its command fact is there."""

    def program(
        self,
        id_: int,
        name: str,
        path: str | None,
        argv: list[f.Value],
        span: f.Span,
        word_spans: list[f.Span],
        state: State,
        ctx: Ctx,
        env: dict[str, f.Value],
        plan: Plan,
    ) -> f.Value:
        """Effects of command `id_`; what it prints."""
        if path is not None:
            self.run_file(id_, path, argv, span, state, ctx, env)
        known = knowledge.program(name)
        start = Start(self, id_, name, known or _UNKNOWN, argv, span, word_spans, state, ctx, env)
        for variable, value in env.items():
            self._heeded(start, variable, value)
        for variable in sorted(state.exported - env.keys()):
            # What programs are told by variables was seen when they were set; options, only now.
            held, entry = state.variables.get(variable), knowledge.variables().get(variable)
            optional = variable.startswith("GIT_CONFIG_") or (entry is not None and entry.means.startswith("options:"))
            if optional and isinstance(held, f.Value):
                start.env = {**start.env, variable: held}
                self._heeded(start, variable, held)
        if known is None:
            if path is None or path not in self.world.files:
                self._unknown(start)
            return printed(start)
        result = _effects(start)
        by_convention(start)
        return printed(start) if result is None else result

    @staticmethod
    def reads_input(name: str) -> bool:
        """Whether a program may take from standard input what the shell would read later."""
        known = knowledge.program(name)
        return (
            known is None
            or name in FILTERS
            or known.interprets is not None
            or known.stdin is not None
            or known.grammar in ("xargs", "parallel")
            or "read" in (known.plan.repeated, *known.plan.head)
        )

    def launched(
        self,
        argv: list[f.Value],
        how: str,
        span: f.Span,
        word_spans: list[f.Span],
        state: State,
        ctx: Ctx,
        env: dict[str, f.Value],
        plan: Plan | None,
    ) -> f.Value:
        """A command that a builtin starts in its own place, and not a function."""
        if not argv:
            return EMPTY
        return self.launch(argv, span, word_spans, state, replace(ctx, direct=True), env, plan or NOTHING)

    def _unknown(self, start: Start) -> None:
        """What arguments of a program in no table may be: paths, URLs, and program text behind an interpreter. The
        program may be what was downloaded under its name."""
        for place, taint in self.world.downloaded.items():
            if place.rpartition("/")[2] == start.name:
                start.runs_fetched(taint)
        words = start.argv[: _UNKNOWN_VALUES + 1]
        for i, value in enumerate(words[1:], 1):
            mean(start, "candidate", value)
            text, following = text_of(value), text_of(words[i + 1]) if i + 1 < len(words) else None
            if text and following and _TEXT_OPTION.fullmatch(following) and i + 2 < len(words):
                known = knowledge.program(text.rsplit("/", 1)[-1])
                if known is not None and known.interprets is not None:
                    start.starts(start.argv[i:], possible=True)
                    return

    # --- environment --------------------------------------------------------------------------------------------------

    def environment_fact(self, name: str, value: f.Value, span: f.Span, id_: int, ctx: Ctx) -> None:
        self.builder.add_environment(
            f.EnvironmentEffect(
                unit=self.unit,
                span=span,
                certainty=ctx.certainty,
                op="set",
                by=f.Cause(command=id_),
                name=f.Literal(text=name),
                value=value,
                danger=danger_of(name),
            )
        )

    def _heeded(self, start: Start, name: str, value: f.Value) -> None:
        """A variable that names programs or files, for the program that may heed it."""
        if name == "GIT_CONFIG_PARAMETERS" and start.name == "git":
            text = text_of(value)
            try:
                settings = shlex.split(text) if text is not None else None
            except ValueError:
                settings = None
            if settings is None:
                start.opaque("dynamic_code", f"${name}")
            for setting in settings or ():
                mean(start, "setting", f.Literal(text=setting), "config")
            return
        variable = knowledge.variables().get(name)
        if variable is None or not variable.means:
            if name.startswith("GIT_CONFIG_VALUE_") and start.name == "git":
                key = start.env.get(name.replace("VALUE", "KEY"), EMPTY)
                mean(start, "setting", v.concat([key, f.Literal(text="="), value]), "config")
            return
        before, start.ctx = start.ctx, replace(start.ctx, certainty="possible")
        mean(start, variable.means, value, f"${name}")
        start.ctx = before


def _effects(start: Start) -> f.Value | None:
    """By the table's grammar, as a wrapper, as an interpreter, or by the words of the table alone."""
    entry = start.parsed.program
    if (name := entry.grammar or start.known.grammar) and name in GRAMMARS:
        return GRAMMARS[name](start)
    if entry.command_at is not None or any(word in ("argv", "joined") for word in plan_of(start).head):
        return wrapper(start)
    if entry.interprets is not None:
        return interpreter(start)
    by_table(start)
    if entry.stdin is not None and not _has_text(start):
        feed(start, entry.stdin)
    return None


def _has_text(start: Start) -> bool:
    options = start.parsed.program.options
    words = ("code", "shell", "script", "image")
    return any(options.get(name, "").startswith(words) for name, _ in start.parsed.options)


def feed(start: Start, language: f.Language | Literal["bang", "console", "image"]) -> None:
    """Standard input as program text: what feeds it, or whatever the process will be sent."""
    if language == "image":
        start.runs_fetched(start.input_taint())
        return
    if start.ctx.stdin is None and start.ctx.stdin_text is None:
        start.reads_program("other" if language == "bang" or language == "console" else language)  # mypy narrows by ==
        return
    if language == "bang" or language == "console":  # mypy narrows by ==
        mean(start, language, start.ctx.stdin_text or f.Unknown(why="stdin"))
        return
    ctx = replace(start.inner, stdin=start.ctx.stdin, stdin_text=start.ctx.stdin_text)
    start.shell.fed(start.id, start.name, language, start.span, start.state, ctx, start.env)
