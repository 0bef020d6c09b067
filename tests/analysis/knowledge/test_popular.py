"""Names that are almost those of popular packages."""

from __future__ import annotations

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interlock.analysis.knowledge.popular import near, normal


@pytest.mark.parametrize(
    ("manager", "name", "popular"),
    [
        ("pip", "requets", "requests"),
        ("pip", "reqeusts", "requests"),
        ("pip", "requestss", "requests"),
        ("poetry", "djanga", "django"),
        ("pip", "djang0", "django"),
        ("pip", "jeIlyfish", "jellyfish"),
        ("pip", "Python3.dateutil", "python-dateutil"),
        ("npm", "crossenv", "cross-env"),
        ("yarn", "lodahs", "lodash"),
        ("bun", "rnongoose", "mongoose"),
        ("gem", "nokogirl", "nokogiri"),
        ("cargo", "rustdecimal", "rust_decimal"),
    ],
)
def test_a_look_alike_says_what_it_looks_like(manager: str, name: str, popular: str) -> None:
    assert near(manager, name) == popular


@pytest.mark.parametrize(
    ("manager", "name"),
    [
        ("pip", "requests"),
        ("pip", "Requests"),
        ("pip", "python_dateutil"),
        ("pip", "typing.extensions"),
        ("npm", "preact"),
        ("npm", "@types/react"),
        ("pip", "pytest-xdist"),
        ("pip", "six"),
        ("apt", "requets"),
        ("pip", ""),
        ("pip", "x" * 10_000),
    ],
)
def test_other_names_are_like_none(manager: str, name: str) -> None:
    assert near(manager, name) is None


@given(
    st.integers(0, 7), st.sampled_from(string.ascii_lowercase), st.sampled_from(["insert", "replace", "delete", "swap"])
)
def test_every_single_edit_of_a_popular_name_is_found(place: int, letter: str, edit: str) -> None:
    name = "requests"
    edited = {
        "insert": name[:place] + letter + name[place:],
        "replace": name[:place] + letter + name[place + 1 :],
        "delete": name[:place] + name[place + 1 :],
        "swap": name[:place] + name[place + 1 : place + 2] + name[place] + name[place + 2 :],
    }[edit]
    assert edited == name or near("pip", edited) is not None


def test_names_are_compared_as_pypi_does() -> None:
    assert normal("A__b.-C") == "a-b-c"
