"""Cells that are remembered whole: a later one is evaluated after all of them, unreported."""

from __future__ import annotations

from collections.abc import Iterable

from interlock.model.session import Definitions

_MOST_CHARACTERS = 32 * 1024
_FORGOTTEN = "*"
ANY = "*"
"""Among the bound names of a context: any name may be bound."""
_MOST_BOUND = 2000


def bound(before: Definitions | None, names: Iterable[str]) -> tuple[str, ...]:
    """Every name that the cells of a context have bound after one more has run; `ANY` alone past a limit."""
    found = {*(before.bound if before else ()), *names}
    return (ANY,) if ANY in found or len(found) > _MOST_BOUND else tuple(sorted(found))


def remember(before: Definitions | None, text: str, names: Iterable[str] = ()) -> Definitions:
    """The cells of a context after one more has run, which bound `names`. Past the budget the oldest go, and it is
    known that some did."""
    kept = [*(before.statements if before else ()), text]
    forgotten = before.forgotten if before else ()
    while kept and sum(map(len, kept)) > _MOST_CHARACTERS:
        kept.pop(0)
        forgotten = (_FORGOTTEN,)
    return Definitions(statements=tuple(kept), forgotten=forgotten, bound=bound(before, names))
