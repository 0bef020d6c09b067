"""`interlock doctor`: every prerequisite, what was found, and the fix."""

from __future__ import annotations

import asyncio
import os
import platform
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

import typer
from rich.markup import escape

from interlock import __version__, config
from interlock.cli.settings import ConfigFile
from interlock.cli.terminal import Exit, Format, out, print_json
from interlock.errors import ConfigError, InterlockError

_LOW_DISK_BYTES = 512 * 2**20


@dataclass(frozen=True, slots=True)
class Finding:
    """One prerequisite."""

    check: str
    status: Literal["ok", "warning", "failed"]
    found: str
    fix: str = ""


def doctor(
    output: Annotated[Format, typer.Option("--output", help="How to print.")] = Format.TABLE,
    data_dir: Annotated[
        Path | None, typer.Option("--data-dir", help="Data directory to look at.", show_default=False)
    ] = None,
    file: ConfigFile = None,
) -> None:
    """Check this machine, offline: starts a real sandbox and a real OPA for a moment. Exit 4 where a part is
    missing."""
    settings, _ = config.load({"data_dir": data_dir}, file)
    findings: list[Finding] = []
    for name, probe in _PROBES.items():
        finding = _probed(name, probe, settings)
        findings.append(finding)
        if output is Format.TABLE:
            style = {"ok": "green", "warning": "yellow", "failed": "bold red"}[finding.status]
            out.print(f"[{style}]{finding.status:8}[/] {finding.check:12} {escape(finding.found)}")
            if finding.fix:
                out.print(f"{'':22}fix: {escape(finding.fix)}")
    if output is Format.JSON:
        print_json({"version": __version__, "findings": findings})
    failed = any(finding.status == "failed" for finding in findings)
    raise typer.Exit(Exit.UNAVAILABLE if failed else Exit.OK)


def _probed(name: str, probe: Callable[[config.Settings], Finding], settings: config.Settings) -> Finding:
    try:
        return probe(settings)
    except ConfigError as error:
        return Finding(name, "failed", str(error), error.remedy)
    except (InterlockError, OSError) as error:
        return Finding(name, "failed", str(error))


def _python(settings: config.Settings) -> Finding:
    return Finding("python", "ok", f"{platform.python_version()} at {sys.executable}")


def _opa(settings: config.Settings) -> Finding:
    from interlock.policy.binary import find_opa

    opa = find_opa(settings.opa, settings.tools_dir)
    found = f"{opa.version_text} at {opa.path}"
    return Finding("opa", "warning" if opa.warning else "ok", found, opa.warning)


def _policies(settings: config.Settings) -> Finding:
    from interlock import app

    async def ask() -> tuple[str, float]:
        with tempfile.TemporaryDirectory(prefix="interlock-") as scratch:
            began = time.monotonic()
            async with app.supervised_opa(settings, Path(scratch)) as (_, bundle, _):
                return bundle.revision, time.monotonic() - began

    revision, took_s = asyncio.run(ask())
    return Finding("policies", "ok", f"{settings.policies} at {revision[:19]}, answering after {took_s:.1f} s")


def _bubblewrap(settings: config.Settings) -> Finding:
    from interlock.sandbox.local.bwrap import find_bwrap

    bwrap = find_bwrap()
    return Finding("bubblewrap", "ok", f"{bwrap.version} at {bwrap.path} ({bwrap.source})")


def _sandbox(settings: config.Settings) -> Finding:
    from interlock import app

    async def launch() -> dict[str, str]:
        backend = app.local_backend(settings.model_copy(update={"pool": 0}))
        try:
            await backend.start()
            return dict(backend.isolation)
        finally:
            await backend.close()

    isolation = asyncio.run(launch())
    found = ", ".join(f"{key} {value}" for key, value in isolation.items())
    best_effort = "none" in isolation.get("cgroup", "")
    remedy = "mount the cgroup controllers memory and pids" if os.geteuid() == 0 else "start the proxy as root"
    fix = f"{remedy}, for hard memory limits" if best_effort else ""
    return Finding("sandbox", "warning" if best_effort else "ok", found, fix)


def _disk(settings: config.Settings) -> Finding:
    directory = settings.data_dir
    directory.mkdir(mode=0o700, parents=True, exist_ok=True)
    free = shutil.disk_usage(directory).free
    with tempfile.TemporaryFile(dir=directory) as file:
        file.write(b"x" * 4096)
        file.flush()
        began = time.perf_counter()
        os.fdatasync(file.fileno())
        took_ms = 1000 * (time.perf_counter() - began)
    found = f"{directory}: {free / 2**30:.1f} GiB free, a commit takes {took_ms:.1f} ms"
    if free < _LOW_DISK_BYTES:
        return Finding("disk", "warning", found, "free some space: without it nothing can be recorded, so nothing runs")
    return Finding("disk", "ok", found)


def _log(settings: config.Settings) -> Finding:
    from interlock.audit.verify import verify

    directory = settings.data_dir / "audit"
    if not directory.is_dir():
        return Finding("audit log", "ok", "none yet")
    result = verify(directory)
    if result.ok:
        return Finding("audit log", "ok", f"{result.verdict}: {result.detail}")
    return Finding(
        "audit log", "failed", f"{result.verdict}: {result.detail}", "interlock audit verify; keep the files"
    )


def _languages(settings: config.Settings) -> Finding:
    node = shutil.which("node", path="/usr/bin:/usr/local/bin")
    return Finding(
        "languages", "ok", "bash, python" + (", javascript" if node else "; javascript needs Node.js under /usr")
    )


_PROBES: dict[str, Callable[[config.Settings], Finding]] = {
    "python": _python,
    "opa": _opa,
    "policies": _policies,
    "bubblewrap": _bubblewrap,
    "sandbox": _sandbox,
    "disk": _disk,
    "audit log": _log,
    "languages": _languages,
}
