"""Each entry of `apis.toml` has the effect that its table says: the example in the data is analysed, name by name."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
import pytest

from interlock.analysis.analyze import analyze
from interlock.analysis.javascript.apis import EFFECTS
from interlock.analysis.javascript.knowledge import BUILTIN_MODULES, groups
from interlock.model import action as a
from interlock.model.limits import Limits
from interlock.model.session import Memory

_GLOBALS = frozenset(
    [
        "Deno",
        "Bun",
        "process",
        "module",
        "Function",
        "AsyncFunction",
        "GeneratorFunction",
        "Proxy",
        "Worker",
        "navigator",
        "eval",
    ]
)
_PLAIN = frozenset(
    [
        "fetch",
        "setTimeout",
        "setInterval",
        "setImmediate",
        "queueMicrotask",
        "requestAnimationFrame",
        "WebSocket",
        "EventSource",
        "require",
        "internalBinding",
        "XMLHttpRequest",
    ]
)
_DOTTED_PACKAGES = ("socket.io-client",)
_CLASSES = frozenset(
    ["Socket", "Server", "Stream", "Resolver", "ChildProcess", "TLSSocket", "Client", "XMLHttpRequest", "REPLServer"]
)


def entries() -> Iterator[tuple[str, str]]:
    for title, group in groups().items():
        for name in group.names:
            yield title, name


def expression(name: str) -> str:
    """How a program reaches what bears the name."""
    if name in ("AsyncFunction", "GeneratorFunction"):
        return {"AsyncFunction": "(async () => {}).constructor", "GeneratorFunction": "(function* () {}).constructor"}[
            name
        ]
    package = next((p for p in _DOTTED_PACKAGES if name.startswith(p)), name.partition(".")[0])
    rest = name[len(package) :].lstrip(".")
    head = package if package in _GLOBALS or package in _PLAIN else f"require('{package}')"
    if package == "module":
        head = "require('module')"
    text = head
    parts = ["", *rest.split(".")] if rest else [""]
    if ".." in name:
        return f"{head}._extensions['.{rest.rpartition('.')[2]}']"
    if name.startswith("process.binding."):
        made = {
            "spawn_sync": "process.binding('spawn_sync')",
            "process_wrap": "new (process.binding('process_wrap').Process)()",
        }
        return f"{made[parts[2]]}.{parts[3]}"
    for part in parts[1:]:
        text += f".{part}"
        if part in _CLASSES and part != parts[-1]:
            text = f"(new ({text})())"
    if package in _PLAIN and rest:
        text = f"(new {package}()).{rest}"
    return text


def source(title: str, name: str) -> str:
    example = groups()[title].example
    callee = expression(name)
    if example.startswith("new "):
        return f"new ({callee}){example.removeprefix('new ')}"
    return f"{callee}{example}"


@pytest.mark.parametrize(("title", "name"), list(entries()), ids=[name for _, name in entries()])
def test_a_listed_call_has_the_effect_that_its_table_says(title: str, name: str) -> None:
    text = source(title, name)
    facts = analyze(a.RunCode(source=text, language="javascript"), Memory(), Limits())
    listed, *words = groups()[title].shows.split()

    items = [msgspec.json.encode(item).decode() for item in getattr(facts, listed)]

    assert any(all(word in item for word in words) for item in items), f"{text}\n{items}\n{facts.reading.opaque}"


def test_each_table_names_an_effect_that_is_carried_out() -> None:
    for title, group in groups().items():
        assert (group.effect or title) in EFFECTS, title


def test_no_name_is_listed_twice() -> None:
    names = [name for _, name in entries()]
    assert sorted(names) == sorted(set(names))


def test_listed_modules_of_node_exist() -> None:
    heads = {name.partition(".")[0] for _, name in entries()}
    assert {"child_process", "fs", "vm", "worker_threads", "net", "http"} <= heads & BUILTIN_MODULES
