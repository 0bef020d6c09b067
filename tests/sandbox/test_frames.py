"""Reading what the agent sends: bytes in, frames or a `ProtocolError` out, and nothing else."""

from __future__ import annotations

import asyncio
import contextlib
import struct

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interlock.sandbox.local import frames
from interlock.sandbox.local.frames import Frame, Inbox, ProtocolError


async def read(data: bytes) -> Frame:
    reader = asyncio.StreamReader()
    reader.feed_data(data)
    reader.feed_eof()
    return (await frames.read(reader))[0]


@given(st.binary(max_size=200))
@settings(max_examples=300)
def test_any_bytes_are_a_frame_or_a_refusal(body: bytes) -> None:
    with contextlib.suppress(ProtocolError):
        frames.event_of(asyncio.run(read(struct.pack("!I", len(body)) + body)))


values = st.one_of(st.integers(-(2**70), 2**70), st.text(max_size=9), st.floats(), st.none(), st.booleans())


@given(st.dictionaries(st.sampled_from(Frame.__struct_fields__), values))
@settings(max_examples=300)
def test_any_object_is_an_event_or_a_refusal(fields: dict[str, object]) -> None:
    try:
        body = msgspec.json.encode({"event": "exited", **fields})
    except (msgspec.MsgspecError, OverflowError, ValueError):
        return
    with contextlib.suppress(ProtocolError):
        event = frames.event_of(asyncio.run(read(struct.pack("!I", len(body)) + body)))
        assert msgspec.json.decode(msgspec.json.encode(event), type=type(event)) == event


async def test_a_frame_over_the_limit_is_refused_before_it_is_read() -> None:
    with pytest.raises(ProtocolError, match=str(2**31)):
        await read(struct.pack("!I", 2**31))


async def test_an_inbox_takes_what_an_honest_agent_sends_and_no_more() -> None:
    inbox = Inbox()
    inbox.put(Frame("result"), frames.MOST_FRAME_BYTES)
    for _ in range(20):
        inbox.put(Frame("output"), 2**16)
    with pytest.raises(ProtocolError):
        for _ in range(2**16):
            inbox.put(Frame("output"), 1)


async def test_what_came_before_the_end_is_still_delivered() -> None:
    inbox = Inbox()
    inbox.put(Frame("output"), 10)
    inbox.lose("gone")
    assert await inbox.get() == (Frame("output"), 10) and await inbox.get() is None and inbox.waiting_bytes == 0
