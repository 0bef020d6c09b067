"""The shell tree: what the reader makes of a text, and all that expansion and effects see.

Every node has `span`, half-open character offsets into the unit's text. Texts inside are decoded (quotes removed,
escapes resolved) but nothing is expanded. What the reader cannot read is an `OpaqueNode`, never left out.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass, field
from typing import Literal as L

from interlock.model.facts import OpaqueCode, Span

# --- words ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Lit:
    """Literal characters. `quoted`: by backslash or quotes, so no globbing, no splitting, no tilde, no keyword."""

    span: Span
    text: str
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class DoubleQuoted:
    """`"…"`, and `$"…"` (the same without a message catalogue)."""

    span: Span
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Parameter:
    """`$x`, `${x…}`. `$"` and `$'` are not parameters."""

    span: Span
    name: str
    """`HOME`, `1`, `@`, `*`, `#`, `?`, `-`, `$`, `!`, `_`."""
    subscript: Word | None = None
    """`[…]` of `${a[…]}`; for `@` and `*` a word of that one literal."""
    indirect: bool = False
    """`${!x}`."""
    length: bool = False
    """`${#x}`."""
    prefix_names: bool = False
    """`${!x*}`, `${!x@}`: names of variables; `${!a[@]}`: keys."""
    operator: str = ""
    """One of `:- - := = :? ? :+ + # ## % %% / // /# /% ^ ^^ , ,, ~ ~~ :` (substring) or `@Q @E @P @A @a @K @k @U @u
    @L`."""
    operands: tuple[Word, ...] = ()
    """Word operand; of `/` pattern and replacement; of `:` offset and length (arithmetic texts)."""


@dataclass(frozen=True, slots=True)
class CommandSubstitution:
    """`$(…)`, backticks, and bash 5.3's `${ …; }` and `${| …; }`."""

    span: Span
    body: Script
    form: L["dollar", "backtick", "function", "reply"] = "dollar"


@dataclass(frozen=True, slots=True)
class ProcessSubstitution:
    """`<(…)` and `>(…)`."""

    span: Span
    direction: L["<", ">"]
    body: Script


@dataclass(frozen=True, slots=True)
class Arithmetic:
    """An arithmetic text: `$((…))`, `$[…]`, `((…))`, subscripts, offsets. `parts` hold the text with its expansions."""

    span: Span
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class GlobPart:
    """Unquoted `*` and `?` in a row, or a bracket expression, as written."""

    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class ExtGlob:
    """`@(…|…)`, `?(…)`, `*(…)`, `+(…)`, `!(…)`."""

    span: Span
    operator: L["@", "?", "*", "+", "!"]
    alternatives: tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class Braces:
    """`{a,b,c}`. Made where bash would expand it (bash dialect, not in assignments, at least one unquoted comma)."""

    span: Span
    alternatives: tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class BraceRange:
    """`{1..9}`, `{a..e..2}`."""

    span: Span
    first: str
    last: str
    step: str = ""


@dataclass(frozen=True, slots=True)
class Tilde:
    """`~`, `~user`, `~+`, `~-` where bash expands it."""

    span: Span
    user: str


@dataclass(frozen=True, slots=True)
class OpaqueNode:
    """What the reader could not read, as a part of a word, a command or a whole text."""

    span: Span
    code: OpaqueCode
    detail: str = ""


Part = (
    Lit
    | DoubleQuoted
    | Parameter
    | CommandSubstitution
    | ProcessSubstitution
    | Arithmetic
    | GlobPart
    | ExtGlob
    | Braces
    | BraceRange
    | Tilde
    | OpaqueNode
)


@dataclass(frozen=True, slots=True)
class Word:
    """One shell word. No parts: an empty word can only be made by quotes (one empty quoted `Lit`)."""

    span: Span
    parts: tuple[Part, ...]

    def literal(self) -> str | None:
        """Its text where nothing in it is expanded (quotes allowed), else None."""
        if all(isinstance(part, Lit) for part in self.parts):
            return "".join(part.text for part in self.parts if isinstance(part, Lit))
        return None


# --- commands ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Heredoc:
    """Body of `<<` and `<<-`. `parts`: one quoted `Lit` where the delimiter was quoted, else text with expansions."""

    span: Span
    """Of the body's lines, without the delimiter line."""
    delimiter: str
    quoted: bool
    strip_tabs: bool
    parts: tuple[Part, ...]
    terminated: bool = True
    """False where the text ends before the delimiter: bash warns and runs it all the same."""


@dataclass(frozen=True, slots=True)
class Redirection:
    """`[fd]op target`. For `<<` and `<<-` `heredoc` holds the body and `target` the delimiter word."""

    span: Span
    operator: L["<", ">", ">>", ">|", "<>", "<&", ">&", "&>", "&>>", "<<", "<<-", "<<<"]
    target: Word
    fd: int | None = None
    variable: str | None = None
    """`{name}>file`."""
    heredoc: Heredoc | None = None


@dataclass(frozen=True, slots=True)
class ArrayLiteral:
    """`(…)` of an assignment; a key where the element is written `[key]=value`."""

    span: Span
    elements: tuple[tuple[Word | None, Word], ...]


@dataclass(frozen=True, slots=True)
class Assignment:
    span: Span
    name: str
    value: Word | ArrayLiteral
    subscript: Word | None = None
    append: bool = False


