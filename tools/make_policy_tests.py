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
from interlock.model import action as a
from interlock.model.limits import Limits
from interlock.model.session import Memory
from interlock.policy.binary import find_opa

_ROOT = Path(__file__).resolve().parents[1]
_RULES = _ROOT / "policies" / "interlock" / "rules"
_LISTS = ("commands", "files", "network", "packages", "processes", "privileges", "environment", "calls", "code", "text")


def rendered(folder: Path) -> str:
    """The test file of one rule."""
    category, rule = folder.parts[-2:]
    samples = json.loads((folder / "samples.json").read_text(encoding="utf-8"))
    reference = (
        f'data.interlock.rules.{category}["{rule}"]' if "-" in rule else f"data.interlock.rules.{category}.{rule}"
    )
    package = f'{category}["{rule}_test"]' if "-" in rule else f"{category}.{rule}_test"
    parts = [
        "# Written by tools/make_policy_tests.py from samples.json; do not edit.",
        f"package interlock.rules.{package}",
        f"import {reference} as rule",
    ]
    for kind, comparison in (("deny", ">"), ("allow", "==")):
        for number, sample in enumerate(samples[kind]):
            word = "fires_on" if kind == "deny" else "is_quiet_on"
            document = json.dumps({"facts": _facts(sample)}, sort_keys=True)
            source = json.dumps(sample["source"])
            body = f"\tcount(rule.deny) {comparison} 0 with input as {document}"
            parts.append(f"# {source}\ntest_{word}_sample_{number} if {{\n{body}\n}}")
    return "\n\n".join(parts) + "\n"


def _facts(sample: dict[str, str]) -> dict[str, object]:
    action: a.Action = a.RunCommand(source=sample["source"])
    if sample["language"] != "bash":
        action = a.RunCode(source=sample["source"], language=sample["language"])  # type: ignore[arg-type]  # samples name one
    facts = msgspec.to_builtins(analyze(action, Memory(), Limits()))
    kept = {name: facts[name] for name in _LISTS if facts[name]}
    index = {name: value for name, value in facts["index"].items() if value and name != "unknown"}
    return {**kept, "index": index, "reading": {"opaque": facts["reading"]["opaque"]}}


def main() -> None:
    opa = find_opa(None, _ROOT / ".tools")
    stale = []
    for samples in sorted(_RULES.glob("*/*/samples.json")):
        folder = samples.parent
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
