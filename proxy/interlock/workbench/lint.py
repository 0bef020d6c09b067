"""`policy lint`: what OPA's own checks say of a library, and what OPA cannot know."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from interlock.errors import ConfigError
from interlock.policy.binary import Opa
from interlock.workbench import samples
from interlock.workbench.findings import Finding, Place, Report
from interlock.workbench.rego import RULES, Module, Rego, calls, ground, place_of, references

SEVERITIES = ("low", "medium", "high", "critical")
MODES = ("enforce", "shadow")
LEAST_SAMPLES = 8
"""Of each kind, for every rule."""

_TEXT_MATCHES = frozenset(
    {
        "contains",
        "endswith",
        "glob.match",
        "indexof",
        "regex.find_n",
        "regex.match",
        "startswith",
        "strings.any_prefix_match",
    }
)
_LISTS = frozenset(
    {
        "commands",
        "files",
        "network",
        "packages",
        "processes",
        "privileges",
        "environment",
        "calls",
        "code",
        "units",
        "imports",
    }
)
"""Fact lists that `index` leads into."""

_SETS = ("deny", "ask", "allow")


def lint(policies: Path, opa: Opa) -> Report:
    """Raises `ConfigError` where there are no policies at all."""
    if not any((policies / "interlock").rglob("*.rego")):
        raise ConfigError(f"no policies in `{policies / 'interlock'}`", "name a directory that holds `interlock/`")
    rego = Rego(opa, policies)
    # A library that does not compile cannot be looked at any closer.
    found = [Finding(f"lint.{said.code}", "error", said.message, said.place) for said in rego.complaints()]
    if not found:
        found = [*_format(rego), *_rules(rego), *_combiner(rego), *_references(rego), *_matches(rego)]
    found.sort(key=lambda f: (str(f.place.path) if f.place else "", f.place.line if f.place else 0, f.id))
    errors = sum(f.level == "error" for f in found)
    summary = f"{len(found)} findings, {errors} of them errors" if found else "nothing found"
    return Report("policy lint", summary, tuple(found))


def _format(rego: Rego) -> Iterator[Finding]:
    for path in rego.unformatted():
        yield Finding("lint.format", "error", "not as `opa fmt` writes it", Place(path), detail="opa fmt --write FILE")


# --- rules ------------------------------------------------------------------------------------------------------------


def _rules(rego: Rego) -> Iterator[Finding]:
    for id_, modules in rego.rule_modules.items():
        first = modules[0]
        problems = [*_undocumented(id_, first.metadata), *_misplaced(rego, id_, first), *_untested(rego, first)]
        effects = {_name(rule) for module in modules for rule in module.rules}
        if len(effects & set(_SETS)) != 1:
            problems.append(("effect", f"a rule contributes to exactly one of {', '.join(_SETS)}"))
        if "mode" not in effects:
            problems.append(
                ("mode", "no `mode := lib.mode(rego.metadata.chain())`: nobody can tell its mode while it is quiet")
            )
        for kind, message in problems:
            yield Finding(f"lint.{kind}", "error", message, Place(first.path), id_)
        path = first.path.with_name(samples.FILE)
        for message in _unsampled(path):
            yield Finding("lint.samples", "error", message, Place(path if path.is_file() else first.path), id_)


def _name(rule: Any) -> str:
    """Of what a rule defines."""
    return ground(rule["head"]["ref"])[0]


def _misplaced(rego: Rego, id_: str, module: Module) -> Iterator[tuple[str, str]]:
    package = ".".join(module.package[1:])
    if id_.count(".") != 1:
        yield "placement", f"package `{package}` is not interlock.rules.<category>.<rule>"
    elif module.path.parent != rego.policies.joinpath(*module.package[1:]):
        yield "placement", f"package `{package}` belongs into a folder of that name"


def _untested(rego: Rego, module: Module) -> Iterator[tuple[str, str]]:
    beside = [m for m in rego.modules if m.is_test and m.path.parent == module.path.parent]
    if not any(_name(rule).startswith("test_") for m in beside for rule in m.rules):
        yield "no-test", "no test beside it"


def _undocumented(id_: str, metadata: Any) -> Iterator[tuple[str, str]]:
    custom = metadata.get("custom", {})
    for name in ("title", "description"):
        if not metadata.get(name):
            yield "metadata", f"metadata has no `{name}`"
    for name, text in (*metadata.items(), *custom.items()):
        if isinstance(text, str) and text.startswith("TODO"):
            yield "todo", f"`{name}` is still to be written: {text}"
    if not custom.get("remediation"):
        yield "metadata", "metadata has no `custom.remediation`: a denial without a way out"
    if custom.get("id") != id_:
        yield "metadata", f"`custom.id` is `{custom.get('id')}`, the package says `{id_}`"
    for name, values in (("severity", SEVERITIES), ("mode", MODES)):
        if custom.get(name) not in values:
            yield "metadata", f"`custom.{name}` is `{custom.get(name)}`, not one of {', '.join(values)}"


def _unsampled(path: Path) -> Iterator[str]:
    if not path.is_file():
        yield f"no {samples.FILE} beside it: nothing that it must fire on or leave alone"
        return
    try:
        given = samples.read(path)
    except ConfigError as error:
        yield str(error)
        return
    for word, some in (("fires", given.fires), ("quiet", given.quiet)):
        titles = {sample.title for sample in some}
        if len(titles) < LEAST_SAMPLES:
            yield f"{len(titles)} samples under `{word}`, {LEAST_SAMPLES} wanted"


# --- how it hangs together --------------------------------------------------------------------------------------------


def _combiner(rego: Rego) -> Iterator[Finding]:
    path = rego.policies / "interlock" / "main.rego"
    main = next((module for module in rego.modules if module.path == path), None)
    if main is None:
        yield Finding(
            "lint.combiner", "error", "there is no interlock/main.rego, which alone combines rules", Place(path)
        )
        return
    length = len(RULES) + 2
    named: dict[str, Place] = {}
    for reference in references(main.tree["rules"]):
        found = ground(reference["value"])
        if found[: len(RULES)] == RULES and len(found) >= length:
            named.setdefault(".".join(found[len(RULES) : length]), place_of(main, reference))
    for id_, modules in rego.rule_modules.items():
        if id_ not in named:
            message = "main.rego does not combine it: it never decides"
            yield Finding("lint.not-combined", "error", message, Place(modules[0].path), id_)
    for id_, place in named.items():
        if id_ not in rego.rule_modules:
            yield Finding("lint.no-such-rule", "error", "combined, but there is no such package", place, id_)


def _references(rego: Rego) -> Iterator[Finding]:
    """A reference to `data.interlock` that leads nowhere is undefined, and its `not` is true."""
    known = _documents(rego)
    for module in rego.modules:
        if module.package[: len(RULES)] == RULES and not module.is_test:
            yield from _other_rules(module)
        for reference in references(module.tree["rules"]):
            path = ground(reference["value"])
            if path and path[0] in module.aliases:
                path = module.aliases[path[0]] + path[1:]
            if path[:2] != ("data", "interlock") or module.is_test:
                continue
            tree: Any = known
            for word in path[1:]:
                if tree is True or (isinstance(tree, dict) and "*" in tree):
                    break
                if word not in tree:
                    message = f"`{'.'.join(path)}` is nowhere defined: it is undefined, and its `not` is true"
                    yield Finding("lint.unresolved", "error", message, place_of(module, reference))
                    break
                tree = tree[word]


def _documents(rego: Rego) -> dict[str, Any]:
    """Names below `data`: packages with their rules, data documents to the first level that they vary at."""
    known: dict[str, Any] = {"interlock": {"bundle": {"revision": True}}}
    for path in sorted((rego.policies / "interlock").rglob("data.json")):
        tree = known
        for word in path.relative_to(rego.policies).parent.parts:
            tree = tree.setdefault(word, {})
        # Entries of data change without the policy: a name that is not there today is no mistake.
        tree.update(dict.fromkeys(json.loads(path.read_text()), True) | {"*": True})
    for module in rego.modules:
        tree = known
        for word in module.package[1:]:
            tree = tree.setdefault(word, {})
        for rule in module.rules:
            tree[_name(rule)] = True
    return known


def _other_rules(module: Module) -> Iterator[Finding]:
    for reference in references(module.tree):
        path = ground(reference["value"])
        if path[: len(RULES)] == RULES and path[: len(module.package)] != module.package and len(path) > len(RULES):
            message = f"a rule reads another (`{'.'.join(path)}`): what they share belongs in lib"
            yield Finding("lint.reads-a-rule", "error", message, place_of(module, reference))


def _matches(rego: Rego) -> Iterator[Finding]:
    for id_, modules in rego.rule_modules.items():
        for module in modules:
            for name, arguments, node in calls(module.tree["rules"]):
                if name in _TEXT_MATCHES and any(_is_text(argument) for argument in arguments):
                    message = f"`{name}` on the text of a fact: use `lib.may_*`, an index or a fact that says it"
                    yield Finding("lint.raw-text", "warning", message, place_of(module, node), id_)
                if name.startswith("internal.member_") and (path := _whole_list(arguments[-1])):
                    message = f"goes through all of `{path}`: begin with a lookup in `input.facts.index`"
                    yield Finding("lint.scan", "warning", message, place_of(module, node), id_)


def _whole_list(argument: Any) -> str:
    """The fact list that an argument is, all of it; empty for anything else."""
    path = ground(argument["value"]) if isinstance(argument, dict) and argument.get("type") == "ref" else ()
    whole = path[:2] == ("input", "facts") and len(argument["value"]) == 3 and path[-1] in _LISTS
    return ".".join(path) if whole else ""


def _is_text(argument: Any) -> bool:
    """Whether an argument is the raw text of a fact: `….text`, `….source`."""
    if not isinstance(argument, dict) or argument.get("type") != "ref":
        return False
    last = argument["value"][-1]
    return last.get("type") == "string" and last.get("value") in ("text", "source", "detail")
