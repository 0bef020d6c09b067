"""Strategies: commands, cells, and other spellings of a text."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from hypothesis import strategies as st

from interlock.errors import InvalidRequest
from interlock.workbench.fuzzing.chains import DEPTH, Step, replayed, rewrites_of
from interlock.workbench.fuzzing.rewrite import LANGUAGES, REGISTRY, Language, Text, quoted

_PROGRAMS = (
    "ls",
    "cat",
    "cp",
    "mv",
    "rm",
    "chmod",
    "git",
    "curl",
    "python3",
    "make",
    "tar",
    "sed",
    "grep",
    "sudo",
    "pip",
)
_OPTIONS = ("-a", "-l", "-r", "-rf", "-v", "--all", "--force", "-n", "--output=out.txt", "--")
_PATHS = (
    "a.txt",
    "src",
    "build/",
    "/etc/passwd",
    "/usr/lib",
    "~/.ssh/id_rsa",
    "../x",
    "/tmp/work",
    "https://example.com/x",
)


@dataclass(frozen=True, slots=True)
class Spelling:
    """A text in other words."""

    source: str
    language: Language
    """May be another one than the original's: `subprocess.run(…)` is a spelling of a command."""
    chain: tuple[str, ...]
    """The rewrites that were applied, in order, as `<family>/<name>`; empty for the text itself."""


@st.composite
def spellings(
    draw: st.DrawFn,
    source: str,
    language: Language = "bash",
    *,
    depth: int = DEPTH,
    families: Collection[str] | None = None,
    same_language: bool = False,
) -> Spelling:
    """Texts that do what `source` does, by up to `depth` rewrites one after another.

    `families`: only those (`quoting`, `wrappers`, …); `same_language`: only those that leave the language. A failing
    example shrinks to the fewest rewrites. What a rewrite makes is meant to be equal, and nearly always is;
    `interlock policy fuzz` runs each before it counts it.
    """
    if language not in LANGUAGES:
        raise InvalidRequest(f"unknown language `{language}`; known: {', '.join(LANGUAGES)}", field="language")
    if unknown := set(families or ()) - {rewrite.family for rewrite in REGISTRY.values()}:
        raise InvalidRequest(f"unknown family `{min(unknown)}`", field="families")
    text, chain = Text(source, language), []
    for _ in range(draw(st.integers(0, depth))):
        known = [
            rewrite.name
            for rewrite in rewrites_of(text.language)
            if (families is None or rewrite.family in families) and (not same_language or rewrite.gives == language)
        ]
        if not known:
            break
        step = Step(draw(st.sampled_from(known)), draw(st.integers(0, 2**16 - 1)))
        made = replayed(text, (step,))
        if made is not None:
            text = made
            chain.append(step.rewrite)
    return Spelling(text.source, text.language, tuple(chain))


@st.composite
def shell_commands(
    draw: st.DrawFn, programs: Collection[str] = _PROGRAMS, words: Collection[str] = (*_OPTIONS, *_PATHS), most: int = 3
) -> str:
    """Shell texts of up to `most` simple commands of `programs` with `words`, in lists, pipelines and redirections."""
    names, arguments = sorted(programs), st.sampled_from(sorted(words))
    text = ""
    for number in range(draw(st.integers(1, most))):
        command = [draw(st.sampled_from(names)), *draw(st.lists(arguments.map(quoted), max_size=4))]
        if draw(st.booleans()):
            command.append(draw(st.sampled_from(("> out.txt", ">> log.txt", "2>&1", "< in.txt", "2> /dev/null"))))
        joined = draw(st.sampled_from(("; ", " && ", " || ", " | ", "\n"))) if number else ""
        text += joined + " ".join(command)
    return text


@st.composite
def python_cells(draw: st.DrawFn, commands: Collection[str] = ("ls -l", "make test"), most: int = 3) -> str:
    """Cells of Python that compute, read and write files, import modules, and start `commands`."""
    command = st.sampled_from(sorted(commands)).map(repr)
    path = st.sampled_from(("a.txt", "out/data.csv", "/tmp/x", "/etc/hosts")).map(repr)
    statement = st.one_of(
        st.builds("import {0}\n{0}.system({1})".format, st.just("os"), command),
        st.builds("import subprocess\nsubprocess.run({0}, shell=True)".format, command),
        st.builds("open({0}).read()".format, path),
        st.builds("open({0}, 'w').write('x')".format, path),
        st.builds("import json\ndata = json.loads('[{0}]')".format, st.integers(0, 99)),
        st.builds("x = sum(range({0}))\nprint(x)".format, st.integers(0, 99)),
        st.builds("for i in range({0}):\n    print(i)".format, st.integers(0, 9)),
    )
    return "\n".join(draw(st.lists(statement, min_size=1, max_size=most)))
