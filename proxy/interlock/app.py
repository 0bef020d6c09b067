"""The composition root: the only code that names concrete adapters. Everything else sees ports."""

from __future__ import annotations

import asyncio
import gc
import logging
import signal
import socket
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import structlog
import uvloop

from interlock import __version__
from interlock.audit.log import SegmentLog
from interlock.clock import SystemClock
from interlock.config import Settings
from interlock.enforcement.enforcer import Enforcer, EnforcerSettings
from interlock.enforcement.sessions import SessionTable
from interlock.errors import ConfigError, DependencyError
from interlock.model import action as a
from interlock.model.attributes import Attributes
from interlock.model.decision import Decision, RuleAnswer
from interlock.model.limits import Limits
from interlock.model.principal import Principal
from interlock.model.record import SystemRecord
from interlock.model.session import Memory
from interlock.policy import probe
from interlock.policy.access import Access
from interlock.policy.active import ActivePolicy
from interlock.policy.binary import Opa, find_opa
from interlock.policy.bundle import Bundle, build_bundle
from interlock.policy.follower import Follower, PolicyEvent
from interlock.policy.opa import OpaDecisionPoint, Remote
from interlock.policy.signing import VerificationKey
from interlock.policy.source import source
from interlock.policy.supervisor import OpaSupervisor
from interlock.ports import Analysis, AnalysisPool, DecisionPoint, Ruling, ruling
from interlock.sandbox.local.backend import LocalBackend, LocalSettings
from interlock.server.server import GrpcServer, ServerSettings
from interlock.workers.pool import WorkerPool

LIMITS = Limits()
_CHECK_TIMEOUT_S = 10.0
"""`interlock check` is no enforcement point: a slow machine is no reason to refuse an answer."""

_SWEEP_INTERVAL_S = 5.0

_log = structlog.get_logger("interlock")


@dataclass(frozen=True, slots=True)
class Proxy:
    """A proxy that serves."""

    address: str
    """Where it listens: host:port, or unix:path."""
    revision: str
    """Of the policy when it began to serve."""
    policy: Deciding
    isolation: dict[str, str]
    """Of its sandboxes."""
    log: str
    """Directory of its audit log."""
    started_in_s: float


class Question(Protocol):
    """What a check is about."""

    @property
    def action(self) -> a.Action: ...
    @property
    def memory(self) -> Memory: ...


# --- pieces that commands use by themselves ---------------------------------------------------------------------------


@asynccontextmanager
async def analysis_pool(settings: Settings) -> AsyncIterator[AnalysisPool]:
    """Warm analysis workers. Raises `ConfigError` where a knowledge file is broken."""
    pool = await WorkerPool.start(
        workers=settings.analysis_workers,
        cache_bytes=settings.analysis_cache_bytes,
        knowledge=_knowledge(settings.knowledge_files),
    )
    try:
        yield pool
    finally:
        await pool.close()


def _knowledge(files: list[Path]) -> bytes:
    """The organisation's tables. Read once: every worker that is ever started has the same."""
    if not files:
        return b""
    from interlock.analysis import knowledge  # with all of its own tables, which this process does not need otherwise

    return knowledge.read(files)


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


@dataclass(frozen=True, slots=True)
class LocalLab:
    """`workbench.lab.Lab` on an OPA and workers of one's own."""

    revision: str
    opa: Opa
    _pool: AnalysisPool
    _decisions: OpaDecisionPoint

    async def analyze(self, action: a.Action, memory: Memory) -> Analysis:
        return await self._pool.analyze(action, memory, LIMITS)

    async def decide(self, action: a.Action, analysis: Analysis, attributes: Attributes) -> Decision:
        return await self._decisions.decide(action, analysis, attributes, timeout_s=_CHECK_TIMEOUT_S)

    async def decide_document(self, document: bytes) -> Decision:
        return await self._decisions.decide_document(document, timeout_s=_CHECK_TIMEOUT_S)

    async def explain(self, action: a.Action, analysis: Analysis, attributes: Attributes) -> tuple[RuleAnswer, ...]:
        return await self._decisions.explain(action, analysis, attributes, timeout_s=_CHECK_TIMEOUT_S)


@asynccontextmanager
async def lab(settings: Settings) -> AsyncIterator[LocalLab]:
    """Where policies are tried. Nothing is recorded. Raises `ConfigError` where the policies are not usable."""
    async with AsyncExitStack() as stack:
        scratch = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="interlock-")))
        pool = await stack.enter_async_context(analysis_pool(settings))
        decisions, bundle, opa = await stack.enter_async_context(supervised_opa(settings, scratch))
        yield LocalLab(bundle.revision, opa, pool, decisions)


@asynccontextmanager
async def local_decisions(settings: Settings) -> AsyncIterator[Callable[[Question], Awaitable[Ruling]]]:
    """For `interlock check` without a proxy."""
    async with lab(settings) as here:

        async def ask(question: Question) -> Ruling:
            analysis = await here.analyze(question.action, question.memory)
            attributes = Attributes(principal=Principal(), profile=settings.profile, time_unix_s=int(time.time()))
            return ruling(await here.decide(question.action, analysis, attributes), analysis)

        yield ask


