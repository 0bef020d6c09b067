"""`policy new`: a rule that holds together from its first minute."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from cli.proxy import INTERLOCK
from interlock.errors import ConfigError, InvalidRequest
from interlock.policy.binary import find_opa
from interlock.workbench.lint import lint
from interlock.workbench.rego import Rego
from interlock.workbench.scaffold import EFFECTS, scaffold

ROOT = Path(__file__).parents[2]


@pytest.fixture
def policies(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "policies", tmp_path / "policies")
    return tmp_path / "policies"


def interlock(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([*INTERLOCK, "policy", *arguments], capture_output=True, text=True, timeout=120, check=False)


@pytest.mark.timeout(300)  # lint has OPA parse every file of the library, one by one
def test_a_new_rule_passes_its_tests_and_lint_says_only_what_is_left(policies: Path) -> None:
    made = interlock("new", "network.chat-clients", "--policies", str(policies), "--program", "irssi")
    tested = interlock("test", "--policies", str(policies), "--rule", "network.chat-clients", "--output", "json")
    linted = lint(policies, find_opa(None, ROOT / ".tools")).findings
    found = {(f.id, f.rule) for f in linted if f.level == "error"}

    assert made.returncode == 0 and "shadow mode" in made.stdout, made.stderr
    assert tested.returncode == 0, tested.stdout + tested.stderr
    assert [row[:3] for row in json.loads(tested.stdout)["tables"][0]["rows"][:2]] == [
        ["rego", 2, 0],
        ["samples", 7, 0],
    ]
    assert found == {("lint.todo", "network.chat-clients"), ("lint.samples", "network.chat-clients")}


def test_a_rule_joins_its_own_category_and_changes_no_other_line(policies: Path) -> None:
    main = policies / "interlock/main.rego"
    before = main.read_text().split("\n")
    scaffold(policies, "network.chat", effect="ask")
    after = main.read_text().split("\n")

    added = [line for line in after if line not in before]
    assert added == [
        '\t"network.chat",',
        '\t"network.chat": {"effect": "ask", "reasons": data.interlock.rules.network.chat.ask},',
    ]
    assert [line for line in after if line not in added] == before
    assert after[after.index(added[0]) - 1].startswith('\t"network.')


@pytest.mark.parametrize("effect", EFFECTS)
def test_a_rule_of_any_effect_is_one_that_opa_takes(policies: Path, effect: str) -> None:
    scaffold(policies, "chat.talk-talk", title='"Quoted": text', effect=effect, program="talk-talk")

    rego = Rego(find_opa(None, ROOT / ".tools"), policies)
    assert (rego.complaints(), list(rego.unformatted())) == ([], [])


@pytest.mark.parametrize("rule", ["x", "a.b.c", "A.b", "a.b_c", "a-b.c", "../a.b", "a.in", "not.a", "a.-b", ""])
def test_a_name_that_cannot_be_one_is_refused_and_nothing_is_written(policies: Path, rule: str) -> None:
    with pytest.raises(InvalidRequest):
        scaffold(policies, rule)
    assert sorted(policies.rglob("*")) == sorted(
        policies / path.relative_to(ROOT / "policies") for path in (ROOT / "policies").rglob("*")
    )


def test_a_rule_that_exists_stays_as_it_is(policies: Path) -> None:
    before = (policies / "interlock/main.rego").read_text()
    with pytest.raises(ConfigError, match="exists"):
        scaffold(policies, "network.reverse-shell")
    assert (policies / "interlock/main.rego").read_text() == before


def test_without_a_main_that_it_knows_nothing_is_written(policies: Path, tmp_path: Path) -> None:
    (policies / "interlock/main.rego").write_text("package interlock\n")
    for directory, said in ((policies, "has no line"), (tmp_path / "nothing", "no `")):
        with pytest.raises(ConfigError, match=said):
            scaffold(directory, "network.chat")
        assert not (directory / "interlock/rules/network/chat").exists()
