"""The real clock. Everything that thinks gets time and ids as arguments; this is where they come from."""

from __future__ import annotations

import os
import threading
import time
import uuid


class SystemClock:
    """`ports.Clock` on the machine's clocks."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._last = 0

    def monotonic_s(self) -> float:
        return time.monotonic()

    def unix_s(self) -> float:
        return time.time()

    def new_id(self) -> str:
        """UUIDv7 (RFC 9562, section 5.7): 48 bits of milliseconds, 12 bits of fraction, 62 random bits.

        Milliseconds with their fraction never fall, so ids sort by creation even when the clock steps back.
        """
        with self._lock:
            now = max(time.time_ns() * 4096 // 1_000_000, self._last + 1)
            self._last = now
        milliseconds, fraction = divmod(now, 4096)
        tail = int.from_bytes(os.urandom(8)) & (2**62 - 1)
        return str(uuid.UUID(int=(milliseconds & (2**48 - 1)) << 80 | 7 << 76 | fraction << 64 | 2 << 62 | tail))
