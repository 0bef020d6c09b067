"""`DecisionPoint` on OPA's Data API, through opa-python-client's asynchronous client.

Of that client we use the session's life and the request; its retries, its time-out, its reading of the body and its
building of paths are wrong for an enforcement point, and each is replaced here.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path

import aiohttp
import yarl
from opa_client.opa_async import AsyncOpaClient

from interlock.errors import DecisionPointError
from interlock.model.action import Action
from interlock.model.attributes import Attributes
from interlock.model.decision import Decision, PolicyStamp, RuleAnswer
from interlock.policy.access import Access
from interlock.policy.answer import ENDPOINT, MAX_ANSWER_BYTES, read_answer, read_rule_answers, read_stamp
from interlock.policy.breaker import Breaker
from interlock.policy.document import input_document
from interlock.ports import Analysis

MAX_IN_FLIGHT = 4
"""Questions that OPA works on at once; more would only queue inside it, where no deadline is kept."""

MAX_WAITING = 512
"""Questions that wait for a place; beyond, they are refused at once."""

_log = logging.getLogger("interlock.policy")

_STAMP_TIMEOUT_S = 1.0
_PROBE_TIMEOUT_S = 0.25
_HEADERS = {"Content-Type": "application/json", "Accept-Encoding": "identity"}


def _data(path: str) -> str:
    # Constant paths, never built from a request: CVE-2025-46569 was Rego injected through the Data API's path.
    # `strict-builtin-errors`: without it a failing builtin makes a deny rule quietly undefined.
    return f"/v1/data/interlock/{path}?strict-builtin-errors=true"


_DECISION = _data("decision")
_EXPLAIN = _data("explain")
_STAMP = _data("stamp")
_HEALTH = "/health?bundles"


@dataclass(frozen=True, slots=True)
class Remote:
    """An OPA that somebody else runs."""

    url: str
    """`https://host:port`, or `http://` where the way there is safe by itself; a path before `/v1` may follow."""
    access: Access


Endpoint = Path | Remote
"""The unix socket of a private OPA, or one elsewhere."""


@contextmanager
def _alarm() -> Iterator[None]:
    """A question that OPA could not read is a bug of ours, which a refusal alone would bury among the outages."""
    try:
        yield
    except DecisionPointError as error:
        if error.cause == "input":
            _log.error("OPA could not read a question, which is a bug of Interlock's: %s", error.detail)
        raise


class OpaClient(AsyncOpaClient):  # type: ignore[misc]  # opa-python-client ships no types
    """The client bound to one endpoint: asks once, hands back status and bounded body, repairs nothing."""

    def __init__(self, endpoint: Endpoint) -> None:
        super().__init__(retries=0)
        self._endpoint = endpoint
        self._base = "http://opa" if isinstance(endpoint, Path) else endpoint.url.rstrip("/")
        self._request_headers = _HEADERS if isinstance(endpoint, Path) else _HEADERS | endpoint.access.headers()

    async def _init_session(self) -> None:
        self._connector = self._connector_for(self._endpoint)
        self._session = aiohttp.ClientSession(
            connector=self._connector,
            timeout=aiohttp.ClientTimeout(total=None, sock_connect=None),  # the caller's deadline is the only one
            cookie_jar=aiohttp.DummyCookieJar(),
            auto_decompress=False,  # the body's limit is in bytes received
            trust_env=False,
        )

    def _connector_for(self, endpoint: Endpoint) -> aiohttp.BaseConnector:
        if isinstance(endpoint, Path):
            return aiohttp.UnixConnector(path=str(endpoint), limit=MAX_IN_FLIGHT)
        tls = endpoint.access.tls() if self._base.startswith("https:") else False
        return aiohttp.TCPConnector(limit=MAX_IN_FLIGHT, ssl=tls)

    async def ask(self, path: str, document: bytes | None, timeout_s: float) -> tuple[int, bytes]:
        """POST `document`, or GET without one; the status and at most `MAX_ANSWER_BYTES` of body.

        Raises `DecisionPointError`.
        """
        try:
            async with asyncio.timeout(timeout_s):
                return await self._ask(yarl.URL(self._base + path, encoded=True), document)
        except TimeoutError as error:
            raise DecisionPointError(ENDPOINT, "timeout", f"nothing within {timeout_s} s") from error
        except (aiohttp.ClientConnectionError, aiohttp.ClientPayloadError, OSError) as error:
            raise DecisionPointError(ENDPOINT, "connection", str(error)) from error
        except aiohttp.ClientError as error:
            raise DecisionPointError(ENDPOINT, "protocol", str(error)) from error

    async def _ask(self, url: yarl.URL, document: bytes | None) -> tuple[int, bytes]:
        if self._session is None:
            await self._init_session()
        try:
            return await self._ask_once(url, document)
        except aiohttp.ClientConnectorError:
            # Refused before a byte was sent: the one failure after which asking again cannot evaluate twice.
            return await self._ask_once(url, document)

    async def _ask_once(self, url: yarl.URL, document: bytes | None) -> tuple[int, bytes]:
        async with self._response(url, document) as response:
            if "Content-Encoding" in response.headers:
                raise DecisionPointError(ENDPOINT, "protocol", "a content coding that was not asked for")
            body = bytearray()
            if (response.content_length or 0) > MAX_ANSWER_BYTES:
                raise DecisionPointError(ENDPOINT, "too_large", f"{response.content_length} bytes announced")
            async for chunk in response.content.iter_any():
                body += chunk
                if len(body) > MAX_ANSWER_BYTES:
                    raise DecisionPointError(ENDPOINT, "too_large", f"over {MAX_ANSWER_BYTES} bytes")
            return response.status, bytes(body)

    @asynccontextmanager
    async def _response(self, url: yarl.URL, document: bytes | None) -> AsyncIterator[aiohttp.ClientResponse]:
        method = "GET" if document is None else "POST"
        async with self._request(
            method, url, data=document, headers=self._request_headers, allow_redirects=False
        ) as response:
            try:
                yield response
            except BaseException:
                response.close()  # an answer that was not read to its end must not serve the next question
                raise


class OpaDecisionPoint:
    """`ports.DecisionPoint`: bounded in flight, never later than its deadline, quick to refuse while OPA is gone."""

    def __init__(
        self, endpoint: Endpoint, *, max_in_flight: int = MAX_IN_FLIGHT, max_waiting: int = MAX_WAITING
    ) -> None:
        self._client = OpaClient(endpoint)
        self._places = asyncio.Semaphore(max_in_flight)
        self._most = max_in_flight + max_waiting
        self._present = 0
        self._breaker = Breaker(self._probe)

    async def decide(self, action: Action, analysis: Analysis, attributes: Attributes, *, timeout_s: float) -> Decision:
        """The policy's answer. Raises `DecisionPointError` where there is no usable one."""
        with _alarm():
            return read_answer(*await self._ask(_DECISION, input_document(action, analysis, attributes), timeout_s))

    async def explain(
        self, action: Action, analysis: Analysis, attributes: Attributes, *, timeout_s: float
    ) -> tuple[RuleAnswer, ...]:
        """What each rule said. Raises `DecisionPointError`."""
        with _alarm():
            document = input_document(action, analysis, attributes)
            return read_rule_answers(*await self._ask(_EXPLAIN, document, timeout_s))

    async def stamp(self) -> PolicyStamp:
        """Revision now active and the default profile. Raises `DecisionPointError`."""
        return read_stamp(*await self._ask(_STAMP, b'{"input":{}}', _STAMP_TIMEOUT_S))

    async def decide_document(self, document: bytes, *, timeout_s: float) -> Decision:
        """The answer to a finished input document: a probe, a replay."""
        return read_answer(*await self._ask(_DECISION, document, timeout_s))

    async def healthy(self) -> bool:
        """Whether OPA says that it runs and has its bundles; past the breaker, for whoever watches it."""
        try:
            status, _ = await self._client.ask(_HEALTH, None, _STAMP_TIMEOUT_S)
        except DecisionPointError:
            return False
        return status == 200

    async def close(self) -> None:
        await self._breaker.close()
        await self._client.close_connection()

    async def _ask(self, path: str, document: bytes, timeout_s: float) -> tuple[int, bytes]:
        if self._breaker.open:
            raise DecisionPointError(ENDPOINT, "breaker_open")
        if self._present >= self._most:
            raise DecisionPointError(ENDPOINT, "overloaded", f"{self._present} questions under way")
        self._present += 1
        try:
            return await self._ask_in_turn(path, document, timeout_s)
        finally:
            self._present -= 1

    async def _ask_in_turn(self, path: str, document: bytes, timeout_s: float) -> tuple[int, bytes]:
        loop = asyncio.get_running_loop()
        until = loop.time() + timeout_s
        try:
            async with asyncio.timeout_at(until):
                await self._places.acquire()
        except TimeoutError as error:
            raise DecisionPointError(ENDPOINT, "overloaded", "no place within the deadline") from error
        try:
            return await self._ask_counted(path, document, until - loop.time())
        finally:
            self._places.release()

    async def _ask_counted(self, path: str, document: bytes, timeout_s: float) -> tuple[int, bytes]:
        try:
            answer = await self._client.ask(path, document, timeout_s)
        except DecisionPointError:
            self._breaker.failed()
            raise
        self._breaker.succeeded()
        return answer

    async def _probe(self) -> PolicyStamp:
        return read_stamp(*await self._client.ask(_STAMP, b'{"input":{}}', _PROBE_TIMEOUT_S))
