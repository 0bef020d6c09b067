"""A directory of policies → one bundle: checked by OPA, reproducible to the byte, named by its content."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import subprocess
import tarfile
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from interlock.errors import ConfigError
from interlock.policy.binary import Opa
from interlock.policy.capabilities import capabilities
from interlock.policy.schema import schemas

ROOT = "interlock"
"""Every package and every data document of a bundle is below it."""

REVISION_FILE = f"{ROOT}/bundle/data.json"
"""Rego reads the revision at `data.interlock.bundle.revision`: one evaluation reads one transaction, so a decision
names exactly the revision that made it."""

_DATA_NAMES = ("data.json", "data.yaml", "data.yml")
_SAMPLES = "samples.json"
"""A rule's hostile and everyday spellings: its tests and its page, not its data."""
_DATA_SUFFIXES = (".json", ".yaml", ".yml")


@dataclass(frozen=True, slots=True)
class Bundle:
    """A bundle on disk."""

    path: Path
    revision: str
    """`sha256:<hex>` of the canonical content."""


def build_bundle(policies_dir: Path, destination: Path, opa: Opa) -> Bundle:
    """Collect, check and write the bundle of `policies_dir` into the directory `destination`.

    Raises `ConfigError`: no policies there, a stray file, or Rego that `opa check --strict` refuses (with its words).
    """
    return write_bundle(collect(policies_dir), destination, opa, policies_dir)


def write_bundle(files: Mapping[str, bytes], destination: Path, opa: Opa, named: Path) -> Bundle:
    """Check and write the bundle of these files; errors call it `named`. Raises `ConfigError`."""
    revision = revision_of(files)
    destination.mkdir(parents=True, exist_ok=True)
    path = destination / f"{revision.removeprefix('sha256:')}.tar.gz"
    scratch = path.with_suffix(".new")
    scratch.write_bytes(archive(files, revision))
    try:
        _check(opa, scratch, named)
        scratch.replace(path)
    finally:
        scratch.unlink(missing_ok=True)
    return Bundle(path, revision)


def collect(policies_dir: Path) -> dict[str, bytes]:
    """Files of the bundle by their path in it: Rego without tests, and data. Raises `ConfigError`."""
    files: dict[str, bytes] = {}
    for path in sorted((policies_dir / ROOT).rglob("*")):
        name = path.relative_to(policies_dir).as_posix()
        if path.is_file() and _belongs(path, name):
            files[name] = path.read_bytes()
    if not any(name.endswith(".rego") for name in files):
        raise ConfigError(
            f"no policies in `{policies_dir / ROOT}`", "point `policies` at a directory with `interlock/`"
        )
    if REVISION_FILE in files:
        raise ConfigError(f"`{REVISION_FILE}` is written by Interlock", "remove it")
    return files


def _belongs(path: Path, name: str) -> bool:
    if path.stem.endswith("_test") or path.name == _SAMPLES:
        return False
    if path.suffix in _DATA_SUFFIXES and path.name not in _DATA_NAMES:
        # OPA would leave it out without a word, and every rule that reads it would be undefined.
        raise ConfigError(f"`{name}` would not be loaded", f"OPA reads data from {' and '.join(_DATA_NAMES[:2])} only")
    return path.suffix == ".rego" or path.name in _DATA_NAMES


def revision_of(files: Mapping[str, bytes]) -> str:
    """`sha256:<hex>` over the sorted paths and digests: the same files, the same revision, whatever wrote them."""
    lines = "".join(f"{hashlib.sha256(files[name]).hexdigest()}  {name}\n" for name in sorted(files))
    return "sha256:" + hashlib.sha256(lines.encode()).hexdigest()


def members_of(
    files: Mapping[str, bytes], revision: str, metadata: Mapping[str, object] | None = None
) -> dict[str, bytes]:
    """All files of the bundle but a signature: what a signature is over."""
    manifest = {"revision": revision, "roots": [ROOT], "rego_version": 1}
    if metadata:
        manifest["metadata"] = dict(metadata)
    return {
        ".manifest": json.dumps(manifest).encode(),
        REVISION_FILE: json.dumps({"revision": revision}).encode(),
        **files,
    }


def archive(
    files: Mapping[str, bytes],
    revision: str,
    metadata: Mapping[str, object] | None = None,
    further: Mapping[str, bytes] | None = None,
) -> bytes:
    """The gzipped tarball; no times, owners or order of the file system in it. `further`: files beside the content."""
    members = {**members_of(files, revision, metadata), **(further or {})}
    buffer = io.BytesIO()
    with (
        gzip.GzipFile(fileobj=buffer, mode="wb", mtime=0, filename="") as packed,
        tarfile.open(fileobj=packed, mode="w", format=tarfile.USTAR_FORMAT) as tar,
    ):
        for name in sorted(members):
            entry = tarfile.TarInfo(f"/{name}")
            entry.size, entry.mode = len(members[name]), 0o644
            tar.addfile(entry, io.BytesIO(members[name]))
    return buffer.getvalue()


def _check(opa: Opa, bundle: Path, named: Path) -> None:
    """`opa check` with our schema and capabilities, whatever files the directory holds besides."""
    with tempfile.TemporaryDirectory(prefix="interlock-check-") as scratch:
        schema, allowed = Path(scratch, "input.json"), Path(scratch, "capabilities.json")
        schema.write_bytes(schemas()["input.json"])
        allowed.write_bytes(capabilities(opa.path))
        command: list[str | Path] = [
            opa.path,
            "check",
            "--strict",
            "--schema",
            schema,
            "--capabilities",
            allowed,
            "--bundle",
            bundle,
        ]
        run = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    if run.returncode != 0:
        words = (run.stderr or run.stdout).strip().replace(str(bundle), str(named))
        raise ConfigError(f"OPA refuses the policies: {words}", "correct them; `make check` says the same")
