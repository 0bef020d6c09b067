"""What programs do: by the knowledge tables where these can say it, by hand where a program has a grammar of its
own."""

from __future__ import annotations

import re
import shlex
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from interlock.analysis import embedded, knowledge
from interlock.analysis.builder import address_class, parent_domains
from interlock.analysis.shell import oneliners
from interlock.analysis.shell import values as v
from interlock.analysis.shell.expansion import State
from interlock.analysis.shell.options import all_options
from interlock.analysis.shell.reader import Dialect
from interlock.analysis.shell.redirects import NOTHING, Plan, Redirecting
from interlock.analysis.shell.values import EMPTY, alternatives, concat, prefix_of, text_of
from interlock.model import facts as f

if TYPE_CHECKING:
    from interlock.analysis.shell.evaluator import Ctx

_URL = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)
_STDIN_PATHS = ("-", "/dev/stdin", "/proc/self/fd/0", "/dev/fd/0")
_FILE_OPS = {
    "read",
    "write",
    "append",
    "create",
    "delete",
    "list",
    "execute",
    "link",
    "move",
    "mount",
    "chmod",
    "chown",
    "extract",
}
_FILTERS = {
    "cat",
    "tee",
    "tac",
    "sort",
    "uniq",
    "head",
    "tail",
    "tr",
    "rev",
    "cut",
    "sed",
    "awk",
    "grep",
    "base64",
    "base32",
    "xxd",
    "gunzip",
    "zcat",
    "gzip",
    "xz",
    "nl",
    "fold",
    "iconv",
    "openssl",
    "gpg",
    "dos2unix",
    "pv",
    "stdbuf",
    "sponge",
}
_PACKAGE_URL = re.compile(r"(?:^|@\s*)((?:https?|ftp|file)://|git\+|hg\+|svn\+|bzr\+|git@|ssh://)", re.IGNORECASE)


_MOST_ROUNDS = 32