# --- who decides ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Deciding:
    """The decision point of a proxy, and where its policy comes from."""

    decisions: DecisionPoint
    source: str
    """Of the policy: a directory, a bundle, an OPA."""
    opa: str
    """The private OPA's version; empty where somebody else runs it."""
    reload: Callable[[], Awaitable[None]]
    """Look for a newer policy now. What is wrong with one is told, and the one before stays."""


Tell = Callable[[PolicyEvent], Awaitable[None]]


@asynccontextmanager
async def deciding(settings: Settings, data_dir: Path, tell: Tell) -> AsyncIterator[Deciding]:
    """Raises `ConfigError` or `DecisionPointError` where nobody could decide."""
    if settings.opa_url:
        async with _remote_opa(settings) as found:
            yield found
        return
    opa = find_opa(settings.opa, settings.tools_dir)
    if opa.warning:
        _log.warning(opa.warning)
    async with AsyncExitStack() as stack:
        if settings.policy_bundle:
            yield await _following(settings, opa, data_dir, tell, stack)
        else:
            yield await _directory(settings, opa, data_dir, tell, stack)


@asynccontextmanager
async def _remote_opa(settings: Settings) -> AsyncIterator[Deciding]:
    if settings.policy_bundle:
        raise ConfigError("`opa_url` and `policy_bundle` are both set", "the OPA at `opa_url` has its own policy")
    token = settings.opa_token.get_secret_value()
    access = Access(settings.opa_ca, token, settings.opa_certificate)
    access.tls()  # a file that is none is a fault of the settings, not an outage
    decisions = OpaDecisionPoint(Remote(settings.opa_url, access))
    try:
        await probe.prove(decisions)

        async def reload() -> None:
            _log.info("the policy is the business of the OPA at `opa_url`")

        yield Deciding(decisions, settings.opa_url, "", reload)
    finally:
        await decisions.close()


async def _directory(settings: Settings, opa: Opa, data_dir: Path, tell: Tell, stack: AsyncExitStack) -> Deciding:
    active = ActivePolicy(opa, data_dir / "run")
    stack.push_async_callback(active.close)
    bundles = data_dir / "run" / "bundles"
    await active.switch(await asyncio.to_thread(build_bundle, settings.policies, bundles, opa))

    async def reload() -> None:
        before = active.bundle.revision
        try:
            await active.switch(await asyncio.to_thread(build_bundle, settings.policies, bundles, opa))
        except (ConfigError, DependencyError) as error:
            _log.error("the policy stays as it is: %s", error)
            await tell(PolicyEvent("policy_rejected", {"cause": "rego", "detail": str(error)}))
            return
        if active.bundle.revision != before:
            await tell(PolicyEvent("policy_activated", {"revision": active.bundle.revision}))

    return Deciding(active, str(settings.policies), opa.version_text, reload)


async def _following(settings: Settings, opa: Opa, data_dir: Path, tell: Tell, stack: AsyncExitStack) -> Deciding:
    if settings.policy_key is None:
        raise ConfigError("`policy_bundle` without `policy_key`", "name the public key that the bundle is signed with")
    key = VerificationKey.read(settings.policy_key, settings.policy_key_id)
    access = Access(settings.policy_ca, settings.policy_token.get_secret_value(), settings.policy_certificate)
    access.tls()
    active = ActivePolicy(opa, data_dir / "run", stale=lambda: follower.stale())
    stack.push_async_callback(active.close)
    follower = Follower(
        active,
        source(settings.policy_bundle, access),
        key,
        data_dir / "policy",
        now_unix_s=time.time,
        tell=tell,
        max_age_s=settings.policy_max_age_s,
    )
    stack.push_async_callback(follower.close)
    await follower.start()
    following = asyncio.create_task(follower.follow(settings.policy_poll_s))
    stack.callback(following.cancel)
    return Deciding(active, settings.policy_bundle, opa.version_text, follower.look)


# --- the proxy --------------------------------------------------------------------------------------------------------


