"""`analyze`: what an action would do if it ran. The one entry of this floor."""

from __future__ import annotations

import hashlib
import shlex
import time
from collections.abc import Mapping

from interlock.analysis import environment, knowledge, sql, uploads
from interlock.analysis.builder import FactsBuilder, ancestors, resolve
from interlock.analysis.embedded import READERS, Reader, Surroundings, World, child, notebook
from interlock.analysis.java import analyze_java
from interlock.analysis.javascript import analyze_javascript
from interlock.analysis.python import analyze_python
from interlock.analysis.r import analyze_r
from interlock.analysis.shell import analyze_shell
from interlock.analysis.sinks import sink_of
from interlock.model import action as a
from interlock.model import facts as f
from interlock.model.limits import Limits
from interlock.model.session import Learned, Memory, WrittenFile, context_of

READERS.update(
    {
        "bash": Reader(analyze_shell, ("shell", "tree-sitter-bash"), "shell_bytes"),
        "sh": Reader(analyze_shell, ("shell", "tree-sitter-bash"), "shell_bytes"),
        "python": Reader(analyze_python, ("tree-sitter-python", "ast"), "code_bytes"),
        "java": Reader(analyze_java, ("tree-sitter-java",), "code_bytes"),
        "r": Reader(analyze_r, ("r",), "code_bytes"),
        "sql": Reader(sql.analyze_program, ("sqlglot",), "code_bytes"),
        "javascript": Reader(analyze_javascript, ("tree-sitter-javascript",), "code_bytes"),
        "typescript": Reader(analyze_javascript, ("tree-sitter-typescript",), "code_bytes"),
    }
)

_CODE_ENTRY: dict[a.CodeLanguage, tuple[f.EntryKind, f.Language]] = {
    "python": ("ipython", "python"),
    "bash": ("bash-interactive", "bash"),
    "javascript": ("node", "javascript"),
    "typescript": ("node", "typescript"),
    "r": ("r", "r"),
    "java": ("java", "java"),
}


def analyze(action: a.Action, memory: Memory, limits: Limits) -> f.Facts:
    """Say what `action` would do if it ran, after what `memory` says the session did before.

    Never raises on content. Spans count characters of their unit, and units lead back to the submitted source (unit 0,
    `model.action.source_of`). What cannot be resolved (syntax errors, names computed at run time, all past `limits`) is
    listed as opaque, with a code, its unit and its span. Deterministic but for the soft time limit.
    """
    return _Analysis(action, memory, limits).facts()


def analyze_and_learn(action: a.Action, memory: Memory, limits: Limits) -> tuple[f.Facts, Learned]:
    """`analyze`, and what the session remembers once the action has run: files written with text known to the
    analysis, so that running
    one later is not running the unknown, and what a cell defines.
    """
    analysis = _Analysis(action, memory, limits)
    return analysis.facts(), analysis.learned()


def everything_opaque(
    action: a.Action, memory: Memory, limits: Limits, code: f.OpaqueCode, detail: str = ""
) -> f.Facts:
    """The facts when analysis itself failed: the whole source is opaque, for the reason `code`."""
    analysis = _Analysis(action, memory, limits)
    source = a.source_of(action)
    unit = analysis.builder.add_unit(source, "other", readers=())
    environment.add_settings(analysis.builder, analysis.env, unit)
    analysis.builder.limit({"timeout": "hard_time_s", "memory": "worker_bytes"}.get(code, code))
    analysis.builder.whole_opaque(code, unit, f.Span(0, len(source)), detail)
    return analysis.builder.build()


