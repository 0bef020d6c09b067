"""Statements → facts: an abstract evaluation that takes every branch and every loop body."""

from __future__ import annotations

import itertools
import math
import re
import shlex
from collections.abc import Callable, Mapping, Sequence

import msgspec
from msgspec.structs import replace

from interlock.analysis import cells, embedded, knowledge
from interlock.analysis.builder import FactsBuilder, UnitDepthExceeded, resolve
from interlock.analysis.environment import danger_of
from interlock.analysis.shell import dialects, kernel
from interlock.analysis.shell import syntax as s
from interlock.analysis.shell.arrays import Array
from interlock.analysis.shell.builtins import NOT_FOUND, SPECIAL, Builtins
from interlock.analysis.shell.departures import Departures
from interlock.analysis.shell.grammar import ENVIRONMENT
from interlock.analysis.shell.options import parse
from interlock.analysis.shell.parsing import read
from interlock.analysis.shell.reader import Dialect, Reader, Stop
from interlock.analysis.shell.reading import Inputs
from interlock.analysis.shell.redirects import NOTHING, Plan, Touch
from interlock.analysis.shell.second import disagreements
from interlock.analysis.shell.state import Function, State, united
from interlock.analysis.shell.values import EMPTY, alternatives, concat, mapped, one_of, simple_glob, text_of
from interlock.model import facts as f

_MOST_STEPS = 20_000
_MOST_ITERATIONS = 32
_MOST_UNDONE = 16
_MOST_ROUNDS = 4
"""Rounds of a loop that are looked at, where values go from one variable to the next."""
_MOST_RECURSION = 4
"""Calls of a function inside itself that are followed with their arguments."""
_USUAL_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:~/bin:~/.local/bin"
_NOT_IMPORTED = {"IFS", "PWD", "SHLVL", "PPID", "UID", "EUID", "BASH", "BASH_VERSION", "BASHPID", "_"}
"""Shells set these themselves, whatever the environment says."""
_USES = re.compile(r"\$\{?!?(\w+)")
_MOST_VECTORS = 16
"""Readings of one command's words that are told apart."""
_ALWAYS_EXPORTED = ("PATH", "HOME")
"""Variables that come from the environment, and so go on to what is started."""
_KEEPING = {"export", "readonly", "declare", "typeset", "local", "eval", ".", "source"}
"""Builtins behind whose end an assignment before them may be in force."""
_HARDLY_FAILING = {"echo", "printf", ":", "true"}
_UP_AGAIN = re.compile(r"[^./][^/]*/\.\.(?:/|$)")
"""A path through a directory that may not be there."""
_KEEPS_OPEN = {"exec", "command", "builtin"}
_ALWAYS_THERE = re.compile(r"/dev/(?:null|zero|full|stdin|stdout|stderr|u?random|fd/\d+)")
_PROMPTS = {"PS0", "PS1", "PS2", "PS4"}


class Ctx(msgspec.Struct, frozen=True, gc=False):
    """What surrounds a command."""

    context: tuple[f.Context, ...] = ()
    certainty: f.Certainty = "certain"
    stdin: f.Stdin | None = None
    stdin_text: f.Value | None = None
    """What standard input holds, where a pipe or redirection feeds it."""
    wrappers: tuple[str, ...] = ()
    launched_by: f.LaunchedBy | None = None
    privileged: bool = False
    user: str | None = None
    pipeline: f.PipelineStage | None = None
    calls: tuple[str, ...] = ()
    """Functions being called, outermost first."""
    detached: bool = False
    """In a pipeline of several stages, or in the background."""
    direct: bool = False
    """Functions are passed over."""

    def within(self, *more: f.Context, certainty: f.Certainty | None = None) -> Ctx:
        return replace(
            self,
            context=(*self.context, *(c for c in more if c not in self.context)),
            certainty=certainty or self.certainty,
        )

    def plain(self) -> Ctx:
        """For a command that is not itself the stage of the pipeline this one is."""
        return replace(self, pipeline=None, direct=False)


class Trap(msgspec.Struct, frozen=True):
    """A trap that was set: its text, where, and what was known then."""

    text: str
    span: f.Span
    state: State
    between: bool
    """It may go off before the end."""
    files: dict[str, str | None]
    """What files held then."""


_COMMAND_OF_VARIABLE = re.compile(
    r"(?:^|[;&|({\n`]|\b(?:then|do|else|eval|exec|command|env|source|builtin|sudo|bash|sh|nohup)\s|(?<!\S)\.\s)\s*"
    r"(?:\w+=\S*\s+)*[\"']?\$\{?[!#]?([A-Za-z_]\w*|[@*\d])"
)
_SETS_POSITIONAL = re.compile(r"\b(?:set|shift)\b")


def _setting_of(name: str) -> re.Pattern[str]:
    """Where a text may set a variable."""
    return re.compile(
        rf"(?<![\w$]){name}(?:\+?=|\[)|\b(?:read|for|select|mapfile|readarray|getopts|printf|unset)\b[^;\n]*\b{name}\b"
    )


