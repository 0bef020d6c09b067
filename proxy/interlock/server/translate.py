"""Between the wire and the model. Requests are valid by the protos' own rules before they come here."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from google.protobuf.duration_pb2 import Duration
from google.protobuf.timestamp_pb2 import Timestamp

from interlock.enforcement.call import Closed, Decided
from interlock.errors import InvalidRequest
from interlock.model import action as a
from interlock.model import output as o
from interlock.model.decision import Effect, Reason, RuleAnswer, Severity
from interlock.model.facts import Facts, to_source
from interlock.model.record import Receipt
from interlock.model.session import Session
from interlock.v1 import decision_pb2, execution_pb2, file_pb2, session_pb2, types_pb2

_LANGUAGES: Mapping[int, a.CodeLanguage] = {
    execution_pb2.LANGUAGE_UNSPECIFIED: "python",
    execution_pb2.LANGUAGE_PYTHON: "python",
    execution_pb2.LANGUAGE_JAVASCRIPT: "javascript",
    execution_pb2.LANGUAGE_TYPESCRIPT: "typescript",
    execution_pb2.LANGUAGE_R: "r",
    execution_pb2.LANGUAGE_JAVA: "java",
    execution_pb2.LANGUAGE_BASH: "bash",
}
_SIGNALS: Mapping[int, a.Signal] = {
    execution_pb2.SIGNAL_UNSPECIFIED: "SIGTERM",
    execution_pb2.SIGNAL_INT: "SIGINT",
    execution_pb2.SIGNAL_TERM: "SIGTERM",
    execution_pb2.SIGNAL_KILL: "SIGKILL",
}
_EFFECTS = {
    Effect.ALLOW: types_pb2.EFFECT_ALLOW,
    Effect.ASK: types_pb2.EFFECT_ASK,
    Effect.DENY: types_pb2.EFFECT_DENY,
}
_SEVERITIES: Mapping[Severity, types_pb2.Severity.ValueType] = {
    "low": types_pb2.SEVERITY_LOW,
    "medium": types_pb2.SEVERITY_MEDIUM,
    "high": types_pb2.SEVERITY_HIGH,
    "critical": types_pb2.SEVERITY_CRITICAL,
}
_OUTCOMES = {
    "succeeded": types_pb2.OUTCOME_SUCCEEDED,
    "failed": types_pb2.OUTCOME_FAILED,
    "timed_out": types_pb2.OUTCOME_TIMED_OUT,
    "killed": types_pb2.OUTCOME_KILLED,
    "unknown": types_pb2.OUTCOME_UNKNOWN,
}
_FILE_TYPES = {
    "file": file_pb2.FILE_TYPE_FILE,
    "directory": file_pb2.FILE_TYPE_DIRECTORY,
    "symlink": file_pb2.FILE_TYPE_SYMLINK,
    "other": file_pb2.FILE_TYPE_OTHER,
}

# --- requests ---------------------------------------------------------------------------------------------------------


def action_of(request: Any) -> a.Action:
    """The action that a request asks for. Raises `InvalidRequest` for what the protos' rules cannot say."""
    match request:
        case execution_pb2.RunCommandRequest():
            return a.RunCommand(
                source=_text(request.source, "source"),
                cwd=_path(request.cwd, "cwd"),
                env=_env(request.env),
                user=_text(request.user, "user"),
                timeout_s=_seconds(request.timeout),
            )
        case execution_pb2.RunCodeRequest():
            return a.RunCode(
                source=_text(request.source, "source"),
                language=_LANGUAGES[request.language],
                context=_text(request.context, "context"),
                cwd=_path(request.cwd, "cwd"),
                env=_env(request.env),
                timeout_s=_seconds(request.timeout),
            )
        case execution_pb2.StartProcessRequest():
            if bool(request.source) == bool(request.argv):
                raise InvalidRequest("either `source` or `argv`, and not both", field="source")
            return a.StartProcess(
                source=_text(request.source, "source"),
                argv=tuple(_text(word, "argv") for word in request.argv),
                cwd=_path(request.cwd, "cwd"),
                env=_env(request.env),
                user=_text(request.user, "user"),
                stdin=request.stdin,
                timeout_s=_seconds(request.timeout),
            )
        case execution_pb2.SendInputRequest():
            return a.SendInput(process=_text(request.process_id, "process_id"), data=request.data, close=request.close)
        case execution_pb2.SignalProcessRequest():
            return a.SignalProcess(process=_text(request.process_id, "process_id"), signal=_SIGNALS[request.signal])
        case execution_pb2.AttachProcessRequest():
            return a.AttachProcess(process=_text(request.process_id, "process_id"))
        case execution_pb2.ListProcessesRequest():
            return a.ListProcesses()
        case execution_pb2.InstallPackagesRequest():
            return a.InstallPackages(
                manager="npm" if request.manager == execution_pb2.PACKAGE_MANAGER_NPM else "pip",
                packages=tuple(_text(name, "packages") for name in request.packages),
                timeout_s=_seconds(request.timeout),
            )
        case file_pb2.ReadFileRequest():
            return a.ReadFile(path=_text(request.path, "path"))
        case file_pb2.WholeFile():
            return a.WriteFile(path=_text(request.path, "path"), content=request.content, mode=request.mode or 0o644)
        case file_pb2.ListFilesRequest():
            return a.ListFiles(path=_text(request.path, "path"), depth=request.depth or 1)
        case file_pb2.StatFileRequest():
            return a.StatFile(path=_text(request.path, "path"))
        case file_pb2.RemoveFileRequest():
            return a.RemoveFile(path=_text(request.path, "path"), recursive=request.recursive)
        case file_pb2.MoveFileRequest():
            return a.MoveFile(
                source=_text(request.source, "source"), destination=_text(request.destination, "destination")
            )
        case file_pb2.MakeDirectoryRequest():
            return a.MakeDirectory(path=_text(request.path, "path"))
        case session_pb2.CreateSessionRequest():
            return a.CreateSession(
                template=_text(request.template, "template"),
                env=_env(request.env),
                cwd=_path(request.cwd, "cwd"),
                user=_text(request.user, "user"),
                lifetime_s=_seconds(request.lifetime),
                metadata=dict(request.metadata),
            )
        case session_pb2.CloseSessionRequest():
            return a.CloseSession()
        case decision_pb2.Action():
            return action_of(getattr(request, cast(str, request.WhichOneof("action"))))
        case _:
            raise AssertionError(f"no action for {type(request).__name__}")


