"""When one run did what another did."""

from __future__ import annotations

from interlock.workbench.fuzzing import effects


def test_effects_compare_by_what_was_wanted() -> None:
    wanted = effects.lasting([frozenset({("start", "a", "y", "x"), ("stdout", "1")})] * 2)

    assert wanted == {("start", "a", "x", "y")}
    assert effects.has(frozenset({("start", "a", "x", "y"), ("removed", "/x")}), wanted)
    assert not effects.is_as(frozenset({("start", "a", "x", "y"), ("removed", "/x")}), wanted)
    assert effects.is_as(frozenset({("start", "a", "x", "y"), ("wrote", "/tmp/x", "")}), wanted)
    assert effects.lasting([frozenset({("stdout", "1")}), frozenset({("stdout", "2")})]) == frozenset()
