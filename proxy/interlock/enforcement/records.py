"""Actions as the audit log keeps them."""

from __future__ import annotations

import hashlib
from typing import Any, Literal, get_args, get_origin

import msgspec

from interlock.model import action as a
from interlock.model.record import ActionSummary

_EXCERPT_BYTES = 64 * 1024


def _content(kind: type) -> tuple[str, ...]:
    """Fields that `source` stands for in the record."""
    return () if kind is a.MoveFile else ("source", "content", "data")


def restored(summary: ActionSummary) -> a.Action | None:
    """The action that a summary was made of, proved by its digest; None where the record does not hold all of it."""
    kind = {a.kind_of(member): member for member in get_args(a.Action)}.get(summary.kind)
    if kind is None:
        return None
    fields: dict[str, Any] = {}
    for field in msgspec.structs.fields(kind):
        text = summary.parameters.get(field.name)
        if text is not None:
            plain = field.type is str or get_origin(field.type) is Literal
            fields[field.name] = text if plain else msgspec.json.decode(text, type=field.type)
    data = summary.source.encode("utf-8", "surrogatepass")
    match kind:
        case a.RunCommand | a.RunCode:
            fields["source"] = summary.source
        case a.StartProcess if "argv" not in fields:
            fields["source"] = summary.source
        case a.WriteFile:
            fields["content"] = data
        case a.SendInput:
            fields["data"] = data[len(fields.get("before", b"")) :]
    try:
        action = msgspec.convert(fields | {"kind": summary.kind}, kind, builtin_types=(bytes,))
    except msgspec.ValidationError:
        return None
    return action if a.digest(action) == summary.digest else None


def summary(action: a.Action, source: str) -> ActionSummary:
    """The action as the log keeps it: exact digests, the source up to 64 KiB, parameters as text."""
    data = action.content if isinstance(action, a.WriteFile) else source.encode("utf-8", "surrogatepass")
    parameters = {
        name: value if isinstance(value, str) else msgspec.json.encode(value).decode()
        for name, value in a.given(action).items()
        if name not in _content(type(action))
    }
    return ActionSummary(
        kind=a.kind(action),
        digest=a.digest(action),
        source=data[:_EXCERPT_BYTES].decode("utf-8", "replace"),
        source_bytes=len(data),
        source_sha256=hashlib.sha256(data).hexdigest(),
        parameters=parameters,
    )
