"""What bash really starts is in the facts: a short part of `make differential`."""

from __future__ import annotations

import os
import shutil
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from differential.comparison import Figures, covered, facts_of, findings
from differential.corpora import carried, shared
from differential.generator import text
from differential.oracle import Oracle, Ran, an_oracle
from differential.shrinking import shrunk
from sandboxes import isolation

__all__ = ["isolation"]
pytestmark = [
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.sandbox,
]

_SEED = 4
_GENERATED = 60
_OF_THE_SHARED = 97


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def oracle() -> AsyncIterator[Oracle]:
    if shutil.which("cc") is None:
        words = "the stub that stands for every program is compiled: install a C compiler (`cc`)"
        pytest.fail(words, pytrace=False) if os.environ.get("CI") == "true" else pytest.skip(words)
    async with an_oracle() as made:
        yield made


async def started(oracle: Oracle, source: str) -> Ran:
    (ran,) = await oracle.run([("text", source)])
    return ran


async def assert_covered(oracle: Oracle, texts: list[tuple[str, str]]) -> Figures:
    figures = Figures()
    found = [
        finding
        for (_, source), ran in zip(texts, await oracle.run(texts), strict=True)
        for finding in findings(source, ran, figures)
    ]
    assert not found, "\n".join(finding.line() for finding in found)
    return figures


# --- the oracle -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "argv"),
    [
        ("rm 'a b' *", ["rm", "a b", "*"]),
        ("/bin/rm x", ["/bin/rm", "x"]),
        ("nobody-has-this x", ["nobody-has-this", "x"]),
        ("./build.sh x", ["./build.sh", "x"]),
        ("cd src && rm y", ["rm", "y"]),
        ("false || rm y", ["rm", "y"]),
        ("curl x || rm y", ["rm", "y"]),
        ("if curl x; then rm y; fi", ["rm", "y"]),
        ("env -i A=b timeout 5 rm y", ["rm", "y"]),
        ("echo a b | xargs -n1 rm", ["rm", "b"]),
        ("find . -exec rm {} +", ["rm", "."]),
        ("sh -c 'rm $0' y", ["rm", "y"]),
        ("awk 'BEGIN { system(\"rm y\") }'", ["rm", "y"]),
        ("printf 'rm y' | base64 | base64 -d | sh", ["rm", "y"]),
        ("printf '#!/bin/sh\\nrm $1' > s; chmod +x s; ./s y", ["rm", "y"]),
        ("echo 'rm y' > s; bash s", ["rm", "y"]),
        ("trap 'rm y' EXIT", ["rm", "y"]),
        ("(sleep 0; rm y) &", ["rm", "y"]),
        ("curl x | while read a b; do rm $b; done", ["rm", "beta"]),
    ],
)
async def test_the_oracle_sees(oracle: Oracle, source: str, argv: list[str]) -> None:
    assert argv in [list(start.argv) for start in (await started(oracle, source)).starts]


async def test_the_oracle_outlives_a_text_that_kills_everything(oracle: Oracle) -> None:
    killed, after = await oracle.run([("kill", "env -i bash -c 'kill -9 -1'"), ("after", "rm y")])

    assert killed.lost
    assert ["rm", "y"] in [list(start.argv) for start in after.starts]


async def test_a_start_carries_where_and_how(oracle: Oracle) -> None:
    ran = await started(oracle, "cd /tmp; A=1 rm y > out")

    (start,) = [start for start in ran.starts if start.argv[0] == "rm"]
    assert start.cwd == "/tmp"
    assert ("A", "1") in start.env
    assert (1, "/tmp/out") in start.descriptors


# --- the comparison ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("facts_about", "ran", "verdict"),
    [
        ("rm y", "rm y", "exact"),
        ("rm $x", "rm y", "exact"),
        ("rm x", "rm y", "argv"),
        ("rm y z", "rm y", "argv"),
        ("ls", "rm y", "miss"),
        ("A=1 rm y", "A=2 rm y", "env"),
        ("rm y > out", "rm y > other", "place"),
        ("rm y > out", "rm y > $PWD/out", "exact"),
        ("$x", "rm y", "opaque"),
    ],
)
async def test_the_comparison_tells(oracle: Oracle, facts_about: str, ran: str, verdict: str) -> None:
    (start,) = [start for start in (await started(oracle, ran)).starts if start.argv[0] == "rm"][:1]

    assert covered(facts_of(facts_about), start, facts_about) == verdict


async def test_a_finding_shrinks_to_what_shows_it(oracle: Oracle, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("differential.comparison.facts_of", lambda source: facts_of(source.replace("hidden", "shown")))
    source = "ls a; hidden x y"
    (finding, *_) = findings(source, await started(oracle, source), Figures())

    assert (await shrunk(oracle, finding)).text == "hidden"


# --- the facts --------------------------------------------------------------------------------------------------------


async def test_all_that_was_found_before_is_covered(oracle: Oracle) -> None:
    await assert_covered(oracle, carried())


async def test_a_part_of_the_public_collections_is_covered(oracle: Oracle) -> None:
    if not (texts := shared()):
        pytest.skip("the collections are not here")
    await assert_covered(oracle, texts[:: len(texts) // _OF_THE_SHARED])


async def test_generated_texts_are_covered(oracle: Oracle) -> None:
    sources = [source for _, source in carried()]

    figures = await assert_covered(oracle, [text(_SEED, number, sources) for number in range(_GENERATED)])

    assert figures.verdicts["exact"] > 2 * _GENERATED
