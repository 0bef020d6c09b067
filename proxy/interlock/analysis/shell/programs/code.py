"""Program texts that reach an interpreter: each becomes a unit of its own, or a fact that says what is not known."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec.structs import replace
from msgspec.structs import replace as with_

from interlock.analysis import embedded, knowledge
from interlock.analysis.shell import oneliners
from interlock.analysis.shell import values as v
from interlock.analysis.shell.reader import Dialect
from interlock.analysis.shell.redirects import NOTHING, Plan, Redirecting
from interlock.analysis.shell.state import State
from interlock.analysis.shell.values import EMPTY, alternatives, concat, prefix_of, text_of
from interlock.model import facts as f

if TYPE_CHECKING:
    from interlock.analysis.shell.evaluator import Ctx

STDIN_PATHS = ("-", "/dev/stdin", "/proc/self/fd/0", "/dev/fd/0")


_COUNTING = frozenset(("wc", "nproc", "id", "expr", "seq", "stat", "bc", "tput", "getconf", "shuf", "du", "df", "pwd"))
_PLAIN_DATE = r"-[\w-]+|\+(?:%[-_0^#]?[A-Za-z]|[-_:/ .,\d])*|[\d -]+(?:days?|weeks?|months?|hours?|minutes?)?(?: ago)?"


class Running(Redirecting):
    """What is handed to interpreters, and the files that they run."""

    elastic: int | None = None
    """Of the command that is being launched, the first word that may be none, or several."""

    around: embedded.Surroundings
    text: str
    dialect: Dialect

    # --- what the evaluator provides ----------------------------------------------------------------------------------

    def launch(
        self,
        argv: list[f.Value],
        span: f.Span,
        word_spans: list[f.Span],
        state: State,
        ctx: Ctx,
        env: dict[str, f.Value],
        plan: Plan = NOTHING,
    ) -> f.Value:
        raise NotImplementedError

    def add_command(
        self,
        basename: str | None,
        argv: list[f.Value],
        span: f.Span,
        state: State,
        ctx: Ctx,
        env: dict[str, f.Value],
        plan: Plan,
        *,
        builtin: bool = False,
    ) -> int:
        raise NotImplementedError

    def latent_if_any(self, text: str | None, span: f.Span, state: State) -> None:
        raise NotImplementedError

    def taint_of(self, value: f.Value | None) -> tuple[int, ...]:
        raise NotImplementedError

    def exported_env(self, state: State, env: dict[str, f.Value]) -> dict[str, f.Value]:
        raise NotImplementedError

    def descriptor(self, path: str | None, state: State) -> f.Value | None:
        raise NotImplementedError

    # --- texts --------------------------------------------------------------------------------------------------------

    def hand_over(
        self,
        value: f.Value,
        language: f.Language,
        how: str,
        span: f.Span,
        state: State,
        ctx: Ctx,
        id_: int | None,
        *,
        positional: tuple[f.Value, ...] | None = None,
        env: dict[str, f.Value] | None = None,
        taint: tuple[int, ...] = (),
        source: str | None = None,
        file: int | None = None,
        interactive: bool = False,
    ) -> None:
        """Program text for an interpreter: a child unit for each text it may be, else a code fact that says what is
        not known."""
        by = f.Cause(command=id_)
        if self.elastic is not None and positional is not None and not all(map(v.is_known, positional)):
            positional = None  # which is which cannot be told
        taint = taint or self.taint_of(value)
        if taint:
            self.flows(taint, "interpreter")
        for item in alternatives(value):
            text = text_of(item)
            if text is None:
                if taint:
                    self.code_fact(how, language, span, ctx, by, "network", file=file)
                elif not (known := self._known_part(item, language)) or not oneliners.harmless(language, known):
                    self.code_fact(how, language, span, ctx, by, source or "computed", file=file)
                    self.builder.opaque("dynamic_code", self.unit, span, how)
                continue
            if language not in embedded.READERS:
                self._scan(text, language, how, span, state, ctx, id_, source or "literal", file)
                continue
            where = self.text.find(text, span.start, span.end) if text else -1
            verbatim = where >= 0 and source != "file"
            unit = embedded.child(
                self.builder,
                text,
                language,
                parent=self.unit,
                via=how,
                span=f.Span(where, where + len(text)) if verbatim else span,
                verbatim=verbatim,
                surroundings=self.around.with_(
                    cwd=state.cwd,
                    elsewhere=state.elsewhere,
                    aliases=interactive,
                    stdin=ctx.stdin,
                    stdin_text=ctx.stdin_text,
                    env=self.exported_env(state, env or {}),
                    positional=positional,
                    launched_by=ctx.launched_by,
                    wrappers=ctx.wrappers,
                    context=ctx.context,
                    certainty=ctx.certainty,
                    privileged=ctx.privileged,
                    user=ctx.user or self.around.user,
                    cell=False,
                ),
            )
            self.code_fact(
                how, language, span, ctx, by, source or ("literal" if verbatim else "computed"), child=unit, file=file
            )

    def _scan(
        self,
        text: str,
        language: f.Language,
        how: str,
        span: f.Span,
        state: State,
        ctx: Ctx,
        id_: int | None,
        source: str,
        file: int | None,
    ) -> None:
        """A text in a language without an analyser: what a scan can see of it."""
        by = f.Cause(command=id_)
        self.code_fact(how, language, span, ctx, by, source, file=file)
        if oneliners.harmless(language, text):
            return
        commands, opaque = oneliners.commands(language, text)
        for command in commands:
            self.hand_over(f.Literal(text=command), "sh", f"{how}: system()", span, state, ctx, id_)
        for op, path in oneliners.files(language, text):
            self.touch(op, f.Literal(text=path), span, by, state, certainty=ctx.certainty)
            if op != "read":
                self.spoil(f.Literal(text=path), state)
        if opaque:
            self.builder.opaque("dynamic_code", self.unit, span, how)
            self.flows(self.input_taint(state, ctx), "interpreter")  # it may run what it reads

    def code_fact(
        self,
        how: str,
        language: f.Language,
        span: f.Span,
        ctx: Ctx,
        by: f.Cause,
        source: str,
        *,
        child: int | None = None,
        file: int | None = None,
    ) -> None:
        self.builder.add_code(
            f.Code(
                unit=self.unit,
                span=span,
                certainty=ctx.certainty,
                how=how,
                language=language,
                by=by,
                source=source,  # type: ignore[arg-type]  # only words of the literal come here
                child=child,
                file=file,
            )
        )

    def flows(self, taint: tuple[int, ...], where: str) -> None:
        """Say where downloaded content goes."""
        for n in taint:
            if self.builder.network[n].flows_to != "interpreter":
                self.builder.network[n] = with_(self.builder.network[n], flows_to=where)

    def wrote(
        self,
        path: str,
        value: f.Value,
        *,
        append: bool = False,
        perhaps: bool = False,
        instead: tuple[str | None, ...] = (),
    ) -> None:
        """A file that holds `value` from here on, or has it at its end; or, `perhaps`, what it held before; or one of
        `instead`."""
        taint, before = self.taint_of(value), self.world.texts(path)
        why = self.world.why_unread(path)
        texts = [text_of(item) for item in alternatives(value)]
        known = None not in texts
        if append:
            texts = [old + new for old in before or ("",) if old is not None for new in texts if new is not None]
            if not known or not before or None in before:
                texts.append(None)  # what it begins with, or ends with
        elif not perhaps:
            self.world.downloaded.pop(path, None)
        texts += [*instead, *((before or (None,)) if perhaps else ())]
        self.world.may_hold(path, texts, why if known else "dynamic_code")
        if taint:
            self.world.downloaded[path] = (*self.world.downloaded.get(path, ()), *taint)
            self.flows(taint, "file")

    # --- standard input and files -------------------------------------------------------------------------------------

    def input_taint(self, state: State, ctx: Ctx) -> tuple[int, ...]:
        """Network effects whose content standard input may hold."""
        taint = self.taint_of(ctx.stdin_text)
        if ctx.stdin is None:
            return taint
        taint += tuple(n for c in ctx.stdin.commands for n in self.world.downloads.get(c, ()))
        return taint + (self.tainted(ctx.stdin.value, state) if ctx.stdin.source == "file" else ())

    def fed(
        self,
        id_: int,
        name: str,
        language: f.Language,
        span: f.Span,
        state: State,
        ctx: Ctx,
        env: dict[str, f.Value] | None = None,
        positional: tuple[f.Value, ...] = (),
    ) -> None:
        """An interpreter that reads its program from standard input."""
        by = f.Cause(command=id_)
        if ctx.stdin is None:
            self.code_fact(f"stdin of {name}", language, span, ctx, by, "none")
            return
        how = {"heredoc": f"heredoc to {name}", "herestring": f"here-string to {name}"}.get(
            ctx.stdin.source, f"stdin of {name}"
        )
        taint = self.input_taint(state, ctx)
        path = self.path_of(ctx.stdin.value or EMPTY, state) if ctx.stdin.source == "file" else None
        if ctx.stdin.source == "file" and text_of(ctx.stdin_text) is None and not taint:
            text = text_of(ctx.stdin.value)
            if text == "/dev/null":
                return
            if text is not None and text.startswith(("/dev/tcp/", "/dev/udp/")):
                self.code_fact(how, language, span, ctx, by, "network")
                return
            self.code_fact(how, language, span, ctx, by, "file")
            self.builder.opaque(self.world.why_unread(path), self.unit, span, text or "")
            return
        value = ctx.stdin_text if ctx.stdin_text is not None else f.Unknown(why="stdin")
        source_kind = "pipe" if ctx.stdin.source in ("pipe", "process") else None
        self.hand_over(
            value,
            language,
            how,
            span,
            state,
            replace(ctx, stdin=None, stdin_text=None),  # the program itself is read from there
            id_,
            positional=positional or None,
            env=env,
            taint=taint,
            source=source_kind,
        )

    def run_program_file(
        self,
        id_: int,
        name: str,
        value: f.Value,
        language: f.Language,
        positional: tuple[f.Value, ...],
        span: f.Span,
        state: State,
        ctx: Ctx,
        env: dict[str, f.Value],
    ) -> None:
        """An interpreter that runs a file."""
        by = f.Cause(command=id_)
        effect = self.touch("execute", value, span, by, state, certainty=ctx.certainty)
        path = self.path_of(value, state)
        content = self.descriptor(path, state)
        places = self.held_places(value, state) if path is None else (path,)
        if content is None:
            content = v.one_of(map(self.content_of, places)) if places else self.content_of(path)
        taint = self.tainted(value, state) or self.taint_of(content)
        if taint:
            self.flows(taint, "interpreter")
            self.code_fact("file", language, span, ctx, by, "network", file=effect)
        elif known := [item for item in alternatives(content) if v.is_known(item)]:
            for place in places:
                if place in self.world.unread:
                    self.builder.opaque(self.world.unread[place], self.unit, span, place)
            self.hand_over(
                v.one_of(known),
                language,
                f"file {path}",
                span,
                state,
                ctx,
                id_,
                positional=positional,
                env=env,
                source="file",
                file=effect,
            )
        else:
            self.code_fact("file", language, span, ctx, by, "file", file=effect)
            unnamed = path is None and v.unknown_part(value) and not prefix_of(value)
            held = places[0] if places else path
            self.builder.opaque(
                "dynamic_code" if unnamed else self.world.why_unread(held), self.unit, span, held or name
            )

    def run_file(
        self, id_: int, path: str, argv: list[f.Value], span: f.Span, state: State, ctx: Ctx, env: dict[str, f.Value]
    ) -> None:
        """A program started by its path, or by the name of one (`place_of`), which this session may have written."""
        if not path.startswith("/"):
            if taint := self.tainted(argv[0], state):
                self.flows(taint, "interpreter")
                self.code_fact("file", "other", span, ctx, f.Cause(command=id_), "network")
            return
        effect = self.touch("execute", f.Literal(text=path), span, f.Cause(command=id_), state, certainty=ctx.certainty)
        if taint := self.tainted(f.Literal(text=path), state):
            self.flows(taint, "interpreter")
            self.code_fact("file", "other", span, ctx, f.Cause(command=id_), "network", file=effect)
            return
        if path not in self.world.files:
            return
        if path in self.world.unread or self.world.files[path] is None:
            self.builder.opaque(self.world.why_unread(path), self.unit, span, path)
        for choice in alternatives(self.content_of(path)):
            if (text := text_of(choice)) is not None:
                self.run_text_file(id_, path, text, argv, span, state, ctx, env, effect)

    def run_text_file(
        self,
        id_: int,
        path: str,
        text: str,
        argv: list[f.Value],
        span: f.Span,
        state: State,
        ctx: Ctx,
        env: dict[str, f.Value],
        effect: int | None,
    ) -> None:
        """The same, where the file holds this text."""
        match = re.match(r"#!\s*(\S+)(?:[ \t]+(.+))?\n?", text)
        words = (match.group(1), *(match.group(2) or "").split()) if match else ("bash",)
        name = words[0].rsplit("/", 1)[-1]
        if name == "env" and len(words) > 1:
            name = next((w for w in words[1:] if not w.startswith("-") and "=" not in w), "sh").rsplit("/", 1)[-1]
        known = knowledge.program(name)
        language: f.Language = (known.interprets if known else None) or "other"
        self.hand_over(
            f.Literal(text=text),
            language,
            f"file {path}",
            span,
            state,
            self.below(ctx, id_, (text_of(argv[0]) or "").rsplit("/", 1)[-1]),
            id_,
            positional=tuple(argv),
            env=env,
            source="file",
            file=effect,
        )

    def _known_part(self, value: f.Value, language: f.Language) -> str:
        """The literal characters of a text that is known in part, where what is unknown in it can only be data."""
        parts = value.parts if isinstance(value, f.Concat) and language in oneliners.PIECEWISE else ()
        if any(isinstance(part, f.Output) and not self._counts(part.command) for part in parts):
            return ""
        return "".join(text for part in parts if (text := text_of(part)) is not None)

    def _counts(self, id_: int) -> bool:
        """Whether a command prints numbers or dates, and nothing that it was given."""
        command = self.builder.commands[id_]
        words = [text_of(word) for word in command.argv[1:]]
        plain = command.basename == "date" and all(w is not None and re.fullmatch(_PLAIN_DATE, w) for w in words)
        return plain or command.basename in _COUNTING

    # --- contexts -----------------------------------------------------------------------------------------------------

    def below(self, ctx: Ctx, id_: int, name: str, *, user: str | None = None, elsewhere: bool = False) -> Ctx:
        """The context of what command `id_` starts; `user`: as whom, where it is another one."""
        return replace(
            ctx,
            wrappers=(*ctx.wrappers, name),
            launched_by=f.LaunchedBy(id=id_, how=name),
            privileged=ctx.privileged or user is not None,
            user=user or ctx.user,
            pipeline=None,
            certainty="possible" if elsewhere else ctx.certainty,
        )

    def joined(self, words: list[f.Value]) -> f.Value:
        parts: list[f.Value] = []
        for i, word in enumerate(words):
            parts += [f.Literal(text=" "), word] if i else [word]
        return concat(parts)
