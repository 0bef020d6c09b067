"""A rule's samples: the spellings that it must fire on and the everyday neighbours that it must leave alone.

They stand in `samples.json` beside the rule, and are its tests, its scenarios, its page in the rule reference and the
seeds of fuzzing:

    {"fires": [{"source": "rm -rf /"},
               {"language": "python", "source": "shutil.rmtree('/')"},
               {"action": {"kind": "create_session", "user": "root"}, "note": "a session as root"}],
     "quiet": [{"source": "rm -rf build", "cwd": "/home/user/project"}]}
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from interlock.errors import ConfigError
from interlock.model import action as a
from interlock.model.attributes import Attributes
from interlock.model.principal import Principal
from interlock.workbench.cases import Case, case, remembering

FILE = "samples.json"
WHEN = 1_700_000_000
"""The time (Unix, s) at which samples are judged, so that no answer depends on the day."""


class Sample(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """One thing that an agent might ask. Either `source` or `action`."""

    source: str = ""
    """A command in bash, or a cell in another language."""
    language: str = "bash"
    cwd: str = ""
    env: dict[str, str] = {}
    files: dict[str, str] = {}
    """Path → text that the session wrote before."""
    action: a.Action | None = None
    """For every other door: an action as records hold it (`kind` and its parameters; bytes as base64)."""
    attributes: dict[str, Any] = {}
    """What is to be true around it, merged over the defaults: `{"session": {"executions": 1001, …}}`."""
    note: str = ""
    """What is special about it, for its page."""

    def case(self) -> Case:
        """Raises `InvalidRequest` for an unknown language."""
        if self.action is None:
            return case(self.source, self.language, cwd=self.cwd, env=self.env, files=self.files)
        return Case(None, a.source_of(self.action), self.action, remembering(self.files, self.cwd))

    def around(self, profile: str = "standard") -> Attributes:
        """The attributes that it is judged with. Raises `msgspec.ValidationError`."""
        base = msgspec.to_builtins(Attributes(principal=Principal(), profile=profile, time_unix_s=WHEN))
        return msgspec.convert(_merged(base, self.attributes), Attributes)

    @property
    def title(self) -> str:
        """One line that tells it from its neighbours."""
        return self.note or self.source or (a.encode(self.action).decode() if self.action else "")


class Samples(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """All of one rule's."""

    fires: tuple[Sample, ...]
    quiet: tuple[Sample, ...]


@dataclass(frozen=True, slots=True)
class RuleSamples:
    """The samples of one rule, and where they stand."""

    rule: str
    """Id: `<category>.<rule>`."""
    path: Path
    samples: Samples


def read(path: Path) -> Samples:
    """Raises `ConfigError` where the file is not as described above."""
    try:
        return msgspec.json.decode(path.read_bytes(), type=Samples)
    except (OSError, msgspec.DecodeError) as error:
        raise ConfigError(f"`{path}`: {error}", "see interlock/workbench/samples.py for its form") from error


def of_rules(policies: Path) -> Iterator[RuleSamples]:
    """The samples of every rule below a directory of policies, by rule. Raises `ConfigError`."""
    for path in sorted((policies / "interlock" / "rules").glob(f"*/*/{FILE}")):
        yield RuleSamples(".".join(path.parts[-3:-1]), path, read(path))


def _merged(base: dict[str, Any], over: dict[str, Any]) -> dict[str, Any]:
    return {
        key: _merged(base[key], over[key])
        if isinstance(base.get(key), dict) and isinstance(over.get(key), dict)
        else over.get(key, base.get(key))
        for key in base | over
    }
