"""Which OPA is run."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from interlock.errors import ConfigError
from interlock.policy.binary import FLOOR, PINNED, SAFE, find_opa

CHECKOUT = Path(__file__).parents[2]


def test_the_version_that_messages_name_is_the_one_that_the_project_pins() -> None:
    tools = tomllib.loads((CHECKOUT / "pyproject.toml").read_text())["tool"]["interlock"]["tools"]

    assert ".".join(map(str, PINNED)) == tools["opa"]


def test_what_is_pinned_is_new_enough_for_the_policies_and_safe() -> None:
    assert PINNED >= SAFE >= FLOOR


def test_where_there_is_none_the_remedy_names_the_pinned_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(ConfigError) as caught:
        find_opa(None, tmp_path)

    assert caught.value.remedy.endswith(f"opa@v{'.'.join(map(str, PINNED))}`")
