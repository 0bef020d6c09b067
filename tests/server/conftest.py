"""A real server on loopback: real enforcer and audit log, with scripted analysis, policy and sandbox behind them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from pathlib import Path

import grpc
import pytest

from face import Face, Script
from interlock.audit.log import SegmentLog
from interlock.clock import SystemClock
from interlock.enforcement.enforcer import Enforcer, EnforcerSettings
from interlock.enforcement.sessions import SessionTable
from interlock.server.server import GrpcServer, ServerSettings
from twins import ScriptedAnalysis, ScriptedBackend, ScriptedDecisions, ScriptedSandbox


@pytest.fixture
async def open_face(tmp_path: Path) -> AsyncIterator[Callable[..., Awaitable[Face]]]:
    """Starts servers, as told; all of them end with the test."""
    async with AsyncExitStack() as stack:

        async def start(
            *,
            script: Script | None = None,
            settings: ServerSettings | None = None,
            bounds: EnforcerSettings | None = None,
            analysis: ScriptedAnalysis | None = None,
            backend: ScriptedBackend | None = None,
            sessions: int = 4,
        ) -> Face:
            clock = SystemClock()
            log = await asyncio.to_thread(SegmentLog.open, tmp_path / "audit", origin="test", clock=clock)
            stack.push_async_callback(log.close)
            sandbox = ScriptedSandbox(script)
            decisions = ScriptedDecisions()
            enforcer = Enforcer(
                analysis=analysis or ScriptedAnalysis(),
                decisions=decisions,
                log=log,
                backend=backend or ScriptedBackend(sandbox),
                clock=clock,
                sessions=SessionTable(sessions),
                settings=bounds or EnforcerSettings(),
            )
            stack.push_async_callback(enforcer.close)
            face: Face | None = None
            server = GrpcServer(
                enforcer,
                log,
                settings or ServerSettings(stop_grace_s=0.2),
                blocked=lambda: face.blocked if face else "",
            )
            port = await server.start("127.0.0.1:0")
            stack.push_async_callback(server.stop)
            channel = grpc.aio.insecure_channel(
                f"127.0.0.1:{port}",
                options=[("grpc.max_send_message_length", -1), ("grpc.use_local_subchannel_pool", 1)],
            )
            stack.push_async_callback(channel.close)
            face = Face(channel, server, port, enforcer, decisions, sandbox, log)
            return face

        yield start


@pytest.fixture
async def face(open_face: Callable[..., Awaitable[Face]]) -> Face:
    """A server with its defaults."""
    return await open_face()
