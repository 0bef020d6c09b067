"""Settings: flags > environment > file > defaults, and nothing unknown."""

from __future__ import annotations

from pathlib import Path

import pytest

from interlock import config
from interlock.errors import ConfigError


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

    with pytest.raises(ConfigError, match=r"`sessions` \(environment\)"):
        config.load()


def test_a_file_that_is_no_toml_is_an_error(tmp_path: Path) -> None:
    file = tmp_path / "interlock.toml"
    file.write_text("= 5")

    with pytest.raises(ConfigError, match="not TOML"):
        config.load(file=file)


def test_secrets_are_never_shown(tmp_path: Path) -> None:
    file = tmp_path / "interlock.toml"
    file.write_text('[api_keys]\nalice = "deadbeef"\n')

    settings, _ = config.load(file=file)

    assert "deadbeef" not in str(config.shown(settings)) and "alice" in config.shown(settings)["api_keys"]
    assert "deadbeef" not in repr(settings)


def test_every_setting_says_what_it_means() -> None:
    assert all(field.description for field in config.Settings.model_fields.values())
