"""Effects of calls as facts: programs, program texts, files, connections, variables."""

from __future__ import annotations

import re
import shlex
from urllib.parse import urlsplit

import msgspec

from interlock.analysis import embedded
from interlock.analysis.builder import FactsBuilder, address_class, ancestors, parent_domains, resolve
from interlock.analysis.environment import danger_of
from interlock.analysis.javascript.syntax import Node
from interlock.analysis.javascript.values import (
    Anything,
    Array,
    Const,
    Download,
    Held,
    Instance,
    Mixed,
    Obj,
    each,
    fact,
    mixed,
    network_of,
    text_of,
)
from interlock.analysis.sinks import sink_of
from interlock.model import facts as f

_NOT_KNOWN = '"$_interlock_unknown"'
"""Stands in shell text for what is not known: a variable that nobody set, which the shell's analysis can take."""


class Stop(Exception):
    """A limit was hit; the opaque fact is recorded."""


class Effects:
    """Adds facts; knows where the evaluation stands (`context`, `certainty`, `cwd`)."""

    def __init__(self, builder: FactsBuilder, around: embedded.Surroundings) -> None:
        self.builder = builder
        self.around = around
        self.world = around.world
        self.cwd = around.cwd
        self.env = around.env
        self.context: tuple[f.Context, ...] = around.context
        self.certainty: f.Certainty = around.certainty
        self.last_call: int | None = None
        self.path_changed = False
        self.site: Node | None = None
        """What is evaluated in the text itself, while what earlier cells defined runs."""
        self._calls: dict[tuple[object, ...], int] = {}
        self._children: set[tuple[object, ...]] = set()

    def opaque(self, code: f.OpaqueCode, node: Node, detail: str) -> None:
        unit, span = self.place(node)
        self.builder.opaque(code, unit, span, detail)

    def seen(self, node: Node) -> Node:
        """The place to name: of what an earlier cell defined, where this one calls it."""
        return self.site if node.source.recalled and self.site is not None else node

    def place(self, node: Node) -> tuple[int, f.Span]:
        seen = self.seen(node)
        return seen.source.unit, seen.span

    def inside(self) -> embedded.Surroundings:
        """What a text inherits that runs here."""
        return self.around.with_(
            context=self.context,
            certainty=self.certainty,
            cell=False,
            positional=None,
            cwd=self.cwd,
            env=self.env,
            kernel=None,
        )

    def note(self, node: Node, name: str, category: f.CallCategory, args: list[Held], *, resolved: bool = True) -> int:
        """Add the call; once for a place and its arguments, however often it is followed."""
        values = tuple(fact(arg) for arg in args[:8])
        unit, span = self.place(node)
        key = (unit, span, name, values)
        if key in self._calls:
            self.last_call = self._calls[key]
            return self.last_call
        self.last_call = self._calls[key] = self.builder.add_call(
            f.Call(
                unit=unit,
                span=span,
                certainty=self.certainty,
                callee=name,
                resolved=resolved,
                args=values,
                kwargs={},
                category=category,
            )
        )
        return self.last_call

    @property
    def cause(self) -> f.Cause:
        return f.Cause(call=self.last_call)

    # --- programs and program texts -----------------------------------------------------------------------------------

    def shell(
        self,
        held: Held,
        how: str,
        node: Node,
        *,
        stdin: Held | None = None,
        around: embedded.Surroundings | None = None,
        language: f.Language = "sh",
    ) -> Held:
        """Text for a shell, with `stdin` on its standard input; what it prints."""
        output: Held = Anything("output")
        for value in each(held):
            text = _as_shell(value)
            if text is None:
                self.dynamic(value, how, node, language)
                continue
            if stdin is not None:
                text = self.with_input(text, stdin, how, node)
            output = self.child(text, language, how, node, around=around)
        return output

    def with_input(self, command: str, stdin: Held, how: str, node: Node) -> str:
        given = text_of(stdin)
        if given is None:
            self.dynamic(stdin, f"stdin of {how}", node, "sh")
            return command
        return f"{{ {command}\n}} <<'interlock_end'\n{given}\ninterlock_end\n"

    def command(
        self,
        words: list[Held],
        how: str,
        node: Node,
        *,
        stdin: Held | None = None,
        complete: bool = True,
        around: embedded.Surroundings | None = None,
    ) -> Held:
        """A program with its arguments, through no shell; where not `complete`, there are more that are not known."""
        output: Held = Anything("output")
        for name in each(words[0]) if words else ():
            first = text_of(name)
            if first is None:
                self.dynamic(name, how, node, "sh", command=True)
                continue
            texts = [shlex.quote(first)]
            for word in words[1:]:
                known = text_of(word) if not isinstance(word, Const) else text_of(mixed([word]))
                texts.append(shlex.quote(known) if known is not None else self._partly(word))
            if not complete:
                texts.append(_NOT_KNOWN.strip('"'))
            text = " ".join(texts)
            if stdin is not None:
                text = self.with_input(text, stdin, how, node)
            output = self.child(text, "sh", how, node, around=around)
        return output

    def _partly(self, word: Held) -> str:
        if isinstance(word, Mixed):
            return "".join(shlex.quote(t) if (t := text_of(part)) is not None else _NOT_KNOWN for part in word.parts)
        return _NOT_KNOWN

    def dynamic(self, value: Held, how: str, node: Node, language: f.Language, *, command: bool = False) -> None:
        """Program text that is not known."""
        network = network_of(value)
        if network is not None:
            self.flows(network, "interpreter")
        self.builder.add_code(
            f.Code(
                unit=self.seen(node).source.unit,
                span=self.seen(node).span,
                certainty=self.certainty,
                how=how,
                language=language,
                by=self.cause,
                source="network" if network is not None else "computed",
            )
        )
        if network is None:
            self.opaque("dynamic_command" if command else "dynamic_code", node, how)

    def child(
        self,
        text: str,
        language: f.Language,
        how: str,
        node: Node,
        *,
        around: embedded.Surroundings | None = None,
        file: bool = False,
    ) -> Held:
        """A program text inside, analysed as a unit of its own, shell texts once for a place; what it prints."""
        node = self.seen(node)
        key = (text, language, how, node.source.unit, node.start, node.end)
        if language != "javascript":
            if key in self._children:
                return Anything("output")
            self._children.add(key)
        source = node.source
        at = source.text.find(text, node.start, node.end) if text and not file else -1
        before = len(self.builder.commands)
        unit = embedded.child(
            self.builder,
            text,
            language,
            parent=source.unit,
            via=how,
            span=f.Span(at, at + len(text)) if at >= 0 else node.span,
            verbatim=at >= 0,
            surroundings=around if around is not None else self.inside(),
        )
        if unit is None:
            return Anything("output")
        self.builder.add_code(
            f.Code(
                unit=source.unit,
                span=self.seen(node).span,
                certainty=self.certainty,
                how=how,
                language=language,
                by=self.cause,
                source="file" if file else "literal" if at >= 0 else "computed",
                child=unit,
            )
        )
        self.planted(before, node)
        for command in range(len(self.builder.commands) - 1, before - 1, -1):
            if self.world.downloads.get(command):
                return Download(self.world.downloads[command][0])
        return Anything("output")

    def planted(self, before: int, node: Node) -> None:
        """Opaque where PATH was changed and a program that started bears the name of a file that was written."""
        if not self.path_changed:
            return
        names = {path.rpartition("/")[2] for path in self.world.files}
        for command in self.builder.commands[before:]:
            if command.basename in names:
                self.opaque("program_not_seen", node, f"PATH may lead to a written file `{command.basename}`")

    # --- files --------------------------------------------------------------------------------------------------------

    def path(self, held: Held) -> str | None:
        text = path_text(held)
        return self.builder.path(text, self.cwd, self.around.home) if text else None

    def linked(self, target: Held, link: Held, *, symbolic: bool) -> None:
        """A link leads where its text says, from its own directory on; a hard link is the file itself."""
        path, text = self.path(link), path_text(target)
        where = path.rpartition("/")[0] or "/" if symbolic and path else self.cwd
        self.builder.add_link(path, resolve(text, where, self.around.home) if text else None)

    def file(
        self,
        op: f.FileOp,
        held: Held,
        node: Node,
        *,
        recursive: bool = False,
        mode: str | None = None,
        source: int | None = None,
    ) -> int | None:
        """The effect on each path that `held` may be; the id of the last."""
        made: int | None = None
        for value in each(held):
            text = path_text(value)
            if isinstance(value, Const) and text is None:
                continue  # a file descriptor, or nothing
            resolved = resolve(text, self.cwd, self.around.home) if text else None
            known = f.Literal(text=text) if text is not None else fact(value)
            made = self.builder.add_file(
                f.FileEffect(
                    unit=self.seen(node).source.unit,
                    span=self.seen(node).span,
                    certainty=self.certainty,
                    op=op,
                    path=known,
                    ancestors=ancestors(resolved) if resolved else _above(known),
                    by=self.cause,
                    resolved=resolved,
                    recursive=recursive,
                    sink=sink_of(resolved, self.around.home) if resolved else None,
                    mode=mode,
                    source=source,
                ),
                cwd=self.cwd,
                home=self.around.home,
            )
            if op in ("write", "append", "create") and resolved:
                self.world.files.setdefault(resolved, None)
        return made

    def written(self, target: Held, content: Held | None, *, append: bool = False) -> None:
        """Remember what a file holds now, or where that came from."""
        path = self.path(target)
        if path is None:
            return
        text = text_of(content) if content is not None else None
        before = self.world.files.get(path) if append else ""
        certain = self.certainty == "certain"
        known = text is not None and before is not None and certain
        self.world.wrote(path, f"{before}{text}" if known else None)
        if content is not None and (network := network_of(content)) is not None:
            self.world.downloaded[path] = (network,)
            self.flows(network, "file")

    def content(self, held: Held) -> Held:
        """What reading a file gives."""
        path = self.path(held)
        if path is not None:
            if path in self.world.downloaded:
                return Download(self.world.downloaded[path][0])
            if (text := self.world.files.get(path)) is not None:
                return Const(text)
        return Anything("file")

    def copied(self, source: Held, target: Held) -> None:
        a, b = self.path(source), self.path(target)
        if a and b:
            if re.match(r"/(?:usr/)?(?:local/)?s?bin/", a) or a in self.world.copies:
                place = resolve(path_text(target) or b, self.cwd, self.around.home) or b  # of a link, its own
                self.world.copies[place] = self.world.copies.get(a, a.rpartition("/")[2])
            if a in self.world.files:
                self.world.files[b] = self.world.files[a]
            if a in self.world.downloaded:
                self.world.downloaded[b] = self.world.downloaded[a]

    # --- network ------------------------------------------------------------------------------------------------------

    def url(self, held: Held, node: Node, op: f.NetworkOp) -> int:
        """A connection by URL, or by an options object with `host`, `port` and `path`."""
        if isinstance(held, Obj):
            for name in ("url", "uri", "baseURL", "href"):
                if name in held.items:
                    return self.url(held.items[name], node, op)
            host = held.items.get("hostname", held.items.get("host", Const("localhost")))
            return self.host(host, held.items.get("port"), node, op)
        value = fact(held)
        head = value.text if isinstance(value, f.Literal) else _beginning(value)
        try:
            parts = urlsplit(head if "://" in head else f"//{head}")
            name, port = parts.hostname or "", parts.port
        except ValueError:
            parts, name, port = urlsplit(""), "", None
        if parts.scheme == "file":
            self.file("read", Const(parts.path), node)
        sure = isinstance(value, f.Literal) or "/" in head.partition("://")[2]
        host_value: f.Value = (
            f.Literal(text=name) if name and sure else f.Prefix(text=name) if name else f.Unknown(why="host")
        )
        return self._network(node, op, host_value, port, url=value, scheme=parts.scheme or None)

    def host(self, held: Held | None, port: Held | None, node: Node, op: f.NetworkOp) -> int:
        number = port.value if isinstance(port, Const) else None
        if isinstance(number, str) and number.isdigit():
            number = int(number[:6])
        known = number if isinstance(number, int) and 0 <= number < 65536 else None
        return self._network(node, op, fact(held) if held is not None else f.Literal(text="localhost"), known)

    def _network(
        self,
        node: Node,
        op: f.NetworkOp,
        host: f.Value,
        port: int | None,
        url: f.Value | None = None,
        scheme: str | None = None,
    ) -> int:
        return self.builder.add_network(
            f.NetworkEffect(
                unit=self.seen(node).source.unit,
                span=self.seen(node).span,
                certainty=self.certainty,
                op=op,
                host=host,
                parents=parent_domains(host),
                ip_class=address_class(host),
                by=self.cause,
                url=url,
                port=port,
                scheme=scheme,
            )
        )

    def flows(self, network: int, where: str) -> None:
        """What a network effect brings goes to an interpreter, or to a file."""
        old = self.builder.network[network]
        if old.flows_to != "interpreter":
            self.builder.network[network] = msgspec.structs.replace(old, flows_to=where)

    # --- the rest -----------------------------------------------------------------------------------------------------

    def environment(self, op: str, name: Held, value: Held | None, node: Node, *, own: bool = True) -> None:
        """A variable that is read or changed: `own`: the text's, which programs inherit."""
        text = text_of(name)
        danger = danger_of(text) if text is not None and op == "set" else None
        if danger == "loader" or (text == "NODE_OPTIONS" and op == "set" and not _tame(value)):
            self.opaque("dynamic_code", node, f"{text} makes programs load other code")
        self.path_changed = self.path_changed or (text == "PATH" and op == "set")
        if own and op == "set" and text is not None:
            known = fact(value) if value is not None and self.certainty == "certain" else f.Unknown(why=text)
            self.env = {**self.env, text: known}
        self.builder.add_environment(
            f.EnvironmentEffect(
                unit=self.seen(node).source.unit,
                span=self.seen(node).span,
                certainty=self.certainty,
                op=op,  # type: ignore[arg-type]  # callers pass the literal's words
                by=self.cause,
                name=fact(name) if op != "list" else None,
                value=fact(value) if value is not None else None,
                danger=danger,
            )
        )

    def variable(self, name: str) -> Held:
        """A variable's value as far as the request fixes it."""
        value = self.env.get(name)
        own = name == "HOME" or value is not self.around.env.get(name)
        return Const(value.text) if isinstance(value, f.Literal) and own else Anything("environment")

    def process(self, op: str, node: Node, target: Held | None = None) -> None:
        self.builder.add_process(
            f.ProcessEffect(
                unit=self.seen(node).source.unit,
                span=self.seen(node).span,
                certainty=self.certainty,
                op=op,  # type: ignore[arg-type]  # callers pass the literal's words
                by=self.cause,
                target=fact(target) if target is not None else None,
            )
        )

    def privilege(self, node: Node, target: Held) -> None:
        self.builder.add_privilege(
            f.PrivilegeEffect(
                unit=self.seen(node).source.unit,
                span=self.seen(node).span,
                certainty=self.certainty,
                kind="setuid",
                by=self.cause,
                target=fact(target),
            )
        )

    def imported(self, module: Held, node: Node, *, dynamic: bool) -> None:
        self.builder.add_import(
            f.Import(
                unit=self.seen(node).source.unit,
                span=self.seen(node).span,
                certainty=self.certainty,
                module=fact(module),
                names=(),
                dynamic=dynamic,
            )
        )