class Evaluator(Builtins):
    """One unit. Units inside share its builder and its `World`."""

    def __init__(
        self, builder: FactsBuilder, text: str, unit: int, around: embedded.Surroundings, dialect: Dialect
    ) -> None:
        self.builder = builder
        self.text = text
        self.unit = unit
        self.around = around
        self.world = around.world
        self.inputs = Inputs()
        self.traps: list[Trap] = []
        self.undone: list[State] = []
        """What was the case where the rest of the line may have been left undone."""
        self.departures = Departures()
        self.dialect = dialect
        self.fixed: f.Span | None = None
        """Where everything stands when the text was computed."""
        self.steps = 0
        self.pipelines = 0
        self.active: tuple[str, ...] = ()
        """Functions being called, for substitutions inside them."""
        self.whole_program = True
        """The shell begins with this text, and with no state of another."""

    dialect: Dialect

    def run_text(self, state: State, ctx: Ctx) -> f.Value:
        """Read and evaluate the whole unit; what it prints."""
        if not self.whole_program and self.world.deadline():
            self.builder.limit("soft_time_s")
            self.builder.opaque("timeout", self.unit, self.at(f.Span(0, len(self.text))))
            return f.Unknown(why="timeout")
        tree = read(self.text, dialect=self.dialect, limits=self.builder.limits)
        if self.dialect == "dash" and not self.world.sh_matters:
            self.world.sh_matters = dialects.read_differently(self.text, tree, self.builder.limits)
        whole = not tree.script.statements
        for node in (*tree.opaque, *disagreements(self.text, tree)):
            code = node.code
            if code in ("depth", "size"):
                self.builder.limit({"depth": "compound_depth", "size": node.detail}[code])
            if code == "syntax_error" and not self.grammar_is_known():
                code = "parse_error"
            partly = code in ("parser_disagreement", "syntax_error") or not whole
            report = self.builder.opaque if partly else self.builder.whole_opaque
            report(code, self.unit, self.at(node.span), node.detail)
        out = self.script(tree.script, state, ctx, by_line=True)
        self.behind_error(tree, state, ctx)
        return out

    def grammar_is_known(self) -> bool:
        """Whether the shell certainly begins to read this text with the grammar of a bash that nobody has set up."""
        return (
            self.builder.entry.kind == "bash-login"
            and self.unit == 0
            and self.whole_program
            and self.fixed is None
            and not ENVIRONMENT.intersection(self.around.env)
            and not any(name.startswith("BASH_FUNC_") for name in self.around.env)
        )

    def behind_error(self, tree: s.Tree, state: State, ctx: Ctx) -> None:
        """Facts of what the shell does not run, if the error before it is one to it. It leaves the world unchanged."""
        if not tree.behind:
            return
        around, links = self.around.with_(world=self.world.copy()), dict(self.builder.links)
        other = Evaluator(self.builder, self.text, self.unit, around, self.dialect)
        other.fixed, other.active, other.steps = self.fixed, self.active, self.steps
        possible, held = ctx.within(certainty="possible"), state.copy()
        for statement in tree.behind:
            inner = possible.within("background") if statement.background else possible
            other.node(statement.body, held, inner)
        self.builder.links = links

    def at(self, span: f.Span) -> f.Span:
        return self.fixed or span

    def inner(self, text: str, unit: int, *, fixed: f.Span | None = None) -> Evaluator:
        """An evaluator of another text in the same shell."""
        other = Evaluator(self.builder, text, unit, self.around, self.dialect)
        other.whole_program = False
        other.fixed = fixed
        other.active = self.active
        other.inputs = self.inputs
        other.traps = self.traps
        other.undone = self.undone
        other.departures = self.departures
        other.steps = self.steps
        return other

    def redirected(self, node: s.Compound, state: State, ctx: Ctx, body: Callable[[State, Ctx], f.Value]) -> f.Value:
        """A compound command: its redirections hold for all inside."""
        if not node.redirections:
            return body(state, ctx)
        before = state.descriptors, state.reads
        plan = self.redirect(node.redirections, state, ctx, self.at(node.span))
        without = state.copy() if self.may_not_open(plan, state) else None
        out = body(state, plan.ctx)
        self.redirect_state = state
        self.files_of(plan, f.Cause())
        if plan.output_paths:
            self.written(plan, out, state, ctx)
        if without is not None:
            state.merge([without])
        self.closed(plan, state, *before)
        return _gone_to(plan, out, node, state)

    @staticmethod
    def closed(plan: Plan, state: State, descriptors: Mapping[int, f.Value], reads: Mapping[int, str]) -> None:
        """Behind a command its descriptors are again what they were."""
        if plan.opened:
            others = {fd: value for fd, value in state.descriptors.items() if fd not in plan.opened}
            state.descriptors = {**others, **{fd: descriptors[fd] for fd in plan.opened if fd in descriptors}}
            kept = {fd: path for fd, path in state.reads.items() if fd not in plan.opened}
            state.reads = {**kept, **{fd: reads[fd] for fd in plan.opened if fd in reads}}

    def written(self, plan: Plan, out: f.Value, state: State, ctx: Ctx) -> None:
        """Files that standard output went to now hold it."""
        appended = {touch.path for touch in plan.touches if touch.op == "append"}
        forced = {redirect.target for redirect in plan.redirects if redirect.op == ">|"}
        missing = any(self.perhaps_missing(touch, state) for touch in plan.touches)
        for value in plan.output_paths:
            path = self.path_of(value, state)
            if path is not None:
                # Where it may be refused, it holds what it held.
                refused = (state.noclobber and value not in forced) or _UP_AGAIN.search(text_of(value) or "")
                instead = self.world.texts(path) if missing or refused or path in self.world.guarded else ()
                possible = ctx.certainty == "possible"
                self.wrote(path, out, append=value in appended, perhaps=possible, instead=instead)
                continue
            self.spoil(value, state)
            if (place := self.place_of(value, state)) and (taint := self.taint_of(out)):
                self.world.downloaded[place] = taint
                self.flows(taint, "file")

    def taint_of(self, value: f.Value | None) -> tuple[int, ...]:
        """Network effects whose content is in a value."""
        match value:
            case f.Output(command=command):
                return self.world.downloads.get(command, ())
            case f.Concat(parts=parts):
                return tuple(n for part in parts for n in self.taint_of(part))
            case f.OneOf(values=values):
                return tuple(n for part in values for n in self.taint_of(part))
            case _:
                return ()

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
        """The command fact, then the effects of its redirections."""
        known = knowledge.program(basename) if basename else None
        parsed = self.parsed = parse(known, argv) if known else None
        id_ = self.builder.add_command(
            f.Command(
                unit=self.unit,
                span=span,
                certainty=ctx.certainty,
                name=argv[0],
                argv=tuple(argv),
                options=dict(parsed.options) if parsed else {},
                operands=tuple(parsed.words() if parsed else argv[1:]),
                env=env,
                wrappers=ctx.wrappers,
                redirects=plan.redirects,
                context=ctx.context,
                basename=basename,
                known=known is not None or builtin,
                builtin=builtin,
                cwd=_place(state),
                user=ctx.user,
                launched_by=ctx.launched_by,
                pipeline=ctx.pipeline,
                stdin=ctx.stdin,
                privileged=ctx.privileged,
            )
        )
        self.redirect_state = state
        self.files_of(plan, f.Cause(command=id_), ctx.certainty)
        taint = self.taint_of(ctx.stdin_text)
        if ctx.stdin is not None:
            taint += tuple(n for c in ctx.stdin.commands for n in self.world.downloads.get(c, ()))
        if taint:
            self.world.downloads[id_] = taint
        return id_

    # --- statements ---------------------------------------------------------------------------------------------------

    def script(self, script: s.Script, state: State, ctx: Ctx, *, by_line: bool = False) -> f.Value:
        """`by_line`: as bash reads a text, so that an error leaves the rest of its line undone and no more."""
        out: list[f.Value] = []
        cuts: list[f.Value] = []
        end, before, left = 0, len(self.undone), len(state.left)
        for statement in script.statements:
            departures = self.departures.all
            if len(state.left) > left:
                ctx = ctx.within(certainty="possible")
            if by_line and "\n" in self.text[end : statement.body.span.start]:
                self.next_line(state, before)
            end = statement.body.span.end
            inner = ctx.within("background") if statement.background else ctx
            if statement.background:
                inner = replace(inner, detached=True)
            if statement.background:
                with self.departures.apart(self.world, background=True):
                    out.append(self.node(statement.body, state.copy(), inner))
            else:
                out.append(self.node(statement.body, state, inner))
            if self.departures.all != departures:
                cuts.append(concat(out))
        return one_of([*cuts, concat(out)])

    def may_end(self, state: State) -> None:
        self.departures.ends(self.world)

    def node(self, node: s.Node, state: State, ctx: Ctx) -> f.Value:
        self.steps += 1
        if self.steps > _MOST_STEPS or len(self.builder.commands) >= self.builder.limits.commands:
            self.builder.limit("commands")
            self.builder.opaque("size", self.unit, self.at(node.span), "too many commands")
            return f.Unknown(why="size")
        if self.steps % 64 == 0 and self.world.deadline():
            self.builder.limit("soft_time_s")
            self.builder.opaque("timeout", self.unit, self.at(node.span))
            return f.Unknown(why="timeout")
        match node:
            case s.SimpleCommand():
                return self.simple(node, state, ctx)
            case s.Pipeline():
                return self.pipeline(node, state, ctx)
            case s.AndOr(items=items):
                return self.and_or(node, list(items), state, ctx)
            case s.Subshell(body=body):
                with self.departures.apart(self.world):
                    return self.redirected(
                        node, state, ctx, lambda st, c: self.script(body, st.copy(), c.within("subshell"))
                    )
            case s.Group(body=body):
                return self.redirected(node, state, ctx, lambda st, c: self.script(body, st, c))
            case s.If():
                return self.redirected(node, state, ctx, lambda st, c: self.if_(node, st, c))
            case s.Loop(condition=condition, body=body):
                if _endless(node) and _crowds(body):
                    self.crowded(self.at(node.span), ctx)

                def loop(st: State, c: Ctx) -> f.Value:
                    c = c.within("loop")
                    out = []
                    for _ in range(_MOST_ITERATIONS):
                        before = self.taken(c)
                        start = st.copy().variables
                        out.append(self.tested(condition, st, c))
                        sets = not _reads(condition) and st.variables != start
                        if _reads(condition) and c.stdin_text is not None and self.inputs.ended(c.stdin_text, before):
                            return concat(out)
                        out.append(self.repeated(body, st, c))
                        if self.taken(c) == before:
                            if sets:
                                again = st.copy()
                                self.tested(condition, again, c.within(certainty="possible"))
                                st.merge([again])
                            return concat(out)
                    # It reads on, line by line: what comes later may be any line.
                    self.inputs.disturbed(c.stdin_text)
                    return concat([*out, self.tested(condition, st, c), self.repeated(body, st, c)])

                return self.redirected(node, state, ctx, loop)
            case s.For():
                return self.redirected(node, state, ctx, lambda st, c: self.for_(node, st, c))
            case s.ArithmeticFor(header=header, body=body):
                if not header[1].parts and _crowds(body):
                    self.crowded(self.at(node.span), ctx)

                def arithmetic_for(st: State, c: Ctx) -> f.Value:
                    for part in header:
                        self.arithmetic(part.parts, self.at(part.span), st)
                    return self.repeated(body, st, c.within("loop"))

                return self.redirected(node, state, ctx, arithmetic_for)
            case s.Case():
                return self.redirected(node, state, ctx, lambda st, c: self.case(node, st, c))
            case s.FunctionDefinition(name=name, body=defined):
                kept = state.functions.get(name, ()) if f"{name}()" in state.readonly else ()
                state.functions = {**state.functions, name: (*kept, Function(defined, self))}
                if state.allexport:
                    state.exported |= {name}
                return EMPTY
            case s.Coprocess(body=started):
                if isinstance(started, s.SimpleCommand) and started.words and "substitution" in ctx.context:
                    # bash 5.2 writes it out as `coproc COPROC cat`, reads that again, and takes its own name for the
                    # program.
                    given = [value for word in started.words for value in self.fields(word, state)]
                    words = [f.Literal(text="COPROC"), *given]
                    named = ctx.within("background", certainty="possible")
                    self.launch(words, self.at(node.span), [], state.copy(), named, {})
                # Whoever has its descriptors writes to it.
                fed = replace(ctx.within("background"), detached=True, stdin=f.Stdin(source="process"))
                with self.departures.apart(self.world, background=True):
                    self.node(started, state.copy(), replace(fed, stdin_text=f.Unknown(why="coproc")))
                for name in dict.fromkeys(("COPROC", node.name or "COPROC")):
                    state.set(name, f.Unknown(why=f"${name}"))
                return EMPTY
            case s.ArithmeticCommand(expression=expression):

                def computed(st: State, _: Ctx) -> f.Value:
                    self.arithmetic(expression.parts, self.at(expression.span), st)
                    return EMPTY

                return self.redirected(node, state, ctx, computed)
            case s.Condition():
                return self.redirected(node, state, ctx, lambda st, _: self.condition(node, st))
            case s.OpaqueNode():
                self.opaque_part(node)
                return f.Unknown(why="unread")

    def and_or(self, node: s.AndOr, items: list[s.Node], state: State, ctx: Ctx) -> f.Value:
        """Each item from what may be the case where it is reached; afterwards, whatever the items that ran left."""
        out = [self.node(items[0], state, ctx)]
        conditional = ctx.within("conditional", certainty="possible")
        succeeded, failed = _outcomes(items[0], state)
        ran = {id(branch): (branch, items[0]) for branch in (*succeeded, *failed)}
        for operator, item in zip(node.operators, items[1:], strict=True):
            reached = succeeded if operator == "&&" else failed
            if not reached:
                continue
            branch = united(reached)
            sure = len(reached) == 1 and not (failed if operator == "&&" else succeeded)
            printed = self.node(item, branch, ctx if sure else conditional)
            out.append(printed if sure else one_of([EMPTY, printed]))
            well, badly = _outcomes(item, branch)
            for one in reached:
                ran.pop(id(one), None)
            ran.update((id(one), (one, item)) for one in (*well, *badly))
            succeeded = well if operator == "&&" else [*succeeded, *well]
            failed = [*failed, *badly] if operator == "&&" else badly
        state.become(united([*succeeded, *failed]))
        going_on = [branch for branch, item in ran.values() if not _leaves(item)]
        if going_on:
            state.be_in(*(place for branch in going_on for place in branch.places))
        return out[0] if len(out) == 1 else concat(out)

    def branches(
        self, bodies: list[s.Script], state: State, ctx: Ctx, *, exhaustive: bool, falls: Sequence[bool] = ()
    ) -> f.Value:
        """Each body from the same beginning, or from the end of the one before, where that `falls` through; afterwards
        what any of them left."""
        ctx = ctx.within("conditional", certainty="possible")
        results: list[State] = [] if exhaustive else [state.copy()]
        outs: list[f.Value] = [] if exhaustive else [EMPTY]
        for i, body in enumerate(bodies):
            through = results[-1:] if i and falls and falls[i - 1] else []
            branch = united([state, *through])
            outs.append(self.script(body, branch, ctx))
            results.append(branch)
        if results:
            first, *others = results
            first.merge(others)
            state.become(first)
        return one_of(outs) if outs else EMPTY

    def if_(self, node: s.If, state: State, ctx: Ctx) -> f.Value:
        out = [
            self.tested(condition, state, ctx if not i else ctx.within("conditional", certainty="possible"))
            for i, (condition, _) in enumerate(node.branches)
        ]
        bodies = [body for _, body in node.branches] + ([node.otherwise] if node.otherwise else [])
        return concat([*out, self.branches(bodies, state, ctx, exhaustive=node.otherwise is not None)])

    def tested(self, condition: s.Script, state: State, ctx: Ctx) -> f.Value:
        """A command whose failure ends nothing."""
        errexit, state.errexit = state.errexit, False
        out = self.script(condition, state, ctx)
        state.errexit = state.errexit or errexit
        return out

    def case(self, node: s.Case, state: State, ctx: Ctx) -> f.Value:
        self.single(node.subject, state)
        for arm in node.arms:
            for pattern in arm.patterns:
                self.single(pattern, state)
        falls = [arm.terminator != ";;" for arm in node.arms]
        return self.branches([arm.body for arm in node.arms], state, ctx, exhaustive=False, falls=falls)

    def for_(self, node: s.For, state: State, ctx: Ctx) -> f.Value:
        ctx = ctx.within("loop")
        if node.words is None:
            values = state.positional[1:] if state.positional is not None and not state.more else None
        else:
            values = [value for word in node.words for value in self.fields(word, state)]
        if (
            values is None
            or len(values) > _MOST_ITERATIONS
            or not values
            or node.kind == "select"
            or not all(isinstance(v, f.Literal) for v in values)
        ):
            if node.kind == "select":
                values = [*(values or ()), EMPTY]  # what an answer that is no number leaves
                state.set("REPLY", f.Unknown(why="$REPLY"))
            before = state.copy()
            each = one_of(values) if values else f.Unknown(why=f"${node.name}")
            if node.kind == "for" and node.name in state.references:
                self.refer(node.name, each, state)
            else:
                self.put(node.name, each, state)
            return self.repeated(node.body, state, ctx.within(certainty="possible"), before)
        out: list[f.Value] = []
        cuts: list[f.Value] = []
        left, state.left = state.left, []
        mark = self.departures.mark()
        for value in values:
            departures = self.departures.all
            if node.name in state.references:
                self.refer(node.name, value, state)
            elif node.name in state.integers or isinstance(state.variables.get(node.name), Array):
                self.put(node.name, value, state)
            else:
                state.set(node.name, value)
                self.setting(node.name, value, self.at(node.span), state, exported=False)
            if state.left:
                ctx = ctx.within(certainty="possible")
            out.append(self.script(node.body, state, ctx))
            if self.departures.all != departures:
                cuts.append(concat(out))
        self.departures.behind(mark, more=any(more for more, _ in state.left))
        self.behind_loop(state, left)
        return one_of([*cuts, concat(out)])

    def repeated(self, body: s.Script, state: State, ctx: Ctx, before: State | None = None) -> f.Value:
        """A body that runs any number of times: once as it stands, and once with what it changed unknown."""
        before = before or state.copy()
        left, state.left = state.left, []
        mark = self.departures.mark()
        self.rounds(body, state, ctx.within(certainty="possible"), before)
        self.departures.behind(mark, more=any(more for more, _ in state.left))
        self.behind_loop(state, left)
        return f.Unknown(why="loop")

    def rounds(self, body: s.Script, state: State, ctx: Ctx, before: State) -> None:
        """Once as it stands, and again from whatever that left."""
        files = dict(self.world.files)
        self.script(body, state, ctx)
        for _ in range(_MOST_ITERATIONS):
            if state.positional is None or state.positional == before.positional or len(state.positional) < 2:
                break
            self.script(body, state, ctx)  # behind a `shift`
        if state.positional != before.positional:
            state.positional, state.more = None, False
        text = self.text[body.span.start : body.span.end]
        written = [path for path, held in self.world.files.items() if held != files.get(path)]
        if _otherwise(state, before) or any(text.count(path.rsplit("/", 1)[-1]) > 1 for path in written):
            again = united([before, state])
            self.script(body, again, ctx)
            state.merge([again])
        was = before.variables.get
        changed = [n for n, value in state.variables.items() if (old := was(n)) is not value and old != value]
        if changed:
            # What further rounds would start from: enough for `a=$b; b=$(…)` to show.
            rounds = [state.copy().variables]
            used = self._used(body, state)
            for _ in range(_MOST_ROUNDS if any(map(used, changed)) else 0):
                start = state.copy().variables
                self.script(body, state, ctx)
                moved = [name for name in state.variables if state.variables[name] != start.get(name)]
                rounds.append(state.copy().variables)
                if not any(state.variables[name] in start.values() for name in moved):
                    break  # nothing goes on from one variable to the next
                changed = list(dict.fromkeys((*changed, *moved)))
            for name in changed:
                old, new = before.variables.get(name), rounds[0].get(name, rounds[-1][name])
                if not isinstance(new, Array):
                    new = one_of([new, *(v for held in rounds[1:-1] if isinstance(v := held.get(name), f.Value))])
                if isinstance(new, Array):
                    known_before = (
                        [*old.values.values(), *old.loose] if isinstance(old, Array) else [old] if old else []
                    )
                    loose = [*known_before, *new.values.values(), *new.loose, f.Unknown(why=f"${name}")]
                    state.set(name, Array(associative=new.associative, loose=loose))
                elif isinstance(old, Array):
                    state.set(name, f.Unknown(why=f"${name}"))
                else:
                    # It may not have run at all, and what it made of its own result may be anything.
                    grown = [f.Unknown(why=f"${name}")] if old is None or used(name) else []
                    state.set(name, one_of([new, *([old] if old is not None else []), *grown]))
        state.merge_rest([before])

    def taken(self, ctx: Ctx) -> int:
        """How much of standard input the shell has read."""
        return self.inputs.of(ctx.stdin_text).at if ctx.stdin_text is not None else 0

    def _used(self, body: s.Script, state: State) -> Callable[[str], bool]:
        """Whether a body, or a function that it calls, reads a variable, as far as its characters tell."""
        text = self._with_functions(self.text[body.span.start : body.span.end], state)
        names = frozenset(_USES.findall(text))

        def used(name: str) -> bool:
            if name.isidentifier():
                return name in names
            return re.search(rf"\$\{{?!?{re.escape(name)}\b", text) is not None

        return used

    def condition(self, node: s.Condition, state: State) -> f.Value:
        for word in node.items:
            if word in node.arithmetic:
                self.arithmetic(word.parts, self.at(word.span), state)
                value = self.single(word, state)
            else:
                value = self.single(word, state)
            if word in node.names or word in node.arithmetic:
                for item in alternatives(value):
                    self.latent_if_any(text_of(item), word.span, state)
                    if word in node.names and (element := re.search(r"\[(.*)\]", text_of(item) or "", re.DOTALL)):
                        self.counted(element.group(1), word.span, state)
        return EMPTY

    def pipeline(self, node: s.Pipeline, state: State, ctx: Ctx) -> f.Value:
        if len(node.stages) == 1:
            return self.node(node.stages[0], state, ctx)
        if not node.stages:
            return EMPTY
        id_ = self.pipelines = self.pipelines + 1
        stdin, text = ctx.stdin, ctx.stdin_text
        out: f.Value = EMPTY
        for i, stage in enumerate(node.stages):
            last = i == len(node.stages) - 1
            before = len(self.builder.commands)
            inner = replace(
                ctx,
                stdin=stdin,
                stdin_text=text,
                pipeline=f.PipelineStage(id=id_, stage=i, last=last),
                detached=True,
            )
            stage_state = state.copy()
            stage_state.output_moved = state.output_moved and last
            with self.departures.apart(self.world):
                out = self.node(stage, stage_state, inner)
            if last and self.world.lastpipe:
                # The shell itself may have run it.
                state.merge([stage_state])
            ids = tuple(c for c in range(before, len(self.builder.commands)))
            stdin = f.Stdin(source="pipe", commands=ids[-1:])
            text = out = _with_errors(out, stage) if node.stderr_too[i : i + 1] == (True,) else out
        return out

    # --- simple commands ----------------------------------------------------------------------------------------------

    def simple(self, node: s.SimpleCommand, state: State, ctx: Ctx) -> f.Value:
        opened = self.world.open_processes
        out = self.simple_command(node, state, ctx)
        self.world.open_processes = opened
        return out

    def simple_command(self, node: s.SimpleCommand, state: State, ctx: Ctx) -> f.Value:
        span = self.at(node.span)
        if not node.words:
            for assignment in node.assignments:
                self.assign(assignment, state, span, exported=assignment.name in state.exported)
            self.empty_command(node.redirections, state, ctx, span)
            return EMPTY
        self.alias_expansion(node, state, ctx)
        argv: list[f.Value] = []
        elastic: int | None = None
        env: dict[str, f.Value] = {}
        for word in node.words:
            if state.keyword and (given := _given(word)) is not None:
                # Taken out of the arguments, if that setting is really in force.
                env[given] = f.Unknown(why=f"${given}")
                argv.append(f.Unknown(why="assignment"))
                continue
            values = self.fields(word, state)
            if elastic is None and not all(isinstance(value, f.Literal) for value in values) and _elastic(word):
                elastic = len(argv)
            argv += values
        if node.assignments:
            scratch = state.copy()
            for assignment in node.assignments:
                value = self.assign(assignment, scratch, span, exported=True)
                if value is not None:
                    env[assignment.name] = value
            if not argv:
                state.become(scratch)
        if not argv:
            # Every word came to nothing: what is left are the redirections.
            self.empty_command(node.redirections, state, ctx, span)
            return EMPTY
        before_all = state.descriptors, state.reads
        if state.failglob and any(isinstance(value, f.Glob) for value in argv):
            self.may_fail(state)
        if state.nullglob and (isinstance(argv[0], f.Glob) or _runs_others(_last_name(text_of(argv[0]) or ""))):
            argv = [one_of([value, EMPTY]) if isinstance(value, f.Glob) else value for value in argv]
        plan = self.redirect(node.redirections, state, ctx, span)
        self.outer_stdin, inner = ctx.stdin, plan.ctx
        without = state.copy() if self.may_not_open(plan, state) else None
        word_spans = [self.at(word.span) for word in node.words]
        self.declared = node.declared
        self.elastic = elastic
        hidden = {name: state.variables.get(name) for name in env}
        for name, value in env.items():
            state.set(name, value)
        result = self.launch(argv, span, word_spans, state, inner, env, plan)
        self.elastic = None
        if isinstance(result, f.Literal) and any(self.perhaps_missing(touch, state) for touch in plan.touches):
            result = one_of([result, EMPTY])
        for name, before in hidden.items():
            # What functions and builtins make of such a variable ends with them, but for these.
            now, started = state.variables.get(name), text_of(argv[0]) or ""
            if started in ("printf", "export", "readonly") and now != env[name]:
                continue
            state.put_back(name, before)
            if started in _KEEPING or (state.posix and started in SPECIAL):
                # Where the command itself is about it, or always in POSIX mode, it stays.
                kept = [value for value in (before, now, env[name]) if isinstance(value, f.Value)]
                state.set(name, one_of(kept) if kept else f.Unknown(why=f"${name}"))
        if plan.output_paths:
            self.written(plan, result, state, ctx)
        if without is not None:
            state.merge([without])
        if not _KEEPS_OPEN.intersection(name or "exec" for name in self.name_choices(argv[0], state)):
            self.closed(plan, state, *before_all)
        if state.errexit and text_of(argv[0]) not in _HARDLY_FAILING:
            self.may_end(state)
        return _gone_to(plan, result, node, state)

    def may_not_open(self, plan: Plan, state: State) -> bool:
        """Whether a file may not be there to read from, or not be writable: then the command is not run."""
        if any(r.op in ("<&", ">&") and not _open(text_of(r.target), state) for r in plan.redirects):
            return True
        paths = [(touch.op == "read", self.path_of(touch.path, state) or "") for touch in plan.touches]
        return any(
            not _ALWAYS_THERE.fullmatch(path) and not (reads and path in self.world.files) for reads, path in paths
        )

    def perhaps_missing(self, touch: Touch, state: State) -> bool:
        """Whether a file may not be there to read from: then the command is not run."""
        path = self.path_of(touch.path, state)
        return touch.op == "read" and (path is None or not (path in self.world.files or _ALWAYS_THERE.fullmatch(path)))

    def empty_command(self, redirections: tuple[s.Redirection, ...], state: State, ctx: Ctx, span: f.Span) -> None:
        """Redirections without a command still open, and so create, their files."""
        plan = self.redirect(redirections, state, ctx, span)
        self.redirect_state = state
        self.files_of(plan, f.Cause(), ctx.certainty)
        self.written(plan, EMPTY, state, ctx)

    def assign(self, assignment: s.Assignment, state: State, span: f.Span, *, exported: bool) -> f.Value | None:
        """Set the variable; its value, unless it is an array."""
        if state.references.get(assignment.name) == () and isinstance(assignment.value, s.Word):
            self.refer(assignment.name, self.single(assignment.value, state), state)
            return None
        names = state.referents(assignment.name)
        if len(names) > 1:
            after = [state.copy() for _ in names]
            for name, branch in zip(names, after, strict=True):
                branch.references = {}
                self.assign(replace(assignment, name=name), branch, span, exported=exported)
                branch.references = dict(state.references)
            state.become(united(after))
            return None
        name = names[0]
        if name != assignment.name and not re.fullmatch(r"[A-Za-z_]\w*", name):
            # An element, or what nobody knows.
            whole = isinstance(assignment.value, s.Word) and not assignment.append
            self.put(name, self.single(assignment.value, state) if whole else f.Unknown(why=name), state)  # type: ignore[arg-type]
            return None
        if name in state.readonly:
            self.may_fail(state)
            self.may_end(state)
        if isinstance(assignment.value, s.ArrayLiteral):
            array = self.array_of(name, state) if assignment.append else Array()
            array.associative = self.array_of(name, state).associative
            position: int | None = array.next if not array.associative else None
            for key, word in assignment.value.elements:
                if key is not None:
                    where = self.subscript(key, self.at(key.span), array, state)
                    element = self.attributed(name, self.single(word, state), state)
                    if self.single(key, state) == EMPTY:
                        continue  # "bad array subscript": bash says so and leaves the element out
                    array.set(where, element)
                    position = int(where) + 1 if where is not None and where.isdigit() else None
                    continue
                values = self.fields(word, state)
                if not all(isinstance(value, f.Literal) for value in values) and _elastic(word):
                    array.loose += values
                    position = None
                    continue
                for value in values:
                    array.set(str(position) if position is not None else None, self.attributed(name, value, state))
                    position = position + 1 if position is not None else None
            state.set(name, array)
            self.array_meaning(name, array, span, state)
            return None
        value = self.single(assignment.value, state)
        if assignment.subscript is not None:
            array = self.array_of(name, state)
            where = self.subscript(assignment.subscript, self.at(assignment.subscript.span), array, state)
            if not assignment.subscript.parts or (array.associative and where == ""):
                self.may_fail(state)  # "bad array subscript"
                return None
            if not array.associative and where is not None and array.place(where) is None:
                self.may_fail(state)  # below the first element
            if assignment.append:
                value = concat([array.get(where), value])
            array.set(where, self.attributed(name, value, state))
            state.set(name, array)
            self.array_meaning(name, array, span, state, where)
            return None
        if assignment.append:
            held = state.variables.get(name)
            if isinstance(held, Array):
                array = held.copy()
                array.set("0", concat([held.get("0"), value]))
                state.set(name, array)
                return None
            value = concat([held if held is not None else f.Unknown(why=f"${name}"), value])
        if name in state.integers:
            for item in alternatives(value):
                self.latent_if_any(text_of(item), span, state)
                self.counted(text_of(item) or "", span, state)
            if assignment.append:
                value = f.Unknown(why="arithmetic")
        value = self.attributed(name, value, state)
        if isinstance(held := state.variables.get(name), Array):
            array = held.copy()
            array.set("0", value)
            state.set(name, array)
            return value
        state.set(name, value)
        self.setting(name, value, span, state, exported=exported)
        return value

    def array_meaning(self, name: str, array: Array, span: f.Span, state: State, key: str | None = None) -> None:
        """Arrays that say what a command name stands for (bash manual, 5.2). `key`: of the one element that was set."""
        prompts = name in _PROMPTS or name == "PROMPT_COMMAND"
        if not prompts and name not in ("BASH_CMDS", "BASH_ALIASES"):
            return
        elements = [*array.values.items()] if key is None else [(key, array.get(key))]
        if prompts:
            for value in (*(value for _, value in elements), *array.loose):
                self.setting(name, value, span, state, exported=False)
            return
        if array.loose:
            self.builder.opaque("alias", self.unit, span)
        for command, value in elements:
            text = text_of(value)
            if text is None:
                self.builder.opaque("dynamic_command", self.unit, span, name)
            elif name == "BASH_ALIASES":
                self.add_alias(command, text, span, state)
            else:
                self.hashed(command, text)

    def array_of(self, name: str, state: State) -> Array:
        """A copy of the array of that name: a scalar is its element 0; what is not known may be anywhere."""
        held = state.variables.get(name)
        if name in ("BASH_CMDS", "BASH_ALIASES"):
            array = held.copy() if isinstance(held, Array) else Array()
            array.associative = True
            return array
        if isinstance(held, Array):
            return held.copy()
        if isinstance(held, f.Unknown):
            return Array(loose=[held])
        return Array({"0": held}) if held is not None else Array()

    def setting(self, name: str, value: f.Value, span: f.Span, state: State, *, exported: bool) -> None:
        """What setting a variable means beyond its value."""
        danger = danger_of(name)
        if exported or danger is not None:
            self.builder.add_environment(
                f.EnvironmentEffect(
                    unit=self.unit,
                    span=span,
                    certainty="certain",
                    op="set",
                    by=f.Cause(),
                    name=f.Literal(text=name),
                    value=value,
                    danger=danger,
                )
            )
        if name == "POSIXLY_CORRECT":
            state.posix = state.expand_aliases = True
        variable = knowledge.variables().get(name)
        means = variable.means if variable is not None and danger is not None else ""
        if name == "PROMPT_COMMAND" or means == "shell":
            self.child_shell(value, f"${name}", span, state, Ctx(certainty="possible"))
        elif means == "shell:|":
            self.child_shell(mapped(value, _piped, name), f"${name}", span, state, Ctx(certainty="possible"))
        elif means == "execute" and text_of(value):
            self.touch("execute", value, span, f.Cause(), state, certainty="possible")
        elif name in _PROMPTS:
            for item in alternatives(value):
                self.latent_if_any(text_of(item), span, state)

    def alias_expansion(self, node: s.SimpleCommand, state: State, ctx: Ctx) -> None:
        """An alias in force makes the line another one: its text is evaluated as well."""
        if not state.expand_aliases or not state.aliases:
            return
        name = node.words[0].literal()
        if name is None or name not in state.aliases or name in ctx.calls:
            return
        for text in state.aliases[name]:
            self.one_alias(name, text, node, state, ctx)

    def one_alias(self, name: str, text: str, node: s.SimpleCommand, state: State, ctx: Ctx) -> None:
        at = 1
        while text[-1:] in (" ", "\t") and at < len(node.words):
            # Behind an alias that ends in a blank the next word is looked up as well.
            following = state.aliases.get(node.words[at].literal() or "")
            if following is None:
                break
            text, at = text + following[0], at + 1
        rest = self.text[node.words[at - 1].span.end : node.span.end] if self.fixed is None else ""
        self.nested_text(
            text + rest,
            "alias",
            self.at(node.span),
            state,
            replace(ctx, calls=(*ctx.calls, name)).within("alias"),
        )

    # --- texts inside -------------------------------------------------------------------------------------------------

    def nested_text(self, text: str, via: str, span: f.Span, state: State, ctx: Ctx) -> f.Value:
        """Evaluate a text in this same shell: eval, source, trap, alias."""
        where = self.text.find(text, span.start, span.end) if text else -1
        verbatim = where >= 0 and self.fixed is None
        at = f.Span(where, where + len(text)) if verbatim else span
        try:
            unit = self.builder.add_unit(
                text,
                "bash" if self.dialect == "bash" else "sh",
                readers=("shell", "tree-sitter-bash"),
                parent=self.unit,
                via=via,
                span=at,
                verbatim=verbatim,
            )
        except UnitDepthExceeded:
            return f.Unknown(why="depth")
        if len(text.encode("utf-8", "surrogatepass")) > self.builder.limits.shell_bytes:
            self.builder.opaque("size", unit, f.Span(0, len(text)))
            return f.Unknown(why="size")
        self.builder.add_code(
            f.Code(
                unit=self.unit,
                span=span,
                certainty=ctx.certainty,
                how=via,
                language="bash" if self.dialect == "bash" else "sh",
                by=f.Cause(),
                source="literal" if verbatim else "computed",
                child=unit,
            )
        )
        return self.inner(text, unit).run_text(state, ctx)

    def latent(self, text: str, span: f.Span, state: State) -> None:
        """A text that will be expanded once more: run the substitutions in it."""
        reader = Reader(text, self.dialect, self.builder.limits)
        evaluator = self.inner(text, self.unit, fixed=self.at(span))
        try:
            for part in reader.quoted_parts(""):
                evaluator.parts_value((part,), state.copy())
        except (Stop, RecursionError):
            self.builder.opaque("latent_substitution", self.unit, self.at(span))

    def latent_if_any(self, text: str | None, span: f.Span, state: State) -> None:
        if text is not None and ("$(" in text or "`" in text):
            self.latent(text, span, state)

    def opaque_part(self, node: s.OpaqueNode) -> None:
        self.builder.opaque(node.code, self.unit, self.at(node.span), node.detail)

    def may_fail(self, state: State) -> None:
        if len(self.undone) < _MOST_UNDONE:
            self.undone.append(state.copy())

    def next_line(self, state: State, first: int) -> None:
        """What the line before left, or what it had done where an error ended it."""
        undone = self.undone[first:]
        for partly in undone:
            partly.positional, partly.more = state.positional, state.more
            partly.locals = state.locals
        if undone:
            state.merge(undone)
            del self.undone[first:]

    def set_trap(self, text: str, span: f.Span, state: State, *, between: bool) -> None:
        self.traps.append(Trap(text, span, state.copy(), between, dict(self.world.files)))
        body = self._with_functions(text, state)
        elsewhere = self.text.replace(text, " ")
        for name in {match.group(1) for match in _COMMAND_OF_VARIABLE.finditer(body)}:
            again = _setting_of(name) if name[0].isalpha() or name[0] == "_" else _SETS_POSITIONAL
            if len(again.findall(elsewhere)) > 1:
                # It goes off when nobody knows what that is by then.
                self.builder.opaque("dynamic_command", self.unit, self.at(span), "trap")
                return

    def _with_functions(self, text: str, state: State) -> str:
        """A text and the bodies of the functions that it may call."""
        texts, known = [text], set[str]()
        for one in texts:
            for name in sorted((set(re.findall(r"[^\s;&|()<>$`'\"]+", one)) & state.functions.keys()) - known):
                known.add(name)
                texts += [
                    c.owner.text[c.body.span.start : _end(c.body)] for c in state.functions[name] if c is not None
                ]
        return "\n".join(texts)

    def sprung(self, state: State, ctx: Ctx) -> None:
        """Traps again, where what they use has changed since: as it is at the end, and as it may be in between."""
        for trap in list(self.traps):
            later = state.copy()
            used = set(re.findall(r"[^\s;&|()<>$`'\"{}/]+", self._with_functions(trap.text, later)))
            changed = [n for n in used & later.variables.keys() if later.variables[n] != trap.state.variables.get(n)]
            changed += [n for n in used & later.functions.keys() if later.functions[n] != trap.state.functions.get(n)]
            written = [path for path, text in self.world.files.items() if trap.files.get(path, text) != text]
            if not changed and not any(path.rsplit("/", 1)[-1] in used for path in written):
                continue
            states = [later]
            if trap.between:
                later.be_in(*later.places, *trap.state.places)
                states.append(later.copy())
                for name in changed:
                    if name in later.variables:
                        states[-1].set(name, f.Unknown(why=name))
            for at_that_time in states:
                self.nested_text(trap.text, "trap", trap.span, at_that_time, ctx.within("trap", certainty="possible"))

    # --- substitutions ------------------------------------------------------------------------------------------------

    def capture(self, body: s.Script, state: State, span: f.Span) -> f.Value:
        before = len(self.builder.commands)
        # `$(< file)` reads the file.
        if (
            len(body.statements) == 1
            and isinstance(simple := body.statements[0].body, s.SimpleCommand)
            and not simple.words
            and not simple.assignments
            and len(simple.redirections) == 1
            and simple.redirections[0].operator == "<"
        ):
            plan = self.redirect(simple.redirections, state.copy(), Ctx(), self.at(simple.span))
            self.redirect_state = state
            self.files_of(plan, f.Cause())
            return plan.ctx.stdin_text or f.Unknown(why="file")
        inside = state.copy()
        inside.output_moved = False
        with self.departures.apart(self.world):
            value = self.script(body, inside, Ctx(context=("substitution",), calls=self.active))
        after = len(self.builder.commands)
        if isinstance(value, f.Literal) or after == before:
            return value
        known = [v for v in alternatives(value) if isinstance(v, f.Literal)]
        if len(known) == len(alternatives(value)):
            return value
        return one_of([*known, f.Output(command=self.printing(before, after))])

    def printing(self, before: int, after: int) -> int:
        """The command whose output a substitution is: the last that is the end of its pipeline."""
        tainted = [i for i in range(before, after) if i in self.world.downloads]
        return tainted[-1] if tainted else after - 1

    def process_file(self, part: s.ProcessSubstitution, state: State) -> f.Value:
        if not part.body.statements:
            return EMPTY
        # bash counts down from 63; what runs inside has none of them open.
        opened, self.world.open_processes = self.world.open_processes, 0
        path = f"/dev/fd/{63 - opened}"
        ctx = Ctx(context=("substitution",), calls=self.active, detached=True)
        if part.direction == ">":
            ctx = replace(ctx, stdin=f.Stdin(source="process"), stdin_text=f.Unknown(why="pipe"))
        before = len(self.builder.commands)
        with self.departures.apart(self.world):
            value = self.script(part.body, state.copy(), ctx)
        self.world.open_processes = opened + 1
        if part.direction == "<":
            self.world.may_hold(path, map(text_of, alternatives(value)))
            taint = tuple(n for i in range(before, len(self.builder.commands)) for n in self.world.downloads.get(i, ()))
            self.world.downloaded.pop(path, None)
            if taint:
                self.world.downloaded[path] = taint
        return f.Literal(text=path)

    # --- launching ----------------------------------------------------------------------------------------------------

    def name_choices(self, value: f.Value, state: State) -> list[str | None]:
        """The names that a command word may be; None among them where it may be something else as well."""
        names: list[str | None] = []
        for item in alternatives(value):
            match item:
                case f.Literal(text=text):
                    names.append(text)
                case f.Glob(text=text):
                    names += [text] if text in state.functions else []
                    names.append(simple_glob(text))
                case _:
                    names.append(None)
        return list(dict.fromkeys(names))

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
        """Start a program, a builtin or a function by its argument vector; what it prints."""
        first = argv[0]
        names = [first.text] if isinstance(first, f.Literal) else self.name_choices(first, state)
        if len(names) == 1 and names[0] is not None:
            if len(vectors := self.vectors(names[0], argv)) == 1:
                return self.launch_named(names[0], argv, span, word_spans, state, ctx, env, plan)
            return self.any_of(names[0], vectors, span, state, ctx, env, plan)
        outs: list[f.Value] = []
        after = [state.copy()] if None in names else []
        if "" in names and self.elastic == 0:
            outs.append(self.without_first(argv, span, word_spans, state, ctx, env, plan, after))
        for name in names:
            if name is not None:
                choice = replace(ctx, certainty="possible")
                vector = [f.Literal(text=name), *argv[1:]]
                after.append(state.copy())
                if not name and self.elastic == 0 and len(argv) > 1:
                    # No word at all, and the next one is the command.
                    outs.append(self.launch(argv[1:], span, word_spans[1:], after[-1], choice, env, plan))
                    continue
                outs.append(self.launch_named(name, vector, span, word_spans, after[-1], choice, env, plan))
        state.become(united(after))
        if None not in names:
            return one_of(outs)
        self.builder.opaque("dynamic_command", self.unit, word_spans[0] if word_spans else span)
        self.add_command(None, argv, span, state, ctx, env, plan)
        return f.Unknown(why="command")

    def vectors(self, name: str, argv: list[f.Value]) -> list[list[f.Value]]:
        """What the words may be, where what one of them is decides what the others mean: of a program that runs others.
        Just the vector itself where there is one reading, or too many."""
        program = _last_name(name)
        if not any(isinstance(value, f.OneOf) for value in argv[1:]) or not _runs_others(program):
            return [argv]
        choices: list[list[list[f.Value]]] = []
        for i, value in enumerate(argv):
            words = [[item] for item in alternatives(value)]
            if isinstance(value, f.OneOf) and not all(isinstance(item, f.Literal | f.Glob) for item in value.values):
                words = [[value]]
            if [EMPTY] in words and i and self.elastic is not None and i >= self.elastic:
                words.append([])
            choices.append(words)
        if math.prod(map(len, choices)) > _MOST_VECTORS:
            return [argv]
        return [[word for words in combination for word in words] for combination in itertools.product(*choices)]

    def any_of(
        self,
        name: str,
        vectors: list[list[f.Value]],
        span: f.Span,
        state: State,
        ctx: Ctx,
        env: dict[str, f.Value],
        plan: Plan,
    ) -> f.Value:
        """One of these commands."""
        elastic, after, outs = self.elastic, [], []
        reading = self.inputs.of(ctx.stdin_text) if ctx.stdin_text is not None else None
        start = (reading.at, reading.uncertain) if reading is not None else (0, False)
        moved = False
        for vector in vectors:
            if reading is not None:
                moved = moved or (reading.at, reading.uncertain) != start
                reading.at, reading.uncertain = start  # each of them reads from there
            self.elastic = None if all(isinstance(value, f.Literal) for value in vector) else elastic
            branch = state.copy()
            choice = replace(ctx, certainty="possible")
            outs.append(self.launch_named(name, vector, span, [span] * len(vector), branch, choice, env, plan))
            after.append(branch)
        if reading is not None:
            reading.uncertain = reading.uncertain or moved
        state.become(united(after))
        return one_of(outs)

    def without_first(
        self,
        argv: list[f.Value],
        span: f.Span,
        word_spans: list[f.Span],
        state: State,
        ctx: Ctx,
        env: dict[str, f.Value],
        plan: Plan,
        after: list[State],
    ) -> f.Value:
        """The first word may have come to nothing: then the next one is the name. Adds what is the case afterwards."""
        elastic, rest, branch = self.elastic, argv[1:], state.copy()
        after.append(branch)
        if not rest:
            return EMPTY
        self.elastic = next((i for i, value in enumerate(rest) if not isinstance(value, f.Literal)), None)
        out = self.launch(rest, span, word_spans[1:], branch, replace(ctx, certainty="possible"), env, plan)
        self.elastic = elastic
        return out

    def launch_named(
        self,
        name: str,
        argv: list[f.Value],
        span: f.Span,
        word_spans: list[f.Span],
        state: State,
        ctx: Ctx,
        env: dict[str, f.Value],
        plan: Plan,
    ) -> f.Value:
        functions = state.functions.get(name, (None,)) if ctx.launched_by is None and not ctx.direct else (None,)
        if state.posix and name in SPECIAL and None not in functions:
            functions = (*functions, None)
        if functions == (None,):
            return self.launch_program(name, argv, span, word_spans, state, ctx, env, plan)
        self.redirect_state = state
        self.files_of(plan, f.Cause())
        plan, elastic = replace(plan, touches=()), self.elastic
        if len(functions) > 1:
            # Which of its definitions is in force cannot be told, or whether any is.
            ctx = ctx.within(certainty="possible")
        outs: list[f.Value] = []
        after: list[State] = []
        for function in functions:
            branch, self.elastic = state.copy(), elastic
            branch.functions = {**branch.functions, name: (function,)}
            outs.append(
                self.call(name, function, argv, span, branch, ctx)
                if function is not None
                else self.launch_program(name, argv, span, word_spans, branch, ctx, env, plan)
            )
            after.append(branch)
        state.become(united(after))
        return one_of(outs) if len(functions) == 1 else f.Unknown(why="function")

    def launch_program(
        self,
        name: str,
        argv: list[f.Value],
        span: f.Span,
        word_spans: list[f.Span],
        state: State,
        ctx: Ctx,
        env: dict[str, f.Value],
        plan: Plan,
    ) -> f.Value:
        """Start a builtin or a program."""
        if state.input is not None and (ctx.stdin is None or ctx.stdin is state.under):
            ctx = replace(ctx, stdin=state.input[0], stdin_text=state.input[1])
        if not name:
            return f.Unknown(why="empty name")
        builtin = (
            self.builtin(name, argv, span, word_spans, state, ctx, env, plan)
            if not ctx.launched_by or ctx.launched_by.how in ("builtin", "command", "exec")
            else None
        )
        if builtin is not None:
            return builtin
        by_shell = ctx.launched_by is None or ctx.launched_by.how in ("command", "builtin", "exec")
        if "/" not in name and by_shell and not any(call.startswith(NOT_FOUND) for call in ctx.calls):
            # What the shell does not find, it hands to a function of this name (bash manual, 3.7.2).
            for function in state.functions.get(NOT_FOUND, ()):
                if function is not None:
                    handed = [f.Literal(text=NOT_FOUND), *argv]
                    possible = ctx if knowledge.program(name) is None else replace(ctx, certainty="possible")
                    self.call(NOT_FOUND, function, handed, span, state.copy(), possible)
        for planted in self.on_path(name, state, env) if "/" not in name else ():
            self.launch(
                [f.Literal(text=planted), *argv[1:]],
                span,
                word_spans,
                state.copy(),
                ctx.within(certainty="possible"),
                env,
            )
        path = resolve(name, state.cwd, state.home) if "/" in name else None
        place = path or (self.place_of(f.Literal(text=name), state) if "/" in name else None)
        basename = _last_name(name)
        if path is not None and path in self.world.copies:
            basename = self.world.copies[path]
        elif path is not None and self.builder.links:
            for there in self.builder.destinations(path):
                basename = _last_name(there) if there is not None and there != path else basename
        for told in self.world.hashed.get(name, ()):
            found = resolve(told, state.cwd, state.home)
            program = self.world.copies.get(found or "", told.rsplit("/", 1)[-1])
            possible = replace(ctx, certainty="possible")
            self.start_program(program, found, argv, span, word_spans, state.copy(), possible, env, NOTHING)
        return self.start_program(basename, place, argv, span, word_spans, state, ctx, env, plan)

    def start_program(
        self,
        basename: str,
        place: str | None,
        argv: list[f.Value],
        span: f.Span,
        word_spans: list[f.Span],
        state: State,
        ctx: Ctx,
        env: dict[str, f.Value],
        plan: Plan,
    ) -> f.Value:
        """Start the program of that name, or at that place."""
        shared, ctx = ctx.stdin_text, replace(ctx, stdin_text=self.inputs.rest(ctx.stdin_text))
        id_ = self.add_command(basename, argv, span, state, ctx, env, plan)
        if self.reads_input(basename):
            self.inputs.disturbed(shared)
        return self.program(id_, basename, place, argv, span, word_spans, state, ctx, env, plan)

    def on_path(self, name: str, state: State, env: dict[str, f.Value]) -> list[str]:
        """Files of that name that the session wrote where the shell may look for programs."""
        written = [path for path in (*self.world.files, *self.world.copies) if path.endswith(f"/{name}")]
        if not written:
            return []
        value = env.get("PATH", state.variables.get("PATH"))
        texts = [
            text_of(part) or _USUAL_PATH
            for choice in (alternatives(value) if isinstance(value, f.Value) else (f.Unknown(),))
            for part in (choice.parts if isinstance(choice, f.Concat) else (choice,))
        ]
        places = {
            resolve(place or ".", state.cwd)
            for text in texts
            for place in text.replace("~", state.home or "~").split(":")
        }
        return list(dict.fromkeys(path for path in written if (path.rpartition("/")[0] or "/") in places))

    def crowded(self, span: f.Span, ctx: Ctx, name: str | None = None) -> None:
        """Processes are started until none are left; `name`: by a function that calls itself."""
        self.builder.add_process(
            f.ProcessEffect(
                unit=self.unit,
                span=span,
                certainty=ctx.certainty,
                op="fork_bomb",
                by=f.Cause(),
                target=f.Literal(text=name) if name is not None else None,
            )
        )

    def call(self, name: str, function: Function, argv: list[f.Value], span: f.Span, state: State, ctx: Ctx) -> f.Value:
        body, owner = function.body, function.owner
        call = f"{name} {body.span} {argv[1:]}"
        if sum(made.startswith(f"{name} {body.span} ") for made in ctx.calls) >= _MOST_RECURSION:
            # From here on with whatever arguments.
            call, argv = f"{name} {body.span} …", []
        if call in ctx.calls:
            if ctx.detached:
                self.crowded(span, ctx, name)
            return f.Unknown(why="recursion")
        if len(ctx.calls) > 16:
            self.builder.limit("substitution_depth")
            self.builder.opaque("depth", self.unit, span, "function calls")
            return f.Unknown(why="depth")
        zero = state.positional[0] if state.positional else f.Literal(text="bash")
        outer, references, readonly = (state.positional, state.more), state.references, state.readonly
        state.positional, state.more = self.numbered(zero, argv, 1) if argv else (None, False)
        state.locals = (*state.locals, {})
        owner.steps = max(owner.steps, self.steps)
        inner = replace(ctx.within("function"), calls=(*ctx.calls, call), pipeline=None)
        before, owner.active = owner.active, inner.calls
        left, state.left = state.left, []
        owner.departures, mark = self.departures, self.departures.mark()
        out = owner.node(body, state, inner)
        owner.active = before
        self.departures.behind(mark)
        self.rejoin(state, left)
        self.steps = owner.steps
        state.positional, state.more = outer
        for hidden, value in (state.locals[-1] if state.locals else {}).items():
            state.refer(hidden, references.get(hidden))
            state.put_back(hidden, value)
            if hidden in state.readonly and hidden not in readonly:
                state.readonly = {n: kept for n, kept in state.readonly.items() if n != hidden}
        state.locals = state.locals[:-1]
        return out  # type: ignore[no-any-return]

    def rejoin(self, state: State, outer: list[tuple[bool, State]]) -> None:
        """Behind a function or a loop: what was the case where it was left early."""
        for _, early in state.left:
            early.locals = state.locals
            early.positional, early.more = state.positional, state.more
        self.behind_loop(state, outer, over=True)

    @staticmethod
    def behind_loop(state: State, outer: list[tuple[bool, State]], *, over: bool = False) -> None:
        """Joins what was the case where it was left, and hands on what leaves more than it, unless that is `over`."""
        early_ends, state.left = state.left, outer
        if not over:
            outer += [early for early in early_ends if early[0]]
        for _, early in early_ends:
            early.left = outer
        if early_ends:
            state.merge([early for _, early in early_ends])

    def child_shell(
        self,
        value: f.Value,
        via: str,
        span: f.Span,
        state: State,
        ctx: Ctx,
        id_: int | None = None,
        language: f.Language = "bash",
    ) -> None:
        """A text that some program hands to a shell of its own."""
        self.hand_over(value, language, via, span, state, ctx, id_)

    def exported_env(self, state: State, env: dict[str, f.Value]) -> dict[str, f.Value]:
        held = {
            n: one_of([v, f.Unknown(why=n)]) if n in state.perhaps_exported else v
            for n in (*_ALWAYS_EXPORTED, *state.exported)
            if isinstance(v := state.variables.get(n), f.Value)
        }
        held |= {n: f.Unknown(why="trap") for n in state.volatile & {*_ALWAYS_EXPORTED, *state.exported}}
        functions: dict[str, f.Value] = {}
        for name in state.exported & {name for name, choices in state.functions.items() if any(choices)}:
            nothing = (EMPTY,) if name in state.perhaps_exported or None in state.functions[name] else ()
            functions[f"BASH_FUNC_{name}%%"] = one_of([*self.definitions(name, state, as_=""), *nothing])
        inherited = {
            n: value
            for n, value in self.around.env.items()
            if n in state.exported or not re.fullmatch(r"[A-Za-z_]\w*", n)
        }
        return {**inherited, **held, **functions, **env}

    def definitions(self, name: str, state: State, as_: str | None = None) -> list[f.Value]:
        return [
            f.Literal(
                text=f"{name if as_ is None else as_}() {held.owner.text[held.body.span.start : _end(held.body)]}"
            )
            for held in state.functions.get(name, ())
            if held is not None
        ]

    def quoted(self, values: list[f.Value]) -> str | None:
        """An argument vector as a shell text; None where a word is not known."""
        texts = [text_of(value) for value in values]
        return None if any(t is None for t in texts) else shlex.join([t for t in texts if t is not None])


