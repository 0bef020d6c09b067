"""What is found becomes facts: calls, files, hosts, variables, texts inside, each with its span."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterable
from typing import Any

from interlock.analysis import embedded
from interlock.analysis.builder import FactsBuilder, ancestors, resolve
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
from interlock.analysis.reporter import Reporter, beginning, literal
from interlock.model import facts as f

_STARTUP_FILES: dict[str, f.Language] = {"BASH_ENV": "bash", "ENV": "sh", "PYTHONSTARTUP": "python"}


class Report(Reporter[Any, ast.AST]):
    """The facts of one unit, as they are found."""

    most_steps = 120_000

    def __init__(self, builder: FactsBuilder, text: str, unit: int, around: embedded.Surroundings) -> None:
        super().__init__(builder, around)
        self.text = text
        self.unit = unit
        self.same = True
        """The text that Python sees is the text of the unit, so that positions can be told."""
        self.hypothetical = False
        """Inside a function that nothing here calls or hands on: what depends on its parameters alone is left to its
        calls."""
        self.texts: set[tuple[str, str]] = set()
        self._starts = line_starts(text)
        self._bytes = [line.encode("utf-8", "surrogatepass") for line in _NEWLINE.split(text)]

    # --- what the evaluation above provides ---------------------------------------------------------------------------

    def call(self, callee: Any, args: list[Any], kwargs: dict[str, Any], node: ast.AST, scope: Scope) -> Any:
        raise NotImplementedError

    # --- places -------------------------------------------------------------------------------------------------------

    def stands(self, node: ast.AST) -> tuple[int, f.Span]:
        return self.unit, self.span(node)

    def source(self, node: ast.AST) -> str:
        return self.text

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

    # --- ignorance ----------------------------------------------------------------------------------------------------

    def left_to_calls(self, held: Any) -> bool:
        return self.hypothetical and isinstance(held, Anything) and held.parameter

    def computed(self, node: ast.AST, where: str) -> Any:
        """A name that is computed where names are powerful."""
        if not self.hypothetical:
            self.opaque("dynamic_code", node, f"a computed name in {where}")
        return Walked()

    # --- values -------------------------------------------------------------------------------------------------------

    def text_of(self, held: Any) -> str | None:
        return text_of(held)

    def pieces_of(self, held: Any) -> Iterable[Any]:
        return held.parts if isinstance(held, Mixed) else ()

    def alternatives(self, held: Any) -> Iterable[Any]:
        return held.values if isinstance(held, Choice) else (held,)

    def download_of(self, held: Any) -> int | None:
        return download_of(held)

    def number_of(self, held: Any) -> int | None:
        return held.value if isinstance(held, Const) and type(held.value) is int else None

    def fact(self, held: Any) -> f.Value:
        """An abstract value as the facts have it."""
        match held:
            case Const(value=str() as text):
                return literal(text)
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
        self.imports(node, f.Literal(text=module[:512]), names, alias, dynamic=dynamic)
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
                    self.known_file(path, f"import {module}", node, "python", module=".".join(parts[:n]))

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

    # --- programs -----------------------------------------------------------------------------------------------------

    def command(self, words: list[Any], how: str, node: ast.AST, redirect: str = "") -> None:
        """A program with its arguments, through no shell; `redirect`: its standard input, in the words of one."""
        for program in self.alternatives(words[0]) if words else ():
            for line in self.command_lines([_program(word) for word in (program, *words[1:])], how, node):
                text = f"{line} {redirect}" if redirect else line
                # Only bash has here-strings; nothing else in these quoted words tells the dialects apart.
                self.child(text, "bash" if redirect.startswith("<<<") else "sh", how, node)

    # --- files --------------------------------------------------------------------------------------------------------

    def path_text(self, held: Any) -> str | None:
        text = text_of(held)
        return text.removeprefix("file://") if text else None

    def paths(self, held: Any) -> Iterable[Any]:
        return (value for value in self.alternatives(held) if not isinstance(value, Download))

    def above(self, path: f.Value) -> tuple[str, ...]:
        head = re.split(r"[*?\[]", path.text, maxsplit=1)[0] if isinstance(path, f.Glob) else beginning(path)
        directory, slash, _ = head.rpartition("/")
        within = resolve(directory or "/", self.around.cwd, self.around.home) if slash else None
        return (*ancestors(within), within) if within else ()

    # --- network ------------------------------------------------------------------------------------------------------

    def url(self, held: Any, node: ast.AST, op: f.NetworkOp) -> int:
        return held.network if isinstance(held, Download) else super().url(held, node, op)

    def service(self, host: str, node: ast.AST) -> int:
        """A host that the library itself knows; `*.x`: any below `x`, `*`: any at all."""
        value: f.Value = (
            f.Unknown(why="service")
            if host == "*"
            else f.Suffix(text=host[1:])
            if host.startswith("*")
            else f.Literal(text=host)
        )
        return self.connection("connect", value, None, node)

    # --- variables ----------------------------------------------------------------------------------------------------

    def environment(self, op: f.EnvironmentOp, name: Any, value: Any, node: ast.AST) -> None:
        super().environment(op, name, value, node)
        text = text_of(name)
        if op == "set" and text is not None:
            self.inherited(text, value)
            if text == "PATH":
                self._searched_programs(value, node)
            if text in _STARTUP_FILES:
                self._startup_file(value, _STARTUP_FILES[text], text, node)

    def _searched_programs(self, value: Any, node: ast.AST) -> None:
        """Programs that the session wrote stand before those of the system."""
        whole = "".join("\0" if (text := text_of(part)) is None else text for part in _parts(value))
        first = [name for name in re.split(r"\0|/usr/|/bin(?:/|:|$)", whole, maxsplit=1)[0].split(":") if name]
        for name in first:
            directory = resolve(name, self.around.cwd, self.around.home)
            if any(path.rpartition("/")[0] == directory for path in self.world.files):
                self.opaque("program_not_seen", node, f"programs of {directory} stand before those of the system")

    def _startup_file(self, value: Any, language: f.Language, how: str, node: ast.AST) -> None:
        """A variable that names a file for interpreters to run first."""
        path = self.path(value)
        text = self.world.files.get(path) if path is not None else None
        if text is not None:
            self.child(text, language, how, node, file=True)
        elif text_of(value) != "":
            self.opaque(self.world.why_unread(path), node, path or how)


def _program(word: Any) -> Any:
    """The program that runs this text is known by its name."""
    itself = isinstance(word, Ref) and word.name == "sys.executable"
    return Const("python3") if itself or _ITSELF.fullmatch(text_of(word) or "") else word


def _parts(value: Any) -> tuple[Any, ...]:
    return value.parts if isinstance(value, Mixed) else (value,)


_ITSELF = re.compile(r"/proc/(?:self|thread-self|\d+)/(?:exe|root/usr/bin/python3?)")
"""The interpreter by another name."""
_NEWLINE = re.compile(r"\r\n|\r|\n")


def line_starts(text: str) -> list[int]:
    """Offset of each line, as Python counts lines."""
    return [0, *(match.end() for match in _NEWLINE.finditer(text))]
