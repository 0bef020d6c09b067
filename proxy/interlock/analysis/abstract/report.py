"""What is found becomes facts, each once, with its span."""

from __future__ import annotations

import shlex
from typing import Any
from urllib.parse import urlsplit

from msgspec.structs import replace

from interlock.analysis import embedded
from interlock.analysis.abstract import tree as t
from interlock.analysis.abstract.values import Choice, Items, Mixed, Unknown, Value, download_of, text_of
from interlock.analysis.builder import FactsBuilder, address_class, ancestors, parent_domains, resolve
from interlock.analysis.environment import danger_of
from interlock.analysis.sinks import sink_of
from interlock.model import facts as f

UNSET = '"$_interlock_unknown"'
"""In a text for a shell, what is not known: a variable that nobody set."""
_MOST_STEPS = 60_000


class Stop(Exception):
    """A budget is spent; the opaque fact is recorded already."""


class Report:
    """The facts of one unit."""

    language: f.Language

    def __init__(self, builder: FactsBuilder, text: str, unit: int, around: embedded.Surroundings) -> None:
        self.builder = builder
        self.text = text
        self.unit = unit
        self.around = around
        self.world = around.world
        self.fixed: f.Span | None = None
        """Where everything stands when the text was computed, or belongs to an earlier cell."""
        self.context: tuple[f.Context, ...] = around.context
        self.certainty: f.Certainty = around.certainty
        self.last_call: int | None = None
        self.steps = 0
        self.depth = 0
        """Branches and loops around what is being evaluated."""
        self._seen: dict[Any, int] = {}

    # --- budgets and places -------------------------------------------------------------------------------------------

    def tick(self, node: t.Node) -> None:
        """Count one step. Raises `Stop` past a budget."""
        self.steps += 1
        if self.steps > _MOST_STEPS or len(self.builder.calls) > self.builder.limits.calls:
            self.builder.limit("calls")
            self.builder.opaque("size", self.unit, self.span(node))
            raise Stop
        if self.steps % 128 == 0 and self.world.deadline():
            self.builder.limit("soft_time_s")
            self.builder.opaque("timeout", self.unit, self.span(node))
            raise Stop

    def span(self, node: t.Node) -> f.Span:
        return self.fixed or f.Span(min(node.start, len(self.text)), min(node.end, len(self.text)))

    @property
    def cause(self) -> f.Cause:
        return f.Cause(call=self.last_call)

    def once(self, add: Any, item: Any) -> int:
        """Add a fact, unless it is there already: bodies may be evaluated more than once."""
        key = (type(item).__name__, repr(item))
        if key not in self._seen:
            self._seen[key] = add(item)
        return self._seen[key]

    # --- ignorance ----------------------------------------------------------------------------------------------------

    def opaque(self, code: f.OpaqueCode, node: t.Node, detail: str) -> None:
        self.builder.opaque(code, self.unit, self.span(node), detail)

    def dynamic(
        self, held: Value, how: str, node: t.Node, language: f.Language, *, command: bool = False, known: bool = False
    ) -> None:
        """Program text that is not known."""
        if isinstance(held, Unknown) and held.parameter and not known:
            return
        network = download_of(held)
        if network is not None:
            self.flows(network)
        self.code(how, node, language, "network" if network is not None else "computed")
        if network is None:
            self.opaque("dynamic_command" if command else "dynamic_code", node, how)

    def code(self, how: str, node: t.Node, language: f.Language, source: Any, child: int | None = None) -> None:
        item = f.Code(
            unit=self.unit,
            span=self.span(node),
            certainty=self.certainty,
            how=how,
            language=language,
            by=self.cause,
            source=source,
            child=child,
        )
        self.once(self.builder.add_code, item)

    # --- calls and values ---------------------------------------------------------------------------------------------

    def note(
        self, node: t.Node, name: str, category: f.CallCategory, args: list[Value], kwargs: dict[str, Value]
    ) -> None:
        item = f.Call(
            unit=self.unit,
            span=self.span(node),
            certainty=self.certainty,
            callee=name,
            resolved=True,
            args=tuple(self.fact(a) for a in args[:8]),
            kwargs={key: self.fact(value) for key, value in list(kwargs.items())[:16]},
            category=category,
        )
        self.last_call = self.once(self.builder.add_call, item)

    def fact(self, held: Value) -> f.Value:
        """An abstract value as the facts have it."""
        text = text_of(held)
        if text is not None:
            return f.Literal(text=text[:2048].encode("utf-8", "replace").decode())
        match held:
            case Mixed(parts=parts):
                flat = [p for part in parts[:32] if not isinstance(p := self.fact(part), f.Concat | f.OneOf)]
                return f.Concat(parts=tuple(flat)) if len(flat) > 1 else flat[0] if flat else f.Unknown()
            case Choice(values=values):
                several = tuple(dict.fromkeys(self.fact(value) for value in values))
                several = tuple(v for v in several if not isinstance(v, f.OneOf))
                return f.OneOf(values=several) if len(several) > 1 else several[0] if several else f.Unknown()
            case Unknown(why=why):
                return f.Unknown(why=why)
            case _:
                return f.Unknown()

    # --- texts inside -------------------------------------------------------------------------------------------------

    def child(self, text: str, language: f.Language, how: str, node: t.Node, *, file: bool = False) -> None:
        """Facts of a program text inside this one."""
        span = self.span(node)
        key = ("child", text, language, how, span, self.certainty, self.context)
        if key in self._seen:
            return
        self._seen[key] = 0
        where = self.text.find(text, span.start, span.end) if text and not file else -1
        unit = embedded.child(
            self.builder,
            text,
            language,
            parent=self.unit,
            via=how,
            span=f.Span(where, where + len(text)) if where >= 0 else span,
            verbatim=where >= 0,
            surroundings=self.around.with_(
                context=self.context, certainty=self.certainty, cell=False, positional=None, kernel=None, module=None
            ),
        )
        if unit is not None:
            self.code(how, node, language, "file" if file else "literal" if where >= 0 else "computed", unit)

    def shell(self, held: Value, how: str, node: t.Node) -> None:
        """Text for /bin/sh."""
        for value in held.values if isinstance(held, Choice) else (held,):
            text = text_of(value)
            if text is not None:
                self.child(text, "sh", how, node)
            elif isinstance(value, Mixed) and download_of(value) is None:
                pieces = [UNSET if (known := text_of(part)) is None else known for part in value.parts]
                self.child("".join(pieces), "sh", how, node)
            else:
                self.dynamic(value, how, node, "sh")

    def command(self, words: list[Value], how: str, node: t.Node, redirect: str = "") -> None:
        """A program with its arguments, through no shell; `redirect`: its standard input, in the words of one."""
        if not words:
            return
        if isinstance(words[0], Choice):
            for one in words[0].values:
                self.command([one, *words[1:]], how, node, redirect)
            return
        if text_of(words[0]) is None:
            self.dynamic(words[0], how, node, "sh", command=True)
            return
        texts = []
        for word in words:
            text = text_of(word)
            if text is None and isinstance(word, Mixed):
                texts.append("".join(UNSET if (p := text_of(part)) is None else shlex.quote(p) for part in word.parts))
            else:
                texts.append(shlex.quote(text) if text is not None else UNSET)
        self.child(" ".join([*texts, redirect] if redirect else texts), "bash" if redirect else "sh", how, node)

    def run_path(self, held: Value, how: str, node: t.Node, language: f.Language) -> None:
        """A program file that runs by its path."""
        text = text_of(held)
        if isinstance(held, Unknown) and held.parameter:
            return
        if text is not None and "://" in text and not text.startswith("file:"):
            self.flows(self.url(held, node, "download"))
            self.code(how, node, language, "network")
            return
        if (network := download_of(held)) is not None:
            self.flows(network)
            self.code(how, node, language, "network")
            return
        self.file("execute", held, node)
        path = self.path(held)
        if path is not None and path in self.world.downloaded:
            for network in self.world.downloaded[path]:
                self.flows(network)
            self.code(how, node, language, "network")
        elif path is not None and (known := self.world.files.get(path)) is not None:
            if path in self.world.remembered:
                self.builder.memory_files[path] = None
            self.child(known, language, f"{how} {path}", node, file=True)
        else:
            self.code(how, node, language, "file")
            self.opaque(self.world.why_unread(path) if path else "dynamic_code", node, path or how)

    # --- files --------------------------------------------------------------------------------------------------------

    def path(self, held: Value) -> str | None:
        text = text_of(held)
        return self.builder.path(text, self.around.cwd, self.around.home) if text and "\0" not in text else None

    def file(
        self,
        op: f.FileOp,
        held: Value,
        node: t.Node,
        *,
        recursive: bool = False,
        mode: str | None = None,
        source: int | None = None,
    ) -> int | None:
        """Add the file facts of a path, or of several; the id of the last."""
        id_: int | None = None
        several = held.values if isinstance(held, Choice) or (isinstance(held, Items) and held.values) else (held,)
        for value in several[:64]:
            if isinstance(value, Items):
                id_ = self.file(op, value, node, recursive=recursive, mode=mode, source=source)
                continue
            text = text_of(value)
            if text is not None and text.startswith("file:"):
                text = "/" + text[len("file:") :].lstrip("/")
            if text is not None and text.startswith("~") and self.around.home:
                text = self.around.home + text[1:] if text[1:2] in ("", "/") else text
            resolved = resolve(text, self.around.cwd, self.around.home) if text and "\0" not in text else None
            known = self.fact(value)
            head = known.parts[0] if isinstance(known, f.Concat) and known.parts else None
            above: tuple[str, ...] = ancestors(resolved) if resolved else ()
            if not resolved and isinstance(head, f.Literal) and head.text.startswith("/"):
                directory = resolve(head.text.rpartition("/")[0] or "/", "/") or "/"
                above = (*ancestors(directory), directory)
            item = f.FileEffect(
                unit=self.unit,
                span=self.span(node),
                certainty=self.certainty,
                op=op,
                path=known,
                ancestors=above,
                by=self.cause,
                resolved=resolved,
                recursive=recursive,
                sink=sink_of(resolved, self.around.home) if resolved else None,
                mode=mode,
                source=source,
            )
            id_ = self.once(self._add_file, item)
            if op in ("write", "append", "create") and resolved:
                self.world.files.setdefault(resolved, None)
        return id_

    def _add_file(self, item: f.FileEffect) -> int:
        return self.builder.add_file(item, cwd=self.around.cwd, home=self.around.home)

    # --- network ------------------------------------------------------------------------------------------------------

    def url(self, held: Value, node: t.Node, op: f.NetworkOp) -> int:
        """Add the network fact of a URL; its id."""
        if (network := download_of(held)) is not None:
            return network
        value = self.fact(held)
        head = value.text if isinstance(value, f.Literal) else ""
        if isinstance(value, f.Concat) and isinstance(value.parts[0], f.Literal):
            head = value.parts[0].text
        try:
            parts = urlsplit(head if "://" in head else f"//{head}")
            name, port = parts.hostname or "", parts.port
        except ValueError:
            parts, name, port = urlsplit(""), "", None
        sure = isinstance(value, f.Literal) or "/" in head.partition("://")[2]
        host: f.Value = f.Unknown(why="host")
        if name:
            host = f.Literal(text=name) if sure else f.Prefix(text=name)
        return self._network(op, host, node, port, url=value, scheme=parts.scheme or None)

    def host(self, held: Value, port: Value | None, node: t.Node, op: f.NetworkOp) -> int:
        number = text_of(port) if port is not None else None
        known = int(number) if number and number.isdecimal() and len(number) < 6 else None
        return self._network(op, self.fact(held), node, known)

    def _network(
        self,
        op: f.NetworkOp,
        host: f.Value,
        node: t.Node,
        port: int | None,
        *,
        url: f.Value | None = None,
        scheme: str | None = None,
    ) -> int:
        item = f.NetworkEffect(
            unit=self.unit,
            span=self.span(node),
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
        return self.once(self.builder.add_network, item)

    def flows(self, network: int) -> None:
        self.builder.network[network] = replace(self.builder.network[network], flows_to="interpreter")

    # --- processes, variables -----------------------------------------------------------------------------------------

    def process(self, op: Any, node: t.Node, target: Value | None = None) -> None:
        item = f.ProcessEffect(
            unit=self.unit,
            span=self.span(node),
            certainty=self.certainty,
            op=op,
            by=self.cause,
            target=self.fact(target) if target is not None else None,
        )
        self.once(self.builder.add_process, item)

    def environment(self, op: Any, name: Value | None, value: Value | None, node: t.Node) -> None:
        text = text_of(name) if name is not None else None
        item = f.EnvironmentEffect(
            unit=self.unit,
            span=self.span(node),
            certainty=self.certainty,
            op=op,
            by=self.cause,
            name=self.fact(name) if name is not None else None,
            value=self.fact(value) if value is not None else None,
            danger=danger_of(text) if text is not None and op == "set" else None,
        )
        self.once(self.builder.add_environment, item)
        if op == "set" and text is not None:
            known = self.fact(value) if value is not None else f.Unknown(why=text)
            self.around = self.around.with_(env={**self.around.env, text: known})

    def imported(self, node: t.Node, module: Value, *, dynamic: bool = False) -> None:
        item = f.Import(
            unit=self.unit,
            span=self.span(node),
            certainty=self.certainty,
            module=self.fact(module),
            names=(),
            dynamic=dynamic,
        )
        self.once(self.builder.add_import, item)
