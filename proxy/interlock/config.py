"""Settings: declared once here, with unit, default and secrecy; flags > `INTERLOCK_*` > TOML file > defaults."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal

import platformdirs
from pydantic import AfterValidator, Field, SecretStr, ValidationError
from pydantic.fields import FieldInfo
from pydantic_settings import (
    BaseSettings,
    EnvSettingsSource,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from interlock.errors import ConfigError

_PREFIX = "INTERLOCK_"
_CHECKOUT = Path(__file__).resolve().parents[2]

# Variables of ours that are no settings of the proxy: the file itself, and what set-up reads.
_NOT_SETTINGS = {"INTERLOCK_CONFIG", "INTERLOCK_OPA_SHA256"}


def _digest(value: SecretStr) -> SecretStr:
    # Anything else would be compared in vain: a key in plain text, upper-case digits.
    if not re.fullmatch(r"[0-9a-f]{64}", value.get_secret_value()):
        raise ValueError("not the lower-case hex SHA-256 (64 digits) of a key")
    return value


def _address(value: str) -> str:
    """gRPC would take the port modulo 65536, and a name without one for something else."""
    if not value or value.startswith("unix:"):
        return value
    found = re.fullmatch(r"(?:\S+://[^/\s]*/)?(?:\[[^\]\s]+\]|[^:\[\]\s]+):([0-9]+)", value)
    if found is None:
        raise ValueError(f"`{value}` is no host:port, as 127.0.0.1:50151 is")
    if int(found[1]) > 65535:
        raise ValueError(f"port {found[1]} is out of range (0 to 65535)")
    return value


Address = Annotated[str, AfterValidator(_address)]
KeyDigest = Annotated[SecretStr, AfterValidator(_digest)]


class Settings(BaseSettings):
    """Every setting. The description says what it means and its unit."""

    model_config = SettingsConfigDict(
        env_prefix=_PREFIX, extra="forbid", frozen=True, validate_default=True, hide_input_in_errors=True
    )

    listen: Address = Field(
        "127.0.0.1:50151", description="where the proxy listens for gRPC (host:port; port 0 picks one)"
    )
    address: Address = Field("", description="where clients find the proxy (host:port); empty: the value of `listen`")
    data_dir: Path = Field(
        default_factory=lambda: Path(platformdirs.user_state_dir("interlock")),
        description="directory under which everything the proxy writes lives",
    )
    policies: Path = Field(_CHECKOUT / "policies", description="directory of the Rego library")
    policy_bundle: str = Field(
        "", description="signed bundle that is followed instead of `policies`: a file, or an http(s) URL"
    )
    policy_key: Path | None = Field(None, description="public key (PEM) that `policy_bundle` is signed with")
    policy_key_id: str = Field("interlock", description="name of that key in the signature")
    policy_poll_s: float = Field(30.0, ge=1, le=86_400, description="how often `policy_bundle` is looked at (s)")
    policy_max_age_s: float = Field(
        0.0, ge=0, description="refuse to decide when `policy_bundle` was confirmed so long ago (s); 0: never"
    )
    policy_ca: Path | None = Field(
        None, description="certificates that `policy_bundle`'s server is checked against (PEM)"
    )
    policy_certificate: Path | None = Field(None, description="certificate and key shown to that server (PEM)")
    policy_token: SecretStr = Field(SecretStr(""), description="bearer token shown to that server")
    opa_url: str = Field("", description="OPA that somebody else runs (http(s)://…); empty: a private one")
    opa_ca: Path | None = Field(None, description="certificates that `opa_url` is checked against (PEM)")
    opa_certificate: Path | None = Field(None, description="certificate and key shown to `opa_url` (PEM)")
    opa_token: SecretStr = Field(SecretStr(""), description="bearer token shown to `opa_url`")
    profile: Literal["standard", "strict", "observe"] = Field("standard", description="policy profile")
    sandbox: Literal["local"] = Field("local", description="where allowed actions run")
    opa: Path | None = Field(None, description="the OPA program; unset: `PATH`, then `tools_dir`")
    tools_dir: Path = Field(_CHECKOUT / ".tools", description="directory where set-up put OPA")
    runtime_dir: Path = Field(_CHECKOUT / ".runtime", description="environment that runs inside the local sandbox")
    api_key: SecretStr = Field(
        SecretStr(""), description="API key that `exec` and `check --address` show the proxy; empty: none"
    )
    api_keys: dict[str, KeyDigest] = Field(
        default_factory=dict,
        description="agent name to lower-case hex SHA-256 of its API key; none: callers on loopback need no key",
    )
    decision_timeout_s: float = Field(0.25, gt=0, le=30, description="longest wait for one decision (s)")
    analysis_workers: int = Field(2, ge=1, le=64, description="analysis processes")
    knowledge_files: list[Path] = Field(
        default_factory=list,
        description="tables of what further programs do, before the shipped ones (analysis/knowledge/README.md)",
    )
    analysis_cache_bytes: int = Field(64 * 2**20, ge=0, description="bound of the cache of analysis results (bytes)")
    sessions: int = Field(10, ge=1, le=10_000, description="most sessions at once")
    session_lifetime_s: float = Field(3600.0, gt=0, description="life of a session whose caller names none (s)")
    pool: int = Field(2, ge=0, le=100, description="sandboxes kept warm")
    sandbox_memory_bytes: int = Field(1024 * 2**20, ge=128 * 2**20, description="memory of one sandbox (bytes)")
    sandbox_disk_bytes: int = Field(
        256 * 2**20, ge=2**20, description="size of a sandbox's home and of its /tmp (bytes each)"
    )
    sandbox_processes: int = Field(64, ge=8, le=4096, description="most processes in one sandbox")
    command_timeout_s: float = Field(60.0, gt=0, description="life of a command or cell that names none (s)")
    require_cgroup: bool = Field(False, description="refuse to start where memory limits are best effort")
    message_bytes: int = Field(16 * 2**20, ge=2**16, description="largest gRPC message that is read (bytes)")
    log_level: Literal["debug", "info", "warning", "error"] = Field("info", description="least severe line logged")

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        # `load` merges the sources itself, because it has to say where each value came from.
        return (init_settings,)

    @property
    def client_address(self) -> str:
        return self.address or self.listen


def load(flags: Mapping[str, Any] | None = None, file: Path | None = None) -> tuple[Settings, dict[str, str]]:
    """The settings, and for each its origin: `flag`, `environment`, `file <path>` or `default`.

    `flags` with value None count as not given. Raises `ConfigError` for unknown keys, bad values and unreadable files.
    """
    _refuse_unknown_variables()
    file = file or _default_file()
    origins = dict.fromkeys(Settings.model_fields, "default")
    merged: dict[str, Any] = {}
    layers: list[tuple[str, Mapping[str, Any]]] = []
    if file is not None:
        layers.append((f"file {file}", _read(file)))
    layers.append(("environment", _Environment(Settings)()))
    layers.append(("flag", {key: value for key, value in (flags or {}).items() if value is not None}))
    for origin, layer in layers:
        merged.update(layer)
        origins.update(dict.fromkeys(layer, origin))
    try:
        return Settings(**merged), {key: origins[key] for key in Settings.model_fields}
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        name = ".".join(str(part) for part in first["loc"])
        setting = str(first["loc"][0]) if first["loc"] else ""
        where = origins.get(setting, "")
        if where == "environment":
            where = _PREFIX + setting.upper()
        said = str(first["msg"]).removeprefix("Value error, ")
        known = "unknown setting" if first["type"] == "extra_forbidden" else said[:1].lower() + said[1:]
        raise ConfigError(f"setting `{name}` ({where}): {known}", _remedy(where)) from error


def _remedy(where: str) -> str:
    """One that works: `interlock config show` needs the environment and the file to be whole."""
    if where == "flag":
        return "`interlock config show` says what it means"
    return f"correct or unset {where}" if where.startswith(_PREFIX) else "correct it there"


def shown(settings: Settings) -> dict[str, str]:
    """Every value as text, secrets hidden."""
    values: dict[str, str] = {}
    for name in Settings.model_fields:
        value = getattr(settings, name)
        if name == "api_keys":
            values[name] = ", ".join(f"{agent}={digest}" for agent, digest in value.items())
        elif isinstance(value, list):
            values[name] = ", ".join(str(item) for item in value)
        else:
            values[name] = "" if value is None else str(value)
    return values


class _Environment(EnvSettingsSource):
    """Our variables. Raises `ConfigError` for one that has to be JSON and is not."""

    def decode_complex_value(self, field_name: str, field: FieldInfo, value: Any) -> Any:
        try:
            return super().decode_complex_value(field_name, field, value)
        except ValueError as error:
            raise ConfigError(
                f"setting `{field_name}` ({_PREFIX}{field_name.upper()}): not JSON",
                'as in INTERLOCK_API_KEYS=\'{"agent": "<digest>"}\'',
            ) from error


def _default_file() -> Path | None:
    named = os.environ.get("INTERLOCK_CONFIG")
    if named:
        return Path(named)
    usual = Path(platformdirs.user_config_dir("interlock")) / "interlock.toml"
    return usual if usual.is_file() else None


def _read(file: Path) -> Mapping[str, Any]:
    if not file.is_file():
        raise ConfigError(f"no settings file at `{file}`", "name an existing file, or none")
    try:
        return TomlConfigSettingsSource(Settings, toml_file=file)()
    except OSError as error:
        raise ConfigError(f"settings file `{file}` cannot be read: {error.strerror}", "mend its permissions") from error
    except ValueError as error:
        raise ConfigError(f"settings file `{file}` is not TOML: {error}", "mend the file") from error


def _refuse_unknown_variables() -> None:
    known = {_PREFIX + name.upper() for name in Settings.model_fields} | _NOT_SETTINGS
    for variable in sorted(os.environ):
        if variable.startswith(_PREFIX) and variable not in known:
            raise ConfigError(
                f"unknown environment variable `{variable}`",
                f"unset {variable}; `interlock config show` lists all settings",
            )
