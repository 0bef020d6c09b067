"""The client against a real OPA, and against servers that answer anything but what they should."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from interlock.errors import DecisionPointError
from interlock.model.action import RunCommand
from interlock.model.attributes import Attributes
from interlock.model.decision import Effect
from interlock.policy.binary import Opa
from interlock.policy.bundle import Bundle, build_bundle
from interlock.policy.opa import OpaDecisionPoint
from interlock.policy.supervisor import OpaSupervisor
from interlock.ports import Analysis

ACTION = RunCommand(source="ls")
TIMEOUT_S = 0.25

Serve = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]

ALLOW = json.dumps(
    {
        "result": {
            "effect": "allow",
            "reasons": [
                {"rule": "a.b", "title": "A", "severity": "low", "message": "m", "remediation": "r", "spans": []}
            ],
            "policy": {"revision": "sha256:" + "0" * 64, "profile": "standard"},
        }
    }
).encode()


# --- a real OPA -------------------------------------------------------------------------------------------------------


@pytest.fixture
async def point(supervisor: OpaSupervisor) -> AsyncIterator[OpaDecisionPoint]:
    point = OpaDecisionPoint(supervisor.socket)
    yield point
    await point.close()


async def test_what_the_policy_allows_is_allowed(
    point: OpaDecisionPoint, bundle: Bundle, harmless: Analysis, attributes: Attributes
) -> None:
    decision = await point.decide(ACTION, harmless, attributes, timeout_s=1)

    assert decision.effect is Effect.ALLOW
    assert decision.policy.revision == bundle.revision


async def test_a_denial_points_at_its_source(
    point: OpaDecisionPoint, with_sudo: Analysis, attributes: Attributes
) -> None:
    decision = await point.decide(RunCommand(source="sudo"), with_sudo, attributes, timeout_s=1)

    assert decision.effect is Effect.DENY
    assert [(span.unit, span.start, span.end) for span in decision.reasons[0].spans] == [(0, 0, 4)]


async def test_an_explanation_says_what_each_rule_said(
    point: OpaDecisionPoint, harmless: Analysis, with_sudo: Analysis, attributes: Attributes
) -> None:
    quiet = await point.explain(ACTION, harmless, attributes, timeout_s=1)
    fired = await point.explain(ACTION, with_sudo, attributes, timeout_s=1)

    assert [(rule.rule, rule.fired) for rule in quiet] == [("privilege.sudo", False)]
    assert [(rule.rule, rule.fired) for rule in fired] == [("privilege.sudo", True)]


async def test_the_stamp_names_the_revision_that_is_loaded(point: OpaDecisionPoint, bundle: Bundle) -> None:
    stamp = await point.stamp()

    assert (stamp.revision, stamp.profile) == (bundle.revision, "standard")


@pytest.mark.parametrize("source", ["\0", "\r\n\t\x1b\x7f", '"\\\\u0041', "\u2028é\U0001f600", "x" * 1_000_000])
async def test_awkward_text_reaches_the_policy(
    point: OpaDecisionPoint, harmless: Analysis, attributes: Attributes, source: str
) -> None:
    action = RunCommand(source=source, cwd=source, env={source: source})

    assert (await point.decide(action, harmless, attributes, timeout_s=5)).effect is Effect.ALLOW


@pytest.mark.row("R9")
async def test_facts_the_policy_cannot_read_are_no_decision(
    point: OpaDecisionPoint, harmless: Analysis, attributes: Attributes
) -> None:
    for document, cause in ((b"not json", "input"), (b"[" * 20_000 + b"]" * 20_000, "input")):
        with pytest.raises(DecisionPointError) as caught:
            await point.decide(ACTION, Analysis(document=document), attributes, timeout_s=1)
        assert caught.value.cause == cause

    assert (await point.decide(ACTION, harmless, attributes, timeout_s=1)).effect is Effect.ALLOW


async def test_a_question_that_opa_cannot_read_is_an_alarm(
    point: OpaDecisionPoint, attributes: Attributes, caplog: pytest.LogCaptureFixture
) -> None:
    with pytest.raises(DecisionPointError):
        await point.decide(ACTION, Analysis(document=b"not json"), attributes, timeout_s=1)

    assert [r.levelname for r in caplog.records if r.name == "interlock.policy"] == ["ERROR"]


async def test_an_outage_is_no_alarm(tmp_path: Path, attributes: Attributes, caplog: pytest.LogCaptureFixture) -> None:
    point = OpaDecisionPoint(tmp_path / "nobody")
    with pytest.raises(DecisionPointError):
        await point.decide(ACTION, Analysis(document=b"{}"), attributes, timeout_s=1)
    await point.close()

    assert [record for record in caplog.records if record.name == "interlock.policy"] == []


async def test_a_hundred_questions_at_once_are_all_answered(
    point: OpaDecisionPoint, harmless: Analysis, with_sudo: Analysis, attributes: Attributes
) -> None:
    asked = [with_sudo if n % 2 else harmless for n in range(100)]

    decisions = await asyncio.gather(*(point.decide(ACTION, one, attributes, timeout_s=5) for one in asked))

    assert [decision.effect for decision in decisions] == [Effect.ALLOW, Effect.DENY] * 50


# --- a server that is none --------------------------------------------------------------------------------------------


@asynccontextmanager
async def serving(directory: Path, serve: Serve) -> AsyncIterator[Path]:
    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await serve(reader, writer)
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()

    socket = directory / "s"
    socket.unlink(missing_ok=True)
    server = await asyncio.start_unix_server(handle, path=socket)
    try:
        yield socket
    finally:
        server.close()


def replying(reply: bytes) -> Serve:
    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while True:
            await _request(reader)
            writer.write(reply)
            await writer.drain()
            if b"Content-Length" not in reply:
                return

    return serve


async def _request(reader: asyncio.StreamReader) -> None:
    head = await reader.readuntil(b"\r\n\r\n")
    length = next(line for line in head.split(b"\r\n") if line.lower().startswith(b"content-length:"))
    await reader.readexactly(int(length.split(b":")[1]))


def http(body: bytes, status: str = "200 OK", *headers: str, length: int | None = None) -> bytes:
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body) if length is None else length}", *headers]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


async def never(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await asyncio.sleep(3600)


async def half_open(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Takes the question, closes its own side of the reading, and never says anything."""
    await _request(reader)
    writer.transport.pause_reading()
    await asyncio.sleep(3600)


