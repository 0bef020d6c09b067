"""An organisation's own entries about APIs, of every language, in its knowledge files."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from interlock.analysis.analyze import analyze
from interlock.analysis.knowledge import tables
from interlock.errors import ConfigError
from interlock.model import action as a
from interlock.model.facts import Facts
from interlock.model.limits import Limits
from interlock.model.session import Memory

OWN = """
[apis.python."acme.ops"]
run_remote = "shell 0:command"

[apis.javascript."@acme/ops"]
runRemote = "shell 0"
default = "write 0"

[apis.r.acmeOps]
run_remote = "shell 0:command"

[apis.java."com.acme.Ops"]
runRemote = "shell 0"
open = { does = "write 0", example = 'com.acme.Ops.open("example")' }
"""


@pytest.fixture(autouse=True)
def shipped_again() -> Iterator[None]:
    yield
    tables.use(b"")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    made = tmp_path / "own.toml"
    made.write_text(OWN)
    return made


def facts_of(language: a.CodeLanguage, source: str) -> Facts:
    return analyze(a.RunCode(source=source, language=language), Memory(), Limits(soft_time_s=5.0))


def programs(language: a.CodeLanguage, source: str) -> list[str | None]:
    return [c.basename for c in facts_of(language, source).commands]


@pytest.mark.parametrize(
    ("language", "source", "shipped"),
    [
        ("python", "from acme.ops import run_remote as r\nr('touch pwned')", "import os; os.system('touch x')"),
        (
            "javascript",
            "const { runRemote: r } = require('@acme/ops'); r('touch pwned')",
            "require('child_process').execSync('touch x')",
        ),
        ("typescript", "import { runRemote } from '@acme/ops';\nrunRemote('touch pwned')", "import('child_process')"),
        ("r", "acmeOps::run_remote('touch pwned')", "system('touch x')"),
        ("r", "library(acmeOps); f <- run_remote; f(comm = 'touch pwned')", "system('touch x')"),
        ("java", 'import com.acme.Ops; Ops.runRemote("touch pwned");', 'Runtime.getRuntime().exec("touch x");'),
        ("java", 'com.acme.Ops.runRemote("touch pwned");', 'Runtime.getRuntime().exec("touch x");'),
    ],
)
def test_an_entry_is_known_and_the_shipped_ones_stay(
    language: a.CodeLanguage, source: str, shipped: str, file: Path
) -> None:
    assert programs(language, source) == []
    before = programs(language, shipped)

    tables.use(tables.read([file]))

    assert programs(language, source) == ["touch"]
    assert programs(language, shipped) == before
    assert facts_of(language, source).memory.unknown == ()


def test_what_a_module_exports_by_default_is_the_module(file: Path) -> None:
    tables.use(tables.read([file]))
    for source in ("require('@acme/ops')('pwned')", "import ops from '@acme/ops'; ops('pwned')"):
        assert [(e.op, e.resolved) for e in facts_of("javascript", source).files] == [("write", "/home/user/pwned")]


def test_a_later_file_stands_before_an_earlier_one(file: Path, tmp_path: Path) -> None:
    later = tmp_path / "later.toml"
    later.write_text('[apis.r.acmeOps]\nrun_remote = "nothing"')
    tables.use(tables.read([file, later]))

    assert programs("r", "acmeOps::run_remote('touch pwned')") == []
    assert programs("java", 'com.acme.Ops.runRemote("touch pwned");') == ["touch"]


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        ('[apis.python.acme]\nrun = "shel 0:command"', r"unknown effect `shel`"),
        ('[apis.javascript.acme]\nrun = "shel 0"', r"unknown effect `shel`"),
        ('[apis.javascript.acme]\nrun = "shell x"', r"`acme.run`: `shell x`"),
        ('[apis.r.acme]\nrun = "shel 0"', r"unknown effect `shel`"),
        ('[apis.java."com.acme.A"]\nrun = "shell x"', r"own\.toml"),
        ('[apis.java."com.acme.A"]\nrun = 5', r"own\.toml"),
        (
            '[apis.cobol.acme]\nrun = "shell 0"',
            r"`apis.cobol`: no such language; there are python, javascript, r, java",
        ),
    ],
)
def test_an_entry_that_does_not_follow_the_form_is_refused_with_the_file(text: str, cause: str, tmp_path: Path) -> None:
    file = tmp_path / "own.toml"
    file.write_text(text)

    with pytest.raises(ConfigError, match=cause):
        tables.read([file])
