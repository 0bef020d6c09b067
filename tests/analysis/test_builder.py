"""Paths, hosts and the index that the facts carry."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interlock.analysis.builder import ancestors, resolve


@pytest.mark.parametrize(
    ("path", "resolved"),
    [
        ("/etc/../etc//passwd", "/etc/passwd"),
        ("x", "/work/x"),
        ("../../..", "/"),
        ("/proc/self/root/etc", "/etc"),
        ("/proc/1/root/proc/self/root/etc", "/etc"),
        ("/proc/self/cwd/a", "/work/a"),
        ("//etc", "/etc"),
        ("/..", "/"),
    ],
)
def test_a_path_resolves_lexically_to_one_spelling(path: str, resolved: str) -> None:
    assert resolve(path, "/work") == resolved


def test_a_relative_path_below_an_unknown_directory_stays_unresolved() -> None:
    assert resolve("x", None) is None


@given(st.text(st.sampled_from("ab./"), max_size=20))
def test_resolving_twice_changes_nothing(path: str) -> None:
    once = resolve(path, "/w")
    assert once is not None and resolve(once, "/elsewhere") == once


def test_ancestors_begin_at_the_root_and_leave_the_path_out() -> None:
    assert ancestors("/a/b/c") == ("/", "/a", "/a/b")
    assert ancestors("/") == ()
