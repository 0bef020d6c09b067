"""Signed bundles, in the form that OPA signs and verifies: `.signatures.json`, a JWT that lists every file's digest.

https://www.openpolicyagent.org/docs/management-bundles/#signing. OPA verifies on its own only what it loads itself,
and versions before 1.21.3 could be talked past (GHSA-g2pf-6v5v-qcc8), so a bundle is verified here, to the last file,
and OPA is given an archive made of what was verified, never the bytes that came.
"""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import tarfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any, NoReturn

import jwt
import msgspec
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa

from interlock.errors import ConfigError, PolicyRejected
from interlock.policy.bundle import REVISION_FILE, ROOT, archive, members_of, revision_of

SIGNATURES = ".signatures.json"
MANIFEST = ".manifest"
SCOPE = ROOT
"""What the signature is for; a key that also signs other bundles cannot be used to pass one of those off as policy."""

MAX_PACKED_BYTES = 16 * 2**20
MAX_UNPACKED_BYTES = 64 * 2**20
MAX_FILES = 10_000

_LEAST_RSA_BITS = 2048


@dataclass(frozen=True, slots=True)
class Release:
    """What the signer says about a bundle, in its signed manifest."""

    serial: int
    """Grows with each release. An older one than has been active is a downgrade."""
    built_unix_s: int
    expires_unix_s: int | None = None


@dataclass(frozen=True, slots=True)
class Verified:
    """A bundle whose every byte the key vouches for."""

    files: Mapping[str, bytes]
    """Rego and data by path, without manifest, signature and revision file."""
    revision: str
    release: Release


