"""What a run put out: counted, hashed and capped on its way to the caller."""

from __future__ import annotations

import hashlib
import time

from interlock.model.output import CodeError, Event, Exited, Output, Started


class Tally:
    """Counts and hashes what a run puts out, and caps it."""

    def __init__(self) -> None:
        self.exit: Exited | None = None
        self.process = ""
        self.bytes = {"stdout": 0, "stderr": 0}
        self.digest = hashlib.sha256()
        self._began: float | None = None
        self._cap: int | None = None
        self._capped = False

    def start(self, cap_bytes: int | None = None) -> None:
        self._began = time.monotonic()
        self._cap = cap_bytes

    def duration_us(self) -> int:
        return 0 if self._began is None else int((time.monotonic() - self._began) * 1e6)

    def take(self, event: Event) -> tuple[Event, ...]:
        """What of `event` reaches the caller. Bytes are counted and hashed as the program wrote them, before the
        cap."""
        match event:
            case Output(stream=stream, data=data):
                room = None if self._cap is None else self._cap - sum(self.bytes.values())
                self.bytes[stream] += len(data)
                self.digest.update(data)
                if room is None or len(data) <= room:
                    return (event,)
                note = () if self._capped else (_capped(self._cap or 0),)
                self._capped = True
                return (*((Output(stream=stream, data=data[:room]),) if room > 0 else ()), *note)
            case Exited():
                self.exit = event
            case Started(process=process):
                self.process = process
            case CodeError(value=value):
                self.digest.update(value.encode("utf-8", "replace"))
            case _:
                pass
        return (event,)


def _capped(limit: int) -> Output:
    return Output(stream="stderr", data=f"interlock: output cut at {limit} bytes by policy\n".encode())
