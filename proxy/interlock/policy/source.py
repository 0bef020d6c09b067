"""Where a signed bundle comes from: a file, or a server that is asked over HTTP(S)."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Protocol

import aiohttp

from interlock.errors import PolicyRejected
from interlock.policy.access import Access
from interlock.policy.signing import MAX_PACKED_BYTES

_TIMEOUT_S = 20.0


class Source(Protocol):
    """One place."""

    async def fetch(self) -> bytes | None:
        """The bundle, or None where it is the one that was fetched before. Raises `PolicyRejected("source")`."""
        ...

    async def close(self) -> None: ...


class FileSource:
    """A file that somebody replaces (by renaming over it, so that no half of it is read)."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._seen: tuple[int, int, int] | None = None

    async def fetch(self) -> bytes | None:
        try:
            stat = await asyncio.to_thread(self._path.stat)
            version = (stat.st_ino, stat.st_mtime_ns, stat.st_size)
            if version == self._seen:
                return None
            if stat.st_size > MAX_PACKED_BYTES:
                raise PolicyRejected("size", f"`{self._path}` has {stat.st_size} bytes")
            data = await asyncio.to_thread(self._path.read_bytes)
        except OSError as error:
            raise PolicyRejected("source", f"`{self._path}`: {error.strerror}") from error
        self._seen = version
        return data

    async def close(self) -> None:
        return None


class HttpSource:
    """A bundle server as OPA's own: GET, with the entity tag of what is here already."""

    def __init__(self, url: str, access: Access) -> None:
        self._url = url
        self._access = access
        self._session: aiohttp.ClientSession | None = None
        self._etag = ""

    async def fetch(self) -> bytes | None:
        headers = self._access.headers() | ({"If-None-Match": self._etag} if self._etag else {})
        try:
            async with self._open().get(self._url, headers=headers, allow_redirects=False) as response:
                if response.status == 304 and self._etag:
                    return None
                if response.status != 200:
                    raise PolicyRejected("source", f"`{self._url}` answers {response.status}")
                body = bytearray()
                async for chunk in response.content.iter_any():
                    body += chunk
                    if len(body) > MAX_PACKED_BYTES:
                        raise PolicyRejected("size", f"`{self._url}` sends over {MAX_PACKED_BYTES} bytes")
                self._etag = response.headers.get("ETag", "")
                return bytes(body)
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            raise PolicyRejected("source", f"`{self._url}`: {error or type(error).__name__}") from error

    def _open(self) -> aiohttp.ClientSession:
        if self._session is None:
            secure = self._url.startswith("https:")
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(ssl=self._access.tls() if secure else False),
                timeout=aiohttp.ClientTimeout(total=_TIMEOUT_S),
                cookie_jar=aiohttp.DummyCookieJar(),
                trust_env=False,
                auto_decompress=False,
            )
        return self._session

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()


def source(where: str, access: Access) -> Source:
    """The source that a setting names: `http(s)://…`, else a path."""
    return HttpSource(where, access) if where.startswith(("http://", "https://")) else FileSource(Path(where))
