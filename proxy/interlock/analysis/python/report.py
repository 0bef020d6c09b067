"""What is found becomes facts: calls, files, hosts, variables, texts inside, each with its span."""

from __future__ import annotations

import ast
import re
import shlex
import sys
from typing import Any
from urllib.parse import urlsplit

from msgspec.structs import replace

from interlock.analysis import embedded
from interlock.analysis.builder import FactsBuilder, address_class, ancestors, parent_domains, resolve
from interlock.analysis.environment import danger_of
from interlock.analysis.python.values import (
    Anything,
    Choice,
    Const,
    Download,
    Globbed,
    Instance,
    Mixed,
    Ref,
    Scope,
    Sequence,
    Walked,
    download_of,
    text_of,
)
from interlock.analysis.sinks import sink_of
from interlock.model import facts as f

UNSET = '"$_interlock_unknown"'
"""In a text for a shell, what is not known: a variable that nobody set, which the shell analysis knows how to take."""
_STARTUP_FILES: dict[str, f.Language] = {"BASH_ENV": "bash", "ENV": "sh", "PYTHONSTARTUP": "python"}
_MOST_STEPS = 120_000


class Stop(Exception):
    """A budget is spent; the opaque fact is recorded already."""


class Report:
    """The facts of one unit, as they are found."""

    def __init__(self, builder: FactsBuilder, text: str, unit: int, around: embedded.Surroundings) -> None:
        self.builder = builder
        self.text = text
        self.unit = unit
        self.around = around
        self.world = around.world
        self.context: tuple[f.Context, ...] = around.context
        self.certainty: f.Certainty = around.certainty
        self.same = True
        """The text that Python sees is the text of the unit, so that positions can be told."""
        self.last_call: int | None = None
        self.hypothetical = False
        """Inside a function that nothing here calls or hands on: what depends on its parameters alone is left to its
        calls."""
        self.texts: set[tuple[str, str]] = set()
        self._steps = 0
        self._starts = line_starts(text)
        self._bytes = [line.encode("utf-8", "surrogatepass") for line in _NEWLINE.split(text)]

    # --- what the evaluation above provides ---------------------------------------------------------------------------

    def call(self, callee: Any, args: list[Any], kwargs: dict[str, Any], node: ast.AST, scope: Scope) -> Any:
        raise NotImplementedError

    # --- budgets and places -------------------------------------------------------------------------------------------

    def tick(self, node: ast.AST) -> None:
        """Count one step of evaluation. Raises `Stop` past a budget."""
        self._steps += 1
        if self._steps > _MOST_STEPS or len(self.builder.calls) > self.builder.limits.calls:
            self.builder.limit("calls")
            self.builder.opaque("size", self.unit, self.span(node))
            raise Stop
        if self._steps % 256 == 0 and self.world.deadline():
            self.builder.limit("soft_time_s")
            self.builder.opaque("timeout", self.unit, self.span(node))
            raise Stop

    def span(self, node: ast.AST) -> f.Span:
        """Characters of the submitted text; the whole of it where IPython rewrote the cell."""
        if not self.same or not hasattr(node, "lineno") or getattr(node, "end_lineno", None) is None:
            return f.Span(0, len(self.text))
        return f.Span(
            self._offset(node.lineno, node.col_offset),  # type: ignore[attr-defined]  # checked
            self._offset(node.end_lineno, node.end_col_offset),  # type: ignore[attr-defined]  # set with lineno
        )

    def _offset(self, line: int, column: int) -> int:
        if line > len(self._starts):
            return len(self.text)
        raw = self._bytes[line - 1]
        if raw.isascii():
            return min(self._starts[line - 1] + column, len(self.text))
        return min(self._starts[line - 1] + len(raw[:column].decode("utf-8", "replace")), len(self.text))

    @property
    def cause(self) -> f.Cause:
        return f.Cause(call=self.last_call)

    # --- ignorance ----------------------------------------------------------------------------------------------------

    def opaque(self, code: f.OpaqueCode, node: ast.AST, detail: str) -> None:
        self.builder.opaque(code, self.unit, self.span(node), detail)

    def computed(self, node: ast.AST, where: str) -> Any:
        """A name that is computed where names are powerful."""
        if not self.hypothetical:
            self.opaque("dynamic_code", node, f"a computed name in {where}")
        return Walked()

    def dynamic(self, value: Any, how: str, node: ast.AST, language: f.Language, *, command: bool = False) -> None:
        """Program text that is not known."""
        if self.hypothetical and isinstance(value, Anything) and value.parameter:
            return
        network = download_of(value)
        if network is not None:
            self.flows(network)
        self.builder.add_code(
            f.Code(
                unit=self.unit,
                span=self.span(node),
                certainty=self.certainty,
                how=how,
                language=language,
                by=self.cause,
                source="network" if network is not None else "computed",
            )
        )
        if network is None:
            self.opaque("dynamic_command" if command else "dynamic_code", node, how)

    # --- calls and values ---------------------------------------------------------------------------------------------

    def note(
        self,
        node: ast.AST,
        name: str,
        category: f.CallCategory,
        args: list[Any],
        kwargs: dict[str, Any] | None = None,
        *,
        resolved: bool = True,
    ) -> int:
        """Add the call fact."""
        self.last_call = self.builder.add_call(
            f.Call(
                unit=self.unit,
                span=self.span(node),
                certainty=self.certainty,
                callee=name,
                resolved=resolved,
                args=tuple(self.fact(a) for a in args[:8]),
                kwargs={key: self.fact(value) for key, value in list((kwargs or {}).items())[:16]},
                category=category,
            )
        )
        return self.last_call

    def fact(self, held: Any) -> f.Value:
        """An abstract value as the facts have it."""
        match held:
            case Const(value=str() as text):
                return f.Literal(text=text[:2048].encode("utf-8", "replace").decode())
            case Const(value=bytes() as data):
                return f.Literal(text=data[:1024].decode("utf-8", "replace"))
            case Const(value=int() as number) if number.bit_length() > 600:
                return f.Unknown(why="a large number")
            case Const(value=value):
                return f.Literal(text=str(value)[:200])
            case Mixed(parts=parts):
                flat = [p for part in parts[:32] if not isinstance(p := self.fact(part), f.Concat | f.OneOf)]
                return f.Concat(parts=tuple(flat)) if len(flat) > 1 else flat[0] if flat else f.Unknown()
            case Globbed(pattern=pattern):
                return f.Glob(text=pattern[:2048])
            case Choice(values=values):
                several = tuple(dict.fromkeys(self.fact(value) for value in values[:16]))
                several = tuple(v for v in several if not isinstance(v, f.OneOf))
                return f.OneOf(values=several) if len(several) > 1 else several[0] if several else f.Unknown()
            case Instance(name="pathlib.Path", args=(inner, *_)):
                return self.fact(inner)
            case Anything(why=why):
                return f.Unknown(why=why)
            case _:
                return f.Unknown()

    # --- imports ------------------------------------------------------------------------------------------------------

    def imported(
        self, node: ast.AST, module: str, names: tuple[str, ...], alias: str | None, *, dynamic: bool = False
    ) -> None:
        self.builder.add_import(
            f.Import(
                unit=self.unit,
                span=self.span(node),
                certainty=self.certainty,
                module=f.Literal(text=module[:512]),
                names=names,
                alias=alias,
                dynamic=dynamic,
            )
        )
        self.import_file(module, node)

    def import_file(self, module: str, node: ast.AST) -> None:
        """A module that the session wrote where modules are looked for runs when it is imported."""
        parts = [part for part in module.lstrip(".").split(".") if part]
        if not parts:
            return
        for directory in self._search():
            packed = directory in self.world.files and directory.endswith((".zip", ".egg", ".whl", ".pyz"))
            if packed or directory in self.world.archives or directory in self.world.downloaded:
                self._import_packed(directory, parts[0], node)
                continue
            for n in range(1, len(parts) + 1):
                stem = "/".join((directory.rstrip("/"), *parts[:n]))
                self._import_native(stem, module, node)
                for path in (f"{stem}.py", f"{stem}/__init__.py"):
                    if path not in self.world.files and path not in self.world.downloaded:
                        continue
                    key = path, self.world.files.get(path)
                    if key in self.world.imported:
                        continue
                    self.world.imported[key] = None
                    self.run_known_file(path, f"import {module}", node, module=".".join(parts[:n]))

    def _search(self) -> list[str]:
        """Where a module is looked for: the working directory, `sys.path` as far as it was changed, `PYTHONPATH`."""
        return list(
            dict.fromkeys((*((self.around.cwd,) if self.around.cwd else ()), *self.world.search, *self.added()))
        )

    def added(self) -> list[str]:
        """The directories of `PYTHONPATH`."""
        held = self.around.env.get("PYTHONPATH")
        names = held.text.split(":") if isinstance(held, f.Literal) else []
        return [path for name in names if (path := resolve(name or ".", self.around.cwd, self.around.home)) is not None]

    def searched(self, held: Any) -> None:
        """Something joins `sys.path`."""
        for item in (
            held.items[:64] if isinstance(held, Sequence) else held.values if isinstance(held, Choice) else (held,)
        ):
            path = self.path(item)
            if path is not None and not path.startswith(("/usr/", "/lib/")):
                self.world.search[path] = None

    def _import_packed(self, archive: str, name: str, node: ast.AST) -> None:
        """A module that an archive on the search path may hold."""
        members = self.world.archives.get(archive)
        held = (
            name not in sys.stdlib_module_names
            if members is None
            else any(re.split(r"[./]", m)[0] == name for m in members)
        )
        if held and (archive, name) not in self.world.imported:
            self.world.imported[archive, name] = None
            for network in self.world.downloaded.get(archive, ()):
                self.flows(network)
            self.opaque("dynamic_code", node, f"{archive} may hold {name}")

    def _import_native(self, stem: str, module: str, node: ast.AST) -> None:
        """A shared library or byte code that stands where a module is looked for."""
        for path in (*self.world.downloaded, *self.world.files):
            if (
                path.startswith(f"{stem}.")
                and path.endswith((".so", ".pyc"))
                and (path, None) not in self.world.imported
            ):
                self.world.imported[path, None] = None
                for network in self.world.downloaded.get(path, ()):
                    self.flows(network)
                self.opaque("dynamic_code", node, f"import {module} loads {path}")

    def run_known_file(self, path: str, how: str, node: ast.AST, module: str | None = None) -> bool:
        """Facts of a Python file that was written before; False where it never was."""
        if path in self.world.downloaded:
            for network in self.world.downloaded[path]:
                self.flows(network)
            self._code_of_file(how, node, "network")
            return True
        if path not in self.world.files:
            return False
        text = self.world.files[path]
        if text is None:
            self.opaque(self.world.why_unread(path), node, path)
            self._code_of_file(how, node, "file")
            return True
        if path in self.world.remembered:
            self.builder.memory_files[path] = None
        self.child(text, "python", how, node, file=True, module=module)
        return True

    def _code_of_file(self, how: str, node: ast.AST, source: str) -> None:
        self.builder.add_code(
            f.Code(
                unit=self.unit,
                span=self.span(node),
                certainty=self.certainty,
                how=how,
                language="python",
                by=self.cause,
                source=source,  # type: ignore[arg-type]  # callers pass the literal's words
            )
        )

    # --- texts inside -------------------------------------------------------------------------------------------------

    def child(
        self,
        text: str,
        language: f.Language,
        how: str,
        node: ast.AST,
        *,
        file: bool = False,
        cell: bool = False,
        module: str | None = None,
    ) -> int | None:
        """Facts of a program text inside this one."""
        span = self.span(node)
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
                context=self.context, certainty=self.certainty, cell=cell, positional=None, kernel=None, module=module
            ),
        )
        if unit is not None:
            self.builder.add_code(
                f.Code(
                    unit=self.unit,
                    span=span,
                    certainty=self.certainty,
                    how=how,
                    language=language,
                    by=self.cause,
                    source="file" if file else "literal" if where >= 0 else "computed",
                    child=unit,
                )
            )
        return unit

    def shell(self, held: Any, how: str, node: ast.AST) -> None:
        """Text for /bin/sh."""
        for value in held.values if isinstance(held, Choice) else (held,):
            text = text_of(value)
            if text is not None:
                self.child(text, "sh", how, node)
            elif isinstance(value, Mixed) and not any(isinstance(part, Download) for part in value.parts):
                pieces = [UNSET if (known := text_of(part)) is None else known for part in value.parts]
                self.child("".join(pieces), "sh", how, node)
            else:
                self.dynamic(value, how, node, "sh")

    def command(self, words: list[Any], how: str, node: ast.AST, redirect: str = "") -> None:
        """A program with its arguments, through no shell; `redirect`: its standard input, in the words of one."""
        if not words:
            return
        texts = []
        for i, word in enumerate(words):
            text = "python3" if isinstance(word, Ref) and word.name == "sys.executable" else text_of(word)
            if text is None and i == 0:
                for choice in word.values if isinstance(word, Choice) else ():
                    self.command([choice, *words[1:]], how, node, redirect)
                if not isinstance(word, Choice):
                    self.dynamic(word, how, node, "sh", command=True)
                return
            if text is None and isinstance(word, Mixed):
                texts.append("".join(UNSET if (t := text_of(p)) is None else shlex.quote(t) for p in word.parts))
            else:
                texts.append(shlex.quote(text) if text is not None else UNSET)
        text = " ".join([*texts, redirect] if redirect else texts)
        # Only bash has here-strings; nothing else in these quoted words tells the dialects apart.
        self.child(text, "bash" if redirect.startswith("<<<") else "sh", how, node)

    # --- files --------------------------------------------------------------------------------------------------------

    def path(self, held: Any) -> str | None:
        """Absolute path of a value, where it is known."""
        text = text_of(held)
        if text and text.startswith("file://"):
            text = text[len("file://") :]
        return self.builder.path(text, self.around.cwd, self.around.home) if text and "\0" not in text else None

    def file(
        self,
        op: f.FileOp,
        held: Any,
        node: ast.AST,
        *,
        recursive: bool = False,
        mode: str | None = None,
        source: int | None = None,
    ) -> int | None:
        """Add the file facts of a path; the id of the last."""
        id_: int | None = None
        for value in held.values if isinstance(held, Choice) else (held,):
            if isinstance(value, Download):
                continue
            text = text_of(value)
            text = text.removeprefix("file://") if text else None
            resolved = resolve(text, self.around.cwd, self.around.home) if text and "\0" not in text else None
            known = self.fact(value)
            above: tuple[str, ...] = ancestors(resolved) if resolved else ()
            directory, slash, _ = _beginning(known).rpartition("/")
            if not resolved and slash:
                within = resolve(directory or "/", self.around.cwd, self.around.home)
                above = (*ancestors(within), within) if within else ()
            id_ = self.builder.add_file(
                f.FileEffect(
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
                ),
                cwd=self.around.cwd,
                home=self.around.home,
            )
            if op in ("write", "append", "create") and resolved:
                self.world.files.setdefault(resolved, None)
        return id_

    # --- network ------------------------------------------------------------------------------------------------------

    def url(self, held: Any, node: ast.AST, op: f.NetworkOp) -> int:
        """Add the network fact of a URL; its id."""
        if isinstance(held, Download):
            return held.network
        value = self.fact(held)
        head = (
            value.text
            if isinstance(value, f.Literal)
            else value.parts[0].text
            if isinstance(value, f.Concat) and value.parts and isinstance(value.parts[0], f.Literal)
            else ""
        )
        try:
            parts = urlsplit(head if "://" in head else f"//{head}")
            name, port = parts.hostname or "", parts.port
        except ValueError:
            parts, name, port = urlsplit(""), "", None
        if parts.scheme == "file":
            self.file("read", Const(parts.path), node)
        sure = isinstance(value, f.Literal) or "/" in head.partition("://")[2]
        host: f.Value = (
            f.Literal(text=name) if name and sure else f.Prefix(text=name) if name else f.Unknown(why="host")
        )
        return self._network(op, host, node, port, url=value, scheme=parts.scheme or None)

    def host(self, held: Any, port: Any, node: ast.AST, op: f.NetworkOp) -> int:
        number = port.value if isinstance(port, Const) and type(port.value) is int and 0 <= port.value < 65536 else None
        return self._network(op, self.fact(held), node, number)

    def service(self, host: str, node: ast.AST) -> int:
        """A host that the library itself knows; `*.x`: any below `x`, `*`: any at all."""
        value: f.Value = (
            f.Unknown(why="service")
            if host == "*"
            else f.Suffix(text=host[1:])
            if host.startswith("*")
            else f.Literal(text=host)
        )
        return self._network("connect", value, node, None)

    def _network(
        self,
        op: f.NetworkOp,
        host: f.Value,
        node: ast.AST,
        port: int | None,
        *,
        url: f.Value | None = None,
        scheme: str | None = None,
    ) -> int:
        return self.builder.add_network(
            f.NetworkEffect(
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
        )

    def flows(self, network: int) -> None:
        self.builder.network[network] = replace(self.builder.network[network], flows_to="interpreter")

    # --- processes, rights, variables ---------------------------------------------------------------------------------

    def process(self, op: str, node: ast.AST, target: Any = None) -> None:
        self.builder.add_process(
            f.ProcessEffect(
                unit=self.unit,
                span=self.span(node),
                certainty=self.certainty,
                op=op,  # type: ignore[arg-type]  # callers pass the literal's words
                by=self.cause,
                target=self.fact(target) if target is not None else None,
            )
        )

    def privilege(self, kind: str, node: ast.AST, target: Any) -> None:
        self.builder.add_privilege(
            f.PrivilegeEffect(
                unit=self.unit,
                span=self.span(node),
                certainty=self.certainty,
                kind=kind,  # type: ignore[arg-type]  # callers pass the literal's words
                by=self.cause,
                target=self.fact(target),
            )
        )

    def environment(self, op: str, name: Any, value: Any, node: ast.AST) -> None:
        text = text_of(name)
        self.builder.add_environment(
            f.EnvironmentEffect(
                unit=self.unit,
                span=self.span(node),
                certainty=self.certainty,
                op=op,  # type: ignore[arg-type]  # callers pass the literal's words
                by=self.cause,
                name=self.fact(name),
                value=self.fact(value) if value is not None else None,
                danger=danger_of(text) if text is not None and op == "set" else None,
            )
        )
        if op == "set" and text is not None:
            known = self.fact(value) if value is not None else f.Unknown(why=text)
            self.around = self.around.with_(env={**self.around.env, text: known})
            if text in _STARTUP_FILES:
                self._startup_file(value, _STARTUP_FILES[text], text, node)

    def _startup_file(self, value: Any, language: f.Language, how: str, node: ast.AST) -> None:
        """A variable that names a file for interpreters to run first."""
        path = self.path(value)
        text = self.world.files.get(path) if path is not None else None
        if text is not None:
            self.child(text, language, how, node, file=True)
        elif text_of(value) != "":
            self.opaque(self.world.why_unread(path), node, path or how)


def _beginning(value: f.Value) -> str:
    """The part of a path that is certain, from its start."""
    match value:
        case f.Concat(parts=(f.Literal(text=text), *_)):
            return text
        case f.Glob(text=text):
            return re.split(r"[*?\[]", text, maxsplit=1)[0]
        case _:
            return ""


_NEWLINE = re.compile(r"\r\n|\r|\n")


def line_starts(text: str) -> list[int]:
    """Offset of each line, as Python counts lines."""
    return [0, *(match.end() for match in _NEWLINE.finditer(text))]
