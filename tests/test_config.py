"""Settings: flags > environment > file > defaults, and nothing unknown."""

from __future__ import annotations

import hashlib
import traceback
from pathlib import Path

import pytest

from interlock import config
from interlock.errors import ConfigError

DIGEST = hashlib.sha256(b"a key").hexdigest()


@pytest.fixture(autouse=True)
def _no_settings_from_outside(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in config.Settings.model_fields:
        monkeypatch.delenv("INTERLOCK_" + name.upper(), raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    monkeypatch.delenv("INTERLOCK_CONFIG", raising=False)


def test_a_flag_beats_the_environment_which_beats_the_file_which_beats_the_default(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "interlock.toml"
    file.write_text('pool = 5\nsessions = 6\nprofile = "strict"\n')
    monkeypatch.setenv("INTERLOCK_SESSIONS", "7")
    monkeypatch.setenv("INTERLOCK_PROFILE", "observe")

    settings, origins = config.load({"profile": "standard", "listen": None}, file)

    assert (settings.profile, settings.sessions, settings.pool) == ("standard", 7, 5)
    assert [origins[k] for k in ("profile", "sessions", "pool", "listen")] == [
        "flag",
        "environment",
        f"file {file}",
        "default",
    ]


def test_an_unknown_key_in_the_file_is_an_error_that_names_it(tmp_path: Path) -> None:
    file = tmp_path / "interlock.toml"
    file.write_text("pol = 5\n")

    with pytest.raises(ConfigError, match=r"`pol`.*unknown setting"):
        config.load(file=file)


def test_an_unknown_variable_is_an_error_that_names_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INTERLOCK_LISTENN", "x")

    with pytest.raises(ConfigError, match="INTERLOCK_LISTENN"):
        config.load()


def test_a_value_out_of_range_is_an_error_that_says_where_it_came_from(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INTERLOCK_SESSIONS", "0")

    with pytest.raises(ConfigError, match=r"`sessions` \(INTERLOCK_SESSIONS\)") as caught:
        config.load()
    assert caught.value.remedy == "correct or unset INTERLOCK_SESSIONS"


@pytest.mark.parametrize("address", ["foo", "127.0.0.1", ":50151", "host:", "host:port", "::1", "a b:1"])
def test_an_address_without_host_or_port_is_an_error_that_says_what_it_needs(address: str) -> None:
    with pytest.raises(ConfigError, match=r"`listen` \(flag\): .* is no host:port"):
        config.load({"listen": address})


def test_a_port_that_does_not_exist_is_an_error_and_no_other_port() -> None:
    with pytest.raises(ConfigError, match="port 99999 is out of range"):
        config.load({"listen": "127.0.0.1:99999"})


@pytest.mark.parametrize("address", ["127.0.0.1:0", "[::1]:50151", "proxy.example:65535", "unix:/run/s", "dns:///a:1"])
def test_an_address_that_grpc_takes_is_taken(address: str) -> None:
    assert config.load({"address": address})[0].client_address == address


def test_a_file_that_is_no_toml_is_an_error(tmp_path: Path) -> None:
    file = tmp_path / "interlock.toml"
    file.write_text("= 5")

    with pytest.raises(ConfigError, match="not TOML"):
        config.load(file=file)


def test_secrets_are_never_shown(tmp_path: Path) -> None:
    file = tmp_path / "interlock.toml"
    file.write_text(f'api_key = "hunter2"\n[api_keys]\nalice = "{DIGEST}"\n')

    settings, _ = config.load(file=file)

    shown = config.shown(settings)
    assert (shown["api_key"], shown["api_keys"]) == ("**********", "alice=**********")
    for secret in ("hunter2", DIGEST):
        assert secret not in str(shown) and secret not in repr(settings)


@pytest.mark.parametrize("digest", ["plaintextsecret", DIGEST.upper(), DIGEST[:-1], DIGEST + "0", ""])
def test_a_digest_that_no_key_can_have_is_an_error_that_names_the_agent_and_not_the_value(
    tmp_path: Path, digest: str
) -> None:
    file = tmp_path / "interlock.toml"
    file.write_text(f'[api_keys]\nbob = "{digest}"\n')

    with pytest.raises(ConfigError, match=r"`api_keys\.bob`.*SHA-256") as caught:
        config.load(file=file)

    told = "".join(traceback.format_exception(caught.value))
    assert not digest or digest not in told


def test_a_variable_that_must_be_json_and_is_not_is_an_error_that_names_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INTERLOCK_API_KEYS", "notjson")

    with pytest.raises(ConfigError, match=r"`api_keys` \(INTERLOCK_API_KEYS\): not JSON"):
        config.load()


def test_every_setting_says_what_it_means() -> None:
    assert all(field.description for field in config.Settings.model_fields.values())