@dataclass(frozen=True, slots=True)
class SimpleCommand:
    """Assignments, words, redirections; of declaration builtins (`declare`, `export`, `local`, `readonly`, `typeset`,
    `alias` not) assignment-shaped arguments stand in `words` as words, and once more in `declared` with array values
    read."""

    span: Span
    assignments: tuple[Assignment, ...]
    words: tuple[Word, ...]
    redirections: tuple[Redirection, ...]
    declared: tuple[Assignment, ...] = ()


@dataclass(frozen=True, slots=True)
class Pipeline:
    """`[time] [!] a | b |& c`. One stage where there is only `!` or `time`."""

    span: Span
    stages: tuple[Node, ...]
    stderr_too: tuple[bool, ...]
    """For each `|` whether it was `|&`."""
    negated: bool = False
    timed: bool = False


@dataclass(frozen=True, slots=True)
class AndOr:
    """`a && b || c`."""

    span: Span
    items: tuple[Node, ...]
    operators: tuple[L["&&", "||"], ...]


@dataclass(frozen=True, slots=True)
class Statement:
    """A list item: what it runs and whether `&` put it into the background."""

    span: Span
    body: Node
    background: bool = False


@dataclass(frozen=True, slots=True)
class Script:
    """A list of statements: a whole text, or the inside of a compound or of a substitution."""

    span: Span
    statements: tuple[Statement, ...]
    comments: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Compound:
    """Base fields of compound commands: their redirections apply to all inside."""

    span: Span
    redirections: tuple[Redirection, ...] = field(kw_only=True, default=())


@dataclass(frozen=True, slots=True)
class Subshell(Compound):
    body: Script


@dataclass(frozen=True, slots=True)
class Group(Compound):
    body: Script


@dataclass(frozen=True, slots=True)
class If(Compound):
    branches: tuple[tuple[Script, Script], ...]
    """(condition, body) of `if` and each `elif`."""
    otherwise: Script | None


@dataclass(frozen=True, slots=True)
class Loop(Compound):
    """`while` and `until`."""

    kind: L["while", "until"]
    condition: Script
    body: Script


@dataclass(frozen=True, slots=True)
class For(Compound):
    """`for` and `select`. `words` None: over the positional parameters."""

    kind: L["for", "select"]
    name: str
    words: tuple[Word, ...] | None
    body: Script


@dataclass(frozen=True, slots=True)
class ArithmeticFor(Compound):
    header: tuple[Arithmetic, Arithmetic, Arithmetic]
    body: Script


@dataclass(frozen=True, slots=True)
class CaseArm:
    span: Span
    patterns: tuple[Word, ...]
    body: Script
    terminator: L[";;", ";&", ";;&"]


@dataclass(frozen=True, slots=True)
class Case(Compound):
    subject: Word
    arms: tuple[CaseArm, ...]


@dataclass(frozen=True, slots=True)
class FunctionDefinition(Compound):
    name: str
    body: Node


@dataclass(frozen=True, slots=True)
class Coprocess(Compound):
    name: str
    body: Node


@dataclass(frozen=True, slots=True)
class ArithmeticCommand(Compound):
    """`((…))`."""

    expression: Arithmetic


@dataclass(frozen=True, slots=True)
class Condition(Compound):
    """`[[ … ]]`, as the flat sequence of its words and operators: policy needs what is expanded, not the truth
    value."""

    items: tuple[Word, ...]
    """Operands."""
    operators: tuple[str, ...]
    """`-f`, `==`, `=~`, `-eq`, `&&`, … in order."""
    arithmetic: tuple[Word, ...] = ()
    """Operands of `-eq` and kin, which are evaluated as arithmetic."""
    names: tuple[Word, ...] = ()
    """Operands of `-v` and `-R`, whose subscripts are evaluated."""


Node = (
    SimpleCommand
    | Pipeline
    | AndOr
    | Subshell
    | Group
    | If
    | Loop
    | For
    | ArithmeticFor
    | Case
    | FunctionDefinition
    | Coprocess
    | ArithmeticCommand
    | Condition
    | OpaqueNode
)


_CHILDREN: dict[type, tuple[str, ...]] = {}
_NO_NODES = {
    "span",
    "text",
    "name",
    "fd",
    "variable",
    "operator",
    "operators",
    "comments",
    "quoted",
    "kind",
    "terminator",
}
"""Fields that hold no nodes, in whatever class."""


def children(node: object) -> list[object]:
    """What a node may hold nodes in: nodes, tuples of them, and other values; nothing for what is no node."""
    kind = type(node)
    names = _CHILDREN.get(kind)
    if names is None:
        fields = dataclasses.fields(kind) if dataclasses.is_dataclass(kind) else ()
        names = _CHILDREN[kind] = tuple(field.name for field in fields if field.name not in _NO_NODES)
    return [getattr(node, name) for name in names]


@dataclass(frozen=True, slots=True)
class Tree:
    """What a reader returns."""

    script: Script
    opaque: tuple[OpaqueNode, ...] = ()
    """Every opaque node in the tree, and last, where the text could not be read to its end, the rest of it."""
    behind: tuple[Statement, ...] = ()
    """What stands in that rest: each of its lines read as a text of its own, and what can be made out of those that
    cannot be read."""
