"""Files of the session that programs run because of their names."""

from __future__ import annotations

import pytest

from interlock.analysis.analyze import analyze
from interlock.model import action as a
from interlock.model import facts as f
from interlock.model.limits import Limits
from interlock.model.session import Memory, WrittenFile

PYTHON = "import os; os.system('touch pwned')"


def runs_touch(command: str, files: dict[str, str]) -> bool:
    held = tuple(WrittenFile(path=f"/home/user/{name}", sha256="", text=text) for name, text in files.items())
    found = analyze(a.RunCommand(source=command), Memory(files=held), Limits(soft_time_s=10.0))
    return any(c.basename == "touch" and f.Literal(text="pwned") in c.argv for c in found.commands)


def package(**scripts: str) -> str:
    return '{"scripts": {' + ", ".join(f'"{name}": "{text}"' for name, text in scripts.items()) + "}}"


@pytest.mark.parametrize(
    ("command", "files"),
    [
        ("npm run x", {"package.json": package(x="touch pwned")}),
        ("npm run x", {"package.json": package(prex="touch pwned", x="ls")}),
        ("npm test", {"package.json": package(test="touch pwned")}),
        ("npm t", {"package.json": package(test="touch pwned")}),
        ("npm ci", {"package.json": package(postinstall="touch pwned")}),
        ("npm --prefix d run x", {"d/package.json": package(x="touch pwned")}),
        ("npm run x -- pwned", {"package.json": package(x="touch")}),
        ("npm run x", {"package.json": package(x="npm run y", y="touch pwned")}),
        ("yarn x", {"package.json": package(x="touch pwned")}),
        ("pnpm run x", {"package.json": package(x="touch pwned")}),
        ("pytest -q", {"tests/test_a.py": PYTHON}),
        ("python3 -m pytest", {"conftest.py": PYTHON}),
        ("pip install -e .", {"setup.py": PYTHON}),
        ("python3 -m pk", {"pk/__main__.py": PYTHON}),
        ("python3 d/x.py", {"d/x.py": "import m", "d/m.py": PYTHON}),
        ("PYTHONPATH=d python3 -c 'import m'", {"d/m.py": PYTHON}),
        ("PYTHONPATH=d python3 -c pass", {"d/sitecustomize.py": PYTHON}),
    ],
)
def test_what_runs_by_its_name_is_read(command: str, files: dict[str, str]) -> None:
    assert runs_touch(command, files)


def test_a_script_that_calls_itself_comes_to_an_end() -> None:
    assert not runs_touch("npm run x", {"package.json": package(x="npm run x")})


def test_other_scripts_are_left_alone() -> None:
    assert not runs_touch("npm run y", {"package.json": package(x="touch pwned", y="ls")})
