"""Cases: what `analyze` and `check` are asked about, one source or a batch of JSON lines."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import msgspec

from interlock.errors import InvalidRequest
from interlock.workbench.cases import Case, case

_BY_SUFFIX = {
    ".py": "python",
    ".ipynb": "notebook",
    ".js": "javascript",
    ".mjs": "javascript",
    ".ts": "typescript",
    ".r": "r",
    ".java": "java",
}


class _Line(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """One line of a batch file."""

    id: str | int
    language: str
    source: str
    cwd: str = ""
    env: dict[str, str] = {}
    files: dict[str, str] = {}
    """Path → text that was written there before."""


@dataclass(frozen=True, slots=True)
class NoCase:
    """A line that is no case, or has no answer; `error` says why."""

    id: str | int | None
    error: str
    unavailable: bool = False
    """Whether it is for want of a part that was needed, and no fault of the line's."""


def for_the_wire(source: str) -> str:
    """Raises `InvalidRequest` where the source was not UTF-8: gRPC carries no other text."""
    if any("\ud800" <= char <= "\udfff" for char in source):
        raise InvalidRequest("the source is not UTF-8, and a proxy takes nothing else", field="source")
    return source


def one(file: str, language: str | None) -> Case:
    """The case of a file name, or of stdin for `-`. The language is the one given, else by suffix, else bash."""
    if file == "-":
        data, suffix = sys.stdin.buffer.read(), ""
    else:
        path = Path(file)
        if not path.is_file():
            raise InvalidRequest(f"no file `{file}`")
        data, suffix = path.read_bytes(), path.suffix.lower()
    # Bytes that are no UTF-8 become lone surrogates, which the pool reports as `encoding`.
    return case(data.decode("utf-8", "surrogateescape"), language or _BY_SUFFIX.get(suffix, "bash"))


def batch(file: str, language: str | None) -> Iterator[Case | NoCase]:
    """The cases of a JSON-lines file, one for each line that is not blank, in order."""
    with sys.stdin.buffer if file == "-" else Path(file).open("rb") as lines:
        for number, raw in enumerate(lines, 1):
            if not raw.strip():
                continue
            id_: str | int | None = None
            try:
                id_ = _id_of(raw)
                line = msgspec.json.decode(raw, type=_Line)
                yield case(
                    line.source, language or line.language, id_=line.id, cwd=line.cwd, env=line.env, files=line.files
                )
            except (msgspec.DecodeError, InvalidRequest, UnicodeDecodeError) as error:
                yield NoCase(id_, f"line {number}: {error}")


def _id_of(raw: bytes) -> str | int | None:
    try:
        value = msgspec.json.decode(raw)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None
    id_ = value.get("id") if isinstance(value, dict) else None
    return id_ if isinstance(id_, str | int) else None
