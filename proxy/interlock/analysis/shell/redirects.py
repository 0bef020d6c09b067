"""Redirections: what they read, write, connect to, and feed."""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

from interlock.analysis.builder import ancestors, resolve
from interlock.analysis.hosts import address_class, parent_domains
from interlock.analysis.shell import syntax as s
from interlock.analysis.shell.expansion import Expander
from interlock.analysis.shell.options import Parsed
from interlock.analysis.shell.state import State
from interlock.analysis.shell.values import (
    alternatives,
    concat,
    may_match,
    one_of,
    prefix_of,
    shape,
    simple_glob,
    text_of,
    unknown_part,
)
from interlock.analysis.sinks import sink_of
from interlock.model import facts as f

if TYPE_CHECKING:
    from interlock.analysis.builder import FactsBuilder
    from interlock.analysis.embedded import World
    from interlock.analysis.shell.evaluator import Ctx

_SOCKET = re.compile(r"/dev/(tcp|udp)/([^/]+)/([^/]+)")


def _through_a_root(value: f.Value) -> str | None:
    """`/proc/$$/root/etc` is `/etc`, whatever the process."""
    parts = value.parts if isinstance(value, f.Concat) else ()
    if len(parts) < 3 or text_of(parts[0]) != "/proc/" or text_of(parts[1]) is not None:
        return None
    rest = [text_of(part) for part in parts[2:]]
    path = "".join(text for text in rest if text is not None)
    known = None not in rest and (path == "/root" or path.startswith("/root/"))
    return (path.removeprefix("/root") or "/") if known else None


class Touch(msgspec.Struct, frozen=True, gc=False):
    """A file effect or a connection that a redirection will have, before it is known which command has it."""

    op: f.FileOp
    path: f.Value
    span: f.Span
    fd: int
    item: int
    """Position among the redirections of the plan."""


class Plan(msgspec.Struct, frozen=True, gc=False):
    """What the redirections of one command come to."""

    ctx: Ctx
    touches: tuple[Touch, ...] = ()
    redirects: tuple[f.Redirect, ...] = ()
    stdout_elsewhere: bool = False
    """Its output does not go where the shell's goes."""
    output_paths: tuple[f.Value, ...] = ()
    """Where its standard output goes."""
    stdout_perhaps: bool = False
    """It goes to a descriptor of which nobody knows whether it is the shell's output."""
    errors_too: bool = False
    """What it says on standard error goes where the shell's output goes."""
    opened: tuple[int, ...] = ()
    """Descriptors that are redirected."""


NOTHING = Plan(ctx=None)  # type: ignore[arg-type]  # stands for no redirections; its context is never asked for


def _computed(value: f.Value) -> bool:
    """Whether commands in sight print it."""
    parts = value.parts if isinstance(value, f.Concat) else value.values if isinstance(value, f.OneOf) else ()
    return isinstance(value, f.Output) or any(map(_computed, parts))


def _directories(place: str) -> tuple[str, ...]:
    """Above a path, or above a name of one."""
    if place.startswith("/"):
        return ancestors(place)
    parts = place.split("/")[:-1]
    return tuple("/".join(parts[: n + 1]) for n in range(len(parts)))


