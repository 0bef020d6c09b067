"""`interlock policy build`: a directory of policies → one bundle, signed or not."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path
from typing import Annotated

import typer

from interlock import config
from interlock.cli.policy.shared import Policies
from interlock.cli.settings import ConfigFile
from interlock.cli.terminal import Format, out, print_json
from interlock.errors import InvalidRequest


def build(
    to: Annotated[Path, typer.Option("--to", help="Where to write the bundle (.tar.gz).")],
    policies: Policies = None,
    sign: Annotated[
        Path | None, typer.Option("--sign", help="Private key (PEM: RSA or P-256).", show_default=False)
    ] = None,
    key_id: Annotated[str, typer.Option(help="Name of that key in the signature.")] = "interlock",
    serial: Annotated[
        int | None, typer.Option(help="Grows with each release; default: the time.", show_default=False)
    ] = None,
    days: Annotated[
        float | None, typer.Option(help="Days until it expires; default: never.", show_default=False)
    ] = None,
    output: Annotated[Format, typer.Option("--output", help="How to say what was built.")] = Format.TABLE,
    settings_file: ConfigFile = None,
) -> None:
    """Check the policies and write them as one bundle, which `policy_bundle` (signed) or any OPA can load."""
    if sign is None and (serial is not None or days is not None):
        raise InvalidRequest("--serial and --days are part of what is signed: give --sign as well")
    settings, _ = config.load({"policies": policies}, settings_file)
    from interlock.policy.binary import find_opa
    from interlock.policy.bundle import archive, build_bundle, collect
    from interlock.policy.signing import Release, signed_archive

    opa = find_opa(settings.opa, settings.tools_dir)
    with tempfile.TemporaryDirectory(prefix="interlock-build-") as scratch:
        revision = build_bundle(settings.policies, Path(scratch), opa).revision  # with OPA's checks
    files = collect(settings.policies)
    now = int(time.time())
    if sign is None:
        data = archive(files, revision)
    else:
        expires = int(now + days * 86_400) if days is not None else None
        data = signed_archive(files, Release(serial if serial is not None else now, now, expires), sign, key_id)
    scratch_file = to.with_name(to.name + ".new")
    scratch_file.write_bytes(data)
    scratch_file.replace(to)
    if output is Format.JSON:
        print_json({"path": str(to), "revision": revision, "bytes": len(data), "signed": sign is not None})
    else:
        signed = f"signed as {key_id}" if sign else "not signed"
        out.print(f"{to}: {revision}, {len(data)} bytes, {signed}")
