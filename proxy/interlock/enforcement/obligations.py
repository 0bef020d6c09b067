"""Obligations: what enforcement must do beside letting an action run. One we do not know turns an allow into a
refusal."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from interlock.model.decision import Obligation


@dataclass(frozen=True, slots=True)
class Bounds:
    """What the obligations of one decision come to."""

    time_s: float | None = None
    """Upper bound of the run; None: no bound from policy."""
    output_bytes: int | None = None
    """Most bytes of stdout and stderr together that reach the caller; the rest is dropped and said."""


_KNOWN = ("cap_time", "cap_output")


def unknown_obligations(obligations: Iterable[Obligation]) -> tuple[str, ...]:
    """Kinds that this version cannot carry out, including known ones with a value that makes no sense."""
    return tuple(o.kind for o in obligations if o.kind not in _KNOWN or type(o.value) is not int or o.value <= 0)


def bounds(obligations: Iterable[Obligation]) -> Bounds:
    """The strictest of each kind. Expects obligations without unknown ones."""
    times = [o.value for o in obligations if o.kind == "cap_time" and isinstance(o.value, int)]
    outputs = [o.value for o in obligations if o.kind == "cap_output" and isinstance(o.value, int)]
    return Bounds(time_s=float(min(times)) if times else None, output_bytes=min(outputs) if outputs else None)
