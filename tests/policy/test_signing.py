"""Signed bundles, against the real OPA in both directions."""

from __future__ import annotations

import gzip
import io
import json
import subprocess
import tarfile
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interlock.errors import ConfigError, PolicyRejected
from interlock.policy.binary import find_opa
from interlock.policy.bundle import archive, collect, revision_of
from interlock.policy.signing import Release, VerificationKey, digest, signed_archive, verify

ROOT = Path(__file__).parents[2]
OPA = find_opa(None, ROOT / ".tools").path
RELEASE = Release(serial=7, built_unix_s=1_700_000_000, expires_unix_s=2_000_000_000)
NOW = 1_800_000_000.0


def make_keys(directory: Path, kind: str = "ec") -> tuple[Path, Path]:
    private, public = directory / f"{kind}.key", directory / f"{kind}.pub"
    making = {
        "ec": ["openssl", "ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", str(private)],
        "rsa": ["openssl", "genrsa", "-out", str(private), "2048"],
        "weak": ["openssl", "genrsa", "-out", str(private), "1024"],
    }[kind]
    subprocess.run(making, check=True, capture_output=True)
    subprocess.run(["openssl", "pkey", "-in", private, "-pubout", "-out", public], check=True, capture_output=True)
    return private, public


@pytest.fixture(scope="module", params=["ec", "rsa"])
def keys(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    return make_keys(tmp_path_factory.mktemp("keys"), request.param)


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    return collect(ROOT / "policies")


def test_what_we_sign_opa_takes_and_so_do_we(tmp_path: Path, keys: tuple[Path, Path], files: dict[str, bytes]) -> None:
    private, public = keys
    data = signed_archive(files, RELEASE, private, "ops")
    key = VerificationKey.read(public, "ops")

    verified = verify(data, key, now_unix_s=NOW)

    assert (verified.files, verified.revision, verified.release) == (files, revision_of(files), RELEASE)
    bundle = tmp_path / "b.tar.gz"
    bundle.write_bytes(data)
    assert loads(bundle, public, key.algorithm, "ops") == ""
    bundle.write_bytes(rewritten(data, change_rego))
    assert loads(bundle, public, key.algorithm, "ops") != ""


def loads(bundle: Path, public: Path, algorithm: str, key_id: str) -> str:
    """What OPA has against a signed bundle; empty where it serves it."""
    command = [
        OPA, "run", "--server", "--addr", f"unix://{bundle.parent}/opa.sock",
        "--skip-version-check", "--log-level=error",
        "--bundle", bundle, "--verification-key", public, "--verification-key-id", key_id,
        "--signing-alg", algorithm, "--scope", "interlock",
    ]  # fmt: skip
    process = subprocess.Popen(
        [str(word) for word in command], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    socket = bundle.parent / "opa.sock"
    until = time.monotonic() + 30
    while process.poll() is None and not socket.exists() and time.monotonic() < until:
        time.sleep(0.02)
    served = socket.exists()
    process.terminate()
    said, _ = process.communicate()
    socket.unlink(missing_ok=True)
    return "" if served else said


def test_what_opa_signs_we_read_alike(tmp_path: Path, keys: tuple[Path, Path], files: dict[str, bytes]) -> None:
    private, public = keys
    key = VerificationKey.read(public, "ops")
    revision = revision_of(files)
    metadata = {"interlock": {"serial": 1, "built_unix_s": 1}}
    bundle = tmp_path / "b.tar.gz"
    bundle.write_bytes(archive(files, revision, metadata))
    (tmp_path / "claims.json").write_text(json.dumps({"keyid": "ops", "scope": "interlock"}))
    command = [
        OPA, "sign", "--bundle", bundle, "--signing-key", private, "--signing-alg", key.algorithm,
        "--claims-file", tmp_path / "claims.json", "--output-file-path", tmp_path,
    ]  # fmt: skip
    subprocess.run([str(word) for word in command], check=True, capture_output=True)
    data = archive(files, revision, metadata, {".signatures.json": (tmp_path / ".signatures.json").read_bytes()})

    assert verify(data, key, now_unix_s=NOW).revision == revision


# --- what is not taken ------------------------------------------------------------------------------------------------


def rewritten(data: bytes, change: Callable[[dict[str, bytes]], None]) -> bytes:
    """The archive after a change to its files."""
    with tarfile.open(fileobj=io.BytesIO(data)) as tar:
        members = {entry.name.lstrip("/"): tar.extractfile(entry).read() for entry in tar}  # type: ignore[union-attr]
    change(members)
    return packed(list(members.items()))


def packed(members: list[tuple[str, bytes]]) -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w:gz") as tar:
        for name, content in members:
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            tar.addfile(entry, io.BytesIO(content))
    return buffer.getvalue()


def drop_signature(members: dict[str, bytes]) -> None:
    del members[".signatures.json"]


def no_signatures(members: dict[str, bytes]) -> None:
    members[".signatures.json"] = b'{"signatures": []}'


def change_rego(members: dict[str, bytes]) -> None:
    members["interlock/main.rego"] += b"\n"


def change_data(members: dict[str, bytes]) -> None:
    members["interlock/profiles/data.json"] = members["interlock/profiles/data.json"].replace(b'"deny"', b'"allow"')


def add_file(members: dict[str, bytes]) -> None:
    members["interlock/extra.rego"] = b"package interlock.extra"


def remove_file(members: dict[str, bytes]) -> None:
    del members["interlock/lib/lib.rego"]


def change_manifest(members: dict[str, bytes]) -> None:
    members[".manifest"] = members[".manifest"].replace(b'"serial": 7', b'"serial": 8')


def no_algorithm(members: dict[str, bytes]) -> None:
    token = json.loads(members[".signatures.json"])["signatures"][0]
    members[".signatures.json"] = json.dumps(
        {"signatures": ["eyJhbGciOiJub25lIn0." + token.split(".")[1] + "."]}
    ).encode()


@pytest.mark.row("R11")
@pytest.mark.parametrize(
    ("change", "cause"),
    [
        (drop_signature, "unsigned"),
        (no_signatures, "signature"),
        (change_rego, "signature"),
        (change_data, "signature"),
        (add_file, "signature"),
        (remove_file, "signature"),
        (change_manifest, "signature"),
        (no_algorithm, "signature"),
    ],
)
def test_a_bundle_that_was_changed_after_signing_is_rejected(
    keys: tuple[Path, Path], files: dict[str, bytes], change: Callable[[dict[str, bytes]], None], cause: str
) -> None:
    data = rewritten(signed_archive(files, RELEASE, keys[0], "ops"), change)

    with pytest.raises(PolicyRejected) as rejected:
        verify(data, VerificationKey.read(keys[1], "ops"), now_unix_s=NOW)

    assert rejected.value.cause == cause


def test_another_key_another_name_or_a_later_day_is_rejected(tmp_path: Path, files: dict[str, bytes]) -> None:
    private, public = make_keys(tmp_path)
    (tmp_path / "other").mkdir()
    _, other = make_keys(tmp_path / "other")
    data = signed_archive(files, RELEASE, private, "ops")

    for key, now, cause in (
        (VerificationKey.read(other, "ops"), NOW, "signature"),
        (VerificationKey.read(public, "dev"), NOW, "signature"),
        (VerificationKey.read(public, "ops"), 2_000_000_000.0, "expired"),
    ):
        with pytest.raises(PolicyRejected) as rejected:
            verify(data, key, now_unix_s=now)
        assert rejected.value.cause == cause


def test_a_shared_secret_cannot_stand_in_for_the_key(tmp_path: Path, files: dict[str, bytes]) -> None:
    """The public key as the secret of an HMAC is the classic of JWT."""
    import base64
    import hashlib
    import hmac

    private, public = make_keys(tmp_path)

    def forge(members: dict[str, bytes]) -> None:
        payload = json.loads(members[".signatures.json"])["signatures"][0].split(".")[1]
        head = base64.urlsafe_b64encode(b'{"alg":"HS256","kid":"ops"}').rstrip(b"=").decode()
        mac = hmac.new(public.read_bytes(), f"{head}.{payload}".encode(), hashlib.sha256).digest()
        token = f"{head}.{payload}.{base64.urlsafe_b64encode(mac).rstrip(b'=').decode()}"
        members[".signatures.json"] = json.dumps({"signatures": [token]}).encode()

    with pytest.raises(PolicyRejected):
        verify(
            rewritten(signed_archive(files, RELEASE, private, "ops"), forge),
            VerificationKey.read(public, "ops"),
            now_unix_s=NOW,
        )


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"garbage",
        gzip.compress(b"garbage"),
        packed([("interlock/a.rego", b""), ("interlock/a.rego", b"")]),
        packed([("../a.rego", b"")]),
        packed([("interlock/./a.rego", b"")]),
        gzip.compress(bytes(65 * 2**20)),
    ],
    ids=["empty", "garbage", "no tar", "twice", "outside", "odd path", "bomb"],
)
def test_an_archive_that_is_none_is_rejected(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    _, public = make_keys(tmp_path_factory.mktemp("k"))

    with pytest.raises(PolicyRejected):
        verify(data, VerificationKey.read(public, "ops"), now_unix_s=NOW)


def test_a_weak_key_and_no_key_are_refused(tmp_path: Path, files: dict[str, bytes]) -> None:
    private, public = make_keys(tmp_path, "weak")

    with pytest.raises(ConfigError, match="2048"):
        VerificationKey.read(public, "ops")
    with pytest.raises(ConfigError, match="2048"):
        signed_archive(files, RELEASE, private, "ops")
    with pytest.raises(ConfigError, match="no public key"):
        VerificationKey.read(private, "ops")


documents = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


@given(st.dictionaries(st.text(st.characters(codec="utf-8")), documents, max_size=4))
def test_the_digest_of_json_does_not_depend_on_how_it_is_laid_out(document: dict[str, object]) -> None:
    try:
        plain = json.dumps(document, sort_keys=True).encode()
        plain.decode("utf-8")
        laid_out = json.dumps(dict(reversed(document.items())), indent=3, ensure_ascii=True).encode()
    except UnicodeEncodeError:
        return

    assert digest("data.json", plain) == digest("x/data.json", laid_out)
