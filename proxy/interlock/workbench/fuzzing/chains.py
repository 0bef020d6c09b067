"""Rewrites one after another: a text → a text that says the same in up to four other ways at once."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from random import Random

import msgspec

from interlock.workbench.fuzzing import rewrites  # noqa: F401  # declares them
from interlock.workbench.fuzzing.rewrite import LANGUAGES, REGISTRY, Language, Rewrite, Text

DEPTH = 4
"""Rewrites in a chain, at most."""
_MOST_CHARACTERS = 12_000
_TRIES = 12


class Step(msgspec.Struct, frozen=True, array_like=True):
    """One rewrite of a chain."""

    rewrite: str
    chance: int
    """What it does where it can do several things: it is given `Random(chance)`."""


@dataclass(frozen=True, slots=True)
class Variant:
    """A text, and how it came about."""

    text: Text
    chain: tuple[Step, ...]

    @property
    def told(self) -> str:
        """The chain in words."""
        return " → ".join(step.rewrite for step in self.chain)


def rewrites_of(language: Language, everyday: bool = False) -> tuple[Rewrite, ...]:
    """Those that take a text of `language`; with `everyday`, those that leave a harmless text harmless."""
    return tuple(r for r in REGISTRY.values() if r.takes == language and (r.everyday or not everyday))


def replayed(text: Text, chain: tuple[Step, ...]) -> Text | None:
    """What the chain makes of `text`; None where a precondition is not met."""
    for step in chain:
        rewrite = REGISTRY.get(step.rewrite)
        if rewrite is None or rewrite.takes != text.language:
            return None
        try:
            made = rewrite.apply(text, Random(step.chance))
        except (ValueError, SyntaxError, RecursionError):  # what encoders and Python's own reader say to odd texts
            return None
        if made is None or len(made.source) > _MOST_CHARACTERS:
            return None
        text = made
    return text


def variant(text: Text, seed: str, number: int, *, everyday: bool = False) -> Variant | None:
    """The variant of that number: a function of its arguments. None where nothing can be rewritten.

    Those of even numbers are of one rewrite, each in its turn; the others of two to four, families before rewrites, so
    that a family with few of them is not forgotten.
    """
    known = rewrites_of(text.language, everyday)
    if not number % 2:
        turns = list(known)
        Random(f"{seed}:order").shuffle(turns)
        chance = Random(f"{seed}:{number}")
        for skipped in range(_TRIES):
            step = Step(turns[(number // 2 + skipped * 7) % len(turns)].name, chance.getrandbits(32))
            made = replayed(text, (step,))
            if made is not None:
                return Variant(made, (step,))
        return None
    chance = Random(f"{seed}:{number}")
    return drawn(text, chance, chance.choice((2, 2, 2, 3, 3, 4)), everyday=everyday)


def drawn(text: Text, chance: Random, depth: int, *, everyday: bool = False) -> Variant | None:
    """A chain of `depth` rewrites, or of as many as could be applied."""
    chain: list[Step] = []
    for _ in range(_TRIES * depth):
        if len(chain) == depth:
            break
        families = _FAMILIES[text.language]
        rewrite = chance.choice(families[chance.choice(sorted(families))])
        step = Step(rewrite.name, chance.getrandbits(32))
        made = replayed(text, (step,)) if rewrite.everyday or not everyday else None
        if made is not None:
            text, chain = made, [*chain, step]
    return Variant(text, tuple(chain)) if chain else None


def _families(language: Language) -> dict[str, list[Rewrite]]:
    found: dict[str, list[Rewrite]] = defaultdict(list)
    for rewrite in rewrites_of(language):
        found[rewrite.family].append(rewrite)
    return dict(found)


_FAMILIES = {language: _families(language) for language in LANGUAGES}