class _Metadata(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    serial: int
    built_unix_s: int
    expires_unix_s: int | None = None


class _Named(msgspec.Struct, frozen=True):
    interlock: _Metadata


class _Manifest(msgspec.Struct, frozen=True):
    revision: str
    roots: tuple[str, ...]
    metadata: _Named


class _Signatures(msgspec.Struct, frozen=True):
    signatures: tuple[str, ...]


class _File(msgspec.Struct, frozen=True):
    name: str
    hash: str
    algorithm: str


class _Payload(msgspec.Struct, frozen=True):
    files: tuple[_File, ...]
    keyid: str
    scope: str


# --- signing ----------------------------------------------------------------------------------------------------------


def signed_archive(files: Mapping[str, bytes], release: Release, key: Path, key_id: str) -> bytes:
    """The gzipped bundle of `files` (as `bundle.collect` gives them), signed. The same input, the same content but for
    ECDSA's own randomness. Raises `ConfigError` for a key that is none, or too weak."""
    private, algorithm = _private_key(key)
    metadata = {"interlock": msgspec.to_builtins(release)}
    revision = revision_of(files)
    members = members_of(files, revision, metadata)
    payload = {
        "files": [
            {"name": name, "hash": digest(name, members[name]), "algorithm": "SHA-256"} for name in sorted(members)
        ],
        "keyid": key_id,
        "scope": SCOPE,
    }
    token = jwt.encode(payload, private, algorithm=algorithm, headers={"kid": key_id})
    return archive(files, revision, metadata, {SIGNATURES: json.dumps({"signatures": [token]}).encode()})


def _private_key(path: Path) -> tuple[rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey, str]:
    try:
        key = serialization.load_pem_private_key(path.read_bytes(), password=None)
    except (OSError, ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise ConfigError(f"`{path}` is no private key in PEM: {error}", _KEY_REMEDY) from error
    return key, _algorithm(key, path)  # type: ignore[return-value]  # _algorithm knows these two only


_KEY_REMEDY = (
    "openssl ecparam -name prime256v1 -genkey -noout -out policy.key; openssl ec -in policy.key -pubout -out policy.pub"
)


def _algorithm(key: object, path: Path) -> str:
    """The one algorithm that goes with a key; the bundle is not asked."""
    match key:
        case rsa.RSAPrivateKey() | rsa.RSAPublicKey() if key.key_size >= _LEAST_RSA_BITS:
            return "RS256"
        case ec.EllipticCurvePrivateKey() | ec.EllipticCurvePublicKey() if isinstance(key.curve, ec.SECP256R1):
            return "ES256"
        case _:
            raise ConfigError(f"`{path}` is neither RSA of {_LEAST_RSA_BITS} bits nor ECDSA on P-256", _KEY_REMEDY)


# --- verifying --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class VerificationKey:
    """A public key, and the name that the signature must call it by."""

    pem: bytes
    algorithm: str
    key_id: str

    @classmethod
    def read(cls, path: Path, key_id: str) -> VerificationKey:
        """Raises `ConfigError` for what is no public key of a kind that is taken."""
        try:
            pem = path.read_bytes()
            key = serialization.load_pem_public_key(pem)
        except (OSError, ValueError, UnsupportedAlgorithm) as error:
            raise ConfigError(f"`{path}` is no public key in PEM: {error}", _KEY_REMEDY) from error
        return cls(pem, _algorithm(key, path), key_id)


def verify(data: bytes, key: VerificationKey, *, now_unix_s: float) -> Verified:
    """The content of a signed bundle. Raises `PolicyRejected`, with the reason, for anything else."""
    members = dict(_unpacked(data))
    token = members.pop(SIGNATURES, None)
    if token is None:
        _reject("unsigned", f"no {SIGNATURES}")
    signed = _signed_files(token, key)
    if set(signed) != set(members):
        _reject("signature", f"signed and present files differ: {', '.join(sorted(set(signed) ^ set(members))[:5])}")
    for name, expected in signed.items():
        if digest(name, members[name]) != expected:
            _reject("signature", f"`{name}` is not what was signed")
    return _content(members, now_unix_s)


def _signed_files(signatures: bytes, key: VerificationKey) -> dict[str, str]:
    """Digest by name, from the one signature."""
    try:
        (token,) = msgspec.json.decode(signatures, type=_Signatures).signatures
        # Standard claims (`exp`, `nbf`, …) are no part of OPA's format; ours are in the manifest.
        options: Any = {"verify_exp": False, "verify_nbf": False, "verify_iat": False, "verify_aud": False}
        claims = jwt.decode(token, key.pem, algorithms=[key.algorithm], options=options)
        payload = msgspec.convert(claims, _Payload)
    except (msgspec.MsgspecError, ValueError, jwt.PyJWTError) as error:
        _reject("signature", str(error) or type(error).__name__)
    if payload.keyid != key.key_id or payload.scope != SCOPE:
        _reject("signature", f"made with key `{payload.keyid}` for `{payload.scope}`")
    if any(file.algorithm != "SHA-256" for file in payload.files):
        _reject("signature", "a digest that is not SHA-256")
    signed = {file.name.removeprefix("/"): file.hash for file in payload.files}
    if len(signed) != len(payload.files):
        _reject("signature", "a file is listed twice")
    return signed


def _content(members: dict[str, bytes], now_unix_s: float) -> Verified:
    """What the verified files say of themselves must fit as well: a signer's mistake is no policy either."""
    try:
        manifest = msgspec.json.decode(members.pop(MANIFEST), type=_Manifest)
    except (KeyError, msgspec.MsgspecError, ValueError) as error:
        _reject("manifest", str(error))
    members.pop(REVISION_FILE, None)
    if manifest.roots != (ROOT,) or any(not name.startswith(f"{ROOT}/") for name in members):
        _reject("manifest", f"everything is to be below `{ROOT}`")
    revision = revision_of(members)
    if manifest.revision != revision:
        _reject("manifest", f"it names {manifest.revision}, its files are {revision}")
    release = msgspec.convert(msgspec.to_builtins(manifest.metadata.interlock), Release)
    if release.expires_unix_s is not None and release.expires_unix_s <= now_unix_s:
        _reject("expired", f"at {release.expires_unix_s} (Unix time)")
    return Verified(members, revision, release)


def _unpacked(data: bytes) -> Iterator[tuple[str, bytes]]:
    """Regular files by name, each once, within the limits."""
    if len(data) > MAX_PACKED_BYTES:
        _reject("size", f"over {MAX_PACKED_BYTES} bytes")
    seen: set[str] = set()
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(data)) as packed:
            plain = packed.read(MAX_UNPACKED_BYTES + 1)
        if len(plain) > MAX_UNPACKED_BYTES:
            _reject("size", f"over {MAX_UNPACKED_BYTES} bytes unpacked")
        with tarfile.open(fileobj=io.BytesIO(plain), mode="r:") as tar:
            for entry in tar:
                name = entry.name.removeprefix("/")
                path = PurePosixPath(name)
                if entry.isdir():
                    continue
                if not entry.isreg() or path.is_absolute() or ".." in path.parts or str(path) != name or name in seen:
                    _reject("archive", f"entry `{entry.name}`")
                seen.add(name)
                if len(seen) > MAX_FILES:
                    _reject("size", f"over {MAX_FILES} files")
                reader = tar.extractfile(entry)
                assert reader is not None  # INVARIANT: a regular file
                yield name, reader.read()
    except (OSError, EOFError, zlib.error, tarfile.TarError) as error:
        _reject("archive", str(error))


def _reject(reason: str, detail: str) -> NoReturn:
    raise PolicyRejected(reason, detail)


# --- OPA's digest of a file -------------------------------------------------------------------------------------------


def digest(name: str, content: bytes) -> str:
    """Hex SHA-256, of JSON over its canonical form as OPA writes it (sorted keys, no blanks, numbers as they stand)."""
    if name.endswith(".json") or PurePosixPath(name).name == MANIFEST:
        try:
            document = json.loads(content, parse_int=_Number, parse_float=_Number, parse_constant=_no_constant)
        except (ValueError, RecursionError) as error:
            _reject("archive", f"`{name}`: {error}")
        content = "".join(_canonical(document)).encode("utf-8", "surrogatepass")
    return hashlib.sha256(content).hexdigest()


class _Number(str):
    """A number as it stands in the text."""


def _no_constant(word: str) -> NoReturn:
    raise ValueError(f"`{word}` is not JSON")


def _canonical(value: Any) -> Iterator[str]:
    match value:
        case dict():
            yield "{"
            for position, key in enumerate(sorted(value, key=lambda key: key.encode("utf-8", "surrogatepass"))):
                yield f"{',' if position else ''}{_text(key)}:"
                yield from _canonical(value[key])
            yield "}"
        case list():
            yield "["
            for position, item in enumerate(value):
                yield "," if position else ""
                yield from _canonical(item)
            yield "]"
        case _Number():
            yield str(value)
        case str():
            yield _text(value)
        case _:
            yield {None: "null", True: "true", False: "false"}[value]


def _text(text: str) -> str:
    # Go's encoder escapes these two, which end a line in JavaScript, even where HTML is not escaped.
    return json.dumps(text, ensure_ascii=False).replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
