"""An organisation's own entries about Python APIs, in its knowledge files."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from interlock.analysis.analyze import analyze
from interlock.analysis.knowledge import tables
from interlock.errors import ConfigError
from interlock.model import action as a
from interlock.model.limits import Limits
from interlock.model.session import Memory

OWN = """
[apis.python."acme.ops"]
run_remote = "shell 0:command"

[apis.python.os]
getcwdb = "read 0:path"

[acme]
"""
SOURCE = "from acme.ops import run_remote as r\nr('touch pwned')"


@pytest.fixture(autouse=True)
def shipped_again() -> Iterator[None]:
    yield
    tables.use(b"")


def _programs(source: str) -> list[str | None]:
    return [c.basename for c in analyze(a.RunCode(source=source), Memory(), Limits(soft_time_s=5.0)).commands]


def test_an_entry_of_a_knowledge_file_is_known_and_the_shipped_ones_stay(tmp_path: Path) -> None:
    file = tmp_path / "own.toml"
    file.write_text(OWN)
    assert _programs(SOURCE) == []

    tables.use(tables.read([file]))

    assert _programs(SOURCE) == ["touch"]
    assert _programs("import os\nos.system('touch pwned')") == ["touch"]


def test_an_entry_that_does_not_follow_the_form_is_refused_with_the_file(tmp_path: Path) -> None:
    file = tmp_path / "own.toml"
    file.write_text('[apis.python.acme]\nrun = "shel 0:command"')

    with pytest.raises(ConfigError, match=r"own\.toml.*unknown effect `shel`"):
        tables.read([file])