class Redirecting(Expander):
    """Evaluates redirections for the evaluator."""

    builder: FactsBuilder
    world: World
    unit: int
    parsed: Parsed | None = None
    """What the words of the command came to whose fact was added last, until its effects take it up."""

    def redirect(self, redirections: tuple[s.Redirection, ...], state: State, ctx: Ctx, span: f.Span) -> Plan:
        """Evaluate in order; descriptors that stay open are remembered in `state`."""
        touches: list[Touch] = []
        items: list[f.Redirect] = []
        outputs: list[f.Value] = []
        elsewhere = perhaps = False
        own = {1}  # descriptors that lead where the shell's output goes
        opened_here: list[int] = []
        for r in redirections:
            where = self.at(r.span)
            fd = r.fd if r.fd is not None else 0 if r.operator.startswith("<") else 1
            if r.variable is None:
                opened_here.append(fd)
            if r.variable is not None:
                fd = state.another()
                name, _, element = r.variable.partition("[")
                known = not element and r.operator not in ("<&", ">&")
                state.set(name, f.Literal(text=str(fd)) if known else f.Unknown(why="descriptor"))
                r = replace(r, fd=fd)
            if r.heredoc is not None:
                body = r.heredoc
                value = self.parts_value(body.parts, state)
                items.append(f.Redirect(op=r.operator, target=value, fd=r.fd))
                if fd == 0:
                    ctx = replace(ctx, stdin=f.Stdin(source="heredoc", value=value), stdin_text=value)
                state.opened(fd, value)
                continue
            if r.operator in ("<<", "<<-"):
                continue  # its body never came
            opened = self.world.open_processes
            value = self.single(r.target, state)
            self.world.open_processes = opened  # the path of a process is closed once it is opened
            if r.operator == "<<<":
                value = concat([value, f.Literal(text="\n")])
                items.append(f.Redirect(op=r.operator, target=value, fd=r.fd))
                if fd == 0:
                    ctx = replace(ctx, stdin=f.Stdin(source="herestring", value=value), stdin_text=value)
                state.opened(fd, value)
                continue
            if any(isinstance(part, s.GlobPart | s.ExtGlob) for part in r.target.parts):
                # Of several files bash makes an error.
                found = self.fields(r.target, state)
                value = found[0] if len(found) == 1 else value
            text = text_of(value)
            items.append(f.Redirect(op=r.operator, target=value, fd=r.fd))
            number = text is not None and re.fullmatch(r"\d+-?|-", text) is not None
            if r.operator == "<&" or (r.operator == ">&" and (number or (text is None and r.fd is not None))):
                source = int((text or "").rstrip("-")[:9]) if number and text != "-" else None
                ctx = self._duplicated(fd, source, text == "-", state, ctx)
                own = own | {fd} if source in own else own - {fd}
                if fd == 1 and source != 1:
                    elsewhere = source not in own and (source == 2 or text == "-")
                    perhaps, outputs = source not in own and not elsewhere, []
                continue
            own -= {fd}
            if r.operator in ("<", "<>"):
                path = self.path_of(value, state)
                content = self.content_of(path)
                state.opened(fd, content, path or "")
                if taint := self.tainted(value, state):
                    self.world.downloaded[f"/dev/fd/{fd}"] = taint
                if fd == 0:
                    ctx = replace(ctx, stdin=f.Stdin(source="file", value=value), stdin_text=content)
                touches.append(Touch("read", value, where, fd, len(items) - 1))
                if r.operator == "<>":
                    touches.append(Touch("write", value, where, fd, len(items) - 1))
                    if fd > 2 and path is not None:
                        self.stays_open(path)
                    if fd == 1:
                        elsewhere = True
                continue
            op: f.FileOp = "append" if r.operator in (">>", "&>>") else "write"
            touches.append(Touch(op, value, where, fd, len(items) - 1))
            if fd > 2 and (path := self.path_of(value, state)) is not None:
                self.stays_open(path)
            if fd == 1 or r.operator in ("&>", "&>>"):
                # What a process is given it may hand on to where the output went before.
                elsewhere = not any(isinstance(part, s.ProcessSubstitution) for part in r.target.parts)
                outputs, perhaps = [*outputs, value], False
        return Plan(
            ctx,
            tuple(touches),
            tuple(items),
            elsewhere,
            tuple(outputs),
            stdout_perhaps=perhaps and not elsewhere,
            errors_too=2 in own,
            opened=tuple(opened_here),
        )

    def _duplicated(self, fd: int, source: int | None, closes: bool, state: State, ctx: Ctx) -> Ctx:
        """Descriptor `fd` becomes what `source` is (None: nobody knows which), or is closed."""
        held = self.held_by(source, state) if source is not None else None
        if source == 0 and held is None and ctx.stdin is not None:
            held = ctx.stdin_text
        passed = held if held is not None else f.Unknown(why="descriptor")
        if closes:
            state.descriptors = {n: value for n, value in state.descriptors.items() if n != fd}
            state.reads = {n: path for n, path in state.reads.items() if n != fd}
        elif fd == 0 and source != 0:
            return replace(ctx, stdin=f.Stdin(source="fd", value=passed), stdin_text=passed)
        elif fd != source and (source or held is not None):
            state.descriptors = {**state.descriptors, fd: passed}
            state.reads = {**state.reads, fd: state.reads.get(source or 0, "")}
        return ctx

    def held_by(self, fd: int, state: State) -> f.Value | None:
        """What can be read from a descriptor: what its file held when it was opened, if that has not changed."""
        held, path = state.descriptors.get(fd), state.reads.get(fd)
        if held is None or not path or self.content_of(path) == held or path not in self.world.files:
            return held
        return f.Unknown(why=f"file {path}")

    def stays_open(self, path: str) -> None:
        """A descriptor leads to the file from here on: what comes to stand in it is not followed."""
        self.world.opened[path] = None
        self.world.may_hold(path, (*self.world.texts(path), None))

    def path_of(self, value: f.Value, state: State) -> str | None:
        """Where the path leads, through the links that are known."""
        text = text_of(value)
        return self.builder.path(text, state.cwd, state.home) if text is not None else None

    def held_places(self, value: f.Value, state: State) -> tuple[str, ...]:
        """Where the path may lead, by links that may be there or as a pattern, of what was written in sight."""
        found: dict[str, None] = {}
        for choice in alternatives(value):
            text = text_of(choice)
            if text is not None and resolve(text, state.cwd, state.home) is not None:
                ways = self.builder.destinations(posixpath.join(state.cwd or "/", text))
                found |= dict.fromkeys(way for way in ways if way in self.world.files)
            elif isinstance(choice, f.Glob):
                pattern = posixpath.join(state.cwd or "/", choice.text)
                found |= {held: None for held in self.world.files if may_match(pattern, held)}
        return tuple(found)

    def place_of(self, value: f.Value, state: State) -> str | None:
        """Where downloaded content stands: a path, or a name for one that nobody can know, as `?3/a` of `a` in the
        directory that command 3 printed. Such names are good for telling that content came from the network alone:
        two of them may mean the same file."""
        return self.path_of(value, state) or self.unnamed_place(value, state) or None

    def unnamed_place(self, value: f.Value | None, state: State) -> str:
        """The name of a path that is not known, if it can have one."""
        parts = value.parts if isinstance(value, f.Concat) else (value,) if value is not None else ()
        text = ""
        for i, part in enumerate(parts):
            known = text_of(part)
            if known is not None:
                inside = not i and state.cwd is None and state.unnamed and not known.startswith(("/", "~"))
                text += f"{state.unnamed}/{known}" if inside else known
            elif isinstance(part, f.Output) and i == 0:
                text = f"?{part.command}"
            else:
                return ""
        return posixpath.normpath(text) if text.startswith("?") else ""

    def content_of(self, path: str | None) -> f.Value:
        """What a file holds, as far as the session knows."""
        if path is not None:
            text = self.world.files.get(path)
            if text is not None:
                if path in self.world.remembered:
                    self.builder.memory_files[path] = None
                return one_of(
                    f.Literal(text=one) if one is not None else f.Unknown(why=f"file {path}")
                    for one in self.world.texts(path)
                )
        return f.Unknown(why=f"file {path}" if path else "file")

    def files_of(self, plan: Plan, by: f.Cause, certainty: f.Certainty = "certain", state: State | None = None) -> None:
        """Add the effects of redirections, and name them in those of the command."""
        for touch in plan.touches:
            file = self.touch(touch.op, touch.path, touch.span, by, self.redirect_state, certainty=certainty)
            if by.command is not None and file is not None:
                command = self.builder.commands[by.command]
                items = list(command.redirects)
                items[touch.item] = msgspec.structs.replace(items[touch.item], file=file)
                self.builder.commands[by.command] = msgspec.structs.replace(command, redirects=tuple(items))
            if touch.op != "read" and touch.path not in plan.output_paths:
                # What is said through that descriptor nobody follows.
                self.spoil(touch.path, self.redirect_state)

    def spoil(self, value: f.Value, state: State, why: f.OpaqueCode = "dynamic_code") -> None:
        """Files that `value` may name are written to, and nobody knows what they hold from here on."""
        for choice in alternatives(value) if self.world.files else ():
            for path in self.named(choice, state):
                self.world.may_hold(path, (*self.world.texts(path), None), why)

    def named(self, value: f.Value, state: State) -> list[str]:
        """Those of the files that are known which a value may lead to."""
        if (path := self.path_of(value, state)) is not None:
            return [path] if path in self.world.files else []
        text, files = text_of(value), self.world.files
        if text is not None and state.cwd is not None:
            ways = self.builder.destinations(posixpath.join(state.cwd, text))
            return [path for path in files if path in ways or None in ways]
        pattern = shape(value)
        if prefix_of(value).startswith(("/proc/", "/dev/fd/")):
            pattern = "/.*/" + pattern.rpartition("/")[2]
        elif not prefix_of(value).startswith("/"):
            sure = state.cwd is not None and not state.elsewhere
            pattern = (rf"(?:{re.escape((state.cwd or '').rstrip('/'))}/)?" if sure else "(?:.*/)?") + pattern
        if pattern.endswith(".*") and not isinstance(value, f.Glob) and not _computed(value):
            return []  # where a variable from outside leads, this text has no say
        return [path for path in files if re.fullmatch(pattern, path, re.DOTALL)]

    redirect_state: State

    def touch(
        self,
        op: f.FileOp,
        value: f.Value,
        span: f.Span,
        by: f.Cause,
        state: State,
        *,
        recursive: bool = False,
        mode: str | None = None,
        source: int | None = None,
        certainty: f.Certainty = "certain",
    ) -> int | None:
        """Add a file effect for each path that `value` may be; the id of the last. `/dev/tcp` is a connection."""
        if state.elsewhere and any(not prefix_of(choice).startswith("/") for choice in alternatives(value)):
            id_ = self.touch_at(op, value, span, by, state, recursive, mode, source, certainty)
            # From the other directories that the shell may be in, which it most likely is not.
            relative = one_of([choice for choice in alternatives(value) if not prefix_of(choice).startswith("/")])
            other = state.copy()
            for other.cwd in state.elsewhere:
                if other.cwd is not None:
                    self.touch_at(op, relative, span, by, other, recursive, mode, source, "possible")
            return id_
        return self.touch_at(op, value, span, by, state, recursive, mode, source, certainty)

    def touch_at(
        self,
        op: f.FileOp,
        value: f.Value,
        span: f.Span,
        by: f.Cause,
        state: State,
        recursive: bool,
        mode: str | None,
        source: int | None,
        certainty: f.Certainty,
    ) -> int | None:
        """The same, with paths relative to one directory."""
        id_: int | None = None
        choices = alternatives(value)
        for choice in choices:
            text = text_of(choice)
            if isinstance(choice, f.Glob) and (plain := simple_glob(choice.text)) is not None:
                text, choice = plain, f.Literal(text=plain)
            if text is None and (plain := _through_a_root(choice)) is not None:
                text, choice = plain, f.Literal(text=plain)
            if text is not None and (match := _SOCKET.fullmatch(text)):
                self.connect(match.group(2), match.group(3), span, by, "connect")
                continue
            if text is None and prefix_of(choice).startswith(("/dev/tcp/", "/dev/udp/")):
                self.builder.add_network(
                    f.NetworkEffect(
                        unit=self.unit,
                        span=span,
                        certainty="possible",
                        op="connect",
                        host=(host := _socket_host(prefix_of(choice))),
                        parents=parent_domains(host),
                        ip_class=address_class(host),
                        by=by,
                    )
                )
                continue
            resolved = resolve(text, state.cwd, state.home) if text is not None and text else None
            above: tuple[str, ...] = (
                ancestors(resolved) if resolved is not None else self.known_ancestors(choice, state)
            )
            id_ = self.builder.add_file(
                f.FileEffect(
                    unit=self.unit,
                    span=span,
                    certainty="possible" if len(choices) > 1 else certainty,
                    op=op,
                    path=choice,
                    ancestors=above,
                    by=by,
                    resolved=resolved,
                    recursive=recursive,
                    sink=sink_of(resolved, state.home) if resolved else self.known_sink(choice, state),
                    mode=mode,
                    source=source,
                ),
                cwd=state.cwd,
                home=state.home,
            )
            self.carry(op, choice, by, state)
            if op in ("write", "create") and resolved is not None:
                self.world.files.setdefault(resolved, None)
        return id_

    def carry(self, op: f.FileOp, value: f.Value, by: f.Cause, state: State) -> None:
        """What comes from the network goes with a command from the files that it reads to those that it writes."""
        if by.command is None:
            return
        taint = self.world.downloads.get(by.command, ())
        if op == "read" and (more := self.tainted(value, state)):
            self.world.downloads[by.command] = tuple(dict.fromkeys((*taint, *more)))
            for effect in [e for e in self.builder.files if e.by == by and e.op in ("write", "append", "create")]:
                self.carried(effect.op, effect.path, by, state)
        elif op == "execute" and (more := self.tainted(value, state)):
            self.flows(more, "interpreter")
        elif op in ("write", "append", "create", "extract") and taint:
            self.carried(op, value, by, state)

    def carried(self, op: f.FileOp, value: f.Value, by: f.Cause, state: State) -> None:
        """What command `by` got from the network stands where it writes."""
        path = self.place_of(value, state)
        if path is None and isinstance(value, f.Prefix | f.Glob):
            op, path = "extract", self.place_of(f.Literal(text=value.text.rpartition("/")[0] or "."), state)
        if path is None or by.command is None:
            return
        taint = self.world.downloads.get(by.command, ())
        here = (state.cwd or state.unnamed, state.home, *ancestors(state.cwd or "/"))
        if op == "extract" or path not in here:
            self.world.downloaded[path] = taint
        # Where that is a directory, what was fetched stands in it by its own name.
        for word in self.builder.commands[by.command].operands:
            name = (text_of(word) or "").partition("?")[0].rstrip("/").rpartition("/")[2].rpartition(":")[2]
            if name and name not in (".", ".."):
                self.world.downloaded.setdefault(posixpath.join(path, name), taint)

    def flows(self, taint: tuple[int, ...], where: str) -> None:
        raise NotImplementedError

    def tainted(self, value: f.Value | None, state: State) -> tuple[int, ...]:
        """Network effects whose content a file may hold, or the directory that it is in."""
        downloaded = self.world.downloaded
        if not downloaded or value is None:
            return ()
        found: list[int] = []
        for choice in alternatives(value):
            path = self.place_of(choice, state)
            if path is not None:
                if path in downloaded:
                    found += downloaded[path]
                elif self.world.files.get(path) is None:
                    found += [n for above in _directories(path) for n in downloaded.get(above, ())]
            elif isinstance(choice, f.Glob):
                pattern = posixpath.join(state.cwd or "/", choice.text)
                found += [n for held, taint in downloaded.items() if may_match(pattern, held) for n in taint]
                fixed = choice.text.partition("*")[0].partition("?")[0].partition("[")[0].rpartition("/")[0]
                above = self.place_of(f.Literal(text=fixed or "."), state)
                found += (
                    [n for place in (*_directories(above), above) for n in downloaded.get(place, ())] if above else []
                )
            elif (head := prefix_of(choice)) and (start := resolve(head, state.cwd, state.home)):
                found += [n for held, taint in downloaded.items() if held.startswith(start) for n in taint]
        return tuple(dict.fromkeys(found))

    def known_ancestors(self, value: f.Value, state: State) -> tuple[str, ...]:
        """Directories that a path which is not literal certainly lies in."""
        head = prefix_of(value)
        directory = head.rpartition("/")[0] + "/" if "/" in head else ""
        if not directory:
            # A relative pattern stays in the working directory; what begins with the unknown may lie anywhere.
            inside = isinstance(value, f.Glob) and state.cwd is not None
            return (*ancestors(state.cwd), state.cwd) if inside and state.cwd else ()
        if not unknown_part(value) or head.startswith("/"):
            resolved = resolve(directory, state.cwd, state.home)
            return (*ancestors(resolved), resolved) if resolved else ()
        return ()

    def known_sink(self, value: f.Value, state: State) -> f.Sink | None:
        above = self.known_ancestors(value, state)
        return sink_of(above[-1] + "/x", state.home) if above and above[-1] != "/" else None

    def connect(self, host: str, port: str, span: f.Span, by: f.Cause, op: f.NetworkOp) -> int:
        value = f.Literal(text=host)
        return self.builder.add_network(
            f.NetworkEffect(
                unit=self.unit,
                span=span,
                certainty="certain",
                op=op,
                host=value,
                parents=parent_domains(value),
                ip_class=address_class(value),
                by=by,
                port=int(port) if port.isdigit() and int(port) < 65536 else None,
            )
        )


def _socket_host(text: str) -> f.Value:
    """Of `/dev/tcp/host/…`, as far as the path is known."""
    host, slash, _ = text.split("/", 3)[3].partition("/")
    return f.Literal(text=host) if slash else f.Prefix(text=host) if host else f.Unknown()
