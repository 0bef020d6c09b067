"""What a sandbox says while it carries out an action: a closed union of events."""

from __future__ import annotations

from typing import Literal as L

import msgspec


class _Event(msgspec.Struct, frozen=True, kw_only=True, tag_field="event", omit_defaults=True):
    pass


class Started(_Event, frozen=True, kw_only=True, tag="started"):
    """A process is running. `process` is our id for it, stable for the session; `pid` is the sandbox's."""

    process: str
    pid: int = 0


class Output(_Event, frozen=True, kw_only=True, tag="output"):
    """Bytes as the program wrote them."""

    stream: L["stdout", "stderr"]
    data: bytes


class Result(_Event, frozen=True, kw_only=True, tag="result"):
    """A rich result of a cell: MIME type → text; binary types base64-encoded, as Jupyter has them."""

    data: dict[str, str]
    is_main_result: bool = False


class CodeError(_Event, frozen=True, kw_only=True, tag="code_error"):
    """The cell raised."""

    name: str
    value: str
    traceback: str


class FileChunk(_Event, frozen=True, kw_only=True, tag="file_chunk"):
    data: bytes


class FileInfo(_Event, frozen=True, kw_only=True, tag="file_info"):
    """One file of a listing, or the answer to a stat."""

    path: str
    type: L["file", "directory", "symlink", "other"]
    size: int
    mode: int
    modified_unix_s: float
    target: str = ""


class ProcessInfo(_Event, frozen=True, kw_only=True, tag="process_info"):
    process: str
    pid: int
    command: str
    running: bool
    exit_code: int | None = None


class Exited(_Event, frozen=True, kw_only=True, tag="exited"):
    """The end of an action, always the last event of a stream that did not fail.

    `exit_code` is the program's own (128 + n for signal n); 0 for file operations and for cells without an error.
    """

    exit_code: int = 0
    status: L["succeeded", "failed", "timed_out", "killed"] = "succeeded"
    execution_count: int | None = None
    detail: str = ""


Event = Started | Output | Result | CodeError | FileChunk | FileInfo | ProcessInfo | Exited
