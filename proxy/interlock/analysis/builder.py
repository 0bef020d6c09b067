"""Collects facts while analysers run, and builds the document with its index at the end."""

from __future__ import annotations

import copy
import hashlib
import posixpath
import re
from collections.abc import Iterable

from msgspec.structs import replace

from interlock.analysis import traffic
from interlock.analysis.knowledge import popular
from interlock.analysis.sinks import sink_of
from interlock.model import facts as f
from interlock.model.limits import Limits

ANALYSER_VERSION = "1"
_MOST_HOPS = 40
"""As many as Linux follows (path_resolution(7))."""
_MOST_WAYS = 64
"""Ways through links that may lead to several places each."""
_MOST_UNKNOWN_NAMES = 200


_ITEMS = (
    *(
        "units",
        "commands",
        "files",
        "network",
        "packages",
        "processes",
        "privileges",
        "environment",
        "imports",
        "calls",
    ),
    *("code", "sql", "text"),
)
_OTHER = ("links", "memory_files", "memory_names", "memory_environment", "_opaque", "_limits_hit", "_whole_opaque")


class UnitDepthExceeded(Exception):
    """A unit would nest deeper than `Limits.unit_depth`; the opaque fact is recorded already."""


class FactsBuilder:
    """Mutable while one action is analysed; every `add_*` returns the id (position) of the new item.

    Knows nothing of languages. What an analyser cannot resolve it reports with `opaque`.
    """

    def __init__(self, entry: f.Entry, limits: Limits) -> None:
        self.entry = entry
        self.limits = limits
        self.units: list[f.Unit] = []
        self.commands: list[f.Command] = []
        self.files: list[f.FileEffect] = []
        self.network: list[f.NetworkEffect] = []
        self.packages: list[f.PackageEffect] = []
        self.processes: list[f.ProcessEffect] = []
        self.privileges: list[f.PrivilegeEffect] = []
        self.environment: list[f.EnvironmentEffect] = []
        self.imports: list[f.Import] = []
        self.calls: list[f.Call] = []
        self.code: list[f.Code] = []
        self.sql: list[f.SqlEffect] = []
        self.text: list[f.Text] = []
        self.content: f.Content | None = None
        self.links: dict[str, tuple[str | None, ...]] = {}
        """Absolute path of a symbolic or hard link → what it may lead to; None: nobody knows; itself: no link."""
        self.memory_files: dict[str, None] = {}
        self.memory_names: dict[str, None] = {}
        self.memory_environment: dict[str, None] = {}
        self._unknown_names: dict[tuple[int, str], f.UnknownName] = {}
        self._opaque: dict[f.Opaque, None] = {}
        self._limits_hit: dict[str, None] = {}
        self._whole_opaque = False
        self.versions: dict[str, str] = {"analyser": ANALYSER_VERSION}

    # --- units --------------------------------------------------------------------------------------------------------

    def add_unit(
        self,
        text: str,
        language: f.Language,
        *,
        readers: tuple[str, ...],
        parent: int | None = None,
        via: str | None = None,
        span: f.Span | None = None,
        verbatim: bool = False,
    ) -> int:
        """Register a program text. Raises `UnitDepthExceeded` (after recording why) below `unit_depth` parents."""
        depth, up = 0, parent
        while up is not None:
            depth, up = depth + 1, self.units[up].parent
        if depth > self.limits.unit_depth:
            self.limit("unit_depth")
            self.opaque("depth", parent or 0, span or f.Span(0, 0), via or "")
            raise UnitDepthExceeded
        data = text.encode("utf-8", "surrogatepass")
        self.units.append(
            f.Unit(
                language=language,
                sha256=hashlib.sha256(data).hexdigest(),
                size=len(data),
                readers=readers,
                parent=parent,
                via=via,
                span=span,
                verbatim=verbatim,
            )
        )
        return len(self.units) - 1

    def path(self, text: str, cwd: str | None, home: str | None) -> str | None:
        """Absolute path of what is reached by a path as it is written; None where that is not known."""
        path = resolve(text, cwd, home)
        if path is None or not self.links:
            return path
        places = self.destinations(posixpath.join(cwd or "/", text))
        return places[0] if len(places) == 1 else None

    # --- items --------------------------------------------------------------------------------------------------------

    def add_command(self, item: f.Command) -> int:
        self.commands.append(item)
        return len(self.commands) - 1

    def add_file(self, item: f.FileEffect, *, cwd: str | None = None, home: str | None = None) -> int:
        """The id of the effect. A path that leads through a link has several: on where that may lead, and, should the
        link not be there, on the path as it is written. `cwd`: what a relative path is relative to."""
        if self.links and item.resolved is not None:
            itself = item.op in ("delete", "move", "link")
            text = item.path.text if isinstance(item.path, f.Literal) and cwd is not None else item.resolved
            places = self.destinations(posixpath.join(cwd or "/", text), follow_last=not itself)
            if places != (item.resolved,):
                self.files.append(replace(item, certainty="possible"))
                for place in places:
                    above = ancestors(place) if place is not None else ()
                    sink = sink_of(place, home) if place is not None else None
                    self.files.append(replace(item, resolved=place, ancestors=above, sink=sink))
                return len(self.files) - 1
        self.files.append(item)
        if item.op == "delete" and item.certainty == "certain" and item.resolved is not None:
            self.links.pop(item.resolved, None)
        if item.op == "write" and item.source is not None and item.resolved is not None:
            source = self.files[item.source]
            for target in self.links.get(source.resolved or "", ()) if source.op == "move" else ():
                self.add_link(item.resolved, target)
        return len(self.files) - 1

    def add_link(self, path: str | None, target: str | None, *, perhaps: bool = False) -> None:
        """From here on `path` may lead to `target` (absolute; None: nobody knows where); `perhaps`: or be no link."""
        if path is None or path == target:
            return
        known = self.links.get(path, ())
        if sum(map(len, self.links.values())) >= self.limits.links:
            self.limit("links")
            self.links[path] = (None,)
        elif target not in known:
            self.links[path] = tuple(dict.fromkeys((*known, target, *((path,) if perhaps else ()))))

    def destinations(self, path: str, *, follow_last: bool = True) -> tuple[str | None, ...]:
        """Where an absolute path may lead through the links that are known; None among them: anywhere."""
        found: dict[str | None, None] = {}
        ways = [(path.split("/")[::-1], [""], 0)]
        for _ in range(_MOST_WAYS):
            if not ways:
                break
            left, done, hops = ways.pop()
            while left:
                part = left.pop()
                if part == "..":
                    done = done[:-1] or [""]
                if part in ("", ".", ".."):
                    continue
                done = [*done, part]
                if (targets := self.links.get("/".join(done))) is None or (not left and not follow_last):
                    continue
                if hops >= _MOST_HOPS:
                    found[None] = None
                    break
                for target in targets:
                    if target is None:
                        found[None] = None
                    elif target == "/".join(done):
                        ways.append(([*left], done, hops + 1))  # perhaps no link
                    else:
                        ways.append(([*left, *target.split("/")[::-1]], [""], hops + 1))
                break
            else:
                found[resolve("/".join(done) or "/", None)] = None
        if ways:
            found[None] = None
        return tuple(found)

    def add_network(self, item: f.NetworkEffect) -> int:
        self.network.append(item)
        return len(self.network) - 1

    def add_package(self, item: f.PackageEffect) -> int:
        name = item.name.text if isinstance(item.name, f.Literal) and item.source == "index" else ""
        self.packages.append(
            replace(item, ecosystem=popular.ECOSYSTEMS.get(item.manager), near=popular.near(item.manager, name))
        )
        return len(self.packages) - 1

    def add_process(self, item: f.ProcessEffect) -> int:
        self.processes.append(item)
        return len(self.processes) - 1

    def add_privilege(self, item: f.PrivilegeEffect) -> int:
        self.privileges.append(item)
        return len(self.privileges) - 1

    def add_environment(self, item: f.EnvironmentEffect) -> int:
        self.environment.append(item)
        return len(self.environment) - 1

    def add_import(self, item: f.Import) -> int:
        self.imports.append(item)
        return len(self.imports) - 1

    def add_call(self, item: f.Call) -> int:
        self.calls.append(item)
        return len(self.calls) - 1

    def add_code(self, item: f.Code) -> int:
        self.code.append(item)
        return len(self.code) - 1

    def add_sql(self, item: f.SqlEffect) -> int:
        self.sql.append(item)
        return len(self.sql) - 1

    def add_text(self, item: f.Text) -> int:
        self.text.append(item)
        return len(self.text) - 1

    # --- readings that may be taken back ------------------------------------------------------------------------------

    def sizes(self) -> dict[str, int]:
        """How many items of each kind there are."""
        return {name: len(getattr(self, name)) for name in _ITEMS} | {"opaque": len(self._opaque)}

    def since(self, begin: dict[str, int], end: dict[str, int]) -> dict[str, list[object]]:
        """Items that came between two `sizes`, by kind."""
        held = {name: getattr(self, name) for name in _ITEMS} | {"opaque": list(self._opaque)}
        return {name: items[begin[name] : end[name]] for name, items in held.items()}

    def save(self) -> dict[str, object]:
        """All that is known so far, for `restore`."""
        return {name: copy.copy(getattr(self, name)) for name in (*_ITEMS, *_OTHER)}

    def restore(self, saved: dict[str, object]) -> None:
        """Forget what came after `save`."""
        for name, value in saved.items():
            setattr(self, name, value)

    # --- ignorance ----------------------------------------------------------------------------------------------------

    def opaque(self, code: f.OpaqueCode, unit: int, span: f.Span, detail: str = "") -> None:
        """Say that `span` of `unit` could not be resolved. Repeats are dropped."""
        self._opaque[f.Opaque(code=code, unit=unit, span=span, detail=detail)] = None

    def unknown_name(self, unit: int, name: str, span: f.Span, *, called: bool) -> None:
        """Say that nothing that was seen defines a name. The first place counts, and whether any calls it."""
        old = self._unknown_names.get((unit, name))
        if old is not None:
            called, span = called or old.called, min(span, old.span, key=lambda s: s.start)
        elif len(self._unknown_names) >= _MOST_UNKNOWN_NAMES:
            return
        self._unknown_names[unit, name] = f.UnknownName(unit=unit, span=span, name=name, called=called)

    def understood(self, language: f.Language) -> bool:
        """Whether no text in `language` has anything opaque so far."""
        return not any(self.units[opaque.unit].language == language for opaque in self._opaque)

    def whole_opaque(self, code: f.OpaqueCode, unit: int, span: f.Span, detail: str = "") -> None:
        """Say that the submitted text as a whole could not be read."""
        self.opaque(code, unit, span, detail)
        if unit == 0:
            self._whole_opaque = True

    def limit(self, name: str) -> None:
        """Note that a limit was hit, by its name in `Limits`."""
        self._limits_hit[name] = None

    # --- the document -------------------------------------------------------------------------------------------------

    def build(self) -> f.Facts:
        """The finished document."""
        opaque = tuple(self._opaque)
        self.network += [*traffic.proxies(self.environment)]
        self.network = traffic.sending(self)
        completeness = "opaque" if self._whole_opaque else "partial" if opaque or self._limits_hit else "complete"
        reading = f.Reading(
            completeness=completeness,  # type: ignore[arg-type]  # mypy widens the conditional to str
            opaque=opaque,
            limits=tuple(self._limits_hit),
            versions=self.versions,
        )
        return f.Facts(
            facts_version=f.FACTS_VERSION,
            entry=self.entry,
            reading=reading,
            units=tuple(self.units),
            commands=tuple(self.commands),
            files=tuple(self.files),
            network=tuple(self.network),
            packages=tuple(self.packages),
            processes=tuple(self.processes),
            privileges=tuple(self.privileges),
            environment=tuple(self.environment),
            imports=tuple(self.imports),
            calls=tuple(self.calls),
            code=tuple(self.code),
            sql=tuple(self.sql),
            text=tuple(self.text),
            content=self.content,
            memory=f.MemoryFacts(
                files=tuple(self.memory_files),
                names=tuple(self.memory_names),
                environment=tuple(self.memory_environment),
                unknown=tuple(sorted(self._unknown_names.values(), key=lambda n: (n.unit, n.span.start))),
            ),
            index=self._index(opaque),
        )

    def _index(self, opaque: tuple[f.Opaque, ...]) -> f.Index:
        def by(keys_of: Iterable[tuple[int, Iterable[str]]]) -> dict[str, f.Ids]:
            found: dict[str, list[int]] = {}
            for id_, keys in keys_of:
                for key in dict.fromkeys(keys):
                    found.setdefault(key, []).append(id_)
            return {key: tuple(ids) for key, ids in found.items()}

        return f.Index(
            commands=by((i, (c.basename,)) for i, c in enumerate(self.commands) if c.basename is not None),
            wrapped=by((i, c.wrappers) for i, c in enumerate(self.commands)),
            files=by((i, (e.op,)) for i, e in enumerate(self.files)),
            paths=by((i, (*e.ancestors, *((e.resolved,) if e.resolved else ()))) for i, e in enumerate(self.files)),
            sinks=by((i, (e.sink,)) for i, e in enumerate(self.files) if e.sink),
            network=by(
                (i, (e.op, *(("sends",) if e.sends or e.sends_environment else ()))) for i, e in enumerate(self.network)
            ),
            hosts=by(
                (i, (e.host.text, *e.parents)) for i, e in enumerate(self.network) if isinstance(e.host, f.Literal)
            ),
            ip_classes=by((i, (e.ip_class,)) for i, e in enumerate(self.network)),
            packages=by((i, _package_keys(e)) for i, e in enumerate(self.packages)),
            processes=by((i, (e.op,)) for i, e in enumerate(self.processes)),
            privileges=by((i, (e.kind,)) for i, e in enumerate(self.privileges)),
            environment=by(
                (i, (e.op, *((f"danger:{e.danger}",) if e.danger else ()))) for i, e in enumerate(self.environment)
            ),
            imports=by((i, _modules(e.module)) for i, e in enumerate(self.imports)),
            callees=by((i, (e.callee,)) for i, e in enumerate(self.calls)),
            calls=by((i, (e.category,)) for i, e in enumerate(self.calls)),
            code=by((i, (e.source,)) for i, e in enumerate(self.code)),
            opaque=by((i, (e.code,)) for i, e in enumerate(opaque)),
            sql=by((i, (e.op, *(("unbounded",) if e.unbounded else ()))) for i, e in enumerate(self.sql)),
            text=by((i, (e.kind,)) for i, e in enumerate(self.text)),
            unknown=f.UnknownIndex(
                commands=tuple(i for i, c in enumerate(self.commands) if c.basename is None),
                paths=tuple(i for i, e in enumerate(self.files) if e.resolved is None),
                hosts=tuple(i for i, e in enumerate(self.network) if not isinstance(e.host, f.Literal)),
            ),
        )


