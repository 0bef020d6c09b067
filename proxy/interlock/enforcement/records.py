"""Actions as the audit log keeps them."""

from __future__ import annotations

import hashlib

import msgspec

from interlock.model import action as a
from interlock.model.record import ActionSummary

_EXCERPT_BYTES = 64 * 1024


def summary(action: a.Action, source: str) -> ActionSummary:
    """The action as the log keeps it: exact digests, the source up to 64 KiB, parameters as text."""
    data = action.content if isinstance(action, a.WriteFile) else source.encode("utf-8", "surrogatepass")
    parameters = {
        name: value if isinstance(value, str) else msgspec.json.encode(value).decode()
        for name in action.__struct_fields__
        if name not in ("source", "content", "data") and (value := getattr(action, name))
    }
    return ActionSummary(
        kind=a.kind(action),
        digest=a.digest(action),
        source=data[:_EXCERPT_BYTES].decode("utf-8", "replace"),
        source_bytes=len(data),
        source_sha256=hashlib.sha256(data).hexdigest(),
        parameters=parameters,
    )
