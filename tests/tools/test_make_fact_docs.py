"""The reference of the facts: its examples are what the analysis says, one for each field."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2] / "tools"))

import pytest

import make_fact_docs

PAGE = make_fact_docs.PAGE.read_text(encoding="utf-8")
EXAMPLES = sorted(make_fact_docs.examples().items())


def test_every_field_has_an_example() -> None:
    assert make_fact_docs.without_example() == []


@pytest.mark.parametrize(("field", "example"), EXAMPLES, ids=[f"{struct}.{field}" for (struct, field), _ in EXAMPLES])
def test_an_example_on_the_page_is_what_the_analysis_says_of_its_source(
    field: tuple[str, str], example: tuple[str, str]
) -> None:
    struct, name = field
    section = PAGE.partition(f"\n## {struct}\n")[2].partition("\n## ")[0]
    entry = section.partition(f"\n- **{name}** ")[2].partition("\n- **")[0]

    assert f" → `{example[1]}`" in entry


def test_the_page_is_what_the_model_and_the_analysis_say() -> None:
    assert make_fact_docs.PAGE.read_text(encoding="utf-8") == make_fact_docs.page()
