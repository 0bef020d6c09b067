"""The gRPC server: services, health for each of them, reflection, limits."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, cast

import grpc
from google.protobuf import descriptor_pool
from google.protobuf.message_factory import GetMessageClass
from grpc_health.v1 import health, health_pb2, health_pb2_grpc
from grpc_reflection.v1alpha import reflection

from interlock.enforcement.enforcer import Enforcer
from interlock.errors import ConfigError
from interlock.ports import AuditLog
from interlock.server.calls import Desk, reader
from interlock.server.principal import Doorkeeper
from interlock.server.services.audit import AuditService
from interlock.server.services.decision import DecisionService
from interlock.server.services.execution import ExecutionService
from interlock.server.services.file import FileService
from interlock.server.services.session import SessionService
from interlock.v1 import (
    audit_pb2,
    audit_pb2_grpc,
    decision_pb2,
    decision_pb2_grpc,
    execution_pb2,
    execution_pb2_grpc,
    file_pb2,
    file_pb2_grpc,
    session_pb2,
    session_pb2_grpc,
)

SERVICES = tuple(
    module.DESCRIPTOR.services_by_name[name].full_name
    for module, name in (
        (session_pb2, "SessionService"),
        (execution_pb2, "ExecutionService"),
        (file_pb2, "FileService"),
        (decision_pb2, "DecisionService"),
        (audit_pb2, "AuditService"),
    )
)
_HEALTH_INTERVAL_S = 0.5


@dataclass(frozen=True, slots=True)
class ServerSettings:
    """Limits of the face."""

    key_digests: Mapping[str, str] = field(default_factory=dict)
    message_bytes: int = 16 * 2**20
    streams_per_connection: int = 256
    stop_grace_s: float = 10.0


class GrpcServer:
    """Serves one enforcer."""

    def __init__(
        self,
        enforcer: Enforcer,
        log: AuditLog,
        settings: ServerSettings,
        *,
        blocked: Callable[[], str] = lambda: "",
    ) -> None:
        """`blocked` says why nothing can be served now (empty: all is well); health follows it."""
        self._settings = settings
        self._blocked = blocked
        self._watching: asyncio.Task[None] | None = None
        self._server = grpc.aio.server(
            options=[
                ("grpc.max_receive_message_length", settings.message_bytes),
                ("grpc.max_send_message_length", -1),
                ("grpc.max_concurrent_streams", settings.streams_per_connection),
                ("grpc.so_reuseport", 0),  # a second proxy on the same port is a mistake, not a replica
                ("grpc.max_metadata_size", 16 * 1024),
                ("grpc.http2.min_recv_ping_interval_without_data_ms", 10_000),
            ]
        )
        desk = Desk(enforcer, Doorkeeper(settings.key_digests))
        register = cast(grpc.aio.Server, _Registrar(self._server))  # all that the generated functions call
        session_pb2_grpc.add_SessionServiceServicer_to_server(SessionService(desk), register)
        execution_pb2_grpc.add_ExecutionServiceServicer_to_server(ExecutionService(desk), register)
        file_pb2_grpc.add_FileServiceServicer_to_server(FileService(desk), register)
        decision_pb2_grpc.add_DecisionServiceServicer_to_server(DecisionService(desk), register)
        audit_pb2_grpc.add_AuditServiceServicer_to_server(AuditService(desk, log), register)
        self._health = health.aio.HealthServicer()
        health_pb2_grpc.add_HealthServicer_to_server(self._health, self._server)
        names = (*SERVICES, health.SERVICE_NAME, reflection.SERVICE_NAME)
        reflection.enable_server_reflection(names, self._server)

    async def start(self, address: str) -> int:
        """Listen, and return the port. Raises `ConfigError` where the address cannot be had."""
        try:
            port = self._server.add_insecure_port(address)
        except RuntimeError as error:
            raise ConfigError(
                f"cannot listen on `{address}`",
                "is another proxy running? choose another --listen (with `make run`: INTERLOCK_LISTEN)",
            ) from error
        await self._server.start()
        await self._report("")
        self._watching = asyncio.create_task(self._watch())
        return port

    async def stop(self) -> None:
        """NOT_SERVING at once; accepted calls have the grace to finish."""
        if self._watching is not None:
            self._watching.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._watching
        await self._health.enter_graceful_shutdown()
        await self._server.stop(self._settings.stop_grace_s)

    async def _watch(self) -> None:
        was = ""
        while True:
            await asyncio.sleep(_HEALTH_INTERVAL_S)
            now = self._blocked()
            if bool(now) != bool(was):
                await self._report(now)
            was = now

    async def _report(self, blocked: str) -> None:
        status = health_pb2.HealthCheckResponse.NOT_SERVING if blocked else health_pb2.HealthCheckResponse.SERVING
        for service in ("", *SERVICES):
            await self._health.set(service, status)


class _Registrar:
    """Takes the place of the server while a service is added: its methods get deserializers that never raise."""

    def __init__(self, server: grpc.aio.Server) -> None:
        self._server = server

    def add_generic_rpc_handlers(self, handlers: object) -> None:
        """The same methods come by name as well."""

    def add_registered_method_handlers(
        self, service: str, handlers: Mapping[str, grpc.RpcMethodHandler[Any, Any]]
    ) -> None:
        methods = descriptor_pool.Default().FindServiceByName(service).methods_by_name
        tolerant = {
            name: handler._replace(  # type: ignore[attr-defined]  # a named tuple, which the type stubs do not say
                request_deserializer=reader(GetMessageClass(methods[name].input_type))
            )
            for name, handler in handlers.items()
        }
        self._server.add_registered_method_handlers(service, tolerant)
