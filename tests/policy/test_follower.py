"""Following a source of signed bundles: real keys, a real server, real OPAs."""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from aiohttp import web

from interlock.errors import PolicyRejected
from interlock.policy.access import Access
from interlock.policy.active import ActivePolicy
from interlock.policy.binary import Opa
from interlock.policy.bundle import collect, revision_of
from interlock.policy.follower import Follower, PolicyEvent
from interlock.policy.signing import Release, VerificationKey, signed_archive
from interlock.policy.source import FileSource, HttpSource, Source

pytestmark = pytest.mark.row("R11")


@pytest.fixture(scope="module")
def keys(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    directory = tmp_path_factory.mktemp("keys")
    private, public = directory / "key", directory / "pub"
    making = ["openssl", "ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", str(private)]
    subprocess.run(making, check=True, capture_output=True)
    subprocess.run(["openssl", "pkey", "-in", private, "-pubout", "-out", public], check=True, capture_output=True)
    return private, public


class Place:
    """One source, what was told of it, and a clock."""

    def __init__(self, opa: Opa, policies: Path, keys: tuple[Path, Path], directory: Path) -> None:
        self.opa, self.keys, self.directory = opa, keys, directory
        self.content = collect(policies)
        self.bundle = directory / "bundle.tar.gz"
        self.told: list[PolicyEvent] = []
        self.now = 1_700_000_000.0
        self.active = ActivePolicy(opa, directory / "run", stale=lambda: self.follower.stale())
        self.follower = self.following(FileSource(self.bundle))

    def following(self, source: Source, **more: float) -> Follower:
        async def tell(event: PolicyEvent) -> None:
            self.told.append(event)

        key = VerificationKey.read(self.keys[1], "ops")
        return Follower(
            self.active, source, key, self.directory / "policy", now_unix_s=lambda: self.now, tell=tell, **more
        )

    def files(self, n: int) -> dict[str, bytes]:
        return {**self.content, "interlock/generation/data.json": b'{"n": %d}' % n}

    def signed(self, n: int, serial: int, expires: int | None = None) -> bytes:
        return signed_archive(self.files(n), Release(serial, int(self.now), expires), self.keys[0], "ops")

    def release(self, n: int, serial: int, expires: int | None = None) -> str:
        self.put(self.signed(n, serial, expires))
        return revision_of(self.files(n))

    def put(self, data: bytes) -> None:
        scratch = self.bundle.with_suffix(".new")
        scratch.write_bytes(data)
        scratch.replace(self.bundle)

    def events(self) -> list[str]:
        said = [f"{e.event} {e.detail.get('cause', '')}".strip() for e in self.told]
        self.told.clear()
        return said


@pytest.fixture
async def place(opa: Opa, policies: Path, keys: tuple[Path, Path]) -> AsyncIterator[Place]:
    with tempfile.TemporaryDirectory() as directory:
        place = Place(opa, policies, keys, Path(directory))
        yield place
        await place.follower.close()
        await place.active.close()


async def test_a_newer_release_becomes_active_and_is_recorded_once(place: Place) -> None:
    first = place.release(1, serial=1)
    await place.follower.start()
    assert place.active.bundle.revision == first
    second = place.release(2, serial=2)
    await place.follower.look()
    await place.follower.look()

    assert place.active.bundle.revision == second
    assert place.events() == ["policy_activated", "policy_activated"]


async def test_what_is_bad_leaves_the_old_one_active_and_raises_one_alarm(place: Place) -> None:
    first = place.release(1, serial=5)
    await place.follower.start()
    place.events()
    good = place.signed(2, serial=6)
    broken_rego = signed_archive(
        {**place.content, "interlock/x.rego": b"package interlock.x\n\ny := "}, Release(7, 1), place.keys[0], "ops"
    )
    for data, cause in (
        (good[: len(good) // 2], "archive"),
        (place.signed(3, serial=4), "downgrade"),
        (place.signed(3, serial=5), "downgrade"),
        (place.signed(3, serial=6, expires=int(place.now) - 1), "expired"),
        (broken_rego, "rego"),
    ):
        place.put(data)
        await place.follower.look()
        await place.follower.look()
        assert (place.events(), place.active.bundle.revision) == ([f"policy_rejected {cause}"], first)
    place.bundle.unlink()
    await place.follower.look()
    assert place.events() == ["policy_rejected source"]


async def test_a_bad_bundle_confirms_nothing_however_often_it_is_looked_at(place: Place) -> None:
    place.release(1, serial=1)
    place.follower = place.following(FileSource(place.bundle), max_age_s=60)
    await place.follower.start()
    place.put(b"garbage")
    for _ in range(4):
        place.now += 30
        await place.follower.look()

    assert place.follower.age_s == 120 and "120 s" in place.follower.stale()
    assert "policy_stale" in place.events()
    place.release(1, serial=1)
    await place.follower.look()
    assert (place.follower.age_s, place.follower.stale()) == (0, "")


async def test_a_restart_is_no_way_back_to_an_older_release(place: Place) -> None:
    place.release(2, serial=2)
    await place.follower.start()
    place.release(1, serial=1)
    again = place.following(FileSource(place.bundle))
    await again.start()

    assert place.active.bundle.revision == revision_of(place.files(2))
    assert place.events() == ["policy_activated", "policy_rejected downgrade", "policy_activated"]


async def test_without_the_source_the_last_good_one_is_active_after_a_restart(place: Place) -> None:
    revision = place.release(1, serial=1)
    await place.follower.start()
    place.bundle.unlink()
    again = place.following(FileSource(place.bundle), max_age_s=60)
    await again.start()

    assert place.active.bundle.revision == revision
    assert again.stale() != ""  # the source has confirmed nothing to this process yet


async def test_without_source_and_last_good_one_nothing_starts(place: Place) -> None:
    with pytest.raises(PolicyRejected) as rejected:
        await place.follower.start()

    assert rejected.value.cause == "source"


async def test_a_policy_that_expires_while_active_decides_nothing_more(place: Place) -> None:
    place.release(1, serial=1, expires=int(place.now) + 10)
    await place.follower.start()
    assert place.follower.stale() == ""
    place.now += 11

    assert "expired" in place.follower.stale()


@asynccontextmanager
async def serving(
    answer: web.Response | None, etag: str, data: bytes, asked: list[dict[str, str]]
) -> AsyncIterator[str]:
    async def get(request: web.Request) -> web.Response:
        asked.append(dict(request.headers))
        if answer is not None:
            return answer
        if request.headers.get("If-None-Match") == etag:
            return web.Response(status=304)
        return web.Response(body=data, headers={"ETag": etag})

    app = web.Application()
    app.router.add_get("/bundle", get)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    try:
        yield f"http://127.0.0.1:{site._server.sockets[0].getsockname()[1]}/bundle"  # type: ignore[union-attr]
    finally:
        await runner.cleanup()


async def test_a_server_is_asked_with_the_tag_of_what_is_here_and_a_token(place: Place) -> None:
    asked: list[dict[str, str]] = []
    async with serving(None, '"1"', place.signed(1, serial=1), asked) as url:
        place.follower = place.following(HttpSource(url, Access(token="secret")), max_age_s=60)
        await place.follower.start()
        place.now += 50
        await place.follower.look()

    assert place.active.bundle.revision == revision_of(place.files(1))
    assert place.follower.age_s == 0
    assert [headers.get("If-None-Match") for headers in asked] == [None, '"1"']
    assert {headers["Authorization"] for headers in asked} == {"Bearer secret"}


@pytest.mark.parametrize("status", [302, 401, 404, 500])
async def test_a_server_that_answers_otherwise_gives_no_policy(place: Place, status: int) -> None:
    answer = web.Response(status=status, headers={"Location": "/elsewhere"})
    async with serving(answer, "", b"", []) as url:
        source = HttpSource(url, Access())
        try:
            with pytest.raises(PolicyRejected, match=str(status)):
                await source.fetch()
        finally:
            await source.close()