def _open(source: str | None, state: State) -> bool:
    """Whether a descriptor that a redirection duplicates is certainly there."""
    number = source.rstrip("-")[:9] if source is not None else "none"
    return number in ("", "0", "1", "2") or (number.isdecimal() and int(number) in state.descriptors)


def _piped(text: str) -> str:
    return text.removeprefix("|")


def _gone_to(plan: Plan, out: f.Value, node: s.Node | s.Compound, state: State) -> f.Value:
    """What comes out where the shell's own output does."""
    if plan.stdout_elsewhere:
        out = EMPTY
    elif out != EMPTY and state.output_moved and not plan.output_paths:
        out = one_of([EMPTY, out, f.Unknown(why="descriptor")])
    elif out != EMPTY and plan.stdout_perhaps:
        out = one_of([out, f.Unknown(why="descriptor")])
    return _with_errors(out, node) if plan.errors_too else out


def _with_errors(out: f.Value, node: s.Node | s.Compound) -> f.Value:
    """Output together with what is said on standard error."""
    quiet = isinstance(node, s.SimpleCommand) and node.words and node.words[0].literal() in _HARDLY_FAILING
    return out if quiet else one_of([out, f.Unknown(why="errors")])


def _end(body: s.Node) -> int:
    """Where a body ends, with its redirections."""
    redirections = body.redirections if isinstance(body, s.Compound | s.SimpleCommand) else ()
    return max([body.span.end, *(r.heredoc.span.end if r.heredoc else r.span.end for r in redirections)])


