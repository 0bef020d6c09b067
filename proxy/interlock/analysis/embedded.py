"""Programs inside programs: any language in any other, to a bounded depth.

Analysers never import each other. One that finds program text hands it to `child`; `analyze` registers who reads what.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace

import msgspec

from interlock.analysis import characters, credentials
from interlock.analysis.builder import FactsBuilder, UnitDepthExceeded
from interlock.model.facts import Certainty, Context, Language, LaunchedBy, OpaqueCode, Span, Stdin, Value
from interlock.model.session import Definitions

_MOST_TEXTS = 8
"""Texts that a file may hold, before any may be there."""


@dataclass(slots=True)
class World:
    """What the analysed texts have done so far to the file system and to names; shared by all units of one action.

    Mutable on purpose: a file written by one statement is there for the next, in whatever language either is.
    """

    files: dict[str, str | None] = field(default_factory=dict)
    """Absolute path → text that the session or an earlier statement wrote there; None where the text is not known."""
    others: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Absolute path → texts that it may hold instead of that one: a write may not have happened."""
    opened: dict[str, None] = field(default_factory=dict)
    """Absolute paths that a descriptor stays open to: what they hold may change at any time."""
    guarded: dict[str, None] = field(default_factory=dict)
    """Absolute paths of files that may refuse to be written to."""
    unread: dict[str, OpaqueCode] = field(default_factory=dict)
    """Absolute path → why the text there is not known, where it was written in sight: computed, too large, no text."""
    downloads: dict[int, tuple[int, ...]] = field(default_factory=dict)
    """Command id → network effects whose content its output is or holds."""
    downloaded: dict[str, tuple[int, ...]] = field(default_factory=dict)
    """Absolute path → network effects whose content is there."""
    hashed: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Paths of the programs that a shell's table of commands gives a name."""
    copies: dict[str, str] = field(default_factory=dict)
    """Absolute path → basename of the program that was copied or linked there."""
    lastpipe: bool = False
    """The last stage of a pipeline may be run by the shell itself."""
    xpg_echo: bool = False
    """`echo` may decode escapes without being asked to."""
    open_processes: int = 0
    """Process substitutions whose descriptors are open: the next one gets the number below theirs."""
    remembered: frozenset[str] = frozenset()
    """Paths of `files` that come from the session's memory, not from this action."""
    dumped: dict[str, None] = field(default_factory=dict)
    """Absolute paths where the text itself wrote pickled data a moment ago."""
    archives: dict[str, list[str]] = field(default_factory=dict)
    """Absolute path of an archive that the text makes → names of its members."""
    imported: dict[tuple[str, str | None], None] = field(default_factory=dict)
    """Modules that were analysed as an import already: absolute path and text."""
    search: dict[str, None] = field(default_factory=dict)
    """Absolute paths of directories and archives where Python looks for modules, beside the working directory."""
    modules_seen: dict[str, object] = field(default_factory=dict)
    """Name of a module that the session wrote → what its analyser knows of its names."""
    sh: str | None = None
    """The shell that every `sh` is taken for, while a text for one is read."""
    sh_matters: bool = False
    """Something was met that one `sh` takes otherwise than another."""
    definitions: Definitions | None = None
    """What the submitted cell leaves for later cells of its context."""
    deadline: Callable[[], bool] = lambda: False
    """True once the soft time limit has passed: stop, and report the rest as opaque `timeout`."""

    def wrote(self, path: str, text: str | None, why: OpaqueCode = "dynamic_code") -> None:
        """`path` holds `text` from here on; None where that is not known, `why`."""
        self.may_hold(path, (text,), why)

    def may_hold(self, path: str, texts: Iterable[str | None], why: OpaqueCode = "dynamic_code") -> None:
        """`path` holds one of these from here on; None among them: or what is not known, `why`."""
        found = tuple(dict.fromkeys(texts))
        known = [text for text in found if text is not None][:_MOST_TEXTS]
        self.files[path] = known[0] if known else None
        self.others.pop(path, None)
        if known[1:]:
            self.others[path] = tuple(known[1:])
        if len(known) < len(found) or path in self.opened:
            self.unread[path] = why
        else:
            self.unread.pop(path, None)

    def texts(self, path: str) -> tuple[str | None, ...]:
        """What `path` may hold, as far as that was seen; None among it: or something else. Nothing: it was not seen."""
        if path not in self.files:
            return ()
        text = self.files[path]
        rest = (None,) if text is None or path in self.unread else ()
        return (*(() if text is None else (text, *self.others.get(path, ()))), *rest)

    def why_unread(self, path: str | None) -> OpaqueCode:
        """What to say of a program file whose text is not known."""
        return self.unread.get(path or "", "program_not_seen")

    def copy(self) -> World:
        """One that changes by itself."""
        return replace(
            self,
            files=dict(self.files),
            others=dict(self.others),
            opened=dict(self.opened),
            guarded=dict(self.guarded),
            unread=dict(self.unread),
            downloads=dict(self.downloads),
            downloaded=dict(self.downloaded),
            hashed=dict(self.hashed),
            copies=dict(self.copies),
            dumped=dict(self.dumped),
            imported=dict(self.imported),
            search=dict(self.search),
            modules_seen=dict(self.modules_seen),
        )


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a program text inherits from whatever runs it."""

    world: World
    cwd: str | None
    """Absolute; None where it is not known."""
    home: str | None
    user: str | None
    env: Mapping[str, Value] = field(default_factory=dict)
    """Variables in its environment, as far as known."""
    positional: tuple[Value, ...] | None = None
    """`$0`, `$1`, … or `sys.argv`; None where not known."""
    launched_by: LaunchedBy | None = None
    wrappers: tuple[str, ...] = ()
    context: tuple[Context, ...] = ()
    certainty: Certainty = "certain"
    privileged: bool = False
    cell: bool = False
    """The text is a cell of a kernel (IPython, Node), not a file."""
    kernel: Definitions | None = None
    """What earlier cells of the same context defined."""
    aliases: bool = False
    """It is a shell that expands aliases, as interactive ones do."""
    stdin: Stdin | None = None
    """What feeds its standard input; None where nothing in sight does."""
    stdin_text: Value | None = None
    elsewhere: tuple[str | None, ...] = ()
    """Directories that it may start in instead of `cwd`; None among them: anywhere."""
    module: str | None = None
    """The name under which the text is imported."""

    def with_(self, **changes: object) -> Surroundings:
        return replace(self, **changes)  # type: ignore[arg-type]  # mypy cannot type keyword pass-through


Analyzer = Callable[[FactsBuilder, str, int, Surroundings], None]
"""`(builder, text, unit, surroundings)`: adds the facts of `text`, which is unit `unit` already. Never raises on
content."""


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads a language, and by which parsers."""

    analyze: Analyzer
    readers: tuple[str, ...]
    limit: str
    """Name of the byte limit in `Limits`."""


