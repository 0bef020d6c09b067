"""The server around the services: health, reflection, limits, stopping."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncGenerator, Awaitable, Callable

import grpc
import pytest
from grpc_health.v1 import health_pb2, health_pb2_grpc
from grpc_reflection.v1alpha import reflection_pb2, reflection_pb2_grpc

from face import Face, failure_of
from interlock.errors import ConfigError
from interlock.model import action as a
from interlock.model.output import Event, Exited, Output
from interlock.server.server import SERVICES, GrpcServer, ServerSettings
from interlock.v1 import execution_pb2 as e

SERVING = health_pb2.HealthCheckResponse.SERVING
NOT_SERVING = health_pb2.HealthCheckResponse.NOT_SERVING


async def health_of(face: Face, service: str) -> int:
    stub = health_pb2_grpc.HealthStub(face.channel)
    return int((await stub.Check(health_pb2.HealthCheckRequest(service=service))).status)


async def test_every_service_reports_its_health(face: Face) -> None:
    assert [await health_of(face, service) for service in ("", *SERVICES)] == [SERVING] * 6


async def test_a_blocked_log_shows_in_health_and_so_does_its_recovery(face: Face) -> None:
    face.blocked = "disk full"
    await asyncio.sleep(0.7)
    assert await health_of(face, SERVICES[0]) == NOT_SERVING

    face.blocked = ""
    await asyncio.sleep(0.7)
    assert await health_of(face, SERVICES[0]) == SERVING


async def test_reflection_lists_our_services(face: Face) -> None:
    stub = reflection_pb2_grpc.ServerReflectionStub(face.channel)
    call = stub.ServerReflectionInfo(iter([reflection_pb2.ServerReflectionRequest(list_services="")]))
    answer = await call.read()

    assert set(SERVICES) <= {service.name for service in answer.list_services_response.service}


async def test_reflection_can_describe_a_service_with_all_its_imports(face: Face) -> None:
    stub = reflection_pb2_grpc.ServerReflectionStub(face.channel)
    question = reflection_pb2.ServerReflectionRequest(file_containing_symbol="interlock.v1.DecisionService")
    answer = await stub.ServerReflectionInfo(iter([question])).read()

    assert answer.file_descriptor_response.file_descriptor_proto


async def test_a_taken_port_is_a_configuration_error_with_a_remedy(face: Face) -> None:
    second = GrpcServer(face.enforcer, face.log, ServerSettings())

    with pytest.raises(ConfigError) as caught:
        await second.start(f"127.0.0.1:{face.port}")

    assert "--listen" in caught.value.remedy


async def test_an_unknown_method_is_unimplemented(face: Face) -> None:
    call = face.channel.unary_unary("/interlock.v1.DecisionService/Nope")

    assert (await failure_of(call(b""))).code is grpc.StatusCode.UNIMPLEMENTED


async def test_stopping_lets_an_accepted_call_finish(open_face: Callable[..., Awaitable[Face]]) -> None:
    async def slow(action: a.Action) -> AsyncGenerator[Event, None]:
        if isinstance(action, a.RunCommand):
            yield Output(stream="stdout", data=b"one")
            await asyncio.sleep(0.3)
        yield Exited()

    face = await open_face(script=slow, settings=ServerSettings(stop_grace_s=5.0))
    session = await face.new_session()
    call = face.execution.RunCommand(e.RunCommandRequest(session_id=session, source="make"))
    messages = aiter(call)
    await anext(messages)

    stopping = asyncio.create_task(face.server.stop())
    rest = [message.WhichOneof("event") async for message in messages]
    await stopping

    assert rest[-1] == "completion"


async def test_metadata_above_the_limit_is_refused_at_once(face: Face) -> None:
    began = time.monotonic()
    call = face.decision.GetPolicy(e.Output(), metadata=(("x-flood", "y" * 40_000),))

    assert (await failure_of(call)).code is grpc.StatusCode.RESOURCE_EXHAUSTED
    assert time.monotonic() - began < 1.0
