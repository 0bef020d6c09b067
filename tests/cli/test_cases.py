"""Reading what `analyze` and `check` are asked about."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from interlock.cli.cases import NoCase, batch, one
from interlock.errors import InvalidRequest
from interlock.model import action as a
from interlock.workbench.cases import Case


def test_each_line_of_a_batch_is_a_case_in_order(tmp_path: Path) -> None:
    file = tmp_path / "cases.jsonl"
    file.write_text(
        json.dumps({"id": "x", "language": "bash", "source": "ls", "cwd": "/tmp", "env": {"A": "b"}})
        + "\n\n"
        + json.dumps({"id": 2, "language": "python", "source": "1"})
        + "\n"
    )

    first, second = batch(str(file), None)

    assert isinstance(first, Case) and first.action == a.RunCommand(source="ls", cwd="/tmp", env={"A": "b"})
    assert isinstance(second, Case) and second.action == a.RunCode(source="1", language="python") and second.id == 2


@pytest.mark.parametrize(
    ("line", "id_"),
    [
        (b"not json", None),
        (b'{"id": "x"}', "x"),
        (b'{"id": "x", "language": "cobol", "source": ""}', "x"),
        (b'{"id": "x", "language": "bash", "source": 1}', "x"),
        (b"[1]", None),
        (b'{"id": "\xff"}', None),
    ],
)
def test_a_line_that_is_no_case_is_answered_with_its_error(tmp_path: Path, line: bytes, id_: str | None) -> None:
    file = tmp_path / "cases.jsonl"
    file.write_bytes(line)

    (answer,) = batch(str(file), None)

    assert isinstance(answer, NoCase) and answer.error and answer.id == id_


def test_an_unknown_field_is_an_error_that_names_it_and_a_bad_line_is_named_by_its_number(tmp_path: Path) -> None:
    file = tmp_path / "cases.jsonl"
    file.write_text('\n{"id": 1, "language": "bash", "source": "ls", "envv": {}}\nnot json\n')

    unknown, malformed = batch(str(file), None)

    assert isinstance(unknown, NoCase) and unknown.error.startswith("line 2: ") and "envv" in unknown.error
    assert isinstance(malformed, NoCase) and malformed.error.startswith("line 3: ") and malformed.id is None


def test_files_of_a_case_are_what_the_session_wrote_before(tmp_path: Path) -> None:
    file = tmp_path / "cases.jsonl"
    file.write_text(json.dumps({"id": 1, "language": "bash", "source": "sh x", "files": {"x": "ls"}}))

    (case,) = batch(str(file), None)

    assert isinstance(case, Case)
    assert [(f.path, f.text) for f in case.memory.files] == [("/home/user/x", "ls")]


def test_the_language_of_a_file_is_told_by_its_suffix(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("1")

    assert one(str(tmp_path / "a.py"), None).action == a.RunCode(source="1", language="python")
    assert one(str(tmp_path / "a.py"), "bash").action == a.RunCommand(source="1")


def test_a_file_that_is_not_there_is_said() -> None:
    with pytest.raises(InvalidRequest, match="no file"):
        one("/nonexistent", None)