def _text(value: str, field: str) -> str:
    """No NUL: nothing that would run it can hold one, and what cuts strings there would see another text than
    policy."""
    if "\0" in value:
        raise InvalidRequest(f"`{field}` holds a NUL character", field=field)
    return value


def _path(value: str, field: str) -> str:
    _text(value, field)
    if value and not value.startswith("/"):
        raise InvalidRequest(f"`{field}` is `{value}`, not an absolute path", field=field)
    return value


def _env(pairs: Mapping[str, str]) -> dict[str, str]:
    for name, value in pairs.items():
        _text(name, "env")
        _text(value, "env")
        if not name or "=" in name:
            raise InvalidRequest(f"`{name}` is no name of a variable", field="env")
    return dict(pairs)


def _seconds(duration: Duration) -> float:
    return duration.seconds + duration.nanos / 1e9


# --- answers ----------------------------------------------------------------------------------------------------------


def receipt(value: Receipt) -> types_pb2.Receipt:
    return types_pb2.Receipt(
        decision_id=value.decision_id, origin=value.origin, seq=value.seq, leaf_hash=value.leaf_hash
    )


def decision(decided: Decided) -> types_pb2.Decision:
    """The decision with its spans led back to the submitted source, and its receipt."""
    answer = decided.decision
    needed = any(reason.spans for reason in (*answer.reasons, *answer.shadow))
    facts = decided.analysis.facts() if needed and decided.analysis is not None else None
    return types_pb2.Decision(
        effect=_EFFECTS[answer.effect],
        reasons=[_reason(reason, facts) for reason in answer.reasons],
        shadow=[_reason(reason, facts) for reason in answer.shadow],
        obligations=[types_pb2.Obligation(kind=o.kind, value=str(o.value)) for o in answer.obligations],
        policy=types_pb2.PolicyStamp(revision=answer.policy.revision, profile=answer.policy.profile),
        receipt=receipt(decided.receipt),
        completeness=decided.analysis.completeness() if decided.analysis is not None else "",
    )


_MOST_SPANS = 4
_MOST_WORDS = 400


