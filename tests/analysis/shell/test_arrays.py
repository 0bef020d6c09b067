"""Arrays are values: copies share what they hold, and none sees what another one is given."""

from __future__ import annotations

import random

from interlock.analysis.shell.arrays import Array
from interlock.model.facts import Literal, Unknown


def _texts(array: Array) -> dict[str, str]:
    return {key: value.text for key, value in array.values.items() if isinstance(value, Literal)}


def test_copies_that_go_different_ways_are_what_plain_tables_would_be() -> None:
    chance = random.Random(5)
    arrays: list[tuple[Array, dict[str, str]]] = [(Array(), {})]
    for step in range(3000):
        array, expected = chance.choice(arrays)
        array, expected = array.copy(), dict(expected)
        key = str(chance.choice([*range(6), array.next]))
        if chance.random() < 0.2:
            array.unset(key)
            expected.pop(key, None)
        else:
            array.set(key, Literal(text=str(step)))
            expected[key] = str(step)
        arrays.append((array, expected))
        if len(arrays) > 40:
            arrays.pop(chance.randrange(len(arrays)))
    for array, expected in arrays:
        assert _texts(array) == expected
        assert array.next == max(map(int, expected), default=-1) + 1
        assert all((array == other) == (expected == theirs) for other, theirs in arrays)


def test_values_at_unknown_keys_are_few_or_any() -> None:
    array = Array(loose=[Literal(text=str(n)) for n in range(100)] * 2)

    assert array.loose == [Unknown(why="elements")]
    assert Array(loose=[Literal(text="a")] * 100).loose == [Literal(text="a")]
