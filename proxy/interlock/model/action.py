"""Everything an agent can ask for: one closed union. Every door builds an `Action` and hands it to the enforcer."""

from __future__ import annotations

import functools
import hashlib
import shlex
from typing import Any
from typing import Literal as L

import msgspec

CodeLanguage = L["python", "javascript", "typescript", "r", "java", "bash"]
Signal = L["SIGINT", "SIGTERM", "SIGKILL"]


class _Action(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", omit_defaults=True):
    """Base of the union. `kind` is the tag on the wire, in the policy input and in records."""


class CreateSession(_Action, frozen=True, kw_only=True, tag="create_session", omit_defaults=True):
    """A sandbox of one's own."""

    template: str = ""
    env: dict[str, str] = {}
    cwd: str = ""
    user: str = ""
    lifetime_s: float = 0.0
    """0: the default of the settings."""
    metadata: dict[str, str] = {}


class CloseSession(_Action, frozen=True, kw_only=True, tag="close_session", omit_defaults=True):
    """The end of a session: its sandbox and all its processes."""


class RunCommand(_Action, frozen=True, kw_only=True, tag="run_command", omit_defaults=True):
    """A shell text, run by a login bash to its end."""

    source: str
    cwd: str = ""
    env: dict[str, str] = {}
    user: str = ""
    timeout_s: float = 0.0


class RunCode(_Action, frozen=True, kw_only=True, tag="run_code", omit_defaults=True):
    """A cell for a stateful kernel."""

    source: str
    language: CodeLanguage = "python"
    context: str = ""
    """Name of the kernel; empty is the session's default one for the language."""
    cwd: str = ""
    env: dict[str, str] = {}
    timeout_s: float = 0.0


class StartProcess(_Action, frozen=True, kw_only=True, tag="start_process", omit_defaults=True):
    """A long-running program. Either `source` (a shell text for a login bash) or `argv`."""

    source: str = ""
    argv: tuple[str, ...] = ()
    cwd: str = ""
    env: dict[str, str] = {}
    user: str = ""
    stdin: bool = False
    """Keep standard input open for `SendInput`."""
    timeout_s: float = 0.0
    """Life of the process; 0: as long as the session."""


class SendInput(_Action, frozen=True, kw_only=True, tag="send_input", omit_defaults=True):
    """Bytes for a process's standard input; analysed as program text when the process interprets it."""

    process: str
    data: bytes = b""
    close: bool = False
    program: str = ""
    """Filled in by the enforcer, never by the caller: basename of the interpreter that reads the input, if one does."""
    before: bytes = b""
    """Filled in by the enforcer: what that interpreter was sent before, which this input goes on with."""


class SignalProcess(_Action, frozen=True, kw_only=True, tag="signal_process", omit_defaults=True):
    """A signal for a process of the session."""

    process: str
    signal: Signal = "SIGTERM"


class AttachProcess(_Action, frozen=True, kw_only=True, tag="attach_process", omit_defaults=True):
    """The output of a process of the session, from now on."""

    process: str


class ListProcesses(_Action, frozen=True, kw_only=True, tag="list_processes", omit_defaults=True):
    """The processes of the session."""


class InstallPackages(_Action, frozen=True, kw_only=True, tag="install_packages", omit_defaults=True):
    """Packages by requirement; the sandbox runs `argv()`, never text of the caller's."""

    manager: L["pip", "npm"]
    packages: tuple[str, ...]
    timeout_s: float = 0.0

    def argv(self) -> tuple[str, ...]:
        """The canonical command. `--` ends the options, so that no package name can be read as one."""
        if self.manager == "pip":
            return (
                "python3",
                "-m",
                "pip",
                "install",
                "--no-input",
                "--disable-pip-version-check",
                "--",
                *self.packages,
            )
        return ("npm", "install", "--no-audit", "--no-fund", "--", *self.packages)


class ReadFile(_Action, frozen=True, kw_only=True, tag="read_file", omit_defaults=True):
    path: str


class WriteFile(_Action, frozen=True, kw_only=True, tag="write_file", omit_defaults=True):
    path: str
    content: bytes
    mode: int = 0o644


class ListFiles(_Action, frozen=True, kw_only=True, tag="list_files", omit_defaults=True):
    path: str
    depth: int = 1


class StatFile(_Action, frozen=True, kw_only=True, tag="stat_file", omit_defaults=True):
    path: str


class RemoveFile(_Action, frozen=True, kw_only=True, tag="remove_file", omit_defaults=True):
    path: str
    recursive: bool = False


class MoveFile(_Action, frozen=True, kw_only=True, tag="move_file", omit_defaults=True):
    source: str
    destination: str


class MakeDirectory(_Action, frozen=True, kw_only=True, tag="make_directory", omit_defaults=True):
    path: str


Action = (
    CreateSession
    | CloseSession
    | RunCommand
    | RunCode
    | StartProcess
    | SendInput
    | SignalProcess
    | AttachProcess
    | ListProcesses
    | InstallPackages
    | ReadFile
    | WriteFile
    | ListFiles
    | StatFile
    | RemoveFile
    | MoveFile
    | MakeDirectory
)

_encoder = msgspec.json.Encoder(order="deterministic")
_decoder: msgspec.json.Decoder[Action] = msgspec.json.Decoder(Action)


def encode(action: Action) -> bytes:
    """Canonical JSON of an action (bytes fields as base64): equal actions, equal bytes. What `digest` hashes."""
    # msgspec leaves a field out where it *is* the default object; a 0.0 from the wire is another one that is equal.
    return _encoder.encode(type(action)(**given(action)))


def given(action: Action) -> dict[str, Any]:
    """The parameters by name, but for those that have their default."""
    return {
        field.name: value
        for field in _fields(type(action))
        if (value := getattr(action, field.name))
        != (field.default if field.default_factory is msgspec.NODEFAULT else {})
        or field.required
    }


_fields = functools.cache(msgspec.structs.fields)


def decode(data: bytes) -> Action:
    """The action that `encode` wrote. Raises `msgspec.ValidationError`."""
    return _decoder.decode(data)


def digest(action: Action) -> str:
    """`sha256:<hex>` of the canonical form: binds a permit to the exact bytes and parameters."""
    return "sha256:" + hashlib.sha256(encode(action)).hexdigest()


def kind(action: Action) -> str:
    """The tag: `run_command`, `write_file`, …"""
    return kind_of(type(action))


def kind_of(member: type[Action]) -> str:
    """The tag of one member of the union."""
    return str(member.__struct_config__.tag)


def source_of(action: Action) -> str:
    """The program text of the action, for display and for underlining spans; empty where there is none.

    For argv actions it is the quoted command line that the analyser uses as unit 0.
    """
    match action:
        case RunCommand(source=source) | RunCode(source=source):
            return source
        case StartProcess(source=source, argv=argv):
            return source or shlex.join(argv)
        case SendInput(before=before, data=data):
            return (before + data).decode("utf-8", "replace")
        case InstallPackages():
            return shlex.join(action.argv())
        case WriteFile(content=content):
            return content.decode("utf-8", "replace")
        case (
            ReadFile(path=path)
            | ListFiles(path=path)
            | StatFile(path=path)
            | RemoveFile(path=path)
            | MakeDirectory(path=path)
        ):
            return path
        case MoveFile(source=source, destination=destination):
            return shlex.join((source, destination))
        case _:
            return ""
