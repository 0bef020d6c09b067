"""A real OPA on a small policy of this folder's own."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import msgspec
import pytest

from interlock.analysis.builder import FactsBuilder
from interlock.model import facts as f
from interlock.model.attributes import Attributes
from interlock.model.limits import Limits
from interlock.model.principal import Principal
from interlock.policy.binary import Opa, find_opa
from interlock.policy.bundle import Bundle, build_bundle
from interlock.policy.supervisor import OpaSupervisor, Tuning
from interlock.ports import Analysis

CHECKOUT = Path(__file__).parents[2]
POLICIES = Path(__file__).parent / "policies"


@pytest.fixture(scope="session")
def opa() -> Opa:
    return find_opa(None, CHECKOUT / ".tools")


@pytest.fixture(scope="session")
def policies() -> Path:
    return POLICIES


@pytest.fixture(scope="session")
def bundle(opa: Opa, tmp_path_factory: pytest.TempPathFactory) -> Bundle:
    return build_bundle(POLICIES, tmp_path_factory.mktemp("bundles"), opa)


@pytest.fixture
async def supervisor(opa: Opa, bundle: Bundle) -> AsyncIterator[OpaSupervisor]:
    supervisor = OpaSupervisor(opa, bundle, tuning=Tuning(watch_interval_s=0.1, unresponsive_after=2))
    await supervisor.start()
    yield supervisor
    await supervisor.stop()


@pytest.fixture
def attributes() -> Attributes:
    return Attributes(principal=Principal(), profile="standard", time_unix_s=0)


@pytest.fixture
def harmless() -> Analysis:
    return _analysis(*"ls")


@pytest.fixture
def with_sudo() -> Analysis:
    return _analysis("sudo")


def _analysis(*programs: str) -> Analysis:
    builder = FactsBuilder(f.Entry(kind="bash-login", env={}), Limits())
    unit = builder.add_unit(" ".join(programs), "bash", readers=("test",))
    for program in programs:
        builder.add_command(
            f.Command(
                unit=unit,
                span=f.Span(0, len(program)),
                certainty="certain",
                name=f.Literal(program),
                argv=(f.Literal(program),),
                options={},
                operands=(),
                env={},
                wrappers=(),
                redirects=(),
                context=(),
                basename=program,
            )
        )
    return Analysis(document=msgspec.json.encode(builder.build()))
