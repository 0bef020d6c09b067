"""Every entry of `apis/` has the effect it states: its own example where it has one, else the call that its form
describes."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from interlock.analysis.analyze import analyze
from interlock.analysis.python.knowledge import EFFECTS, Api, known, parse
from interlock.model import action as a
from interlock.model import facts as f
from interlock.model.limits import Limits
from interlock.model.session import Memory

ENTRIES = sorted(known().apis.values(), key=lambda entry: entry.name)
HOST = "files.example.com"
URL = f"https://{HOST}/data"
_URLS = ("download", "upload", "request", "database", "browser")
_HOSTS = ("connect", "listen", "resolve")
_FILES: dict[str, tuple[f.FileOp, ...]] = {
    "open": ("write", "append", "read"),
    "os_open": ("write",),
    "tree": ("delete",),
    "move": ("write",),
    "copy": ("write",),
    "link": ("link",),
    "temporary": ("create",),
    "run_file": ("execute",),
    "load_source": ("execute",),
    "load_archive": ("execute",),
    "deserialise_file": ("read",),
    "pack": ("read", "write", "create"),
    "pack_tree": ("write",),
}


def example(entry: Api) -> str:
    """The entry's own example, or the call that its form describes."""
    module, _, tail = entry.name.rpartition(".")
    if entry.name.startswith("get_ipython."):
        return entry.example or f"get_ipython().{entry.name.partition('.')[2]}({_arguments(entry)})"
    if entry.name.startswith("*."):
        return entry.example or f"value.{tail}({_arguments(entry)})"
    owners = [part for part in module.split(".") if part]
    classes = [i for i, part in enumerate(owners) if part[:1].isupper() or part in ("socket", "environ", "environb")]
    start = classes[0] if classes and classes[0] > 0 else len(owners)
    imported = ".".join(owners[:start])
    head = f"import {imported}\n" if imported else ""
    if entry.example:
        return head + entry.example.strip()
    call = entry.name
    if start < len(owners) and owners[start] not in ("environ", "environb"):
        given = "'example'" if any(argument.owner for argument in entry.arguments) else ""
        call = f"{'.'.join(owners[: start + 1])}({given}).{tail}"
    return f"{head}{call}({_arguments(entry)})"


def _arguments(entry: Api) -> str:
    slots: list[str] = []
    keywords: list[str] = []
    for n, argument in enumerate(entry.arguments):
        if argument.owner:
            continue
        if argument.position is None or argument.position > 8:
            keywords.append(f"{argument.keyword}={_value(entry, n)}")
            continue
        slots += ["None"] * (argument.position + 1 - len(slots))
        slots[argument.position] = _value(entry, n)
    if entry.effect == "words":
        slots += (
            ["'touch'", "'example'"]
            if "exec" in entry.name.rpartition(".")[2][:4] or "spawn" in entry.name
            else ["'example'"]
        )
    return ", ".join([*slots, *keywords])


def _value(entry: Api, n: int) -> str:
    words = ["'touch'", "['touch', 'example']", "{}"]
    match entry.effect:
        case "program" | "words":
            return words[n]
        case "argv" | "pip":
            return "['touch', 'example']" if entry.effect == "argv" else "['install', 'example']"
        case "shell":
            return "'touch example'"
        case "code" | "cell":
            return "\"open('example', 'w')\"" if n == 0 else "'pass'"
        case "request":
            return "'GET'" if n == 0 else repr(URL)
        case "download":
            return repr(URL) if n == 0 else "'example'"
        case "upload" | "browser":
            return repr(URL)
        case "database":
            return repr(URL) if n == 0 else repr(HOST)
        case "connect" | "listen" | "resolve":
            return repr(HOST) if n == 0 else "80"
        case "sql":
            return "'DROP TABLE t'"
        case "open":
            return "'example'" if n == 0 else "'w'"
        case "os_open":
            return "'example'" if n == 0 else "1"
        case "chmod" | "chown":
            return "'example'" if n == 0 else "7"
        case "move" | "copy" | "link":
            return "'other'" if n == 0 and len(entry.arguments) > 1 and not entry.arguments[1].owner else "'example'"
        case "magic":
            return "'sx', 'touch example'"
        case "alias":
            return "'z'" if n == 0 else "'touch example'"
        case "pip_install":
            return "'example'"
        case "env_set" | "env_unset" | "env_read":
            return "'EXAMPLE'"
        case _:
            return "'example'"


def facts(source: str) -> f.Facts:
    return analyze(a.RunCode(source=source), Memory(), Limits(soft_time_s=10.0))


