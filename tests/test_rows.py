"""The rows of the failure table that are about deciding: each has its tests, and no test claims a row that is none.

The rows are the promises; a promise without a test is a wish.
"""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

TESTS = Path(__file__).parent

DECIDING = {
    "R7": "OPA is down: refused at once, and decided again within two seconds of its return",
    "R8": "OPA is slow, hangs or is half open: refused at the limit, and nothing piles up",
    "R9": "OPA answers garbage: refused, whatever it is",
    "R10": "OPA is killed and restarted: no wrong allow",
    "R11": "a bundle is bad, unsigned, rolled back or expired, or its service is gone: the old one stays, or nothing",
    "R12": "policies are swapped under load: each decision names one revision that was active",
}
KNOWN = {*DECIDING, *(f"R{n}" for n in range(1, 42)), "R0a", "R0b", "R0c", "R0d", "R0e", "R32b"}


def rows() -> Iterator[tuple[str, str]]:
    """Row and place of each mark, read from the sources: what a run leaves out counts as well."""
    for path in sorted(TESTS.rglob("test_*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "pytest.mark.row":
                for argument in node.args:
                    yield str(ast.literal_eval(argument)), f"{path.relative_to(TESTS)}:{node.lineno}"


@pytest.fixture(scope="module")
def found() -> dict[str, list[str]]:
    places = defaultdict(list)
    for row, place in rows():
        places[row].append(place)
    return places


@pytest.mark.parametrize("row", DECIDING)
def test_a_promise_about_deciding_has_its_tests(row: str, found: dict[str, list[str]]) -> None:
    assert found.get(row), f"no test proves that {DECIDING[row]}"


def test_no_test_claims_a_row_that_is_none(found: dict[str, list[str]]) -> None:
    assert {row: places for row, places in found.items() if row not in KNOWN} == {}