def _place(state: State) -> f.Value | None:
    """The working directory; None where nothing is known of it."""
    if state.cwd is None:
        return None
    return one_of(f.Literal(text=place) if place is not None else f.Unknown(why="cd") for place in state.places)


def _given(word: s.Word) -> str | None:
    """The name that a word sets where it looks like an assignment."""
    first = word.parts[0] if word.parts else None
    match = re.match(r"([A-Za-z_]\w*)\+?=", first.text) if isinstance(first, s.Lit) and not first.quoted else None
    return match.group(1) if match else None


def _last_name(path: str) -> str:
    return path.rstrip("/").rsplit("/", 1)[-1]


def _runs_others(program: str) -> bool:
    """Whether some of its words are a command or a program text."""
    if program in ("command", "builtin", "exec", "eval", "trap", "jobs", "compgen"):
        return True
    known = knowledge.program(program)
    return known is not None and (known.command_at is not None or bool(known.grammar) or known.interprets is not None)


def _elastic(word: s.Word) -> bool:
    """Whether it may become no word, or several."""
    for part in word.parts:
        if isinstance(part, s.Parameter | s.CommandSubstitution | s.GlobPart | s.ExtGlob):
            return True
        if isinstance(part, s.DoubleQuoted) and any(
            isinstance(p, s.Parameter) and (p.name == "@" or p.subscript is not None) for p in part.parts
        ):
            return True
        if isinstance(part, s.Braces) and any(map(_elastic, part.alternatives)):
            return True
    return False