class _Analysis:
    """One action on its way to facts."""

    def __init__(self, action: a.Action, memory: Memory, limits: Limits) -> None:
        self.action = action
        self.memory = memory
        self.env: Mapping[str, str] = getattr(action, "env", {})
        self.context = context_of(action.language, action.context) if isinstance(action, a.RunCode) else ""
        self.cwd = resolve(getattr(action, "cwd", "") or memory.cwd or memory.home, memory.cwd or memory.home)
        user = getattr(action, "user", "") or memory.user
        entry = f.Entry(kind=_entry_kind(action), env={**memory.env, **self.env}, user=user, cwd=self.cwd)
        self.builder = FactsBuilder(entry, limits)
        if revision := knowledge.revision():
            self.builder.versions["knowledge"] = revision
        self.builder.memory_environment.update(dict.fromkeys(memory.env))
        self.builder.links.update(memory.links)
        # The soft limit bounds work; it is the one thing here that is not a function of the arguments, and it can only
        # turn knowledge into a declared ignorance. It is the thread's own time: that other programs keep the machine
        # busy says nothing about the text; the worker's hard limit is the one that counts the clock on the wall.
        until = time.thread_time() + limits.soft_time_s
        self.surroundings = Surroundings(
            world=World(
                files={file.path: file.text for file in memory.files},
                unread={file.path: _why_unread(file) for file in memory.files if file.text is None or file.why},
                remembered=frozenset(file.path for file in memory.files),
                deadline=lambda: time.thread_time() > until,
            ),
            cwd=self.cwd,
            home=memory.home,
            user=user,
            env={name: f.Literal(text=value) for name, value in (("HOME", memory.home), *entry.env.items())},
        )

    def facts(self) -> f.Facts:
        action = self.action
        match action:
            case a.RunCommand(source=source):
                self._program(source, "bash")
            case a.StartProcess(source=source, argv=argv):
                self._program(source or shlex.join(argv), "bash")
            case a.InstallPackages():
                self._program(shlex.join(action.argv()), "bash")
            case a.RunCode(source=source, language=language):
                self._program(source, _CODE_ENTRY[language][1], cell=language in ("python", "javascript", "typescript"))
            case a.SendInput():
                self._input(action)
            case a.WriteFile(path=path, content=content, mode=mode):
                self._upload(path, content, mode)
            case a.ReadFile(path=path):
                self._file(path, "read")
            case a.ListFiles(path=path, depth=depth):
                self._file(path, "list", recursive=depth > 1)
            case a.StatFile(path=path):
                self._file(path, "list")
            case a.RemoveFile(path=path, recursive=recursive):
                self._file(path, "delete", recursive=recursive)
            case a.MakeDirectory(path=path):
                self._file(path, "create")
            case a.MoveFile(source=source, destination=destination):
                self._file(source, "move")
                self._file(destination, "write", source=0)
            case a.SignalProcess(process=process, signal=signal):
                unit = self._nothing()
                self.builder.add_process(
                    f.ProcessEffect(
                        unit=unit,
                        span=f.Span(0, 0),
                        certainty="certain",
                        op="signal",
                        by=f.Cause(),
                        target=f.Literal(text=f"{signal} {process}"),
                    )
                )
            case _:
                self._nothing()
        self._rerun()
        environment.add_settings(self.builder, self.env, 0)
        self._settings()
        return self.builder.build()

    def _settings(self) -> None:
        """What the variables that come with the action make programs run or load."""
        span = f.Span(0, len(a.source_of(self.action)))
        around = self.surroundings.with_(certainty="possible", env={}, cell=False)
        for name, value in self.env.items():
            if not self.builder.units:
                self._nothing()
            for text, language in environment.programs_in(name, value):
                unit = child(self.builder, text, language, parent=0, via=f"${name}", span=span, surroundings=around)
                self.builder.add_code(
                    f.Code(
                        unit=0,
                        span=span,
                        certainty="possible",
                        how=f"${name}",
                        language=language,
                        by=f.Cause(),
                        source="input",
                        child=unit,
                    )
                )
            for path in value.replace(" ", ":").split(":") if environment.file_in(name) else ():
                if path:
                    self._loaded(name, path)

    def _loaded(self, name: str, path: str) -> None:
        self._file(path, "execute")
        resolved = resolve(path, self.cwd)
        text = self.surroundings.world.files.get(resolved) if resolved is not None else None
        language = STARTUP_FILES.get(name)
        if language is None:
            return
        span = f.Span(0, len(a.source_of(self.action)))
        if text is None:
            self.builder.opaque(self.surroundings.world.why_unread(resolved), 0, span, f"${name}")
            return
        around = self.surroundings.with_(certainty="possible", env={}, cell=False)
        child(self.builder, text, language, parent=0, via=f"${name}", span=span, surroundings=around)

    def _rerun(self) -> None:
        """What the action writes into a program file that another one still runs, it has run."""
        written = self._written() & frozenset(self.memory.running)
        for path in sorted(written):
            text = self.surroundings.world.files.get(path)
            if isinstance(self.action, a.WriteFile):
                text = self.action.content.decode("utf-8", "surrogateescape")
            span = f.Span(0, len(a.source_of(self.action)))
            via = f"file {path}, which another action runs"
            if text is None:
                self.builder.opaque("dynamic_code", 0, span, via)
                continue
            around = self.surroundings.with_(certainty="possible")
            # What says nothing of its language is read as shell, which reads anything.
            language = uploads.language_of(path, text.encode("utf-8", "surrogateescape")) or "bash"
            child(self.builder, text, language, parent=0, via=via, span=span, surroundings=around)

    def _written(self) -> frozenset[str]:
        """Paths of the files that the action certainly or possibly writes, as far as they are known."""
        changing = ("write", "append", "create", "move", "link", "extract")
        return frozenset(e.resolved for e in self.builder.files if e.op in changing and e.resolved is not None)

    def learned(self) -> Learned:
        """Files whose text this action's own effects set, to the same again or to another one, and the names that a
        cell bound."""
        before = {file.path: file.text for file in self.memory.files}
        world, written = self.surroundings.world, self._written()
        files = tuple(
            WrittenFile(
                path=path,
                sha256=hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest(),
                why=world.unread.get(path) or (DYNAMIC if path in world.others else None),
                text=text,
            )
            for path, text in world.files.items()
            if text is not None
            and (before.get(path) != text or path in written)
            and len(text) <= self.builder.limits.folded_bytes
        )
        known = {file.path for file in files}
        unread: dict[str, f.OpaqueCode] = {**dict.fromkeys(world.downloaded, DYNAMIC), **world.unread}
        spoiled = frozenset(path for path, text in before.items() if text is not None and path in world.unread)
        files += tuple(
            WrittenFile(path=path, sha256="", why="size" if world.files.get(path) is not None else unread[path])
            for path in ((written & (unread.keys() | world.files.keys())) | spoiled) - known
            if path in unread or world.files[path] is not None
        )
        return Learned(files=files, links=self.builder.links, context=self.context, definitions=world.definitions)

    def _program(self, text: str, language: f.Language, *, cell: bool = False) -> None:
        surroundings = self.surroundings.with_(cell=cell, kernel=self.memory.definitions.get(self.context))
        child(self.builder, text, language, parent=None, via=None, span=None, surroundings=surroundings)

    def _input(self, action: a.SendInput) -> None:
        try:
            text = (action.before + action.data).decode("utf-8")
        except UnicodeDecodeError as error:
            unit = self.builder.add_unit(a.source_of(action), "other", readers=())
            if action.program:
                self.builder.whole_opaque("encoding", unit, f.Span(0, len(a.source_of(action))), str(error.reason))
            return
        language = INTERPRETED_INPUT.get(action.program)
        if language is None:
            self.builder.add_unit(text, "other", readers=())
            if action.program:
                self.builder.whole_opaque("unsupported_language", 0, f.Span(0, len(text)), action.program)
            return
        self._program(text, language)
        self.builder.add_code(
            f.Code(
                unit=0,
                span=f.Span(0, len(text)),
                certainty="certain",
                how=f"stdin of {action.program}",
                language=language,
                by=f.Cause(),
                source="input",
                child=0,
            )
        )

    def _nothing(self) -> int:
        return self.builder.add_unit(a.source_of(self.action), "other", readers=())

    def _file(
        self, path: str, op: f.FileOp, *, recursive: bool = False, mode: str | None = None, source: int | None = None
    ) -> None:
        unit = 0 if self.builder.units else self._nothing()
        resolved = resolve(path, self.memory.cwd or self.memory.home)
        self.builder.add_file(
            f.FileEffect(
                unit=unit,
                span=f.Span(0, 0) if op == "write" and source is None else f.Span(0, len(a.source_of(self.action))),
                certainty="certain",
                op=op,
                path=f.Literal(text=path),
                ancestors=ancestors(resolved) if resolved else (),
                by=f.Cause(),
                resolved=resolved,
                recursive=recursive,
                sink=sink_of(resolved, self.memory.home) if resolved else None,
                mode=mode,
                source=source,
            ),
            cwd=self.memory.cwd or self.memory.home,
            home=self.memory.home,
        )

    def _upload(self, path: str, content: bytes, mode: int) -> None:
        """A file that is written: a program is analysed as what it will be when it runs, a notebook cell by cell, an
        archive listed."""
        kind = uploads.media_type(path, content)
        language = uploads.language_of(path, content)
        unit: int | None = None
        members: tuple[str, ...] = ()
        if language is not None or kind == uploads.NOTEBOOK:
            unit = self._uploaded_program(path, content, language)
        else:
            self._nothing()
            members = uploads.members(content, kind)
        self._file(path, "write", mode=f"{mode:o}")
        self.builder.content = f.Content(
            size=len(content),
            sha256=hashlib.sha256(content).hexdigest(),
            media_type=kind,
            unit=unit,
            members=members,
        )

    def _uploaded_program(self, path: str, content: bytes, language: f.Language | None) -> int:
        whole = f.Span(0, len(a.source_of(self.action)))
        if len(content) > self.builder.limits.upload_bytes:
            unit = self._nothing()
            self.builder.limit("upload_bytes")
            self.builder.opaque("size", unit, whole, f"{len(content)} bytes")
            return unit
        try:
            text = content.decode("utf-8")
        except UnicodeDecodeError as error:
            unit = self._nothing()
            self.builder.opaque("encoding", unit, whole, str(error.reason))
            return unit
        # Nothing of it runs yet: all of it is possible, in the directory that it will stand in.
        directory = (resolve(path, self.memory.cwd or self.memory.home) or "/").rpartition("/")[0] or "/"
        around = self.surroundings.with_(certainty="possible", cwd=directory)
        if language is None:
            unit = self.builder.add_unit(text, "other", readers=())
            notebook(self.builder, text, unit, f.Span(0, len(text)), around, via="notebook")
            return unit
        return child(self.builder, text, language, parent=None, via=None, span=None, surroundings=around) or 0


