"""Bounds of analysis. The figures come from what real texts need (16 KB, depth 12) with room to spare."""

from __future__ import annotations

import msgspec


class Limits(msgspec.Struct, frozen=True, kw_only=True):
    """What analysis may spend on one action. Past a limit the rest is opaque and `reading.limits` names the limit."""

    shell_bytes: int = 64 * 1024
    code_bytes: int = 256 * 1024
    upload_bytes: int = 1024 * 1024
    """Largest upload that is analysed as a program; larger ones are opaque as a program, not refused as a file."""
    compound_depth: int = 64
    substitution_depth: int = 32
    code_depth: int = 100
    unit_depth: int = 8
    commands: int = 2_000
    words: int = 20_000
    heredocs: int = 64
    calls: int = 10_000
    links: int = 256
    brace_words: int = 1_000
    folded_bytes: int = 64 * 1024
    soft_time_s: float = 0.25
    """Of processor time: the analyser stops by itself and reports what it has as partial."""
    hard_time_s: float = 1.0
    """The worker is killed."""
    worker_bytes: int = 512 * 1024 * 1024
