"""The search, in a real range, against policies that are easy to see through."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from cli.proxy import INTERLOCK
from interlock.errors import InvalidRequest
from interlock.model import action as a
from interlock.model.attributes import Attributes
from interlock.model.decision import Decision, Effect, PolicyStamp, Reason, RuleAnswer
from interlock.model.session import Memory
from interlock.ports import Analysis
from interlock.workbench.findings import Report
from interlock.workbench.fuzzing import campaign
from interlock.workbench.fuzzing.rewrite import Text
from interlock.workbench.fuzzing.seeds import Seed, Side, of_corpus, of_rules
from interlock.workbench.samples import Sample
from sandboxes import isolation

__all__ = ["isolation"]
pytestmark = pytest.mark.sandbox

ROOT = Path(__file__).parents[3]
RUNTIME = ROOT / ".runtime"
_AROUND = Sample().around()


class DenyList:
    """A lab whose policy denies a text in which certain words stand."""

    revision = "sha256:00"

    def __init__(self, *words: str) -> None:
        self.words = words

    async def analyze(self, action: a.Action, memory: Memory) -> Analysis:
        return Analysis(document=b"{}", learned=None)  # type: ignore[arg-type, call-arg]  # this policy asks for none

    async def decide(self, action: a.Action, analysis: Analysis, attributes: Attributes) -> Decision:
        wrong = any(word in a.source_of(action) for word in self.words)
        rule = "deny.list" if wrong else "default"
        reason = Reason(rule=rule, title="", severity="low", message="", remediation="")
        effect = Effect.DENY if wrong else Effect.ALLOW
        return Decision(effect=effect, reasons=(reason,), policy=PolicyStamp(revision=self.revision, profile="x"))

    async def decide_document(self, document: bytes) -> Decision:
        raise NotImplementedError

    async def explain(self, action: a.Action, analysis: Analysis, attributes: Attributes) -> tuple[RuleAnswer, ...]:
        raise NotImplementedError


def a_seed(source: str, side: Side = "fires", number: int = 0) -> Seed:
    return Seed("deny.list", number, side, Text(source), _AROUND)


async def searched(seeds: list[Seed], lab: DenyList, tmp_path: Path, variants: int = 16, **more: object) -> Report:
    settings = campaign.Settings(seed=7, profile="x", variants=variants, corpus=tmp_path / "holes")
    return await campaign.fuzz(seeds, lab, RUNTIME, settings, **more)  # type: ignore[arg-type]


async def test_a_deny_list_is_full_of_holes_and_each_is_made_small(tmp_path: Path) -> None:
    report = await searched([a_seed("sudo id"), a_seed("sudo id -u root", number=1)], DenyList("sudo"), tmp_path)

    holes = [finding for finding in report.findings if finding.id == "fuzz.hole"]
    assert holes and not report.ok
    assert any("→" not in finding.message for finding in holes), "a single rewrite is enough"
    saved = [json.loads(line) for line in (tmp_path / "holes" / "deny.list.jsonl").read_text().splitlines()]
    assert all("sudo" not in row["source"] and row["chain"] for row in saved)
    assert {row["seed"] for row in saved} == {"sudo id"}, "the shortest seed shows it as well"


async def test_equal_searches_find_equal_things_and_what_is_saved_is_a_seed(tmp_path: Path) -> None:
    first = await searched([a_seed("sudo id")], DenyList("sudo"), tmp_path, 8)
    again = await searched([a_seed("sudo id")], DenyList("sudo"), tmp_path, 8)

    assert first.tables == again.tables
    assert [f.message for f in first.findings] == [f.message for f in again.findings]
    seeds = list(of_corpus(tmp_path / "holes" / "deny.list.jsonl", "fires", "standard"))
    assert seeds and all(seed.group == "deny.list" for seed in seeds)


async def test_a_policy_that_denies_everything_has_no_holes_but_false_denials(tmp_path: Path) -> None:
    lab = DenyList("sudo", "o")
    report = await searched([a_seed("sudo id"), a_seed("git status", "quiet")], DenyList(""), tmp_path, 6)

    assert report.ok
    assert report.figures["proved_everyday"] == 0, "an everyday seed that is denied itself says nothing"
    report = await searched([a_seed("git status", "quiet")], lab, tmp_path, 12)
    assert report.ok and report.figures["false_denials"]
    assert all(f.level == "warning" for f in report.findings)


async def test_a_seed_that_cannot_be_proved_is_named_and_not_counted(tmp_path: Path) -> None:
    seeds = [a_seed(": sudo"), a_seed("ls", number=1), a_seed("dash -c 'kill -9 -1' # sudo", number=2)]
    report = await searched(seeds, DenyList("sudo"), tmp_path, 3)

    assert not report.ok, "a search that ran nothing proves nothing"
    assert [f.message.partition(": ")[2] for f in report.findings] == [
        "nothing was tried",
        "it has no effect that the range could see",
        "the policy allows the seed itself",
        "it ends the sandbox that it runs in",
    ]
    assert report.figures["tried"] == 0


async def test_a_search_goes_on_where_it_was(tmp_path: Path) -> None:
    state = tmp_path / "state"
    await searched([a_seed("sudo id")], DenyList("sudo"), tmp_path, 5, state=state)
    report = await searched([a_seed("sudo id")], DenyList("sudo"), tmp_path, 5, state=state)
    straight = await searched([a_seed("sudo id")], DenyList("sudo"), tmp_path, 6)

    lines = [json.loads(line) for line in state.read_text().splitlines()[1:]]
    assert len({line["number"] for line in lines}) >= 6
    assert report.figures["tried"] >= 5
    assert straight.figures["tried"] == 6
    with pytest.raises(InvalidRequest, match="another seed or profile"):
        settings = campaign.Settings(seed=8, profile="x", variants=1)
        await campaign.fuzz([], DenyList(), RUNTIME, settings, state=state)  # type: ignore[arg-type]


def test_samples_of_a_rule_are_its_seeds() -> None:
    seeds = list(of_rules(ROOT / "policies", "standard", ("process.fork-bomb",)))

    assert {seed.side for seed in seeds} == {"fires", "quiet"}
    assert {seed.group for seed in seeds} == {"process.fork-bomb"}
    with pytest.raises(InvalidRequest, match=r"no samples of a rule `x\.y`"):
        list(of_rules(ROOT / "policies", "standard", ("x.y",)))


def test_the_command_reports_as_its_neighbours_do(tmp_path: Path) -> None:
    seeds, everyday = tmp_path / "seeds.jsonl", tmp_path / "everyday.jsonl"
    seeds.write_text('{"id": 1, "language": "bash", "source": "mkfs.ext4 /dev/sda1", "rule": "filesystem.format"}\n')
    everyday.write_text('{"id": 1, "source": "git status"}\n')
    command = [*INTERLOCK, "policy", "fuzz", "--seeds", str(seeds), "--everyday", str(everyday), "--output", "json"]
    ran = subprocess.run([*command, "--budget", "4"], capture_output=True, text=True, timeout=110, check=False)
    wrong = subprocess.run([*command, "--budget", "soon"], capture_output=True, text=True, timeout=60, check=False)

    assert ran.returncode in (0, 1), ran.stderr
    figures = json.loads(ran.stdout)["figures"]
    assert (figures["tried"], figures["seeds_run"], figures["seeds_unproved"]) == (4, 2, 0)
    assert wrong.returncode == 2 and "--budget" in wrong.stderr
