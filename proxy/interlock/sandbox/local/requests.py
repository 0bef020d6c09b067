"""What the agent is asked for each action."""

from __future__ import annotations

import base64
import shlex
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from interlock.errors import InvalidRequest, WrongState
from interlock.model import action as a

_SHOWN_CHARS = 4096
_USERS = ("", "user")


@dataclass(frozen=True, slots=True)
class Request:
    """One operation of the agent's."""

    op: str
    fields: dict[str, Any]
    timeout_s: float | None = None
    """How long it may take, counted by the host too; None where it has no end of its own."""
    output_bound: bool = False
    """Whether the limit of output applies."""


ANSWER_TIMEOUT_S = 30.0
"""For what needs nobody but the agent."""


def request_for(action: a.Action, languages: Sequence[str], default_timeout_s: float, process: str) -> Request:
    """The agent's operation for `action`; `process` names one that is started.

    Raises `WrongState` for a language that is not here, `InvalidRequest` for a user that is not.
    """
    user = getattr(action, "user", "")
    if user not in _USERS:
        raise InvalidRequest(f"there is no user `{user}` in the local sandbox; everything runs as `user`", "user")
    timeout_s = getattr(action, "timeout_s", 0.0) or default_timeout_s

    def run(argv: list[str], cwd: str = "", env: dict[str, str] | None = None) -> Request:
        fields = {"argv": argv, "cwd": cwd, "env": env or {}, "timeout_s": timeout_s}
        return Request("run", fields, timeout_s, output_bound=True)

    def simple(op: str, **fields: Any) -> Request:
        return Request(op, fields, ANSWER_TIMEOUT_S)

    match action:
        case (
            a.RunCommand(source=source, cwd=cwd, env=env) | a.RunCode(language="bash", source=source, cwd=cwd, env=env)
        ):
            # A cell in bash is a bash of its own: one that keeps its state between cells is not offered here.
            return run(_shell(source), cwd, env)
        case a.InstallPackages():
            return run(list(action.argv()))
        case a.RunCode(language=language, source=source, context=context, cwd=cwd, env=env):
            if language not in languages:
                raise WrongState(
                    f"language `{language}` does not run in this sandbox; it has {', '.join(languages)}", "language"
                )
            fields = {"language": language, "source": source, "context": context, "cwd": cwd, "env": env}
            return Request("code", {**fields, "timeout_s": timeout_s}, timeout_s, output_bound=True)
        case a.StartProcess(source=source, argv=argv, cwd=cwd, env=env, stdin=stdin):
            shown = (source or shlex.join(argv))[:_SHOWN_CHARS]
            words = _shell(source) if source else list(argv)
            where = {"cwd": cwd, "env": env, "timeout_s": action.timeout_s}
            return simple("start", process=process, argv=words, command=shown, stdin=stdin, **where)
        case a.SendInput(process=process, data=data, close=close):
            return simple("input", process=process, data=base64.b64encode(data).decode(), close=close)
        case a.SignalProcess(process=process, signal=signal):
            return simple("signal", process=process, signal=signal)
        case a.AttachProcess(process=process):
            return Request("attach", {"process": process}, None, output_bound=True)
        case a.ListProcesses():
            return Request("processes", {})
        case a.ReadFile(path=path):
            return Request("read", {"path": path})
        case a.WriteFile(path=path, mode=mode):
            return simple("write", path=path, mode=mode & 0o7777)
        case a.ListFiles(path=path, depth=depth):
            return Request("list", {"path": path, "depth": depth})
        case a.StatFile(path=path):
            return simple("stat", path=path)
        case a.RemoveFile(path=path, recursive=recursive):
            return simple("remove", path=path, recursive=recursive)
        case a.MoveFile(source=source, destination=destination):
            return simple("move", source=source, destination=destination)
        case a.MakeDirectory(path=path):
            return simple("mkdir", path=path)
        case _:
            raise InvalidRequest(f"a sandbox that runs does not do `{a.kind(action)}`")


def _shell(source: str) -> list[str]:
    # A login shell, as E2B's, but without start-up files: the only ones here are those that the session itself has
    # written, by whatever name, and they would run unseen before every later command.
    return ["/bin/bash", "--noprofile", "-l", "-c", source]
