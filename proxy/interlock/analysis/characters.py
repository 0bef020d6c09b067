"""Characters that make a text look other than it is, and those no program text needs."""

from __future__ import annotations

import re

from interlock.analysis.builder import FactsBuilder
from interlock.model.facts import Span, Text

# Unicode UAX #9 explicit formatting characters: they reorder what a reviewer sees.
_BIDI = re.compile("[\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c]+")
# Default-ignorable code points that change a word without showing. U+200D and U+FE0F join emoji, so those count only
# between ASCII letters, where nothing is joined.
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180e\u200b\u200c\u2060-\u2064\u3164\ufeff\uffa0]+|(?<=[!-~])[\u200d\ufe0f]+(?=[!-~])"
)
_CONTROL = re.compile("[\x01-\x08\x0b\x0e-\x1f\x7f\x80-\x9f]+")
_SUSPECT = re.compile("[^\t\n\r\x0c -~]")


def scan(builder: FactsBuilder, text: str, unit: int) -> None:
    """Add a `text` fact for each run of bidirectional, invisible or control characters; control characters that an
    interpreter or a terminal would act on are opaque as well. Form feed and CR are left to the readers."""
    if text.isascii() and not _SUSPECT.search(text):
        return
    for match in _BIDI.finditer(text):
        builder.add_text(Text(unit=unit, span=Span(*match.span()), kind="bidi", detail=_names(match.group())))
    for match in _INVISIBLE.finditer(text):
        builder.add_text(Text(unit=unit, span=Span(*match.span()), kind="invisible", detail=_names(match.group())))
    for match in _CONTROL.finditer(text):
        span = Span(*match.span())
        builder.add_text(Text(unit=unit, span=span, kind="control", detail=_names(match.group())))
        builder.opaque("control_chars", unit, span, _names(match.group()))


def _names(run: str) -> str:
    return " ".join(f"U+{ord(c):04X}" for c in run[:4])
