"""Action, facts and attributes → the document that policies judge."""

from __future__ import annotations

import hashlib
import math
from typing import Literal as L

import msgspec

from interlock.errors import DecisionPointError
from interlock.model import action as a
from interlock.model.attributes import Attributes
from interlock.model.facts import Facts
from interlock.policy.answer import ENDPOINT
from interlock.ports import Analysis

ActionKind = L[
    "create_session",
    "close_session",
    "run_command",
    "run_code",
    "start_process",
    "send_input",
    "signal_process",
    "attach_process",
    "list_processes",
    "install_packages",
    "read_file",
    "write_file",
    "list_files",
    "stat_file",
    "remove_file",
    "move_file",
    "make_directory",
]


class Content(msgspec.Struct, frozen=True, kw_only=True):
    """Stands for submitted bytes (program text, standard input, an upload), which policy judges by the facts alone."""

    size: int
    """Bytes; program text counts as UTF-8."""
    sha256: str
    """Lower-case hex."""


class ActionView(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The action's parameters without its bytes. An attribute that has nothing to say is left out."""

    kind: ActionKind
    content: Content | None = None
    """Program text of commands, code and processes; bytes for standard input or a file."""
    language: a.CodeLanguage | None = None
    argv: tuple[str, ...] = ()
    cwd: str = ""
    env: dict[str, str] = {}
    user: str = ""
    timeout_s: float = 0.0
    context: str = ""
    stdin: bool = False
    process: str = ""
    program: str = ""
    """Basename of the interpreter that reads the input, if one does."""
    close: bool = False
    signal: a.Signal | None = None
    manager: L["pip", "npm"] | None = None
    packages: tuple[str, ...] = ()
    path: str = ""
    """The file; of a move, the file that is moved."""
    destination: str = ""
    mode: int | None = None
    depth: int = 0
    recursive: bool = False
    template: str = ""
    lifetime_s: float = 0.0
    metadata: dict[str, str] = {}


class InputDocument(msgspec.Struct, frozen=True, kw_only=True):
    """`input` as policies see it. `policies/schemas/input.json` is generated from this."""

    action: ActionView
    attributes: Attributes
    facts: Facts


_encoder = msgspec.json.Encoder(order="deterministic")


def input_document(action: a.Action, analysis: Analysis, attributes: Attributes) -> bytes:
    """Canonical JSON `{"input": {"action": …, "attributes": …, "facts": …}}`; the facts go in as they are, undecoded.

    Raises `DecisionPointError("encoding")` for what JSON cannot say: NaN, infinities, lone surrogates, huge integers.
    """
    try:
        return compose(view(action), analysis.document, attributes)
    except (UnicodeError, OverflowError, ValueError) as error:
        raise DecisionPointError(ENDPOINT, "encoding", str(error)) from error


def compose(action: ActionView, facts: bytes, attributes: Attributes) -> bytes:
    """The document of parts that are at hand. Raises `ValueError` or `OverflowError` for what JSON cannot say."""
    return b'{"input":{"action":%b,"attributes":%b,"facts":%b}}' % (
        _encoder.encode(action),
        _encoder.encode(attributes),
        facts,
    )


def view(action: a.Action) -> ActionView:
    """What policy sees of an action beside its facts. Raises `ValueError` for NaN and infinities, `UnicodeError`."""
    match action:
        case a.CreateSession():
            return ActionView(
                kind="create_session",
                template=action.template,
                env=action.env,
                cwd=action.cwd,
                user=action.user,
                lifetime_s=_finite(action.lifetime_s),
                metadata=action.metadata,
            )
        case a.CloseSession():
            return ActionView(kind="close_session")
        case a.RunCommand():
            return ActionView(
                kind="run_command",
                content=_text(action.source),
                cwd=action.cwd,
                env=action.env,
                user=action.user,
                timeout_s=_finite(action.timeout_s),
            )
        case a.RunCode():
            return ActionView(
                kind="run_code",
                content=_text(action.source),
                language=action.language,
                context=action.context,
                cwd=action.cwd,
                env=action.env,
                timeout_s=_finite(action.timeout_s),
            )
        case a.StartProcess():
            return ActionView(
                kind="start_process",
                content=_text(action.source) if action.source else None,
                argv=action.argv,
                cwd=action.cwd,
                env=action.env,
                user=action.user,
                stdin=action.stdin,
                timeout_s=_finite(action.timeout_s),
            )
        case a.SendInput():
            return ActionView(
                kind="send_input",
                content=_bytes(action.data),
                process=action.process,
                program=action.program,
                close=action.close,
            )
        case a.SignalProcess():
            return ActionView(kind="signal_process", process=action.process, signal=action.signal)
        case a.AttachProcess():
            return ActionView(kind="attach_process", process=action.process)
        case a.ListProcesses():
            return ActionView(kind="list_processes")
        case a.InstallPackages():
            return ActionView(
                kind="install_packages",
                argv=action.argv(),
                manager=action.manager,
                packages=action.packages,
                timeout_s=_finite(action.timeout_s),
            )
        case _:
            return _file_view(action)


def _file_view(
    action: a.ReadFile | a.WriteFile | a.ListFiles | a.StatFile | a.RemoveFile | a.MoveFile | a.MakeDirectory,
) -> ActionView:
    match action:
        case a.ReadFile():
            return ActionView(kind="read_file", path=action.path)
        case a.WriteFile():
            return ActionView(kind="write_file", path=action.path, content=_bytes(action.content), mode=action.mode)
        case a.ListFiles():
            return ActionView(kind="list_files", path=action.path, depth=action.depth)
        case a.StatFile():
            return ActionView(kind="stat_file", path=action.path)
        case a.RemoveFile():
            return ActionView(kind="remove_file", path=action.path, recursive=action.recursive)
        case a.MoveFile():
            return ActionView(kind="move_file", path=action.source, destination=action.destination)
        case a.MakeDirectory():
            return ActionView(kind="make_directory", path=action.path)


def _text(source: str) -> Content:
    # The digest is all that policy gets of it, and bytes that were no UTF-8 have one as well: the facts say `encoding`.
    return _bytes(source.encode("utf-8", "surrogatepass"))


def _bytes(data: bytes) -> Content:
    return Content(size=len(data), sha256=hashlib.sha256(data).hexdigest())


def _finite(seconds: float) -> float:
    # msgspec writes NaN and the infinities as null, which would read as "no limit given"
    if not math.isfinite(seconds):
        raise ValueError(f"`{seconds}` is no duration")
    return seconds
