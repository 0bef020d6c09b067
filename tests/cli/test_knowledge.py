"""`--knowledge FILE`: an organisation's own tables, on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from interlock.cli import main
from interlock.errors import ConfigError, InvalidRequest


def run(*arguments: str, source: str) -> dict[str, object]:
    result = CliRunner().invoke(main.app, [*arguments, "--output", "json", "-"], input=source)
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    answer = json.loads(result.stdout)
    assert isinstance(answer, dict)
    return answer


def test_analyze_knows_the_programs_of_a_file_that_it_is_given(tmp_path: Path) -> None:
    table = tmp_path / "mine.toml"
    table.write_text("[deploytool]\noptions = { o = 'write' }\nshort_args = 'o'\n", encoding="utf-8")

    facts = run("analyze", "--knowledge", str(table), "--language", "bash", source="deploytool -o/etc/x")

    assert [(e["op"], e["resolved"]) for e in facts["files"]] == [("write", "/etc/x")]  # type: ignore[attr-defined]


def test_a_broken_table_is_a_configuration_error_that_names_the_cause(tmp_path: Path) -> None:
    table = tmp_path / "mine.toml"
    table.write_text("[deploytool]\noperands = 'devour...'\n", encoding="utf-8")

    with pytest.raises(ConfigError, match=r"mine\.toml.*deploytool.*unknown meaning `devour`"):
        run("analyze", "--knowledge", str(table), "--language", "bash", source="ls")


def test_a_proxy_that_is_named_answers_with_its_own_tables(tmp_path: Path) -> None:
    with pytest.raises(InvalidRequest, match="--knowledge"):
        run("check", "--address", "127.0.0.1:1", "--knowledge", str(tmp_path / "x.toml"), source="ls")
