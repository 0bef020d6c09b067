"""Cases: one thing that an agent might ask, as authors write it down."""

from __future__ import annotations

import hashlib
import shlex
from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast, get_args

from interlock.analysis.builder import resolve
from interlock.errors import InvalidRequest
from interlock.model import action as a
from interlock.model.session import Memory, WrittenFile

LANGUAGES = (*get_args(a.CodeLanguage), "sh", "notebook")


@dataclass(frozen=True, slots=True)
class Case:
    """One question."""

    id: str | int | None
    source: str
    action: a.Action
    memory: Memory


def known(language: str, among: tuple[str, ...] = get_args(a.CodeLanguage)) -> a.CodeLanguage:
    """Raises `InvalidRequest` for a language that nobody knows; `among`: those that the message names."""
    if language not in get_args(a.CodeLanguage):
        raise InvalidRequest(f"unknown language `{language}`; known: {', '.join(among)}", field="language")
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
    """A case as an agent would submit it: bash as a command, text for `sh` as one that starts it, a notebook as an
    upload, any other language as code. Raises `InvalidRequest`."""
    action: a.Action
    if language == "sh":
        source = shlex.join(["sh", "-c", source])
    if language in ("bash", "sh"):
        action = a.RunCommand(source=source, cwd=cwd, env=dict(env or {}))
    elif language == "notebook":
        content = source.encode("utf-8", "surrogateescape")
        action = a.WriteFile(path=resolve("notebook.ipynb", cwd or Memory().home) or "", content=content)
    else:
        action = a.RunCode(source=source, language=known(language, LANGUAGES), cwd=cwd, env=dict(env or {}))
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
