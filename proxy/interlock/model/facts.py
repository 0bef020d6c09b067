"""Facts: what a source does or may do, with spans. The only source of the document that policies read.

`policies/schemas/`, the fact reference and the example documents are generated from this module. Facts never
judge. They are lookup-ready: a rule starts from `index`, never from a scan.

Conventions, for every struct here:
- Lists refer to each other by position: command id 3 is `facts.commands[3]`.
- Spans are `[start, end)` character offsets into their unit; `units[]` lead back to the submitted source (unit 0).
- Lists are always there, perhaps empty. An attribute that has nothing to say is left out (encoded as absent).
- `certainty` is `certain` where the effect happens whenever the item is reached, `possible` where it depends on a
  value, a branch or a guess.
"""

from __future__ import annotations

from typing import Literal as L

import msgspec

FACTS_VERSION = 1

Certainty = L["certain", "possible"]

OpaqueCode = L[
    "syntax_error",  # bash itself rejects the text here: it runs nothing of the span
    "parse_error",  # the first reader could not read a construct
    "parser_disagreement",  # a second reader sees a command that the first does not
    "dialect_ambiguous",  # bash and dash would run different commands
    "depth",  # nesting over a limit
    "size",  # bytes, commands, words or heredocs over a limit
    "timeout",  # the time budget ran out
    "memory",  # the memory budget ran out
    "crash",  # the analysis worker died
    "control_chars",  # C0 controls other than newline, tab (and CR at line ends); bidi; invisible characters
    "encoding",  # not UTF-8, a NUL, a coding cookie other than UTF-8
    "latent_substitution",  # a literal holds a substitution that arithmetic may run
    "dynamic_command",  # the name of the program is computed
    "dynamic_code",  # program text handed to an interpreter is computed
    "unknown_wrapper_option",  # a wrapper's option is not in its table: which operand is the program?
    "alias",  # an alias changes how later lines parse
    "program_not_seen",  # an interpreter runs a file whose text was never seen
    "unknown_magic",  # a cell magic that is not in the table
    "unsupported_language",  # no analyser for it
]
"""Closed list of reasons why something could not be resolved."""

Language = L[
    "bash",
    "sh",
    "python",
    "javascript",
    "typescript",
    "r",
    "java",
    "sql",
    "awk",
    "sed",
    "perl",
    "ruby",
    "php",
    "lua",
    "other",
]

EntryKind = L[
    "bash-login", "bash-interactive", "bash", "dash", "ipython", "cpython", "node", "r", "java", "file", "argv", "none"
]
"""How the source will be interpreted. `argv`: a program started without a shell. `none`: no program text at all."""


class Span(msgspec.Struct, frozen=True, array_like=True):
    """Half-open range of character offsets into a unit; encoded as `[start, end]`."""

    start: int
    end: int


# --- values -----------------------------------------------------------------------------------------------------------


class Literal(msgspec.Struct, frozen=True, tag_field="kind", tag="literal"):
    """Exactly this text."""

    text: str


class Concat(msgspec.Struct, frozen=True, tag_field="kind", tag="concat"):
    """The parts, one after the other. Never holds a `Concat`; adjacent literals are merged."""

    parts: tuple[Value, ...]


class OneOf(msgspec.Struct, frozen=True, tag_field="kind", tag="one_of"):
    """One of these values."""

    values: tuple[Value, ...]


class Prefix(msgspec.Struct, frozen=True, tag_field="kind", tag="prefix"):
    """Begins with `text`; the rest is unknown."""

    text: str


class Suffix(msgspec.Struct, frozen=True, tag_field="kind", tag="suffix"):
    """Ends with `text`; the rest is unknown."""

    text: str


class Glob(msgspec.Struct, frozen=True, tag_field="kind", tag="glob"):
    """Zero or more names that this shell pattern matches (`*`, `?`, `[…]`, backslash quotes)."""

    text: str


class Output(msgspec.Struct, frozen=True, tag_field="kind", tag="output"):
    """What a command prints; `command` is its id (the last one of the substitution)."""

    command: int


class Unknown(msgspec.Struct, frozen=True, tag_field="kind", tag="unknown"):
    """Only known at run time; `why` names the source: a variable, `$1`, a loop, …"""

    why: str = ""


Value = Literal | Concat | OneOf | Prefix | Suffix | Glob | Output | Unknown
"""What an argument, path, host or name may be."""


# --- items ------------------------------------------------------------------------------------------------------------


