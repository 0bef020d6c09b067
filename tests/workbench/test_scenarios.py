"""Scenario files: what is read, and what is refused with its line."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interlock.errors import ConfigError, InvalidRequest
from interlock.model import action as a
from interlock.workbench.scenarios import below, parse, rendered

PATH = Path("x.scenario.sh")


def test_each_snippet_ends_where_the_next_annotations_begin() -> None:
    first, second = parse(
        "# A file about ls.\n\n# allow\nls\nls -l\n\n# deny: a.b, c.d-e\n# ok: f.g\nmkfs x\n", "bash", PATH
    )

    assert (first.source, [str(e) for e in first.expected], first.place.line) == ("ls\nls -l", ["allow"], 4)
    assert (second.source, [str(e) for e in second.expected]) == ("mkfs x", ["deny: a.b, c.d-e", "ok: f.g"])
    assert (second.place.line, second.expected[1].place.line) == (9, 8)


def test_circumstances_may_stand_above_or_below_what_is_expected() -> None:
    text = '# allow\nls\n# cwd: /tmp\n# allow\n# env: A=b=c\n# profile: strict\n# file: x.sh = "id\\n"\nbash x.sh\n'
    _, second = parse(text, "bash", PATH)

    assert (second.cwd, second.env, second.profile, second.files) == ("/tmp", {"A": "b=c"}, "strict", {"x.sh": "id\n"})
    action = second.case().action
    assert isinstance(action, a.RunCommand) and action.cwd == "/tmp" and action.source == "bash x.sh"


def test_other_languages_have_their_own_comments(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "a.scenario.js").write_text("// deny: a.b\n# allow\n")
    (tmp_path / "a.scenario.py").write_text("# allow\n// deny: a.b\n")
    (tmp_path / "a.scenario.txt").write_text("nothing")

    found = list(below(tmp_path))

    assert [(s.language, s.source) for s in found] == [("python", "// deny: a.b"), ("javascript", "# allow")]


def test_a_comment_that_only_resembles_an_annotation_is_part_of_the_snippet() -> None:
    (only,) = parse("# allow\n# allow everybody in\n# denying: no\n  # deny: a.b\nls\n", "bash", PATH)

    assert only.source.startswith("# allow everybody in\n# denying: no\n  # deny: a.b")


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("ls\n# allow\nls\n", 1),
        ("# deny:\nls\n", 1),
        ("# deny: everything\nls\n", 1),
        ("# allow\n# deny: a.b c.d\nls\n", 2),
        ("# allow\n\n# deny: a.b\nls\n", 1),
        ("# allow\n", 1),
        ("# allow\n# env: A\nls\n", 2),
        ("# allow\n# file: x\nls\n", 2),
    ],
)
def test_what_cannot_be_meant_is_refused_with_its_line(text: str, line: int) -> None:
    with pytest.raises(ConfigError, match=rf"^x\.scenario\.sh:{line}: "):
        parse(text, "bash", PATH)


@given(st.text(st.characters(codec="utf-8"), min_size=1), st.sampled_from(["bash", "python", "javascript"]))
def test_what_is_written_is_read_as_it_was_or_not_written(source: str, language: str) -> None:
    try:
        text = rendered(source, language, "deny: a.b", "cwd: /tmp")
    except InvalidRequest:
        return
    (back,) = parse(text, language, PATH)

    assert (back.source, back.cwd, [e.rules for e in back.expected]) == (source.strip("\n"), "/tmp", [("a.b",)])


@pytest.mark.parametrize("source", ["ls\n# allow\nrm x", "# cwd: /\nls", "", "\n"])
def test_a_source_that_would_be_read_as_another_is_not_written(source: str) -> None:
    with pytest.raises(InvalidRequest):
        rendered(source, "bash", "allow")
