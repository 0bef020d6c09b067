"""What calls of known functions do: one method for each effect that `apis.EFFECTS` names."""

from __future__ import annotations

import shlex
from typing import Any

from interlock.analysis.abstract import tree as t
from interlock.analysis.abstract.apis import EFFECTS, Api
from interlock.analysis.abstract.report import Report
from interlock.analysis.abstract.values import (
    UNKNOWN,
    Choice,
    Const,
    Download,
    Instance,
    Items,
    Unknown,
    Value,
    alternatives,
    download_of,
    mixed,
    text_of,
)
from interlock.analysis.reporter import UNSET
from interlock.model import facts as f


class Given:
    """The arguments of one call, by what its entry says they mean."""

    def __init__(
        self, known: Api, node: t.Node, args: list[Value], kwargs: dict[str, Value], owner: Value | None
    ) -> None:
        self.known = known
        self.name = known.name.removeprefix("base.")
        self.node = node
        self.args = args
        self.kwargs = dict(kwargs)
        self.owner = owner
        named: dict[str, Value] = {}
        keywords = {argument.keyword for argument in known.arguments if argument.keyword}
        for key in list(self.kwargs):
            full = key if key in keywords else next((k for k in sorted(keywords) if key and k.startswith(key)), None)
            if full is not None:
                named[full] = self.kwargs.pop(key)
        self.named = named

    def get(self, n: int) -> Value | None:
        """The `n`-th argument that the entry names; None where it is not given."""
        if n >= len(self.known.arguments):
            return None
        argument = self.known.arguments[n]
        if argument.text is not None:
            return Const(argument.text)
        if argument.owner:
            if argument.part < 0:
                return self.owner
            parts = self.owner.args if isinstance(self.owner, Instance) else ()
            return parts[argument.part] if argument.part < len(parts) else UNKNOWN
        if argument.keyword in self.named:
            return self.named[argument.keyword]
        # An argument that is given by name leaves its place to the next.
        before = sum(
            1
            for other in self.known.arguments
            if other.keyword in self.named and other.position < argument.position and not other.rest
        )
        at = argument.position - before
        if argument.rest:
            return Items([*self.args[at:], *self.kwargs.values()])
        return self.args[at] if 0 <= at < len(self.args) else None

    def first(self) -> Value:
        held = self.get(0)
        return UNKNOWN if held is None else held