def _otherwise(state: State, before: State) -> bool:
    """Whether more than variables has changed."""
    return (
        state.functions != before.functions
        or state.aliases != before.aliases
        or set(state.places) != set(before.places)
        or state.references != before.references
        or state.input != before.input
    )


def _outcomes(node: s.Node, after: State) -> tuple[list[State], list[State]]:
    """What may be the case if a command succeeded, and if it failed."""
    well, badly = after.copy(), after.copy()
    if isinstance(node, s.SimpleCommand) and node.words and node.words[0].literal() in ("cd", "pushd"):
        there, here = after.moved
        if there:
            well.be_in(*there)
            badly.be_in(*here or there)
    return [well], [] if _succeeds(node) else [badly]


def _leaves(node: s.Node) -> bool:
    """Whether the shell, or the function or loop that it runs, certainly ends there."""
    match node:
        case s.SimpleCommand(words=words):
            return bool(words) and words[0].literal() in ("exit", "return", "break", "continue", "die")
        case s.Group(body=body):
            return bool(body.statements) and _leaves(body.statements[-1].body)
        case _:
            return False


def _succeeds(node: s.Node) -> bool:
    """Whether it certainly does: assignments of plain words, `true`, `:`."""
    if not isinstance(node, s.SimpleCommand) or node.redirections:
        return False
    if not node.words:
        values = [a.value for a in node.assignments if isinstance(a.value, s.Word) and a.subscript is None]
        plain = (s.Lit, s.DoubleQuoted, s.Parameter)
        return len(values) == len(node.assignments) and all(
            isinstance(part, plain) and not (isinstance(part, s.Parameter) and part.operator)
            for value in values
            for outer in value.parts
            for part in (outer.parts if isinstance(outer, s.DoubleQuoted) else (outer,))
        )
    return len(node.words) == 1 and node.words[0].literal() in ("true", ":")


