"""The composition root: the only code that names concrete adapters. Everything else sees ports."""

from __future__ import annotations

import asyncio
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import structlog

from interlock import __version__
from interlock.audit.log import SegmentLog
from interlock.clock import SystemClock
from interlock.config import Settings
from interlock.enforcement.enforcer import Enforcer, EnforcerSettings
from interlock.enforcement.sessions import SessionTable
from interlock.model import action as a
from interlock.model.attributes import Attributes
from interlock.model.limits import Limits
from interlock.model.principal import Principal
from interlock.model.record import SystemRecord
from interlock.model.session import Memory
from interlock.policy.binary import Opa, find_opa
from interlock.policy.bundle import Bundle, build_bundle
from interlock.policy.opa import OpaDecisionPoint
from interlock.policy.supervisor import OpaSupervisor
from interlock.ports import AnalysisPool, Ruling, ruling
from interlock.sandbox.local.backend import LocalBackend
from interlock.server.server import GrpcServer
from interlock.workers.pool import WorkerPool

LIMITS = Limits()
_CHECK_TIMEOUT_S = 10.0
"""`interlock check` is no enforcement point: a slow machine is no reason to refuse an answer."""

_log = structlog.get_logger("interlock")

Ask = Callable[[a.Action, Memory], Awaitable[Ruling]]


@dataclass(frozen=True, slots=True)
class Proxy:
    """A proxy that serves."""

    address: str
    revision: str
    opa: Opa
    isolation: dict[str, str]
    log: str
    started_in_s: float


# --- pieces that commands use by themselves ---------------------------------------------------------------------------


@asynccontextmanager
async def analysis_pool(settings: Settings) -> AsyncIterator[AnalysisPool]:
    """Warm analysis workers."""
    pool = await WorkerPool.start(
        workers=settings.analysis_workers, limits=LIMITS, cache_bytes=settings.analysis_cache_bytes
    )
    try:
        yield pool
    finally:
        await pool.close()


@asynccontextmanager
async def supervised_opa(settings: Settings, runtime_dir: Path) -> AsyncIterator[tuple[OpaDecisionPoint, Bundle, Opa]]:
    """A private OPA on the bundle of the configured policies. Raises `ConfigError` where either is not usable."""
    opa = find_opa(settings.opa, settings.tools_dir)
    if opa.warning:
        _log.warning(opa.warning)
    bundle = await asyncio.to_thread(build_bundle, settings.policies, runtime_dir / "bundles", opa)
    supervisor = OpaSupervisor(opa, bundle, runtime_dir / "opa")
    await supervisor.start()
    decisions = OpaDecisionPoint(supervisor.socket)
    try:
        yield decisions, bundle, opa
    finally:
        await decisions.close()
        await supervisor.stop()


@asynccontextmanager
async def local_decisions(settings: Settings) -> AsyncIterator[Ask]:
    """Analysis and an OPA of one's own, for `interlock check` without a proxy. Nothing is recorded."""
    async with AsyncExitStack() as stack:
        scratch = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="interlock-")))
        pool = await stack.enter_async_context(analysis_pool(settings))
        decisions, _, _ = await stack.enter_async_context(supervised_opa(settings, scratch))

        async def ask(action: a.Action, memory: Memory) -> Ruling:
            analysis = await pool.analyze(action, memory, LIMITS)
            attributes = Attributes(principal=Principal(), profile=settings.profile, time_unix_s=int(time.time()))
            decision = await decisions.decide(action, analysis, attributes, timeout_s=_CHECK_TIMEOUT_S)
            return ruling(decision, analysis)

        yield ask


# --- the proxy --------------------------------------------------------------------------------------------------------


@asynccontextmanager
async def serving(settings: Settings) -> AsyncIterator[Proxy]:
    """The whole proxy, until the context is left. Raises `ConfigError` with a remedy where a part cannot start."""
    began = time.monotonic()
    _refuse_open_doors(settings)
    data_dir = settings.data_dir
    data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    clock = SystemClock()
    async with AsyncExitStack() as stack:
        # Processes are started before gRPC makes threads, and everything starts side by side: the slowest part decides.
        audit = await asyncio.to_thread(SegmentLog.open, data_dir / "audit", origin=_origin(), clock=clock)
        stack.push_async_callback(audit.close)
        backend = LocalBackend(local_settings(settings))
        stack.push_async_callback(backend.close)
        parts = AsyncExitStack()
        await stack.enter_async_context(parts)
        pool, (decisions, bundle, opa), _ = await asyncio.gather(
            parts.enter_async_context(analysis_pool(settings)),
            parts.enter_async_context(supervised_opa(settings, data_dir / "run")),
            backend.start(),
        )
        enforcer = Enforcer(
            analysis=pool,
            decisions=decisions,
            log=audit,
            backend=backend,
            clock=clock,
            sessions=SessionTable(settings.sessions),
            settings=EnforcerSettings(
                profile=settings.profile,
                decision_timeout_s=settings.decision_timeout_s,
                session_lifetime_s=settings.session_lifetime_s,
                limits=LIMITS,
            ),
        )
        stack.push_async_callback(enforcer.close)
        sweeping = asyncio.create_task(_sweep(enforcer))
        stack.callback(sweeping.cancel)
        server = GrpcServer(enforcer, audit, server_settings(settings))
        port = await server.start(settings.listen)
        stack.push_async_callback(server.stop)
        await audit.append(
            SystemRecord(event="serving", detail={"version": __version__, "policy": bundle.revision, "listen": settings.listen})
        )
        host = settings.listen.rpartition(":")[0]
        yield Proxy(f"{host}:{port}", bundle.revision, opa, dict(backend.isolation), str(data_dir / "audit"), time.monotonic() - began)