class Entry(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """How the submitted source will be interpreted."""

    kind: EntryKind
    env: dict[str, str]
    """Environment that the request and the session set (name → value)."""
    user: str | None = None
    cwd: str | None = None


class Opaque(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """A span that could not be resolved."""

    code: OpaqueCode
    unit: int
    span: Span
    detail: str = ""


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """How well the source was read."""

    completeness: L["complete", "partial", "opaque"]
    """`partial`: something is opaque; `opaque`: the text as a whole could not be read."""
    opaque: tuple[Opaque, ...]
    limits: tuple[str, ...]
    """Names of the limits that were hit: `bytes`, `depth`, `time`, …"""
    versions: dict[str, str]
    """Analyser and grammar versions."""


class Unit(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """The submitted source (id 0), or a program text inside it."""

    language: Language
    sha256: str
    """Of the text as UTF-8, lower-case hex."""
    size: int
    """Bytes."""
    readers: tuple[str, ...]
    parent: int | None = None
    via: str | None = None
    """How the text reaches its interpreter: `bash -c`, `heredoc to python3`, `eval`, `os.system`, `%%bash`, `file
    x.sh`."""
    span: Span | None = None
    """Where it stands in its parent; of a computed text, the expression that computes it."""
    verbatim: bool = False
    """The text is the parent's characters from `span.start` on, so that spans inside can be shifted."""


class LaunchedBy(msgspec.Struct, frozen=True, kw_only=True):
    """What starts a command instead of the shell itself."""

    id: int
    """Command id."""
    how: str
    """`sudo`, `xargs`, `find -exec`, `env`, `bash -c` …"""


class PipelineStage(msgspec.Struct, frozen=True, kw_only=True):
    """Position in a pipeline of two stages or more."""

    id: int
    stage: int
    """From 0."""
    last: bool


class Stdin(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """Where standard input comes from, if not inherited."""

    source: L["pipe", "file", "heredoc", "herestring", "process", "fd"]
    commands: tuple[int, ...] = ()
    """Command ids whose output it is (pipe, process)."""
    value: Value | None = None
    """The path (file) or the text (heredoc, herestring) as far as known."""


class Redirect(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """One redirection of a command."""

    op: str
    """As written: `>`, `>>`, `<`, `<<`, `&>`, `>&`, …"""
    target: Value
    fd: int | None = None
    file: int | None = None
    """Id of the file effect it has."""


Context = L["conditional", "loop", "function", "background", "subshell", "trap", "substitution", "alias"]


class Command(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """A program (or builtin) that would start."""

    unit: int
    span: Span
    certainty: Certainty
    name: Value
    argv: tuple[Value, ...]
    """Decoded words, the name first."""
    options: dict[str, Value]
    """Normalised option → argument (literal `""` for a flag): the long name without dashes where the program has
    one, else the letter."""
    operands: tuple[Value, ...]
    env: dict[str, Value]
    wrappers: tuple[str, ...]
    """Basenames of the programs that launch it, outermost first: `sudo`, `env`, `xargs`."""
    redirects: tuple[Redirect, ...]
    context: tuple[Context, ...]
    basename: str | None = None
    """Last component of the name where it is known; absent where the name is not."""
    known: bool = False
    """The program is in the knowledge tables."""
    builtin: bool = False
    cwd: Value | None = None
    user: str | None = None
    launched_by: LaunchedBy | None = None
    pipeline: PipelineStage | None = None
    stdin: Stdin | None = None
    privileged: bool = False
    """Runs with another user's rights: below sudo, su, doas, pkexec, …"""


class Cause(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """What has the effect: a command or a call; neither for what the action itself does (a file upload)."""

    command: int | None = None
    call: int | None = None


FileOp = L[
    "read",
    "write",
    "append",
    "create",
    "delete",
    "move",
    "link",
    "execute",
    "chmod",
    "chown",
    "mount",
    "extract",
    "list",
]

Sink = L[
    "shell_startup",
    "git_hook",
    "git_config",
    "cron",
    "systemd",
    "ssh",
    "auto_import",
    "path",
    "ipython_startup",
    "autostart",
    "loader",
    "npm_config",
    "pip_config",
    "sudoers",
    "profile_d",
    "udev",
    "init",
    "editor",
    "tool_startup",
]
"""Places whose content is run later by something else."""


class FileEffect(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """A file that is read, changed or run."""

    unit: int
    span: Span
    certainty: Certainty
    op: FileOp
    path: Value
    ancestors: tuple[str, ...]
    """Directories that certainly contain the path, `/` first, without the path itself; of a glob, those of its fixed
    part
    (and that part itself). Empty where not even the first is known."""
    by: Cause
    resolved: str | None = None
    """Absolute and normalised (`..`, `//`, `/proc/self/root` removed), where the path is literal and the directory
    known;
    below an unknown working directory, relative paths stay relative and have no `resolved`."""
    recursive: bool = False
    sink: Sink | None = None
    mode: str | None = None
    """Octal or symbolic mode of chmod and create; owner of chown."""
    source: int | None = None
    """File effect (op `read`) that the content comes from: copy, move, link."""


NetworkOp = L["connect", "listen", "download", "upload", "resolve"]
AddressClass = L["loopback", "private", "link_local", "metadata", "public", "unknown"]
FlowsTo = L["interpreter", "file", "program", "nothing"]


class NetworkEffect(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """A connection that would be made or awaited."""

    unit: int
    span: Span
    certainty: Certainty
    op: NetworkOp
    host: Value
    parents: tuple[str, ...]
    """Parent domains of a literal host name, nearest first: `a.b.example` → `b.example`, `example`. Empty for
    addresses."""
    ip_class: AddressClass
    """Of a literal address in any spelling (decimal, hex, octal, IPv4-mapped); `metadata` also for the well-known
    names."""
    by: Cause
    url: Value | None = None
    port: int | None = None
    scheme: str | None = None
    flows_to: FlowsTo = "nothing"
    """Where what is downloaded goes. `interpreter`: some interpreter runs it, by whatever route."""
    file: int | None = None
    """File effect of what the program or the call saves the content in."""
    sends: tuple[int, ...] = ()
    """File effects whose content goes out over it, or may: by options, pipes, substitutions, files in between."""
    sends_environment: bool = False
    """So do all variables of the environment."""


PackageSource = L["index", "url", "vcs", "path", "unknown"]


class PackageEffect(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """A package that would be installed, removed or fetched."""

    unit: int
    span: Span
    certainty: Certainty
    manager: str
    action: L["install", "remove", "upgrade", "fetch", "run", "publish"]
    name: Value
    pinned: bool
    source: PackageSource
    by: Cause
    version: str | None = None
    index_url: Value | None = None
    ecosystem: str | None = None
    """The index whose names its packages have (`pypi`, `npm`, `gem`, `crates`), whatever the manager."""
    near: str | None = None
    """The popular package whose name this one almost is: a character more, less or other, two swapped, look-alikes."""


ProcessOp = L["start", "signal", "limit", "trace", "shutdown", "reboot", "fork_bomb", "schedule"]


class ProcessEffect(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """Something done to processes or to the machine, beyond starting a listed command."""

    unit: int
    span: Span
    certainty: Certainty
    op: ProcessOp
    by: Cause
    target: Value | None = None


PrivilegeKind = L["become_user", "setuid", "capabilities", "namespaces", "account", "password", "group", "sudoers"]


class PrivilegeEffect(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """A change of rights or of accounts."""

    unit: int
    span: Span
    certainty: Certainty
    kind: PrivilegeKind
    by: Cause
    target: Value | None = None


EnvironmentDanger = L[
    "loader",
    "interpreter_startup",
    "shell_startup",
    "pager",
    "editor",
    "ssh_command",
    "git",
    "path",
    "ifs",
    "prompt",
    "proxy",
    "function",
]


EnvironmentOp = L["read", "set", "unset", "list"]


class EnvironmentEffect(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """A variable that is read, set or unset."""

    unit: int
    span: Span
    certainty: Certainty
    op: EnvironmentOp
    by: Cause
    name: Value | None = None
    value: Value | None = None
    danger: EnvironmentDanger | None = None


class Import(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """A module that is imported."""

    unit: int
    span: Span
    certainty: Certainty
    module: Value
    names: tuple[str, ...]
    alias: str | None = None
    dynamic: bool = False


CallCategory = L[
    "process", "code", "file", "network", "deserialise", "native", "introspection", "environment", "package", "other"
]


class Call(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """A call in a programming language whose callee means something to policy."""

    unit: int
    span: Span
    certainty: Certainty
    callee: str
    """Qualified as imported (`os.system`), or as written where it cannot be resolved."""
    resolved: bool
    args: tuple[Value, ...]
    kwargs: dict[str, Value]
    category: CallCategory


CodeSource = L["literal", "computed", "pipe", "file", "network", "input", "none"]


class Code(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """Program text handed to an interpreter."""

    unit: int
    span: Span
    certainty: Certainty
    how: str
    """`bash -c`, `eval`, `stdin of python3`, `file`, `exec()`, …"""
    language: Language
    by: Cause
    source: CodeSource
    """Where the text comes from. `network`: downloaded; `input`: typed or sent later; `none`: interactive, nothing
    yet."""
    child: int | None = None
    """Unit that holds the text, where it is known."""
    file: int | None = None
    """File effect (op `execute`) where it is a file."""


SqlOp = L[
    "select",
    "insert",
    "update",
    "delete",
    "drop",
    "truncate",
    "create",
    "alter",
    "grant",
    "attach",
    "copy",
    "call",
    "set",
    "shell",
    "other",
]


class SqlEffect(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """What an SQL statement, or a command of another database, does to a table; `shell`: the database or its client
    starts a program."""

    unit: int
    span: Span
    certainty: Certainty
    op: SqlOp
    by: Cause
    table: str | None = None
    """As written, with its schema."""
    unbounded: bool = False
    """Every row: DELETE and UPDATE without a condition (or with one that is always true), DROP, TRUNCATE."""
    what: str | None = None
    """Kind of what is dropped or emptied, lower case (`table`, `database`, `index`); `outfile` of a SELECT that the
    server writes to a file."""


class Text(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """Something about the characters themselves."""

    unit: int
    span: Span
    kind: L["bidi", "invisible", "homoglyph", "control", "credential", "encoding"]
    detail: str = ""
    """Of a credential the kind (`aws_access_key`), never the value."""


class Content(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """What is uploaded."""

    size: int
    sha256: str
    media_type: str
    unit: int | None = None
    """Unit 0 when it is a program text that was analysed."""
    members: tuple[str, ...] = ()
    """Names in an archive, links as `name -> target`; at most 1000."""


class UnknownName(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """A name that is used where neither the text, nor an earlier cell of its context, nor the language defines it: what
    it stands for was made where nobody looked. Once for each name of a unit, where it stands first."""

    unit: int
    span: Span
    name: str
    called: bool = False
    """As a function, here or further on."""


class MemoryFacts(msgspec.Struct, frozen=True, kw_only=True):
    """What earlier actions of the session contribute, and what must come from elsewhere."""

    files: tuple[str, ...]
    """Paths of files written before whose text was used here."""
    names: tuple[str, ...]
    environment: tuple[str, ...]
    """Names of variables set before."""
    unknown: tuple[UnknownName, ...] = ()
    """At most 200. None where any name may be defined (a wildcard import of a module that was not seen)."""


Ids = tuple[int, ...]


class UnknownIndex(msgspec.Struct, frozen=True, kw_only=True):
    """Ids of items whose key is not known at analysis time."""

    commands: Ids
    """Commands without a `basename`."""
    paths: Ids
    """File effects without `resolved`."""
    hosts: Ids
    """Network effects whose host is not literal."""


class Index(msgspec.Struct, frozen=True, kw_only=True):
    """Where a rule starts: one ground lookup gives the ids of the items of interest. Keys exist only with ids."""

    commands: dict[str, Ids]
    """By basename."""
    wrapped: dict[str, Ids]
    """Commands by each of their wrappers."""
    files: dict[str, Ids]
    """By operation."""
    paths: dict[str, Ids]
    """File effects by resolved path and by every ancestor."""
    sinks: dict[str, Ids]
    network: dict[str, Ids]
    """By operation; `sends` for those that send content of files or the environment."""
    hosts: dict[str, Ids]
    """By literal host and by parent domain."""
    ip_classes: dict[str, Ids]
    packages: dict[str, Ids]
    """By manager, by source as `source:<source>`; `unpinned`, `other_index`, `near` for those that are so."""
    processes: dict[str, Ids]
    """By operation."""
    privileges: dict[str, Ids]
    """By kind."""
    environment: dict[str, Ids]
    """By operation, and by danger as `danger:<class>`."""
    imports: dict[str, Ids]
    """By module and each of its parents (`os.path` → `os.path`, `os`)."""
    callees: dict[str, Ids]
    calls: dict[str, Ids]
    """By category."""
    code: dict[str, Ids]
    """By source."""
    opaque: dict[str, Ids]
    """By code."""
    sql: dict[str, Ids]
    """By operation; `unbounded` for those that are."""
    text: dict[str, Ids]
    """By kind."""
    unknown: UnknownIndex


class Facts(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """What an action does or may do. Version `facts_version`; see the module's conventions."""

    facts_version: int
    entry: Entry
    reading: Reading
    units: tuple[Unit, ...]
    commands: tuple[Command, ...]
    files: tuple[FileEffect, ...]
    network: tuple[NetworkEffect, ...]
    packages: tuple[PackageEffect, ...]
    processes: tuple[ProcessEffect, ...]
    privileges: tuple[PrivilegeEffect, ...]
    environment: tuple[EnvironmentEffect, ...]
    imports: tuple[Import, ...]
    calls: tuple[Call, ...]
    code: tuple[Code, ...]
    sql: tuple[SqlEffect, ...]
    text: tuple[Text, ...]
    memory: MemoryFacts
    index: Index
    content: Content | None = None


def to_source(facts: Facts, unit: int, start: int, end: int) -> tuple[int, int]:
    """Where `[start, end)` of a unit stands in the submitted source: exact through verbatim embeddings, else the
    expression that makes the text."""
    while (parent := facts.units[unit].parent) is not None:
        item = facts.units[unit]
        span = item.span or Span(0, 0)
        if item.verbatim:
            start, end = start + span.start, end + span.start
        else:
            start, end = span.start, span.end
        unit = parent
    return start, end
