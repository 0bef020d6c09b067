"""An OPA that somebody else runs: real OPAs behind TLS, with tokens and client certificates."""

from __future__ import annotations

import asyncio
import socket
import subprocess
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp
import pytest

from interlock.errors import ConfigError, DecisionPointError
from interlock.model.action import RunCommand
from interlock.model.attributes import Attributes
from interlock.policy import probe
from interlock.policy.access import Access
from interlock.policy.binary import Opa
from interlock.policy.bundle import Bundle
from interlock.policy.opa import OpaDecisionPoint, Remote
from interlock.ports import Analysis

AUTHZ = """package system.authz

default allow := false

allow if {
	input.identity == "let-me-in"
	input.method == "POST"
	array.slice(input.path, 0, 3) == ["v1", "data", "interlock"]
	input.path[3] in {"decision", "explain", "stamp"}
}
"""


def run(*command: object) -> None:
    subprocess.run([str(word) for word in command], check=True, capture_output=True)


@pytest.fixture(scope="module")
def pki(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A directory with `ca.pem`, and `server`, `client`: certificate and key in one `.pem`; `other.pem`: another CA."""
    home = tmp_path_factory.mktemp("pki")
    for name in ("ca", "other"):
        run("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", 2, "-subj", f"/CN={name}",
            "-keyout", home / f"{name}.key", "-out", home / f"{name}.pem")  # fmt: skip
    (home / "names").write_text("subjectAltName=IP:127.0.0.1\n")
    for name in ("server", "client"):
        run("openssl", "req", "-newkey", "rsa:2048", "-nodes", "-subj", f"/CN={name}",
            "-keyout", home / f"{name}.key", "-out", home / f"{name}.csr")  # fmt: skip
        run("openssl", "x509", "-req", "-in", home / f"{name}.csr", "-CA", home / "ca.pem", "-CAkey", home / "ca.key",
            "-CAcreateserial", "-days", 2, "-extfile", home / "names", "-out", home / f"{name}.crt")  # fmt: skip
        both = (home / f"{name}.crt").read_text() + (home / f"{name}.key").read_text()
        (home / f"{name}.pem").write_text(both)
    return home


@asynccontextmanager
async def elsewhere(opa: Opa, bundle: Bundle, *options: str, scheme: str = "https") -> AsyncIterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [str(opa.path), "run", "--server", f"--addr={scheme}://127.0.0.1:{port}", "--skip-version-check",
               "--log-level=error", *options, "--bundle", str(bundle.path)]  # fmt: skip
    process = await asyncio.create_subprocess_exec(*command, stderr=asyncio.subprocess.DEVNULL)
    try:
        async with asyncio.timeout(30):
            while True:
                try:
                    _, writer = await asyncio.open_connection("127.0.0.1", port)
                    writer.close()
                    break
                except OSError:
                    await asyncio.sleep(0.02)
        yield f"{scheme}://127.0.0.1:{port}"
    finally:
        process.terminate()
        await process.wait()


def tls(pki: Path) -> tuple[str, ...]:
    return (f"--tls-cert-file={pki}/server.crt", f"--tls-private-key-file={pki}/server.key")


@asynccontextmanager
async def asking(url: str, access: Access) -> AsyncIterator[OpaDecisionPoint]:
    point = OpaDecisionPoint(Remote(url, access))
    try:
        yield point
    finally:
        await point.close()


async def test_a_server_of_our_ca_decides_and_is_proved(
    opa: Opa, bundle: Bundle, pki: Path, harmless: Analysis, attributes: Attributes
) -> None:
    async with (
        elsewhere(opa, bundle, *tls(pki)) as url,
        asking(url, Access(ca=pki / "ca.pem")) as point,
    ):
        await probe.prove(point)
        decision = await point.decide(RunCommand(source="ls"), harmless, attributes, timeout_s=5)

    assert decision.policy.revision == bundle.revision


async def test_a_server_of_another_ca_is_asked_nothing(opa: Opa, bundle: Bundle, pki: Path) -> None:
    async with (
        elsewhere(opa, bundle, *tls(pki)) as url,
        asking(url, Access(ca=pki / "other.pem")) as point,
    ):
        with pytest.raises(DecisionPointError) as refused:
            await probe.prove(point)

    assert refused.value.cause == "connection"


async def test_a_server_that_wants_a_certificate_gets_ours(opa: Opa, bundle: Bundle, pki: Path) -> None:
    options = (*tls(pki), "--authentication=tls", f"--tls-ca-cert-file={pki}/ca.pem")
    async with elsewhere(opa, bundle, *options) as url:
        async with asking(url, Access(ca=pki / "ca.pem", certificate=pki / "client.pem")) as point:
            await probe.prove(point)
        async with asking(url, Access(ca=pki / "ca.pem")) as point:
            with pytest.raises(DecisionPointError):
                await probe.prove(point)


async def test_a_server_that_wants_a_token_gets_it_and_may_close_everything_else(
    opa: Opa, bundle: Bundle, pki: Path, tmp_path: Path
) -> None:
    (tmp_path / "authz.rego").write_text(AUTHZ)
    (tmp_path / ".manifest").write_text('{"roots": ["system"]}')
    options = (*tls(pki), "--authentication=token", "--authorization=basic", str(tmp_path))
    async with elsewhere(opa, bundle, *options) as url:
        async with asking(url, Access(ca=pki / "ca.pem", token="let-me-in")) as point:
            await probe.prove(point)
        async with asking(url, Access(ca=pki / "ca.pem", token="wrong")) as point:
            with pytest.raises(DecisionPointError) as refused:
                await probe.prove(point)
        insecure = aiohttp.TCPConnector(ssl=Access(ca=pki / "ca.pem").tls())
        async with aiohttp.ClientSession(connector=insecure) as session:
            query = await session.post(f"{url}/v1/query", json={"query": "x := 1"})
            assert query.status == 401

    assert refused.value.cause == "unauthenticated"


async def test_an_opa_with_another_policy_is_not_taken(opa: Opa, tmp_path: Path, pki: Path) -> None:
    (tmp_path / "allow.rego").write_text('package interlock\n\nstamp := {"revision": "mine", "profile": "standard"}\n')
    other = Bundle(tmp_path, "sha256:" + "0" * 64)
    async with (
        elsewhere(opa, other, scheme="http") as url,
        asking(url, Access()) as point,
    ):
        with pytest.raises(DecisionPointError):
            await probe.prove(point)


def test_a_file_that_is_no_certificate_is_a_fault_of_the_settings(pki: Path) -> None:
    with pytest.raises(ConfigError, match="no TLS"):
        Access(ca=pki / "names").tls()
    with pytest.raises(ConfigError, match="no TLS"):
        Access(certificate=pki / "server.crt").tls()
