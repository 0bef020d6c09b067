"""What code does, as facts: shared by the analysers of programming languages.

An analyser says what its values and its nodes stand for. What a file, a host, a variable or a program text means as a
fact, and what follows from it (links, sinks, flows, opacity), is said here, once.
"""

from __future__ import annotations

import shlex
from collections.abc import Callable, Hashable, Iterable, Iterator
from typing import ClassVar, Generic, TypeVar
from urllib.parse import urlsplit

from msgspec.structs import replace

from interlock.analysis import embedded, sql
from interlock.analysis.builder import FactsBuilder, ancestors, resolve
from interlock.analysis.environment import danger_of
from interlock.analysis.hosts import address_class, parent_domains
from interlock.analysis.sinks import sink_of
from interlock.model import facts as f

UNSET = '"$_interlock_unknown"'
"""In a text for a shell, what is not known: a variable that nobody set, which the analysis of shells can take."""
_MOST_SHOWN = 2048
"""Characters of a value that its fact keeps."""
_PORTS = 65536

Held = TypeVar("Held")
"""What an analyser knows of a value."""
Node = TypeVar("Node")
"""Where in a text something stands."""
Item = TypeVar("Item")


class Stop(Exception):
    """A budget is spent; the opaque fact is recorded already."""


class Reporter(Generic[Held, Node]):
    """Adds the facts of code; knows where its evaluation stands (`context`, `certainty`, `around`)."""

    most_steps: ClassVar[int]

    def __init__(self, builder: FactsBuilder, around: embedded.Surroundings) -> None:
        self.builder = builder
        self.around = around
        self.world = around.world
        self.context: tuple[f.Context, ...] = around.context
        self.certainty: f.Certainty = around.certainty
        self.last_call: int | None = None
        self.steps = 0
        self._added: dict[Hashable, int] = {}

    # --- what each language says of its own ---------------------------------------------------------------------------

    def stands(self, node: Node) -> tuple[int, f.Span]:
        """The unit and the span that facts about `node` name."""
        raise NotImplementedError

    def source(self, node: Node) -> str:
        """The text of the unit that `node` stands in."""
        raise NotImplementedError

    def text_of(self, held: Held) -> str | None:
        """The text that a value certainly is."""
        raise NotImplementedError

    def pieces_of(self, held: Held) -> Iterable[Held]:
        """The parts, one after the other, of a text that is known in part; nothing of any other value."""
        raise NotImplementedError

    def alternatives(self, held: Held) -> Iterable[Held]:
        """The values that a value may be."""
        raise NotImplementedError

    def download_of(self, held: Held) -> int | None:
        """The network effect whose content is in a value."""
        raise NotImplementedError

    def number_of(self, held: Held) -> int | None:
        raise NotImplementedError

    def fact(self, held: Held) -> f.Value:
        """An abstract value as the facts have it."""
        raise NotImplementedError

    # --- what a language may say otherwise ----------------------------------------------------------------------------

    def path_text(self, held: Held) -> str | None:
        """The path that a value stands for, as text."""
        return self.text_of(held)

    def paths(self, held: Held) -> Iterable[Held]:
        """The values that are paths where one or several are expected."""
        return self.alternatives(held)

    def left_to_calls(self, held: Held) -> bool:
        """Whether only the calls of the function around it can tell what a value is, and will."""
        return False

    def identity(self, item: object) -> Hashable:
        """What makes a fact one that is there already; None where each counts."""
        return None

    def repeated(self, text: str, language: f.Language, how: str, node: Node) -> bool:
        """Whether a text inside has been analysed at this place before."""
        return False

    # --- budgets ------------------------------------------------------------------------------------------------------

    def tick(self, node: Node) -> None:
        """Count one step of evaluation. Raises `Stop` past a budget."""
        self.steps += 1
        if self.steps > self.most_steps or len(self.builder.calls) > self.builder.limits.calls:
            self.builder.limit("calls")
            self.opaque("size", node, "")
            raise Stop
        if self.steps % 128 == 0 and self.world.deadline():
            self.builder.limit("soft_time_s")
            self.opaque("timeout", node, "")
            raise Stop

    # --- causes, ignorance --------------------------------------------------------------------------------------------

    @property
    def cause(self) -> f.Cause:
        return f.Cause(call=self.last_call)

    def add(self, to: Callable[[Item], int], item: Item) -> int:
        """The id of a fact, which is added unless it is there already."""
        key = self.identity(item)
        if key is None:
            return to(item)
        if key not in self._added:
            self._added[key] = to(item)
        return self._added[key]

    def opaque(self, code: f.OpaqueCode, node: Node, detail: str) -> None:
        unit, span = self.stands(node)
        self.builder.opaque(code, unit, span, detail)

    def dynamic(self, held: Held, how: str, node: Node, language: f.Language, *, command: bool = False) -> None:
        """Program text that is not known."""
        if self.left_to_calls(held):
            return
        network = self.download_of(held)
        if network is not None:
            self.flows(network)
            self.code(how, node, language, "network")
        else:
            self.code(how, node, language, "computed")
            self.opaque("dynamic_command" if command else "dynamic_code", node, how)

    # --- calls, imports -----------------------------------------------------------------------------------------------

    def note(
        self,
        node: Node,
        name: str,
        category: f.CallCategory,
        args: list[Held],
        kwargs: dict[str, Held] | None = None,
        *,
        resolved: bool = True,
    ) -> int:
        """Add the call, which causes what is added from here on; its id."""
        unit, span = self.stands(node)
        item = f.Call(
            unit=unit,
            span=span,
            certainty=self.certainty,
            callee=name,
            resolved=resolved,
            args=tuple(self.fact(a) for a in args[:8]),
            kwargs={key: self.fact(value) for key, value in list((kwargs or {}).items())[:16]},
            category=category,
        )
        self.last_call = self.add(self.builder.add_call, item)
        return self.last_call

    def imports(
        self, node: Node, module: f.Value, names: tuple[str, ...] = (), alias: str | None = None, *, dynamic: bool
    ) -> None:
        """Add the import."""
        unit, span = self.stands(node)
        item = f.Import(
            unit=unit,
            span=span,
            certainty=self.certainty,
            module=module,
            names=names,
            alias=alias,
            dynamic=dynamic,
        )
        self.add(self.builder.add_import, item)

    # --- texts inside -------------------------------------------------------------------------------------------------

    def inside(self, *, cell: bool = False, module: str | None = None) -> embedded.Surroundings:
        """What a text inherits that runs here."""
        return self.around.with_(
            context=self.context, certainty=self.certainty, cell=cell, positional=None, kernel=None, module=module
        )

    def code(self, how: str, node: Node, language: f.Language, source: f.CodeSource, child: int | None = None) -> None:
        """Add that program text runs, and where it comes from."""
        unit, span = self.stands(node)
        item = f.Code(
            unit=unit,
            span=span,
            certainty=self.certainty,
            how=how,
            language=language,
            by=self.cause,
            source=source,
            child=child,
        )
        self.add(self.builder.add_code, item)

    def verbatim(self, text: str, node: Node) -> f.Span | None:
        """Where a text stands in what is written at `node`, letter for letter."""
        _, span = self.stands(node)
        at = self.source(node).find(text, span.start, span.end) if text else -1
        return f.Span(at, at + len(text)) if at >= 0 else None

    def child(
        self,
        text: str,
        language: f.Language,
        how: str,
        node: Node,
        *,
        around: embedded.Surroundings | None = None,
        file: bool = False,
    ) -> int | None:
        """Analyse a program text inside, or that of a file, as a unit of its own; None where it was, or cannot be."""
        if self.repeated(text, language, how, node):
            return None
        found = None if file else self.verbatim(text, node)
        parent, span = self.stands(node)
        unit = embedded.child(
            self.builder,
            text,
            language,
            parent=parent,
            via=how,
            span=found or span,
            verbatim=found is not None,
            surroundings=around if around is not None else self.inside(),
        )
        if unit is not None:
            self.code(how, node, language, "file" if file else "literal" if found else "computed", unit)
        return unit

    def child_unit(self, text: str, language: f.Language, how: str, node: Node) -> int | None:
        """Register a text that is evaluated among the names of this one; None where it nests too deep."""
        found = self.verbatim(text, node)
        parent, span = self.stands(node)
        unit = embedded.add_unit(
            self.builder, text, language, parent=parent, via=how, span=found or span, verbatim=found is not None
        )
        if unit is not None:
            self.code(how, node, language, "literal" if found else "computed", unit)
        return unit

    def known_file(self, path: str, how: str, node: Node, language: f.Language, *, module: str | None = None) -> bool:
        """Facts of a program file that was written or downloaded in sight; False where it never was."""
        if path in self.world.downloaded:
            for network in self.world.downloaded[path]:
                self.flows(network)
            self.code(how, node, language, "network")
            return True
        if path not in self.world.files:
            return False
        text = self.world.files[path]
        if text is None:
            self.code(how, node, language, "file")
            self.opaque(self.world.why_unread(path), node, path)
            return True
        self.recalls(path)
        self.child(text, language, how, node, around=self.inside(module=module), file=True)
        return True

    def recalls(self, path: str) -> None:
        """What the session remembers of a file is made use of."""
        if path in self.world.remembered:
            self.builder.memory_files[path] = None

    def shell(self, held: Held, how: str, node: Node) -> None:
        """Text for /bin/sh."""
        for text in self.shell_texts(held, how, node, "sh"):
            self.child(text, "sh", how, node)

    def shell_texts(self, held: Held, how: str, node: Node, language: f.Language) -> Iterator[str]:
        """The texts for a shell that a value may be, with `UNSET` for what is not known in them; what is not known at
        all is reported."""
        for value in self.alternatives(held):
            text = self.text_of(value)
            parts = () if text is not None else tuple(self.pieces_of(value))
            if parts and self.download_of(value) is None:
                text = "".join(UNSET if (known := self.text_of(part)) is None else known for part in parts)
            if text is not None:
                yield text
            else:
                self.dynamic(value, how, node, language)

    def command_lines(self, words: list[Held], how: str, node: Node) -> Iterator[str]:
        """A program and its arguments as a shell would have them, for each program that it may be; one that is not
        known at all is reported."""
        for program in self.alternatives(words[0]) if words else ():
            if self.text_of(program) is None:
                self.dynamic(program, how, node, "sh", command=True)
            else:
                yield " ".join(self._quoted(word) for word in (program, *words[1:]))

    def _quoted(self, word: Held) -> str:
        text = self.text_of(word)
        if text is not None:
            return shlex.quote(text)
        parts = [
            UNSET if (known := self.text_of(part)) is None else shlex.quote(known) for part in self.pieces_of(word)
        ]
        return "".join(parts) or UNSET

    def sql(self, held: Held, how: str, node: Node) -> None:
        """Text for a database, if it is one: what it does, and what it makes a shell do."""
        text = self.text_of(held)
        if text is None:
            text = "".join("?" if (known := self.text_of(part)) is None else known for part in self.pieces_of(held))
        if sql.looks_like_sql(text):
            self.statements(text, how, f"SQL of {how}", node)

    def database(self, op: f.SqlOp, what: str, node: Node) -> None:
        """What a client's own method does to a database: drops a `what`, or empties it."""
        unit, span = self.stands(node)
        self.builder.add_sql(
            f.SqlEffect(unit=unit, span=span, certainty=self.certainty, op=op, unbounded=True, what=what, by=self.cause)
        )

    def statements(self, text: str, how: str, via: str, node: Node) -> None:
        """Text that certainly is SQL; `via`: how a shell comes to run what it names."""
        unit, span = self.stands(node)
        cwd = self.around.cwd
        for shell in sql.analyze_sql(self.builder, text, unit, span, self.certainty, self.cause, how=how, cwd=cwd):
            self.child(shell, "sh", via, node)

    # --- files --------------------------------------------------------------------------------------------------------

    def path(self, held: Held) -> str | None:
        """Absolute path of a value, where it is known."""
        text = self.path_text(held)
        return self.builder.path(text, self.around.cwd, self.around.home) if text and "\0" not in text else None

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
        """Add the effect on each path that a value may be; the id of the last."""
        id_: int | None = None
        for value in self.paths(held):
            id_ = self.touched(
                op, self.path_text(value), self.fact(value), node, recursive=recursive, mode=mode, source=source
            )
        return id_

    def touched(
        self,
        op: f.FileOp,
        text: str | None,
        shown: f.Value,
        node: Node,
        *,
        recursive: bool = False,
        mode: str | None = None,
        source: int | None = None,
    ) -> int:
        """Add the effect on one path, its `text` where that is known; its id."""
        unit, span = self.stands(node)
        cwd, home = self.around.cwd, self.around.home
        resolved = resolve(text, cwd, home) if text and "\0" not in text else None
        item = f.FileEffect(
            unit=unit,
            span=span,
            certainty=self.certainty,
            op=op,
            path=shown,
            ancestors=ancestors(resolved) if resolved else self.above(shown),
            by=self.cause,
            resolved=resolved,
            recursive=recursive,
            sink=sink_of(resolved, home) if resolved else None,
            mode=mode,
            source=source,
        )
        if op in ("write", "append", "create") and resolved:
            self.world.files.setdefault(resolved, None)
        return self.add(lambda effect: self.builder.add_file(effect, cwd=cwd, home=home), item)

    def above(self, path: f.Value) -> tuple[str, ...]:
        """Directories that certainly hold a path of which the beginning is known."""
        head = beginning(path)
        if not head.startswith("/"):
            return ()
        directory = resolve(head.rpartition("/")[0] or "/", "/") or "/"
        return (*ancestors(directory), directory)

    def linked(self, target: Held, link: Held, *, symbolic: bool) -> None:
        """A link leads where its text says, from its own directory on; a hard link is the file itself."""
        path, text = self.path(link), self.path_text(target)
        where = path.rpartition("/")[0] or "/" if symbolic and path else self.around.cwd
        self.builder.add_link(path, resolve(text, where, self.around.home) if text else None)

    # --- network ------------------------------------------------------------------------------------------------------

    def url(self, held: Held, node: Node, op: f.NetworkOp) -> int:
        """Add the connection by a URL; its id."""
        value = self.fact(held)
        head = value.text if isinstance(value, f.Literal) else beginning(value)
        try:
            parts = urlsplit(head if "://" in head else f"//{head}")
            name, port = parts.hostname or "", parts.port
        except ValueError:
            parts, name, port = urlsplit(""), "", None
        if parts.scheme == "file":
            self.touched("read", parts.path, literal(parts.path), node)
        host: f.Value = f.Unknown(why="host")
        if name:
            sure = isinstance(value, f.Literal) or "/" in head.partition("://")[2]
            host = f.Literal(text=name) if sure else f.Prefix(text=name)
        return self.connection(op, host, port, node, url=value, scheme=parts.scheme or None)

    def host(self, held: Held, port: Held | None, node: Node, op: f.NetworkOp) -> int:
        """Add the connection to a host; its id."""
        number = self.number_of(port) if port is not None else None
        known = number if number is not None and 0 <= number < _PORTS else None
        return self.connection(op, self.fact(held), known, node)

    def connection(
        self,
        op: f.NetworkOp,
        host: f.Value,
        port: int | None,
        node: Node,
        *,
        url: f.Value | None = None,
        scheme: str | None = None,
    ) -> int:
        """Add the connection; its id."""
        unit, span = self.stands(node)
        item = f.NetworkEffect(
            unit=unit,
            span=span,
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
        return self.add(self.builder.add_network, item)

    def flows(self, network: int, to: f.FlowsTo = "interpreter") -> None:
        """What a connection brings goes to an interpreter, or to a file."""
        effect = self.builder.network[network]
        if effect.flows_to != "interpreter":
            self.builder.network[network] = replace(effect, flows_to=to)

    def saved(self, network: int, file: int | None) -> None:
        """What a connection brings goes into a file: the id of that effect."""
        self.builder.network[network] = replace(self.builder.network[network], file=file)

    # --- processes, rights, variables, packages -----------------------------------------------------------------------

    def process(self, op: f.ProcessOp, node: Node, target: Held | None = None) -> None:
        unit, span = self.stands(node)
        item = f.ProcessEffect(
            unit=unit,
            span=span,
            certainty=self.certainty,
            op=op,
            by=self.cause,
            target=self.fact(target) if target is not None else None,
        )
        self.add(self.builder.add_process, item)

    def privilege(self, kind: f.PrivilegeKind, node: Node, target: Held) -> None:
        unit, span = self.stands(node)
        item = f.PrivilegeEffect(
            unit=unit,
            span=span,
            certainty=self.certainty,
            kind=kind,
            by=self.cause,
            target=self.fact(target),
        )
        self.add(self.builder.add_privilege, item)

    def environment(self, op: f.EnvironmentOp, name: Held | None, value: Held | None, node: Node) -> None:
        """A variable that is read or changed; `name`: None for all of them."""
        text = self.text_of(name) if name is not None else None
        unit, span = self.stands(node)
        item = f.EnvironmentEffect(
            unit=unit,
            span=span,
            certainty=self.certainty,
            op=op,
            by=self.cause,
            name=self.fact(name) if name is not None else None,
            value=self.fact(value) if value is not None else None,
            danger=danger_of(text) if text is not None and op == "set" else None,
        )
        self.add(self.builder.add_environment, item)

    def inherited(self, name: str, value: Held | None) -> None:
        """What runs from here on has a variable in its environment; `value`: None where that is not known."""
        known = self.fact(value) if value is not None else f.Unknown(why=name)
        self.around = self.around.with_(env={**self.around.env, name: known})

    def package(self, manager: str, name: Held, node: Node, source: f.PackageSource) -> None:
        """Add that a package is installed, of whatever version."""
        unit, span = self.stands(node)
        item = f.PackageEffect(
            unit=unit,
            span=span,
            certainty=self.certainty,
            manager=manager,
            action="install",
            name=self.fact(name),
            pinned=False,
            source=source,
            by=self.cause,
        )
        self.add(self.builder.add_package, item)


def literal(text: str) -> f.Literal:
    """A known text as the facts have it: as much of it as they keep, and nothing that UTF-8 cannot say."""
    return f.Literal(text=text[:_MOST_SHOWN].encode("utf-8", "replace").decode())


def beginning(value: f.Value) -> str:
    """The part of a text that is certain, from its start."""
    match value:
        case f.Concat(parts=(f.Literal(text=text), *_)):
            return text
        case _:
            return ""
