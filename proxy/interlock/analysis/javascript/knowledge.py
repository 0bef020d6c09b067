"""What calls do, by qualified name: `apis.toml`, read once; and which names are modules."""

from __future__ import annotations

import functools
import tomllib
from pathlib import Path

import msgspec

from interlock.analysis.knowledge import tables
from interlock.model.facts import CallCategory


class Group(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One table of the file."""

    names: tuple[str, ...]
    category: CallCategory
    example: str
    """Arguments of a call that shows the effect, `("a.txt")`; `new` in front constructs."""
    shows: str
    """What facts the example must have: words separated by blanks, the list first (`files write a.txt`)."""
    effect: str = ""
    """The name of the table, where that is not said."""
    arg: int = 0
    """The position of the argument that matters."""
    makes: str = ""
    """Of a factory: the listed class of what it gives."""


class Api(msgspec.Struct, frozen=True):
    """One call."""

    name: str
    effect: str
    category: CallCategory
    arg: int = 0
    makes: str = ""


# https://nodejs.org/api/module.html#modulebuiltinmodules
BUILTIN_MODULES = frozenset(
    [
        "assert",
        "async_hooks",
        "buffer",
        "child_process",
        "cluster",
        "console",
        "constants",
        "crypto",
        "dgram",
        "diagnostics_channel",
        "dns",
        "domain",
        "events",
        "fs",
        "http",
        "http2",
        "https",
        "inspector",
        "module",
        "net",
        "os",
        "path",
        "perf_hooks",
        "process",
        "punycode",
        "querystring",
        "readline",
        "repl",
        "sea",
        "sqlite",
        "stream",
        "string_decoder",
        "sys",
        "test",
        "timers",
        "tls",
        "trace_events",
        "tty",
        "url",
        "util",
        "v8",
        "vm",
        "wasi",
        "worker_threads",
        "zlib",
    ]
)
SHARP_MODULES = frozenset(
    {"child_process", "vm", "module", "worker_threads", "fs", "fs.promises", "process", "globalThis"}
)
"""What hands out functions with effects: a computed name in one, or one handed to the unknown, hides them."""
EXPORTS = {
    "child_process": ("ChildProcess", "exec", "execFile", "execFileSync", "execSync", "fork", "spawn", "spawnSync")
}
"""What a module offers, where a text may go through it by names of its own making."""
SHARP_CATEGORIES = frozenset({"process", "code", "native", "deserialise", "introspection"})
# Names that hardly anything but these modules has: what an earlier cell bound them to needs no guess.
_TELLING = {
    **dict.fromkeys(("execSync", "spawnSync", "execFileSync", "execFile"), "child_process"),
    **dict.fromkeys(("writeFile", "readFile", "appendFile", "copyFile", "unlink", "createWriteStream"), "fs"),
    **dict.fromkeys(("runInThisContext", "runInNewContext"), "vm"),
}


@functools.cache
def groups() -> dict[str, Group]:
    raw = tomllib.loads(Path(__file__).with_name("apis.toml").read_text(encoding="utf-8"))
    return msgspec.convert(raw, dict[str, Group])


def table() -> dict[str, Api]:
    """All entries: those that come with Interlock, and those of the organisation before them."""
    return _table(tables.revision())


@functools.lru_cache(maxsize=2)
def _table(_revision: str) -> dict[str, Api]:
    return _shipped() | entries_of(tables.added_apis("javascript"))


@functools.cache
def _shipped() -> dict[str, Api]:
    found: dict[str, Api] = {}
    for title, group in groups().items():
        for name in group.names:
            found[name] = Api(name, group.effect or title, group.category, group.arg, group.makes)
    return found


@functools.cache
def _effects() -> dict[str, CallCategory]:
    """Every effect that the shipped table uses, and the category of its calls."""
    return {group.effect or title: group.category for title, group in groups().items()}


def entries_of(raw: object) -> dict[str, Api]:
    """Entries by module, `runRemote = "shell 0"`: the effect and the argument that matters. Raises `ValueError`."""
    found: dict[str, Api] = {}
    for module, entries in msgspec.convert(raw, dict[str, dict[str, str]]).items():
        for tail, does in entries.items():
            effect, *words = does.split()
            # The keyword of Python's entries says nothing here.
            place = words[0].partition(":")[0] if words else "0"
            if effect not in _effects():
                raise ValueError(f"`{module}.{tail}`: unknown effect `{effect}`")
            if not place.isdecimal() or len(words) > 1:
                raise ValueError(f"`{module}.{tail}`: `{does}` is no effect and the position of an argument")
            # What a module exports by default is the module.
            name = module if tail == "default" else tail if module == "globalThis" else f"{module}.{tail}"
            found[name] = Api(name, effect, _effects()[effect], int(place))
    return found


def api(name: str) -> Api | None:
    return table().get(name)


def modules() -> frozenset[str]:
    """Every module and class that some entry lies in."""
    return _modules(tables.revision())


@functools.lru_cache(maxsize=2)
def _modules(_revision: str) -> frozenset[str]:
    return frozenset(".".join(name.split(".")[:n]) for name in table() for n in range(1, name.count(".") + 1))


PUT_TOGETHER = "a name that is put together"
"""How facts call the look-up of something powerful by a name that the text does not spell out."""


def sharp(name: str) -> bool:
    """Whether what bears the name runs programs or code, or hands out what does."""
    known = api(name)
    return name in SHARP_MODULES or (known is not None and known.category in SHARP_CATEGORIES)


def telling_method(attr: str) -> str | None:
    """The qualified name that a method of an unknown value most likely is: `x.execSync` is `child_process.execSync`."""
    module = _TELLING.get(attr)
    if module:
        return f"{module}.{attr}"
    if attr.endswith("Sync") and f"fs.{attr}" in table():
        return f"fs.{attr}"
    return None


def telling_name(name: str) -> str | None:
    """The same for a name that the text does not declare."""
    if name in BUILTIN_MODULES and name not in ("test", "console", "process"):
        return name
    if name in ("exec", "spawn", "fork"):
        return f"child_process.{name}"
    return telling_method(name)


def module_name(specifier: str) -> str:
    """`node:fs/promises` → `fs.promises`; a package's own files keep their slashes."""
    name = specifier.removeprefix("node:")
    head, slash, tail = name.partition("/")
    return f"{head}.{tail}" if slash and head in BUILTIN_MODULES and f"{head}.{tail}" in modules() else name
