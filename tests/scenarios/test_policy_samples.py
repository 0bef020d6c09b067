"""Every sample of every rule, through the real analyser, the real bundle and a real OPA."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from interlock.analysis.analyze import analyze
from interlock.model import action as a
from interlock.model.decision import Decision, Effect
from interlock.model.limits import Limits
from interlock.policy.binary import find_opa
from interlock.policy.bundle import build_bundle
from interlock.policy.opa import OpaDecisionPoint
from interlock.policy.supervisor import OpaSupervisor
from interlock.ports import Analysis
from interlock.workbench.samples import RuleSamples, Sample, of_rules

ROOT = Path(__file__).parents[2]
RULES = list(of_rules(ROOT / "policies"))
LEAST = 5
"""Samples of each kind that a rule needs."""


class Judge:
    """The shipped policies behind a real OPA."""

    def __init__(self, directory: Path) -> None:
        self.loop = asyncio.new_event_loop()
        opa = find_opa(None, ROOT / ".tools")
        self.supervisor = OpaSupervisor(opa, build_bundle(ROOT / "policies", directory, opa))
        self.loop.run_until_complete(self.supervisor.start())
        self.decisions = OpaDecisionPoint(self.supervisor.socket)

    def __call__(self, source: str, language: str, profile: str = "standard") -> Decision:
        action: a.Action = a.RunCommand(source=source)
        if language != "bash":
            action = a.RunCode(source=source, language=language)  # type: ignore[arg-type]
        return self.decide(action, profile)

    def decide(self, action: a.Action, profile: str = "standard") -> Decision:
        return self.sample(Sample(action=action), profile)

    def sample(self, sample: Sample, profile: str = "standard") -> Decision:
        case, attributes = sample.case(), sample.around(profile)
        action = case.action
        facts = Analysis(msgspec.json.encode(analyze(action, case.memory, Limits()), order="sorted"))
        return self.loop.run_until_complete(self.decisions.decide(action, facts, attributes, timeout_s=10))

    def close(self) -> None:
        self.loop.run_until_complete(self.decisions.close())
        self.loop.run_until_complete(self.supervisor.stop())
        self.loop.close()


@pytest.fixture(scope="module")
def judge(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Judge]:
    judge = Judge(tmp_path_factory.mktemp("bundle"))
    yield judge
    judge.close()


@pytest.mark.parametrize("of", RULES, ids=lambda of: of.rule)
def test_a_rule_catches_its_hostile_spellings(judge: Judge, of: RuleSamples) -> None:
    fires = of.samples.fires
    missed = [s.title for s in fires if of.rule not in said(judge.sample(s))]
    assert len(fires) >= LEAST and missed == []


@pytest.mark.parametrize("of", RULES, ids=lambda of: of.rule)
def test_a_rule_leaves_its_everyday_neighbours_alone(judge: Judge, of: RuleSamples) -> None:
    quiet = of.samples.quiet
    answers = {s.title: judge.sample(s) for s in quiet}
    vouches = of.rule.startswith("routine.")  # under strict, where the rest is denied
    denied = [t for t, d in answers.items() if of.rule in said(d) or not (vouches or d.effect is Effect.ALLOW)]
    assert len(quiet) >= LEAST and denied == []


def said(decision: Decision) -> set[str]:
    """The rules that fired, those in shadow mode among them."""
    return {reason.rule for reason in (*decision.reasons, *decision.shadow)}


def test_the_strict_profile_denies_what_nothing_allows(judge: Judge) -> None:
    assert judge("ls", "bash", "strict").effect is Effect.ALLOW
    assert judge("unknown-program", "bash", "strict").effect is Effect.DENY


def test_the_observe_profile_allows_and_says_what_it_would_have_denied(judge: Judge) -> None:
    decision = judge("rm -rf /", "bash", "observe")
    assert decision.effect is Effect.ALLOW
    assert "filesystem.recursive-delete" in {reason.rule for reason in decision.shadow}


def test_a_reason_points_at_the_words_it_is_about(judge: Judge) -> None:
    source = "echo a; sudo id"
    (reason,) = judge(source, "bash").reasons
    (span,) = reason.spans
    assert source[span.start : span.end] == "sudo id"


@pytest.mark.parametrize(
    ("action", "rule"),
    [
        (a.CreateSession(env={"LD_PRELOAD": "./x.so"}), "session.environment"),
        (a.CreateSession(user="root"), "process.privilege-change"),
        (a.RunCommand(source="ls", env={"BASH_ENV": "./x"}), "session.environment"),
        (a.RunCommand(source="ls", user="root"), "process.privilege-change"),
        (a.StartProcess(argv=("mkfs.ext4", "/dev/sda")), "filesystem.format"),
        (a.InstallPackages(manager="pip", packages=("git+https://x.example/a",)), "packages.install-source"),
        (a.ReadFile(path="/etc/shadow"), "secrets.credential-files"),
        (a.WriteFile(path="/home/user/.bashrc", content=b"x"), "filesystem.startup-persistence"),
        (a.RemoveFile(path="/home", recursive=True), "filesystem.recursive-delete"),
        (a.MoveFile(source="x", destination="/etc/passwd"), "filesystem.system-write"),
    ],
    ids=lambda value: value if isinstance(value, str) else a.kind(value),
)
def test_a_rule_holds_at_every_door(judge: Judge, action: a.Action, rule: str) -> None:
    decision = judge.decide(action)
    assert decision.effect is Effect.DENY
    assert rule in {reason.rule for reason in decision.reasons}


@pytest.mark.parametrize(
    "action",
    [
        a.CreateSession(env={"DEBUG": "1"}),
        a.CloseSession(),
        a.InstallPackages(manager="pip", packages=("requests",)),
        a.ReadFile(path="/home/user/README.md"),
        a.WriteFile(path="/home/user/a.txt", content=b"x"),
        a.RemoveFile(path="/home/user/build", recursive=True),
        a.ListFiles(path="/etc"),
    ],
    ids=a.kind,
)
def test_an_ordinary_action_is_allowed_at_every_door(judge: Judge, action: a.Action) -> None:
    assert judge.decide(action).effect is Effect.ALLOW


def test_a_working_directory_may_be_emptied_by_its_owner(judge: Judge) -> None:
    assert judge("rm -rf *", "bash").effect is Effect.ALLOW
    assert judge("rm -rf ~/*", "bash").effect is Effect.DENY


def test_a_program_that_was_never_seen_runs_under_standard_and_not_under_strict(judge: Judge) -> None:
    assert judge("bash script.sh", "bash").effect is Effect.ALLOW
    strict = judge("bash script.sh", "bash", "strict")
    assert "analysis.unanalysable" in {reason.rule for reason in strict.reasons}


def test_an_unknown_profile_is_denied(judge: Judge) -> None:
    decision = judge("ls", "bash", "lenient")
    assert decision.effect is Effect.DENY
    assert [reason.rule for reason in decision.reasons] == ["interlock.profile"]


def test_an_allow_says_by_what_profile(judge: Judge) -> None:
    assert [reason.rule for reason in judge("ls", "bash").reasons] == ["profile.standard"]


def test_a_script_of_many_offences_gets_a_short_answer(judge: Judge) -> None:
    decision = judge("sudo ls\n" * 1000, "bash")
    assert decision.effect is Effect.DENY
    assert len(decision.reasons) == 50