def _package_keys(item: f.PackageEffect) -> Iterable[str]:
    yield item.manager
    yield f"source:{item.source}"
    if not item.pinned:
        yield "unpinned"
    if item.index_url is not None:
        yield "other_index"
    if item.near is not None:
        yield "near"


def _modules(module: f.Value) -> tuple[str, ...]:
    if not isinstance(module, f.Literal):
        return ()
    parts = module.text.split(".")
    return tuple(".".join(parts[:n]) for n in range(len(parts), 0, -1))


# --- paths ------------------------------------------------------------------------------------------------------------

_PROC_ROOT = re.compile(r"^/proc/(?:self|thread-self|\d+)/(?:root|task/\d+/root)(?=/|$)")


def resolve(path: str, cwd: str | None, home: str | None = None) -> str | None:
    """Absolute, normalised form of a literal path; None where it is relative and `cwd` is unknown.

    Lexical: `FactsBuilder.destinations` follows the links that are known. `/proc/self/root` is `/`, `/proc/self/cwd` is
    `cwd`.
    """
    if not path.startswith("/"):
        if cwd is None:
            return None
        path = posixpath.join(cwd, path)
    path = "/" + posixpath.normpath(path).lstrip("/")
    while match := _PROC_ROOT.match(path):
        path = "/" + path[match.end() :].lstrip("/")
    if cwd is not None and (path == "/proc/self/cwd" or path.startswith("/proc/self/cwd/")):
        path = "/" + posixpath.normpath(posixpath.join(cwd, path[len("/proc/self/cwd") :].lstrip("/"))).lstrip("/")
    return path


def ancestors(resolved: str) -> tuple[str, ...]:
    """Directories above an absolute normalised path, `/` first, without the path itself: `/a/b` → `/`, `/a`."""
    if resolved == "/":
        return ()
    parts = resolved.strip("/").split("/")[:-1]
    return ("/", *("/" + "/".join(parts[: n + 1]) for n in range(len(parts))))