async def half_a_head(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await _request(reader)
    writer.write(http(ALLOW)[:30])
    await asyncio.sleep(3600)


async def all_but_the_end(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await _request(reader)
    writer.write(http(ALLOW)[:-1])
    await asyncio.sleep(3600)


async def dripping(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await _request(reader)
    for byte in http(ALLOW):
        writer.write(bytes([byte]))
        await asyncio.sleep(0.05)


async def endless(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await _request(reader)
    writer.write(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
    while True:
        writer.write(b"10000\r\n" + b" " * 65536 + b"\r\n")
        await writer.drain()


async def cut_short(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await _request(reader)
    writer.write(http(ALLOW, length=len(ALLOW) + 1))


async def slammed(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await _request(reader)


async def ask(point: OpaDecisionPoint, attributes: Attributes, timeout_s: float = TIMEOUT_S) -> tuple[str, float]:
    """The cause of the refusal, and how long it took."""
    started = time.monotonic()
    try:
        decision = await point.decide(ACTION, Analysis(document=b"{}"), attributes, timeout_s=timeout_s)
    except DecisionPointError as error:
        return error.cause, time.monotonic() - started
    return decision.effect.value, time.monotonic() - started


async def test_the_server_of_these_tests_can_give_a_good_answer(tmp_path: Path, attributes: Attributes) -> None:
    async with serving(tmp_path, replying(http(ALLOW))) as socket:
        point = OpaDecisionPoint(socket)
        assert [(await ask(point, attributes))[0] for _ in range(3)] == ["allow"] * 3
        await point.close()


@pytest.mark.row("R9")
@pytest.mark.parametrize(
    ("serve", "cause"),
    [
        (replying(http(b"")), "empty"),
        (replying(http(b"{}")), "undefined"),
        (replying(http(b'{"result":true}')), "schema"),
        (replying(http(b'{"result":"allow"}')), "schema"),
        (replying(http(b'{"result":1}')), "schema"),
        (replying(http(b'{"result":null}')), "schema"),
        (replying(http(b'{"result":{"allow":true}}')), "schema"),
        (replying(http(b'{"code":"evaluation_error"}')), "schema"),
        (replying(http(ALLOW.replace(b'"allow"', b"true"))), "schema"),
        (replying(http(ALLOW.replace(b'"allow"', b'"Allow"'))), "schema"),
        (replying(http(ALLOW.replace(b'"spans": []', b'"spans": [NaN]'))), "not_json"),
        (replying(http(ALLOW[:-2])), "not_json"),
        (replying(http(b"[" * 100_000)), "not_json"),
        (replying(http(ALLOW.replace(b'"effect"', b'"effect": "deny", "effect"'))), "duplicate_key"),
        (replying(http(ALLOW, "500 Internal Server Error")), "evaluation"),
        (
            replying(http(ALLOW, "307 Temporary Redirect", "Location: http://opa/v1/data/interlock/decision")),
            "redirect",
        ),
        (replying(http(ALLOW, "200 OK", "Content-Encoding: gzip")), "protocol"),
        (replying(http(ALLOW + b" " * 2**20)), "too_large"),
        (replying(http(ALLOW, length=2**30)), "too_large"),
        (replying(b"SSH-2.0-OpenSSH_9.9\r\n\r\n"), "protocol"),
        (replying(b"HTTP/1.1 200 OK\r\nX: " + b"x" * 100_000 + b"\r\n\r\n"), "protocol"),
        (endless, "too_large"),
        (cut_short, "connection"),
        (slammed, "connection"),
        (dripping, "timeout"),
        (never, "timeout"),
    ],
)
async def test_garbage_is_refused_with_its_cause(
    tmp_path: Path, attributes: Attributes, serve: Serve, cause: str
) -> None:
    async with serving(tmp_path, serve) as socket:
        point = OpaDecisionPoint(socket)
        found, took_s = await ask(point, attributes)
        await point.close()

    assert found == cause
    assert took_s < TIMEOUT_S + 0.15


@pytest.mark.row("R8")
@pytest.mark.parametrize("serve", [never, dripping, half_open, half_a_head, all_but_the_end])
async def test_a_slow_answer_is_refused_at_the_limit(tmp_path: Path, attributes: Attributes, serve: Serve) -> None:
    async with serving(tmp_path, serve) as socket:
        point = OpaDecisionPoint(socket)
        found, took_s = await ask(point, attributes)
        await point.close()

    assert found == "timeout"
    assert TIMEOUT_S - 0.01 <= took_s <= TIMEOUT_S + 0.1


@pytest.mark.row("R8")
async def test_questions_do_not_pile_up_behind_a_server_that_hangs(tmp_path: Path, attributes: Attributes) -> None:
    connections = 0

    async def hang(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal connections
        connections += 1
        await asyncio.sleep(3600)

    async with serving(tmp_path, hang) as socket:
        point = OpaDecisionPoint(socket, max_in_flight=4, max_waiting=4)
        answers = await asyncio.gather(*(ask(point, attributes) for _ in range(100)))
        await point.close()

    causes = [cause for cause, _ in answers]
    # Those that waited may get a place at the very moment at which their own time is up as well.
    assert 4 <= connections <= causes.count("timeout") <= 8
    assert causes.count("overloaded") == 100 - causes.count("timeout")
    assert max(took_s for _, took_s in answers) < TIMEOUT_S + 1.0


@pytest.mark.row("R8")
async def test_an_opa_that_stops_running_is_refused_at_the_limit_and_decides_again_when_it_goes_on(
    supervisor: OpaSupervisor, with_sudo: Analysis, attributes: Attributes
) -> None:
    """A real OPA that hangs: its connections stay open, and nothing comes."""
    point = OpaDecisionPoint(supervisor.socket)
    assert supervisor.pid is not None
    os.kill(supervisor.pid, signal.SIGSTOP)
    started = time.monotonic()
    try:
        with pytest.raises(DecisionPointError) as caught:
            await point.decide(RunCommand(source="sudo"), with_sudo, attributes, timeout_s=TIMEOUT_S)
        took_s = time.monotonic() - started
    finally:
        os.kill(supervisor.pid, signal.SIGCONT)

    assert caught.value.cause == "timeout" and took_s < TIMEOUT_S + 0.15
    decision = await point.decide(RunCommand(source="sudo"), with_sudo, attributes, timeout_s=5)
    assert decision.effect is Effect.DENY
    await point.close()


@pytest.mark.row("R7")
async def test_without_opa_everything_is_refused_at_once(tmp_path: Path, attributes: Attributes) -> None:
    point = OpaDecisionPoint(tmp_path / "nobody")
    answers = [await ask(point, attributes) for _ in range(20)]
    await point.close()

    assert {cause for cause, _ in answers} == {"connection", "breaker_open"}
    assert max(took_s for _, took_s in answers) < 0.1


@pytest.mark.row("R7")
async def test_decisions_are_back_within_two_seconds_of_opa(tmp_path: Path, attributes: Attributes) -> None:
    stamp = json.dumps({"result": {"revision": "sha256:" + "0" * 64, "profile": "standard"}}).encode()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while head := await reader.readuntil(b"\r\n\r\n"):
            await reader.readexactly(int(head.split(b"Content-Length: ")[1].split(b"\r\n")[0]))
            writer.write(http(stamp if b"/stamp" in head else ALLOW))

    point = OpaDecisionPoint(tmp_path / "s")
    while (await ask(point, attributes))[0] != "breaker_open":
        pass
    async with serving(tmp_path, serve):
        returned = time.monotonic()
        while (await ask(point, attributes))[0] != "allow":
            await asyncio.sleep(0.01)
            assert time.monotonic() - returned < 2
        await point.close()


@pytest.mark.row("R7")
async def test_a_question_that_was_sent_is_never_sent_again(tmp_path: Path, attributes: Attributes) -> None:
    questions = 0

    async def count(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal questions
        await _request(reader)
        questions += 1

    async with serving(tmp_path, count) as socket:
        point = OpaDecisionPoint(socket)
        assert (await ask(point, attributes))[0] == "connection"
        await point.close()

    assert questions == 1


async def test_a_caller_that_gives_up_leaves_its_place(tmp_path: Path, attributes: Attributes) -> None:
    async with serving(tmp_path, never) as socket:
        point = OpaDecisionPoint(socket, max_in_flight=1, max_waiting=0)
        for _ in range(3):
            with pytest.raises(TimeoutError):
                async with asyncio.timeout(0.02):
                    await ask(point, attributes, timeout_s=30)
        assert (await ask(point, attributes))[0] == "timeout"
        await point.close()


def descriptors() -> int:
    return len(list(Path("/proc/self/fd").iterdir()))


async def test_no_descriptor_is_left_behind(tmp_path: Path, attributes: Attributes) -> None:
    before = descriptors()
    async with serving(tmp_path, endless) as socket:
        point = OpaDecisionPoint(socket)
        for _ in range(5):
            await ask(point, attributes)
        await point.close()
    await asyncio.sleep(0.05)

    assert descriptors() <= before


# --- a policy that fails ----------------------------------------------------------------------------------------------

FAILING = """package interlock

decision := {body}

stamp := {{"revision": data.interlock.bundle.revision, "profile": "standard"}}
"""
CONFLICT = "1 if true\n\ndecision := 2 if true"
DECISION = """{
	"effect": "allow", "policy": stamp, "shadow": [], "obligations": [],
	"reasons": [{"rule": "a.b", "title": "A", "severity": "low", "message": "m", "remediation": "r", "spans": []}],
}"""


@pytest.mark.row("R9")
@pytest.mark.parametrize(
    ("body", "cause"),
    [
        (f"{DECISION} if false", "undefined"),
        (f"{DECISION} if input.facts.index.commands.nothing", "undefined"),
        (f"{DECISION} if not to_number(input.action.kind) == 1", "evaluation"),
        (CONFLICT, "evaluation"),
        ("true", "schema"),
        ('"allow"', "schema"),
        ('{"effect": "allow"}', "schema"),
    ],
)
async def test_a_policy_that_fails_is_no_allow(
    opa: Opa, harmless: Analysis, attributes: Attributes, tmp_path: Path, body: str, cause: str
) -> None:
    _write(tmp_path / "policies" / "interlock" / "main.rego", FAILING.format(body=body))
    bundle = build_bundle(tmp_path / "policies", tmp_path, opa)
    async with running(opa, bundle) as socket:
        point = OpaDecisionPoint(socket)
        assert (await point.stamp()).revision == bundle.revision
        with pytest.raises(DecisionPointError) as caught:
            await point.decide(ACTION, harmless, attributes, timeout_s=1)
        await point.close()

    assert caught.value.cause == cause


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True)
    path.write_text(text)


@asynccontextmanager
async def running(opa: Opa, bundle: Bundle) -> AsyncIterator[Path]:
    """An OPA that nobody proved: the supervisor would refuse these policies."""
    with tempfile.TemporaryDirectory() as directory:
        socket = Path(directory, "s")
        arguments = ("run", "--server", f"--addr=unix://{socket}", "--skip-version-check", "--bundle", str(bundle.path))
        process = await asyncio.create_subprocess_exec(
            opa.path, *arguments, stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.DEVNULL
        )
        try:
            point = OpaDecisionPoint(socket)
            while not await point.healthy():
                await asyncio.sleep(0.01)
            await point.close()
            yield socket
        finally:
            process.kill()
            await process.wait()
