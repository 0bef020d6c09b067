"""`interlock policy build`, and a proxy on what it built."""

from __future__ import annotations

import json
import shutil
import signal
import subprocess
from pathlib import Path

import pytest

from cli.proxy import INTERLOCK, serving, until

ROOT = Path(__file__).parents[2]


def build(policies: Path, to: Path, *options: str) -> subprocess.CompletedProcess[str]:
    command = [
        *INTERLOCK,
        "policy",
        "build",
        "--policies",
        str(policies),
        "--to",
        str(to),
        "--output",
        "json",
        *options,
    ]
    return subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)


@pytest.fixture
def policies(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "policies", tmp_path / "policies")
    return tmp_path / "policies"


def revision_with(policies: Path, word: str) -> None:
    path = policies / "interlock" / "profiles" / "data.json"
    document = json.loads(path.read_text())
    document["standard"]["description"] = word
    path.write_text(json.dumps(document))


def recorded(tmp_path: Path, event: str) -> list[dict[str, str]]:
    found = []
    for segment in sorted((tmp_path / "data" / "audit").rglob("*")):
        if segment.is_file():
            for line in segment.read_bytes().splitlines():
                if b'"' + event.encode() + b'"' in line:
                    found.append(json.loads(line[line.index(b"{") :]))
    return found


@pytest.mark.sandbox
def test_a_signed_bundle_is_followed_and_a_changed_one_is_recorded(policies: Path, tmp_path: Path) -> None:
    key, public, bundle = tmp_path / "key", tmp_path / "pub", tmp_path / "policy.tar.gz"
    making = ["openssl", "ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", str(key)]
    subprocess.run(making, check=True, capture_output=True)
    subprocess.run(["openssl", "pkey", "-in", key, "-pubout", "-out", public], check=True, capture_output=True)
    first = json.loads(build(policies, bundle, "--sign", str(key), "--serial", "1").stdout)
    with serving(tmp_path, policy_bundle=str(bundle), policy_key=str(public), policy_poll_s="1") as (_, said):
        assert said["policy"] == {"revision": first["revision"], "profile": "standard", "source": str(bundle)}
        revision_with(policies, "another")
        build(policies, bundle, "--sign", str(key), "--serial", "2")
        until(lambda: len(recorded(tmp_path, "policy_activated")) == 2)
        build(policies, bundle)  # not signed
        until(lambda: recorded(tmp_path, "policy_rejected"))


@pytest.mark.sandbox
def test_a_hangup_reloads_the_directory_and_a_broken_one_changes_nothing(policies: Path, tmp_path: Path) -> None:
    with serving(tmp_path, policies=str(policies)) as (process, _):
        revision_with(policies, "another")
        process.send_signal(signal.SIGHUP)
        until(lambda: recorded(tmp_path, "policy_activated"))
        (policies / "interlock" / "main.rego").write_text("package interlock\n\nx := ")
        process.send_signal(signal.SIGHUP)
        until(lambda: recorded(tmp_path, "policy_rejected"))
        assert process.poll() is None


def test_a_serial_without_a_signature_is_refused(policies: Path, tmp_path: Path) -> None:
    run = build(policies, tmp_path / "b.tar.gz", "--serial", "1")

    assert run.returncode == 2 and "--sign" in run.stderr


def test_policies_that_opa_refuses_are_not_built(policies: Path, tmp_path: Path) -> None:
    (policies / "interlock" / "main.rego").write_text("package interlock\n\nx := ")
    run = build(policies, tmp_path / "b.tar.gz")

    assert run.returncode == 2 and not (tmp_path / "b.tar.gz").exists()
