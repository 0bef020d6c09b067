"""The policy that answers now, and its replacement, with real OPAs."""

from __future__ import annotations

import asyncio
import tempfile
from collections import Counter
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from interlock.errors import ConfigError, DecisionPointError
from interlock.model.action import RunCommand
from interlock.model.attributes import Attributes
from interlock.policy.active import ActivePolicy
from interlock.policy.binary import Opa
from interlock.policy.bundle import Bundle, collect, write_bundle
from interlock.ports import Analysis

LS = RunCommand(source="ls")


@pytest.fixture
def bundles(opa: Opa, policies: Path, tmp_path: Path) -> list[Bundle]:
    """Three policies that differ by a word of data."""
    files = collect(policies)
    return [
        write_bundle({**files, "interlock/generation/data.json": b'{"n": %d}' % n}, tmp_path, opa, policies)
        for n in range(3)
    ]


@pytest.fixture
async def active(opa: Opa) -> AsyncIterator[ActivePolicy]:
    with tempfile.TemporaryDirectory() as directory:  # short: a socket lies in it
        active = ActivePolicy(opa, Path(directory))
        yield active
        await active.close()


async def test_nothing_is_decided_before_a_policy_is_active(
    active: ActivePolicy, harmless: Analysis, attributes: Attributes
) -> None:
    with pytest.raises(DecisionPointError):
        await active.decide(LS, harmless, attributes, timeout_s=1)


@pytest.mark.row("R12")
async def test_every_decision_under_a_change_of_policy_names_one_revision_that_was_active(
    active: ActivePolicy, bundles: list[Bundle], harmless: Analysis, attributes: Attributes
) -> None:
    await active.switch(bundles[0])
    named: Counter[str] = Counter()
    ended = False

    async def ask() -> None:
        while not ended:
            active_before = active.bundle.revision
            decision = await active.decide(LS, harmless, attributes, timeout_s=10)
            assert decision.policy.revision in {active_before, active.bundle.revision} | {b.revision for b in switching}
            named[decision.policy.revision] += 1

    switching: set[Bundle] = set()
    asking = [asyncio.create_task(ask()) for _ in range(4)]
    for turn in range(1, 7):
        switching = {bundles[(turn - 1) % 3], bundles[turn % 3]}
        await active.switch(bundles[turn % 3])
        decision = await active.decide(LS, harmless, attributes, timeout_s=10)
        assert decision.policy.revision == bundles[turn % 3].revision
    ended = True
    await asyncio.gather(*asking)  # raises what any of them met: no question failed for the change

    assert set(named) == {bundle.revision for bundle in bundles}


async def test_a_policy_that_does_not_start_leaves_the_one_before(
    active: ActivePolicy, bundles: list[Bundle], tmp_path: Path, harmless: Analysis, attributes: Attributes
) -> None:
    await active.switch(bundles[0])
    broken = tmp_path / "broken.tar.gz"
    broken.write_bytes(b"no archive")

    with pytest.raises(ConfigError):
        await active.switch(Bundle(broken, "sha256:" + "0" * 64))

    decision = await active.decide(LS, harmless, attributes, timeout_s=1)
    assert decision.policy.revision == bundles[0].revision


async def test_a_policy_that_names_another_revision_than_it_should_is_not_switched_to(
    active: ActivePolicy, bundles: list[Bundle]
) -> None:
    await active.switch(bundles[0])

    from interlock.policy import supervisor

    impatient = supervisor.Tuning(ready_timeout_s=0.5)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(supervisor, "Tuning", lambda: impatient)
        with pytest.raises((ConfigError, DecisionPointError)):
            await active.switch(Bundle(bundles[1].path, "sha256:" + "1" * 64))

    assert active.bundle == bundles[0]


async def test_the_opa_that_was_replaced_is_gone(active: ActivePolicy, bundles: list[Bundle]) -> None:
    await active.switch(bundles[0])
    assert active._serving is not None
    before = active._serving.supervisor
    await active.switch(bundles[1])

    async with asyncio.timeout(10):
        while before.state != "stopped":
            await asyncio.sleep(0.01)


async def test_a_policy_that_is_too_old_decides_nothing(
    opa: Opa, bundles: list[Bundle], harmless: Analysis, attributes: Attributes
) -> None:
    why = ""
    with tempfile.TemporaryDirectory() as directory:
        active = ActivePolicy(opa, Path(directory), stale=lambda: why)
        try:
            await active.switch(bundles[0])
            await active.decide(LS, harmless, attributes, timeout_s=5)
            why = "not confirmed for a day"
            with pytest.raises(DecisionPointError) as refused:
                await active.decide(LS, harmless, attributes, timeout_s=5)
            assert refused.value.cause == "stale"
        finally:
            await active.close()
