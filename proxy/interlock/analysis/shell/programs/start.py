"""One program that starts, and what a grammar can say that it does."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from msgspec.structs import replace

from interlock.analysis.knowledge import Program
from interlock.analysis.shell.options import Parsed, parse
from interlock.analysis.shell.state import State
from interlock.analysis.shell.values import text_of
from interlock.model import facts as f

if TYPE_CHECKING:
    from interlock.analysis.shell.evaluator import Ctx
    from interlock.analysis.shell.programs import Programs


_STAYS_WRITABLE = re.compile(r"0?[2367]\d\d|[ugoa]*[+=]\w*(?:,[ugoa]*[+=]\w*)*")
_COPYING = frozenset(("cp", "mv", "install", "ln", "rsync", "scp"))


@dataclass(slots=True)
class Start:
    """The start of command `id`. Grammars speak of its effects by these methods alone."""

    shell: Programs
    id: int
    name: str
    known: Program
    argv: list[f.Value]
    span: f.Span
    word_spans: list[f.Span]
    state: State
    """Where relative paths are looked up; `chdir` options change it."""
    ctx: Ctx
    env: dict[str, f.Value]
    parsed: Parsed = field(init=False)
    runs_as: str | None = None
    """User that the command it starts runs as."""
    recursive: bool = False
    """Whole trees are copied."""
    replaced: dict[str, tuple[str | None, ...]] = field(default_factory=dict)
    """What was known of files that it writes, which is still so where it fails."""

    def __post_init__(self) -> None:
        # What was read for the fact of the command is what its effects come from.
        before, self.shell.parsed = self.shell.parsed, None
        fits = before is not None and before.of is self.known and before.argv is self.argv
        self.parsed = before if fits and before is not None else parse(self.known, self.argv)

    @property
    def by(self) -> f.Cause:
        return f.Cause(command=self.id)

    @property
    def inner(self) -> Ctx:
        """The context of what it starts."""
        return self.shell.below(
            self.ctx, self.id, self.name, user=self.runs_as, elsewhere=self.parsed.program.elsewhere
        )

    def text(self, value: f.Value) -> str | None:
        return text_of(value)

    def touch(
        self, op: f.FileOp, value: f.Value, *, recursive: bool = False, mode: str | None = None, possible: bool = False
    ) -> int | None:
        """A file effect; None for `-` and for nothing."""
        if text_of(value) in ("-", ""):
            return None
        path = self.shell.path_of(value, self.state)
        if op == "write" and path is not None and self.shell.world.files.get(path) is not None:
            # What was known of it is so no longer; a grammar that knows better says so afterwards.
            self.replaced.setdefault(path, before := self.shell.world.texts(path))
            why: f.OpaqueCode = "program_not_seen" if self.name in _COPYING else "dynamic_code"
            self.shell.world.may_hold(path, (*before, None), why)
        elif op == "write" and path is None:
            self.shell.spoil(value, self.state, "dynamic_code")
        elif op == "extract" and path is not None:
            for held in [held for held in self.shell.world.files if held.startswith(path.rstrip("/") + "/")]:
                self.shell.world.may_hold(held, (*self.shell.world.texts(held), None), "program_not_seen")
        elif op in ("chmod", "chown") and path is not None and not _STAYS_WRITABLE.fullmatch(mode or ""):
            self.shell.world.guarded[path] = None
        return self.shell.touch(
            op,
            value,
            self.span,
            self.by,
            self.state,
            recursive=recursive and op != "read",
            mode=mode,
            certainty="possible" if possible else self.ctx.certainty,
        )

    def url(self, value: f.Value, op: str = "connect") -> int | None:
        return self.shell.url(value, self.span, self.by, op, self.ctx)

    def host(self, value: f.Value, op: str = "connect") -> int | None:
        return self.shell.host(value, self.span, self.by, op, self.ctx)

    def runs(self, value: f.Value, language: f.Language, how: str, *, possible: bool = False) -> None:
        """Program text that it has run."""
        ctx = self.inner
        if possible:
            ctx = replace(ctx, certainty="possible")
        self.shell.hand_over(value, language, how, self.span, self.state, ctx, self.id)

    def runs_script(self, value: f.Value, language: f.Language, positional: Sequence[f.Value] = ()) -> None:
        """A file whose content it runs; `-` is standard input."""
        from interlock.analysis.shell.programs.code import STDIN_PATHS

        if text_of(value) in STDIN_PATHS:
            ctx = replace(self.inner, stdin=self.ctx.stdin, stdin_text=self.ctx.stdin_text)
            self.shell.fed(self.id, self.name, language, self.span, self.state, ctx, self.env, tuple(positional))
            return
        self.shell.run_program_file(
            self.id, self.name, value, language, tuple(positional), self.span, self.state, self.inner, self.env
        )

    def reads_program(self, language: f.Language) -> None:
        """Program text comes from standard input, whatever that is."""
        ctx = replace(self.inner, stdin=self.ctx.stdin, stdin_text=self.ctx.stdin_text)
        self.shell.fed(self.id, self.name, language, self.span, self.state, ctx, self.env)

    def starts(self, argv: list[f.Value], *, possible: bool = False, env: dict[str, f.Value] | None = None) -> f.Value:
        """A program that it starts by an argument vector; what that prints."""
        if not argv:
            return f.Output(command=self.id)
        ctx = self.inner
        if possible:
            ctx = replace(ctx, certainty="possible")
        spans = self.word_spans[-len(argv) :] if argv == self.argv[-len(argv) :] and self.word_spans else []
        scratch = self.state.copy()
        return self.shell.launch(argv, self.span, spans, scratch, ctx, env if env is not None else {})

    def input_taint(self) -> tuple[int, ...]:
        """Network effects whose content its standard input may hold."""
        return self.shell.input_taint(self.state, self.ctx)

    def runs_fetched(self, taint: tuple[int, ...]) -> None:
        """It runs what these network effects brought."""
        if taint:
            self.shell.flows(taint, "interpreter")
            self.shell.code_fact(self.name, "other", self.span, self.ctx, self.by, "network")

    def opaque(self, code: f.OpaqueCode, detail: str = "") -> None:
        if code == "dynamic_code":
            self.shell.flows(self.input_taint(), "interpreter")
        self.shell.builder.opaque(code, self.shell.unit, self.span, detail or self.name)

    def privilege(self, kind: str, target: f.Value | None = None) -> None:
        self.shell.builder.add_privilege(
            f.PrivilegeEffect(
                unit=self.shell.unit,
                span=self.span,
                certainty=self.ctx.certainty,
                kind=kind,  # type: ignore[arg-type]  # the vocabulary has only words of the literal
                by=self.by,
                target=target,
            )
        )

    def process(self, op: str, target: f.Value | None = None) -> None:
        self.shell.builder.add_process(
            f.ProcessEffect(
                unit=self.shell.unit,
                span=self.span,
                certainty=self.ctx.certainty,
                op=op,  # type: ignore[arg-type]  # the vocabulary has only words of the literal
                by=self.by,
                target=target,
            )
        )

    def sets(self, name: str, value: f.Value) -> None:
        """A variable that it sets for what it starts."""
        self.shell.environment_fact(name, value, self.span, self.id, self.ctx)


GrammarFunction = Callable[[Start], f.Value | None]
"""Says what a program does; returns what it prints, None where `printed` shall say."""

GRAMMARS: dict[str, GrammarFunction] = {}
"""Hand-written grammars by the name that tables call them (`knowledge.program.Grammar`)."""


def grammar(name: str) -> Callable[[GrammarFunction], GrammarFunction]:
    """Register a grammar under the name that tables use."""

    def register(function: GrammarFunction) -> GrammarFunction:
        GRAMMARS[name] = function
        return function

    return register


@functools.lru_cache(1024)
def literal(text: str) -> f.Literal:
    return f.Literal(text=text)