class Programs(Redirecting):
    """Effects of one program start, after its command fact is there."""

    around: embedded.Surroundings
    text: str
    dialect: Dialect

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

    def taint_of(self, value: f.Value | None) -> tuple[int, ...]:
        raise NotImplementedError

    def exported_env(self, state: State, env: dict[str, f.Value]) -> dict[str, f.Value]:
        raise NotImplementedError

    # --- the one entry ------------------------------------------------------------------------------------------------

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
        by = f.Cause(command=id_)
        if path is not None:
            self.run_file(id_, path, argv, span, state, ctx, env)
        for variable, value in env.items():
            self.environment_of(variable, value, name, span, state, ctx, id_)
        known = knowledge.program(name)
        special = getattr(self, "_do_" + re.sub(r"\W", "_", name), None)
        if special is None and known is not None:
            special = getattr(self, "_do_" + _FAMILY.get(name, ""), None)
        if special is not None:
            result = special(id_, name, argv, span, word_spans, state, ctx, env)
            return self.printed(id_, name, argv, ctx, state) if result is None else result
        if known is None:
            return self.printed(id_, name, argv, ctx, state)
        options, operands, first = all_options(known, argv)
        self.kinds(known, operands, span, by, ctx)
        if known.interprets is not None and known.wraps is None:
            return self.interpreter(id_, name, known, options, operands, first, argv, span, word_spans, state, ctx, env)
        if known.wraps is not None:
            return self.wrapper(id_, name, known, options, argv, first, span, word_spans, state, ctx, env)
        if known.package_actions:
            self.packages(id_, name, known, options, operands, span, state, ctx)
        recursive = any(option in known.recursive for option, _ in options)
        for option, value in options:
            if (meaning := known.options.get(option)) is not None and value != EMPTY:
                self.effect(meaning, value, id_, span, state, ctx, known, recursive)
        for meaning, operand in _meanings(known.operands, operands):
            self.effect(meaning, operand, id_, span, state, ctx, known, recursive)
        self.after(id_, name, options, operands, state)
        return self.printed(id_, name, argv, ctx, state)

    def kinds(self, known: knowledge.Program, operands: list[f.Value], span: f.Span, by: f.Cause, ctx: Ctx) -> None:
        target = operands[-1] if operands else None
        if known.privilege:
            self.builder.add_privilege(
                f.PrivilegeEffect(
                    unit=self.unit,
                    span=span,
                    certainty=ctx.certainty,
                    kind=known.privilege,  # type: ignore[arg-type]  # the tables have only words of the literal
                    by=by,
                    target=target,
                )
            )
        if known.process:
            self.builder.add_process(
                f.ProcessEffect(
                    unit=self.unit,
                    span=span,
                    certainty=ctx.certainty,
                    op=known.process,  # type: ignore[arg-type]  # the tables have only words of the literal
                    by=by,
                    target=target,
                )
            )

    def effect(
        self,
        meaning: str,
        value: f.Value,
        id_: int,
        span: f.Span,
        state: State,
        ctx: Ctx,
        known: knowledge.Program,
        recursive: bool = False,
    ) -> int | None:
        by = f.Cause(command=id_)
        if meaning in _FILE_OPS:
            if text_of(value) in ("-", ""):
                return None
            return self.touch(
                meaning,  # type: ignore[arg-type]  # only words of the literal come here
                value,
                span,
                by,
                state,
                recursive=recursive and meaning not in ("read",),
                certainty=ctx.certainty,
            )
        match meaning:
            case "url":
                return self.url(value, span, by, known.network or "connect", ctx)
            case "host":
                self.host(value, span, by, known.network or "connect", ctx)
            case "shell":
                self.hand_over(value, "sh", "option", span, state, ctx, id_)
            case "command":
                self.launch_text(value, id_, "option", span, state, ctx)
            case "package":
                self.package("pip", "install", value, id_, span, ctx)
            case "config":
                text = text_of(ctx.stdin_text if text_of(value) == "-" else self.content_of(self.path_of(value, state)))
                if text is None:
                    self.builder.opaque("dynamic_code", self.unit, span, "configuration file")
                else:
                    self.curl_config(text, id_, span, state, ctx)
            case "signal":
                self.builder.add_process(
                    f.ProcessEffect(
                        unit=self.unit, span=span, certainty=ctx.certainty, op="signal", by=by, target=value
                    )
                )
            case "code":
                self.hand_over(value, known.interprets or "sh", "option", span, state, ctx, id_)
            case _:
                pass
        return None

    def after(
        self, id_: int, name: str, options: list[tuple[str, f.Value]], operands: list[f.Value], state: State
    ) -> None:
        """What later commands will find: copies keep their content, and copied programs stay what they are."""
        if name not in ("cp", "ln", "mv", "install") or len(operands) < 2:
            return
        source, target = self.path_of(operands[0], state), self.path_of(operands[-1], state)
        if source is None or target is None:
            return
        if source in self.world.files:
            self.world.files[target] = self.world.files[source]
        if source in self.world.downloaded:
            self.world.downloaded[target] = self.world.downloaded[source]
        self.world.copies[target] = self.world.copies.get(source, source.rsplit("/", 1)[-1])
        if (text_of(operands[-1]) or "").endswith("/") or text_of(operands[-1]) in (".", ".."):
            self.world.copies[f"{target.rstrip('/')}/{source.rsplit('/', 1)[-1]}"] = source.rsplit("/", 1)[-1]

    @staticmethod
    def reads_input(name: str) -> bool:
        """Whether a program may take from standard input what the shell would read later."""
        known = knowledge.program(name)
        return known is None or name in _FILTERS or known.interprets is not None or known.wraps is not None

    # --- what it prints -----------------------------------------------------------------------------------------------

    def printed(self, id_: int, name: str, argv: list[f.Value], ctx: Ctx, state: State) -> f.Value:
        """The output of well-known filters on known text; otherwise a reference to the command."""
        if id_ in self.world.downloads and name not in _FILTERS and not any(n for n in self.world.downloads[id_]):
            return f.Output(command=id_)
        words = [text_of(w) for w in argv[1:]]
        if any(word is None for word in words):
            return f.Output(command=id_)
        known = [w for w in words if w is not None]
        options = {letter for w in known if re.fullmatch(r"-\w+", w) for letter in w[1:]} | {
            w[2:] for w in known if w.startswith("--")
        }
        plain = [w for w in known if not w.startswith("-") or w == "-"]
        stdin = text_of(ctx.stdin_text)
        if (
            name in ("cat", "tac", "base64", "base32", "xxd", "rev", "head", "tail", "sort", "uniq")
            and plain
            and plain != ["-"]
            and name not in ("head", "tail")
        ):
            contents = [
                stdin if p in _STDIN_PATHS else text_of(self.content_of(self.path_of(f.Literal(text=p), state)))
                for p in plain
            ]
            stdin = "".join(c for c in contents if c is not None) if all(c is not None for c in contents) else None
        result: str | None = None
        if name in ("echo", "printf"):
            return f.Output(command=id_)
        if stdin is not None:
            match name:
                case "cat" | "tee" | "sponge" | "pv":
                    result = stdin
                case "tac":
                    result = "\n".join(reversed(stdin.rstrip("\n").split("\n"))) + "\n"
                case "rev":
                    result = v.rev(stdin)
                case "base64":
                    result = v.unbase64(stdin) if options & {"d", "D", "decode"} else None
                case "base32":
                    result = v.unbase32(stdin) if options & {"d", "decode"} else None
                case "xxd":
                    result = v.unhex(stdin) if "r" in options and "p" in options else None
                case "tr":
                    result = v.tr(stdin, options, plain)
                case "sed":
                    script = plain[0] if plain else ""
                    result = v.sed(stdin, script) if len(plain) == 1 and not options - {"e", "E", "r"} else None
                case "head" | "tail" if len(plain) <= 1 and known:
                    count = re.search(r"\d+", " ".join(known))
                    lines = stdin.splitlines(keepends=True)
                    if count and "c" not in options:
                        n = int(count.group())
                        result = "".join(lines[:n] if name == "head" else lines[-n:])
                case "cut":
                    result = _cut(stdin, known)
                case _:
                    pass
        return f.Literal(text=result) if result is not None else f.Output(command=id_)

    # --- programs that run others -------------------------------------------------------------------------------------

    def wrapper(
        self,
        id_: int,
        name: str,
        known: knowledge.Program,
        options: list[tuple[str, f.Value]],
        argv: list[f.Value],
        first: int,
        span: f.Span,
        word_spans: list[f.Span],
        state: State,
        ctx: Ctx,
        env: dict[str, f.Value],
    ) -> f.Value:
        """`sudo`, `env`, `timeout` and kin: the command they start."""
        unknown = [option for option, _ in options if option.startswith("?")]
        if unknown:
            self.builder.opaque("unknown_wrapper_option", self.unit, span, f"{name} {unknown[0][1:]}")
        for option, value in options:
            if (meaning := known.options.get(option)) is not None and value != EMPTY:
                self.effect(meaning, value, id_, span, state, ctx, known)
            if option in known.code_options and value != EMPTY:
                self.hand_over(
                    value,
                    known.interprets or "sh",
                    f"{name} -c",
                    span,
                    state,
                    self.below(ctx, id_, name, known, options),
                    id_,
                )
                return f.Output(command=id_)
        rest, spans = argv[first:], word_spans[first:] if len(word_spans) == len(argv) else []
        added: dict[str, f.Value] = {}
        if name in ("env", "sudo", "doas"):
            while rest and re.match(r"[^=/]+=", prefix_of(rest[0])):
                head = prefix_of(rest[0]).partition("=")[0]
                text = text_of(rest[0])
                added[head] = f.Literal(text=text.partition("=")[2]) if text is not None else f.Unknown(why=head)
                rest, spans = rest[1:], spans[1:]
            for head, value in added.items():
                self.environment_fact(head, value, span, id_, ctx)
            split = next((value for option, value in options if option == "split-string"), None)
            if split is not None:
                text = text_of(split)
                if text is None:
                    self.builder.opaque("dynamic_command", self.unit, span, "env -S")
                    return f.Output(command=id_)
                try:
                    rest = [*(f.Literal(text=w) for w in shlex.split(text)), *rest]
                except ValueError:
                    self.builder.opaque("dynamic_command", self.unit, span, "env -S")
                spans = []
                while rest and re.match(r"[^=/]+=", prefix_of(rest[0])):
                    head, _, tail = (text_of(rest[0]) or "").partition("=")
                    added[head] = f.Literal(text=tail)
                    rest = rest[1:]
        skip = known.wraps or 0
        rest, spans = rest[skip:], spans[skip:]
        if name == "busybox" and not rest:
            return f.Output(command=id_)
        if not rest:
            if name in ("sudo", "doas") and any(o in ("s", "i", "shell", "login") for o, _ in options):
                self.code_fact(f"{name} shell", "bash", span, ctx, f.Cause(command=id_), "none")
            elif name in ("chroot", "unshare", "nsenter", "su"):
                self.fed(id_, name, "bash", span, state, ctx)
            return f.Output(command=id_)
        if unknown:
            # Which word is the program cannot be told: every one may be.
            for i in range(1, len(rest)):
                text = text_of(rest[i])
                if text is not None and knowledge.program(text.rsplit("/", 1)[-1]) is not None:
                    self.launch(
                        rest[i:],
                        span,
                        [],
                        state.copy(),
                        replace(self.below(ctx, id_, name, known, options), certainty="possible"),
                        {**env, **added},
                    )
        if name == "watch":
            joined = self.joined(rest)
            self.hand_over(joined, "sh", name, span, state, self.below(ctx, id_, name, known, options), id_)
            return f.Output(command=id_)
        inner = self.below(ctx, id_, name, known, options)
        scratch = state.copy()
        chdir = next((value for option, value in options if option == "chdir"), None)
        if chdir is not None:
            scratch.cwd = self.path_of(chdir, state)
        scratch.functions = {}
        for head, value in added.items():
            scratch.variables[head] = value
            scratch.exported.add(head)
        return self.launch(rest, span, spans, scratch, inner, {**env, **added})

    def below(
        self,
        ctx: Ctx,
        id_: int,
        name: str,
        known: knowledge.Program | None = None,
        options: list[tuple[str, f.Value]] | None = None,
    ) -> Ctx:
        """The context of what command `id_` starts."""
        privileged = ctx.privileged or bool(known and known.privilege == "become_user")
        user = ctx.user
        if known and known.privilege == "become_user":
            user = next((text_of(value) for option, value in options or [] if option == "user"), None) or "root"
        return replace(
            ctx,
            wrappers=(*ctx.wrappers, name),
            launched_by=f.LaunchedBy(id=id_, how=name),
            privileged=privileged,
            user=user,
            pipeline=None,
        )

    def joined(self, words: list[f.Value]) -> f.Value:
        parts: list[f.Value] = []
        for i, word in enumerate(words):
            parts += [f.Literal(text=" "), word] if i else [word]
        return concat(parts)

    def launch_text(self, value: f.Value, id_: int, how: str, span: f.Span, state: State, ctx: Ctx) -> None:
        """An option that names a program, perhaps with arguments."""
        text = text_of(value)
        if text is None:
            self.builder.opaque("dynamic_command", self.unit, span, how)
            return
        self.hand_over(value, "sh", how, span, state, ctx, id_)

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
        """A command that a builtin starts in its own place."""
        if not argv:
            return EMPTY
        return self.launch(argv, span, word_spans, state, ctx, env, plan or NOTHING)

    # --- interpreters -------------------------------------------------------------------------------------------------

    def interpreter(
        self,
        id_: int,
        name: str,
        known: knowledge.Program,
        options: list[tuple[str, f.Value]],
        operands: list[f.Value],
        first: int,
        argv: list[f.Value],
        span: f.Span,
        word_spans: list[f.Span],
        state: State,
        ctx: Ctx,
        env: dict[str, f.Value],
    ) -> f.Value:
        """`bash`, `python3`, `node` and kin: the text that they run."""
        language: f.Language = known.interprets or "other"
        inner = self.below(ctx, id_, name)
        flags = {option for option, _ in options}
        for option, value in options:
            if (meaning := known.options.get(option)) is not None and value != EMPTY:
                self.effect(meaning, value, id_, span, state, ctx, known)
        if language in ("bash", "sh") and ("c" in flags):
            if not operands:
                return f.Output(command=id_)
            code = operands[0]
            at = word_spans[argv.index(code)] if len(word_spans) == len(argv) and code in argv else span
            positional = tuple(operands[1:]) if len(operands) > 1 else (f.Literal(text=name),)
            self.hand_over(
                code,
                language,
                f"{name} -c",
                at,
                state,
                inner,
                id_,
                positional=positional,
                env=env,
                interactive="i" in flags,
            )
            if "i" in flags and "PROMPT_COMMAND" in env:
                self.hand_over(env["PROMPT_COMMAND"], "bash", "$PROMPT_COMMAND", span, state, inner, id_)
            return self.child_output(id_)
        codes = [(option, value) for option, value in options if option in known.code_options and value != EMPTY]
        if codes:
            for option, value in codes:
                self.hand_over(value, language, f"{name} -{option}", span, state, inner, id_, env=env)
            return self.child_output(id_)
        module = next((text_of(value) for option, value in options if option == "m"), None)
        if language == "python" and "m" in flags:
            self.module(id_, module, argv, span, state, inner, env)
            return f.Output(command=id_)
        if not operands or text_of(operands[0]) in _STDIN_PATHS or "s" in flags:
            self.fed(
                id_,
                name,
                language,
                span,
                state,
                replace(inner, stdin=ctx.stdin, stdin_text=ctx.stdin_text),
                env,
                tuple(operands),
            )
            return self.child_output(id_)
        self.run_program_file(id_, name, operands[0], language, tuple(operands), span, state, inner, env)
        return self.child_output(id_)

    def child_output(self, id_: int) -> f.Value:
        return f.Output(command=id_)

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
            source = "none"
            self.code_fact(f"stdin of {name}", language, span, ctx, by, source)
            return
        how = {"heredoc": f"heredoc to {name}", "herestring": f"here-string to {name}"}.get(
            ctx.stdin.source, f"stdin of {name}"
        )
        taint = tuple(n for c in ctx.stdin.commands for n in self.world.downloads.get(c, ())) + self.taint_of(
            ctx.stdin_text
        )
        if (
            ctx.stdin.source == "file"
            and (path := self.path_of(ctx.stdin.value or EMPTY, state)) in self.world.downloaded
        ):
            taint += self.world.downloaded[path or ""]
        if ctx.stdin.source == "file" and text_of(ctx.stdin_text) is None and not taint:
            text = text_of(ctx.stdin.value)
            if text == "/dev/null":
                return
            if text is not None and text.startswith(("/dev/tcp/", "/dev/udp/")):
                self.code_fact(how, language, span, ctx, by, "network")
                return
            self.code_fact(how, language, span, ctx, by, "file")
            self.builder.opaque("program_not_seen", self.unit, span, text or "")
            return
        value = ctx.stdin_text if ctx.stdin_text is not None else f.Unknown(why="stdin")
        source_kind = "pipe" if ctx.stdin.source in ("pipe", "process") else None
        self.hand_over(
            value,
            language,
            how,
            span,
            state,
            ctx,
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
        if content is None:
            content = self.content_of(path)
        text = text_of(content)
        taint = self.world.downloaded.get(path or "", ()) or self.taint_of(content)
        if taint:
            self.flows(taint, "interpreter")
            self.code_fact("file", language, span, ctx, by, "network", file=effect)
        elif text is not None:
            self.hand_over(
                f.Literal(text=text),
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
            if path is None:
                self.builder.opaque(
                    "dynamic_code" if v.unknown_part(value) and not prefix_of(value) else "program_not_seen",
                    self.unit,
                    span,
                    name,
                )
            else:
                self.builder.opaque("program_not_seen", self.unit, span, path)

    def run_file(
        self, id_: int, path: str, argv: list[f.Value], span: f.Span, state: State, ctx: Ctx, env: dict[str, f.Value]
    ) -> None:
        """A program started by its path, which the session or this text may have written."""
        effect = self.touch("execute", f.Literal(text=path), span, f.Cause(command=id_), state, certainty=ctx.certainty)
        if path in self.world.downloaded:
            self.flows(self.world.downloaded[path], "interpreter")
            self.code_fact("file", "other", span, ctx, f.Cause(command=id_), "network", file=effect)
            return
        if path not in self.world.files:
            return
        text = text_of(self.content_of(path))
        if text is None:
            self.builder.opaque("program_not_seen", self.unit, span, path)
            return
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
            self.below(ctx, id_, argv_name(argv)),
            id_,
            positional=tuple(argv),
            env=env,
            source="file",
            file=effect,
        )

    def module(
        self,
        id_: int,
        module: str | None,
        argv: list[f.Value],
        span: f.Span,
        state: State,
        ctx: Ctx,
        env: dict[str, f.Value],
    ) -> None:
        """`python -m`: modules that are programs of their own."""
        texts = [text_of(w) for w in argv]
        if module is None:
            self.builder.opaque("dynamic_code", self.unit, span, "python -m")
            return
        at = texts.index("-m") + 2 if "-m" in texts else len(argv)
        rest = argv[at:]
        if module in ("pip", "ensurepip", "venv", "pipx", "uv", "pytest", "black", "mypy"):
            self.launch([f.Literal(text="pip" if module == "pip" else module), *rest], span, [], state, ctx, env)
        elif module in ("timeit", "cProfile", "profile", "trace", "pdb", "runpy", "code"):
            if module == "timeit":
                words, skip = [], False
                for word in rest:
                    text = text_of(word) or ""
                    if skip or re.fullmatch(r"-[nruo]\d+.*|-[pvhc]+", text):
                        if text.startswith("-s") is False:
                            skip = False
                        continue
                    if re.fullmatch(r"-[nruo]", text):
                        skip = True
                        continue
                    words.append(f.Literal(text=text[2:]) if text.startswith("-s") and len(text) > 2 else word)
                for word in words:
                    if text_of(word) != "-s":
                        self.hand_over(word, "python", "python -m timeit", span, state, ctx, id_)
            else:
                files = [w for w in rest if not (text_of(w) or "").startswith("-")]
                if files:
                    self.run_program_file(id_, module, files[0], "python", tuple(files), span, state, ctx, env)
        elif module in ("http.server", "SimpleHTTPServer"):
            self.connect(
                "0.0.0.0",
                next((t for t in texts[at:] if t and t.isdigit()), "8000"),
                span,
                f.Cause(command=id_),
                "listen",
            )
        else:
            path = f"{state.cwd}/{module.replace('.', '/')}.py" if state.cwd else None
            if path is not None and path in self.world.files:
                self.run_program_file(id_, "python", f.Literal(text=path), "python", tuple(rest), span, state, ctx, env)

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
        taint = taint or self.taint_of(value)
        if taint:
            self.flows(taint, "interpreter")
        for item in alternatives(value):
            text = text_of(item)
            if text is None:
                if taint:
                    self.code_fact(how, language, span, ctx, by, "network", file=file)
                else:
                    self.code_fact(how, language, span, ctx, by, source or "computed", file=file)
                    self.builder.opaque("dynamic_code", self.unit, span, how)
                continue
            if language not in embedded.READERS:
                self.code_fact(how, language, span, ctx, by, source or "literal", file=file)
                if not oneliners.harmless(language, text):
                    commands, opaque = oneliners.commands(language, text)
                    for command in commands:
                        self.hand_over(f.Literal(text=command), "sh", f"{how}: system()", span, state, ctx, id_)
                    if opaque:
                        self.builder.opaque("dynamic_code", self.unit, span, how)
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
        from msgspec.structs import replace as with_

        for n in taint:
            if self.builder.network[n].flows_to != "interpreter":
                self.builder.network[n] = with_(self.builder.network[n], flows_to=where)

    # --- environment --------------------------------------------------------------------------------------------------

    def environment_fact(self, name: str, value: f.Value, span: f.Span, id_: int, ctx: Ctx) -> None:
        from interlock.analysis.environment import danger_of

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

    def environment_of(
        self, name: str, value: f.Value, program: str, span: f.Span, state: State, ctx: Ctx, id_: int
    ) -> None:
        """Variables that name programs, for the program that heeds them."""
        if name in (
            "GIT_SSH_COMMAND",
            "GIT_SSH",
            "PAGER",
            "GIT_PAGER",
            "MANPAGER",
            "EDITOR",
            "VISUAL",
            "GIT_EDITOR",
            "LESSOPEN",
            "LESSCLOSE",
            "BROWSER",
            "GIT_EXTERNAL_DIFF",
            "GIT_PROXY_COMMAND",
            "GIT_ASKPASS",
            "SSH_ASKPASS",
            "SUDO_ASKPASS",
            "RSYNC_RSH",
        ):
            self.hand_over(
                v.mapped(value, lambda t: t.lstrip("|"), name),
                "sh",
                f"${name}",
                span,
                state,
                replace(ctx, certainty="possible"),
                id_,
            )
        elif name in ("LD_PRELOAD", "LD_AUDIT", "PYTHONSTARTUP"):
            self.touch("execute", value, span, f.Cause(command=id_), state)

    # --- network ------------------------------------------------------------------------------------------------------

    def url(self, value: f.Value, span: f.Span, by: f.Cause, op: str, ctx: Ctx) -> int | None:
        """A connection for each URL that `value` may be."""
        id_: int | None = None
        for choice in alternatives(value):
            head = prefix_of(choice)
            if head.lower().startswith("file://"):
                self.touch("read", v.mapped(choice, lambda t: urlsplit(t).path, "url"), span, by, self.redirect_state)
                continue
            text = head if _URL.match(head) else "http://" + head
            try:
                parts = urlsplit(text)
                host, port = parts.hostname or "", parts.port
            except ValueError:
                host, port, parts = "", None, urlsplit("http://")
            whole = text_of(choice) is not None or "/" in text.partition("://")[2]
            name: f.Value = (
                f.Literal(text=host)
                if host and whole and not re.search(r"[*{}\[\]?]", host)
                else f.Prefix(text=host)
                if host
                else f.Unknown(why="host")
            )
            id_ = self.builder.add_network(
                f.NetworkEffect(
                    unit=self.unit,
                    span=span,
                    certainty=ctx.certainty,
                    op=op,  # type: ignore[arg-type]  # only words of the literal come here
                    host=name,
                    parents=parent_domains(name),
                    ip_class=address_class(name),
                    by=by,
                    url=choice,
                    port=port,
                    scheme=parts.scheme or None,
                )
            )
            if op == "download" and by.command is not None:
                self.world.downloads[by.command] = (*self.world.downloads.get(by.command, ()), id_)
        return id_

    def host(self, value: f.Value, span: f.Span, by: f.Cause, op: str, ctx: Ctx) -> None:
        text = text_of(value)
        if text is not None and _URL.match(text):
            self.url(value, span, by, op, ctx)
            return
        bare = (
            v.mapped(value, lambda t: t.rpartition("@")[2].partition(":")[0] if t.count(":") <= 1 else t, "host")
            if text is not None
            else value
        )
        self.builder.add_network(
            f.NetworkEffect(
                unit=self.unit,
                span=span,
                certainty=ctx.certainty,
                op=op,  # type: ignore[arg-type]  # only words of the literal come here
                host=bare,
                parents=parent_domains(bare),
                ip_class=address_class(bare),
                by=by,
            )
        )

    def curl_config(self, text: str, id_: int, span: f.Span, state: State, ctx: Ctx) -> None:
        for line in text.splitlines():
            match = re.match(r'\s*-{0,2}([\w-]+)\s*[=: ]\s*"?([^"\n]*)"?\s*$', line)
            if match is None:
                continue
            name = {"o": "output"}.get(match.group(1), match.group(1))
            value = f.Literal(text=match.group(2))
            known = knowledge.program("curl")
            if known is not None and name in known.options:
                self.effect(known.options[name], value, id_, span, state, ctx, known)

    # --- packages -----------------------------------------------------------------------------------------------------

    def packages(
        self,
        id_: int,
        name: str,
        known: knowledge.Program,
        options: list[tuple[str, f.Value]],
        operands: list[f.Value],
        span: f.Span,
        state: State,
        ctx: Ctx,
    ) -> None:
        manager = {"pip3": "pip", "pip2": "pip", "apt-get": "apt"}.get(name, name)
        words = list(operands)
        while words and text_of(words[0]) in ("pip", "global", "tool", "mod", "toolchain", "self"):
            words = words[1:]
        verb = text_of(words[0]) if words else None
        action = known.package_actions.get(verb or "")
        if name in ("pacman",):
            action = (
                "install"
                if any(o.startswith("S") for o, _ in options)
                else "remove"
                if any(o.startswith("R") for o, _ in options)
                else None
            )
            words = [EMPTY, *words]
        if name in ("dpkg", "rpm") and any(o in ("i", "install", "U", "upgrade") for o, _ in options):
            action, words = "install", [EMPTY, *words]
        if action is None or action == "ignore":
            return
        index = next(
            (value for option, value in options if known.options.get(option) == "index" and value != EMPTY), None
        )
        listed = [value for option, value in options if known.options.get(option) == "package" and value != EMPTY]
        for package in [*words[1:], *listed]:
            self.package(manager, action, package, id_, span, ctx, index)
        for option, value in options:
            if known.options.get(option) in _FILE_OPS and value != EMPTY:
                self.effect(known.options[option], value, id_, span, state, ctx, known)

    def package(
        self, manager: str, action: str, value: f.Value, id_: int, span: f.Span, ctx: Ctx, index: f.Value | None = None
    ) -> None:
        text = text_of(value)
        head = prefix_of(value)
        source = "unknown"
        version: str | None = None
        name: f.Value = value
        if _PACKAGE_URL.search(head):
            source = "vcs" if re.search(r"git\+|hg\+|svn\+|bzr\+|git@|\.git(?:$|[@#])", head) else "url"
            self.url(
                v.mapped(
                    value, lambda t: re.sub(r"^.*?(?=(?:https?|ftp|ssh|git|file)://)", "", t).replace("git+", ""), "url"
                )
                if text
                else value,
                span,
                f.Cause(command=id_),
                "download",
                ctx,
            )
            self.flows(self.world.downloads.get(id_, ()), "interpreter")
        elif (
            head.startswith(("./", "../", "/", "~", "file:"))
            or head in (".", "..")
            or re.search(r"\.(whl|tar\.gz|zip|deb|rpm|tgz|gem)$", text or "")
        ):
            source = "path"
        elif text is not None:
            source = "index"
            match = re.match(r"(@?[\w./-]+?)(?:\[[\w,-]*\])?\s*(?:(===?|@|=|:)\s*v?([\w.+!*-]+))?$", text)
            if match and match.group(1):
                name = f.Literal(text=match.group(1))
                version = match.group(3) if match.group(2) and match.group(3) not in ("latest", "*") else None
        self.builder.add_package(
            f.PackageEffect(
                unit=self.unit,
                span=span,
                certainty=ctx.certainty,
                manager=manager,
                action=action,  # type: ignore[arg-type]  # only words of the literal come here
                name=name,
                pinned=version is not None,
                source=source,  # type: ignore[arg-type]  # only words of the literal come here
                by=f.Cause(command=id_),
                version=version,
                index_url=index,
            )
        )

    def descriptor(self, path: str | None, state: State) -> f.Value | None:
        raise NotImplementedError

    # --- programs with a grammar of their own -------------------------------------------------------------------------

    def _do_find(
        self,
        id_: int,
        name: str,
        argv: list[f.Value],
        span: f.Span,
        word_spans: list[f.Span],
        state: State,
        ctx: Ctx,
        env: dict[str, f.Value],
    ) -> f.Value | None:
        by = f.Cause(command=id_)
        starts: list[f.Value] = []
        i = 1
        while i < len(argv) and not prefix_of(argv[i]).startswith(("-", "(", "!")):
            starts.append(argv[i])
            i += 1
        starts = starts or [f.Literal(text=".")]
        narrowed = any(
            text_of(w)
            in (
                "-name",
                "-iname",
                "-path",
                "-regex",
                "-mtime",
                "-mmin",
                "-size",
                "-empty",
                "-newer",
                "-maxdepth",
                "-user",
                "-perm",
                "-atime",
                "-ctime",
                "-inum",
            )
            for w in argv
        )
        for start in starts:
            self.touch("list", start, span, by, state, recursive=True)
        while i < len(argv):
            text = text_of(argv[i])
            if text in ("-delete",):
                for start in starts:
                    target = (
                        f.Concat(parts=(start, f.Unknown(why="found")))
                        if narrowed and isinstance(start, f.Literal)
                        else start
                    )
                    self.touch("delete", target, span, by, state, recursive=True)
            elif text in ("-exec", "-execdir", "-ok", "-okdir"):
                end = next((n for n in range(i + 1, len(argv)) if text_of(argv[n]) in (";", "+")), len(argv))
                below = [concat([s, f.Unknown(why="found")]) for s in starts]
                found = v.one_of(below if narrowed else [*starts, *below])
                words: list[f.Value] = []
                for word in argv[i + 1 : end]:
                    held = text_of(word)
                    if held == "{}":
                        words.append(found)
                    elif held is not None and "{}" in held:
                        words.append(
                            concat(
                                [
                                    f.Literal(text=held.partition("{}")[0]),
                                    f.Unknown(why="found"),
                                    f.Literal(text=held.partition("{}")[2]),
                                ]
                            )
                        )
                    else:
                        words.append(word)
                if words:
                    self.launch(
                        words, span, [], state.copy(), replace(self.below(ctx, id_, "find"), certainty="possible"), {}
                    )
                else:
                    self.builder.opaque("dynamic_command", self.unit, span, "find -exec")
                i = end
            elif text in ("-fprintf", "-fprint", "-fprint0", "-fls") and i + 1 < len(argv):
                self.touch("write", argv[i + 1], span, by, state)
                i += 1
            elif text is None and v.unknown_part(argv[i]):
                previous = text_of(argv[i - 1]) or ""
                if not previous.startswith("-"):
                    self.builder.opaque("unknown_wrapper_option", self.unit, span, "find")
            i += 1
        return None

    def _do_xargs(
        self,
        id_: int,
        name: str,
        argv: list[f.Value],
        span: f.Span,
        word_spans: list[f.Span],
        state: State,
        ctx: Ctx,
        env: dict[str, f.Value],
    ) -> f.Value | None:
        known = knowledge.Program(
            short_args="adEIiLnPsJ",
            short_flags="0rtpxoel",
            wraps=0,
            style="posix",
            long_args=(
                "arg-file",
                "delimiter",
                "max-args",
                "max-procs",
                "max-lines",
                "max-chars",
                "replace",
                "eof",
                "process-slot-var",
                "jobs",
                "colsep",
            ),
            long_flags=(
                "null",
                "no-run-if-empty",
                "verbose",
                "interactive",
                "exit",
                "open-tty",
                "show-limits",
                "bar",
                "progress",
                "keep-order",
                "dry-run",
            ),
            alias={
                "I": "replace",
                "0": "null",
                "n": "max-args",
                "j": "jobs",
                "a": "arg-file",
                "d": "delimiter",
                "L": "max-lines",
            },
        )
        options, operands, _ = all_options(known, argv)
        if any(option.startswith("?") for option, _ in options):
            self.builder.opaque("unknown_wrapper_option", self.unit, span, name)
        placeholder = next(
            (text_of(value) or "{}" for option, value in options if option == "replace"),
            "{}" if name == "parallel" else None,
        )
        stdin = text_of(ctx.stdin_text)
        items: list[f.Value]
        if name == "parallel" and ":::" in [text_of(w) for w in operands]:
            at = [text_of(w) for w in operands].index(":::")
            items, operands = operands[at + 1 :], operands[:at]
        elif stdin is not None:
            nul = any(option == "null" for option, _ in options)
            pieces = (
                stdin.removesuffix("\0").split("\0")
                if nul
                else stdin.split("\n")
                if placeholder
                else _xargs_words(stdin)
            )
            items = [
                f.Literal(text=p if nul else p.lstrip(" \t") if placeholder else p) for p in pieces if p.strip() or nul
            ]
        else:
            items = [f.Unknown(why="stdin")]
        inner = replace(
            self.below(ctx, id_, name),
            stdin=None,
            stdin_text=None,
            certainty="possible" if stdin is None else ctx.certainty,
        )
        command = list(operands) or ([] if name == "parallel" else [f.Literal(text="echo")])
        if placeholder:
            for item in items[:32] or [f.Unknown(why="stdin")]:
                words = [_replaced(word, placeholder, item) for word in command]
                if not command:
                    self.hand_over(item, "sh", name, span, state, inner, id_)
                    continue
                if words == command and name == "parallel":
                    words = [*words, item]
                if name == "parallel":
                    self.hand_over(self.joined(words), "sh", name, span, state, inner, id_)
                else:
                    self.launch(words, span, [], state.copy(), inner, {})
        else:
            taint = self.taint_of(ctx.stdin_text)
            base = knowledge.program((text_of(command[0]) or "").rsplit("/", 1)[-1])
            if base is not None and base.interprets is not None and stdin is None:
                # What is read from a pipe becomes the interpreter's arguments, and so perhaps its program.
                texts = [text_of(w) for w in command[1:]]
                flagged = any(t is not None and re.fullmatch(r"-\w*[cer]", t) for t in texts[-1:])
                if flagged or len(command) == 1:
                    self.hand_over(
                        f.Unknown(why="stdin"),
                        base.interprets,
                        f"{name} {text_of(command[0])}",
                        span,
                        state,
                        inner,
                        id_,
                        taint=taint,
                    )
            most = next((text_of(value) for option, value in options if option == "max-args"), None)
            size = int(most) if most and most.isdigit() and 0 < int(most) < len(items) else len(items)
            rounds = [items[at : at + size] for at in range(0, len(items), size)] if items else [[]]
            if any(option == "max-lines" for option, _ in options) or len(rounds) > _MOST_ROUNDS:
                rounds = [[f.Unknown(why="stdin")]]
            for some in rounds:
                self.launch([*command, *some], span, [], state.copy(), inner, {})
        return None

    _do_parallel = _do_xargs

    def _do_dd(
        self,
        id_: int,
        name: str,
        argv: list[f.Value],
        span: f.Span,
        word_spans: list[f.Span],
        state: State,
        ctx: Ctx,
        env: dict[str, f.Value],
    ) -> f.Value | None:
        for word in argv[1:]:
            for key, op in (("if=", "read"), ("of=", "write")):
                if prefix_of(word).startswith(key):
                    value = v.mapped(word, lambda t: t[3:], "dd") if text_of(word) is not None else _tail(word, 3)
                    self.touch(op, value, span, f.Cause(command=id_), state)  # type: ignore[arg-type]  # one of two FileOps
        return None

    def _do_tar(
        self,
        id_: int,
        name: str,
        argv: list[f.Value],
        span: f.Span,
        word_spans: list[f.Span],
        state: State,
        ctx: Ctx,
        env: dict[str, f.Value],
    ) -> f.Value | None:
        by = f.Cause(command=id_)
        texts = [text_of(w) for w in argv]
        mode = ""
        archive: f.Value | None = None
        directory: f.Value = f.Literal(text=".")
        operands: list[f.Value] = []
        i = 1
        while i < len(argv):
            word, text = argv[i], texts[i] or prefix_of(argv[i])
            if text.startswith("--"):
                option, equals, value_text = text[2:].partition("=")
                value: f.Value = f.Literal(text=value_text) if equals and texts[i] is not None else word
                takes = [o for o in _TAR_ARGS if o.startswith(option) and len(option) > 2]
                if takes and not equals and i + 1 < len(argv):
                    value, i = argv[i + 1], i + 1
                full = takes[0] if len(takes) == 1 else option
                if full == "checkpoint-action":
                    self._tar_action(value, id_, span, state, ctx)
                elif full in (
                    "to-command",
                    "use-compress-program",
                    "rsh-command",
                    "info-script",
                    "new-volume-script",
                    "rmt-command",
                ):
                    self.hand_over(value, "sh", f"tar --{full}", span, state, self.below(ctx, id_, name), id_)
                elif full == "file":
                    archive = value
                elif full == "directory":
                    directory = value
                elif full in ("extract", "get", "create", "append", "update", "list"):
                    mode += full[0] if full != "get" else "x"
                    mode += "x" if full == "extract" else ""
            elif text.startswith("-") or i == 1:
                letters = text.lstrip("-")
                for letter in letters:
                    if letter in "xctruA":
                        mode += letter
                    if letter in "fCITFXbgK" and i + 1 < len(argv):
                        i += 1
                        if letter == "f":
                            archive = argv[i]
                        elif letter == "C":
                            directory = argv[i]
                        elif letter in "IF":
                            self.hand_over(
                                argv[i], "sh", f"tar -{letter}", span, state, self.below(ctx, id_, name), id_
                            )
            else:
                operands.append(word)
                if (
                    isinstance(word, f.Glob)
                    and not word.text.startswith(("/", "./", "-"))
                    and any(p.rsplit("/", 1)[-1].startswith("--") for p in self.world.files)
                ):
                    self.builder.opaque("dynamic_code", self.unit, span, "file names become options")
            i += 1
        if "x" in mode:
            self.touch("extract", directory, span, by, state)
            if archive is not None:
                self.touch("read", archive, span, by, state)
        elif archive is not None and "c" in mode:
            self.touch("write", archive, span, by, state)
            for operand in operands:
                self.touch("read", operand, span, by, state)
        elif archive is not None:
            self.touch("read", archive, span, by, state)
        return None

    def _tar_action(self, value: f.Value, id_: int, span: f.Span, state: State, ctx: Ctx) -> None:
        text = text_of(value)
        if text is None:
            self.builder.opaque("dynamic_code", self.unit, span, "tar --checkpoint-action")
        elif text.startswith("exec="):
            self.hand_over(
                f.Literal(text=text[5:]), "sh", "tar --checkpoint-action", span, state, self.below(ctx, id_, "tar"), id_
            )

    def _do_git(
        self,
        id_: int,
        name: str,
        argv: list[f.Value],
        span: f.Span,
        word_spans: list[f.Span],
        state: State,
        ctx: Ctx,
        env: dict[str, f.Value],
    ) -> f.Value | None:
        by = f.Cause(command=id_)
        texts = [text_of(w) for w in argv]
        i = 1
        scratch = state.copy()
        while i < len(argv) and (texts[i] or "").startswith("-"):
            if texts[i] == "-c" and i + 1 < len(argv):
                self.git_config(argv[i + 1], id_, span, state, ctx)
                i += 1
            elif texts[i] == "-C" and i + 1 < len(argv):
                scratch.cwd = self.path_of(argv[i + 1], state)
                i += 1
            elif texts[i] in ("--git-dir", "--work-tree", "--namespace", "--exec-path") and i + 1 < len(argv):
                i += 1
            elif (texts[i] or "").startswith("--config-env"):
                self.builder.opaque("dynamic_code", self.unit, span, "git --config-env")
            i += 1
        verb = texts[i] if i < len(argv) else None
        rest = argv[i + 1 :]
        held = [text_of(w) for w in rest]
        for n, word in enumerate(rest):
            text = held[n] or prefix_of(word)
            option, equals, tail = text.partition("=")
            following = rest[n + 1] if n + 1 < len(rest) else None
            value: f.Value | None = f.Literal(text=tail) if equals else following
            if value is None:
                continue
            if option in (
                "--upload-pack",
                "--receive-pack",
                "--exec",
                "-u",
                "--open-files-in-pager",
                "-x",
                "--extcmd",
                "--template",
                "--index-filter",
                "--tree-filter",
                "--msg-filter",
                "--env-filter",
                "--commit-filter",
                "--parent-filter",
                "--tag-name-filter",
            ) and (
                option not in ("-u", "-x")
                or (verb in ("clone", "ls-remote", "fetch", "rebase", "difftool") and option != "-x")
                or (option == "-x" and verb in ("rebase", "difftool"))
            ):
                self.hand_over(value, "sh", f"git {verb} {option}", span, state, self.below(ctx, id_, name), id_)
            elif option in ("--output", "-o") and verb in (
                "diff",
                "log",
                "show",
                "archive",
                "format-patch",
                "diff-tree",
            ):
                self.touch("write", value, span, by, scratch)
            elif option in ("-c", "--config") and verb in ("clone", "submodule"):
                self.git_config(value, id_, span, state, ctx)
        if verb == "config":
            keys = [w for w in rest if not (text_of(w) or "").startswith("-")]
            if len(keys) > 1:
                self.git_config(concat([keys[0], f.Literal(text="="), keys[1]]), id_, span, state, ctx)
        elif verb in ("clone", "fetch", "pull", "push", "ls-remote", "remote", "submodule"):
            for word in rest:
                head = prefix_of(word)
                if _URL.match(head) or re.match(r"[\w.-]+@[\w.-]+:", head):
                    self.host(
                        v.mapped(word, lambda t: t if _URL.match(t) else t.partition(":")[0], "url"),
                        span,
                        by,
                        "upload" if verb == "push" else "download",
                        ctx,
                    )
                if head.startswith("ext::"):
                    self.hand_over(
                        v.mapped(word, lambda t: t[5:], "ext"),
                        "sh",
                        "git ext::",
                        span,
                        state,
                        self.below(ctx, id_, name),
                        id_,
                    )
        elif verb == "bisect" and "run" in held:
            at = held.index("run")
            self.launch(rest[at + 1 :], span, [], state.copy(), self.below(ctx, id_, name), {})
        elif verb == "submodule" and "foreach" in held:
            at = held.index("foreach")
            self.hand_over(
                self.joined(rest[at + 1 :]), "sh", "git submodule foreach", span, state, self.below(ctx, id_, name), id_
            )
        if (
            verb
            in ("commit", "merge", "rebase", "checkout", "push", "am", "pull", "switch", "cherry-pick", "gc", "update")
            and state.cwd
        ):
            for path in list(self.world.files):
                if "/.git/hooks/" in path or path.endswith("/pre-commit"):
                    self.run_file(id_, path, [f.Literal(text=path)], span, scratch, self.below(ctx, id_, name), env)
        return None

    def git_config(self, value: f.Value, id_: int, span: f.Span, state: State, ctx: Ctx) -> None:
        head = prefix_of(value)
        key, _, tail = head.partition("=")
        lowered = key.lower()
        if not re.search(
            r"fsmonitor|pager|editor|sshcommand|askpass|hookspath|\.cmd$|\.command$|helper|textconv|\.smudge|\.clean|\.process|external|alias\.|gitproxy|uploadpack|\.driver|program|packsizelimit\.x|insteadof\.x",
            lowered,
        ):
            return
        if text_of(value) is None:
            self.builder.opaque("dynamic_code", self.unit, span, f"git -c {key}")
            return
        if lowered.startswith("alias.") and not tail.startswith("!"):
            return
        if lowered.endswith(("hookspath", "helper")) and not tail.startswith("!"):
            if lowered.endswith("hookspath"):
                self.touch("execute", f.Literal(text=tail), span, f.Cause(command=id_), state)
            return
        if tail in ("true", "false", "cat", "less", "", "vim", "vi", "nano"):
            return
        self.hand_over(
            f.Literal(text=tail.lstrip("!")),
            "sh",
            f"git -c {key}",
            span,
            state,
            replace(self.below(ctx, id_, "git"), certainty="possible"),
            id_,
        )

    def _do_ssh(
        self,
        id_: int,
        name: str,
        argv: list[f.Value],
        span: f.Span,
        word_spans: list[f.Span],
        state: State,
        ctx: Ctx,
        env: dict[str, f.Value],
    ) -> f.Value | None:
        known = knowledge.Program(short_args="BbcDEeFIiJLlmOoPpQRSWw", style="posix")
        options, operands, _ = all_options(known, argv)
        for option, value in options:
            if option == "o":
                text = text_of(value)
                match = re.match(
                    r"\s*(ProxyCommand|LocalCommand|KnownHostsCommand|RemoteCommand|PKCS11Provider|SecurityKeyProvider)"
                    r"\s*[= ]\s*(.*)",
                    text or "",
                    re.IGNORECASE | re.DOTALL,
                )
                if text is None:
                    self.builder.opaque("dynamic_code", self.unit, span, "ssh -o")
                elif match and match.group(2).strip().lower() != "none":
                    self.hand_over(
                        f.Literal(text=match.group(2)),
                        "sh",
                        f"ssh -o {match.group(1)}",
                        span,
                        state,
                        self.below(ctx, id_, name),
                        id_,
                    )
            elif option == "i":
                self.touch("read", value, span, f.Cause(command=id_), state)
            elif option in ("F", "S"):
                self.touch(
                    "execute" if name != "ssh" and option == "S" else "read", value, span, f.Cause(command=id_), state
                )
        if name == "ssh":
            if operands:
                self.host(operands[0], span, f.Cause(command=id_), "connect", ctx)
        else:
            for operand in operands:
                text = text_of(operand) or prefix_of(operand)
                if re.match(r"[^/]+:", text):
                    self.host(
                        operand, span, f.Cause(command=id_), "upload" if operand is operands[-1] else "download", ctx
                    )
                else:
                    self.touch(
                        "write" if operand is operands[-1] else "read", operand, span, f.Cause(command=id_), state
                    )
        return None

    _do_scp = _do_sftp = _do_ssh

    def _do_awk(
        self,
        id_: int,
        name: str,
        argv: list[f.Value],
        span: f.Span,
        word_spans: list[f.Span],
        state: State,
        ctx: Ctx,
        env: dict[str, f.Value],
    ) -> f.Value | None:
        known = knowledge.program("awk")
        assert known is not None  # INVARIANT: it is in the tables
        options, operands, _ = all_options(known, argv)
        files = [value for option, value in options if option in ("f", "file")]
        for value in files:
            self.run_program_file(id_, name, value, "awk", (), span, state, self.below(ctx, id_, name), env)
        program = None if files else operands[0] if operands else None
        for operand in operands[0 if files else 1 :]:
            if "=" not in prefix_of(operand):
                self.touch("read", operand, span, f.Cause(command=id_), state)
        if program is not None:
            self.line_program("awk", program, id_, span, state, ctx)
        return None

    def _do_sed(
        self,
        id_: int,
        name: str,
        argv: list[f.Value],
        span: f.Span,
        word_spans: list[f.Span],
        state: State,
        ctx: Ctx,
        env: dict[str, f.Value],
    ) -> f.Value | None:
        known = knowledge.program("sed")
        assert known is not None  # INVARIANT: it is in the tables
        options, operands, _ = all_options(known, argv)
        scripts = [value for option, value in options if option == "expression"]
        files = [value for option, value in options if option == "file"]
        for value in files:
            self.run_program_file(id_, name, value, "sed", (), span, state, self.below(ctx, id_, name), env)
        if not scripts and not files and operands:
            scripts, operands = [operands[0]], operands[1:]
        in_place = any(option.startswith("in-place") for option, _ in options)
        for operand in operands:
            self.touch("write" if in_place else "read", operand, span, f.Cause(command=id_), state)
        for script in scripts:
            self.line_program("sed", script, id_, span, state, ctx)
        return None

    def line_program(
        self, language: f.Language, value: f.Value, id_: int, span: f.Span, state: State, ctx: Ctx
    ) -> None:
        """An awk or sed program: what it runs, reads and writes."""
        for item in alternatives(value):
            text = text_of(item)
            if text is None:
                known = "".join(
                    t for part in (item.parts if isinstance(item, f.Concat) else ()) if (t := text_of(part)) is not None
                )
                if not known or not oneliners.harmless(language, known) or self.taint_of(item):
                    self.hand_over(item, language, language, span, state, self.below(ctx, id_, language), id_)
                continue
            if oneliners.harmless(language, text):
                continue
            commands, opaque = oneliners.commands(language, text)
            for command in commands:
                self.hand_over(
                    f.Literal(text=command),
                    "sh",
                    f"{language} system",
                    span,
                    state,
                    self.below(ctx, id_, language),
                    id_,
                )
            for op, path in oneliners.files(language, text):
                self.touch(op, f.Literal(text=path), span, f.Cause(command=id_), state)
            if opaque:
                self.builder.opaque("dynamic_code", self.unit, span, language)

    def _do_make(
        self,
        id_: int,
        name: str,
        argv: list[f.Value],
        span: f.Span,
        word_spans: list[f.Span],
        state: State,
        ctx: Ctx,
        env: dict[str, f.Value],
    ) -> f.Value | None:
        known = knowledge.program("make")
        assert known is not None  # INVARIANT: it is in the tables
        options, _, _ = all_options(known, argv)
        for option, value in options:
            if option == "file":
                text = text_of(
                    ctx.stdin_text if text_of(value) in _STDIN_PATHS else self.content_of(self.path_of(value, state))
                )
                self.makefile(text, id_, span, state, ctx)
            elif option == "eval":
                self.makefile(text_of(value), id_, span, state, ctx)
        if not any(option == "file" for option, _ in options) and state.cwd:
            for file in ("GNUmakefile", "makefile", "Makefile"):
                if (path := f"{state.cwd}/{file}") in self.world.files:
                    self.makefile(self.world.files[path], id_, span, state, ctx)
        return None

    def makefile(self, text: str | None, id_: int, span: f.Span, state: State, ctx: Ctx) -> None:
        if text is None:
            self.builder.opaque("program_not_seen", self.unit, span, "makefile")
            return
        for line in text.replace("\\\n", " ").splitlines():
            match = re.match(r"\t[@+-]*(.*)", line) or re.match(r"[^\t=:#]+::?[^=;]*;[@+-]*(.*)", line)
            shell = re.findall(r"\$\(shell ([^)]*)\)", line) + re.findall(r"!=\s*(.*)", line)
            for recipe in [*([match.group(1)] if match else []), *shell]:
                plain = recipe.replace("$$", "$")
                if re.search(r"\$[({@<^*?+%]", recipe.replace("$$", "")):
                    self.builder.opaque("dynamic_code", self.unit, span, "make variable") if re.match(
                        r"\s*\$[({]", recipe
                    ) else None
                self.hand_over(
                    f.Literal(text=plain), "sh", "make recipe", span, state, self.below(ctx, id_, "make"), id_
                )

    def _do_vim(
        self,
        id_: int,
        name: str,
        argv: list[f.Value],
        span: f.Span,
        word_spans: list[f.Span],
        state: State,
        ctx: Ctx,
        env: dict[str, f.Value],
    ) -> f.Value | None:
        texts = [text_of(w) for w in argv]
        for n, text in enumerate(texts[1:], 1):
            command = None
            if text in ("-c", "--cmd", "-S", "-s", "--eval", "-eval", "-l", "--command") and n + 1 < len(argv):
                command = argv[n + 1]
            elif text is not None and text.startswith("+") and len(text) > 1:
                command = f.Literal(text=text[1:])
            if command is None:
                if text is not None and not text.startswith(("-", "+")) and texts[n - 1] not in ("-c", "--cmd", "-S"):
                    self.touch("write", argv[n], span, f.Cause(command=id_), state)
                continue
            held = text_of(command)
            match = re.match(r":*\s*(?:silent!?\s+)?(?:r(?:ead)?\s*|w(?:rite)?\s*)?!(.*)", held or "", re.DOTALL)
            if held is None:
                self.builder.opaque("dynamic_code", self.unit, span, f"{name} -c")
            elif match:
                self.hand_over(
                    f.Literal(text=match.group(1)), "sh", f"{name} :!", span, state, self.below(ctx, id_, name), id_
                )
            elif re.search(r"system|py3?|lua|perl|ruby|shell-command|terminal|job_start|source|execute", held):
                self.builder.opaque("dynamic_code", self.unit, span, f"{name} -c")
            elif match := re.match(r":*\s*(?:w(?:rite)?|sav(?:eas)?)!?\s+(\S+)", held):
                self.touch("write", f.Literal(text=match.group(1)), span, f.Cause(command=id_), state)
        if ctx.stdin is not None and name in ("ed", "ex", "red", "vi"):
            held = text_of(ctx.stdin_text)
            for line in (held or "").splitlines():
                if match := re.match(r"[^!\n]*!(.*)", line):
                    self.hand_over(
                        f.Literal(text=match.group(1)), "sh", f"{name} !", span, state, self.below(ctx, id_, name), id_
                    )
                elif match := re.match(r"[\d,$%]*w\s+(\S+)", line):
                    self.touch("write", f.Literal(text=match.group(1)), span, f.Cause(command=id_), state)
            if held is None:
                self.builder.opaque("dynamic_code", self.unit, span, f"stdin of {name}")
        return None

    def _do_gdb(
        self,
        id_: int,
        name: str,
        argv: list[f.Value],
        span: f.Span,
        word_spans: list[f.Span],
        state: State,
        ctx: Ctx,
        env: dict[str, f.Value],
    ) -> f.Value | None:
        texts = [text_of(w) for w in argv]
        for n, text in enumerate(texts[:-1]):
            if text in ("-ex", "-iex", "--ex", "-eval-command", "--eval-command", "-o", "--one-line"):
                held = texts[n + 1]
                match = re.match(r"\s*(?:!|shell\s+|platform shell\s+|python\s+)(.*)", held or "", re.DOTALL)
                if held is None:
                    self.builder.opaque("dynamic_code", self.unit, span, f"{name} -ex")
                elif match:
                    language: f.Language = "python" if "python" in (held or "")[: match.start(1)] else "sh"
                    self.hand_over(
                        f.Literal(text=match.group(1)),
                        language,
                        f"{name} -ex",
                        span,
                        state,
                        self.below(ctx, id_, name),
                        id_,
                    )
            elif text in ("-x", "--command", "-s"):
                self.touch("execute", argv[n + 1], span, f.Cause(command=id_), state)
                self.builder.opaque("program_not_seen", self.unit, span, name)
            elif text == "--args":
                self.launch(argv[n + 1 :], span, [], state.copy(), self.below(ctx, id_, name), {})
        return None

    _do_lldb = _do_gdb

    def _do_gcc(
        self,
        id_: int,
        name: str,
        argv: list[f.Value],
        span: f.Span,
        word_spans: list[f.Span],
        state: State,
        ctx: Ctx,
        env: dict[str, f.Value],
    ) -> f.Value | None:
        texts = [text_of(w) for w in argv]
        for n, text in enumerate(texts[1:], 1):
            if text in ("-wrapper", "--wrapper") and n + 1 < len(argv):
                held = texts[n + 1]
                if held is None:
                    self.builder.opaque("dynamic_command", self.unit, span, "gcc -wrapper")
                else:
                    self.launch(
                        [f.Literal(text=w) for w in held.split(",")],
                        span,
                        [],
                        state.copy(),
                        self.below(ctx, id_, name),
                        {},
                    )
            elif text == "-o" and n + 1 < len(argv):
                self.touch("write", argv[n + 1], span, f.Cause(command=id_), state)
                if (path := self.path_of(argv[n + 1], state)) is not None:
                    self.world.files[path] = None
            elif text is not None and (text.startswith(("-fplugin=", "-specs=", "-B")) or text == "-B"):
                self.touch(
                    "execute", f.Literal(text=text.partition("=")[2] or text[2:]), span, f.Cause(command=id_), state
                )
        return None

    def _do_openssl(
        self,
        id_: int,
        name: str,
        argv: list[f.Value],
        span: f.Span,
        word_spans: list[f.Span],
        state: State,
        ctx: Ctx,
        env: dict[str, f.Value],
    ) -> f.Value | None:
        texts = [text_of(w) for w in argv]
        by = f.Cause(command=id_)
        for n, text in enumerate(texts[:-1]):
            if text in ("-out", "-keyout", "-signature", "-writerand", "-CAserial"):
                self.touch("write", argv[n + 1], span, by, state)
            elif text in ("-in", "-inkey", "-key", "-CAfile"):
                self.touch("read", argv[n + 1], span, by, state)
            elif text in ("-connect", "-proxy"):
                self.host(argv[n + 1], span, by, "connect", ctx)
            elif text in ("-engine", "-provider"):
                self.touch("execute", argv[n + 1], span, by, state)
        if "enc" in texts or "base64" in texts:
            stdin = text_of(ctx.stdin_text)
            if stdin is not None and "-d" in texts and ("-base64" in texts or "-a" in texts or "base64" in texts):
                decoded = v.unbase64(stdin)
                return f.Literal(text=decoded) if decoded is not None else None
        return None

    def _do_run_parts(
        self,
        id_: int,
        name: str,
        argv: list[f.Value],
        span: f.Span,
        word_spans: list[f.Span],
        state: State,
        ctx: Ctx,
        env: dict[str, f.Value],
    ) -> f.Value | None:
        for word in argv[1:]:
            if (text_of(word) or "").startswith("-"):
                continue
            path = self.path_of(word, state)
            self.touch("execute", word, span, f.Cause(command=id_), state)
            below = [p for p in self.world.files if path is not None and p.startswith(path.rstrip("/") + "/")]
            for file in below:
                program = concat([word, f.Literal(text="/" + file.rsplit("/", 1)[-1])])
                self.launch([program], span, [], state.copy(), self.below(ctx, id_, name), env)
            if not below:
                self.builder.opaque("program_not_seen", self.unit, span, name)
        return None

    def _do_start_stop_daemon(
        self,
        id_: int,
        name: str,
        argv: list[f.Value],
        span: f.Span,
        word_spans: list[f.Span],
        state: State,
        ctx: Ctx,
        env: dict[str, f.Value],
    ) -> f.Value | None:
        known = knowledge.program("start-stop-daemon")
        assert known is not None  # INVARIANT: it is in the tables
        options, operands, _ = all_options(known, argv)
        program = next((value for option, value in options if option in ("startas", "exec")), None)
        if program is not None and any(option in ("S", "start") for option, _ in options):
            self.launch([program, *operands], span, [], state.copy(), self.below(ctx, id_, name), env)
        return None

    def _do_docker(
        self,
        id_: int,
        name: str,
        argv: list[f.Value],
        span: f.Span,
        word_spans: list[f.Span],
        state: State,
        ctx: Ctx,
        env: dict[str, f.Value],
    ) -> f.Value | None:
        texts = [text_of(w) for w in argv]
        by = f.Cause(command=id_)
        for n, text in enumerate(texts):
            if text in ("-v", "--volume", "--mount") and n + 1 < len(argv):
                self.touch("mount", v.mapped(argv[n + 1], lambda t: t.partition(":")[0], "volume"), span, by, state)
        if any(t == "--privileged" for t in texts):
            self.builder.add_privilege(
                f.PrivilegeEffect(unit=self.unit, span=span, certainty=ctx.certainty, kind="capabilities", by=by)
            )
        for marker in ("exec", "run"):
            if marker in texts:
                rest = argv[texts.index(marker) + 1 :]
                for n, word in enumerate(rest):
                    base = (text_of(word) or "").rsplit("/", 1)[-1]
                    found = knowledge.program(base)
                    if n > 0 and found is not None and (found.interprets or found.wraps is not None):
                        self.launch(
                            rest[n:],
                            span,
                            [],
                            state.copy(),
                            replace(self.below(ctx, id_, name), certainty="possible"),
                            {},
                        )
                        break
                break
        return None

    def _do_systemctl(
        self,
        id_: int,
        name: str,
        argv: list[f.Value],
        span: f.Span,
        word_spans: list[f.Span],
        state: State,
        ctx: Ctx,
        env: dict[str, f.Value],
    ) -> f.Value | None:
        verbs = {text_of(w) for w in argv[1:]}
        for verb, op in (
            ("poweroff", "shutdown"),
            ("halt", "shutdown"),
            ("reboot", "reboot"),
            ("kexec", "reboot"),
            ("rescue", "shutdown"),
            ("emergency", "shutdown"),
            ("suspend", "shutdown"),
            ("hibernate", "shutdown"),
            ("isolate", "shutdown"),
        ):
            if verb in verbs:
                self.builder.add_process(
                    f.ProcessEffect(
                        unit=self.unit,
                        span=span,
                        certainty=ctx.certainty,
                        op=op,  # type: ignore[arg-type]  # only words of the literal come here
                        by=f.Cause(command=id_),
                        target=f.Literal(text=verb),
                    )
                )
        return None

    def _do_init(
        self,
        id_: int,
        name: str,
        argv: list[f.Value],
        span: f.Span,
        word_spans: list[f.Span],
        state: State,
        ctx: Ctx,
        env: dict[str, f.Value],
    ) -> f.Value | None:
        level = text_of(argv[1]) if len(argv) > 1 else None
        if level in ("0", "1", "6", "s", "S"):
            self.builder.add_process(
                f.ProcessEffect(
                    unit=self.unit,
                    span=span,
                    certainty=ctx.certainty,
                    op="reboot" if level == "6" else "shutdown",
                    by=f.Cause(command=id_),
                    target=f.Literal(text=level),
                )
            )
        return None

    _do_telinit = _do_init

    def _do_chmod(
        self,
        id_: int,
        name: str,
        argv: list[f.Value],
        span: f.Span,
        word_spans: list[f.Span],
        state: State,
        ctx: Ctx,
        env: dict[str, f.Value],
    ) -> f.Value | None:
        texts = [text_of(w) for w in argv]
        recursive = any(
            t in ("-R", "--recursive") or (t is not None and re.fullmatch(r"-[cfvR]*R[cfvR]*", t)) for t in texts
        )
        words = [w for w in argv[1:] if not re.fullmatch(r"-[cfvRhHLP]+|--\S*", text_of(w) or "")]
        op: f.FileOp = "chown" if name in ("chown", "chgrp") else "chmod"
        for word in words[1:]:
            self.touch(
                op,
                word,
                span,
                f.Cause(command=id_),
                state,
                recursive=recursive,
                mode=text_of(words[0]) or "?",
                certainty=ctx.certainty,
            )
        return None

    _do_chown = _do_chgrp = _do_chmod

    def _do_nc(
        self,
        id_: int,
        name: str,
        argv: list[f.Value],
        span: f.Span,
        word_spans: list[f.Span],
        state: State,
        ctx: Ctx,
        env: dict[str, f.Value],
    ) -> f.Value | None:
        known = knowledge.program("nc")
        assert known is not None  # INVARIANT: it is in the tables
        options, operands, _ = all_options(known, argv)
        listening = any(option in ("listen", "l") for option, _ in options)
        by = f.Cause(command=id_)
        if operands or listening:
            host = text_of(operands[0]) if operands and not listening else "0.0.0.0"
            port = (
                text_of(operands[-1])
                if len(operands) > 1 or (listening and operands)
                else next((text_of(value) for option, value in options if option == "p"), None)
            )
            if host is not None:
                self.connect(host, port or "", span, by, "listen" if listening else "connect")
            else:
                self.host(operands[0], span, by, "connect", ctx)
        network = len(self.builder.network) - 1
        if network >= 0:
            self.world.downloads[id_] = (network,)
        for option, value in options:
            if option in ("exec", "sh-exec") and value != EMPTY:
                self.hand_over(value, "sh", f"{name} -{option[0]}", span, state, self.below(ctx, id_, name), id_)
                if network >= 0:
                    self.flows((network,), "interpreter")
            elif option == "output":
                self.touch("write", value, span, by, state)
        return None

    def _do_socat(
        self,
        id_: int,
        name: str,
        argv: list[f.Value],
        span: f.Span,
        word_spans: list[f.Span],
        state: State,
        ctx: Ctx,
        env: dict[str, f.Value],
    ) -> f.Value | None:
        networks: list[int] = []
        runs = False
        for word in argv[1:]:
            text = text_of(word) or prefix_of(word)
            if match := re.match(
                r"(?:TCP|TCP4|TCP6|UDP|UDP4|OPENSSL|SSL|SCTP)(?:-CONNECT|-SENDTO)?:([^:,]+):(\w+)", text, re.IGNORECASE
            ):
                networks.append(self.connect(match.group(1), match.group(2), span, f.Cause(command=id_), "connect"))
            elif match := re.match(r"(?:TCP|TCP4|TCP6|UDP|OPENSSL|SSL)(?:4|6)?-L(?:ISTEN)?:(\w+)", text, re.IGNORECASE):
                networks.append(self.connect("0.0.0.0", match.group(1), span, f.Cause(command=id_), "listen"))
            elif match := re.match(r"(?:EXEC|SYSTEM|SHELL):['\"]?([^,'\"]+)", text, re.IGNORECASE):
                self.hand_over(
                    f.Literal(text=match.group(1)), "sh", "socat", span, state, self.below(ctx, id_, name), id_
                )
                runs = True
            elif match := re.match(r"(?:OPEN|CREATE|FILE|GOPEN):([^,]+)", text, re.IGNORECASE):
                self.touch("write", f.Literal(text=match.group(1)), span, f.Cause(command=id_), state)
        if runs and networks:
            self.flows(tuple(networks), "interpreter")
        return None

    def _do_curl(
        self,
        id_: int,
        name: str,
        argv: list[f.Value],
        span: f.Span,
        word_spans: list[f.Span],
        state: State,
        ctx: Ctx,
        env: dict[str, f.Value],
    ) -> f.Value | None:
        known = knowledge.program(name)
        assert known is not None  # INVARIANT: the family is in the tables
        options, operands, _ = all_options(known, argv)
        names = {option for option, _ in options}
        uploads = bool(
            names
            & {
                "upload-file",
                "form",
                "data",
                "data-binary",
                "data-raw",
                "data-urlencode",
                "json",
                "post-file",
                "body-file",
                "post-data",
            }
        )
        by = f.Cause(command=id_)
        before = len(self.builder.network)
        for meaning, operand in _meanings(known.operands, operands):
            self.effect(meaning, operand, id_, span, state, ctx, known)
        outputs: list[f.Value] = []
        for option, value in options:
            if value == EMPTY:
                continue
            meaning = known.options.get(option, "")
            if option in ("output", "output-document", "out"):
                if text_of(value) != "-":
                    outputs.append(value)
                continue
            if option in ("data", "data-binary", "data-urlencode", "form", "json") and "@" in prefix_of(value):
                self.touch(
                    "read", v.mapped(value, lambda t: t.partition("@")[2].partition(";")[0], "upload"), span, by, state
                )
            if meaning:
                self.effect(meaning, value, id_, span, state, ctx, known)
        networks = tuple(range(before, len(self.builder.network)))
        if uploads:
            for n in networks:
                from msgspec.structs import replace as with_

                item = self.builder.network[n]
                self.builder.add_network(with_(item, op="upload"))
        if "remote-name" in names or (
            name in ("wget", "aria2c", "axel")
            and not outputs
            and "-" not in [text_of(value) for option, value in options if option == "output-document"]
        ):
            for operand in operands:
                last = (text_of(operand) or "").partition("?")[0].rstrip("/").rsplit("/", 1)[-1]
                outputs.append(f.Literal(text=last) if last and text_of(operand) else f.Unknown(why="remote name"))
        for value in outputs:
            effect = self.touch("write", value, span, by, state)
            path = self.path_of(value, state)
            if path is not None:
                self.world.files[path] = None
                self.world.downloaded[path] = networks
            if effect is not None:
                self.flows(networks, "file")
        if outputs:
            self.world.downloads.pop(id_, None)
            return EMPTY if name == "curl" else None
        return None


_FAMILY = {
    **dict.fromkeys(
        ("wget", "wget2", "aria2c", "axel", "fetch", "http", "https", "httpie", "xh", "lynx", "w3m"), "curl"
    ),
    **dict.fromkeys(("gawk", "mawk", "nawk"), "awk"),
    **dict.fromkeys(("gsed",), "sed"),
    **dict.fromkeys(("bsdtar", "gtar"), "tar"),
    **dict.fromkeys(("gmake",), "make"),
    **dict.fromkeys(("vi", "nvim", "ex", "rvim", "gvim", "emacs", "nano", "ed", "red"), "vim"),
    **dict.fromkeys(("g++", "cc", "c++", "clang", "clang++"), "gcc"),
    **dict.fromkeys(("ncat", "netcat", "nc.openbsd", "nc.traditional"), "nc"),
    **dict.fromkeys(("podman", "nerdctl", "kubectl", "oc", "lxc"), "docker"),
    **dict.fromkeys(("service", "loginctl"), "systemctl"),
    **dict.fromkeys(("setfacl",), "chmod"),
}
_TAR_ARGS = (
    "checkpoint-action",
    "to-command",
    "use-compress-program",
    "rsh-command",
    "info-script",
    "new-volume-script",
    "rmt-command",
    "file",
    "directory",
    "files-from",
    "exclude",
    "exclude-from",
    "transform",
    "strip-components",
    "owner",
    "group",
    "mode",
)


def argv_name(argv: list[f.Value]) -> str:
    return (text_of(argv[0]) or "").rsplit("/", 1)[-1]


def _meanings(spec: str, operands: list[f.Value]) -> list[tuple[str, f.Value]]:
    """Pair operands with meanings: `read... write`, `ignore chmod...`, `read write`."""
    if not spec:
        return []
    words = spec.split()
    at = next((i for i, word in enumerate(words) if word.endswith("...")), None)
    if at is None:
        return list(zip(words, operands, strict=False))
    head, tail = words[:at], words[at + 1 :]
    out = list(zip(head, operands, strict=False))
    rest = operands[len(head) :]
    cut = max(len(rest) - len(tail), 0)
    out += [(words[at][:-3], operand) for operand in rest[:cut]]
    return out + list(zip(tail[-len(rest[cut:]) :] if tail else [], rest[cut:], strict=False))


def _tail(value: f.Value, count: int) -> f.Value:
    """A value without the literal characters it begins with."""
    if isinstance(value, f.Concat) and isinstance(first := value.parts[0], f.Literal):
        return concat([f.Literal(text=first.text[count:]), *value.parts[1:]])
    if isinstance(value, f.Glob):
        return f.Glob(text=value.text[count:])
    return f.Unknown(why="tail")


def _replaced(word: f.Value, placeholder: str, item: f.Value) -> f.Value:
    text = text_of(word)
    if text is None or placeholder not in text:
        return word
    pieces = text.split(placeholder)
    parts: list[f.Value] = []
    for i, piece in enumerate(pieces):
        parts += [item, f.Literal(text=piece)] if i else [f.Literal(text=piece)]
    return concat(parts)


def _xargs_words(text: str) -> list[str]:
    """As xargs(1) splits its input: blanks and newlines; quotes within their line; `\\` takes what follows."""
    found = re.findall(r"""((?:\\[\s\S]|'[^'\n]*'|"[^"\n]*"|[^\s\\'"]|[\r\f\v])+)""", text)
    return [
        re.sub(r"""\\([\s\S])|'([^'\n]*)'|"([^"\n]*)\"""", lambda m: "".join(g or "" for g in m.groups()), w)
        for w in found
    ]


def _cut(text: str, words: list[str]) -> str | None:
    joined = " ".join(words)
    match = re.search(r"-c\s*(\d+)(-)?(\d+)?", joined)
    if match:
        start = int(match.group(1))
        end = int(match.group(3)) if match.group(3) else (None if match.group(2) else start)
        return "\n".join(line[start - 1 : end] for line in text.split("\n"))
    field, delimiter = re.search(r"-f\s*(\d+)$|-f\s*(\d+)\s", joined), re.search(r"-d\s*(\S)", joined)
    if field and delimiter:
        n = int(field.group(1) or field.group(2))
        return "\n".join(
            (line.split(delimiter.group(1)) + [""] * n)[n - 1] if delimiter.group(1) in line else line
            for line in text.split("\n")
        )
    return None
