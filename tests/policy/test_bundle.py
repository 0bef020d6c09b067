"""A bundle is its content: same files, same bytes, same revision; nothing that OPA refuses gets that far."""

from __future__ import annotations

import json
import shutil
import tarfile
from pathlib import Path

import pytest

from interlock.errors import ConfigError
from interlock.policy.binary import Opa, find_opa
from interlock.policy.bundle import build_bundle


@pytest.fixture
def copied(policies: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(policies, tmp_path / "policies"))


def content_of(tar: tarfile.TarFile, name: str) -> bytes:
    file = tar.extractfile(f"/{name}")
    assert file is not None
    return file.read()


def test_the_same_policies_are_the_same_bundle(opa: Opa, policies: Path, copied: Path, tmp_path: Path) -> None:
    one, other = build_bundle(policies, tmp_path / "1", opa), build_bundle(copied, tmp_path / "2", opa)

    assert one.revision == other.revision
    assert one.path.read_bytes() == other.path.read_bytes()


def test_the_revision_is_where_rego_reads_it(opa: Opa, policies: Path, tmp_path: Path) -> None:
    bundle = build_bundle(policies, tmp_path, opa)
    with tarfile.open(bundle.path) as tar:
        names = tar.getnames()
        manifest, revision = (json.loads(content_of(tar, name)) for name in (".manifest", "interlock/bundle/data.json"))

    assert manifest == {"revision": bundle.revision, "roots": ["interlock"], "rego_version": 1}
    assert revision == {"revision": bundle.revision}
    assert not any(name.endswith("_test.rego") for name in names)


def test_one_changed_character_is_another_revision(opa: Opa, policies: Path, copied: Path, tmp_path: Path) -> None:
    main = copied / "interlock" / "main.rego"
    main.write_text(main.read_text().replace("no rule says more", "no rule says less"))

    assert build_bundle(copied, tmp_path, opa).revision != build_bundle(policies, tmp_path, opa).revision


def test_tests_are_no_part_of_the_revision(opa: Opa, policies: Path, copied: Path, tmp_path: Path) -> None:
    (copied / "interlock" / "more_test.rego").write_text("package interlock.more_test\n")

    assert build_bundle(copied, tmp_path, opa).revision == build_bundle(policies, tmp_path, opa).revision


@pytest.mark.parametrize(
    ("rego", "words"),
    [
        ("package interlock.x\n\nr if {", "rego_parse_error"),
        ('package interlock.x\n\nr if input.facts.comands[_].basename == "x"', "undefined ref: input.facts.comands"),
        ('package interlock.x\n\nr if input.attributes.session.idd == "x"', "undefined ref"),
        ('package interlock.x\n\nr if input.facts.commands[_].argv[_].parts[_].txt == "x"', "undefined ref"),
        ('package interlock.x\n\nr := http.send({"url": "x"})', "undefined function http.send"),
        ("package interlock.x\n\nr := time.now_ns()", "undefined function time.now_ns"),
        ("package elsewhere\n\nr := 1", "elsewhere"),
    ],
)
def test_broken_policies_are_refused_in_opas_words(
    opa: Opa, copied: Path, tmp_path: Path, rego: str, words: str
) -> None:
    (copied / "interlock" / "x.rego").write_text(rego)

    with pytest.raises(ConfigError, match=words):
        build_bundle(copied, tmp_path / "out", opa)
    assert not list((tmp_path / "out").iterdir())


def test_data_files_are_part_of_the_bundle(opa: Opa, policies: Path, copied: Path, tmp_path: Path) -> None:
    (copied / "interlock" / "tables").mkdir()
    (copied / "interlock" / "tables" / "data.yaml").write_text("a: 1\n")

    assert build_bundle(copied, tmp_path, opa).revision != build_bundle(policies, tmp_path, opa).revision


@pytest.mark.parametrize("name", ["tables.yaml", "tables.json"])
def test_a_data_file_that_opa_would_leave_out_is_refused(opa: Opa, copied: Path, tmp_path: Path, name: str) -> None:
    (copied / "interlock" / name).write_text("{}")

    with pytest.raises(ConfigError, match=name):
        build_bundle(copied, tmp_path, opa)


def test_a_directory_without_policies_is_refused(opa: Opa, tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="no policies"):
        build_bundle(tmp_path, tmp_path, opa)


# --- which OPA --------------------------------------------------------------------------------------------------------


def a_program(path: Path, says: str) -> Path:
    path.write_text(f"#!/bin/sh\necho '{says}'\n")
    path.chmod(0o755)
    return path


def test_an_old_opa_is_refused_with_a_remedy(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"1\.20\.2") as caught:
        find_opa(a_program(tmp_path / "opa", "Version: 1.20.2"), None)

    assert "make setup" in caught.value.remedy


def test_a_program_that_is_no_opa_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigError):
        find_opa(a_program(tmp_path / "opa", "hello"), None)
    with pytest.raises(ConfigError):
        find_opa(tmp_path / "missing", None)


def test_an_old_opa_on_path_does_not_hide_the_one_that_set_up_put(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "bin").mkdir()
    (tmp_path / "tools").mkdir()
    a_program(tmp_path / "bin" / "opa", "Version: 0.60.0")
    good = a_program(tmp_path / "tools" / "opa", "Version: 1.21.3")
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}:/bin:/usr/bin")

    assert find_opa(None, tmp_path / "tools").path == good


def test_without_any_opa_the_remedy_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(ConfigError, match="no OPA") as caught:
        find_opa(None, tmp_path)

    assert "go install" in caught.value.remedy


@pytest.mark.parametrize(
    ("version", "warns"), [("1.21.0", True), ("1.21.2", True), ("1.21.3", False), ("1.30.0", False)]
)
def test_versions_that_verify_badly_are_warned_about(tmp_path: Path, version: str, warns: bool) -> None:
    opa = find_opa(a_program(tmp_path / "opa", f"Version: {version}"), None)

    assert bool(opa.warning) is warns