def _tame(options: Held | None) -> bool:
    """Options of Node that load no code."""
    text = text_of(options) if options is not None else ""
    return text is not None and not re.search(
        r"(?:^|\s)(?:-r|--require|--import|--(?:experimental-)?loader|--inspect)", text
    )


def path_text(held: Held) -> str | None:
    """A path argument as text; `file:` URLs are paths."""
    if isinstance(held, Instance) and held.name in ("stream.write", "stream.read") and held.args:
        return path_text(held.args[0])
    text = text_of(held)
    if text is not None and isinstance(held, Instance) and text.startswith("file://"):
        return text.removeprefix("file://")
    return text


def _as_shell(value: Held) -> str | None:
    text = text_of(value)
    if text is not None:
        return text
    if isinstance(value, Array):
        value = mixed([value])
        return text_of(value)
    if isinstance(value, Mixed) and network_of(value) is None:
        pieces = [text_of(part) for part in value.parts]
        return "".join(piece if piece is not None else _NOT_KNOWN for piece in pieces)
    return None


def _beginning(value: f.Value) -> str:
    if isinstance(value, f.Concat) and value.parts and isinstance(value.parts[0], f.Literal):
        return value.parts[0].text
    return ""


def _above(value: f.Value) -> tuple[str, ...]:
    """Directories that certainly hold a path of which the beginning is known."""
    head = _beginning(value)
    if not head.startswith("/"):
        return ()
    directory = resolve(head.rpartition("/")[0] or "/", "/") or "/"
    return (*ancestors(directory), directory)
