"""Texts to run: what the project carries, and the public collections where they lie beside the checkout."""

from __future__ import annotations

import json
from pathlib import Path

_TESTS = Path(__file__).parents[1]
_SHARED = _TESTS.parents[1] / "shared" / "corpus"


def bash_texts(path: Path) -> list[tuple[str, str]]:
    """`(id, text)` of the lines of a file; what no command line can hold (a NUL) is left out."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    return [(row["id"], row["source"]) for row in rows if row.get("language") == "bash" and "\0" not in row["source"]]


def carried() -> list[tuple[str, str]]:
    """What earlier runs found, and samples of everyday commands, of disguises and of the grammar."""
    return [text for path in sorted((_TESTS / "corpus").glob("*.jsonl")) for text in bash_texts(path)]


def shared() -> list[tuple[str, str]]:
    return [text for path in sorted(_SHARED.glob("*.jsonl")) for text in bash_texts(path)] if _SHARED.is_dir() else []
