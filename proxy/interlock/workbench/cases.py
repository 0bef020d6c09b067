"""Cases: one thing that an agent might ask, as authors write it down."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast, get_args

from interlock.analysis.builder import resolve
from interlock.errors import InvalidRequest
from interlock.model import action as a
from interlock.model.session import Memory, WrittenFile

LANGUAGES = get_args(a.CodeLanguage)


@dataclass(frozen=True, slots=True)
class Case:
    """One question."""

    id: str | int | None
    source: str
    action: a.Action
    memory: Memory


def known(language: str) -> a.CodeLanguage:
    """Raises `InvalidRequest` for a language that nobody knows."""
    if language not in LANGUAGES:
        raise InvalidRequest(f"unknown language `{language}`; known: {', '.join(LANGUAGES)}", field="language")
    return cast(a.CodeLanguage, language)


def case(
    source: str,
    language: str,
    *,
    id_: str | int | None = None,
    cwd: str = "",
    env: Mapping[str, str] | None = None,
    files: Mapping[str, str] | None = None,
) -> Case:
    """A case as an agent would submit it: bash as a command, any other language as code. Raises `InvalidRequest`."""
    action: a.Action
    if language in ("bash", "sh"):
        action = a.RunCommand(source=source, cwd=cwd, env=dict(env or {}))
    else:
        action = a.RunCode(source=source, language=known(language), cwd=cwd, env=dict(env or {}))
    return Case(id_, source, action, remembering(files or {}, cwd))


def remembering(files: Mapping[str, str], cwd: str = "") -> Memory:
    """The memory of a session that wrote these files (path → text) before."""
    home = Memory().home
    written = tuple(
        WrittenFile(
            path=resolve(path, cwd or home) or path,
            sha256=hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest(),
            text=text,
        )
        for path, text in files.items()
    )
    return Memory(files=written)
