"""Files that programs run because of their names: scripts of `package.json`, tests, `setup.py`."""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Callable

from interlock.analysis.shell.programs.start import Start
from interlock.analysis.shell.values import text_of
from interlock.model import facts as f

_PACKAGE_MANAGERS = frozenset(("npm", "cnpm", "pnpm", "yarn", "bun", "node"))
_LIFECYCLE = ("preinstall", "install", "postinstall", "preprepare", "prepare", "postprepare", "prepublish")
_VERBS = {"t": "test", "tst": "test", "run-script": "run", "stop": "stop", "start": "start"}
_PLAIN = frozenset(
    ("run", "test", "start", "stop", "restart", "exec", "help", "version", "config", "view", "ls", "list")
)
_REWRITING = frozenset(
    (
        "checkout",
        "restore",
        "reset",
        "stash",
        "pull",
        "merge",
        "rebase",
        "revert",
        "switch",
        "apply",
        "am",
        "cherry-pick",
    )
)
"""What git does that may put other files where known ones are."""
_TESTS = re.compile(r"(?:test_.*|.*_test|conftest)\.py")
_MOST = 64


def by_convention(start: Start) -> None:
    """What `start` runs of the files that the session wrote, though no argument names them."""
    words = [text_of(value) or "" for value in start.argv[1:]]
    if start.name == "git" and _REWRITING.intersection(words):
        for path in _written(start, lambda path: start.shell.world.files[path] is not None):
            start.shell.world.wrote(path, None, "program_not_seen")
    if start.name in _PACKAGE_MANAGERS:
        _package_scripts(start, words)
    elif start.name in ("pytest", "py.test"):
        for path in _written(start, lambda path: _TESTS.fullmatch(posixpath.basename(path)) is not None):
            start.runs_script(f.Literal(text=path), "python")
    elif start.name in ("pip", "pip3", "uv", "pipx") and "install" in words:
        for word in words:
            directory = start.shell.path_of(f.Literal(text=word), start.state) if word.startswith((".", "/")) else None
            if directory is not None and f"{directory}/setup.py" in start.shell.world.files:
                start.runs_script(f.Literal(text=f"{directory}/setup.py"), "python")


def _written(start: Start, wanted: Callable[[str], bool]) -> list[str]:
    below = (start.state.cwd or "").rstrip("/") + "/"
    return [path for path in start.shell.world.files if path.startswith(below) and wanted(path)][:_MOST]


def _package_scripts(start: Start, words: list[str]) -> None:
    """https://docs.npmjs.com/cli/using-npm/scripts: a script, the ones named `pre…` and `post…`, and those that an
    installation runs. Which `package.json` it is follows from directories and options: every known one may be."""
    if start.name == "node" and not any(word.startswith("--run") for word in words):
        return
    named = {_VERBS.get(word, word).removeprefix("--run=") for word in words}
    if start.name != "node" and not (named & _PLAIN and not named & {"install", "ci", "add"}):
        named |= set(_LIFECYCLE)
    after = words[words.index("--") + 1 :] if "--" in words else []
    for path in [p for p in start.shell.world.files if p.endswith("/package.json") and "/node_modules/" not in p][
        :_MOST
    ]:
        text = text_of(start.shell.content_of(path))
        if text is None:
            start.opaque(start.shell.world.why_unread(path), path)
            continue
        try:
            held = json.loads(text)
        except (ValueError, RecursionError):
            continue
        scripts = held.get("scripts") if isinstance(held, dict) else None
        for name, script in list(scripts.items())[:_MOST] if isinstance(scripts, dict) else ():
            bare = name.removeprefix("pre").removeprefix("post")
            if isinstance(script, str) and (name in named or bare in named):
                line = " ".join([script, *after]) if name in named else script
                start.runs(f.Literal(text=line), "sh", f"script {name} of {path}", possible=True)
