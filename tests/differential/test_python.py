"""What CPython and IPython really do, against the facts: a slice of the corpora here, all of them by `make
differential`."""

from __future__ import annotations

import os

import pytest

from differential.python_oracle import compare, samples
from sandboxes import isolation

__all__ = ["isolation"]
_EVERY = 1 if os.environ.get("INTERLOCK_DIFFERENTIAL") == "all" else 23
"""One sample in so many; the rest is for the long run."""
_LONG = pytest.mark.timeout(900 if _EVERY == 1 else 120)


@pytest.mark.sandbox
@_LONG
async def test_whatever_a_hostile_sample_does_is_in_the_facts_or_declared_unknown() -> None:
    cases = [
        case for name in ("hostile.jsonl", "disguises.jsonl", "sessions.jsonl") for case in samples(name)[::_EVERY]
    ]
    lost, idle, figures = await compare(cases)

    assert lost == []
    assert idle == [], "a sample that does nothing proves nothing"
    assert figures["events"] > figures["samples"] // 2


@pytest.mark.sandbox
@_LONG
async def test_whatever_an_everyday_cell_does_is_in_the_facts_or_declared_unknown() -> None:
    lost, _, figures = await compare(samples("everyday.jsonl")[::_EVERY])

    assert lost == []
    assert figures["opaque"] <= figures["samples"] // 10