def _reads(condition: s.Script) -> bool:
    """Whether it is `read` and nothing else, which is false at the end of the input."""
    bodies = [statement.body for statement in condition.statements]
    return (
        len(bodies) == 1
        and isinstance(bodies[0], s.SimpleCommand)
        and bodies[0].words[:1] != ()
        and (bodies[0].words[0].literal() == "read")
    )


_PAUSES = frozenset({"sleep", "wait", "read", "break", "exit", "return", "usleep", "inotifywait", "flock", "select"})


def _endless(loop: s.Loop) -> bool:
    """Whether its condition is one that never changes: `while true`, `until false`."""
    bodies = [statement.body for statement in loop.condition.statements]
    words = bodies[0].words if len(bodies) == 1 and isinstance(bodies[0], s.SimpleCommand) else ()
    name = words[0].literal() if len(words) == 1 else None
    return name in (("true", ":") if loop.kind == "while" else ("false",))


def _crowds(node: object) -> bool:
    """Whether each round starts something in the background, and none waits for it or ends the loop."""
    starts, todo = False, [node]
    while todo:
        at = todo.pop()
        if isinstance(at, s.SimpleCommand) and at.words and at.words[0].literal() in _PAUSES:
            return False
        if isinstance(at, s.Statement) and at.background:
            starts = True
            continue  # what waits in there keeps nothing back
        todo.extend(at if isinstance(at, tuple) else s.children(at))
    return starts


