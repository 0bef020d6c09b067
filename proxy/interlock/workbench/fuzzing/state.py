"""What a search keeps between runs, as JSON lines: which variants were tried, and how they ended."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec

from interlock.errors import InvalidRequest


class Header(msgspec.Struct, frozen=True, kw_only=True):
    """What the rest depends on."""

    fuzz: int = 1
    """Version of this form."""
    seed: int
    profile: str


class Tried(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One variant."""

    seed_id: str
    number: int
    outcome: str
    """`denied`, `hole`, `allowed`, `false_denial`, `unproved` (it did not do what its seed does), `none` (nothing to
    rewrite)."""
    rules: tuple[str, ...] = ()
    """That answered."""
    chain: tuple[str, ...] = ()
    """Names of the rewrites."""


class State:
    """An open file of tried variants."""

    def __init__(self, path: Path | None, header: Header) -> None:
        """Raises `InvalidRequest` where the file is of a search with another seed or profile."""
        self.before: list[Tried] = []
        self._file = None
        if path is None:
            return
        if path.exists():
            self.before = list(_read(path, header))
        path.parent.mkdir(parents=True, exist_ok=True)
        self._file = path.open("ab")
        if path.stat().st_size == 0:
            self._write(header)

    def add(self, tried: Tried) -> None:
        self._write(tried)

    def close(self) -> None:
        if self._file is not None:
            self._file.close()

    def _write(self, line: Header | Tried) -> None:
        if self._file is not None:
            self._file.write(msgspec.json.encode(line) + b"\n")
            self._file.flush()


def _read(path: Path, header: Header) -> Iterator[Tried]:
    lines = path.read_bytes().splitlines()
    try:
        if lines and msgspec.json.decode(lines[0], type=Header) != header:
            raise InvalidRequest(f"`{path}` is of a search with another seed or profile", field="state")
        for number, line in enumerate(lines[1:], 2):
            try:
                yield msgspec.json.decode(line, type=Tried)
            except msgspec.DecodeError:
                if number <= len(lines) - 1:  # the last may have been cut short
                    raise
    except msgspec.DecodeError as error:
        raise InvalidRequest(f"`{path}` is no state of a search: {error}", field="state") from error
