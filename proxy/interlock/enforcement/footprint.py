"""What a running action relies on and changes: the part of its facts that other actions of the session can upset."""

from __future__ import annotations

from dataclasses import dataclass

from interlock.model import facts as f

_CHANGING = frozenset({"write", "append", "create", "delete", "move", "link", "extract"})


@dataclass(frozen=True, slots=True)
class Footprint:
    """Absolute paths. Effects on files that no fact shows are not in it."""

    relies: frozenset[str] = frozenset()
    """Files whose text it was judged by, or that it runs without anybody having seen them."""
    writes: frozenset[str] = frozenset()
    """Files and trees that it changes."""
    trees: tuple[tuple[str, str], ...] = ()
    """Of what it changes under names only the run knows: the directory, and how the path ends (perhaps empty)."""

    def changes(self, path: str) -> bool:
        """Whether it may change the file at `path`."""
        if not self.writes.isdisjoint((path, *_above(path))):
            return True
        return any(path.startswith(directory) and path.endswith(ending) for directory, ending in self.trees)


NOTHING = Footprint()


def footprint(facts: f.Facts) -> Footprint:
    """The footprint of an action with these facts."""
    relies = {*facts.memory.files}
    writes: set[str] = set()
    trees: set[tuple[str, str]] = set()
    for effect in facts.files:
        if effect.op == "execute" and effect.resolved is not None:
            relies.add(effect.resolved)
        if effect.op not in _CHANGING:
            continue
        if effect.resolved is not None:
            writes.add(effect.resolved)
        else:
            trees.add((effect.ancestors[-1] if effect.ancestors else "", _ending(effect.path)))
    for code in facts.code:
        if code.file is not None and (path := facts.files[code.file].resolved) is not None:
            relies.add(path)
    return Footprint(frozenset(relies), frozenset(writes), tuple(sorted(trees)))


def _above(path: str) -> list[str]:
    """Every directory that holds the path, `/` left out: who changes that has no file in mind."""
    parts = path.split("/")
    return ["/".join(parts[:i]) for i in range(2, len(parts))]


def _ending(value: f.Value) -> str:
    match value:
        case f.Literal(text=text) | f.Suffix(text=text):
            return text
        case f.Concat(parts=parts):
            return _ending(parts[-1]) if parts else ""
        case _:
            return ""
