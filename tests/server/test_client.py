"""The client library against a real server."""

from __future__ import annotations

import pytest

from face import Face
from interlock.client import Client


async def test_a_session_that_cannot_be_closed_does_not_replace_what_came_of_it(
    face: Face, caplog: pytest.LogCaptureFixture
) -> None:
    async with Client(f"127.0.0.1:{face.port}", timeout_s=2.0) as client, client.session() as session:
        completed = [m.WhichOneof("event") async for m in session.run_command("ls")]
        await face.server.stop()

    assert completed[-1] == "completion"
    assert [r.levelname for r in caplog.records if r.name == "interlock.client"] == ["WARNING"]


async def test_an_error_inside_a_session_is_what_its_user_sees(face: Face) -> None:
    async with Client(f"127.0.0.1:{face.port}", timeout_s=2.0) as client:
        with pytest.raises(LookupError, match="mine"):
            async with client.session():
                await face.server.stop()
                raise LookupError("mine")
