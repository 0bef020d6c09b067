"""Third reader: bashlex, where it can read, within a time budget of its own. It can only add suspicion.

bashlex is GPL-3.0-or-later (see THIRD_PARTY.md): this module alone imports it, and only when it is there. It never
returns on some
texts (`echo $'${'`) and raises assorted exceptions on many more, none of which says anything about the text.
"""

from __future__ import annotations

import importlib.metadata
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

try:
    import bashlex
    import bashlex.ast

    VERSION: str | None = importlib.metadata.version("bashlex")
except ImportError:  # shipped without it, on account of its licence
    VERSION = None

_BUDGET_S = 0.05


class _OutOfTime(BaseException):
    """Not an `Exception`, so that no handler inside bashlex can swallow it."""


@contextmanager
def _budget() -> Iterator[None]:
    def stop(number: int, frame: FrameType | None) -> None:
        raise _OutOfTime

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, _BUDGET_S)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def command_names(text: str) -> tuple[tuple[int, str], ...] | None:
    """(offset, word as bashlex decodes it) of the first word of every command it sees, in order; None where it could
    not read
    the text in time, or cannot be interrupted here (outside the main thread) or is not installed."""
    if VERSION is None or threading.current_thread() is not threading.main_thread():
        return None
    names: list[tuple[int, str]] = []
    try:
        with _budget():
            for tree in bashlex.parse(text):
                _collect(tree, names)
    except (_OutOfTime, Exception):  # whatever it raises, it has not read the text
        return None
    return tuple(sorted(set(names)))


def _collect(root: Any, names: list[tuple[int, str]]) -> None:
    pending = [root]
    while pending:
        node = pending.pop()
        if node.kind == "command":
            word = next((part for part in node.parts if part.kind == "word"), None)
            if word is not None:
                names.append((word.pos[0], word.word))
        for field in ("parts", "list"):
            pending.extend(getattr(node, field, ()) or ())
        for field in ("command", "output", "heredoc", "body"):
            inner = getattr(node, field, None)
            if inner is not None and hasattr(inner, "kind"):
                pending.append(inner)
