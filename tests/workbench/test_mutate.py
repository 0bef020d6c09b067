"""Mutating a library, with real tests run by a real OPA."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from interlock.errors import ConfigError
from interlock.policy.binary import Opa, find_opa
from interlock.workbench.mutate import mutants, mutate
from interlock.workbench.rego import Rego

ROOT = Path(__file__).parents[2]
RULE = "interlock/rules/numbers/big/big.rego"
TEXT = """package interlock.rules.numbers.big

deny contains "big" if {
	not input.action.stdin
	input.action.depth > 10
	input.action.language in {"python", "r"}
}
"""
TEST = """package interlock.rules.numbers.big_test

import data.interlock.rules.numbers.big

test_fires[kind] if {
	some kind in ["python", "r"]
	big.deny == {"big"} with input as {"action": {"depth": 11, "language": kind}}
}

test_is_quiet_below if count(big.deny) == 0 with input as {"action": {"depth": 10, "language": "python"}}

test_is_quiet_on_other_kinds if count(big.deny) == 0 with input as {"action": {"depth": 11, "language": "java"}}

test_is_quiet_on_the_small if {
	count(big.deny) == 0 with input as {"action": {"depth": 11, "language": "python", "stdin": true}}
}
"""


@pytest.fixture(scope="module")
def opa() -> Opa:
    return find_opa(None, ROOT / ".tools")


@pytest.fixture
def policies(tmp_path: Path) -> Path:
    path = tmp_path / "policies" / RULE
    path.parent.mkdir(parents=True)
    path.write_text(TEXT)
    path.with_name("big_test.rego").write_text(TEST)
    return tmp_path / "policies"


def test_every_part_of_a_rule_is_mutated(policies: Path, opa: Opa) -> None:
    (module,) = [module for module in Rego(opa, policies).modules if not module.is_test]

    assert {(m.operator, m.before, m.after) for m in mutants(module) if len(m.before) < 48} == {
        ("drop a condition", "not input.action.stdin", "true"),
        ("negate", "not input.action.stdin", "input.action.stdin"),
        ("drop a condition", "input.action.depth > 10", "true"),
        ("negate", "input.action.depth > 10", "not input.action.depth > 10"),
        ("swap an operator", ">", ">="),
        ("widen a number", "10", "11"),
        ("narrow a number", "10", "9"),
        ("drop a condition", 'input.action.language in {"python", "r"}', "true"),
        ("negate", 'input.action.language in {"python", "r"}', 'not input.action.language in {"python", "r"}'),
        ("narrow a set", '{"python", "r"}', '{"r"}'),
        ("narrow a set", '{"python", "r"}', '{"python"}'),
        ("change a constant", '"big"', '"big~"'),
        ("change a constant", '"python"', '"python~"'),
        ("change a constant", '"r"', '"r~"'),
    }
    assert {m.operator for m in mutants(module) if len(m.before) >= 48} == {"delete a rule", "change the effect"}


def test_tests_that_say_it_all_kill_every_mutant(policies: Path, opa: Opa) -> None:
    report = mutate(policies, opa, jobs=2)

    assert (report.figures["score_percent"], report.ok) == (100.0, True), report.findings
    assert (policies / RULE).read_text() == TEXT


def test_what_no_test_notices_survives_with_its_place(policies: Path, opa: Opa) -> None:
    test = policies / RULE.replace("big.rego", "big_test.rego")
    test.write_text(TEST.replace('"depth": 10,', '"depth": 9,'))

    report = mutate(policies, opa, threshold=100)

    survivors = {f.message: f.place for f in report.findings if f.id == "mutate.survivor"}
    assert set(survivors) == {"swap an operator: `>` → `>=`", "narrow a number: `10` → `9`"}
    place = survivors["swap an operator: `>` → `>=`"]
    assert place is not None and (place.line, place.column) == (5, 21)
    assert not report.ok


def test_a_survivor_that_is_accepted_with_a_reason_does_not_count(policies: Path, opa: Opa) -> None:
    test = policies / RULE.replace("big.rego", "big_test.rego")
    test.write_text(TEST.replace('"depth": 10,', '"depth": 9,'))
    known = [
        {"file": RULE, "title": title, "reason": "n is never 10"}
        for title in ("swap an operator: `>` → `>=`", "narrow a number: `10` → `9`")
    ]
    (policies / "mutants.json").write_text(json.dumps(known))

    report = mutate(policies, opa, threshold=100)

    assert report.ok and report.figures["accepted"] == 2
    assert {finding.detail for finding in report.findings} == {"n is never 10"}


def test_a_budget_draws_the_same_mutants_for_a_seed(policies: Path, opa: Opa) -> None:
    reports = [mutate(policies, opa, budget=3, seed=seed) for seed in (1, 1)]

    assert reports[0] == reports[1] and reports[0].figures["killed"] + reports[0].figures["invalid"] == 3


def test_tests_that_fail_already_prove_nothing(policies: Path, opa: Opa) -> None:
    (policies / RULE).write_text(TEXT.replace("> 10", "> 99"))

    with pytest.raises(ConfigError, match="fail before any mutation"):
        mutate(policies, opa)


def test_a_library_without_tests_says_so(policies: Path, opa: Opa) -> None:
    (policies / RULE.replace("big.rego", "big_test.rego")).unlink()
    shutil.copy(ROOT / "tests/policy/policies/interlock/main.rego", policies / "interlock" / "main.rego")

    with pytest.raises(ConfigError, match="no tests"):
        mutate(policies, opa, only="numbers.big")
