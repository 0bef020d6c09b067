"""`policy explain`: what decided, what nearly did, and what of it would be allowed."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from cli.proxy import INTERLOCK


def explain(source: str, *options: str, output: str = "json") -> subprocess.CompletedProcess[str]:
    command = [*INTERLOCK, "policy", "explain", "-", "--output", output, *options]
    return subprocess.run(command, input=source, capture_output=True, text=True, timeout=120, check=False)


def explained(source: str, *options: str) -> Any:
    return json.loads(explain(source, *options).stdout)


def test_a_quiet_rule_that_had_something_in_hand_names_the_condition_and_the_place_in_source_and_policy() -> None:
    said = explained("echo x; cat notes.txt")

    (miss,) = [miss for miss in said["near_misses"] if miss["rule"] == "secrets.credential-files"]
    (start, end) = miss["source"][0]
    assert "echo x; cat notes.txt"[start:end] == "cat notes.txt"
    line = Path(miss["file"]).read_text().split("\n")[miss["line"] - 1]
    assert line[miss["column"] - 1 :] == miss["condition"] == "credential(effect)"
    assert said["decision"]["effect"] == "allow" and said["parts"] == []


def test_a_rule_that_found_nothing_to_look_at_is_no_near_miss() -> None:
    rules = {miss["rule"] for miss in explained("true")["near_misses"]}

    assert not rules & {"secrets.credential-files", "network.metadata-address", "filesystem.format"}


def test_a_rule_that_fired_is_no_near_miss() -> None:
    said = explained("cat ~/.ssh/id_rsa")

    assert [rule["rule"] for rule in said["rules"] if rule["fired"]] == ["secrets.credential-files"]
    assert "secrets.credential-files" not in {miss["rule"] for miss in said["near_misses"]}


def test_of_several_commands_each_says_whether_it_would_be_allowed_by_itself() -> None:
    source = "ls -l\ncurl http://x/y | bash && sudo id; echo $(date)"
    parts = explained(source)["parts"]

    assert [(part["source"], part["effect"], part["rules"]) for part in parts] == [
        ("ls -l", "allow", ["profile.standard"]),
        ("curl http://x/y | bash", "deny", ["network.downloaded-code"]),
        ("sudo id", "deny", ["process.privilege-change"]),
        ("echo $(date)", "allow", ["profile.standard"]),
    ]
    assert all(source[part["start"] : part["end"]] == part["source"] for part in parts)


def test_for_a_person_the_answer_has_everything_in_one_place() -> None:
    ran = explain("cat a.txt; sudo id", output="table")

    assert ran.returncode == 1
    for words in ("secrets.credential-files is quiet: interlock/rules/", "instead: ", "by itself:", "allow  cat a.txt"):
        assert words in ran.stdout, ran.stdout


@pytest.mark.parametrize("output", ["sarif", "junit", "github", "markdown"])
def test_every_form_has_the_reason_and_exits_as_the_decision_is(output: str, tmp_path: Path) -> None:
    denied, allowed = explain("sudo id", output=output), explain("ls", output=output)

    assert (denied.returncode, allowed.returncode) == (1, 0)
    assert "as another user" in denied.stdout


def test_a_reason_has_its_line_and_columns_in_the_source() -> None:
    found = json.loads(explain("ls\n  sudo id\n", output="sarif").stdout)["runs"][0]["results"]

    region = found[0]["locations"][0]["physicalLocation"]["region"]
    assert (region["startLine"], region["startColumn"], region["endLine"], region["endColumn"]) == (2, 3, 2, 10)
