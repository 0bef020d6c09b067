"""Where a list of commands may be left before its end: what was printed by then, and what files held."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from interlock.analysis.embedded import World

_MOST_ENDS = 16
"""Ends of one shell that are told apart."""

Texts = dict[str, tuple[str | None, ...]]


class Departures:
    """Counted, so that who runs a list can tell whether the rest of it may not have run."""

    def __init__(self) -> None:
        self.all = 0
        """By `break`, `continue`, `return`, and by all that ends the shell."""
        self._ending = 0
        self._shells: list[list[Texts]] = []
        """Of each shell inside this one, what files held where it may have ended."""

    def leave(self) -> None:
        """A loop or a function may end here."""
        self.all += 1

    def ends(self, world: World) -> None:
        """The shell may end here: `exit`, an error, a signal."""
        self.all += 1
        self._ending += 1
        if self._shells and len(ends := self._shells[-1]) < _MOST_ENDS:
            held = _texts(world)
            if not ends or ends[-1] != held:
                ends.append(held)

    def mark(self) -> tuple[int, int]:
        return self.all, self._ending

    def behind(self, mark: tuple[int, int], *, more: bool = False) -> None:
        """Behind a loop or a function that began at `mark`: what left it leaves nothing else, unless it left `more`."""
        self.all = mark[0] + self._ending - mark[1] + more

    @contextmanager
    def apart(self, world: World, *, background: bool = False) -> Iterator[None]:
        """In a shell of its own, which ends without ending this one; in the `background`: nobody knows when."""
        before, mark = _texts(world) if background else {}, self.mark()
        self._shells.append([])
        yield
        ends = self._shells.pop()
        self.all, self._ending = mark
        for path, texts in _texts(world).items() if ends or background else ():
            earlier = [text for held in ends if held.get(path) != texts for text in held.get(path, (None,))]
            if earlier:
                world.may_hold(path, (*texts, *earlier), world.why_unread(path))
            if background and before.get(path) != texts:
                world.opened[path] = None
                world.may_hold(path, (*texts, *before.get(path, ()), None))


def _texts(world: World) -> Texts:
    return {path: world.texts(path) for path in world.files}