def _runs_touch(found: f.Facts) -> bool:
    return any(command.basename == "touch" for command in found.commands)


def _dynamic(found: f.Facts) -> bool:
    return bool(found.reading.opaque)


CHECKS: dict[str, Callable[[f.Facts], bool]] = {
    "shell": _runs_touch,
    "argv": _runs_touch,
    "program": _runs_touch,
    "words": _runs_touch,
    "magic": _runs_touch,
    "asks_system": lambda found: any(command.basename == "uname" for command in found.commands),
    "fork": lambda found: any(p.op == "start" for p in found.processes),
    "signal": lambda found: any(p.op == "signal" for p in found.processes),
    "limit": lambda found: any(p.op == "limit" for p in found.processes),
    "setuid": lambda found: any(p.kind == "setuid" for p in found.privileges),
    "privilege": lambda found: any(p.kind == "namespaces" for p in found.privileges),
    "code": lambda found: any((e.resolved or "").endswith("/example") for e in found.files if e.op == "write"),
    "examples": lambda found: any((e.resolved or "").endswith("/example") for e in found.files if e.op == "write"),
    "cell": lambda found: any((e.resolved or "").endswith("/example") for e in found.files if e.op == "write"),
    "module": lambda found: any(i.dynamic for i in found.imports),
    "hook": lambda found: any(c.category == "introspection" for c in found.calls),
    "sql": lambda found: any(s.op == "drop" and s.table == "t" for s in found.sql),
    "drop": lambda found: any(s.op == "drop" and s.unbounded for s in found.sql),
    "empty": lambda found: any(s.op == "truncate" and s.unbounded for s in found.sql),
    "delete_matching": lambda found: any(s.op == "delete" and s.unbounded for s in found.sql),
    "env_set": lambda found: any(e.op == "set" and e.name == f.Literal(text="EXAMPLE") for e in found.environment),
    "env_update": lambda found: any(e.op == "set" and e.name == f.Literal(text="EXAMPLE") for e in found.environment),
    "env_unset": lambda found: any(e.op == "unset" and e.name == f.Literal(text="EXAMPLE") for e in found.environment),
    "env_read": lambda found: any(e.op in ("read", "list") for e in found.environment),
    "service": lambda found: any(n.op == "connect" for n in found.network),
    "pip": lambda found: any(p.action == "install" for p in found.packages),
    "pip_install": lambda found: any(p.action == "install" for p in found.packages),
    "template": lambda found: any(c.category == "code" for c in found.calls),
    "remote": lambda found: any(c.category == "network" for c in found.calls),
    "alias": lambda found: not found.reading.opaque,
    "credential": lambda found: any(c.category == "environment" for c in found.calls),
    "nothing": lambda found: True,
    **dict.fromkeys(
        ("foreign", "native", "memory_map", "transform", "standard", "interactive", "deserialise"), _dynamic
    ),
}


def _told(entry: Api, found: f.Facts) -> bool:
    if entry.effect in _URLS or entry.effect in _HOSTS:
        hosts = {n.host.text for n in found.network if isinstance(n.host, f.Literal)}
        return HOST in hosts
    if entry.effect in CHECKS:
        return CHECKS[entry.effect](found)
    wanted = _FILES.get(entry.effect, (entry.effect,))
    if entry.effect == "temporary":
        return any(e.op == "create" for e in found.files)
    return any(e.op in wanted and (e.resolved or "").endswith("/example") for e in found.files)


@pytest.mark.parametrize("entry", ENTRIES, ids=[entry.name for entry in ENTRIES])
def test_a_known_call_has_the_effect_that_its_entry_states(entry: Api) -> None:
    source = example(entry)
    found = facts(source)
    assert found.reading.completeness != "opaque", source
    assert _told(entry, found), source
    if entry.effect not in ("nothing",) and not entry.name.startswith("*."):
        assert any(call.callee == entry.name and call.category == entry.category for call in found.calls), source


def test_there_are_entries_enough() -> None:
    assert len(ENTRIES) >= 400
    assert {entry.effect for entry in ENTRIES} <= set(EFFECTS)


@pytest.mark.parametrize(
    "text", ['[os]\nsystem = "shel 0:command"', '[os]\nsystem = { do = "shell" }', '[os]\nsystem = "shell x:y"']
)
def test_an_entry_that_does_not_follow_the_form_is_refused(text: str) -> None:
    with pytest.raises((ValueError, TypeError)) as refused:
        parse(text)
    assert re.search(r"os|Object|invalid", str(refused.value))
