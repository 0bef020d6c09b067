"""Cells that are remembered whole: a later one is evaluated after all of them, unreported."""

from __future__ import annotations

from interlock.model.session import Definitions

_MOST_CHARACTERS = 32 * 1024
_FORGOTTEN = "*"


def remember(before: Definitions | None, text: str) -> Definitions:
    """The cells of a context after one more has run. Past the budget the oldest go, and it is known that some did."""
    kept = [*(before.statements if before else ()), text]
    forgotten = before.forgotten if before else ()
    while kept and sum(map(len, kept)) > _MOST_CHARACTERS:
        kept.pop(0)
        forgotten = (_FORGOTTEN,)
    return Definitions(statements=tuple(kept), forgotten=forgotten)