class Effects(Report):
    """Known calls."""

    def effect(
        self, known: Api, node: t.Node, args: list[Value], kwargs: dict[str, Value], owner: Value | None
    ) -> Value:
        """Add the facts of a known call; its value."""
        given = Given(known, node, args, kwargs, owner)
        if known.effect not in ("nothing", "make"):
            self.note(node, given.name, EFFECTS[known.effect], args, kwargs)
        held = getattr(self, f"_{known.effect}")(given)
        if known.gives == "self":
            return owner
        if known.gives:
            network = download_of(held)
            parts = tuple(value for n in range(len(known.arguments)) if (value := given.get(n)) is not None)
            return Instance(known.gives, (Download(network),) if network is not None else parts)
        return UNKNOWN if held is None else held

    # What the evaluation above provides.

    def invoke(self, callee: Value, args: list[Value], kwargs: dict[str, Value], node: t.Node) -> Value:
        raise NotImplementedError

    def evaluate_text(self, text: str, how: str, node: t.Node) -> Value:
        raise NotImplementedError

    def flat(self, held: Value) -> list[Value]:
        """The words of an argument list."""
        if isinstance(held, Items):
            found = [word for value in held.values for word in self.flat(value)]
            return found if held.exact else [*found, UNKNOWN]
        return [held]

    # --- processes ----------------------------------------------------------------------------------------------------

    def _shell(self, given: Given) -> Value:
        held, stdin = given.first(), given.get(1)
        for value in self.flat(held):
            if stdin is None:
                self.shell(value, given.name, given.node)
            else:
                self.fed(value, stdin, given.name, given.node)
        return Unknown("output")

    def fed(self, program: Value, content: Value, how: str, node: t.Node) -> None:
        """A text for a shell, and what its standard input brings."""
        known = self.content(content)
        redirect = f"<<< {UNSET}" if known is None else f"<<< {shlex.quote(known)}"
        for line in self.shell_texts(program, how, node, "sh"):
            self.child(f"{line} {redirect}", "bash", how, node)

    def _chdir(self, given: Given) -> Value:
        """Paths are relative to somewhere else from here on; perhaps, where that may not happen."""
        path = self.path(self.place(given.first()))
        self.around = self.around.with_(cwd=path if not self.depth else None)
        return None

    def _cat(self, given: Given) -> Value:
        return self._touch("append", given)

    def _quoted_shell(self, given: Given) -> Value:
        program, rest = given.first(), given.get(1)
        words = self.flat(rest) if rest is not None else []
        stdin = given.get(2)
        extra: list[Value] = []
        if stdin is not None and text_of(stdin) != "":
            extra = [Const(" < "), stdin]
        if (given_text := given.get(3)) is not None and not (
            isinstance(given_text, Const) and given_text.value is None
        ):
            known = text_of(given_text)
            line = f"<<< {UNSET}" if known is None else f"<<< {shlex.quote(known)}"
            pieces = [UNSET if (text := text_of(w)) is None else text for w in (program, *words)]
            self.child(" ".join([*pieces, line]), "bash", given.name, given.node)
            return Unknown("output")
        if text_of(program) is None and not isinstance(program, Choice):
            self.dynamic(program, given.name, given.node, "sh", command=True)
            return Unknown("output")
        for one in alternatives(program):
            parts = [one]
            for word in words:
                parts += [Const(" "), word]
            self.shell(mixed([*parts, *extra]), given.name, given.node)
        return Unknown("output")

    def _words(self, given: Given) -> Value:
        words = [w for n in range(len(given.known.arguments)) if (v := given.get(n)) is not None for w in self.flat(v)]
        self.command(words, given.name, given.node)
        return Unknown("output")

    def _process(self, given: Given) -> Value:
        self.process("start", given.node, given.get(0))
        return None

    def _signal(self, given: Given) -> Value:
        self.process("signal", given.node, given.get(0))
        return None

    # --- code ---------------------------------------------------------------------------------------------------------

    def _code(self, given: Given) -> Value:
        held = given.get(0)
        result: Value = UNKNOWN
        for value in alternatives(held) if held is not None else ():
            if isinstance(value, Const):
                result = self.evaluate_text(text_of(value) or "", given.name, given.node)
            else:
                self.dynamic(value, given.name, given.node, self.language)
        return result

    def _foreign(self, given: Given) -> Value:
        language: Any = text_of(given.first())
        held = given.get(1)
        for value in alternatives(held) if held is not None else ():
            text = text_of(value)
            if text is not None:
                self.child(text, language, given.name, given.node)
            else:
                self.dynamic(value, given.name, given.node, language)
        return UNKNOWN

    def _foreign_file(self, given: Given) -> Value:
        language: Any = text_of(given.first())
        self.run_path(given.get(1) or UNKNOWN, given.name, given.node, language)
        return UNKNOWN

    def _run_file(self, given: Given) -> Value:
        self.run_path(given.first(), given.name, given.node, self.language)
        return UNKNOWN

    def _opaque(self, given: Given) -> Value:
        network = next((n for value in (*given.args, given.owner) if (n := download_of(value)) is not None), None)
        if network is not None:
            self.flows(network)
        self.opaque("dynamic_code", given.node, given.name)
        return UNKNOWN

    _native = _deserialise = _reflect = _opaque

    def _native_file(self, given: Given) -> Value:
        self.file("execute", given.first(), given.node)
        return self._opaque(given)

    def _deserialise_file(self, given: Given) -> Value:
        self.file("read", given.first(), given.node)
        return self._opaque(given)

    # --- files --------------------------------------------------------------------------------------------------------

    def place(self, held: Value) -> Value:
        """The path that a value stands for."""
        return held

    def _touch(self, op: f.FileOp, given: Given, *, recursive: bool = False) -> Value:
        held = given.get(0)
        if held is None and given.known.arguments:
            return None
        place = self.place(held if held is not None else UNKNOWN)
        text = text_of(place)
        if text is not None and "://" in text and not text.startswith("file:"):
            return Download(self.url(place, given.node, "download" if op == "read" else "upload"))
        if (network := download_of(place)) is not None and op == "read":
            return Download(network)
        self.file(op, place, given.node, recursive=recursive)
        path = self.path(place)
        if op == "read" and path is not None and path in self.world.downloaded:
            return Download(self.world.downloaded[path][0])
        if op in ("write", "append") and path is not None:
            content = given.get(1)
            written = self.content(content) if content is not None and not self.depth and op == "write" else None
            self.world.wrote(path, written)
            self.world.downloaded.pop(path, None)
            if content is not None and (network := download_of(content)) is not None:
                self.world.downloaded[path] = (network,)
        return None

    def content(self, held: Value) -> str | None:
        """The text that a file holds once a value is written to it."""
        return text_of(held)

    def _read(self, given: Given) -> Value:
        held = self._touch("read", given)
        path = self.path(self.place(given.first()))
        known = self.world.files.get(path) if path is not None and held is None else None
        if known is not None and path is not None:
            self.recalls(path)
        return held if held is not None else Const(known) if known is not None else Unknown("file")

    def _write(self, given: Given) -> Value:
        return self._touch("write", given)

    def _append(self, given: Given) -> Value:
        return self._touch("append", given)

    def _create(self, given: Given) -> Value:
        # With all directories above.
        deep = given.name.endswith(("mkdirs", "createDirectories")) or given.kwargs.get("recursive") == Const(True)
        return self._touch("create", given, recursive=deep)

    def _delete(self, given: Given) -> Value:
        for value in self.flat(given.first()):
            self.file("delete", self.place(value), given.node)
        return None

    def _tree(self, given: Given) -> Value:
        for value in self.flat(given.first()):
            self.file("delete", self.place(value), given.node, recursive=True)
        return None

    def _list(self, given: Given) -> Value:
        held = given.get(0)
        self.file("list", self.place(held) if held is not None else Const("."), given.node)
        return Unknown("directory")

    def _chmod(self, given: Given) -> Value:
        mode = text_of(given.get(1)) if given.get(1) is not None else None
        self.file("chmod", self.place(given.first()), given.node, mode=mode or "?")
        return None

    def _chown(self, given: Given) -> Value:
        self.file("chown", self.place(given.first()), given.node, mode="?")
        return None

    def _extract(self, given: Given) -> Value:
        if (archive := given.get(0)) is not None:
            self.file("read", self.place(archive), given.node)
        target = given.get(1)
        self.file("extract", self.place(target) if target is not None else Const("."), given.node)
        return None

    def _two(self, given: Given, source: f.FileOp, target: f.FileOp) -> Value:
        a, b = self.place(given.first()), self.place(given.get(1) or UNKNOWN)
        id_ = self.file(source, a, given.node)
        self.file(target, b, given.node, source=id_)
        old, new = self.path(a), self.path(b)
        if target == "link":
            self.linked(a, b, symbolic="sym" in given.name.lower())
        if new is not None:
            self.world.wrote(new, self.world.files.get(old or ""))
            self.world.downloaded.pop(new, None)
            if old in self.world.downloaded:
                self.world.downloaded[new] = self.world.downloaded[old]
        return None

    def _move(self, given: Given) -> Value:
        return self._two(given, "move", "write")

    def _copy(self, given: Given) -> Value:
        if (network := download_of(given.first())) is not None:
            target = self.place(given.get(1) or UNKNOWN)
            self.saved(network, self.file("write", target, given.node))
            if (path := self.path(target)) is not None:
                self.world.wrote(path, None)
                self.world.downloaded[path] = (network,)
            return None
        return self._two(given, "read", "write")

    def _link(self, given: Given) -> Value:
        return self._two(given, "read", "link")

    def _open(self, given: Given) -> Value:
        mode = given.get(1)
        known = "r" if mode is None else text_of(mode)
        op: f.FileOp = "append" if known and "a" in known else "write"
        if known is None or any(c in known for c in "wax+"):
            self._touch(op, given)
        if known is None or "r" in known or known == "":
            return self._touch("read", given)
        return None

    # --- network ------------------------------------------------------------------------------------------------------

    def _download(self, given: Given) -> Value:
        network = self.url(given.first(), given.node, "download")
        if (target := given.get(1)) is not None:
            place = self.place(target)
            self.saved(network, self.file("write", place, given.node))
            if (path := self.path(place)) is not None:
                self.world.wrote(path, None)
                self.world.downloaded[path] = (network,)
        return Download(network)

    def _upload(self, given: Given) -> Value:
        return Download(self.url(given.first(), given.node, "upload"))

    def _connect(self, given: Given) -> Value:
        held = given.first()
        text = text_of(held)
        if text is not None and "://" in text:
            return Download(self.url(Const(text.removeprefix("jdbc:")), given.node, "connect"))
        return Download(self.host(held, given.get(1), given.node, "connect"))

    def _listen(self, given: Given) -> Value:
        self.host(Const("0.0.0.0"), given.get(0), given.node, "listen")
        return None

    def _resolve(self, given: Given) -> Value:
        self.host(given.first(), None, given.node, "resolve")
        return None

    # --- the rest -----------------------------------------------------------------------------------------------------

    def _env_set(self, given: Given) -> Value:
        self.environment("set", given.first(), given.get(1), given.node)
        return None

    def _env_unset(self, given: Given) -> Value:
        self.environment("unset", given.first(), None, given.node)
        return None

    def _env_read(self, given: Given) -> Value:
        held = given.get(0)
        self.environment("list" if held is None else "read", held, None, given.node)
        known = self.around.env.get(text_of(held) or "") if held is not None else None
        return Const(known.text) if isinstance(known, f.Literal) else Unknown("environment")

    def _install(self, given: Given) -> Value:
        for value in self.flat(given.first()):
            text = text_of(value) or ""
            remote, hosted = "://" in text, "github" in given.name
            source: f.PackageSource = "url" if remote else "vcs" if hosted else "path" if "/" in text else "index"
            self.package("cran", value, given.node, source)
        return None

    def _sql(self, given: Given) -> Value:
        self.sql(given.first(), given.name, given.node)
        return UNKNOWN

    def _make(self, given: Given) -> Value:
        return None

    def _nothing(self, given: Given) -> Value:
        return None