def abridged(whole: types_pb2.Decision, most_bytes: int) -> types_pb2.Decision:
    """The decision in at most `most_bytes`, least needed first to go; the record has it whole.

    The effect, the first reason, the policy and the receipt always stay.
    """
    if whole.ByteSize() <= most_bytes:
        return whole
    told = types_pb2.Decision()
    told.CopyFrom(whole)
    told.abridged = True
    del told.shadow[:]
    for reason in told.reasons:
        del reason.spans[_MOST_SPANS:]
        reason.title = reason.title[:_MOST_WORDS]
        reason.message = reason.message[:_MOST_WORDS]
        reason.remediation = reason.remediation[:_MOST_WORDS]
    while told.ByteSize() > most_bytes and len(told.reasons) > 1:
        del told.reasons[-1]
    if told.ByteSize() > most_bytes:
        del told.obligations[:]
        # Characters of up to four bytes each: a quarter fits, whatever they are.
        for name in ("title", "message", "remediation"):
            setattr(told.reasons[0], name, getattr(told.reasons[0], name)[: _MOST_WORDS // 4])
    return told


def _reason(reason: Reason, facts: Facts | None) -> types_pb2.Reason:
    spans = []
    for span in reason.spans:
        if facts is None or span.unit >= len(facts.units):
            continue
        start, end = to_source(facts, span.unit, span.start, span.end)
        spans.append(types_pb2.Span(unit=span.unit, start=span.start, end=span.end, source_start=start, source_end=end))
    return types_pb2.Reason(
        rule=reason.rule,
        title=reason.title,
        severity=_SEVERITIES[reason.severity],
        message=reason.message,
        remediation=reason.remediation,
        spans=spans,
    )


def rule_answer(answer: RuleAnswer, facts: Facts | None) -> decision_pb2.RuleAnswer:
    return decision_pb2.RuleAnswer(
        rule=answer.rule,
        shadow=answer.mode == "shadow",
        effect=_EFFECTS[answer.effect],
        fired=answer.fired,
        reasons=[_reason(reason, facts) for reason in answer.reasons],
    )


def event(item: Decided | o.Event | Closed) -> tuple[str, Any] | None:
    """Field of a stream's `oneof event`, and its value; None for what has no field: `Exited`, told by the
    completion."""
    match item:
        case Decided():
            return "decision", decision(item)
        case o.Output(stream=stream, data=data):
            return "output", execution_pb2.Output(**{stream: data})
        case o.Result(data=data, is_main_result=main):
            return "result", execution_pb2.Result(data=data, main=main)
        case o.CodeError(name=name, value=value, traceback=traceback):
            return "error", execution_pb2.CodeError(name=name, value=value, traceback=traceback)
        case o.Started(process=id_, pid=pid):
            return "process", execution_pb2.Process(id=id_, pid=pid, running=True)
        case o.FileChunk(data=data):
            return "chunk", data
        case Closed():
            return "completion", _completion(item)
        case _:
            return None


def _completion(closed: Closed) -> types_pb2.Completion:
    return types_pb2.Completion(
        outcome=_OUTCOMES[closed.outcome.outcome],
        exit_code=closed.outcome.exit_code or 0,
        duration_us=closed.outcome.duration_us,
        detail=closed.outcome.error,
        execution_count=closed.execution_count or 0,
        receipt=receipt(closed.receipt) if closed.receipt else None,
    )


def process(info: o.ProcessInfo) -> execution_pb2.Process:
    return execution_pb2.Process(
        id=info.process, pid=info.pid, command=info.command, running=info.running, exit_code=info.exit_code or 0
    )


def file_info(info: o.FileInfo) -> file_pb2.FileInfo:
    return file_pb2.FileInfo(
        path=info.path,
        type=_FILE_TYPES[info.type],
        size=info.size,
        mode=info.mode,
        modified=_timestamp(info.modified_unix_s),
        target=info.target,
    )


def session(value: Session) -> session_pb2.Session:
    return session_pb2.Session(
        id=value.id,
        backend=value.backend,
        isolation=value.isolation,
        created=_timestamp(value.created_unix_s),
        expires=_timestamp(value.expires_unix_s),
        template=value.template,
        cwd=value.cwd,
        metadata=value.metadata,
        languages=value.languages,
    )


def _timestamp(unix_s: float) -> Timestamp:
    stamp = Timestamp()
    stamp.FromNanoseconds(int(unix_s * 1e9))
    return stamp
