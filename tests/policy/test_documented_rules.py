"""The Rego that the documents show is Rego that works."""

from __future__ import annotations

import itertools
import json
import shutil
import subprocess
import sys
import textwrap
from pathlib import Path

ROOT = Path(__file__).parents[2]


def shown(document: str, first_line: str) -> str:
    """The indented block of a document that begins with this line."""
    lines = (ROOT / document).read_text().split("\n")
    start = lines.index("    " + first_line)
    return textwrap.dedent(
        "\n".join(itertools.takewhile(lambda line: not line or line.startswith("    "), lines[start:]))
    ).strip()


def test_the_rule_in_the_readme_is_the_one_that_is_enforced() -> None:
    block = shown("README.md", "deny contains lib.reason(rego.metadata.chain(), message, [download]) if {")
    rule = ROOT / "policies/interlock/rules/network/downloaded-code/downloaded_code.rego"

    assert block.replace("    ", "\t") in rule.read_text()


def test_the_allow_rule_of_contributing_allows_under_strict_and_only_what_it_says(tmp_path: Path) -> None:
    policies = tmp_path / "policies"
    shutil.copytree(ROOT / "policies", policies)
    rule = policies / "interlock/rules/commands/listing"
    rule.mkdir(parents=True)
    block = (ROOT / "CONTRIBUTING.md").read_text().split("    # METADATA\n")[1].split("\n\nIn `main.rego`")[0]
    (rule / "listing.rego").write_text(textwrap.dedent("    # METADATA\n" + block) + "\n")
    answer = '"commands.listing": {"effect": "allow", "reasons": data.interlock.rules.commands.listing.allow},'
    assert f"    {answer}\n" in (ROOT / "CONTRIBUTING.md").read_text()
    # What the box allows under strict is not what is looked at here.
    path = policies / "interlock/profiles/data.json"
    profiles = json.loads(path.read_text())
    profiles["strict"].setdefault("modes", {})["routine.workspace"] = "shadow"
    path.write_text(json.dumps(profiles))
    main = policies / "interlock/main.rego"
    text = main.read_text().replace("expected := {\n", 'expected := {\n\t"commands.listing",\n')
    main.write_text(text.replace("answers := {\n", f"answers := {{\n\t{answer}\n"))

    def check(source: str) -> int:
        command = [sys.executable, "-m", "interlock", "check", "--policies", str(policies), "--profile", "strict", "-"]
        return subprocess.run(command, input=source, text=True, capture_output=True, check=False, timeout=60).returncode

    assert [check(source) for source in ("ls -la; date", "ls > x", "cat x", "ls | $X")] == [0, 1, 1, 1]