READERS: dict[Language, Reader] = {}
"""Filled by `interlock.analysis.analyze`, once, at import."""


def child(
    builder: FactsBuilder,
    text: str,
    language: Language,
    *,
    parent: int | None,
    via: str | None,
    span: Span | None,
    surroundings: Surroundings,
    verbatim: bool = False,
) -> int | None:
    """Analyse `text` as a unit of its own below `parent`; its unit id, or None where it nests too deep (recorded).

    A language without an analyser is opaque (`unsupported_language`); a text over its limit is opaque (`size`).
    """
    reader = READERS.get(language)
    unit = add_unit(builder, text, language, parent=parent, via=via, span=span, verbatim=verbatim)
    if unit is None:
        return None
    whole = Span(0, len(text))
    if reader is None:
        builder.whole_opaque("unsupported_language", unit, whole, language)
        return unit
    if builder.units[unit].size > getattr(builder.limits, reader.limit):
        builder.limit(reader.limit)
        builder.whole_opaque("size", unit, whole, f"{builder.units[unit].size} bytes")
        return unit
    if "\0" in text or any("\ud800" <= c <= "\udfff" for c in text if c > "\ud7ff"):
        builder.whole_opaque("encoding", unit, whole, "NUL" if "\0" in text else "lone surrogate")
        return unit
    characters.scan(builder, text, unit)
    if parent is None or not verbatim:
        credentials.scan(builder, text, unit)
    if surroundings.world.deadline():
        builder.limit("soft_time_s")
        builder.whole_opaque("timeout", unit, whole, via or "")
        return unit
    reader.analyze(builder, text, unit, surroundings)
    return unit


def add_unit(
    builder: FactsBuilder,
    text: str,
    language: Language,
    *,
    parent: int | None,
    via: str | None,
    span: Span | None,
    verbatim: bool = False,
) -> int | None:
    """Register `text` as a unit without analysing it; None where it nests too deep (recorded)."""
    reader = READERS.get(language)
    readers = reader.readers if reader else ()
    try:
        return builder.add_unit(text, language, readers=readers, parent=parent, via=via, span=span, verbatim=verbatim)
    except UnitDepthExceeded:
        return None


class _Cell(msgspec.Struct):
    cell_type: str = ""
    source: str | list[str] = ""


class _Notebook(msgspec.Struct):
    cells: list[_Cell] = []


def notebook(
    builder: FactsBuilder, text: str, parent: int, span: Span, surroundings: Surroundings, *, via: str
) -> None:
    """Analyse the code cells of a notebook (nbformat 4) one by one, as units below `parent`."""
    try:
        cells = msgspec.json.decode(text, type=_Notebook).cells
    except (msgspec.DecodeError, RecursionError, UnicodeEncodeError) as error:
        builder.whole_opaque("parse_error", parent, span, f"no notebook: {str(error)[:100]}")
        return
    for number, cell in enumerate(cells, 1):
        if cell.cell_type != "code":
            continue
        source = cell.source if isinstance(cell.source, str) else "".join(cell.source)
        how = f"{via} cell {number}"
        around = replace(surroundings, cell=True, kernel=surroundings.world.definitions)
        child(builder, source, "python", parent=parent, via=how, span=span, surroundings=around)
