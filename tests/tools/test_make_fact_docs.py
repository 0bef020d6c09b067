"""The reference of the facts: its examples are what the analysis says, one for each field."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2] / "tools"))

import make_fact_docs

NO_SHORT_SOURCE_FILLS = {
    *("Prefix.text", "Suffix.text", "Redirect.file", "FileEffect.source", "NetworkEffect.file", "Import.dynamic"),
    *("Content.members", "MemoryFacts.names"),
}


def test_every_field_has_an_example_but_those_that_no_short_source_fills() -> None:
    assert set(make_fact_docs.without_example()) == NO_SHORT_SOURCE_FILLS


def test_the_page_is_what_the_model_and_the_analysis_say() -> None:
    assert make_fact_docs.PAGE.read_text(encoding="utf-8") == make_fact_docs.page()
