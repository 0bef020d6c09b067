"""The example of docs/testing.md, as a user would write it: a policy that holds however a command is written."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings

from interlock import testing

# The same examples each time: an example of docs, not a search for holes.
few = settings(max_examples=25, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
ways = ("quoting", "ansi-c", "nested-shells", "grouping", "encodings")


@pytest.fixture(scope="module")
def decide() -> Iterator[testing.Decide]:
    with testing.deciding(profile="standard") as ask:
        yield ask


@few
@given(spelling=testing.spellings("mkfs.ext4 /dev/sda1", families=ways))
def test_a_disk_is_not_formatted_however_it_is_written(decide: testing.Decide, spelling: testing.Spelling) -> None:
    answer = decide(spelling.source, spelling.language)

    assert answer.effect == "deny", spelling


@few
@given(spelling=testing.spellings("git status", families=("quoting", "ansi-c", "grouping"), same_language=True))
def test_everyday_commands_stay_allowed(decide: testing.Decide, spelling: testing.Spelling) -> None:
    assert decide(spelling.source).effect == "allow", spelling