def analyze_shell(builder: FactsBuilder, text: str, unit: int, around: embedded.Surroundings) -> None:
    """Facts of a shell text that is unit `unit` already. Never raises on content."""
    if builder.units[unit].language == "sh":
        dialects.either(builder, unit, around, lambda dialect, here: _evaluate(builder, text, unit, here, dialect))
    else:
        _evaluate(builder, text, unit, around, "bash")


def _evaluate(builder: FactsBuilder, text: str, unit: int, around: embedded.Surroundings, dialect: Dialect) -> None:
    posix = builder.units[unit].language == "sh"
    evaluator = Evaluator(builder, text, unit, around, dialect)
    state = State(
        cwd=around.cwd,
        elsewhere=around.elsewhere,
        home=around.home,
        positional=list(around.positional) if around.positional is not None else None,
    )
    ctx = Ctx(
        context=around.context,
        certainty=around.certainty,
        stdin=around.stdin,
        stdin_text=around.stdin_text,
        wrappers=around.wrappers,
        launched_by=around.launched_by,
        privileged=around.privileged,
        user=around.user if around.privileged else None,
    )
    interactive = builder.entry.kind == "bash-interactive" and unit == 0
    state.posix = posix
    state.expand_aliases = interactive or around.aliases or state.posix
    inherit(evaluator, state, ctx)
    # The commands of a nested shell are not started by what started the shell.
    inside = replace(ctx, launched_by=None, wrappers=around.wrappers)
    cell = builder.entry.kind == "bash-interactive" and unit == 0
    if cell:
        kernel.recall(evaluator, state, inside)
    ran = kernel.expanded(evaluator, state.copy(), inside) if cell else text
    if builder.units[unit].parent is None:
        evaluator.run_text(state, inside)
    else:
        with evaluator.departures.apart(evaluator.world):
            evaluator.run_text(state, inside)
    evaluator.sprung(state, inside)
    if cell:
        kernel.prompted(evaluator, state, inside)
        around.world.definitions = cells.remember(around.kernel, ran)