DYNAMIC: f.OpaqueCode = "dynamic_code"


def _why_unread(file: WrittenFile) -> f.OpaqueCode:
    return file.why or ("size" if file.sha256 else "dynamic_code")


STARTUP_FILES: dict[str, f.Language] = {"BASH_ENV": "bash", "ENV": "sh", "PYTHONSTARTUP": "python"}
"""Variables that name a program text which an interpreter runs before its own."""
INTERPRETED_INPUT: dict[str, f.Language] = {
    "bash": "bash",
    "sh": "sh",
    "dash": "sh",
    "python": "python",
    "python3": "python",
    "ipython": "python",
    "node": "javascript",
    "nodejs": "javascript",
    "source": "bash",
    ".": "bash",
    "sqlite3": "sql",
    "psql": "sql",
    "mysql": "sql",
    "mariadb": "sql",
}
"""Programs whose standard input is program text, by basename."""


def _entry_kind(action: a.Action) -> f.EntryKind:
    match action:
        case a.RunCommand():
            return "bash-login"
        case a.StartProcess(source=source):
            return "bash-login" if source else "argv"
        case a.InstallPackages():
            return "argv"
        case a.RunCode(language=language):
            return _CODE_ENTRY[language][0]
        case a.SendInput(program=program):
            kinds: dict[str, f.EntryKind] = {
                "bash": "bash",
                "sh": "dash",
                "dash": "dash",
                "python": "cpython",
                "python3": "cpython",
            }
            return kinds.get(program, "none")
        case a.WriteFile():
            return "file"
        case _:
            return "none"
