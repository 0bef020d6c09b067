"""Writes each rule's `<rule>_test.rego` from its `samples.json`: the facts that the analyser finds in a sample, cut to
what rules look at, and whether the rule fires on them. `--check`: exit 1 where one is stale, which is where the
analysis changed.

The scenarios in tests/scenarios run the same samples through everything; these hold the rule alone, and its coverage.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import msgspec

from interlock.analysis.analyze import analyze
from interlock.model.limits import Limits
from interlock.policy.binary import find_opa
from interlock.policy.document import view
from interlock.workbench import samples

_ROOT = Path(__file__).resolve().parents[1]
_RULES = _ROOT / "policies" / "interlock" / "rules"
_LISTS = ("commands", "files", "network", "packages", "processes", "privileges", "environment", "calls", "code", "text")
_ON_MENTION = ("imports", "units", "sql", "entry")
"""Left out of tests of rules that do not name them, and of those of `lib.trees`, which looks at who works where."""


def rendered(folder: Path) -> str:
    """The test file of one rule."""
    category, rule = folder.parts[-2:]
    given = samples.read(folder / samples.FILE)
    reference = (
        f'data.interlock.rules.{category}["{rule}"]' if "-" in rule else f"data.interlock.rules.{category}.{rule}"
    )
    package = f'{category}["{rule}_test"]' if "-" in rule else f"{category}.{rule}_test"
    parts = [
        "# Written by tools/make_policy_tests.py from samples.json; do not edit.",
        f"package interlock.rules.{package}",
        f"import {reference} as rule",
    ]
    effect = _effect(folder)
    text = _text(folder).replace("data.interlock.lib.trees", "facts.entry")
    named = tuple(name for name in _ON_MENTION if f"facts.{name}" in text)
    for word, comparison, chosen in (("fires_on", ">", given.fires), ("is_quiet_on", "==", given.quiet)):
        for number, sample in enumerate(chosen):
            document = json.dumps(_input(sample, named, whole=effect == "allow"), sort_keys=True)
            body = f"\tcount(rule.{effect}) {comparison} 0 with input as {document}"
            parts.append(f"# {json.dumps(sample.title)}\ntest_{word}_sample_{number} if {{\n{body}\n}}")
    return "\n\n".join(parts) + "\n"


def _effect(folder: Path) -> str:
    """The set that the rule contributes to."""
    (effect,) = {word for word in ("deny", "ask", "allow") if f"\n{word} contains " in _text(folder)}
    return effect


def _text(folder: Path) -> str:
    """The rule, without its tests."""
    return "".join(path.read_text(encoding="utf-8") for path in folder.glob("*.rego") if "_test" not in path.stem)


def _input(sample: samples.Sample, named: tuple[str, ...], *, whole: bool) -> dict[str, object]:
    """`whole`: with the lists that are empty, too, which a rule that vouches for all of it asks about."""
    case = sample.case()
    facts = msgspec.to_builtins(analyze(case.action, case.memory, Limits()))
    kept = {name: facts[name] for name in (*_LISTS, *named) if facts[name]}
    index = {name: value for name, value in facts["index"].items() if value and name != "unknown"}
    document: dict[str, object] = {"facts": {**kept, "index": index, "reading": {"opaque": facts["reading"]["opaque"]}}}
    if whole:
        document["facts"] = {name: value for name, value in facts.items() if name not in ("units", "entry")}
    if sample.action is not None or sample.env or whole:
        document["action"] = msgspec.to_builtins(view(case.action))
    if sample.attributes:
        document["attributes"] = msgspec.to_builtins(sample.around())
    return document


def main() -> None:
    opa = find_opa(None, _ROOT / ".tools")
    stale = []
    for path in sorted(_RULES.glob(f"*/*/{samples.FILE}")):
        folder = path.parent
        name = folder.name.replace("-", "_")
        target = folder / f"{name}_test.rego"
        text = subprocess.run(
            [opa.path, "fmt"], input=rendered(folder), capture_output=True, text=True, check=True
        ).stdout
        if "--check" not in sys.argv[1:]:
            target.write_text(text, encoding="utf-8")
        elif not target.is_file() or target.read_text(encoding="utf-8") != text:
            stale.append(str(target.relative_to(_ROOT)))
    if stale:
        sys.exit(f"stale, run `make policy-tests`: {', '.join(stale)}")


if __name__ == "__main__":
    main()
