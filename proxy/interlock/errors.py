"""The whole error tree, split by who must act.

    InterlockError
    ├── ConfigError               the operator: settings, unusable machine
    │   ├── MissingPart           a program that we need is not there, or not usable
    │   └── PolicyRejected        a bundle that is not what it should be; the policy before it stays
    ├── RequestError              the caller
    │   ├── InvalidRequest
    │   ├── Unauthenticated
    │   ├── NotFound
    │   ├── AlreadyExists
    │   ├── WrongState
    │   ├── TooLarge
    │   └── LimitReached
    └── DependencyError           neither: a part we need gave no usable answer; nothing ran
        ├── DecisionPointError
        ├── AuditError
        ├── AnalysisError
        └── SandboxError
            ├── SandboxUnavailable    provably nothing started
            └── SandboxLost           it died while something ran: the outcome is unknown

A denial is an answer, not an error. Messages: lower case, no full stop, the offending value in backticks.
"""

from __future__ import annotations


class InterlockError(Exception):
    """Root of everything Interlock raises on purpose."""


class ConfigError(InterlockError):
    """The operator must change something: a setting, a missing program, a machine that cannot isolate.

    `remedy` is the command or setting that mends it.
    """

    def __init__(self, message: str, remedy: str = "") -> None:
        super().__init__(message)
        self.remedy = remedy


class MissingPart(ConfigError):
    """A program that Interlock needs is not there, too old, or does not run."""


class PolicyRejected(ConfigError):
    """A bundle is not taken: unsigned, changed, expired, older than what was active, or not usable by OPA.

    `cause` is one word: `unsigned`, `signature`, `expired`, `downgrade`, `manifest`, `archive`, `size`, `rego` or
    `source`.
    """

    def __init__(self, cause: str, detail: str) -> None:
        super().__init__(
            f"policy bundle rejected ({cause}): {detail}", "build and sign it anew: `interlock policy build`"
        )
        self.cause = cause


class RequestError(InterlockError):
    """The caller must change the request. `field` is the protobuf path of the offending field, if one is."""

    def __init__(self, message: str, field: str = "") -> None:
        super().__init__(message)
        self.field = field


class InvalidRequest(RequestError):
    """A value is malformed or out of range."""


class Unauthenticated(RequestError):
    """The caller's credential is missing or wrong."""


class NotFound(RequestError):
    """No such session, process, file or record for this principal."""


class AlreadyExists(RequestError):
    """The thing to be made is there already."""


class WrongState(RequestError):
    """The thing exists and cannot do that now: a closed session, a language the sandbox does not have."""


class TooLarge(RequestError):
    """Over a size limit; the message names the limit."""


class LimitReached(RequestError):
    """A quota, a rate or a queue is full. `retry_after_s` is a hint."""

    def __init__(self, message: str, retry_after_s: float = 1.0) -> None:
        super().__init__(message)
        self.retry_after_s = retry_after_s


class DependencyError(InterlockError):
    """A part Interlock needs gave no usable answer."""


class DecisionPointError(DependencyError):
    """The decision point gave no usable answer: unreachable, late, or outside the schema.

    `cause` is one word of a closed list (`policy.answer.CAUSES`); `detail` says more, for the operator's log only.
    """

    def __init__(self, endpoint: str, cause: str, detail: str = "") -> None:
        super().__init__(f"no decision from `{endpoint}`: {cause}; nothing ran")
        self.cause = cause
        self.detail = detail


class AuditError(DependencyError):
    """The audit log could not make a record durable; what waited for it did not happen."""


class AnalysisError(DependencyError):
    """No analysis worker could be had. A worker that crashed or ran late is a fact, not this error."""


class SandboxError(DependencyError):
    """The sandbox failed."""


class SandboxUnavailable(SandboxError):
    """The sandbox could not be reached or made; provably nothing started."""


class SandboxLost(SandboxError):
    """The sandbox died while something ran; what was received is delivered, the outcome is unknown."""
