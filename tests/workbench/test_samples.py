"""Samples: what a rule must fire on, and what it must leave alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from interlock.errors import ConfigError
from interlock.model import action as a
from interlock.workbench.samples import Sample, Samples, of_rules, read


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return path


def test_a_source_is_a_command_in_bash_and_a_cell_in_any_other_language() -> None:
    assert Sample(source="ls", cwd="/tmp").case().action == a.RunCommand(source="ls", cwd="/tmp")
    assert Sample(source="1", language="python").case().action == a.RunCode(source="1", language="python")


def test_any_action_and_any_attribute_can_be_a_sample(tmp_path: Path) -> None:
    text = """{"fires": [{"action": {"kind": "create_session", "user": "root"},
                          "attributes": {"session": {"id": "s", "backend": "local", "age_s": 1, "executions": 1001,
                                                     "denials": 0, "metadata": {}}}}], "quiet": []}"""
    (sample,) = read(write(tmp_path / "samples.json", text)).fires

    assert sample.case().action == a.CreateSession(user="root")
    around = sample.around("strict")
    assert around.session is not None and around.session.executions == 1001 and around.profile == "strict"


def test_files_that_were_written_before_are_remembered() -> None:
    memory = Sample(source="bash x.sh", files={"x.sh": "rm -rf /"}).case().memory

    assert [(file.path, file.text) for file in memory.files] == [("/home/user/x.sh", "rm -rf /")]


@pytest.mark.parametrize("text", ["", "[]", '{"fires": []}', '{"fires": [{"sauce": "ls"}], "quiet": []}'])
def test_a_file_of_another_form_is_refused_by_name(tmp_path: Path, text: str) -> None:
    with pytest.raises(ConfigError, match=r"samples\.json"):
        read(write(tmp_path / "samples.json", text))


def test_the_samples_of_all_rules_are_found_by_rule(tmp_path: Path) -> None:
    write(tmp_path / "interlock/rules/network/egress/samples.json", '{"fires": [], "quiet": []}')

    (found,) = of_rules(tmp_path)

    assert found.rule == "network.egress" and found.samples == Samples(fires=(), quiet=())
