"""What R, Java and Python really do with the samples of the corpus is in the facts or covered by an opaque one.

A few by default; with `INTERLOCK_DIFFERENTIAL=all` (`make differential`) every sample. The project needs neither R nor
a JDK: where one is missing, a warning in the summary says that nothing was run.
"""

from __future__ import annotations

import os
import warnings

import pytest

from differential.traced_oracle import compare, interpreter_missing, samples

_ALL = os.environ.get("INTERLOCK_DIFFERENTIAL") == "all"
_EVERY = {"r": 16, "java": 40, "python": 60}
"""One sample in so many; the rest is for the long run."""

pytestmark = [pytest.mark.sandbox, pytest.mark.timeout(1800 if _ALL else 120)]


def _needed(language: str) -> None:
    if (part := interpreter_missing(language)) is not None:
        words = f"no sample of {language} was run: {part} is missing"
        warnings.warn(words, stacklevel=2)
        pytest.skip(words)


@pytest.mark.parametrize("language", ["r", "java"])
def test_whatever_a_hostile_sample_does_is_in_the_facts_or_declared_unknown(language: str) -> None:
    _needed(language)
    seen = compare(language, samples(language, "hostile.jsonl")[:: 1 if _ALL else _EVERY[language]])

    assert [(one.row["id"], one.missed) for one in seen if one.missed] == []
    idle = [one.row["id"] for one in seen if not one.worked and not one.unavailable]
    assert idle == [], "a sample that does nothing proves nothing"


@pytest.mark.parametrize("name", ["hostile.jsonl", "disguises.jsonl"])
def test_whatever_the_kernel_is_asked_for_by_a_python_program_is_in_the_facts_or_declared_unknown(name: str) -> None:
    _needed("python")
    seen = compare("python", samples("python", name)[:: 1 if _ALL else _EVERY["python"]])

    assert [(one.row["id"], one.missed) for one in seen if one.missed] == []
    # The rest needs libraries that are in the sandbox's own environment alone.
    assert sum(one.worked for one in seen) >= 0.8 * len(seen)


@pytest.mark.parametrize("language", ["r", "java", "python"])
def test_whatever_an_everyday_cell_does_is_in_the_facts_or_declared_unknown(language: str) -> None:
    _needed(language)
    seen = compare(language, samples(language, "everyday.jsonl")[:: 1 if _ALL else _EVERY[language]])

    assert [(one.row["id"], one.missed) for one in seen if one.missed] == []
