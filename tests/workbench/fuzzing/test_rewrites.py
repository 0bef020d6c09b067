"""The rewrites: each a function of its arguments, each right somewhere, all of them many."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path
from random import Random

import pytest

from interlock.workbench.fuzzing.chains import DEPTH, Step, drawn, replayed, variant
from interlock.workbench.fuzzing.range import Range
from interlock.workbench.fuzzing.rewrite import REGISTRY, Text, places
from sandboxes import isolation
from workbench.fuzzing.proving import TEXTS, proof

__all__ = ["isolation"]

RUNTIME = Path(__file__).parents[3] / ".runtime"
_ALL = os.environ.get("INTERLOCK_FUZZ") == "all"
_EVERY = 60
"""One rewrite in so many; the rest is for `make fuzz`."""


def test_there_are_many_in_many_families() -> None:
    families = Counter(rewrite.family for rewrite in REGISTRY.values())

    assert len(REGISTRY) >= 60
    assert len(families) >= 20
    assert all(rewrite.needs for rewrite in REGISTRY.values())


@pytest.mark.parametrize("name", sorted(REGISTRY))
def test_a_rewrite_fits_some_text_and_is_a_function_of_its_arguments(name: str) -> None:
    rewrite = REGISTRY[name]
    made = [(text, number) for text in TEXTS for number in range(8) if rewrite.apply(text, Random(number)) is not None]

    assert made, "no text fits"
    text, number = made[0]
    first = rewrite.apply(text, Random(number))
    assert first == rewrite.apply(text, Random(number))
    assert first is not None
    assert first.source != text.source or first.language != text.language
    assert first.language == rewrite.gives


@pytest.mark.sandbox
@pytest.mark.timeout(1800 if _ALL else 120)
async def test_what_a_rewrite_makes_does_what_the_text_did() -> None:
    unproved = []
    async with Range(RUNTIME) as here:
        wanted: dict[Text, frozenset[tuple[str, ...]]] = {}
        for rewrite in list(REGISTRY.values())[:: 1 if _ALL else _EVERY]:
            if await proof(rewrite, here, wanted) is None:
                unproved.append(rewrite.name)

    assert unproved == []


def test_plain_words_are_found_where_the_shell_reads_them() -> None:
    found = [(place.text, place.role) for place in places("sudo -n rm 'a b' $x > /etc/x; (ls *.c) | wc")]

    assert found == [
        ("sudo", "command"),
        ("-n", "option"),
        ("rm", "argument"),
        ("/etc/x", "target"),
        ("ls", "command"),
        ("wc", "command"),
    ]
    assert places("rm 'x") == []


def test_a_chain_is_replayed_from_its_names_and_numbers() -> None:
    text = Text("rm -rf /etc")
    for number in range(60):
        made = variant(text, "seed", number)
        assert made is not None
        assert made == variant(text, "seed", number)
        assert 1 <= len(made.chain) <= DEPTH
        assert replayed(text, made.chain) == made.text


def test_chains_reach_their_full_depth_and_other_languages() -> None:
    made = [drawn(Text("rm -rf /etc"), Random(number), 4) for number in range(400)]

    assert {len(one.chain) for one in made if one is not None} >= {4}
    assert {one.text.language for one in made if one is not None} == {"bash", "python", "javascript"}


def test_everyday_texts_are_not_rewritten_in_ways_that_rules_deny() -> None:
    for number in range(120):
        made = drawn(Text("ls"), Random(number), 3, everyday=True)
        assert made is None or all(REGISTRY[step.rewrite].everyday for step in made.chain)


def test_a_rewrite_that_is_gone_leaves_its_chains_without_a_text() -> None:
    assert replayed(Text("ls"), (Step("quoting/nobody", 1),)) is None