@asynccontextmanager
async def serving(settings: Settings) -> AsyncIterator[Proxy]:
    """The whole proxy, until the context is left. Raises `ConfigError` with a remedy where a part cannot start."""
    began = time.monotonic()
    _refuse_open_doors(settings)
    data_dir = _own(settings.data_dir)
    clock = SystemClock()
    async with AsyncExitStack() as stack:
        audit = await asyncio.to_thread(SegmentLog.open, data_dir / "audit", origin=_origin(data_dir), clock=clock)
        stack.push_async_callback(audit.close)
        backend = local_backend(settings)
        stack.push_async_callback(backend.close)
        # The slow parts start side by side; each is left on the stack as soon as it is there.
        parts = await stack.enter_async_context(AsyncExitStack())

        async def tell(event: PolicyEvent) -> None:
            await audit.append(SystemRecord(event=event.event, detail=event.detail))

        pool, policy, _ = await asyncio.gather(
            parts.enter_async_context(analysis_pool(settings)),
            parts.enter_async_context(deciding(settings, data_dir, tell)),
            backend.start(),
        )
        enforcer = Enforcer(
            analysis=pool,
            decisions=policy.decisions,
            log=audit,
            backend=backend,
            clock=clock,
            sessions=SessionTable(settings.sessions),
            settings=enforcer_settings(settings),
        )
        stack.push_async_callback(enforcer.close)
        sweeping = asyncio.create_task(_sweep(enforcer))
        stack.callback(sweeping.cancel)
        server = GrpcServer(enforcer, audit, server_settings(settings), blocked=lambda: audit.blocked)
        port = await server.start(settings.listen)
        stack.push_async_callback(server.stop)
        at_path = settings.listen.startswith("unix:")
        address = settings.listen if at_path else f"{settings.listen.rpartition(':')[0]}:{port}"
        revision = (await policy.decisions.stamp()).revision
        detail = {"version": __version__, "policy": revision, "profile": settings.profile, "listen": address}
        await audit.append(SystemRecord(event="serving", detail=detail))
        yield Proxy(
            address=address,
            revision=revision,
            policy=policy,
            isolation=dict(backend.isolation),
            log=str(data_dir / "audit"),
            started_in_s=time.monotonic() - began,
        )


def run(settings: Settings, announce: Callable[[Proxy], None]) -> None:
    """Serve until SIGTERM or SIGINT."""
    _configure_logs(settings.log_level)

    tasks: set[asyncio.Task[None]] = set()

    def reloading(policy: Deciding) -> None:
        task = asyncio.ensure_future(_reloaded(policy))
        tasks.add(task)
        task.add_done_callback(tasks.discard)

    async def main() -> None:
        ended = asyncio.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            asyncio.get_running_loop().add_signal_handler(number, ended.set)
        async with serving(settings) as proxy:
            gc.collect()
            gc.freeze()  # what is loaded by now stays for good: no collection need look at it again
            asyncio.get_running_loop().add_signal_handler(signal.SIGHUP, lambda: reloading(proxy.policy))
            announce(proxy)
            await ended.wait()
            _log.info("stopping")

    uvloop.run(main())


def local_backend(settings: Settings) -> LocalBackend:
    """The local sandboxes, not started yet."""
    return LocalBackend(
        LocalSettings(
            runtime_dir=settings.runtime_dir,
            pool_size=settings.pool,
            memory_bytes=settings.sandbox_memory_bytes,
            home_bytes=settings.sandbox_disk_bytes,
            tmp_bytes=settings.sandbox_disk_bytes,
            processes=settings.sandbox_processes,
            default_timeout_s=settings.command_timeout_s,
            require_cgroup=settings.require_cgroup,
        )
    )


def enforcer_settings(settings: Settings) -> EnforcerSettings:
    return EnforcerSettings(
        profile=settings.profile,
        decision_timeout_s=settings.decision_timeout_s,
        session_lifetime_s=settings.session_lifetime_s,
        limits=LIMITS,
    )


def server_settings(settings: Settings) -> ServerSettings:
    return ServerSettings(
        key_digests={agent: digest.get_secret_value() for agent, digest in settings.api_keys.items()},
        message_bytes=settings.message_bytes,
    )


async def _reloaded(policy: Deciding) -> None:
    try:
        await policy.reload()
    except Exception:  # a signal has nobody to raise to
        _log.exception("reloading the policy")


async def _sweep(enforcer: Enforcer) -> None:
    while True:
        await asyncio.sleep(_SWEEP_INTERVAL_S)
        await enforcer.sweep()


def _refuse_open_doors(settings: Settings) -> None:
    """Without keys, whoever reaches the port may use it: then it must be one that only this machine reaches."""
    host = settings.listen.rpartition(":")[0].strip("[]")
    if settings.api_keys or host in ("127.0.0.1", "::1", "localhost") or settings.listen.startswith("unix:"):
        return
    raise ConfigError(
        f"`{settings.listen}` is not loopback and there are no API keys", "set `api_keys`, or listen on 127.0.0.1"
    )


def _own(directory: Path) -> Path:
    """The data directory, readable by nobody else. Raises `ConfigError`."""
    try:
        directory.mkdir(mode=0o700, parents=True, exist_ok=True)
        directory.chmod(0o700)
    except OSError as error:
        raise ConfigError(
            f"the data directory `{directory}` is not usable: {error.strerror}", "choose another --data-dir"
        ) from error
    return directory


def _origin(data_dir: Path) -> str:
    """Name of this proxy's log: made once, then kept beside it."""
    file = data_dir / "origin"
    if not file.exists():
        file.write_text(f"{socket.gethostname()}/{SystemClock().new_id()}\n")
    return file.read_text().strip()


def _configure_logs(level: str) -> None:
    """Operational logs go to stderr, one JSON object a line, whoever wrote them; they are not the audit log."""
    number = logging.getLevelNamesMapping()[level.upper()]
    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        wrapper_class=structlog.make_filtering_bound_logger(number),
        logger_factory=structlog.stdlib.LoggerFactory(),
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.JSONRenderer(),
            ],
        )
    )
    logging.basicConfig(level=number, handlers=[handler], force=True)
