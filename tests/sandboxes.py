"""Sandboxes for tests: real ones. Where this machine cannot isolate, the tests fail in CI and are skipped elsewhere."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from builders import a_permit
from interlock.errors import ConfigError
from interlock.model import action as a
from interlock.model import output as o
from interlock.ports import Sandbox
from interlock.sandbox.local.backend import LocalBackend, LocalSettings
from interlock.sandbox.local.sandbox import LocalSandbox

RUNTIME = Path(__file__).parents[1] / ".runtime"
SESSION = "session"
"""The session of `a_permit`."""


def local_settings(**settings: object) -> LocalSettings:
    return LocalSettings(runtime_dir=RUNTIME, **{"pool_size": 0, **settings})  # type: ignore[arg-type]


@asynccontextmanager
async def a_backend(**settings: object) -> AsyncIterator[LocalBackend]:
    backend = LocalBackend(local_settings(**settings))
    await backend.start()
    try:
        yield backend
    finally:
        await backend.close()


async def create(backend: LocalBackend, action: a.CreateSession | None = None) -> LocalSandbox:
    return await backend.create(a_permit(action or a.CreateSession()), SESSION)  # type: ignore[arg-type]


@asynccontextmanager
async def a_sandbox(action: a.CreateSession | None = None, **settings: object) -> AsyncIterator[LocalSandbox]:
    async with a_backend(**settings) as backend:
        sandbox = await create(backend, action)
        try:
            yield sandbox
        finally:
            await sandbox.close()


async def do(sandbox: Sandbox, action: a.Action) -> list[o.Event]:
    return [event async for event in sandbox.perform(a_permit(action))]


async def run(sandbox: Sandbox, source: str, **options: object) -> tuple[str, o.Exited]:
    """What a command wrote to stdout, and how it ended."""
    events = await do(sandbox, a.RunCommand(source=source, **options))  # type: ignore[arg-type]
    return written(events), ending(events)


def written(events: list[o.Event], stream: str = "stdout") -> str:
    return b"".join(e.data for e in events if isinstance(e, o.Output) and e.stream == stream).decode()


def ending(events: list[o.Event]) -> o.Exited:
    last = events[-1]
    assert isinstance(last, o.Exited)
    return last


@pytest.fixture(scope="session", autouse=True)
def isolation() -> None:
    """Tests of sandboxes that silently ran none would be worse than none."""

    async def try_one() -> None:
        async with a_backend():
            pass

    try:
        asyncio.run(try_one())
    except ConfigError as error:
        words = f"no sandbox on this machine: {error}; {error.remedy}"
        if os.environ.get("CI") == "true":
            pytest.fail(words, pytrace=False)
        pytest.skip(words)