def _import_function(evaluator: Evaluator, state: State, name: str, body: str) -> None:
    """A function from the environment; where one of that name came before, either may be it."""
    tree = read(f"{name} {body}", dialect="bash", limits=evaluator.builder.limits)
    for statement in tree.script.statements:
        if isinstance(defined := statement.body, s.FunctionDefinition):
            owner = evaluator.inner(f"{name} {body}", evaluator.unit, fixed=f.Span(0, len(evaluator.text)))
            earlier = state.functions.get(defined.name, ())
            state.functions = {**state.functions, defined.name: (*earlier, Function(defined.body, owner))}


def inherit(evaluator: Evaluator, state: State, ctx: Ctx) -> None:
    """What the environment brings: variables, exported functions, start-up files."""
    for name, value in evaluator.around.env.items():
        match = re.fullmatch(r"BASH_FUNC_(.+)(?:%%|\(\))", name)
        if match and evaluator.dialect == "bash":
            for choice in alternatives(value):
                if (body := text_of(choice)) is None:
                    evaluator.builder.opaque("dynamic_code", evaluator.unit, f.Span(0, len(evaluator.text)), name)
                elif body.startswith("()"):
                    _import_function(evaluator, state, match.group(1), body)
                elif choice == EMPTY:
                    choices = (*state.functions.get(match.group(1), ()), None)
                    state.functions = {**state.functions, match.group(1): choices}
        elif name == "BASH_ENV" and evaluator.builder.units[evaluator.unit].parent is not None:
            for choice in alternatives(value):
                if choice != EMPTY:
                    whole, text = f.Span(0, len(evaluator.text)), text_of(choice)
                    evaluator.latent_if_any(text, whole, state)
                    path = f.Unknown(why=name) if text is not None and "$" in text else choice
                    evaluator.source_file(path, whole, state, replace(ctx, certainty="possible"))
        elif name in _PROMPTS:
            for choice in alternatives(value):
                evaluator.latent_if_any(text_of(choice), f.Span(0, len(evaluator.text)), state)
        elif name == "PROMPT_COMMAND":
            evaluator.hand_over(
                value,
                "bash",
                "$PROMPT_COMMAND",
                f.Span(0, len(evaluator.text)),
                state,
                replace(ctx, certainty="possible"),
                None,
            )
        if re.fullmatch(r"[A-Za-z_]\w*", name):
            if name not in _NOT_IMPORTED:
                state.set(name, value)
            if name in ("POSIXLY_CORRECT", "SHELLOPTS"):
                state.posix = state.expand_aliases = True
            elif name == "BASHOPTS":
                state.expand_aliases = state.nocase = state.nullglob = state.failglob = True
            state.exported |= {name}
