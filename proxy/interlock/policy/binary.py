"""Which OPA program to run."""

from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from interlock.errors import MissingPart

PINNED = (1, 21, 3)
"""What set-up installs. `pyproject.toml` says which, and is not there where Interlock is installed: a test compares."""

FLOOR = (1, 21, 0)
"""Oldest OPA that the policies are written and tested for."""

SAFE = (1, 21, 3)
"""Oldest OPA whose own bundle verification can be relied on (GHSA-g2pf-6v5v-qcc8)."""


def _text(version: tuple[int, int, int]) -> str:
    return ".".join(map(str, version))


_REMEDY = f"run `make setup`, or install one with `go install github.com/open-policy-agent/opa@v{_text(PINNED)}`"


@dataclass(frozen=True, slots=True)
class Opa:
    """An OPA program that answered for its version."""

    path: Path
    version: tuple[int, int, int]

    @property
    def version_text(self) -> str:
        return _text(self.version)

    @property
    def warning(self) -> str:
        """What the operator should know about this version; empty where there is nothing."""
        if self.version >= SAFE:
            return ""
        return (
            f"OPA {self.version_text} can be made to accept a bundle with a bad signature (GHSA-g2pf-6v5v-qcc8): "
            "fine for the policies that Interlock builds and verifies itself, not for bundles that OPA downloads; "
            f"take {_text(SAFE)} or newer"
        )


def find_opa(explicit: Path | None, tools_dir: Path | None) -> Opa:
    """The OPA to run: `explicit` and no other, else the one on `PATH`, else `tools_dir/opa`; the first new enough.

    Raises `MissingPart` with a remedy where there is none.
    """
    if explicit is not None:
        return _new_enough(explicit)
    on_path = shutil.which("opa")
    candidates = [Path(on_path)] if on_path else []
    if tools_dir is not None and (tools_dir / "opa").exists():
        candidates.append(tools_dir / "opa")
    refusals = []
    for candidate in candidates:
        try:
            return _new_enough(candidate)
        except MissingPart as error:
            refusals.append(str(error))
    raise MissingPart("; ".join(refusals) or f"no OPA on `PATH` or in `{tools_dir}`", _REMEDY)


def _new_enough(path: Path) -> Opa:
    version = _version(path)
    if version < FLOOR:
        raise MissingPart(f"`{path}` is OPA {_text(version)}, older than {_text(FLOOR)}", _REMEDY)
    return Opa(path.absolute(), version)


def _version(path: Path) -> tuple[int, int, int]:
    try:
        run = subprocess.run([path, "version"], capture_output=True, text=True, timeout=20, check=False)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise MissingPart(f"`{path}` does not run: {error}", _REMEDY) from error
    match = re.search(r"^Version: v?(\d+)\.(\d+)\.(\d+)", run.stdout, re.MULTILINE)
    if match is None:
        raise MissingPart(f"`{path}` does not say which OPA it is", _REMEDY)
    major, minor, patch = map(int, match.groups())
    return major, minor, patch
